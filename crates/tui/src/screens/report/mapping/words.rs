//! What the screen says of labels and of decisions on them: what they change, and what the parts of a score mean.

use crate::pipeline::{Change, Flip};
use crate::report::{Mapping, Method, Target};
use crate::rules::{Outcome, Status, rule};
use crate::text::lang::Lang;

/// How many rules a message names.
const SAID: usize = 2;

/// Title of the window that weighs a decision for the batch.
#[must_use]
pub fn whole_batch(lang: Lang) -> &'static str {
    lang.pick("全批认定（预览）", "For the whole batch (preview)")
}

/// Title of the picker where a field is picked for the whole batch.
#[must_use]
pub fn pick_field_for_all(lang: Lang) -> &'static str {
    lang.pick("为全批改选规范栏目（选后先预览）", "Pick a field for the whole batch (a preview follows)")
}

/// Nothing can be recorded before the whole batch is weighed.
#[must_use]
pub fn still_weighing(lang: Lang) -> &'static str {
    lang.pick(
        "还没有试算完，请稍候；按 Esc 放弃。",
        "Not every report is weighed yet: wait a moment, or press Esc to give up.",
    )
}

/// No report would be decided.
#[must_use]
pub fn no_report_to_decide(lang: Lang) -> &'static str {
    lang.pick("没有需要这样认定的报告。", "There is no report to decide this for.")
}

/// The batch is still being read.
#[must_use]
pub fn waits_for_batch(lang: Lang, (done, count): (usize, usize)) -> String {
    lang.pick(
        format!("全批还在读取（{done}/{count}），读完后自动试算；按 Esc 放弃。"),
        format!("The batch is still being read ({done}/{count}); weighing begins after that. Esc gives up."),
    )
}

/// How far weighing is.
#[must_use]
pub fn weighing(lang: Lang, (done, count): (usize, usize)) -> String {
    lang.pick(format!("正在试算 {done}/{count}"), format!("weighing {done}/{count}"))
}

/// What a decision would change in all.
#[must_use]
pub fn weighed(lang: Lang, reports: usize, cells: usize) -> String {
    let cells_zh = if cells == 0 { "没有数值会变".to_owned() } else { format!("{cells} 格的值会变") };
    let cells_en = match cells {
        0 => "no value would change".to_owned(),
        1 => "1 cell would change".to_owned(),
        _ => format!("{cells} cells would change"),
    };
    lang.pick(
        format!("{reports} 份报告有这个栏目，{cells_zh}。"),
        format!("{} this label, {cells_en}.", lang_reports(reports)),
    )
}

fn lang_reports(count: usize) -> String {
    if count == 1 { "1 report has".to_owned() } else { format!("{count} reports have") }
}

/// Reports that have this decision already.
#[must_use]
pub fn already_decided(lang: Lang, count: usize) -> String {
    lang.pick(format!("另有 {count} 份已这样认定，不再记录。"), format!("decided so already, and left out: {count}"))
}

/// Reports that a reviewer decided otherwise on.
#[must_use]
pub fn decided_otherwise(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("以下 {count} 份已由审阅人另行认定，保持不变："),
        format!("{count} decided otherwise by a reviewer stay as they are:"),
    )
}

/// Before the reports that would be decided.
#[must_use]
pub fn reports_concerned(lang: Lang, count: usize) -> String {
    lang.pick(format!("将认定以下 {count} 份："), format!("These {count} would be decided:"))
}

/// No report has the label, but for those that are left alone.
#[must_use]
pub fn nothing_to_weigh(lang: Lang) -> &'static str {
    lang.pick("没有尚待这样认定的报告。", "No report is left to be decided so.")
}

/// How many reports would go from one status to another.
#[must_use]
pub fn status_changes(lang: Lang, (before, after): (Status, Status), count: usize) -> String {
    let (before, after) = (before.words(lang), after.words(lang));
    lang.pick(format!("机检 {before} → {after}：{count} 份"), format!("check {before} → {after}: {count}"))
}

/// A status before and after.
#[must_use]
pub fn status_change(lang: Lang, (before, after): (Status, Status)) -> String {
    format!("{} → {}", before.words(lang), after.words(lang))
}

