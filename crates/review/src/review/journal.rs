//! The journal: an append-only SQLite file of events, the only place in the program that speaks SQL.
//!
//! An act is one transaction with full synchronisation, read back before it is done, so that what [`Journal::append`] returns
//! is on disk and says what was decided. A file whose schema is not the program's own is refused. Events are numbered from 1 without gaps and never changed, which triggers in the file itself hold; a gap met while
//! reading is damage. Several processes may share one journal: they see each other's events by [`Journal::since`]. What the
//! events amount to is left to [`super::State`].

mod error;
mod guard;
mod identity;
mod migrations;
mod uri;
mod wire;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Row, TransactionBehavior, params};

pub use error::{JournalError, JournalErrorKind};

use self::identity::Identity;
use super::{Event, EventId, NewEvent, Subject};

/// Name of the journal in its directory.
pub(super) const FILE_NAME: &str = "journal.sqlite3";

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open journal.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    path: PathBuf,
    /// Which file was opened, to know it again.
    identity: Identity,
    /// SQLite's number of the last state seen that other connections may have changed.
    seen: i64,
    /// When the file was changed last, where it was opened as one that does not change.
    frozen: Option<SystemTime>,
}

impl Journal {
    /// Opens the journal of a directory, making both where they do not exist, and brings it to the present version.
    ///
    /// # Errors
    /// Where it cannot be written, is locked or damaged, is no journal, or was written by a newer program.
    pub fn open(dir: &Path) -> Result<Self, JournalError> {
        Self::open_patiently(dir, PATIENCE)
    }

