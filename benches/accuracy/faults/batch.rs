//! Plants faults between the reports of batches, and compares what is told with what was planted.

use std::collections::{BTreeMap, BTreeSet};

use gouji::rules::RuleBook;
use gouji::rules::across::{self, BatchFinding, Extract, Options};

use super::between::WAYS;
use super::gather::{self, Batch};
use super::paper::Paper;
use super::plant::Hand;
use super::tally::Tally;
use super::words::Book;
use crate::common::figures::Random;

/// The rules that are planted here.
pub fn rules() -> impl Iterator<Item = &'static str> {
    WAYS.iter().map(|way| way.rule)
}

fn extracts(papers: &[Paper], known: &BTreeMap<String, Extract>) -> Vec<Extract> {
    papers.iter().map(|paper| extract(paper, known)).collect()
}

/// What is kept of a report; those that were read already are not read again.
fn extract(paper: &Paper, known: &BTreeMap<String, Extract>) -> Extract {
    let text = paper.print().0;
    let mut found = known.get(&text).cloned().unwrap_or_else(|| {
        let (analysis, _) = super::read(paper);
        Extract::of(&analysis.report, &analysis.verdict, &analysis.lines, &paper.file)
    });
    found.name = paper.file.as_str().into();
    found
}

fn told(batch: &Batch, known: &BTreeMap<String, Extract>) -> (Vec<BatchFinding>, Vec<Extract>) {
    let extracts = extracts(&batch.papers, known);
    let options = Options { roster: Some(batch.roster.clone()), ..Options::default() };
    (across::check(&extracts, &options, RuleBook::standard()), extracts)
}

/// A batch without faults, and the same with each fault in turn.
pub fn try_one(book: &Book, seed: u64) -> Tally {
    let mut random = Random::new(seed.wrapping_mul(0x1000_0003) ^ 0xBA7C);
    let batch = gather::any(book, &mut random);
    let mut tally = Tally::default();
    let (clean, read) = told(&batch, &BTreeMap::new());
    let known: BTreeMap<String, Extract> = batch.papers.iter().map(|paper| paper.print().0).zip(read).collect();
    let name = format!("batch {seed}, {}", batch.papers[0].unit.name);
    tally.clean_batch(batch.papers.len(), &clean, &name);
    let said: BTreeSet<&str> = clean.iter().map(|found| found.finding.zh.as_str()).collect();
    for (nth, way) in WAYS.iter().enumerate() {
        let mut faulty = batch.clone();
        let mut hand = Hand { random: Random::new(seed ^ ((nth as u64) << 40) ^ 0xBAD), book };
        let Some(spot) = (way.plant)(&mut faulty, &mut hand) else { continue };
        let (told, extracts) = told(&faulty, &known);
        let fresh: Vec<&BatchFinding> = told.iter().filter(|found| !said.contains(found.finding.zh.as_str())).collect();
        let is_it = |found: &&&BatchFinding| {
            let subject = found.subject.map(|index| &*extracts[index].name);
            found.finding.rule == way.rule
                && (spot.file.is_none() || subject == spot.file.as_deref())
                && spot.cell.is_none_or(|cell| found.finding.cells.contains(&cell))
                && found.finding.zh.contains(&spot.words)
        };
        let found = fresh.iter().find(is_it).map(|found| found.finding.severity);
        let side = fresh.iter().filter(|one| one.finding.rule != way.rule).count();
        tally.plant(way.rule, way.name, found, side);
        if found.is_none() {
            let of_rule: Vec<&str> = told
                .iter()
                .filter(|found| found.finding.rule == way.rule)
                .map(|found| found.finding.zh.as_str())
                .collect();
            let words = &spot.words;
            tally.missed(format!(
                "missed: {} ({}), {name}, {:?} {words}; told: {of_rule:?}",
                way.rule, way.name, spot.file
            ));
        }
    }
    tally
}
