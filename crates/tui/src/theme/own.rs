//! The themes that can be had: the embedded ones, and the user's own beside them.

use std::path::Path;

use super::file::parse;
use super::{Depth, RawStyle, Role, THEMES, Theme, ThemeFile};
use crate::settings::{Origin, Problem};

/// Themes by name, in the order in which they are cycled.
#[derive(Debug, Clone)]
pub struct Themes {
    all: Vec<(String, Vec<RawStyle>)>,
}

impl Themes {
    /// The embedded themes.
    ///
    /// # Panics
    /// Never in a released binary: a test reads every embedded theme.
    #[must_use]
    pub fn embedded() -> Self {
        let mut themes = Self { all: Vec::new() };
        for (name, text) in THEMES {
            let file = parse(Path::new(name), text);
            let whole = themes.complete(Path::new(name), file);
            themes.all.push((name.to_owned(), whole.expect("the embedded themes are whole")));
        }
        themes
    }

    /// The embedded themes and the user's own, which are files `NAME.toml` of a folder. One that `inherits` another
    /// says only what differs from that, which is an embedded theme or one of the user's own that inherits none.
    ///
    /// # Errors
    /// Everything that is wrong with the user's own, each with its place.
    pub fn with_own(folder: &Path, names: &[String]) -> Result<Self, Vec<Problem>> {
        let mut themes = Self::embedded();
        let mut problems = Vec::new();
        let mut files: Vec<(String, ThemeFile)> = Vec::new();
        for name in names {
            let path = folder.join(format!("{name}.toml"));
            if THEMES.iter().any(|theme| theme.0 == name) {
                problems.push(Problem::new(
                    Origin::whole(&path),
                    "与内置配色同名，请给文件改名。".to_owned(),
                    "it has the name of an embedded theme; give the file another".to_owned(),
                ));
                continue;
            }
            match std::fs::read_to_string(&path) {
                Ok(text) => files.push((name.clone(), parse(&path, &text))),
                Err(error) => problems.push(Problem::new(
                    Origin::whole(&path),
                    format!("无法读取（{error}），请检查权限，并存为 UTF-8。"),
                    format!("it cannot be read ({error}); check its permissions, and save it as UTF-8"),
                )),
            }
        }
        // Those that inherit none first, so that others can build on them.
        files.sort_by_key(|(name, file)| (file.inherits.is_some(), name.clone()));
        for (name, mut file) in files {
            let faults = std::mem::take(&mut file.problems);
            let is_sound = faults.is_empty();
            problems.extend(faults);
            match themes.complete(&folder.join(format!("{name}.toml")), file) {
                Ok(styles) => themes.all.push((name, styles)),
                // A role whose section was at fault is not missing.
                Err(_) if !is_sound => {}
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(themes) } else { Err(problems) }
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|theme| theme.0.clone()).collect()
    }

    /// A theme by name; the first one where there is none of that name.
    #[must_use]
    pub fn theme(&self, name: &str, depth: Depth) -> Theme {
        let (_, styles) = self.all.iter().find(|theme| theme.0 == name).unwrap_or(&self.all[0]);
        Theme::new(styles, depth)
    }

    /// The styles of a file, with those of the theme that it inherits for the roles that it leaves out.
    fn complete(&self, path: &Path, file: ThemeFile) -> Result<Vec<RawStyle>, Problem> {
        let base = match &file.inherits {
            None => None,
            Some((base, origin)) => match self.all.iter().find(|theme| theme.0 == *base) {
                Some((_, styles)) => Some(styles),
                None => {
                    let known = self.names();
                    return Err(Problem::new(
                        origin.clone(),
                        format!("inherits 不能是“{base}”，可选：{}。", known.join("、")),
                        format!("inherits cannot be {base:?}; choose from: {}", known.join(", ")),
                    ));
                }
            },
        };
        let mut styles = Vec::with_capacity(file.styles.len());
        for (at, style) in file.styles.into_iter().enumerate() {
            match style.or_else(|| base.map(|base| base[at])) {
                Some(style) => styles.push(style),
                None => {
                    let role = Role::ALL[at].name();
                    return Err(Problem::new(
                        Origin::whole(path),
                        format!(
                            "缺少角色“{role}”的样式。请补上 [{role}]，或在开头写 inherits = \"dark\"，只写不同的角色。"
                        ),
                        format!(
                            "the role {role} has no style; add [{role}], or begin with inherits = \"dark\" and write only what differs"
                        ),
                    ));
                }
            }
        }
        Ok(styles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang::Lang;
    use ratatui::style::Color;

    fn own(files: &[(&str, &str)]) -> Result<Themes, Vec<Problem>> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
        }
        let names: Vec<String> = files.iter().map(|file| file.0.to_owned()).collect();
        Themes::with_own(folder.path(), &names)
    }

