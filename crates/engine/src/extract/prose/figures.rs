//! Figures that the forms know, read from sentences: applications received, replies by kind, reviews, documents, decisions.
//!
//! Every mention counts. A figure goes by the words right before it, or right behind it where there are none before; it is
//! passed over where these words fit two figures. Whom and which year it speaks of is told with it, so that the rules need
//! not take one population for another.

use rust_decimal::Decimal;

use super::super::facts::{Fact, Scope, SumClaim, SumPart, Year};
use super::kinds::{self, Context, Spoken};
use super::line::{Item, Kind, Line};
use super::{change, frame, papers};
use crate::extract::words::{WordList, word_lists};
use crate::text::prose_number::ProseNumber;
use crate::text::sentence::{self, Level};
use crate::text::traditional::simplify;

word_lists!(
    "figures.toml": fillers, others, courts, other_topics, totals, opens, since, of_requests, named_requests, of_disclosure
);

/// Figures found so far.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Every mention, in printed order.
    pub facts: Vec<Fact>,
    /// The words that told the replies, for [`Figures::replies`].
    reply_words: Vec<(&'static str, String)>,
    /// The year of the report.
    year: Option<i32>,
    /// The last heading speaks of applications for information.
    headed: bool,
    /// The year that the line spoke of last.
    line_year: Option<i32>,
    /// The line spoke of applications last.
    of_requests: bool,
    /// What the line speaks of.
    spoken: Spoken,
    /// Numbers read in the sentence so far.
    in_sentence: usize,
}

/// Numbers of one sentence that are read as figures: what has more of them is a table that lost its lines.
const MOST_IN_SENTENCE: usize = 150;

/// Bytes of a sentence before a number in which words are looked for.
const LONGEST_SENTENCE: usize = 6000;

/// Where a number stands in its sentence.
#[derive(Clone, Copy)]
struct Place {
    /// Start of the sentence in bytes.
    sentence: usize,
    /// Start of the clause in bytes.
    clause: usize,
    /// Behind 其中 or the like, or in brackets.
    is_part: bool,
    /// The parts so far are parted by 、, so that a comma ends them.
    by_pause: bool,
}

impl Figures {
    /// For the report of a year.
    pub fn new(year: Option<i32>) -> Self {
        Self { year, ..Self::default() }
    }

    /// Takes notice of a line without numbers: a heading says what the lines below it speak of.
    pub fn heading(&mut self, text: &str) {
        if text.len() <= 3 * LONGEST_HEADING {
            self.headed = is_of_requests(&plain_text(text));
        }
    }

    /// Reads the figures of a line.
    pub fn read(&mut self, line: &Line) {
        let start = line.items.first().map_or(0, |item| item.range.start);
        (self.line_year, self.in_sentence, self.spoken) = (None, 0, Spoken::of(line.text));
        self.of_requests = self.headed || is_of_requests(&plain_text(&line.text[..start]));
        let start = Place { sentence: start, clause: start, is_part: false, by_pause: false };
        self.level(line, &line.items, start);
    }

    /// The replies by kind as the parts of what was received, answered or settled, where they add up to it.
    pub fn replies(&self) -> Option<SumClaim> {
        let mut replies: Vec<&Fact> = Vec::new();
        for fact in &self.facts {
            if kinds::is_reply(fact.id) && !replies.iter().any(|known| known.id == fact.id) {
                replies.push(fact);
            }
        }
        if replies.len() < 3 || replies.windows(2).any(|pair| pair[0].source[0].line != pair[1].source[0].line) {
            return None;
        }
        let sum: Decimal = replies.iter().map(|fact| fact.value).sum();
        let total = ["reply_total", "done_total", "req_total"]
            .iter()
            .find_map(|id| self.facts.iter().find(|fact| fact.id == *id && fact.value == sum && !fact.approximate))?;
        let part = |fact: &&Fact| SumPart {
            value: fact.value,
            of: self.words_of(fact.id).unwrap_or_default().to_owned(),
            source: fact.source[0],
        };
        Some(SumClaim {
            total: total.value,
            total_source: total.source[0],
            parts: replies.iter().map(part).collect(),
            unit: total.unit.clone().unwrap_or_default(),
            quote: format!("{}…{}", total.quote, replies[replies.len() - 1].quote),
            approximate: false,
        })
    }

    fn words_of(&self, id: &str) -> Option<&str> {
        self.reply_words.iter().find(|(known, _)| *known == id).map(|(_, words)| words.as_str())
    }

