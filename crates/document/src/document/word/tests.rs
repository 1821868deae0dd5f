//! Documents written out as XML, and what is read of them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::compose;
use super::*;
use crate::source::Limits;

mod damage;
mod looks;

/// An archive of parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><w:document \
         xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
         xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:schemas-microsoft-com:vml' \
         xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'><w:body>{body}</w:body></w:document>"
    )
}

/// A short notation: `[..]` is a paragraph with a run of text; other XML stands as it is.
fn short(notation: &str) -> String {
    notation.replace('[', "<w:p><w:r><w:t>").replace(']', "</w:t></w:r></w:p>")
}

/// Lines as they are; tables as `{rows}`, cells `text@column+columns*rows` as far as these are not 1, lines in cells `⏎`.
fn picture(content: &Content) -> String {
    let mut parts = Vec::new();
    for block in &content.blocks {
        parts.push(match block {
            Block::Line(line) => line.replace('\t', "⇥"),
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| {
                    let mut next = 0;
                    let cells = row.iter().map(|cell| {
                        let mut picture = cell.text.replace('\n', "⏎");
                        if cell.column != next {
                            picture += &format!("@{}", cell.column);
                        }
                        next = cell.column + cell.columns;
                        if cell.columns > 1 {
                            picture += &format!("+{}", cell.columns);
                        }
                        if cell.rows > 1 {
                            picture += &format!("*{}", cell.rows);
                        }
                        picture
                    });
                    cells.collect::<Vec<_>>().join("|")
                });
                format!("{{{}}}", rows.collect::<Vec<_>>().join("/"))
            }
            other => format!("{other:?}"),
        });
    }
    parts.join(" ¶ ")
}

fn read(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Content, Unreadable> {
    let budget = Budget::new(bytes.len() as u64, limits);
    let content = super::read(bytes, kind, &budget);
    budget.excess().map_or(content, |excess| Err(excess.into()))
}

fn read_parts(parts: &[(&str, &str)]) -> Result<Content, Unreadable> {
    read(&zipped(parts), Kind::Docx, &Limits::default())
}

fn check(cases: &[(&str, &str, &str)]) {
    for (case, body, expected) in cases {
        let content = read_parts(&[("word/document.xml", &document(&short(body)))]).expect(case);
        assert_eq!(picture(&content), *expected, "{case}");
        let _ = compose(content);
    }
}

#[test]
fn paragraphs_are_read_as_they_are_shown() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let instruction = "<w:r><w:instrText>PAGE</w:instrText></w:r>";
    let simple = format!("<w:p>{begin}{instruction}{separate}{}{end}{}</w:p>", run("3"), run("页"));
    let nested = format!(
        "<w:p>{begin}{instruction}{begin}{instruction}{separate}{}{end}{separate}{}{end}{}</w:p>",
        run("里"),
        run("外"),
        run("后")
    );
    let unclosed = format!("<w:p>{begin}{instruction}</w:p>[正文]");
    let over = format!("<w:p>{begin}{instruction}{separate}{}</w:p><w:p>{}{end}</w:p>", run("一"), run("二"));
    check(&[
        ("runs", "<w:p><w:r><w:t>政府</w:t></w:r><w:r><w:t>信息</w:t></w:r></w:p>[公开]", "政府信息 ¶ 公开"),
        (
            "signs",
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>4</w:t></w:r></w:p>",
            "a⇥b ¶ c-4",
        ),
        (
            "tab stops are none",
            "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
            "a",
        ),
        (
            "page breaks",
            "<w:p><w:r><w:br w:type='page'/><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t><w:br w:type='page'/></w:r></w:p>",
            "a ¶ b",
        ),
        (
            "signs of fonts",
            "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='宋体' w:char='4E00'/></w:r></w:p>",
            "☑一",
        ),
        (
            "digits of fonts",
            "<w:p><w:r><w:sym w:font='Symbol' w:char='F035'/><w:sym w:font='Wingdings' w:char='F081'/><w:sym w:font='Webdings' w:char='F035'/></w:r></w:p>",
            "5①▯",
        ),
        ("blank lines are one", "[]<w:p/>[a][ ]", " ¶ a ¶ "),
        ("line breaks of the file are blanks", "[a\n\tb]", "a  b"),
        ("references", "[1&lt;2 &#x4e00;&amp;]", "1<2 一&"),
        (
            "wrapped",
            "<w:p><w:smartTag><w:hyperlink><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:sdtContent></w:sdt></w:hyperlink></w:smartTag></w:p>",
            "a",
        ),
        ("fields", &simple, "3页"),
        ("nested fields", &nested, "外后"),
        ("a field that never ends", &unclosed, " ¶ 正文"),
        ("a field over paragraphs", &over, "一 ¶ 二"),
        (
            "simple fields",
            "<w:p><w:fldSimple w:instr='DATE'><w:r><w:t>2020年</w:t></w:r></w:fldSimple></w:p>",
            "2020年",
        ),
        (
            "ruby",
            "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>bao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>报</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "报",
        ),
        ("words of other vocabularies", "<w:p><x:t xmlns:x='urn:x'>no</x:t><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        (
            "formulas",
            "<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>12</m:t></m:r></m:oMath></w:p>",
            "12",
        ),
    ]);
}

