//! Our own misreading, which comes first: cells whose place or digits the program was not sure of, numbers that it could
//! not place, labels that may stand for another field, further readings of a cell.

use rust_decimal::Decimal;

use super::hypothesis::{Case, Hypothesis, HypothesisKind};
use crate::document::Remark;
use crate::report::{Method, Report};
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::schema::{Axis, CellId};

/// Of equally good explanations so many are named; more say nothing.
const ALIKE: usize = 2;
/// Below this the place of a cell is not certain.
const CERTAIN: f32 = 0.9;

/// Why the program may have misread a cell that it vouches for; `None` for nearly all.
pub(super) fn doubt(report: &Report, cell: CellId) -> Option<Wording> {
    let read = report.cell(cell)?;
    let labels = [read.row_label, read.column_label].into_iter().flatten();
    let mut labels = labels.filter_map(|label| report.labels.get(label as usize));
    if let Some(label) = labels.find(|label| label.needs_review) {
        return Some(Wording {
            zh: format!("栏目名称{}待确认", names::quote(&label.observed)),
            en: format!("the label {} waits to be confirmed", names::quote(&label.observed)),
        });
    }
    let raw = read.raw.trim();
    let digits = raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    if !digits && read.unit.is_none() {
        return Some(Wording {
            zh: format!("原文写作{}", names::quote(raw)),
            en: format!("the document has {}", names::quote(raw)),
        });
    }
    let confidence = read.confidence;
    if confidence.row * confidence.column * confidence.layout < CERTAIN {
        return Some(Wording {
            zh: format!("本格位置把握 {:.2}", confidence.score()),
            en: format!("its place is certain to {:.2} only", confidence.score()),
        });
    }
    let page = read.source.first().and_then(|&span| report.origins().origin(span).page);
    let recognised = |remark: &Remark| match remark {
        Remark::Recognised { pages } => page.is_some_and(|page| pages.contains(&page)),
        _ => false,
    };
    report.remarks().iter().any(recognised).then(|| Wording {
        zh: "本页文字由图片识别而来".to_owned(),
        en: "the text of this page was recognised from a picture".to_owned(),
    })
}

/// Misreadings that explain the broken relations.
pub(super) fn explain(case: &Case) -> Vec<Hypothesis> {
    let mut found = other_fields(case);
    found.extend(loose_numbers(case));
    found.extend(doubtful_cells(case));
    found
}

/// Smallest sets with a cell that may be misread. Where there are too many, the doubt says nothing.
fn doubtful_cells(case: &Case) -> Vec<Hypothesis> {
    let report = case.board.report;
    let doubtful = case.determined().filter_map(|changes| {
        let (cell, why) = changes.iter().find_map(|&(cell, _)| Some((cell, doubt(report, cell)?)))?;
        Some((cell, why, changes))
    });
    let doubtful: Vec<_> = doubtful.take(ALIKE + 1).collect();
    if doubtful.len() > ALIKE {
        return Vec::new();
    }
    let told = doubtful.into_iter().map(|(cell, why, changes)| {
        let trial = case.attempt(&changes);
        let because = Wording {
            zh: format!("{}，可能是本程序读错，请先对照原文{}", why.zh, line(report, cell).zh),
            en: format!(
                "{}, so that the program may have misread it: compare the document first{}",
                why.en,
                line(report, cell).en
            ),
        };
        let words = case.sentence(&changes, &trial, &because);
        Hypothesis::new(HypothesisKind::Misreading, words, changes, trial)
    });
    told.collect()
}

fn line(report: &Report, cell: CellId) -> Wording {
    let source = report.cell(cell).map_or(&[][..], |cell| &cell.source);
    let lines = names::lines(report, source);
    match lines.zh.is_empty() {
        true => lines,
        false => Wording { zh: format!("（{}）", lines.zh), en: format!(" ({})", lines.en) },
    }
}

