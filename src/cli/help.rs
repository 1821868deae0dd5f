//! The help in the language of the person: words from `help.toml` laid over what `args` declares, and clap's complaints
//! as sentences.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};
use serde::Deserialize;

use super::args::Args;
use crate::text::lang::Lang;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    commands: BTreeMap<String, CommandWords>,
    args: BTreeMap<String, ArgWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandWords {
    zh: String,
    en: String,
    usage_zh: String,
    usage_en: String,
    #[serde(default)]
    after_zh: String,
    #[serde(default)]
    after_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArgWords {
    zh: String,
    en: String,
    #[serde(default)]
    value: String,
    value_zh: Option<String>,
}

impl Words {
    fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| toml::from_str(include_str!("help.toml")).expect("a test parses the embedded words"))
    }

    fn arg(&self, command: &str, arg: &str) -> Option<&ArgWords> {
        self.args.get(&format!("{command}.{arg}")).or_else(|| self.args.get(&format!("*.{arg}")))
    }
}

/// The command line's description with its help in a language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let words = Words::get();
    let mut command = Args::command();
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| translate(sub, &name, words, lang));
    }
    translate(command, "gouji", words, lang)
}

fn translate(mut command: Command, name: &str, words: &'static Words, lang: Lang) -> Command {
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    for id in ids {
        let Some(text) = words.arg(name, &id) else { continue };
        command = command.mut_arg(&id, |arg| {
            let arg = arg.help(lang.pick(text.zh.as_str(), &text.en));
            if !arg.get_action().takes_values() {
                return arg;
            }
            let value = lang.pick(text.value_zh.as_deref().unwrap_or(&text.value), &text.value);
            arg.value_name(value).hide_default_value(true).hide_possible_values(true)
        });
    }
    let template = template(&command, lang);
    let Some(text) = words.commands.get(name) else { return command };
    command
        .about(lang.pick(text.zh.as_str(), &text.en))
        .override_usage(lang.pick(text.usage_zh.as_str(), &text.usage_en))
        .after_help(lang.pick(text.after_zh.as_str(), &text.after_en).trim_start())
        .help_template(template)
}

fn template(command: &Command, lang: Lang) -> String {
    let mut template = format!("{{about-with-newline}}\n{}{{usage}}", lang.pick("用法：", "Usage: "));
    let mut part = |head: &str, tag: &str| template.push_str(&format!("\n\n{head}\n{{{tag}}}"));
    if command.has_subcommands() {
        part(lang.pick("命令：", "Commands:"), "subcommands");
    }
    if command.get_positionals().next().is_some() {
        part(lang.pick("参数：", "Arguments:"), "positionals");
    }
    part(lang.pick("选项：", "Options:"), "options");
    template + "{after-help}"
}

/// What is wrong with the command line, as a sentence in Chinese and one in English.
#[must_use]
pub fn complaint(error: &clap::Error) -> (String, String) {
    let joined = |kind, between: &str| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(between)),
        _ => None,
    };
    let text = |kind| joined(kind, " ");
    let arg = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let (mut zh, mut en) = match error.kind() {
        ErrorKind::UnknownArgument => (format!("没有“{arg}”这个选项。"), format!("there is no option {arg}.")),
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("“{arg}”后面缺少内容。"), format!("{arg} wants a value."))
        }
        ErrorKind::InvalidValue => {
            let valid = |between| joined(ContextKind::ValidValue, between).unwrap_or_default();
            (
                format!("“{arg}”不能是“{value}”，可选：{}。", valid("、")),
                format!("{arg} cannot be {value:?}; choose from: {}.", valid(", ")),
            )
        }
        ErrorKind::MissingRequiredArgument => (format!("缺少：{arg}。"), format!("missing: {arg}.")),
        ErrorKind::ArgumentConflict => (
            format!("“{arg}”不能重复，或不能与其他选项同用。"),
            format!("{arg} is given twice or clashes with another option."),
        ),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            (format!("“{arg}”的内容太多。"), format!("too many values for {arg}."))
        }
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            (format!("没有“{name}”这个命令。"), format!("there is no command {name}."))
        }
        _ => (format!("命令行有误：{}。", error.kind()), format!("{}.", error.kind())),
    };
    if let Some(near) = text(ContextKind::SuggestedArg).or_else(|| text(ContextKind::SuggestedValue)) {
        zh.push_str(&format!("是否要写“{near}”？"));
        en.push_str(&format!(" Did you mean {near}?"));
    }
    (zh + "运行 gouji --help 可查看用法。", en + " Run gouji --help for the usage.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_its_words() {
        let words = Words::get();
        let mut command = Args::command();
        command.build();
        let mut asked = std::collections::BTreeSet::new();
        for sub in std::iter::once(&command).chain(command.get_subcommands()) {
            let text = words.commands.get(sub.get_name()).unwrap_or_else(|| panic!("{}", sub.get_name()));
            assert!(!text.zh.is_empty() && !text.en.is_empty());
            for arg in sub.get_arguments() {
                let id = arg.get_id().as_str();
                let text = words.arg(sub.get_name(), id).unwrap_or_else(|| panic!("{}.{id}", sub.get_name()));
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{id}");
                assert_eq!(arg.get_action().takes_values(), !text.value.is_empty(), "{id}");
                asked.insert(format!("{}.{id}", sub.get_name()));
                asked.insert(format!("*.{id}"));
            }
        }
        for key in words.args.keys() {
            assert!(asked.contains(key), "nothing is called {key}");
        }
    }

    #[test]
    fn help_is_in_one_language() {
        let names: Vec<String> = Args::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        for name in std::iter::once("").chain(names.iter().map(String::as_str)) {
            let words = ["gouji", name, "--help"].into_iter().filter(|word| !word.is_empty());
            let help = command(Lang::Zh).try_get_matches_from(words).unwrap_err().to_string();
            for english in ["Usage", "Options", "Print", "default:"] {
                assert!(!help.contains(english), "{help}");
            }
            let words = ["gouji", name, "--help"].into_iter().filter(|word| !word.is_empty());
            let help = command(Lang::En).try_get_matches_from(words).unwrap_err().to_string();
            assert!(help.is_ascii(), "{help}");
        }
    }

    #[test]
    fn complaints_name_what_is_wrong() {
        for (line, zh) in [
            (&["gouji", "check", "x", "--formt", "json"][..], "没有“--formt”这个选项。是否要写“--format”？"),
            (
                &["gouji", "check", "x", "--format", "yaml"],
                "“--format <FORMAT>”不能是“yaml”，可选：table、json、ndjson、csv、sarif。",
            ),
            (&["gouji", "check"], "缺少：<目录|文件>...。"),
            (&["gouji", "export", "x"], "缺少：--output <FILE>。"),
        ] {
            let error = command(Lang::Zh).try_get_matches_from(line).unwrap_err();
            let said = complaint(&error).0;
            assert!(said.starts_with(zh), "{said}");
        }
    }
}
