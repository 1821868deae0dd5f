//! The state as a fold: whatever the order of learning, the same state, and undo as if it had not been.

use std::collections::BTreeMap;

use gouji::report::{LabelKey, Mapping, Mappings};
use gouji::review::{
    Decision, Event, EventId, FindingKey, FindingStanding, FindingState, NewEvent, NoteOn, ReviewStanding, ReviewState,
    Said, State, Subject,
};
use gouji::rules::Evidence;
use gouji::schema::Axis;
use proptest::prelude::*;

const PATHS: [&str; 2] = ["a.txt", "b.txt"];
const REVIEWERS: [&str; 2] = ["王晓", "李明"];

fn label(observed: &str) -> LabelKey {
    let table = "requests".to_owned();
    LabelKey { table, axis: Axis::Column, group: Vec::new(), observed: observed.to_owned(), nth: 0 }
}

fn finding(cell: &str) -> FindingKey {
    FindingKey::new("requests.balance", vec![Evidence::Cell { cell: cell.to_owned(), raw: None }])
}

/// Reads a decision in a small notation, one a line: `map 商业机构 org_enterprise`, `map 商业机构 -` (taken back),
/// `real x`, `dismiss x why`, `open x`, `pass`, `return why`, `reopen`, `note text`, `undo 3`.
fn decision(line: &str) -> Decision {
    let mut words = line.splitn(3, ' ');
    let (word, first, rest) = (words.next().unwrap(), words.next().unwrap_or(""), words.next().unwrap_or(""));
    let judge = |state| Decision::JudgeFinding { key: finding(first), state, reason: rest.to_owned() };
    let set = |state| Decision::SetState { state, reason: first.to_owned(), seen: None };
    match word {
        "map" => Decision::MapLabel {
            key: label(first),
            proposed: None,
            mapping: match rest {
                "-" => None,
                "x" => Some(Mapping::NotAField),
                "?" => Some(Mapping::Unsure),
                id => Some(Mapping::Field(id.to_owned())),
            },
        },
        "real" => judge(FindingState::Real),
        "dismiss" => judge(FindingState::Dismissed),
        "open" => judge(FindingState::Open),
        "pass" => set(ReviewState::Passed),
        "return" => set(ReviewState::Returned),
        "reopen" => set(ReviewState::Open),
        "note" => Decision::Note { on: NoteOn::Report, text: first.to_owned() },
        "undo" => Decision::Undo { event: first.parse().unwrap() },
        _ => panic!("{line}"),
    }
}

fn event(id: EventId, act: EventId, reviewer: &str, path: &str, digest: &str, decision: Decision) -> Event {
    let at = jiff::Timestamp::from_second(1_700_000_000 + act).unwrap();
    let subject = Subject { path: path.to_owned(), digest: digest.to_owned() };
    Event { id, act, at, reviewer: reviewer.to_owned(), program: "0.1.0".to_owned(), subject, decision }
}

/// A journal of one reviewer on one file from its lines.
fn journal(lines: &str) -> Vec<Event> {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    (1..).zip(lines).map(|(id, line)| event(id, id, REVIEWERS[0], PATHS[0], "blake3:1", decision(line))).collect()
}

/// Records what the state proposes, as the journal would.
fn record(state: &mut State, events: Vec<NewEvent>) -> usize {
    let act = state.last_id() + 1;
    let recorded = (act..).zip(&events);
    for (id, new) in recorded {
        state.apply(&event(id, act, &new.reviewer, &new.subject.path, &new.subject.digest, new.decision.clone()));
    }
    events.len()
}

/// All that a person can see of a state.
#[derive(Debug, PartialEq)]
struct Seen(Vec<SeenFile>);

/// One file's mappings, standing, judged findings and note.
type SeenFile = (Mappings, ReviewStanding, Vec<(FindingKey, FindingStanding)>, Option<String>);

fn see(state: &State) -> Seen {
    let judged = |path| state.judged(path).into_iter().map(|(key, standing)| (key.clone(), standing)).collect();
    Seen(
        PATHS
            .map(|path| {
                (
                    state.mappings(path),
                    state.review(path, None),
                    judged(path),
                    state.note(path, &NoteOn::Report).map(|note| note.text),
                )
            })
            .into(),
    )
}

