//! Reads a cell's text as a number, exactly: sign, full width, thousands separators, decimals, a unit behind it.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::fold::fold_char;

/// What a cell's text is. Absence of a cell is not a kind: the cell is then not there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number.
    Number,
    /// The cell is there and empty.
    Blank,
    /// A mark for «nothing» or «not applicable»: `/`, `-`, `—`, 无, 不适用.
    Dash,
    /// Text that cannot be read as a number.
    Text,
}

impl Kind {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Blank => "blank",
            Self::Dash => "dash",
            Self::Text => "text",
        }
    }
}

/// Words that decide how a cell is read; they come with the form.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Words for zero, such as 零.
    pub zeros: &'a [&'a str],
    /// Marks for «not applicable».
    pub dashes: &'a [&'a str],
    /// Units that may stand behind a number.
    pub units: &'a [&'a str],
}

/// A cell's text as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub kind: Kind,
    /// The number with the decimals that were printed.
    pub value: Option<Decimal>,
    /// The unit written behind it.
    pub unit: Option<String>,
}

impl Reading {
    fn of(kind: Kind) -> Self {
        Self { kind, value: None, unit: None }
    }

    fn number(value: Decimal, unit: Option<&str>) -> Self {
        Self { kind: Kind::Number, value: Some(value), unit: unit.map(str::to_owned) }
    }
}

/// Reads a cell's text.
#[must_use]
pub fn read(raw: &str, words: Words<'_>) -> Reading {
    let text = raw.trim_matches(is_blank);
    if text.is_empty() {
        return Reading::of(Kind::Blank);
    }
    // Nearly every cell of a report is one or two plain digits.
    if text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Reading::number(Decimal::from(text.bytes().fold(0_u64, |n, b| n * 10 + u64::from(b - b'0'))), None);
    }
    if words.dashes.contains(&text) {
        return Reading::of(Kind::Dash);
    }
    let folded: String = text.chars().map(fold_char).collect();
    if words.dashes.contains(&folded.as_str()) {
        return Reading::of(Kind::Dash);
    }
    if let Some(digits_end) = number_end(&folded) {
        let unit = folded[digits_end..].trim_matches(is_blank);
        if (unit.is_empty() || words.units.contains(&unit))
            && let Some(value) = parse_digits(&folded[..digits_end])
        {
            return Reading::number(value, (!unit.is_empty()).then_some(unit));
        }
    }
    if words.zeros.contains(&folded.as_str()) {
        return Reading::number(Decimal::ZERO, None);
    }
    Reading::of(Kind::Text)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// The byte after the last character that can belong to a number at the start of the text.
fn number_end(text: &str) -> Option<usize> {
    let end = text
        .char_indices()
        .find(|(i, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ') || (*i == 0 && is_sign(*c))))
        .map_or(text.len(), |(i, _)| i);
    text[..end].bytes().any(|b| b.is_ascii_digit()).then_some(end)
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '－' | '–')
}

/// Digits with an optional sign, thousands separators in groups of three, and decimals.
fn parse_digits(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (negative, digits) = match text.chars().next()? {
        '+' => (false, &text[1..]),
        c if is_sign(c) => (true, &text[c.len_utf8()..]),
        _ => (false, text),
    };
    let digits = digits.trim_start();
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    if whole.is_empty() || fraction.is_some_and(|f| f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut plain = String::with_capacity(digits.len() + 1);
    if negative {
        plain.push('-');
    }
    let mut groups = whole.split([',', ' ']);
    let first = groups.next()?;
    let mut grouped = false;
    plain.push_str(first);
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        grouped = true;
        plain.push_str(group);
    }
    // No number of several groups begins with 0: these are two numbers.
    let is_group = first.len() <= 3 && !first.starts_with('0');
    if !first.bytes().all(|b| b.is_ascii_digit()) || first.is_empty() || (grouped && !is_group) {
        return None;
    }
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    Decimal::from_str(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<'_> = Words {
        zeros: &["零", "〇"],
        dashes: &["-", "—", "——", "/", "无", "不适用"],
        units: &["件", "万元", "元", "项"],
    };

    #[test]
    fn cells_are_read_exactly() {
        for (raw, kind, value, unit) in [
            ("0", Kind::Number, "0", None),
            (" 12 ", Kind::Number, "12", None),
            ("１２", Kind::Number, "12", None),
            ("-4", Kind::Number, "-4", None),
            ("－4", Kind::Number, "-4", None),
            ("+2", Kind::Number, "2", None),
            ("11543.66万元", Kind::Number, "11543.66", Some("万元")),
            ("3415.8910", Kind::Number, "3415.8910", None),
            ("1,234", Kind::Number, "1234", None),
            ("1，234，567.5", Kind::Number, "1234567.5", None),
            ("3 354", Kind::Number, "3354", None),
            ("0件", Kind::Number, "0", Some("件")),
            ("零", Kind::Number, "0", None),
            ("", Kind::Blank, "", None),
            ("\u{a0}", Kind::Blank, "", None),
            ("/", Kind::Dash, "", None),
            ("／", Kind::Dash, "", None),
            ("-", Kind::Dash, "", None),
            ("无", Kind::Dash, "", None),
            ("约3", Kind::Text, "", None),
            ("3人", Kind::Text, "", None),
            ("1,23", Kind::Text, "", None),
            ("1234,567", Kind::Text, "", None),
            ("1.2.3", Kind::Text, "", None),
            ("12 34", Kind::Text, "", None),
            ("O", Kind::Text, "", None),
        ] {
            let reading = read(raw, WORDS);
            assert_eq!(reading.kind, kind, "{raw:?}");
            assert_eq!(reading.value.map(|v| v.to_string()).unwrap_or_default(), value, "{raw:?}");
            assert_eq!(reading.unit.as_deref(), unit, "{raw:?}");
        }
    }
}
