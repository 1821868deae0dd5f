//! The versions of the journal's file, and the steps from each to the next.
//!
//! A file says what it is by SQLite's `application_id` and which version it has by `user_version`. A step never changes
//! what an event says. A newer file is refused and not touched.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::error::{JournalError, JournalErrorKind};
use super::guard::require_own_schema;

/// `GOUJ` in ASCII.
const APPLICATION_ID: i64 = 0x474F_554A;

/// Step `n` brings a file of version `n` to version `n + 1`.
pub(super) const STEPS: &[&str] = &[
    "
    CREATE TABLE events (
        id       INTEGER PRIMARY KEY CHECK (id > 0),
        act      INTEGER NOT NULL CHECK (act BETWEEN 1 AND id),
        at       TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        program  TEXT NOT NULL,
        path     TEXT NOT NULL,
        digest   TEXT NOT NULL,
        decision TEXT NOT NULL CHECK (json_valid(decision))
    ) STRICT;
    CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
        BEGIN SELECT raise(ABORT, 'events are never changed'); END;
    CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
        BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
    CREATE TRIGGER events_are_numbered_in_order BEFORE INSERT ON events
        WHEN new.id <> (SELECT coalesce(max(id), 0) + 1 FROM events)
        BEGIN SELECT raise(ABORT, 'events are numbered without gaps'); END;
",
    "-- Decisions may name what a note hangs on and what was seen; a program of the first version would take that for damage.",
];

/// The present version.
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// Makes an empty file a journal and brings an old one to the present version, in one transaction.
pub(super) fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<(), JournalError> {
    let explain = |error| JournalError::from_sql(path, &error);
    let before = version(connection, path)?;
    require_own_schema(connection, before, path)?;
    if before == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(explain)?;
    // Another process may have done it while this one waited for its turn.
    let present = version(&transaction, path)?;
    require_own_schema(&transaction, present, path)?;
    for step in &STEPS[present as usize..] {
        transaction.execute_batch(step).map_err(explain)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(explain)?;
    transaction.pragma_update(None, "user_version", VERSION).map_err(explain)?;
    transaction.commit().map_err(explain)
}

/// Makes every transaction reach the disk before it counts as done.
///
/// The journal rolls back and does not write ahead. Two reviewers may work on one batch from two machines, and SQLite's log of
/// what was written ahead is shared in memory, which two machines do not have; it may be lost by itself, with decisions in
/// it, when somebody copies the journal alone; and a memory map that is cut off under the program ends it. Decisions are few
/// and small, so that what writing ahead would save is nothing. A journal that an earlier version left in the other mode is
/// turned as soon as nobody else holds it, and works as it is until then.
pub(super) fn make_durable(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    // SQLite does not wait by itself when another process holds a file whose mode is to be changed.
    let start = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get::<_, String>(0)) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                if start.elapsed() >= patience.min(Duration::from_millis(200)) {
                    return Ok(());
                }
                thread::sleep(Duration::from_millis(10));
            }
            other => return other.map(drop),
        }
    }
}

/// Refuses a file that holds no journal of the present version.
pub(super) fn require_readable(connection: &Connection, path: &Path) -> Result<(), JournalError> {
    match version(connection, path)? {
        0 => Err(JournalError::new(JournalErrorKind::Missing, path, "")),
        version => require_own_schema(connection, version, path),
    }
}

/// Refuses a file that is no longer of the present version.
pub(super) fn require_writable(connection: &Connection, path: &Path) -> Result<(), JournalError> {
    require_readable(connection, path)
}

/// The file's version, 0 where it is empty.
fn version(connection: &Connection, path: &Path) -> Result<i64, JournalError> {
    let explain = |error| JournalError::from_sql(path, &error);
    // One statement sees one moment: another program may be making the journal right now.
    let sql =
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
        (SELECT count(*) FROM sqlite_schema)";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
    let (application, version, tables) = connection.query_row(sql, [], read).map_err(explain)?;
    if application != APPLICATION_ID {
        let is_empty = application == 0 && version == 0 && tables == 0;
        return if is_empty { Ok(0) } else { Err(JournalError::new(JournalErrorKind::NotAJournal, path, "")) };
    }
    if !(1..=VERSION).contains(&version) {
        let detail = format!("{version} > {VERSION}");
        return Err(JournalError::new(JournalErrorKind::Newer, path, &detail));
    }
    Ok(version)
}
