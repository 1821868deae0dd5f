//! Reads every report of `fixtures/batch` and holds it against `fixtures/truth`, written by hand from what the report says.
//!
//! All that does not agree in one report is listed together. Then every report is mutilated, and nothing may be silently
//! misread.

use std::collections::BTreeMap;

use crate::common::truth::{Case, ExpectedFinding, Truth, cases, decimal, files_under, fixtures};
use gouji::pipeline::{Analysis, analyse};
use gouji::report::{Cell, Kind, Mappings};
use gouji::rules::{Finding, RuleBook, Severity};
use rust_decimal::Decimal;

fn words(cell: &Cell) -> String {
    let doubt = cell.doubt.map_or(String::new(), |doubt| format!(", doubtful: {doubt:?}"));
    format!("{:?} ({}{doubt})", cell.raw, cell.kind.id())
}

fn complain_of_cells(truth: &Truth, analysis: &Analysis, complaints: &mut Vec<String>) {
    let read: BTreeMap<String, &Cell> = analysis.report.cells().map(|(id, cell)| (id.to_string(), cell)).collect();
    for (id, value) in &truth.cells {
        match read.get(id) {
            None => complaints.push(format!("{id}: missed, is {}", value.words())),
            Some(cell) if !value.agrees(cell) => {
                complaints.push(format!("{id}: read as {}, is {}", words(cell), value.words()));
            }
            Some(cell) if cell.doubt.is_some() => {
                complaints.push(format!("{id}: rightly read as {}, but no doubt is due", words(cell)))
            }
            Some(_) => {}
        }
    }
    for (id, unit) in &truth.units {
        let seen = read.get(id).and_then(|cell| cell.unit.as_deref());
        if seen != Some(unit) {
            complaints.push(format!("{id}: unit read as {seen:?}, is {unit}"));
        }
    }
    for (id, cell) in read {
        let vouched = cell.doubt.is_none();
        if let Some(value) = truth.uncertain.get(&id) {
            if vouched && !value.agrees(cell) {
                complaints.push(format!("{id}: vouched for as {}, is {}", words(cell), value.words()));
            }
        } else if truth.doubtful.contains(&id) || truth.absent.contains(&id) {
            if vouched {
                complaints.push(format!("{id}: vouched for as {}, which the document does not bear out", words(cell)));
            }
        } else if !truth.cells.contains_key(&id) {
            complaints.push(format!("{id}: read as {}, but the document has no such cell", words(cell)));
        }
    }
}

/// Whether a finding is the one expected, as far as one finding can tell.
fn matches(expected: &ExpectedFinding, finding: &Finding) -> bool {
    let names = |cell: &String| finding.cells.iter().any(|id| id.to_string() == *cell);
    expected.rule == finding.rule
        && expected.severity.as_deref().is_none_or(|severity| severity == finding.severity.id())
        && expected.cells.iter().all(names)
        && expected.line.is_none_or(|line| finding.source.iter().any(|span| span.line == line))
}

fn complain_of_findings(truth: &Truth, analysis: &Analysis, complaints: &mut Vec<String>) {
    let findings = &analysis.verdict.findings;
    for expected in &truth.findings {
        let found: Vec<&Finding> = findings.iter().filter(|finding| matches(expected, finding)).collect();
        let described = format!("{} {:?} {:?}", expected.rule, expected.severity, expected.cells);
        if found.is_empty() {
            complaints.push(format!("finding not raised: {described} line {:?}", expected.line));
            continue;
        }
        for table in &expected.tables {
            let named = found.iter().any(|finding| {
                finding.tables.iter().any(|at| at.get().id == table)
                    || finding.cells.iter().any(|id| id.table().get().id == table)
            });
            if !named {
                complaints.push(format!("finding {described} does not name {table}"));
            }
        }
    }
    for finding in findings {
        let told = format!("{} ({}): {}", finding.rule, finding.severity.id(), finding.zh);
        if truth.never.iter().any(|rule| rule == finding.rule) {
            complaints.push(format!("finding raised that is not true: {told}"));
        } else if truth.only_errors
            && finding.severity == Severity::Error
            && !truth.findings.iter().any(|expected| matches(expected, finding))
        {
            complaints.push(format!("error raised beyond those expected: {told}"));
        }
    }
}

