//! What can be set, each with the names by which it is set in the settings file, in the environment and on the command
//! line.

use super::THEMES;
use super::choice::{AmbiguousWidth, Sort, names};
use super::limit::Limit;
use crate::review::Learning;
use crate::text::lang::Lang;

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// The language of sentences.
    Lang,
    /// The screen's theme.
    Theme,
    /// The reviewer's name.
    Reviewer,
    /// The folder for the journal.
    DataDir,
    /// Whether the screen takes the mouse.
    Mouse,
    /// How wide ambiguous characters are.
    AmbiguousWidth,
    /// The list's order at first.
    Sort,
    /// How far what is confirmed reaches.
    Learning,
    /// The list of units.
    Roster,
    /// A limit of reading.
    Limit(Limit),
}

impl Setting {
    /// Every setting, in the order of the example file.
    pub const ALL: [Self; 17] = [
        Self::Lang,
        Self::Theme,
        Self::Reviewer,
        Self::DataDir,
        Self::Mouse,
        Self::AmbiguousWidth,
        Self::Sort,
        Self::Learning,
        Self::Roster,
        Self::Limit(Limit::File),
        Self::Limit(Limit::Unpacked),
        Self::Limit(Limit::Ratio),
        Self::Limit(Limit::Nesting),
        Self::Limit(Limit::Members),
        Self::Limit(Limit::Cells),
        Self::Limit(Limit::Pages),
        Self::Limit(Limit::Convert),
    ];

    /// Its name in the settings file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lang => "lang",
            Self::Theme => "theme",
            Self::Reviewer => "reviewer",
            Self::DataDir => "data_dir",
            Self::Mouse => "mouse",
            Self::AmbiguousWidth => "ambiguous_width",
            Self::Sort => "sort",
            Self::Learning => "learning",
            Self::Roster => "roster",
            Self::Limit(limit) => limit.name(),
        }
    }

    /// Its variable in the environment.
    #[must_use]
    pub fn variable(self) -> &'static str {
        match self {
            Self::Lang => "GOUJI_LANG",
            Self::Theme => "GOUJI_THEME",
            Self::Reviewer => "GOUJI_REVIEWER",
            Self::DataDir => "GOUJI_DATA_DIR",
            Self::Mouse => "GOUJI_MOUSE",
            Self::AmbiguousWidth => "GOUJI_AMBIGUOUS_WIDTH",
            Self::Sort => "GOUJI_SORT",
            Self::Learning => "GOUJI_LEARNING",
            Self::Roster => "GOUJI_ROSTER",
            Self::Limit(limit) => limit.variable(),
        }
    }

    /// Its option on the command line, where it has one.
    #[must_use]
    pub fn flag(self) -> Option<&'static str> {
        match self {
            Self::Lang => Some("--lang"),
            Self::Theme => Some("--theme"),
            Self::Reviewer => Some("--reviewer"),
            Self::DataDir => Some("--data-dir"),
            Self::Learning => Some("--learning"),
            Self::Roster => Some("--roster"),
            Self::Mouse | Self::AmbiguousWidth | Self::Sort | Self::Limit(_) => None,
        }
    }

    /// The values that may be chosen from; empty where any text will do. A theme may be one of the user's own as well.
    #[must_use]
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Lang => names::<Lang>(),
            Self::Theme => THEMES.to_vec(),
            Self::Reviewer | Self::DataDir | Self::Roster | Self::Limit(_) => Vec::new(),
            Self::Mouse => names::<bool>(),
            Self::AmbiguousWidth => names::<AmbiguousWidth>(),
            Self::Sort => names::<Sort>(),
            Self::Learning => names::<Learning>(),
        }
    }

    /// Whether the settings file writes it as `true` or `false`, without quotation marks.
    #[must_use]
    pub fn is_switch(self) -> bool {
        self == Self::Mouse
    }
}
