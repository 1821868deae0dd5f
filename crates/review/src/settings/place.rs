//! Where the settings file and the user's own themes are looked for.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::Environment;

/// The variable that names another settings file.
pub const CONFIG_VARIABLE: &str = "GOUJI_CONFIG";

/// Where things are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// The settings file; `None` where the system knows no folder for settings.
    pub file: Option<PathBuf>,
    /// Whether somebody named that file, so that it has to be there.
    pub asked: bool,
    /// The file of the user's own learned aliases.
    pub aliases: Option<PathBuf>,
    /// The folder of the user's own themes.
    pub themes_dir: Option<PathBuf>,
    /// The user's own themes, by name, in order.
    pub own_themes: Vec<String>,
}

impl Places {
    /// The places for this user, with the settings file that `--config` or `GOUJI_CONFIG` names, if one does.
    #[must_use]
    pub fn find(flag: Option<&Path>, environment: Environment) -> Self {
        let folder = etcetera::choose_base_strategy().ok().map(|strategy| strategy.config_dir().join("gouji"));
        let variable = environment(CONFIG_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
        let asked = flag.map(Path::to_owned).or(variable);
        let aliases = folder.as_ref().map(|folder| folder.join("aliases.toml"));
        let themes_dir = folder.as_ref().map(|folder| folder.join("themes"));
        Self {
            asked: asked.is_some(),
            file: asked.or_else(|| folder.map(|folder| folder.join("config.toml"))),
            own_themes: themes_dir.as_deref().map(own_themes).unwrap_or_default(),
            themes_dir,
            aliases,
        }
    }
}

/// The names of the theme files in a folder. One that cannot be read holds none.
fn own_themes(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let themes = paths.filter(|path| path.extension() == Some(OsStr::new("toml")) && path.is_file());
    let mut names: Vec<String> = themes.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

/// A path as written in the settings file: `~/` is the user's home, and what is relative lies beside the file.
pub(super) fn written_path(text: &str, file: &Path) -> PathBuf {
    if let Some(rest) = text.strip_prefix("~/").or_else(|| text.strip_prefix("~\\"))
        && let Ok(home) = etcetera::home_dir()
    {
        return home.join(rest);
    }
    match file.parent() {
        Some(folder) => folder.join(text),
        None => PathBuf::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_themes_are_files_of_toml() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.toml", "a.toml", "notes.txt"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("c.toml")).unwrap();
        assert_eq!(own_themes(folder.path()), ["a", "b"]);
        assert!(own_themes(&folder.path().join("nowhere")).is_empty());
    }

    #[test]
    fn a_relative_folder_lies_beside_the_file() {
        let file = Path::new("settings").join("config.toml");
        assert_eq!(written_path("journals", &file), Path::new("settings").join("journals"));
        assert!(!written_path("~/journals", &file).starts_with("~"));
    }
}