/// What must hold of every report: findings speak both languages, and everything points to lines that are there.
fn complain_of_evidence(analysis: &Analysis, complaints: &mut Vec<String>) {
    let count = analysis.lines.len() as u32;
    for finding in &analysis.verdict.findings {
        if finding.zh.is_empty() || finding.en.is_empty() {
            complaints.push(format!("finding {} has no sentence in one of the languages", finding.rule));
        }
        if finding.source.iter().any(|span| span.line == 0 || span.line > count) {
            complaints
                .push(format!("finding {} points to a line that is not there: {:?}", finding.rule, finding.source));
        }
    }
    for (id, cell) in analysis.report.cells().filter(|(_, cell)| cell.kind == Kind::Number) {
        let [span] = cell.source[..] else {
            complaints.push(format!("{id}: {:?} stands in {} places", cell.raw, cell.source.len()));
            continue;
        };
        let line = analysis.lines.get(span.line.saturating_sub(1) as usize).map_or("", String::as_str);
        let there: String =
            line.chars().skip(span.column.saturating_sub(1) as usize).take(span.chars as usize).collect();
        if there.trim() != cell.raw.trim() {
            complaints.push(format!(
                "{id}: read {:?}, but line {} column {} says {there:?}",
                cell.raw, span.line, span.column
            ));
        }
    }
}

fn complain_of_the_rest(truth: &Truth, analysis: &Analysis, complaints: &mut Vec<String>) {
    let report = &analysis.report;
    if let Some((_, because)) = &analysis.unreadable {
        complaints.push(format!("unreadable: {because}"));
    }
    let unit = report.unit.as_ref().map_or("", |unit| &unit.text);
    if !unit.contains(&truth.unit_contains) {
        complaints.push(format!("unit read as {unit:?}, contains {:?}", truth.unit_contains));
    }
    if report.year != Some(truth.year) {
        complaints.push(format!("year read as {:?}, is {}", report.year, truth.year));
    }
    if report.form_id() != truth.form.as_deref() {
        complaints.push(format!("form read as {:?}, is {:?}", report.form_id(), truth.form));
    }
    for (table, form) in &truth.table_forms {
        let seen = report.table_by_id(table).map(|reading| reading.table.form().id);
        if seen != Some(form) {
            complaints.push(format!("form of {table} read as {seen:?}, is {form}"));
        }
    }
    let status = analysis.verdict.status.id();
    if truth.status.as_deref().is_some_and(|expected| expected != status) {
        complaints.push(format!("status is {status}, should be {:?}", truth.status));
    }
    for label in &truth.labels {
        let seen: Vec<Option<&str>> = report
            .labels
            .iter()
            .filter(|seen| {
                seen.observed == label.observed && seen.table.get().id == label.table && seen.axis.id() == label.axis
            })
            .map(|seen| seen.target.map(gouji::report::Target::canonical))
            .collect();
        if !seen.contains(&label.canonical.as_deref()) {
            complaints.push(format!("label {:?} read as {seen:?}, is {:?}", label.observed, label.canonical));
        }
    }
    for (id, value) in &truth.facts {
        let seen: Vec<Decimal> = report.facts.iter().filter(|fact| fact.id == id).map(|fact| fact.value).collect();
        if !seen.contains(&decimal(value)) {
            complaints.push(format!("fact {id} read as {seen:?}, is {value}"));
        }
    }
}

