//! Percentages beside the numbers that they come from: 33件,占55.9% and 3646件,比上年增加39件,增长1.08%.
//!
//! A share is tried against every number of the line that it may be of, a growth only where the other year's number, or the
//! difference from it, stands in the same sentence.

use rust_decimal::Decimal;

use super::super::facts::{Rate, RateKind};
use super::change::{self, Way};
use super::figures::plain_text;
use super::line::{Item, Kind, Line};

/// Counts of a line that a percentage may be a share of.
const MOST_COUNTS: usize = 200;

/// Percentages found so far.
#[derive(Debug, Default)]
pub(super) struct Rates {
    /// In printed order.
    pub found: Vec<Rate>,
    /// Counts of the line so far, by index into its numbers.
    counts: Vec<usize>,
    /// Counts of the sentence so far, with the words before them and whether they are parts.
    sentence: Vec<Count>,
}

/// A count of a sentence.
#[derive(Debug, Clone)]
struct Count {
    index: usize,
    words: String,
    is_part: bool,
}

/// Where the reader is.
#[derive(Clone, Copy)]
struct Place {
    sentence: usize,
    clause: usize,
    is_part: bool,
}

impl Rates {
    /// Reads the percentages of a line.
    pub fn read(&mut self, line: &Line) {
        if !line.numbers.iter().any(|number| number.unit == "%") {
            return;
        }
        self.counts.clear();
        self.sentence.clear();
        let start = line.items.first().map_or(0, |item| item.range.start);
        self.level(line, &line.items, Place { sentence: start, clause: start, is_part: false });
    }

    fn level(&mut self, line: &Line, items: &[Item], mut place: Place) {
        for item in items {
            match &item.kind {
                Kind::Stop => {
                    self.sentence.clear();
                    place = Place { sentence: item.range.end, clause: item.range.end, is_part: false };
                }
                Kind::Comma | Kind::Semicolon | Kind::Colon => place.clause = item.range.end,
                Kind::Intro(_) => {
                    place.is_part = true;
                    place.clause = item.range.end;
                }
                Kind::Group(inner) => {
                    let clause = inner.first().map_or(item.range.start, |first| first.range.start);
                    self.level(line, inner, Place { clause, is_part: true, ..place });
                }
                Kind::Number(index) => {
                    let number = &line.numbers[*index];
                    if number.unit == "%" {
                        self.percent(line, *index, place);
                    } else if !number.is_time() && !number.is_percent() && !number.unit.is_empty() {
                        let words = plain_text(&line.text[place.clause..number.digits.start]);
                        if self.counts.len() < MOST_COUNTS {
                            self.counts.push(*index);
                        }
                        self.sentence.push(Count { index: *index, words, is_part: place.is_part });
                    }
                    if !number.is_time() {
                        place.clause = number.end;
                        // 在办结的64件中,予以公开22件 names its parts without 其中.
                        place.is_part = place.is_part || line.text[number.end..].starts_with('中');
                    }
                }
                Kind::Words => {}
            }
        }
    }

    fn percent(&mut self, line: &Line, index: usize, place: Place) {
        let number = &line.numbers[index];
        let words = plain_text(&line.text[place.clause..number.digits.start]);
        let Some(last) = self.sentence.last() else { return };
        // 予以公开占58.5% speaks of something that is not counted there, 33件,占55.9% of the number before it.
        let share = match words.rfind('占') {
            Some(at) if !["", "约", "大约", "其", "共"].contains(&&words[..at]) => return,
            Some(at) => Some(words[at + '占'.len_utf8()..].to_owned()),
            None => None,
        };
        let found = match share {
            Some(of) => self.share(line, &of).map(|kind| (last.index, kind, number.value)),
            None => self.growth(line, &words, number.value),
        };
        let Some((of, kind, percent)) = found else { return };
        let of_number = &line.numbers[of];
        // Percentages of percentages and of rounded numbers prove nothing.
        if of_number.approximate || of_number.value.is_zero() {
            return;
        }
        let start = of_number.digits.start.max(place.sentence).min(number.digits.start);
        self.found.push(Rate {
            percent,
            of: of_number.value,
            kind,
            approximate: number.approximate,
            quote: line.quote(self.start_of(line, of).min(start)..number.end),
            source: vec![line.number_span(index), line.number_span(of)],
        });
    }

    /// Where the clause of a count begins.
    fn start_of(&self, line: &Line, index: usize) -> usize {
        let digits = line.numbers[index].digits.start;
        let before = line.text[..digits].rfind([',', '，', '。', '；', ';', '（', '(']);
        before.map_or(0, |at| at + line.text[at..].chars().next().map_or(1, char::len_utf8))
    }

    /// The share of what: the words between 占 and the percentage say it, or the sentence does.
    fn share(&self, line: &Line, of: &str) -> Option<RateKind> {
        let part = self.sentence.last()?;
        let number = &line.numbers[part.index];
        let fits = |index: &usize| {
            let other = &line.numbers[*index];
            other.unit == number.unit && !other.approximate && other.value >= number.value && *index != part.index
        };
        let wholes: Vec<usize> = self.counts.iter().copied().filter(fits).collect();
        // 其中…占33.9% is of the total that the sentence gave; 占总数 likewise. Words that name another whole settle nothing.
        let of_total = of.is_empty()
            || of == "比"
            || ["总数", "总量", "总件数", "申请的", "全部申请", "申请量"].iter().any(|word| of.contains(word));
        let first = self.sentence.iter().find(|count| !count.is_part && count.index != part.index);
        let total = first.filter(|count| {
            let other = &line.numbers[count.index];
            part.is_part && other.unit == number.unit && !other.approximate && other.value > number.value
        });
        let named = of_total && total.is_some();
        let mut values: Vec<Decimal> = total.iter().map(|count| line.numbers[count.index].value).collect();
        for index in wholes.into_iter().rev() {
            let value = line.numbers[index].value;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        (!values.is_empty()).then_some(RateKind::Share { wholes: values, named })
    }

    /// A growth over a number, or over a difference, that the sentence gives.
    fn growth(&self, line: &Line, words: &str, percent: Decimal) -> Option<(usize, RateKind, Decimal)> {
        let percent = match change::way(words)? {
            Way::Up => percent,
            Way::Down => -percent,
            Way::Open => return None,
        };
        let [.., now, other] = &self.sentence[..] else { return None };
        let (this, that) = (&line.numbers[now.index], &line.numbers[other.index]);
        if this.unit != that.unit || this.approximate || that.approximate {
            return None;
        }
        let way = change::way(&other.words);
        let before = if way == Some(Way::Up) {
            this.value - that.value
        } else if way == Some(Way::Down) {
            this.value + that.value
        } else if ["去年", "上年", "上一年"].iter().any(|word| other.words.contains(word))
            || (other.words.contains('年') && ["较", "比", "与", "同"].iter().any(|word| other.words.contains(word)))
            || (other.is_part && self.stands_behind_a_year(line, other.index))
        {
            that.value
        } else {
            return None;
        };
        (before > Decimal::ZERO).then_some((now.index, RateKind::Growth { before }, percent))
    }

    /// Whether a number stands in brackets right behind a year: 比2023年(3607件).
    fn stands_behind_a_year(&self, line: &Line, index: usize) -> bool {
        let before = line.text[..line.numbers[index].digits.start].trim_end_matches(['(', '（']);
        before.ends_with('年') || before.ends_with("年同期")
    }
}
