//! Which rows and columns the sheets of a workbook in Office Open XML hide, which calamine does not tell: those that are
//! marked as hidden, and those without height or width.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::xml::attribute;
use crate::source::Limits;

/// Ranges that are kept of one sheet; more than these are no person's doing.
const MOST: usize = 100_000;

/// Rows and columns that a sheet hides, as first and last, from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// Rows.
    pub rows: Vec<(u32, u32)>,
    /// Columns.
    pub columns: Vec<(u32, u32)>,
}

/// What each sheet hides, by its name. A part that is missing or damaged hides nothing: its cells tell what is the matter.
#[must_use]
pub fn unseen(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> HashMap<String, Unseen> {
    // Names of parts are the same in capitals.
    let names: HashMap<String, String> =
        archive.file_names().flatten().map(|name| (name.to_ascii_lowercase(), name.into_owned())).collect();
    let mut part = |wanted: &str| {
        let mut text = Vec::new();
        archive
            .by_name(names.get(&wanted.to_ascii_lowercase())?)
            .ok()?
            .take(limits.unpacked_bytes)
            .read_to_end(&mut text)
            .ok()?;
        Some(text)
    };
    let mut targets = HashMap::new();
    each(part("xl/_rels/workbook.xml.rels"), "Relationship", &mut |element| {
        targets.extend(attribute(element, "Id").zip(attribute(element, "Target")));
    });
    let mut sheets = Vec::new();
    each(part("xl/workbook.xml"), "sheet", &mut |element| {
        let is_id = |key: &str| key.split_once(':').is_some_and(|(_, name)| name == "id");
        let id = element.attributes().with_checks(false).flatten().find(|found| is_id(found.key.as_ref()));
        sheets.extend(attribute(element, "name").zip(id.map(|id| id.value.to_string())));
    });
    let mut found = HashMap::new();
    for (name, id) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None if target.starts_with("xl/") => target.clone(),
            None => format!("xl/{target}"),
        };
        let Some(text) = part(&path).filter(|text| may_hide(text)) else { continue };
        found.insert(name, of_sheet(text));
    }
    found
}

/// Whether a sheet's text says anywhere that something is hidden, which it hardly ever does.
fn may_hide(text: &[u8]) -> bool {
    ["hidden=", "ht=\"0", "width=\"0", "ht='0", "width='0"]
        .iter()
        .any(|mark| memmem::find(text, mark.as_bytes()).is_some())
}

/// Calls back for each element of a name, until the text ends or is damaged.
fn each(text: Option<Vec<u8>>, wanted: &str, with: &mut dyn FnMut(&BytesStart)) {
    let Some(text) = text else { return };
    let text = String::from_utf8_lossy(&text);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == wanted => with(&element),
            Event::Eof => break,
            _ => {}
        }
    }
}

fn of_sheet(text: Vec<u8>) -> Unseen {
    let mut unseen = Unseen::default();
    let text = String::from_utf8_lossy(&text);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut row = 0_u32;
    while let Ok(event) = reader.read_event() {
        let (Event::Start(element) | Event::Empty(element)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        let number = |key: &str| attribute(&element, key).and_then(|value| value.trim().parse::<u32>().ok());
        match element.local_name().as_ref() {
            "row" => {
                // A row that does not say which it is follows the one before.
                row = number("r").unwrap_or(row + 1);
                if is_unseen(&element, "ht") && row > 0 {
                    push(&mut unseen.rows, (row - 1, row - 1));
                }
            }
            "col" if is_unseen(&element, "width") => {
                if let (Some(first @ 1..), Some(last)) = (number("min"), number("max")) {
                    push(&mut unseen.columns, (first - 1, last.max(first) - 1));
                }
            }
            _ => {}
        }
    }
    unseen
}

/// Whether a row or column is marked as hidden, or has no size.
fn is_unseen(element: &BytesStart, size: &str) -> bool {
    let is_hidden = attribute(element, "hidden").is_some_and(|value| matches!(value.trim(), "1" | "true"));
    is_hidden
        || attribute(element, size).and_then(|value| value.trim().parse::<f64>().ok()).is_some_and(|size| size <= 0.0)
}

fn push(ranges: &mut Vec<(u32, u32)>, range: (u32, u32)) {
    let has_room = ranges.len() < MOST;
    match ranges.last_mut() {
        Some((_, last)) if *last + 1 == range.0 => *last = range.1,
        _ if has_room => ranges.push(range),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_are_hidden_by_a_mark_or_without_size() {
        let text = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/>\
            <col min=\"6\" max=\"6\" width=\"8.5\"/></cols><sheetData><row r=\"2\" hidden=\"true\"/><row hidden=\"1\"/>\
            <row hidden=\"0\"/><row r=\"9\" ht=\"0\" customHeight=\"1\"/><row r=\"10\" ht=\"13.5\"/></sheetData></worksheet>";
        assert!(may_hide(text.as_bytes()));
        let expected = Unseen { rows: vec![(1, 2), (8, 8)], columns: vec![(1, 2), (4, 4)] };
        assert_eq!(of_sheet(text.into()), expected);
    }
}
