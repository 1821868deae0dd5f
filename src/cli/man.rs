//! `gouji man`: the manual as roff, of the whole program or of one command.
//!
//! The page of the program tells every command with its options, so that one page is enough. Headings are set in the
//! person's language; readers of manuals know the Chinese heading of the name as well as the English one.

use std::io::{self, Write};

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::args::ManArgs;
use super::help;
use super::output::Output;
use crate::error::{Error, Outcome};
use crate::text::lang::Lang;
use crate::text::nearest::nearest;

/// Headings as the generator writes them, with their Chinese.
const HEADINGS: [(&str, &str); 7] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 概要"),
    (".SH DESCRIPTION", ".SH 描述"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH EXTRA", ".SH 说明"),
    (".SH VERSION", ".SH 版本"),
];

/// Runs the command.
///
/// # Errors
/// Where there is no such command to tell of, or the output cannot be written.
pub fn run(args: &ManArgs, lang: Lang) -> Result<Outcome, Error> {
    let page = match &args.topic {
        None => whole(lang),
        Some(topic) => one(topic, lang).ok_or_else(|| unknown(topic))?,
    };
    let mut out = Output::new();
    page.and_then(|page| out.write_all(page.as_bytes())).map_err(Error::Output)?;
    out.finish()?;
    Ok(Outcome::Clean)
}

/// The page of the program, with every command's own options.
fn whole(lang: Lang) -> io::Result<String> {
    let mut command = help::command(lang);
    command.build();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut roff = Roff::default();
    roff.control("SH", [lang.pick("命令", "COMMANDS")]);
    for sub in command.get_subcommands() {
        tell(sub, &command, &mut roff);
    }
    roff.to_writer(&mut page)?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    finished(page, lang)
}

/// A command in the page of the program: its usage, what it does, and the options that only it has.
fn tell(command: &Command, program: &Command, roff: &mut Roff) {
    let usage = command.get_overridden_usage().map_or_else(|| command.get_name().to_owned(), ToString::to_string);
    roff.control("TP", []);
    roff.text([bold(usage)]);
    roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    let common: Vec<_> = program.get_arguments().map(clap::Arg::get_id).collect();
    roff.control("RS", []);
    for arg in command.get_arguments().filter(|arg| arg.is_positional() || !common.contains(&arg.get_id())) {
        roff.control("TP", []);
        roff.text([bold(spelt(arg))]);
        roff.text([Inline::Roman(arg.get_help().map(ToString::to_string).unwrap_or_default())]);
    }
    roff.control("RE", []);
}

/// An argument as it is typed.
fn spelt(arg: &clap::Arg) -> String {
    let value = arg.get_value_names().map(|names| names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" "));
    let names = [arg.get_short().map(|short| format!("-{short}")), arg.get_long().map(|long| format!("--{long}"))];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
    match value.filter(|_| arg.get_action().takes_values()) {
        Some(value) if names.is_empty() => value,
        Some(value) => format!("{names} {value}"),
        None => names,
    }
}

/// The page of one command.
fn one(topic: &str, lang: Lang) -> Option<io::Result<String>> {
    let mut command = help::command(lang);
    command.build();
    let sub = command.find_subcommand(topic)?.clone();
    let mut page = Vec::new();
    Some(Man::new(sub).render(&mut page).and_then(|()| finished(page, lang)))
}

fn finished(page: Vec<u8>, lang: Lang) -> io::Result<String> {
    let page = String::from_utf8(page).map_err(io::Error::other)?;
    let heading = |line: &str| match lang {
        Lang::Zh => HEADINGS.iter().find(|heading| heading.0 == line).map_or(line, |heading| heading.1).to_owned(),
        Lang::En => line.to_owned(),
    };
    // Every part opens with the same lines about apostrophes; once is enough.
    let opening = |line: &str| line.starts_with(".ie ") || line.starts_with(".el ");
    let lines = page.lines().enumerate().filter(|(number, line)| *number < 2 || !opening(line));
    Ok(lines.map(|(_, line)| heading(line) + "\n").collect())
}

fn unknown(topic: &str) -> Error {
    let command = help::command(Lang::default());
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let (zh, en) = match nearest(topic, names.iter().copied()) {
        Some(near) => (format!("是否要写 {near}？"), format!(" Did you mean {near}?")),
        None => (String::new(), String::new()),
    };
    Error::Usage(
        format!("没有“{topic}”这个命令。{zh}可用的有：{}。", names.join("、")),
        format!("there is no command {topic}.{en} There are: {}.", names.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_names_every_command_and_option() {
        for lang in [Lang::Zh, Lang::En] {
            let page = whole(lang).unwrap();
            assert!(page.contains(lang.pick("\n.SH 名称\n", "\n.SH NAME\n")), "{page}");
            for sub in help::command(lang).get_subcommands() {
                assert!(page.contains(&format!("gouji {}", sub.get_name())), "{}", sub.get_name());
                let own = one(sub.get_name(), lang).unwrap().unwrap();
                assert!(own.contains(lang.pick("\n.SH 名称\n", "\n.SH NAME\n")), "{own}");
                for long in sub.get_arguments().filter_map(|arg| arg.get_long()) {
                    let option = format!("--{long}").replace('-', "\\-");
                    assert!(page.contains(&option) && own.contains(&option), "{option}");
                }
            }
        }
    }

    #[test]
    fn headings_are_in_one_language() {
        for page in [whole(Lang::Zh).unwrap(), one("check", Lang::Zh).unwrap().unwrap()] {
            for heading in page.lines().filter_map(|line| line.strip_prefix(".SH ")) {
                assert!(!heading.is_ascii(), "{heading}");
            }
        }
        assert!(whole(Lang::En).unwrap().is_ascii());
    }

    #[test]
    fn an_unknown_command_is_answered_with_the_nearest() {
        assert!(unknown("chekc").message(Lang::Zh).contains("check"));
    }
}
