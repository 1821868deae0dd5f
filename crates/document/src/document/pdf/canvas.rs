//! What is drawn on a page, collected: glyphs and ruling lines, turned the way they are read.

use kurbo::{Affine, Point, Rect, Vec2};

use super::ink::{Areas, Filling, Ink};
use crate::document::page::{Glyph, Page, Rule};

/// Most rules of a page. A table has hundreds; a page with more of them is a drawing, and its lines say nothing.
const RULES: usize = 40_000;
/// Most points by which two edges are apart that are one ruling line, drawn as a thin rectangle.
const THIN: f64 = 3.2;
/// Most characters of hidden text that are told of a place.
const TOLD: usize = 20;
/// How many characters beside a page are told.
const BESIDE: usize = 10;
/// Most places of a page whose hidden text is told.
const PLACES: usize = 8;

/// A subpath of the path under way, in the page's own points.
#[derive(Default)]
pub struct Subpath {
    /// Its corners.
    pub points: Vec<Point>,
    /// Whether it is closed.
    pub closed: bool,
    /// Numbers of the points that a curve leads to.
    pub curved: Vec<usize>,
}

/// A glyph before it is known how the page is read.
struct Drawn {
    c: char,
    from: Point,
    to: Point,
    size: f64,
    turn: u8,
    look: Look,
    /// Where it is seen.
    bounds: Rect,
}

/// How text is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Its colour.
    pub ink: Ink,
    /// Whether it is drawn without being seen.
    pub invisible: bool,
}

/// Collects what a page draws.
pub struct Canvas {
    width: f64,
    height: f64,
    drawn: Vec<Drawn>,
    rules: Vec<Rect>,
    areas: Areas,
    /// Text beside the page, and how much of it there is.
    beside: (String, usize),
    /// Pictures that cover a good part of the page.
    pub pictures: u32,
    /// Outlines with curves that are filled: letters may be drawn so.
    pub outlines: u32,
    /// Glyphs whose character the file does not tell.
    pub unknown: u32,
    /// Whether there were too many lines to be those of tables.
    pub crowded: bool,
}

