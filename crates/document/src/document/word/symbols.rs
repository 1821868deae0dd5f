//! Signs that are named by their number in a font of signs: digits, boxes and ticks are told, others are not.

use super::xml::Element;
use crate::document::Block;
use crate::document::line::is_blank;

/// Signs that say nothing of a number beside them.
const ORNAMENTS: [char; 4] = ['☑', '□', '√', '×'];

/// What stands for a sign that is not told.
const UNTOLD: &str = "▯";

/// A sign by its number in a font. Fonts of signs have codes of their own, which begin at F000.
pub fn symbol(element: &Element<'_>) -> String {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
    let font = element.attribute("font").unwrap_or_default();
    let Some(char) = code.and_then(char::from_u32) else { return String::new() };
    if !('\u{f000}'..='\u{f0ff}').contains(&char) {
        return char.to_string();
    }
    let code = u32::from(char) - 0xF000;
    let circled = |from: u32| char::from_u32(if code == from { 0x24EA } else { 0x2460 + code - from - 1 });
    let digit = match (font.as_str(), code) {
        ("Symbol", 0x28..=0x39) => char::from_u32(code),
        ("Wingdings", 0x80..=0x8A) => circled(0x80),
        ("Wingdings", 0x8B..=0x95) => circled(0x8B),
        _ => None,
    };
    if let Some(digit) = digit {
        return digit.to_string();
    }
    match (code, font.starts_with("Wingdings")) {
        (0x52 | 0xFE, true) => "☑",
        (0x6F | 0xA3 | 0xA8, true) => "□",
        (0x50 | 0xFC, true) => "√",
        (0x4F | 0xFB | 0xFD, true) => "×",
        _ => UNTOLD,
    }
    .to_owned()
}

/// Drops ornaments before and behind a number that fills a line of a cell: a clerk ticked it.
pub fn drop_beside_number(block: &mut Block) {
    let Block::Line(line) = block else { return };
    let bare = line.trim_matches(|c| ORNAMENTS.contains(&c) || is_blank(c));
    let is_number = bare.contains(char::is_numeric)
        && bare.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || "+-－.．,，".contains(c));
    if is_number {
        *line = bare.to_owned();
    }
}
