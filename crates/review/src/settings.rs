//! What was asked for, resolved: flags before the environment before the settings file before defaults.
//!
//! The command line's raw words are read in `cli::args`. Resolving is pure: the caller lends the environment as a function
//! and hands over the settings file and the places as they were found.

mod aliases;
mod choice;
mod file;
mod known;
mod limit;
mod origin;
mod place;
mod roster;
mod rules;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use aliases::{Added, AliasError, AliasFile, UserAlias};
pub use choice::{AmbiguousWidth, Choice, Sort};
pub use file::{EXAMPLE, RawDeadline, RawKeys, SettingsFile};
pub use known::Setting;
pub use limit::Limit;
pub use origin::{Origin, Problem, SettingsError};
pub use place::{CONFIG_VARIABLE, Places};
pub use rules::{RawRuling, RulesFile, book_of};

use crate::review::{Learning, School};
use crate::rules::across::Deadlines;
use crate::source::Limits;
use crate::text::lang::Lang;

/// Names of the screen's themes, each a file in `themes`.
pub const THEMES: [&str; 3] = ["dark", "light", "high-contrast"];

/// Looks up a variable of the environment.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// What the command line said; `None` where it was silent.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--lang`.
    pub lang: Option<Lang>,
    /// `--theme`.
    pub theme: Option<String>,
    /// `--reviewer`.
    pub reviewer: Option<String>,
    /// `--data-dir`.
    pub data_dir: Option<PathBuf>,
    /// `--learning`.
    pub learning: Option<Learning>,
    /// `--rules`, each time that it was said.
    pub rules: Vec<PathBuf>,
    /// `--roster`.
    pub roster: Option<PathBuf>,
}

impl Flags {
    fn text(&self, setting: Setting) -> Option<OsString> {
        match setting {
            Setting::Lang => self.lang.map(|lang| lang.name().into()),
            Setting::Theme => self.theme.clone().map(Into::into),
            Setting::Reviewer => self.reviewer.clone().map(Into::into),
            Setting::DataDir => self.data_dir.clone().map(Into::into),
            Setting::Learning => self.learning.map(|learning| learning.name().into()),
            Setting::Roster => self.roster.clone().map(Into::into),
            Setting::Mouse | Setting::AmbiguousWidth | Setting::Sort | Setting::Limit(_) => None,
        }
    }
}

/// What holds for this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Language of sentences, headings and help.
    pub lang: Lang,
    /// Name of the screen's theme, embedded or the user's own; `None` lets the screen choose.
    pub theme: Option<String>,
    /// Name that stands beside every decision; never empty.
    pub reviewer: String,
    /// Folder for the journal, where the reviewer named one.
    pub data_dir: Option<PathBuf>,
    /// Whether the screen takes the mouse.
    pub mouse: bool,
    /// How wide the terminal draws characters of ambiguous width.
    pub ambiguous_width: AmbiguousWidth,
    /// The list's order at first.
    pub sort: Sort,
    /// How far what is confirmed reaches.
    pub learning: Learning,
    /// Keys bound anew, as they were written.
    pub keys: Vec<RawKeys>,
    /// Files with rules of the office's own, wherever they were named.
    pub rules: Vec<RulesFile>,
    /// What is said of single rules, as it was written.
    pub severities: Vec<RawRuling>,
    /// The list of units from which reports are expected, where one was named.
    pub roster: Option<PathBuf>,
    /// When reports are due.
    pub deadlines: Deadlines,
    /// What the settings file says of that, as it was written.
    pub written_deadlines: Vec<RawDeadline>,
    /// How much is read of a file.
    pub limits: Limits,
    /// Whether colours were asked to be left out (`NO_COLOR`, <https://no-color.org>).
    pub no_color: bool,
    /// Where settings and themes were looked for.
    pub places: Places,
    /// Where each value comes from; a setting that is not named has its default.
    pub origins: BTreeMap<Setting, Origin>,
}

