//! Names and words in a report that belong to another unit: 全县 in a district's, 全镇 in a street's, a neighbour's name where the
//! report speaks of itself, requests made to the city in a township's, a signature of another place.
//!
//! Superior authorities are named with good reason, and so are a unit's own towns. So a word counts only where a unit would
//! speak of itself, and only where it fits no authority above.

use std::sync::OnceLock;

use serde::Deserialize;

use super::identity::key;
use super::passages::is_prose;
use super::{Batch, BatchFinding};
use crate::document::Span;
use crate::report::{Body, Level, Report, UnitKind};
use crate::rules::registry::finding;
use crate::text::sentence;
use crate::text::traditional::simplify;

/// Words that belong to another unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignName {
    /// The words.
    pub quote: Box<str>,
    /// Where they stand.
    pub source: Span,
}

/// Longest name of a place before its ending, in characters.
const LONGEST: usize = 4;
/// How many different words a report keeps.
const MOST: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    calls: Vec<Calls>,
    guards: Guards,
    subjects: Subjects,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calls {
    of: char,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guards {
    before: String,
    behind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subjects {
    verbs: Vec<String>,
    bodies: Vec<String>,
    improper: String,
    districts: String,
    towns: String,
}

impl Words {
    fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| toml::from_str(include_str!("foreign.toml")).expect("the embedded words parse"))
    }
}

/// The unit as the words of its report are held against it.
struct Own {
    name: String,
    level: Level,
    /// Last character of its place's name.
    of: char,
}

impl Own {
    fn of(report: &Report) -> Option<Self> {
        let unit = report.unit.as_ref()?;
        let UnitKind { level, body } = UnitKind::of(&unit.text)?;
        let name: String = unit.text.chars().filter(|c| !c.is_whitespace()).map(simplify).collect();
        let level = level.filter(|_| body != Body::Committee)?;
        let ends = match (level, body) {
            (_, Body::Street) => "道",
            // The town of a department, such as 甲镇中心小学, is not the department.
            (Level::Township, Body::Government) => "镇乡",
            (Level::County, _) => "县区旗",
            (Level::City | Level::Prefecture, Body::Government | Body::GovernmentOffice) => "市",
            _ => return None,
        };
        let owner = ["人民政府办公室", "人民政府", "政府办公室", "政府"].iter().find_map(|end| name.strip_suffix(end));
        let of = owner.unwrap_or(&name).chars().rev().find(|c| ends.contains(*c))?;
        Some(Self { name, level, of })
    }
}

/// The words of a report that belong to another unit, each once with its first place.
pub(super) fn find(report: &Report, lines: &[String]) -> Vec<ForeignName> {
    let mut found: Vec<ForeignName> = Vec::new();
    let mut add = |quote: &str, source: Span| {
        if found.len() < MOST && found.iter().all(|known| *known.quote != *quote) {
            found.push(ForeignName { quote: quote.into(), source });
        }
    };
    if let Some((quote, source)) = signature(report) {
        add(quote, source);
    }
    let Some(own) = Own::of(report) else { return found };
    let calls = Words::get().calls.iter().find(|calls| calls.of == own.of).map_or(&[][..], |calls| &calls.not);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| is_prose(line)) {
        let span = |at: usize, words: &str| {
            Span::new(index as u32 + 1, line[..at].chars().count() as u32 + 1, words.chars().count() as u32)
        };
        for word in calls {
            for at in memchr::memmem::find_iter(line.as_bytes(), word) {
                if stands_alone(line, at, word) {
                    add(word, span(at, word));
                }
            }
        }
        if own.level == Level::Township {
            for words in superior(line) {
                add(words, span(words.as_ptr() as usize - line.as_ptr() as usize, words));
            }
        }
        if matches!(own.level, Level::Township | Level::County) {
            for words in subjects(line, &own) {
                add(words, span(words.as_ptr() as usize - line.as_ptr() as usize, words));
            }
        }
    }
    found
}

/// Says what was found.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    for (index, extract) in batch.extracts.iter().enumerate().filter(|(_, extract)| !extract.foreign.is_empty()) {
        let unit = extract.unit.as_deref().unwrap_or_default();
        let names = |lang_zh: bool| {
            let all: Vec<String> = extract
                .foreign
                .iter()
                .map(|name| {
                    let line = name.source.line;
                    if lang_zh {
                        format!("“{}”（第{line}行）", name.quote)
                    } else {
                        format!("“{}” (line {line})", name.quote)
                    }
                })
                .collect();
            all.join(if lang_zh { "、" } else { ", " })
        };
        let mut finding = finding(
            "units.foreign_name",
            format!("报告单位为“{unit}”，文中却出现不属于本单位的称谓：{}。", names(true)),
            format!("The report is of {unit} and yet has words of another unit: {}.", names(false)),
        );
        finding.source = extract.foreign.iter().map(|name| name.source).collect();
        finding.quotes = extract.foreign.iter().map(|name| name.quote.to_string()).collect();
        findings.push(BatchFinding { finding, subject: Some(index), reports: vec![index] });
    }
}

