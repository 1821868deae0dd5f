//! How the evidence of a finding is written: each piece tagged by what it is. Until the third version it was plain text, which
//! is read here and nowhere else: a cell as `table.row.column=raw`, words as `“words”`, and else the finding's Chinese sentence.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::report::LabelKey;
use crate::rules::Evidence;

use super::{WireAxis, is_first};

/// A piece of evidence, of this version or of an older one.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum WireEvidence {
    Typed(Typed),
    Text(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Typed {
    Cell {
        cell: String,
        raw: Option<String>,
    },
    Quote(String),
    Table {
        form: String,
        table: String,
    },
    Form(String),
    Section(String),
    Label {
        table: String,
        axis: WireAxis,
        group: Vec<String>,
        observed: String,
        #[serde(default, skip_serializing_if = "is_first")]
        nth: u32,
    },
    Unit(String),
    Year(i32),
    Day(Date),
    Name(String),
    Page(u32),
    Number(#[serde(with = "decimal")] Decimal),
}

pub(super) fn to_wire(evidence: Vec<Evidence>) -> Vec<WireEvidence> {
    let piece = |evidence| {
        WireEvidence::Typed(match evidence {
            Evidence::Wording(sentence) => return WireEvidence::Text(sentence),
            Evidence::Cell { cell, raw } => Typed::Cell { cell, raw },
            Evidence::Quote(words) => Typed::Quote(words),
            Evidence::Table { form, table } => Typed::Table { form, table },
            Evidence::Form(form) => Typed::Form(form),
            Evidence::Section(section) => Typed::Section(section),
            Evidence::Label(LabelKey { table, axis, group, observed, nth }) => {
                Typed::Label { table, axis: axis.into(), group, observed, nth }
            }
            Evidence::Unit(unit) => Typed::Unit(unit),
            Evidence::Year(year) => Typed::Year(year),
            Evidence::Day(day) => Typed::Day(day),
            Evidence::Name(name) => Typed::Name(name),
            Evidence::Page(page) => Typed::Page(page),
            Evidence::Number(number) => Typed::Number(number),
        })
    };
    evidence.into_iter().map(piece).collect()
}

pub(super) fn from_wire(wire: Vec<WireEvidence>) -> Vec<Evidence> {
    let piece = |wire| match wire {
        WireEvidence::Text(text) => of_text(text),
        WireEvidence::Typed(typed) => match typed {
            Typed::Cell { cell, raw } => Evidence::Cell { cell, raw },
            Typed::Quote(words) => Evidence::Quote(words),
            Typed::Table { form, table } => Evidence::Table { form, table },
            Typed::Form(form) => Evidence::Form(form),
            Typed::Section(section) => Evidence::Section(section),
            Typed::Label { table, axis, group, observed, nth } => {
                Evidence::Label(LabelKey { table, axis: axis.into(), group, observed, nth })
            }
            Typed::Unit(unit) => Evidence::Unit(unit),
            Typed::Year(year) => Evidence::Year(year),
            Typed::Day(day) => Evidence::Day(day),
            Typed::Name(name) => Evidence::Name(name),
            Typed::Page(page) => Evidence::Page(page),
            Typed::Number(number) => Evidence::Number(number),
        },
    };
    wire.into_iter().map(piece).collect()
}

/// Numbers as text, which keeps every digit.
mod decimal {
    use rust_decimal::Decimal;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A piece of evidence as the first two versions wrote it.
fn of_text(text: String) -> Evidence {
    match text.split_once('=') {
        Some((cell, raw)) if is_cell_id(cell) => Evidence::Cell { cell: cell.to_owned(), raw: Some(raw.to_owned()) },
        _ if is_cell_id(&text) => Evidence::Cell { cell: text, raw: None },
        _ => match text.strip_prefix('“').and_then(|text| text.strip_suffix('”')) {
            Some(words) => Evidence::Quote(words.to_owned()),
            None => Evidence::Wording(text),
        },
    }
}

/// Whether a text has the shape of a cell's id, which no sentence has.
fn is_cell_id(text: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    text.split('.').count() == 3 && text.split('.').all(is_part)
}
