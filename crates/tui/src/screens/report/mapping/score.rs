//! Why the label under the cursor is taken for its field: candidates, the parts of their scores, and where it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::{OpenReport, clashes};
use crate::paint::{bar, clean, frame, put, put_padded};
use crate::report::{Label, ScorePart, Target, why};
use crate::text::width::{Align, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// Below this many lines the candidates stand close together, without the parts of their scores.
const ROOMY: u16 = 14;
/// Cells of a bar.
const BAR: u16 = 10;

/// How many values of a label are shown.
const VALUES: usize = 12;

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let inside = frame(buf, scene.theme, area, (words::score(scene.lang), ""), false);
    let Some(index) = report.labels.label() else { return };
    let Some(label) = report.report().labels.get(index) else { return };
    let mut pen = Pen { scene, area: inside, y: inside.y };
    about(&mut pen, label, buf);
    for rival in clashes(report.report(), index) {
        let rival = &report.report().labels[rival];
        let field = label.target.map_or("", Target::label);
        let text = words::clash(scene.lang, (&label.observed, &rival.observed), field);
        pen.say(&format!("⚠ {text}"), Role::Warning, buf);
    }
    candidates(&mut pen, label, buf);
    evidence(&mut pen, report, index, buf);
    around(&mut pen, report, index, buf);
    if let Some(span) = label.source.first() {
        pen.y += 1;
        pen.say(&words::exactly(scene.lang, &report.report().origins, *span), Role::Dim, buf);
        if let Some(text) = report.analysis.lines.get(span.line as usize - 1) {
            let from = span.column.saturating_sub(13) as usize;
            let around: String = text.chars().skip(from).take(120).collect();
            pen.say(&around, Role::Label, buf);
        }
    }
}

/// What else speaks for the field: place, group, sums.
fn evidence(pen: &mut Pen, report: &OpenReport, index: usize, buf: &mut Buffer) {
    let (lang, roomy) = (pen.scene.lang, pen.area.height >= ROOMY);
    let found = why::evidence(report.report(), index, lang);
    if found.is_empty() {
        return;
    }
    if roomy {
        pen.y += 1;
        pen.say(words::other_evidence(lang), Role::Heading, buf);
    }
    for (name, said) in found {
        pen.reason(name, &said, buf);
    }
}

/// What stands near: the labels before and after it, and the values that it heads.
fn around(pen: &mut Pen, report: &OpenReport, index: usize, buf: &mut Buffer) {
    let lang = pen.scene.lang;
    let labels = &report.report().labels;
    let own = &labels[index];
    let place = |label: &Label| label.source.first().map(|span| (span.line, span.column));
    let is_near = |other: &&Label| other.table == own.table && other.axis == own.axis && place(other).is_some();
    let before =
        labels.iter().filter(is_near).filter(|other| place(other) < place(own)).max_by_key(|other| place(other));
    let after =
        labels.iter().filter(is_near).filter(|other| place(other) > place(own)).min_by_key(|other| place(other));
    pen.y += 1;
    for (name, near) in [(words::before(lang), before), (words::after(lang), after)] {
        if let Some(near) = near {
            let sign = if near.needs_review { "?" } else { "✓" };
            let target = near.target.map_or(words::no_target(lang), Target::label);
            pen.line(&format!("{name}  {sign} {} → {target}", near.observed), Role::Dim, buf);
        }
    }
    let heads = |label: Option<u32>| label == Some(index as u32);
    let mut values: Vec<&str> = report
        .report()
        .cells()
        .filter(|(_, cell)| heads(cell.row_label) || heads(cell.column_label))
        .map(|(_, cell)| if cell.raw.trim().is_empty() { "␣" } else { cell.raw.trim() })
        .take(VALUES + 1)
        .collect();
    if values.len() > VALUES {
        values[VALUES] = "…";
    }
    if !values.is_empty() {
        pen.line(&format!("{}  {}", words::values(lang), values.join(" ")), Role::Dim, buf);
    }
}

struct Pen<'a> {
    scene: Scene<'a>,
    area: Rect,
    y: u16,
}

impl Pen<'_> {
    fn say(&mut self, text: &str, role: Role, buf: &mut Buffer) {
        for row in wrap::sentence(text, usize::from(self.area.width.saturating_sub(2))) {
            if self.y < self.area.bottom() {
                put(buf, self.area.x + 1, self.y, self.area.width - 1, &row, self.scene.style(role));
                self.y += 1;
            }
        }
    }
}

impl Pen<'_> {
    /// One row, cut where it is too long.
    fn line(&mut self, text: &str, role: Role, buf: &mut Buffer) {
        if self.y < self.area.bottom() {
            let cells = self.area.width.saturating_sub(2);
            let text = clean(text);
            put(buf, self.area.x + 1, self.y, cells, &truncate(&text, usize::from(cells)), self.scene.style(role));
            self.y += 1;
        }
    }
}

