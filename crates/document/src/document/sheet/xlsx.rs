//! Workbooks in Office Open XML: xlsx and xlsm, part by part.
//!
//! They are read from their XML here and by no library: one that lays out what a file declares (so many shared strings, so
//! large a sheet) is brought down by a few bytes. Nothing declared is believed; each turn of a loop and each text that is
//! kept is paid out of the file's budget.

mod strings;
mod styles;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::Unreadable;
use super::format::Shown;
use super::model::{Book, Merge, Sheet};
use super::parts::Parts;
use super::unseen::{is_unseen, push};
use super::xml::attribute;
use crate::source::{Budget, Kind};
use strings::{push_text, rich_text, shared_strings, unescaped};
use styles::Styles;

/// Cells of a sheet that are looked at for each that is kept: sheets may be drawn far beyond what is in them.
const LOOKED_AT: u32 = 8;

/// Rows and columns of the largest sheet that any program makes.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Reads a workbook.
///
/// # Errors
/// Where it is damaged or too large.
pub fn read(bytes: &[u8], budget: &Budget) -> Result<Book, Unreadable> {
    let damaged = Unreadable::Damaged(Kind::Xlsx);
    let mut parts = Parts::open(bytes, Kind::Xlsx, budget)?;
    let main = main_part(&mut parts, budget).ok_or(damaged.clone())?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = main.rsplit('/').next().unwrap_or_default();
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let related = relationships(&mut parts, &beside(&format!("_rels/{file}.rels")), budget);
    let workbook = parts.text(&main).ok_or(damaged.clone())?;
    let (listed, is_1904) = sheets(&workbook, budget);
    let named = |kind: &str, usual: &str| {
        let found = related.iter().find(|relationship| relationship.kind == kind);
        found.map_or_else(|| beside(usual), |relationship| inside(folder, &relationship.target))
    };
    let mut shared = Shared { is_1904, ..Shared::default() };
    let strings = parts.text(&named("sharedStrings", "sharedStrings.xml"));
    shared.strings = strings.map(|text| shared_strings(&text, budget)).unwrap_or_default();
    let styles = parts.text(&named("styles", "styles.xml"));
    shared.styles = styles.map(|text| Styles::read(&text, budget)).unwrap_or_default();
    let mut book = Book::default();
    let mut is_faulty = false;
    for (name, id, is_hidden) in listed {
        let relationship = related.iter().find(|relationship| relationship.id == id);
        if relationship.is_some_and(|relationship| relationship.kind != "worksheet") {
            continue;
        }
        book.sheets.push(Sheet { name, is_hidden, ..Sheet::default() });
        let target = relationship.map(|relationship| inside(folder, &relationship.target));
        is_faulty |= match target.and_then(|target| parts.text(&target)) {
            Some(text) => !Walk::new(&shared, &mut book, budget).sheet(&text),
            None => true,
        };
        if budget.is_spent() {
            break;
        }
    }
    let has_any = book.sheets.iter().any(|sheet| !sheet.cells.is_empty());
    book.is_rescued = is_faulty;
    if (is_faulty && !has_any) || book.sheets.is_empty() { Err(damaged) } else { Ok(book) }
}

/// A part that another refers to.
struct Relationship {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
}

/// The name of the part that is the workbook.
fn main_part(parts: &mut Parts<'_>, budget: &Budget) -> Option<String> {
    let related = relationships(parts, "_rels/.rels", budget);
    let named = related.into_iter().find(|relationship| relationship.kind == "officeDocument");
    let named = named.map(|relationship| inside("", &relationship.target)).filter(|name| parts.has(name));
    named.or_else(|| Some("xl/workbook.xml".to_owned()).filter(|name| parts.has(name)))
}

/// The name of a part as it is referred to from a folder.
fn inside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut names: Vec<&str> = match target.starts_with('/') || target.starts_with("xl/") {
        true => Vec::new(),
        false => folder.split('/').filter(|name| !name.is_empty()).collect(),
    };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => _ = names.pop(),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// A reader of a part, in which an element without content is one that begins and ends.
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.expand_empty_elements) = (false, true);
    reader
}

