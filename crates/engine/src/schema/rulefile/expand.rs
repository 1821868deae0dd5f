//! Expands a relation against a form: names become cells, `*` becomes one relation for each row or column.

use rust_decimal::Decimal;

use super::expression::{Expression, Pick, Term};
use super::{Fault, FaultKind};
use crate::schema::relations::{Parts, Relation};
use crate::schema::{Axis, CellId, Field, Schema, Table, TableRef};
use crate::text::nearest::nearest;

/// Up to so many names are listed in a complaint.
const LISTED: usize = 12;

impl Expression {
    /// The relations that the expression is in a form, as those of a rule, by rows and then by columns.
    ///
    /// # Errors
    /// Where the form has no such table, row, column or group, or a cell is named twice.
    pub fn expand(&self, form: u8, rule: &'static str) -> Result<Vec<Relation>, Fault> {
        let placed = self.terms().map(|term| Ok((term, table(form, term)?))).collect::<Result<Vec<_>, Fault>>()?;
        let (left, right) = placed.split_at(self.left.len());
        let rows = self.each(&placed, Axis::Row)?;
        let columns = self.each(&placed, Axis::Column)?;
        let axis = match (&rows, &columns) {
            (Some(_), None) => Axis::Row,
            (None, Some(_)) => Axis::Column,
            _ => Axis::Table,
        };
        let mut relations = Vec::new();
        for row in each_or_once(rows.as_deref()) {
            for column in each_or_once(columns.as_deref()) {
                let bound = (row, column);
                let (mut cells, mut weights) = (Vec::new(), Vec::new());
                gather(left, right, bound, &mut cells, &mut weights)?;
                let split = cells.len();
                gather(right, left, bound, &mut cells, &mut weights)?;
                let axis = if axis == Axis::Table { common(&cells) } else { axis };
                let table =
                    placed.iter().map(|place| place.1).find(|at| stands_for(*at, axis, bound)).unwrap_or(placed[0].1);
                let index = match axis {
                    Axis::Row => row.map_or(Some(cells[0].row), |id| table.get().row(id)),
                    Axis::Column => column.map_or(Some(cells[0].column), |id| table.get().column(id)),
                    _ => None,
                };
                relations.push(Relation::new(Parts {
                    rule,
                    table,
                    axis,
                    index: index.unwrap_or(0),
                    operator: self.operator,
                    cells,
                    weights,
                    split,
                    constants: (self.left_constant, self.right_constant),
                }));
            }
        }
        Ok(relations)
    }

    /// The ids of the rows or columns for which there is one relation each; `None` where no term says so. Those that a term names itself
    /// are none of them.
    fn each(&self, placed: &[(&Term, TableRef)], axis: Axis) -> Result<Option<Vec<&'static str>>, Fault> {
        let mut found: Option<Vec<&'static str>> = None;
        for &(term, at) in placed.iter().filter(|(term, _)| *pick(term, axis) == Pick::Each) {
            let is_named = |id: &str| {
                placed.iter().any(|(other, table)| {
                    table.table == at.table && matches!(pick(other, axis), Pick::One(named) if named == id)
                })
            };
            let ids: Vec<_> = fields(at.get(), axis).iter().map(|field| field.id).filter(|id| !is_named(id)).collect();
            match &found {
                Some(others) if *others != ids => {
                    let (zh, en) = if axis == Axis::Row { ("行", "rows") } else { ("列", "columns") };
                    return Err(Fault::new(
                        term.at.clone(),
                        format!(
                            "“*”在各表中须是同样的{zh}，而“{}”的{zh}与前面的表不同；请写出{zh}的代号。",
                            term.table
                        ),
                        format!(
                            "* must mean the same {en} in every table, and {} has others than the tables before; name the {en}",
                            term.table
                        ),
                    ));
                }
                _ => found = Some(ids),
            }
        }
        Ok(found)
    }
}

/// What several cells of one table have in common: a row, or a column.
fn common(cells: &[CellId]) -> Axis {
    let all = |is_alike: fn(CellId, CellId) -> bool| {
        cells.len() > 1 && cells.iter().all(|&cell| cell.table() == cells[0].table() && is_alike(cell, cells[0]))
    };
    if all(|one, other| one.column == other.column) {
        Axis::Column
    } else if all(|one, other| one.row == other.row) {
        Axis::Row
    } else {
        Axis::Table
    }
}

