//! Triage told as stories: the list, marks, where work goes on, jumps, palette, help, copying, hints.

use gouji::review::{Decision, Event, NoteOn, ReviewState, Seen, Subject};
use gouji::text::lang::Lang;
use gouji::tui::keymap::{Command, Context, Key, Keymap};
use gouji::tui::message::{MouseAct, Msg};
use gouji::tui::model::{ScreenKind, SortKey, View};

use super::story::Story;
use super::{NARROW, USUAL, WIDE, fake};
use crate::common::expect::expect;

fn said(story: &Story) -> &str {
    story.model.message.as_ref().map_or("", |message| message.text.as_str())
}

fn click(story: &mut Story, column: u16, row: u16) {
    let hit = story.hit(column, row);
    story.tell(Msg::Mouse(MouseAct::Press, hit));
}

/// A decision of an earlier session.
fn event(id: i64, row: usize, digest: &str, decision: Decision) -> Event {
    let subject = Subject { path: fake::REPORTS[row].0.to_owned(), digest: digest.to_owned() };
    let at = jiff::Timestamp::from_second(1_600_000_000 + id).expect("a time");
    Event { id, act: id, at, reviewer: "王晓".to_owned(), program: "test".to_owned(), subject, decision }
}

fn state(state: ReviewState, reason: &str) -> Decision {
    let seen = Some(Seen { errors: 0, warnings: 1, waiting: 3 });
    Decision::SetState { state, reason: reason.to_owned(), seen }
}

/// An earlier session that decided on three reports, one of which was sent again since.
fn half_done() -> Vec<Event> {
    vec![
        event(1, 0, "blake3:an older one", state(ReviewState::Passed, "")),
        event(2, 1, "blake3:1", state(ReviewState::Returned, "表三不平")),
        event(3, 2, "blake3:2", state(ReviewState::Passed, "")),
        event(4, 1, "blake3:1", Decision::Note { on: NoteOn::Report, text: "电话已联系".to_owned() }),
    ]
}

#[test]
fn the_list_is_sorted_by_any_column_and_the_heading_says_so() {
    let mut story = Story::read(USUAL, Lang::Zh);
    let mut keys = Vec::new();
    for _ in SortKey::ALL {
        story.press("s");
        keys.push(story.model.list.sort);
        // The kind of file has a column only where there is more room; elsewhere the title alone tells of it.
        let (line, signs) = if story.model.list.sort == SortKey::Kind { (1, "类型 ↑") } else { (2, "") };
        let has_sign = |line: &str| line.contains(['↑', '↓']) && line.contains(signs);
        assert!(story.picture().lines().nth(line).is_some_and(has_sign), "{keys:?}");
    }
    assert_eq!(keys.last(), Some(&SortKey::File));
    // The heading of the errors, then again.
    let line = story.picture().lines().nth(2).expect("headings").to_owned();
    let column = gouji::text::width::width(&line[..line.find("错").expect("a heading")]) as u16;
    click(&mut story, column, 2);
    assert_eq!((story.model.list.sort, story.model.list.reversed), (SortKey::Errors, false));
    click(&mut story, column, 2);
    assert_eq!((story.model.list.sort, story.model.list.reversed), (SortKey::Errors, true));
    story.shows("triage_sorted");
}

#[test]
fn the_filter_takes_chinese_pinyin_english_years_and_states() {
    for (typed, rows) in [
        ("lj", vec![0]),
        ("临江 2019", vec![0]),
        ("2021 待审", vec![1, 2, 5]),
        ("error", vec![0]),
        ("错误", vec![0]),
        ("unreadable", vec![4]),
        ("xfh", vec![]),
        ("wyg txt", vec![2]),
        ("nzzzz", vec![]),
    ] {
        let mut story = Story::read(USUAL, Lang::Zh);
        story.press("/");
        typed.chars().for_each(|c| story.tell(Msg::Key(Key::Char(c))));
        assert_eq!(story.model.list.visible(), rows, "{typed}");
    }
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("/ 'hkx'").shows("triage_filter");
}

