//! What paragraphs, runs, rows and cells say of themselves, as far as it decides what is shown.

use super::body::Walk;
use super::look::{Look, shading};
use super::table::Merge;
use super::xml::{Element, Node, Space};

impl<'a> Walk<'a> {
    /// Calls back for each property of the element that began last, up to its end; what was before a change is left out.
    /// The innermost of the named elements that a property stands in is told with it.
    fn properties(&mut self, parents: &[&'static str], mut each: impl FnMut(&mut Self, &Element<'a>, &str)) {
        let mut depth = 0_usize;
        let mut inside: Vec<(usize, &'static str)> = Vec::new();
        loop {
            match self.xml.next() {
                Node::Open(element) if element.name().ends_with("Change") => self.xml.skip(),
                Node::Open(element) => {
                    depth += 1;
                    if element.space == Space::Word {
                        each(self, &element, inside.last().map_or("", |(_, name)| name));
                        if let Some(parent) = parents.iter().find(|parent| **parent == element.name()) {
                            inside.push((depth, parent));
                        }
                    }
                }
                Node::Close if depth == 0 => return,
                Node::Close => {
                    inside.pop_if(|(at, _)| *at == depth);
                    depth -= 1;
                }
                Node::Text(_) => {}
                Node::End => return,
            }
        }
    }

    /// The style and the list of the open paragraph, and whether its end counts.
    pub(super) fn paragraph_properties(&mut self) {
        self.properties(&["rPr", "numPr"], |walk, element, parent| {
            let styles = walk.styles;
            let paragraph = walk.flow().paragraph();
            match (parent, element.name()) {
                ("", "pStyle") => paragraph.style = element.value(),
                ("", "shd") => paragraph.paper = shading(element),
                ("numPr", "ilvl") => paragraph.place.level = element.number().map(|level| level as usize),
                ("numPr", "numId") => paragraph.place.list = element.value(),
                ("rPr", "del" | "moveFrom") => paragraph.goes_on = true,
                ("rPr", "vanish") => paragraph.goes_on |= element.is_on(),
                ("rPr", "rStyle") => {
                    paragraph.goes_on |= element.value().is_some_and(|style| styles.look(&style).is_hidden());
                }
                _ => {}
            }
        });
    }

    /// How the open run looks.
    pub(super) fn run_properties(&mut self) {
        let (mut own, mut by_style) = (Look::default(), Look::default());
        self.properties(&[], |walk, element, _| match element.name() {
            "rStyle" => by_style = element.value().map(|style| walk.styles.look(&style)).unwrap_or_default(),
            _ => own.read(element),
        });
        self.flow().run = own.or(by_style);
    }

    /// What the open table makes of the paper.
    pub(super) fn table_properties(&mut self) {
        let (mut own, mut of_style) = (None, None);
        self.properties(&[], |walk, element, _| match element.name() {
            "shd" => own = shading(element),
            "tblStyle" => of_style = element.value().and_then(|style| walk.styles.paper(&style)),
            _ => {}
        });
        if let (Some(paper), Some(last)) = (own.or(of_style), self.papers.last_mut()) {
            *last = paper;
        }
    }

    /// Where the open row begins, and whether it is there at all.
    pub(super) fn row_properties(&mut self) {
        self.properties(&[], |walk, element, _| {
            let Some(row) = walk.table().last_mut() else { return };
            match element.name() {
                "gridBefore" => row.before = element.number().unwrap_or(0),
                "del" | "moveFrom" => row.is_deleted = true,
                "hidden" => row.is_hidden = element.is_on(),
                _ => {}
            }
        });
    }

    /// How the open cell is merged, what its paper is, and whether it is there at all.
    pub(super) fn cell_properties(&mut self) {
        self.properties(&[], |walk, element, _| {
            if let ("shd", Some(paper)) = (element.name(), shading(element)) {
                walk.flow().paper = paper;
            }
            let Some(cell) = walk.table().last_mut().and_then(|row| row.cells.last_mut()) else { return };
            let merge = |value: Option<String>| match value.as_deref() {
                Some("restart" | "rest") => Merge::First,
                _ => Merge::Part,
            };
            match element.name() {
                "gridSpan" => cell.columns = element.number().unwrap_or(1),
                "vMerge" => cell.vertical = merge(element.value()),
                "hMerge" => cell.horizontal = merge(element.value()),
                "cellMerge" => cell.vertical = merge(element.attribute("vMerge")),
                "cellDel" => cell.is_deleted = true,
                _ => {}
            }
        });
    }
}
