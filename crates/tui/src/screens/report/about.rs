//! What is told of a cell, as paragraphs: in short for the pane beside the tables, or whole for a window.

use crate::model::{OpenReport, Said};
use crate::report::{Cell, Confidence, Mapping, Report};
use crate::review::{FindingState, NoteOn};
use crate::rules::{Cause, Check, Outcome, Tried, place_name, rule};
use crate::schema::{CellId, Target};
use crate::screens::list::preview::sign;
use crate::screens::report::arithmetic;
use crate::text::lang::Lang;
use crate::theme::Role;
use crate::view::Scene;
use crate::words;

/// A paragraph: a sign or heading with its text, and perhaps a bar between them.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// The sign or heading; empty for a continuation.
    pub head: String,
    /// How the heading looks.
    pub head_role: Role,
    /// The text.
    pub text: String,
    /// How the text looks.
    pub role: Role,
    /// A share from 0 to 1, drawn as a bar before the text.
    pub bar: Option<f32>,
}

/// The paragraphs as they come.
struct About<'a> {
    scene: Scene<'a>,
    report: &'a OpenReport,
    id: CellId,
    whole: bool,
    found: Vec<Paragraph>,
}

/// What is told of a cell.
pub fn cell(scene: Scene, report: &OpenReport, id: CellId, whole: bool) -> Vec<Paragraph> {
    let mut about = About { scene, report, id, whole, found: Vec::new() };
    let cell = report.report().cell(id);
    about.field();
    about.content(cell);
    if whole {
        about.place(cell);
        about.notes();
        about.relations();
        about.findings();
        about.decisions(cell);
        if cell.is_some() {
            about.heading(words::score(scene.lang));
        }
        about.evidence(cell);
    } else {
        about.notes();
        about.findings();
        about.relations();
        about.evidence(cell);
        about.place(cell);
    }
    about.found
}

