//! Every label of the forms with its variants, folded once, looked up by text or searched by likeness.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::evidence::Method;
use super::likeness::{Likeness, likeness};
use super::rival::Claim;
use super::weights::Weights;
use crate::schema::{Axis, Field, Schema, TableRef, Target};
use crate::text::fold::{Folded, Ordinal, fold};

/// What kind of variant an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The label as the form prints it.
    Label,
    /// A variant seen, or the label without its bracketed note.
    Alias,
    /// A plausible variant.
    Guess,
    /// A cut form that may stand for several fields.
    Truncation,
}

/// A variant with one field that it may stand for.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The field.
    pub target: Target,
    /// What kind of variant it is.
    pub grade: Grade,
    /// The variant as written in the schema.
    pub text: &'static str,
    /// Its leading ordinal.
    pub ordinal: Option<Ordinal>,
    /// Whether the variant is the label without its bracketed note.
    pub is_without_note: bool,
}

/// A group of entries that fold to the same text.
#[derive(Debug)]
struct Key {
    chars: Vec<char>,
    /// One bit for each character's hash: a quick bound on how many characters two labels share.
    bloom: u128,
    /// The characters in order, to count how many two labels share.
    sorted: Vec<char>,
    entries: Vec<Entry>,
    /// Whether it names a table's corner rather than a field.
    is_corner: bool,
    /// What its words say besides.
    claim: Claim,
}

/// An observed label found in the index.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    /// The field that it may stand for.
    pub entry: &'a Entry,
    /// How it was found.
    pub method: Method,
    /// How alike observed label and variant are; all ones for exact hits.
    pub likeness: Likeness,
}

/// Labels of all tabular forms.
#[derive(Debug)]
pub struct Index {
    keys: Vec<Key>,
    by_core: HashMap<String, u32>,
}

const SAME: Likeness = Likeness { score: 1.0, edit: 1.0, jaro_winkler: 1.0, bigrams: 1.0, containment: 0.0 };

