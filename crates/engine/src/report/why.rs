//! Why a label is taken for its field, in the words of someone who reads labels, not scores: what is written otherwise, what
//! is left of a cut label, where it stands among its neighbours, what separates it from the runner-up, what the sums say.

use rust_decimal::Decimal;

use super::{Candidate, Cell, Label, Report, ScorePart, ScorePartKind, TableReading, Target};
use crate::matching::{Resemblance, resemblance};
use crate::schema::{Axis, CellId, Relation};
use crate::text::fold::fold;
use crate::text::lang::Lang;

/// How many differences are named.
const NAMED: usize = 3;
/// Least difference between two parts of a score that is named.
const LEAST_GAP: f32 = 0.05;

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

/// A part of two scores that differs, and by how much the first is ahead in it.
fn gaps(first: &Candidate, second: &Candidate) -> Vec<(ScorePartKind, f32)> {
    let value = |candidate: &Candidate, kind| {
        candidate.parts.iter().find(|part| part.kind == kind).map(|part: &ScorePart| part.value)
    };
    let kinds = first.parts.iter().chain(&second.parts).map(|part| part.kind);
    let mut gaps: Vec<(ScorePartKind, f32)> = Vec::new();
    for kind in kinds {
        let (own, other) = (value(first, kind), value(second, kind));
        // What speaks for one alone is its advantage; how a text is spelt is measured of both or says nothing.
        let is_measured = own.is_some() && other.is_some();
        let is_of_the_text = matches!(
            kind,
            ScorePartKind::Edit | ScorePartKind::JaroWinkler | ScorePartKind::Bigrams | ScorePartKind::Containment
        );
        let gap = own.unwrap_or(0.0) - other.unwrap_or(0.0);
        let counts = (is_measured || !is_of_the_text) && gap.abs() >= LEAST_GAP;
        if counts && gaps.iter().all(|(known, _)| *known != kind) {
            gaps.push((kind, gap));
        }
    }
    gaps.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    gaps
}

/// How far the best candidate is ahead of the next, and in which parts by how much.
#[must_use]
pub fn lead(first: &Candidate, second: &Candidate, lang: Lang) -> String {
    let gap = first.score - second.score;
    let next = second.target.label();
    let head = lang.pick(format!("比次选“{next}”高 {gap:.2}"), format!("Ahead of “{next}” by {gap:.2}"));
    let parts = gaps(first, second);
    let named: Vec<String> =
        parts.iter().take(NAMED).map(|(kind, gap)| format!("{} {gap:+.2}", part_name(*kind, lang))).collect();
    if named.is_empty() {
        return lang.pick(format!("{head}。"), format!("{head}."));
    }
    let named = named.join(lang.pick("，", ", "));
    lang.pick(format!("{head}：{named}。"), format!("{head}: {named}."))
}

/// What else speaks for or against a label's field, apart from the parts of its score: its place, its group, the sums. Each
/// with a short name.
#[must_use]
pub fn evidence(report: &Report, label: usize, lang: Lang) -> Vec<(&'static str, String)> {
    let Some(own) = report.labels.get(label) else { return Vec::new() };
    let Some(target) = own.target.filter(|_| matches!(own.axis, Axis::Row | Axis::Column)) else { return Vec::new() };
    let mut found = vec![(part_name(ScorePartKind::Position, lang), order(report, label, target, lang))];
    found.extend(group(own, target, lang).map(|said| (part_name(ScorePartKind::Group, lang), said)));
    found.extend(sums(report, label, target, lang).map(|said| (part_name(ScorePartKind::Arithmetic, lang), said)));
    found
}

/// Where the field stands in the form, and whether the labels before and after it within its group are those of the form.
fn order(report: &Report, label: usize, target: Target, lang: Lang) -> String {
    let own = &report.labels[label];
    let at = |label: &Label| label.source.first().map(|span| (span.line, span.column));
    let peers = || {
        report.labels.iter().filter(|other| {
            let is_peer = other.table == own.table && other.axis == own.axis && other.group == own.group;
            is_peer && other.target.is_some() && at(other).is_some()
        })
    };
    let before = peers().filter(|other| at(other) < at(own)).max_by_key(|other| at(other));
    let after = peers().filter(|other| at(other) > at(own)).min_by_key(|other| at(other));
    let choices = Target::choices(target.table, target.axis);
    let family: Vec<Target> = choices.into_iter().filter(|other| other.group() == target.group()).collect();
    let place_in = family.iter().position(|&other| other == target).unwrap_or(0);
    let due = |step: isize| place_in.checked_add_signed(step).and_then(|place| family.get(place)).copied();
    let stands = |near: Option<&Label>| near.and_then(|near| near.target);
    let place = place(target, lang);
    let wrong = [(stands(before), due(-1), "前", "before"), (stands(after), due(1), "后", "after")]
        .into_iter()
        .find(|(is, due, ..)| is.is_some() && is != due);
    match wrong {
        None if before.is_none() && after.is_none() => place,
        None => lang.pick(
            format!("{place}；前后栏目与表样次序一致"),
            format!("{place}; the labels around stand in the form's order"),
        ),
        Some((is, due, zh, en)) => {
            let is = is.map_or("", Target::label);
            match due {
                Some(due) => lang.pick(
                    format!("{place}；{zh}面是“{is}”，表样应为“{}”", due.label()),
                    format!("{place}; {en} it stands “{is}”, in the form “{}”", due.label()),
                ),
                None => lang.pick(
                    format!("{place}；{zh}面还有“{is}”，表样没有"),
                    format!("{place}; {en} it stands “{is}”, in the form nothing"),
                ),
            }
        }
    }
}

