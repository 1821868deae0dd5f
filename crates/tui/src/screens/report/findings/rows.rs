//! The rows that the findings of one cause take in their pane: both the cursor and the picture go by them.

use crate::model::{Model, OpenReport};
use crate::review::{FindingState, NoteOn};
use crate::rules::Finding;
use crate::screens::list::preview::sign;
use crate::screens::report::about;
use crate::text::lang::Lang;
use crate::theme::{Depth, Role, Theme};
use crate::view::Scene;
use crate::{words, wrap};

/// How many kinds of corrections are told of one cause, so that the next cause stays in sight.
const KINDS: usize = 2;

/// One row of a finding: a sign, the text, and how both look.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its sign, and how that looks.
    pub sign: (&'static str, Role),
    /// Cells that it is moved in by.
    pub indent: u16,
    /// Its text.
    pub text: String,
    /// How the text looks.
    pub role: Role,
    /// The finding that it is of.
    pub finding: usize,
}

/// The rows of the findings of one cause, by its position, in a pane of so many cells.
#[must_use]
pub fn rows(model: &Model, report: &OpenReport, cause: usize, cells: u16) -> Vec<Row> {
    // Only text is laid out here, whatever its colours.
    let theme = Theme::named(&model.theme, Depth::None);
    of_cause(Scene::measuring(model, &theme), report, cause, cells)
}

/// The same, with the styles of a scene.
#[must_use]
pub fn of_cause(scene: Scene, report: &OpenReport, cause: usize, cells: u16) -> Vec<Row> {
    let lang = scene.lang;
    let Some(parts) = report.causes.get(cause) else { return Vec::new() };
    let name = &scene.model.rows[report.row].name;
    let mut rows: Vec<Row> = Vec::new();
    let mut say = |sign: (&'static str, Role), indent: u16, text: &str, role: Role, finding: usize| {
        let room = usize::from(cells.saturating_sub(indent + 6));
        for (i, text) in wrap::sentence(text, room).into_iter().enumerate() {
            rows.push(Row { sign: if i == 0 { sign } else { ("", role) }, indent, text, role, finding });
        }
    };
    const NONE: (&str, Role) = ("", Role::Base);
    for (i, &at) in parts.iter().enumerate() {
        let finding = &report.findings()[at];
        let indent = if i == 0 { 0 } else { 2 };
        say(sign(finding.severity), indent, finding.message(lang), Role::Base, at);
        let known = report.analysis.verdict.cause(finding).filter(|_| i == 0);
        for one in known.iter().flat_map(|cause| &cause.hypotheses) {
            let text = words::named(lang, words::hypothesis(lang), one.words(lang));
            say(NONE, indent, &text, Role::Label, at);
        }
        for text in known.iter().flat_map(|cause| about::by_figures(cause, KINDS, lang)) {
            say(NONE, indent, &text, Role::Dim, at);
        }
        if i == 0 && !finding.advice(lang).is_empty() {
            say(NONE, indent, &format!("→ {}", finding.advice(lang)), Role::Notice, at);
        }
        let source = format!("{}  {}", places(report, finding, lang), finding.rule);
        say(NONE, indent, source.trim_start(), Role::Dim, at);
        if let Some(note) = scene.model.noted(name, &NoteOn::Finding(report.keys[at].clone())) {
            let role = if note.pending { Role::Pending } else { Role::Decided };
            say(("✎", role), indent, &format!("{}{}", note.what, about::by(scene, &note)), Role::Base, at);
        }
    }
    let said = scene.model.cause_judgement(report, parts);
    if said.what != FindingState::Open {
        let role = if said.pending { Role::Pending } else { Role::Decided };
        say(NONE, 0, &about::judgement(scene, &said), role, parts[0]);
    }
    if said.what == FindingState::Dismissed {
        for row in &mut rows {
            row.role = if matches!(row.role, Role::Decided | Role::Pending) { row.role } else { Role::Dim };
            row.sign.1 = Role::Dim;
        }
    }
    rows
}

/// The lines that a finding speaks of.
pub fn places(report: &OpenReport, finding: &Finding, lang: Lang) -> String {
    report.report().origins.names(&finding.source, lang)
}
