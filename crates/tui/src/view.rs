//! Draws the model: one file a pane, each with a `render` that borrows the model and the theme.

pub mod footer;
pub mod header;
pub mod input;
pub mod line;

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::hit::{Hit, Hits};
use crate::layout::{self, Layout};
use crate::model::{Model, OpenReport, Overlay, Screen, View};
use crate::narrow::narrow;
use crate::screens::report::mapping::score;
use crate::screens::report::{findings, inspector, mapping, outline, source, tables, tabs, what_if};
use crate::screens::{list, record};
use crate::text::lang::Lang;
use crate::theme::{Role, Theme};
use crate::windows::{beside, between, export, help, palette, picker, prompt, save_aliases, text, weigh};
use crate::{paint, words, wrap};

/// What a pane needs to draw: the model, and how its roles look.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is shown.
    pub model: &'a Model,
    /// How it looks.
    pub theme: &'a Theme,
    /// In which language.
    pub lang: Lang,
    /// Where panes say what can be clicked; nowhere while rows are only measured.
    hits: Option<&'a RefCell<Hits>>,
}

impl<'a> Scene<'a> {
    /// A scene in which rows are measured and nothing is drawn.
    #[must_use]
    pub fn measuring(model: &'a Model, theme: &'a Theme) -> Self {
        Self { model, theme, lang: model.lang, hits: None }
    }

    /// Says that a rectangle can be clicked.
    pub fn hit(&self, area: Rect, hit: Hit) {
        if let Some(hits) = self.hits {
            hits.borrow_mut().add(area, hit);
        }
    }

    /// The style of a role on the screen's ground.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The style of a role on another ground than the screen's, such as a window's: ordinary text takes that ground's.
    #[must_use]
    pub fn on(&self, ground: Style, role: Role) -> Style {
        if role == Role::Base { ground } else { ground.patch(self.style(role)) }
    }

    /// The style of a role in the row of the cursor, on its ground: colours that the cursor has of its own win, so that
    /// nothing in its row is lost before them.
    #[must_use]
    pub fn on_cursor(&self, ground: Style, role: Role) -> Style {
        let (style, cursor) = (ground.patch(self.style(role)), self.style(Role::Cursor));
        Style { fg: cursor.fg.or(style.fg), bg: cursor.bg.or(style.bg), ..style }
    }
}

/// What came of drawing a frame, besides the frame.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    /// Where the terminal's own cursor stands, when something is being typed.
    pub cursor: Option<(u16, u16)>,
    /// What can be clicked.
    pub hits: Hits,
}

/// Draws the whole screen.
pub fn draw(model: &Model, theme: &Theme, buf: &mut Buffer) -> Drawn {
    let hits = RefCell::default();
    let cursor = draw_scene(Scene { model, theme, lang: model.lang, hits: Some(&hits) }, buf);
    if model.wide {
        narrow(buf);
    }
    Drawn { cursor, hits: hits.into_inner() }
}

fn draw_scene(scene: Scene, buf: &mut Buffer) -> Option<(u16, u16)> {
    let Scene { model, theme, .. } = scene;
    paint::fill(buf, buf.area, theme.style(Role::Base));
    if Layout::too_small(model.size) {
        let text = words::too_small(model.lang, model.size, layout::LEAST);
        for (y, row) in wrap::sentence(&text, usize::from(buf.area.width)).iter().enumerate() {
            paint::put(buf, 0, y as u16, buf.area.width, row, theme.style(Role::Message));
        }
        return None;
    }
    let layout = Layout::of(model.size, model.screen.kind());
    header::render(scene, layout.header, buf);
    match &model.screen {
        Screen::List(_) => {
            list::view::render(scene, layout.main, buf);
            list::preview::render(scene, layout.side, buf);
        }
        Screen::Record(_) => record::view::render(scene, layout.main, buf),
        Screen::Report(report) => {
            tabs::render(scene, report, layout.tabs, buf);
            draw_view(scene, report, &layout, buf);
        }
    }
    let typing = footer::render(scene, layout.footer, buf);
    match &model.overlay {
        Some(Overlay::Help(help)) => help::render(scene, help, buf),
        Some(Overlay::Palette(palette)) => palette::render(scene, palette, buf),
        Some(Overlay::Prompt(prompt)) => prompt::render(scene, prompt, buf),
        Some(Overlay::Picker(picker)) => picker::render(scene, picker, buf),
        Some(Overlay::Weigh(weigh)) => {
            weigh::view::render(scene, weigh, buf);
            None
        }
        Some(Overlay::Export(form)) => export::render(scene, form, buf),
        Some(Overlay::Window(window)) => {
            text::render(scene, window, buf);
            None
        }
        Some(Overlay::SaveAliases(window)) => {
            save_aliases::render(scene, window, buf);
            None
        }
        Some(Overlay::Between(list)) => {
            between::render(scene, list, buf);
            None
        }
        Some(Overlay::Beside(beside)) => {
            beside::render(scene, beside, buf);
            None
        }
        Some(Overlay::Filter) | None => typing,
    }
}

/// Draws the panes of a view of a report.
fn draw_view(scene: Scene, report: &OpenReport, layout: &Layout, buf: &mut Buffer) {
    match report.view {
        View::Tables => {
            tables::view::render(scene, report, layout.main, buf);
            match &report.what_if {
                Some(what_if) => what_if::render(scene, report, what_if, layout.side, buf),
                None => inspector::render(scene, report, layout.side, buf),
            }
            findings::view::render_brief(scene, report, layout.below, buf);
            source::view::render(scene, report, layout.below_side, false, buf);
        }
        View::Mapping => {
            mapping::view::render(scene, report, layout.main, buf);
            score::render(scene, report, layout.side, buf);
        }
        View::Findings => {
            findings::view::render(scene, report, layout.main, buf);
            source::view::render(scene, report, layout.side, false, buf);
        }
        View::Source => {
            source::view::render(scene, report, layout.main, true, buf);
            outline::render(scene, report, layout.below_side, buf);
            inspector::render(scene, report, layout.side, buf);
        }
        View::Record => record::view::render(scene, layout.main, buf),
    }
}
