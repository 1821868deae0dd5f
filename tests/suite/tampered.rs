//! Journals that somebody laid hands on, and what else may stand in their place: each is refused at once and told, and none
//! makes the program say what is not so.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use gouji::review::{Decision, Journal, JournalErrorKind, NewEvent, NoteOn, Subject};
use rusqlite::Connection;

fn note(text: &str) -> NewEvent {
    NewEvent {
        reviewer: "王晓".to_owned(),
        subject: Subject { path: "甲镇.txt".to_owned(), digest: "blake3:00".to_owned() },
        decision: Decision::Note { on: NoteOn::Report, text: text.to_owned() },
    }
}

/// The kinds of error with which a journal is refused for writing and for reading.
fn refused(dir: &Path) -> [Option<JournalErrorKind>; 2] {
    let start = Instant::now();
    let kind = |opened: Result<Journal, gouji::review::JournalError>| opened.err().map(|error| error.kind);
    let kinds = [kind(Journal::open(dir)), kind(Journal::open_read_only(dir))];
    assert!(start.elapsed() < Duration::from_secs(5), "{kinds:?}");
    kinds
}

#[test]
fn a_schema_that_is_not_the_programs_own_is_refused() {
    for (name, tampering) in [
        (
            "a trigger that changes what is recorded",
            "CREATE TRIGGER t AFTER INSERT ON events BEGIN SELECT 1; END",
        ),
        ("a view in place of the table", "ALTER TABLE events RENAME TO e; CREATE VIEW events AS SELECT * FROM e"),
        (
            "a view that never ends",
            "ALTER TABLE events RENAME TO e; CREATE VIEW events AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
             SELECT id, 1 AS act, '' AS at, '' AS reviewer, '' AS program, '' AS path, '' AS digest, '{}' AS decision FROM n",
        ),
        ("a trigger that is gone", "DROP TRIGGER events_are_not_changed"),
        ("another table", "CREATE TABLE t (a)"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        journal.append(&note("一")).unwrap();
        let path = journal.path().to_owned();
        drop(journal);
        Connection::open(&path).unwrap().execute_batch(tampering).expect(name);
        assert_eq!(refused(dir.path()), [Some(JournalErrorKind::Damaged); 2], "{name}");
    }
}

#[test]
fn tampering_under_a_session_is_noticed_before_anything_counts_as_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append(&note("一")).unwrap();
    let other = Connection::open(journal.path()).unwrap();
    other
        .execute_batch(
            "DROP TRIGGER events_are_not_changed;
             CREATE TRIGGER t AFTER INSERT ON events BEGIN UPDATE events SET reviewer = '李明' WHERE id = new.id; END",
        )
        .unwrap();
    assert_eq!(journal.append(&note("二")).unwrap_err().kind, JournalErrorKind::Damaged);
    let count: i64 = other.query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_in_its_place_is_refused_at_once() {
    for name in ["journal.sqlite3", "journal.sqlite3-journal", "journal.sqlite3-wal"] {
        let dir = tempfile::tempdir().unwrap();
        if name != "journal.sqlite3" {
            drop(Journal::open(dir.path()).unwrap());
        }
        assert!(Command::new("mkfifo").arg(dir.path().join(name)).status().unwrap().success());
        assert_eq!(refused(dir.path()), [Some(JournalErrorKind::NotAJournal); 2], "{name}");
    }
}

#[test]
fn a_journal_that_was_written_ahead_of_is_read_and_turned() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append(&note("一")).unwrap();
    let path = journal.path().to_owned();
    drop(journal);
    let mode = |connection: &Connection| -> String {
        connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
    };
    let old = Connection::open(&path).unwrap();
    assert_eq!(mode(&old), "delete");
    old.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    // While another program holds it in the old mode, both go on.
    let mut journal = Journal::open(dir.path()).unwrap();
    journal.append(&note("二")).unwrap();
    drop(journal);
    drop(old);
    assert_eq!(Journal::open_read_only(dir.path()).unwrap().since(0).unwrap().len(), 2);
    let journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.since(0).unwrap().len(), 2);
    drop(journal);
    assert_eq!(mode(&Connection::open(&path).unwrap()), "delete");
}

/// Not a test of its own: the next one runs it as another process.
#[test]
#[ignore = "run by two_processes_lose_nothing_of_each_other"]
fn records_a_hundred_notes() {
    let Some(dir) = std::env::var_os("GOUJI_TEST_JOURNAL") else { return };
    let mut journal = Journal::open(Path::new(&dir)).unwrap();
    for at in 0..100 {
        journal.append(&note(&at.to_string())).unwrap();
    }
}

#[test]
fn two_processes_lose_nothing_of_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let start = || {
        Command::new(std::env::current_exe().unwrap())
            .args(["tampered::records_a_hundred_notes", "--exact", "--ignored"])
            .env("GOUJI_TEST_JOURNAL", dir.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut others = [start(), start()];
    assert!(others.iter_mut().all(|other| other.wait().unwrap().success()));
    let events = Journal::open(dir.path()).unwrap().since(0).unwrap();
    assert_eq!(events.len(), 200);
    // No memory is shared, so that the two might as well sit on two machines.
    assert!(!dir.path().join("journal.sqlite3-shm").exists() && !dir.path().join("journal.sqlite3-wal").exists());
}
