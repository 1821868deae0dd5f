//! Files of an office's own rules, good and broken, in `rulefiles`: what is understood of each, or what is said to be wrong in
//! it. `UPDATE_EXPECT=1` writes what is said beside each file.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::rules::RuleBook;
use gouji::rules::book::{BookProblem, EXAMPLE, Place, RuleSource};
use gouji::text::lang::Lang;

use crate::common::expect::complaint;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rulefiles")
}

fn source(name: &str, text: &str) -> RuleSource {
    RuleSource { path: PathBuf::from(name), text: text.to_owned() }
}

/// A place as an editor counts it.
fn place(problem: &BookProblem, sources: &[RuleSource]) -> String {
    match problem.place {
        Place::File { file, at } => {
            let before = &sources[file].text[..at];
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            format!("{}:{}:{column}", sources[file].path.display(), sources[file].line(at))
        }
        Place::Ruling(index) => format!("ruling {index}"),
    }
}

fn told(sources: &[RuleSource]) -> String {
    let mut text = String::new();
    match RuleBook::load(sources, &[]) {
        Ok(book) => {
            for own in book.own() {
                for lang in [Lang::Zh, Lang::En] {
                    let severity = own.doc.severity.words(lang);
                    text.push_str(&format!("{} {severity} {}\n", own.doc.id, own.doc.title.get(lang)));
                    for line in own.in_words(lang) {
                        text.push_str(&format!("  {line}\n"));
                    }
                }
            }
            for lang in [Lang::Zh, Lang::En] {
                text.push_str(&format!("{}\n", book.in_words(lang).unwrap_or_default()));
            }
        }
        Err(problems) => {
            for problem in problems {
                text.push_str(&format!("{}\n  {}\n  {}\n", place(&problem, sources), problem.zh, problem.en));
            }
        }
    }
    text
}

#[test]
fn what_is_said_of_each_file_is_what_is_kept() {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(paths.len() >= 15);
    let mut wrong = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let said = told(&[source(name, &fs::read_to_string(&path).unwrap())]);
        let kept = path.with_extension("expected");
        let kept = kept.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().to_owned();
        wrong.extend(complaint(&kept, &said));
        assert_eq!(name.starts_with("good"), !said.starts_with(&format!("{name}:")), "{name}\n{said}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_can_be_used_as_they_are() {
    for example in [EXAMPLE.0, EXAMPLE.1] {
        let book = RuleBook::load(&[source("example.toml", example)], &[]).unwrap();
        assert_eq!(book.own().len(), 4);
        // With the marks of comment taken off, what is said of single rules can be read as well.
        let whole: String = example
            .lines()
            .map(|line| line.strip_prefix("# \"").map_or(line.to_owned(), |line| format!("\"{line}")) + "\n")
            .collect();
        let book = RuleBook::load(&[source("example.toml", &whole)], &[]).unwrap();
        assert_eq!(book.weighed().count(), 1);
    }
}

#[test]
fn files_are_held_against_each_other() {
    let rule = |id: &str, relation: &str| {
        format!("[[rule]]\nid = \"{id}\"\ntitle = \"甲\"\nbasis = \"乙\"\nrelations = [\"{relation}\"]\n")
    };
    let one = source("a.toml", &rule("office.a", "requests.granted.total <= 5"));
    for (other, expected) in [
        (rule("office.a", "requests.partial.total <= 5"), "b.toml:2:6"),
        (rule("office.b", "2 * requests.granted.total >= 12"), "b.toml:5:14"),
        (rule("office.b", "5 >= requests.granted.total"), "b.toml:5:14"),
    ] {
        let sources = [one.clone(), source("b.toml", &other)];
        let problems = RuleBook::load(&sources, &[]).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(place(&problems[0], &sources), expected);
        assert!(problems[0].zh.contains("a.toml"), "{}", problems[0].zh);
    }
    let sources = [one, source("b.toml", &rule("office.b", "requests.granted.total <= 6"))];
    assert_eq!(RuleBook::load(&sources, &[]).unwrap().own().len(), 2);
}

#[test]
fn rulings_are_checked_and_go_before_those_of_files() {
    let ruling = |id: &str, level: &str| (id.to_owned(), level.to_owned());
    for (id, level, zh) in [
        ("form.titel", "off", "是否要写“form.title”"),
        ("form.title", "on", "可选：off、info、warning、error"),
        ("text.unreadable", "off", "不能停用"),
    ] {
        let problems = RuleBook::load(&[], &[ruling(id, level)]).unwrap_err();
        assert!(problems[0].zh.contains(zh), "{}", problems[0].zh);
        assert_eq!(problems[0].place, Place::Ruling(0));
    }
    let file = source("a.toml", "[severity]\n\"form.title\" = \"off\"\nform.period = \"info\"\n");
    let book = RuleBook::load(&[file], &[ruling("form.title", "error")]).unwrap();
    assert_eq!(book.switched_off().count(), 0);
    let weighed: Vec<_> = book.weighed().map(|(doc, severity)| (doc.id.as_str(), severity.id())).collect();
    assert_eq!(weighed, [("form.title", "error"), ("form.period", "info")]);
    assert_eq!(
        book.in_words(Lang::Zh).unwrap(),
        "严重程度改动 2 条：form.title（警告改为错误）、form.period（警告改为提示）。"
    );
}
