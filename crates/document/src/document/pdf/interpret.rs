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

use super::canvas::{Canvas, Look};
use super::ink::Space;
use super::layers::Layers;
use super::state::{State, States};
use super::weight::Allowance;
use super::work::{Marks, Work};

/// How deep forms stand in forms.
const DEEPEST: u32 = 24;
/// The longer side of a sheet of A4, in points.
const PAPER: f64 = 842.0;

/// Reads the pages of one file, one after another.
pub struct Interpreter<'a> {
    fonts: FontCache<'a>,
    resolve_font: FontResolverFn,
    resolve_map: CMapResolverFn,
    /// Fonts by their object, with those that are refused.
    known: HashMap<ObjectIdentifier, Option<Font<'a>>>,
    fallback: Option<Option<Font<'a>>>,
    layers: Layers,
    /// Whether something that the page draws is not there or broken.
    pub is_damaged: bool,
    /// What may still be unpacked.
    pub allowance: Allowance,
    /// Operations and glyphs that may still be carried out.
    pub steps: u64,
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
            is_damaged: false,
            allowance,
            steps,
        }
    }

    /// Draws a page.
    pub fn page(&mut self, page: &Page<'a>) -> Canvas {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let scale = scale(width.max(height));
        let mut canvas = Canvas::new(width * scale, height * scale);
        let to_page = Affine::scale(scale) * Affine::new(page.initial_transform(true).as_coeffs());
        let area = canvas.area();
        let mut work = Work {
            states: States::new(to_page, area),
            path: Vec::new(),
            clips: false,
            marks: Marks::default(),
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
        let (mut wanted, mut had) = (several.raw_iter().count().max(1), 0);
        if !page.raw().contains_key("Contents") {
            wanted = 0;
        }
        for stream in one.into_iter().chain(several.iter::<Stream<'a>>()) {
            if self.allowance.takes(&stream)
                && let Ok(data) = stream.decoded_data()
            {
                self.is_damaged |= self.allowance.is_broken;
                content.extend_from_slice(&data);
                content.push(b' ');
                had += 1;
            }
        }
        self.is_damaged |= had < wanted && !self.allowance.refused;
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
        self.is_damaged |= self.allowance.is_broken;
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
            Do::EndMarkedContent(_) => work.marks.pop(),
            Do::SetGraphicsState(name) => {
                let changes = resources.get_ext_g_state(name.0).unwrap_or_default();
                if let Some(width) = changes.get::<f64>("LW") {
                    work.states.now().line_width = width;
                }
                work.states.now().filling.change(&changes);
            }
            Do::ColorSpaceNonStroke(name) => {
                let space = resources.get_color_space(name.0);
                let space = space.map_or_else(|| Space::of(&Object::Name(name.0.clone())), |space| Space::of(&space));
                let filling = &mut work.states.now().filling;
                (filling.space, filling.ink) = (space, space.first());
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
        let mut is_drawn = false;
        for part in parts {
            let state = work.states.now();
            match part {
                Object::Number(step) => {
                    let step = -step.as_f64() / 1000.0 * state.size;
                    let step = if is_level { (step * state.stretch, 0.0) } else { (0.0, step) };
                    state.text *= Affine::translate(step);
                }
                Object::String(text) => is_drawn |= self.string(state, &font, &text, &mut run),
                _ => {}
            }
        }
        if is_hidden {
            return;
        }
        let state = work.states.now();
        let clip = state.clip.inflate(1.0, 1.0);
        let look = Look {
            // Letters that are drawings may have colours of their own.
            ink: state.filling.seen().filter(|_| state.is_filled && !is_drawn),
            invisible: state.invisible || state.filling.opacity < 0.05,
        };
        let is_within =
            |area: Rect| run.iter().any(|(_, place, advance)| area.contains(*place * Point::new(advance / 2.0, 0.3)));
        // Text of which a part is seen is read as a whole, so that a number is never cut in two.
        if is_within(clip) {
            for (text, place, advance) in run {
                work.canvas.unknown += u32::from(text == [char::REPLACEMENT_CHARACTER]);
                work.canvas.glyph(&text, place, advance, look);
            }
        } else if !is_within(work.canvas.area()) {
            run.iter().for_each(|(text, ..)| work.canvas.beyond(text));
        }
    }

    /// Shows a string, and says whether its letters are drawings.
    fn string(
        &mut self,
        state: &mut State<'a>,
        font: &Font<'a>,
        text: &Text<'_>,
        run: &mut Vec<(Vec<char>, Affine, f64)>,
    ) -> bool {
        let is_level = font.is_horizontal();
        let bytes = text.as_bytes();
        let mut is_drawn = false;
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
                FontGlyph::Type3(glyph) => {
                    is_drawn = true;
                    glyph.as_unicode()
                }
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
        is_drawn
    }
}

/// What a page is enlarged by, given its longer side: one that counts in inches or in pixels is made about as large as the
/// paper it is printed on, so that points are points.
fn scale(longer: f64) -> f64 {
    if (400.0..4000.0).contains(&longer) { 1.0 } else { PAPER / longer.max(1.0) }
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