/// Which way a check comes out otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It becomes broken.
    Broken,
    /// It was broken and holds.
    Mended,
    /// It cannot be told any more, or speaks of nothing.
    Lost,
    /// It could not be told and holds.
    Settled,
}

impl Turn {
    /// Every turn, what matters most first.
    pub const ALL: [Self; 4] = [Self::Broken, Self::Mended, Self::Lost, Self::Settled];

    /// The turn of a flip. From one way of not being tried to another is none.
    #[must_use]
    pub fn of(flip: &Flip) -> Option<Self> {
        let could_be_told = matches!(flip.before, Outcome::Holds | Outcome::Broken);
        match flip.after {
            Outcome::Holds if flip.before == Outcome::Broken => Some(Self::Mended),
            Outcome::Holds => Some(Self::Settled),
            Outcome::Broken => Some(Self::Broken),
            Outcome::CannotTell | Outcome::NotApplicable => could_be_told.then_some(Self::Lost),
        }
    }
}

/// How many checks of a rule turn which way.
#[must_use]
pub fn turns(lang: Lang, rule_id: &str, turn: Turn, count: usize) -> String {
    // A rule is named by its flaw, so what is counted is the flaw.
    let flaw = rule(rule_id).map_or(rule_id, |rule| rule.title.get(lang));
    match turn {
        Turn::Broken => lang.pick(format!("{count} 处将出现：{flaw}"), format!("{count} would appear: {flaw}")),
        Turn::Mended => lang.pick(format!("{count} 处将消除：{flaw}"), format!("{count} would be mended: {flaw}")),
        Turn::Lost => {
            lang.pick(format!("{count} 处将无法判断：{flaw}"), format!("{count} could not be told any more: {flaw}"))
        }
        Turn::Settled => lang.pick(
            format!("{count} 处将可以判断且成立：{flaw}"),
            format!("{count} could be told, and would hold: {flaw}"),
        ),
    }
}

/// What a mapping makes of a label.
#[must_use]
pub fn meaning(mapping: &Mapping, target: Option<Target>, lang: Lang) -> String {
    match mapping {
        Mapping::Field(id) => target.map_or_else(|| id.clone(), |target| target.label().to_owned()),
        Mapping::NotAField => crate::words::no_field(lang).to_owned(),
        Mapping::Unsure => lang.pick("（存疑）", "(unsure)").to_owned(),
    }
}

/// A label with what it was decided to be.
#[must_use]
pub fn mapped(lang: Lang, observed: &str, meaning: &str) -> String {
    let observed = if observed.is_empty() { crate::words::lost_label(lang) } else { observed };
    lang.pick(format!("“{observed}”→“{meaning}”"), format!("“{observed}” → “{meaning}”"))
}

/// Several labels.
#[must_use]
pub fn label_count(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 个栏目"), format!("{count} labels"))
}

/// A decision was recorded for many reports.
#[must_use]
pub fn whole_batch_decided(lang: Lang, (observed, meaning): (&str, &str), (reports, cells): (usize, usize)) -> String {
    let what = mapped(lang, observed, meaning);
    lang.pick(
        format!("{what}：已认定 {reports} 份报告，{cells} 格随之变动；z 一步撤销。"),
        format!("{what}: decided in {reports} of the reports, {cells} cells change; z undoes it in one step."),
    )
}

/// What a decision on a label changed in the report.
#[must_use]
pub fn effect_of_mapping(lang: Lang, what: &str, change: &Change) -> String {
    let effect = effect(lang, change);
    lang.pick(format!("{what}：{effect}；z 撤销。"), format!("{what}: {effect}; z undoes it."))
}

