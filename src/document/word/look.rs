//! How text looks, as far as it decides whether and how it is read: what a run, or a style of runs or paragraphs, says.

use super::xml::Element;
use crate::document::level::Level;

/// Half points by which text is moved up or down at least that stands raised or lowered.
const MOVED: i32 = 4;

/// What is said of text; `None` where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
    level: Option<Level>,
    position: Option<Level>,
}

impl Look {
    /// Takes in a property.
    pub fn read(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" => self.is_hidden = Some(element.is_on()),
            "strike" | "dstrike" => self.is_struck = Some(self.is_struck == Some(true) || element.is_on()),
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

    /// What is said here and, where nothing is, what another says.
    pub fn or(self, other: Self) -> Self {
        Self {
            is_hidden: self.is_hidden.or(other.is_hidden),
            is_struck: self.is_struck.or(other.is_struck),
            level: self.level.or(other.level),
            position: self.position.or(other.position),
        }
    }

    /// Whether the text is hidden.
    pub fn is_hidden(self) -> bool {
        self.is_hidden == Some(true)
    }

    /// Whether the text is not to be read: it is hidden, or struck out, and what is crossed out counts as little.
    pub fn is_unseen(self) -> bool {
        self.is_hidden() || self.is_struck == Some(true)
    }

    /// How the text stands to its line.
    pub fn level(self) -> Level {
        let aligned = self.level.filter(|level| *level != Level::Even);
        aligned.or(self.position).unwrap_or_default()
    }
}
