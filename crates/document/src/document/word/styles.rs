//! What the styles of a document say of numbering, and of text that is read otherwise than its neighbours.

use std::collections::HashMap;

use super::look::Look;
use super::xml::{Node, Space, Xml};
use crate::document::colour::Paper;
use crate::source::Budget;

/// Longest name of a style or list, in bytes, that is looked up: Word's own have a few letters.
pub(super) const LONGEST_NAME: usize = 1000;

/// How many styles deep one may be based on another.
const DEEPEST: usize = 16;

/// A style.
#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    numbering: ListPlace,
    look: Look,
    /// Whether it has parts that look otherwise: the first row of a table and the like.
    has_parts: bool,
}

/// Which list a paragraph belongs to, as far as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPlace {
    /// The list; `0` takes the paragraph out of every list.
    pub list: Option<String>,
    /// The level, from 0.
    pub level: Option<usize>,
}

/// The styles of a document.
#[derive(Debug, Clone, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads the part that defines styles.
    pub fn read(text: &str, budget: &Budget) -> Self {
        let mut styles = Self::default();
        let mut xml = Xml::new(text, budget);
        let mut current: Option<(String, Style)> = None;
        let mut depth = 0_usize;
        loop {
            match xml.next() {
                Node::Open(element) => {
                    depth += 1;
                    let name = element.name();
                    if element.space != Space::Word {
                    } else if name == "style" && depth == 2 {
                        let id = element.attribute("styleId").unwrap_or_default();
                        let is = |name, wanted: &[&str]| {
                            element.attribute(name).is_some_and(|value| wanted.contains(&value.as_str()))
                        };
                        if is("type", &["paragraph"]) && is("default", &["1", "true", "on"]) {
                            styles.default = Some(id.clone());
                        }
                        current = Some((id, Style::default()));
                    } else if let Some((_, style)) = &mut current {
                        match name {
                            "basedOn" => style.based_on = element.value().filter(|name| name.len() <= LONGEST_NAME),
                            "numId" => {
                                style.numbering.list = element.value().filter(|name| name.len() <= LONGEST_NAME);
                            }
                            "ilvl" => style.numbering.level = element.number().map(|level| level as usize),
                            // What a style of tables says of some of their cells, and what was before a change.
                            "tblStylePr" | "rPrChange" | "pPrChange" => {
                                style.has_parts |= name == "tblStylePr";
                                xml.skip();
                                depth -= 1;
                            }
                            _ => style.look.read(&element),
                        }
                    }
                }
                Node::Close => {
                    depth -= 1;
                    if depth == 1
                        && let Some((id, style)) = current.take()
                    {
                        styles.styles.insert(id, style);
                    }
                }
                Node::Text(_) => {}
                Node::End => return styles,
            }
        }
    }

    /// The style of paragraphs that name none.
    pub fn default_paragraph(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// How text in a style looks.
    pub fn look(&self, style: &str) -> Look {
        self.chain(style).fold(Look::default(), |look, (_, style)| look.or(style.look))
    }

    /// What a style of tables makes of the paper.
    pub fn paper(&self, style: &str) -> Option<Paper> {
        let has_parts = self.chain(style).any(|(_, style)| style.has_parts);
        if has_parts { Some(Paper::Other) } else { self.look(style).paper() }
    }

    /// The list that a style puts its paragraphs in, and the name of the style that says so.
    pub fn list_of<'a>(&'a self, style: &'a str) -> Option<(&'a ListPlace, &'a str)> {
        self.chain(style).find(|(_, style)| style.numbering.list.is_some()).map(|(id, style)| (&style.numbering, id))
    }

    /// A style and those it is based on.
    fn chain<'a>(&'a self, style: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let with_id = |id: &'a str| Some((id, self.styles.get(id)?));
        let next = move |(_, style): &(&'a str, &'a Style)| with_id(style.based_on.as_deref()?);
        std::iter::successors(with_id(style), next).take(DEEPEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_what_those_they_are_based_on_say() {
        let style = |id: &str, more: &str| format!("<w:style w:type='paragraph' w:styleId='{id}'>{more}</w:style>");
        let list = "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr></w:pPr>";
        let based = |on: &str| format!("<w:basedOn w:val='{on}'/>");
        let xml = [
            "<w:styles><w:style w:type='paragraph' w:default='1' w:styleId='a'/>".to_owned(),
            style("h", list),
            style("i", &based("h")),
            style("v", "<w:rPr><w:vanish/></w:rPr>"),
            style("shown", &format!("{}<w:rPr><w:vanish w:val='0'/></w:rPr>", based("v"))),
            style("loop", &based("loop")),
            "</w:styles>".to_owned(),
        ]
        .concat();
        let styles = Styles::read(&xml, &Budget::new(0, &crate::source::Limits::default()));
        assert_eq!(styles.default_paragraph(), Some("a"));
        let (place, by) = styles.list_of("i").unwrap();
        assert_eq!((place.list.as_deref(), place.level, by), (Some("7"), Some(1), "h"));
        assert_eq!(styles.list_of("loop"), None);
        assert_eq!(
            ["v", "shown", "a", "loop", "none"].map(|style| styles.look(style).is_hidden()),
            [true, false, false, false, false]
        );
    }
}
