//! The same report in every kind of file gives the same cells. `fixtures/formats` has a folder for each of several reports of
//! `fixtures/batch`, made by `fixtures/make/formats.py`; what is read from the original text is the measure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::pipeline::{self, Opened};
use gouji::report::Mappings;
use gouji::rules::{RuleBook, Severity};
use gouji::schema::CellId;
use gouji::source::{self, Limits, SourceFile};

/// What must be the same of a report in every kind of file.
#[derive(Debug, PartialEq)]
struct Said {
    /// Raw text without blanks, the value, its unit, and whether the engine vouches for it.
    cells: BTreeMap<CellId, String>,
    unit: Option<String>,
    year: Option<i32>,
    form: Option<u8>,
    /// Rules that are broken as errors or warnings, with the cells they speak of.
    broken: Vec<(&'static str, Vec<CellId>)>,
    /// Figures of the prose.
    facts: Vec<String>,
}

fn said(opened: &Opened) -> Said {
    let report = &opened.analysis.report;
    let cell = |cell: &gouji::report::Cell| {
        let raw: String = cell.raw.chars().filter(|c| !c.is_whitespace()).collect();
        format!("{raw} {:?} {:?} {:?} {}", cell.kind, cell.value, cell.unit, cell.doubt.is_some())
    };
    let findings = opened.analysis.verdict.findings.iter().filter(|finding| finding.severity > Severity::Info);
    // What is said of the file itself differs by its nature.
    let findings = findings.filter(|finding| !finding.rule.starts_with("file."));
    // Their order follows the lines, which differ.
    let mut broken: Vec<_> = findings.map(|finding| (finding.rule, finding.cells.clone())).collect();
    broken.iter_mut().for_each(|(_, cells)| cells.sort_unstable());
    broken.sort();
    Said {
        cells: report.cells().map(|(id, found)| (id, cell(found))).collect(),
        unit: report.unit.as_ref().map(|unit| unit.text.clone()),
        year: report.year,
        form: report.form,
        broken,
        facts: report.facts.iter().map(|fact| format!("{} {:?}", fact.id, fact.value)).collect(),
    }
}

/// How two readings differ, in a few words.
fn difference(expected: &Said, found: &Said) -> Vec<String> {
    let mut differences = Vec::new();
    for (id, cell) in &expected.cells {
        match found.cells.get(id) {
            Some(other) if other == cell => {}
            other => differences.push(format!("{id}: expected {cell}, found {other:?}")),
        }
    }
    let extra = found.cells.keys().filter(|id| !expected.cells.contains_key(id));
    differences.extend(extra.map(|id| format!("{id}: found {}, expected none", found.cells[id])));
    if (&expected.unit, expected.year, expected.form) != (&found.unit, found.year, found.form) {
        differences.push(format!("{:?} {:?} {:?}", found.unit, found.year, found.form));
    }
    if expected.broken != found.broken {
        differences.push(format!("expected {:?}, found {:?}", expected.broken, found.broken));
    }
    if expected.facts != found.facts {
        differences.push(format!("expected {:?}, found {:?}", expected.facts, found.facts));
    }
    differences
}

fn open(file: &SourceFile) -> Opened {
    pipeline::open(file, &Mappings::default(), RuleBook::standard())
}

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

/// The report's text in the batch, by the name that stands before its extension.
fn original(name: &str) -> SourceFile {
    let batch = source::find(&[fixtures("batch")], &Limits::default()).unwrap();
    let is_it = |file: &SourceFile| file.path.file_stem().is_some_and(|stem| stem == name);
    batch.files.into_iter().find(is_it).unwrap_or_else(|| panic!("{name} is not in fixtures/batch"))
}

#[test]
fn every_kind_of_file_gives_the_same_cells() {
    let mut wrong = Vec::new();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(fixtures("formats")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut read = BTreeMap::<String, usize>::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let expected = said(&open(&original(name)));
        assert!(expected.cells.len() > 100, "{name}");
        for file in source::find(std::slice::from_ref(folder), &Limits::default()).unwrap().files {
            let kind = file.name.rsplit_once('.').map_or("", |(_, extension)| extension).to_owned();
            if kind == "doc" && !has_office() {
                println!("{}: not read, since LibreOffice is not installed", file.name);
                continue;
            }
            let opened = open(&file);
            let mut differences = difference(&expected, &said(&opened));
            if let Some((_, because)) = &opened.analysis.unreadable {
                differences = vec![because.clone()];
            }
            if !differences.is_empty() {
                let shown: Vec<&str> = differences.iter().map(String::as_str).take(5).collect();
                wrong.push(format!(
                    "{name}/{}: {} differences\n    {}",
                    file.name,
                    differences.len(),
                    shown.join("\n    ")
                ));
            }
            *read.entry(kind).or_default() += 1;
        }
    }
    assert!(wrong.is_empty(), "{} files differ:\n{}", wrong.len(), wrong.join("\n"));
    for kind in ["txt", "md", "html", "mht", "docx", "xlsx", "xls", "ods", "pdf"] {
        assert!(read.get(kind).is_some_and(|&count| count >= 7), "{kind}: {read:?}");
    }
}

/// Whether LibreOffice is there to convert files of older kinds.
fn has_office() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join("soffice").is_file())
}
