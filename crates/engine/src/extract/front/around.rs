//! What belongs to a title on the lines above and below it: the unit, the year.

use super::super::facts::Quoted;
use super::super::prose::span;
use super::compact::Compact;
use super::naming::{trimmed_unit, year_in};
use super::title::{Title, quoted};
use super::unit::looks_like_unit;
use crate::document::Span;

/// The first line of a title over two lines: a unit, a year, or both, and nothing else.
pub(super) fn line_above(lines: &[&str], at: usize, below: &Title) -> Option<Title> {
    let line = lines[at];
    if line.len() > 240 {
        return None;
    }
    let compact = Compact::new(line);
    let length = compact.chars.len();
    if !(4..=40).contains(&length)
        || compact.chars.iter().any(|c| matches!(c, '。' | ',' | ':' | ';' | '>' | '|' | '/'))
    {
        return None;
    }
    let number = at as u32 + 1;
    let year = year_in(&compact, 0, length);
    // Behind the year only 度 or the like may stand: the name of the report goes on below.
    let rest = year.as_ref().map_or(0..length, |(_, range)| 0..range.start);
    let behind = year.as_ref().map_or(String::new(), |(_, range)| compact.text((range.end + 1).min(length)..length));
    if !["", "度", "政府", "度政府"].contains(&behind.as_str()) {
        return None;
    }
    let unit = trimmed_unit(&compact, rest).filter(|range| looks_like_unit(&compact.text(range.clone())));
    // A line with a unit alone may be the site's name; it belongs to the title where the year stands below.
    if year.is_none() && (unit.is_none() || below.year.is_none()) && !(unit.is_some() && below.unit.is_none()) {
        return None;
    }
    if year.is_none() && unit.is_none() {
        return None;
    }
    Some(Title {
        quoted: quoted(number, line, compact.bytes(0..length, line)),
        unit: unit.map(|range| quoted(number, line, compact.bytes(range, line))),
        year: year.map(|(year, range)| (year, span(number, line, compact.bytes(range, line)))),
    })
}

/// A line below that is a year and nothing else: (2019年度).
pub(super) fn year_below(lines: &[&str], at: usize) -> Option<(Quoted, (i32, Span))> {
    let (below, line) = lines.iter().enumerate().skip(at + 1).take(3).find(|(_, line)| !line.trim().is_empty())?;
    if line.len() > 60 {
        return None;
    }
    let compact = Compact::new(line);
    let length = compact.chars.len();
    let (year, range) = year_in(&compact, 0, length)?;
    let number = below as u32 + 1;
    let rest = format!("{}{}", compact.text(0..range.start), compact.text(range.end..length));
    ["年", "年度", "(年)", "(年度)"].contains(&rest.as_str()).then(|| {
        (quoted(number, line, compact.bytes(0..length, line)), (year, span(number, line, compact.bytes(range, line))))
    })
}
