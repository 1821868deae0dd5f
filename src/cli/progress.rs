//! A progress bar on standard error, where a person sees it and nowhere else.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::text::lang::Lang;

/// A bar that counts files. Where standard error is no terminal, or the data itself is printed on one, it draws nothing.
#[must_use]
pub fn bar(files: usize, lang: Lang) -> ProgressBar {
    let seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
    let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(files as u64), target);
    let template = lang.pick("正在检查 {bar:30} {pos}/{len}，还需 {eta}", "checking {bar:30} {pos}/{len}, {eta} left");
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
