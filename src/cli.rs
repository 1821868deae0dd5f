//! The command line: reads what was typed, resolves settings, and hands over to one file a command.
//!
//! Data goes to standard output, everything said to a person to standard error. What a run came to is decided in
//! `error::exit_status`.

mod aliases;
mod args;
mod check;
mod completions;
mod config;
mod decisions;
mod export;
mod help;
mod man;
mod match_labels;
mod output;
mod progress;
mod review;
mod rules;
mod schema;
mod screen;
mod show;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

pub use self::screen::{KeyRow, Screen};

use self::args::{Args, Command, ReviewArgs};
use crate::error::{Error, Outcome, exit_status};
use crate::settings::{Choice, Flags, Places, Problem, Settings, SettingsError, SettingsFile};
use crate::text::lang::Lang;

/// Runs the program with the process's arguments and environment, and says on standard error why it could not, if so.
#[must_use]
pub fn run(screen: &Screen) -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let lang = language(&words);
    let result = read(&words, lang).and_then(|args| args.map_or(Ok(Outcome::Clean), |args| carry_out(args, screen)));
    if let Err(error) = &result
        && !error.is_quiet()
    {
        output::tell(&format!("{}{}", lang.pick("错误：", "error: "), error.message(lang)));
    }
    ExitCode::from(exit_status(&result))
}

/// The language of help and complaints, which must be known before the rest of the line can be read. What is wrong with
/// the settings is told later, by the command that needs them.
fn language(words: &[OsString]) -> Lang {
    let mut flags = Flags::default();
    let mut config = None;
    for (index, word) in words.iter().enumerate().skip(1) {
        let next = words.get(index + 1);
        match word.to_str() {
            Some("--") => break,
            Some("--lang") => flags.lang = next.and_then(|next| Lang::named(next.to_str()?)).or(flags.lang),
            Some("--config") => config = next.map(Path::new).or(config),
            Some(word) => {
                flags.lang = word.strip_prefix("--lang=").and_then(Lang::named).or(flags.lang);
                config = word.strip_prefix("--config=").map(Path::new).or(config);
            }
            None => {}
        }
    }
    settings(&flags, config).0.lang
}

/// The settings for a command line, and what is wrong with them.
fn settings(flags: &Flags, config: Option<&Path>) -> (Settings, Vec<Problem>) {
    let environment = |name: &str| std::env::var_os(name);
    let places = Places::find(config, &environment);
    let file = places.file.as_deref().and_then(|path| SettingsFile::read(path, places.asked));
    Settings::resolve(flags, &environment, places, file.as_ref())
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

fn carry_out(args: Args, screen: &Screen) -> Result<Outcome, Error> {
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
        learning: common.learning,
        rules: common.rules,
        roster: common.roster,
    };
    let (settings, problems) = settings(&flags, common.config.as_deref());
    // The others print what the program itself knows, or what is wrong: they go on where the settings cannot be used.
    let needs_settings = !matches!(command, Some(Command::Config(_) | Command::Completions(_) | Command::Man(_)));
    if needs_settings && !problems.is_empty() {
        return Err(SettingsError(problems).into());
    }
    match command {
        None => review::run(review, settings, screen).map_err(|error| or_misspelt(error, review)),
        Some(Command::Review(_)) => review::run(review, settings, screen),
        Some(Command::Check(args)) => check::run(&args, &settings),
        Some(Command::Show(args)) => show::run(&args, &settings),
        Some(Command::Export(args)) => export::run(&args, &settings),
        Some(Command::Match(args)) => match_labels::run(&args, &settings),
        Some(Command::Aliases(args)) => aliases::run(&args, &settings),
        Some(Command::Rules(args)) => rules::run(&args, &settings),
        Some(Command::Schema(args)) => schema::run(&args, &settings),
        Some(Command::Config(args)) => config::run(&args, &settings, problems, screen),
        Some(Command::Completions(args)) => completions::run(&args, settings.lang),
        Some(Command::Man(args)) => man::run(&args, settings.lang),
    }
}
