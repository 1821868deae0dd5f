//! The thread that alone holds the journal: it records what it is given, and tells of what other programs record.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{Event, spawn};
use crate::journal_store::{Found, JournalStore, may_pass};
use crate::message::Msg;
use crate::review::{EventId, JournalError, NewEvent};
use crate::text::lang::Lang;

/// How often other programs' decisions are looked for.
const GLANCE: Duration = Duration::from_secs(1);

/// The thread that alone holds the journal, and the way to it.
pub struct Recorder {
    requests: Option<Sender<(u64, Vec<NewEvent>)>>,
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Opens the journal on its thread and answers with what stands in it; from then on it records what it is given, and
    /// tells of what other programs record.
    pub fn start<L, O>(open: O, place: String, lang: Lang, events: &Sender<Event>) -> Self
    where
        L: JournalStore + 'static,
        O: FnOnce() -> Found<L> + Send + 'static,
    {
        let (requests, incoming) = channel::<(u64, Vec<NewEvent>)>();
        let thread = spawn("journal", events, move |events| {
            let Found { store, events: known, refused } = open();
            let last = known.last().map_or(0, |event| event.id);
            let refused = refused.map(|error| error.message(lang));
            let reason = refused.clone().unwrap_or_default();
            let _ = events.send(Event::Msg(Msg::JournalOpened { events: known, place, refused }));
            match store {
                Some(store) => keep(Keeper { store, last, lang, events }, &incoming),
                None => refuse(&incoming, &reason, events),
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

struct Keeper<'a, L> {
    store: L,
    /// The last event that the screen has been told of.
    last: EventId,
    lang: Lang,
    events: &'a Sender<Event>,
}

impl<L: JournalStore> Keeper<'_, L> {
    /// Tells of what other programs recorded since. `Err` where the journal is lost.
    fn glance(&mut self) -> Result<(), JournalError> {
        match self.store.since(self.last) {
            Ok(news) => {
                if let Some(last) = news.last() {
                    self.last = last.id;
                    let _ = self.events.send(Event::Msg(Msg::News(news)));
                }
                Ok(())
            }
            Err(error) if may_pass(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn record(&mut self, ticket: u64, decisions: &[NewEvent]) -> Result<(), JournalError> {
        let result = self.store.record(decisions);
        let lost = result.as_ref().err().filter(|error| !may_pass(error)).cloned();
        let own = result.as_ref().map_or(0, |recorded| recorded.len() as EventId);
        let first = result.as_ref().ok().and_then(|recorded| recorded.first()).map(|event| event.id);
        let answer = result.map_err(|error| error.message(self.lang));
        let _ = self.events.send(Event::Msg(Msg::Recorded { ticket, result: answer }));
        match (lost, first) {
            (Some(error), _) => Err(error),
            // Where others recorded in between, they are told of as well; the own ones twice do no harm.
            (None, Some(first)) if first != self.last + 1 => self.glance(),
            (None, _) => {
                self.last += own;
                Ok(())
            }
        }
    }
}

/// Keeps the journal. Ends when the last sender is gone: everything that was given is recorded before that.
fn keep<L: JournalStore>(mut keeper: Keeper<L>, incoming: &Receiver<(u64, Vec<NewEvent>)>) {
    loop {
        let kept = match incoming.recv_timeout(GLANCE) {
            Ok((ticket, decisions)) => keeper.record(ticket, &decisions),
            Err(RecvTimeoutError::Timeout) => keeper.glance(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if let Err(error) = kept {
            let reason = error.message(keeper.lang);
            let _ = keeper.events.send(Event::Msg(Msg::JournalLost(reason.clone())));
            return refuse(incoming, &reason, keeper.events);
        }
    }
}

/// Answers whatever is still given that nothing can be recorded.
fn refuse(incoming: &Receiver<(u64, Vec<NewEvent>)>, reason: &str, events: &Sender<Event>) {
    for (ticket, _) in incoming {
        let _ = events.send(Event::Msg(Msg::Recorded { ticket, result: Err(reason.to_owned()) }));
    }
}
