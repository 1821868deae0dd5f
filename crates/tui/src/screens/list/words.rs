//! What the list, the line at the top, the preview, the palette and help say.

use crate::keymap::Context;
use crate::model::RowReview;
use crate::review::ReviewState;
use crate::rules::Status;
use crate::text::lang::Lang;
use crate::words::review_state;

/// Name of a machine status. Where nothing was found the word is not 通过, which is what a reviewer says.
#[must_use]
pub fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Clean => lang.pick("无问题", "clean"),
        other => other.words(lang),
    }
}

/// Name of what stands decided of a report.
#[must_use]
pub fn row_review(review: RowReview, lang: Lang) -> &'static str {
    match review {
        RowReview::Decided(state) => review_state(state, lang),
        RowReview::Stale(_) => lang.pick("需复核", "stale"),
    }
}

/// Heading of the file column.
#[must_use]
pub fn column_file(lang: Lang) -> &'static str {
    lang.pick("文件", "file")
}

/// How many reports are marked, and how many of them the filter hides.
#[must_use]
pub fn marked(lang: Lang, count: usize, hidden: usize) -> String {
    let also = match hidden {
        0 => String::new(),
        _ => lang.pick(format!("（{hidden} 份未显示）"), format!(" ({hidden} not shown)")),
    };
    lang.pick(format!("已标记 {count} 份{also}"), format!("{count} marked{also}"))
}

/// The marks were taken away.
#[must_use]
pub fn marks_dropped(lang: Lang) -> &'static str {
    lang.pick("已取消全部标记。", "All marks are taken away.")
}

/// There is nowhere to go back to.
#[must_use]
pub fn no_jumps(lang: Lang) -> &'static str {
    lang.pick("没有可返回的位置。", "There is nowhere to go back to.")
}

/// Title of the palette.
#[must_use]
pub fn palette(lang: Lang) -> &'static str {
    lang.pick("命令", "Commands")
}

/// Nothing matches in the palette or in help.
#[must_use]
pub fn no_command(lang: Lang) -> &'static str {
    lang.pick("没有符合的命令。", "No command matches.")
}

/// Shown before the first letter in help.
#[must_use]
pub fn help_hint(lang: Lang) -> &'static str {
    lang.pick("输入文字即可查找", "type to search")
}

/// What a screen is for, in a sentence.
#[must_use]
pub fn purpose(lang: Lang, context: Context) -> &'static str {
    match context {
        Context::List => lang.pick(
            "报告列表：一份报告一行；逐份打开核对，然后通过或退回。",
            "The list of reports, one a line: open each, check it, then pass or return it.",
        ),
        Context::Tables => lang.pick(
            "表格：按规定格式重排的数据；光标所在的单元格，其依据、问题和原文同时显示。",
            "The tables as the form prints them; evidence, findings and source of the cell under the cursor are shown with it.",
        ),
        Context::Mapping => lang.pick(
            "栏目映射：报告中的栏目名称各对应哪个规范栏目；待确认的排在最前。",
            "The labels of the report and the fields that they stand for; those that wait for you come first.",
        ),
        Context::Findings => lang.pick(
            "问题：机检发现的每一处错误和警告；逐项定为属实或排除。",
            "The findings: every error and warning that the rules found; say of each whether it is real.",
        ),
        Context::Source => lang.pick(
            "原文：报送文件的全文；光标所在的行与表格、问题对应。",
            "The text of the file as it was sent; its lines lead to tables and findings and back.",
        ),
        Context::Record => lang.pick(
            "记录：每一个决定，何时、何人、针对什么；最新的在前。",
            "The record: every decision, when, by whom and on what, the latest first.",
        ),
        _ => "",
    }
}

/// An earlier session's work goes on.
#[must_use]
pub fn resumed(lang: Lang, done: usize, all: usize, unit: &str) -> String {
    lang.pick(
        format!("已审 {done}/{all} 份，从“{unit}”接着审。"),
        format!("{done} of {all} are decided; work goes on with {unit}."),
    )
}

/// One report was decided on.
#[must_use]
pub fn one_decided(lang: Lang, unit: &str, state: ReviewState) -> String {
    let state = review_state(state, lang);
    lang.pick(format!("{unit}：{state}。"), format!("{unit}: {state}."))
}

/// The marked reports were decided on, some of which the filter hides.
#[must_use]
pub fn marked_decided(lang: Lang, count: usize, hidden: usize, state: ReviewState) -> String {
    let state = review_state(state, lang);
    let also = match hidden {
        0 => String::new(),
        _ => lang.pick(format!("（{hidden} 份未显示）"), format!(" ({hidden} not shown)")),
    };
    lang.pick(
        format!("标记的 {count} 份{also}设为“{state}”，可一步撤销。"),
        format!("{count} marked reports{also}: {state}, as one step."),
    )
}

/// What undoes it.
#[must_use]
pub fn undo_with(lang: Lang, key: &str) -> String {
    if key.is_empty() {
        return String::new();
    }
    lang.pick(format!("{key} 撤销。"), format!(" {key} undoes that."))
}

/// How to get to the next open report, and how many there are.
#[must_use]
pub fn next_with(lang: Lang, key: &str, open: usize) -> String {
    if key.is_empty() {
        return lang.pick(format!("还有 {open} 份待审。"), format!(" {open} more to review."));
    }
    lang.pick(
        format!("还有 {open} 份待审，按 {key} 去下一份。"),
        format!(" {open} more to review; {key} goes to the next."),
    )
}

