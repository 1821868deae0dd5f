//! What a figure in prose may mean in terms of the tables: sums of cells, the plainest first.

use rust_decimal::Decimal;

use crate::report::{Report, figures};
use crate::rules::board::{Board, Slot, Why};
use crate::rules::names;
use crate::schema::CellId;

/// One meaning of a figure: cells added up, others taken off.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Cells that are added.
    pub(super) plus: Vec<CellId>,
    /// Cells that are taken off.
    pub(super) minus: Vec<CellId>,
}

/// What a reading comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// Exactly this.
    Exact(Decimal),
    /// This or more: some cells are blank.
    AtLeast(Decimal),
    /// Nobody knows.
    Unknown,
}

impl Value {
    /// Whether a stated number is this one; `None` where that cannot be told.
    pub(super) fn is(self, stated: Decimal) -> Option<bool> {
        match self {
            Self::Exact(value) => Some(value == stated),
            Self::AtLeast(least) if least > stated => Some(false),
            Self::AtLeast(_) | Self::Unknown => None,
        }
    }

    /// The number, or the least that it can be.
    pub(super) fn least(self) -> Option<Decimal> {
        match self {
            Self::Exact(value) | Self::AtLeast(value) => Some(value),
            Self::Unknown => None,
        }
    }
}

/// What cells come to together. A total that is blank is the sum of its row.
pub(super) fn value(board: &Board, cells: &[CellId]) -> Value {
    let mut sum = Decimal::ZERO;
    let mut exact = true;
    for &cell in cells {
        match of_cell(board, cell) {
            Value::Exact(value) => sum += value,
            Value::AtLeast(value) => {
                sum += value;
                exact = false;
            }
            Value::Unknown => return Value::Unknown,
        }
    }
    if cells.is_empty() {
        Value::Unknown
    } else if exact {
        Value::Exact(sum)
    } else {
        Value::AtLeast(sum)
    }
}

fn of_cell(board: &Board, cell: CellId) -> Value {
    match board.slot(cell) {
        Slot::Open(Why::Blank | Why::Dash) if cell.column_field().id == "total" => {
            let others = (0..cell.column).map(|column| cell.table().cell(cell.row, column));
            value(board, &others.collect::<Vec<_>>())
        }
        Slot::Open(Why::Blank | Why::Dash) => Value::AtLeast(Decimal::ZERO),
        slot => slot.value().map_or(Value::Unknown, Value::Exact),
    }
}

impl Value {
    /// The number where blanks and dashes stand for zero.
    pub(super) fn with_zeros(self) -> Self {
        match self {
            Self::AtLeast(least) => Self::Exact(least),
            value => value,
        }
    }
}