/// A number that found no place, or a further reading, that is just what a smallest set wants.
fn loose_numbers(case: &Case) -> Vec<Hypothesis> {
    let report = case.board.report;
    let mut found: Vec<Hypothesis> = Vec::new();
    for changes in case.determined() {
        for &(cell, wanted) in changes.iter().filter(|(_, wanted)| !wanted.is_zero()) {
            let other = report.other_readings.iter().find(|other| other.cell == cell && other.value == Some(wanted));
            let is_it = |raw: &str| raw.trim().parse::<Decimal>() == Ok(wanted);
            let loose = report.unplaced.iter().find(|loose| loose.table == Some(cell.table()) && is_it(&loose.raw));
            let (source, zh, en) = match (other, loose) {
                (Some(other), _) => (&other.source, "同一格另有一处印作", "the cell is printed elsewhere as"),
                (None, Some(loose)) => {
                    (&loose.source, "表中未能归位的", "a number of the table that found no place is")
                }
                (None, None) => continue,
            };
            let lines = names::lines(report, source);
            let trial = case.attempt(&changes);
            let because = Wording {
                zh: format!("{zh} {wanted}（{}）正好相符，可能是本程序放错了位置", lines.zh),
                en: format!("{en} just {wanted} ({}): the program may have misplaced it", lines.en),
            };
            let words = case.sentence(&changes, &trial, &because);
            found.push(Hypothesis::new(HypothesisKind::Misreading, words, changes.clone(), trial));
        }
    }
    if found.len() > ALIKE { Vec::new() } else { found }
}

/// A label that may stand for another row or column, under which relations would hold.
fn other_fields(case: &Case) -> Vec<Hypothesis> {
    let report = case.board.report;
    let mut found: Vec<Hypothesis> = Vec::new();
    for label in &report.labels {
        let uncertain = label.needs_review || matches!(label.method, Method::Fuzzy | Method::Position);
        let Some(target) = label.target.filter(|_| uncertain) else { continue };
        let table = label.table;
        if case.net.cells.first().is_none_or(|cell| cell.table() != table) {
            continue;
        }
        for candidate in label.candidates.iter().filter(|candidate| candidate.target != target) {
            let other = candidate.target.index;
            let pairs: Vec<(CellId, CellId)> = match label.axis {
                Axis::Row => (0..table.get().columns.len() as u8)
                    .map(|column| (table.cell(target.index, column), table.cell(other, column)))
                    .collect(),
                Axis::Column => (0..table.get().rows.len() as u8)
                    .map(|row| (table.cell(row, target.index), table.cell(row, other)))
                    .collect(),
                Axis::Table | Axis::Group => continue,
            };
            // The two change places: what stands under the other field belongs under this one.
            let mut changes: Vec<(CellId, Decimal)> = Vec::new();
            for (a, b) in pairs {
                let (Some(here), Some(there)) = (case.value(a), case.value(b)) else { continue };
                if here != there {
                    changes.extend([(a, there), (b, here)]);
                }
            }
            let trial = case.attempt(&changes);
            if changes.is_empty() || trial.breaks || trial.mended.len() < 2 {
                continue;
            }
            let (from, to) = match label.axis {
                Axis::Row => (names::row(table, target.index), names::row(table, other)),
                _ => (names::column(table, target.index), names::column(table, other)),
            };
            let left = super::trial::left_broken(&trial.left);
            let observed = names::quote(&label.observed);
            let mended = trial.mended.len();
            let words = Wording {
                zh: format!(
                    "栏目{observed}现对应“{from}”；若它是“{to}”（两者对调），则有 {mended} 项关系成立，可能是本程序认错了栏目{}",
                    left.zh
                ),
                en: format!(
                    "the label {observed} is taken for “{from}”; were it “{to}” (the two exchanged), {mended} relations would hold: the program may have taken it for the wrong field{}",
                    left.en
                ),
            };
            found.push(Hypothesis::new(HypothesisKind::Misreading, words, changes, trial));
        }
    }
    if found.len() > ALIKE { Vec::new() } else { found }
}
