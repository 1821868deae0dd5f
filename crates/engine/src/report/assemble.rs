//! Joins an extraction with the reviewer's mappings into the report in force.
//!
//! A value follows its labels: where the reviewer maps a label onto another field, its values move there; where he says
//! that it is no field, they leave the table and are told as unplaced. The extraction itself is never changed.

use std::collections::BTreeMap;

use super::figures;
use super::learned::{self, Lesson};
use super::{Cell, FileFacts, Label, Mapping, Mappings, Method, OtherReading, Report, TableReading, Unplaced};
use crate::extract::{Doubt, ExtractedTable, ExtractedValue, Extraction};
use crate::schema::{Axis, CellId, TableRef, Target};

/// Where a value's row or column stands after mapping.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    At(u8),
    Nowhere,
}

/// Builds the report in force from an extraction, what is known of the file that it was read from, and the reviewer's
/// mappings.
#[must_use]
pub fn assemble(extraction: Extraction, file: FileFacts, mappings: &Mappings) -> Report {
    let lessons = learned::lessons(&extraction, mappings);
    build(extraction, mappings, &lessons).with_file(file)
}

/// The same with what learned aliases say, looked up before.
pub(super) fn build(extraction: Extraction, mappings: &Mappings, lessons: &[Lesson]) -> Report {
    let mut labels = extraction.labels;
    let mut moved: BTreeMap<u32, Place> = BTreeMap::new();
    for lesson in lessons {
        let label = &mut labels[lesson.label];
        if lesson.settles() && label.target != Some(lesson.target) && matches!(label.axis, Axis::Row | Axis::Column) {
            moved.insert(lesson.label as u32, Place::At(lesson.target.index));
        }
        lesson.tell(label);
    }
    if !mappings.decided.is_empty() {
        for (i, label) in labels.iter_mut().enumerate() {
            if let Some(mapping) = mappings.decided.get(&label.key())
                && let Some(place) = apply(label, mapping)
            {
                moved.insert(i as u32, place);
            }
        }
    }
    let front = extraction.front;
    let mut report = Report {
        form: extraction.form,
        sections: extraction.sections,
        damage: extraction.damage,
        labels,
        title: front.title,
        unit: front.unit,
        signed_by: front.signed_by,
        year: front.year,
        year_source: front.year_source,
        period: front.period,
        dates: front.dates,
        documents_cited: front.documents_cited,
        sums: extraction.sums,
        facts: extraction.facts,
        paragraphs: extraction.paragraphs,
        unseen: extraction.unseen,
        statements: extraction.statements,
        rates: extraction.rates,
        parts: extraction.parts,
        lines: extraction.lines,
        ..Report::default()
    };
    for table in extraction.tables {
        add(&mut report, table, &moved);
    }
    report.unplaced.extend(extraction.orphans.into_iter().map(|orphan| Unplaced {
        raw: orphan.raw,
        source: vec![orphan.source],
        table: None,
        after: orphan.after,
        doubt: orphan.doubt,
    }));
    weigh_arithmetic(&mut report);
    figures::point_to_cells(&mut report);
    report
}

/// Applies a mapping to a label; returns where its values go, if the label is a row's or a column's.
fn apply(label: &mut Label, mapping: &Mapping) -> Option<Place> {
    match mapping {
        Mapping::Unsure => {
            label.needs_review = true;
            None
        }
        Mapping::NotAField => {
            label.target = None;
            label.method = Method::Reviewer;
            label.needs_review = false;
            Some(Place::Nowhere)
        }
        Mapping::Field(id) => {
            let target = Target::find(label.table, label.axis, id)?;
            label.target = Some(target);
            label.method = Method::Reviewer;
            label.needs_review = false;
            label.score = 1.0;
            matches!(label.axis, Axis::Row | Axis::Column).then_some(Place::At(target.index))
        }
    }
}

fn add(report: &mut Report, table: ExtractedTable, moved: &BTreeMap<u32, Place>) {
    let at = table.table;
    let description = at.get();
    let known = report.tables.iter().position(|reading| reading.table.get().id == description.id);
    let index = known.unwrap_or_else(|| {
        report.tables.push(TableReading {
            table: at,
            cells: vec![None; description.rows.len() * description.columns.len()],
            lines: table.lines,
            rows_found: vec![false; description.rows.len()],
            printed: 0,
        });
        report.tables.len() - 1
    });
    // A second printing in another edition has no cell of the first to be a reading of.
    let is_same_edition = report.tables[index].table == at;
    // Other rows of a table that was cut in parts are no second printing of it.
    let mut rows = report.tables[index].rows_found.iter().zip(&table.rows_found);
    let has_rows = table.rows_found.contains(&true);
    let is_part = known.is_some() && is_same_edition && has_rows && rows.all(|(found, also)| !(*found && *also));
    if is_part {
        report.tables[index].lines.1 = report.tables[index].lines.1.max(table.lines.1);
    } else {
        report.tables[index].printed += 1;
    }
    if is_same_edition {
        for (found, also) in report.tables[index].rows_found.iter_mut().zip(&table.rows_found) {
            *found |= also;
        }
    }
    for value in table.values {
        let row = place(value.row, value.row_label, moved);
        let column = place(value.column, value.column_label, moved);
        match (row, column) {
            (Place::At(row), Place::At(column)) if is_same_edition => {
                put(report, index, at.cell(row, column), value, known.is_some() && !is_part)
            }
            _ => report.unplaced.push(unplaced(&report.labels, at, value)),
        }
    }
    report.unplaced.extend(table.loose.into_iter().map(|loose| Unplaced {
        raw: loose.raw,
        source: vec![loose.source],
        table: Some(at),
        after: loose.after,
        doubt: loose.doubt,
    }));
}

