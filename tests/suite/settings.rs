//! Tries settings as a person meets them: the real binary with settings files, variables and flags, and what it says when
//! one of them is wrong. Completions and the manual are tried here as well.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// An empty home to run the program in.
struct Home(tempfile::TempDir);

/// What a run left behind.
struct Ran {
    status: i32,
    out: String,
    said: String,
}

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The folder in which this system keeps the program's settings.
    fn folder(&self) -> PathBuf {
        if cfg!(windows) { self.0.path().join("gouji") } else { self.0.path().join(".config/gouji") }
    }

    fn with(self, name: &str, text: &str) -> Self {
        let path = self.folder().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn command(&self, words: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(words).env_clear().current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            command.env(name, self.0.path());
        }
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command.envs(variables.iter().copied());
        command
    }

    fn run(&self, words: &[&str], variables: &[(&str, &str)]) -> Ran {
        let output = self.command(words, variables).output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            said: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn config(&self, words: &[&str], variables: &[(&str, &str)]) -> Value {
        let ran = self.run(&[&["config", "--format", "json"], words].concat(), variables);
        assert_eq!(ran.status, 0, "{}", ran.said);
        serde_json::from_str(&ran.out).unwrap()
    }
}

fn setting<'a>(config: &'a Value, name: &str) -> &'a Value {
    config["settings"].as_array().unwrap().iter().find(|setting| setting["name"] == name).unwrap()
}

fn batch() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch")
}

#[test]
fn every_value_is_shown_with_where_it_comes_from() {
    let home = Home::new()
        .with("config.toml", "# 我的设置\nsort = \"errors\"\nmouse = false\nlang = \"zh\"\n[limits]\ncells = 5_000\n");
    let variables = [("GOUJI_SORT", "year"), ("USER", "wang"), ("LANG", "en_US"), ("GOUJI_LIMIT_FILE_MIB", "64")];
    let config = home.config(&["--data-dir", "journals"], &variables);
    for (name, value, kind) in [
        ("lang", "zh", "file"),
        ("theme", "dark", "default"),
        ("reviewer", "wang", "variable"),
        ("data_dir", "journals", "flag"),
        ("mouse", "false", "file"),
        ("ambiguous_width", "auto", "default"),
        ("sort", "year", "variable"),
        ("limits.cells", "5000", "file"),
        ("limits.file_mib", "64", "variable"),
        ("limits.members", "10000", "default"),
    ] {
        let setting = setting(&config, name);
        assert_eq!((&setting["value"], &setting["origin"]["kind"]), (&value.into(), &kind.into()), "{name}");
    }
    assert_eq!(setting(&config, "mouse")["origin"]["line"], 3);
    assert_eq!(config["settings_file"]["exists"], true);
    let table = home.run(&["config"], &[]).out;
    for word in ["ambiguous_width", "默认", "第 3 行第 9 列", "config.toml", "themes"] {
        assert!(table.contains(word), "{word}: {table}");
    }
}

#[test]
fn the_journal_is_shown_where_it_lies_or_would_lie_and_nothing_is_made() {
    let home = Home::new();
    let reports = home.0.path().join("reports");
    fs::create_dir(&reports).unwrap();
    let config = home.config(&["reports"], &[]);
    assert_eq!(config["journal"]["exists"], false);
    assert_eq!(Path::new(config["journal"]["path"].as_str().unwrap()), Path::new("reports").join(".gouji"));
    assert_eq!(fs::read_dir(&reports).unwrap().count(), 0);
    let ran = home.run(&["config", "nowhere"], &[]);
    assert!(ran.status == 2 && ran.said.contains("nowhere"), "{}", ran.said);
}

#[test]
fn another_settings_file_can_be_named() {
    let home = Home::new().with("config.toml", "sort = \"errors\"\n");
    let other = home.0.path().join("other.toml");
    fs::write(&other, "sort = \"unit\"\n").unwrap();
    let path = other.to_str().unwrap();
    assert_eq!(setting(&home.config(&["--config", path], &[]), "sort")["value"], "unit");
    assert_eq!(setting(&home.config(&[], &[("GOUJI_CONFIG", path)]), "sort")["value"], "unit");
    for (words, variables) in [
        (&["check", ".", "--config", "nowhere.toml"][..], &[][..]),
        (&["check", "."][..], &[("GOUJI_CONFIG", "nowhere.toml")][..]),
    ] {
        let ran = home.run(words, variables);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.said.contains("nowhere.toml"), "{}", ran.said);
    }
}

