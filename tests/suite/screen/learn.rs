//! What is confirmed in one report is known in its twin, comes back with undo, and is offered to be kept on leaving.

use std::fs;
use std::path::Path;

use gouji::review::Learning;
use gouji::text::lang::Lang;

use super::story::Story;

const NARROW: (u16, u16) = (80, 24);
const USUAL: (u16, u16) = (120, 36);

fn batch() -> Vec<(String, String)> {
    let text = |name: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch").join(name)).expect(name)
    };
    vec![
        ("昭通市政务服务管理局2018.txt".to_owned(), text("昭通市政务服务管理局2018.txt")),
        ("鄂城区人民政府2019.txt".to_owned(), text("鄂城区人民政府2019.txt").replace("商业企业", "商業机构")),
        ("思茅区人民政府2019.txt".to_owned(), text("思茅区人民政府2019.txt")),
    ]
}

fn said(story: &Story) -> &str {
    story.model.message.as_ref().map_or("", |message| &message.text)
}

fn waiting(story: &Story) -> Vec<u32> {
    story.model.rows.iter().map(|row| row.summary.as_ref().map_or(0, |summary| summary.waiting)).collect()
}

#[test]
fn a_twin_is_settled_by_what_was_confirmed_and_comes_back_with_undo() {
    let mut story = Story::of_texts(USUAL, Lang::Zh, batch());
    let before = waiting(&story);
    assert_eq!(before[0], 1);
    story.press("Enter 3 y");
    assert_eq!(said(&story), "“商业机构”→“商业企业”：数值不变；z 撤销。本批另有 1 份报告的同名栏目照此核对。");
    assert_eq!(waiting(&story), [0, before[1] - 1, before[2]]);
    story.press("Esc j Enter 3 j j").shows("learned");
    story.press("z");
    assert_eq!(waiting(&story), before, "what taught it is undone");
    story.press("Z");
    assert_eq!(waiting(&story), [0, before[1] - 1, before[2]]);
    // Decided anew in the twin, it is of two minds and teaches nothing.
    story.press("x");
    assert_eq!(story.model.decisions.learned().conflicts().len(), 1);
    assert!(story.model.decisions.learned().is_empty());
}

#[test]
fn what_was_learned_is_offered_once_on_leaving() {
    let mut story = Story::of_texts(USUAL, Lang::Zh, batch());
    story.press("Enter 3 y Esc q").shows("keep");
    assert_eq!(story.model.ending, None);
    story.press("Esc");
    assert!(story.model.overlay.is_none() && story.model.ending.is_none(), "one may stay");
    story.press("q y");
    assert_eq!(story.model.ending, Some(None));
    assert_eq!(story.kept.used().map(|alias| alias.observed.as_str()).collect::<Vec<_>>(), ["商业机构"]);
    let mut story = Story::of_texts(NARROW, Lang::En, batch());
    story.press("Enter 3 y K").shows("keep_english");
    story.press("n");
    assert_eq!((story.kept.entries.len(), story.kept.used().count()), (1, 0), "it is remembered that it is not wanted");
    assert_eq!(waiting(&story)[0], 0, "it goes on to hold in the batch");
    story.press("K");
    assert!(said(&story).contains("no new alias"), "{}", said(&story));
    story.press("Esc q");
    assert_eq!(story.model.ending, Some(None), "it is asked once");
}

#[test]
fn without_learning_nothing_spreads_and_nothing_is_asked() {
    let mut story = Story::of_texts(USUAL, Lang::Zh, batch());
    story.model.learning = Learning::Off;
    story.journal_opens(Vec::new());
    let before = waiting(&story);
    story.press("Enter 3 y");
    assert_eq!(waiting(&story), [0, before[1], before[2]]);
    story.press("K");
    assert!(said(&story).contains("learning"), "{}", said(&story));
    story.press("Esc q");
    assert_eq!(story.model.ending, Some(None));
}
