//! The annotated review log: one small review written out in every format, and the whole fixture batch held to its rules.
//!
//! `tests/export/` holds the small review as it is to be written; `UPDATE_EXPECT=1 cargo test --test export` writes it anew.

use std::env;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use gouji::document::Span;
use gouji::export::log::{Content, FileLog, Format, ReviewLog, Style, Submission};
use gouji::export::save;
use gouji::pipeline;
use gouji::report::{Cell, Confidence, Kind, Label, Mapping, Method, Quoted, Report, TableReading};
use gouji::review::{Decision, Event, EventId, FindingKey, FindingState, NoteOn, ReviewState, State, Subject};
use gouji::rules::{Finding, Severity, Status, Verdict};
use gouji::schema::{Axis, CellId, Schema, Target};
use gouji::source::{self, Skipped};
use gouji::text::lang::Lang;
use jiff::tz::{TimeZone, offset};

const PATH: &str = "乡镇/思茅区.txt";
const GONE: &str = "=cmd|' /C calc'!A0.txt";

fn style(lang: Lang) -> Style {
    Style { lang, zone: TimeZone::fixed(offset(8)) }
}

fn written(format: Format, log: &ReviewLog, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    format.write(Content::Log, log, &style(lang), &mut bytes).unwrap();
    bytes
}

fn finding(rule: &'static str, severity: Severity, zh: &str, en: &str) -> Finding {
    Finding {
        rule,
        severity,
        zh: zh.to_owned(),
        en: en.to_owned(),
        advice_zh: "请核对。".to_owned(),
        advice_en: "Look at it again.".to_owned(),
        cells: Vec::new(),
        tables: Vec::new(),
        labels: Vec::new(),
        expected: None,
        actual: None,
        source: Vec::new(),
        cause_id: None,
        suspects: Vec::new(),
        hypotheses: Vec::new(),
    }
}

fn label(observed: &str, canonical: Option<&str>, method: Method, lines: &[u32]) -> Label {
    let form = Schema::get().form("2019").unwrap();
    let table = Schema::get().tables().find(|table| table.form == form && table.get().id == "requests").unwrap();
    Label {
        observed: observed.to_owned(),
        table,
        axis: Axis::Column,
        group: vec!["法人或其他组织"],
        target: canonical.map(|id| Target::find(table, Axis::Column, id).unwrap()),
        score: 0.864,
        method,
        needs_review: method == Method::Fuzzy,
        candidates: Vec::new(),
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
            Decision::SetState { state: ReviewState::Returned, reason: "表三不平".to_owned(), seen: None },
        ),
        (8, "王晓", PATH, Decision::Note { on: NoteOn::Report, text: "@已电话告知".to_owned() }),
        (9, "李明", GONE, Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None }),
        (10, "李明", PATH, Decision::Undo { event: 5 }),
        (11, "李明", PATH, Decision::Undo { event: 10 }),
        (12, "王晓", PATH, map("商业机构", Some("org_research"), Some(Mapping::Unsure))),
        (13, "王晓", PATH, Decision::Undo { event: 12 }),
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
    let mut log =
        ReviewLog::new("年报_2019", [submission, pdf].map(|one| FileLog::of(&one, &state)).into(), &[skipped], &state);
    // The golden files must not change with the program's version.
    log.program = "0.0.0";
    log
}

#[test]
fn a_small_review_is_written_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export");
    let log = small();
    for (name, format, lang) in [
        ("log.zh.md", Format::Markdown, Lang::Zh),
        ("log.en.md", Format::Markdown, Lang::En),
        ("log.zh.csv", Format::Csv, Lang::Zh),
        ("log.en.csv", Format::Csv, Lang::En),
        ("log.zh.json", Format::Json, Lang::Zh),
    ] {
        let actual = written(format, &log, lang);
        let path = folder.join(name);
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &actual).unwrap();
        }
        let expected = fs::read(&path).unwrap_or_default();
        assert_eq!(String::from_utf8(actual).unwrap(), String::from_utf8(expected).unwrap(), "{name}");
    }
}

/// Every decision of the journal is told once, with what stood before and after it.
#[test]
fn every_decision_is_told() {
    let log = small();
    assert_eq!(log.last_event, 13);
    let mut told: Vec<EventId> = log.files.iter().flat_map(|file| &file.decisions).map(|log| log.event.id).collect();
    told.sort_unstable();
    assert_eq!(told, (1..=13).collect::<Vec<_>>());
    let file = log.files.iter().find(|file| file.name == GONE).unwrap();
    assert!(!file.is_present && file.review.state == ReviewState::Passed);
    for pair in log.files.iter().flat_map(|file| file.decisions.windows(2)) {
        if pair[0].about == pair[1].about {
            assert_eq!(pair[0].new, pair[1].old);
        }
    }
}

/// The fixture batch as it really is, with decisions on what the program really found there.
fn batch() -> ReviewLog {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch");
    let batch = source::find(&[root]).unwrap();
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
    pipeline::ordered(&batch.files, &|_| Default::default(), &|_, opened| opened, &mut collect, &stop);
    let state = State::fold(&events);
    let mut files = Vec::new();
    let work = |_, opened: pipeline::Opened| {
        let submission = Submission {
            name: &opened.summary.name,
            digest: &opened.digest,
            report: &opened.analysis.report,
            verdict: &opened.analysis.verdict,
            unreadable: opened.analysis.unreadable.as_ref(),
        };
        FileLog::of(&submission, &state)
    };
    let mut emit = |_, file| {
        files.push(file);
        ControlFlow::Continue(())
    };
    pipeline::ordered(&batch.files, &|name| state.mappings(name), &work, &mut emit, &stop);
    assert_eq!(files.len(), batch.files.len());
    ReviewLog::new("batch", files, &batch.skipped, &state)
}

#[test]
fn the_fixture_batch_keeps_the_rules_of_every_format() {
    let log = batch();
    assert!(log.last_event > 0 && log.files.iter().any(|file| file.decisions.len() > 1));
    let again = batch();
    for lang in [Lang::Zh, Lang::En] {
        for format in [Format::Markdown, Format::Csv, Format::Json] {
            assert_eq!(written(format, &log, lang), written(format, &again, lang), "the same files, the same bytes");
        }

        let csv = written(Format::Csv, &log, lang);
        let text = String::from_utf8(csv).unwrap();
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        let findings = log.files.iter().map(|file| file.findings.len()).sum::<usize>();
        let decided = log.files.iter().flat_map(|file| &file.mappings).filter(|one| one.standing.is_some()).count();
        let stale = log.files.iter().map(|file| file.stale.len()).sum::<usize>();
        assert_eq!(records.len(), log.files.len() + findings + stale + decided);
        for cell in records.iter().flat_map(csv::StringRecord::iter) {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }

        let markdown = String::from_utf8(written(Format::Markdown, &log, lang)).unwrap();
        let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = markdown.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with('|') && pair[1].starts_with('|')) {
            assert_eq!(bars(pair[0]), bars(pair[1]), "{}\n{}", pair[0], pair[1]);
        }
        assert!(lines.iter().filter(|line| line.starts_with("## ")).count() >= log.files.len());

        let json: serde_json::Value = serde_json::from_slice(&written(Format::Json, &log, lang)).unwrap();
        assert_eq!(json["schema_version"], 1);
        assert_eq!(json["files"].as_array().unwrap().len(), log.files.len());
        assert_eq!(json["last_event"], log.last_event);
    }
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
