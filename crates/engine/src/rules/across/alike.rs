//! Prose that two units share (雷同): candidates by MinHash, each then compared clause by clause.
//!
//! A text's signature is the least value of its clauses under some hash functions (Broder 1997). Texts that agree in a whole band
//! of these are candidates, so that a hundred thousand texts need not be compared pair by pair: of pairs with half their clauses
//! in common 96 of 100 are found, of pairs with a tenth 2 of 100. Only what the comparison itself shows is told.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::passages::{Mark, length};
use super::repeated::{LEAST, Shared};
use super::{Batch, BatchFinding};
use crate::rules::registry::finding;

/// Bands of the signature; agreement in one makes a candidate.
const BANDS: usize = 24;
/// Values in a band.
const ROWS: usize = 3;
/// In a band in which more texts than this agree, each is compared only with some beside it: such a group is found all the same.
const CROWD: usize = 16;
/// With how many, then.
const BESIDE: usize = 8;
/// How many of the units that share a text are named.
const NAMED: usize = 3;

/// Tells of each report the units with which it shares most of its text.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    let texts: Vec<Signature> = (0..batch.extracts.len()).filter_map(|index| Signature::of(batch, index)).collect();
    let mut partners: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
    for band in 0..BANDS {
        let mut buckets: Vec<(u64, u32)> =
            texts.iter().enumerate().map(|(at, text)| (text.band(band), at as u32)).collect();
        buckets.sort_unstable();
        for bucket in buckets.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            let reach = if bucket.len() > CROWD { BESIDE } else { CROWD };
            let bucket: Vec<Clauses> =
                bucket.iter().map(|&(_, at)| Clauses::of(batch, texts[at as usize].report)).collect();
            for (at, a) in bucket.iter().enumerate() {
                for b in bucket[at + 1..].iter().take(reach) {
                    let is_known = partners.get(&a.report).is_some_and(|known| known.contains_key(&b.report))
                        || partners.get(&b.report).is_some_and(|known| known.contains_key(&a.report));
                    if is_known || !batch.are_rivals(a.report, b.report) {
                        continue;
                    }
                    let shared = a.shared(b);
                    for (own, other) in [(a, b), (b, a)] {
                        if shared >= LEAST / 2 && 2 * shared > own.total {
                            partners.entry(own.report).or_default().insert(other.report, shared);
                        }
                    }
                }
            }
        }
    }
    for (report, partners) in partners {
        tell(batch, report, &partners, findings);
    }
}

fn tell(batch: &Batch, report: usize, partners: &BTreeMap<usize, u32>, findings: &mut Vec<BatchFinding>) {
    let mut order: Vec<(usize, u32)> = partners.iter().map(|(&other, &shared)| (other, shared)).collect();
    order.sort_by_key(|&(other, shared)| (Reverse(shared), other));
    let shared = Shared::of(&batch.extracts[report], &batch.extracts[order[0].0]);
    let named = order.iter().take(NAMED).map(|(other, _)| *other);
    let (zh, en): (Vec<_>, Vec<_>) = named.map(|other| (batch.name(other), batch.name_en(other))).unzip();
    let (mut zh, mut en) = (zh.join("、"), en.join(", "));
    if order.len() > NAMED {
        zh = format!("{zh}等 {} 份", order.len());
        en = format!("{en} and {} more", order.len() - NAMED);
    }
    let (percent, Shared { total, shared: same, sentences, .. }) = (shared.percent(), &shared);
    let finding = finding(
        "units.alike",
        format!(
            "正文与{zh}雷同：不计标题、单位名称和各报告通用的语句，{total} 字中有 {same} 字（{percent}）、{sentences} 个整句与其中最相近的一份相同。"
        ),
        format!(
            "The text is that of {en}: headings, unit names and common phrases left out, {same} of {total} characters ({percent}) and {sentences} whole sentences stand in the closest of them."
        ),
    );
    let reports = std::iter::once(report).chain(order.iter().map(|(other, _)| *other)).collect();
    findings.push(BatchFinding { finding: shared.rests(finding), subject: Some(report), reports });
}

/// What makes a text a candidate.
struct Signature {
    report: usize,
    least: [u32; BANDS * ROWS],
}

impl Signature {
    /// `None` for a text that is too short, or of nobody knows whom.
    fn of(batch: &Batch, report: usize) -> Option<Self> {
        batch.units.keys[report].as_ref()?;
        let clauses = Clauses::of(batch, report);
        if clauses.total < LEAST {
            return None;
        }
        let mut all = [u32::MAX; BANDS * ROWS];
        for &mark in &clauses.marks {
            let mixed = spread(u64::from(mark));
            for (index, least) in all.iter_mut().enumerate() {
                // Another function for each place: the same value, turned and multiplied anew.
                let seed = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                *least = (*least).min(((mixed ^ seed).wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as u32);
            }
        }
        Some(Self { report, least: all })
    }

    fn band(&self, band: usize) -> u64 {
        self.least[band * ROWS..][..ROWS].iter().fold(0, |hash, &least| spread(hash ^ u64::from(least)))
    }
}

/// A text as it is compared: its clauses, each once, ascending.
struct Clauses {
    report: usize,
    marks: Vec<Mark>,
    total: u32,
}

impl Clauses {
    fn of(batch: &Batch, report: usize) -> Self {
        let mut marks: Vec<Mark> = batch.extracts[report].passages.marks().collect();
        marks.sort_unstable();
        marks.dedup();
        let total = marks.iter().map(|mark| length(*mark)).sum();
        Self { report, marks, total }
    }

    /// Characters in clauses that both have.
    fn shared(&self, other: &Self) -> u32 {
        let (mut a, mut b, mut sum) = (self.marks.iter().peekable(), other.marks.iter().peekable(), 0);
        while let (Some(&&x), Some(&&y)) = (a.peek(), b.peek()) {
            match x.cmp(&y) {
                Ordering::Less => drop(a.next()),
                Ordering::Greater => drop(b.next()),
                Ordering::Equal => {
                    sum += length(x);
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }
}

/// Spreads the bits of a value.
fn spread(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}
