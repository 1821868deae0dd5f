//! JSON as it leaves the program: what steers a terminal, turns the direction of writing or is not seen is written as `\uXXXX`,
//! so that no file that is looked at can do anything, and every program that reads it gets the text as it was.
//!
//! Only here is a value made JSON that is printed or written to a file; `tests/tidy.rs` holds that.

use std::io::{self, Write};

use serde::Serialize;

use crate::text::width::is_unfit;

/// Writes a value on one line.
///
/// # Errors
/// Where it cannot be written.
pub fn to_writer(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(Escaping(out), value).map_err(io::Error::from)
}

/// Writes a value on lines of its own for each part.
///
/// # Errors
/// As [`to_writer`].
pub fn to_writer_pretty(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaping(out), value).map_err(io::Error::from)
}

/// A value on one line, as bytes.
///
/// # Errors
/// Where the value cannot be put in JSON.
pub fn to_vec(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(256);
    to_writer(&mut bytes, value)?;
    Ok(bytes)
}

/// Escapes what passes through it. In JSON such characters stand in strings alone, so that none is escaped where it must not
/// be; text comes in pieces of whole characters.
struct Escaping<W>(W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.chars().any(is_escaped) => self.0.write_all(escape(text).as_bytes())?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Line ends stand between the parts of a value; inside its strings they are escaped already.
fn is_escaped(c: char) -> bool {
    c != '\n' && is_unfit(c)
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_escaped(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_escaped_and_read_back_as_it_was() {
        let text = "a\u{9b}2J\u{85}\u{7f}\u{202e}\u{200b}\u{feff}\u{e0041}\u{1b}\n规章“一”é";
        let written = String::from_utf8(to_vec(&text).unwrap()).unwrap();
        let expected = r#""a\u009b2J\u0085\u007f\u202e\u200b\ufeff\udb40\udc41\u001b\n规章“一”é""#;
        assert_eq!(written, expected);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn ordinary_text_is_as_it_always_was() {
        let value = serde_json::json!({ "规章": ["a\tb", 1.5, null], "é": { "x": "“—…" } });
        assert_eq!(to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        let mut pretty = Vec::new();
        to_writer_pretty(&mut pretty, &value).unwrap();
        assert_eq!(pretty, serde_json::to_vec_pretty(&value).unwrap());
    }
}
