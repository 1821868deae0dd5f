//! What the screen says after something was done, or could not be.

use crate::rules::Severity;
use crate::text::lang::Lang;

/// The terminal is too small.
#[must_use]
pub fn too_small(lang: Lang, (width, height): (u16, u16), (least_width, least_height): (u16, u16)) -> String {
    lang.pick(
        format!("窗口太小（{width}×{height}），请放大到至少 {least_width}×{least_height}。"),
        format!("The window is too small ({width}×{height}): make it at least {least_width}×{least_height}."),
    )
}

/// Nothing can be recorded.
#[must_use]
pub fn read_only(lang: Lang, reason: &str) -> String {
    lang.pick(
        format!("本次只能查看，不能记录决定：{reason}"),
        format!("Read-only, no decision can be recorded: {reason}"),
    )
}

/// A decision was not recorded.
#[must_use]
pub fn not_recorded(lang: Lang, units: &[String], reason: &str) -> String {
    let some = units.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(lang.pick("、", ", "));
    let whose = if units.len() > 3 {
        lang.pick(format!("{some}等 {} 项", units.len()), format!("{some} and {} more", units.len() - 3))
    } else {
        some
    };
    lang.pick(
        format!("{whose}的决定没有记录下来，未生效：{reason}"),
        format!("The decision on {whose} was not recorded and is not in force: {reason}"),
    )
}

/// The report is not yet read.
#[must_use]
pub fn not_yet_read(lang: Lang) -> String {
    lang.pick("这份报告还没有读完，请稍候。", "This report is not read yet; wait a moment.").to_owned()
}

/// There is nothing to undo.
#[must_use]
pub fn nothing_to_undo(lang: Lang) -> String {
    lang.pick("没有可撤销的决定。", "There is no decision to undo.").to_owned()
}

/// A step is taken back or brought back: whose it was and what it changed, as when it was made.
#[must_use]
pub fn step(lang: Lang, forward: bool, (unit, what): (&str, &str), (decisions, files): (usize, usize)) -> String {
    let verb = if forward { lang.pick("恢复", "Redone") } else { lang.pick("撤销", "Undone") };
    let said = if decisions > 1 { super::act(lang, decisions, files, what) } else { format!("{unit} {what}") };
    lang.pick(format!("{verb}：{said}"), format!("{verb}: {said}"))
}

/// A step that changes nothing, since a later decision stands.
#[must_use]
pub fn later_stands(lang: Lang, said: &str) -> String {
    lang.pick(
        format!("{said}；后来另有决定，现状不变，见“记录”。"),
        format!("{said}; a later decision stands, so nothing changes: see the record."),
    )
}

/// What is asked for stands decided already.
#[must_use]
pub fn stands_already(lang: Lang) -> &'static str {
    lang.pick("已经如此决定，没有重复记录。", "That stands decided already; nothing was recorded.")
}

/// The finding that a reason was asked for is not there any more.
#[must_use]
pub fn finding_gone(lang: Lang) -> &'static str {
    lang.pick(
        "这个问题在此期间已经变化，没有记录；请重新查看。",
        "The finding has changed meanwhile and nothing was recorded; look at it again.",
    )
}

/// The search goes on in another report.
#[must_use]
pub fn none_left_here(lang: Lang, severity: Severity, unit: &str) -> String {
    lang.pick(
        format!("本份没有更多{}，已到“{unit}”；Ctrl-o 返回。", severity.words(Lang::Zh)),
        format!("No further {} in this report; this is {unit}. Ctrl-o goes back.", severity.words(Lang::En)),
    )
}

/// A filter hides reports.
#[must_use]
pub fn hidden_by_filter(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("筛选隐藏了 {count} 份，在列表中按 Esc 取消筛选。"),
        format!(" The filter hides {count}; Esc on the list drops it."),
    )
}

/// A report was passed although something in it is open.
#[must_use]
pub fn passed_although(lang: Lang, errors: u32, waiting: u32) -> String {
    let errors = (errors > 0).then(|| lang.pick(format!("{errors} 个错误"), format!("{errors} errors")));
    let waiting =
        (waiting > 0).then(|| lang.pick(format!("{waiting} 个栏目待认"), format!("{waiting} labels that wait")));
    let what: Vec<String> = errors.into_iter().chain(waiting).collect();
    let what = what.join(lang.pick("、", " and "));
    lang.pick(format!("注意：它有 {what}；z 撤销。"), format!(" It has {what}; z undoes that."))
}

/// Reports came back under other names.
#[must_use]
pub fn moved(lang: Lang, (old, new): (&str, &str), count: usize, key: &str) -> String {
    let more = if count > 1 {
        lang.pick(format!("等 {count} 份"), format!(" and {} more", count - 1))
    } else {
        String::new()
    };
    lang.pick(
        format!("“{old}”改名为“{new}”{more}，内容未变；按 {key} 沿用原名下的决定。"),
        format!(
            "“{old}” is now “{new}”{more}, with the same content; {key} keeps what was decided under the old name."
        ),
    )
}

/// What was decided under old names holds now.
#[must_use]
pub fn moved_taken(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("{count} 份改名的报告沿用了原名下的决定；z 撤销。"),
        format!("{count} renamed reports keep what was decided under their old names; z undoes it."),
    )
}

/// No report was renamed.
#[must_use]
pub fn nothing_moved(lang: Lang) -> &'static str {
    lang.pick("没有改名后内容未变的报告。", "No report came back under another name with the same content.")
}

/// Whose the mouse is now.
#[must_use]
pub fn mouse(lang: Lang, on: bool) -> &'static str {
    if on {
        lang.pick(
            "鼠标可点选、滚动；要用鼠标选取文字，请再关闭。",
            "The mouse clicks and scrolls; switch it off again to select text.",
        )
    } else {
        lang.pick("鼠标已交还终端，可用来选取文字。", "The mouse belongs to the terminal and selects text.")
    }
}

/// The theme that is shown now.
#[must_use]
pub fn theme(lang: Lang, name: &str) -> String {
    lang.pick(format!("配色：{name}"), format!("theme: {name}"))
}

/// The machine proposes nothing that could be confirmed.
#[must_use]
pub fn nothing_to_confirm(lang: Lang) -> String {
    lang.pick("没有所列的对应栏目可确认，请按 o 另选。", "There is no field to confirm; press o to pick one.")
        .to_owned()
}

/// There is no such candidate.
#[must_use]
pub fn no_candidate(lang: Lang, number: u8) -> String {
    lang.pick(format!("没有第 {number} 个候选。"), format!("There is no candidate {number}."))
}

/// A candidate was taken by its number.
#[must_use]
pub fn candidate_taken(lang: Lang, observed: &str, field: &str) -> String {
    lang.pick(
        format!("“{observed}”定为“{field}”；按 z 撤销。"),
        format!("“{observed}” is taken for “{field}”; z undoes that."),
    )
}

/// There is no further finding of a severity.
#[must_use]
pub fn no_more(lang: Lang, severity: Severity) -> String {
    lang.pick(
        format!("这个方向上没有更多{}（已排除的不算）。", severity.words(Lang::Zh)),
        format!("There is no further {} that way, but for what was dismissed.", severity.words(Lang::En)),
    )
}

/// There is no further report.
#[must_use]
pub fn no_more_reports(lang: Lang, forward: bool) -> String {
    if forward {
        lang.pick("已是最后一份报告。", "This is the last report.").to_owned()
    } else {
        lang.pick("已是第一份报告。", "This is the first report.").to_owned()
    }
}
