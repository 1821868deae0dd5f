//! Carries out what a page's content stream says, as far as it draws text and lines. Colours, shadings and pictures are
//! passed over, so that nothing of them is ever unpacked.

use std::collections::HashMap;

use hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, StandardFont};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Rect as Area, Stream, String as Text};
use hayro_syntax::page::{Page, Resources};
use hayro_syntax::xref::XRef;
use kurbo::{Affine, Point, Rect};

use super::canvas::{Canvas, Subpath};
use super::layers::Layers;
use super::state::{State, States};
use super::weight::Allowance;

/// How deep forms stand in forms.
const DEEPEST: u32 = 24;

/// Reads the pages of one file, one after another.
pub struct Interpreter<'a> {
    fonts: FontCache<'a>,
    resolve_font: FontResolverFn,
    resolve_map: CMapResolverFn,
    /// Fonts by their object, with those that are refused.
    known: HashMap<ObjectIdentifier, Option<Font<'a>>>,
    fallback: Option<Option<Font<'a>>>,
    layers: Layers,
    /// What may still be unpacked.
    pub allowance: Allowance,
    /// Operations and glyphs that may still be carried out.
    pub steps: u64,
}

/// What is under way on a page.
struct Work<'a, 'w> {
    states: States<'a>,
    path: Vec<Subpath>,
    clips: bool,
    /// Marked contents that are open, and whether each hides what is in it.
    marks: Vec<bool>,
    canvas: &'w mut Canvas,
}

impl<'a> Interpreter<'a> {
    /// An interpreter of one file, with what it may unpack and how many steps it may take.
    pub fn new(xref: &'a XRef, allowance: Allowance, steps: u64) -> Self {
        Self {
            fonts: FontCache::new(),
            resolve_font: std::sync::Arc::new(|query| match query {
                hayro_font::FontQuery::Standard(font) => Some(font.get_font_data()),
                hayro_font::FontQuery::Fallback(font) => Some(font.pick_standard_font().get_font_data()),
            }),
            resolve_map: std::sync::Arc::new(hayro_cmap::load_embedded),
            known: HashMap::new(),
            fallback: None,
            layers: Layers::of(xref),
            allowance,
            steps,
        }
    }

