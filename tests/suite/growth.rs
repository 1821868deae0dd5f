//! What a file may cost grows with its size and with nothing that is in it: each kind of input that could be made to grow
//! faster is doubled, and time may hardly more than double.
//!
//! Time is that of the thread's own work where the system tells it, so that a busy machine changes nothing. The few sizes here
//! are quick; `cargo test --release --test suite growth -- --ignored` goes up to a megabyte and looks at memory, too.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::source::{self, Limits};
use zip::write::SimpleFileOptions;

/// Makes an input of about so many bytes, measured where it is largest: unpacked for what is packed.
type Make = Box<dyn Fn(usize) -> Vec<u8>>;

/// Text of a pattern over and over.
fn repeated(pattern: &'static str) -> Make {
    Box::new(move |size| pattern.repeat(size / pattern.len() + 1).into_bytes())
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A list of so many parts, each made of its number.
fn many(size: usize, each: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut at = 0;
    while text.len() < size {
        text += &each(at);
        at += 1;
    }
    text
}

fn docx(body: String, numbering: String, styles: String) -> Vec<u8> {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    zipped(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document {word}><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml", format!("<w:numbering {word}>{numbering}</w:numbering>")),
        ("word/styles.xml", format!("<w:styles {word}>{styles}</w:styles>")),
    ])
}

fn xlsx(sheets: &str, relationships: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let own = format!(
        "<Relationship Id=\"s\" Type=\"{base}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"f\" Type=\"{base}/styles\" Target=\"styles.xml\"/>"
    );
    let relationships = relationships.replace("BASE", base);
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"w\" Type=\"{base}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml", format!("<workbook xmlns:r=\"r\"><sheets>{sheets}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{own}{relationships}</Relationships>")),
    ];
    all.extend_from_slice(parts);
    zipped(&all)
}

const ONE_SHEET: (&str, &str) = (
    "<sheet name=\"表三\" sheetId=\"1\" r:id=\"r1\"/>",
    "<Relationship Id=\"r1\" Type=\"BASE/worksheet\" Target=\"a.xml\"/>",
);

fn one_sheet(data: String, after: &str, more: &[(&str, String)]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{data}</sheetData>{after}</worksheet>");
    let mut parts = vec![("xl/a.xml", sheet)];
    parts.extend_from_slice(more);
    xlsx(ONE_SHEET.0, ONE_SHEET.1, &parts)
}

fn ods(rows: String) -> Vec<u8> {
    let content = format!(
        "<office:document-content><table:table table:name=\"表\">{rows}</table:table></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()), ("content.xml", content)])
}

fn pdf(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}/Font<</F 5 0 R>>>>>>"
        ),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    objects.extend_from_slice(more);
    let mut text = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(text.len());
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|place| {
        let _ = writeln!(text, "{place:010} 00000 n ");
    });
    let _ = write!(text, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
    text.into_bytes()
}

