//! The settings file: TOML read by hand, so that every complaint names line, column, value and what is allowed in the
//! person's own language. Whether a value is one that may be chosen is seen where settings are resolved.

use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::known::Setting;
use super::limit::Limit;
use super::origin::{Origin, Problem};
use super::rules::RawRuling;
use crate::text::nearest::nearest;

/// The table of the file in which keys are bound anew.
const KEYS: &str = "keys";

/// The table of the file with the limits of reading.
const LIMITS: &str = "limits";

/// The key of files with rules.
const RULES: &str = "rules";

/// The table of the file in which rules are switched off or weighed otherwise.
const SEVERITY: &str = "severity";

/// The table of the file with the days on which reports are due.
const DEADLINES: &str = "deadlines";

/// Its keys that are no kinds of units.
const DUE: [&str; 2] = ["own", "aggregate"];

/// The example that `gouji config --example` prints, in Chinese and in English.
pub const EXAMPLE: (&str, &str) = (include_str!("example.zh.toml"), include_str!("example.en.toml"));

/// Keys for one action, as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawKeys {
    /// The id of the action.
    pub action: String,
    /// The names of the keys; none takes the action its keys.
    pub keys: Vec<String>,
    /// Where that stands.
    pub origin: Origin,
}

/// A day on which reports are due, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawDeadline {
    /// `own`, `aggregate`, or a kind of units in the words of the list of units.
    pub name: String,
    /// Month and day, in the year after the report year.
    pub day: (i8, i8),
    /// Where that stands.
    pub origin: Origin,
}

/// What a settings file says, with what is wrong in it.
#[derive(Debug, Clone, Default)]
pub struct SettingsFile {
    /// The file.
    pub path: PathBuf,
    /// Values as text, with their places.
    pub values: Vec<(Setting, String, Origin)>,
    /// Keys bound anew, in the order of the file.
    pub keys: Vec<RawKeys>,
    /// Files with rules of the office's own.
    pub rules: Vec<(String, Origin)>,
    /// What is said of single rules.
    pub severities: Vec<RawRuling>,
    /// When reports are due.
    pub deadlines: Vec<RawDeadline>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl SettingsFile {
    /// Reads a file. `None` where it is not there and nobody asked for it by name.
    #[must_use]
    pub fn read(path: &Path, asked: bool) -> Option<Self> {
        let (zh, en) = match std::fs::read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return Some(Self::parse(path, &text)),
                Err(_) => {
                    ("不是 UTF-8 编码，请另存为 UTF-8。".to_owned(), "it is not UTF-8; save it as UTF-8".to_owned())
                }
            },
            Err(error) if error.kind() == ErrorKind::NotFound && !asked => return None,
            Err(error) if error.kind() == ErrorKind::NotFound => (
                "没有这个文件，请核对路径；要新建，可先运行 gouji config --example > 该文件。".to_owned(),
                "there is no such file; check the path, or make it with gouji config --example > FILE".to_owned(),
            ),
            Err(error) => (
                format!("无法读取（{error}），请检查权限。"),
                format!("it cannot be read ({error}); check its permissions"),
            ),
        };
        let problems = vec![Problem::new(Origin::whole(path), zh, en)];
        Some(Self { path: path.to_owned(), problems, ..Self::default() })
    }

    /// Reads a file's text.
    #[must_use]
    pub fn parse(path: &Path, text: &str) -> Self {
        // Editors on Windows put a mark of UTF-8 before the first line.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut reader = Reader { text, found: Self { path: path.to_owned(), ..Self::default() } };
        match DeTable::parse(text) {
            Ok(table) => reader.settings(table.get_ref()),
            Err(error) => {
                let words = error.message().trim_end().replace('\n', "; ");
                reader.complain(
                    error.span().unwrap_or(0..0),
                    format!("此处不合 TOML 语法（{words}）。一行写一项设置，文字加英文引号，如 theme = \"dark\"。"),
                    format!(
                        "this is no TOML ({words}); write one setting a line, and quote text as in theme = \"dark\""
                    ),
                );
            }
        }
        reader.found
    }
}

struct Reader<'a> {
    text: &'a str,
    found: SettingsFile,
}

