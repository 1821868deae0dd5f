//! What is common to every view: steps back and forth, exports, the mouse, the journal's fate.

use gouji::review::{Decision, Event, FindingKey, ReviewState, Subject};
use gouji::text::lang::Lang;
use gouji::tui::message::{MouseAct, Msg};
use gouji::tui::model::{JournalState, Overlay, Prompt, Purpose, ScreenKind, View};

use super::story::Story;
use super::{NARROW, USUAL};

fn said(story: &Story) -> &str {
    story.model.message.as_ref().map_or("", |message| message.text.as_str())
}

#[test]
fn steps_go_back_and_forth_and_are_named() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("p r '不平' Enter");
    assert_eq!(story.journal.len(), 2);
    story.press("z");
    assert!(said(&story).contains("河口县") && said(&story).contains("退回"), "{}", said(&story));
    story.press("z");
    assert!(said(&story).contains("临江区") && said(&story).contains("通过"), "{}", said(&story));
    story.press("z");
    assert_eq!(said(&story), "没有可撤销的决定。");
    story.press("Z Z");
    assert!(said(&story).contains("河口县") && said(&story).contains("退回"), "{}", said(&story));
    let states: Vec<ReviewState> =
        story.model.rows.iter().map(|row| story.model.decisions.review(&row.name, None).state).collect();
    assert_eq!(states[..2], [ReviewState::Passed, ReviewState::Returned]);
    story.press("Z");
    assert_eq!(said(&story), "没有可恢复的步骤。");
    story.press("z p Z");
    assert_eq!(said(&story), "没有可恢复的步骤。", "a new decision ends what could be redone");
}

#[test]
fn a_decision_is_repeated_elsewhere() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press(".");
    assert!(said(&story).contains("还没有"));
    story.press("r '缺少表三' Enter . .");
    let returned = |event: &Event| matches!(&event.decision, Decision::SetState { state: ReviewState::Returned, reason, .. } if reason == "缺少表三");
    assert_eq!(story.journal.iter().filter(|event| returned(event)).count(), 3);
    let paths: Vec<&str> = story.journal.iter().map(|event| event.subject.path.as_str()).collect();
    assert_eq!(paths.len(), 3);
    assert!(paths[0] != paths[1] && paths[1] != paths[2]);
}

#[test]
fn an_export_is_named_begun_and_ends() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.model.here = "/批次".to_owned();
    story.press("p C-s").shows("export");
    story.press("Down Down Down");
    assert!(story.picture().contains("年报-台账.csv"));
    story.press("Enter");
    let export = story.exports[0].clone();
    assert_eq!((export.path.as_str(), export.force), ("年报-台账.csv", false));
    assert_eq!(export.decisions.events().len(), 1);
    story.tell(Msg::Exporting { ticket: export.ticket, done: 3 });
    story.shows("export_under_way");
    story.tell(Msg::Exported { ticket: export.ticket, result: Err(("有了".to_owned(), true)) });
    story.shows("export_exists");
    story.press("Enter");
    assert!(story.exports[1].force);
    story.tell(Msg::Exported { ticket: story.exports[1].ticket, result: Ok("年报-台账.csv".to_owned()) });
    assert_eq!(said(&story), "已导出到“/批次/年报-台账.csv”。");
    assert!(story.model.overlay.is_none());
    let mut story = Story::read(NARROW, Lang::En);
    story.press("C-s").shows("export_english");
}

#[test]
fn an_export_waits_for_the_journal() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.slow_journal = true;
    story.press("p C-s Enter");
    assert!(story.exports.is_empty() && said(&story).contains("稍候"));
    story.journal_answers();
    story.press("Enter");
    assert_eq!(story.exports.len(), 1);
}

#[test]
fn the_wheel_moves_the_cursor() {
    let mut story = Story::read(USUAL, Lang::Zh);
    let turn = |act, story: &mut Story| story.tell(Msg::Mouse(act, None));
    turn(MouseAct::ScrollDown, &mut story);
    assert_eq!(story.model.list.position(), 3);
    turn(MouseAct::ScrollUp, &mut story);
    assert_eq!(story.model.list.position(), 0);
}

#[test]
fn what_another_program_decides_is_seen_at_once() {
    let mut story = Story::read(USUAL, Lang::Zh);
    let path = story.model.rows[1].name.clone();
    let event = Event {
        id: 1,
        act: 1,
        at: jiff::Timestamp::from_second(1_600_000_000).expect("a time"),
        reviewer: "李明".to_owned(),
        program: "test".to_owned(),
        subject: Subject { path, digest: "blake3:1".to_owned() },
        decision: Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None },
    };
    story.tell(Msg::News(vec![event]));
    assert_eq!(story.model.review_counts.passed, 1);
    // Each reviewer takes back their own steps.
    story.press("z");
    assert_eq!(said(&story), "没有可撤销的决定。");
}

#[test]
fn a_journal_that_is_lost_leaves_the_session_readable() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.tell(Msg::JournalLost("磁盘已满".to_owned()));
    assert!(matches!(story.model.journal, JournalState::ReadOnly(_)));
    story.press("Enter p");
    assert!(story.journal.is_empty());
    assert!(said(&story).contains("磁盘已满"));
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Tables));
}

