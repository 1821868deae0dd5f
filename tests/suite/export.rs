//! The annotated review log: one small review written out in every format, and the whole fixture batch held to its rules.
//!
//! `tests/export/` holds the small review as it is to be written; `UPDATE_EXPECT=1 cargo test --test suite export` writes it anew.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use gouji::document::Span;
use gouji::export::log::{Content, FileLog, Format, History, ReviewLog, Style, Submission};
use gouji::export::save;
use gouji::pipeline::{self, ExportError, ExportOrder};
use gouji::report::{Cell, Confidence, Kind, Label, Mapping, Method, Quoted, Report, TableReading};
use gouji::review::{Decision, Event, EventId, FindingKey, FindingState, NoteOn, ReviewState, Seen, State, Subject};
use gouji::rules::across::{self, Extract, Options};
use gouji::rules::{Finding, RuleBook, Severity, Status, Verdict};
use gouji::schema::{Axis, CellId, Schema, Target};
use gouji::source::{self, Batch, Skipped};
use gouji::text::lang::Lang;
use jiff::tz::{TimeZone, offset};

use crate::common::expect::expect;

const PATH: &str = "乡镇/思茅区.txt";
const GONE: &str = "=cmd|' /C calc'!A0.txt";

fn style(lang: Lang) -> Style {
    Style { lang, zone: TimeZone::fixed(offset(8)) }
}

const FORMATS: [Format; 3] = [Format::Markdown, Format::Csv, Format::Json];
const CONTENTS: [Content; 2] = [Content::Log, Content::Ledger];

fn written(content: Content, format: Format, log: &ReviewLog, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    format.write(content, log, &style(lang), &mut bytes).unwrap();
    bytes
}

fn finding(rule: &'static str, severity: Severity, zh: &str, en: &str) -> Finding {
    Finding {
        advice_zh: "请核对。".to_owned(),
        advice_en: "Look at it again.".to_owned(),
        ..Finding::new(rule, severity, zh.to_owned(), en.to_owned())
    }
}

fn label(observed: &str, canonical: Option<&str>, method: Method, lines: &[u32]) -> Label {
    let form = Schema::get().form("2019").unwrap();
    let table = Schema::get().tables().find(|table| table.form == form && table.get().id == "requests").unwrap();
    Label {
        observed: observed.to_owned(),
        nth: 0,
        table,
        axis: Axis::Column,
        group: vec!["法人或其他组织"],
        target: canonical.map(|id| Target::find(table, Axis::Column, id).unwrap()),
        score: 0.864,
        method,
        needs_review: method == Method::Fuzzy,
        candidates: Vec::new(),
        taught: None,
        source: lines.iter().map(|&line| Span::line(line)).collect(),
    }
}

/// A cell with this text in the natural persons' column.
fn cell(raw: &str) -> Cell {
    Cell {
        raw: raw.to_owned(),
        kind: if raw.is_empty() { Kind::Blank } else { Kind::Number },
        value: raw.parse().ok(),
        unit: None,
        confidence: Confidence { row: 1.0, column: 1.0, layout: 1.0, arithmetic: None },
        doubt: None,
        source: Vec::new(),
        row_label: None,
        column_label: None,
    }
}

/// The table of requests with a number, a blank and a number, and a cell that is not there.
fn table() -> TableReading {
    let table = label("", None, Method::None, &[]).table;
    let (rows, columns) = (table.get().rows.len(), table.get().columns.len());
    let mut cells = vec![None; rows * columns];
    for (row, raw) in [("new_received", "3"), ("carried_over", " "), ("total_processed", "5")] {
        cells[usize::from(table.get().row(row).unwrap()) * columns] = Some(cell(raw.trim()));
    }
    TableReading { table, cells, lines: (28, 520), rows_found: vec![true; rows], printed: 1 }
}

fn report() -> Report {
    Report {
        tables: vec![table()],
        unit: Some(Quoted { text: "思茅区人民政府".to_owned(), source: Vec::new() }),
        year: Some(2019),
        form: Schema::get().form("2019"),
        labels: vec![
            label("商业机构", Some("org_enterprise"), Method::Reviewer, &[31]),
            label("科研机构", Some("org_research"), Method::Exact, &[33]),
            label("社会公益", Some("org_public_welfare"), Method::Fuzzy, &[37, 35, 35]),
            label("备|注", None, Method::None, &[39]),
        ],
        ..Report::default()
    }
}

