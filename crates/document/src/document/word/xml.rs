//! XML as a stream of what matters to the reader of Word documents: elements by the vocabulary they belong to, and text.
//!
//! Prefixes mean nothing and namespaces come in two editions, so an element is known by its vocabulary and local name.
//! Nothing is expanded but character references and the five entities that XML itself defines; nesting costs no stack.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::source::Budget;

/// The vocabularies that Word documents are made of, as far as they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// No namespace.
    None,
    /// WordprocessingML.
    Word,
    /// Alternatives for older readers.
    Compatibility,
    /// The older drawings.
    Vml,
    /// Pictures in the newer drawings.
    Picture,
    /// Formulas.
    Math,
    /// Relationships between the parts of a package.
    Relationships,
    /// Any other.
    Other,
}

/// Namespaces, transitional and strict, with the prefix that is usual for each.
const SPACES: [(&str, &str, Space); 11] = [
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main", Space::Word),
    ("w", "http://purl.oclc.org/ooxml/wordprocessingml/main", Space::Word),
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006", Space::Compatibility),
    ("v", "urn:schemas-microsoft-com:vml", Space::Vml),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture", Space::Picture),
    ("pic", "http://purl.oclc.org/ooxml/drawingml/picture", Space::Picture),
    ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math", Space::Math),
    ("m", "http://purl.oclc.org/ooxml/officeDocument/math", Space::Math),
    ("", "http://schemas.openxmlformats.org/package/2006/relationships", Space::Relationships),
    ("", "http://purl.oclc.org/ooxml/package/relationships", Space::Relationships),
    ("", "", Space::None),
];

/// Most namespaces that are kept in mind at once: Word declares some thirty.
const MOST_BINDINGS: usize = 256;

/// What comes next in a part.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The element that began last, of those still open, ends.
    Close,
    /// Text.
    Text(Cow<'a, str>),
    /// Nothing more.
    End,
}

/// The beginning of an element.
#[derive(Debug)]
pub struct Element<'a> {
    /// Its vocabulary.
    pub space: Space,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Its local name.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// An attribute by its local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found =
            self.start.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// The attribute that nearly every property has.
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Its value as a number.
    pub fn number(&self) -> Option<u32> {
        self.value()?.trim().parse().ok()
    }

    /// Whether the property that it names is on: there, and not said to be off.
    pub fn is_on(&self) -> bool {
        self.value().is_none_or(|value| is_on(&value))
    }
}

/// Whether a value does not say «off».
pub fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

/// How the reading of a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is not at its end.
    Open,
    /// All was read.
    Whole,
    /// It breaks off or is not well formed.
    Broken,
    /// It goes beyond what may be read.
    Cut,
}

/// A part as a stream.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Prefixes in force, with the depth of the element that declares them.
    bindings: Vec<(usize, String, Space)>,
    depth: usize,
    is_empty: bool,
    budget: &'a Budget,
    end: End,
}

