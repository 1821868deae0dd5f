//! Faults of single values and of labels: what is left blank, marked, mistyped, lost or damaged.

use super::{Hand, Planter};
use crate::common::sheet::{Expect, LOST, Print, Role};
use crate::faults::counts::cell;
use crate::faults::paper::{Paper, Part, Place};
use crate::faults::units::Kind;

/// The planters of this family.
pub const PLANTERS: &[Planter] = &[
    Planter { rule: "values.domain", name: "a count with decimals", plant: |paper, hand| typed(paper, hand, "2.5") },
    Planter { rule: "values.domain", name: "a negative count", plant: |paper, hand| typed(paper, hand, "-3") },
    Planter { rule: "values.domain", name: "words for a count", plant: |paper, hand| typed(paper, hand, "若干") },
    Planter { rule: "values.blank", name: "cells left blank", plant: |paper, hand| row_of(paper, hand, &[""]) },
    Planter {
        rule: "values.dash",
        name: "marks for 0",
        plant: |paper, hand| row_of(paper, hand, &["/", "-", "—", "无"]),
    },
    Planter { rule: "values.all_zero", name: "everything 0", plant: |paper, _| all_zero(paper) },
    Planter { rule: "values.unplaced", name: "a number too many in a row", plant: |paper, hand| added(paper, hand) },
    Planter { rule: "values.unplaced", name: "a number lost from a row", plant: |paper, hand| lost(paper, hand) },
    Planter {
        rule: "labels.unconfirmed",
        name: "商业机构 for 商业企业",
        plant: |paper, _| label(paper, "商业企业", "商业机构"),
    },
    Planter {
        rule: "labels.unconfirmed",
        name: "a row under another name",
        plant: |paper, _| label(paper, "（一）予以公开", "（一）同意提供"),
    },
    Planter {
        rule: "disclosure.rules_maker",
        name: "规章 of a unit that makes none",
        plant: |paper, hand| rules(paper, hand),
    },
    Planter { rule: "values.amount_unit", name: "元 in the cell", plant: |paper, hand| fee(paper, hand, Fee::Yuan) },
    Planter {
        rule: "values.amount_unit",
        name: "an amount in 元, told in 万元",
        plant: |paper, hand| fee(paper, hand, Fee::Told),
    },
    Planter {
        rule: "values.amount_unit",
        name: "an amount in 元 of a small unit",
        plant: |paper, hand| fee(paper, hand, Fee::Huge),
    },
    Planter { rule: "text.damaged", name: "digits lost from dates", plant: |paper, _| digits_lost(paper) },
    Planter { rule: "text.damaged", name: "the text breaks off in a table", plant: |paper, hand| cut(paper, hand) },
    Planter { rule: "text.damaged", name: "mojibake", plant: |paper, hand| mojibake(paper, hand) },
    Planter {
        rule: "text.damaged",
        name: "characters lost in decoding",
        plant: |paper, hand| lost_characters(paper, hand),
    },
    Planter { rule: "text.no_table", name: "tables as pictures", plant: |paper, _| no_table(paper) },
];

fn typed(paper: &mut Paper, hand: &mut Hand, text: &str) -> Option<Place> {
    paper.sheet.as_ref()?;
    let (table, row, column) = *hand.random.pick(&[
        ("requests", "granted", "natural_person"),
        ("requests", "new_received", "total"),
        ("requests", "unavailable_not_held", "org_enterprise"),
        ("art20_5", "admin_license", "decisions"),
        ("remedies", "suit_direct", "upheld"),
    ]);
    let cell = cell(paper.form, table, row, column);
    paper.figures.cells.insert(cell, text.to_owned());
    paper.lay_out();
    Some(Place::Cells(vec![cell]))
}

fn row_of(paper: &mut Paper, hand: &mut Hand, marks: &[&str]) -> Option<Place> {
    paper.sheet.as_ref()?;
    if marks == [""] && !paper.look.layout.keeps_blanks {
        return None;
    }
    let row = *hand.random.pick(&["denied_state_secret", "partial", "unprocessed_publication", "carried_over"]);
    let mark = *hand.random.pick(marks);
    let columns = [
        "natural_person",
        "org_enterprise",
        "org_research",
        "org_public_welfare",
        "org_legal_service",
        "org_other",
        "total",
    ];
    let cells: Vec<_> = columns.iter().map(|column| cell(paper.form, "requests", row, column)).collect();
    for &cell in &cells {
        paper.figures.cells.insert(cell, mark.to_owned());
    }
    paper.lay_out();
    Some(Place::Cells(cells))
}

fn all_zero(paper: &mut Paper) -> Option<Place> {
    paper.sheet.as_ref()?;
    if paper.figures.cells.values().all(|text| text == "0") {
        return None;
    }
    paper.figures.cells.values_mut().for_each(|text| "0".clone_into(text));
    paper.lay_out();
    Some(Place::Anywhere)
}

/// A data row of 表三.
fn data_row<'a>(paper: &'a mut Paper, hand: &mut Hand) -> Option<&'a mut Vec<Print>> {
    let rows = &mut paper.sheet.as_mut()?.grids[1].rows;
    let data: Vec<usize> = (0..rows.len()).filter(|&at| rows[at].role == Role::Data).collect();
    Some(&mut rows[*hand.random.pick(&data)].cells)
}

