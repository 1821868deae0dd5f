//! The screen told as stories: a batch in memory, keys, and the picture that a person then sees.
//!
//! Pictures stand in `tests/screens`; `UPDATE_EXPECT=1` writes them anew. What is decided is checked in the journal, not
//! on the screen alone.

mod between;
mod driven;
mod fake;
mod learn;
mod mapping;
mod record;
mod report;
mod session;
mod source;
mod story;
mod triage;
mod what_if;

use std::collections::BTreeSet;

use gouji::report::Mapping;
use gouji::review::{Decision, ReviewState};
use gouji::text::lang::Lang;
use gouji::tui::message::Msg;
use gouji::tui::model::{ScreenKind, View};

use story::Story;

use crate::common::house;

const NARROW: (u16, u16) = (80, 24);
const USUAL: (u16, u16) = (120, 36);
const WIDE: (u16, u16) = (200, 50);

#[test]
fn the_first_frame_needs_nothing() {
    Story::unread(USUAL, Lang::Zh).shows("first_frame");
}

#[test]
fn the_list_grows_in_its_order() {
    let mut story = Story::unread(USUAL, Lang::Zh);
    for row in [4, 0, 3] {
        story.tell(Msg::Loaded(vec![(row, fake::open(row, &Default::default()).summary)]));
    }
    story.press("j j");
    story.shows("list_loading");
}

#[test]
fn the_list_tells_how_each_report_stands() {
    Story::read(USUAL, Lang::Zh).shows("list");
    Story::read(NARROW, Lang::Zh).shows("list_narrow");
    Story::read(USUAL, Lang::En).shows("list_english");
    Story::read(WIDE, Lang::Zh).shows("list_wide");
}

#[test]
fn the_list_is_sorted_filtered_and_cut_to_problems() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("s").shows("list_by_check");
    story.press("/ 'hkx'").shows("list_filter");
    assert_eq!(story.model.list.visible(), [1]);
    story.press("Esc f").shows("list_problems");
    story.press("f / 'yzq'");
    assert_eq!(story.model.list.visible(), [5]);
    story.press("Backspace Backspace Backspace '2019' Enter");
    assert_eq!(story.model.list.visible(), [0]);
    story.press("Esc");
    assert_eq!(story.model.list.visible().len(), 6);
}

#[test]
fn tables_are_drawn_as_the_form_prints_them() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter").shows("tables");
    story.press("g").shows("tables_top");
    story.press("G").shows("tables_end");
    let mut story = Story::read(WIDE, Lang::Zh);
    story.press("Enter").shows("tables_wide");
    let mut story = Story::read(NARROW, Lang::Zh);
    story.press("Enter").shows("tables_narrow");
    story.press("G Right Right Right Right Right Right Right Right Right Right Right Right Right Right");
    story.shows("tables_narrow_end");
    let mut story = Story::read((60, 15), Lang::En);
    story.press("Enter Right Right Right Right Right Right").shows("tables_least");
}

#[test]
fn moving_in_one_view_moves_the_others() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter g Down Down Down Right");
    let report = story.model.screen.known().expect("a report is open");
    assert_eq!(report.cell().map(|cell| cell.to_string()).as_deref(), Some("art20_5.other_public_services.net_change"));
    assert_eq!(report.place.line, 14);
    // Up onto the cell that a finding speaks of.
    story.press("Up");
    let report = story.model.screen.known().expect("a report is open");
    assert_eq!(report.findings()[report.finding].rule, "disclosure.negative_stock");
    // From the findings to the cell.
    story.press("4 g");
    let report = story.model.screen.known().expect("a report is open");
    assert_eq!(report.cell().map(|cell| cell.to_string()).as_deref(), Some("requests.total_processed.natural_person"));
    story.shows("findings");
    // In the source text back to another cell.
    story.press("5").shows("source");
    for _ in 0..60 {
        story.press("k");
    }
    story.press("j j");
    assert!(story.model.screen.known().is_some_and(|report| report.place.line <= 3));
    story.shows("source_long_line");
}

#[test]
fn the_next_error_is_found_in_this_report_and_in_later_ones() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter e");
    let finding = |story: &Story| story.model.screen.known().map(|report| (report.row, report.finding));
    assert_eq!(finding(&story), Some((0, 1)));
    story.press("e");
    // The next one is a file that cannot be read at all.
    assert_eq!(finding(&story).map(|at| at.0), Some(4));
    story.shows("unreadable");
    story.press("E");
    assert_eq!(finding(&story), Some((0, 1)));
    story.press("] ]");
    assert_eq!(finding(&story).map(|at| at.0), Some(2));
    story.press("]").shows("narrative");
}

#[test]
fn from_a_figure_of_a_narrative_report_one_goes_to_its_line() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter ] ] ]");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Tables));
    story.press("j Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    assert_eq!(story.model.screen.known().map(|report| report.place.line), Some(2));
}

