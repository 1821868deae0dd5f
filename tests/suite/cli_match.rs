//! Tries `gouji match` as it is used in a pipe: the real binary, lines in, lines out.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run left behind: status, lines of output, what was said.
struct Ran {
    status: i32,
    answers: Vec<Value>,
    said: String,
}

fn command(words: &[&str]) -> (Command, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.arg("match").args(words).env_clear().current_dir(home.path());
    for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
        command.env(name, home.path());
    }
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    (command, home)
}

fn run(words: &[&str], input: &[u8]) -> Ran {
    let (mut command, _home) = command(words);
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The answers are read while the lines are still written: neither side may wait for the other.
    let writer = std::thread::spawn(move || {
        // A command line that is refused leaves its input unread.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Ran {
        status: output.status.code().unwrap(),
        answers: text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        said: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_label_a_line_is_answered_by_a_line() {
    let ran = run(&["--table", "requests", "--axis", "column"], "商业机构\n科研机构\n".as_bytes());
    assert_eq!((ran.status, ran.answers.len(), ran.said.as_str()), (0, 2, ""));
    let fuzzy = &ran.answers[0];
    let mut keys: Vec<&str> = fuzzy.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected =
        ["accepted", "axis", "candidates", "canonical", "form", "group", "method", "observed", "score", "table"];
    assert_eq!(keys, expected);
    assert_eq!((&fuzzy["observed"], &fuzzy["canonical"]), (&"商业机构".into(), &"org_enterprise".into()));
    assert_eq!((&fuzzy["method"], &fuzzy["accepted"]), (&"fuzzy".into(), &false.into()));
    let best = &fuzzy["candidates"][0];
    let mut keys: Vec<&str> = best.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected = ["axis", "canonical", "form", "forms", "group", "label", "method", "parts", "score", "table"];
    assert_eq!(keys, expected);
    assert_eq!(best["forms"], serde_json::json!(["2019", "2021"]));
    assert!(best["parts"]["edit"].as_f64().unwrap() > 0.0 && best["score"] == fuzzy["score"]);
    let exact = &ran.answers[1];
    assert_eq!((&exact["method"], &exact["accepted"], &exact["score"]), (&"exact".into(), &true.into(), &1.0.into()));
}

#[test]
fn a_line_of_json_says_where_its_label_stands() {
    let lines = [
        r#"{"observed": "总计", "table": "remedies", "axis": "column", "form": "2021"}"#,
        r#"{"observed": "其他", "group": ["法人或其他组织"]}"#,
        r#"{"observed": "1.属国家秘密", "group": "(三)不予公开", "axis": null, "score": 0.3, "source": []}"#,
        r#"{"observed": "其他"}"#,
        "规章",
    ];
    let ran = run(&[], lines.join("\n").as_bytes());
    assert_eq!((ran.status, ran.answers.len()), (0, 5), "{}", ran.said);
    let told: Vec<_> = ran
        .answers
        .iter()
        .map(|answer| (answer["canonical"].as_str().unwrap(), answer["accepted"].as_bool().unwrap()))
        .collect();
    assert_eq!(told[0], ("total", true));
    assert_eq!(told[1], ("org_other", true));
    assert_eq!(told[2], ("denied_state_secret", true));
    assert!(!told[3].1, "two fields and more are called so");
    assert_eq!(told[4], ("regulations", true));
}

#[test]
fn what_cannot_be_understood_is_told_and_the_rest_is_answered() {
    let lines: [&[u8]; 8] = [
        b"\xEF\xBB\xBF\xE8\xA7\x84\xE7\xAB\xA0\r",
        b"\r",
        b"{\"observed\": ",
        b"\xB9\xE6\xD5\xC2",
        b"{\"observed\": \"x\", \"table\": \"tabel\"}",
        b"{\"table\": \"requests\"}",
        b"{\"observed\": \"x\", \"group\": 3}",
        b"{\"observed\": \"\xE8\xA7\x84\xE7\xAB\xA0\", \"form\": 2021}\r",
    ];
    let ran = run(&[], &lines.join(&b'\n'));
    assert_eq!((ran.status, ran.answers.len()), (2, 2), "{}", ran.said);
    for answer in &ran.answers {
        assert_eq!((&answer["observed"], &answer["canonical"]), (&"规章".into(), &"regulations".into()));
    }
    let told: Vec<&str> = ran.said.lines().collect();
    assert_eq!(told.len(), 6, "{}", ran.said);
    for (line, (number, word)) in
        told.iter().zip([(3, "JSON"), (4, "UTF-8"), (5, "tabel"), (6, "observed"), (7, "group")])
    {
        assert!(line.starts_with(&format!("第 {number} 行：")) && line.contains(word), "{line}");
    }
    assert!(told[5].starts_with("错误：") && told[5].contains("8 行") && told[5].contains("5 行"), "{}", told[5]);
}

#[test]
fn a_wrong_command_line_is_refused() {
    for words in
        [&["--form", "2020"][..], &["--table", "nothing"], &["--form", "2021", "--table", "art20_9"], &["--axis", "x"]]
    {
        let ran = run(words, "规章\n".as_bytes());
        assert_eq!((ran.status, ran.answers.len()), (2, 0), "{words:?}");
        assert!(ran.said.starts_with("错误：") && ran.said.contains('。'), "{words:?}: {}", ran.said);
    }
}

#[test]
fn nothing_gives_nothing_and_much_gives_as_much() {
    let ran = run(&[], b"");
    assert_eq!((ran.status, ran.answers.len(), ran.said.as_str()), (0, 0, ""));
    let ran = run(&[], b"\n\n  \n\t\r\n");
    assert_eq!((ran.status, ran.answers.len(), ran.said.as_str()), (0, 0, ""));
    let labels = ["商业企业", "(二)不分公开", "结果", "予以公开"];
    let many: String = labels.iter().cycle().take(10_000).map(|label| format!("{label}\r\n")).collect();
    let ran = run(&[], many.as_bytes());
    assert_eq!((ran.status, ran.answers.len()), (0, 10_000));
    for (answer, label) in ran.answers.iter().zip(labels.iter().cycle()) {
        assert_eq!(answer["observed"], **label);
    }
    // The same question has the same answer.
    assert!(ran.answers.iter().zip(&ran.answers[4..]).all(|(one, other)| one == other));
    let long = [&vec![b'x'; 3 << 20][..], b"\n", "规章".as_bytes()].concat();
    let ran = run(&[], &long);
    assert_eq!((ran.status, ran.answers.len()), (2, 1));
    assert!(ran.said.starts_with("第 1 行：") && ran.answers[0]["canonical"] == "regulations", "{}", ran.said);
}

#[test]
fn who_writes_line_by_line_is_answered_line_by_line() {
    let (mut command, _home) = command(&[]);
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for label in ["规章", "商业企业", "{\"observed\": \"自然人\"}"] {
        writeln!(stdin, "{label}").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["accepted"], true, "{answer}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