/// The ids one by one, or nothing once.
fn each_or_once(ids: Option<&[&'static str]>) -> Vec<Option<&'static str>> {
    ids.map_or_else(|| vec![None], |ids| ids.iter().copied().map(Some).collect())
}

/// Whether a table has the row or column that a relation stands for.
fn stands_for(at: TableRef, axis: Axis, (row, column): (Option<&str>, Option<&str>)) -> bool {
    match axis {
        Axis::Row => row.is_none_or(|id| at.get().row(id).is_some()),
        Axis::Column => column.is_none_or(|id| at.get().column(id).is_some()),
        _ => true,
    }
}

fn pick(term: &Term, axis: Axis) -> &Pick {
    if axis == Axis::Row { &term.row } else { &term.column }
}

fn fields(table: &'static Table, axis: Axis) -> &'static [Field] {
    if axis == Axis::Row { &table.rows } else { &table.columns }
}

/// Adds the cells of one side, with their weights.
fn gather(
    side: &[(&Term, TableRef)],
    other: &[(&Term, TableRef)],
    (row, column): (Option<&str>, Option<&str>),
    cells: &mut Vec<CellId>,
    weights: &mut Vec<Decimal>,
) -> Result<(), Fault> {
    for &(term, at) in side {
        let rows = chosen(term, at, Axis::Row, row, other)?;
        let columns = chosen(term, at, Axis::Column, column, other)?;
        for (row, column) in rows.iter().flat_map(|&row| columns.iter().map(move |&column| (row, column))) {
            let cell = at.cell(row, column);
            if cells.contains(&cell) {
                return Err(Fault::new(
                    term.at.clone(),
                    format!("单元格 {cell} 在同一条关系中出现两次；请并成一项，或写明各项。"),
                    format!("the cell {cell} stands in the relation twice; make one term of it, or name the terms"),
                ));
            }
            cells.push(cell);
            weights.push(term.weight);
        }
    }
    Ok(())
}

/// The indices of the rows or columns that a term speaks of.
fn chosen(
    term: &Term,
    at: TableRef,
    axis: Axis,
    bound: Option<&str>,
    other: &[(&Term, TableRef)],
) -> Result<Vec<u8>, Fault> {
    let fields = fields(at.get(), axis);
    let numbered = || (0..).zip(fields);
    // A sum leaves out what the other side names: 办理结果 are added up without 总计, which is compared with them.
    let is_named = |id: &str| {
        other.iter().any(|(other, table)| *table == at && matches!(pick(other, axis), Pick::One(named) if named == id))
    };
    let found: Vec<u8> = match pick(term, axis) {
        Pick::One(id) => numbered().filter(|(_, field)| field.id == id).map(|found| found.0).collect(),
        Pick::Each => numbered().filter(|(_, field)| Some(field.id) == bound).map(|found| found.0).collect(),
        Pick::All => numbered().filter(|(_, field)| !is_named(field.id)).map(|found| found.0).collect(),
        Pick::Group(group) => numbered()
            .filter(|(_, field)| field.group.contains(&group.as_str()) && !is_named(field.id))
            .map(|found| found.0)
            .collect(),
    };
    if found.is_empty() { Err(unknown(term, at, axis)) } else { Ok(found) }
}

fn table(form: u8, term: &Term) -> Result<TableRef, Fault> {
    let description = &Schema::get().forms[usize::from(form)];
    if let Some(table) = description.table(&term.table) {
        return Ok(TableRef { form, table });
    }
    let ids: Vec<&str> = description.tables.iter().map(|table| table.id).collect();
    let (near_zh, near_en) = asked(nearest(&term.table, ids.iter().copied()));
    let fault = Fault::new(
        term.at.clone(),
        format!("{} 年表样中没有“{}”这张表。{near_zh}有：{}。", description.id, term.table, ids.join("、")),
        format!("the form of {} has no table {}; {near_en}it has: {}", description.id, term.table, ids.join(", ")),
    );
    Err(Fault { kind: kind(&near_zh), ..fault })
}

/// The kind of a fault by what could be found of the name that was meant.
fn kind(near: &str) -> FaultKind {
    if near.is_empty() { FaultKind::Unclear } else { FaultKind::Misnamed }
}

/// The question whether a name was meant, in both languages; nothing where there is none.
fn asked(name: Option<&str>) -> (String, String) {
    name.map_or_else(Default::default, |name| (format!("是否要写“{name}”？"), format!("did you mean {name}? ")))
}

/// The complaint about a row, a column or a group that a table does not have.
fn unknown(term: &Term, at: TableRef, axis: Axis) -> Fault {
    let (form, table) = (at.form().id, at.get());
    let (fields, zh, en) = match axis {
        Axis::Row => (&table.rows, "行", "row"),
        _ => (&table.columns, "列", "column"),
    };
    let Pick::One(id) = pick(term, axis) else {
        let mut groups: Vec<&str> = Vec::new();
        for group in fields.iter().flat_map(|field| field.group.iter().copied()) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        let name = match pick(term, axis) {
            Pick::Group(group) => group.as_str(),
            _ => "*",
        };
        if groups.is_empty() {
            return Fault::new(
                term.at.clone(),
                format!("{form} 年表样“{}”表的{zh}不分组，“in:{name}”没有所指；要加起来的请写 in:*。", table.id),
                format!(
                    "the {en}s of {} (form of {form}) are in no groups, so in:{name} means nothing; in:* adds all of them up",
                    table.id
                ),
            );
        }
        return Fault::new(
            term.at.clone(),
            format!("{form} 年表样“{}”表中没有“{name}”这一组{zh}。有：{}。", table.id, groups.join("、")),
            format!("{} (form of {form}) has no group of {en}s {name}; it has: {}", table.id, groups.join(", ")),
        );
    };
    let by_label = fields.iter().find(|field| !id.is_empty() && field.label.contains(id.as_str()));
    let ids: Vec<&str> = fields.iter().map(|field| field.id).collect();
    let (near_zh, near_en) = match by_label {
        Some(field) => (
            format!("“{}”的代号是 {}。", field.label, field.id),
            format!("the id of {} is {}; ", field.label, field.id),
        ),
        None => asked(nearest(id, ids.iter().copied())),
    };
    let (all_zh, all_en) = if ids.len() <= LISTED {
        (format!("有：{}。", ids.join("、")), format!("it has: {}", ids.join(", ")))
    } else {
        ("全部代号见 gouji schema。".to_owned(), "gouji schema lists them all".to_owned())
    };
    let fault = Fault::new(
        term.at.clone(),
        format!("{form} 年表样“{}”表中没有“{id}”这一{zh}。{near_zh}{all_zh}", table.id),
        format!("{} (form of {form}) has no {en} {id}; {near_en}{all_en}", table.id),
    );
    Fault { kind: kind(&near_zh), ..fault }
}
