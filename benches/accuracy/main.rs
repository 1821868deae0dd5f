//! How much of reports with known truth is read right, and how much of what is read is wrong.
//!
//! `cargo bench --bench accuracy` prints a table by layout and level of damage; `-- --reports N` takes so many reports for
//! each, `--seed S` other ones, `--layout NAME` and `--level NAME` some of them, `--examples` shows what is silently wrong, and
//! `--losses` which faults and reports cost how many cells. `--causes` tries likely causes instead, `--faults` every rule with
//! faults planted in whole reports and batches. `--sweep NAME` moves a tuned number, a group of them or `all` by a fifth and tells what
//! that changes; an unknown name lists them. `--write` puts the figures into their section of `docs/accuracy.md`.
//!
//! The generator (figures, printed forms and layouts from `tests/common`, damage and files from here) knows the forms and
//! what real submissions suffer, and nothing of how the engine reads.

#[path = "../../tests/common"]
#[allow(dead_code)]
mod common {
    pub mod compare;
    pub mod figures;
    pub mod flatten;
    pub mod noise;
    pub mod sheet;
}
mod causes;
mod damage;
mod documents;
mod faults;
mod score;
mod sweep;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use common::figures::{Figures, Flavour, Random};
use common::flatten::{LAYOUTS, Layout};
use common::noise::NOISES;
use common::sheet::Sheet;
use documents::{DOCUMENTS, Form};
use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::source::Limits;
use rayon::prelude::*;
use score::{Count, Score, score};

/// How badly reports are damaged.
struct Level {
    name: &'static str,
    /// Damaged characters of labels, in a thousand.
    characters: usize,
    /// Faults of structure in a report.
    faults: usize,
}

const LEVELS: [Level; 3] = [
    Level { name: "none", characters: 0, faults: 0 },
    Level { name: "light", characters: 20, faults: 1 },
    Level { name: "heavy", characters: 100, faults: 5 },
];

/// Faults of structure and of print, by their names among the noises.
const FAULTS: [&str; 24] = [
    "torn labels",
    "group on its own line",
    "headers cut",
    "furniture between blocks",
    "a note inside the table",
    "letter-spaced headers",
    "section headings missing",
    "page numbers",
    "header row missing",
    "one header missing",
    "row missing",
    "rows missing",
    "block missing",
    "block moved",
    "block headings missing",
    "rows moved",
    "row doubled",
    "table doubled",
    "label lost",
    "value lost",
    "extra row",
    "subtotal column",
    "typos of the trade",
    "traditional",
];

