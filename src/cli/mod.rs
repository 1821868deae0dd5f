//! The command line: reads what was typed, resolves settings, and hands over to one file a command.
//!
//! Data goes to standard output, everything said to a person to standard error. What a run came to is decided in
//! `error::exit_status`.

mod args;
mod check;
mod decisions;
mod export;
mod help;
mod output;
mod progress;
mod review;
mod rules;
mod schema;
mod show;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

pub use self::review::OpenScreen;

use self::args::{Args, Command, ReviewArgs};
use crate::error::{Error, Outcome, exit_status};
use crate::settings::{Flags, Settings, lang};
use crate::text::lang::Lang;

/// Runs the program with the process's arguments and environment, and says on standard error why it could not, if so.
#[must_use]
pub fn run(open_screen: OpenScreen) -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let lang = language(&words);
    let result =
        read(&words, lang).and_then(|args| args.map_or(Ok(Outcome::Clean), |args| carry_out(args, open_screen)));
    if let Err(error) = &result
        && !error.is_quiet()
    {
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(std::io::stderr(), "{}{}", lang.pick("错误：", "error: "), error.message(lang));
    }
    ExitCode::from(exit_status(&result))
}

/// The language of help and complaints, which must be known before the rest of the line can be read.
fn language(words: &[OsString]) -> Lang {
    let mut asked = None;
    for (index, word) in words.iter().enumerate().skip(1) {
        let value = match word.to_str() {
            Some("--") => break,
            Some("--lang") => words.get(index + 1).and_then(|next| next.to_str()),
            Some(word) => word.strip_prefix("--lang="),
            None => None,
        };
        asked = match value {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => asked,
        };
    }
    asked.unwrap_or_else(|| lang(&|name| std::env::var_os(name)))
}

/// What was asked for; `None` where only help or the version was wanted, which is then printed.
fn read(words: &[OsString], lang: Lang) -> Result<Option<Args>, Error> {
    let error = match help::command(lang).try_get_matches_from(words) {
        Ok(matches) => match Args::from_arg_matches(&matches) {
            Ok(args) => return Ok(Some(args)),
            Err(error) => error,
        },
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print().map_err(Error::Output)?;
            Ok(None)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            let (zh, en) = ("请指明要审核的目录或文件。", "name a directory or a file to review.");
            Err(Error::Usage(zh.to_owned(), en.to_owned()))
        }
        _ => {
            let (zh, en) = help::complaint(&error);
            Err(Error::Usage(zh, en))
        }
    }
}

/// A first word that is no file but almost a command was probably meant as one.
fn or_misspelt(error: Error, review: &ReviewArgs) -> Error {
    let Some(word) = review.inputs.first().filter(|path| !path.exists()).and_then(|path| path.to_str()) else {
        return error;
    };
    let command = help::command(Lang::default());
    let names = command.get_subcommands().map(|sub| (strsim::jaro_winkler(word, sub.get_name()), sub.get_name()));
    match names.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((alike, name)) if alike > 0.85 => Error::Usage(
            format!("没有“{word}”这个文件或命令。是否要写 gouji {name}？"),
            format!("there is no file and no command {word}; did you mean gouji {name}?"),
        ),
        _ => error,
    }
}

fn carry_out(args: Args, open_screen: OpenScreen) -> Result<Outcome, Error> {
    let Args { command, review, common, .. } = args;
    let review = match command {
        Some(Command::Review(ref review)) => review,
        _ => &review,
    };
    let flags = Flags {
        lang: common.lang,
        theme: review.theme.clone(),
        reviewer: review.reviewer.clone(),
        data_dir: common.data_dir,
    };
    let settings = Settings::resolve(flags, &|name| std::env::var_os(name));
    match command {
        None => review::run(review, settings, open_screen).map_err(|error| or_misspelt(error, review)),
        Some(Command::Review(_)) => review::run(review, settings, open_screen),
        Some(Command::Check(args)) => check::run(&args, &settings),
        Some(Command::Show(args)) => show::run(&args, &settings),
        Some(Command::Export(args)) => export::run(&args, &settings),
        Some(Command::Rules(args)) => rules::run(&args, &settings),
        Some(Command::Schema(args)) => schema::run(&args, &settings),
    }
}
