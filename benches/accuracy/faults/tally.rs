//! What is counted of planted faults, and the table that it makes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gouji::pipeline::Analysis;
use gouji::rules::across::{BatchFinding, rests_on_others};
use gouji::rules::{Finding, Outcome, Severity, registry};

/// How many examples of one kind are kept.
const EXAMPLES: usize = 6;

/// What came of one rule.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    planted: usize,
    found: usize,
    /// Of the found, those that are told as a notice only.
    notices: usize,
    /// Findings of other rules that came with the faults.
    side: usize,
    /// Findings of warning or worse where nothing was planted.
    alarms: usize,
    /// Notices where nothing was planted.
    infos: usize,
    /// How often the rule had something to judge where nothing was planted, where that is counted.
    tried: usize,
}

impl Row {
    fn add(&mut self, other: Self) {
        self.planted += other.planted;
        self.found += other.found;
        self.notices += other.notices;
        self.side += other.side;
        self.alarms += other.alarms;
        self.infos += other.infos;
        self.tried += other.tried;
    }
}

/// Counts over many reports.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    rules: BTreeMap<String, Row>,
    ways: BTreeMap<(String, &'static str), Row>,
    /// Reports without faults.
    reports: usize,
    /// Reports of batches without faults, and batches.
    batched: (usize, usize),
    /// Reports without faults of which something of warning or worse is told.
    alarmed: usize,
    /// Sentences of misses and false alarms.
    pub examples: Vec<String>,
}

impl Tally {
    /// Adds another's counts.
    pub fn add(&mut self, other: Self) {
        for (rule, row) in other.rules {
            self.rules.entry(rule).or_default().add(row);
        }
        for (way, row) in other.ways {
            self.ways.entry(way).or_default().add(row);
        }
        self.reports += other.reports;
        self.batched = (self.batched.0 + other.batched.0, self.batched.1 + other.batched.1);
        self.alarmed += other.alarmed;
        for example in other.examples {
            self.example(example);
        }
    }

    /// Keeps a sentence, unless there are enough that begin alike.
    fn example(&mut self, example: String) {
        let kind = |example: &str| example.split([',', '，']).next().unwrap_or_default().to_owned();
        let alike = self.examples.iter().filter(|other| kind(other) == kind(&example)).count();
        if alike < EXAMPLES {
            self.examples.push(example);
        }
    }

    fn rule(&mut self, rule: &str) -> &mut Row {
        self.rules.entry(rule.to_owned()).or_default()
    }

    /// How often a fault of a rule was planted.
    pub fn planted(&self, rule: &str) -> usize {
        self.rules.get(rule).map_or(0, |row| row.planted)
    }

    /// Counts a planted fault: how it was told, and how much else was told because of it.
    pub fn plant(&mut self, rule: &str, way: &'static str, told: Option<Severity>, side: usize) {
        let row = Row {
            planted: 1,
            found: usize::from(told.is_some()),
            notices: usize::from(told == Some(Severity::Info)),
            side,
            ..Row::default()
        };
        self.rule(rule).add(row);
        self.ways.entry((rule.to_owned(), way)).or_default().add(row);
    }

    /// Keeps the sentence of a fault that was not told.
    pub fn missed(&mut self, sentence: String) {
        self.example(sentence);
    }

    fn clean(&mut self, finding: &Finding, name: &str) {
        if finding.severity == Severity::Info {
            self.rule(finding.rule).infos += 1;
            self.example(format!("notice on a clean report: {}, {name}: {}", finding.rule, finding.zh));
        } else {
            self.rule(finding.rule).alarms += 1;
            self.example(format!("false alarm: {}, {name}: {}", finding.rule, finding.zh));
        }
    }

    /// Counts what is told of a report in which there is nothing to find.
    pub fn clean_report(&mut self, analysis: &Analysis, name: &str) {
        self.reports += 1;
        self.alarmed += usize::from(analysis.verdict.findings.iter().any(|finding| finding.severity > Severity::Info));
        for finding in &analysis.verdict.findings {
            self.clean(finding, name);
        }
        for check in &analysis.verdict.checks {
            self.rule(check.rule).tried += usize::from(matches!(check.outcome, Outcome::Holds | Outcome::Broken));
        }
    }

    /// Counts what is told between the reports of a batch in which there is nothing to find.
    pub fn clean_batch(&mut self, reports: usize, findings: &[BatchFinding], name: &str) {
        self.batched.0 += reports;
        self.batched.1 += 1;
        for found in findings {
            self.clean(&found.finding, name);
        }
    }

    /// The table, a line a rule; and the ways of going wrong that are not all found.
    pub fn page(&self, excused: &[(&str, &str)], (reports, seed): (u64, u64)) -> String {
        let (batched, batches) = self.batched;
        let mut page = format!(
            "### Faults planted\n\n\
             {} reports without faults, and {batches} batches with {batched} reports together, seeds {seed} to {}; each fault is planted in\n\
             every one that has a place for it. Of {} % of the reports without faults something of warning or worse is told.\n\n\
             | rule | planted | found | as a notice | side findings | false alarms per 1,000 reports | per 1,000 judged | notices per 1,000 |\n\
             |---|--:|--:|--:|--:|--:|--:|--:|\n",
            self.reports,
            seed + reports - 1,
            rounded(100.0 * self.alarmed as f64 / self.reports.max(1) as f64),
        );
        let mut all = Row::default();
        for rule in registry().iter().filter(|rule| !excused.iter().any(|(id, _)| *id == rule.id)) {
            let row = self.rules.get(&rule.id).copied().unwrap_or_default();
            let of = if rests_on_others(&rule.id) { batched } else { self.reports };
            page += &line(&format!("`{}`", rule.id), &row, of);
            all.add(row);
        }
        all.tried = 0;
        page += &line("**all**", &all, self.reports);
        let short: Vec<_> = self.ways.iter().filter(|(_, row)| row.found < row.planted).collect();
        if !short.is_empty() {
            page += "\nNot always found:\n\n";
        }
        for ((rule, way), row) in short {
            let _ = writeln!(page, "- `{rule}`, {way}: {} of {}", row.found, row.planted);
        }
        page += "\nNot planted:\n\n";
        for (rule, reason) in excused {
            let _ = writeln!(page, "- `{rule}`: {reason}");
        }
        page
    }
}

fn rounded(number: f64) -> String {
    format!("{number:.1}")
}

fn line(name: &str, row: &Row, reports: usize) -> String {
    let share = match row.planted {
        0 => "–".to_owned(),
        planted => format!("{} ({:.1} %)", row.found, 100.0 * row.found as f64 / planted as f64),
    };
    let of = |count: usize, all: usize| match all {
        0 => "–".to_owned(),
        all => rounded(1000.0 * count as f64 / all as f64),
    };
    format!(
        "| {name} | {} | {share} | {} | {} | {} | {} | {} |\n",
        row.planted,
        row.notices,
        row.side,
        of(row.alarms, reports),
        of(row.alarms, row.tried),
        of(row.infos, reports),
    )
}
