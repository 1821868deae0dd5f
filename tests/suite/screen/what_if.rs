//! What would be if a likely cause were true: shown, gone through, and left without a trace.

use gouji::text::lang::Lang;
use gouji::tui::model::{ScreenKind, View};

use super::story::Story;
use super::{NARROW, USUAL};

/// The fixture whose 办理总计 counts what was received in, its cursor on the finding that says so.
fn simao(size: (u16, u16), lang: Lang) -> Story {
    let name = "思茅区人民政府2019.txt";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch").join(name);
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let mut story = Story::of_texts(size, lang, vec![(name.to_owned(), text)]);
    story.press("Enter 4 j");
    story
}

#[test]
fn suppositions_repaint_the_tables_and_leave_no_trace() {
    let mut story = simao(USUAL, Lang::Zh);
    story.shows("what_if_findings");
    let (events, before) = (story.journal.len(), story.picture());
    story.press("i").shows("what_if");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Tables));
    story.press("i").shows("what_if_next");
    // Decisions are not taken on what is only supposed.
    story.press("p y x m z");
    assert!(story.model.overlay.is_none());
    story.press("I Esc");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Findings));
    assert_eq!((story.journal.len(), story.picture()), (events, before));
}

#[test]
fn suppositions_have_room_in_a_small_terminal_and_speak_english() {
    simao(NARROW, Lang::Zh).press("i").shows("what_if_narrow");
    simao(USUAL, Lang::En).press("i").shows("what_if_english");
    simao((60, 15), Lang::En).press("i").shows("what_if_least");
}

#[test]
fn where_nothing_can_be_supposed_it_is_said() {
    let mut story = simao(USUAL, Lang::Zh);
    story.press("j i");
    let said = story.model.message.as_ref().map(|message| message.text.clone());
    assert_eq!(said.as_deref(), Some("这里没有可推演的假设：只有勾稽不平的问题才有。"));
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Findings));
}
