//! Holds an analysis against what was printed: cells, labels, planted errors.

use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

use gouji::pipeline::Analysis;
use gouji::rules::{Outcome, Tried};
use gouji::schema::{CellId, Relation, Target};
use rust_decimal::Decimal;

use crate::common::compare::tally;
use crate::common::sheet::{Expect, LOST, Sheet, TEAR};

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub enum Count {
    /// Reports read.
    Reports,
    /// Reports of which every cell is right and nothing is wrong.
    Whole,
    /// Cells whose text is in the document.
    Cells,
    /// Right, and vouched for.
    Right,
    /// Wrong, yet vouched for: the worst that can happen.
    Wrong,
    /// Marked doubtful.
    Doubtful,
    /// Not read, and told.
    Missed,
    /// Not read, and nothing is said of it.
    Untold,
    /// Labels of the form in the document.
    Labels,
    /// Labels taken for the right field.
    First,
    /// Labels whose field is among the five shown.
    Top5,
    /// Labels accepted without asking.
    Accepted,
    /// Of these, taken for a wrong field.
    AcceptedWrong,
    /// Labels taken for the right field of which the reviewer is asked all the same.
    AskedRight,
    /// Relations that the printed figures break, all of whose cells are in the document.
    Planted,
    /// Of these, those all of whose cells were read and are vouched for.
    Readable,
    /// Of those, the ones that are told as broken.
    Found,
    /// Relations that were told to hold or to be broken.
    Checks,
    /// Relations told as broken that the printed figures do not break.
    FalseAlarms,
}

const COUNTS: usize = Count::FalseAlarms as usize + 1;

/// Counts over many reports, and some examples of what is silently wrong.
#[derive(Debug, Clone, Default)]
pub struct Score {
    counts: [usize; COUNTS],
    /// Some cells that are wrong and vouched for, and some labels accepted wrongly.
    pub examples: Vec<String>,
    /// Cells whose text is in the document and that are not right: under «fault: reason» for each fault of their report, and
    /// under the report itself. Labels that were asked about though right are under «asked: method».
    pub losses: BTreeMap<String, usize>,
}

impl Index<Count> for Score {
    type Output = usize;

    fn index(&self, count: Count) -> &usize {
        &self.counts[count as usize]
    }
}

impl IndexMut<Count> for Score {
    fn index_mut(&mut self, count: Count) -> &mut usize {
        &mut self.counts[count as usize]
    }
}

impl Score {
    /// Adds another's counts.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
        let room = 60_usize.saturating_sub(self.examples.len());
        self.examples.extend(other.examples.iter().take(room).cloned());
        for (loss, count) in &other.losses {
            *self.losses.entry(loss.clone()).or_default() += count;
        }
    }

    /// One count as a share of another, in percent; `None` where there is nothing to share.
    pub fn percent(&self, part: Count, whole: Count) -> Option<f64> {
        (self[whole] > 0).then(|| 100.0 * self[part] as f64 / self[whole] as f64)
    }
}

/// Scores one report. `keeps_blanks` says whether an empty cell can be told in the document at all.
pub fn score(sheet: &Sheet, analysis: &Analysis, keeps_blanks: bool, case: &str, faults: &[&str]) -> Score {
    let mut score = Score::default();
    cells(sheet, analysis, keeps_blanks, (case, faults), &mut score);
    labels(sheet, analysis, case, &mut score);
    relations(sheet, analysis, &mut score);
    score
}

fn cells(sheet: &Sheet, analysis: &Analysis, keeps_blanks: bool, (case, faults): (&str, &[&str]), score: &mut Score) {
    let is_there = |expect: &Expect| *expect != Expect::Lost && (keeps_blanks || *expect != Expect::Blank);
    let truth = sheet.truth();
    let there: Vec<CellId> =
        truth.iter().filter(|(_, printed)| printed.iter().any(is_there)).map(|(id, _)| *id).collect();
    let tally = tally(sheet, analysis);
    let vouched = |id: &CellId| analysis.report.cell(*id).is_some_and(|cell| cell.doubt.is_none());
    let right = there.iter().filter(|id| vouched(id)).count().min(tally.right);
    score[Count::Reports] = 1;
    score[Count::Cells] = there.len();
    score[Count::Right] = right;
    score[Count::Wrong] = tally.wrong.len();
    score[Count::Doubtful] = tally.doubtful;
    score[Count::Missed] = there.iter().filter(|id| analysis.report.cell(**id).is_none()).count() - tally.untold.len();
    score[Count::Untold] = tally.untold.len();
    for id in there {
        let reason = match analysis.report.cell(id).map(|cell| cell.doubt) {
            Some(None) => continue,
            Some(Some(doubt)) => format!("{doubt:?}"),
            None => "missed".to_owned(),
        };
        for fault in faults.iter().copied().chain(faults.is_empty().then_some("no fault")) {
            *score.losses.entry(format!("{fault}: {reason}")).or_default() += 1;
        }
        *score.losses.entry(case.to_owned()).or_default() += 1;
    }
    score[Count::Whole] = usize::from(right == score[Count::Cells] && tally.wrong.is_empty());
    score.examples.extend(tally.wrong.iter().chain(&tally.untold).take(2).map(|wrong| format!("{case}: {wrong}")));
}

