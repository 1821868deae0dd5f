//! Walks a page in the order in which it is read, and writes what is seen of it: lines and tables.

use super::super::content::Block;
use super::fields;
use super::lines::Lines;
use super::list::Numbers;
use super::looks::{Looks, Shape};
use super::style::{self, Blanks};
use super::survey::Survey;
use super::tag::Tag;
use super::tree::{Element, Id, Tree, What};

/// How long hidden text is that is worth a word, in characters; hidden figures are worth one sooner.
const HIDDEN_CHARS: usize = 40;
const HIDDEN_ROW: usize = 4;

/// How many hidden parts are named, and how long each name is.
const HIDDEN_NAMED: usize = 5;
const NAME_CHARS: usize = 24;

/// Width or height below which a picture is an ornament.
const SMALL_PICTURE: u32 = 100;

/// What was met beside text.
#[derive(Debug, Default)]
pub struct Met {
    /// Pictures that may hold text.
    pub pictures: u32,
    /// Addresses of pages that are shown inside.
    pub frames: Vec<String>,
    /// Beginnings of hidden text.
    pub hidden: Vec<String>,
    /// Whether tables are hidden.
    pub hides_tables: bool,
    /// Cells so far.
    pub cells: u32,
    /// Whether cells were left out.
    pub is_cut: bool,
}

/// What surrounds a place.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// How blanks are shown.
    pub blanks: Blanks,
    /// Whether it lies in a cell.
    pub is_cell: bool,
}

/// A walk through a page.
pub struct Flow<'a> {
    pub(super) tree: &'a Tree,
    looks: &'a Looks,
    survey: &'a Survey,
    /// Most cells.
    pub(super) most_cells: u32,
    /// Whether hidden elements are shown all the same.
    shows_hidden: bool,
    /// What was met.
    pub met: Met,
}

impl<'a> Flow<'a> {
    /// A walk.
    pub fn new(tree: &'a Tree, looks: &'a Looks, survey: &'a Survey, most_cells: u32, shows_hidden: bool) -> Self {
        Self { tree, looks, survey, most_cells, shows_hidden, met: Met::default() }
    }

    /// Everything on the page. In text with a few tags in it, line ends are what they look like.
    pub fn page(&mut self, is_text: bool) -> Vec<Block> {
        let mut lines = Lines::default();
        self.met.hides_tables = self.is_unseen(0);
        let blanks = if is_text { Blanks::Lines } else { Blanks::Collapsed };
        for id in self.tree.children(0) {
            let is_text_node = self.tree.element(id).is_none();
            let blanks = if is_text_node { blanks } else { Blanks::Collapsed };
            self.walk(id, Around { blanks, is_cell: false }, &mut lines);
        }
        lines.finish()
    }

    /// Writes all that is inside an element.
    pub fn inside(&mut self, id: Id, around: Around, lines: &mut Lines) {
        for child in self.tree.children(id) {
            self.walk(child, around, lines);
        }
    }

    /// Writes what stands at a place.
    pub fn walk(&mut self, id: Id, around: Around, lines: &mut Lines) {
        let element = match self.tree.what(id) {
            What::Text(_) if self.is_unseen(id) => return,
            What::Text(range) => {
                let text = self.tree.text(range);
                lines.shift(self.looks.at(id).level());
                // Pages that pass through two editors have their entities escaped twice.
                return match text.contains("&nbsp") {
                    true => lines.text(&text.replace("&nbsp;", "\u{a0}").replace("&nbsp", "\u{a0}"), around.blanks),
                    false => lines.text(text, around.blanks),
                };
            }
            What::Element(element) => element,
        };
        if element.tag.is_unseen() || self.is_hidden(id, element) {
            return;
        }
        if self.survey.is_furniture(id, element, around.is_cell) {
            return lines.end();
        }
        let around = Around { blanks: style::blanks(element).unwrap_or(around.blanks), ..around };
        let shape = self.looks.at(id).shape;
        match element.tag {
            Tag::Picture | Tag::Input | Tag::TextArea | Tag::Select if self.is_unseen(id) => {}
            Tag::Break => lines.end(),
            Tag::Picture => self.picture(element),
            Tag::Frame => self.met.frames.push(element.get("src").to_owned()),
            Tag::Input | Tag::TextArea | Tag::Select => {
                if around.is_cell {
                    lines.part();
                    lines.text(&fields::shown(self.tree, id, element), Blanks::Lines);
                    lines.part();
                }
            }
            Tag::Choice | Tag::Column => {}
            Tag::Table => self.table(id, around, lines),
            Tag::List(is_numbered) => {
                lines.end();
                let mut numbers = Numbers::new(self.tree, id, element, is_numbered);
                for child in self.tree.children(id) {
                    if let Some(item) = self.tree.element(child).filter(|child| child.tag == Tag::Item) {
                        lines.end();
                        let number = numbers.next(item);
                        if !self.is_gone(child) && !self.is_unseen(child) {
                            lines.text(&number, Blanks::Collapsed);
                        }
                    }
                    self.walk_item(child, around, lines);
                }
                lines.end();
            }
            _ if shape == Shape::Block || style::is_block(element) => {
                lines.end();
                self.inside(id, around, lines);
                lines.end();
            }
            _ if shape == Shape::Boxed => {
                lines.part();
                self.inside(id, around, lines);
                lines.part();
            }
            _ => self.inside(id, around, lines),
        }
    }

