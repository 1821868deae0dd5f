//! The loop: sleep until something happens, let the model take it up, do what it asks for, draw what changed.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use crate::TuiError;
use crate::effect::Effect;
use crate::hit::Hits;
use crate::journal_store::Found;
use crate::message::Msg;
use crate::model::{Model, SortKey};
use crate::review::{Journal, journal_dir};
use crate::rules::RuleBook;
use crate::rules::across::{Extract, Identities};
use crate::settings::{AmbiguousWidth, Settings};
use crate::source::Batch;
use crate::terminal::{self, Screen};
use crate::theme::{Depth, Theme, Themes};
use crate::ui_config::UiConfig;
use crate::update::update;
use crate::view;
use crate::words;
use crate::worker::{self, CompareOptions, Event, Extracts, FinishedSummaries, Question, Recorder, Request};

/// While reports stream in and nobody touches a key, a frame is drawn at most this often.
const FRAME: Duration = Duration::from_millis(40);

/// How long a session may take to end after a signal before the process ends without it.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(10);

/// The handles that the model knows nothing of.
struct Driver {
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
    /// What can be clicked on the frame that is seen.
    hits: Hits,
}

/// Runs a session from the first frame to the last.
///
/// # Errors
/// Where the terminal refuses, a thread died, or a signal ended the session.
pub fn run(batch: Batch, settings: Settings, comparing: CompareOptions, ui_config: UiConfig) -> Result<(), TuiError> {
    let (events, incoming) = channel();
    // Before the terminal is taken, so that no signal can leave it behind in disorder.
    spawn_signals(&events);
    let mut screen = Screen::take().map_err(TuiError::Terminal)?;
    let size = screen.size().map_err(TuiError::Terminal)?;
    let UiConfig { keymap, themes } = ui_config;
    let mut model = begin(&batch, &settings, comparing.book, size);
    model.keymap = Arc::new(keymap);
    model.themes = themes.names();
    let depth = terminal::depth(!settings.no_color);
    if settings.ambiguous_width == AmbiguousWidth::Auto
        && let Some(wide) = screen.ask_width().map_err(TuiError::Terminal)?
    {
        model.wide = wide;
    }
    // The first frame comes before anything is read.
    let hits = draw(&mut screen, &model, &themes.theme(&model.theme, depth))?;

    let mut driver = Driver::start(batch, &settings, comparing, events);
    driver.hits = hits;
    let result = driver.serve(&mut screen, &mut model, &incoming, (&themes, depth));
    driver.stop.store(true, Ordering::Relaxed);
    for stop in driver.tasks.values() {
        stop.store(true, Ordering::Relaxed);
    }
    // What was decided is on disk before the terminal is given back, whatever ended the session.
    driver.recorder.finish();
    drop(screen);
    result
}

/// The screen before anything was read, as the settings want it.
fn begin(batch: &Batch, settings: &Settings, book: &'static RuleBook, size: (u16, u16)) -> Model {
    let theme = settings.theme.as_deref().unwrap_or("dark");
    let mut model = Model::new(batch, (settings.lang, theme), &settings.reviewer, size);
    model.zone = TimeZone::system();
    model.mouse = settings.mouse;
    model.wide = settings.ambiguous_width == AmbiguousWidth::Wide;
    model.list.sort = SortKey::from(settings.sort);
    model.learning = settings.learning;
    model.book = book;
    if let Some(said) = book.in_words(settings.lang) {
        model.say(words::rules_differ(settings.lang, &said));
    }
    let aliases = settings.aliases();
    if let Some(problem) = aliases.problems.first() {
        model.refuse(words::aliases_faulty(settings.lang, &problem.message(settings.lang), aliases.problems.len()));
    }
    model.aliases = aliases.entries;
    if let Ok(here) = std::env::current_dir() {
        model.here = here.display().to_string();
    }
    model
}