#[test]
fn marks_are_set_one_by_one_as_a_range_and_all() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Space G k v");
    assert_eq!(story.model.list.marked(), [0, 1, 2, 3, 4]);
    story.press("s / 'hkx' Enter");
    assert_eq!((story.model.list.marks.len(), story.model.list.marks_hidden()), (5, 4));
    story.shows("triage_marked");
    // First the marks go, then the filter.
    story.press("Esc");
    assert!(story.model.list.marks.is_empty() && story.model.list.is_filtered());
    story.press("Esc");
    assert!(!story.model.list.is_filtered());
    story.press("C-a");
    assert_eq!(story.model.list.marks.len(), 6);
    story.press("C-a");
    assert!(story.model.list.marks.is_empty());
    let mut story = Story::read(NARROW, Lang::En);
    story.press("j Space Space");
    story.shows("triage_marked_english");
}

#[test]
fn a_bulk_act_is_one_step_and_says_whom_it_concerned() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Space Space Space / 'hkx' Enter p");
    assert_eq!(story.journal.len(), 3);
    assert!(story.journal.iter().all(|event| event.act == 1));
    assert_eq!(said(&story), "标记的 3 份（2 份未显示）设为“通过”，可一步撤销。显示的都已审，筛选还隐藏 3 份待审。");
    assert!(story.model.list.marks.is_empty());
    assert_eq!((story.model.review_counts.passed, story.model.review_counts.open), (3, 3));
    story.press("Esc z");
    assert!(said(&story).contains('3'), "{}", said(&story));
    assert_eq!((story.model.review_counts.passed, story.model.review_counts.open), (0, 6));
    // Returned with one reason, noted with one text, opened again.
    story.press("g Space Space r '补表' Enter");
    assert_eq!(story.model.review_counts.returned, 2);
    story.press("g Space Space m '催办' Enter");
    assert!(story.model.decisions.note(fake::REPORTS[1].0, &NoteOn::Report).is_some_and(|note| note.text == "催办"));
    story.press("g C-a u");
    assert_eq!(story.model.review_counts.open, 6);
    story.press("z");
    assert_eq!(story.model.review_counts.returned, 2);
}

#[test]
fn work_goes_on_where_it_was_left() {
    let mut story = Story::unread(USUAL, Lang::Zh);
    story.journal_opens(half_done());
    // Before anything is read all three count as decided; the first turns out to be stale once it is read.
    assert_eq!(story.model.list.row(), Some(0));
    assert_eq!(said(&story), "已审 2/6 份，从“临江区人民政府”接着审。");
    let counts = story.model.review_counts;
    assert_eq!((counts.open, counts.passed, counts.returned, counts.stale), (3, 1, 1, 1));
    story.press("G").shows("triage_half_done");
    story.press("g").shows("triage_stale");
    // Two decisions in it stand on what is no longer there.
    story.model.rows[1].stale = 2;
    story.press("j").shows("triage_returned");
    let mut story = Story::unread(NARROW, Lang::En);
    story.journal_opens(half_done());
    story.press("g").shows("triage_stale_english");
}

#[test]
fn the_cursor_goes_on_to_the_next_open_one_to_the_end() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("p");
    assert_eq!(
        (story.model.list.row(), said(&story)),
        (
            Some(1),
            "临江区人民政府：通过。下一份待审：河口县人民政府（还有 5 份）。注意：它有 2 个错误、3 个栏目待认；z 撤销。"
        )
    );
    story.press("j p");
    assert_eq!(story.model.list.row(), Some(3));
    story.press("p p p");
    // Round to the one that was left out.
    assert_eq!(story.model.list.row(), Some(1));
    story.press("r '缺表' Enter");
    assert_eq!(said(&story), "全部 6 份已审：通过 5，退回 1。Ctrl-s 导出审核记录。");
    story.shows("triage_all_decided");
    let journal = story.journal.clone();
    let mut story = Story::unread(USUAL, Lang::En);
    story.journal_opens(journal);
    assert_eq!(said(&story), "All 6 are decided: 5 passed, 1 returned. Ctrl-s exports the review log.");
}

#[test]
fn a_decision_on_its_way_is_seen() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.slow_journal = true;
    story.press("p p").shows("triage_pending");
    story.slow_journal = false;
    story.journal_answers();
    assert_eq!(story.model.review_counts.passed, 2);
}

