//! Labels decided one by one and for the whole batch.

use gouji::report::Mapping;
use gouji::review::Decision;
use gouji::text::lang::Lang;
use gouji::tui::message::Msg;

use super::fake;
use super::story::Story;

const NARROW: (u16, u16) = (80, 24);
const USUAL: (u16, u16) = (120, 36);
const WIDE: (u16, u16) = (200, 50);

fn said(story: &Story) -> &str {
    story.model.message.as_ref().map_or("", |message| &message.text)
}

#[test]
fn what_a_decision_changed_is_said() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3 y");
    assert_eq!(said(&story), "“商业机构”→“商业企业”：数值不变；z 撤销。");
    story.press("k x");
    story.shows("mapping_effect");
    assert!(said(&story).contains("格的值变动"), "{}", said(&story));
    story.press("z");
    assert!(said(&story).starts_with("撤销："), "{}", said(&story));
    assert!(said(&story).contains("格的值变动"), "{}", said(&story));
}

#[test]
fn two_labels_on_one_field_are_said_at_once() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3 o").shows("picker_held");
    story.press("'ky' Enter");
    assert_eq!(said(&story), "“商业机构”与“科研机构”同占“科研机构”一栏，请改正其中之一；z 撤销。");
    assert_eq!(story.journal.len(), 1, "it is still possible");
    story.press("g").shows("mapping_clash");
    // The reviewer mends it.
    story.press("Enter '商业企业' Enter");
    assert!(!said(&story).contains("同占"), "{}", said(&story));
    let mut story = Story::read(NARROW, Lang::En);
    story.press("Enter 3 o 'research' Enter").shows("mapping_clash_english");
}

#[test]
fn a_decision_for_the_whole_batch_is_weighed_and_then_one_step() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("j Enter 3 Y").shows("weigh_confirm");
    assert!(story.journal.is_empty());
    story.press("Esc X").shows("weigh");
    story.press("Enter");
    assert_eq!(story.journal.len(), 3);
    assert!(story.journal.iter().all(|event| event.act == 1));
    let Decision::MapLabel { proposed, mapping, .. } = &story.journal[0].decision else { panic!("it maps a label") };
    assert_eq!((proposed.as_deref(), mapping), (Some("upheld"), &Some(Mapping::NotAField)));
    assert!(said(&story).contains("3 份"), "{}", said(&story));
    let warned = |story: &Story| story.model.counts.warning;
    assert_eq!(warned(&story), 3);
    // One step back.
    story.press("z");
    assert_eq!(story.journal.len(), 6);
    assert_eq!(warned(&story), 0);
}

#[test]
fn what_a_reviewer_decided_otherwise_is_left_alone() {
    let mut story = Story::read(WIDE, Lang::Zh);
    story.press("j Enter 3 Enter Down Enter ] x ] ] ] Y").shows("weigh_kept");
    story.press("Enter");
    assert_eq!(story.journal.len(), 3, "only the report without a decision");
    assert_eq!(story.journal[2].subject.path, fake::REPORTS[5].0);
    let mut story = Story::read(NARROW, Lang::En);
    story.press("j Enter 3 Enter Down Enter ] O 'Correct' Enter").shows("weigh_english");
}

#[test]
fn a_batch_that_is_being_read_is_waited_for() {
    let mut story = Story::unread(NARROW, Lang::Zh);
    for row in [0, 1] {
        story.tell(Msg::Loaded(vec![(row, fake::open(row, &Default::default()).summary)]));
    }
    story.press("j Enter 3 X").shows("weigh_waits");
    story.press("Enter");
    assert!(story.journal.is_empty());
    for row in 2..6 {
        story.tell(Msg::Loaded(vec![(row, fake::open(row, &Default::default()).summary)]));
    }
    story.tell(Msg::LoadEnded);
    story.press("Enter");
    assert_eq!(story.journal.len(), 3);
}
