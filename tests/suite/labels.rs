//! Holds the matcher against real label variants (`fixtures/labels/variants.toml`) and against every variant that it knows.

use gouji::matching::{Index, Ranking, rank};
use gouji::schema::{Axis, Schema, TableRef, Target};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    observed: String,
    form: String,
    table: String,
    axis: String,
    #[serde(default)]
    group: Vec<String>,
    canonical: Option<String>,
    #[serde(default)]
    cut: bool,
}

impl Variant {
    fn place(&self) -> (TableRef, Axis) {
        let schema = Schema::get();
        let form = schema.form(&self.form).expect("a known form");
        let table = schema.forms[usize::from(form)].table(&self.table).expect("a known table");
        (TableRef { form, table }, Axis::parse(&self.axis).expect("an axis"))
    }

    /// What it is ranked as where its place is known, and whether the right field is first.
    fn ranked(&self, knows_place: bool) -> (Ranking, bool) {
        let (table, axis) = self.place();
        let wanted = |target: Target| !knows_place || (target.table == table && target.axis == axis);
        let ranking = rank(Index::get(), &self.observed, &wanted);
        let is_right = |target: Target| {
            target.table.get().id == self.table
                && target.axis == axis
                && Some(target.canonical()) == self.canonical.as_deref()
        };
        let is_first = ranking.candidates.first().is_some_and(|best| is_right(best.candidate.target));
        (ranking, is_first)
    }
}

fn corpus() -> Vec<Variant> {
    let corpus: Corpus = toml::from_str(include_str!("../../fixtures/labels/variants.toml")).unwrap();
    corpus.variant
}

#[test]
fn every_variant_names_a_field_of_its_place() {
    for variant in corpus() {
        let (table, axis) = variant.place();
        if let Some(canonical) = &variant.canonical {
            let target = Target::find(table, axis, canonical);
            assert!(target.is_some(), "{} {canonical}", variant.observed);
            let under = |group: &String| gouji::matching::is_under(target.unwrap(), group);
            assert!(variant.group.iter().all(under), "{} {:?}", variant.observed, variant.group);
        }
    }
}

#[test]
fn real_variants_in_their_place_come_first() {
    for variant in corpus().iter().filter(|variant| variant.canonical.is_some()) {
        let (ranking, is_first) = variant.ranked(true);
        if variant.cut {
            assert!(!ranking.is_accepted, "{} {ranking:?}", variant.observed);
            let answer = variant.canonical.as_deref();
            let is_among = |ranked: &gouji::matching::Ranked| Some(ranked.candidate.target.canonical()) == answer;
            assert!(ranking.candidates.iter().any(is_among), "{} {ranking:?}", variant.observed);
        } else {
            assert!(is_first, "{} {ranking:?}", variant.observed);
        }
    }
}

#[test]
fn nothing_wrong_is_ever_accepted() {
    for variant in corpus() {
        for knows_place in [true, false] {
            let (ranking, is_first) = variant.ranked(knows_place);
            // Where the place is not known, a label that the form prints in several places has no answer.
            assert!(is_first || !ranking.is_accepted, "{} {ranking:?}", variant.observed);
        }
    }
}

#[test]
fn a_variant_that_is_withheld_is_hardly_ever_accepted_for_another_field() {
    let (mut asked, mut first) = (0, 0);
    for table in Schema::get().tables() {
        for axis in [Axis::Row, Axis::Column] {
            for target in Target::choices(table, axis) {
                let description = table.get();
                let fields = if axis == Axis::Row { &description.rows } else { &description.columns };
                for alias in &fields[usize::from(target.index)].aliases {
                    let index = Index::without(alias);
                    let ranking = rank(&index, alias, &|other| other.table == table && other.axis == axis);
                    let best = ranking.candidates.first().map(|best| best.candidate.target.canonical());
                    let is_first = best == Some(target.canonical());
                    assert!(is_first || !ranking.is_accepted, "{alias} {ranking:?}");
                    asked += 1;
                    first += usize::from(is_first);
                }
            }
        }
    }
    assert!(asked > 150 && first * 100 >= asked * 95, "{first} of {asked}");
}