fn verdict() -> Verdict {
    let form = Schema::get().form("2019").unwrap();
    let balance = Finding {
        cells: ["new_received", "carried_over", "total_processed", "carried_forward"]
            .into_iter()
            .filter_map(|row| CellId::parse(form, &format!("requests.{row}.natural_person")))
            .collect(),
        expected: Some("3".parse().unwrap()),
        actual: Some("5".parse().unwrap()),
        source: vec![Span::line(504), Span::line(141), Span::line(141)],
        ..finding(
            "requests.balance",
            Severity::Error,
            "表三“自然人”列不平：3 + 0 = 3，5 + 0 = 5",
            "Table 3, column 自然人: 3 + 0 = 3, 5 + 0 = 5",
        )
    };
    let stock = Finding {
        actual: Some("-3".parse().unwrap()),
        ..finding("disclosure.negative_stock", Severity::Error, "=1 + -4 小于 0", "=1 + -4 is below 0")
    };
    let title = finding("form.title", Severity::Warning, "没有标题 | <b>", "no title | <b>");
    Verdict { status: Status::Error, findings: vec![balance, stock, title], ..Verdict::default() }
}

/// A journal in which everything happens that can: kept, changed, undone, brought back, on files that are there and not.
fn events() -> Vec<Event> {
    let key = |observed: &str| label(observed, None, Method::None, &[]).key();
    let map = |observed: &str, proposed: Option<&str>, mapping| Decision::MapLabel {
        key: key(observed),
        proposed: proposed.map(str::to_owned),
        mapping,
    };
    let field = |id: &str| Some(Mapping::Field(id.to_owned()));
    let judge = |key: FindingKey, state, reason: &str| Decision::JudgeFinding { key, state, reason: reason.to_owned() };
    let found = |index: usize| FindingKey::of(&verdict().findings[index], &report());
    let note = |on, text: &str| Decision::Note { on, text: text.to_owned() };
    let on_cell = |row: &str, raw: &str| NoteOn::Cell {
        cell: format!("requests.{row}.natural_person"),
        raw: Some(raw.to_owned()),
    };
    let mut rewritten = found(0);
    rewritten.evidence[3].push('0');
    let gone =
        FindingKey { rule: "requests.row_sum".to_owned(), evidence: vec!["requests.granted.total=7".to_owned()] };
    let decisions: Vec<(EventId, &str, &str, Decision)> = vec![
        (1, "王晓", PATH, map("商业机构", Some("org_research"), field("org_enterprise"))),
        (2, "王晓", PATH, map("备|注", None, Some(Mapping::NotAField))),
        (3, "王晓", PATH, map("法律机构", Some("org_legal_service"), field("org_legal_service"))),
        (4, "李明", PATH, judge(found(0), FindingState::Real, "")),
        (5, "李明", PATH, judge(found(2), FindingState::Dismissed, "标题在附件中\n已核")),
        (6, "李明", PATH, judge(gone, FindingState::Real, "")),
        (
            7,
            "王晓",
            PATH,
            Decision::SetState {
                state: ReviewState::Returned,
                reason: "表三不平".to_owned(),
                seen: Some(Seen { errors: 3, warnings: 1, waiting: 2 }),
            },
        ),
        (8, "王晓", PATH, Decision::Note { on: NoteOn::Report, text: "@已电话告知".to_owned() }),
        (9, "李明", GONE, Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None }),
        (10, "李明", PATH, Decision::Undo { event: 5 }),
        (11, "李明", PATH, Decision::Undo { event: 10 }),
        (12, "王晓", PATH, map("商业机构", Some("org_research"), Some(Mapping::Unsure))),
        (13, "王晓", PATH, Decision::Undo { event: 12 }),
        (14, "王晓", PATH, note(NoteOn::Finding(found(0)), "已请单位核对")),
        (15, "王晓", PATH, note(on_cell("new_received", "3"), "=新收")),
        (16, "李明", PATH, note(on_cell("total_processed", "4"), "与上年相同？")),
        (17, "李明", PATH, judge(rewritten, FindingState::Dismissed, "数已改")),
    ];
    let digest = |id| if id < 9 { "blake3:0123456789abcdef00" } else { "blake3:fedcba987654321000" };
    let event = |(id, reviewer, path, decision): (EventId, &str, &str, Decision)| Event {
        id,
        act: id,
        at: jiff::Timestamp::from_second(1_583_020_800 + 61 * id).unwrap(),
        reviewer: reviewer.to_owned(),
        program: "0.1.0".to_owned(),
        subject: Subject { path: path.to_owned(), digest: digest(id).to_owned() },
        decision,
    };
    decisions.into_iter().map(event).collect()
}