impl About<'_> {
    fn say(&mut self, head: &str, text: String, head_role: Role, role: Role) {
        self.found.push(Paragraph { head: head.to_owned(), head_role, text, role, bar: None });
    }

    fn heading(&mut self, text: &str) {
        if self.whole {
            self.say("", String::new(), Role::Base, Role::Base);
        }
        self.say("", text.to_owned(), Role::Base, Role::Heading);
    }

    fn field(&mut self) {
        let lang = self.scene.lang;
        if !self.whole {
            self.say("", field_path(self.id), Role::Base, Role::Heading);
            self.say("", self.id.to_string(), Role::Base, Role::Dim);
            return;
        }
        self.say(words::field(lang), field_path(self.id), Role::Dim, Role::Heading);
        self.say(" ", place_name(self.id).get(lang).to_owned(), Role::Dim, Role::Base);
        self.say(words::id(lang), english_path(self.id), Role::Dim, Role::Base);
        self.say(" ", self.id.to_string(), Role::Dim, Role::Dim);
    }

    fn content(&mut self, cell: Option<&Cell>) {
        let lang = self.scene.lang;
        let Some(cell) = cell else {
            self.say("·", words::cell_absent(lang).to_owned(), Role::Missing, Role::Missing);
            return;
        };
        let kind = words::cell_kind(cell.kind, lang);
        let unit = cell.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
        let value = cell.value.map_or_else(String::new, |value| format!(" {value}{unit}"));
        if self.whole {
            self.say(words::raw(lang), format!("“{}”", cell.raw), Role::Dim, Role::Base);
            self.say(words::value(lang), format!("{kind}{value}"), Role::Dim, Role::Base);
        } else {
            self.say(words::raw(lang), format!("“{}”  {kind}{value}", cell.raw.trim()), Role::Dim, Role::Base);
        }
        if let Some(doubt) = cell.doubt {
            let text = words::named(lang, words::doubt(lang), doubt.words(lang));
            self.say("?", text, Role::Doubt, Role::Doubt);
        }
    }

    /// The notes on the cell, and in the window those on the report that it stands in.
    fn notes(&mut self) {
        let name = &self.scene.model.rows[self.report.row].name;
        let raw = self.report.report().cell(self.id).map(|cell| cell.raw.clone());
        let on_cell = NoteOn::Cell { cell: self.id.to_string(), raw };
        let notes = [on_cell, NoteOn::Report];
        let notes = notes.iter().filter_map(|on| Some((on, self.scene.model.noted(name, on)?)));
        let notes: Vec<(String, bool)> = notes
            .map(|(on, note)| {
                let text = format!("{}{}", note.what, by(self.scene, &note));
                let text = match on {
                    NoteOn::Report => words::named(self.scene.lang, words::note_on(self.scene.lang, on), &text),
                    NoteOn::Cell { .. } | NoteOn::Finding(_) => text,
                };
                (text, note.pending)
            })
            .collect();
        for (text, pending) in notes {
            self.say("✎", text, Role::Decided, if pending { Role::Pending } else { Role::Base });
        }
    }

    /// The findings that speak of the cell, with what the reviewer says of them.
    fn findings(&mut self) {
        let lang = self.scene.lang;
        let name = &self.scene.model.rows[self.report.row].name;
        let speaking: Vec<usize> = (0..self.report.findings().len())
            .filter(|&at| {
                let finding = &self.report.findings()[at];
                finding.cells.contains(&self.id) || finding.suspects.contains(&self.id)
            })
            .collect();
        if self.whole && !speaking.is_empty() {
            self.heading(words::findings(lang));
        }
        let mut causes: Vec<usize> = Vec::new();
        for at in speaking {
            let finding = &self.report.findings()[at];
            let (mark, role) = sign(finding.severity);
            let said = self.scene.model.judgement(name, &self.report.keys[at]);
            let dismissed = said.what == FindingState::Dismissed;
            let (role, tone) = if dismissed { (Role::Dim, Role::Dim) } else { (role, Role::Base) };
            self.say(mark, finding.message(lang).to_owned(), role, tone);
            // Likely causes, advice and judgement are those of the cause; they stand with the first of its findings.
            let cause = self.report.causes.iter().position(|cause| cause.contains(&at)).unwrap_or(0);
            let is_first = !causes.contains(&cause);
            causes.push(cause);
            // In short the likeliest of them is told, in the window all, with every way that the figures allow.
            let known = self.report.analysis.verdict.cause(finding).filter(|_| is_first);
            let told = if self.whole { usize::MAX } else { 1 };
            for one in known.iter().flat_map(|cause| &cause.hypotheses).take(told) {
                let text = words::named(lang, words::hypothesis(lang), one.words(lang));
                self.say(" ", text, Role::Base, if dismissed { Role::Dim } else { Role::Label });
            }
            if self.whole {
                for text in known.iter().flat_map(|cause| by_figures(cause, KINDS, lang)) {
                    self.say(" ", text, Role::Base, Role::Dim);
                }
                if is_first && !finding.advice(lang).is_empty() {
                    let role = if dismissed { Role::Dim } else { Role::Notice };
                    self.say(" ", format!("→ {}", finding.advice(lang)), Role::Base, role);
                }
                self.say(" ", finding.rule.to_owned(), Role::Base, Role::Dim);
            }
            if is_first && said.what != FindingState::Open {
                let role = if said.pending { Role::Pending } else { Role::Decided };
                self.say(" ", judgement(self.scene, &said), Role::Base, role);
            }
            if let Some(note) = self.scene.model.noted(name, &NoteOn::Finding(self.report.keys[at].clone())) {
                let role = if note.pending { Role::Pending } else { Role::Decided };
                self.say(" ", format!("✎ {}{}", note.what, by(self.scene, &note)), Role::Base, role);
            }
        }
    }

    /// The relations that touch the cell, broken ones first, with their arithmetic.
    fn relations(&mut self) {
        let lang = self.scene.lang;
        let checks = &self.report.analysis.verdict.checks;
        let mut touching: Vec<&Check> = checks
            .iter()
            .filter(|check| check.cells.contains(&self.id) && check.outcome != Outcome::NotApplicable)
            .collect();
        touching.sort_by_key(|check| match check.outcome {
            Outcome::Broken => 0,
            Outcome::CannotTell => 1,
            Outcome::Holds | Outcome::NotApplicable => 2,
        });
        if !touching.is_empty() {
            self.heading(words::relations(lang));
        }
        for check in touching {
            let (mark, role) = match check.outcome {
                Outcome::Broken => ("✗", Role::Error),
                Outcome::CannotTell => ("?", Role::Doubt),
                Outcome::Holds | Outcome::NotApplicable => ("✓", Role::Good),
            };
            let arithmetic = match check.tried {
                Tried::Relation(relation) => arithmetic::write(relation, self.report.report(), check.outcome, lang),
                _ => check.arithmetic(self.report.report()),
            };
            let because = check.because.as_ref().map(|because| lang.pick(&because.zh, &because.en).clone());
            let parts: Vec<String> =
                [arithmetic, because.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
            let text = if parts.is_empty() { check.outcome.words(lang).to_owned() } else { parts.join("  ") };
            self.say(mark, text, role, Role::Base);
            // A rule is named by its flaw, which would be false of a relation that holds.
            let flaw = rule(check.rule).filter(|_| check.outcome == Outcome::Broken).map(|rule| rule.title.get(lang));
            let name = flaw.map_or_else(|| check.rule.to_owned(), |flaw| format!("{flaw}  {}", check.rule));
            self.say(" ", name, Role::Base, Role::Dim);
        }
    }

    /// Where the cell stands, and where else its value does.
    fn place(&mut self, cell: Option<&Cell>) {
        let (lang, id) = (self.scene.lang, self.id);
        let report = self.report.report();
        let span = cell.and_then(|cell| cell.source.first());
        let mut parts: Vec<String> = span.iter().map(|&&span| words::exactly(lang, &report.origins, span)).collect();
        if let Some(reading) = report.table(id.table()).filter(|_| self.whole) {
            let lines = report.origins.lines(reading.lines.0, reading.lines.1, lang);
            parts.push(words::table_place(lang, &lines, reading.printed));
        }
        if !parts.is_empty() {
            self.say(words::place(lang), parts.join("  "), Role::Dim, Role::Base);
        }
        for other in report.other_readings.iter().filter(|other| other.cell == id) {
            let line = report.origins.names(&other.source, lang);
            self.say(words::other_readings(lang), format!("“{}”  {line}", other.raw), Role::Doubt, Role::Base);
        }
        for fact in report.facts.iter().filter(|fact| fact.cell == Some(id)) {
            let line = report.origins.names(&fact.source, lang);
            let unit = fact.unit.as_deref().unwrap_or("");
            let text = format!("{}{unit}  “{}”  {line}", fact.value, fact.quote);
            self.say(words::in_prose(lang), text, Role::Dim, Role::Base);
        }
    }

    /// How sure the cell's place is, and why.
    fn evidence(&mut self, cell: Option<&Cell>) {
        let lang = self.scene.lang;
        let report = self.report.report();
        if let Some(cell) = cell {
            self.confidence(cell.confidence);
        }
        for (head, index) in [
            (words::row_label(lang), cell.and_then(|cell| cell.row_label)),
            (words::column_label(lang), cell.and_then(|cell| cell.column_label)),
        ] {
            if let Some(label) = index.and_then(|index| report.labels.get(index as usize)) {
                let mark = if label.needs_review { "?" } else { "" };
                let text = format!("{mark}“{}”  {} {:.2}", label.observed, label.method.words(lang), label.score);
                self.say(head, text, Role::Dim, if label.needs_review { Role::Doubt } else { Role::Base });
            }
        }
        if self.whole && cell.is_none_or(|cell| cell.doubt.is_some()) {
            self.unplaced(report);
        }
    }

    fn confidence(&mut self, confidence: Confidence) {
        let lang = self.scene.lang;
        let names =
            [words::part_row(lang), words::part_column(lang), words::part_layout(lang), words::part_arithmetic(lang)];
        let values = [Some(confidence.row), Some(confidence.column), Some(confidence.layout), confidence.arithmetic];
        let parts = names.into_iter().zip(values).filter_map(|(name, value)| Some((name, value?)));
        if !self.whole {
            let parts: Vec<String> = parts.map(|(name, value)| format!("{name} {value:.2}")).collect();
            let text = format!("{:.2} = {}", confidence.score(), parts.join(" · "));
            self.say(words::confidence(lang), text, Role::Dim, Role::Base);
            return;
        }
        let score = confidence.score();
        self.say(words::confidence(lang), format!("{score:.2}"), Role::Dim, Role::Heading);
        if let Some(last) = self.found.last_mut() {
            last.bar = Some(score);
        }
        for (at, (name, value)) in parts.enumerate() {
            let text = words::named(lang, name, words::confidence_part(lang, at, value));
            let text = format!("{value:.2}  {text}");
            self.found.push(Paragraph {
                head: " ".to_owned(),
                head_role: Role::Dim,
                text,
                role: Role::Base,
                bar: Some(value),
            });
        }
    }

    /// The values of the cell's table that found no place: one of them may be the cell's.
    fn unplaced(&mut self, report: &Report) {
        let lang = self.scene.lang;
        let unplaced: Vec<_> = report.unplaced.iter().filter(|value| value.table == Some(self.id.table())).collect();
        if unplaced.is_empty() {
            return;
        }
        self.heading(words::unplaced(lang));
        for value in unplaced {
            let line = report.origins.names(&value.source, lang);
            self.say("?", format!("“{}”  {line}  {}", value.raw, value.doubt.words(lang)), Role::Doubt, Role::Base);
        }
    }

    /// What reviewers decided on the labels of the cell.
    fn decisions(&mut self, cell: Option<&Cell>) {
        let model = self.scene.model;
        let lang = self.scene.lang;
        let name = &model.rows[self.report.row].name;
        let report = self.report.report();
        let labels = cell.map_or([None, None], |cell| [cell.row_label, cell.column_label]);
        let mut said = Vec::new();
        for label in labels.into_iter().flatten().filter_map(|index| report.labels.get(index as usize)) {
            if let Some(standing) = model.decisions.mapping(name, &label.key()) {
                let field = match &standing.mapping {
                    Mapping::Field(id) => {
                        Target::find(label.table, label.axis, id).map_or_else(|| id.clone(), |at| at.label().to_owned())
                    }
                    other => words::mapping_word(other, lang).to_owned(),
                };
                let text = words::label_decided(lang, &label.observed, &field);
                said.push(format!("{text}  {} {}", standing.by, words::when(standing.at, &model.zone)));
            }
        }
        if said.is_empty() {
            return;
        }
        self.heading(words::decisions(lang));
        for text in said {
            self.say("●", text, Role::Decided, Role::Base);
        }
    }
}