impl Index {
    /// The index over the embedded schema, built at the first call.
    #[must_use]
    pub fn get() -> &'static Self {
        static INDEX: OnceLock<Index> = OnceLock::new();
        INDEX.get_or_init(|| Self::build(Schema::get()))
    }

    fn build(schema: &'static Schema) -> Self {
        let mut index = Self { keys: Vec::new(), by_core: HashMap::new() };
        for table in schema.tables() {
            let description = table.get();
            let target = |axis, i: usize| Target { table, axis, index: i as u8, depth: 0 };
            index.add(description.label, target(Axis::Table, 0), Grade::Label);
            for alias in &description.aliases {
                index.add(alias, target(Axis::Table, 0), Grade::Alias);
            }
            for cut in &description.truncations {
                index.add(cut, target(Axis::Table, 0), Grade::Truncation);
            }
            for (i, row) in description.rows.iter().enumerate() {
                index.add_field(row, target(Axis::Row, i));
            }
            for (i, column) in description.columns.iter().enumerate() {
                index.add_field(column, target(Axis::Column, i));
            }
            index.add_groups(table);
        }
        for corner in &schema.corners {
            let key = index.key(fold(corner).core);
            index.keys[key].is_corner = true;
        }
        // A section's heading is no label, but it is known: nothing need be sought that it is alike to.
        for section in &schema.sections {
            for heading in std::iter::once(&section.label).chain(&section.aliases) {
                index.key(fold(heading).core);
            }
        }
        index
    }

    /// The index as it would be without a variant: to try what a variant that nobody has seen would come to.
    #[must_use]
    pub fn without(variant: &str) -> Self {
        let mut index = Self::build(Schema::get());
        let is_label = |entry: &Entry| entry.grade == Grade::Label || entry.is_without_note;
        let same = index.by_core.get(&fold(variant).core).copied();
        for (number, key) in (0..).zip(&mut index.keys) {
            key.entries.retain(|entry| is_label(entry) || (entry.text != variant && Some(number) != same));
        }
        let Self { keys, by_core } = &mut index;
        by_core.retain(|_, key| Some(*key) != same || !keys[*key as usize].entries.is_empty());
        index
    }

    fn add_groups(&mut self, table: TableRef) {
        for group in Target::groups(table) {
            self.add(group.label(), group, Grade::Label);
        }
    }

    fn add_field(&mut self, field: &'static Field, target: Target) {
        self.add(field.label, target, Grade::Label);
        for alias in &field.aliases {
            self.add(alias, target, Grade::Alias);
        }
        for guess in &field.guesses {
            self.add(guess, target, Grade::Guess);
        }
        for cut in &field.truncations {
            self.add(cut, target, Grade::Truncation);
        }
    }

    fn add(&mut self, text: &'static str, target: Target, grade: Grade) {
        let folded = fold(text);
        let ordinal = folded.ordinal;
        if folded.base > 0 && folded.base < folded.core.len() {
            let without_note = folded.base().to_owned();
            let weaker = grade.max(Grade::Alias);
            self.insert(
                without_note,
                Entry { target, grade: weaker, text, ordinal, is_without_note: grade == Grade::Label },
            );
        }
        self.insert(folded.core, Entry { target, grade, text, ordinal, is_without_note: false });
    }

    fn key(&mut self, core: String) -> usize {
        if let Some(&key) = self.by_core.get(&core) {
            return key as usize;
        }
        let chars: Vec<char> = core.chars().collect();
        self.keys.push(Key {
            bloom: bloom(&chars),
            sorted: sorted(&chars),
            chars,
            entries: Vec::new(),
            is_corner: false,
            claim: Claim::of_text(&core),
        });
        self.by_core.insert(core, self.keys.len() as u32 - 1);
        self.keys.len() - 1
    }

    fn insert(&mut self, core: String, entry: Entry) {
        let key = self.key(core);
        let entries = &mut self.keys[key].entries;
        match entries.iter_mut().find(|known| known.target == entry.target) {
            Some(known) if known.grade <= entry.grade => {}
            Some(known) => *known = entry,
            None => entries.push(entry),
        }
    }

    /// Whether the label names a table's corner, such as 信息内容.
    #[must_use]
    pub fn is_corner(&self, folded: &Folded) -> bool {
        self.lookup(&folded.core).is_some_and(|key| key.is_corner)
    }

    fn lookup(&self, core: &str) -> Option<&Key> {
        self.by_core.get(core).map(|&key| &self.keys[key as usize])
    }

    /// Fields whose label or variant is the same after folding, with or without a bracketed note.
    pub fn exact<'a>(&'a self, observed: &'a str, folded: &'a Folded) -> impl Iterator<Item = Hit<'a>> {
        let whole = self.lookup(&folded.core).filter(|key| !key.entries.is_empty());
        let found = whole.or_else(|| {
            let has_note = folded.base > 0 && folded.base < folded.core.len();
            has_note.then(|| self.lookup(folded.base())).flatten().filter(|key| !Claim::of(folded).excludes(key.claim))
        });
        found.into_iter().flat_map(|key| &key.entries).map(move |entry| {
            let method = match entry.grade {
                Grade::Truncation => Method::Position,
                Grade::Label if entry.text == observed => Method::Exact,
                Grade::Label => Method::Folded,
                Grade::Alias | Grade::Guess if entry.is_without_note => Method::Folded,
                Grade::Alias | Grade::Guess => Method::Alias,
            };
            Hit { entry, method, likeness: SAME }
        })
    }

    /// Whether any field's variant is the same after folding.
    #[must_use]
    pub fn is_known(&self, folded: &Folded) -> bool {
        self.lookup(&folded.core).is_some()
            || (folded.base > 0 && self.lookup(folded.base()).is_some_and(|key| !key.entries.is_empty()))
    }

    /// Fields that are alike by at least `floor`, in no order; a field stands once, with its best variant.
    #[must_use]
    pub fn fuzzy(&self, folded: &Folded, floor: f32, wanted: &dyn Fn(Target) -> bool) -> Vec<Hit<'_>> {
        self.search(folded, floor, wanted, Key::likeness)
    }

    /// As [`Index::fuzzy`], with every variant compared, those too that share no character with the label: one all of whose
    /// characters were taken for others that look or sound like them.
    #[must_use]
    pub fn fuzzy_thorough(&self, folded: &Folded, floor: f32, wanted: &dyn Fn(Target) -> bool) -> Vec<Hit<'_>> {
        self.search(folded, floor, wanted, |key, observed, floor| {
            Some(likeness(&observed.chars, &key.chars)).filter(|found| found.score >= floor)
        })
    }

    fn search(
        &self,
        folded: &Folded,
        floor: f32,
        wanted: &dyn Fn(Target) -> bool,
        compare: impl Fn(&Key, &Observed, f32) -> Option<Likeness>,
    ) -> Vec<Hit<'_>> {
        let whole = Observed::new(&folded.core);
        let base = (folded.base > 0 && folded.base < folded.core.len()).then(|| Observed::new(folded.base()));
        let claim = Claim::of(folded);
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for key in &self.keys {
            if claim.excludes(key.claim) || !key.entries.iter().any(|entry| wanted(entry.target)) {
                continue;
            }
            let likenesses = [compare(key, &whole, floor), base.as_ref().and_then(|base| compare(key, base, floor))];
            let Some(best) = likenesses.into_iter().flatten().max_by(|a, b| a.score.total_cmp(&b.score)) else {
                continue;
            };
            // Two characters within longer words are no likeness to a variant that nobody has seen.
            let is_within = key.chars.len() <= 2 && whole.chars.len() > 2 * key.chars.len();
            let is_sought = |entry: &&Entry| wanted(entry.target) && !(is_within && entry.grade == Grade::Guess);
            for entry in key.entries.iter().filter(is_sought) {
                let weight = if entry.grade == Grade::Truncation { Weights::get().truncation } else { 1.0 };
                let found =
                    Hit { entry, method: Method::Fuzzy, likeness: Likeness { score: best.score * weight, ..best } };
                match hits.iter_mut().find(|hit| hit.entry.target == entry.target) {
                    Some(known) if known.likeness.score >= found.likeness.score => {}
                    Some(known) => *known = found,
                    None => hits.push(found),
                }
            }
        }
        hits.retain(|hit| hit.likeness.score >= floor);
        hits
    }
}

