//! Relations some of whose terms have no number: what can be told of them all the same.
//!
//! Counts are not negative, so that a sum of what is filled in which is above its total stays above it, whatever the blanks
//! stand for. Where only blanks read as 0 break a relation, most likely the unit left out a figure: that is a warning.

use rust_decimal::Decimal;

use crate::report::Label;
use crate::rules::board::{Board, Slot, Why};
use crate::rules::registry::{RuleDoc, Wording, finding_of};
use crate::rules::values::{ToldBy, told_by};
use crate::rules::{Because, Finding, Severity, arithmetic, names};
use crate::schema::{Axis, CellId, Domain, Operator, Relation};

/// The terms without a number, with the reason, grouped by it.
fn open_terms(board: &Board, relation: &Relation) -> Vec<(Why, CellId)> {
    let why = |&cell: &CellId| match board.slot(cell) {
        Slot::Open(why) => Some((why, cell)),
        _ => None,
    };
    let mut open: Vec<(Why, CellId)> = relation.cells().iter().filter_map(why).collect();
    open.sort_by_key(|&(why, _)| why);
    open
}

/// The terms without a number in words, a phrase for each reason.
fn in_words(relation: &Relation, open: &[(Why, CellId)]) -> (Vec<String>, Vec<String>) {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for group in open.chunk_by(|a, b| a.0 == b.0) {
        let terms: Vec<Wording> = group.iter().take(3).map(|&(_, cell)| quoted(names::term(relation, cell))).collect();
        let join = |pick: fn(&Wording) -> &str, between: &str| terms.iter().map(pick).collect::<Vec<_>>().join(between);
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
        zh.push(format!("{}{more_zh}{words_zh}", join(|term| &term.zh, "")));
        en.push(format!("{}{more_en}: {words_en}", join(|term| &term.en, ", ")));
    }
    (zh, en)
}

/// What a blank or a mark counts where it counts as 0.
fn as_zero(slot: Slot) -> Option<Decimal> {
    match slot {
        Slot::Open(Why::Blank | Why::Dash) => Some(Decimal::ZERO),
        slot => slot.value(),
    }
}

/// The least and the most that a side can be; `None` for what has no bound.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: Option<Decimal>,
    most: Option<Decimal>,
}

/// The ranges of both sides: a term without a number is 0 at least where its column holds nothing negative.
fn ranges(board: &Board, relation: &Relation) -> Option<[Range; 2]> {
    let (left, right) = relation.constants();
    let exactly = |value| Range { least: Some(value), most: Some(value) };
    let mut sides = [exactly(left), exactly(right)];
    for (place, &cell) in relation.cells().iter().enumerate() {
        let side = &mut sides[usize::from(place >= relation.left().len())];
        let weight = relation.weight(place);
        match board.slot(cell).value() {
            Some(value) => {
                let value = arithmetic::times(weight, value)?;
                let add = |bound: Option<Decimal>| bound.map_or(Some(None), |sum| sum.checked_add(value).map(Some));
                *side = Range { least: add(side.least)?, most: add(side.most)? };
            }
            None => {
                let is_signed = Domain::of(cell.table(), cell.column).signed;
                let is_subtracted = weight.is_sign_negative();
                side.least = side.least.filter(|_| !is_signed && !is_subtracted);
                side.most = side.most.filter(|_| !is_signed && is_subtracted);
            }
        }
    }
    Some(sides)
}

/// Which side is above the other, whatever its terms without a number stand for, where the relation does not allow that.
fn above(board: &Board, relation: &Relation) -> Option<bool> {
    let [left, right] = ranges(board, relation)?;
    let exceeds =
        |one: Range, other: Range| matches!((one.least, other.most), (Some(least), Some(most)) if least > most);
    let may_be_above = |is_left: bool| match relation.operator {
        Operator::Equal => true,
        Operator::AtMost => is_left,
        Operator::AtLeast => !is_left,
    };
    match (exceeds(left, right), exceeds(right, left)) {
        (true, _) if may_be_above(true) => Some(true),
        (_, true) if may_be_above(false) => Some(false),
        _ => None,
    }
}

