//! What does not belong to the report: advertising on a hijacked page, and characters that nobody sees.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::document::Span;
use crate::report::Report;
use crate::rules::passage::Passage;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity, arithmetic, names};
use crate::text::sentence;
use crate::text::unseen::UnseenKind;

/// How many places a sentence quotes.
const QUOTED: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
    guarded: Vec<String>,
    guards: Vec<String>,
    paired: Vec<String>,
    games: Vec<String>,
    bait: Vec<String>,
    films: Vec<String>,
    common: Vec<String>,
}

struct Advertising {
    words: Words,
    search: AhoCorasick,
}

fn advertising() -> &'static Advertising {
    static ADVERTISING: OnceLock<Advertising> = OnceLock::new();
    ADVERTISING.get_or_init(|| {
        let words: Words = toml::from_str(include_str!("hijacked.toml")).expect("the embedded words parse");
        let all = words.words.iter().chain(&words.guarded).chain(&words.paired);
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(all)
            .expect("a few words make a small automaton");
        Advertising { words, search }
    })
}

/// Checks every line, those of the page around the report as well.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    hijacked(report, passages, findings);
    unseen(report, findings);
}

fn hijacked(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let (mut source, mut quotes): (Vec<Span>, Vec<String>) = (Vec::new(), Vec::new());
    for passage in passages {
        let Some(range) = advertised(&passage.plain) else { continue };
        source.push(passage.span(range.clone()));
        let words = passage.original(range);
        if !quotes.contains(&words) {
            quotes.push(words);
        }
    }
    if source.is_empty() {
        return;
    }
    let shown: Vec<String> = quotes.iter().take(QUOTED).map(|quote| names::quote(quote)).collect();
    let place = names::lines(report, &source);
    let mut finding = finding(
        "text.hijacked",
        format!("文中有广告或被篡改的文字：{}（{}）。", shown.join("、"), place.zh),
        format!("The text has advertising, or was tampered with: {} ({}).", shown.join(", "), place.en),
    );
    (finding.source, finding.quotes) = (source, quotes);
    findings.push(finding);
}

/// The first advertising in a line.
fn advertised(line: &str) -> Option<Range<usize>> {
    worded(line).or_else(|| shaped(line))
}

/// Advertising by its shape, whatever the brand: a brand of Latin letters or figures glued to a game, or letters and figures
/// glued to Chinese, with bait close behind; or three and more of the words that films are sold with, in one breath.
fn shaped(line: &str) -> Option<Range<usize>> {
    let words = &advertising().words;
    let glued = latin_runs(line).find_map(|run| {
        let token = &line[run.clone()];
        let behind = window(line, run.end);
        let is_glued = line[..run.start].ends_with(is_han) || behind.starts_with(is_han);
        let (digits, letters) = token.bytes().fold((0, 0), |(digits, letters), byte| {
            (digits + u32::from(byte.is_ascii_digit()), letters + u32::from(byte.is_ascii_alphabetic()))
        });
        let is_year = letters == 0 && digits == 4 && token.starts_with("20");
        if token.len() < 2 || !is_glued || is_year || is_common(token) {
            return None;
        }
        let sells_a_game = words.games.iter().any(|game| behind.starts_with(game.as_str()));
        let is_a_brand = digits >= 2 && letters >= 2;
        let bait = words.bait.iter().find_map(|word| Some(run.end + behind.find(word.as_str())? + word.len()));
        bait.filter(|_| sells_a_game || is_a_brand).map(|end| run.start..end)
    });
    glued.or_else(|| films(line))
}

