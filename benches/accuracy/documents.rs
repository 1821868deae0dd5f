//! The same report as a web page, a Word document, a workbook and a PDF, in bytes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use crate::common::flatten::{LAYOUTS, Layout, report};
use crate::common::sheet::{Grid, LOST, Role, Sheet, TEAR};

/// A way in which a report comes.
pub struct Form {
    /// Its short name.
    pub name: &'static str,
    /// What belongs to its name in a batch.
    pub extension: &'static str,
    /// Makes the file.
    pub make: fn(&Sheet) -> Vec<u8>,
    /// Whether an empty cell can be told from the filler of a merged one.
    pub keeps_blanks: bool,
}

/// A cell with what it covers.
struct Placed<'a> {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    text: &'a str,
}

/// Every way other than plain text.
pub const DOCUMENTS: [Form; 5] = [
    Form { name: "html", extension: "html", make: html, keeps_blanks: true },
    Form { name: "docx", extension: "docx", make: docx, keeps_blanks: true },
    Form { name: "xlsx", extension: "xlsx", make: xlsx, keeps_blanks: true },
    Form { name: "pdf", extension: "pdf", make: pdf, keeps_blanks: true },
    Form { name: "pdf, unruled", extension: "pdf", make: unruled_pdf, keeps_blanks: true },
];

/// A report as plain text in a layout.
pub fn plain(sheet: &Sheet, layout: &Layout) -> Vec<u8> {
    report(sheet, layout).into_bytes()
}

/// What stands around the tables: lines, and the number of a table where it goes.
fn parts(sheet: &Sheet) -> Vec<Result<String, usize>> {
    const MARK: &str = "\u{2}TABLE";
    // The text layouts know the prose around the tables; the tables themselves are cut out of the simplest of them.
    let mut empty = sheet.clone();
    for (at, grid) in empty.grids.iter_mut().enumerate() {
        let block = grid.rows.first().map_or("requests", |row| row.block);
        *grid =
            Grid { rows: vec![crate::common::sheet::Row::furniture(block, &format!("{MARK}{at}"))], ..grid.clone() };
    }
    let layout = LAYOUTS.iter().find(|layout| layout.name == "f3").expect("a known layout");
    let line = |line: &str| match line.strip_prefix(MARK) {
        Some(at) => Err(at.parse().expect("a table's number")),
        None => Ok(line.to_owned()),
    };
    report(&empty, layout).lines().map(line).collect()
}

/// The cells of a grid with what they cover, and lines that stand between its rows with the row before which they do.
fn place(grid: &Grid) -> (Vec<Placed<'_>>, Vec<(usize, &str)>, usize) {
    let mut cells: Vec<Placed<'_>> = Vec::new();
    let mut lines = Vec::new();
    // The cell that covers each column of the row above.
    let mut above: Vec<Option<usize>> = vec![None; grid.width];
    let mut was_header = false;
    let mut at = 0;
    for row in &grid.rows {
        if row.role == Role::Furniture {
            lines.push((at, row.cells[0].text.as_str()));
            above = vec![None; grid.width];
            continue;
        }
        let there: Vec<_> = row.cells.iter().filter(|cell| cell.text != LOST && cell.column < grid.width).collect();
        let Some(first) = there.first().map(|cell| cell.column) else { continue };
        let last = there.last().map_or(0, |cell| cell.column);
        if row.role == Role::Group {
            // A group on a row of its own goes across the table, and nothing below it.
            cells.push(Placed { row: at, column: 0, rows: 1, columns: grid.width, text: &there[0].text });
            above = vec![None; grid.width];
            at += 1;
            continue;
        }
        let is_header = row.role == Role::Header;
        let mut here: Vec<Option<usize>> = vec![None; grid.width];
        for column in 0..grid.width {
            let begins_above = above[column].is_some_and(|i| cells[i].column == column);
            // What ends left of the row's first cell goes on beside it.
            let is_beside = above[column].is_some_and(|i| cells[i].column + cells[i].columns <= first);
            if is_beside || (is_header && was_header && column > last && begins_above) {
                here[column] = above[column];
            }
        }
        let taken: Vec<usize> = here.iter().flatten().copied().collect();
        for &i in &taken {
            cells[i].rows = at + 1 - cells[i].row;
        }
        for (k, cell) in there.iter().enumerate() {
            let next = there.get(k + 1).map_or(grid.width, |next| next.column);
            let end =
                (cell.column + 1..next).find(|&column| here[column].is_some()).unwrap_or(next.max(cell.column + 1));
            // Where nothing from above stands before the row's first cell, it begins there.
            let begin = match k {
                0 => (0..cell.column).rev().take_while(|&column| here[column].is_none()).last(),
                _ => None,
            };
            let begin = begin.unwrap_or(cell.column);
            let id = cells.len();
            cells.push(Placed { row: at, column: begin, rows: 1, columns: end - begin, text: &cell.text });
            here[begin..end.min(grid.width)].fill(Some(id));
        }
        above = here;
        was_header = is_header;
        at += 1;
    }
    (cells, lines, at)
}

