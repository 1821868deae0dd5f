//! Damage to the text itself, what it explains, and reports that have no table to check.

use crate::matching::Index;
use crate::report::{Damage, DamageKind, Doubt, Report, TableReading, Unplaced};
use crate::rules::board::Board;
use crate::rules::other_kind::other_kind;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Evidence, Finding, arithmetic, names, values};
use crate::schema::{Axis, CellId, Schema, TableRef};
use crate::text::fold::fold;

/// First report year of the tabular forms.
const FIRST_TABULAR_YEAR: i32 = 2019;
/// How many damaged words a sentence quotes.
const QUOTED: usize = 5;
/// Longest text of a cell that may be a label, in bytes.
const LONGEST_LABEL: usize = 180;
/// Fewest labels that show a table in the text.
const FEWEST_LABELS: usize = 4;

/// One finding for each damage, and one where there is no table.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    for damage in &board.report.damage {
        findings.push(describe(board.report, damage));
    }
    no_table(board.report, findings);
}

/// Whether damage is the reason for a doubt about cells of a table, so that no other finding needs to name them.
pub(super) fn explains(report: &Report, reading: &TableReading, doubt: Doubt) -> bool {
    kind_of(doubt)
        .is_some_and(|kind| report.damage.iter().any(|damage| damage.kind == kind && touches(damage, reading)))
}

/// Whether damage is the reason why cells and rows of a table are not there.
pub(super) fn explains_gaps(report: &Report, reading: &TableReading) -> bool {
    explains(report, reading, Doubt::LinesRemoved) || explains(report, reading, Doubt::CutOff)
}

/// Whether damage is the reason why a number found no place.
pub(super) fn explains_unplaced(report: &Report, unplaced: &Unplaced) -> bool {
    kind_of(unplaced.doubt).is_some_and(|kind| report.damage.iter().any(|damage| damage.kind == kind))
}

fn kind_of(doubt: Doubt) -> Option<DamageKind> {
    match doubt {
        Doubt::LinesRemoved => Some(DamageKind::RepeatedLinesRemoved),
        Doubt::CutOff => Some(DamageKind::CutInTable),
        Doubt::LostCells
        | Doubt::ExtraValues
        | Doubt::LabelUncertain
        | Doubt::ColumnsUnsettled
        | Doubt::ReadingsDiffer
        | Doubt::MappedTwice => None,
    }
}

/// Whether damage concerns a table: removed lines every one, other damage the table in which it lies.
fn touches(damage: &Damage, reading: &TableReading) -> bool {
    let (first, last) = reading.lines;
    damage.kind == DamageKind::RepeatedLinesRemoved
        || damage.source.is_empty()
        || damage.source.iter().any(|span| (first..=last).contains(&span.line))
}

/// Why tables that are not there may be lost with the text rather than left out by the unit.
pub(super) fn explains_missing(report: &Report, missing: &[TableRef]) -> Option<Wording> {
    let last = report.tables.iter().map(|reading| reading.table.table).max();
    report
        .damage
        .iter()
        .find_map(|damage| match damage.kind {
            DamageKind::RepeatedLinesRemoved => {
                Some(("文本中有行被删去，可能因此缺失", "Lines were removed from the text; they may be lost with them"))
            }
            DamageKind::CutInTable | DamageKind::BrokenOff if missing.iter().all(|at| Some(at.table) > last) => Some((
                "文件在此之前中断，可能在未收到的部分",
                "The document breaks off before them; they may be in the part that is not in the file",
            )),
            DamageKind::CutInTable
            | DamageKind::BrokenOff
            | DamageKind::DigitsLost
            | DamageKind::Mojibake
            | DamageKind::InvalidBytes => None,
        })
        .map(|(zh, en)| Wording { zh: zh.to_owned(), en: en.to_owned() })
}

/// Whether the document breaks off, so that what stands behind that place in a report is not in the file.
pub(super) fn breaks_off(report: &Report) -> bool {
    let is_cut = |damage: &Damage| matches!(damage.kind, DamageKind::CutInTable | DamageKind::BrokenOff);
    report.damage.iter().any(is_cut)
}

