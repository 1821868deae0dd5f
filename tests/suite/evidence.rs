//! What findings rest on: decisions are found again however findings are worded, and whatever else changes beside them.

use std::collections::BTreeSet;
use std::path::Path;

use gouji::pipeline::{self, Opened};
use gouji::report::{Mappings, Method, Report};
use gouji::review::{Decision, Event, FindingKey, FindingState, NoteOn, Present, State, Subject};
use gouji::rules::{self, Evidence, Finding, RuleBook};
use gouji::source;

use super::rules::notation::report;

/// Every file of the batches that are kept with the source.
fn opened() -> Vec<(String, Opened)> {
    let folders = ["batch", "formats", "years"];
    let folders = folders.map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name));
    let batch = source::find(&folders, &Default::default()).unwrap();
    let open = |file: &source::SourceFile| pipeline::open(file, &Mappings::default(), RuleBook::standard());
    batch.files.iter().map(|file| (file.name.clone(), open(file))).collect()
}

/// The same finding as a program would say it that shares no word with this one.
fn reworded(finding: &Finding) -> Finding {
    let (zh, en) = ("另一种说法。".to_owned(), "Put otherwise.".to_owned());
    Finding { zh, en, advice_zh: String::new(), advice_en: String::new(), ..finding.clone() }
}

fn event(id: i64, decision: Decision) -> Event {
    Event {
        id,
        act: id,
        at: "2024-02-01T08:00:00Z".parse().unwrap(),
        reviewer: "王晓".to_owned(),
        program: "0.1.0".to_owned(),
        subject: Subject { path: "a.txt".to_owned(), digest: "blake3:00".to_owned() },
        decision,
    }
}

fn judged(key: FindingKey) -> Decision {
    Decision::JudgeFinding { key, state: FindingState::Dismissed, reason: "已核".to_owned() }
}

/// The key under which the first two versions kept a finding with neither cells nor quotes.
fn old_key(finding: &Finding) -> FindingKey {
    FindingKey::new(finding.rule, vec![Evidence::Wording(finding.zh.clone())])
}

fn of_rule<'a>(findings: &'a [Finding], rule: &str) -> &'a Finding {
    findings.iter().find(|finding| finding.rule == rule).unwrap_or_else(|| panic!("no {rule}"))
}

fn check(report: &Report) -> Vec<Finding> {
    rules::check(report, RuleBook::standard()).findings
}

#[test]
fn no_decision_is_lost_when_every_message_is_reworded() {
    let mut judgements = 0;
    for (name, Opened { analysis, .. }) in opened() {
        let (report, findings) = (&analysis.report, &analysis.verdict.findings);
        let decisions = findings.iter().map(|finding| judged(FindingKey::of(finding, report)));
        let events: Vec<Event> = (1..).zip(decisions).map(|(id, decision)| event(id, decision)).collect();
        let state = State::fold(&events);
        for finding in findings {
            let key = FindingKey::of(&reworded(finding), report);
            assert_eq!(state.finding("a.txt", &key).state, FindingState::Dismissed, "{name}: {}", finding.zh);
            judgements += 1;
        }
    }
    assert!(judgements > 200, "{judgements}");
}

/// Two findings of one rule that had the same evidence would share their decisions.
#[test]
fn no_two_findings_of_a_report_rest_on_the_same() {
    for (name, Opened { analysis, .. }) in opened() {
        let mut keys = BTreeSet::new();
        for finding in &analysis.verdict.findings {
            assert!(keys.insert(FindingKey::of(finding, &analysis.report)), "{name}: {}", finding.zh);
        }
    }
}

#[test]
fn what_old_journals_knew_by_its_sentence_is_found() {
    let cases = [
        ("form.missing_table", "drop art20_5"),
        ("form.missing_section", "drop section problems"),
        ("form.title", "drop title"),
        ("form.period", "drop period"),
        ("form.edition_year", "year 2022"),
        ("form.duplicate_table", "printed remedies 2"),
        ("file.hidden", "remark hidden 底稿"),
        ("file.pictures", "remark pictures 2 4 5 6"),
        ("file.rescued", "remark rescued"),
        ("labels.unconfirmed", "label requests column 商业机构 > org_enterprise"),
        ("prose.parts_sum", "sum 3354 = 1601 + 996 + 605 + 1710 + 43"),
    ];
    for (rule, changes) in cases {
        let report = report("2019", changes);
        let findings = check(&report);
        let (finding, other) = (of_rule(&findings, rule), old_key(&reworded(of_rule(&findings, rule))));
        let key = FindingKey::of(finding, &report);
        assert!(!key.evidence.iter().any(|piece| matches!(piece, Evidence::Wording(_))), "{rule}");
        let note = Decision::Note { on: NoteOn::Finding(old_key(finding)), text: "已问".to_owned() };
        let state = State::fold(&[event(1, judged(old_key(finding))), event(2, note)]);
        assert_eq!(state.finding("a.txt", &key).event, Some(1), "{rule}");
        assert_eq!(state.note("a.txt", &NoteOn::Finding(key.clone())).unwrap().event, 2, "{rule}");
        let verdict = rules::check(&report, RuleBook::standard());
        let present = Present { path: "a.txt", digest: "blake3:00", report: &report, verdict: &verdict };
        assert_eq!(state.stale(&present), [], "{rule}");
        // A later decision counts before the old one, and another sentence is another finding.
        let open = Decision::JudgeFinding { key: key.clone(), state: FindingState::Open, reason: String::new() };
        let later = State::fold(&[event(1, judged(old_key(finding))), event(2, open)]);
        assert_eq!(later.finding("a.txt", &key).state, FindingState::Open, "{rule}");
        assert_eq!(State::fold(&[event(1, judged(other))]).finding("a.txt", &key).event, None, "{rule}");
    }
}

/// While a label waits, a missing table is told with a reservation; confirming the label takes that away, and nothing else.
#[test]
fn a_decision_stands_when_an_unrelated_label_is_confirmed() {
    let mut report = report("2019", "drop art20_5\nlabel requests table 收费情况 ?");
    let before = check(&report);
    report.labels.last_mut().unwrap().method = Method::Reviewer;
    report.labels.last_mut().unwrap().needs_review = false;
    let after = check(&report);
    let [hedged, plain] = [&before, &after].map(|findings| of_rule(findings, "form.missing_table"));
    assert_ne!(hedged.zh, plain.zh);
    let (old, new) = (FindingKey::of(hedged, &report), FindingKey::of(plain, &report));
    assert_eq!(old, new);
    // Also where an old journal keeps the hedged sentence.
    for key in [old, old_key(hedged)] {
        let state = State::fold(&[event(1, judged(key))]);
        assert_eq!(state.finding("a.txt", &new).state, FindingState::Dismissed);
    }
}
