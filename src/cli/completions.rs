//! `gouji completions`: what a shell needs to complete commands, options and values.

use std::io::Write;

use super::args::CompletionsArgs;
use super::help;
use super::output::Output;
use crate::error::{Error, Outcome};
use crate::text::lang::Lang;

/// Runs the command.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(args: &CompletionsArgs, lang: Lang) -> Result<Outcome, Error> {
    // Written to memory first: the generator panics where it cannot write, as when the reader has gone away.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(lang), "gouji", &mut script);
    let mut out = Output::new();
    out.write_all(&script).map_err(Error::Output)?;
    out.finish()?;
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;
    use clap_complete::Shell;

    #[test]
    fn every_shell_is_told_every_command_and_option() {
        for &shell in Shell::value_variants() {
            let mut command = help::command(Lang::Zh);
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command, "gouji", &mut script);
            let script = String::from_utf8(script).unwrap();
            for sub in command.get_subcommands() {
                assert!(script.contains(sub.get_name()), "{shell}: {}", sub.get_name());
                for option in sub.get_arguments().filter_map(|arg| arg.get_long()) {
                    assert!(script.contains(option), "{shell}: {} --{option}", sub.get_name());
                }
            }
            for value in ["ndjson", "high-contrast", "fail-on"] {
                assert!(script.contains(value), "{shell}: {value}");
            }
        }
    }
}