/// The cursor went on to the next open report.
#[must_use]
pub fn gone_on(lang: Lang, unit: &str, open: usize) -> String {
    lang.pick(format!("下一份待审：{unit}（还有 {open} 份）。"), format!(" Next to review: {unit} ({open} to go)."))
}

/// All that are shown are decided on, but not all.
#[must_use]
pub fn open_hidden(lang: Lang, open: usize) -> String {
    lang.pick(
        format!("显示的都已审，筛选还隐藏 {open} 份待审。"),
        format!(" All that are shown are decided; the filter hides {open} more."),
    )
}

/// Every report is decided on.
#[must_use]
pub fn all_decided(lang: Lang, all: usize, (passed, returned): (usize, usize), key: &str) -> String {
    let export = match key {
        "" => String::new(),
        key => lang.pick(format!("{key} 导出审核记录。"), format!(" {key} exports the review log.")),
    };
    lang.pick(
        format!("全部 {all} 份已审：通过 {passed}，退回 {returned}。{export}"),
        format!("All {all} are decided: {passed} passed, {returned} returned.{export}"),
    )
}

/// Before the count of reports that have been read, and of those that were decided on.
#[must_use]
pub fn progress(lang: Lang, loading: bool) -> &'static str {
    if loading { lang.pick("读取", "read") } else { lang.pick("已审", "done") }
}

/// Before the reviewer's name.
#[must_use]
pub fn reviewer_word(lang: Lang) -> &'static str {
    lang.pick("审阅人", "reviewer")
}

/// Instead of it while decisions are on their way to the disk; as wide.
#[must_use]
pub fn writing(lang: Lang) -> &'static str {
    lang.pick("记录中", "writing…")
}

/// What a stale decision on a report was.
#[must_use]
pub fn stale_state(lang: Lang, state: ReviewState) -> String {
    let state = review_state(state, lang);
    lang.pick(
        format!("需复核：曾定为“{state}”，此后文件内容有改动"),
        format!("stale: it was {state}, and the file has changed since"),
    )
}

/// Headings of the counts that stood then and stand now.
#[must_use]
pub fn then_and_now(lang: Lang) -> [&'static str; 2] {
    [lang.pick("当时", "then"), lang.pick("现在", "now")]
}

/// Names of the counts.
#[must_use]
pub fn seen_names(lang: Lang) -> [&'static str; 3] {
    [lang.pick("错误", "errors"), lang.pick("警告", "warnings"), lang.pick("待认栏目", "labels")]
}

/// How many decisions stand on evidence that the file no longer shows.
#[must_use]
pub fn stale_decisions(lang: Lang, count: u32, key: &str) -> String {
    lang.pick(
        format!("{count} 个决定所依据的内容已改动，见记录（{key}）"),
        format!("{count} decisions stand on what has changed since: see the record ({key})"),
    )
}

/// Lines that have no room.
#[must_use]
pub fn lines_more(lang: Lang, count: usize) -> String {
    lang.pick(format!("… 还有 {count} 行"), format!("… {count} more lines"))
}

/// What to do next, with the keys.
#[must_use]
pub fn next_step(lang: Lang, steps: &str) -> String {
    lang.pick(format!("下一步：{steps}"), format!("next: {steps}"))
}

/// Heading of the hints for someone who has not decided on anything yet.
#[must_use]
pub fn hints(lang: Lang) -> &'static str {
    lang.pick("初次使用", "First steps")
}

/// The three steps of the work.
#[must_use]
pub fn hint_steps(lang: Lang, [open, error, pass, back, help]: [&str; 5]) -> [String; 3] {
    lang.pick(
        [
            format!("{open} 打开光标所在的报告"),
            format!("{error} 逐处核对错误，对照原文"),
            format!("{pass} 通过，{back} 退回并写原因；{help} 全部按键"),
        ],
        [
            format!("{open} opens the report under the cursor"),
            format!("{error} goes from error to error, with the source"),
            format!("{pass} passes it, {back} returns it with a reason; {help} tells all keys"),
        ],
    )
}

/// The three steps in one line.
#[must_use]
pub fn hint_line(lang: Lang, [open, error, pass, back, _]: [&str; 5]) -> String {
    lang.pick(
        format!("{open} 打开 → {error} 逐处核对 → {pass} 通过 / {back} 退回"),
        format!("{open} open → {error} check → {pass} pass / {back} return"),
    )
}

/// What was copied; terminals do not tell whether they took it.
#[must_use]
pub fn copied(lang: Lang, what: &str) -> String {
    lang.pick(
        format!("已送往剪贴板：{what}。若粘贴不出，是终端不支持复制。"),
        format!("Sent to the clipboard: {what}. If it does not paste, the terminal does not support it."),
    )
}

/// There is nothing to copy.
#[must_use]
pub fn nothing_to_copy(lang: Lang) -> &'static str {
    lang.pick("这里没有可复制的内容。", "There is nothing here to copy.")
}

/// Names of what is copied.
#[must_use]
pub fn copied_reports(lang: Lang, count: usize, findings: usize) -> String {
    match count {
        1 => lang.pick(format!("单位、文件和 {findings} 项问题"), format!("unit, file and {findings} findings")),
        _ => lang.pick(
            format!("{count} 份报告的单位、文件和 {findings} 项问题"),
            format!("units, files and {findings} findings of {count} reports"),
        ),
    }
}

/// Name of what is copied from a finding.
#[must_use]
pub fn copied_finding(lang: Lang) -> &'static str {
    lang.pick("这项问题的说明", "the finding in words")
}

/// How many findings a summary does not keep the words of.
#[must_use]
pub fn findings_more(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("（另有 {count} 项，见打开后的“问题”视图）"),
        format!("(and {count} more, in its view of findings)"),
    )
}