/// What comes next in a part; `None` where it breaks off, or the budget is spent.
fn next<'a>(reader: &mut Reader<&'a [u8]>, budget: &Budget) -> Option<Event<'a>> {
    if !budget.step(1) {
        return None;
    }
    reader.read_event().ok().filter(|event| !matches!(event, Event::Eof))
}

fn relationships(parts: &mut Parts<'_>, name: &str, budget: &Budget) -> Vec<Relationship> {
    let Some(text) = parts.text(name) else { return Vec::new() };
    let mut reader = reader(&text);
    let mut found = Vec::new();
    while let Some(event) = next(&mut reader, budget) {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "Relationship"
            && let [Some(id), Some(kind), Some(target)] = ["Id", "Type", "Target"].map(|key| attribute(&element, key))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relationship { id, kind, target });
        }
    }
    found
}

/// The sheets in order, each with its name, its relationship and whether it is hidden; and whether days count from 1904.
fn sheets(text: &str, budget: &Budget) -> (Vec<(String, String, bool)>, bool) {
    let mut reader = reader(text);
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    while let Some(event) = next(&mut reader, budget) {
        let Event::Start(element) = event else { continue };
        match element.local_name().as_ref() {
            "sheet" => {
                let is_id = |key: &str| key.split_once(':').is_some_and(|(_, name)| name == "id");
                let id = element.attributes().with_checks(false).flatten().find(|found| is_id(found.key.as_ref()));
                let is_hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                let name = attribute(&element, "name").unwrap_or_default();
                sheets.extend(id.map(|id| (name, id.value.to_string(), is_hidden)));
            }
            "workbookPr" => {
                is_1904 |= attribute(&element, "date1904").is_some_and(|value| value == "1" || value == "true");
            }
            _ => {}
        }
    }
    (sheets, is_1904)
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    styles: Styles,
    is_1904: bool,
}

/// The way through the XML of a sheet.
struct Walk<'a> {
    shared: &'a Shared,
    book: &'a mut Book,
    budget: &'a Budget,
    row: u32,
    column: u32,
    looked_at: u32,
}

/// What an element says of a cell's value.
enum Value {
    Nothing,
    Number(f64),
    Text(String),
    /// A truth value, an error or a time in words, which no format touches.
    Word(String),
}

impl<'a> Walk<'a> {
    fn new(shared: &'a Shared, book: &'a mut Book, budget: &'a Budget) -> Self {
        Self { shared, book, budget, row: 0, column: 0, looked_at: 0 }
    }