    fn level(&mut self, line: &Line, items: &[Item], mut place: Place) {
        let mut previous_clause = place.clause;
        for item in items {
            match &item.kind {
                Kind::Stop => {
                    self.in_sentence = 0;
                    self.end_of_sentence(&line.text[place.sentence..item.range.start]);
                    place = Place { sentence: item.range.end, clause: item.range.end, is_part: false, by_pause: false };
                    previous_clause = place.clause;
                }
                Kind::Comma | Kind::Semicolon | Kind::Colon => {
                    match line.text[item.range.clone()].trim() {
                        "、" => place.by_pause |= place.is_part,
                        // 其中网络申请9件、信函申请6件，办结17件: what is settled is no part of what came by mail.
                        _ if place.by_pause => (place.is_part, place.by_pause) = (false, false),
                        _ => {}
                    }
                    previous_clause = place.clause;
                    place.clause = item.range.end;
                }
                Kind::Intro(_) => {
                    (place.is_part, place.by_pause) = (true, false);
                    previous_clause = item.range.end;
                    place.clause = item.range.end;
                }
                Kind::Group(inner) => {
                    let clause = inner.first().map_or(item.range.start, |first| first.range.start);
                    self.level(line, inner, Place { clause, is_part: true, by_pause: false, ..place });
                }
                Kind::Number(index) => {
                    let number = &line.numbers[*index];
                    if number.unit.starts_with('年') {
                        let stated = stated_year(number.value);
                        let tells =
                            |year: &i32| Some(*year) == self.year || heads_sentence(line, number, place.sentence);
                        self.line_year = stated.filter(tells).or(self.line_year);
                    }
                    if !number.is_time() && !number.is_percent() {
                        self.in_sentence += 1;
                        if self.in_sentence <= MOST_IN_SENTENCE {
                            self.number(line, *index, within(line.text, place, number.digits.start), previous_clause);
                        }
                        place.clause = number.end;
                    }
                }
                Kind::Words => {}
            }
        }
    }

    /// A sentence that is about other things than applications ends what was said of them.
    fn end_of_sentence(&mut self, text: &str) {
        if !self.of_requests && !text.contains('申') {
            return;
        }
        let text = plain_text(text);
        if is_of_requests(&text) {
            self.of_requests = true;
        } else if WORDS.other_topics.is_in(&text) {
            self.of_requests = false;
        }
    }

    fn number(&mut self, line: &Line, index: usize, place: Place, previous_clause: usize) {
        let number = &line.numbers[index];
        if !matches!(
            number.unit,
            "件" | "宗" | "起" | "例" | "件次" | "条" | "份" | "个" | "部" | "元" | "万元" | "亿元"
        ) {
            return;
        }
        if !may_tell(number.unit, &line.text[place.sentence.min(previous_clause)..number.digits.start]) {
            return;
        }
        let before = plain_text(&line.text[place.clause..number.digits.start]);
        let adds_up = WORDS.totals.starts(&before);
        let (words, start) = if adds_up && before.chars().count() <= 4 {
            (plain_text(&line.text[previous_clause..number.digits.start]), previous_clause)
        } else {
            (before, place.clause)
        };
        let mut sentence = plain_text(&line.text[place.sentence.min(start)..number.digits.start]);
        let mut words = words.strip_prefix("以上").unwrap_or(&words).replace("覆议", "复议");
        let mut end = number.end;
        let behind = WORDS.fillers.has(&words);
        if behind {
            let tail = &line.text[number.end..];
            let ends = |c: char| sentence::mark(c).is_some() || "（(）)".contains(c) || c.is_ascii_digit();
            let stop = tail.find(ends).unwrap_or(tail.len());
            end += stop;
            words = plain_text(&tail[..stop]);
        }
        if words.is_empty() {
            return;
        }
        sentence = sentence.replace("覆议", "复议");
        if change::way(&words).is_some() {
            return;
        }
        // 申请办理事项 and 申请事项 are applications.
        let words = words.replace("申请办理事项", "申请").replace("申请事项", "申请").replace("数为", "数");
        let words = words.trim_end_matches(['为', '有', '了', '达', '是']);
        let of_others = WORDS.others.is_in(&sentence) && !names_requests(&sentence);
        let of_requests = !of_others && (self.of_requests || sentence.contains("申请"));
        let context = Context {
            is_part: place.is_part,
            of_requests,
            behind,
            sentence: &sentence,
            line: self.spoken,
            unit: number.unit,
        };
        let id = match number.unit {
            "条" => kinds::of_information(words, context).or_else(|| kinds::of_cases(words, context)),
            "元" | "万元" | "亿元" => kinds::of_fees(words),
            unit => papers::of_papers(words, &sentence, unit).or_else(|| {
                matches!(unit, "件" | "宗" | "起" | "例" | "件次" | "份")
                    .then(|| kinds::of_cases(words, context))
                    .flatten()
            }),
        };
        let Some(id) = id else { return };
        let scope = match frame::scope(words, &sentence) {
            // Reviews and suits are those over disclosure only where the text says so.
            _ if (id.starts_with("recon") || id.starts_with("suit") || id.starts_with("remedies"))
                && (!of_requests || WORDS.courts.is_in(&sentence))
                && !speaks_of_disclosure(&sentence) =>
            {
                Scope::Other
            }
            // A platform is where information is made public, and no population of its own.
            Scope::Other if id == "active_total" || id.starts_with("ch_") => Scope::Unsaid,
            scope => scope,
        };
        let line_year = self.line_year;
        let year = frame::year(&sentence, line_year, self.year);
        if kinds::is_reply(id) && self.words_of(id).is_none() {
            self.reply_words.push((id, words.trim_matches(['(', ')']).to_owned()));
        }
        self.facts.push(Fact {
            id,
            value: number.value,
            unit: Some(number.unit.to_owned()),
            approximate: number.approximate,
            part: place.is_part,
            scope,
            year: if number.value.is_sign_negative() { Year::Another } else { year },
            quote: line.quote(start..end),
            cell: None,
            source: vec![line.number_span(index)],
        });
    }
}

