//! Plants one fault after another in whole reports and in batches of them, and counts per rule what is found, and what is told of
//! reports in which there is nothing to find.
//!
//! Reports are composed here from sentences of their own (`words/`): none of the engine's lists of words is used.

mod batch;
mod between;
mod compose;
mod counts;
mod facts;
mod gather;
mod paper;
mod plant;
mod tally;
mod units;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use gouji::document::Span;
use gouji::pipeline::{Analysis, analyse};
use gouji::report::Mappings;
use gouji::rules::{Finding, RuleBook, Severity, registry};
use gouji::source::Limits;
use rayon::prelude::*;

use crate::common::figures::Random;
use paper::{Paper, Place};
use plant::{Hand, Planter, planters};
use tally::Tally;
use words::Book;

/// Rules of which no fault is planted, each with the reason.
const NOT_PLANTED: [(&str, &str); 7] = [
    ("file.recognised", "wants a scan with recognised text; tried in the tests of the PDF reader"),
    ("file.uncoded", "wants a PDF with fonts that do not tell their characters; tried in the tests of the PDF reader"),
    ("file.uncalculated", "wants a workbook without results of formulas; tried in the tests of the sheet reader"),
    ("file.formatted", "wants a workbook with formats that show other numbers; tried in the tests of the sheet reader"),
    ("file.cut", "wants a file beyond the limits of reading; tried in the tests of limits"),
    ("file.rescued", "wants a damaged file of an office program; tried in the tests of the readers"),
    ("file.converted", "wants a converter of old files on the machine; tried where there is one"),
];

/// One in so many reports is a narrative one besides.
const NARRATIVE: u64 = 4;
/// One in so many reports stands for a batch.
const BATCH: u64 = 8;

/// The figures as a section of the page, examples, and what a rule lacks to be measured.
pub struct Page {
    /// The section.
    pub text: String,
    /// Sentences of misses and false alarms.
    pub examples: Vec<String>,
    /// Rules that are neither planted nor excused.
    pub unmeasured: Vec<String>,
}

/// Plants every fault in so many reports.
pub fn page(reports: u64, seed: u64) -> Page {
    let book = Book::new();
    let ways = planters();
    let on_reports = (0..reports).into_par_iter().map(|at| {
        let mut tally = try_report(&book, &ways, seed + at, false);
        if at % NARRATIVE == 0 {
            tally.add(try_report(&book, &ways, seed + at, true));
        }
        if at % BATCH == 0 {
            tally.add(batch::try_one(&book, seed + at));
        }
        tally
    });
    let mut tally = on_reports.reduce(Tally::default, |mut one, other| {
        one.add(other);
        one
    });
    let planted: BTreeSet<&str> = ways.iter().map(|way| way.rule).chain(batch::rules()).collect();
    let mut unmeasured = Vec::new();
    for rule in registry() {
        let is_excused = NOT_PLANTED.iter().any(|(id, _)| *id == rule.id);
        match (planted.contains(rule.id.as_str()), is_excused) {
            (false, false) => unmeasured.push(format!("{} is neither planted nor excused", rule.id)),
            (true, true) => unmeasured.push(format!("{} is planted and excused", rule.id)),
            (true, false) if tally.planted(&rule.id) == 0 && reports >= 50 => {
                unmeasured.push(format!("{}: no report had a place for its faults", rule.id));
            }
            _ => {}
        }
    }
    Page { text: tally.page(&NOT_PLANTED, (reports, seed)), examples: std::mem::take(&mut tally.examples), unmeasured }
}

/// Reads a report and checks it; the line on which each of its paragraphs begins.
fn read(paper: &Paper) -> (Analysis, Vec<u32>) {
    let (text, lines) = paper.print();
    let bytes = paper.bytes.clone().unwrap_or_else(|| text.into_bytes());
    let mut analysis = analyse(&bytes, &paper.file, &Limits::default(), &Mappings::default(), RuleBook::standard());
    // That a file cannot be read at all is told by those who list it.
    if let Some((zh, en)) = analysis.unreadable.clone() {
        analysis.verdict.findings.push(Finding::new("text.unreadable", Severity::Error, zh, en));
    }
    (analysis, lines)
}