fn added(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let width = &mut paper.sheet.as_mut()?.grids[1].width;
    *width = 11;
    let cells = data_row(paper, hand)?;
    let at = cells.iter().position(|cell| cell.value.is_some())? + hand.random.below(7);
    let column = cells[at].column;
    cells[at..].iter_mut().for_each(|cell| cell.column += 1);
    cells.insert(at, Print { text: "6".to_owned(), column, value: None, field: None });
    Some(Place::Table("requests"))
}

fn lost(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    // Where every column is printed, a lost value is a blank one.
    let prints_all = ["markdown", "tabs"];
    if prints_all.contains(&paper.look.layout.name) {
        return None;
    }
    let cells = data_row(paper, hand)?;
    let at = cells.iter().position(|cell| cell.value.is_some())? + hand.random.below(7);
    LOST.clone_into(&mut cells[at].text);
    if let Some((_, expect)) = &mut cells[at].value {
        *expect = Expect::Lost;
    }
    Some(Place::Table("requests"))
}

fn label(paper: &mut Paper, from: &str, to: &str) -> Option<Place> {
    let grid = &mut paper.sheet.as_mut()?.grids[1];
    let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
    let print = cells.into_iter().find(|cell| cell.text == from)?;
    to.clone_into(&mut print.text);
    Some(Place::Words(to.trim_start_matches("（一）").to_owned()))
}

fn rules(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    paper.sheet.as_ref()?;
    if paper.unit.kind == Kind::City {
        return None;
    }
    let columns = match paper.form {
        "2021" => ["issued", "in_force"],
        _ => ["made_this_year", "total_public"],
    };
    let made = (1 + hand.random.below(6)).to_string();
    let cells = columns.map(|column| cell(paper.form, "art20_1", "regulations", column));
    for cell in cells {
        paper.figures.cells.insert(cell, made.clone());
    }
    paper.lay_out();
    Some(Place::Cells(cells.to_vec()))
}

/// Ways in which the unit of a fee goes wrong.
enum Fee {
    Yuan,
    Told,
    Huge,
}

fn fee(paper: &mut Paper, hand: &mut Hand, way: Fee) -> Option<Place> {
    if paper.form != "2021" || paper.facts["fee"] == "no" {
        return None;
    }
    let cell = cell("2021", "art20_8", "admin_fee", "fee_amount");
    let amount = (20_000 + 1_000 * hand.random.below(200)) as i64;
    let text = match way {
        Fee::Yuan => format!("{amount}元"),
        Fee::Told => {
            let (at, nth) = *paper.saying("feewan").first()?;
            let mut facts = paper.facts.clone();
            facts.insert("feewan", format!("{}", amount as f64 / 10_000.0));
            paper.paragraphs[at].sentences[nth].fill(&facts);
            amount.to_string()
        }
        Fee::Huge if matches!(paper.unit.kind, Kind::Town | Kind::Township | Kind::Street | Kind::Bureau) => {
            paper.saying("feewan").is_empty().then(|| (amount * 10).to_string())?
        }
        Fee::Huge => return None,
    };
    paper.figures.cells.insert(cell, text);
    paper.lay_out();
    Some(Place::Cells(vec![cell]))
}

fn digits_lost(paper: &mut Paper) -> Option<Place> {
    let year = paper.year;
    let at = *paper.at(Part::Opening).first()?;
    let sentence = paper.paragraphs[at].sentences.first_mut()?;
    let lost = sentence.text.replace(&format!("{year}年1月1日"), &format!("{year}11日"));
    let lost = lost.replace(&format!("{year}年12月31日"), &format!("{year}1231日"));
    let is_changed = lost != sentence.text;
    sentence.text = lost;
    is_changed.then_some(Place::Paragraph(at))
}

fn cut(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let grid = &mut paper.sheet.as_mut()?.grids[1];
    let data: Vec<usize> = (0..grid.rows.len()).filter(|&at| grid.rows[at].role == Role::Data).collect();
    let at = data[4 + hand.random.below(12)];
    let values = grid.rows[at].cells.iter().position(|cell| cell.value.is_some())?;
    grid.rows[at].cells.truncate(values + 1 + hand.random.below(5));
    grid.rows.truncate(at + 1);
    grid.cut = true;
    paper.look.is_airy = false;
    let last = paper.paragraphs.iter().position(|paragraph| paragraph.part == Part::Table(1))?;
    paper.paragraphs.truncate(last + 1);
    Some(Place::Anywhere)
}

/// A paragraph of the overview, and a sentence of it.
fn sentence<'a>(paper: &'a mut Paper, hand: &mut Hand) -> Option<(usize, &'a mut String)> {
    let at = *paper.at(Part::Aspect(3 + hand.random.below(3) as u8)).first()?;
    Some((at, &mut paper.paragraphs[at].sentences.first_mut()?.text))
}

fn mojibake(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let (at, text) = sentence(paper, hand)?;
    *text = encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    Some(Place::Paragraph(at))
}

fn lost_characters(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let (at, text) = sentence(paper, hand)?;
    *text = text.chars().enumerate().map(|(nth, c)| if nth % 7 == 3 { '\u{fffd}' } else { c }).collect();
    Some(Place::Paragraph(at))
}

fn no_table(paper: &mut Paper) -> Option<Place> {
    paper.sheet.as_ref()?;
    paper.paragraphs.retain(|paragraph| !matches!(paragraph.part, Part::Table(_)));
    Some(Place::Anywhere)
}
