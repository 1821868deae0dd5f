//! What colour things are drawn in, as far as it decides what a reader of the page can see: text in the colour of what
//! lies under it, and text that something was painted over, are not seen. Where a colour is not known, text counts as seen.

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use kurbo::{Point, Rect};

/// Most areas of a page that are remembered; a page with more of them is a drawing.
const AREAS: usize = 4000;
/// Into how many strips from above to below a page's areas are sorted.
const STRIPS: usize = 32;
/// How far two shares of red, green or blue are apart that look the same.
const ALIKE: f32 = 0.06;

/// A colour as shares of red, green and blue; `None` where it is a pattern, a picture, or of a space that is not known.
pub type Ink = Option<[f32; 3]>;

/// What colours are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// From black to white.
    Gray,
    /// Red, green and blue.
    Rgb,
    /// Cyan, magenta, yellow and black.
    Cmyk,
    /// How much of one ink is put on.
    Tint,
    /// Patterns, and all others.
    Other,
}

impl Space {
    /// The space that a name or a list stands for.
    pub fn of(object: &Object<'_>) -> Self {
        let named = |name: &[u8]| match name {
            b"DeviceGray" | b"CalGray" | b"G" => Self::Gray,
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            b"Separation" => Self::Tint,
            _ => Self::Other,
        };
        match object {
            Object::Name(name) => named(name.as_ref()),
            Object::Array(list) => {
                let mut items = list.flex_iter();
                match items.next::<Name<'_>>() {
                    Some(name) if name.as_ref() == b"ICCBased" => {
                        let profile = items.next::<Stream<'_>>();
                        match profile.and_then(|profile| profile.dict().get::<u32>("N")) {
                            Some(1) => Self::Gray,
                            Some(3) => Self::Rgb,
                            Some(4) => Self::Cmyk,
                            _ => Self::Other,
                        }
                    }
                    Some(name) => named(name.as_ref()),
                    None => Self::Other,
                }
            }
            _ => Self::Other,
        }
    }

    /// The colour that these numbers make.
    pub fn ink(self, numbers: &[Number]) -> Ink {
        let share = |at: usize| numbers.get(at).map(|number| (number.as_f64() as f32).clamp(0.0, 1.0));
        match self {
            Self::Gray => share(0).map(|gray| [gray; 3]),
            Self::Rgb => Some([share(0)?, share(1)?, share(2)?]),
            Self::Cmyk => {
                let light = 1.0 - share(3)?;
                Some([(1.0 - share(0)?) * light, (1.0 - share(1)?) * light, (1.0 - share(2)?) * light])
            }
            Self::Tint => share(0).filter(|tint| *tint == 0.0).map(|_| [1.0; 3]),
            Self::Other => None,
        }
    }

    /// The colour that holds when this space is chosen.
    pub fn first(self) -> Ink {
        matches!(self, Self::Gray | Self::Rgb | Self::Cmyk).then_some([0.0; 3])
    }
}

/// The colour that areas and letters are filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filling {
    /// What its numbers count.
    pub space: Space,
    /// The colour.
    pub ink: Ink,
    /// How much it covers of what lies under it, from 0 to 1.
    pub opacity: f32,
    /// Whether it is mixed with what lies under it.
    pub is_mixed: bool,
}

impl Filling {
    /// Black, as a page begins.
    pub const BLACK: Self = Self { space: Space::Gray, ink: Some([0.0; 3]), opacity: 1.0, is_mixed: false };

    /// Chooses a colour of a space.
    pub fn set(&mut self, space: Space, numbers: &[Number]) {
        (self.space, self.ink) = (space, space.ink(numbers));
    }

    /// Takes up what a graphics state dictionary says of it.
    pub fn change(&mut self, changes: &Dict<'_>) {
        if let Some(opacity) = changes.get::<f32>("ca") {
            self.opacity = opacity;
        }
        let modes = changes.get::<Array<'_>>("BM").and_then(|modes| modes.flex_iter().next::<Name<'_>>());
        if let Some(mode) = changes.get::<Name<'_>>("BM").or(modes) {
            self.is_mixed = !matches!(mode.as_ref(), b"Normal" | b"Compatible");
        }
    }

    /// Whether nothing of what lies under it shows through.
    pub fn is_solid(&self) -> bool {
        self.opacity > 0.95 && !self.is_mixed
    }

    /// The colour that is seen, where that does not depend on what lies under it.
    pub fn seen(&self) -> Ink {
        self.ink.filter(|_| self.is_solid())
    }
}

/// An area of the page that was painted.
struct Area {
    bounds: Rect,
    ink: Ink,
    /// Whether nothing shows through it anywhere within its bounds.
    covers: bool,
    /// How many glyphs were drawn before it.
    after: usize,
}

/// The areas of a page, in the order in which they were painted.
pub struct Areas {
    height: f64,
    areas: Vec<Area>,
    strips: Vec<Vec<u32>>,
    /// Whether there were too many.
    given_up: bool,
    /// How many comparisons may still be made.
    left: u64,
}

impl Areas {
    /// None yet, of a page of this height.
    pub fn new(height: f64) -> Self {
        Self { height, areas: Vec::new(), strips: vec![Vec::new(); STRIPS], given_up: false, left: 1_000_000 }
    }

    /// Paints an area.
    pub fn paint(&mut self, bounds: Rect, ink: Ink, covers: bool, after: usize) {
        // `not more than nothing` holds for what is no number, too.
        if self.given_up || !bounds.is_finite() || !(bounds.width() > 0.0 && bounds.height() > 0.0) {
            return;
        }
        if self.areas.len() >= AREAS {
            self.given_up = true;
            return;
        }
        for strip in self.strip(bounds.y0)..=self.strip(bounds.y1) {
            self.strips[strip].push(self.areas.len() as u32);
        }
        self.areas.push(Area { bounds, ink, covers, after });
    }

    /// Whether a glyph of this colour within these bounds, the one with this number, is not seen.
    pub fn hide(&mut self, bounds: Rect, ink: Ink, number: usize) -> bool {
        if self.given_up {
            return false;
        }
        let middle: Point = bounds.center();
        let mut under: Ink = Some([1.0; 3]);
        for &at in self.strips[self.strip(middle.y)].iter().rev() {
            let Some(left) = self.left.checked_sub(1) else { return false };
            self.left = left;
            let area = &self.areas[at as usize];
            if area.after > number {
                if area.covers && area.bounds.inflate(0.5, 0.5).union(bounds) == area.bounds.inflate(0.5, 0.5) {
                    return true;
                }
            } else if area.bounds.contains(middle) {
                under = area.ink;
                break;
            }
        }
        let (Some(ink), Some(under)) = (ink, under) else { return false };
        ink.iter().zip(&under).all(|(one, other)| (one - other).abs() <= ALIKE)
    }

    fn strip(&self, y: f64) -> usize {
        ((y / self.height * STRIPS as f64).max(0.0) as usize).min(STRIPS - 1)
    }
}