/// Every kind of input that was once made to grow faster than its size, or might be.
fn kinds() -> Vec<(&'static str, Make)> {
    let mut kinds: Vec<(&'static str, Make)> = Vec::new();
    for pattern in [
        "0件，",
        "3件；",
        "3件：",
        "3件和",
        "（3件）",
        "（3",
        "3万元，",
        "，",
        "2021年",
        "收到申请3件。",
        "收到申请3件，其中网络1件，",
        "3件，其中",
        "同比增长3%，",
        "13812345678，",
        "2021年政府信息公开工作年度报告",
        "2021年政府信息公开工作年度报告\n",
        "新收政府信息公开申请数量 1 2 3\n",
        "〔2021〕3号",
        "（一）予以公开",
        "行政处罚 ",
        "规章 1 2 3\n",
        "|",
        "1|",
        "1 ",
        "1\n",
        "||\n",
        "O ",
        "a@b.c ",
        "第二十条第（一）项 ",
        "某县人民政府",
        "年报，",
        "同比",
    ] {
        kinds.push((pattern, repeated(pattern)));
    }
    kinds.push((
        "tables in tables",
        Box::new(|size| format!("<html><body>{}3件", "<table><tr><td>".repeat(size / 15)).into_bytes()),
    ));
    kinds.push(("bold in bold", Box::new(|size| format!("<html><body>{}", "<b><p>3".repeat(size / 7)).into_bytes())));
    kinds.push((
        "cells of a page",
        Box::new(|size| format!("<table><tr>{}", "<td rowspan=9>3".repeat(size / 15)).into_bytes()),
    ));
    kinds.push((
        "lists that name each other's styles",
        Box::new(|size| {
            let definitions = many(size / 2, |at| {
                format!("<w:abstractNum w:abstractNumId=\"{at}\"><w:numStyleLink w:val=\"s\"/></w:abstractNum>")
            });
            let lists = many(size / 2, |at| format!("<w:num w:numId=\"{at}\"><w:abstractNumId w:val=\"{at}\"/></w:num>"));
            let style = "<w:style w:type=\"numbering\" w:styleId=\"s\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
            docx("<w:p><w:r><w:t>三件</w:t></w:r></w:p>".to_owned(), definitions + &lists, style.to_owned())
        }),
    ));
    kinds.push((
        "paragraphs of a list of a long name",
        Box::new(|size| {
            let name = "甲".repeat(size / 6);
            let numbering = format!(
                "<w:abstractNum w:abstractNumId=\"{name}\"/><w:num w:numId=\"1\"><w:abstractNumId w:val=\"{name}\"/></w:num>"
            );
            let paragraph = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>3</w:t></w:r></w:p>";
            docx(paragraph.repeat(size / 2 / paragraph.len()), numbering, String::new())
        }),
    ));
    kinds.push((
        "cells merged downwards",
        Box::new(|size| {
            let cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
            let row = format!("<w:tr>{}</w:tr>", cell.repeat(size / 4 / cell.len()));
            docx(format!("<w:tbl>{}</w:tbl>", row.repeat(4)), String::new(), String::new())
        }),
    ));
    kinds.push((
        "one shared text in many cells",
        Box::new(|size| {
            let shared = format!("<sst count=\"1\" uniqueCount=\"1\"><si><t>{}</t></si></sst>", "三".repeat(size / 6));
            let rows = many(size / 2, |at| format!("<row r=\"{0}\"><c r=\"A{0}\" t=\"s\"><v>0</v></c></row>", at + 1));
            one_sheet(rows, "", &[("xl/sharedStrings.xml", shared)])
        }),
    ));
    kinds.push((
        "one long number format in many cells",
        Box::new(|size| {
            let code = format!("0.{}&quot;{}&quot;", "0".repeat(size / 4), "件".repeat(size / 12));
            let styles = format!(
                "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></styleSheet>"
            );
            let rows = many(size / 2, |at| format!("<row r=\"{0}\"><c r=\"A{0}\" s=\"0\"><v>3.5</v></c></row>", at + 1));
            one_sheet(rows, "", &[("xl/styles.xml", styles)])
        }),
    ));
    kinds.push((
        "cells along a diagonal",
        Box::new(|size| {
            let rows = many(size, |at| {
                let column = gouji::document::letters(at as u32 % 16_000 + 2);
                format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c><c r=\"{column}{0}\"><v>2</v></c></row>", at + 1)
            });
            one_sheet(rows, "", &[])
        }),
    ));
    kinds.push((
        "merged areas over all rows",
        Box::new(|size| {
            let rows = many(size / 2, |at| {
                format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c><c r=\"B{0}\"><v>2</v></c></row>", at + 1)
            });
            let merges = many(size / 2, |at| format!("<mergeCell ref=\"A{}:C1000000\"/>", at + 1));
            one_sheet(rows, &format!("<mergeCells>{merges}</mergeCells>"), &[])
        }),
    ));
    kinds.push((
        "words in rows without numbers",
        Box::new(|size| {
            let rows = many(size, |at| {
                format!(
                    "<row r=\"{0}\"><c r=\"A{0}\" t=\"str\"><v>甲</v></c><c r=\"B{0}\" t=\"str\"><v>乙</v></c></row>",
                    at + 1
                )
            });
            one_sheet(rows, "", &[])
        }),
    ));
    kinds.push((
        "sheets of one part",
        Box::new(|size| {
            let sheets = many(size / 4, |at| format!("<sheet name=\"{at}\" sheetId=\"{at}\" r:id=\"r1\"/>"));
            let rows = many(size / 2, |at| format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c></row>", at + 1));
            let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            xlsx(&sheets, ONE_SHEET.1, &[("xl/a.xml", sheet)])
        }),
    ));
    kinds.push((
        "a row that is repeated",
        Box::new(|size| {
            let cell = format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                "三".repeat(size / 6)
            );
            ods(format!("<table:table-row table:number-rows-repeated=\"{size}\">{cell}</table:table-row>"))
        }),
    ));
    kinds.push((
        "marked content that is never closed",
        Box::new(|size| pdf(&"/P BMC BT /F 9 Tf (3) Tj ET ".repeat(size / 28), "", &[])),
    ));
    kinds.push((
        "text of a page",
        Box::new(|size| pdf(&"BT /F 9 Tf 1 0 0 1 9 9 Tm (3) Tj ET ".repeat(size / 36), "", &[])),
    ));
    kinds.push((
        "lines of a page",
        Box::new(|size| pdf(&many(size, |at| format!("{0} 9 m {0} 700 l S 9 {0} m 500 {0} l S ", at % 700)), "", &[])),
    ));
    kinds.push((
        "states that are never taken back",
        Box::new(|size| pdf(&"q 1 0 0 1 0 0 cm ".repeat(size / 17), "", &[])),
    ));
    kinds.push((
        "members that lie over each other",
        Box::new(|size| {
            let archive = zipped(&[("r.txt", "0件，".repeat(size / 7))]);
            overlapped(&archive, size / 200)
        }),
    ));
    kinds.push((
        "many members of an archive in an archive",
        Box::new(|size| {
            let names: Vec<String> = (0..size / 200).map(|at| format!("{at}.txt")).collect();
            let parts: Vec<(&str, String)> = names.iter().map(|name| (name.as_str(), "三件".to_owned())).collect();
            let inner = zipped(&parts);
            let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            writer.start_file("内.zip", SimpleFileOptions::default()).unwrap();
            writer.write_all(&inner).unwrap();
            writer.finish().unwrap().into_inner()
        }),
    ));
    kinds
}

