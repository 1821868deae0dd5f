//! The journal as other programs, crashes and damaged disks meet it: nothing recorded is lost, nothing foreign is touched.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use gouji::report::{LabelKey, Mapping};
use gouji::review::{
    Decision, Event, FindingKey, FindingState, Journal, JournalErrorKind, NewEvent, NoteOn, ReviewState, State,
    Subject, existing_journal_dir, journal_dir, planned_journal_dir,
};
use gouji::schema::Axis;
use gouji::text::lang::Lang;
use rusqlite::Connection;

fn new_event(reviewer: &str, decision: Decision) -> NewEvent {
    let subject = Subject { path: "乡镇/思茅区 \\xFF.txt".to_owned(), digest: "blake3:00ff".to_owned() };
    NewEvent { reviewer: reviewer.to_owned(), subject, decision }
}

fn note(text: &str) -> NewEvent {
    new_event("王晓", Decision::Note { on: NoteOn::Report, text: text.to_owned() })
}

/// One decision of every kind, with every variant that stands in one.
fn decisions() -> Vec<Decision> {
    let key = |axis| LabelKey {
        table: "requests".to_owned(),
        axis,
        group: vec!["法人或其他组织".to_owned()],
        nth: 0,
        observed: "商业\"机构\"\n|".to_owned(),
    };
    let map = |axis, proposed: Option<&str>, mapping| Decision::MapLabel {
        key: key(axis),
        proposed: proposed.map(str::to_owned),
        mapping,
    };
    let finding =
        FindingKey { rule: "requests.balance".to_owned(), evidence: vec!["requests.total.total= 5".to_owned()] };
    let judge = |state, reason: &str| Decision::JudgeFinding { key: finding.clone(), state, reason: reason.to_owned() };
    let set = |state, reason: &str| Decision::SetState { state, reason: reason.to_owned(), seen: None };
    vec![
        map(Axis::Column, Some("org_research"), Some(Mapping::Field("org_enterprise".to_owned()))),
        map(Axis::Row, None, Some(Mapping::NotAField)),
        map(Axis::Table, None, Some(Mapping::Unsure)),
        map(Axis::Group, None, None),
        judge(FindingState::Real, ""),
        judge(FindingState::Dismissed, "上年已更正"),
        judge(FindingState::Open, ""),
        set(ReviewState::Passed, ""),
        set(ReviewState::Returned, "表三不平"),
        set(ReviewState::Open, ""),
        Decision::Note { on: NoteOn::Report, text: "已电话核实 ✓".to_owned() },
        Decision::Undo { event: 3 },
    ]
}

#[test]
fn every_decision_comes_back_as_it_was_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    let recorded: Vec<Event> =
        decisions().into_iter().map(|decision| journal.append(&new_event("王晓", decision)).unwrap()).collect();
    drop(journal);
    let journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.since(0).unwrap(), recorded);
    assert_eq!(journal.since(10).unwrap(), recorded[10..]);
    assert_eq!(journal.since(12).unwrap(), []);
    for (event, decision) in recorded.iter().zip(decisions()) {
        assert_eq!(event.decision, decision);
        assert_eq!((event.act, event.program.as_str()), (event.id, env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn events_recorded_together_share_an_act_and_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append(&note("一")).unwrap();
    let act = journal.append_all(&[note("二"), note("三")]).unwrap();
    assert_eq!(act.iter().map(|event| (event.id, event.act)).collect::<Vec<_>>(), [(2, 2), (3, 2)]);
    assert_eq!(act[0].at, act[1].at);
    assert_eq!(journal.append_all(&[]).unwrap(), []);
    assert_eq!(journal.append(&note("四")).unwrap().id, 4);
}

#[test]
fn two_connections_see_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Journal::open(dir.path()).unwrap(), Journal::open(dir.path()).unwrap());
    let (mut one_state, mut other_state) = (State::default(), State::default());
    for round in 0..20 {
        let (journal, state) = if round % 3 == 0 { (&mut one, &mut one_state) } else { (&mut other, &mut other_state) };
        state.apply(&journal.append(&note(&round.to_string())).unwrap());
        let news = one.since(one_state.last_id()).unwrap();
        news.iter().for_each(|event| one_state.apply(event));
    }
    other.since(0).unwrap().iter().for_each(|event| other_state.apply(event));
    assert_eq!(one_state, other_state);
    assert_eq!(one_state.events().len(), 20);
}

