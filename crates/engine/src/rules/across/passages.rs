//! A report's prose as a sequence of clauses that can be compared with those of another report.
//!
//! A clause is what stands between two marks such as , and 。 Headings, tables, clauses common to all reports
//! (`boilerplate.toml`) and clauses too short to say anything are left out. Years and the unit's own names do not count, so
//! that a text with the year or the unit exchanged is the same text; other figures do count.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::document::Span;
use crate::text::fold::split_ordinal;
use crate::text::numeral::ORDINALS;
use crate::text::sentence::{self, Level};
use crate::text::traditional::simplify;

/// A text whose sentences are compared.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The decoded lines of the file.
    pub lines: &'a [String],
    /// The name of the unit that the report speaks of.
    pub unit: Option<&'a str>,
}

/// What stands between two marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// The line, from 1.
    pub line: u32,
    /// Where it stands in the line, in bytes.
    pub range: Range<usize>,
    /// The same for equal clauses.
    pub hash: u64,
    /// How many characters count.
    pub chars: u32,
    /// The number of its sentence within the text.
    pub sentence: u32,
}

/// The clauses of a report as they are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// Of each clause 25 bits of its hash, whether it ends a sentence, and its length up to 63 characters.
    clauses: Box<[u32]>,
    /// Lines with how many clauses each has in its low byte.
    lines: Box<[u32]>,
}

/// A clause that is kept: equal values are equal clauses.
pub(super) type Mark = u32;

/// Least length of a clause that says anything, in characters.
const SHORTEST: usize = 6;
/// Longest title of a paragraph that begins with an ordinal, in characters.
const PARAGRAPH_TITLE: usize = 16;
/// Fewest characters of a line that can be prose.
const PROSE: usize = 10;
/// Length that a kept clause can have, in characters.
const LENGTH: u32 = 0x3f;
/// The bit that tells the last clause of a sentence.
const CLOSES: u32 = 0x40;

impl Passages {
    /// Keeps the clauses of a text.
    #[must_use]
    pub fn of(text: Text) -> Self {
        let found = clauses(text);
        let mut kept = Vec::with_capacity(found.len());
        let mut lines: Vec<u32> = Vec::new();
        for (index, clause) in found.iter().enumerate() {
            let closes = found.get(index + 1).is_none_or(|next| next.sentence != clause.sentence);
            kept.push((clause.hash as u32) & !0x7f | if closes { CLOSES } else { 0 } | clause.chars.min(LENGTH));
            match lines.last_mut() {
                Some(last) if *last >> 8 == clause.line && *last & 0xff < 0xff => *last += 1,
                _ => lines.push(clause.line << 8 | 1),
            }
        }
        Self { clauses: kept.into(), lines: lines.into() }
    }

    /// The clauses in printed order.
    pub(super) fn marks(&self) -> impl Iterator<Item = Mark> + Clone {
        self.clauses.iter().map(|clause| clause & !CLOSES)
    }

    /// Whether another text has the same clauses in the same order.
    pub(super) fn is_equal(&self, other: &Self) -> bool {
        self.clauses == other.clauses
    }

    /// The clauses sentence by sentence, each with the line on which it begins.
    pub(super) fn sentences(&self) -> Vec<(u32, Vec<Mark>)> {
        let mut lines = self.lines.iter().flat_map(|line| std::iter::repeat_n(line >> 8, (line & 0xff) as usize));
        let split = self.clauses.split_inclusive(|clause| clause & CLOSES != 0);
        split
            .map(|sentence| {
                let first = lines.next().unwrap_or(0);
                for _ in 1..sentence.len() {
                    lines.next();
                }
                (first, sentence.iter().map(|clause| clause & !CLOSES).collect())
            })
            .collect()
    }

    /// How many bytes they take.
    #[must_use]
    pub fn size(&self) -> usize {
        4 * (self.clauses.len() + self.lines.len())
    }
}

/// The length of a kept clause in characters.
pub(super) fn length(mark: Mark) -> u32 {
    mark & LENGTH
}