impl Reader<'_> {
    fn settings(&mut self, table: &DeTable) {
        for (name, value) in table {
            let is_named = |setting: &Setting| setting.name() == name.get_ref().as_ref();
            let setting =
                Setting::ALL.into_iter().filter(|setting| !matches!(setting, Setting::Limit(_))).find(is_named);
            match (setting, value.get_ref()) {
                (Some(setting), DeValue::Boolean(on)) if setting.is_switch() => {
                    let origin = self.origin(value.span());
                    self.found.values.push((setting, on.to_string(), origin));
                }
                (Some(setting), DeValue::String(text)) if !setting.is_switch() => {
                    let origin = self.origin(value.span());
                    self.found.values.push((setting, text.to_string(), origin));
                }
                (Some(setting), other) => self.wrong_kind(setting, other, value.span()),
                (None, DeValue::Table(keys)) if name.get_ref() == KEYS => self.keys(keys),
                (None, _) if name.get_ref() == KEYS => self.complain(
                    value.span(),
                    "keys 应为单独一段，以 [keys] 开头，其下每行写一个操作，如 pass = \"p\"。".to_owned(),
                    "keys is a section of its own: begin it with [keys], and write an action a line, such as pass = \"p\""
                        .to_owned(),
                ),
                (None, DeValue::Table(limits)) if name.get_ref() == LIMITS => self.limits(limits),
                (None, _) if name.get_ref() == LIMITS => self.complain(
                    value.span(),
                    "limits 应为单独一段，以 [limits] 开头，其下每行写一项上限，如 file_mib = 256。".to_owned(),
                    "limits is a section of its own: begin it with [limits], and write a limit a line, such as file_mib = 256"
                        .to_owned(),
                ),
                (None, _) if name.get_ref() == RULES => self.rules(value),
                (None, DeValue::Table(words)) if name.get_ref() == SEVERITY => self.severities("", words),
                (None, _) if name.get_ref() == SEVERITY => self.complain(
                    value.span(),
                    "severity 应为单独一段，以 [severity] 开头，其下每行写一条规则，如 \"form.title\" = \"off\"。".to_owned(),
                    "severity is a section of its own: begin it with [severity], and write a rule a line, such as \"form.title\" = \"off\""
                        .to_owned(),
                ),
                (None, DeValue::Table(days)) if name.get_ref() == DEADLINES => self.deadlines(days),
                (None, _) if name.get_ref() == DEADLINES => self.complain(
                    value.span(),
                    "deadlines 应为单独一段，以 [deadlines] 开头，其下每行写一个日子，如 own = \"01-31\"。".to_owned(),
                    "deadlines is a section of its own: begin it with [deadlines], and write a day a line, such as own = \"01-31\""
                        .to_owned(),
                ),
                (None, _) => self.unknown(name.get_ref(), name.span()),
            }
        }
    }

    fn keys(&mut self, table: &DeTable) {
        for (action, value) in table {
            let keys = match value.get_ref() {
                DeValue::String(key) => Some(vec![key.to_string()]),
                DeValue::Array(keys) => keys.iter().map(|key| key.get_ref().as_str().map(str::to_owned)).collect(),
                _ => None,
            };
            match keys {
                Some(keys) => {
                    let origin = self.origin(action.span());
                    self.found.keys.push(RawKeys { action: action.get_ref().to_string(), keys, origin });
                }
                None => self.complain(
                    value.span(),
                    format!("“{}”应为一个键或一组键，如 \"p\" 或 [\"p\", \"f5\"]。", action.get_ref()),
                    format!("{} wants a key or a list of keys, such as \"p\" or [\"p\", \"f5\"]", action.get_ref()),
                ),
            }
        }
    }

    /// A file of rules, or a list of them.
    fn rules(&mut self, value: &Spanned<DeValue>) {
        let files = match value.get_ref() {
            DeValue::Array(files) => files.iter().map(|file| (file.get_ref().as_str(), file.span())).collect(),
            _ => vec![(value.get_ref().as_str(), value.span())],
        };
        for (file, span) in files {
            match file {
                Some(file) => {
                    let origin = self.origin(span);
                    self.found.rules.push((file.to_owned(), origin));
                }
                None => self.complain(
                    span,
                    "“rules”应为一组规则文件，如 rules = [\"本办规则.toml\"]。".to_owned(),
                    "rules wants a list of files, such as rules = [\"our-rules.toml\"]".to_owned(),
                ),
            }
        }
    }

    /// What is said of single rules; an id without quotation marks is a table within the table.
    fn severities(&mut self, before: &str, table: &DeTable) {
        for (name, value) in table {
            let rule = format!("{before}{}", name.get_ref());
            match value.get_ref() {
                DeValue::String(level) => {
                    let origin = self.origin(name.span());
                    self.found.severities.push(RawRuling { rule, level: level.to_string(), origin });
                }
                DeValue::Table(inner) => self.severities(&format!("{rule}."), inner),
                _ => self.complain(
                    value.span(),
                    format!("“{rule}”应为 \"off\"、\"info\"、\"warning\" 或 \"error\"。"),
                    format!("{rule} wants \"off\", \"info\", \"warning\" or \"error\""),
                ),
            }
        }
    }

    /// Days by `own`, `aggregate`, or a kind of units, which is a Chinese word.
    fn deadlines(&mut self, table: &DeTable) {
        for (name, value) in table {
            let (word, written) = (name.get_ref().to_string(), value.get_ref().as_str().unwrap_or_default());
            if word.is_ascii() && !DUE.contains(&word.as_str()) {
                let near = nearest(&word, DUE).unwrap_or(DUE[0]);
                self.complain(
                    name.span(),
                    format!("[deadlines] 中没有“{word}”这一项。是否要写“{near}”？可用的有：own（各单位）、aggregate（政府汇总），以及名单中的单位类别，如 \"乡镇\"。"),
                    format!("there is no deadline {word}; did you mean {near}? There are own, aggregate, and the kinds of the list of units, such as \"乡镇\""),
                );
                continue;
            }
            let parts: Option<Vec<i8>> = written.split('-').map(|part| part.trim().parse().ok()).collect();
            let day = match parts.as_deref() {
                // A leap year has every day that there is.
                Some(&[month, day]) if jiff::civil::Date::new(2024, month, day).is_ok() => (month, day),
                _ => {
                    self.complain(
                        value.span(),
                        format!("“{word}”应为月和日，如 \"01-31\"。"),
                        format!("{word} wants a month and a day, such as \"01-31\""),
                    );
                    continue;
                }
            };
            let origin = self.origin(value.span());
            self.found.deadlines.push(RawDeadline { name: word, day, origin });
        }
    }

    fn limits(&mut self, table: &DeTable) {
        for (name, value) in table {
            let limit = Limit::ALL.into_iter().find(|limit| limit.short_name() == name.get_ref().as_ref());
            match (limit, value.get_ref()) {
                (Some(limit), DeValue::Integer(_)) => {
                    let text = self.text.get(value.span()).unwrap_or_default().to_owned();
                    let origin = self.origin(value.span());
                    self.found.values.push((Setting::Limit(limit), text, origin));
                }
                (Some(limit), _) => self.complain(
                    value.span(),
                    format!("“{}”应为整数，不加引号，如 {} = 256。", limit.name(), limit.short_name()),
                    format!(
                        "{} wants a whole number without quotation marks, as in {} = 256",
                        limit.name(),
                        limit.short_name()
                    ),
                ),
                (None, _) => {
                    let names: Vec<_> = Limit::ALL.into_iter().map(Limit::short_name).collect();
                    let near = nearest(name.get_ref(), names.iter().copied());
                    let (zh, en) = near.map_or_else(Default::default, |near| {
                        (format!("是否要写“{near}”？"), format!("did you mean {near}? "))
                    });
                    self.complain(
                        name.span(),
                        format!("[limits] 中没有“{}”这项上限。{zh}可用的有：{}。", name.get_ref(), names.join("、")),
                        format!("there is no limit {}; {en}there are: {}", name.get_ref(), names.join(", ")),
                    );
                }
            }
        }
    }

    fn wrong_kind(&mut self, setting: Setting, value: &DeValue, span: Range<usize>) {
        let name = setting.name();
        let written = self.text.get(span.clone()).filter(|text| text.len() < 40 && !text.contains('\n'));
        let (zh, en) = match written {
            Some(text) => (format!("不能是 {text}"), format!("cannot be {text}")),
            None => (format!("不能是 {} 类型", value.type_str()), format!("cannot be of type {}", value.type_str())),
        };
        let (zh_wanted, en_wanted) = match setting.choices() {
            _ if setting.is_switch() => {
                ("应写 true 或 false，不加引号".to_owned(), "write true or false, without quotation marks".to_owned())
            }
            choices if choices.is_empty() => {
                ("应写加英文引号的文字".to_owned(), "write a text in quotation marks".to_owned())
            }
            choices => {
                let quoted: Vec<_> = choices.iter().map(|choice| format!("\"{choice}\"")).collect();
                (format!("可选：{}", quoted.join("、")), format!("choose from: {}", quoted.join(", ")))
            }
        };
        self.complain(span, format!("“{name}”{zh}，{zh_wanted}。"), format!("{name} {en}; {en_wanted}"));
    }

    fn unknown(&mut self, name: &str, span: Range<usize>) {
        let own = |setting: &Setting| !matches!(setting, Setting::Limit(_));
        let names = || {
            Setting::ALL.into_iter().filter(own).map(Setting::name).chain([RULES, SEVERITY, DEADLINES, LIMITS, KEYS])
        };
        let (zh_near, en_near) = match nearest(name, names()) {
            Some(near) => (format!("是否要写“{near}”？"), format!("did you mean {near}? ")),
            None => (String::new(), String::new()),
        };
        let all: Vec<_> = names().collect();
        self.complain(
            span,
            format!("没有“{name}”这项设置。{zh_near}可用的有：{}。", all.join("、")),
            format!("there is no setting {name}; {en_near}there are: {}", all.join(", ")),
        );
    }

    fn complain(&mut self, span: Range<usize>, zh: String, en: String) {
        let origin = self.origin(span);
        self.found.problems.push(Problem::new(origin, zh, en));
    }

    /// The place of a stretch of bytes.
    fn origin(&self, span: Range<usize>) -> Origin {
        Origin::at(&self.found.path, self.text, span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang::Lang;

    fn read(text: &str) -> SettingsFile {
        SettingsFile::parse(Path::new("config.toml"), text)
    }

    #[test]
    fn values_come_with_their_places() {
        let found = read(
            "\u{FEFF}# 设置\r\nlang = \"en\"\r\n  mouse = false\r\n[keys]\r\npass = \"f5\"\r\nquit = [\"q\", \"f10\"]\r\n",
        );
        assert_eq!(found.problems, []);
        let at = |line, column| Origin::File { path: PathBuf::from("config.toml"), line, column };
        let expected = [(Setting::Lang, "en".to_owned(), at(2, 8)), (Setting::Mouse, "false".to_owned(), at(3, 11))];
        assert_eq!(found.values, expected);
        let keys: Vec<_> = found.keys.iter().map(|keys| (keys.action.as_str(), keys.keys.join(" "))).collect();
        assert_eq!(keys, [("pass", "f5".to_owned()), ("quit", "q f10".to_owned())]);
        assert_eq!(found.keys[1].origin, at(6, 1));
    }

    #[test]
    fn a_complaint_names_place_value_and_what_is_allowed() {
        for (text, zh, en) in [
            (
                "langg = \"zh\"",
                "文件“config.toml”第 1 行第 1 列：没有“langg”这项设置。是否要写“lang”？可用的有：lang、theme、",
                "file config.toml, line 1, column 1: there is no setting langg; did you mean lang? there are: lang, theme",
            ),
            (
                "\nmouse = \"on\"",
                "文件“config.toml”第 2 行第 9 列：“mouse”不能是 \"on\"，应写 true 或 false，不加引号。",
                "file config.toml, line 2, column 9: mouse cannot be \"on\"; write true or false, without quotation marks",
            ),
            (
                "lang = 1",
                "第 1 行第 8 列：“lang”不能是 1，可选：\"zh\"、\"en\"。",
                "lang cannot be 1; choose from: \"zh\", \"en\"",
            ),
            ("reviewer = [\"王\", \"李\"]", "应写加英文引号的文字", "write a text in quotation marks"),
            ("theme = dark", "第 1 行第 9 列：此处不合 TOML 语法", "this is no TOML"),
            ("lang = \"zh\"\nlang = \"en\"", "第 2 行第 1 列：此处不合 TOML 语法", "this is no TOML"),
            ("keys = \"p\"", "第 1 行第 8 列：keys 应为单独一段", "keys is a section"),
            ("limits = 1", "第 1 行第 10 列：limits 应为单独一段", "limits is a section"),
            ("[limits]\ncells = \"9\"", "第 2 行第 9 列：“limits.cells”应为整数", "limits.cells wants a whole number"),
            (
                "[limits]\ncell = 9",
                "第 2 行第 1 列：[limits] 中没有“cell”这项上限。是否要写“cells”？",
                "there is no limit cell; did you mean cells?",
            ),
            ("[keys]\npass = [1]", "第 2 行第 8 列：“pass”应为一个键或一组键", "pass wants a key or a list of keys"),
        ] {
            let found = read(text);
            let [problem] = &found.problems[..] else { panic!("{text}: {:?}", found.problems) };
            assert!(problem.message(Lang::Zh).contains(zh), "{}", problem.message(Lang::Zh));
            assert!(problem.message(Lang::En).contains(en), "{}", problem.message(Lang::En));
        }
    }

    #[test]
    fn every_problem_of_a_file_is_told() {
        assert_eq!(read("a = 1\nb = 2\nmouse = 3\n").problems.len(), 3);
    }

    #[test]
    fn a_file_that_was_asked_for_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert!(SettingsFile::read(&path, false).is_none());
        assert_eq!(SettingsFile::read(&path, true).unwrap().problems.len(), 1);
        std::fs::write(&path, b"reviewer = \"\xcd\xf5\"").unwrap();
        let problems = SettingsFile::read(&path, false).unwrap().problems;
        assert!(problems[0].zh.contains("UTF-8"), "{problems:?}");
    }
}
