//! Totals with the parts that make them up.
//!
//! A breakdown stands behind its total: in brackets, behind 其中 or 包括, behind a colon, or as the next sentence. A list that
//! adds up is taken wherever it stands. One that does not is taken only where it is certain that it was meant to: it follows
//! the total at once, all its parts have the total's unit, it has three parts or more, and it is whole or nearly so. For 其中
//! may also pick out a few.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::super::facts::{Scope, SumClaim, SumPart};
use super::figures::plain_text;
use super::line::{Intro, Item, Kind, Line};
use super::{change, frame};
use crate::text::prose_number::ProseNumber;

/// Most parts of a list: counties, departments and towns together are fewer.
const MOST_PARTS: usize = 200;

/// Items that a list of so many parts may be made of.
const MOST_ITEMS: usize = 8 * MOST_PARTS;

/// Items behind a total that are looked through for the word that introduces its list.
const MOST_BETWEEN: usize = 400;

/// How a list is joined to its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// The sentence says that the parts make up the total: brackets, a colon, 包括, 分别.
    Whole,
    /// 其中 or 含, at once behind the total.
    Among,
    /// 其中 or the like with other words between, or nothing but the order of the sentences: only a sum that holds counts.
    Loose,
}

/// What stands between two separators of a list.
#[derive(Debug)]
struct Segment {
    /// The number that it counts with, by index; `None` for words alone.
    number: Option<usize>,
    /// The words before the number.
    label: Range<usize>,
    /// It holds further numbers.
    several: bool,
    /// It ends with a semicolon.
    before_semicolon: bool,
}

/// Finds the sums of a line.
pub(super) fn read(line: &Line, claims: &mut Vec<SumClaim>) {
    if line.numbers.len() < 3 {
        return;
    }
    Reader { line, claims, addends: HashMap::new(), is_count: true }.level(&line.items);
}

struct Reader<'a, 'b> {
    line: &'a Line<'a>,
    claims: &'b mut Vec<SumClaim>,
    /// Numbers that are parts of a sum already found, with that sum's total.
    addends: HashMap<usize, usize>,
    /// The total that is tried is a count of the year, and no change or count of another: else only a sum that holds counts.
    is_count: bool,
}

impl Reader<'_, '_> {
    /// Tries every number of a level, outside brackets before inside.
    fn level(&mut self, items: &[Item]) {
        let mut clause_start = items.first().map_or(0, |item| item.range.start);
        for (at, item) in items.iter().enumerate() {
            match item.kind {
                Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Intro(_) => clause_start = item.range.end,
                Kind::Number(total) if is_counted(&self.line.numbers[total]) => {
                    self.is_count = !self.is_beside_the_count(items, at);
                    self.behind(items, at, total, clause_start);
                }
                _ => {}
            }
        }
        for item in items {
            if let Kind::Group(inner) = &item.kind {
                self.level(inner);
            }
        }
    }

