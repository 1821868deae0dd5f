//! Labels as observed, the canonical fields that they may stand for, and the reviewer's mappings.

use std::collections::BTreeMap;

use crate::document::Span;
use crate::schema::{Axis, Schema, TableRef};
use crate::text::lang::Lang;

/// How a label came to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Letter for letter.
    Exact,
    /// The same after folding (traditional characters, full width, blanks, brackets, quotation marks, ordinals, pinyin notes).
    Folded,
    /// A variant that the schema lists.
    Alias,
    /// A variant that a reviewer taught.
    Learned,
    /// By likeness.
    Fuzzy,
    /// By its place among its neighbours.
    Position,
    /// By the relations that hold only this way.
    Arithmetic,
    /// The reviewer said so.
    Reviewer,
    /// Not at all.
    None,
}

impl Method {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Alias => "alias",
            Self::Learned => "learned",
            Self::Fuzzy => "fuzzy",
            Self::Position => "position",
            Self::Arithmetic => "arithmetic",
            Self::Reviewer => "reviewer",
            Self::None => "none",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Exact => lang.pick("完全一致", "exact"),
            Self::Folded => lang.pick("归一后一致", "equal after folding"),
            Self::Alias => lang.pick("已知别名", "known alias"),
            Self::Learned => lang.pick("学到的别名", "learned alias"),
            Self::Fuzzy => lang.pick("相似", "alike"),
            Self::Position => lang.pick("按位置", "by position"),
            Self::Arithmetic => lang.pick("按勾稽", "by arithmetic"),
            Self::Reviewer => lang.pick("人工确定", "set by reviewer"),
            Self::None => lang.pick("未对应", "not mapped"),
        }
    }
}

/// What one part of a score measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScorePartKind {
    /// Weighted edit distance over characters, with transpositions and look-alike and sound-alike characters.
    Edit,
    /// Jaro–Winkler.
    JaroWinkler,
    /// Shared pairs of neighbouring characters.
    Bigrams,
    /// One label is a cut form of the other.
    Containment,
    /// Leading ordinals agree or differ.
    Ordinal,
    /// Its place among its neighbours.
    Position,
    /// Its group.
    Group,
    /// The relations hold under this reading.
    Arithmetic,
}

impl ScorePartKind {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::JaroWinkler => "jaro_winkler",
            Self::Bigrams => "bigrams",
            Self::Containment => "containment",
            Self::Ordinal => "ordinal",
            Self::Position => "position",
            Self::Group => "group",
            Self::Arithmetic => "arithmetic",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Edit => lang.pick("编辑距离", "edit distance"),
            Self::JaroWinkler => lang.pick("字序相似", "Jaro–Winkler"),
            Self::Bigrams => lang.pick("双字重合", "shared bigrams"),
            Self::Containment => lang.pick("包含", "containment"),
            Self::Ordinal => lang.pick("序号", "ordinal"),
            Self::Position => lang.pick("位置", "position"),
            Self::Group => lang.pick("所属分组", "group"),
            Self::Arithmetic => lang.pick("勾稽", "arithmetic"),
        }
    }
}

/// One part of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScorePart {
    /// What it measures.
    pub kind: ScorePartKind,
    /// From 0 to 1.
    pub value: f32,
}

/// What a label can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// Table of the field.
    pub table: TableRef,
    /// Row, column, table or group.
    pub axis: Axis,
    /// Index of the row or column; for a group, of the first row or column that stands in it; 0 for a table.
    pub index: u8,
    /// For a group, its depth in [`crate::schema::Field::group`], from 0 for the outermost.
    pub depth: u8,
}

impl Target {
    /// The canonical name used in JSON: the id of a row, column or table, the printed label of a group.
    #[must_use]
    pub fn canonical(self) -> &'static str {
        match self.axis {
            Axis::Row => self.table.get().rows[usize::from(self.index)].id,
            Axis::Column => self.table.get().columns[usize::from(self.index)].id,
            Axis::Table => self.table.get().id,
            Axis::Group => self.label(),
        }
    }

    /// The label as the form prints it.
    #[must_use]
    pub fn label(self) -> &'static str {
        let table = self.table.get();
        match self.axis {
            Axis::Row => table.rows[usize::from(self.index)].label,
            Axis::Column => table.columns[usize::from(self.index)].label,
            Axis::Table => table.label,
            Axis::Group => {
                let in_rows =
                    table.rows.get(usize::from(self.index)).and_then(|row| row.group.get(usize::from(self.depth)));
                let in_columns = table
                    .columns
                    .get(usize::from(self.index))
                    .and_then(|column| column.group.get(usize::from(self.depth)));
                in_rows.or(in_columns).copied().unwrap_or("")
            }
        }
    }
}

