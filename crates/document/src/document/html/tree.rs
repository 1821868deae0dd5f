//! The elements and texts of a page, in one arena: nothing is freed or walked by recursion of unknown depth.

use std::ops::Range;

use html5ever::LocalName;

use super::tag::Tag;

/// A place in the arena; 0 is the page itself.
pub type Id = u32;

/// Attributes that matter to reading; others are not kept.
const KEPT: [&str; 23] = [
    "style",
    "class",
    "id",
    "colspan",
    "rowspan",
    "hidden",
    "value",
    "type",
    "start",
    "src",
    "width",
    "height",
    "role",
    "selected",
    "reversed",
    "checked",
    "name",
    "content",
    "color",
    "bgcolor",
    "background",
    "media",
    "rel",
];

/// What stands at a place.
#[derive(Debug)]
pub enum What {
    /// Bytes of the tree's text.
    Text(Range<u32>),
    /// An element.
    Element(Element),
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// What it is.
    pub tag: Tag,
    /// Its name.
    pub name: LocalName,
    attributes: Vec<(&'static str, Box<str>)>,
}

impl Element {
    /// An element with those of its attributes that matter.
    pub fn new<'a>(tag: Tag, name: LocalName, attributes: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let kept = attributes.filter_map(|(name, value)| {
            let at = KEPT.iter().position(|kept| *kept == name)?;
            Some((KEPT[at], value.into()))
        });
        Self { tag, name, attributes: kept.collect() }
    }

    /// An attribute as written; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.attribute(name).unwrap_or("")
    }

    /// An attribute as written.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| &**value)
    }
}

/// An element or a text with its neighbours; 0 where there is none.
#[derive(Debug)]
struct Node {
    what: What,
    parent: Id,
    first: Id,
    last: Id,
    next: Id,
}

/// A page. Parents stand before their children.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    text: String,
}

impl Tree {
    /// A page with nothing on it.
    pub fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), text: String::new() };
        let page = Element::new(Tag::Page, LocalName::from("body"), std::iter::empty());
        tree.nodes.push(Node::new(What::Element(page), 0));
        tree
    }

    /// Gives the page itself the attributes that its body has.
    pub fn dress<'a>(&mut self, attributes: impl Iterator<Item = (&'a str, &'a str)>) {
        self.nodes[0].what = What::Element(Element::new(Tag::Page, LocalName::from("body"), attributes));
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Adds an element as the last child of another.
    pub fn push(&mut self, parent: Id, element: Element) -> Id {
        self.attach(parent, What::Element(element))
    }

    /// Adds text behind the last child of an element; it joins text that stands there.
    pub fn push_text(&mut self, parent: Id, text: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        let last = self.nodes[parent as usize].last;
        if last != 0
            && let What::Text(range) = &mut self.nodes[last as usize].what
            && range.end == start
        {
            range.end = end;
        } else {
            self.attach(parent, What::Text(start..end));
        }
    }

    fn attach(&mut self, parent: Id, what: What) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node::new(what, parent));
        let last = std::mem::replace(&mut self.nodes[parent as usize].last, id);
        if last == 0 {
            self.nodes[parent as usize].first = id;
        } else {
            self.nodes[last as usize].next = id;
        }
        id
    }

    /// What stands at a place.
    pub fn what(&self, id: Id) -> &What {
        &self.nodes[id as usize].what
    }

    /// The element at a place, if there is one.
    pub fn element(&self, id: Id) -> Option<&Element> {
        match self.what(id) {
            What::Element(element) => Some(element),
            What::Text(_) => None,
        }
    }

    /// The element that a place lies in; the page lies in itself.
    pub fn parent(&self, id: Id) -> Id {
        self.nodes[id as usize].parent
    }

    /// A text.
    pub fn text(&self, range: &Range<u32>) -> &str {
        &self.text[range.start as usize..range.end as usize]
    }

    /// The children of an element, in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let next = |id: Id| (id != 0).then_some(id);
        std::iter::successors(next(self.nodes[id as usize].first), move |id| next(self.nodes[*id as usize].next))
    }

    /// All text inside an element, however deep, without a look at what is shown.
    pub fn all_text(&self, id: Id) -> String {
        let mut text = String::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            match self.what(id) {
                What::Text(range) => text.push_str(self.text(range)),
                What::Element(_) => {
                    let from = waiting.len();
                    waiting.extend(self.children(id));
                    waiting[from..].reverse();
                }
            }
        }
        text
    }
}

impl Node {
    fn new(what: What, parent: Id) -> Self {
        Self { what, parent, first: 0, last: 0, next: 0 }
    }
}
