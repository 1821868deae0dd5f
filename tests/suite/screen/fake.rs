//! A batch in memory: reports built by hand, rich enough to show everything that the screen can show.

use std::path::PathBuf;

use gouji::document::Span;
use gouji::pipeline::{Analysis, Impact, Opened, Summary, compare};
use gouji::report::{
    Candidate, Cell, Confidence, Doubt, Fact, Kind, Label, LabelKey, Mapping, Mappings, Method, Quoted, Report,
    ScorePart, ScorePartKind, TableReading, Target,
};
use gouji::review::{Present, State};
use gouji::rules::{self, Cause, Finding, Hypothesis, HypothesisKind, RuleBook, Severity, Status, Verdict};
use gouji::schema::{Axis, CellId, Relation, Schema, TableRef};
use gouji::source::{Batch, SourceFile};

/// Names and units of the batch.
pub const REPORTS: [(&str, Option<&str>); 6] = [
    ("01/临江区2019.txt", Some("临江区人民政府")),
    ("02/河口县2021.txt", Some("河口县人民政府")),
    ("03/文渊阁街道.txt", None),
    ("04/青石镇2016.txt", Some("青石镇人民政府")),
    ("05/扫描件.pdf", None),
    ("06/\u{1b}[31m坏名\u{202e}.txt", Some("重庆市渝\u{200b}中区\u{1b}[2J")),
];

/// The batch as found.
pub fn batch() -> Batch {
    let files =
        REPORTS.iter().map(|(name, _)| SourceFile::new(PathBuf::from(name), (*name).to_owned(), 4000)).collect();
    Batch { root: PathBuf::from("年报"), files, skipped: Vec::new() }
}

/// One report read in full under the reviewer's mappings.
pub fn open(row: usize, mappings: &Mappings) -> Opened {
    let analysis = match row {
        0 => faulty(mappings),
        1 => clean(mappings),
        3 => narrative(),
        4 => unreadable(),
        _ => {
            let mut analysis = clean(mappings);
            analysis.report.unit = REPORTS[row].1.map(|unit| quoted(unit, 1));
            // The title names another unit.
            analysis.report.title = None;
            analysis
        }
    };
    let digest = format!("blake3:{row}");
    let name = REPORTS[row].0;
    let mut summary = Summary::of(name, &PathBuf::from(name), &digest, 4000, &analysis, mappings);
    summary.unit = REPORTS[row].1.map(str::to_owned);
    Opened { digest, analysis, summary, member: None }
}

/// The summary of one report under the decisions on it.
pub fn summary(row: usize, decisions: &State) -> Summary {
    let name = REPORTS[row].0;
    let opened = open(row, &decisions.mappings(name));
    let (report, verdict) = (&opened.analysis.report, &opened.analysis.verdict);
    let stale = decisions.stale(&Present { path: name, digest: &opened.digest, report, verdict });
    Summary { stale: stale.iter().filter(|stale| stale.asks()).count() as u32, ..opened.summary }
}

/// What a decision would change in one report.
pub fn impact(row: usize, mappings: &Mappings, key: &LabelKey, mapping: &Mapping) -> Option<Impact> {
    let before = open(row, mappings);
    let mut decided = mappings.clone();
    decided.decided.insert(key.clone(), mapping.clone());
    let after = open(row, &decided);
    let label = before.analysis.report.labels.iter().find(|label| label.key() == *key)?;
    let proposed = label.target.map(|target| target.canonical().to_owned());
    let parts = |opened: &Opened| (opened.analysis.report.clone(), opened.analysis.verdict.clone());
    let (before, after) = (parts(&before), parts(&after));
    let change = compare((&before.0, &before.1), (&after.0, &after.1));
    Some(Impact { row, digest: format!("blake3:{row}"), proposed, change })
}

fn quoted(text: &str, line: u32) -> Quoted {
    Quoted { text: text.to_owned(), source: vec![Span::line(line)] }
}

fn form(id: &str) -> u8 {
    Schema::get().form(id).expect("the form is known")
}

fn table(form_id: &str, id: &str) -> TableRef {
    let form = form(form_id);
    TableRef { form, table: Schema::get().forms[usize::from(form)].table(id).expect("the table is known") }
}

fn cell_id(form_id: &str, id: &str) -> CellId {
    CellId::parse(form(form_id), id).expect("the cell is known")
}

