//! Whether a journal's file is what this program made: a regular file with exactly the tables and triggers of its version.
//!
//! SQLite runs what a file's schema says: a trigger may change what is recorded, a view in place of the table may answer
//! anything, or never end. So the schema is compared with that of a new journal before any event is read or written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::Connection;

use super::error::{JournalError, JournalErrorKind};
use super::migrations::{STEPS, VERSION};

/// What stands behind the journal's name in the names of the files that SQLite keeps beside it.
const BESIDE: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// Refuses a journal that is a pipe or a device, or has one beside it: to open it might take for ever.
pub(super) fn require_regular(path: &Path) -> Result<(), JournalError> {
    for end in BESIDE {
        let file = beside(path, end);
        if fs::metadata(&file).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(JournalError::new(JournalErrorKind::NotAJournal, &file, ""));
        }
    }
    Ok(())
}

/// A file that SQLite keeps beside a journal.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// An object of a schema: its type, its name, its table and how it was made.
type Object = (String, String, String, String);

/// Refuses a journal whose schema is not that of its version.
pub(super) fn require_own_schema(connection: &Connection, version: i64, path: &Path) -> Result<(), JournalError> {
    let explain = |error| JournalError::from_sql(path, &error);
    let found = schema(connection).map_err(explain)?;
    if version == VERSION {
        static NOW: OnceLock<Option<BTreeSet<Object>>> = OnceLock::new();
        if NOW.get_or_init(|| made(VERSION).ok()).as_ref() == Some(&found) {
            return Ok(());
        }
    }
    let own = made(version).map_err(explain)?;
    let Some((kind, name, ..)) = own.symmetric_difference(&found).next() else { return Ok(()) };
    Err(JournalError::new(JournalErrorKind::Damaged, path, &format!("{kind} {name}")))
}

/// The schema of a new journal of a version.
fn made(version: i64) -> rusqlite::Result<BTreeSet<Object>> {
    let connection = Connection::open_in_memory()?;
    for step in &STEPS[..version as usize] {
        connection.execute_batch(step)?;
    }
    schema(&connection)
}

/// All objects but those that SQLite makes for itself.
fn schema(connection: &Connection) -> rusqlite::Result<BTreeSet<Object>> {
    let sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut statement = connection.prepare(sql)?;
    // How a statement was set on its lines says nothing.
    let plain = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let objects = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, plain(row.get(3)?))))?;
    objects.collect()
}
