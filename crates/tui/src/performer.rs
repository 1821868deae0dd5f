//! What the model asks for, done: on threads that answer into one channel, with the real files and the real journal. It
//! knows no terminal, so that tests run sessions through it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::TuiError;
use crate::effect::Effect;
use crate::hit::Hits;
use crate::journal_store::Found;
use crate::message::Msg;
use crate::model::Model;
use crate::review::{Journal, journal_dir};
use crate::rules::RuleBook;
use crate::rules::across::{Extract, Identities};
use crate::settings::Settings;
use crate::source::Batch;
use crate::update::update;
use crate::worker::{self, CompareOptions, Event, Extracts, FinishedSummaries, Question, Recorder, Request};

/// What only a terminal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalAct {
    /// Put text into the clipboard.
    Copy(String),
    /// Wait in the background of the shell.
    Suspend,
}

/// The handles that the model knows nothing of, and what is done with them.
pub struct Performer {
    batch: Arc<Batch>,
    /// The rules that reports are judged by.
    book: &'static RuleBook,
    events: Sender<Event>,
    finished: FinishedSummaries,
    extracts: Extracts,
    comparing: CompareOptions,
    /// Asks for a comparison of all reports.
    comparer: Sender<Identities>,
    stop: Arc<AtomicBool>,
    opener: Sender<Request>,
    /// The file of the user's aliases.
    aliases: Option<PathBuf>,
    recorder: Recorder,
    /// What was begun under a ticket and may be stopped.
    tasks: HashMap<u64, Arc<AtomicBool>>,
    /// Whether the model asked to go on as soon as nothing waits.
    unfinished: bool,
}

impl Performer {
    /// Opens the journal and starts the threads that answer.
    #[must_use]
    pub fn start(batch: Batch, settings: &Settings, comparing: CompareOptions, events: Sender<Event>) -> Self {
        let book = comparing.book;
        let (opener, requests) = channel::<Request>();
        let dir = journal_dir(&batch.root, settings.data_dir.as_deref());
        let batch = Arc::new(batch);
        let place = Journal::file_in(&dir).display().to_string();
        let open = move || {
            Found::of(Journal::open(&dir), || Journal::open_read_only(&dir).and_then(|journal| journal.since(0)))
        };
        let recorder = Recorder::start(open, place, settings.lang, &events);
        let named =
            |file: &crate::source::SourceFile| Extract { name: file.name.as_str().into(), ..Extract::default() };
        let extracts: Extracts = Arc::new(Mutex::new(batch.files.iter().map(named).collect()));
        let (opened, kept) = (Arc::clone(&batch), Arc::clone(&extracts));
        worker::spawn("opener", &events, move |events| worker::open(&opened.files, book, &kept, &requests, events));
        let (comparer, asked) = channel::<Identities>();
        let kept = Arc::clone(&extracts);
        let own = comparing.clone();
        worker::spawn("comparer", &events, move |events| worker::compare(&kept, own, &asked, events));
        Self {
            batch,
            book,
            events,
            finished: FinishedSummaries::default(),
            extracts,
            comparing,
            comparer,
            stop: Arc::new(AtomicBool::new(false)),
            opener,
            aliases: settings.places.aliases.clone(),
            recorder,
            tasks: HashMap::new(),
            unfinished: false,
        }
    }

    /// Lets the model take an event up, and does what it asks for. What only a terminal can do comes back.
    ///
    /// # Errors
    /// Where one of the threads died.
    pub fn take(&mut self, model: &mut Model, event: Event, hits: &Hits) -> Result<Vec<TerminalAct>, TuiError> {
        let mut acts = Vec::new();
        let msg = match event {
            Event::Msg(end @ (Msg::LoadEnded | Msg::Reread)) => {
                // What was read and is not yet shown belongs before the end.
                acts.extend(self.take_finished(model));
                end
            }
            Event::Msg(msg) => msg,
            Event::Mouse(mouse) => Msg::Mouse(mouse.act, hits.at(mouse.column, mouse.row)),
            Event::SummariesFinished => return Ok(self.take_finished(model)),
            Event::Suspend => return Ok(vec![TerminalAct::Suspend]),
            Event::Died(words) => return Err(TuiError::Died(words)),
        };
        let effects = update(model, msg);
        acts.extend(self.perform(model, effects));
        Ok(acts)
    }

