//! The numbers of a report, packed: what comparisons between reports need of two hundred cells in some three hundred bytes.
//!
//! Of each cell it is kept whether it is there, whether its number may be relied on, the number, and its line. A blank,
//! a mark, a text and a doubtful number are all [`Figure::Unsure`]: none of them is evidence against a unit.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::report::{Cell, Kind, Report};
use crate::schema::{CellId, Schema, TableRef};

/// What a cell offers to a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// A number that may be relied on.
    Number(Decimal),
    /// The cell is there and has no such number.
    Unsure,
}

/// The numbers of one report as they are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers(Box<[u8]>);

/// The same unpacked, for looking cells up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    tables: Vec<Unpacked>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Unpacked {
    at: TableRef,
    cells: Vec<Option<(Figure, u32)>>,
}

/// What the low bits of a cell's mark say of it.
const ABSENT: u64 = 0;
const UNSURE: u64 = 1;
const ZERO: u64 = 2;
const WHOLE: u64 = 3;
const OTHER: u64 = 4;
/// How many bits that takes; the distance in lines from the cell before stands above them.
const STATE: u32 = 3;

impl Numbers {
    /// Packs the numbers of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut bytes = Vec::with_capacity(384);
        for reading in &report.tables {
            bytes.extend([reading.table.form, reading.table.table]);
            let mut line = reading.lines.0;
            put(&mut bytes, u128::from(line));
            for (index, cell) in reading.cells.iter().enumerate() {
                let Some(cell) = cell else {
                    put(&mut bytes, u128::from(ABSENT));
                    continue;
                };
                let own = cell.source.first().map_or(line, |span| span.line);
                let step = zigzag(i128::from(own) - i128::from(line)) << STATE;
                line = own;
                let columns = reading.table.get().columns.len();
                let id = reading.table.cell((index / columns) as u8, (index % columns) as u8);
                match value(cell, id) {
                    None => put(&mut bytes, step | u128::from(UNSURE)),
                    Some(value) if value.is_zero() => put(&mut bytes, step | u128::from(ZERO)),
                    Some(value) => {
                        let value = value.normalize();
                        if value.scale() == 0 && value.is_sign_positive() {
                            put(&mut bytes, step | u128::from(WHOLE));
                            put(&mut bytes, value.mantissa().unsigned_abs());
                        } else {
                            put(&mut bytes, step | u128::from(OTHER));
                            bytes.push(value.scale() as u8);
                            put(&mut bytes, zigzag(value.mantissa()));
                        }
                    }
                }
            }
        }
        Self(bytes.into())
    }

    /// Unpacks them.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut rest = &*self.0;
        let mut tables = Vec::new();
        while let Some(unpacked) = table(&mut rest) {
            tables.push(unpacked);
        }
        Figures { tables }
    }

    /// How many bytes they take.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.len()
    }
}

impl Figures {
    /// The tables that the report has.
    pub fn tables(&self) -> impl Iterator<Item = TableRef> {
        self.tables.iter().map(|table| table.at)
    }

    /// The table of an id, in whatever edition the report has it.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<TableRef> {
        self.tables().find(|at| at.get().id == id)
    }

    /// What a cell offers; `None` where the document does not have it.
    #[must_use]
    pub fn figure(&self, cell: CellId) -> Option<Figure> {
        self.at(cell).map(|(figure, _)| figure)
    }

    /// The number of a cell, where it may be relied on.
    #[must_use]
    pub fn number(&self, cell: CellId) -> Option<Decimal> {
        match self.figure(cell)? {
            Figure::Number(value) => Some(value),
            Figure::Unsure => None,
        }
    }

    /// The line on which a cell stands.
    #[must_use]
    pub fn place(&self, cell: CellId) -> Option<Span> {
        self.at(cell).map(|(_, line)| Span::line(line))
    }

    /// Every cell of a table that is there, in the schema's order.
    pub fn cells(&self, at: TableRef) -> impl Iterator<Item = (CellId, Figure)> {
        let columns = at.get().columns.len();
        let found = self.tables.iter().find(|table| table.at == at).map_or(&[][..], |table| &table.cells);
        found.iter().enumerate().filter_map(move |(index, cell)| {
            cell.map(|(figure, _)| (at.cell((index / columns) as u8, (index % columns) as u8), figure))
        })
    }

    fn at(&self, cell: CellId) -> Option<(Figure, u32)> {
        let table = self.tables.iter().find(|table| table.at == cell.table())?;
        let columns = table.at.get().columns.len();
        *table.cells.get(usize::from(cell.row) * columns + usize::from(cell.column))?
    }
}

