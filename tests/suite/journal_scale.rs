//! What a long journal costs. The figures are printed and nothing is asserted of time:
//! `cargo test --test suite journal_scale -- --ignored --nocapture`.

use std::time::Instant;

use gouji::export::log::History;
use gouji::review::{
    Decision, Event, EventId, FindingKey, FindingState, Journal, NewEvent, NoteOn, ReviewState, State, Subject,
};
use gouji::rules::Evidence;

const EVENTS: EventId = 100_000;
const REVIEWERS: [&str; 2] = ["王晓", "李明"];

/// A journal of a province: many files, every kind of decision, one in ten an undo or the undo of an undo.
fn events(count: EventId) -> Vec<Event> {
    let decision = |id: EventId| match id % 10 {
        0 => Decision::Undo { event: id - 2 },
        5 if id % 100 == 15 => Decision::Undo { event: id - 5 },
        1..=4 => {
            let (cell, raw) = ("requests.new_received.total".to_owned(), Some((id % 7).to_string()));
            let key = FindingKey::new("requests.balance", vec![Evidence::Cell { cell, raw }]);
            Decision::JudgeFinding { key, state: FindingState::Real, reason: String::new() }
        }
        5..=7 => Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None },
        _ => Decision::Note { on: NoteOn::Report, text: format!("批注{id}") },
    };
    let event = |id: EventId| Event {
        id,
        act: id,
        at: jiff::Timestamp::from_second(1_700_000_000 + id).unwrap(),
        reviewer: REVIEWERS[usize::from(id % 3 == 0)].to_owned(),
        program: "0.1.0".to_owned(),
        subject: Subject { path: format!("{}/{}.txt", id % 50, id % 3_000), digest: "blake3:1".to_owned() },
        decision: decision(id),
    };
    (1..=count).map(event).collect()
}

fn timed<T>(what: &str, times: u32, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = work();
    println!("{what}: {:?}", start.elapsed() / times);
    made
}

#[test]
#[ignore = "prints figures"]
fn figures() {
    let events = events(EVENTS);
    let state = timed("fold of 100,000 events", 1, || State::fold(&events));
    let mut grown = State::default();
    timed("the same, event by event", 1, || events.iter().for_each(|event| grown.apply(event)));
    assert!(grown == state);
    timed("what to undo", 10_000, || (0..10_000).filter(|_| state.step_back(REVIEWERS[0]).is_some()).count());
    timed("what to redo", 10_000, || (0..10_000).filter(|_| state.step_forward(REVIEWERS[0]).is_some()).count());

    let mut played = state.clone();
    let mut last = EVENTS;
    timed("one undo or redo, 20,000 times in turn", 20_000, || {
        for round in 0..20_000 {
            let steps = if round % 2 == 0 { played.undo(REVIEWERS[0]) } else { played.redo(REVIEWERS[0]) };
            for NewEvent { reviewer, subject, decision } in steps {
                last += 1;
                let (at, program) = (events[0].at, events[0].program.clone());
                played.apply(&Event { id: last, act: last, at, reviewer, program, subject, decision });
            }
        }
    });
    // An undo of an undo of an undo, and so on: no program makes it, and no journal may make a program slow.
    let chain: Vec<Event> = (1..=EVENTS)
        .map(|id| Event {
            id,
            decision: if id == 1 { events[0].decision.clone() } else { Decision::Undo { event: id - 1 } },
            ..events[0].clone()
        })
        .collect();
    timed("fold of a chain of 100,000 undos", 1, || State::fold(&chain));
    timed("every decision with its old and new", 1, || History::of(&state));

    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    let new = |event: &Event| NewEvent {
        reviewer: event.reviewer.clone(),
        subject: event.subject.clone(),
        decision: event.decision.clone(),
    };
    let acts: Vec<NewEvent> = events.iter().map(new).collect();
    timed("100,000 events recorded as one act", 1, || journal.append_all(&acts).unwrap());
    timed("one event recorded", 100, || (0..100).for_each(|i| drop(journal.append(&acts[i]).unwrap())));
    timed("read again", 1, || Journal::open(dir.path()).unwrap().since(0).unwrap().len());
    timed("asked for news", 10_000, || (0..10_000).filter(|_| journal.has_news().unwrap()).count());
}
