//! The report that is open: its analysis, and one cursor seen in every view.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::Span;
use crate::grid::{Measure, measure};
use crate::kinds::Place;
use crate::model::{CauseGroup, Jump, LabelList, Search, View, WhatIf, causes};
use crate::pipeline::{Analysis, Opened};
use crate::report::Report;
use crate::review::{EventId, FindingKey, Stale};
use crate::rules::{Finding, Severity};
use crate::schema::CellId;
use crate::sheet::Sheet;
use crate::text::lang::Lang;

/// What to do once a report has been opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Show it in a view.
    Show(View),
    /// Show its first finding of a severity, or its last, in a view.
    Finding(Severity, bool, View),
    /// Put every cursor where it was when a jump started.
    Return(Jump),
    /// Show what an event of the journal speaks of.
    Event(EventId),
    /// Show the finding of this key in the findings' view.
    Between(usize),
    /// Show a place of its source text.
    Place(Place),
    /// Stay: the open report was read again.
    Refresh,
}

/// What the findings say of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellMark {
    /// The gravest of them.
    pub severity: Severity,
    /// Whether the cell itself is suspected, rather than being one of many in a relation.
    pub suspect: bool,
}

/// The report that is open.
#[derive(Debug, Clone)]
pub struct OpenReport {
    /// Its row.
    pub row: usize,
    /// The view that it is shown in.
    pub view: View,
    /// `blake3:…` of its bytes.
    pub digest: String,
    /// Everything that is known of it.
    pub analysis: Arc<Analysis>,
    /// What the findings say of its cells.
    pub marks: HashMap<CellId, CellMark>,
    /// Its findings drawn together by their cause.
    pub causes: Vec<CauseGroup>,
    /// The evidence of each finding.
    pub keys: Vec<FindingKey>,
    /// The cells of the printed tables, row by row, as the cursor goes through them.
    pub grid: Vec<Vec<CellId>>,
    /// Row and column of the cursor in the printed tables.
    pub at: (usize, usize),
    /// First printed line on the screen.
    pub first_line: usize,
    /// The finding that the cursor is on.
    pub finding: usize,
    /// First row on the screen of the findings view.
    pub first_finding: usize,
    /// The place in the source text that the cursor is on.
    pub place: Place,
    /// Order and cursor of its labels.
    pub labels: LabelList,
    /// How the tables of the original want to be drawn.
    pub measures: Vec<Measure>,
    /// What is searched for in its source text.
    pub search: Search,
    /// Whether it is being read again after a decision.
    pub refreshing: bool,
    /// Decisions that rest on what the file no longer shows, asked anew or answered since.
    pub stale: Vec<Stale>,
    /// How many decisions on its labels were made here of which it was not yet said what they changed.
    pub asked: u32,
    /// A supposition that its tables show instead of what stands in them.
    pub what_if: Option<WhatIf>,
}

impl OpenReport {
    /// A report that was just opened, with its cursor on the first thing that is wrong.
    #[must_use]
    pub fn new(row: usize, opened: Opened) -> Self {
        let labels = LabelList::of(&opened.analysis.report);
        let mut open = Self {
            row,
            view: View::Tables,
            digest: String::new(),
            marks: HashMap::new(),
            analysis: Arc::default(),
            causes: Vec::new(),
            keys: Vec::new(),
            grid: Vec::new(),
            at: (0, 0),
            first_line: 0,
            finding: 0,
            first_finding: 0,
            place: Place { line: 1, column: 1 },
            labels,
            measures: Vec::new(),
            search: Search::default(),
            refreshing: false,
            stale: Vec::new(),
            asked: 0,
            what_if: None,
        };
        open.take(opened);
        if open.analysis.verdict.findings.is_empty() {
            open.follow_cell();
        } else {
            open.go_to_finding(0);
        }
        // The first finding may speak of a label, but the labels are gone through from the first that waits.
        open.labels.cursor.at = 0;
        open
    }

    /// The same report read again under other mappings; cursors stay where they were.
    pub fn refresh(&mut self, opened: Opened) {
        self.labels = self.labels.kept(&self.analysis.report, &opened.analysis.report);
        let finding = self.keys.get(self.finding).cloned();
        self.take(opened);
        // The finding of the cursor may stand elsewhere now, or be gone.
        let same = finding.and_then(|finding| self.keys.iter().position(|key| *key == finding));
        self.finding = same.unwrap_or(self.finding).min(self.findings().len().saturating_sub(1));
        self.search.look(&self.analysis.lines);
        self.refreshing = false;
        self.asked = self.asked.saturating_sub(1);
    }