    /// Tries the lists that may stand behind a total.
    fn behind(&mut self, items: &[Item], at: usize, total: usize, clause_start: usize) {
        let mut next = at + 1;
        if let Some(Item { kind: Kind::Group(inner), .. }) = items.get(next) {
            let (link, from) = match inner.first().map(|item| &item.kind) {
                Some(Kind::Intro(Intro::Among)) => (Link::Among, 1),
                Some(Kind::Intro(Intro::Namely)) => (Link::Whole, 1),
                _ => (Link::Whole, 0),
            };
            self.list(&inner[from..], total, link, clause_start);
            next += 1;
        }
        let colon = matches!(items.get(next), Some(Item { kind: Kind::Colon, .. }));
        if colon && self.list(&items[next + 1..], total, Link::Whole, clause_start) {
            return;
        }
        // The words that introduce a list may stand behind a share (同比增长5%) or a full stop, before any other count.
        let mut words_between = false;
        let mut pending_words = false;
        for (i, item) in items.iter().enumerate().skip(next).take(MOST_BETWEEN) {
            match &item.kind {
                Kind::Number(index) if self.line.numbers[*index].is_percent() => pending_words = false,
                Kind::Number(_) if self.is_beside_the_count(items, i) => pending_words = false,
                Kind::Number(index) if is_counted(&self.line.numbers[*index]) => break,
                Kind::Number(_) | Kind::Words => pending_words = true,
                Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Colon => {
                    words_between |= std::mem::take(&mut pending_words);
                }
                // A share is told in brackets too, and a list may follow in them: 2998项,增长89.33%(其中…).
                Kind::Group(inner) => {
                    if let Some(Item { kind: Kind::Intro(_), .. }) = inner.first()
                        && !words_between
                        && self.list(&inner[1..], total, Link::Loose, clause_start)
                    {
                        return;
                    }
                }
                Kind::Intro(intro) => {
                    words_between |= pending_words;
                    let link = match intro {
                        _ if words_between => Link::Loose,
                        Intro::Among => Link::Among,
                        Intro::Namely => Link::Whole,
                    };
                    if !self.list(&items[i + 1..], total, link, clause_start) {
                        self.list_of_former_total(&items[i + 1..], total, clause_start);
                    }
                    return;
                }
            }
        }
        // No such word: the rest of the sentence, or the next one, may still give all parts one by one.
        let unit = self.line.numbers[total].unit;
        let goes_on =
            (1..=3).all(|ahead| self.line.numbers.get(total + ahead).is_some_and(|number| number.unit == unit));
        let separated =
            goes_on && matches!(items.get(next), Some(Item { kind: Kind::Stop | Kind::Comma | Kind::Semicolon, .. }));
        if separated {
            let segments = self.segments(&items[next + 1..]);
            let same_unit = segments.iter().all(|segment| {
                segment.number.is_some_and(|number| self.line.numbers[number].unit == unit) && !segment.several
            });
            if same_unit && segments.len() >= 3 {
                let parts: Vec<&Segment> = segments.iter().collect();
                // Those who make up an area, one by one, make up its total.
                if !self.take_if_exact(total, &parts, clause_start) && self.lists_the_units(clause_start, total, &parts)
                {
                    self.broken(&segments, total, Link::Whole, clause_start);
                }
            }
        }
    }

    /// Whether the number tells a change against another year, or the count of that: 比上年增加10件, 上年为49件.
    fn is_beside_the_count(&self, items: &[Item], at: usize) -> bool {
        let separates = |item: &Item| matches!(item.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Intro(_));
        let start = items[..at].iter().rposition(separates).map_or(0, |before| before + 1);
        let clause = &self.line.text[items[start].range.start..items[at].range.start];
        change::is_beside_the_count(&plain_text(clause))
    }

    /// Whether a total is that of a whole area, and each part that of the government itself or of units below it.
    fn lists_the_units(&self, clause_start: usize, total: usize, parts: &[&Segment]) -> bool {
        let plain = |range: Range<usize>| plain_text(&self.line.text[range]);
        let of_total =
            plain(clause_start.min(self.line.numbers[total].digits.start)..self.line.numbers[total].digits.start);
        let of_parts = parts.iter().map(|part| plain(part.label.clone()));
        frame::scope(&of_total, &of_total) == Scope::Area
            && of_parts.map(|label| frame::scope(&label, &label)).all(|scope| matches!(scope, Scope::Own | Scope::Part))
    }

    /// 其中 once more after a first breakdown speaks of the same total again.
    fn list_of_former_total(&mut self, items: &[Item], addend: usize, clause_start: usize) {
        if let Some(&total) = self.addends.get(&addend) {
            self.list(items, total, Link::Loose, clause_start);
        }
    }

    /// Tries the list that begins here; true where a sum was taken.
    fn list(&mut self, items: &[Item], total: usize, link: Link, clause_start: usize) -> bool {
        let segments = self.segments(items);
        self.exact(&segments, total, clause_start)
            || (link != Link::Loose && self.broken(&segments, total, link, clause_start))
    }