#[test]
fn jumps_lead_back_the_way_they_came() {
    let mut story = Story::read(USUAL, Lang::Zh);
    let place = |story: &Story| {
        let report = story.model.screen.known().filter(|_| story.model.screen.kind() != ScreenKind::List);
        (story.model.screen.kind(), report.map(|report| (report.row, report.finding)))
    };
    let tables = ScreenKind::Report(View::Tables);
    story.press("Enter e ] e");
    assert_eq!(place(&story), (tables, Some((4, 0))));
    story.press("C-o");
    assert_eq!(place(&story), (tables, Some((1, 0))));
    story.press("C-o");
    assert_eq!(place(&story), (tables, Some((0, 1))));
    story.press("C-o");
    assert_eq!(place(&story), (tables, Some((0, 0))));
    story.press("C-o");
    assert_eq!((place(&story), story.model.list.row()), ((ScreenKind::List, None), Some(0)));
    story.press("C-o");
    assert_eq!(said(&story), "没有可返回的位置。");
    for _ in 0..130 {
        story.press("n");
    }
    assert_eq!(story.model.jumps.len(), 100);
}

#[test]
fn the_trail_tells_where_the_cursor_is() {
    for (name, size, lang, keys) in [
        ("triage_trail", USUAL, Lang::Zh, "Enter"),
        ("triage_trail_wide", WIDE, Lang::En, "Enter"),
        ("triage_trail_narrow", NARROW, Lang::Zh, "Enter"),
        ("triage_trail_mapping", WIDE, Lang::Zh, "Enter 3"),
        ("triage_trail_findings", WIDE, Lang::Zh, "Enter 4"),
    ] {
        let mut story = Story::read(size, lang);
        story.press(keys);
        let line = story.picture().lines().nth(1).expect("the line of tabs").to_owned();
        expect(&format!("tests/screens/{name}.txt"), &format!("{line}\n"));
    }
    // Tabs can be clicked.
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press("Enter");
    let line = story.picture().lines().nth(1).expect("the line of tabs").to_owned();
    let column = |word: &str| gouji::text::width::width(&line[..line.find(word).expect("a tab")]) as u16;
    click(&mut story, column("原文"), 1);
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    click(&mut story, column("报告"), 1);
    assert_eq!(story.model.screen.kind(), ScreenKind::List);
}

#[test]
fn every_command_can_be_picked_by_its_name() {
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press(":").shows("triage_palette");
    story.press("'adwpx'").shows("triage_palette_found");
    story.press("Enter");
    assert_eq!((story.model.list.sort, story.model.context()), (SortKey::Unit, Context::List));
    // What was picked lately comes first, also in a report, where it is valid.
    story.press(": 'language' Enter");
    assert_eq!(story.model.lang, Lang::En);
    story.press(":").shows("triage_palette_english");
    story.press("Esc");
    assert!(story.model.overlay.is_none());
    // What is picked acts where the palette was called.
    let mut story = Story::read(NARROW, Lang::Zh);
    story.press("Enter 3 : '拿不准' Enter");
    assert!(matches!(story.journal[0].decision, Decision::MapLabel { .. }));
    // A click chooses, a second one takes.
    let mut story = Story::read(USUAL, Lang::Zh);
    story.press(": '按年度'");
    let picture = story.picture();
    let row = picture.lines().position(|line| line.contains("▌") && line.contains("年度")).expect("a choice") as u16;
    click(&mut story, 60, row);
    assert_eq!(story.model.list.sort, SortKey::Year);
}

#[test]
fn help_is_told_by_groups_searched_and_scrolled() {
    let mut story = Story::read(NARROW, Lang::Zh);
    story.press("?").shows("triage_help_narrow");
    story.press("PgDn").shows("triage_help_scrolled");
    story.press("'daochu'").shows("triage_help_found");
    // What was typed is dropped first.
    story.press("Esc");
    assert_eq!(story.model.context(), Context::Help);
    story.press("Esc");
    assert_eq!(story.model.context(), Context::List);
    let mut story = Story::read(WIDE, Lang::En);
    story.press("?").shows("triage_help_wide");
}

