//! What would be if a likely cause were true: the tables with its values, checked anew. Never applied and never recorded; it
//! is gone as soon as one looks elsewhere.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use crate::effect::Effect;
use crate::keymap::Command;
use crate::model::{CellMark, Model, OpenReport, ScreenKind, View};
use crate::paint::{frame, put};
use crate::report::{Kind, Report};
use crate::rules::{self, Cause, Finding, NewValue, Outcome, Severity, Verdict, changes_in_words, rule};
use crate::schema::{CellId, Relation};
use crate::screens::report::about::Paragraph;
use crate::screens::report::{arithmetic, inspector};
use crate::text::lang::Lang;
use crate::theme::Role;
use crate::view::Scene;

/// Values that may be tried together.
#[derive(Debug, Clone, PartialEq)]
pub struct Supposition {
    /// The sentence in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Of how many alike it is one; 1 for what stands alone.
    pub ways: usize,
    /// Cells with the values that they would have.
    pub changes: Vec<(CellId, Decimal)>,
}

/// A supposition under trial.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// All that can be tried for the cause, the likeliest first.
    pub suppositions: Vec<Supposition>,
    /// Which of them is shown.
    pub at: usize,
    /// The view that it was begun in, and that is shown again after it.
    pub from: View,
    /// The relations of the cause.
    pub relations: Vec<&'static Relation>,
    /// The report with the values.
    pub report: Report,
    /// Every relation that was tried, what came of it, and what would.
    pub checks: Vec<(&'static Relation, Outcome, Outcome)>,
    /// What the findings say of its cells then.
    pub marks: HashMap<CellId, CellMark>,
}

impl WhatIf {
    /// Begins with the first supposition of a cause; `None` where there is none that names values.
    #[must_use]
    pub fn begin(report: &Report, verdict: &Verdict, cause: &Cause, from: View) -> Option<Self> {
        let suppositions = suppositions(cause);
        let first = suppositions.first()?.changes.clone();
        let mut begun = Self {
            suppositions,
            at: 0,
            from,
            relations: cause.relations.clone(),
            report: Report::default(),
            checks: Vec::new(),
            marks: HashMap::new(),
        };
        begun.suppose(report, verdict, &first);
        Some(begun)
    }

    /// Goes on to the next supposition, or the one before, going round.
    pub fn step(&mut self, report: &Report, verdict: &Verdict, forward: bool) {
        let count = self.suppositions.len();
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        let changes = self.suppositions[self.at].changes.clone();
        self.suppose(report, verdict, &changes);
    }

    /// The supposition that is shown.
    #[must_use]
    pub fn here(&self) -> &Supposition {
        &self.suppositions[self.at]
    }

    /// Whether the supposition gives a cell another value.
    #[must_use]
    pub fn changes(&self, cell: CellId) -> bool {
        self.here().changes.iter().any(|change| change.0 == cell)
    }

    /// The relations of the cause, and those that would come out otherwise than they do, as they would come out.
    pub fn told(&self) -> impl Iterator<Item = (&'static Relation, Outcome)> {
        let is_own = |relation: &Relation| self.relations.iter().any(|&own| std::ptr::eq(own, relation));
        let told = self.checks.iter().filter(move |(relation, before, now)| before != now || is_own(relation));
        told.map(|&(relation, _, now)| (relation, now))
    }

    /// How many relations hold and are broken: as the report stands, and then.
    #[must_use]
    pub fn counts(&self) -> [(usize, usize); 2] {
        let count = |pick: fn(&(&Relation, Outcome, Outcome)) -> Outcome, outcome| {
            self.checks.iter().filter(|check| pick(check) == outcome).count()
        };
        let both = |pick| (count(pick, Outcome::Holds), count(pick, Outcome::Broken));
        [both(|check| check.1), both(|check| check.2)]
    }