impl Settings {
    /// Resolves flags, environment and settings file. A value that cannot be used is told of, and the one of the next
    /// place or the default stands in for it.
    #[must_use]
    pub fn resolve(
        flags: &Flags,
        environment: Environment,
        places: Places,
        file: Option<&SettingsFile>,
    ) -> (Self, Vec<Problem>) {
        let problems = file.map(|file| file.problems.clone()).unwrap_or_default();
        let mut resolver = Resolver { flags, environment, file, origins: BTreeMap::new(), problems };
        let lang = resolver.choose(Setting::Lang).unwrap_or_else(|| {
            let (lang, variable) = locale(environment);
            resolver.origins.extend(variable.map(|name| (Setting::Lang, Origin::Variable(name))));
            lang
        });
        let settings = Self {
            lang,
            theme: resolver.theme(&places),
            reviewer: resolver.reviewer(lang),
            data_dir: resolver.path(Setting::DataDir),
            mouse: resolver.choose(Setting::Mouse).unwrap_or(true),
            ambiguous_width: resolver.choose(Setting::AmbiguousWidth).unwrap_or_default(),
            sort: resolver.choose(Setting::Sort).unwrap_or_default(),
            learning: resolver.choose(Setting::Learning).unwrap_or_default(),
            keys: file.map(|file| file.keys.clone()).unwrap_or_default(),
            rules: rules::files(&flags.rules, file.map_or(&[], |file| &file.rules)),
            severities: file.map(|file| file.severities.clone()).unwrap_or_default(),
            roster: resolver.path(Setting::Roster),
            deadlines: file.map(|file| deadlines(&file.deadlines)).unwrap_or_default(),
            written_deadlines: file.map(|file| file.deadlines.clone()).unwrap_or_default(),
            limits: resolver.limits(),
            no_color: environment("NO_COLOR").is_some_and(|value| !value.is_empty()),
            places,
            origins: resolver.origins,
        };
        (settings, resolver.problems)
    }

    /// The user's own aliases, with what is wrong with their file. None are looked for where they are not wanted.
    #[must_use]
    pub fn aliases(&self) -> AliasFile {
        match &self.places.aliases {
            Some(path) if self.learning == Learning::User => AliasFile::read(path),
            _ => AliasFile::default(),
        }
    }

    /// What reports are to learn from.
    #[must_use]
    pub fn school(&self, aliases: &AliasFile) -> School {
        School::new(self.learning, aliases.used().cloned())
    }

    /// Where a value comes from.
    #[must_use]
    pub fn origin(&self, setting: Setting) -> &Origin {
        self.origins.get(&setting).unwrap_or(&Origin::Default)
    }
}

struct Resolver<'a> {
    flags: &'a Flags,
    environment: Environment<'a>,
    file: Option<&'a SettingsFile>,
    origins: BTreeMap<Setting, Origin>,
    problems: Vec<Problem>,
}

impl Resolver<'_> {
    /// What was said of a setting, the first place first; blank text says nothing.
    fn said(&self, setting: Setting) -> Vec<(OsString, Origin)> {
        let blank = |text: &OsString| text.to_str().is_some_and(|text| text.trim().is_empty());
        let flag = self.flags.text(setting).zip(setting.flag().map(Origin::Flag));
        let variable = (self.environment)(setting.variable()).zip(Some(Origin::Variable(setting.variable())));
        let file = self.file.and_then(|file| file.values.iter().find(|value| value.0 == setting));
        let file = file.map(|(_, text, origin)| (text.into(), origin.clone()));
        flag.into_iter().chain(variable).chain(file).filter(|said| !blank(&said.0)).collect()
    }

    /// The first value that can be used. Everything said is tried, so that a mistake is told of also where it does not
    /// matter just now.
    fn first<T>(&mut self, setting: Setting, read: impl Fn(&OsString) -> Option<T>, allowed: &[&str]) -> Option<T> {
        let mut first = None;
        for (text, origin) in self.said(setting) {
            match read(&text) {
                Some(value) if first.is_none() => {
                    self.origins.insert(setting, origin);
                    first = Some(value);
                }
                Some(_) => {}
                None => {
                    let (name, text) = (setting.name(), text.to_string_lossy());
                    self.problems.push(Problem::new(
                        origin,
                        format!("“{name}”不能是“{text}”，可选：{}。", allowed.join("、")),
                        format!("{name} cannot be {text:?}; choose from: {}", allowed.join(", ")),
                    ));
                }
            }
        }
        first
    }

    fn choose<T: Choice>(&mut self, setting: Setting) -> Option<T> {
        self.first(setting, |text| T::named(text.to_str()?), &setting.choices())
    }

    fn theme(&mut self, places: &Places) -> Option<String> {
        let known: Vec<&str> = THEMES.into_iter().chain(places.own_themes.iter().map(String::as_str)).collect();
        let read = |text: &OsString| known.iter().find(|name| text == **name).map(|name| (*name).to_owned());
        self.first(Setting::Theme, read, &known)
    }

    fn reviewer(&mut self, lang: Lang) -> String {
        let read = |text: &OsString| Some(text.to_string_lossy().trim().to_owned()).filter(|name| !name.is_empty());
        if let Some(name) = self.first(Setting::Reviewer, read, &[]) {
            return name;
        }
        let user = ["USER", "USERNAME"].into_iter().find_map(|name| Some((name, read(&(self.environment)(name)?)?)));
        match user {
            Some((variable, name)) => {
                self.origins.insert(Setting::Reviewer, Origin::Variable(variable));
                name
            }
            None => lang.pick("未署名", "unnamed").to_owned(),
        }
    }

    fn limits(&mut self) -> Limits {
        let mut limits = Limits::default();
        for limit in Limit::ALL {
            let allowed = format!("{}–{}", limit.range().start(), limit.range().end());
            let read = |text: &OsString| limit.read(text.to_str()?);
            if let Some(value) = self.first(Setting::Limit(limit), read, &[&allowed]) {
                limit.set(&mut limits, value);
            }
        }
        limits
    }

    fn path(&mut self, setting: Setting) -> Option<PathBuf> {
        let named = self.first(setting, |text| Some(PathBuf::from(text)), &[])?;
        Some(match (self.origins.get(&setting), named.to_str()) {
            (Some(Origin::File { path, .. }), Some(text)) => place::written_path(text, Path::new(path)),
            _ => named,
        })
    }
}

