//! The line at the top: the batch, how far it is read and reviewed, how many reports stand how, and who reviews.
//!
//! Numbers have the width of the greatest that can come, and what stands in the line depends on the terminal's width and
//! the batch's size alone, so that nothing jumps while reports are read and decided on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::{JournalState, Model, RowReview};
use crate::paint::{bar, clean, fill, put};
use crate::review::ReviewState;
use crate::rules::Status;
use crate::screens::list::view::{review_role, status_role};
use crate::text::width::{Align, pad, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::words;

/// How much of the line is shown: cells for the batch's name and for the bar, whether the name of the reviewer stands
/// there and whether with a word before it, and which counts.
struct Plan {
    place: u16,
    bar: u16,
    reviewer: Option<bool>,
    machine: bool,
    review: bool,
}

/// From the richest to the poorest.
const PLANS: [Plan; 9] = [
    Plan { place: 30, bar: 12, reviewer: Some(true), machine: true, review: true },
    Plan { place: 16, bar: 8, reviewer: Some(true), machine: true, review: true },
    Plan { place: 10, bar: 6, reviewer: Some(true), machine: true, review: true },
    Plan { place: 10, bar: 6, reviewer: Some(false), machine: true, review: true },
    Plan { place: 0, bar: 0, reviewer: Some(false), machine: true, review: true },
    Plan { place: 0, bar: 0, reviewer: None, machine: true, review: true },
    Plan { place: 10, bar: 0, reviewer: Some(false), machine: false, review: true },
    Plan { place: 0, bar: 0, reviewer: None, machine: false, review: true },
    Plan { place: 0, bar: 0, reviewer: None, machine: false, review: false },
];

/// Draws the line.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let ground = scene.style(Role::Header);
    fill(buf, area, ground);
    let brand = format!(" {} ", words::brand(lang));
    let (progress, counts) = (Progress::of(model), [machine(scene), review(scene)]);
    let cells = |parts: &[Part]| parts.iter().map(|part| width(&part.text) as u16 + 2).sum::<u16>();
    let wanted = |plan: &Plan| {
        let place = if plan.place > 0 { (width(&clean(&model.place)) as u16).min(plan.place) + 2 } else { 0 };
        let bar = if plan.bar > 0 { plan.bar + 1 } else { 0 };
        let shown = [(plan.machine, &counts[0]), (plan.review, &counts[1])];
        let counts: u16 = shown.iter().map(|(shown, parts)| if *shown { cells(parts) } else { 0 }).sum();
        let right = width(&right(scene, plan.reviewer).text) as u16 + 1;
        width(&brand) as u16 + place + bar + progress.cells(scene) + counts + right
    };
    let plan = PLANS.iter().find(|plan| wanted(plan) <= area.width).unwrap_or(&PLANS[PLANS.len() - 1]);

    let y = area.y;
    let mut x = put(buf, area.x, y, area.width, &brand, scene.style(Role::Brand));
    if plan.place > 0 {
        x = put(buf, x + 1, y, plan.place, &truncate(&clean(&model.place), usize::from(plan.place)), ground) + 1;
    }
    progress.draw(scene, (x + 1, y, plan.bar), ground, buf);

    let right = right(scene, plan.reviewer);
    let mut at = area.right().saturating_sub(width(&right.text) as u16 + 1);
    put(buf, at, y, area.right() - at, &right.text, tinted(scene, ground, right.role));
    for (shown, parts) in [(plan.review, &counts[1]), (plan.machine, &counts[0])] {
        if !shown {
            continue;
        }
        at = at.saturating_sub(cells(parts));
        let mut x = at;
        for part in parts {
            x = put(buf, x, y, area.right() - x, &part.text, tinted(scene, ground, part.role)) + 2;
        }
    }
}

/// A piece of the line.
struct Part {
    text: String,
    role: Role,
}