/// Compares the printed labels with the observed ones of the same text, in printed order.
fn labels(sheet: &Sheet, analysis: &Analysis, case: &str, score: &mut Score) {
    let key = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != TEAR).collect::<String>();
    let mut printed: BTreeMap<String, Vec<Target>> = BTreeMap::new();
    for print in sheet.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells) {
        if let Some(target) = print.field
            && !print.text.is_empty()
            && print.text != LOST
        {
            printed.entry(key(&print.text)).or_default().push(target);
        }
    }
    let mut observed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, label) in analysis.report.labels.iter().enumerate() {
        if !label.observed.is_empty() {
            observed.entry(key(&label.observed)).or_default().push(at);
        }
    }
    let same = |at: usize, truth: Target| analysis.report.labels[at].target == Some(truth);
    for (text, targets) in &printed {
        let found = observed.remove(text).unwrap_or_default();
        // Those that are right find each other first, so that one that was not seen does not shift all behind it; where
        // several are the same field, the one that stands nearest to the printed one's turn, for only one of them may be right.
        let mut open = Vec::new();
        let mut pairs = Vec::new();
        let mut found: Vec<(usize, usize)> = found.into_iter().enumerate().collect();
        for (turn, &truth) in targets.iter().enumerate() {
            let alike = (0..found.len()).filter(|&i| same(found[i].1, truth));
            match alike.min_by_key(|&i| found[i].0.abs_diff(turn)) {
                Some(at) => pairs.push((truth, Some(found.remove(at).1))),
                None => open.push(truth),
            }
        }
        let mut found = found.into_iter().map(|(_, at)| at);
        pairs.extend(open.into_iter().map(|truth| (truth, found.next())));
        for (truth, at) in pairs {
            // The headings of sections 三 and 四 are no labels of the tables under them.
            score[Count::Labels] += 1;
            let Some(label) = at.map(|at| &analysis.report.labels[at]) else { continue };
            let is_right = label.target == Some(truth);
            score[Count::First] += usize::from(is_right);
            let among = label.candidates.iter().take(5).any(|candidate| candidate.target == truth);
            score[Count::Top5] += usize::from(is_right || among);
            if label.target.is_some() && !label.needs_review {
                score[Count::Accepted] += 1;
                score[Count::AcceptedWrong] += usize::from(!is_right);
                if !is_right && score.examples.len() < 4 {
                    let taken = label.target.map(Target::canonical);
                    score.examples.push(format!("{case}: {text} is {}, accepted as {taken:?}", truth.canonical()));
                }
            } else if is_right {
                score[Count::AskedRight] += 1;
                *score.losses.entry(format!("asked: {:?}", label.method)).or_default() += 1;
            }
        }
    }
}

/// Compares every relation that the report tried with what the printed figures say of it.
fn relations(sheet: &Sheet, analysis: &Analysis, score: &mut Score) {
    let truth = sheet.truth();
    let number = |id: &CellId| match truth.get(id).map(Vec::as_slice) {
        Some([Expect::Number(value, None)]) => Some(*value),
        _ => None,
    };
    let sum = |cells: &[CellId]| cells.iter().map(number).sum::<Option<Decimal>>();
    let breaks = |relation: &Relation| Some(!relation.operator.holds(&sum(relation.left())?, &sum(relation.right())?));
    for check in &analysis.verdict.checks {
        let Tried::Relation(relation) = check.tried else { continue };
        let truly = breaks(relation);
        if truly == Some(true) {
            score[Count::Planted] += 1;
            let vouched = |id: &CellId| analysis.report.cell(*id).is_some_and(|cell| cell.doubt.is_none());
            if relation.left().iter().chain(relation.right()).all(vouched) {
                score[Count::Readable] += 1;
                score[Count::Found] += usize::from(check.outcome == Outcome::Broken);
            }
        }
        if matches!(check.outcome, Outcome::Holds | Outcome::Broken) {
            score[Count::Checks] += 1;
            score[Count::FalseAlarms] += usize::from(check.outcome == Outcome::Broken && truly == Some(false));
        }
    }
}
