//! How every element of a page looks, as far as it decides whether and how its text is read, by its own attributes, its
//! style and the style sheets on the page. One walk over the page tells all.

use super::super::colour::Paper;
use super::super::level::Level;
use super::cascade::Cascade;
use super::declared::{Property, Said, Strength, Value};
use super::style;
use super::tag::Tag;
use super::tree::{Element, Id, Tree, What};

/// How much text a block may hold, in bytes, that a style sheet alone hides: what a page is about is shown by its scripts.
const MUCH: u32 = 400;

/// How an element is laid out, where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// As elements of its name are.
    #[default]
    Usual,
    /// On lines of its own.
    Block,
    /// As a box in a line.
    Boxed,
}

/// The colour of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Ink {
    #[default]
    Dark,
    White,
    None,
}

/// How an element looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Whether it is not there at all, whatever is inside.
    pub is_gone: bool,
    /// How it is laid out.
    pub shape: Shape,
    is_hidden: bool,
    is_faded: bool,
    is_struck: bool,
    is_speck: bool,
    ink: Ink,
    paper: Paper,
    shift: Level,
}

impl Look {
    /// Whether text here cannot be seen, as the page has it; its scripts may show what it hides.
    pub fn is_veiled(self) -> bool {
        let is_lost = self.ink == Ink::None || (self.ink == Ink::White && self.paper == Paper::White);
        self.is_hidden || self.is_faded || self.is_speck || is_lost
    }

    /// Whether text here is struck out: crossed out counts as little.
    pub fn is_struck(self) -> bool {
        self.is_struck
    }

    /// How text here stands to its line.
    pub fn level(self) -> Level {
        match self.shift {
            Level::Even if self.ink == Ink::White => Level::Pale,
            level => level,
        }
    }
}

/// How everything on a page looks.
pub struct Looks(Vec<Look>);

impl Looks {
    /// Looks over a page.
    pub fn of(tree: &Tree) -> Self {
        let cascade = Cascade::of(tree);
        let holds = holds(tree);
        let mut looks: Vec<Look> = Vec::with_capacity(tree.len());
        for id in 0..tree.len() as Id {
            let around = looks.get(tree.parent(id) as usize).copied().unwrap_or_default();
            let around = Look { is_gone: false, shape: Shape::Usual, ..around };
            looks.push(match tree.element(id) {
                Some(element) if id == 0 => page(element, &cascade),
                Some(element) => of_element(element, around, &cascade, holds[id as usize]),
                None => around,
            });
        }
        Self(looks)
    }

    /// How the element at a place looks, or the text there.
    pub fn at(&self, id: Id) -> Look {
        self.0[id as usize]
    }
}

/// How the page itself looks: its colours alone count, since it is never hidden for good.
fn page(element: &Element, cascade: &Cascade) -> Look {
    let said = said(element, cascade).0;
    let mut look = Look { paper: if cascade.is_partial { Paper::Other } else { Paper::White }, ..Look::default() };
    colour(&mut look, &said, false);
    look
}