/// The group in which the label stands, and whether the form has the field there.
fn group(label: &Label, target: Target, lang: Lang) -> Option<String> {
    let (written, printed) = (label.group.join(" › "), target.group().join(" › "));
    // Where a table repeats its columns for every row, the row is their group.
    let is_same = label.table.get().side_by_side || written == printed;
    match (written.is_empty(), printed.is_empty()) {
        (true, true) => None,
        (false, _) if is_same => {
            Some(lang.pick(format!("{written}，与表样一致"), format!("{written}, as in the form")))
        }
        (true, false) => {
            Some(lang.pick(format!("没有分组，表样属“{printed}”"), format!("none; in the form “{printed}”")))
        }
        (false, true) => Some(lang.pick(format!("{written}，表样没有分组"), format!("{written}; in the form none"))),
        (false, false) => {
            Some(lang.pick(format!("{written}，表样属“{printed}”"), format!("{written}; in the form “{printed}”")))
        }
    }
}

/// Whether the relations that the label's values stand in hold, and whether they would were it its runner-up.
fn sums(report: &Report, label: usize, target: Target, lang: Lang) -> Option<String> {
    let own = &report.labels[label];
    let index = label as u32;
    let reading = report.table(own.table)?;
    let heads = |cell: &Cell| cell.row_label == Some(index) || cell.column_label == Some(index);
    if !reading.cells().any(|(_, cell)| heads(cell)) {
        return None;
    }
    let (held, broken) = tried(reading, target, None);
    if held + broken == 0 {
        return Some(
            lang.pick("数值全为 0 或不全，勾稽说明不了", "nothing but zeros, or too few values, to tell").to_owned(),
        );
    }
    let now = match (held, broken) {
        (_, 0) => lang.pick(format!("{held} 项成立"), format!("{held} hold")),
        (0, _) => lang.pick(format!("{broken} 项不成立"), format!("{broken} broken")),
        _ => lang.pick(format!("{held} 项成立，{broken} 项不成立"), format!("{held} hold, {broken} broken")),
    };
    let other = own.candidates.iter().map(|candidate| candidate.target).find(|&other| other != target);
    let Some(other) = other else { return Some(now) };
    let (swapped, failing) = tried(reading, target, Some(other));
    let name = other.label();
    Some(match (failing.cmp(&broken), swapped) {
        (std::cmp::Ordering::Greater, 0) => lang.pick(
            format!("{now}；只有这样才成立：与“{name}”对换则全不成立"),
            format!("{now}, and only this way: changed with “{name}”, none does"),
        ),
        (std::cmp::Ordering::Greater, _) => lang.pick(
            format!("{now}；与“{name}”对换则有 {failing} 项不成立"),
            format!("{now}; changed with “{name}”, {failing} would break"),
        ),
        (std::cmp::Ordering::Less, _) => lang.pick(
            format!("{now}；与“{name}”对换反而只有 {failing} 项不成立"),
            format!("{now}; changed with “{name}”, only {failing} would be broken"),
        ),
        (std::cmp::Ordering::Equal, _) => lang.pick(
            format!("{now}；与“{name}”对换也一样，勾稽分不出"),
            format!("{now}; changed with “{name}” they say the same"),
        ),
    })
}

/// How many relations that a field stands in hold and how many do not, with the values of another field and its own changed
/// for each other, where one is given. Relations between zeros say nothing.
fn tried(reading: &TableReading, target: Target, other: Option<Target>) -> (usize, usize) {
    let is_row = target.axis == Axis::Row;
    let at = |id: &CellId| if is_row { id.row } else { id.column };
    let value = |id: &CellId| {
        let place = match other {
            Some(other) if at(id) == target.index => other.index,
            Some(other) if at(id) == other.index => target.index,
            _ => at(id),
        };
        let (row, column) = if is_row { (place, id.column) } else { (id.row, place) };
        reading.cell(row, column).and_then(|cell| cell.value)
    };
    let (mut held, mut broken) = (0, 0);
    for relation in Relation::of_table(reading.table) {
        if !relation.cells().iter().any(|id| at(id) == target.index) {
            continue;
        }
        let sum = |cells: &[CellId]| cells.iter().map(value).sum::<Option<Decimal>>();
        let (Some(left), Some(right)) = (sum(relation.left()), sum(relation.right())) else { continue };
        if left.is_zero() && right.is_zero() {
            continue;
        }
        if relation.operator.holds(&left, &right) { held += 1 } else { broken += 1 }
    }
    (held, broken)
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
