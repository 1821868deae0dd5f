//! The report that is open: its analysis, and one cursor seen in every view.

use std::collections::HashMap;
use std::sync::Arc;

use crate::pipeline::{Analysis, Opened};
use crate::report::Report;
use crate::review::{EventId, Stale};
use crate::rules::{Finding, Severity};
use crate::schema::CellId;
use crate::tui::model::{LabelList, Search, View};
use crate::tui::sheet::Sheet;

/// A place in the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Character, from 1.
    pub column: u32,
}

/// What to do once a report has been opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Show it in a view.
    Show(View),
    /// Show its first finding of a severity, or its last, in a view.
    Finding(Severity, bool, View),
    /// Show what an event of the journal speaks of.
    Event(EventId),
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
    /// `blake3:…` of its bytes.
    pub digest: String,
    /// Everything that is known of it.
    pub analysis: Arc<Analysis>,
    /// What the findings say of its cells.
    pub marks: HashMap<CellId, CellMark>,
    /// Row and column of the cursor in the printed tables.
    pub at: (usize, usize),
    /// First printed line on the screen.
    pub first_line: usize,
    /// The finding that the cursor is on.
    pub finding: usize,
    /// First finding on the screen of the findings view.
    pub first_finding: usize,
    /// The place in the source text that the cursor is on.
    pub place: Place,
    /// Order and cursor of its labels.
    pub labels: LabelList,
    /// What is searched for in its source text.
    pub search: Search,
    /// Whether it is being read again after a decision.
    pub refreshing: bool,
    /// Decisions that rest on what the file no longer shows, asked anew or answered since.
    pub stale: Vec<Stale>,
    /// How many decisions on its labels were made here of which it was not yet said what they changed.
    pub asked: u32,
}

impl OpenReport {
    /// A report that was just opened, with its cursor on the first thing that is wrong.
    #[must_use]
    pub fn new(row: usize, opened: Opened) -> Self {
        let labels = LabelList::of(&opened.analysis.report);
        let mut open = Self {
            row,
            digest: opened.digest,
            marks: marks(&opened.analysis.verdict.findings),
            analysis: Arc::new(opened.analysis),
            at: (0, 0),
            first_line: 0,
            finding: 0,
            first_finding: 0,
            place: Place { line: 1, column: 1 },
            labels,
            search: Search::default(),
            refreshing: false,
            stale: Vec::new(),
            asked: 0,
        };
        if open.analysis.verdict.findings.is_empty() {
            open.follow_cell();
        } else {
            open.go_to_finding(0);
        }
        // The first finding may speak of a label, but the labels are gone through from the first that waits.
        open.labels.cursor = 0;
        open
    }

    /// The same report read again under other mappings; cursors stay where they were.
    pub fn refresh(&mut self, opened: Opened) {
        self.labels = self.labels.kept(&self.analysis.report, &opened.analysis.report);
        self.digest = opened.digest;
        self.marks = marks(&opened.analysis.verdict.findings);
        self.analysis = Arc::new(opened.analysis);
        self.finding = self.finding.min(self.findings().len().saturating_sub(1));
        self.refreshing = false;
        self.asked = self.asked.saturating_sub(1);
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

    /// The cell that the cursor is on.
    #[must_use]
    pub fn cell(&self) -> Option<CellId> {
        self.sheet(80).cell(self.at)
    }

    /// Puts the cursor on a finding, and on the cell and the place that it speaks of.
    pub fn go_to_finding(&mut self, finding: usize) {
        let Some(found) = self.findings().get(finding) else { return };
        let cell = found.suspects.first().or(found.cells.first()).copied();
        let place = found.source.first().map(|span| Place { line: span.line, column: span.column });
        let label = found.labels.first().copied();
        self.finding = finding;
        if let Some(at) = cell.and_then(|cell| self.sheet(80).find(cell)) {
            self.at = at;
        }
        if let Some(label) = label {
            self.labels.go_to(label as usize);
        }
        let cell_place = cell.and_then(|cell| self.place_of(cell));
        if let Some(place) = cell_place.or(place) {
            self.place = place;
        }
    }

    /// After the cursor moved in the tables: takes the findings and the source text along.
    pub fn follow_cell(&mut self) {
        let Some(cell) = self.cell() else { return };
        if let Some(place) = self.place_of(cell) {
            self.place = place;
        }
        let speaks = |finding: &Finding| finding.cells.contains(&cell) || finding.suspects.contains(&cell);
        if !self.findings().get(self.finding).is_some_and(speaks)
            && let Some(finding) = self.findings().iter().position(speaks)
        {
            self.finding = finding;
        }
    }

    /// After the cursor moved in the source text: takes the tables and the findings along, where the line has a cell.
    pub fn follow_place(&mut self) {
        let place = self.place;
        let report = &self.analysis.report;
        let on_line = report.cells().flat_map(|(id, cell)| cell.source.iter().map(move |span| (id, span)));
        let nearest = on_line
            .filter(|(_, span)| span.line == place.line)
            .min_by_key(|(_, span)| span.column.abs_diff(place.column));
        if let Some(at) = nearest.and_then(|(cell, _)| self.sheet(80).find(cell)) {
            self.at = at;
        }
        let finding =
            self.findings().iter().position(|finding| finding.source.iter().any(|span| span.line == place.line));
        if let Some(finding) = finding {
            self.finding = finding;
        }
    }

    /// After the cursor moved among the labels: takes the source text along.
    pub fn follow_label(&mut self) {
        let label = self.labels.label().and_then(|label| self.report().labels.get(label));
        if let Some(span) = label.and_then(|label| label.source.first()) {
            self.place = Place { line: span.line, column: span.column };
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

/// The findings as seen from the cells. In a relation of many cells those that stand in several broken ones are
/// suspected; where nothing is known of that, each cell of a short relation is.
fn marks(findings: &[Finding]) -> HashMap<CellId, CellMark> {
    let mut marks: HashMap<CellId, CellMark> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
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