fn of_element(element: &Element, around: Look, cascade: &Cascade, holds: Holds) -> Look {
    let mut look = around;
    let (said, own) = said(element, cascade);
    let is_content = match element.tag {
        Tag::Table => false,
        tag if tag.is_table_part() => holds.has_table,
        tag => tag.is_block() && holds.is_much(),
    };
    let is_nothing = |property| {
        let said = said.get(property) == Some(Value::Nothing);
        said && (!is_content || own.get(property) == Some(Value::Nothing))
    };
    let is_placed = said.get(Property::Position) == Some(Value::Boxed);
    look.shape = match (said.get(Property::Display), said.get(Property::Float)) {
        (Some(Value::Block), _) => Shape::Block,
        (Some(Value::Boxed), _) | (_, Some(Value::Boxed)) => Shape::Boxed,
        _ if is_placed => Shape::Boxed,
        _ => Shape::Usual,
    };
    let is_box = !element.tag.is_table_part() && (look.shape != Shape::Usual || element.tag.is_block());
    let is_empty = (is_nothing(Property::Width) || is_nothing(Property::Height)) && is_nothing(Property::Overflow);
    look.is_gone = is_nothing(Property::Display)
        || is_nothing(Property::Indent)
        || (is_placed && (is_nothing(Property::Place) || is_nothing(Property::Clip)))
        || (is_box && is_empty && !is_content)
        || style::is_away(element);
    look.is_hidden = is_nothing(Property::Visibility) || (around.is_hidden && said.get(Property::Visibility).is_none());
    look.is_faded |= is_nothing(Property::Opacity);
    look.is_struck |= is_nothing(Property::Line) || element.tag == Tag::Struck;
    // What has no size around a whole text only takes away the gaps between boxes, which have one.
    look.is_speck = match said.get(Property::Size) {
        Some(size) => size == Value::Nothing && !holds.is_much(),
        None => around.is_speck,
    };
    look.shift = match (element.tag, said.get(Property::Align)) {
        (Tag::Shifted(level), _) => level,
        (tag, _) if tag.is_block() => Level::Even,
        (_, Some(Value::Raised)) => Level::Raised,
        (_, Some(Value::Lowered)) => Level::Lowered,
        _ => around.shift,
    };
    // Style sheets that are not on the page may colour whatever has a name.
    let is_styled = !element.get("class").is_empty() || !element.get("id").is_empty();
    colour(&mut look, &said, cascade.is_partial && is_styled);
    // Links have a colour of their own.
    if element.tag == Tag::Link && said.get(Property::Ink).is_none() {
        look.ink = Ink::Dark;
    }
    look
}

fn colour(look: &mut Look, said: &Said, is_in_doubt: bool) {
    match said.get(Property::Ink) {
        Some(Value::White) => look.ink = Ink::White,
        Some(Value::Nothing) => look.ink = Ink::None,
        Some(_) => look.ink = Ink::Dark,
        None => {}
    }
    match (said.get(Property::Picture), said.get(Property::Paper)) {
        (Some(Value::Other), _) | (_, Some(Value::Other)) => look.paper = Paper::Other,
        (_, Some(Value::White)) => look.paper = Paper::White,
        _ if is_in_doubt => look.paper = Paper::Other,
        _ => {}
    }
}

/// What is said of an element, and what it says itself.
fn said(element: &Element, cascade: &Cascade) -> (Said, Said) {
    let mut own = Said::default();
    for (name, property) in [("color", "color"), ("bgcolor", "background-color")] {
        if let Some(colour) = element.attribute(name) {
            own.merge(&Said::of(&format!("{property}:{colour}")).with(Strength::ATTRIBUTE));
        }
    }
    if !element.get("background").trim().is_empty() {
        own.take(Property::Picture, Value::Other, Strength::ATTRIBUTE);
    }
    if let Some(style) = element.attribute("style") {
        own.merge(&Said::of(style).with(Strength::OWN));
    }
    let mut said = cascade.said(element);
    said.merge(&own);
    (said, own)
}

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
struct Holds {
    bytes: u32,
    has_table: bool,
}

impl Holds {
    fn is_much(self) -> bool {
        self.has_table || self.bytes > MUCH
    }
}

/// What every element holds.
fn holds(tree: &Tree) -> Vec<Holds> {
    let mut holds = vec![Holds::default(); tree.len()];
    // Parents stand before their children.
    for id in (1..tree.len()).rev() {
        let own = &mut holds[id];
        let is_table = match tree.what(id as Id) {
            What::Text(range) => {
                own.bytes = tree.text(range).trim().len() as u32;
                false
            }
            What::Element(element) => element.tag == Tag::Table,
        };
        let Holds { bytes, has_table } = *own;
        let parent = &mut holds[tree.parent(id as Id) as usize];
        parent.bytes = parent.bytes.saturating_add(bytes);
        parent.has_table |= has_table || is_table;
    }
    holds
}