/// What a reviewer says of a finding: the word, the reason, by whom and when.
pub fn judgement(scene: Scene, said: &Said<FindingState>) -> String {
    let word = said.what.words(scene.lang);
    let text = if said.reason.is_empty() { word.to_owned() } else { words::named(scene.lang, word, &said.reason) };
    format!("● {text}{}", by(scene, said))
}

/// Who said something and when, to stand behind it.
pub fn by<T>(scene: Scene, said: &Said<T>) -> String {
    match said.at {
        Some(at) => format!("  —— {} {}", said.by, words::when(at, &scene.model.zone)),
        None if said.pending => format!("  —— {} {}", said.by, words::recording(scene.lang)),
        None => String::new(),
    }
}

/// The field as the form prints it: table, groups, row and column.
pub fn field_path(id: CellId) -> String {
    let table = id.table().get();
    let (row, column) = (id.row_field(), id.column_field());
    let side = |group: &[&str], label: &str| group.iter().chain([&label]).copied().collect::<Vec<_>>().join(" › ");
    format!("{} ｜ {} × {}", table.label, side(&row.group, row.label), side(&column.group, column.label))
}

/// The field by its ids, which are English words: `requests | total processed × natural person`.
fn english_path(id: CellId) -> String {
    let words = |id: &str| id.replace('_', " ");
    format!("{} | {} × {}", words(id.table().get().id), words(id.row_field().id), words(id.column_field().id))
}

/// How many kinds of corrections a window tells of one cause.
const KINDS: usize = 6;

/// The smallest corrections of a cause, a line for each kind, up to so many kinds.
pub fn by_figures(cause: &Cause, most: usize, lang: Lang) -> Vec<String> {
    let mut lines = vec![words::named(lang, words::by_figures(lang), &cause.summary(lang))];
    lines.extend(cause.families.iter().take(most).map(|family| format!("· {}", family.words(lang))));
    if cause.families.len() > most {
        lines.push(words::more_kinds(lang, cause.families.len() - most));
    }
    lines
}