/// Whether a word is one of its own where it stands, and no title of a document.
fn stands_alone(line: &str, at: usize, word: &str) -> bool {
    let guards = &Words::get().guards;
    let before = line[..at].chars().next_back();
    let behind = line[at + word.len()..].chars().next();
    let is_title = line[..at].rfind('《') > line[..at].rfind('》');
    let is_inside = word.starts_with(['全', '我']) && before.is_some_and(|c| guards.before.contains(c));
    !(is_title || is_inside || behind.is_some_and(|c| guards.behind.contains(c)))
}

/// Requests that were made to a superior government: 向市政府…提出的政府信息公开申请.
fn superior(line: &str) -> impl Iterator<Item = &str> {
    let line = if line.contains("提出") || line.contains("申请公开") { line } else { "" };
    const SUPERIORS: [&str; 8] =
        ["向省政府", "向市政府", "向市人民政府", "向县政府", "向县人民政府", "向区政府", "向区人民政府", "向州政府"];
    SUPERIORS.iter().filter_map(move |word| {
        let at = line.find(word)?;
        let clause = sentence::first(&line[at..], sentence::Level::Clause);
        let asked =
            ["提出的政府信息公开申请", "提出政府信息公开申请", "申请公开"].iter().any(|words| clause.contains(words));
        asked.then(|| &line[at..at + word.len()])
    })
}

/// Names of other places of the unit's own level where the report says what the unit did.
fn subjects<'a>(line: &'a str, own: &'a Own) -> impl Iterator<Item = &'a str> {
    sentence::cut(line, sentence::Level::Phrase).filter_map(|piece| {
        let clause = line[piece.range].trim_start();
        let digits = clause.bytes().take_while(u8::is_ascii_digit).count();
        let clause =
            clause[digits..].strip_prefix("年度").or_else(|| clause[digits..].strip_prefix('年')).unwrap_or(clause);
        subject(clause, own)
    })
}

fn subject<'a>(clause: &'a str, own: &Own) -> Option<&'a str> {
    let words = &Words::get().subjects;
    let endings: &[&str] = if own.level == Level::Township { &["街道", "镇", "乡"] } else { &["县", "区"] };
    // A name is short: what stands further on is none that the clause begins with.
    let mut starts = clause.char_indices().take(LONGEST + 1).map(|(at, _)| at);
    let (end, ending) = starts.find_map(|at| {
        Some((at, *endings.iter().find(|ending| clause.as_bytes()[at..].starts_with(ending.as_bytes()))?))
    })?;
    let stem: Vec<char> = clause[..end].chars().map(simplify).collect();
    if !(2..=LONGEST).contains(&stem.len()) || stem.iter().any(|c| words.improper.contains(*c) || !is_han(*c)) {
        return None;
    }
    let none = match ending {
        "区" => &words.districts,
        "镇" => &words.towns,
        _ => "",
    };
    if none.contains(stem[stem.len() - 1]) {
        return None;
    }
    let name = &clause[..end + ending.len()];
    let mut rest = &clause[name.len()..];
    while let Some(after) = words.bodies.iter().find_map(|body| rest.strip_prefix(body.as_str())) {
        rest = after;
    }
    if !words.verbs.iter().any(|verb| rest.starts_with(verb)) {
        return None;
    }
    // The stem alone decides: a township that became a town, or a county that became a district, is still itself.
    let stem: String = stem.into_iter().collect();
    let is_own = own.name.contains(&stem) || (2..stem.chars().count()).any(|n| own.name.contains(&tail(&stem, n)));
    (!is_own).then_some(name)
}

fn tail(text: &str, count: usize) -> String {
    let skip = text.chars().count() - count;
    text.chars().skip(skip).collect()
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9FFF | 0x20000..)
}

/// The signature, where it is that of another government, street or department than the title's.
fn signature(report: &Report) -> Option<(&str, Span)> {
    let (unit, signed) = (report.unit.as_ref()?, report.signed_by.as_ref()?);
    if are_other_departments(&key(&unit.text), &key(&signed.text)) {
        return Some((signed.text.as_str(), *signed.source.first()?));
    }
    let kinds = [UnitKind::of(&unit.text)?, UnitKind::of(&signed.text)?];
    let is_place = |kind: UnitKind| matches!(kind.body, Body::Government | Body::Street) && kind.level.is_some();
    if !kinds.into_iter().all(is_place) || kinds[0] != kinds[1] {
        return None;
    }
    let (a, b) = (key(&unit.text), key(&signed.text));
    let is_same = a.ends_with(&b) || b.ends_with(&a);
    (!is_same).then_some((signed.text.as_str(), *signed.source.first()?))
}

