//! The window in which learned aliases are offered to be saved for the user: on leaving, once for each alias, or when it is
//! asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::cursor::{ListCursor, Motion, half_page};
use crate::effect::Effect;
use crate::hit::Hit;
use crate::keymap::Command;
use crate::layout::keep_window;
use crate::model::{Model, Overlay};
use crate::paint::{clean, cover, frame, put};
use crate::report::{Alias, Target};
use crate::review::Learning;
use crate::schema::Schema;
use crate::settings::UserAlias;
use crate::text::width::truncate;
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::{layout, words, wrap};

/// An alias that is offered, and whether it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The alias.
    pub alias: Alias,
    /// Whether it is to be kept; else it is not offered again.
    pub is_wanted: bool,
}

/// The window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveAliasesWindow {
    /// What is offered.
    pub offers: Vec<Offer>,
    /// The cursor's position.
    pub cursor: ListCursor,
    /// Whether the program ends once the question is answered.
    pub ends: bool,
    /// Whether the answer is on its way to the disk.
    pub is_writing: bool,
}

impl SaveAliasesWindow {
    /// What the batch taught and the user's file says nothing of yet: neither that it is used, nor that it is not wanted,
    /// nor that its label stands for something else.
    #[must_use]
    pub fn of(model: &Model, ends: bool) -> Self {
        let is_new = |alias: &Alias| !model.aliases.iter().any(|known| known.alias.is_about_the_same(alias));
        let learned = model.decisions.learned().aliases().filter(|alias| is_new(alias));
        let offers = learned.map(|alias| Offer { alias: (**alias).clone(), is_wanted: true });
        Self { offers: offers.collect(), ends, ..Self::default() }
    }
}

/// Ends the program, after asking about what was learned and not asked about before.
pub fn leave(model: &mut Model) {
    let keep = SaveAliasesWindow::of(model, true);
    if model.learning != Learning::User || keep.offers.is_empty() {
        model.ending = Some(None);
    } else {
        model.overlay = Some(Overlay::SaveAliases(keep));
    }
}

/// Opens the window.
pub fn show(model: &mut Model) -> Vec<Effect> {
    let keep = SaveAliasesWindow::of(model, false);
    let lang = model.lang;
    match model.learning {
        Learning::Off => model.refuse(words::learning_is_off(lang).to_owned()),
        Learning::Batch => model.refuse(words::learning_is_for_the_batch(lang).to_owned()),
        Learning::User if keep.offers.is_empty() => {
            let disputed = model.decisions.learned().conflicts().len();
            model.refuse(words::nothing_to_keep(lang, disputed));
        }
        Learning::User => model.overlay = Some(Overlay::SaveAliases(keep)),
    }
    Vec::new()
}

/// Handles a command in the window.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let size = model.size;
    let Some(Overlay::SaveAliases(keep)) = &mut model.overlay else { return Vec::new() };
    if keep.is_writing {
        return Vec::new();
    }
    let count = keep.offers.len();
    let page = half_page(layout::keep_rows(size, count));
    match command {
        Command::Move(motion) => keep.cursor.go(motion, count, page),
        Command::Mark => {
            if let Some(offer) = keep.offers.get_mut(keep.cursor.at) {
                offer.is_wanted = !offer.is_wanted;
            }
            keep.cursor.go(Motion::Down, count, page);
        }
        Command::Back => model.overlay = None,
        Command::KeepNone => {
            keep.offers.iter_mut().for_each(|offer| offer.is_wanted = false);
            return answer(keep);
        }
        Command::Enter => return answer(keep),
        _ => {}
    }
    Vec::new()
}

/// Gives the answer to the disk.
fn answer(keep: &mut SaveAliasesWindow) -> Vec<Effect> {
    keep.is_writing = true;
    let (wanted, unwanted): (Vec<Offer>, Vec<Offer>) = keep.offers.iter().cloned().partition(|offer| offer.is_wanted);
    let aliases = |offers: Vec<Offer>| offers.into_iter().map(|offer| offer.alias).collect();
    vec![Effect::SaveAliases { wanted: aliases(wanted), unwanted: aliases(unwanted) }]
}