    /// Whether the model asked to go on as soon as nothing else waits; asking settles it.
    pub fn take_unfinished(&mut self) -> bool {
        std::mem::take(&mut self.unfinished)
    }

    /// Whether the model asked to go on as soon as nothing else waits.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.unfinished
    }

    /// Stops what is under way, and waits until everything that was decided is on disk.
    pub fn finish(self) {
        self.stop.store(true, Ordering::Relaxed);
        for stop in self.tasks.values() {
            stop.store(true, Ordering::Relaxed);
        }
        self.recorder.finish();
    }

    /// A task that can be stopped by its ticket.
    fn begin(&mut self, ticket: u64) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        self.tasks.insert(ticket, Arc::clone(&stop));
        stop
    }

    fn take_finished(&mut self, model: &mut Model) -> Vec<TerminalAct> {
        let full = std::mem::take(&mut *self.finished.lock().unwrap_or_else(PoisonError::into_inner));
        if full.is_empty() {
            return Vec::new();
        }
        let effects = update(model, Msg::Loaded(full));
        self.perform(model, effects)
    }

    fn perform(&mut self, model: &Model, effects: Vec<Effect>) -> Vec<TerminalAct> {
        let mut acts = Vec::new();
        let book = self.book;
        for effect in effects {
            match effect {
                Effect::Load(decisions) => {
                    let (batch, stop) = (Arc::clone(&self.batch), Arc::clone(&self.stop));
                    let (finished, extracts) = (Arc::clone(&self.finished), Arc::clone(&self.extracts));
                    worker::spawn("loader", &self.events, move |events| {
                        worker::load(&batch.files, (&decisions, book), (&finished, &extracts), &stop, events)
                    });
                }
                Effect::Open { ticket, row, mappings } => {
                    // The opener lives as long as the driver; if it died, that has been told.
                    let _ = self.opener.send(Request { ticket, row, mappings });
                }
                Effect::Compare(identities) => {
                    // The comparer lives as long as the driver; if it died, that has been told.
                    let _ = self.comparer.send(*identities);
                }
                Effect::Record { ticket, events } => self.recorder.record(ticket, events),
                Effect::SaveAliases { wanted, unwanted } => {
                    let (path, lang) = (self.aliases.clone(), model.lang);
                    worker::spawn("aliases", &self.events, move |events| {
                        worker::keep_aliases(path.as_deref(), (wanted, unwanted), lang, events)
                    });
                }
                Effect::Refresh(rows) => {
                    let (batch, stop) = (Arc::clone(&self.batch), Arc::clone(&self.stop));
                    let (finished, extracts) = (Arc::clone(&self.finished), Arc::clone(&self.extracts));
                    worker::spawn("refresh", &self.events, move |events| {
                        worker::refresh(&batch.files, (&rows, book), (&finished, &extracts), &stop, events)
                    });
                }
                Effect::Export(export) => {
                    let (batch, stop) = (Arc::clone(&self.batch), self.begin(export.ticket));
                    let comparing = self.comparing.clone();
                    worker::spawn("export", &self.events, move |events| {
                        worker::export(&batch, &export, &comparing, &stop, events)
                    });
                }
                Effect::Abandon { ticket } => {
                    if let Some(stop) = self.tasks.remove(&ticket) {
                        stop.store(true, Ordering::Relaxed);
                    }
                }
                Effect::Copy(text) => acts.push(TerminalAct::Copy(text)),
                Effect::Suspend => acts.push(TerminalAct::Suspend),
                Effect::Weigh { ticket, key, mapping, rows } => {
                    let (batch, stop) = (Arc::clone(&self.batch), self.begin(ticket));
                    let question = Question { ticket, key, mapping, rows };
                    worker::spawn("weigh", &self.events, move |events| {
                        worker::weigh(&batch.files, (&question, book), &stop, events)
                    });
                }
                Effect::Beside { ticket, rows } => {
                    let batch = Arc::clone(&self.batch);
                    worker::spawn("beside", &self.events, move |events| {
                        worker::beside(&batch.files, rows, (ticket, book), events);
                    });
                }
                Effect::Continue => self.unfinished = true,
            }
        }
        acts
    }
}
