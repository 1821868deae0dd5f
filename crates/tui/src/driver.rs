//! The loop: sleep until something happens, let the model take it up, do what it asks for, draw what changed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use crate::TuiError;
use crate::hit::Hits;
use crate::message::Msg;
use crate::model::{Model, SortKey};
use crate::performer::{Performer, TerminalAct};
use crate::rules::RuleBook;
use crate::settings::{AmbiguousWidth, Settings};
use crate::source::Batch;
use crate::terminal::{self, Screen};
use crate::theme::{Depth, Theme, Themes};
use crate::ui_config::UiConfig;
use crate::view;
use crate::words;
use crate::worker::{self, CompareOptions, Event};

/// While reports stream in and nobody touches a key, a frame is drawn at most this often.
const FRAME: Duration = Duration::from_millis(40);

/// How long a session may take to end after a signal before the process ends without it.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(10);

/// The loop's own: what performs, and what can be clicked on the frame that is seen.
struct Driver {
    performer: Performer,
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

    worker::spawn("input", &events, terminal::read_input);
    let mut driver = Driver { performer: Performer::start(batch, &settings, comparing, events), hits };
    let result = driver.serve(&mut screen, &mut model, &incoming, (&themes, depth));
    // What was decided is on disk before the terminal is given back, whatever ended the session.
    driver.performer.finish();
    drop(screen);
    result
}

/// The screen before anything was read, as the settings want it.
#[must_use]
pub fn begin(batch: &Batch, settings: &Settings, book: &'static RuleBook, size: (u16, u16)) -> Model {
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
            let event = if self.performer.is_unfinished() {
                match incoming.try_recv() {
                    Ok(event) => Some(event),
                    Err(TryRecvError::Empty) => {
                        self.performer.take_unfinished();
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
        for act in self.performer.take(model, event, &self.hits)? {
            match act {
                TerminalAct::Copy(text) => screen.copy(&text).map_err(TuiError::Terminal)?,
                TerminalAct::Suspend => {
                    let (width, height) = screen.suspend().map_err(TuiError::Terminal)?;
                    self.take(screen, model, Event::Msg(Msg::Resize(width, height)))?;
                }
            }
        }
        screen.mouse(model.mouse).map_err(TuiError::Terminal)
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