    fn suppose(&mut self, report: &Report, verdict: &Verdict, changes: &[(CellId, Decimal)]) {
        let mut supposed = report.clone();
        for &(cell, value) in changes {
            let columns = cell.table().get().columns.len();
            let reading = supposed.tables.iter_mut().find(|reading| reading.table == cell.table());
            let at = usize::from(cell.row) * columns + usize::from(cell.column);
            if let Some(Some(cell)) = reading.and_then(|reading| reading.cells.get_mut(at)) {
                cell.raw = value.to_string();
                cell.kind = Kind::Number;
                cell.value = Some(value);
            }
        }
        self.checks = rules::tried_again(&supposed, &verdict.checks);
        // What is said of a relation that would hold is not said any more.
        let is_mended = |finding: &&Finding| {
            self.checks.iter().any(|(relation, before, now)| {
                *before == Outcome::Broken
                    && *now == Outcome::Holds
                    && relation.rule == finding.rule
                    && finding.cells.iter().all(|cell| relation.cells().contains(cell))
            })
        };
        self.marks =
            crate::screens::report::state::marks(verdict.findings.iter().filter(|finding| !is_mended(finding)));
        for (relation, before, now) in &self.checks {
            if *before == Outcome::Holds && *now == Outcome::Broken {
                for &cell in relation.cells() {
                    self.marks.entry(cell).or_insert(CellMark { severity: Severity::Error, suspect: false });
                }
            }
        }
        self.report = supposed;
    }
}

/// What a cause offers to try: its hypotheses that name values, then one set of each kind of smallest correction.
fn suppositions(cause: &Cause) -> Vec<Supposition> {
    let mut found: Vec<Supposition> = Vec::new();
    for one in cause.hypotheses.iter().filter(|one| !one.changes.is_empty()) {
        let (zh, en, changes) = (one.zh.clone(), one.en.clone(), one.changes.clone());
        found.push(Supposition { zh, en, ways: 1, changes });
    }
    for family in &cause.families {
        let Some(mut changes) = family.sets.first().and_then(|&set| cause.sets[set].values()) else { continue };
        changes.sort_unstable();
        let is_known = found.iter().any(|other| {
            let mut known = other.changes.clone();
            known.sort_unstable();
            known == changes
        });
        if !is_known {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| family.words(lang).to_owned());
            found.push(Supposition { zh, en, ways: family.sets.len(), changes });
        }
    }
    found
}

/// Begins to try what may have caused the finding under the cursor, in the tables.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    let ScreenKind::Report(from) = model.screen.kind() else { return Vec::new() };
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
    let verdict = &report.analysis.verdict;
    let finding = verdict.findings.get(report.finding);
    let cause = finding.and_then(|finding| verdict.cause(finding));
    let begun = cause.and_then(|cause| WhatIf::begin(&report.analysis.report, verdict, cause, from));
    let Some(begun) = begun else {
        let said = if cause.is_some() { words::nothing_to_suppose(model.lang) } else { words::no_cause(model.lang) };
        model.refuse(said.to_owned());
        return Vec::new();
    };
    report.what_if = Some(begun);
    model.screen.show(ScreenKind::Report(View::Tables));
    go_to_change(model);
    Vec::new()
}

/// Handles a command while a supposition is shown.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::WhatIf | Command::NextMatch => step(model, true),
        Command::PreviousMatch => step(model, false),
        Command::Back | Command::Quit => leave(model),
        Command::Move(_) => return crate::screens::report::tables::update::handle_command(model, command),
        // A click on what lies around it leaves it first.
        _ => {
            leave(model);
            let context = model.screen_context();
            return crate::update::handle_command(model, context, command);
        }
    }
    Vec::new()
}

fn step(model: &mut Model, forward: bool) {
    if let Some(report) = model.screen.report_mut()
        && let Some(what_if) = report.what_if.as_mut()
    {
        let analysis = &report.analysis;
        what_if.step(&analysis.report, &analysis.verdict, forward);
    }
    go_to_change(model);
}

/// Puts the cursor on the first cell that would change.
fn go_to_change(model: &mut Model) {
    let Some(report) = model.screen.report_mut() else { return };
    let first = report.what_if.as_ref().and_then(|what_if| what_if.here().changes.first().copied());
    if let Some(at) = first.and_then(|(cell, _)| report.find(cell)) {
        report.at = at;
    }
}

fn leave(model: &mut Model) {
    let Some(report) = model.screen.report_mut() else { return };
    if let Some(what_if) = report.what_if.take() {
        model.screen.show(ScreenKind::Report(what_if.from));
    }
}

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, what_if: &WhatIf, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let rows = inspector::lay_out(&told(scene, report, what_if), area.width.saturating_sub(2), 0);
    let inside = frame(buf, scene.theme, area, (words::what_if(scene.lang), &position(what_if)), true);
    inspector::draw(scene, &rows, inside, scene.style(Role::Base), buf);
    if rows.len() > usize::from(inside.height) {
        let y = inside.bottom().saturating_sub(1);
        put(buf, inside.right().saturating_sub(1), y, 1, "…", scene.style(Role::Dim));
    }
}

