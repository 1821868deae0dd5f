//! A report's views told as stories: tables, the window of a cell, findings judged, the source text searched, notes.

use gouji::document::Span;
use gouji::pipeline::{Opened, Summary};
use gouji::report::{DateKind, DateMention, Fact, OtherReading, Period, Quoted, SectionMark, SumClaim, SumPart};
use gouji::review::{Decision, FindingState, NoteOn};
use gouji::text::lang::Lang;
use gouji::tui::message::Msg;
use gouji::tui::model::{OpenReport, Overlay, ScreenKind, View};

use super::story::Story;
use super::{NARROW, USUAL, WIDE, fake};

/// The faulty report with what the others lack: sections, dates, documents, figures and sums in prose, a second printing,
/// and two findings of one cause.
fn rich(size: (u16, u16), lang: Lang) -> Story {
    let mut story = Story::read(size, lang);
    story.model.zone = jiff::tz::TimeZone::UTC;
    story.press("Enter");
    let Opened { mut analysis, digest, .. } = fake::open(0, &Default::default());
    let report = &mut analysis.report;
    let quoted = |text: &str, line| Quoted { text: text.to_owned(), source: vec![Span::line(line)] };
    report.sections = [("overview", "一、总体情况", 2), ("disclosure", "二、主动公开政府信息情况", 5)]
        .map(|(id, heading, line)| SectionMark { id, heading: heading.to_owned(), source: vec![Span::line(line)] })
        .into();
    report.documents_cited = vec![quoted("国办公开办函〔2021〕30号", 3)];
    report.dates = vec![DateMention {
        kind: DateKind::Signed,
        date: jiff::civil::date(2020, 1, 20),
        source: vec![Span::line(63)],
    }];
    report.period =
        Some(Period {
            from: None, to: None, quote: "2019年1月1日至12月31日".to_owned(), source: vec![Span::line(3)]
        });
    let cell = report.cells().map(|(id, _)| id).find(|id| id.to_string() == "requests.new_received.total");
    report.facts = vec![Fact {
        id: "req_total",
        value: 3.into(),
        unit: Some("件".to_owned()),
        quote: "收到申请3件".to_owned(),
        cell,
        source: vec![Span::new(3, 14, 1)],
        ..Fact::default()
    }];
    report.sums = vec![SumClaim {
        total: 4955.into(),
        total_source: Span::new(3, 12, 4),
        parts: vec![SumPart { value: 3000.into(), of: "门户网站".to_owned(), source: Span::new(3, 27, 4) }],
        unit: "条".to_owned(),
        quote: "全年主动公开政府信息“4955条”".to_owned(),
        approximate: false,
    }];
    report.other_readings = vec![OtherReading {
        cell: cell.expect("the cell is known"),
        raw: "4".to_owned(),
        value: Some(4.into()),
        source: vec![Span::new(58, 2, 1)],
    }];
    let mut part = analysis.verdict.findings[0].clone();
    analysis.verdict.findings[0].cause_id = Some(1);
    part.rule = "requests.balance";
    part.zh = "表三“自然人”列勾稽不平：本年新收 3 + 上年结转 0 = 3，办理总计 5 + 结转下年 0 = 5，相差 2".to_owned();
    part.en = "table 3, natural persons: 3 + 0 = 3, but 5 + 0 = 5, off by 2".to_owned();
    part.cause_id = Some(1);
    analysis.verdict.findings.insert(2, part);
    let summary = Summary::default();
    story.model.screen.open(OpenReport::new(0, Opened { digest, analysis, summary, member: None }));
    story.tell(Msg::Resize(size.0, size.1));
    story
}

/// What was judged, in the order of recording.
fn judged(story: &Story) -> Vec<(String, FindingState, String)> {
    let judged = |decision: &Decision| match decision {
        Decision::JudgeFinding { key, state, reason } => Some((key.rule.clone(), *state, reason.clone())),
        _ => None,
    };
    story.journal.iter().filter_map(|event| judged(&event.decision)).collect()
}

fn said(story: &Story) -> String {
    story.model.message.as_ref().map_or_else(String::new, |message| message.text.clone())
}