/// A canonical field that a label may stand for, with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The field.
    pub target: Target,
    /// From 0 to 1.
    pub score: f32,
    /// The score explained.
    pub parts: Vec<ScorePart>,
}

/// One occurrence of a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text as it stands; pieces of a torn label joined without separator. Empty where a row has values and no label.
    pub observed: String,
    /// The table in whose print it stands.
    pub table: TableRef,
    /// Row, column, table or group, by the schema.
    pub axis: Axis,
    /// Labels of the groups around it, outermost first, as the form prints them.
    pub group: Vec<&'static str>,
    /// What it stands for; `None` for what is no field.
    pub target: Option<Target>,
    /// Score of `target`, or of the best candidate where there is no target.
    pub score: f32,
    /// How it came to its target.
    pub method: Method,
    /// Whether it waits for the reviewer.
    pub needs_review: bool,
    /// Up to five fields, best first; the target, if any, is among them.
    pub candidates: Vec<Candidate>,
    /// Where its pieces stand.
    pub source: Vec<Span>,
}

impl Label {
    /// The evidence by which a mapping is remembered.
    #[must_use]
    pub fn key(&self) -> LabelKey {
        LabelKey {
            table: self.table.get().id.to_owned(),
            axis: self.axis,
            group: self.group.iter().map(|&group| group.to_owned()).collect(),
            observed: self.observed.clone(),
        }
    }
}

/// The evidence on which a mapping rests: the label's text with table, axis and group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelKey {
    /// Table id, such as `requests`.
    pub table: String,
    /// Row, column, table or group.
    pub axis: Axis,
    /// Labels of the groups around it, outermost first.
    pub group: Vec<String>,
    /// The label's text as observed.
    pub observed: String,
}

/// What the reviewer said of a label.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mapping {
    /// It stands for this field of its table (a row id or column id); the machine's own proposal when confirmed.
    Field(String),
    /// It is no field of the form.
    NotAField,
    /// Not sure: leave it waiting.
    Unsure,
}

/// The reviewer's mappings of one report, by evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mappings(pub BTreeMap<LabelKey, Mapping>);

impl Target {
    /// The field of a table by axis and id.
    #[must_use]
    pub fn find(table: TableRef, axis: Axis, id: &str) -> Option<Self> {
        let index = match axis {
            Axis::Row => table.get().row(id)?,
            Axis::Column => table.get().column(id)?,
            Axis::Table => return (table.get().id == id).then_some(Self { table, axis, index: 0, depth: 0 }),
            Axis::Group => return Self::groups(table).into_iter().find(|target| target.label() == id),
        };
        Some(Self { table, axis, index, depth: 0 })
    }

    /// Every group label of a table, rows before columns, outermost first.
    #[must_use]
    pub fn groups(table: TableRef) -> Vec<Self> {
        let description = table.get();
        let mut found: Vec<Self> = Vec::new();
        for fields in [&description.rows, &description.columns] {
            for (index, field) in fields.iter().enumerate() {
                for depth in 0..field.group.len() {
                    let target = Self { table, axis: Axis::Group, index: index as u8, depth: depth as u8 };
                    if target.label() == field.group[depth] && found.iter().all(|seen| seen.label() != target.label()) {
                        found.push(target);
                    }
                }
            }
        }
        found
    }

    /// Every field that a label on this axis of this table may be mapped onto, in the form's order.
    #[must_use]
    pub fn choices(table: TableRef, axis: Axis) -> Vec<Self> {
        let count = match axis {
            Axis::Row => table.get().rows.len(),
            Axis::Column => table.get().columns.len(),
            Axis::Table => {
                return Schema::get()
                    .tables()
                    .filter(|at| at.form == table.form)
                    .map(|table| Self { table, axis, index: 0, depth: 0 })
                    .collect();
            }
            Axis::Group => return Self::groups(table),
        };
        (0..count).map(|index| Self { table, axis, index: index as u8, depth: 0 }).collect()
    }
}