/// An archive whose directory lists its first member so many times.
fn overlapped(archive: &[u8], times: usize) -> Vec<u8> {
    let end = archive.len() - 22;
    let at = |from: usize| u32::from_le_bytes(archive[from..from + 4].try_into().unwrap()) as usize;
    let (size, start) = (at(end + 12), at(end + 16));
    let mut bytes = archive[..start].to_vec();
    let entry = &archive[start..start + size];
    (0..times).for_each(|_| bytes.extend_from_slice(entry));
    let mut last = archive[end..].to_vec();
    last[8..10].copy_from_slice(&(times as u16).to_le_bytes());
    last[10..12].copy_from_slice(&(times as u16).to_le_bytes());
    last[12..16].copy_from_slice(&((size * times) as u32).to_le_bytes());
    bytes.extend_from_slice(&last);
    bytes
}

/// What reading and judging an input takes: the thread's own time, where the system tells it.
fn cost(bytes: &[u8]) -> Duration {
    let own = || {
        let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    };
    let (before, start) = (own(), Instant::now());
    if bytes.starts_with(b"PK\x03\x04") && source::kind(bytes) == source::Kind::Zip {
        let _ = std::hint::black_box(source::read_all(bytes, &Limits::default()));
    } else {
        std::hint::black_box(analyse(bytes, "a", &Limits::default(), &Mappings::default(), RuleBook::standard()));
    }
    own().zip(before).map_or_else(|| start.elapsed(), |(after, before)| after - before)
}

/// The least of a few times: what else the machine does only ever adds.
fn least(bytes: &[u8]) -> Duration {
    (0..3).map(|_| cost(bytes)).min().unwrap_or_default()
}

fn grows_with_size(size: usize) {
    let floor = Duration::from_millis(10);
    cost(b"x");
    let mut failed = Vec::new();
    for (name, make) in kinds() {
        let (one, two) = (make(size), make(2 * size));
        let (first, second) = (least(&one), least(&two));
        // What is quick anyway tells nothing of how it grows.
        if second > 3 * first.max(floor) {
            failed.push(format!("{name}: {first:?} for {} bytes, {second:?} for {}", one.len(), two.len()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

// By hand, as all that measures time: on a busy machine it says more of the neighbours than of the program.
#[test]
#[ignore = "measures time; figures for docs/reliability.md"]
fn what_a_file_costs_grows_with_its_size() {
    // Without optimisation all takes ten times as long, and the test is run each time.
    grows_with_size(if cfg!(debug_assertions) { 8 << 10 } else { 64 << 10 });
}

#[test]
#[ignore = "takes a minute in release; figures for docs/reliability.md"]
fn a_megabyte_of_anything_is_read_in_seconds_and_half_a_gibibyte() {
    grows_with_size(512 << 10);
    let mut failed = Vec::new();
    for (name, make) in kinds() {
        let bytes = make(1 << 20);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), &bytes).unwrap();
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .arg("check")
            .arg(folder.path())
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
            peak = peak.max(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0));
            std::thread::sleep(Duration::from_millis(2));
        }
        let (took, mib) = (start.elapsed(), peak >> 10);
        println!("{name}: {took:?}, {mib} MiB");
        let most = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
        if took > most || mib > 512 {
            failed.push(format!("{name}: {took:?}, {mib} MiB"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