    /// Draws a page.
    pub fn page(&mut self, page: &Page<'a>) -> Canvas {
        let (width, height) = page.render_dimensions();
        let mut canvas = Canvas::new(f64::from(width), f64::from(height));
        let to_page = Affine::new(page.initial_transform(true).as_coeffs());
        let area = canvas.area();
        let mut work = Work {
            states: States::new(to_page, area),
            path: Vec::new(),
            clips: false,
            marks: Vec::new(),
            canvas: &mut canvas,
        };
        let content = self.content(page);
        self.run(&content, page.resources(), &mut work, 0);
        let notes = page.raw().get::<Array<'a>>("Annots").unwrap_or_default();
        for note in notes.iter::<Dict<'a>>() {
            if self.steps == 0 {
                break;
            }
            self.note(&note, page.resources(), &mut work);
        }
        canvas
    }

    /// The content of a page, which may be cut into several streams.
    fn content(&mut self, page: &Page<'a>) -> Vec<u8> {
        let one = page.raw().get::<Stream<'a>>("Contents");
        let several = page.raw().get::<Array<'a>>("Contents").unwrap_or_default();
        let mut content = Vec::new();
        for stream in one.into_iter().chain(several.iter::<Stream<'a>>()) {
            if self.allowance.takes(&stream)
                && let Ok(data) = stream.decoded_data()
            {
                content.extend_from_slice(&data);
                content.push(b' ');
            }
        }
        content
    }

    /// An annotation: a field that was filled in, or a note set as text, is drawn as a form.
    fn note(&mut self, note: &Dict<'a>, resources: &Resources<'a>, work: &mut Work<'a, '_>) {
        let is_hidden = note.get::<u32>("F").unwrap_or(0) & 0b10_0010 != 0;
        let appearance = note.get::<Dict<'a>>("AP").and_then(|looks| match looks.get::<Object<'a>>("N")? {
            Object::Stream(stream) => Some(stream),
            Object::Dict(states) => states.get::<Stream<'a>>(note.get::<Name<'a>>("AS")?),
            _ => None,
        });
        let (Some(form), Some(area), false) = (appearance, note.get::<Area>("Rect"), is_hidden) else { return };
        let matrix = form.dict().get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new);
        let Some(edges) = form.dict().get::<[f64; 4]>("BBox") else { return };
        let bounds = matrix.transform_rect_bbox(Rect::new(edges[0], edges[1], edges[2], edges[3]));
        let (wide, high) = (area.width() / bounds.width(), area.height() / bounds.height());
        let into = Affine::new([wide, 0.0, 0.0, high, area.x0 - wide * bounds.x0, area.y0 - high * bounds.y0]);
        work.states.save();
        work.states.now().to_page *= into;
        self.form(&form, resources, work, 1);
        work.states.restore(0);
    }

    /// A form: content that is drawn in its own place.
    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, work: &mut Work<'a, '_>, depth: u32) {
        let dict = form.dict();
        if depth > DEEPEST || self.layers.hides(dict, b"OC") || !self.allowance.takes(form) {
            return;
        }
        let Ok(content) = form.decoded_data() else { return };
        // To set up a form takes its time, however little it holds.
        self.steps = self.steps.saturating_sub(100 + content.len() as u64 / 8);
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        work.states.save();
        let state = work.states.now();
        state.to_page *= dict.get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new);
        if let Some([x0, y0, x1, y1]) = dict.get::<[f64; 4]>("BBox") {
            state.clip = state.clip.intersect(state.to_page.transform_rect_bbox(Rect::new(x0, y0, x1, y1)));
        }
        work.path.clear();
        self.run(&content, own.as_ref().unwrap_or(resources), work, depth);
        work.states.restore(0);
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'a>, work: &mut Work<'a, '_>, depth: u32) {
        let floor = work.states.depth();
        let marks = work.marks.len();
        let mut operations = TypedIter::new(content);
        while let Some(operation) = operations.next() {
            let Some(steps) = self.steps.checked_sub(1) else { break };
            self.steps = steps;
            if !work.draws(&operation, floor) {
                self.shows(&operation, resources, work, depth);
            }
        }
        work.states.restore_to(floor);
        work.marks.truncate(marks);
        work.path.clear();
        work.clips = false;
    }

    /// Carries out what has to do with text, forms and layers.
    fn shows(
        &mut self,
        operation: &TypedInstruction<'_, '_>,
        resources: &Resources<'a>,
        work: &mut Work<'a, '_>,
        depth: u32,
    ) {
        use TypedInstruction as Do;
        match operation {
            Do::TextFont(font) => {
                let font_size = font.1.as_f64();
                let font = self.font(resources, font.0);
                let state = work.states.now();
                (state.font, state.size) = (font, font_size);
            }
            Do::ShowText(text) => self.text(work, [Object::String(text.0.clone())].into_iter()),
            Do::ShowTexts(texts) => self.text(work, texts.0.iter::<Object<'_>>()),
            Do::NextLineAndShowText(text) => {
                let state = work.states.now();
                state.next_line(0.0, -state.leading);
                self.text(work, [Object::String(text.0.clone())].into_iter());
            }
            Do::ShowTextWithParameters(text) => {
                let state = work.states.now();
                (state.word_space, state.char_space) = (text.0.as_f64(), text.1.as_f64());
                state.next_line(0.0, -state.leading);
                self.text(work, [Object::String(text.2.clone())].into_iter());
            }
            Do::XObject(name) => {
                self.steps = self.steps.saturating_sub(20);
                let Some(object) = resources.get_x_object(name.0) else { return };
                match object.dict().get::<Name<'_>>("Subtype").as_deref() {
                    Some(b"Form") if !work.is_hidden() => self.form(&object, resources, work, depth + 1),
                    Some(b"Image") if !work.is_hidden() => work.picture(),
                    _ => {}
                }
            }
            Do::InlineImage(_) => work.picture(),
            Do::BeginMarkedContent(_) => work.marks.push(false),
            Do::BeginMarkedContentWithProperties(mark) => {
                let is_hidden = match &mark.1 {
                    Object::Name(name) if mark.0.as_ref() == b"OC" => {
                        self.layers.hides(&resources.properties, name.as_ref())
                    }
                    _ => false,
                };
                work.marks.push(is_hidden);
            }
            Do::EndMarkedContent(_) => {
                work.marks.pop();
            }
            Do::SetGraphicsState(name) => {
                let changes = resources.get_ext_g_state(name.0).unwrap_or_default();
                if let Some(width) = changes.get::<f64>("LW") {
                    work.states.now().line_width = width;
                }
            }
            _ => {}
        }
    }

    /// The font of a name; a standard one where the file has none.
    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<Font<'a>> {
        let Some(dict) = resources.get_font(name) else {
            if self.fallback.is_none() {
                self.fallback = Some(self.fonts.standard_font(StandardFont::Helvetica, &self.resolve_font));
            }
            return self.fallback.clone().flatten();
        };
        let id = resources.fonts.get_ref(name.as_ref()).map(ObjectIdentifier::from);
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return known.clone();
        }
        let font = if self.allowance.takes_font(&dict) {
            self.fonts.font(&dict, &self.resolve_font, &self.resolve_map)
        } else {
            None
        };
        if let Some(id) = id {
            self.known.insert(id, font.clone());
        } else {
            // Written in place and not by reference, it is looked up anew each time.
            self.steps = self.steps.saturating_sub(2000);
        }
        font
    }

    /// Shows strings of text, with the steps between them.
    fn text<'t>(&mut self, work: &mut Work<'a, '_>, parts: impl Iterator<Item = Object<'t>>) {
        let is_hidden = work.is_hidden();
        let Some(font) = work.states.now().font.clone() else { return };
        let is_level = font.is_horizontal();
        let mut run: Vec<(Vec<char>, Affine, f64)> = Vec::new();
        for part in parts {
            let state = work.states.now();
            match part {
                Object::Number(step) => {
                    let step = -step.as_f64() / 1000.0 * state.size;
                    let step = if is_level { (step * state.stretch, 0.0) } else { (0.0, step) };
                    state.text *= Affine::translate(step);
                }
                Object::String(text) => self.string(state, &font, &text, &mut run),
                _ => {}
            }
        }
        if is_hidden {
            return;
        }
        let state = work.states.now();
        let (clip, invisible) = (state.clip.inflate(1.0, 1.0), state.invisible);
        // Text of which a part is seen is read as a whole, so that a number is never cut in two.
        if run.iter().any(|(_, place, advance)| clip.contains(*place * Point::new(advance / 2.0, 0.3))) {
            for (text, place, advance) in run {
                work.canvas.unknown += u32::from(text == [char::REPLACEMENT_CHARACTER]);
                work.canvas.glyph(&text, place, advance, invisible);
            }
        }
    }

    fn string(
        &mut self,
        state: &mut State<'a>,
        font: &Font<'a>,
        text: &Text<'_>,
        run: &mut Vec<(Vec<char>, Affine, f64)>,
    ) {
        let is_level = font.is_horizontal();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.steps > 0 {
            self.steps -= 1;
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let advance = font.code_advance(code);
            let blank = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let displaced = font.origin_displacement(code);
            let place = state.to_page
                * state.text
                * Affine::new([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise])
                * Affine::translate(displaced / 1000.0);
            let unicode = match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let wide = if is_level { advance.x / 1000.0 } else { 1.0 };
            run.push((characters(unicode), place, wide));
            let space = state.char_space + blank;
            let step = if is_level {
                ((advance.x / 1000.0 * state.size + space) * state.stretch, 0.0)
            } else {
                (0.0, advance.y / 1000.0 * state.size + space)
            };
            state.text *= Affine::translate(step);
        }
    }
}

/// What a glyph stands for. One that the file has no character for is told from blanks, so that it is not lost.
fn characters(unicode: Option<BfString>) -> Vec<char> {
    let sound = |c: &char| !c.is_control();
    match unicode {
        Some(BfString::Char(c)) if sound(&c) => vec![c],
        Some(BfString::String(text)) => text.chars().filter(sound).take(8).collect(),
        _ => vec![char::REPLACEMENT_CHARACTER],
    }
}

impl Work<'_, '_> {
    fn is_hidden(&self) -> bool {
        self.marks.contains(&true)
    }

    /// A picture in the unit square.
    fn picture(&mut self) {
        let area = self.states.now().to_page.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let seen = area.intersect(self.canvas.area()).area();
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
            let to_page = self.states.now().to_page;
            self.canvas.fill(&self.path, to_page);
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
    fn draws(&mut self, operation: &TypedInstruction<'_, '_>, floor: usize) -> bool {
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
            Do::TextRenderingMode(mode) => state.invisible = matches!(mode.0.as_i64(), 3 | 7),
            _ => return false,
        }
        true
    }
}