/// A colour on the line's ground; where the theme has no ground for it, signs alone tell.
fn tinted(scene: Scene, ground: Style, role: Role) -> Style {
    match ground.bg {
        Some(bg) => ground.patch(scene.style(role)).bg(bg),
        None => ground,
    }
}

/// How far reading is, and after that how far reviewing is.
struct Progress {
    done: usize,
    all: usize,
    loading: bool,
}

impl Progress {
    fn of(model: &Model) -> Self {
        let (all, loading) = (model.rows.len(), !model.loading.ended);
        let decided = model.review_counts.passed + model.review_counts.returned;
        Self { done: if loading { model.loading.done } else { decided }, all, loading }
    }

    fn text(&self, scene: Scene) -> String {
        let all = self.all.to_string();
        let done = pad(&self.done.to_string(), all.len(), Align::Right);
        format!("{} {done}/{all}", words::progress(scene.lang, self.loading))
    }

    fn cells(&self, scene: Scene) -> u16 {
        width(&self.text(scene)) as u16 + 3
    }

    fn draw(&self, scene: Scene, (x, y, cells): (u16, u16, u16), ground: Style, buf: &mut Buffer) {
        let share = self.done as f32 / self.all.max(1) as f32;
        let x = if cells > 0 { bar(buf, scene.theme, (x, y, cells), share, ground) + 1 } else { x };
        put(buf, x, y, buf.area.right().saturating_sub(x), &self.text(scene), ground);
    }
}

/// How many reports the machine found to be how.
fn machine(scene: Scene) -> Vec<Part> {
    let counts = scene.model.counts;
    let digits = scene.model.rows.len().to_string().len();
    [
        (Status::Unreadable, counts.unreadable),
        (Status::Error, counts.error),
        (Status::Warning, counts.warning),
        (Status::Clean, counts.clean),
        (Status::NotAssessable, counts.not_assessable),
    ]
    .into_iter()
    .map(|(status, count)| Part {
        text: format!("{} {}", status.sign(), pad(&count.to_string(), digits, Align::Left)),
        role: if count > 0 { status_role(status) } else { Role::Dim },
    })
    .collect()
}

/// How many reports were decided how.
fn review(scene: Scene) -> Vec<Part> {
    let counts = scene.model.review_counts;
    let digits = scene.model.rows.len().to_string().len();
    [
        (RowReview::Decided(ReviewState::Open), counts.open),
        (RowReview::Decided(ReviewState::Passed), counts.passed),
        (RowReview::Decided(ReviewState::Returned), counts.returned),
        (RowReview::Stale(ReviewState::Passed), counts.stale),
    ]
    .into_iter()
    .map(|(review, count)| Part {
        text: format!("{} {}", words::row_review(review, scene.lang), pad(&count.to_string(), digits, Align::Left)),
        role: if count > 0 { review_role(review) } else { Role::Dim },
    })
    .collect()
}

/// Who reviews, whether nothing can be recorded, and whether something is on its way to the disk.
fn right(scene: Scene, reviewer: Option<bool>) -> Part {
    let (model, lang) = (scene.model, scene.lang);
    let name = truncate(&clean(&model.reviewer), 16).into_owned();
    let pending = !model.pending.is_empty();
    let word = if pending { words::writing(lang) } else { words::reviewer_word(lang) };
    let text = match reviewer {
        Some(true) => format!("{} {name}", pad(word, width(words::reviewer_word(lang)), Align::Left)),
        Some(false) => format!("{} {name}", if pending { "…" } else { " " }),
        None => if pending { "…" } else { " " }.to_owned(),
    };
    match &model.journal {
        JournalState::ReadOnly(_) => {
            Part { text: format!("[{}] {text}", words::read_only_mark(lang)), role: Role::Warning }
        }
        JournalState::Opening | JournalState::Ready => {
            Part { text, role: if pending { Role::Pending } else { Role::Header } }
        }
    }
}