fn small() -> ReviewLog {
    let state = State::fold(&events());
    let (report, verdict) = (report(), verdict());
    let digest = "blake3:fedcba987654321000";
    let submission = Submission { name: PATH, digest, report: &report, verdict: &verdict, unreadable: None };
    let unreadable = ("这是一份 PDF，请另存为文本。".to_owned(), "This is a PDF; save it as text.".to_owned());
    let broken = Verdict { status: Status::Unreadable, ..Verdict::default() };
    let pdf = Submission {
        name: "局.pdf",
        digest: "blake3:00",
        report: &Report::default(),
        verdict: &broken,
        unreadable: Some(&unreadable),
    };
    let skipped = Skipped {
        name: "notes.json".to_owned(),
        because_zh: "不是报告".to_owned(),
        because_en: "no report".to_owned(),
    };
    let history = History::of(&state);
    let files = [submission, pdf].map(|one| FileLog::of(&one, &state, &history));
    let mut log = ReviewLog::new("年报_2019", files.into(), &[skipped], (&state, &history), RuleBook::standard());
    // The golden files must not change with the program's version.
    log.program = "0.0.0";
    log
}

#[test]
fn a_small_review_is_written_as_expected() {
    let log = small();
    let named = |content, format, lang| {
        let content = if content == Content::Log { "log" } else { "ledger" };
        let extension = match format {
            Format::Markdown => "md",
            Format::Csv => "csv",
            Format::Json => "json",
        };
        format!("{content}.{}.{extension}", if lang == Lang::Zh { "zh" } else { "en" })
    };
    let cases = CONTENTS.into_iter().flat_map(|content| FORMATS.map(|format| (content, format)));
    for (content, format) in cases {
        for lang in [Lang::Zh, Lang::En] {
            let name = named(content, format, lang);
            let actual = written(content, format, &log, lang);
            expect(&format!("tests/export/{name}"), &String::from_utf8(actual).unwrap());
        }
    }
}

/// Every decision of the journal is told once, with what stood before and after it.
#[test]
fn every_decision_is_told() {
    let log = small();
    assert_eq!(log.last_event, 17);
    let mut told: Vec<EventId> = log.files.iter().flat_map(|file| &file.decisions).map(|log| log.event.id).collect();
    told.sort_unstable();
    assert_eq!(told, (1..=17).collect::<Vec<_>>());
    let file = log.files.iter().find(|file| file.name == GONE).unwrap();
    assert!(!file.is_present && file.review.state == ReviewState::Passed);
    for pair in log.files.iter().flat_map(|file| file.decisions.windows(2)) {
        if pair[0].about == pair[1].about {
            assert_eq!(pair[0].new, pair[1].old);
        }
    }
}

/// The fixture batch as it really is, with decisions on what the program really found there.
fn batch() -> (Batch, State) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch");
    let batch = source::find(&[root], &Default::default()).unwrap();
    let mut events = Vec::new();
    let mut collect = |_, opened: pipeline::Opened| {
        let report = &opened.analysis.report;
        let subject = Subject { path: opened.summary.name.clone(), digest: opened.digest.clone() };
        let judge = opened.analysis.verdict.findings.iter().map(|finding| Decision::JudgeFinding {
            key: FindingKey::of(finding, report),
            state: FindingState::Real,
            reason: "=属实".to_owned(),
        });
        let map = report.labels.iter().filter(|label| label.needs_review).map(|label| Decision::MapLabel {
            key: label.key(),
            proposed: label.target.map(|target| target.canonical().to_owned()),
            mapping: Some(
                label.target.map_or(Mapping::NotAField, |target| Mapping::Field(target.canonical().to_owned())),
            ),
        });
        for decision in judge.chain(map) {
            let id = events.len() as EventId + 1;
            let at = jiff::Timestamp::from_second(1_583_020_800 + id).unwrap();
            let (reviewer, program) = ("王晓".to_owned(), "0.1.0".to_owned());
            events.push(Event { id, act: id, at, reviewer, program, subject: subject.clone(), decision });
        }
        ControlFlow::Continue(())
    };
    let stop = AtomicBool::new(false);
    pipeline::ordered(
        &batch.files,
        &|_| Default::default(),
        RuleBook::standard(),
        &|_, opened| opened,
        &mut collect,
        &stop,
    );
    (batch, State::fold(&events))
}