impl Canvas {
    /// An empty page of so many points.
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            drawn: Vec::new(),
            rules: Vec::new(),
            areas: Areas::new(height),
            beside: (String::new(), 0),
            pictures: 0,
            outlines: 0,
            unknown: 0,
            crowded: false,
        }
    }

    /// The page.
    pub fn area(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, self.height)
    }

    /// Draws the characters of a glyph. `place` leads from the glyph's em square to the page; `advance` is its share of
    /// an em; upright glyphs of vertical type are as wide as they are high.
    pub fn glyph(&mut self, text: &[char], place: Affine, advance: f64, look: Look) {
        let linear = place.with_translation(Vec2::ZERO);
        let size = (linear * Point::new(0.0, 1.0)).to_vec2().hypot();
        let origin = place * Point::ORIGIN;
        let step = (linear * Point::new(1.0, 0.0)).to_vec2();
        let is_sound = size.is_finite() && size > 0.1 && size < 2000.0 && step.hypot() > 0.0 && origin.is_finite();
        let Some(turn) = turn(step).filter(|_| is_sound) else { return };
        let share = advance / text.len().max(1) as f64;
        for (at, &c) in text.iter().enumerate() {
            let from = place * Point::new(at as f64 * share, 0.0);
            let to = place * Point::new((at + 1) as f64 * share, 0.0);
            let bounds = Rect::from_points(from, place * Point::new((at + 1) as f64 * share, 0.6));
            self.drawn.push(Drawn { c, from, to, size, turn, look, bounds });
        }
    }

    /// Takes note of text that is drawn beside the page.
    pub fn beyond(&mut self, text: &[char]) {
        let text = text.iter().filter(|c| !c.is_whitespace());
        for &c in text {
            self.beside.1 += 1;
            if self.beside.1 <= TOLD {
                self.beside.0.push(c);
            }
        }
    }

    /// Paints an area, over what was drawn before it and under what is drawn after it.
    pub fn paint(&mut self, area: Rect, ink: Ink, covers: bool) {
        self.areas.paint(area, ink, covers, self.drawn.len());
    }

    /// Draws the outline of a path with a line of this width.
    pub fn stroke(&mut self, path: &[Subpath], to_page: Affine, width: f64) {
        let width = width.min(THIN);
        for subpath in path {
            let closing = subpath.closed.then(|| subpath.points.first()).flatten();
            let ends = subpath.points.iter().skip(1).chain(closing);
            for (number, (from, to)) in subpath.points.iter().zip(ends).enumerate() {
                if subpath.curved.binary_search(&(number + 1)).is_err() {
                    self.line(to_page * *from, to_page * *to, width);
                }
            }
        }
    }

    /// Fills a path. Thin stretches are lines, and so are frames of one rectangle around another; anything else hides what
    /// lies under it, and decides whether what is written on it can be seen.
    pub fn fill(&mut self, path: &[Subpath], to_page: Affine, clip: Rect, filling: Filling) {
        let mut before: Option<Rect> = None;
        let mut parts = path.iter().filter(|subpath| subpath.points.len() > 1);
        // Of several outlines in each other some are holes.
        let is_one = parts.next().is_some_and(is_rectangle) && parts.next().is_none();
        let is_level = to_page.as_coeffs()[..4].iter().filter(|part| part.abs() < 1e-6).count() == 2;
        let is_exact = is_one && is_level;
        self.outlines += u32::from(path.iter().any(|subpath| !subpath.curved.is_empty()));
        for subpath in path.iter().filter(|subpath| subpath.points.len() > 1) {
            let mut points = subpath.points.iter().map(|point| to_page * *point);
            let Some(first) = points.next() else { continue };
            let area = points.fold(Rect::from_points(first, first), |area, point| area.union_pt(point));
            if area.width().min(area.height()) > THIN {
                let ink = filling.seen().filter(|_| is_exact);
                self.paint(area.intersect(clip), ink, is_exact && filling.is_solid());
            }
            if area.width().min(area.height()) <= THIN {
                self.rule(area);
            } else if let Some(outer) = before.take()
                && let Some(edges) = frame(outer, area)
            {
                edges.into_iter().for_each(|edge| self.rule(edge));
            } else {
                before = Some(area);
            }
        }
    }

    fn line(&mut self, from: Point, to: Point, width: f64) {
        let step = to - from;
        // A line across, such as that of a header cell cut in two, bounds no cell.
        if step.x.abs().min(step.y.abs()) <= 0.8 {
            self.rule(Rect::from_points(from, to).inflate(
                if step.x.abs() < step.y.abs() { width / 2.0 } else { 0.0 },
                if step.x.abs() < step.y.abs() { 0.0 } else { width / 2.0 },
            ));
        }
    }

    fn rule(&mut self, area: Rect) {
        if !area.is_finite() || !self.area().inflate(2.0, 2.0).overlaps(area) {
            return;
        }
        if self.rules.len() < RULES {
            self.rules.push(area);
        } else {
            self.crowded = true;
        }
    }

    /// The page as it is read, with its number from 1, and the texts in it that nobody sees and that were left out. Where
    /// most of the text is turned, the page is.
    pub fn finish(mut self, number: u32) -> (Page, Vec<String>) {
        let mut hidden = Vec::new();
        self.leave_out(&mut hidden);
        let mut counts = [0_usize; 4];
        self.drawn.iter().for_each(|glyph| counts[usize::from(glyph.turn)] += 1);
        let turn = (0..4_u8).rev().max_by_key(|&turn| counts[usize::from(turn)]).unwrap_or(0);
        let (width, height) = (self.width, self.height);
        let turned = |point: Point| match turn {
            0 => point,
            1 => Point::new(point.y, width - point.x),
            2 => Point::new(width - point.x, height - point.y),
            _ => Point::new(height - point.y, point.x),
        };
        let mut page = Page {
            number,
            width: if turn % 2 == 0 { width } else { height } as f32,
            height: if turn % 2 == 0 { height } else { width } as f32,
            pictures: self.pictures,
            ..Page::default()
        };
        let visible = self.drawn.iter().filter(|glyph| !glyph.look.invisible).count();
        let recognised = self.drawn.len() - visible;
        // The text that a program recognised lies unseen under the picture of the page. Where the page has text of its
        // own, what is unseen is not meant to be read.
        let takes_unseen = recognised > visible;
        page.recognised = takes_unseen;
        if !takes_unseen {
            tell(&self.drawn, |glyph| glyph.look.invisible, &mut hidden);
        }
        for glyph in self.drawn.iter().filter(|glyph| takes_unseen || !glyph.look.invisible) {
            let (from, to) = (turned(glyph.from), turned(glyph.to));
            let size = glyph.size as f32;
            if glyph.turn == turn {
                page.glyphs.push(Glyph {
                    c: glyph.c,
                    x0: from.x.min(to.x) as f32,
                    x1: from.x.max(to.x) as f32,
                    base: from.y as f32,
                    size,
                });
            } else {
                // A character on its side: it stands where its middle is.
                let middle = from.midpoint(to);
                let (x, y) = (middle.x as f32, middle.y as f32);
                page.glyphs.push(Glyph { c: glyph.c, x0: x - size / 2.0, x1: x + size / 2.0, base: y, size });
            }
        }
        if !self.crowded {
            let rules = self.rules.iter().map(|area| {
                let area = Rect::from_points(turned(area.origin()), turned(Point::new(area.x1, area.y1)));
                Rule { x0: area.x0 as f32, y0: area.y0 as f32, x1: area.x1 as f32, y1: area.y1 as f32 }
            });
            page.rules.extend(rules);
        }
        (page, hidden)
    }

    /// Leaves out text that nobody can see, and tells it.
    fn leave_out(&mut self, hidden: &mut Vec<String>) {
        let is_hidden: Vec<bool> = (0..self.drawn.len())
            .map(|at| {
                let Drawn { bounds, look, c, .. } = &self.drawn[at];
                !c.is_whitespace() && self.areas.hide(*bounds, look.ink, at)
            })
            .collect();
        let mut next = is_hidden.iter();
        tell(&self.drawn, |_| next.next() == Some(&true), hidden);
        let mut next = is_hidden.iter();
        self.drawn.retain(|_| next.next() != Some(&true));
        // Marks of the printer stand beside many pages.
        let (beside, count) = std::mem::take(&mut self.beside);
        let all = count + self.drawn.iter().filter(|glyph| !glyph.c.is_whitespace()).count();
        if count >= BESIDE && count * 25 >= all {
            hidden.push(if count > TOLD { beside + "…" } else { beside });
        }
    }
}

