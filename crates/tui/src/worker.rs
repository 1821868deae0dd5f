//! The threads that do what the model asks for, each with one task: reading the batch, opening one report, recording.
//!
//! They answer with messages into the one channel. A panic on any of them ends the session with its words instead of
//! leaving a screen that waits for ever.

mod recorder;

use std::collections::HashMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use jiff::tz::TimeZone;

pub use recorder::Recorder;

use crate::effect::Export;
use crate::export::log::Style;
use crate::message::{Mouse, Msg};
use crate::pipeline::{self, Analysis, ExportError, ExportOrder, Impact, Summary};
use crate::report::{Alias, LabelKey, Mapping, Mappings};
use crate::review::{Present, State};
use crate::rules::RuleBook;
use crate::rules::across::{self, Extract, Identities, Options};
use crate::settings::{AliasError, AliasFile};
use crate::source::{Batch, SourceFile};
use crate::text::lang::Lang;

/// Reports between two words on how far a long task is.
const STRIDE: usize = 32;

/// What wakes the loop.
#[derive(Debug)]
pub enum Event {
    /// Something for the model.
    Msg(Msg),
    /// The mouse was used in a cell of the screen.
    Mouse(Mouse),
    /// Summaries that were read wait to be shown.
    SummariesFinished,
    /// The system asks the session to stop until it is told to go on.
    Suspend,
    /// A thread died; its words.
    Died(String),
}

/// Summaries that were read and not yet shown. Many arrive between two frames; the loop takes them all at once.
pub type FinishedSummaries = Arc<Mutex<Vec<(usize, Summary)>>>;

/// What is kept of each report for comparing them, by row.
pub type Extracts = Arc<Mutex<Vec<Extract>>>;

/// Runs a task on a thread of its own; a panic becomes an event.
pub fn spawn(
    name: &str,
    events: &Sender<Event>,
    task: impl FnOnce(&Sender<Event>) + Send + 'static,
) -> Option<JoinHandle<()>> {
    let events = events.clone();
    let builder = thread::Builder::new().name(name.to_owned());
    let body = move || {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| task(&events))) {
            let words = panic.downcast_ref::<&str>().copied().map(str::to_owned);
            let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            // Where nobody receives any more, the session has ended already.
            let _ = events.send(Event::Died(words));
        }
    };
    builder.spawn(body).ok()
}

/// Reads the batch on all cores, under the decisions of earlier sessions.
pub fn load(
    files: &[SourceFile],
    (decisions, book): (&State, &RuleBook),
    (finished, extracts): (&FinishedSummaries, &Extracts),
    stop: &AtomicBool,
    events: &Sender<Event>,
) {
    let mappings = |name: &str| decisions.mappings(name);
    let waker = Mutex::new(events.clone());
    let each = |row: usize, opened: pipeline::Opened| {
        keep_extract(extracts, row, &opened);
        put(finished, &waker, row, summary(decisions, opened));
    };
    pipeline::run(files, &mappings, book, &each, stop);
    if !stop.load(Ordering::Relaxed) {
        let _ = events.send(Event::Msg(Msg::LoadEnded));
    }
}

/// The summary of a file that was read, with how many decisions on it rest on what it no longer shows.
fn summary(decisions: &State, opened: pipeline::Opened) -> Summary {
    let (report, verdict) = (&opened.analysis.report, &opened.analysis.verdict);
    let present = Present { path: &opened.summary.name, digest: &opened.digest, report, verdict };
    let stale = decisions.stale(&present).iter().filter(|stale| stale.asks()).count() as u32;
    Summary { stale, ..opened.summary }
}

/// Reads some reports again, each under the decisions on it.
pub fn refresh(
    files: &[SourceFile],
    (rows, book): (&[(usize, State)], &RuleBook),
    (finished, extracts): (&FinishedSummaries, &Extracts),
    stop: &AtomicBool,
    events: &Sender<Event>,
) {
    let wanted: Vec<SourceFile> = rows.iter().filter_map(|(row, _)| files.get(*row).cloned()).collect();
    let by_name: HashMap<&str, &State> =
        rows.iter().filter_map(|(row, decisions)| Some((files.get(*row)?.name.as_str(), decisions))).collect();
    let mappings = |name: &str| by_name.get(name).map_or_else(Mappings::default, |decisions| decisions.mappings(name));
    let waker = Mutex::new(events.clone());
    let each = |at: usize, opened: pipeline::Opened| {
        keep_extract(extracts, rows[at].0, &opened);
        put(finished, &waker, rows[at].0, summary(&rows[at].1, opened));
    };
    pipeline::run(&wanted, &mappings, book, &each, stop);
    let _ = events.send(Event::Msg(Msg::Reread));
}

/// Keeps what comparing a report with others needs.
fn keep_extract(extracts: &Extracts, row: usize, opened: &pipeline::Opened) {
    let Analysis { report, verdict, lines, .. } = &opened.analysis;
    let extract = Extract::of(report, verdict, lines, &opened.summary.name);
    if let Some(place) = extracts.lock().unwrap_or_else(PoisonError::into_inner).get_mut(row) {
        *place = extract;
    }
}

/// What reports are compared with beside each other, and by which rules.
#[derive(Clone)]
pub struct CompareOptions {
    /// The roster, deadlines, and which names are of one unit.
    pub options: Options,
    /// The rules.
    pub book: &'static RuleBook,
}

