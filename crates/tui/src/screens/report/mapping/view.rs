//! A report's labels: what it says, which field of the form that is taken for, and how sure that is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::hit::Hit;
use crate::keymap::{Command, Context};
use crate::model::OpenReport;
use crate::model::{Model, clashes};
use crate::paint::{clean, frame, put, put_padded};
use crate::report::{Label, Mapping, Target};
use crate::review::Decision;
use crate::schema::Axis;
use crate::text::lang::Lang;
use crate::text::width::{Align, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::words;

/// What a reviewer said of a label, on disk or on its way there.
pub enum Standing {
    /// Nothing.
    None,
    /// On its way to the disk.
    Pending(Option<Mapping>),
    /// On disk.
    Recorded(Mapping),
}

/// What a reviewer said of a label.
#[must_use]
pub fn standing(model: &Model, row: usize, label: &Label) -> Standing {
    let (name, key) = (&model.rows[row].name, label.key());
    let pending = model.pending.iter().rev().flat_map(|act| &act.events).find_map(|event| match &event.decision {
        Decision::MapLabel { key: of, mapping, .. } if *of == key && event.subject.path == *name => {
            Some(mapping.clone())
        }
        _ => None,
    });
    match pending {
        Some(mapping) => Standing::Pending(mapping),
        None => {
            model.decisions.mapping(name, &key).map_or(Standing::None, |standing| Standing::Recorded(standing.mapping))
        }
    }
}

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let lang = scene.lang;
    let labels = &report.labels;
    let waiting = report.report().labels.iter().filter(|label| label.needs_review).count();
    let title = format!("{}  {}", words::mapping(lang), words::labels_waiting(lang, waiting));
    let remark = words::position(labels.cursor.at, labels.order.len());
    let inside = frame(buf, scene.theme, area, (&title, &remark), true);
    if labels.order.is_empty() {
        put(buf, inside.x + 1, inside.y, inside.width, words::no_labels(lang), scene.style(Role::Dim));
        return;
    }
    let columns = Columns::of(inside, lang);
    columns.headings(scene, inside, buf);
    let stale = scene.model.rows[report.row].stale as usize;
    let rows = usize::from(inside.height).saturating_sub(1 + usize::from(stale > 0));
    if stale > 0 {
        let key = scene.model.keymap.key_for(Context::Mapping, Command::View(6));
        let text = words::stale_line(lang, stale, &key);
        let text = truncate(&text, usize::from(inside.width.saturating_sub(3))).into_owned();
        put(buf, inside.x + 2, inside.bottom() - 1, inside.width - 3, &text, scene.style(Role::Warning));
    }
    let shown = labels.order.iter().enumerate().skip(labels.cursor.first).take(rows);
    for (y, (position, &index)) in shown.enumerate() {
        let line = Rect { y: inside.y + 1 + y as u16, height: 1, ..inside };
        let label = &report.report().labels[index as usize];
        let standing = standing(scene.model, report.row, label);
        scene.hit(line, Hit::Label(position));
        columns.draw(scene, label, &standing, position == labels.cursor.at, line, buf);
        if !clashes(report.report(), index as usize).is_empty() {
            let here = if position == labels.cursor.at { scene.style(Role::Cursor) } else { scene.style(Role::Base) };
            put(buf, line.x + 1, line.y, 1, "⚠", here.patch(scene.style(Role::Warning)));
        }
    }
}

struct Columns {
    observed: (u16, u16),
    canonical: (u16, u16),
    score: (u16, u16),
    method: (u16, u16),
}

impl Columns {
    fn of(area: Rect, lang: Lang) -> Self {
        // As wide as the longest name of a method.
        let cells = lang.pick(10, 19);
        let method = (area.right().saturating_sub(cells + 1), cells);
        let score = (method.0 - 6, 5);
        let left = area.x + 8;
        let half = score.0.saturating_sub(left + 3) / 2;
        Self {
            observed: (left, half),
            canonical: (left + half + 3, score.0.saturating_sub(left + half + 4)),
            score,
            method,
        }
    }

