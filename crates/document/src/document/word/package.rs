//! The package that a Word document is: a zip archive of parts, and which part is which.
//!
//! Every part is read up to a limit. Where the archive's directory is lost, as in a file that was cut off, parts are found
//! by the headers that stand before each.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::{ZipReadOptions, read_zipfile_from_stream_with_options};
use zip::result::ZipError;

use super::super::part::text_of;
use super::xml::{Node, Xml};
use crate::source::Budget;

/// A part's text.
#[derive(Debug, Default)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it is damaged and only what could be had is there.
    pub is_rescued: bool,
}

/// Why a part cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// There is none of this name.
    Absent,
    /// Nothing of it can be unpacked.
    Damaged,
    /// It needs a password.
    Locked,
    /// It would be more than the file's budget allows.
    TooLarge,
}

/// Where a part stands in the bytes.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Its number in the archive's directory.
    Listed(usize),
    /// Where its header begins, and its length to the next header.
    Found(usize, usize),
}

/// Another part that a part refers to.
#[derive(Debug)]
pub struct Relationship {
    /// How the part names it.
    pub id: String,
    /// The last word of its type, such as `styles`.
    pub kind: String,
    /// The name of the other part.
    pub target: String,
}

/// A package.
pub struct Package<'a> {
    bytes: &'a [u8],
    archive: Option<ZipArchive<Cursor<&'a [u8]>>>,
    /// Parts by name, in lower case: names differ in more than case.
    places: HashMap<String, Place>,
    budget: &'a Budget,
}

impl<'a> Package<'a> {
    /// Opens a package. One without any part is damaged.
    pub fn open(bytes: &'a [u8], budget: &'a Budget) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok().filter(|archive| !archive.is_empty());
        let places: HashMap<String, Place> = match &archive {
            Some(archive) => {
                let names = archive.file_names_raw().take(budget.limits.members as usize).enumerate();
                names.map(|(at, name)| (known_name(name), Place::Listed(at))).collect()
            }
            None => headers(bytes, budget.limits.members as usize).collect(),
        };
        (!places.is_empty()).then_some(Self { bytes, archive, places, budget })
    }

    /// Whether the archive's directory is lost.
    pub fn is_rescued(&self) -> bool {
        self.archive.is_none()
    }

    /// A part by its name, without a slash before it.
    pub fn part(&mut self, name: &str) -> Result<Part, Missing> {
        let (bytes, is_rescued) = self.bytes_of(name)?;
        Ok(Part { text: text_of(bytes), is_rescued })
    }

    /// A part's bytes, and whether they are not all of it or not as they were.
    pub fn bytes_of(&mut self, name: &str) -> Result<(Vec<u8>, bool), Missing> {
        let place = *self.places.get(&name.to_lowercase()).ok_or(Missing::Absent)?;
        let missing = |error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Missing::Locked,
            _ => Missing::Damaged,
        };
        match (place, &mut self.archive) {
            (Place::Listed(at), Some(archive)) => {
                let file = archive.by_index(at).map_err(missing)?;
                let packed = file.compressed_size();
                unpack(file, packed, self.budget)
            }
            (Place::Listed(_), None) => Err(Missing::Absent),
            (Place::Found(start, length), _) => {
                let mut rest = &self.bytes[start..];
                let options = ZipReadOptions::new().ignore_crc32(true).override_compressed_size(length as u64);
                let file = read_zipfile_from_stream_with_options(&mut rest, options).map_err(missing)?;
                unpack(file.ok_or(Missing::Damaged)?, length as u64, self.budget)
            }
        }
    }

    /// The name of the part that is the document itself.
    pub fn main(&mut self) -> Option<String> {
        let named = self.relationships("").into_iter().find(|relationship| relationship.kind == "officeDocument");
        let named = named.map(|relationship| relationship.target).filter(|name| self.has(name));
        named.or_else(|| Some("word/document.xml".to_owned()).filter(|name| self.has(name))).or_else(|| {
            let is_main = |name: &&String| name.starts_with("word/document") && name.ends_with(".xml");
            self.places.keys().filter(is_main).min().cloned()
        })
    }

    fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// What a part refers to; the package itself has no name.
    pub fn relationships(&mut self, part: &str) -> Vec<Relationship> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Ok(rels) = self.part(&format!("{folder}{slash}_rels/{file}.rels")) else { return Vec::new() };
        let mut xml = Xml::new(&rels.text, self.budget);
        let mut relationships = Vec::new();
        loop {
            match xml.next() {
                Node::Open(element) if element.name() == "Relationship" => {
                    let is_inside = element.attribute("TargetMode").is_none_or(|mode| mode != "External");
                    let [id, kind, target] = ["Id", "Type", "Target"].map(|name| element.attribute(name));
                    if let (Some(kind), Some(target), true) = (kind, target, is_inside) {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        let target = resolve(folder, &target);
                        relationships.push(Relationship { id: id.unwrap_or_default(), kind, target });
                    }
                }
                Node::End => return relationships,
                _ => {}
            }
        }
    }
}