    /// Cuts a list into segments, up to the end of its sentence or the next word that introduces one.
    fn segments(&self, items: &[Item]) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut current = Segment { number: None, label: 0..0, several: false, before_semicolon: false };
        let mut label_start = items.first().map_or(0, |item| item.range.start);
        let mut has_words = false;
        let mut has_share = false;
        let mut separators = 0;
        let mut close = |current: &mut Segment, has_words: &mut bool, has_share: &mut bool, semicolon: bool| {
            let done = std::mem::replace(
                current,
                Segment { number: None, label: 0..0, several: false, before_semicolon: false },
            );
            // Shares and empty stretches between separators are no part of the list and do not end it.
            if done.number.is_some() || (*has_words && !*has_share) {
                segments.push(done);
            }
            if semicolon && let Some(last) = segments.last_mut() {
                last.before_semicolon = true;
            }
            *has_words = false;
            *has_share = false;
        };
        for item in items.iter().take(MOST_ITEMS) {
            match &item.kind {
                Kind::Number(index) => {
                    let number = &self.line.numbers[*index];
                    if number.is_percent() {
                        has_share = true;
                    } else if number.unit.is_empty() || is_counted(number) {
                        if current.number.is_none() {
                            current.number = Some(*index);
                            current.label = label_start..item.range.start;
                        } else {
                            current.several = true;
                        }
                    }
                }
                Kind::Words => has_words = true,
                Kind::Group(_) | Kind::Colon => {}
                Kind::Comma | Kind::Semicolon if separators == MOST_PARTS => break,
                Kind::Comma | Kind::Semicolon => {
                    separators += 1;
                    close(&mut current, &mut has_words, &mut has_share, matches!(item.kind, Kind::Semicolon));
                    label_start = item.range.end;
                }
                Kind::Stop => break,
                Kind::Intro(_) if current.number.is_none() && !has_words => label_start = item.range.end,
                Kind::Intro(_) => break,
            }
        }
        close(&mut current, &mut has_words, &mut has_share, false);
        segments
    }

    /// Takes a beginning of the list that adds up to the total and ends where a list may end.
    fn exact(&mut self, segments: &[Segment], total: usize, clause_start: usize) -> bool {
        let unit = self.line.numbers[total].unit;
        let goes_on = |segment: &Segment| {
            segment.number.is_some_and(|number| [unit, ""].contains(&self.line.numbers[number].unit))
                && !segment.several
        };
        let stated = self.line.numbers[total].value;
        let mut sum = Decimal::ZERO;
        for (i, segment) in segments.iter().enumerate() {
            sum += segment.number.map_or(Decimal::ZERO, |number| self.line.numbers[number].value);
            // Three parts and more add up by chance so seldom that what follows is none of them.
            let ends = i > 0
                && sum == stated
                && (segment.before_semicolon || i >= 2 || segments.get(i + 1).is_none_or(|next| !goes_on(next)));
            if ends {
                let parts: Vec<&Segment> = segments[..=i].iter().filter(|segment| segment.number.is_some()).collect();
                if self.take_if_exact(total, &parts, clause_start) {
                    return true;
                }
            }
        }
        false
    }

    fn take_if_exact(&mut self, total: usize, parts: &[&Segment], clause_start: usize) -> bool {
        // A part of 0 beside one as large as the total shows nothing.
        let stated = self.line.numbers[total].value;
        let counts = |part: &&&Segment| part.number.is_some_and(|number| !self.line.numbers[number].value.is_zero());
        let holds = parts.iter().filter(counts).count() >= 2 && self.sum(parts) == stated;
        if holds {
            self.take(total, parts, clause_start);
        }
        holds
    }

    /// Takes a list that does not add up, where it can only have been meant to.
    fn broken(&mut self, segments: &[Segment], total: usize, link: Link, clause_start: usize) -> bool {
        let numbers = self.line.numbers;
        let stated = &numbers[total];
        let bare =
            segments.first().and_then(|segment| segment.number).is_some_and(|number| numbers[number].unit.is_empty());
        let fits = |segment: &&Segment| {
            let labelled = !self.line.text[segment.label.clone()].trim().is_empty();
            segment.number.is_some_and(|number| {
                let number = &numbers[number];
                labelled && !number.approximate && number.unit == if bare { "" } else { stated.unit }
            }) && !segment.several
        };
        let whole: Vec<&Segment> = segments.iter().take_while(fits).collect();
        let by_semicolon = whole.first().is_some_and(|first| first.before_semicolon);
        let list_end = whole.iter().position(|segment| segment.before_semicolon).map_or(whole.len(), |at| at + 1);
        // Semicolons between groups of commas part counts of different things.
        if (!by_semicolon && list_end < whole.len()) || (bare && link != Link::Whole) {
            return false;
        }
        let is_addend = self.addends.contains_key(&total);
        // A list that makes up one total is no other's.
        let is_taken =
            whole.iter().any(|segment| segment.number.is_some_and(|number| self.addends.contains_key(&number)));
        let sum = self.sum(&whole);
        let value = stated.value;
        if !self.is_count || stated.approximate || is_addend || is_taken || value <= Decimal::ZERO {
            return false;
        }
        let label = |segment: &Segment| self.line.text[segment.label.clone()].trim();
        let names_the_rest = whole
            .last()
            .is_some_and(|last| ["其他", "其它", "其余", "其餘"].iter().any(|rest| label(last).starts_with(rest)));
        // A list that goes on to the rest is of its total, also where a digit too many or too few stands in one of them.
        let most = if names_the_rest && whole.len() > 2 { Decimal::from(20) } else { Decimal::TWO };
        if sum > value * most {
            return false;
        }
        // A part as large as the total, or a word that tells an outcome of the whole, counts the same things once more.
        if whole.iter().any(|segment| segment.number.is_some_and(|number| numbers[number].value == value)) {
            return false;
        }
        let is_meant = match whole.len() {
            0 | 1 => false,
            2 => sum > value && label(whole[0]).chars().last() == label(whole[1]).chars().last(),
            _ => {
                let ends_here = whole.len() == segments.len();
                names_the_rest || sum > value || (ends_here && sum * Decimal::from(4) >= value * Decimal::from(3))
            }
        };
        if is_meant {
            self.take(total, &whole, clause_start);
        }
        is_meant
    }

    fn sum(&self, parts: &[&Segment]) -> Decimal {
        parts.iter().filter_map(|part| part.number).map(|number| self.line.numbers[number].value).sum()
    }

    fn take(&mut self, total: usize, parts: &[&Segment], clause_start: usize) {
        let numbers = self.line.numbers;
        let indices: Vec<usize> = parts.iter().filter_map(|part| part.number).collect();
        let end = indices.iter().map(|index| numbers[*index].end).max().unwrap_or(clause_start);
        let start = clause_start.min(numbers[total].digits.start);
        let closing = self.line.text[end..].chars().next().filter(|c| matches!(c, ')' | '\u{FF09}'));
        let end = end + closing.map_or(0, char::len_utf8);
        let part = |part: &&Segment| {
            let index = part.number?;
            let of = self.line.text[part.label.clone()].trim().to_owned();
            Some(SumPart { value: numbers[index].value, of, source: self.line.number_span(index) })
        };
        self.claims.push(SumClaim {
            total: numbers[total].value,
            total_source: self.line.number_span(total),
            parts: parts.iter().filter_map(part).collect(),
            unit: numbers[total].unit.to_owned(),
            quote: self.line.quote(start..end),
            approximate: numbers[total].approximate || indices.iter().any(|index| numbers[*index].approximate),
        });
        for part in indices {
            self.addends.entry(part).or_insert(total);
        }
    }
}

/// Whether a number counts things that can be added up.
fn is_counted(number: &ProseNumber) -> bool {
    !number.unit.is_empty()
        && !number.is_percent()
        && !number.is_time()
        && !matches!(
            number.unit,
            "倍" | "位" | "级" | "版" | "字" | "天" | "小时" | "分钟" | "工作日" | "部分" | "页" | "本"
        )
}
