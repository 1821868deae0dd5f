//! What rests on several reports: taking it up, and the window that lists it.

use std::collections::{BTreeSet, HashMap};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::cursor::{ListCursor, half_page};
use crate::effect::Effect;
use crate::hit::Hit;
use crate::keymap::Command;
use crate::layout::{between_rows, between_window};
use crate::model::{Model, Overlay, Then};
use crate::paint::{clean, cover, frame, put};
use crate::review::{Decision, Event};
use crate::rules::Finding;
use crate::rules::across::{BatchFinding, SAME_UNIT};
use crate::screens::list::preview::sign;
use crate::text::width::truncate;
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::{layout, wrap};

/// What came of comparing the reports of the batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Between {
    /// Every finding, in the order of the batch; what concerns no report in particular comes last.
    pub findings: Vec<BatchFinding>,
    /// Whether the reports have been compared.
    pub is_known: bool,
    /// The findings of each row that has any.
    of_row: HashMap<usize, Vec<usize>>,
}

impl Between {
    /// What came of a comparison of all rows.
    #[must_use]
    pub fn of(findings: Vec<BatchFinding>) -> Self {
        let mut of_row: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, found) in findings.iter().enumerate() {
            if let Some(row) = found.subject {
                of_row.entry(row).or_default().push(index);
            }
        }
        Self { findings, is_known: true, of_row }
    }

    /// The findings of a row.
    pub fn on(&self, row: usize) -> impl Iterator<Item = &Finding> {
        self.of_row.get(&row).into_iter().flatten().map(|&index| &self.findings[index].finding)
    }

    /// The rows that have findings.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.of_row.keys().copied()
    }
}

/// The window that lists all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BetweenList {
    /// The cursor's position.
    pub cursor: ListCursor,
}

/// Asks for a comparison of all reports, once they have been read.
pub fn ask(model: &Model) -> Option<Effect> {
    model.loading.ended.then(|| Effect::Compare(Box::new(model.decisions.identities())))
}

/// Whether a decision says that names are of one unit or of two, or undoes that, so that the reports compare otherwise.
pub fn identifies(model: &Model, event: &Event) -> bool {
    let about = model.decisions.root(event).unwrap_or(event);
    matches!(&about.decision, Decision::JudgeFinding { key, .. } if key.rule == SAME_UNIT)
}

/// Takes up what came of a comparison: in the rows of the list, and in the report that is open.
pub fn compared(model: &mut Model, findings: Vec<BatchFinding>) -> Vec<Effect> {
    let mut changed: BTreeSet<usize> = model.between.rows().collect();
    model.between = Between::of(findings);
    changed.extend(model.between.rows());
    for &row in &changed {
        let Some(mut summary) = model.rows.get_mut(row).and_then(|place| place.summary.take()) else { continue };
        let before = summary.status;
        summary.compared(model.between.on(row));
        crate::update::batch::restore(model, row, before, summary);
    }
    model.list.changed(&model.rows, changed.into_iter());
    if let Some(report) = model.screen.known_mut() {
        report.compared(model.between.on(report.row));
    }
    crate::update::scroll(model);
    Vec::new()
}

/// Opens the window.
pub fn show(model: &mut Model) -> Vec<Effect> {
    if !model.between.is_known {
        model.refuse(words::not_compared(model.lang).to_owned());
    } else if model.between.findings.is_empty() {
        model.refuse(words::nothing_between(model.lang).to_owned());
    } else {
        model.overlay = Some(Overlay::Between(BetweenList::default()));
    }
    Vec::new()
}

/// Handles a command in the window.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let count = model.between.findings.len();
    let page = half_page(layout::between_rows(model.size, count));
    let Some(Overlay::Between(list)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Move(motion) => list.cursor.go(motion, count, page),
        Command::Back => model.overlay = None,
        Command::Enter => {
            let here = list.cursor.at;
            return enter(model, here);
        }
        _ => {}
    }
    Vec::new()
}

/// Goes to the report that a finding speaks of.
fn enter(model: &mut Model, index: usize) -> Vec<Effect> {
    let Some(found) = model.between.findings.get(index) else { return Vec::new() };
    let Some(row) = found.subject.or_else(|| found.reports.first().copied()) else {
        model.refuse(words::no_report_of_it(model.lang).to_owned());
        return Vec::new();
    };
    model.overlay = None;
    crate::screens::report::update::open(model, row, Then::Between(index))
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let rows = layout::between_rows(model.size, model.between.findings.len());
    let count = model.between.findings.len();
    if let Some(Overlay::Between(list)) = &mut model.overlay {
        list.cursor.show(count, rows);
    }
}

