//! Names and contents of files that try to steer the terminal or to disguise what they say: nothing of them may reach the
//! screen, standard error, or what is printed for people to read.

use std::fs;
use std::process::Command;

use crate::common::walk::Walk;
use gouji::text::lang::Lang;

/// Characters that move a cursor, turn the direction of writing, or cannot be seen.
const TRICKS: [char; 22] = [
    '\u{1B}',
    '\u{7}',
    '\u{8}',
    '\u{7F}',
    '\u{9B}',
    '\u{9D}',
    '\u{85}',
    '\u{AD}',
    '\u{61C}',
    '\u{200B}',
    '\u{200D}',
    '\u{200E}',
    '\u{202A}',
    '\u{202E}',
    '\u{2066}',
    '\u{2069}',
    '\u{3164}',
    '\u{FE0F}',
    '\u{FEFF}',
    '\u{E0001}',
    '\u{E0041}',
    '\u{E0100}',
];

/// A batch whose files have tricks in their names, as far as the system allows, and between all their letters.
fn batch() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("b\u{202e}atch");
    fs::create_dir(&root).unwrap();
    let plain = fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch/思茅区人民政府2019.txt"),
    )
    .unwrap();
    let mut trick = TRICKS.iter().cycle();
    // A trick after every line's first character, and after every cell's.
    let spoilt: String = plain
        .split_inclusive(['\n', '|'])
        .map(|piece| {
            let mut letters = piece.chars();
            let first: String = letters.next().into_iter().collect();
            format!("{first}{}{}", trick.next().unwrap(), letters.as_str())
        })
        .collect();
    fs::write(root.join("a\u{202e}\u{200b}\u{e0041}.txt"), &spoilt).unwrap();
    #[cfg(unix)]
    fs::write(root.join("c\u{1b}[2J\u{9b}\u{7}.txt"), &plain).unwrap();
    let lone = "某县\u{1b}[31m2021年\u{202e}政府信息公开工作年度报告\u{1b}]52;c;eA==\u{7}\n一、总体情况\u{9b}2J\n含收到申请3件（网上\u{1b}]0;x\u{7}申请1件、当面申请1件）。\n";
    fs::write(root.join("d.txt"), lone).unwrap();
    fs::write(root.join("e.xlsx"), workbook()).unwrap();
    folder
}

/// A workbook whose sheet has tricks in its name, among them some that XML must spell out.
fn workbook() -> Vec<u8> {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let name = "表&#x9b;2J&#x85;\u{202e}\u{200b}&#x7f;\u{e0041}";
    let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"str\"><v>{text}</v></c>");
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}</row><row r=\"3\"><c r=\"A3\"><f>1</f></c><c r=\"B3\"><v>2</v></c></row>",
        cell("A1", "某县2021年政府信息公开工作年度报告"),
        cell("A2", "规章"),
        cell("B2", "1&#x9d;0;x\u{2066}")
    );
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{base}/worksheet\" Target=\"a.xml\"/></Relationships>"
            ),
        ),
        ("xl/a.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn complain(text: &str, of: &str) {
    if let Some(c) = text.chars().find(|c| TRICKS.contains(c)) {
        let line = text.lines().find(|line| line.contains(c)).unwrap_or_default();
        panic!("{of}: U+{:04X} in {line:?}", c as u32);
    }
}

#[test]
fn the_screen_shows_nothing_that_steers_or_hides() {
    let folder = batch();
    for lang in [Lang::Zh, Lang::En] {
        let mut walk = Walk::open(&folder.path().join("b\u{202e}atch"), lang, (120, 36));
        walk.everywhere();
        for buf in &walk.seen {
            for cell in &buf.content {
                complain(cell.symbol(), "the screen");
                assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
            }
        }
    }
}

#[test]
fn what_is_printed_for_people_neither_steers_nor_hides() {
    let folder = batch();
    let root = folder.path().join("b\u{202e}atch");
    let file = root.join("a\u{202e}\u{200b}\u{e0041}.txt");
    let nowhere = root.join("no\u{1b}[2J\u{202e}where");
    let sheet = root.join("e.xlsx");
    let (root, file, nowhere) = (root.to_str().unwrap(), file.to_str().unwrap(), nowhere.to_str().unwrap());
    let sheet = sheet.to_str().unwrap();
    let log = folder.path().join("log\u{202e}.md");
    for words in [
        vec!["check", root],
        vec!["show", file],
        vec!["show", file, "--explain"],
        vec!["show", sheet, "--explain"],
        vec!["check", root, "--format", "json"],
        vec!["check", root, "--format", "ndjson"],
        vec!["check", root, "--format", "sarif"],
        vec!["show", file, "--format", "json"],
        vec!["show", sheet, "--format", "json"],
        vec!["export", root, "-o", "-", "--format", "json"],
        vec!["export", root, "-o", "-", "--format", "json", "--content", "ledger"],
        vec!["export", root, "-o", log.to_str().unwrap()],
        vec!["export", root, "-o", "-", "--format", "md"],
        vec!["config", root],
        vec!["config", nowhere],
        vec!["check", nowhere],
        vec!["show", nowhere],
        vec!["show", root],
        vec!["export", root, "-o", nowhere],
        vec!["rules", "x\u{1b}[2J\u{202e}"],
        vec!["man", "x\u{1b}[2J\u{202e}"],
        vec!["check", root, "--x\u{1b}[2J\u{202e}"],
        vec!["check", root, "--format", "x\u{1b}[2J\u{202e}"],
        vec!["check", root, "--config", nowhere],
        vec!["rules", "--data-dir", nowhere],
    ] {
        for lang in ["zh", "en"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
            command.args(&words).args(["--lang", lang]).env("HOME", folder.path());
            command.env("GOUJI_THEME", if words[0] == "rules" { "p\u{1b}[2J\u{202e}ink" } else { "dark" });
            let output = command.output().unwrap();
            complain(&String::from_utf8_lossy(&output.stdout), &format!("{words:?}, standard output"));
            complain(&String::from_utf8_lossy(&output.stderr), &format!("{words:?}, standard error"));
            let _ = fs::remove_file(&log);
        }
    }
}