    #[test]
    fn every_embedded_theme_answers_for_every_role_and_no_other() {
        for (name, text) in THEMES {
            let file = parse(Path::new(name), text);
            assert_eq!(file.problems, [], "{name}");
            for (role, style) in Role::ALL.iter().zip(&file.styles) {
                assert!(style.is_some(), "{name} does not answer for {}", role.name());
            }
        }
        assert_eq!(Themes::embedded().names(), crate::settings::THEMES);
    }

    #[test]
    fn a_theme_of_ones_own_says_only_what_differs() {
        let themes = own(&[
            ("office", "inherits = \"light\"\n[error]\nfg = \"#102030\"\nbold = true\n"),
            ("red", "inherits = \"dark\"\n[error]\nfg = \"red\"\n"),
        ])
        .unwrap();
        assert_eq!(themes.names(), ["dark", "light", "high-contrast", "office", "red"]);
        let (office, light) = (themes.theme("office", Depth::True), Theme::named("light", Depth::True));
        for &role in Role::ALL {
            assert_eq!(office.style(role) == light.style(role), role != Role::Error, "{}", role.name());
        }
        assert_eq!(office.style(Role::Error).fg, Some(Color::Rgb(0x10, 0x20, 0x30)));
        let whole = own(&[("whole", THEMES[0].1)]).unwrap();
        assert_eq!(whole.names().last().map(String::as_str), Some("whole"));
    }

    #[test]
    fn a_mistake_is_told_with_file_and_role() {
        for (name, text, zh, en) in [
            (
                "a",
                "inherits = \"dark\"\n[eror]\nfg = \"red\"\n",
                "第 2 行第 2 列：没有“eror”这个角色。是否要写“error”？",
                "there is no role eror; did you mean error?",
            ),
            (
                "a",
                "inherits = \"dark\"\n[error]\nfg = \"reddish\"\n",
                "第 3 行第 6 列：角色“error”的“reddish”不是颜色",
                "\"reddish\" of the role error is no colour",
            ),
            (
                "a",
                "inherits = \"dark\"\n[error]\nbold = 1\n",
                "角色“error”的 bold 应写 true 或 false",
                "bold of the role error",
            ),
            (
                "a",
                "inherits = \"dark\"\n[error]\nblink = true\n",
                "角色“error”没有“blink”这一项",
                "the role error has no blink",
            ),
            (
                "a",
                "inherits = \"dusk\"\n",
                "第 1 行第 12 列：inherits 不能是“dusk”，可选：dark、light、high-contrast。",
                "inherits cannot be \"dusk\"",
            ),
            ("a", "[base]\nfg = \"red\"\n", "缺少角色“dim”的样式", "the role dim has no style"),
            ("a", "inherits = dark\n", "此处不合 TOML 语法", "this is no TOML"),
            ("dark", "", "与内置配色同名", "has the name of an embedded theme"),
        ] {
            let problems = own(&[(name, text)]).unwrap_err();
            assert_eq!(problems.len(), 1, "{problems:?}");
            let said = problems[0].message(Lang::Zh);
            assert!(said.contains(zh) && said.contains(&format!("{name}.toml")), "{said}");
            assert!(problems[0].message(Lang::En).contains(en), "{}", problems[0].message(Lang::En));
        }
    }
}