impl Reading {
    /// What it comes to.
    pub(super) fn value(&self, board: &Board) -> Value {
        match (value(board, &self.plus), self.minus.is_empty()) {
            (plus, true) => plus,
            (Value::Exact(plus), false) => match value(board, &self.minus) {
                Value::Exact(minus) => Value::Exact(plus - minus),
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    fn of(plus: Vec<CellId>) -> Self {
        Self { plus, minus: Vec::new() }
    }
}

/// Every accepted meaning of a figure, the plainest first; empty where the tables do not say the same.
pub(super) fn readings(report: &Report, id: &str) -> Vec<Reading> {
    let cells = |id: &str| figures::cells(report, id);
    let first = cells(id);
    if first.is_empty() {
        return Vec::new();
    }
    let together = |ids: &[&str]| ids.iter().flat_map(|id| cells(id)).collect::<Vec<CellId>>();
    let mut all = vec![Reading::of(first)];
    match id {
        "req_total" => all.push(Reading::of(together(&["req_new", "carried_over"]))),
        "req_handled" => {
            all.push(Reading::of(cells("req_new")));
            all.push(Reading::of(together(&["req_new", "carried_over"])));
        }
        "req_natural" | "req_org" => {
            let of_row = |row: &str| {
                all[0]
                    .plus
                    .iter()
                    .filter_map(|cell| cell.table().get().row(row).map(|row| cell.table().cell(row, cell.column)))
                    .collect::<Vec<CellId>>()
            };
            let (carried, processed) = (of_row("carried_over"), of_row("total_processed"));
            let both = all[0].plus.iter().copied().chain(carried).collect();
            all.push(Reading::of(both));
            all.push(Reading::of(processed));
        }
        // Some count as answered what they answered of this year's applications, or leave out what was not dealt with.
        "reply_total" | "done_total" => {
            let processed = all[0].plus.clone();
            for less in [
                together(&["carried_over"]),
                together(&["reply_otherwise"]),
                together(&["reply_unprocessed", "reply_otherwise"]),
                together(&["carried_over", "reply_otherwise"]),
            ] {
                all.push(Reading { plus: processed.clone(), minus: less });
            }
        }
        "reply_granted" => all.push(Reading::of(cells("reply_open"))),
        "reply_otherwise" => {
            let last = all[0].plus.last().copied();
            all.push(Reading::of(last.into_iter().collect()));
        }
        "normative_issued" => {
            all.push(Reading::of(together(&["normative_issued", "rules_issued"])));
            let published = all[0].plus.iter().filter_map(|cell| {
                cell.table().get().column("published_this_year").map(|column| cell.table().cell(cell.row, column))
            });
            let published: Vec<CellId> = published.collect();
            if !published.is_empty() {
                all.push(Reading::of(published));
            }
        }
        "documents_mixed" => {
            all.push(Reading::of(cells("normative_issued")));
            let in_force = together(&["rules_in_force", "normative_in_force"]);
            if !in_force.is_empty() {
                all.push(Reading::of(in_force));
            }
        }
        "decisions" => {
            for cell in all[0].plus.clone() {
                all.push(Reading::of(vec![cell]));
            }
        }
        _ => {}
    }
    all
}

/// Cells that a figure may have been taken from by mistake, or that make up a part of it.
pub(super) fn neighbours(report: &Report, id: &str, reading: &Reading) -> Vec<Vec<CellId>> {
    let mut all: Vec<Vec<CellId>> = Vec::new();
    let natural: Vec<CellId> = reading
        .plus
        .iter()
        .filter_map(|cell| {
            cell.table().get().column("natural_person").map(|column| cell.table().cell(cell.row, column))
        })
        .collect();
    if !natural.is_empty() && reading.plus.iter().all(|cell| cell.column_field().id == "total") {
        all.push(natural);
    }
    if reading.plus.len() > 1 {
        all.extend(reading.plus.iter().map(|&cell| vec![cell]));
    }
    let others: &[&str] = match id {
        "req_total" | "req_handled" => &["reply_total", "carried_over", "carried_forward"],
        "req_new" => &["reply_total", "carried_over"],
        "reply_total" | "done_total" => &["req_new"],
        "reply_unavailable" | "reply_denied" | "reply_unprocessed" | "reply_open" | "reply_partial" => {
            &["reply_granted", "reply_partial", "reply_denied", "reply_unavailable", "reply_unprocessed"]
        }
        "suit_total" | "recon_total" => &["recon_total", "suit_total"],
        "normative_issued" => &["normative_in_force", "normative_repealed"],
        "normative_in_force" => &["normative_issued"],
        _ => &[],
    };
    all.extend(others.iter().filter(|other| **other != id).map(|other| figures::cells(report, other)));
    all.retain(|cells| !cells.is_empty());
    all
}

/// Cells with their values as a sentence names them: one by its place, several by table and terms.
pub(super) fn named(board: &Board, cells: &[CellId]) -> (String, String) {
    let shown = |cell: CellId| of_cell(board, cell).least().map_or_else(|| "?".to_owned(), |value| value.to_string());
    if let [cell] = cells {
        let place = names::place(*cell);
        return match of_cell(board, *cell) {
            Value::AtLeast(least) => {
                (format!("{}各数之和为 {least}", place.zh), format!("{} adds up to {least}", place.en))
            }
            value => {
                let value = value.least().map_or_else(|| "?".to_owned(), |value| value.to_string());
                (format!("{}为 {value}", place.zh), format!("{} is {value}", place.en))
            }
        };
    }
    let Some(first) = cells.first() else { return (String::new(), String::new()) };
    let table = names::table(first.table());
    let by_row = cells.iter().any(|cell| cell.row != first.row);
    let name = |cell: CellId| {
        if by_row { names::row(cell.table(), cell.row) } else { names::column(cell.table(), cell.column) }
    };
    let counts = |cell: &&CellId| of_cell(board, **cell).least().is_some_and(|value| !value.is_zero());
    let terms: Vec<String> =
        cells.iter().filter(counts).map(|&cell| format!("{} {}", name(cell), shown(cell))).collect();
    let sum = value(board, cells).least().unwrap_or_default();
    let same_table = cells.iter().all(|cell| cell.table() == first.table());
    let (zh, en) = if same_table { (&*table.zh, &*table.en) } else { ("表二", "Table 2") };
    match terms.len() {
        0 => (format!("{zh}相应各数均为 0"), format!("in {en} they are all 0")),
        1 if cells.len() > 1 => (
            format!("{zh}为 {sum}（{}，其余为 0）", terms[0]),
            format!("{en} has {sum} ({}, the others are 0)", terms[0]),
        ),
        _ => {
            let terms = terms.join(" + ");
            (format!("{zh}为 {sum}（{terms}）"), format!("{en} has {sum} ({terms})"))
        }
    }
}