#[test]
fn tracked_changes_are_accepted() {
    let gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>";
    let joined = format!("<w:p>{gone}{}</w:p><w:p>{}</w:p>", text("本年"), text("新收"));
    let whole = format!("[a]<w:p>{gone}{deleted}</w:p>[b]");
    let before_table =
        format!("<w:p>{gone}{}</w:p><w:tbl><w:tr><w:tc>[1]</w:tc><w:tc>[2]</w:tc></w:tr></w:tbl>", text("a"));
    let row = |properties: &str, cell: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>[x]</w:tc><w:tc>[{cell}]</w:tc></w:tr>")
    };
    let rows = format!("<w:tbl>{}{}{}</w:tbl>", row("", "1"), row("<w:del/>", "2"), row("<w:ins/>", "3"));
    let cells =
        "<w:tbl><w:tr><w:tc>[1]</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>[2]</w:tc><w:tc>[3]</w:tc></w:tr></w:tbl>";
    let old = "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>";
    check(&[
        ("runs", &format!("<w:p>{deleted}<w:ins>{}</w:ins></w:p>", text("新")), "新"),
        ("moved", &format!("<w:p><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>", text("a"), text("b")), "b"),
        ("ends of paragraphs", &joined, "本年新收"),
        ("whole paragraphs", &whole, "a ¶ b"),
        ("before a table nothing joins", &before_table, "a ¶ {1|2}"),
        ("rows", &rows, "{x|1/x|3}"),
        ("cells", cells, "{1|3}"),
        ("what was before a change", old, "a"),
    ]);
}

