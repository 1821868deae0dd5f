//! Batches without faults: the units of a county over two years, with the government that sums them up and the roster of all.

use gouji::report::{Roster, RosterEntry};

use super::compose;
use super::counts::{invent, summed};
use super::paper::{Paper, Part};
use super::units::{Kind, Unit};
use super::words::Book;
use crate::common::figures::{Figures, Random};

/// A batch: each unit's report on the year before and on the year, the government's first.
#[derive(Clone)]
pub struct Batch {
    /// The reports; two for each unit, the earlier before the later.
    pub papers: Vec<Paper>,
    /// The units from which reports are expected.
    pub roster: Roster,
}

/// The kinds of the units that the government sums up.
const KINDS: [Kind; 6] = [Kind::Bureau, Kind::Bureau, Kind::Bureau, Kind::Town, Kind::Town, Kind::Township];
/// The same in a city's district.
const URBAN: [Kind; 6] = [Kind::Bureau, Kind::Bureau, Kind::Bureau, Kind::Street, Kind::Street, Kind::Street];

/// Composes a batch.
pub fn any(book: &Book, random: &mut Random) -> Batch {
    let year = *random.pick(&[2020, 2022, 2023, 2024, 2025]);
    let (government, kinds) = if random.below(2) == 0 { (Kind::County, KINDS) } else { (Kind::District, URBAN) };
    let government = Unit::new(government, random);
    let mut units: Vec<Unit> = Vec::new();
    for kind in kinds {
        let taken: Vec<&str> = units.iter().map(|unit| unit.short.as_str()).collect();
        units.push(Unit::within(kind, &government.place, &taken, random));
    }
    let figures: Vec<[Figures; 2]> = units
        .iter()
        .map(|unit| {
            let before = invent(compose::form_of(year - 1), unit.kind, None, random);
            let after = invent(compose::form_of(year), unit.kind, Some(&before), random);
            [before, after]
        })
        .collect();
    let sum = |at: usize| summed(&figures.iter().map(|two| &two[at]).collect::<Vec<_>>());
    let sums = [sum(0), sum(1)];
    let mut papers = Vec::new();
    let all = std::iter::once((&government, &sums)).chain(units.iter().zip(&figures));
    for (unit, [before, after]) in all {
        papers.push(of_year(book, unit, year - 1, before.clone(), random));
        papers.push(of_year(book, unit, year, after.clone(), random));
    }
    let mut entries = vec![RosterEntry { name: government.name.clone(), line: 2, ..RosterEntry::default() }];
    entries.extend(units.iter().zip(3..).map(|(unit, line)| RosterEntry {
        name: unit.name.clone(),
        parent: Some(government.name.clone()),
        line,
        ..RosterEntry::default()
    }));
    Batch { papers, roster: Roster { entries } }
}

fn of_year(book: &Book, unit: &Unit, year: i32, figures: Figures, random: &mut Random) -> Paper {
    let mut paper = compose::with(book, unit.clone(), year, figures, random);
    paper.file = format!("{year}/{}.txt", unit.name);
    // A day by which it can be told whether the report was in time.
    if paper.at(Part::Date).is_empty() {
        let at = paper.paragraphs.iter().rposition(|paragraph| matches!(paragraph.part, Part::Text(6)));
        let at = at.map_or(paper.paragraphs.len(), |at| at + 1);
        for (part, text) in [(Part::Date, "{nextyear}年{signed}"), (Part::Signature, "{name}")] {
            let mut sentence = super::words::Sentence::plain("end", text);
            sentence.fill(&paper.facts);
            paper.paragraphs.insert(at, super::paper::Paragraph::of(part, sentence));
        }
    }
    paper
}
