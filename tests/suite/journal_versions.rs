//! Journals of every version that was ever written: each is read as it is, brought up to date, and goes on.
//!
//! `tests/journals` holds one file of each version beside the statements that it was made of. A new version gets a new pair,
//! by `cargo test --test suite journal_versions -- --ignored`, which makes only files that are not there.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::report::{LabelKey, Mapping};
use gouji::review::{
    Decision, Event, FindingKey, FindingState, Journal, JournalErrorKind, NewEvent, NoteOn, ReviewState, Seen, State,
    Subject,
};
use gouji::rules::Evidence;
use gouji::schema::Axis;
use gouji::text::lang::Lang;
use rusqlite::Connection;

/// The version that this program writes.
const PRESENT: usize = 3;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals")
}

/// The decisions of the first version, and what the second one added.
fn decisions(version: usize) -> Vec<Decision> {
    let label = |axis| LabelKey {
        table: "requests".to_owned(),
        axis,
        group: vec!["法人或其他组织".to_owned()],
        nth: 0,
        observed: "商业机构".to_owned(),
    };
    let map = |axis, proposed: Option<&str>, mapping| Decision::MapLabel {
        key: label(axis),
        proposed: proposed.map(str::to_owned),
        mapping,
    };
    let in_cell = |cell: &str, raw: &str| Evidence::Cell { cell: cell.to_owned(), raw: Some(raw.to_owned()) };
    let evidence = vec![in_cell("requests.new_received.total", "3"), in_cell("requests.total_processed.total", "5")];
    let key = FindingKey::new("requests.balance", evidence);
    let judge = |state, reason: &str| Decision::JudgeFinding { key: key.clone(), state, reason: reason.to_owned() };
    let judge_on = |rule: &str, evidence| Decision::JudgeFinding {
        key: FindingKey::new(rule, evidence),
        state: FindingState::Dismissed,
        reason: "见附件".to_owned(),
    };
    let set = |state, reason: &str, seen| Decision::SetState { state, reason: reason.to_owned(), seen };
    let note = |on, text: &str| Decision::Note { on, text: text.to_owned() };
    let cell = |cell: &str, raw: Option<&str>| NoteOn::Cell { cell: cell.to_owned(), raw: raw.map(str::to_owned) };
    let seen = Seen { errors: 2, warnings: 1, waiting: 3 };
    let all = [
        vec![
            map(Axis::Column, Some("org_research"), Some(Mapping::Field("org_enterprise".to_owned()))),
            map(Axis::Row, None, Some(Mapping::NotAField)),
            map(Axis::Table, None, Some(Mapping::Unsure)),
            map(Axis::Group, None, None),
            judge(FindingState::Real, ""),
            judge(FindingState::Dismissed, "上年已更正"),
            judge(FindingState::Open, ""),
            set(ReviewState::Passed, "", None),
            set(ReviewState::Returned, "表三不平", None),
            set(ReviewState::Open, "", None),
            note(NoteOn::Report, "已电话核实"),
            Decision::Undo { event: 9 },
        ],
        vec![
            set(ReviewState::Passed, "", Some(seen)),
            note(NoteOn::Finding(key.clone()), "已请单位核对"),
            note(cell("requests.new_received.total", Some("3")), "新收"),
            note(cell("requests.granted.total", None), "无此格"),
        ],
        vec![
            judge_on("form.missing_table", pieces()),
            judge_on("file.rescued", Vec::new()),
            judge_on("file.converted", vec![Evidence::Wording("文件是旧格式。".to_owned())]),
            note(NoteOn::Finding(FindingKey::new("file.hidden", vec![Evidence::Name("底稿".to_owned())])), "已问过"),
        ],
    ];
    all.into_iter().take(version).flatten().collect()
}

/// One piece of evidence of each kind.
fn pieces() -> Vec<Evidence> {
    let text = str::to_owned;
    vec![
        Evidence::Cell { cell: text("requests.granted.total"), raw: None },
        Evidence::Quote(text("应公开")),
        Evidence::Table { form: text("2019"), table: text("requests") },
        Evidence::Form(text("2019")),
        Evidence::Section(text("overview")),
        Evidence::Label(LabelKey {
            table: text("requests"),
            axis: Axis::Column,
            group: Vec::new(),
            nth: 1,
            observed: text("商业机构"),
        }),
        Evidence::Unit(text("思茅区财政局")),
        Evidence::Year(2019),
        Evidence::Day("2020-01-31".parse().unwrap()),
        Evidence::Name(text("底稿")),
        Evidence::Page(2),
        Evidence::Number("12.50".parse().unwrap()),
    ]
}

fn expected(version: usize) -> Vec<Event> {
    let event = |(id, decision)| Event {
        id,
        act: if id == 6 { 5 } else { id },
        at: format!("2024-02-01T08:{id:02}:00Z").parse().unwrap(),
        reviewer: "王晓".to_owned(),
        program: "0.1.0".to_owned(),
        subject: Subject { path: "乡镇/思茅区.txt".to_owned(), digest: "blake3:00ff".to_owned() },
        decision,
    };
    (1..).zip(decisions(version)).map(event).collect()
}

