//! A whole report before it is printed: paragraphs of sentences with the tables between them, and where each came to stand.

use gouji::schema::CellId;

use super::units::Unit;
use super::words::{Facts, Sentence};
use crate::common::figures::Figures;
use crate::common::flatten::{LAYOUTS, Layout};
use crate::common::sheet::Sheet;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What pages print around a report.
    Furniture,
    /// The title.
    Title,
    /// The preamble.
    Opening,
    /// The heading of a section, by its number.
    Heading(u8),
    /// Text of 总体情况 that is of no aspect.
    Overview,
    /// Text of 总体情况 on an aspect, by its number from 1.
    Aspect(u8),
    /// Text of another section, by its number.
    Text(u8),
    /// A table, by its number from 0.
    Table(usize),
    /// The name below the text.
    Signature,
    /// The date below it.
    Date,
}

/// A line of the report, or a table.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What it is.
    pub part: Part,
    /// The heading that opens it.
    pub head: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

impl Paragraph {
    /// A paragraph of one sentence.
    pub fn of(part: Part, sentence: Sentence) -> Self {
        Self { part, head: String::new(), sentences: vec![sentence] }
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.sentences.iter().fold(self.head.clone(), |text, sentence| text + &sentence.text)
    }
}

/// How a report is printed.
#[derive(Clone, Copy)]
pub struct Look {
    /// The layout of its tables.
    pub layout: &'static Layout,
    /// What stands before each line of prose.
    pub indent: &'static str,
    /// Whether lines of prose are parted by empty ones.
    pub is_airy: bool,
    /// Whether brackets, commas and colons are the narrow ones, as on pages that were copied.
    pub is_narrow: bool,
    /// Whether the aspects of 总体情况 have their headings on lines of their own.
    pub heads_alone: bool,
}

/// A report.
#[derive(Clone)]
pub struct Paper {
    /// Whose it is.
    pub unit: Unit,
    /// The year that it is on.
    pub year: i32,
    /// Id of its form; narrative reports have none.
    pub form: &'static str,
    /// What its prose says.
    pub facts: Facts,
    /// The figures of its tables.
    pub figures: Figures,
    /// Its tables; none in narrative reports.
    pub sheet: Option<Sheet>,
    /// Its paragraphs, with places for the tables.
    pub paragraphs: Vec<Paragraph>,
    /// How it is printed.
    pub look: Look,
    /// The name of its file.
    pub file: String,
    /// What is done to the printed text at last: from, to.
    pub replaced: Vec<(String, String)>,
    /// Its bytes, where it is not printed as text.
    pub bytes: Option<Vec<u8>>,
}

/// Where a fault was planted.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In the document as a whole.
    Anywhere,
    /// In a paragraph, by index.
    Paragraph(usize),
    /// In cells; one of them must be named.
    Cells(Vec<CellId>),
    /// In a table, by id.
    Table(&'static str),
    /// Somewhere; the finding quotes these words.
    Words(String),
}

impl Paper {
    /// Its text, and the line on which each paragraph begins.
    pub fn print(&self) -> (String, Vec<u32>) {
        let (mut text, mut lines, mut line) = (String::new(), Vec::new(), 1);
        for paragraph in &self.paragraphs {
            let printed = match (paragraph.part, &self.sheet) {
                (Part::Table(at), Some(sheet)) => (self.look.layout.print)(&sheet.grids[at]),
                _ => self.prose(paragraph),
            };
            let printed = printed.trim_end_matches('\n');
            let before = printed.chars().take_while(|&c| c == '\n').count() as u32;
            let is_split =
                self.look.heads_alone && matches!(paragraph.part, Part::Aspect(_)) && !paragraph.head.is_empty();
            lines.push(line + before + u32::from(is_split));
            text += printed;
            text.push('\n');
            if self.look.is_airy {
                text.push('\n');
            }
            line += printed.matches('\n').count() as u32 + 1 + u32::from(self.look.is_airy);
        }
        for (old, new) in &self.replaced {
            text = text.replace(old.as_str(), new);
        }
        (text, lines)
    }

    fn prose(&self, paragraph: &Paragraph) -> String {
        let heads_alone = self.look.heads_alone && matches!(paragraph.part, Part::Aspect(_));
        let mut text = if heads_alone && !paragraph.head.is_empty() {
            let head = paragraph.head.trim_end_matches(['。', '：']);
            let body: String = paragraph.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            format!("{indent}{head}\n{indent}{body}", indent = self.look.indent)
        } else {
            format!("{}{}", self.look.indent, paragraph.text())
        };
        if self.look.is_narrow {
            for (wide, narrow) in [("（", "("), ("）", ")"), ("，", ","), ("：", ":"), ("；", ";")] {
                text = text.replace(wide, narrow);
            }
        }
        text
    }

    /// The paragraphs of a part.
    pub fn at(&self, part: Part) -> Vec<usize> {
        (0..self.paragraphs.len()).filter(|&at| self.paragraphs[at].part == part).collect()
    }

    /// Every sentence that says a fact: paragraph and place in it.
    pub fn saying(&self, fact: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            let of = paragraph.sentences.iter().enumerate().filter(|(_, sentence)| sentence.says(fact));
            found.extend(of.map(|(nth, _)| (at, nth)));
        }
        found
    }

    /// Writes its figures into its tables anew.
    pub fn lay_out(&mut self) {
        if self.sheet.is_some() {
            self.sheet = Some(Sheet::new(self.year, &self.figures));
        }
    }
}

/// The layouts that are drawn: all of the text layouts.
pub fn layouts() -> &'static [Layout] {
    LAYOUTS
}