#[test]
fn from_the_list_the_next_error_is_opened() {
    let mut story = Story::read(USUAL, Lang::Zh);
    let shown = |story: &Story| {
        let report = story.model.screen.known().map(|report| (report.row, report.finding));
        (story.model.screen.kind(), report)
    };
    // The report under the cursor has errors and has not been looked at.
    story.press("e");
    assert_eq!(shown(&story), (ScreenKind::Report(View::Tables), Some((0, 0))));
    // Once left, it is passed over.
    story.press("Esc e");
    assert_eq!(shown(&story).1.map(|at| at.0), Some(4));
    story.press("Esc E");
    assert_eq!(shown(&story), (ScreenKind::Report(View::Tables), Some((0, 1))));
    story.press("Esc E");
    assert_eq!(shown(&story).0, ScreenKind::List);
    assert!(story.model.message.as_ref().is_some_and(|message| message.grave));
}

#[test]
fn labels_open_on_the_first_that_waits() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3");
    let report = story.model.screen.known().expect("a report is open");
    let label = report.labels.label().expect("a label");
    assert!(report.report().labels[label].needs_review);
    story.press("] ").shows("mapping_settled");
}

#[test]
fn the_candidates_stand_first_where_another_field_is_picked() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3 Enter").shows("picker_candidates");
    story.press("Down Enter");
    let text = story.model.message.as_ref().map(|message| message.text.clone());
    assert_eq!(text.as_deref(), Some("“商业机构”与“自然人”同占“自然人”一栏，请改正其中之一；z 撤销。"));
}

#[test]
fn a_digit_decides_nothing() {
    let mut story = Story::read(USUAL, Lang::Zh);
    for (digit, view) in [(2, View::Tables), (4, View::Findings), (5, View::Source), (6, View::Record)] {
        story.press(&format!("Enter 3 {digit}"));
        assert_eq!(story.model.screen.kind(), ScreenKind::Report(view));
        story.press("Esc");
    }
    story.press("Enter 3 1");
    assert_eq!(story.model.screen.kind(), ScreenKind::List);
    assert!(story.journal.is_empty());
}

#[test]
fn candidates_are_seen_in_a_low_window() {
    let mut story = Story::read((80, 24), Lang::En);
    story.press("Enter 3").shows("mapping_low");
    story.press("?").shows("help_low");
}

#[test]
fn a_mapping_is_pending_until_it_is_on_disk() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3").shows("mapping");
    story.slow_journal = true;
    story.press("y").shows("mapping_pending");
    assert!(story.journal.is_empty());
    story.slow_journal = false;
    story.journal_answers();
    story.shows("mapping_recorded");
    let [event] = story.journal.as_slice() else { panic!("one event is recorded") };
    let Decision::MapLabel { key, proposed, mapping } = &event.decision else { panic!("it maps a label") };
    assert_eq!((key.observed.as_str(), key.table.as_str()), ("商业机构", "requests"));
    assert_eq!(proposed.as_deref(), Some("org_enterprise"));
    assert_eq!(mapping, &Some(Mapping::Field("org_enterprise".to_owned())));
    assert_eq!((event.reviewer.as_str(), event.subject.digest.as_str()), ("王晓", "blake3:0"));
    // The list knows it too.
    let summary = story.model.rows[0].summary.as_ref().expect("the row is read");
    assert_eq!((summary.waiting, summary.decided), (2, 1));
}

#[test]
fn a_field_is_picked_by_chinese_pinyin_or_english() {
    for (typed, field) in [("ky", "org_research"), ("科研", "org_research"), ("research", "org_research")] {
        let mut story = Story::read(USUAL, Lang::Zh);
        story.press(&format!("Enter 3 o '{typed}'"));
        if typed == "ky" {
            story.shows("picker");
        }
        story.press("Enter");
        assert!(
            matches!(&story.journal[0].decision, Decision::MapLabel { mapping: Some(Mapping::Field(id)), .. } if id == field),
            "{typed}"
        );
    }
}

