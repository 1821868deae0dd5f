//! Why the label under the cursor is taken for its field: candidates, the parts of their scores, and where it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::report::{Label, Target};
use crate::text::width::{Align, truncate, width};
use crate::tui::paint::{bar, clean, frame, put, put_padded};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::{words, wrap};

/// Below this many lines the candidates stand close together, without the parts of their scores.
const ROOMY: u16 = 14;
/// Cells of a bar.
const BAR: u16 = 10;

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let inside = frame(buf, scene.theme, area, (words::score(scene.lang), ""), false);
    let Some(report) = &scene.model.report else { return };
    let Some(label) = report.labels.label().and_then(|label| report.report().labels.get(label)) else { return };
    let mut pen = Pen { scene, area: inside, y: inside.y };
    about(&mut pen, label, buf);
    candidates(&mut pen, label, buf);
    if let Some(span) = label.source.first() {
        pen.y += 1;
        pen.say(&words::line_and_column(scene.lang, span.line, span.column), Role::Dim, buf);
        if let Some(text) = report.analysis.lines.get(span.line as usize - 1) {
            let from = span.column.saturating_sub(13) as usize;
            let around: String = text.chars().skip(from).take(120).collect();
            pen.say(&around, Role::Label, buf);
        }
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

fn about(pen: &mut Pen, label: &Label, buf: &mut Buffer) {
    let lang = pen.scene.lang;
    let observed = if label.observed.is_empty() { words::lost_label(lang) } else { &label.observed };
    pen.say(observed, Role::Heading, buf);
    match label.target {
        Some(target) => pen.say(&format!("→ {}", path(target)), Role::Base, buf),
        None => pen.say(&format!("→ {}", words::no_target(lang)), Role::Missing, buf),
    }
    let table = label.table.get().label;
    let group = label.group.join(" › ");
    let place = if group.is_empty() { table.to_owned() } else { format!("{table} › {group}") };
    if pen.area.height >= ROOMY {
        pen.say(&place, Role::Dim, buf);
    }
    let gap = match label.candidates.as_slice() {
        [first, second, ..] => format!("  {}", words::ahead(lang, first.score - second.score)),
        _ => String::new(),
    };
    pen.say(&format!("{} {:.2}{gap}", label.method.words(lang), label.score), Role::Label, buf);
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
        let x = put(buf, area.x + 1, pen.y, 3, &format!("{} ", number + 1), scene.style(Role::Key));
        let score = format!("{:.2}", candidate.score);
        let room = area.right().saturating_sub(x + 6);
        let text = clean(candidate.target.label());
        put(buf, x, pen.y, room, &truncate(&text, usize::from(room)), scene.style(role));
        put_padded(buf, area.right().saturating_sub(6), pen.y, 5, &score, Align::Right, scene.style(role));
        pen.y += 1;
        // The parts are shown for the two that compete; the others are too far behind to matter.
        if number < 2 && roomy {
            for part in &candidate.parts {
                if pen.y >= area.bottom() {
                    return;
                }
                let name = part.kind.words(lang);
                let x = put(buf, area.x + 3, pen.y, 14, name, scene.style(Role::Dim));
                let x = x.max(area.x + 3 + width(name) as u16).max(area.x + 17);
                let after = bar(buf, scene.theme, (x, pen.y, BAR), part.value, scene.style(Role::Base));
                put(buf, after + 1, pen.y, 5, &format!("{:.2}", part.value), scene.style(Role::Dim));
                pen.y += 1;
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
