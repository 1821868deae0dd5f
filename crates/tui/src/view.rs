//! Draws the model: one file a pane, each with a `render` that borrows the model and the theme.

mod about;
mod arithmetic;
mod beside;
mod between;
mod export;
mod findings;
mod footer;
mod header;
mod help;
pub mod hit;
mod input;
mod inspector;
mod keep;
mod line;
mod list;
mod mapping;
mod outline;
mod palette;
mod picker;
mod preview;
mod prompt;
mod record;
mod score;
mod source;
pub mod statistics;
mod tables;
mod tabs;
mod weigh;
mod what_if;
mod window;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

pub use beside::{height as beside_height, rows as beside_rows};
pub use findings::{Row as FindingRow, rows as finding_rows};
pub use record::entry_text;
pub use weigh::count as weigh_lines;
pub use window::rows as window_rows;

use crate::layout::{self, Layout};
use crate::model::{Model, Overlay, Screen, View};
use crate::narrow::narrow;
use crate::text::lang::Lang;
use crate::theme::{Role, Theme};
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
    /// Where panes say what can be clicked, when that is asked.
    pub hits: Option<&'a hit::Hits>,
}

impl Scene<'_> {
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

/// Draws the whole screen. Returns where the terminal's own cursor stands, when something is being typed.
pub fn draw(model: &Model, theme: &Theme, buf: &mut Buffer) -> Option<(u16, u16)> {
    let typing = draw_scene(Scene { model, theme, lang: model.lang, hits: None }, buf);
    if model.wide {
        narrow(buf);
    }
    typing
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
    let layout = Layout::of(model.size, model.screen);
    header::render(scene, layout.header, buf);
    match model.screen {
        Screen::List => {
            list::render(scene, layout.main, buf);
            preview::render(scene, layout.side, buf);
        }
        Screen::Record => record::render(scene, layout.main, buf),
        Screen::Report(view) => {
            tabs::render(scene, view, layout.tabs, buf);
            match view {
                View::Tables => {
                    tables::render(scene, layout.main, buf);
                    match model.report.as_ref().and_then(|report| Some((report, report.what_if.as_ref()?))) {
                        Some((report, what_if)) => what_if::render(scene, report, what_if, layout.side, buf),
                        None => inspector::render(scene, layout.side, buf),
                    }
                    findings::render_brief(scene, layout.below, buf);
                    source::render(scene, layout.below_side, false, buf);
                }
                View::Mapping => {
                    mapping::render(scene, layout.main, buf);
                    score::render(scene, layout.side, buf);
                }
                View::Findings => {
                    findings::render(scene, layout.main, buf);
                    source::render(scene, layout.side, false, buf);
                }
                View::Source => {
                    source::render(scene, layout.main, true, buf);
                    outline::render(scene, layout.below_side, buf);
                    inspector::render(scene, layout.side, buf);
                }
                View::Record => record::render(scene, layout.main, buf),
            }
        }
    }
    let typing = footer::render(scene, layout.footer, buf);
    match &model.overlay {
        Some(Overlay::Help(help)) => help::render(scene, help, buf),
        Some(Overlay::Palette(palette)) => palette::render(scene, palette, buf),
        Some(Overlay::Prompt(prompt)) => prompt::render(scene, prompt, buf),
        Some(Overlay::Picker(picker)) => picker::render(scene, picker, buf),
        Some(Overlay::Weigh(weigh)) => {
            weigh::render(scene, weigh, buf);
            None
        }
        Some(Overlay::Export(form)) => export::render(scene, form, buf),
        Some(Overlay::Window(window)) => {
            window::render(scene, window, buf);
            None
        }
        Some(Overlay::Keep(window)) => {
            keep::render(scene, window, buf);
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
