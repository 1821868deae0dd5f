//! What the engine does not vouch for: doubtful cells, numbers without a place, labels that wait for the reviewer.

use crate::report::{Doubt, Label, Report, Unplaced};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::values::ToldBy;
use crate::rules::{Evidence, Finding, arithmetic, damage, names, values};
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
            en.push(format!(
                "{} ({}): {}",
                arithmetic::count(ids.len(), "doubtful cell"),
                reason.words(Lang::En),
                extent.en
            ));
        }
        let told_here = values::told_by(report, reading) == ToldBy::Doubtful;
        let absent = if told_here { values::absent(reading) } else { Vec::new() };
        if !absent.is_empty() {
            // Numbers without a place may be theirs.
            let is_absent = report.unplaced.iter().all(|unplaced| unplaced.table != Some(reading.table));
            let (what_zh, what_en) = match is_absent {
                true => ("在文件中没有数", "without any value in the document"),
                false => ("没有读到数", "for which no value was read"),
            };
            zh.push(format!("另有 {} 格{what_zh}", absent.len()));
            en.push(format!("{} {what_en}", arithmetic::count(absent.len(), "cell")));
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
        for run in list[..list.len().min(QUOTED)].chunk_by(|a, b| a.after == b.after && first_line(a) == first_line(b))
        {
            let lines = names::lines(report, &run[0].source);
            let (after_zh, after_en) = match run[0].after.trim() {
                "" => (String::new(), String::new()),
                after => (format!("，在{}之后", names::quote(after)), format!(", after {}", names::quote(after))),
            };
            let numbers: String = run.iter().map(|number| names::quote(&number.raw)).collect();
            zh.push(format!("{numbers}（{}{after_zh}）", lines.zh));
            en.push(format!("{numbers} ({}{after_en})", lines.en));
        }
        let reading = table.and_then(|table| report.table(table));
        let absent = reading.filter(|reading| values::told_by(report, reading) == ToldBy::Unplaced).map(values::absent);
        let absent = absent.unwrap_or_default();
        let (empty_zh, empty_en) = match table {
            Some(table) if !absent.is_empty() => {
                let extent = names::extent(table, &absent);
                (
                    format!("因此没有数的有 {} 格：{}。", absent.len(), extent.zh),
                    format!(" Left without a value: {}: {}.", arithmetic::count(absent.len(), "cell"), extent.en),
                )
            }
            _ => (String::new(), String::new()),
        };
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
            format!(
                "{where_zh}有 {} 个数未能归位：{}{more_zh}。原因：{}。{empty_zh}",
                list.len(),
                zh.join("、"),
                why(Lang::Zh)
            ),
            format!(
                "{where_en}: {} without a place: {}{more_en}. Reason: {}.{empty_en}",
                arithmetic::count(list.len(), "number"),
                en.join(", "),
                why(Lang::En)
            ),
        );
        finding.cells = absent;
        finding.tables = table.into_iter().collect();
        finding.source = list.iter().flat_map(|number| number.source.iter().copied()).collect();
        let numbers = list.iter().map(|number| Evidence::Quote(number.raw.clone()));
        findings.push(finding.about_tables().about(numbers));
    }
}

fn first_line(unplaced: &Unplaced) -> Option<u32> {
    unplaced.source.first().map(|span| span.line)
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
        format!("{} to be confirmed: {}{more_en}.", arithmetic::count(waiting.len(), "label"), en.join(", ")),
    );
    finding.labels = waiting.iter().map(|&(index, _)| index as u32).collect();
    finding.source = waiting.iter().flat_map(|(_, label)| label.source.iter().copied()).collect();
    findings.push(finding.about(waiting.iter().map(|(_, label)| Evidence::Label(label.key()))));
}

fn field(target: crate::report::Target) -> &'static str {
    match target.axis {
        Axis::Row => names::row(target.table, target.index),
        Axis::Column => names::column(target.table, target.index),
        Axis::Table => &names::table(target.table).zh,
        Axis::Group => target.label(),
    }
}
