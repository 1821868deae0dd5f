//! A canonical report as a printed grid: every label and value with its column, and for every value the cell it belongs to
//! and what must be read from it.
//!
//! Built from the embedded schema and invented figures; it knows nothing of how documents are read. Layouts
//! (`flatten.rs`) turn it into text, noises (`noise.rs`) damage it first.

use std::collections::BTreeMap;

use gouji::schema::{Axis, CellId, Schema, TableRef, Target};
use rust_decimal::Decimal;

use super::figures::Figures;

/// What must be read from a printed cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect {
    /// A number, with the unit printed in the cell.
    Number(Decimal, Option<&'static str>),
    /// The cell is there and empty.
    Blank,
    /// A mark for nothing.
    Dash,
    /// Anything else.
    Text,
    /// The cell was lost: it may be empty or not there, but has no value.
    Lost,
}

impl Expect {
    /// What a cell's printed text says.
    pub fn of(raw: &str) -> Self {
        match raw {
            "" => Self::Blank,
            LOST => Self::Lost,
            "-" | "/" | "—" | "无" => Self::Dash,
            _ => {
                let unit = ["万元", "元", "件"].into_iter().find(|unit| raw.ends_with(unit));
                let digits = raw.strip_suffix(unit.unwrap_or("")).unwrap_or(raw);
                digits.trim_start_matches('+').parse().map_or(Self::Text, |number| Self::Number(number, unit))
            }
        }
    }
}

/// One printed cell.
#[derive(Debug, Clone)]
pub struct Print {
    /// Its text; [`TEAR`] stands where the print breaks it over lines.
    pub text: String,
    /// The first column of the printed grid that it covers.
    pub column: usize,
    /// For a value: the cell it belongs to and what must be read.
    pub value: Option<(CellId, Expect)>,
    /// For a label of the form: what it stands for, for whoever compares labels.
    #[allow(dead_code)]
    pub field: Option<Target>,
}

/// Where a label is torn; each layout prints it in its own way.
pub const TEAR: char = '\u{1}';

/// The text of a cell that was lost from the print: no cell is left where cells stand one after the other, and an empty one
/// where every column of the grid is printed.
pub const LOST: &str = "\u{2}";

/// What a printed row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The full-width row that names a block (第二十条第（一）项).
    Heading,
    /// A row of column headers.
    Header,
    /// A row with values.
    Data,
    /// A group label on a row of its own.
    Group,
    /// A line that is no part of the table.
    Furniture,
}

/// One printed row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is.
    pub role: Role,
    /// Id of the table or block that it belongs to.
    pub block: &'static str,
    /// Its cells from left to right, covered cells of merged ones left out.
    pub cells: Vec<Print>,
}

impl Row {
    /// A line that is no part of the table.
    pub fn furniture(block: &'static str, text: &str) -> Self {
        Self { role: Role::Furniture, block, cells: vec![label(0, text)] }
    }
}

/// One printed table.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Columns of the printed grid.
    pub width: usize,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The document breaks off in the last row.
    pub cut: bool,
}

/// A whole report.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The report year.
    pub year: i32,
    /// The printed tables of the sections 二, 三 and 四.
    pub grids: [Grid; 3],
    /// Whether the headings of these sections are printed.
    pub headings: bool,
}

fn label(column: usize, text: &str) -> Print {
    Print { text: text.to_owned(), column, value: None, field: None }
}

/// The label of a row, a column, a table or a group, as the form prints it.
fn field(column: usize, target: Target) -> Print {
    Print { field: Some(target), ..label(column, target.label()) }
}

fn target(table: TableRef, axis: Axis, index: usize) -> Target {
    Target { table, axis, index: index as u8, depth: 0 }
}

/// The label of a group.
fn group(column: usize, table: TableRef, text: &str) -> Print {
    Print { field: Target::groups(table).into_iter().find(|target| target.label() == text), ..label(column, text) }
}

