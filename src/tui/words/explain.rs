//! The parts of a score in the words of someone who reads labels, not scores: what is written otherwise, what is left of a
//! cut label, where it stands among its neighbours.

use crate::matching::{Resemblance, resemblance};
use crate::report::{Candidate, ScorePart, ScorePartKind, Target};
use crate::schema::Axis;
use crate::text::fold::fold;
use crate::text::lang::Lang;

/// How many differences are named.
const NAMED: usize = 3;

/// A short name of a part.
#[must_use]
pub fn part_name(kind: ScorePartKind, lang: Lang) -> &'static str {
    match kind {
        ScorePartKind::Edit => lang.pick("逐字", "spelling"),
        ScorePartKind::JaroWinkler => lang.pick("字序", "order"),
        ScorePartKind::Bigrams => lang.pick("连字", "pairs"),
        ScorePartKind::Containment => lang.pick("节略", "cut"),
        ScorePartKind::Ordinal => lang.pick("序号", "number"),
        ScorePartKind::Position => lang.pick("位置", "place"),
        ScorePartKind::Group => lang.pick("分组", "group"),
        ScorePartKind::Arithmetic => lang.pick("勾稽", "sums"),
    }
}

/// What a part of a score says of a label and the field that it is compared with.
#[must_use]
pub fn part_phrase(part: ScorePart, observed: &str, target: Target, lang: Lang) -> String {
    let value = part.value;
    let of = |words: [(&'static str, &'static str); 4]| {
        let step = [0.85, 0.5, 0.01].iter().position(|&least| value >= least).unwrap_or(3);
        lang.pick(words[step].0, words[step].1).to_owned()
    };
    match part.kind {
        ScorePartKind::Edit => spelling(observed, target.label(), lang),
        ScorePartKind::JaroWinkler => of([
            ("字的先后一致", "in the same order"),
            ("字的先后大体一致", "mostly in order"),
            ("字的先后出入较大", "in another order"),
            ("没有相同的字", "nothing in common"),
        ]),
        ScorePartKind::Bigrams => of([
            ("相邻的字几乎都相同", "nearly all pairs shared"),
            ("相邻的字多半相同", "most pairs shared"),
            ("相邻的字少数相同", "few pairs shared"),
            ("相邻的字没有相同的", "no pair shared"),
        ]),
        ScorePartKind::Containment => {
            let share = (value * 100.0).round();
            lang.pick(format!("是其中的一段（{share}%）"), format!("a stretch of it ({share}%)"))
        }
        ScorePartKind::Ordinal if value >= 0.5 => lang.pick("序号一致", "same number").to_owned(),
        ScorePartKind::Ordinal => lang.pick("序号不同", "another number").to_owned(),
        ScorePartKind::Position if value >= 0.5 => {
            let place = place(target, lang);
            lang.pick(format!("前后栏目已定，{place}"), format!("neighbours are certain, {place}"))
        }
        ScorePartKind::Position => lang.pick("前后栏目说明不了", "neighbours do not tell").to_owned(),
        ScorePartKind::Group if value >= 0.5 => lang.pick("分组一致", "same group").to_owned(),
        ScorePartKind::Group => lang.pick("分组不同", "another group").to_owned(),
        ScorePartKind::Arithmetic if value >= 0.5 => lang.pick("这样勾稽成立", "so the sums hold").to_owned(),
        ScorePartKind::Arithmetic => lang.pick("这样勾稽不成立", "so the sums break").to_owned(),
    }
}

/// Where a field stands in its table, and in its group: `第 3/7 列，同组第 2 列`.
#[must_use]
pub fn place(target: Target, lang: Lang) -> String {
    let table = target.table.get();
    let (fields, name, en) = match target.axis {
        Axis::Row => (&table.rows, "行", "row"),
        Axis::Column => (&table.columns, "列", "column"),
        Axis::Table | Axis::Group => return String::new(),
    };
    let index = usize::from(target.index);
    let all = lang
        .pick(format!("第 {}/{} {name}", index + 1, fields.len()), format!("{en} {} of {}", index + 1, fields.len()));
    let group = &fields[index].group;
    if group.is_empty() {
        return all;
    }
    let within = fields[..=index].iter().filter(|field| field.group == *group).count();
    lang.pick(format!("{all}，同组第 {within} {name}"), format!("{all}, {within} in its group"))
}

