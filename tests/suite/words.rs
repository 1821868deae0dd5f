//! Finds sentences that exist in one language only: in the code, in the data files, and on every screen in English.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::house::{Source, sources};
use crate::common::walk::Walk;
use gouji::pipeline;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::schema::FORMS_TOML;
use gouji::source;
use gouji::text::lang::Lang;

/// Where Chinese stands alone by its nature, and why.
const ALONE: [(&str, &str); 12] = [
    ("cli/man.rs", "headings of the manual stand behind the English ones that they replace"),
    ("schema/", "the form's own labels are never translated"),
    ("matching/", "labels are compared as they are printed"),
    ("extract/", "what is looked for in a report is written as reports write it"),
    ("document/", "marks of flattened text are looked for as they are printed"),
    ("source/decode.rs", "frequent characters tell an encoding"),
    ("source/names.rs", "frequent characters tell an encoding"),
    ("text/", "characters, numbers and days of Chinese are read here"),
    ("report/", "units are told by the words that reports use"),
    ("rules/", "sentences of findings are made of the form's words; about/report.toml is tried below"),
    ("export/formula.rs", "signs that open a formula"),
    ("settings/roster/columns.rs", "heads of a list are looked for as offices write them"),
];

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2FFFF}')
}

/// The runs of Chinese characters of a text.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_chinese(c)).filter(|run| !run.is_empty())
}

/// A file of the repository, by its path from the top.
fn at_top(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A string literal of the code: its line, its text, and the code between it and the next one.
struct Literal {
    line: usize,
    text: String,
    after: String,
}

/// The string literals of a file before its tests, comments left out.
fn literals(code: &str) -> Vec<Literal> {
    let code = code.split("#[cfg(test)]").next().unwrap();
    let chars: Vec<char> = code.chars().collect();
    let mut found: Vec<Literal> = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let rest = &chars[at..];
        if rest.starts_with(&['/', '/']) {
            at += rest.iter().position(|&c| c == '\n').unwrap_or(rest.len());
            continue;
        }
        if rest[0] == '\'' && (rest.get(2) == Some(&'\'') || rest.get(1) == Some(&'\\')) {
            let escaped = rest[1] == '\\';
            at += if escaped { 4 + rest[3..].iter().position(|&c| c == '\'').unwrap_or(0) } else { 3 };
            continue;
        }
        if rest[0] == '"' {
            let mut end = 1;
            while end < rest.len() && rest[end] != '"' {
                end += if rest[end] == '\\' { 2 } else { 1 };
            }
            found.push(Literal { line, text: rest[1..end.min(rest.len())].iter().collect(), after: String::new() });
            line += rest[..end.min(rest.len())].iter().filter(|&&c| c == '\n').count();
            at += end + 1;
            continue;
        }
        if rest[0] == '\n' {
            line += 1;
        }
        if let Some(last) = found.last_mut() {
            last.after.push(rest[0]);
        }
        at += 1;
    }
    found
}

/// Whether two literals are too far apart to be one sentence in two languages: the English stands in the same statement, in
/// the next one (whose type may hold a semicolon as well), in the arm for English, or in arms for one and for many.
fn is_apart(between: &str) -> bool {
    let mut arms = between.split("=>").collect::<Vec<_>>();
    arms.pop();
    let other_arm = arms.iter().any(|before| {
        let pattern = before.rsplit(['{', ',', '\n']).next().unwrap_or("").trim();
        !pattern.contains("Lang::En") && pattern.starts_with(|c: char| c.is_ascii_uppercase())
    });
    other_arm || between.matches(';').count() > 2
}