/// Tells the texts of the glyphs of which something holds: those drawn one after another are one text.
fn tell(drawn: &[Drawn], mut holds: impl FnMut(&Drawn) -> bool, into: &mut Vec<String>) {
    let mut text = String::new();
    let mut end = |text: &mut String| {
        let text = std::mem::take(text).trim_end().to_owned();
        if text.chars().any(char::is_alphanumeric) && into.len() < PLACES && !into.contains(&text) {
            into.push(text);
        }
    };
    for glyph in drawn {
        // Blanks go on with what stands before them.
        let goes_on = glyph.c.is_whitespace() && !text.is_empty();
        if !holds(glyph) && !goes_on {
            end(&mut text);
        } else if text.chars().count() < TOLD {
            text.push(glyph.c);
        } else if !text.ends_with('…') {
            text.push('…');
        }
    }
    end(&mut text);
}

/// Whether an outline has four corners, each beside or above the one before it.
fn is_rectangle(subpath: &Subpath) -> bool {
    let mut points = subpath.points.clone();
    if points.len() == 5 && points.first() == points.last() {
        points.pop();
    }
    let beside = |a: Point, b: Point| (a.x - b.x).abs() < 0.01 || (a.y - b.y).abs() < 0.01;
    points.len() == 4 && subpath.curved.is_empty() && (0..4).all(|at| beside(points[at], points[(at + 1) % 4]))
}

/// In which of four directions text goes: to the right, down, to the left, up. Text that slants is a watermark.
fn turn(step: Vec2) -> Option<u8> {
    let (along, across) = (step.x.abs().max(step.y.abs()), step.x.abs().min(step.y.abs()));
    if across > 0.1 * along {
        return None;
    }
    Some(match (step.x.abs() >= step.y.abs(), step.x >= 0.0, step.y >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    })
}

/// The four edges of a frame: one rectangle close around another.
fn frame(one: Rect, other: Rect) -> Option<[Rect; 4]> {
    let (outer, inner) = if one.area() >= other.area() { (one, other) } else { (other, one) };
    let edges = [
        Rect::new(outer.x0, outer.y0, outer.x1, inner.y0),
        Rect::new(outer.x0, inner.y1, outer.x1, outer.y1),
        Rect::new(outer.x0, outer.y0, inner.x0, outer.y1),
        Rect::new(inner.x1, outer.y0, outer.x1, outer.y1),
    ];
    let thickness = [inner.y0 - outer.y0, outer.y1 - inner.y1, inner.x0 - outer.x0, outer.x1 - inner.x1];
    thickness.iter().all(|thick| (-0.1..=THIN).contains(thick)).then_some(edges)
}
