//! What the engine does not vouch for: doubtful cells, numbers without a place, labels that wait for the reviewer.

use crate::report::{Doubt, Label, Report, Unplaced};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Finding, damage, names, values};
use crate::schema::{Axis, CellId, TableRef};
use crate::text::lang::Lang;

/// How many numbers or labels a sentence quotes before it only counts.
const QUOTED: usize = 8;

/// One finding a table for doubtful cells, one a table for numbers without a place, one for the labels that wait.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    doubtful(board, findings);
    unplaced(board.report, findings);
    unconfirmed(board.report, findings);
}

fn doubtful(board: &Board, findings: &mut Vec<Finding>) {
    let report = board.report;
    for (reading, _) in board.tables().filter(|(_, tally)| tally.doubtful > 0) {
        let cells: Vec<_> = reading
            .cells()
            .filter_map(|(id, cell)| Some((id, cell, cell.doubt?)))
            .filter(|&(_, _, doubt)| !damage::explains(report, reading, doubt))
            .collect();
        if cells.is_empty() {
            continue;
        }
        let mut reasons: Vec<Doubt> = Vec::new();
        for &(_, _, doubt) in &cells {
            if !reasons.contains(&doubt) {
                reasons.push(doubt);
            }
        }
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for reason in reasons {
            let ids: Vec<CellId> = cells.iter().filter(|cell| cell.2 == reason).map(|cell| cell.0).collect();
            let extent = names::extent(reading.table, &ids);
            zh.push(format!("{} 格存疑（{}）：{}", ids.len(), reason.words(Lang::Zh), extent.zh));
            en.push(format!("{} doubtful cells ({}): {}", ids.len(), reason.words(Lang::En), extent.en));
        }
        let absent = if damage::explains_gaps(report, reading) { Vec::new() } else { values::absent(reading) };
        if !absent.is_empty() {
            zh.push(format!("另有 {} 格在文件中没有数", absent.len()));
            en.push(format!("{} more cells have no value in the document", absent.len()));
        }
        let table = names::table(reading.table);
        let mut finding = finding(
            "values.doubtful",
            format!("{}有 {}。", table.zh, zh.join("；")),
            format!("{}: {}.", table.en, en.join("; ")),
        );
        finding.source = cells.iter().flat_map(|(_, cell, _)| cell.source.iter().copied()).collect();
        finding.cells = cells.iter().map(|cell| cell.0).chain(absent).collect();
        findings.push(finding);
    }
}

fn unplaced(report: &Report, findings: &mut Vec<Finding>) {
    let mut tables: Vec<Option<TableRef>> = Vec::new();
    let mine = |unplaced: &&Unplaced| !damage::explains_unplaced(report, unplaced);
    for unplaced in report.unplaced.iter().filter(mine) {
        if !tables.contains(&unplaced.table) {
            tables.push(unplaced.table);
        }
    }
    for table in tables {
        let list: Vec<&Unplaced> =
            report.unplaced.iter().filter(mine).filter(|unplaced| unplaced.table == table).collect();
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for number in list.iter().take(QUOTED) {
            let lines = names::lines(&number.source);
            let (after_zh, after_en) = match number.after.trim() {
                "" => (String::new(), String::new()),
                after => (format!("，在{}之后", names::quote(after)), format!(", after {}", names::quote(after))),
            };
            zh.push(format!("{}（{}{after_zh}）", names::quote(&number.raw), lines.zh));
            en.push(format!("{} ({}{after_en})", names::quote(&number.raw), lines.en));
        }
        let mut reasons: Vec<Doubt> = Vec::new();
        for number in &list {
            if !reasons.contains(&number.doubt) {
                reasons.push(number.doubt);
            }
        }
        let why =
            |lang| reasons.iter().map(|reason| reason.words(lang)).collect::<Vec<_>>().join(lang.pick("；", "; "));
        let (where_zh, where_en) = match table {
            Some(table) => (names::table(table).zh.as_str(), names::table(table).en.as_str()),
            None => ("表格", "The tables"),
        };
        let (more_zh, more_en) = if list.len() > QUOTED {
            (" 等", format!(" and {} more", list.len() - QUOTED))
        } else {
            ("", String::new())
        };
        let mut finding = finding(
            "values.unplaced",
            format!("{where_zh}有 {} 个数未能归位：{}{more_zh}。原因：{}。", list.len(), zh.join("、"), why(Lang::Zh)),
            format!(
                "{where_en}: {} numbers found no place: {}{more_en}. Reason: {}.",
                list.len(),
                en.join(", "),
                why(Lang::En)
            ),
        );
        finding.tables = table.into_iter().collect();
        finding.source = list.iter().flat_map(|number| number.source.iter().copied()).collect();
        findings.push(finding);
    }
}

fn unconfirmed(report: &Report, findings: &mut Vec<Finding>) {
    let waiting: Vec<(usize, &Label)> =
        report.labels.iter().enumerate().filter(|(_, label)| label.needs_review).collect();
    if waiting.is_empty() {
        return;
    }
    let (mut zh, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (_, label) in &waiting {
        let observed = if label.observed.trim().is_empty() {
            ("（无名称）".to_owned(), "(no label)".to_owned())
        } else {
            (names::quote(&label.observed), names::quote(&label.observed))
        };
        let (proposal_zh, proposal_en) = match (label.target, label.candidates.first()) {
            (Some(target), _) => {
                let name = field(target);
                (format!("暂按“{name}”"), format!("taken as {name}"))
            }
            (None, Some(candidate)) => {
                let name = field(candidate.target);
                (format!("未对应，最像“{name}”"), format!("not mapped; most like {name}"))
            }
            (None, None) => ("未对应".to_owned(), "not mapped".to_owned()),
        };
        let words = format!("{}（{proposal_zh}）", observed.0);
        if !zh.contains(&words) {
            zh.push(words);
            en.push(format!("{} ({proposal_en})", observed.1));
        }
    }
    let (more_zh, more_en) = if zh.len() > QUOTED { (" 等", " and others") } else { ("", "") };
    zh.truncate(QUOTED);
    en.truncate(QUOTED);
    let mut finding = finding(
        "labels.unconfirmed",
        format!("{} 个栏目名称待确认：{}{more_zh}。", waiting.len(), zh.join("、")),
        format!("{} labels await confirmation: {}{more_en}.", waiting.len(), en.join(", ")),
    );
    finding.labels = waiting.iter().map(|&(index, _)| index as u32).collect();
    finding.source = waiting.iter().flat_map(|(_, label)| label.source.iter().copied()).collect();
    findings.push(finding);
}

fn field(target: crate::report::Target) -> &'static str {
    match target.axis {
        Axis::Row => names::row(target.table, target.index),
        Axis::Column => names::column(target.table, target.index),
        Axis::Table => &names::table(target.table).zh,
        Axis::Group => target.label(),
    }
}
