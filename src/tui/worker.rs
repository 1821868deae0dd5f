//! The threads that do what the model asks for, each with one task: reading the batch, opening one report, recording.
//!
//! They answer with messages into the one channel. A panic on any of them ends the session with its words instead of
//! leaving a screen that waits for ever.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crate::pipeline::{self, Impact, Summary};
use crate::report::{LabelKey, Mapping, Mappings};
use crate::review::{NewEvent, State};
use crate::source::SourceFile;
use crate::text::lang::Lang;
use crate::tui::ledger::Ledger;
use crate::tui::message::Msg;

/// What wakes the loop.
#[derive(Debug)]
pub enum Event {
    /// Something for the model.
    Msg(Msg),
    /// Summaries wait in the loader's basket.
    Basket,
    /// A thread died; its words.
    Died(String),
}

/// Summaries that were read and not yet shown. Many arrive between two frames; the loop takes them all at once.
pub type Basket = Arc<Mutex<Vec<(usize, Summary)>>>;

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
    files: Arc<Vec<SourceFile>>,
    decisions: State,
    basket: Basket,
    stop: Arc<AtomicBool>,
    events: &Sender<Event>,
) {
    let mappings = |name: &str| decisions.mappings(name);
    let waker = Mutex::new(events.clone());
    let each = |row: usize, opened: pipeline::Opened| put(&basket, &waker, row, opened.summary);
    pipeline::run(&files, &mappings, &each, &stop);
    if !stop.load(Ordering::Relaxed) {
        let _ = events.send(Event::Msg(Msg::LoadEnded));
    }
}

/// Reads some reports again, each under its mappings.
pub fn refresh(
    files: &[SourceFile],
    rows: &[(usize, Mappings)],
    basket: &Basket,
    stop: &AtomicBool,
    events: &Sender<Event>,
) {
    let wanted: Vec<SourceFile> = rows.iter().filter_map(|(row, _)| files.get(*row).cloned()).collect();
    let by_name: HashMap<&str, &Mappings> =
        rows.iter().filter_map(|(row, mappings)| Some((files.get(*row)?.name.as_str(), mappings))).collect();
    let mappings = |name: &str| by_name.get(name).map_or_else(Mappings::default, |&mappings| mappings.clone());
    let waker = Mutex::new(events.clone());
    let each = |at: usize, opened: pipeline::Opened| put(basket, &waker, rows[at].0, opened.summary);
    pipeline::run(&wanted, &mappings, &each, stop);
}

/// How many reports are weighed between two messages about them.
const WEIGHED: usize = 32;

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
pub fn weigh(files: &[SourceFile], question: &Question, stop: &AtomicBool, events: &Sender<Event>) {
    let Question { ticket, key, mapping, rows } = question;
    let known = Mutex::new((0, Vec::new(), events.clone()));
    let each = |impact: Option<Impact>| {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        known.0 += 1;
        known.1.extend(impact);
        if known.0 % WEIGHED == 0 || known.0 == rows.len() {
            let (done, impacts) = (known.0, std::mem::take(&mut known.1));
            let _ = known.2.send(Event::Msg(Msg::Weighed { ticket: *ticket, done, impacts }));
        }
    };
    pipeline::weigh(files, rows, (key, mapping), &each, stop);
}

/// Puts a summary into the basket, and wakes the loop where it was empty.
fn put(basket: &Basket, waker: &Mutex<Sender<Event>>, row: usize, summary: Summary) {
    let mut full = basket.lock().unwrap_or_else(PoisonError::into_inner);
    let was_empty = full.is_empty();
    full.push((row, summary));
    drop(full);
    if was_empty {
        let _ = waker.lock().unwrap_or_else(PoisonError::into_inner).send(Event::Basket);
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
pub fn open(files: &[SourceFile], requests: &Receiver<Request>, events: &Sender<Event>) {
    for Request { ticket, row, mappings } in requests {
        let Some(file) = files.get(row) else { continue };
        let opened = Box::new(pipeline::open(file, &mappings));
        if events.send(Event::Msg(Msg::Opened { ticket, row, opened })).is_err() {
            return;
        }
    }
}

/// The thread that alone holds the journal, and the way to it.
pub struct Recorder {
    requests: Option<Sender<(u64, Vec<NewEvent>)>>,
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Opens the journal on its thread and answers with what stands in it.
    pub fn start<L, O>(open: O, lang: Lang, events: &Sender<Event>) -> Self
    where
        L: Ledger,
        O: FnOnce() -> Result<L, String> + Send + 'static,
    {
        let (requests, incoming) = channel::<(u64, Vec<NewEvent>)>();
        let thread = spawn("journal", events, move |events| {
            let opened = open().and_then(|ledger| ledger.events(lang).map(|known| (ledger, known)));
            let (mut ledger, known) = match opened {
                Ok((ledger, known)) => (Ok(ledger), Ok(known)),
                Err(reason) => (Err(reason.clone()), Err(reason)),
            };
            let _ = events.send(Event::Msg(Msg::JournalOpened(known)));
            // The loop ends when the last sender is gone: everything that was given is recorded before that.
            for (ticket, decisions) in incoming {
                let result = match &mut ledger {
                    Ok(ledger) => ledger.record(&decisions, lang),
                    Err(reason) => Err(reason.clone()),
                };
                let _ = events.send(Event::Msg(Msg::Recorded { ticket, result }));
            }
        });
        Self { requests: Some(requests), thread }
    }

    /// Gives decisions to the journal.
    pub fn record(&self, ticket: u64, events: Vec<NewEvent>) {
        if let Some(requests) = &self.requests {
            let _ = requests.send((ticket, events));
        }
    }

    /// Waits until everything that was given is on disk.
    pub fn finish(mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