/// Cells of the unit's name.
const UNIT: u16 = 20;

/// Draws the window.
pub fn render(scene: Scene, list: &BetweenList, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let findings = &model.between.findings;
    let area = between_window(model.size, findings.len());
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let remark = words::position(list.cursor.at, findings.len());
    let inside = frame(buf, scene.theme, area, (words::between_title(lang), &remark), true);
    let rows = between_rows(model.size, findings.len());
    for (y, (index, found)) in findings.iter().enumerate().skip(list.cursor.first).take(rows).enumerate() {
        let line = Rect { y: inside.y + y as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, index == list.cursor.at, line, buf);
        scene.hit(line, Hit::Choice(index));
        let (mark, role) = sign(found.finding.severity);
        put(buf, line.x + 2, line.y, 2, mark, look.on(role));
        let unit = subject(model, found).unwrap_or_else(|| words::between_batch(lang).to_owned());
        put(buf, line.x + 4, line.y, UNIT, &truncate(&clean(&unit), usize::from(UNIT)), look.on(Role::Label));
        let x = line.x + 5 + UNIT;
        let room = line.right().saturating_sub(x + 1);
        put(buf, x, line.y, room, &truncate(&clean(found.finding.message(lang)), usize::from(room)), look.ground);
    }
    let Some(found) = findings.get(list.cursor.at) else { return };
    let on = |role: Role| ground.patch(scene.style(role));
    let y = inside.y + rows as u16;
    put(buf, inside.x, y, inside.width, &"─".repeat(usize::from(inside.width)), on(Role::Border));
    in_full(scene, found, Rect { y: y + 1, height: inside.bottom().saturating_sub(y + 1), ..inside }, buf);
}

/// A finding in full: its sentence, what to do, and the reports that it rests on.
fn in_full(scene: Scene, found: &BatchFinding, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let ground = scene.style(Role::Overlay);
    let width = area.width.saturating_sub(2);
    let names: Vec<&str> =
        found.reports.iter().filter_map(|&row| model.rows.get(row)).map(|row| row.name.as_str()).collect();
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut say = |text: &str, role: Role, most: usize| {
        let rows = wrap::sentence(&clean(text), usize::from(width)).into_iter().take(most);
        lines.extend(rows.map(|row| (row.to_string(), role)));
    };
    say(found.finding.message(lang), Role::Base, 3);
    say(&format!("→ {}", found.finding.advice(lang)), Role::Label, 2);
    if !names.is_empty() {
        say(&words::concerned(lang, &names), Role::Dim, 2);
    }
    for (y, (text, role)) in lines.iter().take(usize::from(area.height)).enumerate() {
        let style = if *role == Role::Base { ground } else { ground.patch(scene.style(*role)) };
        put(buf, area.x + 1, area.y + y as u16, width, text, style);
    }
}

/// The unit that a finding speaks of, where it speaks of one.
fn subject(model: &Model, found: &BatchFinding) -> Option<String> {
    let row = model.rows.get(found.subject?)?;
    let year = row.summary.as_ref().and_then(|summary| summary.year);
    Some(year.map_or_else(|| row.unit().to_owned(), |year| format!("{} {year}", row.unit())))
}

/// What the window says.
pub mod words {
    use crate::text::lang::Lang;
    pub use crate::words::*;

    words! {
        /// Title of the window that lists them.
        between_title => ("跨年度、跨单位与名单", "Across years, units and the roster"),
        /// In the place of a unit, where a finding concerns the whole batch.
        between_batch => ("整个批次", "the whole batch"),
        /// The reports are still being read or compared.
        not_compared => ("各报告尚在读取和比对，请稍候再看。", "The reports are still being read and compared; look again in a moment."),
        /// There are none.
        nothing_between => (
            "各报告之间没有发现问题。",
            "Nothing was found between the reports."
        ),
        /// A finding speaks of no report that could be opened.
        no_report_of_it => ("这一条没有对应的报告可打开。", "There is no report to open for this."),
    }

    /// How many there are, and the key that lists them.
    #[must_use]
    pub fn between_count(lang: Lang, count: usize, key: &str) -> String {
        let key = if key.is_empty() { String::new() } else { format!(" {key}") };
        lang.pick(format!("跨报告 {count}{key}"), format!("between reports {count}{key}"))
    }

    /// The reports that a finding rests on, beside the one that it speaks of.
    #[must_use]
    pub fn concerned(lang: Lang, names: &[&str]) -> String {
        lang.pick(format!("涉及：{}", names.join("、")), format!("rests on: {}", names.join(", ")))
    }
}