impl Key {
    /// Whether the likeness can reach the floor at all, going by how many characters can be shared at most.
    fn is_plausible(&self, observed: &Observed, floor: f32) -> bool {
        let (a, b) = (observed.chars.len(), self.chars.len());
        let (short, long) = (a.min(b), a.max(b));
        let common = (self.bloom & observed.bloom).count_ones() as usize;
        if common == 0 || long > 6 * short {
            return false;
        }
        let shared = shared_characters(&self.sorted, &observed.sorted);
        3 * shared >= short && may_reach(floor, (a, b), shared)
    }

    fn likeness(&self, observed: &Observed, floor: f32) -> Option<Likeness> {
        if !self.is_plausible(observed, floor) {
            return None;
        }
        let found = likeness(&observed.chars, &self.chars);
        (found.score >= floor).then_some(found)
    }
}

/// An observed label, prepared once for all comparisons.
struct Observed {
    chars: Vec<char>,
    bloom: u128,
    sorted: Vec<char>,
}

impl Observed {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Self { bloom: bloom(&chars), sorted: sorted(&chars), chars }
    }
}

/// Whether labels of such lengths that share so many characters, in whatever order, can be alike by `floor`.
#[must_use]
pub fn may_reach(floor: f32, (a, b): (usize, usize), shared: usize) -> bool {
    let weights = Weights::get();
    let (short, long) = (a.min(b), a.max(b));
    // Two look-alikes besides are as many as a label that is worth having can have.
    let alike = (1.0 - weights.confusable) * short.saturating_sub(shared).min(2) as f32;
    let edit = (shared as f32 + alike) / long as f32;
    let is_contained = shared >= short && short >= 2;
    let cut = if is_contained { weights.cut(short as f32 / long as f32) } else { 0.0 };
    let shared = shared as f32;
    let jaro = (shared / a as f32 + shared / b as f32 + 1.0) / 3.0;
    let jaro_winkler = jaro + weights.prefix_boost * weights.prefix_most as f32 * (1.0 - jaro);
    let bigrams = 2.0 * shared / (a + b) as f32;
    cut.max(weights.weigh(edit, jaro_winkler, bigrams)) >= floor
}

fn sorted(chars: &[char]) -> Vec<char> {
    let mut sorted = chars.to_vec();
    sorted.sort_unstable();
    sorted
}

/// How many characters two labels share, whatever their order.
fn shared_characters(mut a: &[char], mut b: &[char]) -> usize {
    let mut shared = 0;
    while let (Some((x, rest_of_a)), Some((y, rest_of_b))) = (a.split_first(), b.split_first()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a = rest_of_a,
            std::cmp::Ordering::Greater => b = rest_of_b,
            std::cmp::Ordering::Equal => {
                shared += 1;
                (a, b) = (rest_of_a, rest_of_b);
            }
        }
    }
    shared
}

/// One bit for each character, by its hash: two labels share at most as many kinds of characters as bits.
pub fn bloom(chars: &[char]) -> u128 {
    chars.iter().fold(0, |bits, &c| bits | 1 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 25))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(observed: &str, axis: Axis, table: &str) -> (&'static str, Method) {
        let folded = fold(observed);
        let index = Index::get();
        let wanted = |target: Target| target.axis == axis && target.table.get().id == table;
        if let Some(hit) = index.exact(observed, &folded).find(|hit| wanted(hit.entry.target)) {
            return (hit.entry.target.canonical(), hit.method);
        }
        let hits = index.fuzzy(&folded, 0.2, &wanted);
        let hit = hits.iter().max_by(|a, b| a.likeness.score.total_cmp(&b.likeness.score)).expect(observed);
        (hit.entry.target.canonical(), hit.method)
    }

    #[test]
    fn labels_are_found() {
        use Axis::{Column, Row};
        use Method::{Alias, Exact, Folded, Fuzzy};
        for (observed, axis, table, canonical, method) in [
            ("商业企业", Column, "requests", "org_enterprise", Exact),
            ("商業 企業", Column, "requests", "org_enterprise", Folded),
            ("商业机构", Column, "requests", "org_enterprise", Fuzzy),
            ("(一)予以公开", Row, "requests", "granted", Folded),
            ("(二)部分公开", Row, "requests", "partial", Folded),
            ("(二)不分公开(区分处理的,只计这一情形,不计其他情形)", Row, "requests", "partial", Fuzzy),
            ("(二)不分公开", Row, "requests", "partial", Fuzzy),
            ("5.要求行政机关确认或重新出具以获取信息", Row, "requests", "unprocessed_confirm", Alias),
            ("采购金额", Column, "art20_9", "procurement_amount", Alias),
            ("規(guī)章", Row, "art20_1", "regulations", Folded),
            ("規範性檔案(含各類通知)", Row, "art20_1", "normative_documents", Alias),
        ] {
            assert_eq!(best(observed, axis, table), (canonical, method), "{observed}");
        }
    }
}