/// The runs of Latin letters and figures of a line.
fn latin_runs(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line[at..].find(|c: char| c.is_ascii_alphanumeric())?;
        let length = line[start..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// What is read in one breath from a place on.
fn window(line: &str, start: usize) -> &str {
    const BREATH: usize = 16;
    let text = &line[start..];
    let end = text.char_indices().nth(BREATH).map_or(text.len(), |(at, _)| at);
    sentence::first(&text[..end], sentence::Level::Statement)
}

/// Three and more words that films are sold with.
fn films(line: &str) -> Option<Range<usize>> {
    let words = &advertising().words;
    let first = words.films.iter().filter_map(|word| line.find(word.as_str())).min()?;
    let text = window(line, first);
    let found = words.films.iter().filter_map(|word| Some(text.find(word.as_str())? + word.len()));
    let ends: Vec<usize> = found.collect();
    (ends.len() >= 3).then(|| first..first + ends.into_iter().max().unwrap_or(0))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Advertising by its words.
fn worded(line: &str) -> Option<Range<usize>> {
    let Advertising { words, search } = advertising();
    let (strong, guarded) = (words.words.len(), words.words.len() + words.guarded.len());
    search.find_iter(line).find_map(|found| {
        let range = found.range();
        match found.pattern().as_usize() {
            at if at < strong => Some(whole_word(line, range)?),
            at if at < guarded => {
                let is_fought = words.guards.iter().any(|word| line.contains(word.as_str()));
                (!is_fought).then_some(range)
            }
            _ => paired(line, range),
        }
    })
}

/// The words as they stand; none where letters or digits go on, as in a longer word of another meaning.
fn whole_word(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (first, last) = (line[range.clone()].chars().next(), line[range.clone()].chars().next_back());
    let goes_on = is_latin(first) && is_latin(line[..range.start].chars().next_back())
        || is_latin(last) && is_latin(line[range.end..].chars().next());
    (!goes_on).then_some(range)
}

/// A word such as 体育 right behind Latin letters, or before the signs that such titles are joined with.
fn paired(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    let before = &line[..range.start];
    let latin = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let token = &before[latin..];
    let behind = &line[range.end..];
    let is_joined = behind.starts_with(['_', '@']);
    let is_brand = token.len() >= 3 && token.bytes().any(|byte| byte.is_ascii_lowercase()) && !is_common(token);
    let has_at = behind.contains("@:") || behind.contains("@：");
    // A name of the site may stand behind such signs, too: two of the marks are wanted.
    (is_joined && (is_brand || has_at)).then(|| {
        let start = if is_brand { latin } else { before.char_indices().rev().nth(1).map_or(0, |(at, _)| at) };
        let end = line[range.end..].find(['@', ':', '：']).map_or(range.end, |at| range.end + at + 1);
        start..end
    })
}

/// Latin words that stand before such words in the names of offices' own channels.
fn is_common(token: &str) -> bool {
    advertising().words.common.contains(&token.to_ascii_lowercase())
}

fn unseen(report: &Report, findings: &mut Vec<Finding>) {
    if report.unseen.is_empty() {
        return;
    }
    let parts: Vec<Wording> = report
        .unseen
        .iter()
        .map(|unseen| {
            let (zh, en) = match unseen.kind {
                UnseenKind::ZeroWidth => ("零宽字符", "zero-width character"),
                UnseenKind::Direction => ("改变书写方向的控制符", "writing-direction mark"),
                UnseenKind::PrivateUse => ("自造字或私用区字符", "private-use character"),
            };
            let count = usize::try_from(unseen.count).unwrap_or(usize::MAX);
            Wording { zh: format!("{zh} {} 个", unseen.count), en: arithmetic::count(count, en) }
        })
        .collect();
    let source: Vec<Span> = report.unseen.iter().flat_map(|unseen| unseen.source.iter().copied()).collect();
    let place = names::lines(report, &source);
    let join = |words: Vec<&str>, between: &str| words.join(between);
    let (zh, en) = (
        join(parts.iter().map(|part| &*part.zh).collect(), "、"),
        join(parts.iter().map(|part| &*part.en).collect(), ", "),
    );
    let mut finding = finding(
        "text.invisible",
        format!("文中夹有看不见的字符：{zh}（{}）。", place.zh),
        format!("The text holds characters that nobody sees: {en} ({}).", place.en),
    );
    // A turned direction shows other figures than those that are stored.
    if report.unseen.iter().all(|unseen| unseen.kind != UnseenKind::Direction) {
        finding.severity = Severity::Info;
    }
    finding.source = source;
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advertising_is_known() {
        for line in [
            "uedbet体育_uedbet官网@:2019年政府信息公开工作年度报告",
            "bet9体育_bet9官网@:2019年政府信息公开工作年度报告",
            "明升体育_明升官网@:欢迎您",
            "免费菠萝视频2021年政府信息公开年报",
            "友情链接 BET365 新葡京",
            "网上博彩大全",
            "星海体育_星海官网@：某县年报",
            "本镇按照367bet苹果版_367服务热线政务公开工作领导小组要求",
            "按照377体育直播,377体育备用网址政务公开领导小组要求",
            "落实XY真人入口政务公开要求",
            "德赢VWIN政务公开领导小组",
            "高清免费电影在线观看2021年年报",
        ] {
            assert!(advertised(line).is_some(), "{line}");
        }
        for line in [
            "市体育局官网公开信息120条",
            "打击网络赌博、整治色情低俗信息",
            "公安机关查处博彩网站案件3起",
            "福利彩票、体育彩票销售情况公示",
            "丰富群众文化娱乐生活",
            "“直播+政务”、抖音直播12场",
            "通过微信公众号、官网、APP公开",
            "联系邮箱zwgk@example.gov.cn",
            "某市体育_某市人民政府门户网站",
            "alphabet365计划",
            "NBA体育_公开栏目",
            "2023体育赛事直播12场",
            "12345热线服务平台登录",
            "5G直播平台登录3万人次",
            "通过ISO9001认证，在官网公布",
            "下载APP登录政务服务平台",
            "制作短视频3部，群众在线观看2万人次",
            "推动KTV娱乐场所备案登记",
        ] {
            assert_eq!(advertised(line), None, "{line}");
        }
    }
}
