//! A relation written out with the names of its terms, their numbers, both sums, and how they compare.

use rust_decimal::Decimal;

use crate::report::{Kind, Report};
use crate::rules::{self, Outcome, addition, term_name, times};
use crate::schema::{CellId, Operator, Relation};
use crate::text::lang::Lang;
use crate::words;

/// Up to so many terms of a side are all named; of more, those that are 0 are drawn together.
const NAMED: usize = 4;

/// Writes a relation with the report's numbers; nothing where none of its cells is a number. Such as «本年新收 3 + 上年结转 0 = 3，总计 5 + 结转下年 0 = 5，相差 2».
pub fn write(relation: &Relation, report: &Report, outcome: Outcome, lang: Lang) -> String {
    if relation.cells().iter().all(|&cell| value(report, cell).is_none()) {
        return String::new();
    }
    let (left, left_sum) = side(relation, true, report, lang);
    let (right, right_sum) = side(relation, false, report, lang);
    let difference = match (left_sum, right_sum) {
        (Some(left), Some(right)) => left.checked_sub(right).map(|difference| difference.abs()),
        _ => None,
    };
    let compared = match (outcome, difference) {
        (Outcome::Broken, Some(difference)) if relation.operator == Operator::Equal => {
            words::differ(lang, &difference.normalize().to_string())
        }
        (Outcome::Holds, _) if relation.operator == Operator::Equal => words::equal(lang).to_owned(),
        _ => String::new(),
    };
    let between = match relation.operator {
        Operator::Equal => words::between_sides(lang),
        Operator::AtMost => words::compared(lang, true, outcome),
        Operator::AtLeast => words::compared(lang, false, outcome),
    };
    format!("{left}{between}{right}{compared}")
}

/// One side with its sum, where all its terms are numbers.
fn side(relation: &Relation, is_left: bool, report: &Report, lang: Lang) -> (String, Option<Decimal>) {
    let (cells, first, constant) = if is_left {
        (relation.left(), 0, relation.constants().0)
    } else {
        (relation.right(), relation.left().len(), relation.constants().1)
    };
    let weighed = |(place, &cell): (usize, &CellId)| times(relation.weight(first + place), value(report, cell)?);
    let values: Option<Vec<Decimal>> = cells.iter().enumerate().map(weighed).collect();
    let sum = values.and_then(|values| addition(values.into_iter().chain([constant])));
    if cells.is_empty() {
        return (constant.to_string(), sum);
    }
    let is_zero = |cell: CellId| value(report, cell).is_some_and(|value| value.is_zero());
    let zeros = if cells.len() > NAMED { cells.iter().filter(|&&cell| is_zero(cell)).count() } else { 0 };
    if zeros == cells.len() {
        return (words::all_zeros(lang, zeros), sum);
    }
    let mut text = rules::side(relation, is_left, |cell| {
        let name = term_name(relation, cell);
        (zeros < 2 || !is_zero(cell)).then(|| format!("{} {}", name.get(lang), printed(report, cell)))
    });
    if zeros >= 2 {
        text = format!("{text} + {}", words::other_zeros(lang, zeros));
    }
    match sum {
        Some(sum) if cells.len() > 1 || !relation.is_plain() => (format!("{text} = {sum}"), Some(sum)),
        sum => (text, sum),
    }
}

fn value(report: &Report, cell: CellId) -> Option<Decimal> {
    report.cell(cell).filter(|cell| cell.kind == Kind::Number).and_then(|cell| cell.value)
}

/// A term's number, in brackets where it is negative; `_` where there is none.
fn printed(report: &Report, cell: CellId) -> String {
    match value(report, cell) {
        Some(value) if value.is_sign_negative() && !value.is_zero() => format!("({value})"),
        Some(value) => value.to_string(),
        None => "_".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cell, Confidence, TableReading};
    use crate::schema::Schema;

    /// A report of 2019 with one table, whose cells are given row by row; `_` is a cell that is not there.
    fn report(table: &str, values: &str) -> Report {
        let form = Schema::get().form("2019").unwrap();
        let table = Schema::get().tables().find(|at| at.form == form && at.get().id == table).unwrap();
        let confidence = Confidence { row: 1.0, column: 1.0, layout: 1.0, arithmetic: None };
        let cells = values.split_whitespace().map(|raw| {
            (raw != "_").then(|| Cell {
                raw: raw.to_owned(),
                kind: Kind::Number,
                value: raw.parse().ok(),
                unit: None,
                confidence,
                doubt: None,
                source: Vec::new(),
                row_label: None,
                column_label: None,
            })
        });
        let cells: Vec<_> = cells.collect();
        let rows_found = vec![true; table.get().rows.len()];
        Report {
            form: Some(form),
            tables: vec![TableReading { table, cells, lines: (1, 9), rows_found, printed: 1 }],
            ..Report::default()
        }
    }

    fn written(report: &Report, cell: &str, outcome: Outcome) -> Vec<String> {
        let cell = CellId::parse(report.form.unwrap(), cell).unwrap();
        Relation::touching(cell).map(|relation| write(relation, report, outcome, Lang::Zh)).collect()
    }

    #[test]
    fn both_sides_are_named_added_up_and_compared() {
        let stock = report("art20_8", "1 -4 0");
        let cell = "art20_8.admin_fee.net_change";
        assert_eq!(written(&stock, cell, Outcome::Broken), ["上一年项目数量 1 + 本年增/减 (-4) = -3，小于 0"]);
        assert_eq!(written(&stock, cell, Outcome::CannotTell), ["上一年项目数量 1 + 本年增/减 (-4) = -3，应不小于 0"]);
        let sums = report("remedies", "1 0 0 0 2 0 0 0 0 0 _ _ _ _ _");
        let rows = [
            (
                "remedies.reconsideration.total",
                Outcome::Broken,
                "结果维持 1 + 结果纠正 0 + 其他结果 0 + 尚未审结 0 = 1，总计 2，相差 1",
            ),
            (
                "remedies.suit_direct.total",
                Outcome::Holds,
                "结果维持 0 + 结果纠正 0 + 其他结果 0 + 尚未审结 0 = 0，总计 0，相等",
            ),
            ("remedies.suit_after_reconsideration.total", Outcome::CannotTell, ""),
        ];
        for (cell, outcome, expected) in rows {
            assert_eq!(written(&sums, cell, outcome), [expected], "{cell}");
        }
    }
}