/// The days that the settings file says, and the usual ones for the others.
fn deadlines(written: &[RawDeadline]) -> Deadlines {
    let mut deadlines = Deadlines::default();
    for raw in written {
        match raw.name.as_str() {
            "own" => deadlines.own = raw.day,
            "aggregate" => deadlines.aggregate = raw.day,
            kind => {
                deadlines.kinds.insert(kind.to_owned(), raw.day);
            }
        }
    }
    deadlines
}

/// The language of the locale, and the variable that tells it: English where the locale is English, else Chinese. The
/// first variable that is set decides, in the order of POSIX (`LC_ALL`, `LC_MESSAGES`, `LANG`).
fn locale(environment: Environment) -> (Lang, Option<&'static str>) {
    let set = |name: &&str| environment(name).is_some_and(|value| !value.is_empty());
    let Some(name) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(set) else { return (Lang::Zh, None) };
    let value = environment(name).and_then(|value| value.into_string().ok()).unwrap_or_default();
    let english = value == "en" || ["en_", "en-", "en."].iter().any(|start| value.starts_with(start));
    (if english { Lang::En } else { Lang::Zh }, Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.into())
    }

    fn resolve(flags: Flags, pairs: &[(&str, &str)], file: &str) -> (Settings, Vec<Problem>) {
        let file = SettingsFile::parse(Path::new("config.toml"), file);
        let places = Places { own_themes: vec!["mine".to_owned()], ..Places::default() };
        Settings::resolve(&flags, &environment(pairs), places, Some(&file))
    }

    #[test]
    fn the_locale_chooses_the_language() {
        for (pairs, expected) in [
            (&[][..], Lang::Zh),
            (&[("LANG", "C.UTF-8")][..], Lang::Zh),
            (&[("LANG", "zh_CN.UTF-8")][..], Lang::Zh),
            (&[("LANG", "en_US.UTF-8")][..], Lang::En),
            (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")][..], Lang::Zh),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", ""), ("LC_MESSAGES", "en_GB")][..], Lang::En),
            (&[("LANG", "eno_XX")][..], Lang::Zh),
        ] {
            assert_eq!(locale(&environment(pairs)).0, expected, "{pairs:?}");
        }
    }

    #[test]
    fn flags_go_before_the_environment_before_the_file_before_the_locale() {
        let file = "lang = \"zh\"\nreviewer = \"张\"\ntheme = \"mine\"\nsort = \"errors\"\n";
        let pairs = [
            ("GOUJI_REVIEWER", "王晓"),
            ("USER", "root"),
            ("LANG", "en_US"),
            ("NO_COLOR", "1"),
            ("GOUJI_SORT", "YEAR"),
        ];
        let (quiet, problems) = resolve(Flags::default(), &pairs, file);
        assert_eq!(problems, []);
        assert_eq!((quiet.reviewer.as_str(), quiet.lang, quiet.no_color), ("王晓", Lang::Zh, true));
        assert_eq!((quiet.theme.as_deref(), quiet.sort), (Some("mine"), Sort::Year));
        assert_eq!(quiet.origin(Setting::Sort), &Origin::Variable("GOUJI_SORT"));
        assert!(matches!(quiet.origin(Setting::Theme), Origin::File { line: 3, column: 9, .. }));
        assert_eq!(quiet.origin(Setting::Mouse), &Origin::Default);
        let flags = Flags { reviewer: Some(" 李明 ".to_owned()), lang: Some(Lang::En), ..Flags::default() };
        let (said, _) = resolve(flags, &pairs, file);
        assert_eq!((said.reviewer.as_str(), said.lang), ("李明", Lang::En));
        let (located, _) = resolve(Flags::default(), &pairs, "");
        assert_eq!((located.lang, located.origin(Setting::Lang)), (Lang::En, &Origin::Variable("LANG")));
    }

    #[test]
    fn a_reviewer_always_has_a_name() {
        let flags = Flags { reviewer: Some("  ".to_owned()), ..Flags::default() };
        assert_eq!(resolve(flags, &[("NO_COLOR", "")], "").0.reviewer, "未署名");
    }

    #[test]
    fn a_value_that_is_none_is_told_of_wherever_it_stands() {
        let flags = Flags { theme: Some("pink".to_owned()), ..Flags::default() };
        let (settings, problems) = resolve(flags, &[("GOUJI_MOUSE", "maybe")], "sort = \"size\"\n");
        let said: Vec<_> = problems.iter().map(|problem| problem.message(Lang::Zh)).collect();
        assert_eq!(
            said,
            [
                "--theme：“theme”不能是“pink”，可选：dark、light、high-contrast、mine。",
                "环境变量 GOUJI_MOUSE：“mouse”不能是“maybe”，可选：true、false。",
                "文件“config.toml”第 1 行第 8 列：“sort”不能是“size”，可选：file、status、unit、year、kind、form、errors、warnings、waiting、review。",
            ]
        );
        assert_eq!((settings.theme, settings.mouse, settings.sort), (None, true, Sort::File));
    }

    #[test]
    fn limits_are_set_one_by_one() {
        let file = "[limits]\ncells = 1_000\nfile_mib = 0\n";
        let (settings, problems) = resolve(Flags::default(), &[("GOUJI_LIMIT_NESTING", "0")], file);
        assert_eq!((settings.limits.cells, settings.limits.nesting), (1000, 0));
        assert_eq!(settings.limits.file_bytes, Limits::default().file_bytes);
        let said: Vec<_> = problems.iter().map(|problem| problem.message(Lang::Zh)).collect();
        assert_eq!(said, ["文件“config.toml”第 3 行第 12 列：“limits.file_mib”不能是“0”，可选：1–4096。"]);
        assert!(matches!(settings.origin(Setting::Limit(Limit::Cells)), Origin::File { line: 2, column: 9, .. }));
    }

    #[test]
    fn the_example_says_what_holds_without_it() {
        for example in [EXAMPLE.0, EXAMPLE.1] {
            let (mut said, problems) = resolve(Flags::default(), &[], example);
            assert_eq!(problems, []);
            assert_eq!(said.theme.take().as_deref(), Some(THEMES[0]));
            let silent = resolve(Flags::default(), &[], "").0;
            said.written_deadlines.clear();
            assert_eq!(Settings { origins: BTreeMap::new(), ..said }, silent);
            // With the marks of comment taken off, every setting is there and can be read.
            let whole: String = example.lines().map(|line| uncommented(line) + "\n").collect();
            let file = SettingsFile::parse(Path::new("config.toml"), &whole);
            assert_eq!(file.problems, [], "{whole}");
            for setting in Setting::ALL {
                assert!(file.values.iter().any(|value| value.0 == setting), "{setting:?}");
            }
            assert!(!file.keys.is_empty());
        }
    }

    fn uncommented(line: &str) -> String {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_value =
            bare.split_once(" = ").is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        if is_value { bare.to_owned() } else { line.to_owned() }
    }
}