#[test]
fn a_mistake_in_the_settings_is_told_and_nothing_runs() {
    let home = Home::new().with("config.toml", "mouse = \"no\"\nthem = \"dark\"\n\n[keys]\npass = 1\n");
    let batch = batch();
    for words in [vec!["check", batch.to_str().unwrap()], vec!["rules"], vec![batch.to_str().unwrap()]] {
        let ran = home.run(&words, &[]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{words:?}");
        for part in ["第 1 行第 9 列", "第 2 行第 1 列", "“them”", "“theme”", "第 5 行第 8 列"] {
            assert!(ran.said.contains(part), "{part}: {}", ran.said);
        }
    }
    let ran = home.run(&["config"], &[]);
    assert!(ran.status == 2 && ran.out.contains("reviewer") && ran.said.contains("第 1 行第 9 列"), "{}", ran.said);
    for words in [&["config", "--example"][..], &["completions", "bash"], &["man"], &["check", "--help"]] {
        let ran = home.run(words, &[]);
        assert_eq!((ran.status, ran.said.as_str()), (0, ""), "{words:?}");
    }
    let english = home.run(&["rules", "--lang", "en"], &[]);
    assert!(english.said.contains("line 1, column 9: mouse cannot be \"no\""), "{}", english.said);
}

#[test]
fn the_language_of_the_file_goes_before_the_locale_and_after_the_flag() {
    let home = Home::new().with("config.toml", "lang = \"en\"\n");
    for (words, variables, english) in [
        (&["rules"][..], &[("LANG", "zh_CN.UTF-8")][..], true),
        (&["--help"][..], &[("LANG", "zh_CN.UTF-8")][..], true),
        (&["--help"][..], &[("GOUJI_LANG", "zh")][..], false),
        (&["--help", "--lang", "zh"][..], &[][..], false),
    ] {
        let ran = home.run(words, variables);
        // The form's own words, such as 规章, are never translated.
        let is_english = !["缺少", "用法"].iter().any(|word| ran.out.contains(word));
        assert_eq!(ran.out.contains("gouji") && is_english, english, "{words:?} {variables:?}");
    }
}

#[test]
fn the_example_is_a_settings_file_that_changes_nothing() {
    let silent = Home::new();
    let example = silent.run(&["config", "--example"], &[]).out;
    let said = Home::new().with("config.toml", &example);
    for name in ["lang", "theme", "reviewer", "data_dir", "mouse", "ambiguous_width", "sort", "learning"] {
        let value = |home: &Home| setting(&home.config(&[], &[]), name)["value"].clone();
        assert_eq!(value(&said), value(&silent), "{name}");
        assert!(example.contains(&format!("{name} = ")), "{name}");
    }
}

#[test]
fn completions_and_manual_go_to_standard_output() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = home.run(&["completions", shell], &[]);
        assert_eq!((ran.status, ran.said.as_str()), (0, ""), "{shell}");
        assert!(ran.out.contains("with-decisions"), "{shell}");
    }
    let manual = home.run(&["man", "--lang", "en"], &[]);
    assert!(manual.out.contains(".SH NAME\ngouji \\- "), "{}", manual.out);
    assert!(home.run(&["man", "check"], &[]).out.contains(".SH 名称\n"));
    let ran = home.run(&["man", "chekc"], &[]);
    assert!(ran.status == 2 && ran.said.contains("check"), "{}", ran.said);
    let ran = home.run(&["completions", "cmd"], &[]);
    assert!(ran.status == 2 && ran.said.contains("powershell"), "{}", ran.said);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::new();
    for words in [&["completions", "bash"][..], &["man"], &["config"], &["config", "--example"]] {
        let mut child = home.command(words, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{words:?}");
    }
}

#[test]
fn every_action_is_listed_with_the_keys_that_hold() {
    let home = Home::new().with("config.toml", "[keys]\npass = [\"f5\", \"p\"]\n");
    let keys: Value = serde_json::from_str(&home.run(&["config", "--keys", "--format", "json"], &[]).out).unwrap();
    let pass = keys.as_array().unwrap().iter().find(|row| row["action"] == "pass").unwrap();
    assert_eq!(pass["keys"], serde_json::json!(["f5", "p"]));
    let table = home.run(&["config", "--keys", "--lang", "en"], &[]).out;
    assert!(table.lines().any(|line| line.starts_with("undo ") && line.contains(" z ")), "{table}");
    // What is listed can be written into a settings file, and changes nothing.
    let lines = keys.as_array().unwrap().iter().filter(|row| !row["keys"].as_array().unwrap().is_empty());
    let all: String = lines.map(|row| format!("{} = {}\n", row["action"].as_str().unwrap(), row["keys"])).collect();
    let again = Home::new().with("config.toml", &format!("[keys]\n{all}"));
    let listed = again.run(&["config", "--keys", "--format", "json"], &[]);
    assert_eq!((listed.status, serde_json::from_str::<Value>(&listed.out).unwrap()), (0, keys), "{}", listed.said);
}

#[test]
fn what_the_screen_cannot_use_is_told_before_it_opens() {
    let batch = batch();
    for (name, text, parts) in [
        ("config.toml", "[keys]\npass = \"e\"\n", ["config.toml", "第 2 行", "pass", "next-error"]),
        ("config.toml", "[keys]\nhelp = []\n", ["config.toml", "第 2 行", "help", "不能没有键"]),
        ("themes/mine.toml", "inherits = \"dark\"\n[eror]\n", ["mine.toml", "第 2 行", "eror", "error"]),
    ] {
        let home = Home::new().with(name, text);
        for words in [vec![batch.to_str().unwrap()], vec!["config"]] {
            let ran = home.run(&words, &[]);
            assert_eq!(ran.status, 2, "{words:?}: {}", ran.out);
            assert!(!ran.out.contains('\u{1b}'), "the screen was opened");
            for part in parts {
                assert!(ran.said.contains(part), "{part}: {}", ran.said);
            }
        }
        assert_eq!(home.run(&["rules"], &[]).status, 0);
    }
}

#[test]
fn a_theme_of_ones_own_can_be_asked_for() {
    let home =
        Home::new().with("themes/office.toml", "inherits = \"light\"\n").with("config.toml", "theme = \"office\"\n");
    let config = home.config(&[], &[]);
    assert_eq!(
        (&setting(&config, "theme")["value"], &config["themes"]["own"][0]),
        (&"office".into(), &"office".into())
    );
    let ran = home.run(&["config"], &[("GOUJI_THEME", "pink")]);
    assert!(ran.status == 2 && ran.said.contains("high-contrast、office"), "{}", ran.said);
}
