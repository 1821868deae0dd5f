//! Spreadsheets: every sheet that is shown, with its cells as a person sees them, cut into tables and lines.
//!
//! Workbooks of one kind each have a reader of their own, which gives a [`Book`]; what of a sheet is a table and what is
//! text around it is told in [`cut`] alone. Only cells that are there are held, so that a sheet with one cell in its first
//! corner and one in its last is no larger than any other.

mod biff;
mod cut;
mod format;
mod model;
mod ods;
mod parts;
mod unseen;
mod xls;
mod xlsx;
mod xml;

use std::collections::BTreeMap;

use super::quiet::attempt;
use super::{Block, Content, Remark, Unreadable};
use crate::source::{Budget, Kind, Limits};
use model::Book;

/// Reads a workbook.
///
/// # Errors
/// Where it is locked, damaged beyond rescue, or larger than a limit allows.
pub fn read(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Content, Unreadable> {
    Ok(content(book(bytes, kind, budget)?, budget))
}

fn book(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Book, Unreadable> {
    let reader = match kind {
        Kind::Xls => xls::read,
        Kind::Ods => ods::read,
        _ => xlsx::read,
    };
    // Whatever a file does to its reader, it is an answer.
    attempt(|| reader(bytes, budget)).unwrap_or(Err(Unreadable::Damaged(kind)))
}

/// A sheet that is shown, cell by cell as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetGrid {
    /// Its name.
    pub name: String,
    /// Texts by row and column, both from 0; hidden rows and columns left out.
    pub cells: BTreeMap<(u32, u32), String>,
}

/// The sheets of a workbook as they are, for lists that are no reports.
///
/// # Errors
/// Where the bytes are no sheet, or go beyond the limits.
pub fn grids(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Vec<SheetGrid>, Unreadable> {
    let budget = Budget::new(bytes.len() as u64, limits);
    let book = book(bytes, kind, &budget);
    let shown =
        budget.excess().map_or(book, |excess| Err(excess.into()))?.sheets.into_iter().filter(|sheet| !sheet.is_hidden);
    let grid = |mut sheet: model::Sheet| {
        sheet.leave_out_hidden();
        SheetGrid { name: sheet.name, cells: sheet.cells }
    };
    Ok(shown.map(grid).collect())
}

/// Cuts the sheets that are shown, and names what was left out.
fn content(book: Book, budget: &Budget) -> Content {
    let mut blocks = Vec::new();
    let (mut hidden, mut uncalculated, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for mut sheet in book.sheets {
        if sheet.is_hidden {
            if !sheet.cells.is_empty() {
                hidden.push(sheet.name);
            }
            continue;
        }
        hidden.extend(sheet.leave_out_hidden());
        uncalculated.extend(sheet.uncalculated.iter().map(|at| sheet.name_of(*at)));
        changed.extend(sheet.changed.iter().map(|(at, told)| format!("{} {told}", sheet.name_of(*at))));
        if !sheet.cells.is_empty() {
            blocks.push(Block::Sheet(sheet.name.clone()));
            cut::cut(sheet, &mut blocks, budget);
        }
    }
    let mut remarks = Vec::new();
    if !hidden.is_empty() {
        remarks.push(Remark::Hidden(hidden));
    }
    if !uncalculated.is_empty() {
        remarks.push(Remark::Uncalculated(uncalculated));
    }
    if !changed.is_empty() {
        remarks.push(Remark::Formatted(changed));
    }
    if book.is_rescued {
        remarks.push(Remark::Rescued);
    }
    if book.is_cut {
        remarks.push(Remark::Cut { setting: "limits.cells", limit: u64::from(budget.limits.cells) });
    }
    Content { blocks, remarks }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::source::Excess;

    fn read(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Content, Unreadable> {
        let budget = Budget::new(bytes.len() as u64, limits);
        let content = super::read(bytes, kind, &budget);
        budget.excess().map_or(content, |excess| Err(excess.into()))
    }

    fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A workbook with the given rows of XML on its first sheet, and another sheet that is hidden.
    fn xlsx(rows: &str, after: &str) -> Vec<u8> {
        let relationship = |id: u32, kind: &str, target: &str| {
            let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            format!("<Relationship Id=\"r{id}\" Type=\"{base}/{kind}\" Target=\"{target}\"/>")
        };
        let relationships = |inner: String| format!("<Relationships>{inner}</Relationships>");
        let sheet = |rows: &str, after: &str| format!("<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>");
        let sheets = "<sheet name=\"表三\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"底稿\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/>";
        let borders = "<borders count=\"2\"><border/><border><left style=\"thin\"/></border></borders>";
        let formats = "<cellXfs><xf numFmtId=\"0\" borderId=\"0\"/><xf numFmtId=\"9\" borderId=\"0\"/><xf numFmtId=\"0\" borderId=\"1\" applyBorder=\"1\"/></cellXfs>";
        zipped(&[
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", relationships(relationship(1, "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", format!("<workbook xmlns:r=\"r\"><sheets>{sheets}</sheets></workbook>")),
            (
                "xl/_rels/workbook.xml.rels",
                relationships(
                    relationship(1, "worksheet", "worksheets/a.xml")
                        + &relationship(2, "worksheet", "worksheets/b.xml")
                        + &relationship(3, "styles", "styles.xml"),
                ),
            ),
            ("xl/styles.xml", format!("<styleSheet>{borders}{formats}</styleSheet>")),
            ("xl/worksheets/a.xml", sheet(rows, after)),
            ("xl/worksheets/b.xml", sheet("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>", "")),
        ])
    }

    /// Rows in a small notation: cells by `|`, each a number, text, or nothing; `_` is a blank cell with lines around it.
    fn rows(text: &str) -> String {
        let cell = |row: usize, column: usize, text: &str| {
            let place = format!("{}{}", crate::document::origins::letters(column as u32 + 1), row + 1);
            match text.trim() {
                "" => String::new(),
                "_" => format!("<c r=\"{place}\" s=\"2\"/>"),
                text if text.parse::<f64>().is_ok() => format!("<c r=\"{place}\"><v>{text}</v></c>"),
                text if text.starts_with('<') => format!("<c r=\"{place}\"{}</c>", text.trim_start_matches('<')),
                text => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            }
        };
        let row = |(at, line): (usize, &str)| {
            let cells: String = line.split('|').enumerate().map(|(column, text)| cell(at, column, text)).collect();
            format!("<row r=\"{}\">{cells}</row>", at + 1)
        };
        text.lines().enumerate().map(row).collect()
    }

    fn shown(content: &Content) -> Vec<String> {
        let mut lines = Vec::new();
        for block in &content.blocks {
            match block {
                Block::Line(line) => lines.push(line.clone()),
                Block::Sheet(name) => lines.push(format!("== {name}")),
                Block::Page(_) => {}
                Block::Table(table) => {
                    lines.push(format!("-- {:?}", table.first));
                    for row in &table.rows {
                        let cell = |cell: &crate::document::Cell| match (cell.columns, cell.rows) {
                            (1, 1) => cell.text.clone(),
                            (columns, rows) => format!("{}[{columns}x{rows}]", cell.text),
                        };
                        lines.push(row.iter().map(cell).collect::<Vec<_>>().join("|"));
                    }
                }
            }
        }
        lines
    }

    fn read_rows(text: &str, merges: &[&str]) -> Content {
        let merges: String = merges.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
        let bytes = xlsx(&rows(text), &format!("<mergeCells>{merges}</mergeCells>"));
        read(&bytes, Kind::Xlsx, &Limits::default()).unwrap()
    }

    #[test]
    fn sheets_are_cut_into_tables_and_lines() {
        for (text, merges, expected) in [
            // A title, a table with a row whose values were left blank, a note after a blank row.
            (
                "年度报告\n二、主动公开\n内容|制发|废止\n规章\n文件|1|2\n\n注：本表由办公室填写",
                &[][..],
                &[
                    "年度报告",
                    "二、主动公开",
                    "-- (3, 1)",
                    "内容|制发|废止",
                    "规章||",
                    "文件|1|2",
                    "注：本表由办公室填写",
                ][..],
            ),
            // A heading right between two tables of different width.
            (
                "内容|制发\n文件|1\n三、收到和处理\n|自然人|总计\n新收|3|3",
                &[],
                &["-- (1, 1)", "内容|制发", "文件|1", "三、收到和处理", "-- (4, 1)", "|自然人|总计", "新收|3|3"],
            ),
            // Where blank cells are drawn, a row without any is no row.
            (
                "内容|制发|废止\n规章|_|_\n文件|1|2\n填表人：王晓",
                &[],
                &["-- (1, 1)", "内容|制发|废止", "规章||", "文件|1|2", "填表人：王晓"],
            ),
            // Merged cells, and columns that are only coloured.
            (
                "|申请人情况||_|_|_\n|自然人|总计|_|_|_\n新收|3|3|_|_|_\n合计|3|3",
                &["A1:A2", "B1:C1"],
                &["-- (1, 1)", "[1x2]|申请人情况[2x1]", "自然人|总计", "新收|3|3", "合计|3|3"],
            ),
            // A paragraph in a merged cell, below the table without a blank row.
            (
                "内容|制发\n文件|1\n本年度主动公开政府信息若干条，制度进一步完善。存在的问题是更新不够及时。",
                &["A3:B3"],
                &[
                    "-- (1, 1)",
                    "内容|制发",
                    "文件|1",
                    "本年度主动公开政府信息若干条，制度进一步完善。存在的问题是更新不够及时。",
                ],
            ),
        ] {
            let found = shown(&read_rows(text, merges));
            assert_eq!(found[1..], *expected, "{text}");
        }
    }

    #[test]
    fn values_are_as_they_are_shown_and_what_is_missing_is_told() {
        let text = "项|值\n比率|< s=\"1\"><v>0.125</v>\n错误|< t=\"e\"><v>#REF!</v>\n公式|<><f>B2+1</f><v>4</v>\n未算|<><f>SUM(B2:B3)</f>\n真|< t=\"b\"><v>1</v>\n数|0.30000000000000004";
        let content = read_rows(text, &[]);
        assert_eq!(
            shown(&content),
            ["== 表三", "-- (1, 1)", "项|值", "比率|12.5%", "错误|#REF!", "公式|4", "未算|", "真|TRUE", "数|0.3"]
        );
        let expected = [
            Remark::Hidden(vec!["底稿".to_owned()]),
            Remark::Uncalculated(vec!["表三!B5".to_owned()]),
            Remark::Formatted(vec!["表三!B2 12.5%→13%".to_owned()]),
        ];
        assert_eq!(content.remarks, expected);
    }

    #[test]
    fn a_sheet_is_no_larger_than_what_is_in_it() {
        let rows =
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
        let after = "<mergeCells><mergeCell ref=\"A2:XFD1048575\"/></mergeCells>";
        let content = read(&xlsx(rows, after), Kind::Xlsx, &Limits::default()).unwrap();
        assert_eq!(shown(&content), ["== 表三", "1", "2"]);
        let many = "<row>".to_owned() + &"<c><v>1</v></c>".repeat(60) + "</row>";
        let content = read(&xlsx(&many, ""), Kind::Xlsx, &Limits { cells: 50, ..Limits::default() }).unwrap();
        assert!(content.remarks.contains(&Remark::Cut { setting: "limits.cells", limit: 50 }));
        let spaces = " ".repeat(20 << 20);
        let bomb = xlsx("", &spaces);
        let too_large = Unreadable::TooMuch(Excess::Ratio(200));
        assert_eq!(read(&bomb, Kind::Xlsx, &Limits::default()), Err(too_large));
    }

    #[test]
    fn damage_is_an_answer() {
        let whole = xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "");
        for cut in (0..whole.len()).step_by(97) {
            assert_eq!(read(&whole[..cut], Kind::Xlsx, &Limits::default()), Err(Unreadable::Damaged(Kind::Xlsx)));
            for kind in [Kind::Xls, Kind::Ods] {
                assert_eq!(read(&whole[..cut], kind, &Limits::default()), Err(Unreadable::Damaged(kind)));
            }
        }
    }

    #[test]
    fn sheets_of_open_document_have_merges_and_hidden_parts() {
        let cell = |text: &str| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
        };
        let number = |value: &str, text: &str| {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let row = |inner: String| format!("<table:table-row>{inner}</table:table-row>");
        let blank = "<table:table-cell table:number-columns-repeated=\"1022\"/>";
        let rows = [
            row("<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"><text:p>申请&amp;<text:s/>情况</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:covered-table-cell/>".to_owned() + &cell("总计") + blank),
            row(number("3", "3件") + &number("190.457379", "190.46") + &number("1234", "1,234")),
            "<table:table-row table:visibility=\"collapse\"><table:table-cell office:value-type=\"string\"><text:p>去年</text:p></table:table-cell></table:table-row>".to_owned(),
            "<table:table-row table:number-rows-repeated=\"1048000\">".to_owned() + blank + "</table:table-row>",
        ]
        .concat();
        let content = format!(
            "<office:document-content><table:table table:name=\"表三\">{rows}</table:table></office:document-content>"
        );
        let read = read(&zipped(&[("content.xml", content)]), Kind::Ods, &Limits::default()).unwrap();
        assert_eq!(shown(&read), ["== 表三", "-- (1, 1)", "申请& 情况[2x1]|总计", "3件|190.457379|1234"]);
        let told = [
            Remark::Hidden(vec!["表三!3:3".to_owned()]),
            Remark::Formatted(vec!["表三!B2 190.457379→190.46".to_owned()]),
        ];
        assert_eq!(read.remarks, told);
    }
}