#[test]
fn news_is_what_another_program_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Journal::open(dir.path()).unwrap(), Journal::open(dir.path()).unwrap());
    let mut reader = Journal::open_read_only(dir.path()).unwrap();
    assert!(!one.has_news().unwrap());
    one.append(&note("一")).unwrap();
    assert!(!one.has_news().unwrap(), "one's own decisions are no news");
    for journal in [&mut other, &mut reader] {
        assert!(journal.has_news().unwrap() && !journal.has_news().unwrap());
    }
    other.append(&note("二")).unwrap();
    assert!(one.has_news().unwrap() && !one.has_news().unwrap());
    assert_eq!(one.since(1).unwrap().len(), 1);

    // A journal that nobody had open when it was opened for reading, and that comes to life later.
    drop((one, other, reader));
    let mut reader = Journal::open_read_only(dir.path()).unwrap();
    assert!(!reader.has_news().unwrap());
    let mut one = Journal::open(dir.path()).unwrap();
    one.append(&note("三")).unwrap();
    assert!(reader.has_news().unwrap());
    assert_eq!(reader.since(2).unwrap().len(), 1);

    // While another program writes there is nothing new, and no error either.
    let raw = Connection::open(one.path()).unwrap();
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(!one.has_news().unwrap());
}

// The tests below start this test binary again as another process; what that process does is told by the environment.

const ROLE: &str = "GOUJI_TEST_ROLE";
const DIR: &str = "GOUJI_TEST_DIR";

fn start(role: &str, dir: &Path) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "journal::another_process", "--nocapture"]).env(ROLE, role).env(DIR, dir);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// No test of its own: the part that the other process plays.
#[test]
fn another_process() {
    let (Ok(role), Some(dir)) = (env::var(ROLE), env::var_os(DIR).map(PathBuf::from)) else { return };
    let mut journal = Journal::open(&dir).unwrap();
    match role.as_str() {
        "abort inside a transaction" => {
            let raw = Connection::open(journal.path()).unwrap();
            raw.execute_batch(
                "BEGIN IMMEDIATE;
                 INSERT INTO events SELECT 2, 2, at, reviewer, program, path, digest, decision FROM events WHERE id = 1;
                 INSERT INTO events SELECT 3, 2, at, reviewer, program, path, digest, decision FROM events WHERE id = 1;",
            )
            .unwrap();
            std::process::abort();
        }
        "record for ever" => loop {
            let event = journal.append(&note("……")).unwrap();
            writeln!(std::io::stdout(), "recorded {}", event.id).unwrap();
        },
        reviewer => {
            for round in 0..40 {
                let act: Vec<NewEvent> = (0..3)
                    .map(|_| new_event(reviewer, Decision::Note { on: NoteOn::Report, text: round.to_string() }))
                    .collect();
                journal.append_all(&act).unwrap();
            }
        }
    }
}

#[test]
fn two_processes_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    // Both also race for making the journal.
    let children = ["甲", "乙"].map(|reviewer| start(reviewer, dir.path()));
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let events = Journal::open(dir.path()).unwrap().since(0).unwrap();
    assert_eq!(events.len(), 240);
    for reviewer in ["甲", "乙"] {
        let own: Vec<&Event> = events.iter().filter(|event| event.reviewer == reviewer).collect();
        assert_eq!(own.len(), 120);
        for (round, act) in own.chunks(3).enumerate() {
            assert!(
                act.iter()
                    .all(|event| event.decision == Decision::Note { on: NoteOn::Report, text: round.to_string() })
            );
            assert!(act.iter().all(|event| event.act == act[0].id), "an act is torn");
        }
    }
}

#[test]
fn a_crash_inside_a_transaction_leaves_nothing_of_it() {
    let dir = tempfile::tempdir().unwrap();
    Journal::open(dir.path()).unwrap().append(&note("一")).unwrap();
    assert!(!start("abort inside a transaction", dir.path()).wait().unwrap().success());
    let mut journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.since(0).unwrap().len(), 1);
    assert_eq!(journal.append(&note("二")).unwrap().id, 2);
    let raw = Connection::open(journal.path()).unwrap();
    let integrity: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(integrity, "ok");
}