/// What is written otherwise than in the form, apart from ordinals, blanks and punctuation.
#[must_use]
pub fn spelling(observed: &str, label: &str, lang: Lang) -> String {
    let characters = |text: &str| fold(text).base().chars().collect::<Vec<char>>();
    let (written, printed) = (characters(observed), characters(label));
    let differences = differences(&written, &printed);
    let mut said: Vec<String> = differences.iter().take(NAMED).map(|(old, new)| difference(old, new, lang)).collect();
    if differences.is_empty() {
        return lang.pick("逐字相同，不计序号和标点", "the same but for numbers and marks").to_owned();
    }
    // Where hardly anything is shared, a list of differences explains nothing.
    let kept = written.len().saturating_sub(differences.iter().map(|(old, _)| old.chars().count()).sum());
    if kept == 0 {
        return lang.pick("没有相同的字", "no character in common").to_owned();
    }
    if differences.len() > NAMED {
        said.push(lang.pick("等", "…").to_owned());
    }
    said.join(lang.pick("，", ", "))
}

fn difference(written: &str, printed: &str, lang: Lang) -> String {
    match (written.is_empty(), printed.is_empty()) {
        (true, _) => lang.pick(format!("缺“{printed}”"), format!("lacks “{printed}”")),
        (_, true) => lang.pick(format!("多“{written}”"), format!("adds “{written}”")),
        _ => {
            let mut pairs = written.chars().zip(printed.chars());
            let same_length = written.chars().count() == printed.chars().count();
            let alike =
                pairs.next().and_then(|(a, b)| resemblance(a, b)).filter(|_| same_length && pairs.next().is_none());
            let why = match alike {
                Some(Resemblance::Shape) => lang.pick("（形近）", " (looks alike)"),
                Some(Resemblance::Sound) => lang.pick("（音近）", " (sounds alike)"),
                None => "",
            };
            lang.pick(format!("“{printed}”写作“{written}”{why}"), format!("“{written}” for “{printed}”{why}"))
        }
    }
}

/// The stretches in which two texts differ, by their longest common subsequence: what the one has, and the other in its
/// place.
fn differences(one: &[char], other: &[char]) -> Vec<(String, String)> {
    let width = other.len() + 1;
    let mut longest = vec![0u16; (one.len() + 1) * width];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            longest[i * width + j] = if one[i] == other[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut found: Vec<(String, String)> = Vec::new();
    let (mut i, mut j, mut differs) = (0, 0, false);
    while i < one.len() || j < other.len() {
        if i < one.len() && j < other.len() && one[i] == other[j] {
            (i, j, differs) = (i + 1, j + 1, false);
            continue;
        }
        if !differs {
            found.push(Default::default());
            differs = true;
        }
        let Some(last) = found.last_mut() else { break };
        let skips_one =
            j == other.len() || (i < one.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]);
        if skips_one {
            last.0.push(one[i]);
            i += 1;
        } else {
            last.1.push(other[j]);
            j += 1;
        }
    }
    found
}

/// How far the best candidate is ahead of the next, and by what above all.
#[must_use]
pub fn lead(first: &Candidate, second: &Candidate, lang: Lang) -> String {
    let value = |candidate: &Candidate, kind| {
        candidate.parts.iter().find(|part| part.kind == kind).map_or(0.0, |part: &ScorePart| part.value)
    };
    let gap = first.score - second.score;
    let by = first.parts.iter().map(|part| (part.kind, part.value - value(second, part.kind)));
    let by = by.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, gap)| *gap >= 0.05);
    let next = second.target.label();
    let head = lang.pick(format!("比次选“{next}”高 {gap:.2}"), format!("Ahead of “{next}” by {gap:.2}"));
    match by {
        Some((kind, _)) => {
            let name = part_name(kind, lang);
            lang.pick(format!("{head}，主要靠{name}。"), format!("{head}, above all by {name}."))
        }
        None => lang.pick(format!("{head}。"), format!("{head}.")),
    }
}

/// Who decided on a label, and when.
#[must_use]
pub fn decided_by(lang: Lang, by: &str, at: &str) -> String {
    lang.pick(format!("{by} 于 {at} 认定。"), format!("Decided by {by}, {at}."))
}

/// Heading of the label before.
#[must_use]
pub fn before(lang: Lang) -> &'static str {
    lang.pick("前", "before")
}

/// Heading of the label after.
#[must_use]
pub fn after(lang: Lang) -> &'static str {
    lang.pick("后", "after")
}

/// Heading of the values that a label heads.
#[must_use]
pub fn values(lang: Lang) -> &'static str {
    lang.pick("数值", "values")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_is_named() {
        for (observed, label, zh) in [
            ("商业机构", "商业企业", "“企业”写作“机构”"),
            ("(二)不分公开", "（二）部分公开", "“部”写作“不”（音近）"),
            ("采购金额", "采购总金额", "缺“总”"),
            ("本年新", "本年新制作数量", "缺“制作数量”"),
            ("政府信息公开的行政复议", "政府信息公开行政复议", "多“的”"),
            ("规章", "规章", "逐字相同，不计序号和标点"),
            ("其他", "总计", "没有相同的字"),
        ] {
            assert_eq!(spelling(observed, label, Lang::Zh), zh, "{observed} {label}");
        }
    }
}
