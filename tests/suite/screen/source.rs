//! The source view told as stories: tables of the original drawn as tables, pages, sheets, and what is marked in them.

use gouji::document::{Block, Cell, Content, Remark, Table, compose};
use gouji::extract;
use gouji::pipeline::{self, Analysis, Opened, Summary};
use gouji::report::{self, Mappings};
use gouji::rules::{self, RuleBook, Status};
use gouji::source::{Kind, Limits};
use gouji::text::lang::Lang;
use gouji::tui::hit::Hit;
use gouji::tui::message::Msg;
use gouji::tui::model::{OpenReport, Place, ScreenKind, View};

use super::story::Story;
use super::{NARROW, USUAL, WIDE};

const LEAST: (u16, u16) = (60, 15);

fn cell(column: u32, columns: u32, rows: u32, text: &str) -> Cell {
    Cell { column, columns, rows, text: text.to_owned() }
}

/// A report that was read from blocks, open in the source view.
fn open(size: (u16, u16), lang: Lang, kind: Kind, blocks: Vec<Block>) -> Story {
    let document = compose(Content { blocks, remarks: vec![Remark::Converted] });
    let lines = document.line_texts().into_iter().map(str::to_owned).collect();
    let extraction = extract::extract(&document, &[], 0);
    let mut report = report::assemble(extraction, &Mappings::default());
    report.origins = document.origins;
    report.remarks = document.remarks;
    let verdict = rules::check(&report, RuleBook::standard());
    let analysis = Analysis { lines, kind, encoding: "", report, verdict, unreadable: None };
    let summary = Summary::default();
    let mut story = Story::read(size, lang);
    story.press("Enter 5");
    story.model.screen.open(OpenReport::new(0, Opened { digest: String::new(), analysis, summary, member: None }));
    story.model.screen.show(ScreenKind::Report(View::Source));
    story
}