impl Driver {
    fn start(batch: Batch, settings: &Settings, comparing: CompareOptions, events: Sender<Event>) -> Self {
        let book = comparing.book;
        let (opener, requests) = channel::<Request>();
        let dir = journal_dir(&batch.root, settings.data_dir.as_deref());
        let batch = Arc::new(batch);
        let place = Journal::file_in(&dir).display().to_string();
        let open = move || {
            Found::of(Journal::open(&dir), || Journal::open_read_only(&dir).and_then(|journal| journal.since(0)))
        };
        let recorder = Recorder::start(open, place, settings.lang, &events);
        worker::spawn("input", &events, terminal::read_input);
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
            hits: Hits::default(),
        }
    }

    fn serve(
        &mut self,
        screen: &mut Screen,
        model: &mut Model,
        incoming: &Receiver<Event>,
        (themes, depth): (&Themes, Depth),
    ) -> Result<(), TuiError> {
        let mut theme = (model.theme.clone(), themes.theme(&model.theme, depth));
        let mut drawn = Instant::now();
        let mut stale = false;
        loop {
            // With a frame owed, wait no longer than until it is due; with nothing owed, sleep.
            let event = if self.unfinished {
                match incoming.try_recv() {
                    Ok(event) => Some(event),
                    Err(TryRecvError::Empty) => {
                        self.unfinished = false;
                        Some(Event::Msg(Msg::Continue))
                    }
                    Err(TryRecvError::Disconnected) => return Ok(()),
                }
            } else if stale {
                match incoming.recv_timeout(FRAME.saturating_sub(drawn.elapsed())) {
                    Ok(event) => Some(event),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
            } else {
                match incoming.recv() {
                    Ok(event) => Some(event),
                    Err(_) => return Ok(()),
                }
            };
            // Loading may wait for the next frame; whatever a person did may not.
            let mut urgent = event.is_none();
            let mut next = event;
            while let Some(event) = next {
                urgent |= !matches!(event, Event::SummariesFinished);
                self.take(screen, model, event)?;
                if model.ending.is_some() {
                    break;
                }
                next = incoming.try_recv().ok();
            }
            if let Some(ending) = model.ending {
                return match ending {
                    Some(signal) => Err(TuiError::Signal(signal)),
                    None => Ok(()),
                };
            }
            stale = true;
            if urgent || drawn.elapsed() >= FRAME {
                if theme.0 != model.theme {
                    theme = (model.theme.clone(), themes.theme(&model.theme, depth));
                }
                self.hits = draw(screen, model, &theme.1)?;
                drawn = Instant::now();
                stale = false;
            }
        }
    }

    fn take(&mut self, screen: &mut Screen, model: &mut Model, event: Event) -> Result<(), TuiError> {
        let msg = match event {
            Event::Msg(end @ (Msg::LoadEnded | Msg::Reread)) => {
                // What was read and is not yet shown belongs before the end.
                self.take_finished(screen, model)?;
                end
            }
            Event::Msg(msg) => msg,
            Event::Mouse(mouse) => Msg::Mouse(mouse.act, self.hits.at(mouse.column, mouse.row)),
            Event::SummariesFinished => {
                self.take_finished(screen, model)?;
                return Ok(());
            }
            Event::Suspend => return self.perform(screen, model, vec![Effect::Suspend]),
            Event::Died(words) => return Err(TuiError::Died(words)),
        };
        let effects = update(model, msg);
        self.perform(screen, model, effects)?;
        screen.mouse(model.mouse).map_err(TuiError::Terminal)
    }

    /// A task that can be stopped by its ticket.
    fn begin(&mut self, ticket: u64) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        self.tasks.insert(ticket, Arc::clone(&stop));
        stop
    }

    fn take_finished(&mut self, screen: &mut Screen, model: &mut Model) -> Result<(), TuiError> {
        let full = std::mem::take(&mut *self.finished.lock().unwrap_or_else(PoisonError::into_inner));
        if !full.is_empty() {
            let effects = update(model, Msg::Loaded(full));
            self.perform(screen, model, effects)?;
        }
        Ok(())
    }

    fn perform(&mut self, screen: &mut Screen, model: &mut Model, effects: Vec<Effect>) -> Result<(), TuiError> {
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
                Effect::Copy(text) => screen.copy(&text).map_err(TuiError::Terminal)?,
                Effect::Suspend => {
                    let (width, height) = screen.suspend().map_err(TuiError::Terminal)?;
                    let effects = update(model, Msg::Resize(width, height));
                    self.perform(screen, model, effects)?;
                }
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
        Ok(())
    }
}

/// Draws a frame; returns what can be clicked on it.
fn draw(screen: &mut Screen, model: &Model, theme: &Theme) -> Result<Hits, TuiError> {
    let mut hits = Hits::default();
    let drawn: io::Result<()> = screen.draw(model.size, |buf| {
        let drawn = view::draw(model, theme, buf);
        hits = drawn.hits;
        drawn.cursor
    });
    drawn.map_err(TuiError::Terminal)?;
    Ok(hits)
}

/// Turns the signals that ask a program to end into messages. Windows tells of a closed window by ending the input.
#[cfg(unix)]
fn spawn_signals(events: &Sender<Event>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    if let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP]) {
        worker::spawn("signals", events, move |events| {
            for signal in signals.forever() {
                if signal == SIGTSTP {
                    if events.send(Event::Suspend).is_err() {
                        return;
                    }
                    continue;
                }
                if events.send(Event::Msg(Msg::Signal(signal))).is_err() {
                    return;
                }
                // Where the terminal takes no output any more, the loop hangs in it and never hears.
                std::thread::spawn(move || {
                    std::thread::sleep(PATIENCE);
                    terminal::abandon(128 + signal);
                });
            }
        });
    }
}

#[cfg(not(unix))]
fn spawn_signals(_events: &Sender<Event>) {}
