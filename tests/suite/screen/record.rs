//! The record of decisions, and decisions whose evidence is gone.

use gouji::report::{LabelKey, Mapping};
use gouji::review::{Decision, Event, ReviewState, Seen, State, Subject};
use gouji::schema::Axis;
use gouji::text::lang::Lang;
use gouji::tui::message::Msg;
use gouji::tui::model::{Entry, ScreenKind, View};

use super::fake;
use super::story::Story;

const NARROW: (u16, u16) = (80, 24);
const USUAL: (u16, u16) = (120, 36);
const WIDE: (u16, u16) = (200, 50);

/// A session in which something of every kind was decided.
fn busy(size: (u16, u16), lang: Lang) -> Story {
    let mut story = Story::read(size, lang);
    story.press("j p k r '表三不平，请核对' Enter g m '已电话联系' Enter");
    story.press("Enter 3 y x z Tab y Esc j Enter 3 X Enter Esc");
    story
}

#[test]
fn the_record_of_the_batch_is_newest_first() {
    let mut story = busy(USUAL, Lang::Zh);
    story.press("6").shows("record");
    assert_eq!(story.model.screen.kind(), ScreenKind::Record);
    // A bulk act is one line until it is unfolded.
    assert!(matches!(story.model.record.entries[0], Entry::Act(_, 3, false)), "{:?}", story.model.record.entries);
    story.press("Enter").shows("record_unfolded");
    assert_eq!(story.model.record.entries.len(), story.journal.len() + 1);
    story.press("Enter j j").shows("record_undone");
    busy(NARROW, Lang::En).press("6").shows("record_english");
    busy(WIDE, Lang::Zh).press("6 j").shows("record_wide");
}

#[test]
fn the_record_is_filtered_by_chinese_pinyin_and_number() {
    let mut story = busy(USUAL, Lang::Zh);
    story.press("6 / 'hkx'").shows("record_filter");
    let of = |story: &Story| -> Vec<i64> {
        let id = |entry: &Entry| match entry {
            Entry::Event(id, _) | Entry::Act(id, ..) => *id,
            other => panic!("{other:?}"),
        };
        story.model.record.entries.iter().map(id).collect()
    };
    assert_eq!(of(&story), [8, 2, 1]);
    story.press("Enter");
    assert_eq!(of(&story), [8, 2, 1]);
    story.press("Esc / '电话'");
    assert_eq!(of(&story), [3]);
    story.press("Esc / '没有这样的'").shows("record_filter_empty");
}

#[test]
fn an_entry_leads_to_its_place() {
    let at = |story: &Story| (story.model.screen.kind(), story.model.screen.known().map(|report| report.row));
    for (moves, view, row) in [("G", View::Tables, 1), ("G k k k", View::Mapping, 0), ("j", View::Findings, 0)] {
        let mut story = busy(USUAL, Lang::Zh);
        story.press("6").press(moves).press("Enter");
        assert_eq!(at(&story), (ScreenKind::Report(view), Some(row)), "{moves}");
        assert_eq!(story.model.jumps.last().map(|jump| jump.screen), Some(ScreenKind::Record));
    }
}

#[test]
fn a_report_has_its_own_record() {
    let mut story = busy(USUAL, Lang::Zh);
    story.press("k Enter 6").shows("record_report");
    assert!(story.model.record.entries.len() < story.journal.len());
    Story::read(NARROW, Lang::Zh).press("Enter 6").shows("record_none");
}

#[test]
fn decisions_of_others_appear_at_once() {
    let mut story = busy(USUAL, Lang::Zh);
    story.press("6");
    let before = story.model.record.entries.len();
    let mut event = story.journal[0].clone();
    (event.id, event.act, event.reviewer) = (99, 99, "李敏".to_owned());
    story.tell(Msg::News(vec![event]));
    assert_eq!(story.model.record.entries[0], Entry::Event(99, false));
    assert_eq!(story.model.record.entries.len(), before + 1);
}

/// A journal of decisions on what the files of the batch no longer show.
fn outdated() -> Vec<Event> {
    let key = LabelKey {
        table: "requests".to_owned(),
        axis: Axis::Column,
        group: vec!["法人或其他组织".to_owned()],
        nth: 0,
        observed: "商业单位".to_owned(),
    };
    let seen = Some(Seen { errors: 0, warnings: 1, waiting: 0 });
    let decisions = [
        Decision::MapLabel {
            key,
            proposed: Some("org_research".to_owned()),
            mapping: Some(Mapping::Field("org_enterprise".to_owned())),
        },
        Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen },
    ];
    let event = |(place, decision): (usize, Decision)| Event {
        id: place as i64 + 1,
        act: place as i64 + 1,
        at: jiff::Timestamp::from_second(1_600_000_000).expect("a time"),
        reviewer: "李敏".to_owned(),
        program: "test".to_owned(),
        subject: Subject { path: fake::REPORTS[0].0.to_owned(), digest: "blake3:before".to_owned() },
        decision,
    };
    decisions.into_iter().enumerate().map(event).collect()
}

fn returned_to(size: (u16, u16), lang: Lang) -> Story {
    let mut story = Story::unread(size, lang);
    story.journal = outdated();
    let place = "年报/.gouji/journal.sqlite3".to_owned();
    story.tell(Msg::JournalOpened { events: outdated(), place, refused: None });
    story
}

#[test]
fn decisions_whose_evidence_is_gone_are_asked_anew() {
    let mut story = returned_to(USUAL, Lang::Zh);
    assert_eq!(story.model.rows[0].stale, 2);
    story.press("6 g").shows("record_stale_batch");
    story.press("g Enter").shows("record_stale");
    story.press("j").shows("record_stale_label");
    story.press("3").shows("mapping_stale");
    returned_to(NARROW, Lang::En).press("g Enter 6").shows("record_stale_english");
}

#[test]
fn a_stale_decision_is_renewed_or_withdrawn_and_never_applied_silently() {
    let mut story = returned_to(USUAL, Lang::Zh);
    story.press("g Enter 6 j y");
    assert!(story.model.message.as_ref().is_some_and(|message| !message.grave), "{:?}", story.model.message);
    // The label that took the place of the old one is mapped, and the old mapping is let go, in one step.
    let added: Vec<_> = story.journal[2..].iter().map(|event| (event.act, &event.decision)).collect();
    let [(first, Decision::MapLabel { key, mapping, .. }), (second, Decision::MapLabel { mapping: None, .. })] =
        added.as_slice()
    else {
        panic!("{added:?}")
    };
    assert_eq!((first, second), (&3, &3));
    assert_eq!((key.observed.as_str(), mapping), ("商业机构", &Some(Mapping::Field("org_enterprise".to_owned()))));
    assert_eq!(story.model.rows[0].stale, 1);
    // Withdrawn, the report is open for review again.
    story.press("g x");
    assert_eq!(story.model.rows[0].stale, 0);
    let state = State::fold(&story.journal);
    assert_eq!(state.review(fake::REPORTS[0].0, None).state, ReviewState::Open);
    // What is not stale can be neither renewed nor withdrawn.
    story.press("x");
    assert!(story.model.message.as_ref().is_some_and(|message| message.grave));
    // Both steps can be taken back.
    story.press("z z");
    assert_eq!(story.model.rows[0].stale, 2);
}