/// The first rows of Table 3 of the form of 2021 as Word has them, with a mistake in the row of totals.
fn requests() -> Table {
    let mut rows = vec![
        vec![
            cell(0, 3, 3, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
            cell(3, 7, 1, "申请人情况"),
        ],
        vec![cell(3, 1, 2, "自然人"), cell(4, 5, 1, "法人或其他组织"), cell(9, 1, 2, "总计")],
        ["商业\n企业", "科研\n机构", "社会公益\n组织", "法律服务\n机构", "其他"]
            .iter()
            .zip(4..)
            .map(|(text, column)| cell(column, 1, 1, text))
            .collect(),
    ];
    let values = |mut row: Vec<Cell>, values: [&str; 7]| {
        row.extend(values.iter().zip(3..).map(|(text, column)| cell(column, 1, 1, text)));
        row
    };
    let zeros = ["0"; 7];
    rows.push(values(vec![cell(0, 3, 1, "一、本年新收政府信息公开申请数量")], ["4", "0", "0", "0", "0", "0", "4"]));
    rows.push(values(vec![cell(0, 3, 1, "二、上年结转政府信息公开申请数量")], zeros));
    let three = cell(0, 1, 22, "三、本年度办理结果");
    rows.push(values(vec![three, cell(1, 2, 1, "（一）予以公开")], ["3", "0", "0", "0", "0", "0", "3"]));
    let partial = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
    rows.push(values(vec![cell(1, 2, 1, partial)], zeros));
    let groups: [(&str, &[&str]); 4] = [
        (
            "（三）\n不予公开",
            &[
                "1.属于国家秘密",
                "2.其他法律行政法规禁止公开",
                "3.危及“三安全一稳定”",
                "4.保护第三方合法权益",
                "5.属于三类内部事务信息",
                "6.属于四类过程性信息",
                "7.属于行政执法案卷",
                "8.属于行政查询事项",
            ],
        ),
        ("（四）无法提供", &["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]),
        (
            "（五）不予处理",
            &[
                "1.信访举报投诉类申请",
                "2.重复申请",
                "3.要求提供公开出版物",
                "4.无正当理由大量反复申请",
                "5.要求行政机关确认或重新出具已获取信息",
            ],
        ),
        (
            "（六）其他处理",
            &[
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                "3.其他",
            ],
        ),
    ];
    for (group, items) in groups {
        for (at, item) in items.iter().enumerate() {
            let mut row = vec![cell(2, 1, 1, item)];
            if at == 0 {
                row.insert(0, cell(1, 1, items.len() as u32, group));
            }
            rows.push(values(row, if *item == "2.重复申请" { ["0", "0", "", "0", "0", "0", "0"] } else { zeros }));
        }
    }
    rows.push(values(vec![cell(1, 2, 1, "（七）总计")], ["5", "0", "0", "0", "0", "0", "5"]));
    rows.push(values(vec![cell(0, 3, 1, "四、结转下年度继续办理")], zeros));
    Table { rows, first: (1, 1) }
}

fn word() -> Vec<Block> {
    let line = |text: &str| Block::Line(text.to_owned());
    vec![
        line("临江区人民政府2021年政府信息公开工作年度报告"),
        line("一、总体情况"),
        line(
            "2021年，临江区人民政府深入贯彻《中华人民共和国政府信息公开条例》，全年收到政府信息公开申请4件，均已按期答复。",
        ),
        line("三、收到和处理政府信息公开申请情况"),
        Block::Table(requests()),
        line("四、政府信息公开行政复议、行政诉讼情况"),
        line("无。"),
    ]
}

/// The same table on a sheet, where it begins in its second column.
fn sheets() -> Vec<Block> {
    let mut table = requests();
    table.first = (3, 2);
    vec![
        Block::Sheet("封面".to_owned()),
        Block::Line("临江区人民政府2021年政府信息公开工作年度报告".to_owned()),
        Block::Sheet("表三".to_owned()),
        Block::Table(table),
    ]
}

/// The same table over two pages, with a page between that has nothing.
fn pages() -> Vec<Block> {
    let mut blocks = word();
    let Some(Block::Table(mut table)) = blocks.iter().find(|block| matches!(block, Block::Table(_))).cloned() else {
        panic!("the report has a table");
    };
    let rest = table.rows.split_off(7);
    let mut rest = Table { rows: rest, first: (1, 1) };
    // On the second page the cell that the page broke begins anew.
    rest.rows[0].insert(0, cell(0, 1, 20, "三、本年度办理结果"));
    table.rows[5][0].rows = 2;
    blocks.splice(4..5, [Block::Table(table), Block::Page(2), Block::Page(3), Block::Table(rest)]);
    blocks.insert(0, Block::Page(1));
    blocks
}

fn place(story: &Story) -> Place {
    story.model.screen.known().expect("a report is open").place
}

fn go(story: &mut Story, line: u32, column: u32) {
    story.model.screen.report_mut().expect("a report is open").place = Place { line, column };
}

/// The line of the text that begins so.
fn line(story: &Story, text: &str) -> u32 {
    let lines = &story.model.screen.known().expect("a report is open").analysis.lines;
    lines.iter().position(|line| line.contains(text)).expect("the line is there") as u32 + 1
}

#[test]
fn a_table_of_a_document_is_drawn_as_it_is() {
    open(USUAL, Lang::Zh, Kind::Docx, word()).shows("source_docx");
    open(NARROW, Lang::Zh, Kind::Docx, word()).shows("source_docx_narrow");
    open(WIDE, Lang::En, Kind::Docx, word()).shows("source_docx_wide_english");
    let mut story = open(LEAST, Lang::Zh, Kind::Docx, word());
    story.shows("source_docx_least");
    story.press("Right Right Right Right Right Right Right").shows("source_docx_least_right");
    let mut story = open(USUAL, Lang::Zh, Kind::Docx, word());
    story.press("g").shows("source_docx_top");
    story.press("2").shows("source_docx_below_tables");
}

#[test]
fn a_sheet_has_its_letters_and_numbers() {
    let mut story = open(USUAL, Lang::Zh, Kind::Xlsx, sheets());
    story.shows("source_sheet");
    story.press("g").shows("source_sheet_top");
    story.press("G").shows("source_sheet_end");
}

#[test]
fn pages_are_announced() {
    let mut story = open(USUAL, Lang::Zh, Kind::Pdf, pages());
    story.shows("source_pdf");
    story.press("g").shows("source_pdf_top");
    open(NARROW, Lang::En, Kind::Pdf, pages()).shows("source_pdf_narrow_english");
}

#[test]
fn the_cursor_goes_from_cell_to_cell() {
    let mut story = open(USUAL, Lang::Zh, Kind::Docx, word());
    let granted = line(&story, "（一）予以公开");
    go(&mut story, granted, 1);
    story.press("Right Right");
    let report = story.model.screen.known().expect("a report is open");
    assert_eq!(report.cell().map(|cell| cell.to_string()).as_deref(), Some("requests.granted.natural_person"));
    story.shows("source_cell");
    // Down it stays in its column, and over merged cells too.
    story.press("Down Down Up Up");
    assert_eq!(place(&story).line, granted);
    let report = story.model.screen.known().expect("a report is open");
    assert_eq!(report.cell().map(|cell| cell.to_string()).as_deref(), Some("requests.granted.natural_person"));
    // At the first cell it stays; in the text the key leads back.
    story.press("Left Left Left Left");
    assert_eq!(place(&story), Place { line: granted, column: 1 });
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Source));
    // A cell leads to the tables.
    story.press("Right Right Enter");
    assert_eq!(story.model.screen.kind(), ScreenKind::Report(View::Tables));
    story.press("5 g Left");
    assert_eq!(story.model.screen.kind(), ScreenKind::List);
}

#[test]
fn a_search_finds_what_stands_in_cells() {
    let mut story = open(USUAL, Lang::Zh, Kind::Docx, word());
    story.press("g / '公开' Enter n n n n n").shows("source_search_in_cell");
    story.press("Esc } }");
    assert!(place(&story).line > 4);
}

#[test]
fn a_click_goes_to_the_cell() {
    let story = open(USUAL, Lang::Zh, Kind::Docx, word());
    let picture = story.picture();
    let total = line(&story, "（七）总计");
    let (y, _) = picture.lines().enumerate().find(|(_, line)| line.contains("（七）总计")).expect("seen");
    let clicked = |x| story.hit(x, y as u16);
    let hits: Vec<Place> = (0..74)
        .filter_map(clicked)
        .filter_map(|hit| match hit {
            Hit::Place(place) => Some(place),
            _ => None,
        })
        .collect();
    let mut columns: Vec<u32> = hits.iter().filter(|place| place.line == total).map(|place| place.column).collect();
    columns.dedup();
    columns.sort_unstable();
    columns.dedup();
    assert_eq!(columns.len(), 8, "{hits:?}");
    // The cell that began in a row above is there too.
    assert!(hits.iter().any(|place| place.line == line(&story, "三、本年度办理结果")), "{hits:?}");
}

#[test]
fn signs_are_clear_where_widths_are_in_doubt() {
    let mut story = open(NARROW, Lang::Zh, Kind::Docx, word());
    story.model.wide = true;
    story.shows("source_docx_ascii");
}

#[test]
fn a_picture_says_that_there_is_nothing_to_check() {
    let analysis = pipeline::analyse(
        b"\x89PNG\r\n\x1A\n....",
        "表三.png",
        &Limits::default(),
        &Mappings::default(),
        RuleBook::standard(),
    );
    assert_eq!((analysis.verdict.status, analysis.kind), (Status::NotAssessable, Kind::Image));
    let mut story = Story::read(USUAL, Lang::Zh);
    let path = std::path::PathBuf::from("表三.png");
    let summary = Summary::of("表三.png", &path, "blake3:0", 12, &analysis, &Mappings::default());
    story.tell(Msg::Loaded(vec![(0, summary.clone())]));
    story.shows("list_picture");
    story.press("Enter");
    let digest = "blake3:0".to_owned();
    story.model.screen.open(OpenReport::new(0, Opened { digest, analysis, summary, member: None }));
    story.shows("picture_tables");
    story.press("4").shows("picture_findings");
    story.press("5").shows("picture_source");
}

#[test]
fn a_large_sheet_is_drawn_only_where_it_is_seen() {
    let row =
        |number: u32| vec![cell(0, 1, 1, &format!("{number}")), cell(1, 1, 1, &"长".repeat(400)), cell(2, 1, 1, "完")];
    let rows = (1..=20_000).map(row).collect();
    let blocks = vec![Block::Sheet("大表".to_owned()), Block::Table(Table { rows, first: (1, 1) })];
    let mut story = open(USUAL, Lang::Zh, Kind::Xlsx, blocks);
    story.press("G").shows("source_sheet_large");
}
