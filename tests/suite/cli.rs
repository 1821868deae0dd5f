//! Tries the program as a person starts it: the real binary on real reports, its output, what it says, its exit status.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The reports that come with the source.
fn batch() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch")
}

/// The program in an environment of its own: an empty home, no locale, nothing inherited.
struct Program {
    home: tempfile::TempDir,
    variables: Vec<(&'static str, &'static str)>,
}

/// What a run left behind.
#[must_use]
struct Ran {
    status: i32,
    out: String,
    said: String,
}

impl Program {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    fn command<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(words).env_clear().current_dir(self.home.path()).stdin(Stdio::null());
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            command.env(name, self.home.path());
        }
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command.envs(self.variables.iter().copied());
        command
    }

    fn run<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Ran {
        let output = self.command(words).output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            said: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn run(words: &[&str]) -> Ran {
    Program::new().run(words)
}

fn check(folder: &Path, options: &[&str]) -> Ran {
    let mut words = vec!["check", folder.to_str().unwrap()];
    words.extend(options);
    run(&words)
}

/// A folder with files of the given content.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Every file under a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_has_every_key_of_every_object() {
    let ran = check(&batch(), &["--format", "json"]);
    let printed: Value = serde_json::from_str(&ran.out).unwrap();
    let sorted = |names: &[&'static str]| {
        let mut names = names.to_vec();
        names.sort_unstable();
        names
    };
    let top = ["schema_version", "tool", "reports", "batch_findings", "skipped", "summary", "rules"];
    assert_eq!(keys(&printed), sorted(&top));
    let shapes: [(&str, &[&str]); 9] = [
        ("dates", &["kind", "date", "source"]),
        ("documents_cited", &["text", "source"]),
        ("sections", &["id", "heading", "source"]),
        ("cells", &["raw", "kind", "value", "unit", "confidence", "doubtful", "source"]),
        ("other_readings", &["cell", "raw", "value", "source"]),
        (
            "labels",
            &[
                "observed",
                "table",
                "axis",
                "group",
                "canonical",
                "score",
                "method",
                "needs_review",
                "alternatives",
                "learned",
                "source",
            ],
        ),
        ("checks", &["rule", "outcome", "cells", "because"]),
        (
            "findings",
            &[
                "rule",
                "severity",
                "message",
                "cells",
                "expected",
                "actual",
                "source",
                "cause_id",
                "suspects",
                "hypotheses",
            ],
        ),
        ("facts", &["id", "value", "source"]),
    ];
    let report_keys = [
        "path",
        "digest",
        "title",
        "unit",
        "signed_by",
        "year",
        "form",
        "table_forms",
        "status",
        "dates",
        "documents_cited",
        "sections",
        "cells",
        "other_readings",
        "labels",
        "checks",
        "findings",
        "facts",
        "kind",
        "causes",
    ];
    let reports = printed["reports"].as_array().unwrap();
    assert!(reports.len() >= 6, "{} reports", reports.len());
    for report in reports {
        assert_eq!(keys(report), sorted(&report_keys), "{}", report["path"]);
        for (part, wanted) in shapes {
            let items: Vec<&Value> = match &report[part] {
                Value::Array(items) => items.iter().collect(),
                Value::Object(items) => items.values().collect(),
                other => panic!("{part}: {other}"),
            };
            for item in items {
                for key in wanted {
                    assert!(item.get(*key).is_some(), "{part} lacks {key}: {item}");
                }
                if let Some(source) = item.get("source") {
                    for place in source.as_array().unwrap() {
                        assert!(
                            place["line"].as_u64().unwrap() >= 1 && place["column"].as_u64().unwrap() >= 1,
                            "{item}"
                        );
                    }
                }
            }
        }
        for cell in report["cells"].as_object().unwrap().values() {
            assert_eq!(cell["value"].is_number(), cell["kind"] == "number", "{cell}");
        }
    }
    let counted: u64 = ["clean", "warning", "error", "unreadable", "not_assessable"]
        .iter()
        .map(|status| printed["summary"][status].as_u64().unwrap())
        .sum();
    assert_eq!(counted as usize, reports.len());
    assert_eq!(printed["summary"]["reports"].as_u64().unwrap() as usize, reports.len());
}

#[test]
fn numbers_keep_the_decimals_that_were_printed() {
    let text = "第二十条第（八）项\n信息内容|本年收费金额（单位：万元）\n行政事业性收费|3415.8910\n";
    let folder = folder(&[("某县2021年政府信息公开工作年度报告.txt", text.as_bytes())]);
    let ran = check(folder.path(), &["--format", "json"]);
    assert!(ran.out.contains("\"value\":3415.8910,"), "{}", ran.out);
}