/// A table all of whose cells say `0`, one line each from `line` on.
fn zeros(at: TableRef, line: u32, lines: &mut Vec<String>) -> TableReading {
    let description = at.get();
    lines.resize(line as usize - 1, String::new());
    lines.push(description.label.to_owned());
    let mut cells = Vec::new();
    for row in &description.rows {
        let mut text = format!("{} |", row.label);
        for _ in &description.columns {
            let column = text.chars().count() as u32 + 2;
            cells.push(Some(Cell {
                raw: "0".to_owned(),
                kind: Kind::Number,
                value: Some(0.into()),
                unit: None,
                confidence: Confidence { row: 1.0, column: 0.98, layout: 1.0, arithmetic: Some(1.0) },
                doubt: None,
                source: vec![Span::new(lines.len() as u32 + 1, column, 1)],
                row_label: None,
                column_label: None,
            }));
            text.push_str(" 0 |");
        }
        lines.push(text);
    }
    TableReading {
        table: at,
        rows_found: vec![true; description.rows.len()],
        cells,
        lines: (line, lines.len() as u32),
        printed: 1,
    }
}

/// Writes another text into a cell, in the reading and in the source.
fn set(reading: &mut TableReading, lines: &mut [String], id: CellId, raw: &str, kind: Kind) {
    let columns = reading.table.get().columns.len();
    let place = &mut reading.cells[usize::from(id.row) * columns + usize::from(id.column)];
    let cell = place.as_mut().expect("the cell is there");
    cell.raw = raw.to_owned();
    cell.kind = kind;
    cell.value = raw.parse().ok();
    let line = &mut lines[cell.source[0].line as usize - 1];
    let mut pieces: Vec<String> = line.split('|').map(str::to_owned).collect();
    pieces[usize::from(id.column) + 1] = format!(" {raw} ");
    *line = pieces.join("|");
    let before: usize = pieces[..=usize::from(id.column)].iter().map(|piece| piece.chars().count() + 1).sum();
    cell.source = vec![Span::new(cell.source[0].line, before as u32 + 2, raw.chars().count() as u32)];
}

fn finding(rule: &'static str, severity: Severity, zh: &str, en: &str) -> Finding {
    Finding::new(rule, severity, zh.to_owned(), en.to_owned())
}

fn label(report: &mut Report, observed: &str, at: (TableRef, Axis, &str), score: f32, waits: bool) -> u32 {
    let (table, axis, id) = at;
    let target = Target::find(table, axis, id).expect("the field is known");
    let part = |kind, value| ScorePart { kind, value };
    let parts = vec![
        part(ScorePartKind::Edit, score - 0.1),
        part(ScorePartKind::Bigrams, score / 2.0),
        part(ScorePartKind::Position, 1.0),
    ];
    let mut candidates = vec![Candidate { target, score, parts: parts.clone() }];
    let others = Target::choices(table, axis).into_iter().filter(|choice| *choice != target).take(2);
    candidates.extend(others.enumerate().map(|(i, other)| Candidate {
        target: other,
        score: (score - 0.35 - i as f32 / 10.0).max(0.0),
        parts: parts.clone(),
    }));
    let group = match axis {
        Axis::Column => table.get().columns[usize::from(target.index)].group.clone(),
        _ => Vec::new(),
    };
    report.labels.push(Label {
        observed: observed.to_owned(),
        nth: 0,
        table,
        axis,
        group,
        target: Some(target),
        score,
        method: if waits { Method::Fuzzy } else { Method::Exact },
        needs_review: waits,
        candidates,
        taught: None,
        source: vec![Span::new(30, 1, observed.chars().count() as u32)],
    });
    report.labels.len() as u32 - 1
}

/// Applies the reviewer's mappings as the engine does: the label's target and method follow.
fn apply(report: &mut Report, mappings: &Mappings) {
    for label in &mut report.labels {
        match mappings.decided.get(&label.key()) {
            Some(Mapping::Field(id)) => {
                label.target = Target::find(label.table, label.axis, id);
                label.method = Method::Reviewer;
                label.needs_review = false;
            }
            Some(Mapping::NotAField) => {
                label.target = None;
                label.method = Method::Reviewer;
                label.needs_review = false;
            }
            Some(Mapping::Unsure) | None => {}
        }
    }
}