#[test]
fn what_the_cursor_is_on_is_copied() {
    for (keys, expected) in [
        ("c", "临江区人民政府 2019 年度（01/临江区2019.txt）\n1. 错误：表三“自然人”列"),
        ("Enter c", "5"),
        ("Enter 3 c", "商业机构 → 商业企业"),
        (
            "Enter 4 c",
            "临江区人民政府 2019 年度报告：表三“自然人”列办理结果之和与总计不符：1 + 1 = 2，总计为 5，相差 3。位置：第 34–53 行。请核对第三项（七）总计，以及是否漏填一件办理结果。",
        ),
        ("Enter 5 c", "（七）总计"),
        ("p 6 c", "王晓 临江区人民政府"),
    ] {
        let mut story = Story::read(USUAL, Lang::Zh);
        story.press(keys);
        assert!(story.copied.contains(expected), "{keys}: {}", story.copied);
        assert!(said(&story).contains("剪贴板"), "{}", said(&story));
    }
    let mut story = Story::read(USUAL, Lang::En);
    story.press("Space Space c");
    assert_eq!(
        said(&story),
        "Sent to the clipboard: units, files and 5 findings of 2 reports. If it does not paste, the terminal does not support it."
    );
}

#[test]
fn hints_are_shown_until_the_first_decision() {
    let has_hints = |story: &Story| story.picture().contains("初次使用");
    let mut story = Story::read(USUAL, Lang::Zh);
    assert!(has_hints(&story));
    story.press("p");
    assert!(!has_hints(&story));
    // Another reviewer's decisions do not make this one experienced.
    let mut events = half_done();
    events.iter_mut().for_each(|event| event.reviewer = "李明".to_owned());
    let mut story = Story::unread(USUAL, Lang::Zh);
    story.journal_opens(events);
    assert!(has_hints(&story));
    let mut story = Story::unread(USUAL, Lang::Zh);
    story.journal_opens(half_done());
    assert!(!has_hints(&story));
    Story::read(NARROW, Lang::Zh).shows("triage_hints_narrow");
    Story::read(WIDE, Lang::En).shows("triage_hints_wide");
}

#[test]
fn the_most_needed_keys_fit_a_narrow_footer() {
    for lang in [Lang::Zh, Lang::En] {
        for (keys, wanted) in [
            ("", vec![Command::Enter, Command::Pass, Command::Return, Command::NextError, Command::Help]),
            ("Enter", vec![Command::Pass, Command::Return, Command::NextError, Command::Help]),
            ("Enter 3", vec![Command::Confirm, Command::Override, Command::NotAField, Command::Help]),
            ("Enter 4", vec![Command::Real, Command::Dismiss, Command::Help]),
            ("Enter 5", vec![Command::Filter, Command::Help]),
        ] {
            let mut story = Story::read(NARROW, lang);
            story.press(keys);
            let footer = story.picture().lines().last().expect("a footer").to_owned();
            let keymap = Keymap::standard();
            for command in wanted {
                let bound = keymap.valid_in(story.model.context()).find(|bound| bound.binding.command == command);
                let name = bound.map_or("", |bound| bound.binding.short(lang));
                assert!(!name.is_empty() && footer.contains(name), "{command:?} in {footer}");
            }
        }
    }
}

#[test]
fn nothing_in_the_header_jumps_while_reports_are_read() {
    for size in [NARROW, USUAL, WIDE] {
        for lang in [Lang::Zh, Lang::En] {
            let mut story = Story::unread(size, lang);
            let signs = |story: &Story| {
                let line = story.picture().lines().next().expect("a header").to_owned();
                let at = |sign: &str| line.find(sign).map(|byte| gouji::text::width::width(&line[..byte]));
                [at("✗"), at("⚠"), at("✓"), at(lang.pick("通过", "passed"))]
            };
            let before = signs(&story);
            assert!(before[3].is_some(), "{size:?}");
            for row in 0..fake::REPORTS.len() {
                story.tell(Msg::Loaded(vec![(row, fake::open(row, &Default::default()).summary)]));
                assert_eq!(signs(&story), before, "{size:?}");
            }
            story.tell(Msg::LoadEnded);
            assert_eq!(signs(&story), before, "{size:?}");
        }
    }
}