#[test]
fn a_cell_is_told_whole() {
    let mut story = rich(USUAL, Lang::Zh);
    story.press("Enter").shows("report_cell");
    story.press("j j j j j j j j j j G").shows("report_cell_end");
    story.press("Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    assert!(story.model.overlay.is_none());
    let mut story = rich(WIDE, Lang::En);
    story.press("Enter").shows("report_cell_wide_english");
    let mut story = rich(NARROW, Lang::Zh);
    story.press("Enter").shows("report_cell_narrow");
    let mut story = rich((60, 15), Lang::Zh);
    story.press("Enter").shows("report_cell_least");
    story.press("Esc");
    assert!(story.model.overlay.is_none());
}

#[test]
fn a_cell_that_is_not_there_and_a_second_reading_are_told() {
    let mut story = rich(USUAL, Lang::Zh);
    story.press("k k k k k k k k k k k k k k k k k k k k k k");
    let go = |story: &mut Story, id: &str| {
        let report = story.model.screen.report_mut().expect("a report is open");
        let at =
            report.grid.iter().enumerate().find_map(|(row, cells)| {
                cells.iter().position(|cell| cell.to_string() == id).map(|column| (row, column))
            });
        report.at = at.expect("the cell is printed");
        report.follow_cell();
    };
    go(&mut story, "requests.denied_internal.total");
    story.press("Enter").shows("report_cell_missing");
    story.press("Esc");
    go(&mut story, "requests.new_received.total");
    story.press("Enter").shows("report_cell_second_reading");
}

#[test]
fn findings_are_judged_one_after_another() {
    let mut story = rich(USUAL, Lang::Zh);
    story.press("4 g").shows("report_findings");
    // Two findings of one cause are judged together, as one step.
    story.slow_journal = true;
    story.press("y").shows("report_findings_pending");
    story.slow_journal = false;
    story.journal_answers();
    assert_eq!(judged(&story).len(), 2);
    assert!(judged(&story).iter().all(|(_, state, _)| *state == FindingState::Real));
    assert_eq!(story.model.screen.known().map(|report| report.cause()), Some(1));
    story.press("x").shows("report_dismiss_prompt");
    story.press("Enter");
    assert!(said(&story).contains("排除理由"), "{}", said(&story));
    story.press("'经核实，上级规定如此' Enter");
    assert_eq!(judged(&story)[2].2, "经核实，上级规定如此");
    // The reason can be recalled.
    story.press("x Up").shows("report_dismiss_recalled");
    story.press("Down");
    let Some(Overlay::Prompt(prompt)) = &story.model.overlay else { panic!("a reason is typed") };
    assert_eq!(prompt.input.value(), "");
    story.press("Up Enter");
    story.shows("report_findings_judged");
    story.press("g j u");
    assert_eq!(judged(&story).last().map(|said| said.1), Some(FindingState::Open));
    story.press("y y y y y");
    assert!(said(&story).contains("全部判定"), "{}", said(&story));
    // What was dismissed is passed over by the keys that go from error to error.
    story.press("g j x 'x' Enter g e");
    assert_eq!(story.model.screen.known().map(|report| report.row), Some(4));
    let mut story = rich(WIDE, Lang::En);
    story.press("4 g y x 'known' Enter g").shows("report_findings_wide_english");
    let mut story = rich(NARROW, Lang::Zh);
    story.press("4 g y").shows("report_findings_narrow");
    // A cause that is taller than the pane is gone through part by part.
    let mut story = rich((60, 15), Lang::Zh);
    story.press("4 g m");
    story.tell(Msg::Paste("已请单位逐项核对台账，待书面答复。".repeat(6)));
    story.press("Enter g j").shows("report_findings_least");
    assert_eq!(story.model.screen.known().map(|report| (report.cause(), report.finding)), Some((0, 2)));
    story.press("j");
    assert_eq!(story.model.screen.known().map(|report| report.cause()), Some(1));
}

#[test]
fn undoing_a_judgement_of_one_cause_opens_all_its_parts() {
    let mut story = rich(USUAL, Lang::Zh);
    story.press("4 g y z");
    let report = story.model.screen.known().expect("a report is open");
    assert_eq!(story.model.judgement_counts(report), [5, 0, 0]);
}

#[test]
fn notes_hang_on_report_finding_and_cell() {
    let mut story = rich(USUAL, Lang::Zh);
    story.press("m").shows("report_note_prompt");
    let long = "与单位经办人电话核对：总计应为二件，单位将本年新收一并计入。".repeat(6);
    story.tell(Msg::Paste(format!("{long}\n已约定周五前重报")));
    story.shows("report_note_long");
    story.press("Enter M '催报两次' Enter");
    story.shows("report_note_on_cell");
    story.press("Enter").shows("report_cell_noted");
    story.press("Esc 4 g m '待法规科答复' Enter").shows("report_finding_noted");
    let on: Vec<&NoteOn> = story
        .journal
        .iter()
        .filter_map(|event| match &event.decision {
            Decision::Note { on, .. } => Some(on),
            _ => None,
        })
        .collect();
    assert!(matches!(on[..], [NoteOn::Cell { .. }, NoteOn::Report, NoteOn::Finding(_)]), "{on:?}");
    // A note is removed by emptying it.
    story.press("m");
    story.press(&"Backspace ".repeat(8)).press("Enter");
    assert!(said(&story).contains("删除"), "{}", said(&story));
}

#[test]
fn the_source_text_is_searched() {
    let mut story = rich(USUAL, Lang::Zh);
    story.press("5 g / '公开'").shows("report_search_typing");
    let place = |story: &Story| story.model.screen.known().map(|report| (report.place.line, report.place.column));
    let first = place(&story);
    story.press("Enter n");
    assert!(place(&story) > first);
    story.shows("report_search");
    story.press("N N");
    assert!(said(&story).contains("从末尾继续"), "{}", said(&story));
    story.press("Esc");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    // Without a search the key goes on to the next report that is to be decided, as everywhere else.
    story.press("n");
    assert_eq!(story.model.screen.known().map(|report| report.row), Some(1));
    story.press("C-o 5 g");
    story.press("/ '没有这几个字' Enter");
    assert!(said(&story).contains("没有找到"), "{}", said(&story));
    // Escape while typing goes back to where the search began.
    story.press("Esc g / '公开' Esc");
    assert_eq!(place(&story), Some((1, 1)));
    story.press("Esc");
    assert_eq!(story.model.screen.kind(), ScreenKind::List);
}

#[test]
fn the_source_text_is_read_by_sections() {
    let mut story = rich(USUAL, Lang::Zh);
    let line = |story: &Story| story.model.screen.known().map(|report| report.place.line);
    story.press("5 g } }");
    assert_eq!(line(&story), Some(5));
    story.press("{");
    assert_eq!(line(&story), Some(2));
    story.press("{ {");
    assert!(said(&story).contains("前面没有"), "{}", said(&story));
    story.press("o").shows("report_outline");
    story.press("j j j j j j Enter");
    assert_eq!(line(&story), Some(5));
    let mut story = rich(WIDE, Lang::En);
    story.press("5").shows("report_source_wide_english");
    let mut story = rich(NARROW, Lang::En);
    story.press("o").shows("report_outline_narrow_english");
    story.press("G Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
}

#[test]
fn from_a_line_one_goes_to_its_cell() {
    let mut story = rich(USUAL, Lang::Zh);
    let cell = |story: &Story| story.model.screen.known().and_then(|report| report.cell()).map(|cell| cell.to_string());
    // A figure in prose leads to the cell that it repeats, a label to its column.
    story.press("5 g j j Enter");
    assert_eq!(cell(&story).as_deref(), Some("requests.new_received.total"));
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Tables));
    if let Some(report) = story.model.screen.report_mut() {
        report.place = gouji::tui::model::Place { line: 30, column: 1 };
    }
    story.press("5 Enter");
    assert_eq!(cell(&story).as_deref(), Some("requests.new_received.org_enterprise"));
    // A line without any says so.
    story.press("5 g Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    assert!(said(&story).contains("没有表格"), "{}", said(&story));
}

#[test]
fn columns_out_of_sight_are_told_at_both_edges() {
    let mut story = rich((60, 15), Lang::Zh);
    story.press("Right Right Right Right").shows("report_tables_scrolled");
    let mut story = rich((60, 24), Lang::Zh);
    story.press("G Right Right Right Right Right Right Right Right Right Right Right Right");
    story.shows("report_remedies_scrolled");
}

#[test]
fn a_click_finds_the_cell_that_is_seen() {
    use gouji::tui::hit::Hit;
    let story = rich(USUAL, Lang::Zh);
    let here = story.model.screen.known().map(|report| report.at).expect("a report is open");
    let picture = story.picture();
    let (y, line) = picture.lines().enumerate().find(|(_, line)| line.starts_with("│    │（七）总计")).expect("seen");
    let x = gouji::text::width::width(line.split('✗').next().unwrap_or_default());
    assert_eq!(story.hit(x as u16, y as u16), Some(Hit::Cell(here.0, here.1)));
    // The findings below and the source text beside them can be clicked as well.
    let below = (0..USUAL.1).filter_map(|y| story.hit(4, y)).any(|hit| matches!(hit, Hit::Finding(_)));
    let beside = (0..USUAL.1).filter_map(|y| story.hit(100, y)).any(|hit| matches!(hit, Hit::Place(_)));
    assert!(below && beside);
}
