//! The figures that prose may give: their names, and the cells of the national forms that say the same.

use std::sync::OnceLock;

use super::{Fact, Report, Scope, Year};
use crate::schema::{CellId, Field, Schema, TableRef};
use crate::text::lang::Lang;

/// A figure that prose may give.
#[derive(Debug)]
pub struct Figure {
    /// Stable id: a row of the statistics form of 2014, or one of the ids of `figures.txt`.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Cells that it is the sum of, by `table.row.column`, where `*` at the end of a row or a column stands for each that begins so,
    /// and columns of several editions stand beside each other with `/`.
    pub cells: Vec<&'static str>,
}

/// Every figure, those of the statistics form first.
///
/// # Panics
/// Never in a released binary: a test reads the embedded file.
#[must_use]
pub fn all() -> &'static [Figure] {
    static FIGURES: OnceLock<Vec<Figure>> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let lines =
            include_str!("figures.txt").lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        lines
            .map(|line| {
                let mut columns = line.split('|').map(str::trim);
                let (id, name, cells) = (columns.next(), columns.next(), columns.next());
                let cells = cells.unwrap_or("").split('+').map(str::trim).filter(|cell| !cell.is_empty()).collect();
                Figure { id: id.unwrap_or(""), name: name.unwrap_or(""), cells }
            })
            .collect()
    })
}

/// The name of a figure; its id where it has none.
#[must_use]
pub fn name(id: &'static str) -> &'static str {
    figure(id).map_or(id, |figure| figure.name)
}

fn figure(id: &str) -> Option<&'static Figure> {
    all().iter().find(|figure| figure.id == id)
}

/// The cells that a figure is the sum of in the tables that the report has; empty where it lacks one of their tables, or no
/// cell says the same.
#[must_use]
pub fn cells(report: &Report, id: &str) -> Vec<CellId> {
    let Some(figure) = figure(id) else { return Vec::new() };
    let mut found = Vec::new();
    for spec in &figure.cells {
        let of_spec = resolve(report, spec);
        if of_spec.is_empty() {
            return Vec::new();
        }
        found.extend(of_spec);
    }
    found
}

fn resolve(report: &Report, spec: &str) -> Vec<CellId> {
    let mut parts = spec.split('.');
    let (Some(table), Some(row), Some(columns)) = (parts.next(), parts.next(), parts.next()) else { return Vec::new() };
    let Some(reading) = report.table_by_id(table) else { return Vec::new() };
    let at: TableRef = reading.table;
    let description = at.get();
    let is_meant = |spec: &str, id: &str| spec.strip_suffix('*').map_or(id == spec, |begin| id.starts_with(begin));
    let mut editions = columns.split('/').map(|spec| {
        let columns = description.columns.iter().enumerate().filter(|(_, field)| is_meant(spec, field.id));
        columns.map(|(column, _)| column as u8).collect::<Vec<u8>>()
    });
    let columns = editions.find(|columns| !columns.is_empty()).unwrap_or_default();
    let rows = description.rows.iter().enumerate().filter(|(_, field)| is_meant(row, field.id));
    rows.flat_map(|(row, _)| columns.iter().map(move |&column| at.cell(row as u8, column))).collect()
}

/// Points every figure that a single cell repeats to that cell.
pub(super) fn point_to_cells(report: &mut Report) {
    let of_fact: Vec<Option<CellId>> = report
        .facts
        .iter()
        .map(|fact| {
            let speaks_of_it = matches!(fact.scope, Scope::Unsaid | Scope::Area) && fact.year == Year::Report;
            let cells = if speaks_of_it { cells(report, fact.id) } else { Vec::new() };
            (cells.len() == 1).then(|| cells[0])
        })
        .collect();
    for (fact, cell) in report.facts.iter_mut().zip(of_fact) {
        fact.cell = cell;
    }
}

/// The figures of a report without tables, in the order of the statistics form: every mention, those of one figure beside
/// each other in printed order.
#[must_use]
pub fn statistics(report: &Report) -> Vec<(Topic, &Fact)> {
    let given = rows().iter().flat_map(|row| report.facts.iter().filter(|fact| fact.id == row.id));
    given.map(|fact| (Topic::of(fact.id), fact)).collect()
}

/// Names of the statistics form's figures that the report does not give.
#[must_use]
pub fn not_given(report: &Report) -> Vec<&'static str> {
    let lacks = |row: &&Field| report.facts.iter().all(|fact| fact.id != row.id);
    rows().iter().filter(lacks).map(|row| name(row.id)).collect()
}

/// The rows of the statistics form of 2014.
fn rows() -> &'static [Field] {
    let narrative = Schema::get().forms.iter().find(|form| form.is_narrative());
    narrative.and_then(|form| form.tables.first()).map_or(&[], |table| &table.rows)
}

/// What a figure of the statistics form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Information made public.
    Disclosure,
    /// Applications and replies.
    Requests,
    /// Reviews, suits and complaints.
    Remedies,
    /// Fees.
    Fees,
}

impl Topic {
    fn of(id: &str) -> Self {
        match id.split('_').next().unwrap_or(id) {
            "req" | "done" | "reply" => Self::Requests,
            "recon" | "suit" | "complaints" => Self::Remedies,
            "fees" => Self::Fees,
            _ => Self::Disclosure,
        }
    }

    /// A heading for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Disclosure => lang.pick("主动公开", "Disclosure"),
            Self::Requests => lang.pick("依申请公开", "Applications"),
            Self::Remedies => lang.pick("复议、诉讼、举报投诉", "Reviews, suits, complaints"),
            Self::Fees => lang.pick("收费", "Fees"),
        }
    }
}

/// A figure's value with its unit, and what its sentence says of whom and when it counts, where that is not the report.
#[must_use]
pub fn shown(fact: &Fact, lang: Lang) -> (String, String) {
    let about = if fact.approximate { lang.pick("约 ", "about ") } else { "" };
    let value = format!("{about}{} {}", fact.value, fact.unit.as_deref().unwrap_or(""));
    let scope = match fact.scope {
        Scope::Unsaid | Scope::Area => "",
        Scope::Own => lang.pick("本级", "own"),
        Scope::Part => lang.pick("部分单位", "some units"),
        Scope::Other => lang.pick("其他口径", "another count"),
    };
    let year = match fact.year {
        Year::Report => String::new(),
        Year::Another => lang.pick("其他时段", "another time").to_owned(),
        Year::Stated(year) => lang.pick(format!("{year} 年"), year.to_string()),
    };
    let notes: Vec<&str> = [scope, &year].into_iter().filter(|note| !note.is_empty()).collect();
    (value.trim().to_owned(), notes.join(lang.pick("，", ", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_name_cells_that_the_forms_have() {
        for figure in all() {
            assert!(!figure.id.is_empty() && !figure.name.is_empty(), "{figure:?}");
            assert_eq!(all().iter().filter(|other| other.id == figure.id).count(), 1, "{}", figure.id);
            for spec in &figure.cells {
                let known = Schema::get().tables().any(|at| {
                    let mut report = Report::default();
                    report.tables.push(crate::report::TableReading {
                        table: at,
                        cells: Vec::new(),
                        lines: (1, 1),
                        rows_found: Vec::new(),
                        printed: 1,
                    });
                    !resolve(&report, spec).is_empty()
                });
                assert!(known, "{spec}");
            }
        }
    }

    #[test]
    fn the_rows_of_the_statistics_form_are_figures() {
        assert_eq!(rows().len(), 29);
        for row in rows() {
            assert!(figure(row.id).is_some(), "{}", row.id);
        }
    }
}