#[test]
fn tables_have_the_cells_that_are_drawn() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>[{text}]</w:tc>");
    let span = |columns: u32, text: &str| cell(&format!("<w:gridSpan w:val='{columns}'/>"), text);
    let first = |text: &str| cell("<w:vMerge w:val='restart'/>", text);
    let part = || cell("<w:vMerge/>", "");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = |rows: &[String]| format!("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl>", rows.concat());
    let c = |text: &str| cell("", text);
    let merged = table(&[
        row(&[first("甲"), span(2, "乙"), c("")]),
        row(&[part(), c("1"), c("2"), c("3")]),
        row(&[part(), c("4"), c(""), c("6")]),
        row(&[c("丙"), span(3, "7")]),
    ]);
    let orphan = table(&[row(&[part(), c("1")]), row(&[part(), c("2")]), row(&[c(""), c("3")])]);
    let again = table(&[row(&[first("a"), c("1")]), row(&[first("b"), c("2")]), row(&[part(), c("3")])]);
    let before = table(&[
        "<w:tr><w:trPr><w:gridBefore w:val='2'/><w:gridAfter w:val='1'/></w:trPr><w:tc>[a]</w:tc></w:tr>".to_owned(),
        row(&[c("1"), c("2"), c("3"), c("4")]),
    ]);
    let horizontal = table(&[row(&[cell("<w:hMerge w:val='restart'/>", "a"), cell("<w:hMerge/>", ""), c("b")])]);
    let both = table(&[
        row(&[cell("<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>", "a"), c("1")]),
        row(&[cell("<w:gridSpan w:val='2'/><w:vMerge w:val='continue'/>", ""), c("2")]),
    ]);
    let lines = table(&[row(&["<w:tc><w:p/>[a][b]<w:p/></w:tc>".to_owned(), "<w:tc/>".to_owned()])]);
    let wrapped = "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>[a]</w:tc></w:sdtContent></w:sdt>\
        <w:customXml><w:tc>[b]</w:tc></w:customXml></w:tr></w:sdtContent></w:sdt></w:tbl>";
    let ragged = table(&[row(&[c("a"), c("b"), c("c")]), row(&[c("d")])]);
    let ticked = |font: &str, code: &str, text: &str| {
        format!("<w:tc><w:p><w:r><w:sym w:font='{font}' w:char='{code}'/><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let ticks = table(&[row(&[
        ticked("Wingdings", "F0FC", "53"),
        ticked("Wingdings", "F0FC", "公开"),
        ticked("Webdings", "F061", "53"),
        c("√53"),
    ])]);
    check(&[
        ("ticks beside numbers", &ticks, "{53|√公开|▯53|√53}"),
        ("merged", &merged, "{甲*3|乙+2|/1@1|2|3/4@1||6/丙|7+3}"),
        ("parts without a first", &orphan, "{*2|1/2@1/|3}"),
        ("one merged cell below another", &again, "{a|1/b*2|2/3@1}"),
        ("places before the first cell", &before, "{a@2/1|2|3|4}"),
        ("merged sideways as in old files", &horizontal, "{a+2|b}"),
        ("merged both ways", &both, "{a+2*2|1/2@2}"),
        ("paragraphs in a cell", &lines, "{a⏎b|}"),
        ("wrapped rows and cells", wrapped, "{a|b}"),
        ("short rows", &ragged, "{a|b|c/d}"),
        ("huge spans", &table(&[row(&[span(4_000_000_000, "a"), c("b")])]), "{a+1000|b}"),
    ]);
}

#[test]
fn tables_in_tables_are_read_once() {
    let inner = "<w:tbl><w:tr><w:tc>[1]</w:tc><w:tc>[2]</w:tc></w:tr></w:tbl>";
    let frame = "<w:tbl><w:tr><w:tc>[无]</w:tc></w:tr></w:tbl>";
    let layout = format!(
        "<w:tbl><w:tr><w:tc>[a]</w:tc><w:tc>[b]</w:tc></w:tr><w:tr><w:tc>[二、]{inner}[下]</w:tc><w:tc>[c]</w:tc></w:tr>\
         <w:tr><w:tc>[d]</w:tc><w:tc>[e]</w:tc></w:tr></w:tbl>"
    );
    let text = format!("<w:tbl><w:tr><w:tc>[a]</w:tc><w:tc>{frame}</w:tc></w:tr></w:tbl>");
    let across = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>[a]</w:tc><w:tc>[b]</w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    );
    let deep = format!("{}[x]{}", "<w:tbl><w:tr><w:tc>".repeat(5000), "</w:tc></w:tr></w:tbl>".repeat(5000));
    check(&[
        ("a table in a table that lays out", &layout, "{a|b} ¶ 二、 ¶ {1|2} ¶ 下 ¶ c ¶ {d|e}"),
        ("a frame around text", &text, "{a|无}"),
        ("a merged cell beside a table", &across, "{a|b} ¶ {1|2}"),
        ("a depth that nobody writes", &deep, "{x}"),
    ]);
}