#[test]
fn an_input_method_that_is_on_is_told() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.tell(Msg::Key(gouji::tui::keymap::Key::Char('的')));
    assert!(said(&story).contains("输入法"));
    story.tell(Msg::Key(gouji::tui::keymap::Key::Char('\u{FF4A}')));
    assert_eq!(story.model.list.position(), 1);
}

#[test]
fn what_fits_no_line_takes_more_of_them() {
    let mut story = Story::read(NARROW, Lang::Zh);
    story.tell(Msg::JournalLost(
        "磁盘已满，日志“年报/.gouji/journal.sqlite3”没有写入任何东西；请腾出空间后重新打开本批次，已记录的决定都在。"
            .to_owned(),
    ));
    story.press("p").shows("message_long");
    assert!(story.picture().contains("已记录的决定都在"));
    story.press("j");
    assert!(!story.picture().contains("已记录的决定都在"));
}

#[test]
fn a_field_of_rows_is_not_repeated_on_a_column() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3 o 'ybgk' Enter");
    let recorded = story.journal.len();
    story.press(".");
    let report = story.model.screen.known().expect("a report");
    let same_axis = |decision: &Decision| match decision {
        Decision::MapLabel { key, mapping: Some(gouji::report::Mapping::Field(id)), .. } => report
            .report()
            .labels
            .iter()
            .any(|label| label.key() == *key && gouji::report::Target::find(label.table, label.axis, id).is_some()),
        _ => true,
    };
    assert!(story.journal[recorded..].iter().all(|event| same_axis(&event.decision)));
}

#[test]
fn a_renamed_report_keeps_its_decisions_once_that_is_asked_for() {
    let first = Story::read(USUAL, Lang::Zh);
    let digest = first.model.rows[1].summary.as_ref().expect("it is read").digest.clone();
    let event = Event {
        id: 1,
        act: 1,
        at: jiff::Timestamp::from_second(1_600_000_000).expect("a time"),
        reviewer: "王晓".to_owned(),
        program: "test".to_owned(),
        subject: Subject { path: "02/旧名.txt".to_owned(), digest },
        decision: Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None },
    };
    let mut story = Story::unread(USUAL, Lang::Zh);
    story.journal.push(event.clone());
    story.journal_opens(vec![event]);
    assert!(said(&story).contains("旧名") && said(&story).contains('R'), "{}", said(&story));
    assert_eq!(story.model.review_counts.passed, 0);
    story.press("R");
    assert_eq!(story.model.review_counts.passed, 1);
    story.press("z");
    assert_eq!(story.model.review_counts.passed, 0);
}

#[test]
fn the_finding_that_was_asked_about_is_the_one_that_is_dismissed() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 4 G x");
    let asked = match &story.model.overlay {
        Some(Overlay::Prompt(Prompt { purpose: Purpose::Dismiss(key), .. })) => key.clone(),
        other => panic!("a reason is asked for: {other:?}"),
    };
    // Another program's decision may move the cursor while the reason is typed.
    story.model.screen.report_mut().expect("a report").go_to_finding(0);
    story.press("'不影响' Enter");
    let dismissed: Vec<&FindingKey> = story
        .journal
        .iter()
        .filter_map(|event| match &event.decision {
            Decision::JudgeFinding { key, .. } => Some(key),
            _ => None,
        })
        .collect();
    assert_eq!(dismissed, [&asked]);
    // A finding that is gone is not confused with another.
    story.press("g x");
    if let Some(Overlay::Prompt(prompt)) = &mut story.model.overlay {
        prompt.purpose = Purpose::Dismiss(FindingKey { rule: "requests.balance".to_owned(), evidence: Vec::new() });
    }
    let before = story.journal.len();
    story.press("'不影响' Enter");
    assert_eq!(story.journal.len(), before);
    assert!(said(&story).contains("已经变化"), "{}", said(&story));
}

#[test]
fn what_another_decides_while_the_batch_is_weighed_is_left_alone() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3 Y");
    let Some(Overlay::Weigh(weigh)) = &story.model.overlay else { panic!("the batch is weighed") };
    let (key, concerned) = (weigh.key.clone(), weigh.decided().map(|impact| impact.row).collect::<Vec<_>>());
    let path = story.model.rows[concerned[0]].name.clone();
    let event = Event {
        id: 1,
        act: 1,
        at: jiff::Timestamp::from_second(1_600_000_000).expect("a time"),
        reviewer: "李明".to_owned(),
        program: "test".to_owned(),
        subject: Subject { path: path.clone(), digest: String::new() },
        decision: Decision::MapLabel { key, proposed: None, mapping: Some(gouji::report::Mapping::NotAField) },
    };
    story.journal.push(event.clone());
    story.tell(Msg::News(vec![event]));
    story.press("Enter");
    let recorded: Vec<&str> = story.journal[1..].iter().map(|event| event.subject.path.as_str()).collect();
    assert!(!recorded.contains(&path.as_str()), "{recorded:?}");
    assert_eq!(recorded.len(), concerned.len() - 1);
}

#[test]
fn steps_that_are_asked_for_too_soon_wait_for_the_journal() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("p p");
    story.slow_journal = true;
    story.press("z z Z");
    for _ in 0..3 {
        story.journal_answers();
    }
    let states: Vec<ReviewState> =
        story.model.rows.iter().map(|row| story.model.decisions.review(&row.name, None).state).collect();
    assert_eq!(states[..2], [ReviewState::Passed, ReviewState::Open]);
    assert_eq!(story.journal.len(), 5);
}
