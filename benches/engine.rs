//! One report from bytes to findings on one core, and labels matched a second.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gouji::matching::Index;
use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::schema::Schema;
use gouji::text::fold::fold;

use super::{Line, shortest, tree, words};

/// Reports of each kind; their mean is told, so that no layout stands for all.
const REPORTS: usize = 40;
const RUNS: usize = 7;

/// Measures the engine alone.
pub fn measure() -> Vec<Line> {
    let mut lines = vec![
        Line::time("one report of 10 kB, every label exact", analysis(false), Duration::from_micros(70)),
        Line::time("one report of 10 kB, damaged", analysis(true), Duration::from_micros(1_500)),
    ];
    lines.extend(causes());
    lines.extend(labels());
    lines
}

/// The tables of reports whose figures do not add up, checked and not: the difference is what it takes to find every
/// smallest correction and the likely causes.
fn causes() -> Vec<Line> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch");
    let files = walk(&root);
    let mut slowest = (Duration::ZERO, String::new());
    let (mut sum, mut count) = (Duration::ZERO, 0);
    for path in files {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut analysis = analyse(&bytes, &name, &Default::default(), &Mappings::default(), RuleBook::standard());
        if analysis.verdict.causes.is_empty() {
            continue;
        }
        let checked = shortest(50, || {
            black_box(gouji::rules::check(black_box(&analysis.report), RuleBook::standard()));
        });
        // The same tables without the cells of the broken relations: everything else is checked as before.
        let broken: Vec<_> = analysis.verdict.causes.iter().flat_map(|cause| cause.relations.clone()).collect();
        for reading in &mut analysis.report.tables {
            let (table, columns) = (reading.table, reading.table.get().columns.len());
            for cell in broken.iter().flat_map(|relation| relation.cells()).filter(|cell| cell.table() == table) {
                reading.cells[usize::from(cell.row) * columns + usize::from(cell.column)] = None;
            }
        }
        let without = shortest(50, || {
            black_box(gouji::rules::check(black_box(&analysis.report), RuleBook::standard()));
        });
        let took = checked.saturating_sub(without);
        sum += took;
        count += 1;
        if took > slowest.0 {
            slowest = (took, name);
        }
    }
    if count == 0 {
        return Vec::new();
    }
    let millisecond = Duration::from_millis(1);
    vec![
        Line::time(format!("likely causes of a report of fixtures/batch, mean of {count}"), sum / count, millisecond),
        Line::time(format!("the slowest of them, {}", slowest.1), slowest.0, millisecond),
    ]
}

/// Every file under a folder, in order.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

fn analysis(is_damaged: bool) -> Duration {
    let texts: Vec<String> = (0..REPORTS).map(|number| tree::text(number, is_damaged)).collect();
    let mappings = Mappings::default();
    let all = shortest(RUNS, || {
        for text in &texts {
            black_box(analyse(
                black_box(text.as_bytes()),
                "a.txt",
                &Default::default(),
                &mappings,
                RuleBook::standard(),
            ));
        }
    });
    all / REPORTS as u32
}

/// A label with one character gone, for each label of the forms that is long enough to be known again.
fn damaged_labels() -> Vec<(String, &'static str)> {
    let fields = Schema::get().tables().flat_map(|table| table.get().rows.iter().chain(&table.get().columns));
    fields
        .filter(|field| !field.ambiguous)
        .filter_map(|field| {
            let chars: Vec<char> = field.label.chars().collect();
            let at = chars.len() / 2;
            let damaged = chars[..at].iter().chain(&chars[at + 1..]).collect();
            (chars.len() >= 6).then_some((damaged, field.label))
        })
        .collect()
}

fn labels() -> Vec<Line> {
    let index = Index::get();
    let labels = damaged_labels();
    let best = |observed: &str| {
        let hits = index.fuzzy(&fold(observed), 0.5, &|_| true);
        let best = hits.into_iter().max_by(|a, b| a.likeness.score.total_cmp(&b.likeness.score))?;
        Some(best.entry.target.label())
    };
    let right = labels.iter().filter(|(observed, label)| best(observed) == Some(*label)).count();
    let time = shortest(RUNS, || {
        for (observed, _) in &labels {
            black_box(best(black_box(observed)));
        }
    });
    let each = time / labels.len() as u32;
    let rate = 1.0 / each.as_secs_f64();
    vec![Line::plain(
        format!("damaged label against every label of both forms ({right} of {} right)", labels.len()),
        format!("{rate:.0}/s, {}", words(each)),
    )]
}
