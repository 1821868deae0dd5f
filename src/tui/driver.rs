//! The loop: sleep until something happens, let the model take it up, do what it asks for, draw what changed.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use crate::review::{Journal, journal_dir};
use crate::source::SourceFile;
use crate::tui::effect::Effect;
use crate::tui::message::Msg;
use crate::tui::model::Model;
use crate::tui::terminal::{self, Screen};
use crate::tui::theme::Theme;
use crate::tui::update::update;
use crate::tui::view;
use crate::tui::worker::{self, Basket, Event, Question, Recorder, Request};
use crate::tui::{Options, TuiError};

/// While reports stream in and nobody touches a key, a frame is drawn at most this often.
const FRAME: Duration = Duration::from_millis(40);

/// The handles that the model knows nothing of.
struct Driver {
    files: Arc<Vec<SourceFile>>,
    events: Sender<Event>,
    basket: Basket,
    stop: Arc<AtomicBool>,
    opener: Sender<Request>,
    recorder: Recorder,
    /// What tells a thread that was begun under a ticket to stop.
    begun: HashMap<u64, Arc<AtomicBool>>,
    /// Whether the model asked to go on as soon as nothing waits.
    unfinished: bool,
}

/// Runs a session from the first frame to the last.
///
/// # Errors
/// Where the terminal refuses, a thread died, or a signal ended the session.
pub fn run(options: Options) -> Result<(), TuiError> {
    let (events, incoming) = channel();
    // Before the terminal is taken, so that no signal can leave it behind in disorder.
    spawn_signals(&events);
    let mut screen = Screen::take().map_err(TuiError::Terminal)?;
    let size = screen.size().map_err(TuiError::Terminal)?;
    let theme = options.theme.as_deref().unwrap_or("dark");
    let mut model = Model::new(&options.batch, (options.lang, theme), &options.reviewer, size);
    let depth = terminal::depth(options.colour);
    // The first frame comes before anything is read.
    draw(&mut screen, &model, &Theme::named(&model.theme, depth))?;

    let mut driver = Driver::start(options, events);
    let result = driver.serve(&mut screen, &mut model, &incoming, depth);
    driver.stop.store(true, Ordering::Relaxed);
    driver.begun.values().for_each(|stop| stop.store(true, Ordering::Relaxed));
    // What was decided is on disk before the terminal is given back, whatever ended the session.
    driver.recorder.finish();
    drop(screen);
    result
}

impl Driver {
    fn start(options: Options, events: Sender<Event>) -> Self {
        let Options { batch, lang, data_dir, .. } = options;
        let (opener, requests) = channel::<Request>();
        let files = Arc::new(batch.files);
        let root = batch.root;
        let recorder = Recorder::start(
            move || Journal::open(&journal_dir(&root, data_dir.as_deref())).map_err(|error| error.message(lang)),
            lang,
            &events,
        );
        worker::spawn("input", &events, terminal::read_input);
        let opened = Arc::clone(&files);
        worker::spawn("opener", &events, move |events| worker::open(&opened, &requests, events));
        Self {
            files,
            events,
            basket: Basket::default(),
            stop: Arc::new(AtomicBool::new(false)),
            opener,
            recorder,
            begun: HashMap::new(),
            unfinished: false,
        }
    }

    fn serve(
        &mut self,
        screen: &mut Screen,
        model: &mut Model,
        incoming: &Receiver<Event>,
        depth: crate::tui::theme::Depth,
    ) -> Result<(), TuiError> {
        let mut theme = (model.theme.clone(), Theme::named(&model.theme, depth));
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
                urgent |= !matches!(event, Event::Basket);
                self.take(model, event)?;
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
                    theme = (model.theme.clone(), Theme::named(&model.theme, depth));
                }
                draw(screen, model, &theme.1)?;
                drawn = Instant::now();
                stale = false;
            }
        }
    }

    fn take(&mut self, model: &mut Model, event: Event) -> Result<(), TuiError> {
        let msg = match event {
            Event::Msg(Msg::LoadEnded) => {
                // What is still in the basket belongs before the end.
                self.empty_basket(model);
                Msg::LoadEnded
            }
            Event::Msg(msg) => msg,
            Event::Basket => {
                self.empty_basket(model);
                return Ok(());
            }
            Event::Died(words) => return Err(TuiError::Died(words)),
        };
        let effects = update(model, msg);
        self.perform(effects);
        Ok(())
    }

    fn empty_basket(&mut self, model: &mut Model) {
        let full = std::mem::take(&mut *self.basket.lock().unwrap_or_else(PoisonError::into_inner));
        if !full.is_empty() {
            let effects = update(model, Msg::Loaded(full));
            self.perform(effects);
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load(decisions) => {
                    let (files, basket, stop) =
                        (Arc::clone(&self.files), Arc::clone(&self.basket), Arc::clone(&self.stop));
                    worker::spawn("loader", &self.events, move |events| {
                        worker::load(files, *decisions, basket, stop, events)
                    });
                }
                Effect::Open { ticket, row, mappings } => {
                    // The opener lives as long as the driver; if it died, that has been told.
                    let _ = self.opener.send(Request { ticket, row, mappings });
                }
                Effect::Record { ticket, events } => self.recorder.record(ticket, events),
                Effect::Refresh(rows) => {
                    let (files, basket, stop) =
                        (Arc::clone(&self.files), Arc::clone(&self.basket), Arc::clone(&self.stop));
                    worker::spawn("refresh", &self.events, move |events| {
                        worker::refresh(&files, &rows, &basket, &stop, events)
                    });
                }
                Effect::Weigh { ticket, key, mapping, rows } => {
                    let (files, stop) = (Arc::clone(&self.files), Arc::default());
                    self.begun.insert(ticket, Arc::clone(&stop));
                    let question = Question { ticket, key, mapping, rows };
                    worker::spawn("weigh", &self.events, move |events| worker::weigh(&files, &question, &stop, events));
                }
                Effect::Abandon { ticket } => {
                    if let Some(stop) = self.begun.remove(&ticket) {
                        stop.store(true, Ordering::Relaxed);
                    }
                }
                Effect::Export(_) | Effect::Copy(_) | Effect::Suspend => {}
                Effect::Continue => self.unfinished = true,
            }
        }
    }
}

fn draw(screen: &mut Screen, model: &Model, theme: &Theme) -> Result<(), TuiError> {
    let drawn: io::Result<()> = screen.draw(model.size, |buf| view::draw(model, theme, buf));
    drawn.map_err(TuiError::Terminal)
}

/// Turns the signals that ask a program to end into messages. Windows tells of a closed window by ending the input.
#[cfg(unix)]
fn spawn_signals(events: &Sender<Event>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    if let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT]) {
        worker::spawn("signals", events, move |events| {
            for signal in signals.forever() {
                if events.send(Event::Msg(Msg::Signal(signal))).is_err() {
                    return;
                }
            }
        });
    }
}

#[cfg(not(unix))]
fn spawn_signals(_events: &Sender<Event>) {}
