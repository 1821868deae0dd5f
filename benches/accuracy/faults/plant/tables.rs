//! Faults of the arithmetic and of the make-up of tables.

use gouji::schema::CellId;

use super::{Hand, Planter};
use crate::common::sheet::{Role, Row, Sheet};
use crate::faults::compose;
use crate::faults::counts::{cell, invent, number, table};
use crate::faults::paper::{Paper, Place};

/// The planters of this family.
pub const PLANTERS: &[Planter] = &[
    Planter {
        rule: "requests.balance",
        name: "本年新收 is another number",
        plant: |paper, hand| received(paper, hand),
    },
    Planter {
        rule: "requests.balance", name: "结转下年 is another number", plant: |paper, hand| forward(paper, hand)
    },
    Planter {
        rule: "requests.result_sum", name: "办理总计 is another number", plant: |paper, hand| all(paper, hand)
    },
    Planter {
        rule: "requests.result_sum",
        name: "a result is another number",
        plant: |paper, hand| result(paper, hand),
    },
    Planter {
        rule: "requests.row_sum",
        name: "a row's total is another number",
        plant: |paper, hand| total(paper, hand),
    },
    Planter {
        rule: "requests.row_sum",
        name: "an applicant's figure is another number",
        plant: |paper, hand| result(paper, hand),
    },
    Planter {
        rule: "remedies.sum",
        name: "a total of 表四 is another number",
        plant: |paper, hand| remedy(paper, hand, "total"),
    },
    Planter {
        rule: "remedies.sum",
        name: "an outcome of 表四 is another number",
        plant: |paper, hand| remedy(paper, hand, "upheld"),
    },
    Planter {
        rule: "disclosure.negative_stock",
        name: "more items taken away than there were",
        plant: |paper, hand| negative_stock(paper, hand),
    },
    Planter {
        rule: "disclosure.published_total",
        name: "more published this year than in all",
        plant: |paper, hand| published(paper, hand),
    },
    Planter {
        rule: "disclosure.issued_in_force",
        name: "more issued than in force and repealed",
        plant: |paper, hand| issued(paper, hand),
    },
    Planter {
        rule: "form.missing_table",
        name: "an item of 表二 left out",
        plant: |paper, hand| block_gone(paper, hand),
    },
    Planter { rule: "form.missing_table", name: "表四 left out", plant: |paper, _| table_gone(paper) },
    Planter { rule: "form.missing_row", name: "a row of 表三 left out", plant: |paper, hand| row_gone(paper, hand) },
    Planter { rule: "form.duplicate_table", name: "a table printed twice", plant: |paper, hand| doubled(paper, hand) },
    Planter {
        rule: "values.doubtful",
        name: "a table printed twice with another figure",
        plant: |paper, hand| doubled_differing(paper, hand),
    },
    Planter {
        rule: "form.edition_year",
        name: "the form of 2019 for a later year",
        plant: |paper, hand| old_form(paper, hand),
    },
    Planter {
        rule: "form.edition_year",
        name: "the form of 2021 for an earlier year",
        plant: |paper, hand| new_form(paper, hand),
    },
    Planter {
        rule: "form.mixed_edition",
        name: "one item of 表二 in the other edition",
        plant: |paper, hand| mixed(paper, hand),
    },
];

/// Writes another number into a cell.
fn put(paper: &mut Paper, cell: CellId, number: i64) {
    paper.figures.cells.insert(cell, number.to_string());
    paper.lay_out();
}

fn other(paper: &mut Paper, hand: &mut Hand, cell: CellId) -> Option<Place> {
    let wrong = hand.wrong(number(&paper.figures, cell), &[]);
    put(paper, cell, wrong);
    Some(Place::Cells(vec![cell]))
}

fn requests(paper: &Paper, row: &str, column: &str) -> Option<CellId> {
    paper.sheet.as_ref().map(|_| cell(paper.form, "requests", row, column))
}

fn any_column(hand: &mut Hand) -> &'static str {
    ["natural_person", "natural_person", "org_enterprise", "org_other", "org_legal_service"][hand.random.below(5)]
}

fn received(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let cell = requests(paper, "new_received", any_column(hand))?;
    other(paper, hand, cell)
}

fn forward(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let cell = requests(paper, "carried_forward", any_column(hand))?;
    other(paper, hand, cell)
}

fn all(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let cell = requests(paper, "total_processed", any_column(hand))?;
    other(paper, hand, cell)
}

fn result(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let rows = ["granted", "partial", "denied_internal", "unavailable_not_held", "unprocessed_repeat"];
    let cell = requests(paper, rows[hand.random.below(rows.len())], any_column(hand))?;
    other(paper, hand, cell)
}

