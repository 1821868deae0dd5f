//! An office's own rules, switches, severities and list of units, as a person uses them: the real binary on real reports.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

fn root(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_str().unwrap().to_owned()
}

struct Office {
    home: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path: PathBuf = self.home.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs the program: its status, its output, what it said.
    fn run(&self, words: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(words).env_clear().current_dir(self.home.path()).stdin(Stdio::null());
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            command.env(name, self.home.path());
        }
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn json(&self, words: &[&str]) -> Value {
        let (_, out, said) = self.run(words);
        serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}\n{said}"))
    }
}

/// How often each rule was found broken in a batch.
fn found(printed: &Value, rule: &str) -> Vec<String> {
    let reports = printed["reports"].as_array().unwrap().iter();
    let findings = reports.flat_map(|report| report["findings"].as_array().unwrap());
    let of_rule = findings.filter(|finding| finding["rule"] == rule);
    of_rule.map(|finding| finding["severity"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rules_of_a_file_are_tried_with_the_built_in_ones() {
    let office = Office::new();
    let batch = root("fixtures/batch");
    let rules = office.file(
        "本办.toml",
        "[[rule]]\nid = \"office.few\"\ntitle = \"件数过大\"\nbasis = \"本办公室\"\nseverity = \"info\"\n\
         sentence = \"{place}：{left}，{right}，多 {difference}。\"\nrelations = [\"requests.*.total <= 20\"]\n",
    );
    let before = office.json(&["check", &batch, "--format", "json"]);
    let after = office.json(&["check", &batch, "--format", "json", "--rules", &rules]);
    let rule = found(&after, "office.few");
    assert!(rule.len() > 2 && rule.iter().all(|severity| severity == "info"), "{rule:?}");
    assert!(found(&before, "office.few").is_empty());
    assert_eq!(found(&before, "requests.balance"), found(&after, "requests.balance"));
    assert_eq!(before["rules"], serde_json::json!({ "off": [], "severity": {}, "own": [] }));
    assert_eq!(after["rules"]["own"][0]["id"], "office.few");
    assert_eq!(after["rules"]["own"][0]["line"], 2);
    let reports = after["reports"].as_array().unwrap().iter();
    let mut messages = reports.flat_map(|report| report["findings"].as_array().unwrap());
    let message = messages.find(|finding| finding["rule"] == "office.few").unwrap()["message"].as_str().unwrap();
    assert!(message.starts_with("表三“") && message.contains("应不大于 20，多 "), "{message}");
    let (_, table, _) = office.run(&["check", &batch, "--rules", &rules]);
    assert!(table.ends_with("规则：另加自订规则 1 条。\n"), "{table}");
    let (_, _, said) = office.run(&["check", &batch, "--format", "csv", "--rules", &rules]);
    assert!(said.contains("另加自订规则 1 条"), "{said}");
}

#[test]
fn the_file_that_comes_with_the_source_finds_nothing_wrong_in_itself() {
    let office = Office::new();
    let rules = root("fixtures/rules/office.toml");
    let (status, out, _) = office.run(&["rules", "--check", &rules]);
    assert_eq!(status, 0, "{out}");
    assert!(out.contains("office.street_licences") && out.contains("适用：街道，2021 年度起"), "{out}");
    let (_, example, _) = office.run(&["rules", "--example"]);
    assert_eq!(example, fs::read_to_string(rules).unwrap());
    let (_, example, _) = office.run(&["rules", "--example", "--lang", "en"]);
    let (status, out, _) = office.run(&["rules", "--check", &office.file("en.toml", &example), "--lang", "en"]);
    assert_eq!((status, out.contains("is sound; rules: 4.")), (0, true), "{out}");
}

#[test]
fn a_broken_file_stops_everything_and_says_where() {
    let office = Office::new();
    let rules = office.file(
        "坏.toml",
        "[[rule]]\nid = \"office.a\"\ntitle = \"甲\"\nbasis = \"乙\"\nrelations = [\"requests.grantd.total <= 1\"]\n",
    );
    for command in ["check", "show", "export", "rules"] {
        let mut words = vec![command, "--rules", &rules];
        let batch =
            root(if command == "show" { "fixtures/batch/思茅区人民政府2019.txt" } else { "fixtures/batch" });
        if command != "rules" {
            words.push(&batch);
        }
        if command == "export" {
            words.extend(["-o", "-", "--format", "md"]);
        }
        let (status, out, said) = office.run(&words);
        assert_eq!((status, out.as_str()), (2, ""), "{command}");
        assert!(said.contains("坏.toml”第 5 行第 15 列：") && said.contains("是否要写“granted”？"), "{said}");
    }
    let (status, out, _) = office.run(&["rules", "--check", &rules]);
    assert_eq!(status, 1);
    assert!(out.contains("第 5 行第 15 列") && out.contains("有 1 处错误"), "{out}");
    let (status, _, said) = office.run(&["rules", "--check", "没有.toml"]);
    assert_eq!((status, said.contains("没有这个规则文件")), (2, true), "{said}");
}

#[test]
fn rules_can_be_switched_off_and_weighed_otherwise() {
    let office = Office::new();
    let batch = root("fixtures/batch");
    let rules = office.file("本办.toml", "[severity]\n\"values.blank\" = \"info\"\n");
    let config = office.file(
        "config.toml",
        "rules = [\"本办.toml\"]\n[severity]\n\"requests.balance\" = \"off\"\nrequests.row_sum = \"warning\"\n",
    );
    let before = office.json(&["check", &batch, "--format", "json"]);
    let after = office.json(&["check", &batch, "--format", "json", "--config", &config]);
    assert!(!found(&before, "requests.balance").is_empty() && found(&after, "requests.balance").is_empty());
    let row_sums = found(&before, "requests.row_sum");
    assert_eq!(found(&after, "requests.row_sum"), vec!["warning"; row_sums.len()]);
    let checks = after["reports"].as_array().unwrap().iter().flat_map(|report| report["checks"].as_array().unwrap());
    assert!(checks.into_iter().all(|check| check["rule"] != "requests.balance"));
    assert_eq!(after["rules"]["off"], serde_json::json!(["requests.balance"]));
    assert_eq!(after["rules"]["severity"]["values.blank"], "info");
    let (_, table, _) = office.run(&["check", &batch, "--config", &config]);
    let tail = table.lines().last().unwrap();
    assert!(tail.starts_with("规则：停用 1 条：requests.balance；严重程度改动 2 条："), "{tail}");
    let (_, log, _) = office.run(&["export", &batch, "-o", "-", "--format", "md", "--config", &config]);
    assert!(log.lines().take(12).any(|line| line.starts_with("- 规则：停用 1 条：requests.balance")), "{log}");
    let sarif = office.json(&["check", &batch, "--format", "sarif", "--config", &config]);
    let listed = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let balance = listed.iter().find(|rule| rule["id"] == "requests.balance").unwrap();
    assert_eq!(balance["defaultConfiguration"]["enabled"], false);
    let (_, list, _) = office.run(&["rules", "--config", &config]);
    assert!(list.lines().any(|line| line.starts_with("requests.balance") && line.contains("停用")), "{list}");
    let wrong = office.file("wrong.toml", "[severity]\n\"requests.balanse\" = \"off\"\n");
    let (status, _, said) = office.run(&["check", &batch, "--config", &wrong]);
    assert_eq!(status, 2);
    assert!(said.contains("wrong.toml”第 2 行第 1 列") && said.contains("是否要写“requests.balance”？"), "{said}");
    drop(rules);
}

#[test]
fn a_list_of_units_is_what_a_batch_is_held_against() {
    let office = Office::new();
    let batch = root("fixtures/batch");
    let roster = office.file("名单.csv", "单位名称,类别\n青阳县教育局,部门\n");
    let without = office.json(&["check", &batch, "--format", "json"]);
    let told = without["batch_findings"].to_string();
    assert!(!told.contains("roster."), "{told}");
    let config = office.file("config.toml", "roster = \"名单.csv\"\n[severity]\n\"units.foreign_name\" = \"off\"\n");
    for words in [["--roster", roster.as_str()], ["--config", &config]] {
        let printed = office.json(&[&["check", &batch, "--format", "json"], &words[..]].concat());
        let told = printed["batch_findings"].to_string();
        assert!(told.contains("应报单位名单上没有“文昌街道”") && !told.contains("没有“青阳县教育局”"), "{told}");
        assert_eq!(told.contains("units.foreign_name"), words[0] == "--roster");
    }
    let wrong = office.file("错.csv", "单位名称,期限\n甲局,一月底\n");
    let (status, out, said) = office.run(&["check", &batch, "--roster", &wrong]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(said.contains("错.csv”第 2 行第 2 列：“甲局”的截止日期“一月底”看不懂"), "{said}");
}