/// Whether a relation is broken whatever its terms without a number stand for.
pub(super) fn is_broken(board: &Board, relation: &Relation) -> bool {
    above(board, relation).is_some()
}

/// What there is to say of a relation some of whose terms have no number: that it is broken for certain, or that it is where
/// what is not filled in counts as 0.
pub(super) fn finding(board: &Board, relation: &'static Relation, doc: &'static RuleDoc) -> Option<Finding> {
    let open = open_terms(board, relation);
    match above(board, relation) {
        Some(is_left) => Some(exceeding(board, relation, doc, is_left, &open)),
        None => short(board, relation, doc, &open),
    }
}

/// A finding with the cells that have a number, and what the others are.
fn with_cells(board: &Board, relation: &Relation, mut finding: Finding) -> Finding {
    // What nobody vouches for is no ground of it.
    let is_ground = |&cell: &CellId| board.report.cell(cell).is_some_and(|found| found.doubt.is_none());
    let cells: Vec<CellId> = relation.cells().iter().copied().filter(is_ground).collect();
    let sources = cells.iter().filter_map(|&cell| board.report.cell(cell)).flat_map(|cell| cell.source.iter().copied());
    finding.source = sources.collect();
    finding.cells = cells;
    finding
}

/// One side as far as it is filled in: its terms with their numbers that are not 0, and their sum.
fn filled(board: &Board, relation: &Relation, is_left: bool) -> (Wording, Decimal, usize) {
    let value = |cell: CellId| board.slot(cell).value();
    let write = |pick: fn(&Wording) -> &str| {
        arithmetic::side(relation, is_left, |cell| {
            let value = value(cell).filter(|value| !value.is_zero())?;
            Some(format!("{} {}", pick(&names::term(relation, cell)), arithmetic::addend(value)))
        })
    };
    let (terms, first) = if is_left { (relation.left(), 0) } else { (relation.right(), relation.left().len()) };
    let constant = if is_left { relation.constants().0 } else { relation.constants().1 };
    let weighed =
        (first..).zip(terms).filter_map(|(place, &cell)| arithmetic::times(relation.weight(place), value(cell)?));
    let sum = weighed.fold(constant, |sum, value| sum.checked_add(value).unwrap_or(sum));
    (Wording { zh: write(|words| &words.zh), en: write(|words| &words.en) }, sum.normalize(), terms.len())
}

/// A side that is known as a whole: its one term with its number, or its terms and their sum.
fn whole(board: &Board, relation: &Relation, is_left: bool) -> Wording {
    let (words, sum, terms) = filled(board, relation, is_left);
    let first = if is_left { relation.left().first() } else { relation.right().first() };
    match first {
        Some(&cell) if terms == 1 => {
            let name = names::term(relation, cell);
            Wording { zh: format!("{} {sum}", name.zh), en: format!("{} {sum}", name.en) }
        }
        _ if sum.is_zero() => Wording { zh: "0".to_owned(), en: "0".to_owned() },
        _ => Wording { zh: format!("{sum}（{}）", words.zh), en: format!("{sum} ({})", words.en) },
    }
}

/// A side that is above the other already.
fn exceeding(
    board: &Board,
    relation: &'static Relation,
    doc: &'static RuleDoc,
    is_left: bool,
    open: &[(Why, CellId)],
) -> Finding {
    let flaw = doc.relation.as_ref().map_or(&doc.title.zh, |words| &words.zh);
    let flaw_en = doc.relation.as_ref().map_or(&doc.title.en, |words| &words.en);
    let place = names::relation_place(relation);
    let (terms, sum, _) = filled(board, relation, is_left);
    let other = whole(board, relation, !is_left);
    let (zh, en) = in_words(relation, open);
    let (zh, en) = (zh.join("；"), en.join("; "));
    let finding = finding_of(
        doc,
        format!(
            "{}{flaw}：已填各数之和 {sum}（{}）已大于{}；{zh}，无论是多少都不相符。",
            place.zh,
            terms.zh,
            spaced(&other.zh)
        ),
        format!(
            "{}: {flaw_en}: what is filled in adds up to {sum} ({}), above {} already; {en}.",
            place.en, terms.en, other.en
        ),
    );
    with_cells(board, relation, finding)
}