#[test]
fn two_runs_print_the_same_and_write_nothing() {
    let files = contents(&batch());
    for format in ["table", "json", "ndjson", "csv", "sarif"] {
        let program = Program::new();
        let words = ["check", batch().to_str().unwrap(), "--format", format].map(str::to_owned);
        let first = program.run(&words);
        assert_eq!(first.out, program.run(&words).out, "{format}");
        assert_eq!(first.status, 1, "{format}: {}", first.said);
        assert_eq!(first.said, "", "{format}");
        assert!(contents(program.home.path()).is_empty(), "{format} wrote into the home folder");
    }
    assert_eq!(contents(&batch()), files);
}

#[test]
fn ndjson_and_json_say_the_same() {
    let json: Value = serde_json::from_str(&check(&batch(), &["--format", "json"]).out).unwrap();
    let ndjson = check(&batch(), &["--format", "ndjson"]).out;
    let lines: Vec<Value> = ndjson.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (head, tail) = (&lines[0], &lines[lines.len() - 1]);
    assert_eq!(lines[1..lines.len() - 1], json["reports"].as_array().unwrap()[..]);
    for (line, wanted) in
        [(head, ["schema_version", "tool"].as_slice()), (tail, &["batch_findings", "rules", "skipped", "summary"])]
    {
        assert_eq!(keys(line), wanted);
        for key in wanted {
            assert_eq!(line[key], json[key], "{key}");
        }
    }
}

#[test]
fn every_format_names_every_report() {
    let json: Value = serde_json::from_str(&check(&batch(), &["--format", "json"]).out).unwrap();
    let names: Vec<&str> =
        json["reports"].as_array().unwrap().iter().map(|report| report["path"].as_str().unwrap()).collect();
    let csv = check(&batch(), &["--format", "csv"]).out;
    assert!(csv.starts_with('\u{feff}'));
    let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let table = check(&batch(), &[]).out;
    for name in names {
        assert!(rows.iter().any(|row| &row[0] == name), "{name} is not in the csv");
        assert!(table.lines().any(|line| line.ends_with(name)), "{name} is not in the table");
    }
    let findings: usize =
        json["reports"].as_array().unwrap().iter().map(|report| report["findings"].as_array().unwrap().len()).sum();
    let findings = findings + json["batch_findings"].as_array().unwrap().len();
    assert_eq!(rows.iter().filter(|row| !row[5].is_empty()).count(), findings);
    let sarif: Value = serde_json::from_str(&check(&batch(), &["--format", "sarif"]).out).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), findings);
    let rules: Vec<&Value> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    for result in run["results"].as_array().unwrap() {
        assert!(rules.contains(&&result["ruleId"]), "{}", result["ruleId"]);
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
    }
}

