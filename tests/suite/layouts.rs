//! One canonical report, every layout, every noise: nothing is ever silently wrong, and what is undamaged is read in full.
//!
//! `cargo test --test suite layouts -- --ignored --nocapture` prints how much of what is damaged is read.

use crate::common::compare::{Tally, tally};
use crate::common::figures::{Figures, Flavour, Random};
use crate::common::flatten::{LAYOUTS, Layout, report};
use crate::common::noise::{Harm, NOISES, Noise};
use crate::common::sheet::{Role, Sheet};
use gouji::pipeline::{Analysis, analyse};
use gouji::report::Mappings;
use gouji::rules::RuleBook;

const FORMS: [(&str, i32); 2] = [("2019", 2019), ("2021", 2022)];

fn read(text: &str) -> Analysis {
    analyse(text.as_bytes(), "a.txt", &Default::default(), &Mappings::default(), RuleBook::standard())
}

fn sheet(form: (&'static str, i32), flavour: Flavour, seed: u64) -> Sheet {
    Sheet::new(form.1, &Figures::new(form.0, flavour, seed))
}

/// Lists at most a few complaints of many, and says how many there are.
fn excerpt(complaints: &[String]) -> String {
    let shown: String = complaints.iter().take(6).map(|line| format!("    {line}\n")).collect();
    format!("{shown}    ({} in all)\n", complaints.len())
}

/// Whether every cell must be right and vouched for.
fn is_complete(layout: &Layout, flavour: Flavour, noise: &Noise, sheet: &Sheet) -> bool {
    let mut rows = sheet.grids.iter().flat_map(|grid| &grid.rows);
    noise.harm == Harm::None
        && (layout.keeps_blanks || flavour != Flavour::Blanks)
        && (layout.keeps_lines || rows.all(|row| row.role != Role::Furniture))
}

/// Reads one case and complains of what is wrong.
fn try_case(layout: &Layout, flavour: Flavour, noise: &Noise, form: (&'static str, i32), seed: u64) -> (Tally, String) {
    let mut sheet = sheet(form, flavour, seed);
    (noise.apply)(&mut sheet, &mut Random::new(seed));
    let text = report(&sheet, layout);
    let analysis = read(&text);
    let tally = tally(&sheet, &analysis);
    let case = format!("{} · {} · {flavour:?} · form {} · seed {seed}", layout.name, noise.name, form.0);
    let mut complaint = String::new();
    if !tally.wrong.is_empty() {
        complaint += &format!("  {case}: silently wrong\n{}", excerpt(&tally.wrong));
    }
    if !tally.untold.is_empty() {
        complaint += &format!("  {case}: vanished\n{}", excerpt(&tally.untold));
    }
    if is_complete(layout, flavour, noise, &sheet) && !tally.unsure.is_empty() {
        complaint += &format!("  {case}: not read in full\n{}", excerpt(&tally.unsure));
    }
    (tally, complaint)
}

fn assert_none(complaints: &[String]) {
    let shown: String = complaints.iter().take(40).cloned().collect();
    assert!(complaints.is_empty(), "{} cases fail, the first of them:\n{shown}", complaints.len());
}

#[test]
fn every_layout_is_read_in_full() {
    let mut complaints = Vec::new();
    for layout in LAYOUTS {
        for form in FORMS {
            for flavour in Flavour::ALL {
                complaints.push(try_case(layout, flavour, &NOISES[0], form, 11).1);
            }
        }
    }
    complaints.retain(|complaint| !complaint.is_empty());
    assert_none(&complaints);
}

#[test]
fn year_unit_and_form_are_recognised_in_every_layout() {
    let mut complaints = Vec::new();
    for (layout, form) in LAYOUTS.iter().flat_map(|layout| FORMS.map(|form| (layout, form))) {
        let report = read(&report(&sheet(form, Flavour::Sparse, 5), layout)).report;
        let unit = report.unit.as_ref().map(|unit| unit.text.as_str());
        if (report.form_id(), report.year, unit) != (Some(form.0), Some(form.1), Some("云岭县民政局")) {
            complaints.push(format!(
                "  {} · {form:?}: {:?}, {:?}, {unit:?}\n",
                layout.name,
                report.form_id(),
                report.year
            ));
        }
    }
    assert_none(&complaints);
}

/// Layout, flavour, noise, form with report year, seed.
type Case = (&'static Layout, Flavour, &'static Noise, (&'static str, i32), u64);

/// Every noise in every layout; flavour, form and seed go round so that each is met with several of them.
fn noisy_cases() -> Vec<Case> {
    let flavours = [Flavour::Distinct, Flavour::Sparse, Flavour::Zeros, Flavour::Unbalanced, Flavour::Amounts];
    let mut cases = Vec::new();
    for (i, noise) in NOISES.iter().enumerate().skip(1) {
        for (j, layout) in LAYOUTS.iter().enumerate() {
            cases.push((layout, flavours[(i + j) % 5], noise, FORMS[(i + j / 5) % 2], (100 + i + j) as u64));
        }
    }
    cases
}

#[test]
fn noise_is_never_silently_misread() {
    let complaints: Vec<String> = noisy_cases()
        .into_iter()
        .map(|(layout, flavour, noise, form, seed)| try_case(layout, flavour, noise, form, seed).1)
        .filter(|complaint| !complaint.is_empty())
        .collect();
    assert_none(&complaints);
}

/// Reads a sheet with several noises and complains of what is wrong or vanished.
fn try_together(case: (&Layout, Flavour, (&'static str, i32), u64), noises: &[&Noise], random: &mut Random) -> String {
    let (layout, flavour, form, seed) = case;
    let mut sheet = sheet(form, flavour, seed);
    noises.iter().for_each(|noise| (noise.apply)(&mut sheet, random));
    let tally = tally(&sheet, &read(&report(&sheet, layout)));
    let complaints = [&tally.wrong[..], &tally.untold[..]].concat();
    if complaints.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = noises.iter().map(|noise| noise.name).collect();
    format!(
        "  {} · {} · {flavour:?} · form {} · seed {seed}: silently wrong or vanished\n{}",
        layout.name,
        names.join(" + "),
        form.0,
        excerpt(&complaints)
    )
}

#[test]
fn several_noises_at_once_are_never_silently_misread() {
    let mut random = Random::new(2021);
    let mut complaints = Vec::new();
    for seed in 0..120 {
        let (layout, form) = (random.pick(LAYOUTS), *random.pick(&FORMS));
        let flavour = *random.pick(&Flavour::ALL);
        let noises: Vec<&Noise> = (0..3).map(|_| random.pick(NOISES)).collect();
        // What cuts the report off comes last, so that the others still find their tables.
        let (last, first): (Vec<&Noise>, Vec<&Noise>) = noises.into_iter().partition(|noise| noise.name == "cut off");
        let applied: Vec<&Noise> = first.into_iter().chain(last.into_iter().take(1)).collect();
        complaints.push(try_together((layout, flavour, form, seed), &applied, &mut random));
    }
    complaints.retain(|complaint| !complaint.is_empty());
    assert_none(&complaints);
}

/// What is hardest to see is a number with nothing around it that says whose it is.
#[test]
fn numbers_without_label_and_heading_do_not_vanish() {
    let mut random = Random::new(30);
    let mut complaints = Vec::new();
    for names in
        [&["label lost", "block headings missing"][..], &["block missing", "label lost", "section headings missing"]]
    {
        let noises: Vec<&Noise> =
            names.iter().filter_map(|name| NOISES.iter().find(|noise| noise.name == *name)).collect();
        assert_eq!(noises.len(), names.len());
        for layout in LAYOUTS {
            for (seed, flavour) in (40..).zip([Flavour::Distinct, Flavour::Sparse, Flavour::Zeros]) {
                let form = FORMS[seed as usize % 2];
                complaints.push(try_together((layout, flavour, form, seed), &noises, &mut random));
            }
        }
    }
    complaints.retain(|complaint| !complaint.is_empty());
    assert_none(&complaints);
}

#[test]
fn layouts_and_noises_have_names_of_their_own() {
    let mut names: Vec<&str> =
        LAYOUTS.iter().map(|layout| layout.name).chain(NOISES.iter().map(|noise| noise.name)).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// Sums up every noise in every layout: per noise, then per layout. `SEEDS=3` tries more figures.
#[test]
#[ignore = "prints counts for a person to read"]
fn report_counts() {
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(1);
    let mut by_layout = vec![Tally::default(); LAYOUTS.len()];
    println!("{:<28} {:>7} {:>9} {:>7} {:>6}  silently wrong in", "noise", "right", "doubtful", "missed", "wrong");
    for noise in NOISES {
        let mut sum = Tally::default();
        let mut places = Vec::new();
        for (i, layout) in LAYOUTS.iter().enumerate() {
            let mut here = Tally::default();
            for (seed, form) in (0..seeds).flat_map(|seed| FORMS.map(|form| (seed, form))) {
                here.add(&try_case(layout, Flavour::Sparse, noise, form, 500 + seed).0);
                here.add(&try_case(layout, Flavour::Distinct, noise, form, 700 + seed).0);
            }
            if !here.wrong.is_empty() {
                places.push(layout.name);
            }
            sum.add(&here);
            by_layout[i].add(&here);
        }
        print_counts(noise.name, &sum, &places.join(" "));
    }
    println!();
    for (layout, sum) in LAYOUTS.iter().zip(&by_layout) {
        print_counts(layout.name, sum, "");
    }
}

fn print_counts(name: &str, sum: &Tally, places: &str) {
    let Tally { right, doubtful, missed, wrong, .. } = sum;
    println!("{name:<28} {right:>7} {doubtful:>9} {missed:>7} {:>6}  {places}", wrong.len());
}

/// Prints one case to look at: `LAYOUT=f8 NOISE='row missing' FLAVOUR=Sparse FORM=2021 SEED=3`, each with a default.
#[test]
#[ignore = "prints one case for a person to read"]
fn show_case() {
    let setting = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    let layout = LAYOUTS.iter().find(|layout| layout.name == setting("LAYOUT", "f3")).expect("a layout's name");
    let noise = NOISES.iter().find(|noise| noise.name == setting("NOISE", "none")).expect("a noise's name");
    let flavour = Flavour::ALL.into_iter().find(|flavour| format!("{flavour:?}") == setting("FLAVOUR", "Sparse"));
    let form = FORMS.into_iter().find(|form| form.0 == setting("FORM", "2019")).expect("a form's id");
    let seed = setting("SEED", "11").parse().expect("a number");
    let flavour = flavour.expect("a flavour's name");
    let mut sheet = sheet(form, flavour, seed);
    (noise.apply)(&mut sheet, &mut Random::new(seed));
    println!("{}", report(&sheet, layout));
    println!("{}", try_case(layout, flavour, noise, form, seed).1);
}
