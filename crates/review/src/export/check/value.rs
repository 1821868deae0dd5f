//! How single values are written in JSON: exact numbers, shares, cell ids, places.

use rust_decimal::Decimal;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::document::{Origin, Origins, Span};
use crate::schema::CellId;

/// The file that places lie in.
#[derive(Clone, Copy)]
pub struct Within<'a> {
    /// From its text to the original.
    pub origins: &'a Origins,
    /// Its path inside the archive that it lies in.
    pub member: Option<&'a str>,
}

impl<'a> Within<'a> {
    /// Some places in it.
    pub fn places(self, spans: &'a [Span]) -> Places<'a> {
        Places { within: self, spans }
    }
}

/// Lines and columns, and where the original has them; only what is known is written.
pub struct Places<'a> {
    within: Within<'a>,
    spans: &'a [Span],
}

#[derive(Serialize)]
struct Place<'a> {
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
}

impl Serialize for Places<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places = serializer.serialize_seq(Some(self.spans.len()))?;
        for &span in self.spans {
            let Origin { page, sheet, table, row, cell } = self.within.origins.origin(span);
            let Span { line, column, .. } = span;
            let member = self.within.member;
            places.serialize_element(&Place { line, column, page, sheet, table, row, cell, member })?;
        }
        places.end()
    }
}

/// A cell id as `table.row.column`.
pub struct Id(pub CellId);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Cell ids.
pub struct Ids<'a>(pub &'a [CellId]);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|&id| Id(id)))
    }
}

/// A share from 0 to 1 with at most four decimals, so that equal evidence prints equally everywhere.
pub struct Share(pub f32);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((f64::from(self.0) * 10_000.0).round() / 10_000.0)
    }
}

/// A JSON number with exactly the decimals that were printed, which a floating point number would not keep.
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.scale() == 0
            && let Ok(whole) = i64::try_from(self.0)
        {
            return serializer.serialize_i64(whole);
        }
        RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Cell, Content, Table, compose};

    fn written(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn places_say_what_is_known_of_the_original() {
        let table = Table { rows: vec![vec![cell(0, "规章"), cell(1, "0")]], first: (4, 2) };
        let of = |block| compose(Content { blocks: vec![block, Block::Table(table.clone())], remarks: Vec::new() });
        let spans = [Span::new(1, 6, 1)];
        let plain = Origins::default();
        for (origins, member, expected) in [
            (&plain, None, r#"[{"line":1,"column":6}]"#),
            (&plain, Some("a/b.txt"), r#"[{"line":1,"column":6,"member":"a/b.txt"}]"#),
            (&of(Block::Page(2)).origins, None, r#"[{"line":1,"column":6,"page":2,"table":1,"row":4,"cell":3}]"#),
            (
                &of(Block::Sheet("表三".to_owned())).origins,
                None,
                r#"[{"line":1,"column":6,"sheet":"表三","row":4,"cell":3}]"#,
            ),
        ] {
            assert_eq!(written(&Within { origins, member }.places(&spans)), expected);
        }
    }

    fn cell(column: u32, text: &str) -> Cell {
        Cell { column, columns: 1, rows: 1, text: text.to_owned() }
    }

    #[test]
    fn numbers_keep_the_decimals_that_were_printed() {
        for text in ["0", "3", "-4", "11543.66", "0.092", "0.10", "3415.891", "-0.5", "79228162514264337593543950335"] {
            assert_eq!(written(&Number(text.parse().unwrap())), text);
        }
    }

    #[test]
    fn shares_have_four_decimals_at_most() {
        for (share, text) in [(1.0, "1.0"), (0.86, "0.86"), (2.0 / 3.0, "0.6667"), (0.0, "0.0")] {
            assert_eq!(written(&Share(share)), text);
        }
    }
}