/// A report on 2019 in which nearly everything is wrong that can be shown.
fn faulty(mappings: &Mappings) -> Analysis {
    let mut lines = vec!["临江区人民政府2019年政府信息公开工作年度报告".to_owned(), "一、总体情况".to_owned()];
    lines.push("全年主动公开政府信息“4955条”，".to_owned() + &"其中市政府门户网站公开三千余条，".repeat(8));
    let art20_1 = zeros(table("2019", "art20_1"), 6, &mut lines);
    let mut art20_5 = zeros(table("2019", "art20_5"), 12, &mut lines);
    let mut art20_9 = zeros(table("2019", "art20_9"), 20, &mut lines);
    lines.resize(29, String::new());
    lines.push("商业机构".to_owned());
    let mut requests = zeros(table("2019", "requests"), 31, &mut lines);
    let remedies = zeros(table("2019", "remedies"), 60, &mut lines);
    let id = |id| cell_id("2019", id);
    for (cell, raw, kind) in [
        ("requests.new_received.natural_person", "3", Kind::Number),
        ("requests.new_received.total", "3", Kind::Number),
        ("requests.granted.natural_person", "1", Kind::Number),
        ("requests.denied_process.natural_person", "1", Kind::Number),
        ("requests.total_processed.natural_person", "5", Kind::Number),
        ("requests.total_processed.total", "5", Kind::Number),
        ("requests.unavailable_unclear.org_other", "/", Kind::Dash),
        ("requests.unprocessed_repeat.org_other", "", Kind::Blank),
    ] {
        set(&mut requests, &mut lines, id(cell), raw, kind);
    }
    set(&mut art20_5, &mut lines, id("art20_5.admin_license.net_change"), "-4", Kind::Number);
    set(&mut art20_9, &mut lines, id("art20_9.gov_procurement.procurement_amount"), "见附件", Kind::Text);
    // The last column of one row was lost, and another cell's place is in doubt.
    let row = usize::from(id("requests.denied_internal.total").row) * 7;
    requests.cells[row + 6] = None;
    if let Some(cell) = &mut requests.cells[row + 5] {
        cell.doubt = Some(Doubt::LostCells);
        cell.confidence.layout = 0.4;
    }
    let mut report = Report::default();
    report.title = Some(quoted(&lines[0], 1));
    report.unit = Some(quoted("临江区人民政府", 1));
    report.year = Some(2019);
    report.form = Some(form("2019"));
    report.lines = lines.len() as u32;
    let at = requests.table;
    let procurement = art20_9.table;
    label(&mut report, "自然人", (at, Axis::Column, "natural_person"), 1.0, false);
    let waiting = label(&mut report, "商业机构", (at, Axis::Column, "org_enterprise"), 0.86, true);
    label(&mut report, "科研机构", (at, Axis::Column, "org_research"), 1.0, false);
    let partial = "(二)不分公开(区分处理的,只计这一情形,不计其他情形)";
    label(&mut report, partial, (at, Axis::Row, "partial"), 0.93, true);
    let amount = label(&mut report, "采购金额", (procurement, Axis::Column, "procurement_amount"), 0.9, true);
    apply(&mut report, mappings);
    if report.labels[waiting as usize].target.is_none() {
        requests.cells.iter_mut().skip(1).step_by(7).for_each(|cell| *cell = None);
    }
    for cell in requests.cells.iter_mut().skip(1).step_by(7).flatten() {
        cell.column_label = Some(waiting);
    }
    for cell in art20_9.cells.iter_mut().skip(1).step_by(2).flatten() {
        cell.column_label = Some(amount);
    }
    report.tables = vec![art20_1, art20_5, art20_9, requests, remedies];
    let mut sum = finding(
        "requests.result_sum",
        Severity::Error,
        "表三“自然人”列办理结果之和与总计不符：1 + 1 = 2，总计为 5，相差 3",
        "table 3, natural persons: the results add up to 1 + 1 = 2, the total says 5, off by 3",
    );
    sum.advice_zh = "请核对第三项（七）总计，以及是否漏填一件办理结果。".to_owned();
    sum.advice_en = "check the total, and whether a result was left out".to_owned();
    sum.cells = vec![
        id("requests.granted.natural_person"),
        id("requests.denied_process.natural_person"),
        id("requests.total_processed.natural_person"),
    ];
    sum.suspects = vec![id("requests.total_processed.natural_person")];
    sum.source = vec![Span::line(53), Span::line(34)];
    sum.cause_id = Some(1);
    let mut stock = finding(
        "disclosure.negative_stock",
        Severity::Error,
        "行政许可事项数为负：上一年 0 + 本年增减 (-4) = -4",
        "licences fall below zero: 0 + (-4) = -4",
    );
    stock.cells = vec![id("art20_5.admin_license.prev_year_items"), id("art20_5.admin_license.net_change")];
    stock.source = vec![Span::line(13)];
    let mut unplaced =
        finding("values.doubtful", Severity::Warning, "表三有 1 行缺少一格", "table 3: a row lacks a cell");
    unplaced.cells = vec![id("requests.denied_internal.org_other")];
    let mut waits = finding(
        "labels.unconfirmed",
        Severity::Warning,
        "3 个栏目名称待确认：商业机构、不分公开、采购金额",
        "3 labels wait for confirmation",
    );
    waits.labels = vec![waiting];
    waits.source = vec![Span::line(30)];
    let missing =
        finding("form.missing_table", Severity::Info, "缺少第二十条第（六）项", "block (6) of article 20 is missing");
    let checks = rules::check(&report, RuleBook::standard()).checks;
    let mut findings = vec![sum, stock, unplaced, waits, missing];
    if report.labels.iter().all(|label| !label.needs_review) {
        findings.retain(|finding| finding.rule != "labels.unconfirmed");
    }
    let causes = vec![of_sum()];
    let verdict = Verdict { status: Status::Error, checks, findings, causes };
    Analysis { lines, encoding: "GB18030", report, verdict, ..Analysis::default() }
}