fn about(pen: &mut Pen, label: &Label, buf: &mut Buffer) {
    let lang = pen.scene.lang;
    let observed = if label.observed.is_empty() { words::lost_label(lang) } else { &label.observed };
    let roomy = pen.area.height >= ROOMY;
    let target = label.target.map_or_else(|| words::no_target(lang).to_owned(), path);
    if roomy {
        pen.say(observed, Role::Heading, buf);
        let role = if label.target.is_some() { Role::Base } else { Role::Missing };
        pen.say(&format!("→ {target}"), role, buf);
    } else {
        pen.say(&format!("{observed} → {target}"), Role::Heading, buf);
    }
    let table = label.table.get().label;
    let group = label.group.join(" › ");
    let place = if group.is_empty() { table.to_owned() } else { format!("{table} › {group}") };
    if roomy {
        pen.say(&place, Role::Dim, buf);
    }
    // The candidates show their scores themselves, and come first where there is no room for both.
    if !roomy && label.candidates.len() + 2 > usize::from(pen.area.height) {
        return;
    }
    let model = pen.scene.model;
    let standing = model.screen.report().and_then(|report| {
        let name = &model.rows[report.row].name;
        model.decisions.mapping(name, &label.key())
    });
    if let Some(standing) = standing {
        let at = standing.at.to_zoned(model.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        pen.say(&words::decided_by(lang, &standing.by, &at), Role::Decided, buf);
    } else {
        // Who taught a label says also how it came to its field.
        if label.taught.as_ref().is_none_or(|taught| taught.held_back.is_some()) {
            pen.say(words::method_sentence(lang, label.method), Role::Label, buf);
        }
        if let Some(taught) = &label.taught {
            let role = if taught.held_back.is_none() { Role::Decided } else { Role::Warning };
            pen.say(&words::taught(taught, &model.zone, lang), role, buf);
        }
        if let [first, second, ..] = label.candidates.as_slice()
            && label.target == Some(first.target)
            && first.score >= second.score
        {
            pen.say(&words::lead(first, second, lang), Role::Label, buf);
        }
    }
}

fn candidates(pen: &mut Pen, label: &Label, buf: &mut Buffer) {
    let lang = pen.scene.lang;
    if label.candidates.is_empty() {
        return;
    }
    let roomy = pen.area.height >= ROOMY;
    if roomy {
        pen.y += 1;
        pen.say(words::candidates(lang), Role::Heading, buf);
    }
    for (number, candidate) in label.candidates.iter().enumerate() {
        if pen.y >= pen.area.bottom() {
            return;
        }
        let chosen = Some(candidate.target) == label.target;
        let (area, scene) = (pen.area, pen.scene);
        let role = if chosen { Role::Decided } else { Role::Base };
        let x = put(buf, area.x + 1, pen.y, 3, &format!("{} ", number + 1), scene.style(Role::Dim));
        let score = format!("{:.2}", candidate.score);
        let room = area.right().saturating_sub(x + 6);
        let text = clean(candidate.target.label());
        put(buf, x, pen.y, room, &truncate(&text, usize::from(room)), scene.style(role));
        put_padded(buf, area.right().saturating_sub(6), pen.y, 5, &score, Align::Right, scene.style(role));
        pen.y += 1;
        // The parts are shown for the two that compete; the others are too far behind to matter.
        if number < 2 && roomy {
            for part in &candidate.parts {
                pen.part(*part, (label, candidate.target), buf);
            }
        }
    }
}

impl Pen<'_> {
    /// A reason with its short name, in as many rows as it takes.
    fn reason(&mut self, name: &str, said: &str, buf: &mut Buffer) {
        let (area, scene) = (self.area, self.scene);
        let x = area.x + 1 + scene.lang.pick(5, 9);
        let cells = area.right().saturating_sub(x + 1);
        for (i, row) in wrap::sentence(said, usize::from(cells)).iter().enumerate() {
            if self.y >= area.bottom() {
                return;
            }
            if i == 0 {
                put(buf, area.x + 1, self.y, x - area.x - 1, name, scene.style(Role::Dim));
            }
            put(buf, x, self.y, cells, row, scene.style(Role::Label));
            self.y += 1;
        }
    }

    /// A part of a score: its name, a bar, its value, and what it says; below it where there is no room beside.
    fn part(&mut self, part: ScorePart, (label, target): (&Label, Target), buf: &mut Buffer) {
        let (area, scene, lang) = (self.area, self.scene, self.scene.lang);
        if self.y >= area.bottom() {
            return;
        }
        let dim = scene.style(Role::Dim);
        put(buf, area.x + 3, self.y, lang.pick(4, 8), words::part_name(part.kind, lang), dim);
        let x = area.x + 3 + lang.pick(5, 9);
        let after = bar(buf, scene.theme, (x, self.y, BAR), part.value, scene.style(Role::Base));
        let after = put(buf, after + 1, self.y, 5, &format!("{:.2}", part.value), dim) + 1;
        let phrase = words::part_phrase(part, &label.observed, target, lang);
        let room = area.right().saturating_sub(after + 1);
        let shown = clean(&phrase);
        if width(&shown) <= usize::from(room) {
            put(buf, after, self.y, room, &shown, scene.style(Role::Label));
            self.y += 1;
            return;
        }
        self.y += 1;
        let cells = area.right().saturating_sub(x + 1);
        for row in wrap::sentence(&phrase, usize::from(cells)) {
            if self.y < area.bottom() {
                put(buf, x, self.y, cells, &row, scene.style(Role::Label));
                self.y += 1;
            }
        }
    }
}

/// A field with its groups.
fn path(target: Target) -> String {
    let table = target.table.get();
    let group: &[&str] = match target.axis {
        crate::schema::Axis::Row => &table.rows[usize::from(target.index)].group,
        crate::schema::Axis::Column => &table.columns[usize::from(target.index)].group,
        crate::schema::Axis::Table | crate::schema::Axis::Group => &[],
    };
    let label = target.label();
    group.iter().chain([&label]).copied().collect::<Vec<_>>().join(" › ")
}
