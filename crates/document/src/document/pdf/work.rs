//! The operations of a page's content that need nothing but the page: paths, what sets the graphics state, and what sets how
//! and where text stands.

use hayro_syntax::content::ops::TypedInstruction;
use kurbo::{Affine, Point, Rect};

use super::canvas::{Canvas, Subpath};
use super::ink::Space;
use super::state::States;

/// What is under way on a page.
pub struct Work<'a, 'w> {
    /// The graphics state and those that were saved.
    pub states: States<'a>,
    /// The path so far.
    pub path: Vec<Subpath>,
    /// Whether it bounds what is seen from its end on.
    pub clips: bool,
    /// Marked contents that are open.
    pub marks: Marks,
    /// What is drawn on.
    pub canvas: &'w mut Canvas,
}

/// Marked contents that are open, and whether each hides what is in it; how many do is counted as they come and go, since it
/// is asked at every letter.
#[derive(Debug, Default)]
pub struct Marks {
    open: Vec<bool>,
    hiding: usize,
}

impl Marks {
    /// Opens one.
    pub fn push(&mut self, hides: bool) {
        self.open.push(hides);
        self.hiding += usize::from(hides);
    }

    /// Closes the last.
    pub fn pop(&mut self) {
        if self.open.pop() == Some(true) {
            self.hiding -= 1;
        }
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Closes all beyond so many.
    pub fn truncate(&mut self, count: usize) {
        while self.open.len() > count {
            self.pop();
        }
    }

    fn hides(&self) -> bool {
        self.hiding > 0
    }
}

impl Work<'_, '_> {
    /// Whether what is drawn now lies on a layer that is off.
    pub fn is_hidden(&self) -> bool {
        self.marks.hides()
    }

    /// A picture in the unit square.
    pub fn picture(&mut self) {
        let state = self.states.now();
        let area = state.to_page.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let seen = area.intersect(self.canvas.area()).area();
        // What a picture shows of what lies under it is not known, nor is its colour.
        self.canvas.paint(area.intersect(state.clip), None, false);
        // Seals and emblems are small.
        if seen > 0.08 * self.canvas.area().area() {
            self.canvas.pictures += 1;
        }
    }

    fn points(&mut self, point: Point, begins: bool, curved: bool) {
        if begins || self.path.is_empty() {
            self.path.push(Subpath::default());
        }
        let Some(subpath) = self.path.last_mut() else { return };
        if curved {
            subpath.curved.push(subpath.points.len());
        }
        subpath.points.push(point);
    }

    fn close(&mut self) {
        let Some(subpath) = self.path.last_mut() else { return };
        subpath.closed = true;
        // What follows without a move begins where the path was closed.
        if let Some(&first) = subpath.points.first() {
            self.path.push(Subpath { points: vec![first], ..Subpath::default() });
        }
    }

    fn stroke(&mut self) {
        if !self.is_hidden() {
            let state = self.states.now();
            let (to_page, width) = (state.to_page, state.line_width);
            let width = width * to_page.determinant().abs().sqrt();
            self.canvas.stroke(&self.path, to_page, width);
        }
    }

    fn fill(&mut self) {
        if !self.is_hidden() {
            let state = self.states.now();
            let (to_page, clip, filling) = (state.to_page, state.clip, state.filling);
            self.canvas.fill(&self.path, to_page, clip, filling);
        }
    }

    /// Ends the path, which bounds what is seen from here on where it was said so.
    fn end(&mut self) {
        if std::mem::take(&mut self.clips) {
            let state = self.states.now();
            let to_page = state.to_page;
            let mut points = self.path.iter().flat_map(|subpath| &subpath.points).map(|point| to_page * *point);
            if let Some(first) = points.next() {
                let area = points.fold(Rect::from_points(first, first), |area, point| area.union_pt(point));
                state.clip = state.clip.intersect(area);
            }
        }
        self.path.clear();
    }