fn escape(text: &str, tear: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(TEAR, tear)
}

fn html(sheet: &Sheet) -> Vec<u8> {
    let mut page =
        String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><div class=\"article\">\n");
    for part in parts(sheet) {
        match part {
            Ok(line) => drop(writeln!(page, "<p>{}</p>", escape(&line, ""))),
            Err(table) => {
                let (cells, lines, rows) = place(&sheet.grids[table]);
                page += "<table border=\"1\">\n";
                for row in 0..rows {
                    for (_, line) in lines.iter().filter(|(at, _)| *at == row) {
                        let _ = writeln!(page, "</table><p>{}</p><table border=\"1\">", escape(line, ""));
                    }
                    page += "<tr>";
                    for cell in cells.iter().filter(|cell| cell.row == row) {
                        let _ = write!(
                            page,
                            "<td colspan=\"{}\" rowspan=\"{}\">{}</td>",
                            cell.columns,
                            cell.rows,
                            escape(cell.text, "<br>")
                        );
                    }
                    page += "</tr>\n";
                }
                page += "</table>\n";
            }
        }
    }
    page += "</div></body></html>";
    page.into_bytes()
}

fn zipped(entries: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in entries {
        archive.start_file(*name, options).expect("an entry of an archive in memory");
        archive.write_all(text.as_bytes()).expect("writing to memory");
    }
    archive.finish().expect("an archive in memory").into_inner()
}

fn docx(sheet: &Sheet) -> Vec<u8> {
    let mut body = String::new();
    let paragraph = |text: &str| {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(text, "</w:t><w:br/><w:t>"))
    };
    for part in parts(sheet) {
        match part {
            Ok(line) => body += &paragraph(&line),
            Err(table) => {
                let grid = &sheet.grids[table];
                let (cells, lines, rows) = place(grid);
                body += "<w:tbl>";
                for row in 0..rows {
                    for (_, line) in lines.iter().filter(|(at, _)| *at == row) {
                        body += &format!("</w:tbl>{}<w:tbl>", paragraph(line));
                    }
                    body += "<w:tr>";
                    let mut column = 0;
                    while column < grid.width {
                        let covers = |cell: &&Placed| {
                            (cell.row..cell.row + cell.rows).contains(&row)
                                && (cell.column..cell.column + cell.columns).contains(&column)
                        };
                        let Some(cell) = cells.iter().rev().find(covers) else {
                            column += 1;
                            continue;
                        };
                        let merge = match (cell.rows > 1, cell.row == row) {
                            (false, _) => "",
                            (true, true) => "<w:vMerge w:val=\"restart\"/>",
                            (true, false) => "<w:vMerge/>",
                        };
                        let text = if cell.row == row { cell.text } else { "" };
                        let _ = write!(
                            body,
                            "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>{}</w:tc>",
                            cell.columns,
                            paragraph(text)
                        );
                        column = cell.column + cell.columns;
                    }
                    body += "</w:tr>";
                }
                body += "</w:tbl>";
            }
        }
    }
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("{XML}<w:document xmlns:w=\"{main}\"><w:body>{body}</w:body></w:document>")),
    ])
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types \
xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
ContentType=\"application/xml\"/></Types>";

fn relations(targets: &[(&str, &str)]) -> String {
    let base = "http://schemas.openxmlformats.org";
    let mut text = format!("{XML}<Relationships xmlns=\"{base}/package/2006/relationships\">");
    for (at, (kind, target)) in targets.iter().enumerate() {
        let kind = format!("{base}/officeDocument/2006/relationships/{kind}");
        let _ = write!(text, "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", at + 1);
    }
    text + "</Relationships>"
}