#[test]
fn text_boxes_and_alternatives_are_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent>[{text}]</w:txbxContent>");
    let both = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback>\
         <w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>段落</w:t></w:r></w:p>[后]",
        text_box("框"),
        text_box("框")
    );
    let second = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback><w:pict>{}</w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r></w:p>",
        text_box("框")
    );
    let table = "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:tbl><w:tr><w:tc>[1]</w:tc><w:tc>[2]</w:tc></w:tr></w:tbl>\
        </w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    check(&[
        ("both", &both, "段落 ¶ 框 ¶ 后"),
        ("the second where the first is nothing", &second, " ¶ 框"),
        ("a table in a text box", table, " ¶ {1|2}"),
        (
            "in a cell",
            &format!(
                "<w:tbl><w:tr><w:tc>[a]</w:tc><w:tc><w:p><w:r>{}</w:r></w:p></w:tc></w:tr></w:tbl>",
                text_box("9")
            ),
            "{a|9}",
        ),
    ]);
}

/// A document with a part beside it.
fn with_part(name: &str, part: &str, body: &str) -> Content {
    read_parts(&[("word/document.xml", &document(&short(body))), (name, part)]).unwrap()
}

#[test]
fn numbers_of_lists_are_made_visible() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>\
        <w:lvl w:ilvl='2'><w:numFmt w:val='decimal'/><w:lvlText w:val='%3'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let item = |level: u32, more: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>{more}</w:pPr>\
             <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let gone = "<w:rPr><w:del/></w:rPr>";
    for (case, body, expected) in [
        (
            "headings",
            format!("{}[x]{}", item(0, "", "总体情况"), item(0, "", "主动公开")),
            "一、总体情况 ¶ x ¶ 二、主动公开",
        ),
        ("before a number", format!("{}{}", item(1, "", "0"), item(2, "", "件")), "1. 0 ¶ 1 件"),
        ("a bare one before a number", item(2, "", "316"), "1 ⏎ 316"),
        (
            "in a cell",
            format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>[5]</w:tc></w:tr></w:tbl>", item(1, "", "国家秘密")),
            "{1.国家秘密|5}",
        ),
        ("an end that is gone counts for none", format!("{}{}", item(0, gone, "甲"), item(0, "", "乙")), "一、甲乙"),
        (
            "no list",
            "<w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>".to_owned(),
            "a",
        ),
    ] {
        assert_eq!(picture(&with_part("word/numbering.xml", numbering, &body)), expected, "{case}");
    }
    let styles = "<w:styles><w:style w:type='paragraph' w:styleId='h'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let body = document("<w:p><w:pPr><w:pStyle w:val='h'/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>");
    let parts = [("word/document.xml", &*body), ("word/numbering.xml", numbering), ("word/styles.xml", styles)];
    assert_eq!(picture(&read_parts(&parts).unwrap()), "一、总体情况");
}

#[test]
fn pictures_and_objects_are_told_where_no_table_has_numbers() {
    let picture_of = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>";
    let object = "<w:p><w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r></w:p>";
    let table = "<w:tbl><w:tr><w:tc>[a]</w:tc><w:tc>[1]</w:tc></w:tr></w:tbl>";
    for (body, remarks) in [
        (format!("[a]{picture_of}{object}"), vec![Remark::Embedded(2)]),
        (format!("{table}{picture_of}"), vec![]),
        ("[a]<w:altChunk r:id='r1'/>".to_owned(), vec![Remark::Embedded(1)]),
    ] {
        let content = read_parts(&[("word/document.xml", &document(&short(&body)))]).unwrap();
        assert_eq!(content.remarks, remarks, "{body}");
    }
    let only = read_parts(&[("word/document.xml", &document(picture_of))]);
    assert_eq!(only, Err(Unreadable::Scanned(Kind::Docx)));
}

#[test]
fn notes_stand_behind_the_text_and_headers_nowhere() {
    let notes = "<w:footnotes><w:footnote w:type='separator'><w:p/></w:footnote><w:footnote w:id='1'><w:p><w:r>\
        <w:footnoteRef/><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let body = document(&short("[a]<w:p><w:r><w:footnoteReference w:id='1'/><w:t>b</w:t></w:r></w:p>"));
    let header = "<w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>";
    let parts = [("word/document.xml", &*body), ("word/footnotes.xml", notes), ("word/header1.xml", header)];
    assert_eq!(picture(&read_parts(&parts).unwrap()), "a ¶ b ¶ 注");
}