fn describe(report: &Report, damage: &Damage) -> Finding {
    let (what_zh, what_en) = match damage.kind {
        DamageKind::DigitsLost => ("日期、文号等处的数字丢失", "Digits are lost from dates or numbers"),
        DamageKind::RepeatedLinesRemoved => (
            "相同的行被删去，表内数字残缺，丢失的数不作空白也不作 0",
            "Repeated lines were removed, so that numbers of the tables are lost; they count neither as blank nor as 0",
        ),
        DamageKind::Mojibake => ("有乱码", "Characters were decoded wrongly"),
        DamageKind::InvalidBytes => {
            ("有不属于该编码的字节", "There are bytes that belong to no character of the encoding")
        }
        DamageKind::CutInTable => (
            "文件在表格中间截断，其后的内容不在文件中",
            "The document breaks off inside a table; what follows is not in the file",
        ),
        DamageKind::BrokenOff => (
            "文件在此处中断，其后的部分不在文件中",
            "The document breaks off here; the parts that follow are not in the file",
        ),
    };
    let mut quotes: Vec<String> = damage.quotes.iter().take(QUOTED).map(|quote| names::quote(quote)).collect();
    if damage.quotes.len() > QUOTED {
        quotes.push("…".to_owned());
    }
    let lines = names::lines(report, &damage.source);
    let detail =
        |joined: String, lines: &str, colon: &str, open: &str, close: &str| match (joined.is_empty(), lines.is_empty())
        {
            (true, true) => String::new(),
            (true, false) => format!("{open}{lines}{close}"),
            (false, true) => format!("{colon}{joined}"),
            (false, false) => format!("{colon}{joined}{open}{lines}{close}"),
        };
    let mut finding = finding(
        "text.damaged",
        format!("{what_zh}{}。", detail(quotes.join("、"), &lines.zh, "：", "（", "）")),
        format!("{what_en}{}.", detail(quotes.join(", "), &lines.en, ": ", " (", ")")),
    );
    for reading in report.tables.iter().filter(|reading| touches(damage, reading)) {
        let doubted =
            reading.cells().filter(|(_, cell)| cell.doubt.and_then(kind_of) == Some(damage.kind)).map(|(id, _)| id);
        let mut explained: Vec<CellId> = doubted.collect();
        if matches!(damage.kind, DamageKind::RepeatedLinesRemoved | DamageKind::CutInTable) {
            explained.extend(values::gaps(reading));
        }
        if !explained.is_empty() {
            finding.tables.push(reading.table);
            finding.cells.extend(explained);
        }
    }
    finding.source.clone_from(&damage.source);
    let quotes = damage.quotes.iter().map(|quote| Evidence::Quote(quote.clone()));
    finding.about(quotes.chain([Evidence::Name(damage.kind.id().to_owned())]))
}

/// Labels of tables that stand in the text letter for letter, as cells of their own, where no table could be made of them.
fn table_labels(report: &Report) -> Vec<&str> {
    let index = Index::get();
    let is_label = |text: &str| {
        let folded = fold(text);
        folded.core.chars().count() >= 4
            && index.exact(text, &folded).any(|hit| matches!(hit.entry.target.axis, Axis::Row | Axis::Column))
    };
    let cells =
        report.paragraphs.iter().flat_map(|paragraph| paragraph.text.split(['|', '\t', ',', ';', '，', ' ', '　']));
    let mut labels: Vec<&str> =
        cells.map(str::trim).filter(|cell| (1..=LONGEST_LABEL).contains(&cell.len()) && is_label(cell)).collect();
    labels.dedup();
    labels
}

fn no_table(report: &Report, findings: &mut Vec<Finding>) {
    let narrative = report.form.is_some_and(|form| Schema::get().forms[usize::from(form)].is_narrative());
    let old = report.year.map_or(narrative, |year| year < FIRST_TABULAR_YEAR);
    if let Some(other) = other_kind(report) {
        let (kind, quote) = (other.kind, names::quote(other.heading));
        let place = names::lines(report, &[other.source]);
        let mut finding = finding(
            "text.no_table",
            format!("这份文件似乎不是政府信息公开工作年度报告，而是{}：{quote}（{}）。", kind.zh, place.zh),
            format!(
                "This seems to be no annual report on government information but {}: {quote} ({}).",
                kind.en, place.en
            ),
        );
        finding.source = vec![other.source];
        findings.push(finding);
        return;
    }
    if !report.tables.is_empty() || old {
        return;
    }
    let national = Schema::get()
        .sections
        .iter()
        .filter(|section| report.sections.iter().any(|mark| mark.id == section.id))
        .count();
    let (head_zh, head_en) = match (report.year, national) {
        (Some(year), 0) => (format!("报告年度为 {year} 年，"), format!("The report is on {year}, but ")),
        (Some(year), count) => (
            format!("报告年度为 {year} 年，有 {count} 个部分的标题，"),
            format!("The report is on {year} and has {}, but ", arithmetic::count(count, "section heading")),
        ),
        (None, 0) => ("未能确定报告年度，".to_owned(), "The report year is not known, and ".to_owned()),
        (None, count) => (
            format!("未能确定报告年度，有 {count} 个部分的标题，"),
            format!(
                "The report year is not known; the report has {}, but ",
                arithmetic::count(count, "section heading")
            ),
        ),
    };
    let labels = table_labels(report);
    let (zh, en) = if labels.len() >= FEWEST_LABELS {
        let quoted: Vec<String> = labels.iter().take(QUOTED).map(|label| names::quote(label)).collect();
        (
            format!("{head_zh}文中有表格的栏目名称（{}等），但没能读成表格，请人工核对。", quoted.join("、")),
            format!(
                "{head_en}labels of its tables stand in the text ({}), which could not be read as tables.",
                quoted.join(", ")
            ),
        )
    } else if breaks_off(report) {
        (
            format!("{head_zh}文件在表格之前中断，表格可能在未收到的部分。"),
            format!(
                "{head_en}the document breaks off before its tables, which may be in the part that is not in the file."
            ),
        )
    } else {
        (
            format!("{head_zh}没有找到表样规定的任何表格，表格可能是图片或附件。"),
            format!("{head_en}no table of the form was found; it may be a picture or an attachment."),
        )
    };
    let mut finding = finding("text.no_table", zh, en);
    finding.source = report.sections.iter().flat_map(|mark| mark.source.iter().copied()).collect();
    findings.push(finding);
}
