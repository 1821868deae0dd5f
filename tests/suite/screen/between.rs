//! What rests on several reports: the window that lists it, two reports beside each other, and the rules of a run.

use std::fs;
use std::path::Path;

use gouji::rules::RuleBook;
use gouji::text::lang::Lang;
use gouji::tui::model::{ScreenKind, View};

use super::story::Story;
use super::{NARROW, USUAL};

/// Reports of several years and units.
fn years(size: (u16, u16), lang: Lang) -> Story {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/years");
    let mut texts = Vec::new();
    for year in ["2021", "2022", "2023"] {
        let of_year = fs::read_dir(folder.join(year)).expect("the fixture is there");
        for entry in of_year.map(|entry| entry.expect("an entry")) {
            let name = format!("{year}/{}", entry.file_name().to_string_lossy());
            texts.push((name, fs::read_to_string(entry.path()).expect("a text")));
        }
    }
    texts.sort();
    Story::of_texts(size, lang, texts)
}

/// Moves the cursor of the window to the first finding of a rule.
fn at<'a>(story: &'a mut Story, rule: &str) -> &'a mut Story {
    let found = &story.model.between.findings;
    let index = found.iter().position(|found| found.finding.rule == rule).expect("the rule speaks");
    story.press("b");
    for _ in 0..index {
        story.press("j");
    }
    story
}

#[test]
fn findings_between_reports_are_listed() {
    years(USUAL, Lang::Zh).press("b").shows("between");
    years(NARROW, Lang::En).press("b").shows("between_narrow_english");
}

#[test]
fn repeated_sentences_stand_beside_each_other() {
    let mut story = years(USUAL, Lang::Zh);
    at(&mut story, "years.repeated_text").press("d").shows("beside");
    // Back to the window, and by the report's own finding to the same sentences.
    story.press("Esc Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Findings));
    story.press("d j").shows("beside_from_a_report");
    story.press("Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    let mut story = years(NARROW, Lang::En);
    at(&mut story, "units.alike").press("d").shows("beside_narrow_english");
}

#[test]
fn where_there_are_no_two_texts_it_is_said() {
    let mut story = years(USUAL, Lang::Zh);
    at(&mut story, "years.carry_over").press("d");
    let said = story.model.message.as_ref().map(|message| message.text.clone());
    assert!(said.is_some_and(|said| said.starts_with("这里没有可对照的两份文字")));
}

#[test]
fn a_report_says_by_which_rules_it_was_judged_where_they_are_not_the_usual_ones() {
    let mut story = years(USUAL, Lang::Zh);
    let off = ("years.jump".to_owned(), "off".to_owned());
    story.model.book = Box::leak(Box::new(RuleBook::load(&[], &[off]).expect("a known rule")));
    story.press("Enter 4").shows("judged_by_other_rules");
}
