//! How text looks, as far as it decides whether and how it is read: what a run, or a style of runs or paragraphs, says.

use super::xml::Element;
use crate::document::colour::{Paper, is_white};
use crate::document::level::Level;

/// Half points by which text is moved up or down at least that stands raised or lowered.
const MOVED: i32 = 4;

/// Half points up to which text is too small to be seen.
const SPECK: u32 = 2;

/// What is said of text; `None` where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
    level: Option<Level>,
    position: Option<Level>,
    is_speck: Option<bool>,
    is_white: Option<bool>,
    marker: Option<Paper>,
    paper: Option<Paper>,
}

impl Look {
    /// Takes in a property.
    pub fn read(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" => self.is_hidden = Some(element.is_on()),
            "strike" | "dstrike" => self.is_struck = Some(self.is_struck == Some(true) || element.is_on()),
            "sz" => self.is_speck = element.number().map(|size| size <= SPECK),
            "color" => self.is_white = element.value().map(|colour| is_white(&colour)),
            "highlight" => self.marker = element.value().and_then(|colour| marker(&colour)),
            "shd" => self.paper = shading(element).or(self.paper),
            "vertAlign" => {
                self.level = match element.value().as_deref() {
                    Some("superscript") => Some(Level::Raised),
                    Some("subscript") => Some(Level::Lowered),
                    _ => Some(Level::Even),
                };
            }
            "position" => {
                let moved = element.value().and_then(|value| value.trim().trim_end_matches("pt").parse::<i32>().ok());
                self.position = moved.map(|moved| match moved {
                    MOVED.. => Level::Raised,
                    _ if moved <= -MOVED => Level::Lowered,
                    _ => Level::Even,
                });
            }
            _ => {}
        }
    }

    /// Marks the text as raised.
    pub fn raise(&mut self) {
        self.level = Some(Level::Raised);
    }

    /// The same in a paragraph with shading.
    pub fn on(self, paper: Option<Paper>) -> Self {
        Self { paper: self.paper.or(paper), ..self }
    }

    /// What is said here and, where nothing is, what another says.
    pub fn or(self, other: Self) -> Self {
        Self {
            is_hidden: self.is_hidden.or(other.is_hidden),
            is_struck: self.is_struck.or(other.is_struck),
            level: self.level.or(other.level),
            position: self.position.or(other.position),
            is_speck: self.is_speck.or(other.is_speck),
            is_white: self.is_white.or(other.is_white),
            marker: self.marker.or(other.marker),
            paper: self.paper.or(other.paper),
        }
    }

    /// Whether the text is hidden.
    pub fn is_hidden(self) -> bool {
        self.is_hidden == Some(true)
    }

    /// Whether the text is not to be read on paper: it is hidden, too small, white on white, or struck out; what is crossed
    /// out counts as little.
    pub fn is_unseen(self, paper: Paper) -> bool {
        let is_lost = || self.is_white == Some(true) && self.marker.or(self.paper).unwrap_or(paper) == Paper::White;
        self.is_hidden() || self.is_struck == Some(true) || self.is_speck == Some(true) || is_lost()
    }

    /// What the text stands on.
    pub fn paper(self) -> Option<Paper> {
        self.paper
    }

    /// How the text stands to its line.
    pub fn level(self) -> Level {
        let aligned = self.level.filter(|level| *level != Level::Even).or(self.position);
        match aligned.unwrap_or_default() {
            Level::Even if self.is_white == Some(true) => Level::Pale,
            level => level,
        }
    }
}

fn marker(colour: &str) -> Option<Paper> {
    match colour {
        "none" => None,
        "white" => Some(Paper::White),
        _ => Some(Paper::Other),
    }
}

/// What shading makes of the paper: nothing, white, or something else.
pub fn shading(element: &Element<'_>) -> Option<Paper> {
    let [pattern, fill] = ["val", "fill"].map(|name| element.attribute(name).unwrap_or_default());
    match (pattern.as_str(), fill.as_str()) {
        ("nil", _) | ("clear", "auto") => None,
        ("clear", "") if element.attribute("themeFill").is_none() => None,
        ("clear", fill) if is_white(fill) => Some(Paper::White),
        _ => Some(Paper::Other),
    }
}
