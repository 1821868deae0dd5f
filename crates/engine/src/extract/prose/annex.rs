//! The statistics form of 2014 where a narrative report has it annexed: rows of a label, a unit and a number.
//!
//! The form is no national table of rows and columns, so its figures are read as mentions like those of sentences.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::super::facts::Fact;
use super::figures::plain_text;
use super::line::span;
use crate::schema::Schema;
use crate::text::numeral::ORDINALS;

/// Most cells between a label and its number: the unit, and a code.
const BETWEEN: usize = 2;
/// Rows that there are at least, for words to be the form and not headings of prose.
const ROWS: usize = 4;

/// A cell of text: where it stands and what it says.
struct Cell<'a> {
    line: usize,
    range: std::ops::Range<usize>,
    text: &'a str,
}

/// Reads the figures of an annexed form.
pub(in crate::extract) fn read(lines: &[&str], facts: &mut Vec<Fact>) {
    if !lines.iter().any(|line| line.contains(['数', '數']) && is_known(line)) {
        return;
    }
    let mut cells: Vec<Cell> = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        // A line of a table is short, or has its cells parted.
        if text.chars().count() <= 60 || text.contains('|') || text.contains('\t') {
            cells.extend(split(line, text));
        }
    }
    let mut found: Vec<Fact> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let label = label_of(cells[at].text);
        at += 1;
        let Some((id, unit)) = label else { continue };
        for next in at..(at + BETWEEN + 1).min(cells.len()) {
            let cell = &cells[next];
            if label_of(cell.text).is_some() {
                break;
            }
            let Some(value) = number(cell.text) else { continue };
            found.push(Fact {
                id,
                value,
                unit: Some(unit.to_owned()),
                quote: format!("{} {}", cells[at - 1].text.trim(), cell.text.trim()),
                source: vec![span(cell.line as u32 + 1, lines[cell.line], cell.range.clone())],
                ..Fact::default()
            });
            at = next + 1;
            break;
        }
    }
    if found.len() >= ROWS {
        // What a sentence's reader took for a mention inside the form is the form's.
        let is_of_form = |fact: &Fact| found.iter().any(|other| other.source[0].line == fact.source[0].line);
        facts.retain(|fact| !is_of_form(fact));
        facts.extend(found);
        facts.sort_by_key(|fact| fact.source[0]);
    }
}

/// The pieces of a line between bars, tabs and blanks.
fn split(line: usize, text: &str) -> impl Iterator<Item = Cell<'_>> {
    let mut at = 0;
    text.split(|c: char| c == '|' || c.is_whitespace()).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        (!piece.is_empty()).then_some(Cell { line, range: start..start + piece.len(), text: piece })
    })
}

/// Labels of the form without what goes before them, with id and unit.
fn labels() -> &'static [(String, &'static str, &'static str)] {
    static LABELS: OnceLock<Vec<(String, &'static str, &'static str)>> = OnceLock::new();
    LABELS.get_or_init(|| {
        let narrative = Schema::get().forms.iter().find(|form| form.is_narrative());
        let rows = narrative.and_then(|form| form.tables.first()).map_or(&[][..], |table| &table.rows);
        rows.iter().map(|row| (core(row.label), row.id, row.unit.unwrap_or(""))).collect()
    })
}

/// Whether a line may have a label of the form.
fn is_known(line: &str) -> bool {
    let plain = plain_text(line);
    plain.contains("当面申请数") || plain.contains("申请办结数") || plain.contains("信函申请数")
}

/// A label without ordinals, 其中 and notes.
fn core(text: &str) -> String {
    let plain = plain_text(text);
    let mut rest = plain.as_str();
    loop {
        let ordinals = |c: char| c.is_ascii_digit() || ORDINALS.contains(c) || "、.．()（）:：".contains(c);
        let next = rest.trim_start_matches(ordinals);
        let next = next.strip_prefix("其中").unwrap_or(next);
        if next == rest {
            break;
        }
        rest = next;
    }
    rest.split(['(', '（']).next().unwrap_or(rest).to_owned()
}

fn label_of(text: &str) -> Option<(&'static str, &'static str)> {
    if text.chars().count() < 4 {
        return None;
    }
    let core = core(text);
    labels().iter().find(|(label, ..)| *label == core).map(|&(_, id, unit)| (id, unit))
}

/// A cell that is a number, with or without a unit.
fn number(text: &str) -> Option<Decimal> {
    let plain = plain_text(text);
    let digits = plain.trim_end_matches(['条', '件', '元', '万', '次', '个']);
    (digits.starts_with(|c: char| c.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let mut facts = Vec::new();
        read(&lines, &mut facts);
        let one = |fact: &Fact| format!("{} {} @{}", fact.id, fact.value, fact.source[0].line);
        facts.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn an_annexed_form_is_read_in_its_layouts() {
        let rows = "指标名称|单位|统计数\n（一）收到申请数|件|59\n1.当面申请数|件|10\n2.传真申请数|件|\n3.网络申请数|件|33\n4.信函申请数|件|16";
        assert_eq!(shown(rows), "req_total 59 @2; req_inperson 10 @3; req_online 33 @5; req_mail 16 @6");
        assert_eq!(shown(&rows.replace('|', " ")), shown(rows));
        let by_line = "（一）收到申请数\n件\n59\n1.当面申请数\n件\n10\n2.传真申请数\n件\n0\n3.网络申请数\n件\n49";
        assert_eq!(shown(by_line), "req_total 59 @3; req_inperson 10 @6; req_fax 0 @9; req_online 49 @12");
    }

    #[test]
    fn prose_is_no_form() {
        assert_eq!(shown("当面申请数 5\n其余见下年度报告"), "");
        assert_eq!(shown("收到申请59件，其中当面申请数较多。"), "");
    }
}