impl Sheet {
    /// Prints figures in the form they were made for.
    pub fn new(year: i32, figures: &Figures) -> Self {
        let schema = Schema::get();
        let form_index = schema.form(figures.form).expect("a known form");
        let tables: Vec<TableRef> = schema.tables().filter(|at| at.form == form_index).collect();
        let find = |id: &str| *tables.iter().find(|at| at.get().id == id).expect("a known table");
        let blocks = tables.iter().filter(|at| at.get().id.starts_with("art20"));
        let disclosure = Grid { width: 4, rows: blocks.flat_map(|&at| block_rows(at, figures)).collect(), cut: false };
        let requests = Grid { width: 10, rows: request_rows(find("requests"), figures), cut: false };
        let remedies = Grid { width: 15, rows: remedy_rows(find("remedies"), figures), cut: false };
        Self { year, grids: [disclosure, requests, remedies], headings: true }
    }

    /// Every printed value by cell, in printed order. A cell that is printed twice has two entries.
    pub fn truth(&self) -> BTreeMap<CellId, Vec<Expect>> {
        let mut truth: BTreeMap<CellId, Vec<Expect>> = BTreeMap::new();
        for print in self.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells) {
            if let Some((cell, expect)) = &print.value {
                truth.entry(*cell).or_default().push(expect.clone());
            }
        }
        truth
    }
}

fn value(column: usize, cell: CellId, figures: &Figures) -> Print {
    let raw = &figures.cells[&cell];
    Print { text: raw.clone(), column, value: Some((cell, Expect::of(raw))), field: None }
}

fn values(at: TableRef, row: usize, first: usize, figures: &Figures) -> Vec<Print> {
    (0..at.get().columns.len()).map(|column| value(first + column, at.cell(row as u8, column as u8), figures)).collect()
}

fn block_rows(at: TableRef, figures: &Figures) -> Vec<Row> {
    let (table, block) = (at.get(), at.get().id);
    let mut headers = vec![label(0, "信息内容")];
    headers.extend((0..table.columns.len()).map(|i| field(1 + i, target(at, Axis::Column, i))));
    let mut rows = vec![
        Row { role: Role::Heading, block, cells: vec![field(0, target(at, Axis::Table, 0))] },
        Row { role: Role::Header, block, cells: headers },
    ];
    for i in 0..table.rows.len() {
        let mut cells = vec![field(0, target(at, Axis::Row, i))];
        cells.extend(values(at, i, 1, figures));
        rows.push(Row { role: Role::Data, block, cells });
    }
    rows
}

fn request_rows(at: TableRef, figures: &Figures) -> Vec<Row> {
    let (table, block) = (at.get(), at.get().id);
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let column = |place, i| field(place, target(at, Axis::Column, i));
    let inner = (1..6).map(|i| column(3 + i, i)).collect();
    let mut rows = vec![
        Row { role: Role::Header, block, cells: vec![label(0, corner), label(3, "申请人情况")] },
        Row {
            role: Role::Header, block, cells: vec![column(3, 0), group(4, at, "法人或其他组织"), column(9, 6)]
        },
        Row { role: Role::Header, block, cells: inner },
    ];
    let mut open: Vec<&str> = Vec::new();
    for (i, row) in table.rows.iter().enumerate() {
        let mut cells = Vec::new();
        for (depth, name) in row.group.iter().enumerate() {
            if open.get(depth) != Some(name) {
                cells.push(group(depth, at, name));
            }
        }
        open.clone_from(&row.group);
        cells.push(field(row.group.len(), target(at, Axis::Row, i)));
        cells.extend(values(at, i, 3, figures));
        rows.push(Row { role: Role::Data, block, cells });
    }
    rows
}

fn remedy_rows(at: TableRef, figures: &Figures) -> Vec<Row> {
    let (table, block) = (at.get(), at.get().id);
    let outcomes = |first: usize| (0..table.columns.len()).map(move |i| field(first + i, target(at, Axis::Column, i)));
    let mut second: Vec<Print> = outcomes(0).collect();
    second.extend([field(5, target(at, Axis::Row, 1)), field(10, target(at, Axis::Row, 2))]);
    let data = (0..3).flat_map(|row| values(at, row, 5 * row, figures)).collect();
    vec![
        Row {
            role: Role::Header, block, cells: vec![field(0, target(at, Axis::Row, 0)), group(5, at, "行政诉讼")]
        },
        Row { role: Role::Header, block, cells: second },
        Row { role: Role::Header, block, cells: outcomes(5).chain(outcomes(10)).collect() },
        Row { role: Role::Data, block, cells: data },
    ]
}