/// A part's name as parts refer to each other: some writers put backslashes into archives.
fn known_name(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The name of a part as it is referred to from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Unpacks a part as far as that goes.
fn unpack(from: impl Read, packed: u64, budget: &Budget) -> Result<(Vec<u8>, bool), Missing> {
    let (bytes, is_whole) = budget.unpack(from, packed).ok_or(Missing::TooLarge)?;
    if !is_whole && bytes.is_empty() { Err(Missing::Damaged) } else { Ok((bytes, !is_whole)) }
}

/// Parts by the headers that stand before each: name, beginning, and length to the next.
fn headers(bytes: &[u8], most: usize) -> impl Iterator<Item = (String, Place)> {
    const NAME: usize = 30;
    let starts: Vec<usize> = memchr::memmem::find_iter(bytes, b"PK\x03\x04").take(most).collect();
    let ends = starts.clone().into_iter().skip(1).chain([bytes.len()]);
    let places = starts.into_iter().zip(ends).filter_map(move |(start, end)| {
        let length = u16::from_le_bytes(bytes.get(start + 26..start + 28)?.try_into().ok()?);
        let name = bytes.get(start + NAME..start + NAME + usize::from(length))?;
        Some((known_name(name), Place::Found(start, end - start)))
    });
    places.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::tests::zipped;
    use super::*;
    use crate::source::{Excess, Limits};

    #[test]
    fn targets_are_resolved_inside_the_package() {
        for (folder, target, expected) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../custom/./a.xml", "custom/a.xml"),
            ("", "../../x", "x"),
            ("a", "b\\c", "a/b/c"),
        ] {
            assert_eq!(resolve(folder, target), expected);
        }
    }

    #[test]
    fn the_main_part_is_the_one_that_the_package_names() {
        let rels = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
            <Relationship Id='r1' Type='http://x/styles' Target='s.xml'/>\
            <Relationship Id='r2' Type='http://x/officeDocument' Target='/Word/文.xml'/></Relationships>";
        for (parts, expected) in [
            (vec![("_rels/.rels", rels), ("word/文.xml", "<a/>"), ("word/document.xml", "")], Some("Word/文.xml")),
            (vec![("_rels/.rels", rels), ("word/document.xml", "")], Some("word/document.xml")),
            (vec![("word\\document2.xml", "")], Some("word/document2.xml")),
            (vec![("a.txt", "")], None),
        ] {
            let bytes = zipped(&parts);
            let budget = Budget::new(0, &Limits::default());
            assert_eq!(Package::open(&bytes, &budget).unwrap().main().as_deref(), expected);
        }
    }

    #[test]
    fn parts_are_read_up_to_a_limit_and_as_far_as_they_are_whole() {
        let long: String = (0..40_000).map(|n| format!("{n} ")).collect();
        let bytes = zipped(&[("a", &long), ("b", "<b/>")]);
        let budget = Budget::new(0, &Limits::default());
        let mut package = Package::open(&bytes, &budget).unwrap();
        assert_eq!(package.part("A").unwrap().text, long);
        assert_eq!(package.part("c").unwrap_err(), Missing::Absent);
        let tight = Budget::new(0, &Limits { unpacked_bytes: 1000, ..budget.limits });
        let mut package = Package::open(&bytes, &tight).unwrap();
        assert_eq!(package.part("a").unwrap_err(), Missing::TooLarge);
        assert_eq!(tight.excess(), Some(Excess::Unpacked(0)));

        let cut = &bytes[..bytes.len() / 2];
        let mut package = Package::open(cut, &budget).unwrap();
        let part = package.part("a").unwrap();
        assert!(package.is_rescued() && part.is_rescued && long.starts_with(&part.text) && part.text.len() > 10_000);
        assert_eq!(package.part("b").unwrap_err(), Missing::Absent);
        assert!(Package::open(b"PK\x03\x04", &budget).is_none());
    }

    #[test]
    fn bombs_are_refused() {
        let bytes = zipped(&[("a", &" ".repeat(8 << 20))]);
        let budget = Budget::new(0, &Limits { ratio: 10, ..Limits::default() });
        assert_eq!(Package::open(&bytes, &budget).unwrap().part("a").unwrap_err(), Missing::TooLarge);
        assert_eq!(budget.excess(), Some(Excess::Ratio(10)));
    }
}