#[test]
fn the_last_decision_on_the_same_evidence_stands() {
    let state = State::fold(&journal(
        "map 商业机构 org_research
         map 商业机构 org_enterprise
         map 采购金额 x
         map 信息 ?
         map 其他 other
         map 其他 -
         real x=1
         dismiss x=2 上年更正
         dismiss x=3 误报
         open x=3
         return 表三不平
         pass
         note 一
         note 二",
    ));
    let expected = [
        (label("信息"), Mapping::Unsure),
        (label("商业机构"), Mapping::Field("org_enterprise".to_owned())),
        (label("采购金额"), Mapping::NotAField),
    ];
    assert_eq!(state.mappings("a.txt"), Mappings::from(BTreeMap::from(expected)));
    let standing = |cell| (state.finding("a.txt", &finding(cell)).state, state.finding("a.txt", &finding(cell)).reason);
    assert_eq!(standing("x=1"), (FindingState::Real, String::new()));
    assert_eq!(standing("x=2"), (FindingState::Dismissed, "上年更正".to_owned()));
    assert_eq!(standing("x=3"), (FindingState::Open, String::new()));
    assert_eq!(standing("x=4"), (FindingState::Open, String::new()));
    assert_eq!(state.judged("a.txt").len(), 2);
    assert_eq!(state.review("a.txt", None).state, ReviewState::Passed);
    assert_eq!(state.review("a.txt", None).by, "王晓");
    assert_eq!(state.note("a.txt", &NoteOn::Report).map(|note| note.text).as_deref(), Some("二"));
    assert_eq!(see(&state).0[1], see(&State::default()).0[1]);
}

#[test]
fn a_decision_on_another_content_is_stale() {
    let state = State::fold(&journal("pass"));
    assert!(!state.review("a.txt", Some("blake3:1")).stale);
    assert!(state.review("a.txt", Some("blake3:2")).stale);
    assert!(!State::fold(&journal("pass\nreopen")).review("a.txt", Some("blake3:2")).stale);
    assert!(!state.review("b.txt", Some("blake3:2")).stale);
}

#[test]
fn an_undo_takes_back_one_act_and_a_redo_brings_it_back() {
    let mut state = State::default();
    let act = |lines: &[&str], reviewer: &str| -> Vec<NewEvent> {
        let subject = |path: &str| Subject { path: path.to_owned(), digest: "blake3:1".to_owned() };
        let new = |line: &&str, path: &str| NewEvent {
            reviewer: reviewer.to_owned(),
            subject: subject(path),
            decision: decision(line),
        };
        lines.iter().flat_map(|line| PATHS.map(|path| new(line, path))).collect()
    };
    record(&mut state, act(&["map 商业机构 org_enterprise"], "王晓"));
    let first = see(&state);
    record(&mut state, act(&["pass", "note 好"], "王晓"));
    let second = see(&state);
    record(&mut state, act(&["real x=1"], "李明"));
    let third = see(&state);
    assert_eq!(state.redo("王晓"), []);

    // Each takes back their own.
    let undo = state.undo("王晓");
    assert_eq!(record(&mut state, undo), 4);
    assert_eq!(state.review("a.txt", None).state, ReviewState::Open);
    assert_eq!(state.judged("b.txt").len(), 1);
    let undo = state.undo("李明");
    assert_eq!(record(&mut state, undo), 2);
    assert_eq!(see(&state), first);
    let undo = state.undo("王晓");
    assert_eq!(record(&mut state, undo), 2);
    assert_eq!(see(&state), see(&State::default()));
    assert_eq!((state.undo("王晓"), state.undo("李明")), (Vec::new(), Vec::new()));

    for (reviewer, after) in [("王晓", &first), ("王晓", &second), ("李明", &third)] {
        let redo = state.redo(reviewer);
        assert!(record(&mut state, redo) > 0);
        assert_eq!(&see(&state), after);
    }
    assert_eq!((state.redo("王晓"), state.redo("李明")), (Vec::new(), Vec::new()));

    // After a new decision there is nothing to bring back.
    let undo = state.undo("王晓");
    record(&mut state, undo);
    record(&mut state, act(&["note 新"], "王晓"));
    assert_eq!(state.redo("王晓"), []);
}

#[test]
fn a_step_is_named_by_what_stands_before_and_after() {
    let field = |id: &str| Said::Label(Some(Mapping::Field(id.to_owned())));
    let mut state = State::fold(&journal("map 商业机构 org_research\nmap 商业机构 org_enterprise"));
    assert_eq!((state.step_forward("王晓"), state.step_back("李明")), (None, None));
    for (after, steps_left) in [(field("org_research"), true), (Said::Label(None), false)] {
        let step = state.step_back("王晓").unwrap();
        assert_eq!((step.decisions, step.files, &step.after), (1, 1, &after));
        assert_eq!(step.before, state.said(step.about));
        let about = step.about.clone();
        let undo = state.undo("王晓");
        record(&mut state, undo);
        assert_eq!(state.said(&about), after);
        assert_eq!(state.step_back("王晓").is_some(), steps_left);
    }
    let step = state.step_forward("王晓").unwrap();
    assert_eq!((step.about.id, step.before, step.after), (1, Said::Label(None), field("org_research")));

    // A bulk act is one step, told by its first decision.
    let mut state = State::default();
    let new = |line: &str, path: &str| NewEvent {
        reviewer: "王晓".to_owned(),
        subject: Subject { path: path.to_owned(), digest: "blake3:1".to_owned() },
        decision: decision(line),
    };
    let act = PATHS.iter().flat_map(|path| [new("pass", path), new("note 好", path)]).collect();
    record(&mut state, act);
    let step = state.step_back("王晓").unwrap();
    assert_eq!((step.about.id, step.decisions, step.files), (1, 4, 2));
    assert_eq!(step.after, Said::Review(ReviewState::Open, String::new()));
}

