//! The window in which a file is named to export to.

use tui_input::Input;

use crate::export::log::{Content, Format};
use crate::text::lang::Lang;

/// What can be exported, in the order in which it is offered.
pub const OFFERS: [(Content, Format); 6] = [
    (Content::Log, Format::Markdown),
    (Content::Log, Format::Csv),
    (Content::Log, Format::Json),
    (Content::Ledger, Format::Csv),
    (Content::Ledger, Format::Markdown),
    (Content::Ledger, Format::Json),
];

/// What is exported, and whereto.
#[derive(Debug, Clone)]
pub struct ExportForm {
    /// Position in [`OFFERS`] of what is exported.
    pub choice: usize,
    /// The file's path as typed.
    pub input: Input,
    /// Whether a file is there already and would be replaced.
    pub replaces: bool,
    /// The ticket of the export that is under way, and how many reports it has read.
    pub under_way: Option<(u64, usize)>,
}

impl ExportForm {
    /// A form that offers the review log of a batch.
    #[must_use]
    pub fn new(batch: &str, lang: Lang) -> Self {
        let input = Input::from(file_name(batch, OFFERS[0], lang));
        Self { choice: 0, input, replaces: false, under_way: None }
    }

    /// Chooses another document or format. A name that was proposed is proposed anew; in one that was typed only the
    /// extension follows.
    pub fn choose(&mut self, choice: usize, batch: &str, lang: Lang) {
        let typed = self.input.value().to_owned();
        let proposed = file_name(batch, OFFERS[self.choice], lang);
        let name = match typed.strip_suffix(extension(OFFERS[self.choice].1)) {
            _ if typed == proposed => file_name(batch, OFFERS[choice], lang),
            Some(stem) => format!("{stem}{}", extension(OFFERS[choice].1)),
            None => typed,
        };
        self.choice = choice;
        self.replaces = false;
        self.input = Input::from(name);
    }
}

/// The name that is proposed for an export.
fn file_name(batch: &str, (content, format): (Content, Format), lang: Lang) -> String {
    let what = match content {
        Content::Log => lang.pick("审核记录", "review-log"),
        Content::Ledger => lang.pick("台账", "ledger"),
    };
    format!("{batch}-{what}{}", extension(format))
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Markdown => ".md",
        Format::Csv => ".csv",
        Format::Json => ".json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_choice_as_far_as_it_was_not_typed() {
        let mut form = ExportForm::new("年报", Lang::Zh);
        assert_eq!(form.input.value(), "年报-审核记录.md");
        form.choose(3, "年报", Lang::Zh);
        assert_eq!(form.input.value(), "年报-台账.csv");
        form.input = Input::from("二月.csv");
        form.choose(0, "年报", Lang::Zh);
        assert_eq!(form.input.value(), "二月.md");
        form.input = Input::from("二月");
        form.choose(1, "年报", Lang::Zh);
        assert_eq!(form.input.value(), "二月");
    }
}
