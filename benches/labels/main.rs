//! How often the matcher names the right field of a label by its text alone, and how fast.
//!
//! `cargo bench --bench labels` prints a table: real variants (`fixtures/labels/variants.toml`), labels of the forms damaged as
//! those of the accuracy bench are, and every known variant with itself withheld from the index; each with what is known of
//! its place (form, table and axis) and without. `-- --seeds N` makes so many damaged labels of each, `--export FILE` writes all
//! labels as lines of JSON with their answers, which `benches/labels/field.py` gives to other matchers, `--examples` shows what
//! goes wrong.

#[path = "../../tests/common"]
#[allow(dead_code)]
mod common {
    pub mod figures;
    pub mod sheet;
}
#[path = "../accuracy/damage.rs"]
#[allow(dead_code)]
mod damage;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use common::figures::Random;
use gouji::matching::{Index, rank};
use gouji::schema::{Axis, Schema, TableRef, Target};
use gouji::text::fold::fold;
use serde::Deserialize;

/// A label with its answer.
struct Case {
    set: &'static str,
    observed: String,
    table: TableRef,
    axis: Axis,
    canonical: &'static str,
    /// The variant that is to be withheld from the index.
    withheld: Option<&'static str>,
}

#[derive(Deserialize)]
struct Corpus {
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    observed: String,
    form: String,
    table: String,
    axis: String,
    canonical: Option<String>,
    #[serde(default)]
    cut: bool,
}

/// Real variants that stand for one field.
fn corpus() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/labels/variants.toml");
    let text = std::fs::read_to_string(path).expect("the corpus is there");
    let corpus: Corpus = toml::from_str(&text).expect("the corpus is TOML");
    let schema = Schema::get();
    let case = |variant: Variant| {
        let form = schema.form(&variant.form)?;
        let table = TableRef { form, table: schema.forms[usize::from(form)].table(&variant.table)? };
        let axis = Axis::parse(&variant.axis)?;
        let target = Target::find(table, axis, variant.canonical.as_deref()?)?;
        let canonical = target.canonical();
        Some(Case { set: "real variants", observed: variant.observed, table, axis, canonical, withheld: None })
    };
    corpus.variant.into_iter().filter(|variant| !variant.cut).filter_map(case).collect()
}

/// Rows and columns of the tables of the national forms.
fn fields() -> impl Iterator<Item = Target> {
    let tables = Schema::get().tables().filter(|table| !table.form().is_narrative());
    tables.flat_map(|table| [Axis::Row, Axis::Column].into_iter().flat_map(move |axis| Target::choices(table, axis)))
}

/// Labels of the forms of which so many characters in a thousand are damaged; at least one of each.
fn damaged(set: &'static str, per_mille: usize, seeds: u64) -> Vec<Case> {
    let mut cases = Vec::new();
    for seed in 0..seeds {
        for (number, target) in (0_u64..).zip(fields()) {
            let mut random = Random::new(seed * 1000 + number);
            let observed = damage::text(target.label(), per_mille, &mut random);
            if observed != target.label() && !observed.is_empty() {
                let (table, axis, canonical) = (target.table, target.axis, target.canonical());
                cases.push(Case { set, observed, table, axis, canonical, withheld: None });
            }
        }
    }
    cases
}

/// Every variant that the schema lists, to be asked for without it.
fn withheld() -> Vec<Case> {
    let mut cases = Vec::new();
    for target in fields() {
        let description = target.table.get();
        let field = match target.axis {
            Axis::Row => &description.rows[usize::from(target.index)],
            _ => &description.columns[usize::from(target.index)],
        };
        for variant in field.aliases.iter().chain(&field.guesses) {
            let folded = fold(variant);
            let is_folded = Index::without(variant).exact(variant, &folded).any(|hit| hit.entry.target == target);
            cases.push(Case {
                set: if is_folded { "variants withheld, alike by folding" } else { "variants withheld, others" },
                observed: (*variant).to_owned(),
                table: target.table,
                axis: target.axis,
                canonical: target.canonical(),
                withheld: Some(variant),
            });
        }
    }
    cases
}

#[derive(Default)]
struct Count {
    labels: usize,
    first: usize,
    five: usize,
    accepted: usize,
    accepted_wrong: usize,
    seconds: f64,
}

/// Asks for each label, with what is known of its place or without.
fn ask(cases: &[Case], knows_place: bool, examples: &mut Vec<String>) -> BTreeMap<&'static str, Count> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for case in cases {
        let without = case.withheld.map(Index::without);
        let index = without.as_ref().unwrap_or_else(|| Index::get());
        let wanted = |target: Target| !knows_place || (target.table == case.table && target.axis == case.axis);
        let start = Instant::now();
        let ranking = rank(index, &case.observed, &wanted);
        let seconds = start.elapsed().as_secs_f64();
        let is_right = |target: Target| {
            (target.table.get().id, target.axis, target.canonical()) == (case.table.get().id, case.axis, case.canonical)
        };
        let at = ranking.candidates.iter().position(|ranked| is_right(ranked.candidate.target));
        let count = counts.entry(case.set).or_default();
        count.labels += 1;
        count.first += usize::from(at == Some(0));
        count.five += usize::from(at.is_some());
        count.accepted += usize::from(ranking.is_accepted);
        count.accepted_wrong += usize::from(ranking.is_accepted && at != Some(0));
        count.seconds += seconds;
        if at != Some(0) {
            let best = ranking.candidates.first().map(|best| (best.candidate.target.label(), best.candidate.score));
            let place = if knows_place { "in place" } else { "alone" };
            examples.push(format!(
                "{} {place}: {:?} is {} {} but {best:?}{}",
                case.set,
                case.observed,
                case.table.get().id,
                case.canonical,
                if ranking.is_accepted { ", accepted" } else { "" }
            ));
        }
    }
    counts
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let seeds = value("--seeds").and_then(|text| text.parse().ok()).unwrap_or(20);
    let mut cases = corpus();
    cases.extend(damaged("damaged lightly (2 %)", 20, seeds));
    cases.extend(damaged("damaged heavily (10 %)", 100, seeds));
    cases.extend(withheld());
    if let Some(path) = value("--export") {
        let mut lines = String::new();
        for case in cases.iter().filter(|case| case.withheld.is_none()) {
            let line = serde_json::json!({
                "set": case.set,
                "observed": case.observed,
                "form": case.table.form().id,
                "table": case.table.get().id,
                "axis": case.axis.id(),
                "canonical": case.canonical,
            });
            let _ = writeln!(lines, "{line}");
        }
        std::fs::write(path, lines).expect("the file that was named can be written");
    }
    // Only labels are timed, not the index.
    let _ = Index::get();
    let mut examples = Vec::new();
    let percent = |part: usize, whole: usize| format!("{:.2} %", 100.0 * part as f64 / whole.max(1) as f64);
    println!(
        "| labels | place | how many | right at first | among five | accepted | accepted wrongly | labels a second |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    for (place, knows_place) in [("known", true), ("not known", false)] {
        for (set, count) in ask(&cases, knows_place, &mut examples) {
            println!(
                "| {set} | {place} | {} | {} | {} | {} | {} | {:.0} |",
                count.labels,
                percent(count.first, count.labels),
                percent(count.five, count.labels),
                percent(count.accepted, count.labels),
                count.accepted_wrong,
                count.labels as f64 / count.seconds.max(1e-9)
            );
        }
    }
    if args.iter().any(|arg| arg == "--examples") {
        examples.iter().for_each(|example| println!("{example}"));
    }
}