/// How a report comes.
#[derive(Clone, Copy)]
enum Way {
    Text(&'static Layout),
    File(&'static Form),
}

impl Way {
    fn all() -> Vec<Self> {
        LAYOUTS.iter().map(Self::Text).chain(DOCUMENTS.iter().map(Self::File)).collect()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text(layout) => layout.name,
            Self::File(form) => form.name,
        }
    }

    fn keeps_blanks(self) -> bool {
        match self {
            Self::Text(layout) => layout.keeps_blanks,
            Self::File(form) => form.keeps_blanks,
        }
    }

    fn make(self, sheet: &Sheet) -> (Vec<u8>, &'static str) {
        match self {
            Self::Text(layout) => (documents::plain(sheet, layout), "txt"),
            Self::File(form) => ((form.make)(sheet), form.extension),
        }
    }
}

/// Makes one report, reads it and scores what came of it.
fn try_one(way: Way, level: &Level, seed: u64) -> Score {
    let mut random = Random::new(seed.wrapping_mul(0x1000_0001) ^ 0x5EED);
    let (form, year) = *random.pick(&[("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2024)]);
    let flavours: Vec<Flavour> =
        Flavour::ALL.into_iter().filter(|&flavour| flavour != Flavour::Blanks || way.keeps_blanks()).collect();
    let figures = Figures::new(form, *random.pick(&flavours), seed);
    let mut sheet = Sheet::new(year, &figures);
    let mut faults = Vec::new();
    for _ in 0..level.faults {
        let name = *random.pick(&FAULTS);
        let noise = NOISES.iter().find(|noise| noise.name == name).expect("a known noise");
        if !faults.contains(&name) {
            (noise.apply)(&mut sheet, &mut random);
            faults.push(name);
        }
    }
    damage::labels(&mut sheet, level.characters, &mut random);
    let (bytes, extension) = way.make(&sheet);
    let analysis =
        analyse(&bytes, &format!("a.{extension}"), &Limits::default(), &Mappings::default(), RuleBook::standard());
    let case = format!("{} {} seed {seed} {faults:?}", way.name(), level.name);
    if let Ok(kept) = std::env::var("ACCURACY_KEEP") {
        std::fs::write(Path::new(&kept).join(format!("{}-{}-{seed}.{extension}", way.name(), level.name)), &bytes)
            .expect("the folder that was named is there");
    }
    score(&sheet, &analysis, way.keeps_blanks(), &case, &faults)
}

/// What the section of the main figures begins with, and those behind it.
const SECTIONS: [&str; 3] = ["<!-- figures -->", "### Likely causes", "### Faults planted"];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let number = |name: &str, otherwise: u64| value(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (reports, seed) = (number("--reports", 100), number("--seed", 1));
    let (layout, level) = (value("--layout"), value("--level"));
    let is_asked = |name: &str| args.iter().any(|arg| arg == name);
    let is_moved = sweep::obey(&args);
    if is_asked("--sweep") && !is_moved {
        return sweep::run(&value("--sweep").unwrap_or_default(), &args);
    }
    if is_asked("--faults") {
        return faults(reports, seed, is_asked("--examples"), is_asked("--write"));
    }
    if is_asked("--causes") {
        let page = causes::page(reports, seed);
        println!("{page}");
        if is_asked("--write") {
            write(SECTIONS[1], &page);
        }
        return ExitCode::SUCCESS;
    }
    let mut page = format!(
        "{reports} reports for each layout and level, seeds from {seed}.\n\n\
         | layout | damage | cells right | silently wrong | doubtful | missed, told | missed, untold | labels right | among five | \
         accepted wrongly | asked though right | errors found of readable (all) | false alarms | reports whole |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    );
    let mut examples = Vec::new();
    let mut losses = BTreeMap::new();
    let mut whole = Score::default();
    for chosen in LEVELS.iter().filter(|one| level.as_ref().is_none_or(|name| one.name == name)) {
        let mut all = Score::default();
        for way in Way::all().into_iter().filter(|way| layout.as_ref().is_none_or(|name| way.name() == name)) {
            let scores: Vec<Score> = (0..reports).into_par_iter().map(|at| try_one(way, chosen, seed + at)).collect();
            let mut sum = Score::default();
            scores.iter().for_each(|score| sum.add(score));
            page += &line(way.name(), chosen.name, &sum);
            all.add(&sum);
        }
        page += &line("**all**", chosen.name, &all);
        whole.add(&all);
        examples.extend(all.examples);
        losses.extend(all.losses.into_iter().map(|(loss, count)| (format!("{} | {loss}", chosen.name), count)));
    }
    if is_moved {
        sweep::print_counts(&whole);
        return ExitCode::SUCCESS;
    }
    println!("{page}");
    if is_asked("--examples") {
        examples.iter().for_each(|example| println!("{example}"));
    }
    if is_asked("--losses") {
        let mut losses: Vec<_> = losses.into_iter().collect();
        losses.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        losses.iter().for_each(|(loss, count)| println!("{count:7} {loss}"));
    }
    if is_asked("--write") {
        write(SECTIONS[0], &format!("{}\n\n{page}", SECTIONS[0]));
    }
    ExitCode::SUCCESS
}

/// Plants faults of every rule; fails where a rule of the registry is left out without a reason.
fn faults(reports: u64, seed: u64, shows_examples: bool, writes: bool) -> ExitCode {
    let faults::Page { text, examples, unmeasured } = faults::page(reports, seed);
    println!("{text}");
    if shows_examples {
        examples.iter().for_each(|example| println!("{example}\n"));
    }
    unmeasured.iter().for_each(|complaint| eprintln!("{complaint}"));
    if !unmeasured.is_empty() {
        return ExitCode::FAILURE;
    }
    if writes {
        write(SECTIONS[2], &text);
    }
    ExitCode::SUCCESS
}

/// Writes one section of the page of figures anew: from its beginning to that of the next one, or to the end.
fn write(section: &str, part: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md");
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let starts = |of: &str| old.lines().position(|line| line == of);
    let lines: Vec<&str> = old.lines().collect();
    let from = starts(section).unwrap_or(lines.len());
    let to = SECTIONS.iter().filter_map(|other| starts(other)).filter(|&at| at > from).min().unwrap_or(lines.len());
    let head = lines[..from].join("\n");
    let tail = lines[to..].join("\n");
    let parts = [head.trim(), part.trim(), tail.trim()].into_iter().filter(|part| !part.is_empty());
    let new = parts.collect::<Vec<_>>().join("\n\n") + "\n";
    std::fs::write(&path, new).expect("docs/accuracy.md can be written");
}

fn line(layout: &str, level: &str, score: &Score) -> String {
    let percent = |part, whole| score.percent(part, whole).map_or("–".to_owned(), |share| format!("{share:.2} %"));
    let mut line = format!("| {layout} | {level} | {} | ", percent(Count::Right, Count::Cells));
    let _ = writeln!(
        line,
        "{} of {} | {} | {} | {} | {} | {} | {} of {} | {} | {} of {} ({}) | {} of {} | {} |",
        score[Count::Wrong],
        score[Count::Cells],
        percent(Count::Doubtful, Count::Cells),
        percent(Count::Missed, Count::Cells),
        score[Count::Untold],
        percent(Count::First, Count::Labels),
        percent(Count::Top5, Count::Labels),
        score[Count::AcceptedWrong],
        score[Count::Accepted],
        percent(Count::AskedRight, Count::First),
        score[Count::Found],
        score[Count::Readable],
        score[Count::Planted],
        score[Count::FalseAlarms],
        score[Count::Checks],
        percent(Count::Whole, Count::Reports),
    );
    line
}
