//! Tries the linear relations between cells (A1 to A4, A6 to A8) and says which do not hold.

use rust_decimal::Decimal;

use crate::rules::board::{Board, Slot, Why};
use crate::rules::registry::{RelationWording, Wording, finding, rule};
use crate::rules::{Because, Check, Finding, Outcome, Tried, arithmetic, names};
use crate::schema::{CellId, Operator, Relation, Schema, TableRef};

/// Sides of up to so many terms are written out in full even where the rule has a name for them.
const WRITTEN_OUT: usize = 2;

/// A relation that does not hold, and the index of its finding.
pub(super) struct Broken {
    /// The relation.
    pub(super) relation: &'static Relation,
    /// Index into the findings.
    pub(super) finding: usize,
}

/// Tries every relation of the report's form, and of tables of another edition that stand in the report.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) -> Vec<Broken> {
    let mut broken = Vec::new();
    for form in 0..Schema::get().forms.len() as u8 {
        let mut last: Option<(TableRef, bool)> = None;
        for relation in Relation::of_form(form) {
            let present = match last {
                Some((table, present)) if table == relation.table => present,
                _ => board.has(relation.table),
            };
            last = Some((relation.table, present));
            if !present && board.report.form != Some(form) {
                continue;
            }
            let (outcome, because) = match present.then(|| board.holds(relation)) {
                None => (Outcome::NotApplicable, None),
                Some(Some(true)) => (Outcome::Holds, None),
                Some(Some(false)) => (Outcome::Broken, None),
                Some(None) => (Outcome::CannotTell, Some(because(board, relation))),
            };
            if outcome == Outcome::Broken {
                broken.push(Broken { relation, finding: findings.len() });
                findings.push(describe(board, relation));
            }
            checks.push(Check {
                rule: relation.rule,
                tried: Tried::Relation(relation),
                outcome,
                cells: relation.cells().into(),
                because,
            });
        }
    }
    broken
}

/// Which terms keep a relation from being told, and what would come of it if blanks and marks counted as 0.
fn because(board: &Board, relation: &'static Relation) -> Because {
    let mut open: Vec<(Why, CellId)> = relation
        .cells()
        .iter()
        .filter_map(|&cell| match board.slot(cell) {
            Slot::Open(why) => Some((why, cell)),
            _ => None,
        })
        .collect();
    open.sort_by_key(|&(why, _)| why);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for group in open.chunk_by(|a, b| a.0 == b.0) {
        let terms: Vec<String> =
            group.iter().take(3).map(|&(_, cell)| format!("“{}”", names::term(relation, cell))).collect();
        let (more_zh, more_en) = match group.len() {
            1..=3 => (String::new(), String::new()),
            count => (format!("等 {count} 格"), format!(" and {} more", count - 3)),
        };
        let (words_zh, words_en) = match group[0].0 {
            Why::Missing => ("在文件中没有", "not in the document"),
            Why::Blank => ("为空白", "blank"),
            Why::Dash => ("填的是符号，不是数字", "marks instead of numbers"),
            Why::Text => ("不是数字", "no numbers"),
            Why::TooLong => ("位数过多，无法精确相加", "too many digits to add up exactly"),
            Why::Doubtful => ("存疑", "doubtful"),
        };
        zh.push(format!("{}{more_zh}{words_zh}", terms.join("")));
        en.push(format!("{}{more_en}: {words_en}", terms.join(", ")));
    }
    let as_zero = |slot: Slot| match slot {
        Slot::Open(Why::Blank | Why::Dash) => Some(Decimal::ZERO),
        slot => slot.value(),
    };
    match board.holds_with(relation, as_zero) {
        Some(true) => {
            zh.push("若按 0 计，则成立".to_owned());
            en.push("read as 0, the relation holds".to_owned());
        }
        Some(false) => {
            zh.push("若按 0 计，则不成立".to_owned());
            en.push("read as 0, the relation does not hold".to_owned());
        }
        None => {}
    }
    Because { cells: open.into_iter().map(|(_, cell)| cell).collect(), zh: zh.join("；"), en: en.join("; ") }
}

/// The finding for a relation that does not hold: the place, both sides, the difference.
fn describe(board: &Board, relation: &'static Relation) -> Finding {
    let words =
        rule(relation.rule).and_then(|doc| doc.relation.as_ref()).expect("rules over relations have words for them");
    let (left, right) = board.sides(relation).expect("a broken relation has numbers");
    let place = names::relation_place(relation);
    let mut cells = Vec::new();
    let left_words = side(board, relation, relation.left(), left, words, &mut cells);
    let right_words = side(board, relation, relation.right(), right, words, &mut cells);
    let difference = (left - right).abs().normalize();
    let (tail_zh, tail_en) = match relation.operator {
        Operator::Equal => (
            format!("，{}，相差 {difference}。", right_words.zh),
            format!(", but {}: they differ by {difference}.", right_words.en),
        ),
        Operator::AtMost => (
            format!("，{}，多出 {difference}。", right_words.zh),
            format!(", but {}: {difference} too many.", right_words.en),
        ),
        Operator::AtLeast => ("，小于 0。".to_owned(), ", below 0.".to_owned()),
    };
    let mut finding = finding(
        relation.rule,
        format!("{}{}：{}{tail_zh}", place.zh, words.zh, left_words.zh),
        format!("{}: {}: {}{tail_en}", place.en, words.en, left_words.en),
    );
    finding.expected = (relation.operator == Operator::Equal).then_some(left);
    finding.actual = Some(if relation.operator == Operator::Equal { right } else { left });
    finding.source =
        cells.iter().filter_map(|&cell| board.report.cell(cell)).flat_map(|cell| cell.source.iter().copied()).collect();
    finding.cells = cells;
    finding
}

/// One side in words; adds the cells whose values it names.
fn side(
    board: &Board,
    relation: &Relation,
    terms: &[CellId],
    total: Decimal,
    words: &RelationWording,
    cells: &mut Vec<CellId>,
) -> Wording {
    let value = |cell: CellId| board.slot(cell).value().unwrap_or_default();
    let write = |cell: CellId| format!("{} {}", names::term(relation, cell), arithmetic::addend(value(cell)));
    if let [cell] = *terms {
        cells.push(cell);
        return Wording { zh: write(cell), en: write(cell) };
    }
    let named = !words.many_zh.is_empty() && terms.len() > WRITTEN_OUT;
    let written: Vec<CellId> = terms.iter().copied().filter(|&cell| !named || !value(cell).is_zero()).collect();
    let sum = arithmetic::sum(written.iter().map(|&cell| write(cell)));
    cells.extend(&written);
    if !named {
        return Wording { zh: format!("{sum} = {total}"), en: format!("{sum} = {total}") };
    }
    let (detail_zh, detail_en) = match (written.is_empty(), written.len() == terms.len()) {
        (true, _) => ("各项均为 0".to_owned(), "all are 0".to_owned()),
        (false, true) => (sum.clone(), sum),
        (false, false) => (format!("{sum}，其余为 0"), format!("{sum}, the others are 0")),
    };
    Wording {
        zh: format!("{} {total}（{detail_zh}）", words.many_zh),
        en: format!("{} {total} ({detail_en})", words.many_en),
    }
}