    /// The same report under another comparison with others; the cursor stays on its finding.
    pub fn compared<'a>(&mut self, findings: impl Iterator<Item = &'a Finding>) {
        let finding = self.keys.get(self.finding).cloned();
        let mut analysis = (*self.analysis).clone();
        analysis.verdict.compared(findings);
        self.judge(analysis);
        let same = finding.and_then(|finding| self.keys.iter().position(|key| *key == finding));
        self.finding = same.unwrap_or(self.finding).min(self.findings().len().saturating_sub(1));
    }

    /// Takes up what was read, with all that follows from it.
    fn take(&mut self, opened: Opened) {
        let report = &opened.analysis.report;
        self.digest = opened.digest;
        self.grid = Sheet::print(report, 80).rows.into_iter().map(|row| row.cells).collect();
        self.measures = measure(&report.origins.grids, &opened.analysis.lines);
        self.judge(opened.analysis);
    }

    /// Takes up what was found, with all that follows from it.
    fn judge(&mut self, analysis: Analysis) {
        self.what_if = None;
        let (report, findings) = (&analysis.report, &analysis.verdict.findings);
        self.marks = marks(findings);
        self.causes = causes(findings);
        self.keys = findings.iter().map(|finding| FindingKey::of(finding, report)).collect();
        self.analysis = Arc::new(analysis);
    }

    /// The report as understood.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.analysis.report
    }

    /// What the rules found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.analysis.verdict.findings
    }

    /// The tables as printed in so many cells.
    #[must_use]
    pub fn sheet(&self, cells: u16) -> Sheet {
        Sheet::print(self.report(), cells)
    }

    /// How a line of the source is named: by its number in a text, else by page, sheet and table.
    #[must_use]
    pub fn named(&self, line: u32, lang: Lang) -> String {
        self.report().origins.lines(line, line, lang)
    }

    /// The cell that the cursor is on.
    #[must_use]
    pub fn cell(&self) -> Option<CellId> {
        let cells = self.grid.get(self.at.0)?;
        cells.get(self.at.1.min(cells.len().saturating_sub(1))).copied()
    }

    /// Where a cell stands in the printed tables: row and column of the cursor.
    #[must_use]
    pub fn find(&self, cell: CellId) -> Option<(usize, usize)> {
        let at = |(row, cells): (usize, &Vec<CellId>)| Some((row, cells.iter().position(|&other| other == cell)?));
        self.grid.iter().enumerate().find_map(at)
    }

    /// Position of the cause that the finding under the cursor belongs to.
    #[must_use]
    pub fn cause(&self) -> usize {
        self.causes.iter().position(|cause| cause.contains(&self.finding)).unwrap_or(0)
    }

    /// The findings that have the cause of the one under the cursor.
    #[must_use]
    pub fn here(&self) -> &[usize] {
        self.causes.get(self.cause()).map_or(&[], Vec::as_slice)
    }

    /// Puts the cursor on a finding, and on the cell and the place that it speaks of.
    pub fn go_to_finding(&mut self, finding: usize) {
        let Some(found) = self.findings().get(finding) else { return };
        let cell = found.suspects.first().or(found.cells.first()).copied();
        let place = found.source.first().map(|span| Place { line: span.line, column: span.column });
        let label = found.labels.first().copied();
        self.finding = finding;
        if let Some(at) = cell.and_then(|cell| self.find(cell)) {
            self.at = at;
        }
        if let Some(label) = label {
            self.labels.go_to(label as usize);
        }
        // A cell that the document does not have stands nowhere; where it is missed, the finding itself says.
        let there = cell.filter(|&cell| self.report().cell(cell).is_some()).and_then(|cell| self.place_of(cell));
        let missed = || cell.and_then(|cell| self.place_of(cell));
        if let Some(place) = there.or(place).or_else(missed) {
            self.place = place;
        }
    }

    /// Puts the cursor on a cell; says whether the printed tables have it.
    pub fn go_to_cell(&mut self, cell: CellId) -> bool {
        let Some(at) = self.find(cell) else { return false };
        self.at = at;
        self.follow_cell();
        true
    }

    /// After the cursor moved in the tables: takes the findings, the labels and the source text along.
    pub fn follow_cell(&mut self) {
        let Some(cell) = self.cell() else { return };
        if let Some(place) = self.place_of(cell) {
            self.place = place;
        }
        self.follow_finding(cell);
        let labels = self.report().cell(cell).map(|cell| [cell.row_label, cell.column_label]);
        let waits = |label: &u32| self.report().labels.get(*label as usize).is_some_and(|label| label.needs_review);
        // Of its two labels the one that waits, else the row's.
        let mut labels = labels.into_iter().flatten().flatten();
        if let Some(first) = labels.next() {
            let label = if waits(&first) { first } else { labels.find(waits).unwrap_or(first) };
            self.labels.go_to(label as usize);
        }
    }

    /// After the cursor moved in the source text: takes the tables, the labels and the findings along, where the line has
    /// something of theirs. Says whether it has a cell.
    pub fn follow_place(&mut self) -> bool {
        let place = self.place;
        let report = &self.analysis.report;
        let distance = |span: &Span| span.column.abs_diff(place.column);
        let on_line = |source: &[Span]| source.iter().filter(|span| span.line == place.line).map(distance).min();
        let cell = report.cells().filter_map(|(id, cell)| Some((on_line(&cell.source)?, id))).min();
        let labels = report.labels.iter().enumerate();
        let mut labels: Vec<(u32, usize)> =
            labels.filter_map(|(at, label)| Some((on_line(&label.source)?, at))).collect();
        labels.sort_unstable();
        let label = labels.first().map(|&(_, label)| label);
        let of_label = labels.iter().find_map(|&(_, label)| cell_of_label(report, label));
        let of_fact = || report.facts.iter().find(|fact| on_line(&fact.source).is_some()).and_then(|fact| fact.cell);
        let cell = cell.map(|(_, cell)| cell).or(of_label).or_else(of_fact);
        let is_here = |finding: &Finding| on_line(&finding.source).is_some();
        let finding = if self.findings().get(self.finding).is_some_and(is_here) {
            None
        } else {
            self.findings().iter().position(is_here)
        };
        if let Some(label) = label {
            self.labels.go_to(label);
        }
        let at = cell.and_then(|cell| self.find(cell));
        if let Some(at) = at {
            self.at = at;
        }
        match finding {
            Some(finding) => self.finding = finding,
            None => {
                if let Some(cell) = cell {
                    self.follow_finding(cell);
                }
            }
        }
        at.is_some()
    }

    /// After the cursor moved among the labels: takes the source text, the tables and the findings along.
    pub fn follow_label(&mut self) {
        let Some(index) = self.labels.label() else { return };
        let Some(label) = self.report().labels.get(index) else { return };
        let place = label.source.first().map(|span| Place { line: span.line, column: span.column });
        if let Some(at) = cell_of_label(self.report(), index).and_then(|cell| self.find(cell)) {
            self.at = at;
        }
        if let Some(finding) = self.findings().iter().position(|finding| finding.labels.contains(&(index as u32))) {
            self.finding = finding;
        }
        if let Some(place) = place {
            self.place = place;
        }
    }

    /// Puts the cursor of the findings on one that speaks of a cell, where it is not on such a one already.
    fn follow_finding(&mut self, cell: CellId) {
        let speaks = |finding: &Finding| finding.cells.contains(&cell) || finding.suspects.contains(&cell);
        if !self.findings().get(self.finding).is_some_and(speaks)
            && let Some(finding) = self.findings().iter().position(speaks)
        {
            self.finding = finding;
        }
    }

    /// Where a cell stands in the source text; for a cell that is not there, where its table does.
    fn place_of(&self, cell: CellId) -> Option<Place> {
        let reading = self.report().table(cell.table())?;
        let found = reading.cell(cell.row, cell.column).and_then(|cell| cell.source.first());
        Some(
            found.map_or(Place { line: reading.lines.0, column: 1 }, |span| Place {
                line: span.line,
                column: span.column,
            }),
        )
    }
}

/// The first cell of the row or column that a label stands for.
fn cell_of_label(report: &Report, label: usize) -> Option<CellId> {
    let label = Some(label as u32);
    report.cells().find(|(_, cell)| cell.row_label == label || cell.column_label == label).map(|(id, _)| id)
}

/// The findings as seen from the cells. In a relation of many cells those that stand in several broken ones are
/// suspected; where nothing is known of that, each cell of a short relation is.
pub(super) fn marks<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> HashMap<CellId, CellMark> {
    let mut marks: HashMap<CellId, CellMark> = HashMap::new();
    for finding in findings.into_iter().filter(|finding| finding.severity > Severity::Info) {
        let all = finding.suspects.is_empty() && finding.cells.len() <= 4;
        for &cell in finding.cells.iter().chain(&finding.suspects) {
            let suspect = all || finding.suspects.contains(&cell);
            let mark = marks.entry(cell).or_insert(CellMark { severity: finding.severity, suspect });
            mark.severity = mark.severity.max(finding.severity);
            mark.suspect |= suspect;
        }
    }
    marks
}