/// What changed in the report, after a sentence that says why.
#[must_use]
pub fn effect(lang: Lang, change: &Change) -> String {
    let mut parts = Vec::new();
    match change.cells {
        0 if change.flips.is_empty() => parts.push(lang.pick("数值不变", "no value changes").to_owned()),
        0 => {}
        1 => parts.push(lang.pick("1 格的值变动", "1 cell changes").to_owned()),
        cells => parts.push(lang.pick(format!("{cells} 格的值变动"), format!("{cells} cells change"))),
    }
    let turns = tally(&change.flips);
    for &(rule_id, turn, count) in turns.iter().take(SAID) {
        let flaw = rule(rule_id).map_or(rule_id, |rule| rule.title.get(lang));
        let times = if count > 1 { lang.pick(format!(" {count} 处"), format!(" ×{count}")) } else { String::new() };
        let (zh, en) = match turn {
            Turn::Broken => ("出现", "now broken"),
            Turn::Mended => ("消除", "mended"),
            Turn::Lost => ("无法判断", "cannot be told"),
            Turn::Settled => ("可以判断且成立", "can be told and holds"),
        };
        parts.push(lang.pick(format!("“{flaw}”{zh}{times}"), format!("“{flaw}” {en}{times}")));
    }
    let more = if turns.len() > SAID { lang.pick("等", " and more") } else { "" };
    format!("{}{more}", parts.join(lang.pick("，", ", ")))
}

/// A sentence, and what followed from it in the report.
#[must_use]
pub fn and_effect(lang: Lang, said: &str, change: &Change) -> String {
    if change.is_nothing() {
        return said.to_owned();
    }
    let effect = effect(lang, change);
    let said = said.trim_end_matches(['。', '.']);
    lang.pick(format!("{said}；{effect}。"), format!("{said}; {effect}."))
}

/// How many cells.
#[must_use]
pub fn cell_count(lang: Lang, count: u32) -> String {
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} 格"), format!("{count} cell{plural}"))
}

/// Flips counted by rule and turn, in the order of [`Turn::ALL`].
#[must_use]
pub fn tally(flips: &[Flip]) -> Vec<(&'static str, Turn, usize)> {
    let mut counts: Vec<(&'static str, Turn, usize)> = Vec::new();
    for flip in flips {
        let Some(turn) = Turn::of(flip) else { continue };
        match counts.iter_mut().find(|(rule, of, _)| *rule == flip.rule && *of == turn) {
            Some((.., count)) => *count += 1,
            None => counts.push((flip.rule, turn, 1)),
        }
    }
    counts.sort_by_key(|&(rule, turn, count)| (turn, std::cmp::Reverse(count), rule));
    counts
}

/// Two labels stand for one field.
#[must_use]
pub fn clash(lang: Lang, (observed, rival): (&str, &str), field: &str) -> String {
    let [observed, rival] =
        [observed, rival].map(|label| if label.is_empty() { crate::words::lost_label(lang) } else { label });
    lang.pick(
        format!("“{observed}”与“{rival}”同占“{field}”一栏，请改正其中之一；z 撤销。"),
        format!("“{observed}” and “{rival}” both stand for “{field}”: mend one of them; z undoes this."),
    )
}

/// A choice that another label stands for.
#[must_use]
pub fn held_by(lang: Lang, observed: &str) -> String {
    let observed = if observed.is_empty() { crate::words::lost_label(lang) } else { observed };
    lang.pick(format!("已由“{observed}”占用"), format!("taken by “{observed}”"))
}

/// How a label came to its field, as a sentence.
#[must_use]
pub fn method_sentence(lang: Lang, method: Method) -> &'static str {
    match method {
        Method::Exact => lang.pick("与规范栏目逐字相同。", "Letter for letter the form's label."),
        Method::Folded => lang.pick(
            "去掉空格、标点、繁简、全半角和序号的差别后相同。",
            "The same but for blanks, punctuation, width, ordinals or traditional characters.",
        ),
        Method::Alias => lang.pick("是已知的另一种写法。", "A known other way to write it."),
        Method::Learned => lang.pick("是以前认定过的写法。", "A way to write it that was confirmed before."),
        Method::Fuzzy => lang.pick("写法相近，请核对。", "Written much alike: please check."),
        Method::Position => lang.pick(
            "名称不全或不符，按前后栏目推定，请核对。",
            "Told by its neighbours, not by its words: please check.",
        ),
        Method::Arithmetic => lang.pick("只有这样对应，数字才勾稽得平。", "Only so do the numbers add up."),
        Method::Reviewer => lang.pick("由审阅人认定。", "Decided by a reviewer."),
        Method::None => lang.pick("没有相近的规范栏目。", "No field of the form is like it."),
    }
}