/// The place with no more of a long sentence before a number than can matter.
fn within(text: &str, place: Place, number: usize) -> Place {
    let earliest = text.floor_char_boundary(number.saturating_sub(LONGEST_SENTENCE));
    Place { sentence: place.sentence.max(earliest), clause: place.clause.max(earliest), ..place }
}

/// Whether a year heads its sentence, so that the sentences behind it speak of that year too: not 对照2022年度考核 and not
/// 2016年以来.
fn heads_sentence(line: &Line, number: &ProseNumber, sentence: usize) -> bool {
    let before = line.text[sentence.min(number.digits.start)..number.digits.start].trim();
    let opens = before.is_empty() || WORDS.opens.ends(before);
    let behind = &line.text[number.end..];
    let clause = sentence::first(behind, Level::Clause);
    opens && !WORDS.since.is_in(clause)
}

/// Whether a sentence has the characters without which it tells nothing of a count in that unit; in both scripts.
fn may_tell(unit: &str, sentence: &str) -> bool {
    match unit {
        "条" => sentence.contains(['信', '申']),
        "份" => sentence.contains(['申', '章', '文']),
        "个" | "部" => sentence.contains(['章', '文', '决', '決', '许', '許', '罚', '罰', '强', '強']),
        "元" | "万元" | "亿元" => sentence.contains(['费', '費']),
        _ => true,
    }
}

/// The longest line that is taken for a heading, in characters.
const LONGEST_HEADING: usize = 30;

/// Text made plain: without blanks, simplified, with half-width brackets.
pub(super) fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Nearly all characters, and never blank.
            '\u{4E00}'..='\u{9FFF}' => plain.push(simplify(c)),
            '\u{FF08}' => plain.push('('),
            '\u{FF09}' => plain.push(')'),
            '\u{FF0C}' => plain.push(','),
            '\u{FF10}'..='\u{FF19}' => plain.push(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)),
            c if c.is_whitespace() => {}
            c => plain.push(simplify(c)),
        }
    }
    plain
}

/// Whether words speak of applications for information.
fn is_of_requests(text: &str) -> bool {
    text.contains('申') && WORDS.of_requests.is_in(text)
}

/// Whether words name applications for information outright.
fn names_requests(text: &str) -> bool {
    WORDS.named_requests.is_in(text) && !text.contains("公开属性")
}

/// Whether words say that they are about the disclosure of information.
pub(super) fn speaks_of_disclosure(text: &str) -> bool {
    WORDS.of_disclosure.is_in(text)
}

/// A number that may be a year.
fn stated_year(value: Decimal) -> Option<i32> {
    i32::try_from(value).ok().filter(|year| (1990..2100).contains(year))
}
