//! What holds while a page is drawn: the graphics state, and the stack of those that were saved.

use hayro_font::Font;
use kurbo::{Affine, Rect};

use super::ink::Filling;

/// How deep states are saved; a page that goes deeper is not meant to be drawn.
const DEEPEST: usize = 4096;

/// The graphics state, as far as it has to do with text and lines.
#[derive(Clone)]
pub struct State<'a> {
    /// From user space to the page.
    pub to_page: Affine,
    /// What is seen, as a rectangle.
    pub clip: Rect,
    /// What areas and letters are filled with.
    pub filling: Filling,
    /// Width of lines in user space.
    pub line_width: f64,
    /// The font.
    pub font: Option<Font<'a>>,
    /// Its size.
    pub size: f64,
    /// Added behind each character.
    pub char_space: f64,
    /// Added behind each blank.
    pub word_space: f64,
    /// How wide text is set: 1 as the font has it.
    pub stretch: f64,
    /// From line to line.
    pub leading: f64,
    /// How far text is raised.
    pub rise: f64,
    /// Whether text is drawn without being seen.
    pub invisible: bool,
    /// Whether letters are filled and have no outline.
    pub is_filled: bool,
    /// Where the next glyph goes.
    pub text: Affine,
    /// Where the line of text began.
    pub line: Affine,
}

impl State<'_> {
    fn new(to_page: Affine, clip: Rect) -> Self {
        Self {
            to_page,
            clip,
            filling: Filling::BLACK,
            line_width: 1.0,
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            invisible: false,
            is_filled: true,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }

    /// Goes to another line of text.
    pub fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }
}

/// The state that holds, and those saved.
pub struct States<'a> {
    now: State<'a>,
    saved: Vec<State<'a>>,
    /// States saved beyond the deepest.
    beyond: usize,
}

impl<'a> States<'a> {
    /// The state at the beginning of a page.
    pub fn new(to_page: Affine, clip: Rect) -> Self {
        Self { now: State::new(to_page, clip), saved: Vec::new(), beyond: 0 }
    }

    /// The state that holds.
    pub fn now(&mut self) -> &mut State<'a> {
        &mut self.now
    }

    /// How many are saved.
    pub fn depth(&self) -> usize {
        self.saved.len()
    }

    /// Saves the state.
    pub fn save(&mut self) {
        if self.saved.len() < DEEPEST {
            self.saved.push(self.now.clone());
        } else {
            self.beyond += 1;
        }
    }

    /// Goes back to the state saved last, unless fewer than `floor` would remain saved.
    pub fn restore(&mut self, floor: usize) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if self.saved.len() > floor
            && let Some(state) = self.saved.pop()
        {
            self.now = state;
        }
    }

    /// Goes back until no more than `floor` are saved.
    pub fn restore_to(&mut self, floor: usize) {
        self.beyond = 0;
        while self.saved.len() > floor {
            self.restore(floor);
        }
    }
}
