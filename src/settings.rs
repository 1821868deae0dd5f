//! What was asked for, resolved: flags before the environment before defaults.
//!
//! The command line's raw words are read in `cli::args`; nothing here touches a file or the process's environment, which
//! the caller lends as a function.

use std::ffi::OsString;
use std::path::PathBuf;

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
}

/// What holds for this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Language of sentences, headings and help.
    pub lang: Lang,
    /// Name of the screen's theme; `None` lets the screen choose.
    pub theme: Option<String>,
    /// Name that stands beside every decision; never empty.
    pub reviewer: String,
    /// Folder for the journal, where the reviewer named one.
    pub data_dir: Option<PathBuf>,
    /// Whether colours were asked to be left out (`NO_COLOR`, <https://no-color.org>).
    pub no_color: bool,
}

impl Settings {
    /// Resolves flags and environment.
    #[must_use]
    pub fn resolve(flags: Flags, environment: Environment) -> Self {
        let text =
            |name| environment(name).and_then(|value| value.into_string().ok()).filter(|text| !text.trim().is_empty());
        let lang = flags.lang.unwrap_or_else(|| lang(environment));
        let reviewer = flags
            .reviewer
            .filter(|name| !name.trim().is_empty())
            .or_else(|| ["GOUJI_REVIEWER", "USER", "USERNAME"].into_iter().find_map(text))
            .unwrap_or_else(|| lang.pick("未署名", "unnamed").to_owned());
        Self {
            lang,
            theme: flags.theme.or_else(|| text("GOUJI_THEME").filter(|name| THEMES.contains(&name.as_str()))),
            reviewer: reviewer.trim().to_owned(),
            data_dir: flags.data_dir,
            no_color: environment("NO_COLOR").is_some_and(|value| !value.is_empty()),
        }
    }
}

/// The language of the locale: English where the locale is English, else Chinese. The first variable that is set decides,
/// in the order of POSIX (`LC_ALL`, `LC_MESSAGES`, `LANG`).
#[must_use]
pub fn lang(environment: Environment) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
    match locale.and_then(|value| value.into_string().ok()) {
        Some(locale)
            if locale == "en"
                || locale.starts_with("en_")
                || locale.starts_with("en-")
                || locale.starts_with("en.") =>
        {
            Lang::En
        }
        _ => Lang::Zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.into())
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
            assert_eq!(lang(&environment(pairs)), expected, "{pairs:?}");
        }
    }

    #[test]
    fn flags_go_before_the_environment() {
        let pairs = [("GOUJI_REVIEWER", "王晓"), ("USER", "root"), ("LANG", "en_US"), ("NO_COLOR", "1")];
        let quiet = Settings::resolve(Flags::default(), &environment(&pairs));
        assert_eq!((quiet.reviewer.as_str(), quiet.lang, quiet.no_color), ("王晓", Lang::En, true));
        let flags = Flags { reviewer: Some(" 李明 ".to_owned()), lang: Some(Lang::Zh), ..Flags::default() };
        let said = Settings::resolve(flags, &environment(&pairs));
        assert_eq!((said.reviewer.as_str(), said.lang), ("李明", Lang::Zh));
    }

    #[test]
    fn a_reviewer_always_has_a_name() {
        let flags = Flags { reviewer: Some("  ".to_owned()), ..Flags::default() };
        assert_eq!(Settings::resolve(flags, &environment(&[("NO_COLOR", "")])).reviewer, "未署名");
    }
}