    fn open_patiently(dir: &Path, patience: Duration) -> Result<Self, JournalError> {
        let path = dir.join(FILE_NAME);
        guard::require_regular(&path)?;
        fs::create_dir_all(dir).map_err(|error| JournalError::from_io(&path, &error))?;
        let explain = |error| JournalError::from_sql(&path, &error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(&path, flags).map_err(explain)?;
        connection.busy_timeout(patience).map_err(explain)?;
        migrations::bring_up_to_date(&mut connection, &path)?;
        migrations::make_durable(&connection, patience).map_err(explain)?;
        Self::opened(connection, path)
    }

    /// Opens the journal of a directory for reading only, and writes nothing beside it.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read, is damaged, is no journal, or was written by a newer program.
    pub fn open_read_only(dir: &Path) -> Result<Self, JournalError> {
        let path = dir.join(FILE_NAME);
        if !path.exists() {
            return Err(JournalError::new(JournalErrorKind::Missing, &path, ""));
        }
        guard::require_regular(&path)?;
        let is_frozen = writes_ahead(&path) && !log_of(&path).exists();
        // Asked before it is read, so that what changes meanwhile is news.
        let changed = modified(&path).filter(|_| is_frozen);
        let explain = |error| JournalError::from_sql(&path, &error);
        // What another run left half done when it was killed has to be taken back before anything can be read.
        let is_half_done = fs::metadata(guard::beside(&path, "-journal")).is_ok_and(|metadata| metadata.len() > 0);
        let access = if is_half_done { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let flags = access | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reading = match (is_half_done, is_frozen) {
            (true, _) => uri::Reading::Mending,
            (false, true) => uri::Reading::Frozen,
            (false, false) => uri::Reading::Only,
        };
        let uri = uri::read_only(&path, reading);
        let connection = Connection::open_with_flags(uri, flags).map_err(explain)?;
        connection.busy_timeout(PATIENCE).map_err(explain)?;
        migrations::require_readable(&connection, &path)?;
        Ok(Self { frozen: changed, ..Self::opened(connection, path)? })
    }

    fn opened(connection: Connection, path: PathBuf) -> Result<Self, JournalError> {
        let seen = data_version(&connection).map_err(|error| JournalError::from_sql(&path, &error))?;
        let identity = Identity::of(&path);
        Ok(Self { connection, path, identity, seen, frozen: None })
    }

    /// Records one event. When this returns, the event is on disk.
    ///
    /// # Errors
    /// Where it could not be recorded; the journal is then as it was before.
    pub fn append(&mut self, event: &NewEvent) -> Result<Event, JournalError> {
        let mut recorded = self.append_all(std::slice::from_ref(event))?;
        Ok(recorded.remove(0))
    }

    /// Records events as one act, all or none. When this returns, they are on disk; they share one time and one
    /// [`Event::act`].
    ///
    /// # Errors
    /// Where they could not be recorded; the journal is then as it was before.
    pub fn append_all(&mut self, events: &[NewEvent]) -> Result<Vec<Event>, JournalError> {
        self.require_in_place()?;
        let at = Timestamp::now();
        let explain = |error| JournalError::from_sql(&self.path, &error);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(explain)?;
        // Another program may have brought the journal to a newer version since it was opened.
        migrations::require_writable(&transaction, &self.path)?;
        let last: EventId =
            transaction.query_row("SELECT coalesce(max(id), 0) FROM events", [], |row| row.get(0)).map_err(explain)?;
        let recorded: Vec<Event> = (last + 1..)
            .zip(events)
            .map(|(id, event)| Event {
                id,
                act: last + 1,
                at,
                reviewer: event.reviewer.clone(),
                program: env!("CARGO_PKG_VERSION").to_owned(),
                subject: event.subject.clone(),
                decision: event.decision.clone(),
            })
            .collect();
        for event in &recorded {
            let decision = wire::to_json(&event.decision);
            let values = params![
                event.id,
                event.act,
                event.at.to_string(),
                event.reviewer,
                event.program,
                event.subject.path,
                event.subject.digest,
                decision
            ];
            transaction.execute(INSERT, values).map_err(explain)?;
        }
        // Whatever the file itself does to what is written, nothing counts as recorded that does not read as it was decided.
        if read_since(&transaction, last, &self.path)? != recorded {
            return Err(JournalError::new(
                JournalErrorKind::Damaged,
                &self.path,
                "events are changed as they are written",
            ));
        }
        transaction.commit().map_err(explain)?;
        // A file that was deleted while it is open still takes writes on some systems, into nothing.
        self.require_in_place()?;
        Ok(recorded)
    }

    /// Whether another program recorded anything since this was asked last, or since the journal was opened. Reads nothing
    /// of the events: cheap enough to be asked every second. What is new is had by [`Journal::since`].
    ///
    /// # Errors
    /// Where the journal was taken away or another file was put in its place, or it cannot be read. While another program
    /// holds it there is no news.
    pub fn has_news(&mut self) -> Result<bool, JournalError> {
        self.require_in_place()?;
        if self.frozen.is_some() && (self.frozen != modified(&self.path) || log_of(&self.path).exists()) {
            let dir = self.path.parent().unwrap_or(Path::new("")).to_owned();
            *self = Self::open_read_only(&dir)?;
            return Ok(true);
        }
        match data_version(&self.connection) {
            Ok(version) => Ok(std::mem::replace(&mut self.seen, version) != version),
            Err(error) => {
                let error = JournalError::from_sql(&self.path, &error);
                if error.kind == JournalErrorKind::Locked { Ok(false) } else { Err(error) }
            }
        }
    }

    fn require_in_place(&self) -> Result<(), JournalError> {
        if self.identity.is_at(&self.path) {
            return Ok(());
        }
        Err(JournalError::new(JournalErrorKind::Missing, &self.path, ""))
    }

    /// The events recorded after one of this number, in order; all of them for 0.
    ///
    /// # Errors
    /// Where the journal cannot be read, is damaged, or an event is missing from it.
    pub fn since(&self, after: EventId) -> Result<Vec<Event>, JournalError> {
        read_since(&self.connection, after, &self.path)
    }

    /// The file that a directory's journal is, or would be.
    #[must_use]
    pub fn file_in(dir: &Path) -> PathBuf {
        dir.join(FILE_NAME)
    }

    /// The journal's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

const INSERT: &str = "INSERT INTO events (id, act, at, reviewer, program, path, digest, decision)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const SELECT: &str =
    "SELECT id, act, at, reviewer, program, path, digest, decision FROM events WHERE id > ?1 ORDER BY id";

/// A number that changes whenever another connection changes the file.
fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT data_version FROM pragma_data_version", [], |row| row.get(0))
}

/// The events after one of this number.
fn read_since(connection: &Connection, after: EventId, path: &Path) -> Result<Vec<Event>, JournalError> {
    let explain = |error| JournalError::from_sql(path, &error);
    let damaged = |detail: String| JournalError::new(JournalErrorKind::Damaged, path, &detail);
    let mut statement = connection.prepare(SELECT).map_err(explain)?;
    let mut rows = statement.query([after]).map_err(explain)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next().map_err(explain)? {
        let expected = after + 1 + events.len() as EventId;
        events.push(read_event(row, expected).map_err(damaged)?);
    }
    Ok(events)
}

/// An event from its row, or in what way the row is damaged.
fn read_event(row: &Row<'_>, expected: EventId) -> Result<Event, String> {
    let explain = |error: rusqlite::Error| format!("event {expected}: {error}");
    let id: EventId = row.get(0).map_err(explain)?;
    if id != expected {
        return Err(format!("event {expected} is missing"));
    }
    let at: String = row.get(2).map_err(explain)?;
    let decision: String = row.get(7).map_err(explain)?;
    Ok(Event {
        id,
        act: row.get(1).map_err(explain)?,
        at: at.parse().map_err(|error| format!("event {id}: {error}"))?,
        reviewer: row.get(3).map_err(explain)?,
        program: row.get(4).map_err(explain)?,
        subject: Subject { path: row.get(5).map_err(explain)?, digest: row.get(6).map_err(explain)? },
        decision: wire::from_json(&decision).map_err(|error| format!("event {id}: {error}"))?,
    })
}

/// The file in which SQLite keeps what is not yet in a journal that is written ahead of.
fn log_of(path: &Path) -> PathBuf {
    guard::beside(path, "-wal")
}

/// Whether a journal is one that an earlier version wrote ahead of (bytes 18 and 19 of the SQLite format).
fn writes_ahead(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head[18..] == [2, 2]
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Decision, NoteOn};
    use crate::text::lang::Lang;

    fn note(text: &str) -> NewEvent {
        NewEvent {
            reviewer: "王晓".to_owned(),
            subject: Subject { path: "思茅区.txt".to_owned(), digest: "blake3:00".to_owned() },
            decision: Decision::Note { on: NoteOn::Report, text: text.to_owned() },
        }
    }

    #[test]
    fn a_journal_held_by_another_is_locked_and_then_free_again() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open_patiently(dir.path(), Duration::from_millis(20)).unwrap();
        let other = Connection::open(journal.path()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = journal.append(&note("一")).unwrap_err();
        assert_eq!(error.kind, JournalErrorKind::Locked);
        assert_eq!(journal.since(0).unwrap(), []);
        other.execute_batch("ROLLBACK").unwrap();
        assert_eq!(journal.append(&note("一")).unwrap().id, 1);
    }

    #[test]
    fn a_full_disk_loses_nothing_that_was_recorded() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        journal.append(&note("一")).unwrap();
        let pages: i64 = journal.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let limit = pages + 2;
        journal.connection.query_row(&format!("PRAGMA max_page_count = {limit}"), [], |_| Ok(())).unwrap();
        let long = note(&"长".repeat(100_000));
        let error = journal.append_all(&[note("二"), long]).unwrap_err();
        assert_eq!(error.kind, JournalErrorKind::DiskFull);
        assert_eq!(journal.since(0).unwrap().len(), 1);
        assert_eq!(journal.append(&note("二")).unwrap().id, 2);
    }