/// Sentences of a text that stand in another one too, every one of their clauses, in the order of the first text.
#[must_use]
pub fn repeated(a: Text, b: Text) -> Vec<(Span, Span)> {
    let (ours, theirs) = (clauses(a), clauses(b));
    let mut known: Vec<(u64, usize)> = theirs.iter().enumerate().map(|(index, clause)| (clause.hash, index)).collect();
    known.sort_unstable();
    let find = |hash: u64| {
        let at = known.partition_point(|(other, _)| *other < hash);
        known.get(at).filter(|(other, _)| *other == hash).map(|(_, index)| *index)
    };
    let sentences = ours.chunk_by(|a, b| a.sentence == b.sentence);
    sentences
        .filter_map(|sentence| {
            let found = sentence.iter().map(|clause| find(clause.hash)).collect::<Option<Vec<_>>>()?;
            let other = theirs[*found.first()?].sentence;
            let start = theirs.partition_point(|clause| clause.sentence < other);
            let end = theirs.partition_point(|clause| clause.sentence <= other);
            Some((stretch(a, sentence), stretch(b, &theirs[start..end])))
        })
        .collect()
}

/// Where the clauses of a sentence stand.
fn stretch(text: Text, sentence: &[Clause]) -> Span {
    let (first, last) = (&sentence[0], &sentence[sentence.len() - 1]);
    let line = &text.lines[first.line as usize - 1];
    let column = line[..first.range.start].chars().count() as u32 + 1;
    Span::new(first.line, column, line[first.range.start..last.range.end].chars().count() as u32)
}

/// The clauses of a text that say something of the unit.
pub(super) fn clauses(text: Text) -> Vec<Clause> {
    let names = text.unit.map(own_names).unwrap_or_default();
    let mut reader = Reader { names: &names, sentence: 0, found: Vec::new(), buffer: Vec::new() };
    for (index, line) in text.lines.iter().enumerate() {
        if is_prose(line) {
            reader.line(index as u32 + 1, line);
        }
    }
    reader.found
}

/// Whether a line holds sentences. Labels of tables, headings and captions have commas at most.
pub(super) fn is_prose(line: &str) -> bool {
    line.len() >= 3 * PROSE
        && line.contains(['。', '；', '！', ';'])
        && line.bytes().filter(|byte| matches!(byte, b'|' | b'\t')).count() <= line.len() / 120
}

struct Reader<'a> {
    names: &'a [Vec<char>],
    sentence: u32,
    found: Vec<Clause>,
    buffer: Vec<char>,
}