/// The Chinese literals of a file without English beside them, with their lines.
fn untranslated(code: &str) -> Vec<(usize, String)> {
    let all = literals(code);
    let is_paired = |at: usize| {
        // The English follows, after other Chinese at most.
        for next in at..all.len() {
            if is_apart(&all[next].after) {
                return false;
            }
            match all.get(next + 1) {
                None => return false,
                Some(other) if !other.text.chars().any(is_chinese) => return true,
                Some(other) if runs_only_quoted(&other.text, &all[at]) => return true,
                Some(_) => {}
            }
        }
        false
    };
    let is_english = |at: usize| at > 0 && runs_only_quoted(&all[at].text, &all[at - 1]);
    let chinese = all.iter().enumerate().filter(|(_, literal)| literal.text.chars().any(is_chinese));
    chinese
        .filter(|(at, _)| !is_paired(*at) && !is_english(*at))
        .map(|(_, literal)| (literal.line, literal.text.clone()))
        .collect()
}

#[test]
fn a_sentence_in_one_language_is_found() {
    for (code, lines) in [
        ("lang.pick(\"打开\", \"open\")", &[][..]),
        ("let zh = format!(\"打开{x}\");\nlet en = format!(\"open {x}\");", &[]),
        ("[\"打开\", \"关闭\"], [\"open\", \"close\"]", &[]),
        ("pick(\"本年新收是空白\", \"本年新收 is blank\")", &[]),
        ("// 打开\nlet c = '\\'';\nput(\"打开\");\n", &[3]),
        ("put(\"打开\");\na(); b();\nput(\"x\");", &[1]),
        ("A => \"打开\",\nB => \"x\",", &[1]),
        ("Zh => a(\"打开\"),\nLang::En => a(\"open\"),", &[]),
    ] {
        let found: Vec<usize> = untranslated(code).into_iter().map(|found| found.0).collect();
        assert_eq!(found, lines, "{code}");
    }
}

