//! The decisions as a record to look back on: what each of them found and left, what took it back, and those on one file.
//!
//! Nothing is replayed: what stood at an earlier moment follows from the few events on the same evidence, so that a screen
//! can ask for the rows that it shows and leave a hundred thousand others alone.

use std::sync::Arc;

use super::{Event, EventId, Said, State};

/// What a decision changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<'a> {
    /// The decision that the event speaks of: itself, or the one that it takes back or brings back.
    pub about: &'a Event,
    /// What stood on its evidence before the event.
    pub old: Said,
    /// What stood there after it.
    pub new: Said,
}

impl State {
    /// What an event changed when it was recorded; `None` for an undo that speaks of nothing.
    #[must_use]
    pub fn turn<'a>(&'a self, event: &'a Event) -> Option<Turn<'a>> {
        let about = self.root(event)?;
        let until = |last: EventId| self.said_when(about, &|id| id <= last && self.effects.held(id, last));
        Some(Turn { about, old: until(event.id - 1), new: until(event.id) })
    }

    /// The event that keeps another from being in effect.
    #[must_use]
    pub fn undone_by(&self, id: EventId) -> Option<EventId> {
        self.effects.undos(id).iter().rev().copied().find(|&undo| self.is_in_effect(undo))
    }

    /// The state that the events on one file amount to, those that take them back included, with what the whole batch taught.
    #[must_use]
    pub fn part(&self, path: &str) -> Self {
        let mut ids: Vec<EventId> =
            self.filed(path).into_iter().flat_map(|id| self.effects.chain(id, EventId::MAX)).collect();
        ids.sort_unstable();
        ids.dedup();
        let events: Vec<Event> = ids.into_iter().filter_map(|id| self.event(id).cloned()).collect();
        let mut part = Self::fold(&events);
        part.school = Arc::clone(&self.school);
        part.learned = Arc::clone(&self.learned);
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Decision, ReviewState, Subject};

    fn event(id: EventId, path: &str, decision: Decision) -> Event {
        Event {
            id,
            act: id,
            at: jiff::Timestamp::UNIX_EPOCH,
            reviewer: "王晓".to_owned(),
            program: String::new(),
            subject: Subject { path: path.to_owned(), digest: String::new() },
            decision,
        }
    }

    fn state(state: ReviewState) -> Decision {
        Decision::SetState { state, reason: String::new(), seen: None }
    }

    #[test]
    fn each_event_tells_what_it_found_and_left() {
        use ReviewState::{Open, Passed, Returned};
        let journal = [
            event(1, "甲", state(Passed)),
            event(2, "乙", state(Passed)),
            event(3, "甲", state(Returned)),
            event(4, "甲", Decision::Undo { event: 3 }),
            event(5, "甲", Decision::Undo { event: 4 }),
            event(6, "甲", Decision::Undo { event: 1 }),
            event(7, "甲", state(Open)),
        ];
        let folded = State::fold(&journal);
        let expected = [
            (1, Open, Passed),
            (1, Open, Passed),
            (3, Passed, Returned),
            (3, Returned, Passed),
            (3, Passed, Returned),
            (1, Returned, Returned),
            (7, Returned, Open),
        ];
        for (event, (about, old, new)) in journal.iter().zip(expected) {
            let turn = folded.turn(event).unwrap();
            let said = |said: &Said| match said {
                Said::Review(state, _) => *state,
                other => panic!("{other:?}"),
            };
            if event.id != 2 {
                assert_eq!(turn.about.id, about, "{}", event.id);
            }
            assert_eq!((said(&turn.old), said(&turn.new)), (old, new), "{}", event.id);
        }
        assert_eq!(folded.undone_by(1), Some(6));
        assert_eq!(folded.undone_by(3), None);
        assert_eq!(folded.undone_by(4), Some(5));
    }

    #[test]
    fn a_part_says_of_its_file_what_the_whole_says() {
        let journal = [
            event(1, "甲", state(ReviewState::Passed)),
            event(2, "乙", state(ReviewState::Returned)),
            event(3, "甲", state(ReviewState::Returned)),
            event(4, "甲", Decision::Undo { event: 3 }),
        ];
        let whole = State::fold(&journal);
        for path in ["甲", "乙", "丙"] {
            let part = whole.part(path);
            assert_eq!(part.review(path, None), whole.review(path, None));
            assert!(part.events().iter().all(|event| event.subject.path == path));
        }
        assert_eq!(whole.part("甲").events().len(), 3);
    }
}