impl<'a> Xml<'a> {
    /// A part's text; each element and each text in it is a step.
    pub fn new(text: &'a str, budget: &'a Budget) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, bindings: Vec::new(), depth: 0, is_empty: false, budget, end: End::Open }
    }

    /// How it ended.
    pub fn end(&self) -> End {
        self.end
    }

    /// What comes next.
    pub fn next(&mut self) -> Node<'a> {
        if std::mem::take(&mut self.is_empty) {
            return self.close();
        }
        while self.end == End::Open {
            if !self.budget.step(1) {
                self.end = End::Cut;
                break;
            }
            match self.reader.read_event() {
                Ok(Event::Start(start)) => return self.open(start),
                Ok(Event::Empty(start)) => {
                    self.is_empty = true;
                    return self.open(start);
                }
                Ok(Event::End(_)) => return self.close(),
                Ok(Event::Text(text)) => return Node::Text(text.into_inner()),
                Ok(Event::CData(text)) => return Node::Text(text.into_inner()),
                Ok(Event::GeneralRef(reference)) => {
                    let text = match (reference.resolve_char_ref(), &*reference) {
                        (Ok(Some(char)), _) => char.to_string(),
                        (_, "amp") => "&".to_owned(),
                        (_, "lt") => "<".to_owned(),
                        (_, "gt") => ">".to_owned(),
                        (_, "quot") => "\"".to_owned(),
                        (_, "apos") => "'".to_owned(),
                        // What a document defines itself is shown as it is written.
                        (_, name) => format!("&{name};"),
                    };
                    return Node::Text(Cow::Owned(text));
                }
                Ok(Event::Eof) => self.end = if self.depth == 0 { End::Whole } else { End::Broken },
                Ok(_) => {}
                Err(_) => self.end = End::Broken,
            }
        }
        Node::End
    }

    /// Passes over what is in the element that began last, and its end.
    pub fn skip(&mut self) {
        let depth = self.depth;
        while self.depth >= depth && !matches!(self.next(), Node::End) {}
    }

    fn open(&mut self, start: BytesStart<'a>) -> Node<'a> {
        self.depth += 1;
        if start.attributes_raw().contains("xmlns") {
            for attribute in start.attributes().with_checks(false).flatten() {
                let key = attribute.key.as_ref();
                let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
                if let Some(prefix) = prefix.filter(|_| self.bindings.len() < MOST_BINDINGS) {
                    let space = SPACES.iter().find(|(_, uri, _)| *uri == attribute.value).map(|(.., space)| *space);
                    self.bindings.push((self.depth, prefix.to_owned(), space.unwrap_or(Space::Other)));
                }
            }
        }
        let prefix = start.name().prefix().map_or("", |prefix| prefix.into_inner()).to_owned();
        let bound = self.bindings.iter().rev().find(|(_, bound, _)| *bound == prefix).map(|(.., space)| *space);
        // A prefix that is not declared means what it usually does: a damaged beginning costs no more than itself.
        let space = bound.or_else(|| {
            SPACES.iter().find(|(usual, ..)| !prefix.is_empty() && *usual == prefix).map(|(.., space)| *space)
        });
        Node::Open(Element { space: space.unwrap_or(Space::None), start })
    }

    fn close(&mut self) -> Node<'a> {
        self.depth -= 1;
        while self.bindings.last().is_some_and(|(depth, ..)| *depth > self.depth) {
            self.bindings.pop();
        }
        Node::Close
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elements of Word as their names in brackets, others as `<>`, text as it is.
    fn picture(xml: &str) -> (String, End) {
        let budget = Budget::new(0, &crate::source::Limits::default());
        let mut xml = Xml::new(xml, &budget);
        let mut picture = String::new();
        loop {
            match xml.next() {
                Node::Open(element) if element.space == Space::Word => {
                    picture.push_str(&format!("<{}>", element.name()));
                }
                Node::Open(_) => picture.push_str("<>"),
                Node::Close => picture.push('/'),
                Node::Text(text) => picture.push_str(&text),
                Node::End => return (picture, xml.end()),
            }
        }
    }

    #[test]
    fn elements_are_known_by_vocabulary_whatever_their_prefix() {
        const WORD: &str = SPACES[0].1;
        const STRICT: &str = SPACES[1].1;
        for (xml, expected, end) in [
            (format!("<a:t xmlns:a='{WORD}'>1</a:t>"), "<t>1/", End::Whole),
            (format!("<t xmlns='{STRICT}'><b xmlns=''/><t/></t>"), "<t><>/<t>//", End::Whole),
            (format!("<w:t xmlns:w='urn:x'><t xmlns='{WORD}'/></w:t>"), "<><t>//", End::Whole),
            ("<w:t>a&lt;&#x4e00;&c;&d</w:t>".to_owned(), "<t>a<一&c;&d/", End::Whole),
            ("<!DOCTYPE d [<!ENTITY c 'boom'>]><w:t>&c;<![CDATA[<]]></w:t>".to_owned(), "<t>&c;</", End::Whole),
            ("<w:t>cut".to_owned(), "<t>cut", End::Broken),
            ("<w:t>x</w:p>".to_owned(), "<t>x", End::Broken),
            (String::new(), "", End::Whole),
        ] {
            assert_eq!(picture(&xml), (expected.to_owned(), end), "{xml}");
        }
        let spent = Budget::new(0, &crate::source::Limits::default());
        assert!(!spent.step(u64::MAX));
        assert!(matches!(Xml::new("<a/>", &spent).next(), Node::End));
    }

    #[test]
    fn what_is_skipped_ends_where_it_ends() {
        let budget = Budget::new(0, &crate::source::Limits::default());
        let mut xml = Xml::new("<a><b><c>x</c></b><d/>y</a>", &budget);
        xml.next();
        xml.next();
        xml.skip();
        assert!(matches!(xml.next(), Node::Open(d) if d.name() == "d"));
        xml.skip();
        assert!(matches!(xml.next(), Node::Text(text) if text == "y"));
    }
}