#[test]
fn undo_events_that_name_nothing_before_them_change_nothing() {
    let plain = State::fold(&journal("pass"));
    for line in ["undo 2", "undo 3", "undo 99", "undo 0", "undo -1"] {
        assert_eq!(see(&State::fold(&journal(&format!("pass\n{line}")))), see(&plain), "{line}");
    }
}

#[test]
fn a_chain_of_undos_of_undos_is_settled() {
    let mut lines = String::from("pass");
    (1..400).for_each(|id| lines.push_str(&format!("\nundo {id}")));
    let state = State::fold(&journal(&lines));
    assert_eq!(state.review("a.txt", None).state, ReviewState::Open);
    assert_eq!(state.root(state.events().last().unwrap()).unwrap().id, 1);
}

/// The meaning of a journal, said without any of the state's machinery: settle who is undone from the back, then let the
/// last word on each piece of evidence stand.
fn plainly(events: &[Event]) -> Seen {
    let mut in_effect = vec![true; events.len()];
    for i in (0..events.len()).rev() {
        if let Decision::Undo { event } = events[i].decision
            && in_effect[i]
            && event < events[i].id
            && let Some(target) = events.iter().position(|other| other.id == event)
        {
            in_effect[target] = false;
        }
    }
    let mut state = State::default();
    for (event, in_effect) in events.iter().zip(in_effect) {
        if in_effect && !matches!(event.decision, Decision::Undo { .. }) {
            state.apply(event);
        }
    }
    see(&state)
}

fn any_decision(id: EventId) -> impl Strategy<Value = Decision> {
    let label_word = prop_oneof![Just("甲"), Just("乙")];
    let to = prop_oneof![Just("one"), Just("two"), Just("x"), Just("?"), Just("-")];
    let cell = prop_oneof![Just("x=1"), Just("y=2")];
    let judge = prop_oneof![Just("real"), Just("dismiss"), Just("open")];
    let set =
        prop_oneof![Just("pass"), Just("return 不平"), Just("reopen"), Just("note 一"), Just("note 二"), Just("note")];
    prop_oneof![
        2 => (label_word, to).prop_map(|(label, to)| decision(&format!("map {label} {to}"))),
        2 => (judge, cell).prop_map(|(judge, cell)| decision(&format!("{judge} {cell} 因"))),
        2 => set.prop_map(decision),
        3 => (1..id + 2).prop_map(|event| Decision::Undo { event }),
    ]
}

fn any_journal() -> impl Strategy<Value = Vec<Event>> {
    (0..40_i64).prop_flat_map(|count| {
        let one = |id| {
            (any_decision(id), 0..2_usize, 0..2_usize)
                .prop_map(move |(decision, who, path)| event(id, id, REVIEWERS[who], PATHS[path], "blake3:1", decision))
        };
        (1..=count).map(one).collect::<Vec<_>>()
    })
}

proptest! {
    #[test]
    fn the_fold_means_what_it_plainly_means(events in any_journal()) {
        prop_assert_eq!(see(&State::fold(&events)), plainly(&events));
    }

    #[test]
    fn the_order_of_learning_makes_no_difference(
        (events, shuffled) in any_journal().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
    ) {
        let mut state = State::default();
        for event in shuffled.iter().chain(&events) {
            state.apply(event);
        }
        prop_assert_eq!(&state, &State::fold(&events));
        prop_assert_eq!(state.events(), &events[..]);
    }

    #[test]
    fn undo_of_an_undo_is_as_if_neither_had_been(events in any_journal(), pick in any::<prop::sample::Index>()) {
        let mut state = State::fold(&events);
        let before = see(&state);
        if !events.is_empty() {
            let target = events[pick.index(events.len())].id;
            for target in [target, state.last_id() + 1] {
                let id = state.last_id() + 1;
                state.apply(&event(id, id, REVIEWERS[0], PATHS[0], "blake3:1", Decision::Undo { event: target }));
            }
        }
        prop_assert_eq!(see(&state), before);
    }

    #[test]
    fn undo_and_redo_of_a_reviewer_are_inverse(events in any_journal(), who in 0..2_usize) {
        let mut state = State::fold(&events);
        let before = see(&state);
        let step = state.step_back(REVIEWERS[who]).map(|step| (step.about.clone(), step.after));
        let undo = state.undo(REVIEWERS[who]);
        prop_assert_eq!(step.is_some(), !undo.is_empty());
        if record(&mut state, undo) > 0 {
            let (about, after) = step.unwrap();
            prop_assert_eq!(state.said(&about), after);
            let step = state.step_forward(REVIEWERS[who]).unwrap();
            let (about, after) = (step.about.clone(), step.after);
            let redo = state.redo(REVIEWERS[who]);
            prop_assert_eq!(record(&mut state, redo), 1);
            prop_assert_eq!(state.said(&about), after);
        }
        prop_assert_eq!(see(&state), before);
    }
}