#[test]
fn findings_between_reports_name_pages_and_sheets() {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("batch");
    std::fs::create_dir(&batch).unwrap();
    let name = "临湖市税务局2024";
    for kind in ["xlsx", "pdf", "txt"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/formats/{name}/{name}.{kind}"));
        std::fs::copy(from, batch.join(format!("{kind}.{kind}"))).unwrap();
    }
    let roster = folder.path().join("roster.csv");
    std::fs::write(&roster, "单位\n甲县水利局\n").unwrap();
    let ran = check(&batch, &["--format", "json", "--roster", roster.to_str().unwrap()]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let of = |file: &str| {
        let found = json["batch_findings"].as_array().unwrap().iter();
        let mut unlisted = found.filter(|found| found["rule"] == "roster.unlisted" && found["subject"] == file);
        unlisted.next().unwrap()["source"][0].clone()
    };
    assert_eq!(of("pdf.pdf")["page"], 1);
    assert!(of("xlsx.xlsx")["sheet"].is_string());
    assert_eq!(keys(&of("txt.txt")), ["column", "line"]);
}

/// `fixtures/years`: nothing is wrong with any report by itself.
#[test]
fn every_format_tells_what_rests_on_several_reports() {
    let years = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/years");
    let ran = check(&years, &["--format", "json"]);
    assert_eq!(ran.status, 1);
    assert_eq!(check(&years, &["--fail-on", "error"]).status, 0);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let found = json["batch_findings"].as_array().unwrap();
    assert!(found.len() > 10);
    let carried = found.iter().find(|found| found["rule"] == "years.carry_over").unwrap();
    assert_eq!(carried["subject"], carried["reports"][0]);
    assert_eq!(carried["reports"].as_array().unwrap().len(), 2);
    assert_eq!(carried["cells"][0], "requests.carried_over.natural_person");
    let wanted =
        ["actual", "advice", "cells", "expected", "message", "reports", "rule", "severity", "source", "subject"];
    assert!(found.iter().all(|found| keys(found) == wanted));
    let table = check(&years, &[]).out;
    let csv = check(&years, &["--format", "csv"]).out;
    let sarif: Value = serde_json::from_str(&check(&years, &["--format", "sarif"]).out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    for found in found {
        let message = found["message"].as_str().unwrap();
        assert!(table.contains(message) && csv.contains(message), "{message}");
        let is_it = |result: &&Value| result["message"]["text"].as_str().unwrap().starts_with(message);
        assert!(results.iter().any(|result| is_it(&result)), "{message}");
    }
}

#[test]
fn exit_statuses() {
    let faulty = batch();
    let faulty = faulty.to_str().unwrap();
    let empty = tempfile::tempdir().unwrap();
    for (words, status) in [
        (&["check", faulty][..], 1),
        (&["check", faulty, "--fail-on", "error"], 1),
        (&["check", faulty, "--fail-on", "never"], 0),
        (&["check", empty.path().to_str().unwrap()], 0),
        (&["check", "no-such-folder"], 2),
        (&["check"], 2),
        (&["check", faulty, "--format", "yaml"], 2),
        (&["show", faulty], 2),
        (&["show", "no-such-file.txt"], 2),
        (&["rules", "no.such-rule"], 2),
        (&["rules"], 0),
        (&["schema", "--format", "json"], 0),
        (&["--version"], 0),
        (&["--help"], 0),
        (&[], 2),
        (&[faulty], 2), // the screen wants a terminal
    ] {
        let ran = run(words);
        assert_eq!(ran.status, status, "{words:?}: {}", ran.said);
        if status == 2 {
            assert_eq!(ran.out, "", "{words:?}");
            assert!(ran.said.contains('。'), "{words:?}: {}", ran.said);
        }
    }
}

#[test]
fn what_cannot_be_read_is_a_row_with_its_reason() {
    let folder = folder(&[
        ("a.pdf", b"%PDF-1.7\n\0\0\0\0binary"),
        ("b/empty.txt", b""),
        ("b/c.txt", "没有表格的文字。\n".as_bytes()),
        ("notes.json", b"{}"),
        (".hidden.txt", b"hidden"),
        ("~$lock.docx", b"lock"),
    ]);
    let ran = check(folder.path(), &["--format", "json"]);
    let printed: Value = serde_json::from_str(&ran.out).unwrap();
    let reports = printed["reports"].as_array().unwrap();
    let names: Vec<&Value> = reports.iter().map(|report| &report["path"]).collect();
    assert_eq!(names, ["a.pdf", "b/c.txt", "b/empty.txt"], "{}", ran.out);
    assert_eq!(reports[0]["status"], "unreadable");
    assert_eq!(reports[0]["findings"][0]["rule"], "text.unreadable");
    assert!(reports[0]["cells"].as_object().unwrap().is_empty());
    assert_eq!(printed["skipped"][0]["path"], "notes.json");
    assert_eq!(ran.status, 1);
}

#[test]
fn show_prints_the_object_that_check_prints() {
    let json: Value = serde_json::from_str(&check(&batch(), &["--format", "json"]).out).unwrap();
    let report = &json["reports"][0];
    let file = batch().join(report["path"].as_str().unwrap());
    let shown: Value = serde_json::from_str(&run(&["show", file.to_str().unwrap(), "--format", "json"]).out).unwrap();
    for key in keys(report).into_iter().filter(|key| *key != "path") {
        assert_eq!(shown[key], report[key], "{key}");
    }
}

#[test]
fn show_draws_the_tables_and_tells_the_findings() {
    for report in fs::read_dir(batch()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let shown = run(&["show", report.to_str().unwrap()]);
        assert_eq!(shown.status, 0, "{}", shown.said);
        let json: Value =
            serde_json::from_str(&run(&["show", report.to_str().unwrap(), "--format", "json"]).out).unwrap();
        for finding in json["findings"].as_array().unwrap() {
            assert!(shown.out.contains(finding["message"].as_str().unwrap()), "{finding}");
        }
        for table in keys(&json["table_forms"]) {
            assert!(shown.out.contains(&format!("[{table} · ")), "{table} is not drawn");
        }
        let explained = run(&["show", report.to_str().unwrap(), "--explain"]).out;
        assert!(explained.lines().count() >= shown.out.lines().count());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let program = Program::new();
    let folder = batch();
    let words = ["check", folder.to_str().unwrap(), "--format", "json"];
    let mut child = program.command(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn the_language_follows_flag_and_locale() {
    for (program, words, english) in [
        (Program::new(), vec!["--help"], false),
        (Program::new().with("LANG", "en_US.UTF-8"), vec!["--help"], true),
        (Program::new().with("LANG", "en_US.UTF-8"), vec!["--lang", "zh", "--help"], false),
        (Program::new(), vec!["--lang=en", "check", "--help"], true),
    ] {
        let ran = program.run(&words);
        assert_eq!(ran.status, 0);
        assert_eq!(ran.out.is_ascii(), english, "{words:?}: {}", ran.out);
    }
    let ran = run(&["check", "no-such-folder", "--lang", "en"]);
    assert!(ran.said.starts_with("error: ") && ran.said.is_ascii(), "{}", ran.said);
}

#[test]
fn every_theme_can_be_asked_for() {
    let themes: Vec<&str> = gouji::tui::theme::THEMES.iter().map(|theme| theme.0).collect();
    assert_eq!(themes, gouji::settings::THEMES);
    let ran = run(&[batch().to_str().unwrap(), "--theme", "pink"]);
    assert!(ran.status == 2 && themes.iter().all(|theme| ran.said.contains(theme)), "{}", ran.said);
}

#[test]
fn the_review_log_goes_to_a_new_file_only() {
    let folder = folder(&[("b/a.txt", "没有表格的文字。\n".as_bytes())]);
    let (batch, report) = (folder.path().join("b"), folder.path().join("b/a.txt"));
    let before = contents(&batch);
    for format in ["md", "csv", "json"] {
        let log = folder.path().join(format!("log.{format}"));
        let words = ["export", batch.to_str().unwrap(), "-o", log.to_str().unwrap()];
        assert_eq!(run(&words).status, 0, "{format}");
        let written = fs::read(&log).unwrap();
        let again = run(&words);
        assert!(again.status == 2 && again.said.contains("--force"), "{format}: {}", again.said);
        assert_eq!(run(&[&words[..], &["--force"]].concat()).status, 0, "{format}");
        assert_eq!(fs::read(&log).unwrap(), written, "{format}");
        let shown = run(&["export", batch.to_str().unwrap(), "-o", "-", "--format", format]).out;
        assert_eq!(shown.as_bytes(), written, "{format}");
    }
    let ledger = run(&["export", batch.to_str().unwrap(), "-o", "-", "--format", "csv", "--content", "ledger"]);
    assert!(ledger.status == 0 && ledger.out.contains("处理意见") && ledger.out.contains("a.txt"), "{}", ledger.out);
    let inside = run(&["export", batch.to_str().unwrap(), "-o", batch.join("log.md").to_str().unwrap()]);
    assert!(inside.status == 2 && inside.said.contains("log.gouji.md"), "{}", inside.said);
    let onto = run(&["export", batch.to_str().unwrap(), "-o", report.to_str().unwrap(), "--format", "md", "--force"]);
    assert_eq!(onto.status, 2, "{}", onto.said);
    assert_eq!(contents(&batch), before);
}

#[test]
fn a_pipe_gets_no_colours() {
    for program in [Program::new(), Program::new().with("NO_COLOR", "1")] {
        assert!(!program.run(&["check", batch().to_str().unwrap()]).out.contains('\x1b'));
    }
}

#[test]
fn a_misspelt_command_is_answered_with_the_right_one() {
    let ran = run(&["chekc", "x"]);
    assert!(ran.said.contains("gouji check"), "{}", ran.said);
}

#[test]
fn control_characters_of_a_report_do_not_reach_the_terminal() {
    let text = "某县2021年政府信息公开工作年度报告\u{1b}[31m\n一、总体情况\n含收到申请3件（网上\u{1b}]0;x\u{7}申请1件、当面申请1件）。\n";
    let folder = folder(&[("a\u{202e}.txt", text.as_bytes())]);
    for words in [vec!["check"], vec!["show"]] {
        let path = folder.path().join("a\u{202e}.txt");
        let ran = run(&[words, vec![path.to_str().unwrap()]].concat());
        assert!(!ran.out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", ran.out);
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_kept() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xb1\xa8.txt");
    fs::write(folder.path().join(name), "没有表格的文字。\n").unwrap();
    let ran = check(folder.path(), &["--format", "json"]);
    let printed: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(printed["reports"][0]["path"], "\\xB1\\xA8.txt");
    let sarif: Value = serde_json::from_str(&check(folder.path(), &["--format", "sarif"]).out).unwrap();
    let uri = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "%B1%A8.txt");
}
