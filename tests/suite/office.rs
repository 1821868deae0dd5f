//! A report as an older Word document, made and read with LibreOffice where it is installed: the same cells as from text.

use std::fs;
use std::path::Path;
use std::process::Command;

use gouji::document::Remark;
use gouji::pipeline::{Analysis, analyse};
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::source::{Kind, Limits};

/// A report in Markdown as a web page: lines with bars are rows of tables, others paragraphs.
fn page(markdown: &str) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut page = String::from("<html><meta charset=\"utf-8\"><body>");
    let mut is_in_table = false;
    for line in markdown.lines().map(str::trim) {
        let row = line.strip_prefix('|').map(|row| row.trim_end_matches('|'));
        if row.is_some() != is_in_table {
            page += if is_in_table { "</table>" } else { "<table>" };
            is_in_table = !is_in_table;
        }
        match row {
            Some(row) if row.chars().all(|char| "|-: ".contains(char)) => {}
            Some(row) => {
                let cells = row.split('|').map(|cell| format!("<td>{}</td>", escape(cell.trim())));
                page += &format!("<tr>{}</tr>", cells.collect::<String>());
            }
            None => page += &format!("<p>{}</p>", escape(line)),
        }
    }
    page + if is_in_table { "</table></body></html>" } else { "</body></html>" }
}

fn read(bytes: &[u8], name: &str) -> Analysis {
    analyse(bytes, name, &Limits::default(), &Mappings::default(), RuleBook::standard())
}

#[test]
fn an_older_word_document_gives_the_same_cells_as_text() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch/部门/青阳县教育局2023.md");
    let markdown = fs::read_to_string(fixture).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.html"), page(&markdown)).unwrap();
    let made = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "doc:MS Word 97", "report.html"])
        .current_dir(folder.path())
        .output();
    let Some(bytes) = made.ok().and_then(|_| fs::read(folder.path().join("report.doc")).ok()) else {
        println!("skipped: LibreOffice is not installed, so there is nothing to convert with");
        return;
    };
    let (text, older) = (read(markdown.as_bytes(), "报告.md"), read(&bytes, "报告.doc"));
    assert_eq!((older.kind, older.unreadable.as_ref()), (Kind::Doc, None));
    assert!(older.report.remarks().contains(&Remark::Converted), "{:?}", older.report.remarks());
    let cells = |analysis: &Analysis| {
        let cells = analysis.report.cells();
        cells.map(|(id, cell)| format!("{id:?} {} {:?}", cell.raw, cell.doubt)).collect::<Vec<_>>()
    };
    let expected = cells(&text);
    assert!(expected.len() > 150, "{}", expected.len());
    assert_eq!(cells(&older), expected);
}