    /// Writes a child of a list: an item goes on behind its number.
    fn walk_item(&mut self, id: Id, around: Around, lines: &mut Lines) {
        match self.tree.element(id) {
            Some(item) if item.tag == Tag::Item && !self.is_hidden(id, item) => {
                // A block at an item's beginning stands on the line of its number.
                let first = self.tree.children(id).find(|child| !self.is_empty(*child));
                for child in self.tree.children(id) {
                    let is_paragraph =
                        self.tree.element(child).is_some_and(|child| matches!(child.tag, Tag::Paragraph | Tag::Block));
                    if Some(child) == first && is_paragraph {
                        self.inside(child, around, lines);
                        lines.end();
                    } else {
                        self.walk(child, around, lines);
                    }
                }
                lines.end();
            }
            Some(item) if item.tag == Tag::Item => {}
            _ => self.walk(id, around, lines),
        }
    }

    fn is_empty(&self, id: Id) -> bool {
        match self.tree.what(id) {
            What::Text(range) => self.tree.text(range).chars().all(super::is_blank),
            What::Element(_) => self.survey.chars(id) == 0,
        }
    }

    fn is_gone(&self, id: Id) -> bool {
        !self.shows_hidden && self.looks.at(id).is_gone
    }

    /// Whether text at a place keeps its room and is not seen, or is struck out.
    fn is_unseen(&self, id: Id) -> bool {
        let look = self.looks.at(id);
        look.is_struck() || (!self.shows_hidden && look.is_veiled())
    }

    /// Whether an element is not there. Text that is not seen, in it or because of it, is told of.
    pub(super) fn is_hidden(&mut self, id: Id, element: &Element) -> bool {
        let is_gone = self.is_gone(id);
        if is_gone || (self.is_unseen(id) && !self.is_unseen(self.tree.parent(id))) {
            self.tell(id, element);
        }
        is_gone
    }

    fn tell(&mut self, id: Id, element: &Element) {
        self.met.hides_tables = self.met.hides_tables || self.has_table(id);
        if self.met.hidden.len() >= HIDDEN_NAMED {
            return;
        }
        let text = self.hidden_text(id);
        let chars = text.chars().count();
        let is_row = matches!(element.tag, Tag::Row | Tag::Cell | Tag::Table) && text.chars().any(char::is_numeric);
        let is_long =
            chars >= HIDDEN_CHARS || (is_row && chars >= HIDDEN_ROW) || (is_figure(&text) && self.is_in_cell(id));
        if is_long && !self.is_guide(id) && !text.contains("是否继续") {
            let name: String = text.chars().take(NAME_CHARS).collect();
            self.met.hidden.push(if chars > NAME_CHARS { name + "…" } else { name });
        }
    }

    fn is_in_cell(&self, mut id: Id) -> bool {
        while id != 0 {
            if self.tree.element(id).is_some_and(|element| element.tag == Tag::Cell) {
                return true;
            }
            id = self.tree.parent(id);
        }
        false
    }

    fn has_table(&self, id: Id) -> bool {
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if self.tree.element(id).is_some_and(|element| element.tag == Tag::Table) {
                return true;
            }
            waiting.extend(self.tree.children(id));
        }
        false
    }

    /// Whether what is hidden is a menu that opens, or asks for something.
    fn is_guide(&self, id: Id) -> bool {
        let mut waiting = vec![id];
        let (mut links, mut fields) = (0, 0);
        while let Some(id) = waiting.pop() {
            match self.tree.element(id).map(|element| element.tag) {
                Some(Tag::Link) => links += 1,
                Some(Tag::Input | Tag::Select) => fields += 1,
                _ => {}
            }
            waiting.extend(self.tree.children(id));
        }
        links >= 3 || fields >= 2
    }

    /// The text inside an element that is not seen, without blanks and without what never is.
    fn hidden_text(&self, id: Id) -> String {
        let is_gone = self.is_gone(id);
        let mut text = String::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            match self.tree.what(id) {
                What::Text(range) if is_gone || self.is_unseen(id) => {
                    text.extend(self.tree.text(range).chars().filter(|c| !super::is_blank(*c)));
                }
                What::Text(_) => {}
                What::Element(element) if element.tag.is_unseen() => {}
                What::Element(_) => {
                    let from = waiting.len();
                    waiting.extend(self.tree.children(id));
                    waiting[from..].reverse();
                }
            }
        }
        text
    }

    fn picture(&mut self, element: &Element) {
        let is_small = |side: &str| {
            let length = element.get(side).trim_end_matches("px").parse::<u32>();
            length.is_ok_and(|length| length < SMALL_PICTURE)
        };
        let source = element.get("src").to_ascii_lowercase();
        let ornaments = ["icon", "logo", "ewm", "qrcode", "weixin", "share", "banner", "btn", "button", "spacer"];
        let is_ornament = ornaments.iter().any(|word| source.contains(word)) && !source.starts_with("data:");
        if !is_small("width") && !is_small("height") && !is_ornament {
            self.met.pictures += 1;
        }
    }
}

/// Whether hidden text might pass for a figure, or a part of one.
fn is_figure(text: &str) -> bool {
    text.chars().any(char::is_numeric) && text.chars().all(|c| c.is_numeric() || "+-－.．,，%％".contains(c))
}