    fn headings(&self, scene: Scene, area: Rect, buf: &mut Buffer) {
        let (lang, style) = (scene.lang, scene.style(Role::Dim));
        put(buf, self.observed.0, area.y, self.observed.1, words::observed(lang), style);
        put(buf, self.canonical.0, area.y, self.canonical.1, words::canonical(lang), style);
        put_padded(buf, self.score.0, area.y, self.score.1, words::score_column(lang), Align::Right, style);
        put(buf, self.method.0, area.y, self.method.1, words::method(lang), style);
    }

    fn draw(&self, scene: Scene, label: &Label, standing: &Standing, here: bool, area: Rect, buf: &mut Buffer) {
        let lang = scene.lang;
        let look = Line::draw(scene, scene.style(Role::Base), here, area, buf);
        let on = |role: Role| look.on(role);
        let (sign, role) = match standing {
            Standing::Pending(_) => ("…", Role::Pending),
            Standing::Recorded(Mapping::Unsure) => ("?", Role::Doubt),
            Standing::Recorded(_) => ("●", Role::Decided),
            Standing::None if label.needs_review => ("?", Role::Doubt),
            Standing::None => (" ", Role::Dim),
        };
        put(buf, area.x + 2, area.y, 1, sign, on(role));
        put(buf, area.x + 4, area.y, 3, words::axis(label.axis, lang), on(Role::Dim));
        let observed = if label.observed.is_empty() { words::lost_label(lang).into() } else { clean(&label.observed) };
        let cells = usize::from(self.observed.1);
        let observed_role = if label.needs_review { Role::Doubt } else { Role::Base };
        let observed_style = look.text(observed_role);
        put(buf, self.observed.0, area.y, self.observed.1, &truncate(&observed, cells), observed_style);
        put(buf, self.canonical.0 - 2, area.y, 1, "→", on(Role::Dim));
        let (canonical, canonical_role) = match (standing, label.target) {
            (Standing::Pending(Some(Mapping::Field(id))), _) => (pending_label(label, id), Role::Pending),
            (Standing::Pending(Some(Mapping::NotAField)), _) => (words::no_field(lang).to_owned(), Role::Pending),
            (Standing::Recorded(Mapping::NotAField), _) => (words::no_field(lang).to_owned(), Role::Decided),
            (Standing::Recorded(Mapping::Field(_)), Some(target)) => (with_group(target), Role::Decided),
            (_, Some(target)) => (with_group(target), if label.needs_review { Role::Doubt } else { Role::Base }),
            (_, None) => (words::no_target(lang).to_owned(), Role::Missing),
        };
        let text = clean(&canonical);
        let text = truncate(&text, usize::from(self.canonical.1));
        put(buf, self.canonical.0, area.y, self.canonical.1, &text, on(canonical_role));
        put_padded(
            buf,
            self.score.0,
            area.y,
            self.score.1,
            &format!("{:.2}", label.score),
            Align::Right,
            on(Role::Base),
        );
        let method = match standing {
            Standing::Pending(_) => words::recording(lang),
            Standing::Recorded(mapping) => words::mapping_word(mapping, lang),
            Standing::None => label.method.words(lang),
        };
        debug_assert!(width(method) <= 20);
        put(buf, self.method.0, area.y, self.method.1, method, on(role));
    }
}

/// A field's label; where other fields of the table are labelled alike, with its group.
fn with_group(target: Target) -> String {
    let table = target.table.get();
    let fields = match target.axis {
        Axis::Row => &table.rows,
        Axis::Column => &table.columns,
        Axis::Table | Axis::Group => return target.label().to_owned(),
    };
    let is_alone = fields.iter().filter(|field| field.label == target.label()).count() == 1;
    match fields[usize::from(target.index)].group.last() {
        Some(group) if !is_alone => format!("{} · {group}", target.label()),
        _ => target.label().to_owned(),
    }
}

fn pending_label(label: &Label, id: &str) -> String {
    Target::find(label.table, label.axis, id).map_or_else(|| id.to_owned(), with_group)
}
