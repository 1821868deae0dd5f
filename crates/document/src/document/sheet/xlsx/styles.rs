//! The kinds of cells of a workbook: the format of their numbers, parsed once for all cells that have it, and whether lines
//! are drawn around them.

use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::events::Event;

use super::super::format::{Format, builtin};
use super::super::xml::attribute;
use super::{next, reader};
use crate::source::Budget;

/// Longest format code that any program writes, in characters, with room to spare.
const LONGEST_CODE: usize = 1000;

/// Styles of border lines that are seen.
const LINES: [&str; 13] = [
    "thin",
    "medium",
    "thick",
    "double",
    "hair",
    "dashed",
    "dotted",
    "mediumDashed",
    "dashDot",
    "mediumDashDot",
    "dashDotDot",
    "mediumDashDotDot",
    "slantDashDot",
];

/// A kind of cell.
#[derive(Debug, Clone, Default)]
pub struct Style {
    /// How numbers are shown.
    pub format: Rc<Format>,
    /// Whether lines are drawn around the cell.
    pub is_drawn: bool,
}

/// The kinds of cells by their numbers.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<Style>,
    plain: Style,
}

impl Styles {
    /// Reads the part that lists them.
    pub fn read(text: &str, budget: &Budget) -> Self {
        let mut reader = reader(text);
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut formats: HashMap<u32, Rc<Format>> = HashMap::new();
        let mut borders: Vec<bool> = Vec::new();
        let mut diagonals = false;
        let mut styles = Vec::new();
        let (mut in_borders, mut in_cells) = (false, false);
        while let Some(event) = next(&mut reader, budget) {
            match event {
                Event::Start(element) => {
                    let get = |key: &str| attribute(&element, key);
                    let number = |key: &str| get(key).and_then(|value| value.trim().parse::<u32>().ok());
                    match element.local_name().as_ref() {
                        "borders" => in_borders = true,
                        "cellXfs" => in_cells = true,
                        "numFmt" => {
                            if let (Some(id), Some(code)) = (number("numFmtId"), get("formatCode"))
                                && code.chars().count() <= LONGEST_CODE
                                && budget.hold(code.len())
                            {
                                codes.insert(id, code);
                            }
                        }
                        "border" if in_borders => {
                            let is_on = |key: &str| get(key).is_some_and(|value| value == "1" || value == "true");
                            diagonals = is_on("diagonalDown") || is_on("diagonalUp");
                            borders.push(false);
                        }
                        side @ ("left" | "right" | "top" | "bottom" | "diagonal") if in_borders => {
                            let is_seen = get("style").is_some_and(|style| LINES.contains(&style.as_str()));
                            if let Some(border) = borders.last_mut() {
                                *border |= is_seen && (side != "diagonal" || diagonals);
                            }
                        }
                        "xf" if in_cells => {
                            let id = number("numFmtId").unwrap_or(0);
                            let format = formats.entry(id).or_insert_with(|| {
                                let own = codes.get(&id).map_or_else(|| spelled(id), String::as_str);
                                Rc::new(Format::of(if builtin(id) == "General" { own } else { builtin(id) }))
                            });
                            let border = number("borderId").and_then(|id| borders.get(id as usize));
                            let is_drawn = border.copied().unwrap_or(false);
                            styles.push(Style { format: Rc::clone(format), is_drawn });
                        }
                        _ => {}
                    }
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "borders" => in_borders = false,
                    "cellXfs" => in_cells = false,
                    _ => {}
                },
                _ => {}
            }
        }
        Self { styles, plain: Style::default() }
    }

    /// A kind of cell; the plain one where it is not listed.
    pub fn get(&self, number: usize) -> &Style {
        self.styles.get(number).unwrap_or(&self.plain)
    }
}

/// The codes that files do not spell out and that no other reader needs (ECMA-376 part 1, 18.8.30).
fn spelled(id: u32) -> &'static str {
    match id {
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}