#[test]
fn what_was_called_recorded_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = start("record for ever", dir.path());
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told = |line: String| line.split_once("recorded ").and_then(|(_, id)| id.parse::<usize>().ok());
    let last = lines.filter_map(told).take(25).last().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let events = Journal::open(dir.path()).unwrap().since(0).unwrap();
    assert!(last == 25 && events.len() >= last, "{} of {last}", events.len());
}

#[test]
fn the_file_itself_refuses_to_forget() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append_all(&[note("一"), note("二")]).unwrap();
    let before = journal.since(0).unwrap();
    let raw = Connection::open(journal.path()).unwrap();
    let copy = "act, at, reviewer, program, path, digest, decision FROM events WHERE id = 1";
    for statement in [
        "UPDATE events SET reviewer = '李明'".to_owned(),
        "UPDATE events SET id = 9 WHERE id = 2".to_owned(),
        "DELETE FROM events WHERE id = 2".to_owned(),
        "DELETE FROM events".to_owned(),
        format!("INSERT OR REPLACE INTO events SELECT 2, {copy}"),
        format!("INSERT INTO events SELECT 4, {copy}"),
        "INSERT INTO events VALUES (3, 3, 't', 'r', 'p', 'f', 'd', 'no json')".to_owned(),
    ] {
        assert!(raw.execute_batch(&statement).is_err(), "{statement}");
    }
    assert_eq!(journal.since(0).unwrap(), before);
}

#[test]
fn files_that_are_no_journal_of_ours_are_refused_and_left_alone() {
    fn sql(path: &Path, statements: &str) {
        Connection::open(path).unwrap().execute_batch(statements).unwrap();
    }
    fn break_pages(path: &Path) {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..].fill(0xA5);
        fs::write(path, bytes).unwrap();
    }
    type Spoil = fn(&Path);
    let cases: &[(&str, Spoil, JournalErrorKind, &str)] = &[
        ("newer", |path| sql(path, "PRAGMA user_version = 3"), JournalErrorKind::Newer, "更新版本"),
        ("far newer", |path| sql(path, "PRAGMA user_version = 99"), JournalErrorKind::Newer, "更新版本"),
        ("text", |path| fs::write(path, "审阅记录".repeat(500)).unwrap(), JournalErrorKind::Damaged, "损坏"),
        ("broken pages", break_pages, JournalErrorKind::Damaged, "损坏"),
        (
            "an event lost",
            |path| {
                sql(
                    path,
                    "DROP TRIGGER events_are_not_deleted; DELETE FROM events WHERE id = 7;
                     CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
                     BEGIN SELECT raise(ABORT, 'events are never deleted'); END",
                );
            },
            JournalErrorKind::Damaged,
            "event 7 is missing",
        ),
        (
            "an event unknown",
            |path| {
                sql(
                    path,
                    "DROP TRIGGER events_are_not_changed; UPDATE events SET decision = '{\"kind\":\"sign\"}' WHERE id = 5;
                     CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
                     BEGIN SELECT raise(ABORT, 'events are never changed'); END",
                );
            },
            JournalErrorKind::Damaged,
            "event 5",
        ),
        (
            "another program's",
            |path| {
                fs::remove_file(path).unwrap();
                sql(path, "CREATE TABLE cookies (name TEXT)");
            },
            JournalErrorKind::NotAJournal,
            "不是",
        ),
    ];
    for (name, spoil, kind, words) in cases {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        let path = journal.path().to_owned();
        journal.append_all(&(0..200).map(|round| note(&round.to_string())).collect::<Vec<_>>()).unwrap();
        drop(journal);
        spoil(&path);
        let before = fs::read(&path).unwrap();
        for open in [Journal::open, Journal::open_read_only] {
            let error = open(dir.path()).and_then(|journal| journal.since(0)).expect_err(name);
            assert_eq!(error.kind, *kind, "{name}: {error:?}");
            let message = error.message(Lang::Zh);
            assert!(message.contains(words) && message.contains("journal.sqlite3"), "{message}");
        }
        assert_eq!(fs::read(&path).unwrap(), before, "{name}");
    }
}