#[test]
fn every_chinese_sentence_of_the_code_has_its_english_beside_it() {
    let mut complaints = Vec::new();
    for Source { path, name, text: code } in sources() {
        if ALONE.iter().any(|(start, _)| name.starts_with(start)) {
            continue;
        }
        for (line, text) in untranslated(&code) {
            complaints.push(format!("{path}:{line}: “{text}” has no English beside it"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Whether a text is English that quotes Chinese of its twin or of the form.
fn runs_only_quoted(english: &str, chinese: &Literal) -> bool {
    english.chars().any(|c| c.is_ascii_alphabetic())
        && runs(english).all(|run| chinese.text.contains(run) || FORMS_TOML.contains(run))
}

#[test]
fn every_pair_of_the_code_is_chinese_and_english() {
    let mut complaints = Vec::new();
    let mut pairs = 0;
    for Source { path, text: code, .. } in sources() {
        let code = code.split("#[cfg(test)]").next().unwrap();
        for (at, _) in code.match_indices("pick(") {
            let inside = literals(&code[at..]);
            let [zh, en, ..] = &inside[..] else { continue };
            // Only what is written as two literals side by side.
            if !code[at + "pick(".len()..].trim_start().starts_with('"') || zh.after.trim() != "," {
                continue;
            }
            pairs += 1;
            let line = code[..at].matches('\n').count() + 1;
            let words = |text: &str| text.replace("{}", "").chars().any(|c| c.is_ascii_alphabetic());
            // Tags of languages are no words.
            if words(&en.text)
                && en.text != "en-US"
                && !zh.text.chars().any(is_chinese)
                && words(&zh.text)
                && zh.text != en.text
            {
                complaints.push(format!("{path}:{line}: “{}” is not Chinese", zh.text));
            }
            for run in runs(&en.text).filter(|run| !zh.text.contains(run) && !FORMS_TOML.contains(run)) {
                complaints.push(format!("{path}:{line}: “{run}” in the English “{}”", en.text));
            }
        }
    }
    assert!(pairs > 150, "only {pairs} pairs were found");
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Every pair of texts under keys `zh` and `en`, or keys that end in `_zh` and `_en`.
fn pairs(value: &toml::Value, place: &str, found: &mut Vec<(String, String, Option<String>)>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let place = format!("{place}.{key}");
                let twin = match key.strip_suffix("zh") {
                    Some(stem) if stem.is_empty() || stem.ends_with('_') => Some(format!("{stem}en")),
                    _ => None,
                };
                match (twin, value.as_str()) {
                    (Some(twin), Some(zh)) => {
                        let en = table.get(&twin).and_then(toml::Value::as_str).map(str::to_owned);
                        found.push((place, zh.to_owned(), en));
                    }
                    _ => pairs(value, &place, found),
                }
            }
        }
        toml::Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                pairs(value, &format!("{place}[{at}]"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_sentence_of_the_data_files_has_both_languages() {
    let mut complaints = Vec::new();
    for name in rule_files().into_iter().chain(["src/cli/help.toml".to_owned()]) {
        let name = name.as_str();
        let value: toml::Value = toml::from_str(&fs::read_to_string(at_top(name)).unwrap()).unwrap();
        let mut found = Vec::new();
        pairs(&value, name, &mut found);
        for (place, zh, en) in found {
            let Some(en) = en else {
                // A value's name in Chinese stands for one in ASCII.
                if !place.ends_with("value_zh") {
                    complaints.push(format!("{place}: has no English"));
                }
                continue;
            };
            if zh.is_empty() != en.is_empty() {
                complaints.push(format!("{place}: one of the languages is empty"));
            }
            if !zh.is_empty() && !zh.chars().any(is_chinese) && zh != en {
                complaints.push(format!("{place}: “{zh}” is not Chinese"));
            }
            for run in runs(&en).filter(|run| !zh.contains(run) && !FORMS_TOML.contains(run)) {
                complaints.push(format!("{place}: “{run}” in the English “{en}”"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Every text of a batch without blanks, as it was decoded, with the names of its files.
fn texts(folder: &Path) -> String {
    let batch = source::find(&[folder.to_owned()], &Default::default()).unwrap();
    let mut found = String::new();
    for file in &batch.files {
        let opened = pipeline::open(file, &Mappings::default(), RuleBook::standard());
        let text = opened.analysis.lines.join("");
        found.extend(text.chars().filter(|c| !c.is_whitespace()));
        found.push_str(&format!("\n{}\n", file.name));
    }
    found
}

/// The data files that rules take their words from.
fn rule_files() -> Vec<String> {
    let about = fs::read_dir(at_top("crates/engine/src/rules/about")).unwrap();
    let mut files: Vec<String> = about
        .map(|file| format!("crates/engine/src/rules/about/{}", file.unwrap().file_name().to_str().unwrap()))
        .collect();
    files.extend(["rules/names.toml", "schema/relations.toml"].map(|name| format!("crates/engine/src/{name}")));
    files.sort();
    files
}

/// What English sentences of the rules call a field by.
fn called() -> String {
    let mut found = Vec::new();
    for name in rule_files() {
        let value: toml::Value = toml::from_str(&fs::read_to_string(at_top(&name)).unwrap()).unwrap();
        pairs(&value, &name, &mut found);
    }
    let english: Vec<String> = found.into_iter().filter_map(|pair| pair.2).collect();
    runs(&english.join("\n")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_screen_in_english_has_no_chinese_but_the_batch_and_the_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch");
    let mut known: String = FORMS_TOML.chars().filter(|c| !c.is_whitespace()).collect();
    known.push_str(&texts(&folder));
    known.push_str(&called());
    let mut complaints = BTreeSet::new();
    for size in [(120, 36), (80, 24)] {
        let mut walk = Walk::open(&folder, Lang::En, size);
        walk.everywhere();
        assert!(walk.seen.len() > 300, "{}", walk.seen.len());
        for line in walk.lines() {
            // A comma of the text may have fallen to the end of a line; what is left of it is still of the text.
            for run in runs(&line).filter(|run| !known.contains(run) && !ALLOWED.contains(run)) {
                complaints.insert(format!("“{run}” in: {}", line.trim()));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Chinese that belongs on a screen in English: the program's own name, and how to come back to Chinese.
const ALLOWED: [&str; 2] = ["勾稽", "界面改用中文"];