    /// Reads a sheet into the last one of the book; `false` where it breaks off.
    fn sheet(&mut self, text: &str) -> bool {
        let mut reader = reader(text);
        let mut is_data = false;
        while let Some(event) = next(&mut reader, self.budget) {
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "sheetData" => is_data = true,
                    "row" => self.begin_row(&element),
                    "c" => {
                        let Some(is_room) = self.cell(&element, &mut reader) else { return false };
                        if !is_room {
                            self.book.is_cut |= !self.budget.is_spent();
                            return true;
                        }
                    }
                    "col" => self.columns(&element),
                    "mergeCell" => self.merge(&element),
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "row" => (self.row, self.column) = (self.row.saturating_add(1), 0),
                    "worksheet" => return is_data,
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }

    fn last(&mut self) -> &mut Sheet {
        self.book.sheets.last_mut().expect("a sheet is pushed before it is read")
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        // A row that does not say which it is follows the one before.
        if let Some(row) = attribute(element, "r").and_then(|value| value.trim().parse::<u32>().ok()) {
            self.row = row.saturating_sub(1);
        }
        if is_unseen(element, "ht") {
            let row = self.row;
            push(&mut self.last().hidden_rows, (row, row));
        }
    }

    fn columns(&mut self, element: &BytesStart<'_>) {
        let number = |key: &str| attribute(element, key).and_then(|value| value.trim().parse::<u32>().ok());
        if let (Some(first @ 1..), Some(last), true) = (number("min"), number("max"), is_unseen(element, "width")) {
            push(&mut self.last().hidden_columns, (first - 1, last.max(first) - 1));
        }
    }

    fn merge(&mut self, element: &BytesStart<'_>) {
        let area = attribute(element, "ref").unwrap_or_default();
        let (from, to) = area.split_once(':').unwrap_or((&area, &area));
        if let (Some(from), Some(to)) = (place(from), place(to)) {
            self.last().merge(Merge { top: from.0, left: from.1, bottom: to.0, right: to.1 });
        }
    }

    /// Reads a cell; whether there is room for another, `None` where the part breaks off in it.
    fn cell(&mut self, element: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> Option<bool> {
        let [at, style, kind] = ["r", "s", "t"].map(|key| attribute(element, key));
        let (row, column) = at.as_deref().and_then(place).unwrap_or((self.row, self.column));
        self.column = column.saturating_add(1);
        let style = style.and_then(|style| style.trim().parse().ok()).unwrap_or(0);
        let (mut value, mut has_formula) = (Value::Nothing, false);
        let mut within: Option<&str> = None;
        let mut text = String::new();
        loop {
            match next(reader, self.budget)? {
                Event::Start(inner) => match inner.local_name().as_ref() {
                    "is" => value = Value::Text(rich_text(reader, "is", self.budget)?),
                    "v" => (within, text) = (Some("v"), String::new()),
                    "f" => (within, has_formula) = (Some("f"), true),
                    _ => {}
                },
                Event::End(inner) => match inner.local_name().as_ref() {
                    "c" => break,
                    "v" if !matches!(kind.as_deref(), Some("inlineStr" | "is")) => {
                        (within, value) = (None, self.value(std::mem::take(&mut text), kind.as_deref()));
                    }
                    "v" | "f" => within = None,
                    _ => {}
                },
                event if within == Some("v") => push_text(&event, &mut text),
                _ => {}
            }
        }
        self.looked_at += 1;
        let most = self.budget.limits.cells.saturating_mul(LOOKED_AT);
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Some(true);
        }
        Some(self.looked_at < most && self.put((row, column), value, has_formula, style))
    }

    /// A value by its text and its kind.
    fn value(&self, text: String, kind: Option<&str>) -> Value {
        match kind {
            Some("s") => {
                let shared = text.trim().parse::<usize>().ok().and_then(|at| self.shared.strings.get(at));
                shared.map_or(Value::Nothing, |shared| Value::Text(shared.clone()))
            }
            Some("b") => match text.trim() {
                "" => Value::Nothing,
                "0" | "false" => Value::Word("FALSE".to_owned()),
                _ => Value::Word("TRUE".to_owned()),
            },
            Some("e" | "d") => Value::Word(text),
            Some("str") => Value::Text(unescaped(text)),
            _ if text.is_empty() => Value::Nothing,
            _ => text.trim().parse().map_or(Value::Word(text), Value::Number),
        }
    }

    fn put(&mut self, (row, column): (u32, u32), value: Value, has_formula: bool, style: usize) -> bool {
        let Self { shared, book, budget, .. } = self;
        let style = shared.styles.get(style);
        let shown: Shown = match value {
            Value::Nothing if has_formula => return book.put_formula(row, column, budget),
            Value::Nothing => String::new().into(),
            Value::Number(value) => style.format.shown(value, shared.is_1904),
            Value::Text(_) if style.format.hides_text() => Shown::Nothing,
            Value::Text(text) | Value::Word(text) => text.into(),
        };
        book.put(row, column, shown, style.is_drawn, budget)
    }
}

/// A cell's row and column, from 0, by its name: `C5`.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim().trim_start_matches('$');
    let digits = name.find(|c: char| !c.is_ascii_alphabetic())?;
    let column = name[..digits].bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = name[digits..].trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_by_letters_and_numbers() {
        for (name, expected) in [
            ("A1", Some((0, 0))),
            ("$C$5", Some((4, 2))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("5", None),
            ("AAAAAAAAAA1", None),
            ("A99999999999", None),
        ] {
            assert_eq!(place(name), expected, "{name}");
        }
    }
}