/// Compares the reports of the batch whenever that is asked for; of several questions that wait, only the last is answered.
pub fn compare(
    extracts: &Extracts,
    mut comparing: CompareOptions,
    asked: &Receiver<Identities>,
    events: &Sender<Event>,
) {
    while let Ok(identities) = asked.recv() {
        comparing.options.identities = asked.try_iter().last().unwrap_or(identities);
        // What is read meanwhile is compared by the next question.
        let now = extracts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let findings = across::check(&now, &comparing.options, comparing.book);
        if events.send(Event::Msg(Msg::Compared(findings))).is_err() {
            return;
        }
    }
}

/// A decision to be weighed.
pub struct Question {
    /// Comes back with the answers.
    pub ticket: u64,
    /// The label.
    pub key: LabelKey,
    /// What it would stand for.
    pub mapping: Mapping,
    /// The reports, each with the mappings that it has.
    pub rows: Vec<(usize, Mappings)>,
}

/// Weighs a decision on all cores and tells what it would change as that becomes known.
pub fn weigh(
    files: &[SourceFile],
    (question, book): (&Question, &RuleBook),
    stop: &AtomicBool,
    events: &Sender<Event>,
) {
    let Question { ticket, key, mapping, rows } = question;
    let known = Mutex::new((0, Vec::new(), events.clone()));
    let each = |impact: Option<Impact>| {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        known.0 += 1;
        known.1.extend(impact);
        if known.0 % STRIDE == 0 || known.0 == rows.len() {
            let (done, impacts) = (known.0, std::mem::take(&mut known.1));
            let _ = known.2.send(Event::Msg(Msg::Weighed { ticket: *ticket, done, impacts }));
        }
    };
    pipeline::weigh(files, rows, (key, mapping), book, &each, stop);
}

/// Reads two reports and tells which sentences they have in common.
pub fn beside(files: &[SourceFile], rows: [usize; 2], (ticket, book): (u64, &RuleBook), events: &Sender<Event>) {
    let [Some(a), Some(b)] = rows.map(|row| files.get(row)) else { return };
    let _ = events.send(Event::Msg(Msg::Beside { ticket, pairs: pipeline::beside([a, b], book) }));
}

/// Puts a summary among the finished ones, and wakes the loop where there was none.
fn put(finished: &FinishedSummaries, waker: &Mutex<Sender<Event>>, row: usize, summary: Summary) {
    let mut full = finished.lock().unwrap_or_else(PoisonError::into_inner);
    let was_empty = full.is_empty();
    full.push((row, summary));
    drop(full);
    if was_empty {
        let _ = waker.lock().unwrap_or_else(PoisonError::into_inner).send(Event::SummariesFinished);
    }
}

/// A report to be read in full.
pub struct Request {
    /// Comes back with the answer.
    pub ticket: u64,
    /// Its row.
    pub row: usize,
    /// The reviewer's mappings of it.
    pub mappings: Mappings,
}

/// Reads reports in full, one after another in the order in which they were asked for.
pub fn open(
    files: &[SourceFile],
    book: &RuleBook,
    extracts: &Extracts,
    requests: &Receiver<Request>,
    events: &Sender<Event>,
) {
    for Request { ticket, row, mappings } in requests {
        let Some(file) = files.get(row) else { continue };
        let opened = Box::new(pipeline::open(file, &mappings, book));
        keep_extract(extracts, row, &opened);
        if events.send(Event::Msg(Msg::Opened { ticket, row, opened })).is_err() {
            return;
        }
    }
}

/// Writes an export.
pub fn export(
    batch: &Batch,
    export: &Export,
    CompareOptions { options, book }: &CompareOptions,
    stop: &AtomicBool,
    events: &Sender<Event>,
) {
    let ticket = export.ticket;
    let order = ExportOrder {
        content: export.content,
        format: export.format,
        style: Style { lang: export.lang, zone: TimeZone::system() },
        path: PathBuf::from(&export.path),
        force: export.force,
        options: options.clone(),
        book,
    };
    let progress = |done: usize| {
        // A bar of twenty cells does not need to hear of every file.
        if !done.is_multiple_of(STRIDE) {
            return;
        }
        let _ = events.send(Event::Msg(Msg::Exporting { ticket, done }));
    };
    let written = pipeline::write_log(batch, &export.decisions, &order, &progress, stop);
    let result = written.map(|()| export.path.clone()).map_err(|error| {
        let is_in_the_way =
            matches!(&error, ExportError::Save(save) if save.source.kind() == io::ErrorKind::AlreadyExists);
        (error.message(export.lang), is_in_the_way)
    });
    let _ = events.send(Event::Msg(Msg::Exported { ticket, result }));
}

/// Writes aliases into the user's file, as it is by now: another program may have written to it meanwhile.
pub fn keep_aliases(
    path: Option<&Path>,
    (wanted, unwanted): (Vec<Alias>, Vec<Alias>),
    lang: Lang,
    events: &Sender<Event>,
) {
    let result = path.ok_or(AliasError::NoPlace).and_then(|path| {
        let mut file = AliasFile::read(path);
        for (aliases, is_used) in [(wanted, true), (unwanted, false)] {
            for alias in aliases {
                // What the file says of the label by now stands.
                let _ = file.add(alias, is_used);
            }
        }
        file.write().map(|()| file.entries)
    });
    let _ = events.send(Event::Msg(Msg::AliasesSaved(result.map_err(|error| error.message(lang)))));
}