fn letters(mut column: usize) -> String {
    let mut name = String::new();
    column += 1;
    while column > 0 {
        column -= 1;
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    name
}

fn xlsx(sheet: &Sheet) -> Vec<u8> {
    let mut rows = String::new();
    let mut merges = String::new();
    let mut at = 1;
    let text = |row: usize, column: usize, text: &str| match text.parse::<f64>() {
        Ok(_) if !text.starts_with('+') => format!("<c r=\"{}{row}\"><v>{text}</v></c>", letters(column)),
        _ if text.is_empty() => String::new(),
        _ => format!(
            "<c r=\"{}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            letters(column),
            escape(text, "\n")
        ),
    };
    for part in parts(sheet) {
        match part {
            Ok(line) => {
                let _ = write!(rows, "<row r=\"{at}\">{}</row>", text(at, 0, &line));
                at += 1;
            }
            Err(table) => {
                let (cells, lines, count) = place(&sheet.grids[table]);
                for row in 0..count {
                    for (_, line) in lines.iter().filter(|(before, _)| *before == row) {
                        let _ = write!(rows, "<row r=\"{at}\">{}</row>", text(at, 0, line));
                        at += 1;
                    }
                    let _ = write!(rows, "<row r=\"{at}\">");
                    for cell in cells.iter().filter(|cell| cell.row == row) {
                        rows += &text(at, cell.column, cell.text);
                        if cell.rows > 1 || cell.columns > 1 {
                            let end = letters(cell.column + cell.columns - 1);
                            let last = at + cell.rows - 1;
                            let _ = write!(merges, "<mergeCell ref=\"{}{at}:{end}{last}\"/>", letters(cell.column));
                        }
                    }
                    rows += "</row>";
                    at += 1;
                }
            }
        }
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", relations(&[("worksheet", "worksheets/sheet1.xml")])),
        (
            "xl/workbook.xml",
            format!(
                "{XML}<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"年报\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "{XML}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
            ),
        ),
    ])
}

/// Pages of A4 with ruled tables, in a font that is named and not embedded, as older programs write them.
fn pdf(sheet: &Sheet) -> Vec<u8> {
    drawn(sheet, true)
}

/// The same pages without lines, what is in a cell in its middle.
fn unruled_pdf(sheet: &Sheet) -> Vec<u8> {
    drawn(sheet, false)
}

fn drawn(sheet: &Sheet, is_ruled: bool) -> Vec<u8> {
    let mut pages = Pages { pages: vec![String::new()], y: TOP, is_ruled };
    for part in parts(sheet) {
        match part {
            Ok(line) => pages.paragraph(&line),
            Err(table) => pages.table(&sheet.grids[table]),
        }
    }
    pages.finish()
}

const TOP: f64 = 790.0;
const BOTTOM: f64 = 60.0;
const LEFT: f64 = 50.0;
const WIDTH: f64 = 495.0;
const SIZE: f64 = 8.0;

struct Pages {
    pages: Vec<String>,
    y: f64,
    is_ruled: bool,
}

impl Pages {
    fn room(&mut self, height: f64) {
        if self.y - height < BOTTOM {
            self.pages.push(String::new());
            self.y = TOP;
        }
    }

    fn text(&mut self, x: f64, y: f64, text: &str) {
        let code: String = text.encode_utf16().fold(String::new(), |code, unit| code + &format!("{unit:04X}"));
        let page = self.pages.last_mut().expect("a page");
        let _ = writeln!(page, "BT /F1 {SIZE} Tf {x:.1} {y:.1} Td <{code}> Tj ET");
    }

    /// Cuts a text into lines of so many points; ASCII is half as wide.
    fn wrap(text: &str, width: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut x = 0.0;
        for c in text.chars().filter(|&c| c != '\n') {
            let step = if c.is_ascii() { SIZE / 2.0 } else { SIZE };
            if c == TEAR || x + step > width {
                lines.push(String::new());
                x = 0.0;
            }
            if c != TEAR {
                lines.last_mut().expect("a line").push(c);
                x += step;
            }
        }
        lines
    }

    fn paragraph(&mut self, line: &str) {
        for line in Self::wrap(&format!("\u{3000}\u{3000}{line}"), WIDTH) {
            self.room(14.0);
            self.y -= 14.0;
            let y = self.y;
            self.text(LEFT, y, &line);
        }
    }