/// The number of a cell that may be relied on, amounts in the unit of the form: an amount in 元 counts as 万元 there.
fn value(cell: &Cell, id: CellId) -> Option<Decimal> {
    if cell.kind != Kind::Number || cell.doubt.is_some() {
        return None;
    }
    let value = cell.value?;
    let ten_thousand = Decimal::from(10_000);
    match cell.unit.as_deref() {
        Some("元") if id.column_field().id == "fee_amount" => value.checked_div(ten_thousand),
        Some("亿元") if id.column_field().id == "fee_amount" => value.checked_mul(ten_thousand),
        _ => Some(value),
    }
}

fn table(rest: &mut &[u8]) -> Option<Unpacked> {
    let (head, after) = rest.split_first_chunk::<2>()?;
    *rest = after;
    let at = TableRef { form: head[0], table: head[1] };
    // What was packed by this program can be unpacked by it; anything else ends the list.
    Schema::get().forms.get(usize::from(at.form))?.tables.get(usize::from(at.table))?;
    let mut line = take(rest)? as i128;
    let count = at.get().rows.len() * at.get().columns.len();
    let mut cells = Vec::with_capacity(count);
    for _ in 0..count {
        let mark = take(rest)?;
        let state = mark as u64 & ((1 << STATE) - 1);
        if state == ABSENT {
            cells.push(None);
            continue;
        }
        line += unzigzag(mark >> STATE);
        let figure = match state {
            ZERO => Figure::Number(Decimal::ZERO),
            WHOLE => Figure::Number(Decimal::from_i128_with_scale(take(rest)? as i128, 0)),
            OTHER => {
                let (&scale, after) = rest.split_first()?;
                *rest = after;
                Figure::Number(Decimal::from_i128_with_scale(unzigzag(take(rest)?), u32::from(scale)))
            }
            _ => Figure::Unsure,
        };
        cells.push(Some((figure, line as u32)));
    }
    Some(Unpacked { at, cells })
}

/// A number of any size in groups of seven bits, the lowest first.
fn put(bytes: &mut Vec<u8>, mut value: u128) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u128> {
    let (mut value, mut shift) = (0u128, 0);
    loop {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u128::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(value);
        }
        shift += 7;
    }
}

fn zigzag(value: i128) -> u128 {
    ((value << 1) ^ (value >> 127)) as u128
}

fn unzigzag(value: u128) -> i128 {
    (value >> 1) as i128 ^ -((value & 1) as i128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Confidence, Doubt, TableReading};

    fn cell(raw: &str, line: u32) -> Cell {
        let value: Option<Decimal> = raw.parse().ok();
        Cell {
            raw: raw.to_owned(),
            kind: if value.is_some() { Kind::Number } else { Kind::Blank },
            value,
            unit: None,
            confidence: Confidence { row: 1.0, column: 1.0, layout: 1.0, arithmetic: None },
            doubt: None,
            source: vec![Span::line(line)],
            row_label: None,
            column_label: None,
        }
    }

    fn reading(id: &str, cells: Vec<Option<Cell>>) -> TableReading {
        let form = Schema::get().form("2021").unwrap();
        let table = TableRef { form, table: Schema::get().forms[usize::from(form)].table(id).unwrap() };
        let rows = table.get().rows.len();
        TableReading { table, cells, lines: (3, 9), rows_found: vec![true; rows], printed: 1 }
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let doubtful = Cell { doubt: Some(Doubt::LostCells), ..cell("7", 20) };
        let cells = vec![
            Some(cell("0", 4)),
            None,
            Some(cell("11398889", 700)),
            Some(cell("", 2)),
            Some(doubtful),
            Some(cell("-3.50", 21)),
        ];
        let fee = vec![Some(Cell { unit: Some("元".to_owned()), ..cell("251000", 40) })];
        let report = Report { tables: vec![reading("art20_1", cells), reading("art20_8", fee)], ..Report::default() };
        let figures = Numbers::of(&report).figures();
        let at = report.tables[0].table;
        let number = |text: &str| Some(Figure::Number(text.parse().unwrap()));
        let expected =
            [number("0"), None, number("11398889"), Some(Figure::Unsure), Some(Figure::Unsure), number("-3.5")];
        for (index, expected) in expected.into_iter().enumerate() {
            assert_eq!(figures.figure(at.cell(index as u8 / 3, index as u8 % 3)), expected, "{index}");
        }
        assert_eq!(figures.place(at.cell(0, 2)), Some(Span::line(700)));
        assert_eq!(figures.place(at.cell(1, 2)), Some(Span::line(21)));
        assert_eq!(figures.number(report.tables[1].table.cell(0, 0)), "25.1".parse().ok());
        assert_eq!(figures.cells(at).count(), 5);
    }

    #[test]
    fn foreign_bytes_end_the_list() {
        for bytes in [&[9, 9, 1][..], &[0], &[0, 0], &[0, 0, 0xff, 0xff]] {
            assert_eq!(Numbers(bytes.into()).figures(), Figures::default());
        }
    }
}