/// Which supposition of how many.
pub fn position(what_if: &WhatIf) -> String {
    format!("{}/{}", what_if.at + 1, what_if.suppositions.len())
}

/// How many relations hold and are broken, before and then.
pub fn counts(scene: Scene, what_if: &WhatIf) -> String {
    let [before, then] = what_if.counts();
    words::counts_then(scene.lang, before, then)
}

fn told(scene: Scene, report: &OpenReport, what_if: &WhatIf) -> Vec<Paragraph> {
    let lang = scene.lang;
    let here = what_if.here();
    let say = |head: &str, text: String, head_role: Role, role: Role| Paragraph {
        head: head.to_owned(),
        head_role,
        text,
        role,
        bar: None,
    };
    let from = |cell| report.report().cell(cell).and_then(|cell| cell.value).unwrap_or_default();
    let new =
        here.changes.iter().map(|&(cell, to)| NewValue { cell, from: from(cell), least: Some(to), most: Some(to) });
    let changes = changes_in_words(&new.collect::<Vec<_>>());
    let is_told = here.zh == changes.zh;
    let mut told = vec![say("→", changes.get(lang).to_owned(), Role::Key, Role::Heading)];
    for (relation, outcome) in what_if.told() {
        let (mark, role) = match outcome {
            Outcome::Broken => ("✗", Role::Error),
            _ => ("✓", Role::Good),
        };
        let place = crate::rules::relation_name(relation);
        let arithmetic = arithmetic::write(relation, &what_if.report, outcome, lang);
        let flaw = rule(relation.rule).filter(|_| outcome == Outcome::Broken).map(|doc| doc.title.get(lang));
        let flaw = flaw.map_or(String::new(), |flaw| format!("  {flaw}"));
        told.push(say(mark, format!("{}  {arithmetic}{flaw}", place.get(lang)), role, Role::Base));
    }
    if !is_told {
        told.push(say("", lang.pick(&here.zh, &here.en).clone(), Role::Base, Role::Label));
    }
    if here.ways > 1 {
        told.push(say("", words::one_of_ways(lang, here.ways), Role::Base, Role::Dim));
    }
    told.push(say("", words::only_supposed(lang).to_owned(), Role::Base, Role::Dim));
    told
}

/// What the window says.
pub mod words {
    use crate::text::lang::Lang;

    words! {
        /// Title of the pane that tells of a supposition.
        what_if => ("假设", "What if"),
        /// The finding under the cursor has no cause to look into.
        no_cause => ("这里没有可推演的假设：只有勾稽不平的问题才有。", "There is nothing to suppose here: only relations that do not hold have causes to try."),
        /// Nothing names values that could be tried.
        nothing_to_suppose => ("这一问题涉及面较大，没有可推演的改法。", "Too many figures are wrong here: there is no correction to try."),
        /// What a supposition is not.
        only_supposed => ("仅为推演：不改报告，不作记录。", "Only supposed: nothing is changed or recorded."),
        /// Heading of the smallest corrections.
        by_figures => ("勾稽推断", "by the figures"),
    }

    /// The sign of a cell with a supposed value, with what it means.
    #[must_use]
    pub fn legend_supposed(lang: Lang) -> (&'static str, &'static str) {
        ("→", lang.pick("假设的数", "supposed"))
    }

    /// How many relations hold and are broken, before and then.
    #[must_use]
    pub fn counts_then(lang: Lang, (held, broken): (usize, usize), then: (usize, usize)) -> String {
        lang.pick(
            format!("成立 {held}→{}，不成立 {broken}→{}", then.0, then.1),
            format!("hold {held}→{}, broken {broken}→{}", then.0, then.1),
        )
    }

    /// Of how many alike a supposition is the first.
    #[must_use]
    pub fn one_of_ways(lang: Lang, ways: usize) -> String {
        lang.pick(
            format!("同类改法 {ways} 种，这里演示第一种。"),
            format!("There are {ways} corrections of this kind; the first is shown."),
        )
    }

    /// How many kinds of corrections are not told.
    #[must_use]
    pub fn more_kinds(lang: Lang, count: usize) -> String {
        lang.pick(format!("……另有 {count} 类改法"), format!("… and {count} kinds more"))
    }
}
