//! Word documents in Office Open XML, as Word, WPS, LibreOffice and others write them.
//!
//! Read as they look once every tracked change is accepted, with the numbers that Word puts before paragraphs. Headers,
//! footers and comments are left out; notes stand behind the text. How a document looks otherwise is of no concern here.

mod body;
mod flow;
mod look;
mod numbering;
mod numeral;
mod package;
mod properties;
mod styles;
mod symbols;
mod table;
mod xml;

use self::body::Seen;
use self::numbering::Numbering;
use self::package::{Missing, Package, Part};
use self::styles::Styles;
use super::{Block, Content, Remark, Unreadable, html};
use crate::source::{self, Budget, Kind, Undecodable};

/// Reads a file of this kind.
///
/// # Errors
/// Where nothing can be had from it.
pub fn read(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Content, Unreadable> {
    let unreadable = |missing| match missing {
        Missing::Absent | Missing::Damaged => Unreadable::Damaged(kind),
        Missing::Locked => Unreadable::Locked(kind),
        // What was too much is told by the budget.
        Missing::TooLarge => Unreadable::Damaged(kind),
    };
    let mut package = Package::open(bytes, budget).ok_or(Unreadable::Damaged(kind))?;
    let main = package.main().ok_or(Unreadable::Damaged(kind))?;
    let part = package.part(&main).map_err(unreadable)?;
    let is_rescued = package.is_rescued();
    let mut reading = Reading { budget, blocks: Vec::new(), seen: Seen::default(), is_rescued, cut: None };
    let related = package.relationships(&main);
    // A package whose list of relationships is lost has its parts where every writer puts them.
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name_of = |kind: &str| {
        let named = related.iter().find(|relationship| relationship.kind == kind);
        named.map_or_else(|| format!("{folder}/{kind}.xml"), |relationship| relationship.target.clone())
    };
    let styles = Styles::read(&reading.side_part(&mut package, &name_of("styles")).text, budget);
    let list_of_style = |style: &str| styles.list_of(style).and_then(|(place, _)| place.list.clone());
    let numbering = reading.side_part(&mut package, &name_of("numbering"));
    let mut numbering = Numbering::read(&numbering.text, budget, list_of_style);

    reading.part(&part, &styles, &mut numbering);
    for chunk in std::mem::take(&mut reading.seen.chunks) {
        let target = related.iter().find(|relationship| relationship.id == chunk);
        reading.chunk(&mut package, target.map(|relationship| relationship.target.as_str()));
    }
    for notes in ["footnotes", "endnotes"] {
        let part = reading.side_part(&mut package, &name_of(notes));
        reading.part(&part, &styles, &mut numbering);
    }
    reading.content(kind)
}

/// What has been read so far.
struct Reading<'a> {
    budget: &'a Budget,
    blocks: Vec<Block>,
    seen: Seen,
    is_rescued: bool,
    cut: Option<(&'static str, u64)>,
}

impl Reading<'_> {
    /// Reads a part with text.
    fn part(&mut self, part: &Part, styles: &Styles, numbering: &mut Numbering) {
        let (blocks, seen) = body::read(&part.text, styles, numbering, self.budget);
        self.is_rescued |= part.is_rescued || seen.is_broken;
        if seen.is_cut {
            self.cut.get_or_insert(("limits.cells", u64::from(self.budget.limits.cells)));
        }
        self.blocks.extend(blocks);
        self.seen.hidden.extend(seen.hidden);
        self.seen.chunks.extend(seen.chunks);
        self.seen.pictures += seen.pictures;
    }

    /// A part without which the document can be read; one that cannot be had counts as empty.
    fn side_part(&mut self, package: &mut Package<'_>, name: &str) -> Part {
        match package.part(name) {
            Ok(part) => {
                self.is_rescued |= part.is_rescued;
                part
            }
            Err(Missing::Damaged | Missing::Locked) => {
                self.is_rescued = true;
                Part::default()
            }
            Err(Missing::Absent | Missing::TooLarge) => Part::default(),
        }
    }

    /// Reads a part in another format that stands in the text: a web page. Others count as pictures, of which nothing is
    /// read.
    fn chunk(&mut self, package: &mut Package<'_>, name: Option<&str>) {
        let bytes = name.and_then(|name| package.bytes_of(name).ok()).map(|(bytes, _)| bytes).unwrap_or_default();
        let kind = source::kind(&bytes);
        let content = match kind {
            Kind::Html | Kind::Mht => html::read(&bytes, kind, self.budget).ok(),
            _ => None,
        };
        match content {
            Some(page) => self.blocks.extend(page.content.blocks),
            None => self.seen.pictures += 1,
        }
    }

    /// Joins what was read.
    fn content(self, kind: Kind) -> Result<Content, Unreadable> {
        let Self { blocks, seen, is_rescued, cut, .. } = self;
        let has_text = |block: &Block| match block {
            Block::Line(line) => !line.trim().is_empty(),
            Block::Table(table) => table.rows.iter().flatten().any(|cell| !cell.text.trim().is_empty()),
            Block::Page(_) | Block::Sheet(_) => false,
        };
        let has_numbers = |block: &Block| match block {
            Block::Table(table) => table.rows.iter().flatten().any(|cell| cell.text.contains(char::is_numeric)),
            _ => false,
        };
        let is_empty = !blocks.iter().any(has_text);
        if is_empty && seen.hidden.is_empty() {
            return Err(match (seen.pictures, is_rescued) {
                (0, true) => Unreadable::Damaged(kind),
                (0, false) => Undecodable { kind: Kind::NoText }.into(),
                _ => Unreadable::Scanned(kind),
            });
        }
        let mut remarks = Vec::new();
        if is_rescued {
            remarks.push(Remark::Rescued);
        }
        if seen.pictures > 0 && !blocks.iter().any(has_numbers) {
            remarks.push(Remark::Embedded(seen.pictures));
        }
        if !seen.hidden.is_empty() {
            remarks.push(Remark::Hidden(seen.hidden));
        }
        if let Some((setting, limit)) = cut {
            remarks.push(Remark::Cut { setting, limit });
        }
        Ok(Content { blocks, remarks })
    }
}

#[cfg(test)]
mod tests;