    #[test]
    fn a_session_goes_on_after_what_passes_and_not_after_what_lasts() {
        for (kind, passes) in [
            (JournalErrorKind::Locked, true),
            (JournalErrorKind::DiskFull, true),
            (JournalErrorKind::Failed, true),
            (JournalErrorKind::NotWritable, false),
            (JournalErrorKind::Missing, false),
            (JournalErrorKind::Damaged, false),
            (JournalErrorKind::Newer, false),
            (JournalErrorKind::NotAJournal, false),
        ] {
            assert_eq!(kind.may_pass(), passes, "{kind:?}");
        }
    }

    #[test]
    fn every_error_names_the_file_and_says_what_to_do() {
        let kinds = [
            JournalErrorKind::Damaged,
            JournalErrorKind::Locked,
            JournalErrorKind::DiskFull,
            JournalErrorKind::Newer,
            JournalErrorKind::NotWritable,
            JournalErrorKind::NotAJournal,
            JournalErrorKind::Missing,
            JournalErrorKind::Failed,
        ];
        for kind in kinds {
            let error = JournalError::new(kind, Path::new("批次/journal.sqlite3"), "");
            for lang in [Lang::Zh, Lang::En] {
                let message = error.message(lang);
                assert!(message.contains("批次/journal.sqlite3"), "{message}");
                assert!(message.contains(lang.pick("；", "; ")) && !message.contains('\n'), "{message}");
                assert!(lang == Lang::En || message.ends_with('。'), "{message}");
            }
        }
    }
}