/// Whether two names of one place are of a department and of something else: of another department with no character of its
/// name (a renamed one keeps some), or of a street or township.
fn are_other_departments(unit: &str, signed: &str) -> bool {
    let common = unit.chars().zip(signed.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a);
    let common: Vec<char> = common.collect();
    // The place that they have in common.
    let place = common.iter().rposition(|last| "省市县区旗州盟".contains(*last)).map_or(0, |at| at + 1);
    let names = [unit, signed].map(|name| name.chars().skip(place).collect::<String>());
    let department = |name: &str| name.strip_suffix('局').filter(|stem| stem.chars().count() > 1).map(str::to_owned);
    let is_local = |name: &str| {
        ["镇", "乡", "街道", "镇人民政府", "乡人民政府", "街道办事处"].iter().any(|end| name.ends_with(end))
    };
    place > 0
        && match (department(&names[0]), department(&names[1])) {
            (Some(a), Some(b)) => !a.chars().any(|c| c != '和' && b.contains(c)),
            (Some(_), None) => is_local(&names[1]),
            (None, Some(_)) => is_local(&names[0]),
            (None, None) => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Quoted;

    fn found(unit: &str, text: &str) -> Vec<String> {
        let quoted = |text: &str| Some(Quoted { text: text.to_owned(), source: vec![Span::line(1)] });
        let report = Report { unit: quoted(unit), ..Report::default() };
        let lines = [format!("{text}其余事项均按计划完成，没有新的情况。")];
        find(&report, &lines).iter().map(|name| name.quote.to_string()).collect()
    }

    #[test]
    fn words_of_another_unit_are_found() {
        for (unit, text, expected) in [
            ("甲市乙区人民政府", "全县共办理转接电话二十件。", "全县"),
            ("某乙区教育局", "在县委、县政府的领导下开展工作。", "县委、县政府"),
            ("丙街道办事处", "我镇设立公开栏六处。", "我镇"),
            ("丙街道办事处", "全年收到向市政府及市政府办公室提出的政府信息公开申请5件。", "向市政府"),
            ("丁镇", "全乡村务公开栏已更新，本乡组织培训两次。", "本乡"),
            ("白沙镇人民政府", "2023年，石桥镇认真落实公开职责。", "石桥镇"),
            ("白沙镇人民政府", "2023年石桥乡人民政府主动公开信息二十条。", "石桥乡"),
            ("文昌街道", "新华街道高度重视公开工作。", "新华街道"),
            ("甲县人民政府", "我乡设立公开栏六处。", "我乡"),
        ] {
            assert_eq!(found(unit, text), [expected], "{unit} {text}");
        }
    }

    #[test]
    fn words_that_may_be_right_are_left_alone() {
        for (unit, text) in [
            ("甲市乙区人民政府", "健全县级协调机制，安全区域已公示，全市排名第一，我市要求逐项落实。"),
            ("甲市乙区人民政府", "办理《关于加强全县公开工作的通知》所列事项。"),
            ("甲县人民政府", "全区和我区的会议精神已传达，各乡镇认真落实，城关镇积极试点。"),
            ("丙街道办事处", "在县政府领导下，全县统一部署，乡镇街道认真落实。"),
            ("丙街道办事处", "收到区政府转办的政府信息公开申请2件，向区政府报送信息20条。"),
            ("丁镇", "全乡村振兴项目公示，健全乡镇公开制度，全镇设公开栏六处。"),
            ("甲县丁镇人民政府", "丁镇认真落实，甲县丁镇积极公开，全县统一部署。"),
            ("丁镇", "小城镇持续建设，各村镇认真落实，组织各乡镇积极参加。"),
            ("乙区人民政府", "城区全面覆盖，开发区积极配合，辖区认真落实，新区持续建设。"),
            ("石桥镇人民政府", "石桥乡认真完成撤乡设镇的公示。"),
            ("甲经济开发区管委会", "全县统一部署，我县高度重视。"),
            ("某市教育局", "全县统一部署，我县高度重视。"),
            ("关于印发", "全县统一部署，我县高度重视。"),
        ] {
            assert!(found(unit, text).is_empty(), "{unit} {text} {:?}", found(unit, text));
        }
    }

    #[test]
    fn a_signature_of_another_place_is_told() {
        let quoted = |text: &str| Some(Quoted { text: text.to_owned(), source: vec![Span::line(9)] });
        for (unit, signed, expected) in [
            ("白沙镇人民政府", "石桥镇人民政府", true),
            ("白沙镇", "甲县白沙镇人民政府", false),
            ("白沙镇", "甲县人民政府办公室", false),
            ("甲县", "甲县政务服务管理局", false),
            ("甲县教育局", "甲县教育和体育局", false),
            ("甲县教育局", "甲县白沙镇人民政府", true),
            ("甲县白沙镇人民政府", "甲县司法局", true),
            ("甲县财政局", "甲县司法局", true),
            ("甲县住房和城乡建设局", "甲县文化和旅游局", true),
            ("甲区人民政府白沙街道办事处", "甲区人力资源和社会保障局", true),
            ("甲县国土资源局", "甲县自然资源局", false),
            ("甲县白沙镇人民政府", "甲县白沙镇司法所", false),
            ("甲县白沙镇", "乙县司法局", false),
        ] {
            let report = Report { unit: quoted(unit), signed_by: quoted(signed), ..Report::default() };
            assert_eq!(!find(&report, &[]).is_empty(), expected, "{unit} {signed}");
        }
    }
}