/// The cause of the results that do not add up, as told with them.
fn of_sum() -> Cause {
    let total = CellId::parse(form("2019"), "requests.total_processed.natural_person").unwrap();
    let relations: Vec<&Relation> =
        Relation::touching(total).filter(|relation| relation.rule == "requests.result_sum").collect();
    let hypothesis = Hypothesis {
        kind: HypothesisKind::CountedIn,
        zh: "总计似把本年新收一并计入".to_owned(),
        en: "the total seems to include what was received".to_owned(),
        changes: vec![(total, 2.into())],
        mended: relations.clone(),
        left: Vec::new(),
    };
    Cause {
        id: 1,
        relations,
        fewest: 1,
        count: 21,
        sets: Vec::new(),
        families: Vec::new(),
        hypotheses: vec![hypothesis],
        suspects: vec![total],
    }
}

/// A report on 2021 with nothing wrong but one label that waits.
fn clean(mappings: &Mappings) -> Analysis {
    let mut lines = vec!["河口县人民政府2021年政府信息公开工作年度报告".to_owned()];
    let tables: Vec<TableReading> = ["art20_1", "art20_5", "art20_6", "art20_8", "requests", "remedies"]
        .into_iter()
        .map(|id| {
            let line = lines.len() as u32 + 2;
            zeros(table("2021", id), line, &mut lines)
        })
        .collect();
    let mut report = Report::default();
    report.title = Some(quoted(&lines[0], 1));
    report.unit = Some(quoted("河口县人民政府", 1));
    report.year = Some(2021);
    report.form = Some(form("2021"));
    report.lines = lines.len() as u32;
    report.tables = tables;
    label(&mut report, "结果", (table("2021", "remedies"), Axis::Column, "upheld"), 0.7, true);
    apply(&mut report, mappings);
    let is_upheld = report.labels[0].target.is_some_and(|target| target.canonical() == "upheld");
    if !is_upheld && let Some(remedies) = report.tables.last_mut() {
        remedies.cells.iter_mut().step_by(5).for_each(|cell| *cell = None);
    }
    let checks = rules::check(&report, RuleBook::standard()).checks;
    let status = if is_upheld { Status::Clean } else { Status::Warning };
    let verdict = Verdict { status, checks, ..Verdict::default() };
    Analysis { lines, encoding: "UTF-8", report, verdict, ..Analysis::default() }
}

/// A narrative report: figures in prose, no table.
fn narrative() -> Analysis {
    let lines = vec!["青石镇2016年政府信息公开工作年度报告".to_owned(), "全年共收到申请59件。".to_owned()];
    let fact = Fact {
        id: "req_total",
        value: 59.into(),
        unit: Some("件".to_owned()),
        quote: "全年共收到申请59件".to_owned(),
        cell: None,
        source: vec![Span::new(2, 8, 2)],
        ..Fact::default()
    };
    let mut report = Report::default();
    report.title = Some(quoted(&lines[0], 1));
    report.unit = Some(quoted("青石镇人民政府", 1));
    report.year = Some(2016);
    report.form = Some(form("2008"));
    report.lines = 2;
    report.facts = vec![fact];
    let verdict = Verdict { status: Status::NotAssessable, ..Verdict::default() };
    Analysis { lines, encoding: "UTF-8", report, verdict, ..Analysis::default() }
}

fn unreadable() -> Analysis {
    let because = (
        "这是 PDF 文件，本版本尚不能读取；请另存为文本再报送。",
        "this is a PDF, which this version cannot read; save it as text",
    );
    let mut analysis =
        Analysis { unreadable: Some((because.0.to_owned(), because.1.to_owned())), ..Analysis::default() };
    analysis.verdict.status = Status::Unreadable;
    analysis.kind = gouji::source::Kind::Pdf;
    analysis
}