#[test]
fn every_report_of_the_batch_is_read_as_it_is() {
    let mut told = String::new();
    for Case { name, bytes, truth } in cases() {
        let analysis = analyse(&bytes, "a.txt", &Default::default(), &Mappings::default(), RuleBook::standard());
        let mut complaints = Vec::new();
        complain_of_the_rest(&truth, &analysis, &mut complaints);
        complain_of_cells(&truth, &analysis, &mut complaints);
        complain_of_findings(&truth, &analysis, &mut complaints);
        complain_of_evidence(&analysis, &mut complaints);
        if !complaints.is_empty() {
            told += &format!("\n{name}: {} things do not agree\n", complaints.len());
            for complaint in complaints.iter().take(25) {
                told += &format!("  {complaint}\n");
            }
            if complaints.len() > 25 {
                told += &format!("  … and {} more\n", complaints.len() - 25);
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn every_truth_has_its_report() {
    for truth in files_under(&fixtures("truth")) {
        let name = truth.strip_prefix(fixtures("truth")).expect("a truth").with_extension("");
        assert!(fixtures("batch").join(&name).is_file(), "{} speaks of no report", truth.display());
    }
}

/// Makes a report worse at one of its lines.
type Mutation = fn(&mut Vec<&str>, usize);

/// What may happen to a line.
const MUTATIONS: [(&str, Mutation); 3] = [
    ("cut off after", |lines, at| lines.truncate(at + 1)),
    ("without", |lines, at| {
        lines.remove(at);
    }),
    ("with twice", |lines, at| lines.insert(at, lines[at])),
];

/// Whatever line is lost, doubled or the last: a cell that is vouched for says what the whole report says.
#[test]
fn a_mutilated_report_is_never_silently_misread() {
    let mut told = String::new();
    for Case { name, bytes, truth } in cases() {
        // The line ends and letters of other encodings are tried in the decoder's own tests.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for (mutation, apply) in MUTATIONS {
            // Every line of a report with a row a line; spread over a longer one, and never in step with its rows.
            let (turns, jitter) = if lines.len() < 100 { (lines.len(), 1) } else { (24, 7) };
            for turn in 0..turns {
                let at = (turn * lines.len() / turns + turn % jitter) % lines.len();
                let mut worse = lines.clone();
                apply(&mut worse, at);
                let analysis = analyse(
                    worse.join("\n").as_bytes(),
                    "a.txt",
                    &Default::default(),
                    &Mappings::default(),
                    RuleBook::standard(),
                );
                let mut complaints = vouched_against(&truth, &analysis);
                // Between two bars of their own, a lost line leaves what an empty cell looks like.
                let emptied = at > 0 && lines[at - 1] == "|" && lines.get(at + 1) == Some(&"|");
                if mutation == "without"
                    && emptied
                    && complaints.len() == 1
                    && complaints[0].contains("as \"\" (blank)")
                {
                    complaints.clear();
                }
                if !complaints.is_empty() {
                    told += &format!("\n{name} {mutation} line {} {:?}:\n", at + 1, lines[at]);
                    complaints.iter().take(4).for_each(|complaint| told += &format!("  {complaint}\n"));
                }
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}

/// Cells that are vouched for and are not as the truth has them.
fn vouched_against(truth: &Truth, analysis: &Analysis) -> Vec<String> {
    let mut complaints = Vec::new();
    for (id, cell) in analysis.report.cells().filter(|(_, cell)| cell.doubt.is_none()) {
        let id = id.to_string();
        match truth.cells.get(&id).or_else(|| truth.uncertain.get(&id)) {
            Some(value) if value.agrees(cell) => {}
            Some(value) => complaints.push(format!("{id}: vouched for as {}, is {}", words(cell), value.words())),
            None if truth.doubtful.contains(&id) => {}
            None => complaints.push(format!("{id}: vouched for as {}, but no report has it", words(cell))),
        }
    }
    complaints
}

/// Two headers of one table were cut to the same text: what a reviewer says of one says nothing of the other.
#[test]
fn labels_of_the_same_text_are_decided_apart() {
    let bytes = std::fs::read(fixtures("batch").join("鄂城区人民政府2019.txt")).expect("the report");
    let before = analyse(&bytes, "a.txt", &Default::default(), &Mappings::default(), RuleBook::standard()).report;
    let twins: Vec<_> =
        before.labels.iter().filter(|label| label.observed == "本年新" && label.target.is_some()).collect();
    let fields: Vec<&str> = twins.iter().filter_map(|label| label.target.map(|target| target.canonical())).collect();
    assert!(fields.iter().any(|field| *field != fields[0]), "{fields:?}");
    let first = twins[0];
    let confirmed = gouji::report::Mapping::Field(fields[0].to_owned());
    let after = analyse(
        &bytes,
        "a.txt",
        &Default::default(),
        &Mappings::from(std::collections::BTreeMap::from([(first.key(), confirmed)])),
        RuleBook::standard(),
    )
    .report;
    for (old, new) in before.labels.iter().zip(&after.labels) {
        assert_eq!((&old.observed, old.target), (&new.observed, new.target));
    }
    let values = |report: &gouji::report::Report| -> Vec<String> {
        report.cells().map(|(id, cell)| format!("{id}={}", cell.raw)).collect()
    };
    assert_eq!(values(&before), values(&after));
    let waiting = |report: &gouji::report::Report| report.labels.iter().filter(|label| label.needs_review).count();
    assert!(waiting(&after) < waiting(&before) && waiting(&after) > 0);
}