    /// Carries out what has to do with paths and with the state; `false` where it is something else.
    pub fn draws(&mut self, operation: &TypedInstruction<'_, '_>, floor: usize) -> bool {
        use TypedInstruction as Do;
        match operation {
            Do::SaveState(_) => self.states.save(),
            Do::RestoreState(_) => self.states.restore(floor),
            Do::Transform(t) => {
                let matrix = [t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64());
                self.states.now().to_page *= Affine::new(matrix);
            }
            Do::LineWidth(width) => self.states.now().line_width = width.0.as_f64(),
            Do::MoveTo(to) => self.points(Point::new(to.0.as_f64(), to.1.as_f64()), true, false),
            Do::LineTo(to) => self.points(Point::new(to.0.as_f64(), to.1.as_f64()), false, false),
            Do::CubicTo(to) => self.points(Point::new(to.4.as_f64(), to.5.as_f64()), false, true),
            Do::CubicStartTo(to) => self.points(Point::new(to.2.as_f64(), to.3.as_f64()), false, true),
            Do::CubicEndTo(to) => self.points(Point::new(to.2.as_f64(), to.3.as_f64()), false, true),
            Do::ClosePath(_) => self.close(),
            Do::RectPath(r) => {
                let (x, y, wide, high) = (r.0.as_f64(), r.1.as_f64(), r.2.as_f64(), r.3.as_f64());
                let corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)];
                self.path.push(Subpath { points: corners.map(Point::from).to_vec(), ..Subpath::default() });
                self.close();
            }
            Do::StrokePath(_) => {
                self.stroke();
                self.end();
            }
            Do::CloseAndStrokePath(_) => {
                self.close();
                self.stroke();
                self.end();
            }
            Do::FillPathNonZero(_) | Do::FillPathNonZeroCompatibility(_) | Do::FillPathEvenOdd(_) => {
                self.fill();
                self.end();
            }
            Do::FillAndStrokeNonZero(_) | Do::FillAndStrokeEvenOdd(_) => {
                self.fill();
                self.stroke();
                self.end();
            }
            Do::CloseFillAndStrokeNonZero(_) | Do::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.fill();
                self.stroke();
                self.end();
            }
            Do::EndPath(_) => self.end(),
            Do::ClipNonZero(_) | Do::ClipEvenOdd(_) => self.clips = true,
            _ => return self.sets_text(operation),
        }
        true
    }

    /// Carries out what sets how and where text stands.
    fn sets_text(&mut self, operation: &TypedInstruction<'_, '_>) -> bool {
        use TypedInstruction as Do;
        let state = self.states.now();
        match operation {
            Do::BeginText(_) => (state.text, state.line) = (Affine::IDENTITY, Affine::IDENTITY),
            Do::SetTextMatrix(t) => {
                let matrix = [t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64());
                state.line = Affine::new(matrix);
                state.text = state.line;
            }
            Do::NextLine(by) => state.next_line(by.0.as_f64(), by.1.as_f64()),
            Do::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                state.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Do::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
            Do::CharacterSpacing(space) => state.char_space = space.0.as_f64(),
            Do::WordSpacing(space) => state.word_space = space.0.as_f64(),
            Do::HorizontalScaling(scale) => state.stretch = scale.0.as_f64() / 100.0,
            Do::TextLeading(leading) => state.leading = leading.0.as_f64(),
            Do::TextRise(rise) => state.rise = rise.0.as_f64(),
            // Text that only clips is not seen either.
            Do::TextRenderingMode(mode) => {
                state.invisible = matches!(mode.0.as_i64(), 3 | 7);
                state.is_filled = matches!(mode.0.as_i64(), 0 | 4);
            }
            _ => return self.sets_colour(operation),
        }
        true
    }

    /// Carries out what sets the colour of areas and letters, as far as it needs no names.
    fn sets_colour(&mut self, operation: &TypedInstruction<'_, '_>) -> bool {
        use TypedInstruction as Do;
        let filling = &mut self.states.now().filling;
        match operation {
            Do::NonStrokeColorDeviceGray(gray) => filling.set(Space::Gray, &[gray.0]),
            Do::NonStrokeColorDeviceRgb(c) => filling.set(Space::Rgb, &[c.0, c.1, c.2]),
            Do::NonStrokeColorCmyk(c) => filling.set(Space::Cmyk, &[c.0, c.1, c.2, c.3]),
            Do::NonStrokeColor(numbers) => filling.ink = filling.space.ink(&numbers.0),
            Do::NonStrokeColorNamed(numbers) if numbers.1.is_none() => filling.ink = filling.space.ink(&numbers.0),
            // A pattern.
            Do::NonStrokeColorNamed(_) => filling.ink = None,
            Do::Shading(_) => {
                let area = self.states.now().clip;
                self.canvas.paint(area, None, false);
            }
            _ => return false,
        }
        true
    }
}
