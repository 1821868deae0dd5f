//! How single values are written in JSON: exact numbers, shares, cell ids, places.

use rust_decimal::Decimal;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::document::Span;
use crate::schema::CellId;

/// Lines and columns; only what the span knows is written.
pub struct Places<'a>(pub &'a [Span]);

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

impl Serialize for Places<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places = serializer.serialize_seq(Some(self.0.len()))?;
        for span in self.0 {
            places.serialize_element(&Place { line: span.line, column: span.column })?;
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

    fn written(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
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