/// A directory with a copy of the journal of a version.
fn copy(version: usize) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.sqlite3");
    fs::copy(folder().join(format!("v{version}.sqlite3")), &path).unwrap();
    (dir, path)
}

fn version_of(path: &Path) -> usize {
    let connection = Connection::open(path).unwrap();
    connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).unwrap() as usize
}

#[test]
fn a_journal_of_any_version_is_read_brought_up_to_date_and_goes_on() {
    for version in 1..=PRESENT {
        let (dir, path) = copy(version);
        let mut journal = Journal::open(dir.path()).unwrap();
        assert_eq!(journal.since(0).unwrap(), expected(version), "version {version}");
        let last = expected(version).pop().unwrap();
        let new = NewEvent {
            reviewer: "李明".to_owned(),
            subject: last.subject,
            decision: Decision::Undo { event: expected(version).len() as i64 },
        };
        let recorded = journal.append(&new).unwrap();
        drop(journal);
        assert_eq!(version_of(&path), PRESENT);
        let again = Journal::open(dir.path()).unwrap().since(0).unwrap();
        assert_eq!(again, [expected(version), vec![recorded]].concat());
        let integrity: String =
            Connection::open(&path).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(integrity, "ok");
    }
}

#[test]
fn a_journal_of_any_version_is_read_without_being_changed() {
    for version in 1..=PRESENT {
        let (dir, path) = copy(version);
        let before = fs::read(&path).unwrap();
        let mut journal = Journal::open_read_only(dir.path()).unwrap();
        assert_eq!(journal.since(0).unwrap(), expected(version), "version {version}");
        assert!(!journal.has_news().unwrap());
        drop(journal);
        assert!(fs::read(&path).unwrap() == before, "version {version} was changed by reading it");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "something was left beside it");
    }
}

#[test]
fn what_was_decided_means_the_same_in_every_version() {
    let state = State::fold(&expected(1));
    let path = "乡镇/思茅区.txt";
    assert_eq!(state.review(path, None).state, ReviewState::Open);
    assert_eq!(state.note(path, &NoteOn::Report).unwrap().text, "已电话核实");
    assert_eq!(state.mappings(path).decided.len(), 3);
    let later = State::fold(&expected(2));
    assert_eq!(later.review(path, None).state, ReviewState::Passed);
    assert_eq!(later.notes(path).len(), 4);
    assert_eq!((later.mappings(path), later.judged(path)), (state.mappings(path), state.judged(path)));
}

#[test]
fn a_journal_of_a_later_version_is_left_alone() {
    let (dir, path) = copy(PRESENT);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", (PRESENT + 1) as i64).unwrap();
    let before = fs::read(&path).unwrap();
    for open in [Journal::open, Journal::open_read_only] {
        let error = open(dir.path()).unwrap_err();
        assert_eq!(error.kind, JournalErrorKind::Newer);
        assert!(error.message(Lang::Zh).contains("更新版本") && error.message(Lang::En).contains("newer"));
    }
    assert!(fs::read(&path).unwrap() == before);
}

/// An open journal that another, newer program brings to its own version takes no more decisions of this one.
#[test]
fn a_journal_brought_to_a_later_version_while_open_takes_nothing_more() {
    let (dir, path) = copy(PRESENT);
    let mut journal = Journal::open(dir.path()).unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", (PRESENT + 1) as i64).unwrap();
    let event = expected(1).remove(10);
    let new = NewEvent { reviewer: event.reviewer, subject: event.subject, decision: event.decision };
    assert_eq!(journal.append(&new).unwrap_err().kind, JournalErrorKind::Newer);
    assert_eq!(journal.since(0).unwrap(), expected(PRESENT));
}

/// Every journal on disk is what its statements say, so that the statements may be read in its stead.
#[test]
fn the_files_are_what_their_statements_make() {
    for version in 1..=PRESENT {
        let (_dir, path) = copy(version);
        let made = tempfile::tempdir().unwrap();
        let other = made.path().join("made.sqlite3");
        make(version, &other);
        let rows = |path: &Path| -> Vec<String> {
            let connection = Connection::open(path).unwrap();
            let all = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
                       UNION ALL SELECT concat_ws('|', id, act, at, reviewer, program, path, digest, decision) FROM events
                       UNION ALL SELECT user_version FROM pragma_user_version
                       UNION ALL SELECT application_id FROM pragma_application_id";
            let mut statement = connection.prepare(all).unwrap();
            let texts = statement.query_map([], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
            texts.map(|value| format!("{:?}", value.unwrap())).collect()
        };
        assert_eq!(rows(&path), rows(&other), "version {version}");
        assert_eq!(version_of(&path), version);
    }
}

fn make(version: usize, path: &Path) {
    let statements = fs::read_to_string(folder().join(format!("v{version}.sql"))).unwrap();
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    connection.execute_batch(&statements).unwrap();
}

/// Makes the files that are missing, from their statements.
#[test]
#[ignore = "writes into tests/journals"]
fn make_missing_journals() {
    for version in 1..=PRESENT {
        let path = folder().join(format!("v{version}.sqlite3"));
        if !path.exists() {
            make(version, &path);
        }
    }
}