#[test]
fn labels_are_rejected_left_open_or_given_to_a_candidate() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter 3 x u Enter Down Enter");
    let said: Vec<Option<Mapping>> = story
        .journal
        .iter()
        .map(|event| match &event.decision {
            Decision::MapLabel { mapping, .. } => mapping.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    let field = |id: &str| Some(Mapping::Field(id.to_owned()));
    assert_eq!(said, [Some(Mapping::NotAField), Some(Mapping::Unsure), field("procurement_items")]);
    story.shows("mapping_decided");
    story.press("z");
    assert!(matches!(story.journal[3].decision, Decision::Undo { event: 3 }));
    let key = story.model.screen.known().map(|report| report.report().labels[4].key()).expect("a label");
    assert!(story.model.decisions.mapping(fake::REPORTS[0].0, &key).is_none());
}

#[test]
fn a_report_is_passed_returned_with_a_reason_and_noted() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("j p k r").shows("return_prompt");
    story.press("Enter").shows("return_without_reason");
    story.press("'表三不平' Enter m '电话已联系' Enter").shows("list_decided");
    let states: Vec<_> = story.journal.iter().map(|event| (event.subject.path.as_str(), &event.decision)).collect();
    assert!(matches!(states[0], ("02/河口县2021.txt", Decision::SetState { state: ReviewState::Passed, .. })));
    assert!(
        matches!(states[1].1, Decision::SetState { state: ReviewState::Returned, reason, .. } if reason == "表三不平")
    );
    assert!(matches!(states[2].1, Decision::Note { text, .. } if text == "电话已联系"));
    story.press("z z");
    assert_eq!(story.model.review_state(fake::REPORTS[0].0).0, ReviewState::Open);
    assert_eq!(story.model.review_state(fake::REPORTS[1].0).0, ReviewState::Passed);
}

#[test]
fn without_a_journal_the_session_only_reads() {
    let mut story = Story::unread(USUAL, Lang::Zh);
    story.tell(Msg::JournalOpened {
        events: Vec::new(), place: String::new(), refused: Some("磁盘已满。".to_owned())
    });
    story.shows("read_only");
    story.press("p");
    assert!(story.model.pending.is_empty() && story.journal.is_empty());
    story.press("Enter 3 y");
    assert!(story.model.pending.is_empty() && story.journal.is_empty());
}

#[test]
fn a_decision_that_was_not_recorded_is_not_in_force() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.slow_journal = true;
    story.press("p");
    let ticket = story.model.pending[0].ticket;
    story.tell(Msg::Recorded { ticket, result: Err("磁盘已满。".to_owned()) });
    assert_eq!(story.model.review_state(fake::REPORTS[0].0), (ReviewState::Open, false));
    assert!(story.model.message.as_ref().is_some_and(|message| message.grave && message.text.contains("磁盘已满")));
}

#[test]
fn help_tells_only_what_is_valid_here() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("?").shows("help_list");
    story.press("Esc Enter 3 ?").shows("help_mapping");
    let mut story = Story::read(USUAL, Lang::En);
    story.press("Enter ?").shows("help_tables_english");
}

#[test]
fn a_small_window_says_so() {
    Story::read((59, 15), Lang::Zh).shows("too_small");
    Story::read((60, 14), Lang::En).shows("too_small_english");
}

#[test]
fn submitted_text_never_reaches_the_screen_raw() {
    for size in [USUAL, NARROW] {
        let mut story = Story::read(size, Lang::Zh);
        story.press("G");
        for keys in ["", "Enter", "3", "Tab", "Tab", "Esc", "m"] {
            story.press(keys);
            let picture = story.picture();
            let steering: BTreeSet<char> = picture
                .chars()
                .filter(|&c| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200b}'))
                .collect();
            assert!(steering.is_empty(), "{steering:?} after {keys}");
        }
    }
}

#[test]
fn every_key_works_in_every_view_at_every_size() {
    let views = [
        ScreenKind::List,
        ScreenKind::Report(View::Tables),
        ScreenKind::Report(View::Mapping),
        ScreenKind::Report(View::Findings),
        ScreenKind::Report(View::Source),
        ScreenKind::Report(View::Record),
        ScreenKind::Record,
    ];
    for size in [(1, 1), (20, 5), (60, 15), (61, 31), (99, 33), (101, 16), (140, 45)] {
        for lang in [Lang::Zh, Lang::En] {
            for (row, screen) in (0..fake::REPORTS.len()).zip(views.into_iter().cycle()) {
                let mut story = Story::read(size, lang);
                (0..row).for_each(|_| story.tell(Msg::Key(gouji::tui::keymap::Key::Down)));
                story.press("Enter");
                story.model.screen.show(screen);
                let context = story.model.context();
                for key in story.model.keymap.clone().valid_in(context).filter_map(|bound| bound.keys.first()) {
                    let mut branch = Story::read(size, lang);
                    branch.model = story.model.clone();
                    branch.tell(Msg::Key(*key));
                    branch.picture();
                    branch.tell(Msg::Paste("年报\n“x”".to_owned()));
                    branch.tell(Msg::Resize(size.0 + 7, size.1 + 3));
                    branch.picture();
                }
            }
        }
    }
}

#[test]
fn every_picture_belongs_to_a_story() {
    let code = stories();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens");
    for entry in std::fs::read_dir(folder).expect("the pictures are there") {
        let path = entry.expect("a picture").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        assert!(code.contains(&format!("\"{name}\"")), "no story shows {name}");
    }
}

/// The code of every story.
fn stories() -> String {
    let is_story = |name: &str| name == "screen.rs" || name.starts_with("screen/");
    let files = house::read("tests/suite").into_iter().filter(|file| is_story(&file.name));
    files.map(|file| file.text).collect()
}