#[test]
fn reading_writes_nothing_beside_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Journal::open_read_only(dir.path()).unwrap_err().kind, JournalErrorKind::Missing);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);

    let mut writer = Journal::open(dir.path()).unwrap();
    writer.append(&note("一")).unwrap();
    let mut reader = Journal::open_read_only(dir.path()).unwrap();
    writer.append(&note("二")).unwrap();
    assert_eq!(reader.since(0).unwrap().len(), 2, "a reader sees what is recorded meanwhile");
    assert_eq!(reader.append(&note("三")).unwrap_err().kind, JournalErrorKind::NotWritable);
    drop((reader, writer));

    let files = || fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(files(), ["journal.sqlite3"]);
    let reader = Journal::open_read_only(dir.path()).unwrap();
    assert_eq!(reader.since(0).unwrap().len(), 2);
    assert_eq!(files(), ["journal.sqlite3"]);
}

#[test]
fn a_journal_taken_away_while_open_is_not_called_saved() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append(&note("一")).unwrap();
    // Systems that do not let an open file go cannot come into this state.
    if fs::remove_file(journal.path()).is_ok() {
        assert_eq!(journal.append(&note("二")).unwrap_err().kind, JournalErrorKind::Missing);
        assert_eq!(journal.has_news().unwrap_err().kind, JournalErrorKind::Missing);
    }
}

#[cfg(unix)]
#[test]
fn a_journal_replaced_while_open_is_neither_read_nor_written() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append(&note("一")).unwrap();
    let mut stranger = Journal::open(other.path()).unwrap();
    stranger.append_all(&[note("甲"), note("乙")]).unwrap();
    let from = stranger.path().to_owned();
    drop(stranger);
    fs::rename(from, journal.path()).unwrap();
    for error in [journal.append(&note("二")).unwrap_err(), journal.has_news().unwrap_err()] {
        assert_eq!(error.kind, JournalErrorKind::Missing);
        assert!(error.message(Lang::Zh).contains("替换") && !error.kind.may_pass());
    }
}

#[test]
fn a_named_directory_takes_new_journals_and_leaves_old_ones_where_they_are() {
    let (batch, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(existing_journal_dir(batch.path(), Some(data.path())), None);
    let dir = journal_dir(batch.path(), Some(data.path()));
    assert!(dir.starts_with(data.path()), "{}", dir.display());
    assert_eq!(planned_journal_dir(batch.path(), Some(data.path())), dir);
    assert_eq!(fs::read_dir(batch.path()).unwrap().count(), 0, "nothing is written beside the batch");
    Journal::open(&dir).unwrap().append(&note("一")).unwrap();
    assert_eq!(existing_journal_dir(batch.path(), Some(data.path())), Some(dir));
    let other = tempfile::tempdir().unwrap();
    let of_other = journal_dir(other.path(), Some(data.path()));
    assert!(
        of_other.starts_with(data.path()) && existing_journal_dir(batch.path(), Some(data.path())) != Some(of_other)
    );

    // A batch has one journal: the one beside it goes on, whatever directory is named later.
    let beside = journal_dir(other.path(), None);
    assert_eq!(beside, other.path().join(".gouji"));
    Journal::open(&beside).unwrap().append(&note("一")).unwrap();
    for choose in [journal_dir, planned_journal_dir] {
        assert_eq!(choose(other.path(), Some(data.path())), beside);
    }
}

#[test]
fn a_batch_keeps_its_journal_beside_its_files() {
    let batch = tempfile::tempdir().unwrap();
    let file = batch.path().join("年报.txt");
    fs::write(&file, "年报").unwrap();
    let dir = batch.path().join(".gouji");
    assert_eq!(planned_journal_dir(batch.path(), None), dir);
    assert!(!dir.exists());
    assert_eq!(journal_dir(batch.path(), None), dir);
    assert_eq!(journal_dir(&file, None), dir, "a single file is reviewed in its folder");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0, "trying whether it can be written leaves nothing behind");
    Journal::open(&dir).unwrap().append(&note("一")).unwrap();
    assert_eq!(existing_journal_dir(batch.path(), None), Some(dir));
}

#[test]
fn a_directory_that_cannot_be_made_is_not_writable() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("年报.txt");
    fs::write(&file, "年报").unwrap();
    let error = Journal::open(&file).unwrap_err();
    assert_eq!(error.kind, JournalErrorKind::NotWritable);
    assert!(error.to_string().contains("--data-dir"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "年报");
}