/// A blank before a number that follows Chinese.
fn spaced(words: &str) -> String {
    if words.starts_with(|c: char| c.is_ascii_digit()) { format!(" {words}") } else { words.to_owned() }
}

/// Sides that differ where blanks, marks and rows that are not there count as 0. Where nothing of a side is filled in, the unit
/// gave totals only, and nothing tells what it left out.
fn short(board: &Board, relation: &'static Relation, doc: &'static RuleDoc, open: &[(Why, CellId)]) -> Option<Finding> {
    let may_be_zero = |&(why, cell): &(Why, CellId)| match why {
        Why::Blank | Why::Dash => true,
        Why::Missing => {
            // A label that waits to be confirmed may be that of the row.
            let waits =
                |label: &Label| label.axis == Axis::Row && label.table == cell.table() && label.target.is_none();
            let reading = board.report.table(cell.table()).filter(|_| !board.report.labels.iter().any(waits));
            reading.is_some_and(|reading| told_by(board.report, reading) == ToldBy::Blank)
        }
        Why::Text | Why::TooLong | Why::Doubtful => false,
    };
    if open.is_empty() || !open.iter().all(may_be_zero) {
        return None;
    }
    let has_number =
        |cells: &[CellId]| cells.is_empty() || cells.iter().any(|&cell| board.slot(cell).value().is_some());
    if !has_number(relation.left()) || !has_number(relation.right()) {
        return None;
    }
    let read = |slot: Slot| Some(slot.value().unwrap_or_default());
    if board.holds_with(relation, read)? {
        return None;
    }
    let place = names::relation_place(relation);
    let words = doc.relation.as_ref();
    let flaw = words.map_or(&doc.title, |_| &doc.title);
    let (flaw_zh, flaw_en) = words.map_or((&flaw.zh, &flaw.en), |words| (&words.zh, &words.en));
    let (left, right) = (whole(board, relation, true), whole(board, relation, false));
    let (zh, en) = in_words(relation, open);
    let (zh, en) = (zh.join("；"), en.join("; "));
    let mut finding = finding_of(
        doc,
        format!("{}{flaw_zh}（未填的按 0 计）：{}，{}；{zh}，如不是 0 请补填。", place.zh, left.zh, right.zh),
        format!(
            "{}: {flaw_en}, what is not filled in counted as 0: {}, but {}; {en}; fill it in where it is not 0.",
            place.en, left.en, right.en
        ),
    );
    finding.severity = finding.severity.min(Severity::Warning);
    Some(with_cells(board, relation, finding))
}

/// Which terms keep a relation from being told, and what would come of it if blanks and marks counted as 0.
pub(super) fn because(board: &Board, relation: &'static Relation) -> Because {
    let open = open_terms(board, relation);
    let (mut zh, mut en) = in_words(relation, &open);
    match board.holds_with(relation, as_zero) {
        Some(true) => {
            zh.push("若按 0 计，则成立".to_owned());
            en.push("read as 0, the relation holds".to_owned());
        }
        Some(false) => {
            zh.push("若按 0 计，则不成立".to_owned());
            en.push("read as 0, the relation does not hold".to_owned());
        }
        None if open.is_empty() => {
            zh.push("位数过多，无法精确相加".to_owned());
            en.push("too many digits to add up exactly".to_owned());
        }
        None => {}
    }
    Because { cells: open.into_iter().map(|(_, cell)| cell).collect(), zh: zh.join("；"), en: en.join("; ") }
}

/// A name in quotation marks, where it has none.
fn quoted(name: Wording) -> Wording {
    if name.zh.contains('“') {
        name
    } else {
        Wording { zh: format!("“{}”", name.zh), en: format!("“{}”", name.en) }
    }
}
