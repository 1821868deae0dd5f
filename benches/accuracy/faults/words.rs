//! Sentences with gaps, and how the gaps are filled: the notation of the files in `words/`.
//!
//! ```text
//! == slot                        sentences that may stand in one place, a line each
//! ? new>0 kind=town,street | …   one that is true only where its conditions hold (`=`, `>` and `<`)
//! {new} {20-60}                  a fact of the report, and a number drawn for this sentence alone
//! ```
//!
//! What stands before the first slot of a file says what the file holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::figures::Random;

/// What a report says, by the names that sentences use.
pub type Facts = BTreeMap<&'static str, String>;

/// A sentence that was chosen: its facts are still gaps, so that another number can be written in.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The place that it was chosen for.
    pub slot: &'static str,
    /// The sentence with its facts as gaps.
    pub template: String,
    /// The sentence as it is printed.
    pub text: String,
}

impl Sentence {
    /// A sentence without gaps.
    pub fn plain(slot: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { slot, template: text.clone(), text }
    }

    /// Whether a fact stands in it.
    pub fn says(&self, fact: &str) -> bool {
        self.template.contains(&format!("{{{fact}}}"))
    }

    /// Writes its facts in.
    pub fn fill(&mut self, facts: &Facts) {
        self.text = fill(&self.template, facts);
    }
}

struct Entry {
    conditions: Vec<String>,
    text: &'static str,
}

/// All sentences, by slot.
pub struct Book {
    slots: BTreeMap<&'static str, Vec<Entry>>,
}

impl Book {
    /// Reads the files.
    pub fn new() -> Self {
        let files = [
            include_str!("words/frame.txt"),
            include_str!("words/overview.txt"),
            include_str!("words/rest.txt"),
            include_str!("words/narrative.txt"),
        ];
        let mut slots = BTreeMap::new();
        for block in files.into_iter().flat_map(|file| file.split("\n== ").skip(1)) {
            let (slot, lines) = block.split_once('\n').expect("a slot has sentences");
            let entries = lines.lines().filter(|line| !line.is_empty()).map(entry).collect();
            slots.insert(slot, entries);
        }
        Self { slots }
    }
}

fn entry(line: &'static str) -> Entry {
    match line.strip_prefix("? ").and_then(|line| line.split_once(" | ")) {
        Some((conditions, text)) => {
            Entry { conditions: conditions.split_whitespace().map(str::to_owned).collect(), text }
        }
        None => Entry { conditions: Vec::new(), text: line },
    }
}

fn holds(condition: &str, facts: &Facts) -> bool {
    let at = condition.find(['=', '<', '>']).expect("a condition compares");
    let (name, than) = (&condition[..at], &condition[at + 1..]);
    let fact = facts.get(name).map_or("", String::as_str);
    let number = |text: &str| text.parse::<i64>().ok();
    match (condition.as_bytes()[at], number(fact), number(than)) {
        (b'=', ..) => than.split(',').any(|one| one == fact),
        (b'>', Some(fact), Some(than)) => fact > than,
        (b'<', Some(fact), Some(than)) => fact < than,
        _ => false,
    }
}

/// Chooses sentences for one report, none of them twice while there are others.
pub struct Writer<'a> {
    book: &'a Book,
    facts: &'a Facts,
    used: BTreeSet<&'static str>,
}

impl<'a> Writer<'a> {
    /// A writer for a report with these facts.
    pub fn new(book: &'a Book, facts: &'a Facts) -> Self {
        Self { book, facts, used: BTreeSet::new() }
    }

    /// A sentence for a slot; `None` where none is true.
    pub fn pick(&mut self, slot: &'static str, random: &mut Random) -> Option<Sentence> {
        let entries = self.book.slots.get(slot).unwrap_or_else(|| panic!("no sentences for {slot}"));
        let is_true = |entry: &&Entry| entry.conditions.iter().all(|condition| holds(condition, self.facts));
        let mut open: Vec<&Entry> = entries.iter().filter(is_true).collect();
        if open.iter().any(|entry| !self.used.contains(entry.text)) {
            open.retain(|entry| !self.used.contains(entry.text));
        }
        if open.is_empty() {
            return None;
        }
        let text = random.pick(&open).text;
        self.used.insert(text);
        let template = draw(text, random);
        Some(Sentence { slot, text: String::new(), template })
    }
}

impl Writer<'_> {
    /// A certain sentence of a slot.
    pub fn nth(&mut self, slot: &'static str, nth: usize) -> Option<Sentence> {
        let entry = self.book.slots.get(slot)?.get(nth)?;
        Some(Sentence::plain(slot, fill(entry.text, self.facts)))
    }
}

/// Draws the numbers that are of the sentence alone.
fn draw(text: &str, random: &mut Random) -> String {
    gaps(text, |gap| {
        let (from, to) = gap.split_once('-')?;
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        Some((from + random.below(to - from + 1)).to_string())
    })
}

/// Writes facts into a sentence.
///
/// # Panics
/// Where the sentence names a fact that there is not.
pub fn fill(template: &str, facts: &Facts) -> String {
    let once =
        gaps(template, |gap| Some(facts.get(gap).unwrap_or_else(|| panic!("no fact {gap}: {template}")).clone()));
    // A fact may be a sentence with gaps of its own.
    if once.contains('{') { fill(&once, facts) } else { once }
}

fn gaps(text: &str, mut with: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, gap)) = rest.split_once('{') {
        let (gap, after) = gap.split_once('}').expect("a gap ends");
        out += before;
        out += &with(gap).unwrap_or_else(|| format!("{{{gap}}}"));
        rest = after;
    }
    out + rest
}