fn place(machine: Option<u8>, label: Option<u32>, moved: &BTreeMap<u32, Place>) -> Place {
    label.and_then(|label| moved.get(&label).copied()).unwrap_or(machine.map_or(Place::Nowhere, Place::At))
}

fn unplaced(labels: &[Label], table: TableRef, value: ExtractedValue) -> Unplaced {
    let after = value.row_label.map(|label| labels[label as usize].observed.clone()).unwrap_or_default();
    Unplaced { raw: value.raw, source: vec![value.source], table: Some(table), after, doubt: Doubt::ExtraValues }
}

/// Puts a value into its cell. A cell that is taken keeps its first reading; the other is told, and where they differ
/// the cell is not vouched for.
fn put(report: &mut Report, index: usize, id: CellId, value: ExtractedValue, is_second_printing: bool) {
    let columns = report.tables[index].table.get().columns.len();
    let slot = &mut report.tables[index].cells[usize::from(id.row) * columns + usize::from(id.column)];
    match slot {
        None => {
            *slot = Some(Cell {
                raw: value.raw,
                kind: value.reading.kind,
                value: value.reading.value,
                unit: value.reading.unit,
                confidence: value.confidence,
                // The first printing has no such cell: the two do not say the same.
                doubt: value.doubt.or(is_second_printing.then_some(Doubt::ReadingsDiffer)),
                source: vec![value.source],
                row_label: value.row_label,
                column_label: value.column_label,
            });
        }
        Some(first) => {
            let differs = first.kind != value.reading.kind || first.value != value.reading.value;
            let same_labels = first.row_label == value.row_label && first.column_label == value.column_label;
            if differs && first.doubt.is_none() {
                let is_mapped_twice =
                    !is_second_printing && !same_labels && has_distinct_labels(&report.labels, first, &value);
                first.doubt = Some(if is_mapped_twice { Doubt::MappedTwice } else { Doubt::ReadingsDiffer });
            }
            report.other_readings.push(OtherReading {
                cell: id,
                raw: value.raw,
                value: value.reading.value,
                source: vec![value.source],
            });
        }
    }
}

/// Whether the two readings stand under labels with different words, so that two labels are mapped onto one field.
fn has_distinct_labels(labels: &[Label], first: &Cell, second: &ExtractedValue) -> bool {
    let words = |label: Option<u32>| label.map(|label| labels[label as usize].observed.as_str());
    words(first.row_label) != words(second.row_label) || words(first.column_label) != words(second.column_label)
}

/// Gives every cell the share of its relations that hold, of those that can be tried.
fn weigh_arithmetic(report: &mut Report) {
    use crate::schema::relations::Relation;
    use rust_decimal::Decimal;
    for index in 0..report.tables.len() {
        let table = report.tables[index].table;
        let mut tried: BTreeMap<CellId, (u16, u16)> = BTreeMap::new();
        let reading = &report.tables[index];
        let value = |id: &CellId| reading.cell(id.row, id.column).and_then(|cell| cell.value);
        for relation in Relation::of_table(table) {
            let sum = |cells: &[CellId]| cells.iter().map(value).sum::<Option<Decimal>>();
            let (Some(left), Some(right)) = (sum(relation.left()), sum(relation.right())) else { continue };
            // Nothing but zeros says nothing about places.
            if left.is_zero() && right.is_zero() {
                continue;
            }
            let holds = u16::from(relation.operator.holds(&left, &right));
            for cell in relation.cells().iter().filter(|cell| value(cell).is_some_and(|value| !value.is_zero())) {
                let (held, all) = tried.entry(*cell).or_default();
                *held += holds;
                *all += 1;
            }
        }
        let columns = table.get().columns.len();
        for (id, (held, all)) in tried {
            if let Some(cell) = &mut report.tables[index].cells[usize::from(id.row) * columns + usize::from(id.column)]
            {
                cell.confidence.arithmetic = Some(f32::from(held) / f32::from(all));
            }
        }
    }
}