fn order(content: Content, format: Format, lang: Lang, path: &Path) -> ExportOrder {
    ExportOrder {
        content,
        format,
        style: style(lang),
        path: path.to_owned(),
        force: false,
        book: RuleBook::standard(),
        options: Options::default(),
    }
}

fn composed(batch: &Batch, state: &State, content: Content, format: Format, lang: Lang) -> String {
    let order = order(content, format, lang, Path::new("-"));
    let bytes = pipeline::compose(batch, state, &order, &|_| (), &AtomicBool::new(false)).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_same_files_and_journal_give_the_same_bytes() {
    let (batch, state) = batch();
    for content in CONTENTS {
        for format in FORMATS {
            let write = || composed(&batch, &state, content, format, Lang::Zh);
            assert!(write() == write(), "{content:?} {format:?}");
        }
    }
}

/// Cells of a CSV by rows, held to what every CSV must keep.
fn rows(text: &str) -> Vec<csv::StringRecord> {
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    for cell in records.iter().flat_map(csv::StringRecord::iter) {
        let is_number = cell.parse::<f64>().is_ok();
        assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        assert!(!cell.chars().any(char::is_control), "{cell:?}");
    }
    records
}

#[test]
fn the_fixture_batch_keeps_the_rules_of_every_format() {
    let (batch, state) = batch();
    let decisions = state.events().len();
    let mut findings: Vec<usize> = Vec::new();
    let mut extracts = Vec::new();
    let mut count = |_, opened: pipeline::Opened| {
        let pipeline::Analysis { report, verdict, lines, .. } = &opened.analysis;
        findings.push(verdict.findings.len());
        extracts.push(Extract::of(report, verdict, lines, &opened.summary.name));
        ControlFlow::Continue(())
    };
    let mappings = |name: &str| state.mappings(name);
    pipeline::ordered(
        &batch.files,
        &mappings,
        RuleBook::standard(),
        &|_, opened| opened,
        &mut count,
        &AtomicBool::new(false),
    );
    for found in across::check(&extracts, &Options::default(), RuleBook::standard()) {
        findings[found.subject.unwrap()] += 1;
    }
    let of_ledger = findings.iter().map(|&count| count.max(1)).sum::<usize>();
    assert!(decisions > findings.len() && of_ledger > findings.len());
    for lang in [Lang::Zh, Lang::En] {
        let write = |content, format| composed(&batch, &state, content, format, lang);
        assert_eq!(rows(&write(Content::Log, Format::Csv)).len(), decisions);
        let ledger = rows(&write(Content::Ledger, Format::Csv));
        assert_eq!(ledger.len(), of_ledger);
        for (number, row) in (1..).zip(&ledger) {
            assert_eq!(row[0].parse(), Ok(number));
            assert!(row[4].ends_with(".txt") || row[4].contains('.'), "{}", &row[4]);
        }

        for content in CONTENTS {
            let markdown = write(content, Format::Markdown);
            let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            let lines: Vec<&str> = markdown.lines().collect();
            for pair in lines.windows(2).filter(|pair| pair[0].starts_with('|') && pair[1].starts_with('|')) {
                assert_eq!(bars(pair[0]), bars(pair[1]), "{}\n{}", pair[0], pair[1]);
            }
        }

        let json: serde_json::Value = serde_json::from_str(&write(Content::Log, Format::Json)).unwrap();
        assert_eq!((&json["schema_version"], &json["kind"]), (&2.into(), &"review_log".into()));
        assert_eq!(json["files"].as_array().unwrap().len(), batch.files.len());
        assert_eq!(json["last_event"], decisions);
        let json: serde_json::Value = serde_json::from_str(&write(Content::Ledger, Format::Json)).unwrap();
        assert_eq!((&json["schema_version"], &json["kind"]), (&1.into(), &"ledger".into()));
        assert_eq!(json["rows"].as_array().unwrap().len(), of_ledger);
    }
}

/// The columns that supervising offices keep, in their order.
#[test]
fn the_ledger_has_the_columns_of_the_trade() {
    let wanted = "序号,单位名称,单位类别,报告年度,文件名,文件指纹,接收时间,模板版本,问题编号,问题类型,严重程度,所在位置,原文,应为/依据,\
                  处理意见,映射确认,审核人,审核时间,状态,整改期限,复核结果,备注";
    let csv = String::from_utf8(written(Content::Ledger, Format::Csv, &small(), Lang::Zh)).unwrap();
    assert_eq!(csv.trim_start_matches('\u{feff}').lines().next(), Some(wanted));
}

#[test]
fn an_export_goes_where_it_can_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("年报");
    fs::create_dir_all(root.join("乡镇")).unwrap();
    let report = root.join("乡镇/甲.txt");
    fs::write(&report, "甲镇").unwrap();
    let found = || source::find(std::slice::from_ref(&root), &Default::default()).unwrap();
    let (batch, state) = (found(), State::default());
    let done = std::cell::Cell::new(0);
    let write = |name: &str, force: bool, stop: bool| {
        let order = ExportOrder { force, ..order(Content::Ledger, Format::Csv, Lang::Zh, &root.join(name)) };
        pipeline::write_log(&batch, &state, &order, &|count| done.set(count), &AtomicBool::new(stop))
    };
    for force in [false, true] {
        assert!(matches!(write("乡镇/甲.txt", force, false), Err(ExportError::Submission(_))));
        let inside = write("台账.csv", force, false).unwrap_err();
        assert!(matches!(inside, ExportError::Inside(_)));
        assert!(inside.message(Lang::Zh).contains("台账.gouji.csv"), "{inside}");
        assert!(inside.message(Lang::En).contains("台账.gouji.csv"));
    }
    // What was submitted and left aside, whatever its name, and a journal by its name or by what is in it.
    for (name, text) in [
        ("附件.json", "{\"a\": 1}"),
        ("说明.log", "x"),
        ("某县.gouji.txt", "某县"),
        ("../journal.sqlite3", ""),
        ("../journal.sqlite3-journal", ""),
        ("../备份.csv", "SQLite format 3\0"),
    ] {
        fs::write(root.join(name), text).unwrap();
        for force in [false, true] {
            assert!(matches!(write(name, force, false), Err(ExportError::NotOwn(_))), "{name}");
        }
        assert_eq!(fs::read_to_string(root.join(name)).unwrap(), text, "{name}");
        fs::remove_file(root.join(name)).unwrap();
    }
    assert!(matches!(write("../台账.csv", false, true), Err(ExportError::Stopped)));
    assert!(!folder.path().join("台账.csv").exists());

    write("../台账.csv", false, false).unwrap();
    assert_eq!(done.get(), 1);
    assert!(matches!(write("../台账.csv", false, false), Err(ExportError::Save(_))));
    write("../台账.csv", true, false).unwrap();
    write("乡镇/台账.gouji.csv", false, false).unwrap();
    write("乡镇/台账.gouji.csv", true, false).unwrap();
    write("台账.json", false, false).unwrap();
    assert_eq!(found().files, batch.files, "an export is not taken for a report");
    assert_eq!(fs::read_to_string(&report).unwrap(), "甲镇");
}

#[test]
fn formats_go_by_the_name() {
    for (name, format) in [
        ("log.md", Some(Format::Markdown)),
        ("台账.CSV", Some(Format::Csv)),
        ("a.b/log.json", Some(Format::Json)),
        ("log.xlsx", None),
        ("json", None),
    ] {
        assert_eq!(Format::of(Path::new(name)), format, "{name}");
    }
}

#[test]
fn an_export_is_whole_and_never_over_a_file_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台账.csv");
    save(&path, false, b"one").unwrap();
    let error = save(&path, false, b"two").unwrap_err();
    assert!(error.to_string().contains("台账.csv") && error.to_string().contains("--force"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"one");
    save(&path, true, b"three").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"three");
    for (wrong, words) in
        [(folder.path().to_owned(), "a folder"), (folder.path().join("没有/台账.csv"), "does not exist")]
    {
        for force in [false, true] {
            let message = save(&wrong, force, b"x").unwrap_err().message(Lang::En);
            assert!(message.contains(words), "{message}");
        }
    }
    let left: Vec<PathBuf> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, std::slice::from_ref(&path), "no temporary file is left");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(mode(&path), mode(&plain), "an export may be read by those who may read any file made here");
    }
}
