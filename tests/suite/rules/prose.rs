//! Sentences as units write them, each with what must come of it: `prose.txt` beside this file.
//!
//! A sentence is read as the text of a report, and what it says is tried against the tables of a report in [`notation`].

use std::fmt::Write as _;
use std::path::Path;

use gouji::report::{Mappings, Report};
use gouji::rules::{self, RuleBook};
use gouji::text::lang::Lang;

use super::notation;

/// What is expected of a sentence.
struct Case<'a> {
    /// The report that it stands in.
    report: &'a Report,
    /// Rules that must speak, each with words that its sentence must hold; empty where all must be silent.
    expected: Vec<(&'a str, &'a str)>,
    /// The sentence.
    text: &'a str,
}

/// A report with tables, and the prose of a text.
fn told(tables: &Report, text: &str) -> Vec<rules::Finding> {
    let mut report = tables.clone();
    notation::tell(&mut report, text);
    let findings = rules::check(&report, RuleBook::standard()).findings;
    findings.into_iter().filter(|finding| is_of_prose(finding.rule)).collect()
}

fn is_of_prose(rule: &str) -> bool {
    (rule.starts_with("prose.") && rule != "prose.parts_sum") || rule == "form.parts_announced"
}

fn report(head: &str, changes: &str) -> Report {
    let (form, unit) = head.split_once(' ').unwrap();
    let mut report = notation::report(form, changes);
    let source = Vec::new();
    report.unit = Some(gouji::report::Quoted { text: unit.to_owned(), source });
    report
}

#[test]
fn every_sentence_is_judged_as_it_should_be() {
    let file =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/rules/prose.txt")).unwrap();
    let mut reports: Vec<(Report, Vec<&str>)> = Vec::new();
    for block in file.split("\n== ").skip(1) {
        let (head, rest) = block.split_once('\n').unwrap();
        let (changes, cases) = rest.split_once("\n\n").unwrap();
        let cases = cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        reports.push((report(head, changes), cases));
    }
    let cases = reports.iter().flat_map(|(report, cases)| cases.iter().map(move |line| case(report, line)));
    let (mut complaints, mut silent, mut all) = (String::new(), 0, 0);
    for Case { report, expected, text } in cases {
        all += 1;
        silent += usize::from(expected.is_empty());
        let found = told(report, text);
        let lines: Vec<String> = found
            .iter()
            .map(|finding| format!("    {} {} {}", finding.severity.id(), finding.rule, finding.message(Lang::Zh)))
            .collect();
        let is_met = found.len() == expected.len()
            && expected.iter().all(|(rule, words)| {
                found.iter().any(|finding| {
                    format!("{}/{}", finding.rule, finding.severity.id()).starts_with(rule)
                        && finding.message(Lang::Zh).contains(words)
                })
            });
        if !is_met {
            writeln!(complaints, "{text}\n  wanted {expected:?}, was told:\n{}", lines.join("\n")).unwrap();
        }
        for finding in &found {
            assert!(!finding.quotes.is_empty() && !finding.source.is_empty(), "{}", finding.zh);
            assert_ne!(finding.severity, rules::Severity::Error, "{}", finding.zh);
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
    assert!(all >= 80 && silent * 2 > all, "{all} sentences, {silent} of them silent");
}

/// A line of the file: `! rule words | sentence`, several of them parted by `&`, or `. sentence`.
fn case<'a>(report: &'a Report, line: &'a str) -> Case<'a> {
    if let Some(text) = line.strip_prefix(". ") {
        return Case { report, expected: Vec::new(), text };
    }
    let (expected, text) = line.strip_prefix("! ").and_then(|rest| rest.split_once(" | ")).expect(line);
    let expected = expected.split(" & ").map(|one| one.split_once(' ').unwrap_or((one, ""))).collect();
    Case { report, expected, text }
}

/// What the rules on prose say of files: `PROSE_FILES` names a folder.
#[test]
#[ignore = "shows what is read and said of files, for a person to judge"]
fn files_are_shown_for_judging() {
    let folder = std::env::var_os("PROSE_FILES").expect("PROSE_FILES names a folder of reports");
    let batch = gouji::source::find(&[folder.into()], &Default::default()).unwrap();
    for file in &batch.files {
        let report = gouji::pipeline::open(file, &Mappings::default(), RuleBook::standard()).analysis;
        println!("== {}", file.name);
        for fact in &report.report.facts {
            println!(
                "   {} {} {:?} {:?}{} «{}»",
                fact.id,
                fact.value,
                fact.scope,
                fact.year,
                if fact.part { " part" } else { "" },
                fact.quote
            );
        }
        for statement in &report.report.statements {
            println!("   {:?} {:?} {:?} «{}»", statement.said, statement.scope, statement.year, statement.quote);
        }
        for rate in &report.report.rates {
            println!("   {} of {} {:?} «{}»", rate.percent, rate.of, rate.kind, rate.quote);
        }
        if let Some(parts) = &report.report.parts {
            println!("   parts {} listed {} headings {}", parts.announced, parts.listed, parts.headings);
        }
        for finding in report.verdict.findings.iter().filter(|finding| is_of_prose(finding.rule)) {
            println!(" * {} {} {}", finding.severity.id(), finding.rule, finding.zh);
        }
    }
}