/// A report without faults, and the same with each fault in turn.
fn try_report(book: &Book, ways: &[Planter], seed: u64, is_narrative: bool) -> Tally {
    let mut random = Random::new(seed.wrapping_mul(0x1000_0001) ^ u64::from(is_narrative) ^ 0xFA17);
    let paper = if is_narrative { compose::narrative(book, &mut random) } else { compose::any(book, &mut random) };
    let mut tally = Tally::default();
    let (clean, _) = read(&paper);
    let name = format!("seed {seed}, {}, layout {}", paper.file, paper.look.layout.name);
    tally.clean_report(&clean, &name);
    keep(&format!("{seed}-clean-{}", paper.file), &paper);
    let known: BTreeMap<&str, usize> = counts_of(&clean.verdict.findings);
    for (nth, way) in ways.iter().enumerate() {
        let mut faulty = paper.clone();
        let mut hand = Hand { random: Random::new(seed ^ ((nth as u64) << 32) ^ 0xBAD), book };
        let Some(place) = (way.plant)(&mut faulty, &mut hand) else { continue };
        let (analysis, lines) = read(&faulty);
        let said: BTreeSet<&str> = clean.verdict.findings.iter().map(|finding| finding.zh.as_str()).collect();
        let found = analysis.verdict.findings.iter().filter(|finding| {
            finding.rule == way.rule && !said.contains(finding.zh.as_str()) && is_at(finding, &place, &lines)
        });
        let found = found.max_by_key(|finding| finding.severity);
        let side = counts_of(&analysis.verdict.findings)
            .into_iter()
            .filter(|(rule, _)| *rule != way.rule)
            .map(|(rule, count)| count.saturating_sub(known.get(rule).copied().unwrap_or(0)))
            .sum();
        tally.plant(way.rule, way.name, found.map(|finding| finding.severity), side);
        if found.is_none() {
            let fresh = analysis.verdict.findings.iter().filter(|finding| !said.contains(finding.zh.as_str()));
            let told: Vec<String> = fresh.map(|finding| format!("{} {}", finding.rule, finding.zh)).collect();
            let shown = shown(&paper, &faulty, &place);
            tally.missed(format!("missed: {} ({}), {name}: {shown}; told: {told:?}", way.rule, way.name));
            keep(&format!("{seed}-{}-{nth}-{}", way.rule, faulty.file), &faulty);
        }
    }
    tally
}

/// How many findings of warning or worse each rule has.
fn counts_of(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// Whether a finding speaks of the place where a fault was planted.
fn is_at(finding: &Finding, place: &Place, lines: &[u32]) -> bool {
    match place {
        Place::Anywhere => true,
        Place::Paragraph(at) => finding.source.iter().any(|Span { line, .. }| *line == lines[*at]),
        Place::Cells(cells) => cells.iter().any(|cell| finding.cells.contains(cell)),
        Place::Table(id) => {
            let of_cells = finding.cells.iter().map(|cell| cell.table());
            finding.tables.iter().copied().chain(of_cells).any(|table| table.get().id == *id)
        }
        Place::Words(words) => finding.zh.contains(words.as_str()),
    }
}

/// What stands where a fault was planted: of prose the sentences that the report had not before.
fn shown(before: &Paper, paper: &Paper, place: &Place) -> String {
    match place {
        Place::Paragraph(at) => {
            let old: BTreeSet<&str> = before
                .paragraphs
                .iter()
                .flat_map(|paragraph| &paragraph.sentences)
                .map(|one| one.text.as_str())
                .collect();
            let sentences = paper.paragraphs[*at].sentences.iter().map(|sentence| sentence.text.as_str());
            sentences.filter(|text| !old.contains(text)).collect()
        }
        Place::Cells(cells) => cells.iter().map(|cell| format!("{cell} = {:?} ", paper.figures.cells[cell])).collect(),
        Place::Table(id) => (*id).to_owned(),
        Place::Words(words) => words.clone(),
        Place::Anywhere => String::new(),
    }
}

/// Writes a report into the folder that `ACCURACY_KEEP` names, for a person to look at.
fn keep(name: &str, paper: &Paper) {
    if let Ok(folder) = std::env::var("ACCURACY_KEEP") {
        let bytes = paper.bytes.clone().unwrap_or_else(|| paper.print().0.into_bytes());
        std::fs::write(std::path::Path::new(&folder).join(name.replace('/', "-")), bytes).expect("the folder is there");
    }
}
