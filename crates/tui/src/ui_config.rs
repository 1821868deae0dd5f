//! What the screen makes of the settings that only it understands: keys and themes. Looked at before it opens.

use crate::keymap::Keymap;
use crate::settings::{Problem, Settings};
use crate::theme::Themes;

/// Keys and themes of a session.
#[derive(Debug, Clone)]
pub struct UiConfig {
    /// The keys.
    pub keymap: Keymap,
    /// The themes that can be had.
    pub themes: Themes,
}

impl UiConfig {
    /// Keys and themes as the settings want them, with everything that is wrong with those; what is standard stands in for
    /// what is wrong.
    #[must_use]
    pub fn of(settings: &Settings) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let themes = match &settings.places.themes_dir {
            Some(folder) => Themes::with_own(folder, &settings.places.own_themes),
            None => Ok(Themes::embedded()),
        };
        let themes = themes.unwrap_or_else(|wrong| {
            problems.extend(wrong);
            Themes::embedded()
        });
        let keymap = Keymap::with(&settings.keys).unwrap_or_else(|wrong| {
            problems.extend(wrong);
            Keymap::standard()
        });
        (Self { keymap, themes }, problems)
    }
}
