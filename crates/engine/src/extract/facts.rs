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

/// Whom a figure speaks of, as far as its sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scope {
    /// It does not say: the unit that reports.
    #[default]
    Unsaid,
    /// A whole area or system: 全市, 全县, 全系统.
    Area,
    /// A government itself, apart from the units below it: 市本级, 县政府.
    Own,
    /// Some of the units of an area: 各部门, 乡镇.
    Part,
    /// Others, or a population that only looks alike: cases filed for the record, what a platform or a hotline received.
    Other,
}

impl Scope {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Unsaid => "unsaid",
            Self::Area => "area",
            Self::Own => "own",
            Self::Part => "part",
            Self::Other => "other",
        }
    }
}

/// The year that a figure speaks of, as far as its sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Year {
    /// The report's own, or nothing is said.
    #[default]
    Report,
    /// Another one in words: 去年, 上年, or a part of the year: 上半年.
    Another,
    /// Another one by number.
    Stated(i32),
}

/// A figure read from prose: one mention of a quantity that the forms know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fact {
    /// What it counts: a row id of the form of 2008's statistics table, such as `req_total`, or another of the ids that
    /// [`crate::report::figures`] lists.
    pub id: &'static str,
    /// The number.
    pub value: Decimal,
    /// The unit printed behind it.
    pub unit: Option<String>,
    /// Printed as approximate: 余, 约, 近.
    pub approximate: bool,
    /// Stated as a part of another figure: behind 其中, or in brackets.
    pub part: bool,
    /// Whom it speaks of.
    pub scope: Scope,
    /// The year that it speaks of.
    pub year: Year,
    /// The clause that says it.
    pub quote: String,
    /// The cell of a table that it repeats, where there is one.
    pub cell: Option<CellId>,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// What is said without a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Said {
    /// No application was received: 未收到政府信息公开申请.
    NoneReceived,
    /// All that was received was answered or settled: 均已答复. With the number received, by index into the facts.
    AllAnswered(u32),
    /// There was no administrative reconsideration.
    NoReview,
    /// There was no suit.
    NoSuit,
    /// Every reconsideration was decided for the authority: 均获维持.
    ReviewUpheld,
    /// Every suit was.
    SuitUpheld,
}

/// A statement about what the tables count, made without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it says.
    pub said: Said,
    /// Whom it speaks of.
    pub scope: Scope,
    /// The year that it speaks of.
    pub year: Year,
    /// Its words.
    pub quote: String,
    /// Where it stands.
    pub source: Span,
}

/// What a percentage is said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateKind {
    /// A share: of one of `wholes`, the likeliest first; `named` where the sentence itself names it as the whole.
    Share {
        /// Numbers that the share may be of.
        wholes: Vec<Decimal>,
        /// Whether the first of them is certainly meant.
        named: bool,
    },
    /// A growth over a number of another year, negative where it is said to have fallen.
    Growth {
        /// That other number.
        before: Decimal,
    },
}

/// A percentage stated beside the numbers that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The percentage as printed, negative for a fall.
    pub percent: Decimal,
    /// The number that it belongs to: the part, or this year's number.
    pub of: Decimal,
    /// What it is said to be.
    pub kind: RateKind,
    /// Printed as approximate.
    pub approximate: bool,
    /// The words.
    pub quote: String,
    /// Where the percentage stands, then the number.
    pub source: Vec<Span>,
}

/// How many parts a report says that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartsAnnounced {
    /// The number announced.
    pub announced: u32,
    /// How many sections of the national form the same sentence names; 0 where it names none.
    pub listed: u32,
    /// How many headings 一、二、三 … follow, counted up without a gap.
    pub headings: u32,
    /// The words that announce it.
    pub quote: String,
    /// Where it stands.
    pub source: Span,
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
    /// The document breaks off before its end, outside a table's row.
    BrokenOff,
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
            Self::BrokenOff => "broken_off",
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
