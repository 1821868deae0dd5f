//! Windows laid over the screen: help, a line of typing, a choice of fields, a text to read.

use tui_input::Input;

use crate::cursor::ListCursor;
use crate::model::{Beside, BetweenList, ExportForm, Keep, Palette, Weigh};
use crate::report::{LabelKey, Target};
use crate::review::{FindingKey, NoteOn};
use crate::schema::CellId;
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;

/// A window laid over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The keys that are valid where it was called.
    Help(Help),
    /// A filter or a search of the screen below is being typed.
    Filter,
    /// A reason or a note is being typed.
    Prompt(Prompt),
    /// A field is being picked.
    Picker(Picker),
    /// A command is being picked.
    Palette(Palette),
    /// What a decision for the whole batch would change.
    Weigh(Weigh),
    /// Learned aliases are offered to be kept for the user.
    Keep(Keep),
    /// What rests on several reports.
    Between(BetweenList),
    /// Two reports beside each other.
    Beside(Beside),
    /// A file to export to is being named.
    Export(ExportForm),
    /// A text to read.
    Window(TextWindow),
}

/// The window of help.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// What was typed to search it.
    pub input: Input,
    /// First line on the screen.
    pub first: usize,
}

/// What a window of text tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// Everything that is known of a cell of the open report.
    Cell(CellId),
    /// The outline of the open report; a line can be chosen.
    Outline,
}

/// A window of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextWindow {
    /// What it tells.
    pub subject: Subject,
    /// The line that is chosen, where lines can be.
    pub cursor: ListCursor,
}

impl TextWindow {
    /// A window at its beginning.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Self { subject, cursor: ListCursor::default() }
    }
}

/// What is typed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Why reports are returned.
    Return,
    /// A note.
    Note(NoteOn),
    /// Why a finding is dismissed.
    Dismiss(FindingKey),
}

/// A line of typing.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// The rows that it is about.
    pub rows: Vec<usize>,
    /// What was typed.
    pub input: Input,
    /// What had been typed before an earlier reason was recalled, and which reason that is, from 1.
    pub recalled: Option<(String, usize)>,
}

impl Prompt {
    /// A line of typing that begins with a text.
    #[must_use]
    pub fn new(purpose: Purpose, rows: Vec<usize>, text: String) -> Self {
        Self { purpose, rows, input: Input::from(text), recalled: None }
    }
}

/// A choice of fields for a label.
#[derive(Debug, Clone)]
pub struct Picker {
    /// The label.
    pub key: LabelKey,
    /// What may be chosen.
    pub choices: Vec<Target>,
    /// The choices that another label of the report stands for, with its text.
    pub held: Vec<(Target, String)>,
    /// Whether it is picked for every report of the batch with the same label.
    pub whole_batch: bool,
    /// What was typed.
    pub input: Input,
    /// The cursor's position among the choices that match.
    pub cursor: ListCursor,
}

impl Picker {
    /// The text of the label that stands for a choice already.
    #[must_use]
    pub fn holder(&self, choice: Target) -> Option<&str> {
        self.held.iter().find(|(held, _)| *held == choice).map(|(_, observed)| observed.as_str())
    }

    /// The choices that match what was typed, with the bytes of their labels that matched.
    #[must_use]
    pub fn matching(&self) -> Vec<(Target, Vec<std::ops::Range<usize>>)> {
        let finder = Finder::new(self.input.value());
        let matching = |&target: &Target| {
            // Ids are English words: `org_enterprise` is found by «enterprise».
            let group = target.group().join(" ");
            let is_match = finder.matches_among(&[target.label(), target.canonical(), &group]);
            is_match.then(|| (target, finder.places(target.label())))
        };
        self.choices.iter().filter_map(matching).collect()
    }
}

impl Purpose {
    /// The window's title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::Return => lang.pick("退回原因", "Reason for returning"),
            Self::Note(NoteOn::Report) => lang.pick("报告批注（留空则删除）", "Note on the report (empty removes it)"),
            Self::Note(NoteOn::Finding(_)) => {
                lang.pick("问题批注（留空则删除）", "Note on the finding (empty removes it)")
            }
            Self::Note(NoteOn::Cell { .. }) => {
                lang.pick("单元格批注（留空则删除）", "Note on the cell (empty removes it)")
            }
            Self::Dismiss(_) => lang.pick("排除理由", "Reason for dismissing"),
        }
    }
}