impl Reader<'_> {
    fn line(&mut self, number: u32, line: &str) {
        let head = split_ordinal(line).map_or(0, |(_, end)| end);
        // 一是 opens a sentence, （一） and 1. a title.
        let mut is_titled = head > 0 && !line[..head].ends_with('是');
        for piece in sentence::cut(&line[head..], Level::Phrase) {
            let ends = matches!(piece.end, None | Some(sentence::Mark::Stop | sentence::Mark::Bar));
            let range = head + piece.range.start..head + piece.range.end;
            self.clause(number, line, range, is_titled && (ends || piece.end == Some(sentence::Mark::Colon)));
            is_titled = false;
            self.sentence += u32::from(ends);
        }
        self.sentence += 1;
    }

    fn clause(&mut self, line: u32, text: &str, range: Range<usize>, is_titled: bool) {
        self.fold(text[range.clone()].trim_start());
        // 一是加强学习 and 加强学习 are one clause.
        let enumerated = matches!(&self.buffer[..], [a, '是', ..] if ORDINALS.contains(*a));
        let chars = &self.buffer[if enumerated { 2 } else { 0 }..];
        if chars.len() < SHORTEST || (is_titled && chars.len() <= PARAGRAPH_TITLE) || Boilerplate::get().is_in(chars) {
            return;
        }
        let hash =
            chars.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &c| (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3));
        let words = text[range.clone()].trim_start();
        let words = if enumerated { words.char_indices().nth(2).map_or("", |(at, _)| &words[at..]) } else { words };
        let range = range.end - words.len()..range.end;
        self.found.push(Clause { line, range, hash: mix(hash), chars: chars.len() as u32, sentence: self.sentence });
    }

    /// The characters by which a clause is compared, into the buffer.
    fn fold(&mut self, clause: &str) {
        self.buffer.clear();
        for c in clause.chars() {
            match c {
                '０'..='９' => self.buffer.push((c as u32 - 0xfee0) as u8 as char),
                _ if is_passed_over(c) => continue,
                _ => self.buffer.push(simplify(c)),
            }
            self.shorten();
        }
    }

    /// Takes back a year or a name of the unit that the buffer now ends with.
    fn shorten(&mut self) {
        let Some(&last) = self.buffer.last() else { return };
        let length = self.buffer.len();
        if last == '年' {
            let digits = self.buffer[..length - 1].iter().rev().take_while(|c| c.is_ascii_digit()).count();
            if digits == 4 && self.buffer[length - 5..].starts_with(&['2', '0']) {
                self.buffer.drain(length - 5..length - 1);
            }
            return;
        }
        let is_name = |name: &&Vec<char>| name.last() == Some(&last) && self.buffer.ends_with(name);
        if let Some(name) = self.names.iter().find(is_name) {
            self.buffer.truncate(length - name.len());
            self.buffer.push('@');
        } else if length >= 2
            && matches!(self.buffer[length - 2], '我' | '本' | '全')
            && "省市州盟县区旗镇乡街局厅委办院馆站队所校们".contains(last)
        {
            self.buffer.truncate(length - 2);
            self.buffer.push('@');
        }
    }
}

/// Whether a character says nothing: blanks, quotation marks and brackets, what cannot be seen.
fn is_passed_over(c: char) -> bool {
    matches!(
        c,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '《' | '》' | '（' | '）' | '(' | ')' | '〔' | '〕' | '[' | ']' | '·'
    ) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
        || c.is_whitespace()
}

/// The names by which a unit may call itself, the longest first: 甲市乙区人民政府, 甲市乙区, 乙区.
fn own_names(unit: &str) -> Vec<Vec<char>> {
    let whole: Vec<char> = unit.chars().filter(|c| !c.is_whitespace()).map(simplify).collect();
    let mut names = vec![whole.clone()];
    let text: String = whole.iter().collect();
    let owner =
        ["人民政府办公室", "人民政府", "办事处", "政府办公室", "政府"].iter().find_map(|end| text.strip_suffix(end));
    let owner: Vec<char> = owner.unwrap_or(&text).chars().collect();
    let ends = |c: &char| matches!(c, '省' | '市' | '州' | '盟' | '县' | '旗' | '区');
    let inner = owner.iter().enumerate().filter(|&(at, c)| ends(c) && at + 3 <= owner.len()).map(|(at, _)| at + 1);
    names.extend(inner.map(|start| owner[start..].to_vec()));
    names.push(owner);
    names.retain(|name| name.len() >= 2);
    names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    names.dedup();
    names
}

/// Spreads the bits of a hash.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

/// Words by which a clause is known to be common to all reports.
struct Boilerplate {
    phrases: Vec<Vec<char>>,
    /// A bit for the low bits of each phrase's first character.
    first: [u64; 64],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    contains: Vec<String>,
}