/// Takes up what came of the answer, and ends the program where that was asked for.
pub fn kept(model: &mut Model, result: Result<Vec<UserAlias>, String>) -> Vec<Effect> {
    let keep = match model.overlay.take() {
        Some(Overlay::SaveAliases(keep)) => keep,
        other => {
            model.overlay = other;
            return Vec::new();
        }
    };
    match result {
        Ok(aliases) => {
            let wanted = keep.offers.iter().filter(|offer| offer.is_wanted).count();
            model.say(words::aliases_kept(model.lang, wanted, keep.offers.len() - wanted));
            model.aliases = aliases;
            let school = model.school();
            model.decisions.learn_in(school);
            if keep.ends {
                model.ending = Some(None);
            }
        }
        Err(reason) => {
            model.overlay = Some(Overlay::SaveAliases(SaveAliasesWindow { is_writing: false, ..keep }));
            model.refuse(reason);
        }
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let size = model.size;
    if let Some(Overlay::SaveAliases(keep)) = &mut model.overlay {
        let count = keep.offers.len();
        keep.cursor.show(count, layout::keep_rows(size, count));
    }
}

/// Draws the window.
pub fn render(scene: Scene, keep: &SaveAliasesWindow, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let area = keep_window(model.size, keep.offers.len());
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let remark = words::position(keep.cursor.at, keep.offers.len());
    let inside = frame(buf, scene.theme, area, (words::keep_title(lang), &remark), true);
    let width = inside.width.saturating_sub(2);
    let on = |role: Role| ground.patch(scene.style(role));
    for (y, row) in wrap::sentence(words::keep_question(lang), usize::from(width)).iter().take(2).enumerate() {
        put(buf, inside.x + 1, inside.y + y as u16, width, row, on(Role::Dim));
    }
    let rows = inside.height.saturating_sub(6);
    let half = (width.saturating_sub(10)) / 2;
    for (i, offer) in keep.offers.iter().enumerate().skip(keep.cursor.first).take(usize::from(rows)) {
        let line = Rect { y: inside.y + 3 + (i - keep.cursor.first) as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == keep.cursor.at, line, buf);
        let (style, on) = (look.ground, |role| look.on(role));
        scene.hit(line, Hit::Choice(i));
        let (sign, role) = if offer.is_wanted { ("[x]", Role::Good) } else { ("[ ]", Role::Dim) };
        put(buf, line.x + 2, line.y, 3, sign, on(role));
        let observed = clean(&offer.alias.observed);
        put(buf, line.x + 6, line.y, half, &truncate(&observed, usize::from(half)), style);
        let x = line.x + 7 + half;
        put(buf, x, line.y, 1, "→", on(Role::Dim));
        let field = clean(&field(&offer.alias)).into_owned();
        let room = line.right().saturating_sub(x + 3);
        put(buf, x + 2, line.y, room, &truncate(&field, usize::from(room)), style);
    }
    let below = match keep.offers.get(keep.cursor.at) {
        _ if keep.is_writing => [words::keep_writing(lang).to_owned(), String::new()],
        Some(offer) => [place(&offer.alias), offer.alias.teacher(&model.zone, lang)],
        None => Default::default(),
    };
    for (y, text) in (inside.bottom().saturating_sub(2)..).zip(&below) {
        let text = clean(text);
        put(buf, inside.x + 1, y, width, &truncate(&text, usize::from(width)), on(Role::Label));
    }
}

/// The field in the form's own words.
fn field(alias: &Alias) -> String {
    target(alias).map_or_else(|| alias.field.clone(), |target| target.label().to_owned())
}

/// The table and the groups in the form's own words.
fn place(alias: &Alias) -> String {
    let table = target(alias).map_or(alias.table.as_str(), |target| target.table.get().label);
    std::iter::once(table).chain(alias.group.iter().map(String::as_str)).collect::<Vec<_>>().join(" › ")
}

fn target(alias: &Alias) -> Option<Target> {
    Schema::get().tables().find_map(|table| alias.target(table))
}