fn total(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let rows = ["new_received", "carried_over", "granted", "denied_process", "unavailable_unclear", "carried_forward"];
    let cell = requests(paper, rows[hand.random.below(rows.len())], "total")?;
    other(paper, hand, cell)
}

fn remedy(paper: &mut Paper, hand: &mut Hand, column: &str) -> Option<Place> {
    paper.sheet.as_ref()?;
    let row = *hand.random.pick(&["reconsideration", "suit_direct", "suit_after_reconsideration"]);
    other(paper, hand, cell(paper.form, "remedies", row, column))
}

fn negative_stock(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let (table, row) =
        *hand.random.pick(&[("art20_5", "admin_license"), ("art20_6", "admin_penalty"), ("art20_8", "admin_fee")]);
    (paper.form == "2019").then_some(())?;
    let items = number(&paper.figures, cell("2019", table, row, "prev_year_items"));
    let change = cell("2019", table, row, "net_change");
    put(paper, change, -items - 1 - hand.random.below(5) as i64);
    Some(Place::Cells(vec![change]))
}

fn published(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    (paper.form == "2019").then_some(())?;
    let all = number(&paper.figures, cell("2019", "art20_1", "normative_documents", "total_public"));
    let new = cell("2019", "art20_1", "normative_documents", "published_this_year");
    put(paper, new, all + 1 + hand.random.below(9) as i64);
    Some(Place::Cells(vec![new]))
}

fn issued(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    (paper.form == "2021").then_some(())?;
    let of = |column| number(&paper.figures, cell("2021", "art20_1", "normative_documents", column));
    let most = of("in_force") + of("repealed");
    let new = cell("2021", "art20_1", "normative_documents", "issued");
    put(paper, new, most + 1 + hand.random.below(9) as i64);
    Some(Place::Cells(vec![new]))
}

fn block_gone(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let block = *hand.random.pick(&["art20_1", "art20_5", "art20_6", "art20_8"]);
    paper.sheet.as_mut()?.grids[0].rows.retain(|row| row.block != block);
    Some(Place::Table(block))
}

fn table_gone(paper: &mut Paper) -> Option<Place> {
    paper.sheet.as_mut()?.grids[2].rows.clear();
    Some(Place::Table("remedies"))
}

fn row_gone(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let rows = &mut paper.sheet.as_mut()?.grids[1].rows;
    // Rows that open no group, so that nothing else goes with them.
    let plain = |at: &usize| {
        rows[*at].role == Role::Data && rows[*at].cells.iter().filter(|cell| cell.value.is_none()).count() == 1
    };
    let plain: Vec<usize> = (0..rows.len()).filter(plain).collect();
    rows.remove(*hand.random.pick(&plain));
    Some(Place::Table("requests"))
}

fn doubled(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let at = 1 + hand.random.below(2);
    let grid = &mut paper.sheet.as_mut()?.grids[at];
    let copy: Vec<Row> = grid.rows.clone();
    grid.rows.extend(copy);
    Some(Place::Table(["requests", "remedies"][at - 1]))
}

fn doubled_differing(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let grid = &mut paper.sheet.as_mut()?.grids[1];
    let mut copy: Vec<Row> = grid.rows.clone();
    let values = copy.iter_mut().flat_map(|row| &mut row.cells).filter(|print| print.value.is_some());
    let mut values: Vec<_> = values.collect();
    let at = hand.random.below(values.len());
    let print = &mut values[at];
    print.text = format!("{}7", print.text);
    let cell = print.value.as_ref().map(|(cell, _)| *cell)?;
    grid.rows.extend(copy);
    Some(Place::Cells(vec![cell]))
}

fn in_form(paper: &mut Paper, hand: &mut Hand, form: &'static str) -> Option<Place> {
    let unit = paper.unit.clone();
    let figures = invent(form, unit.kind, None, &mut hand.random);
    let look = paper.look;
    *paper = compose::with(hand.book, unit, paper.year, figures, &mut hand.random);
    paper.look = look;
    Some(Place::Anywhere)
}

fn old_form(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    if paper.form == "2021" { in_form(paper, hand, "2019") } else { None }
}

fn new_form(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    if paper.form == "2019" { in_form(paper, hand, "2021") } else { None }
}

fn mixed(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let other = if paper.form == "2019" { "2021" } else { "2019" };
    let block = *hand.random.pick(&["art20_1", "art20_5", "art20_6"]);
    let figures = invent(other, paper.unit.kind, None, &mut hand.random);
    let rows = Sheet::new(paper.year, &figures).grids[0].rows.clone();
    let mine = &mut paper.sheet.as_mut()?.grids[0].rows;
    let at = mine.iter().position(|row| row.block == block)?;
    mine.retain(|row| row.block != block);
    mine.splice(at..at, rows.into_iter().filter(|row| row.block == block));
    table(other, block).map(|_| Place::Anywhere)
}
