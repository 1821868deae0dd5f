//! What the text around the tables says: title and unit, dates, sections, stated sums, figures, and damage.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::schema::CellId;
use crate::text::unseen::UnseenKind;

/// Text with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// What a date is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// Publication, from page furniture such as 发布时间.
    Published,
    /// The signature at the end.
    Signed,
}

impl DateKind {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Signed => "signed",
        }
    }
}

/// A date of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// What it is the date of.
    pub kind: DateKind,
    /// The day.
    pub date: jiff::civil::Date,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// The statistical period that a report states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day, where it could be read.
    pub from: Option<jiff::civil::Date>,
    /// Last day, where it could be read.
    pub to: Option<jiff::civil::Date>,
    /// The sentence's words.
    pub quote: String,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// A section heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionMark {
    /// Canonical id, such as `overview`.
    pub id: &'static str,
    /// The heading as it stands.
    pub heading: String,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// A line of running text: what is neither blank nor part of a table nor a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Line, from 1.
    pub line: u32,
    /// Column of its first character, from 1.
    pub column: u32,
    /// Index into the section headings of the section that it stands in; `None` before the first heading.
    pub section: Option<u8>,
    /// The text, without blanks and bars around it.
    pub text: String,
}

/// Characters of one kind that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// The kind.
    pub kind: UnseenKind,
    /// How many there are.
    pub count: u32,
    /// Where the first of them stand.
    pub source: Vec<Span>,
}

/// One addend of a stated sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumPart {
    /// The number.
    pub value: Decimal,
    /// The words before it that say what it counts.
    pub of: String,
    /// Where it stands.
    pub source: Span,
}

/// A total stated in prose together with parts that are said to make it up (其中…, 包括…, 含…).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumClaim {
    /// The stated total.
    pub total: Decimal,
    /// Where the total stands.
    pub total_source: Span,
    /// The parts in printed order.
    pub parts: Vec<SumPart>,
    /// The unit that total and parts share, such as 条.
    pub unit: String,
    /// The clause as it stands, shortened in the middle where it is long.
    pub quote: String,
    /// Whether any of the numbers is printed as approximate (余, 多, 约, 近), so that an exact sum is not to be expected.
    pub approximate: bool,
}

/// A canonical figure read from prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Row id of the form of 2008's statistics table, such as `req_total`.
    pub id: &'static str,
    /// The number.
    pub value: Decimal,
    /// The unit printed behind it.
    pub unit: Option<String>,
    /// The clause that says it.
    pub quote: String,
    /// The cell of a table that it repeats, where there is one.
    pub cell: Option<CellId>,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// How the text is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DamageKind {
    /// Digits are lost from dates and numbers (`201711日`).
    DigitsLost,
    /// Identical lines were removed, so that a table keeps each number only once.
    RepeatedLinesRemoved,
    /// Characters were decoded wrongly.
    Mojibake,
    /// Bytes that belong to no character of the encoding, or NUL bytes.
    InvalidBytes,
    /// The document breaks off inside a table.
    CutInTable,
}

impl DamageKind {
    /// A stable word for JSON and journals.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::DigitsLost => "digits_lost",
            Self::RepeatedLinesRemoved => "repeated_lines_removed",
            Self::Mojibake => "mojibake",
            Self::InvalidBytes => "invalid_bytes",
            Self::CutInTable => "cut_in_table",
        }
    }
}

/// Damage to the text itself, as opposed to a fault of the unit's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// How.
    pub kind: DamageKind,
    /// The damaged words, shortened.
    pub quotes: Vec<String>,
    /// Where they stand.
    pub source: Vec<Span>,
}