    fn table(&mut self, grid: &Grid) {
        let (cells, lines, rows) = place(grid);
        // Columns of labels are wider where there are any.
        let wide = match grid.width {
            4 => vec![0.4],
            10 | 11 => vec![0.1, 0.12, 0.24],
            _ => vec![],
        };
        let rest = (1.0 - wide.iter().sum::<f64>()) / (grid.width - wide.len()) as f64;
        let edges: Vec<f64> = (0..=grid.width)
            .map(|k| LEFT + WIDTH * (0..k).map(|i| wide.get(i).copied().unwrap_or(rest)).sum::<f64>())
            .collect();
        let lines_of = |cell: &Placed| {
            Self::wrap(cell.text, edges[(cell.column + cell.columns).min(grid.width)] - edges[cell.column] - 4.0)
        };
        let heights: Vec<f64> = (0..rows)
            .map(|row| {
                let of_row = cells.iter().filter(|cell| cell.row == row && cell.rows == 1);
                let most = of_row.map(|cell| lines_of(cell).len()).max().unwrap_or(1);
                most as f64 * (SIZE + 2.0) + 4.0
            })
            .collect();
        let mut row = 0;
        while row < rows {
            for (_, line) in lines.iter().filter(|(at, _)| *at == row) {
                self.paragraph(line);
            }
            self.room(heights[row]);
            // As many rows as fit on the page are drawn at once.
            let mut end = row;
            let mut left = self.y;
            while end < rows && left - heights[end] >= BOTTOM && (end == row || !lines.iter().any(|(at, _)| *at == end))
            {
                left -= heights[end];
                end += 1;
            }
            let end = end.max(row + 1);
            let tops: Vec<f64> = (row..=end).map(|k| self.y - heights[row..k].iter().sum::<f64>()).collect();
            for cell in &cells {
                let (first, last) = (cell.row.max(row), (cell.row + cell.rows).min(end));
                if first >= last {
                    continue;
                }
                let (top, bottom) = (tops[first - row], tops[last - row]);
                let (x0, x1) = (edges[cell.column], edges[(cell.column + cell.columns).min(grid.width)]);
                if self.is_ruled {
                    let page = self.pages.last_mut().expect("a page");
                    let _ = writeln!(page, "{x0:.2} {bottom:.2} {:.2} {:.2} re S", x1 - x0, top - bottom);
                }
                if cell.row == first {
                    let lines = lines_of(cell);
                    let above = (top - bottom - lines.len() as f64 * (SIZE + 2.0)) / 2.0;
                    for (k, line) in lines.iter().enumerate() {
                        let wide = line.chars().map(|c| if c.is_ascii() { SIZE / 2.0 } else { SIZE }).sum::<f64>();
                        // Ruled cells begin at their upper left corner.
                        let (x, y) = if self.is_ruled { (2.0, 1.0) } else { ((x1 - x0 - wide) / 2.0, above) };
                        self.text(x0 + x, top - SIZE - y - k as f64 * (SIZE + 2.0), line);
                    }
                }
            }
            self.y = tops[end - row];
            row = end;
        }
        for (_, line) in lines.iter().filter(|(at, _)| *at >= rows) {
            self.paragraph(line);
        }
    }

    fn finish(self) -> Vec<u8> {
        let count = self.pages.len();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!(
                "<< /Type /Pages /Count {count} /Kids [{}] >>",
                (0..count).map(|page| format!("{} 0 R ", 6 + 2 * page)).collect::<String>()
            ),
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
                .to_owned(),
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>".to_owned(),
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>".to_owned(),
        ];
        for (number, page) in self.pages.iter().enumerate() {
            let content = format!("{page}BT /F1 9 Tf 290 30 Td <002D0020{:04X}0020002D> Tj ET\n", 0x31 + number % 9);
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                7 + 2 * number
            ));
            objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
        }
        let mut file = String::from("%PDF-1.4\n");
        let mut offsets = Vec::new();
        for (number, object) in objects.iter().enumerate() {
            offsets.push(file.len());
            let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
        }
        let start = file.len();
        let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for offset in offsets {
            let _ = writeln!(file, "{offset:010} 00000 n ");
        }
        let _ = write!(file, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
        file.into_bytes()
    }
}
