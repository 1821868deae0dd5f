//! Windows laid over the screen: help, a line of typing, a choice of fields.

use tui_input::Input;

use crate::report::{LabelKey, Target};
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;

/// A window laid over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The keys that are valid where it was called.
    Help {
        /// First line on the screen.
        first: usize,
    },
    /// The list's filter is being typed.
    Filter,
    /// A reason or a note is being typed.
    Prompt(Prompt),
    /// A field is being picked.
    Picker(Picker),
}

/// What is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Why a report is returned.
    Return,
    /// A note on a report.
    Note,
}

/// A line of typing.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// The row that it is about.
    pub row: usize,
    /// What was typed.
    pub input: Input,
}

/// A choice of fields for a label.
#[derive(Debug, Clone)]
pub struct Picker {
    /// The label.
    pub key: LabelKey,
    /// What the machine proposes for it.
    pub proposed: Option<String>,
    /// What may be chosen.
    pub choices: Vec<Target>,
    /// What was typed.
    pub input: Input,
    /// The cursor's position among the choices that match.
    pub cursor: usize,
    /// Position of the first one on the screen.
    pub first: usize,
}

impl Picker {
    /// The choices that match what was typed, with the bytes of their labels that matched.
    #[must_use]
    pub fn matching(&self) -> Vec<(Target, Vec<std::ops::Range<usize>>)> {
        let finder = Finder::new(self.input.value());
        let matching = |&target: &Target| {
            let by_label = finder.matches(target.label());
            // Ids are English words: `org_enterprise` is found by «enterprise».
            by_label.or_else(|| finder.matches(target.canonical()).map(|_| Vec::new())).map(|ranges| (target, ranges))
        };
        self.choices.iter().filter_map(matching).collect()
    }
}

impl Purpose {
    /// The window's title.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Return => lang.pick("退回原因", "Reason for returning"),
            Self::Note => lang.pick("批注（留空则删除）", "Note (empty removes it)"),
        }
    }
}
