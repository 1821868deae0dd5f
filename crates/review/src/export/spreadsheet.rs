//! What every CSV that leaves the program has in common: UTF-8 with a byte order mark, by which WPS and Excel know the
//! encoding, lines and quotes by RFC 4180, and no text that a spreadsheet would run instead of showing it.

use std::borrow::Cow;
use std::io::{self, Write};

use rust_decimal::Decimal;

use crate::text::width::sanitize;

/// Writes the byte order mark and the names of the columns.
pub fn head(columns: &[&str], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let names: Vec<Cow<str>> = columns.iter().map(|&name| name.into()).collect();
    rows(&[names], out)
}

/// Writes rows of cells, none of which can run or change the layout.
pub fn rows<'a>(rows: &[impl AsRef<[Cow<'a, str>]>], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    for row in rows {
        for cell in row.as_ref() {
            writer.write_field(harmless(cell).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Text without control characters, and marked as text where a spreadsheet would run it. A negative number is a number.
fn harmless(text: &str) -> Cow<'_, str> {
    let clean = sanitize(text);
    // What cannot be seen is gone by now, so that nothing hides before the sign; full-width signs count as their twins.
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let opens_formula = text.starts_with(signs) || clean.trim_start().starts_with(signs);
    let is_number = || text.starts_with('-') && text.parse::<Decimal>().is_ok();
    if opens_formula && !is_number() { Cow::Owned(format!("'{clean}")) } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_runs_as_a_formula() {
        for (given, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("+SUM(A1)", "'+SUM(A1)"),
            ("-4", "-4"),
            ("-0.092", "-0.092"),
            ("-x", "'-x"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "' =1"),
            ("\n=1", "' =1"),
            ("\u{202e}=1", "'=1"),
            ("\u{feff}=5", "'=5"),
            ("＝4", "'＝4"),
            (" =4", "' =4"),
            ("a=1", "a=1"),
            ("思茅区", "思茅区"),
            ("", ""),
        ] {
            assert_eq!(harmless(given), written, "{given:?}");
        }
    }

    #[test]
    fn rows_quote_what_must_be_quoted() {
        let mut out = Vec::new();
        head(&["文件", "问题"], &mut out).unwrap();
        rows(&[[Cow::from("a,\"b\".txt"), Cow::from("")]], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\u{feff}文件,问题\r\n\"a,\"\"b\"\".txt\",\r\n");
    }
}