impl Boilerplate {
    fn get() -> &'static Self {
        static BOILERPLATE: OnceLock<Boilerplate> = OnceLock::new();
        BOILERPLATE.get_or_init(|| {
            let file: RawFile = toml::from_str(include_str!("boilerplate.toml")).expect("the embedded words parse");
            let mut phrases: Vec<Vec<char>> = file.contains.iter().map(|phrase| phrase.chars().collect()).collect();
            phrases.sort();
            let mut first = [0; 64];
            for phrase in &phrases {
                first[phrase[0] as usize >> 6 & 63] |= 1 << (phrase[0] as usize & 63);
            }
            Self { phrases, first }
        })
    }

    fn is_in(&self, chars: &[char]) -> bool {
        (0..chars.len()).any(|at| {
            let c = chars[at];
            if self.first[c as usize >> 6 & 63] >> (c as usize & 63) & 1 == 0 {
                return false;
            }
            let from = self.phrases.partition_point(|phrase| phrase[0] < c);
            self.phrases[from..]
                .iter()
                .take_while(|phrase| phrase[0] == c)
                .any(|phrase| chars[at..].starts_with(phrase))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, unit: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let text = Text { lines: &lines, unit: Some(unit) };
        clauses(text).iter().map(|clause| lines[clause.line as usize - 1][clause.range.clone()].to_owned()).collect()
    }

    #[test]
    fn only_what_speaks_of_the_unit_is_kept() {
        for (text, expected) in [
            ("一、总体情况", &[][..]),
            ("（一）主动公开。全年在集市日摆摊宣传四次，回答群众提问。", &["全年在集市日摆摊宣传四次", "回答群众提问"]),
            ("根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为一年。", &[]),
            ("一是梳理各站所的办事流程；二是更新公开目录。", &["梳理各站所的办事流程", "更新公开目录"]),
            ("自然人 | 商业企业，科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计；0 | 0", &[]),
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", &[]),
            ("全年发布1,234条信息到网站；更新栏目多个不等。", &["全年发布1,234条信息到网站", "更新栏目多个不等"]),
        ] {
            assert_eq!(kept(text, "甲镇人民政府"), expected, "{text}");
        }
    }

    fn is_same(a: (&str, &str), b: (&str, &str)) -> bool {
        let lines = [a.0, b.0].map(|line| vec![line.to_owned()]);
        let marks = [(&lines[0], a.1), (&lines[1], b.1)]
            .map(|(lines, unit)| Passages::of(Text { lines, unit: Some(unit) }).marks().collect::<Vec<_>>());
        assert!(!marks[0].is_empty());
        marks[0] == marks[1]
    }

    #[test]
    fn names_and_years_do_not_count_and_figures_do() {
        let ours = ("2022年，白沙镇在全镇设立六个公开栏，公开信息20条到网站。", "甲县白沙镇人民政府");
        for (other, unit, same) in [
            ("2023年，石桥乡在全乡设立六个公开栏，公开信息20条到网站。", "石桥乡人民政府", true),
            ("2022年，我镇在本镇设立六个公开栏，公开信息20条到网站。", "某镇", true),
            ("2022年，白沙镇在全镇设立六个公开栏，公开信息30条到网站。", "白沙镇", false),
            ("2022年，白沙镇在全镇設立六個公開欄，公開信息２０條到網站。", "白沙鎮", true),
        ] {
            assert_eq!(is_same(ours, (other, unit)), same, "{other}");
        }
    }

    #[test]
    fn repeated_sentences_are_found_on_both_sides() {
        let a = ["一、总体情况", "（一）主动公开。每月初一更新村务公开栏。今年新设了大屏，位于广场东侧。"]
            .map(str::to_owned);
        let b = ["今年新设了喇叭，位于广场东侧。", "每月初一更新村务公开栏。"].map(str::to_owned);
        let pairs = repeated(Text { lines: &a, unit: None }, Text { lines: &b, unit: None });
        assert_eq!(pairs, [(Span::new(2, 9, 11), Span::new(2, 1, 11))]);
    }

    #[test]
    fn sentences_keep_their_lines() {
        let lines = [
            "无关的标题",
            "每月初一更新村务公开栏，内容逐条核对无误。每季度末集中检查一次。",
            "各站所轮流值守咨询窗口。",
        ]
        .map(str::to_owned);
        let sentences = Passages::of(Text { lines: &lines, unit: None }).sentences();
        let shape: Vec<_> = sentences.iter().map(|(line, marks)| (*line, marks.len())).collect();
        assert_eq!(shape, [(2, 2), (2, 1), (3, 1)]);
        assert_eq!(length(sentences[2].1[0]), 11);
    }
}
