//! Words of a report's views: tables, inspector, findings, source text, outline, notes.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{OutlineEntry, Purpose};
use crate::report::{DamageKind, DateKind};
use crate::review::{FindingState, NoteOn};
use crate::rules::Outcome;
use crate::text::lang::Lang;

words! {
    /// Before what is searched for.
    search => ("查找", "search"),
    /// Heading of the cell's value.
    value => ("取值", "value"),
    /// Heading of the cell's id.
    id => ("编号", "id"),
    /// Heading of figures in prose that repeat a cell.
    in_prose => ("正文", "prose"),
    /// Heading of notes.
    notes => ("批注", "Notes"),
    /// Heading of decisions.
    decisions => ("人工决定", "Decisions"),
    /// Title of the outline.
    outline => ("目录", "Outline"),
    /// Heading of the figures in prose of a report without tables.
    statistics => ("正文中的统计数字（按 2014 年统计表的项目；↵ 看原文）：", "Figures in prose, by the statistics form of 2014 (↵ shows the text):"),
    /// Before the names of figures that the report does not give.
    not_given => ("正文未给出：", "Not given: "),
    /// Said of an outline without entries.
    no_outline => ("没有识别出章节、表格或数据。", "No section, table or figure was recognised."),
    /// Heading of reasons that were given before.
    earlier_reasons => ("用过的理由", "given before"),
    /// Heading of values without a place in the cell's table.
    unplaced => ("本表未归位的数值", "Values of this table without a place"),
    /// Nothing is searched for.
    nothing_searched => ("还没有查找：请按 / 输入要找的文字。", "Nothing is searched for yet: press / and type it."),
    /// A finding was left open again.
    finding_open_again => ("已恢复为待定。", "The finding is open again."),
    /// There is more below.
    more_below => ("↓ 还有", "↓ more"),
}

/// A time for people, in their zone.
#[must_use]
pub fn when(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The signs of the tables, with what they mean.
#[must_use]
pub fn legend(lang: Lang) -> [(&'static str, &'static str); 6] {
    [
        ("✗", lang.pick("有误", "wrong")),
        ("⚠", lang.pick("可疑", "suspect")),
        ("?", lang.pick("存疑", "in doubt")),
        ("␣", lang.pick("空白", "blank")),
        ("·", lang.pick("缺失", "missing")),
        ("✎", lang.pick("有批注", "note")),
    ]
}

/// How many findings are open, real and dismissed.
#[must_use]
pub fn judgement_counts(lang: Lang, [open, real, dismissed]: [usize; 3]) -> String {
    lang.pick(
        format!("待定 {open} · 属实 {real} · 排除 {dismissed}"),
        format!("open {open} · real {real} · dismissed {dismissed}"),
    )
}

/// A finding was judged, and so many are still open.
#[must_use]
pub fn finding_judged(lang: Lang, state: FindingState, left: usize) -> String {
    let word = state.words(lang);
    match left {
        0 => lang.pick(
            format!("{word}。本报告的问题已全部判定：p 通过，r 退回。"),
            format!("{word}. Every finding of this report is judged: p passes it, r returns it."),
        ),
        _ => lang.pick(format!("{word}。还有 {left} 项待定。"), format!("{word}. {left} still open.")),
    }
}

/// A note was written, or removed.
#[must_use]
pub fn noted(lang: Lang, removed: bool) -> &'static str {
    if removed {
        lang.pick("批注已删除；按 z 撤销。", "The note is removed; z undoes that.")
    } else {
        lang.pick("批注已写下；按 z 撤销。", "The note is written; z undoes that.")
    }
}

/// A reason is wanted.
#[must_use]
pub fn reason_wanted(lang: Lang, purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Dismiss(_) => lang
            .pick("请写明排除理由，再按回车；按 Esc 放弃。", "Say why it is dismissed and press Enter; Esc cancels."),
        Purpose::Return | Purpose::Note(_) => crate::words::reason_empty(lang),
    }
}

/// What a note hangs on, in a word.
#[must_use]
pub fn note_on(lang: Lang, on: &NoteOn) -> &'static str {
    match on {
        NoteOn::Report => lang.pick("报告", "report"),
        NoteOn::Finding(_) => lang.pick("问题", "finding"),
        NoteOn::Cell { .. } => lang.pick("单元格", "cell"),
    }
}

/// How many characters were typed.
#[must_use]
pub fn characters(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 字"), format!("{count} characters"))
}

/// No cell, label or figure of a table stands on a line.
#[must_use]
pub fn no_cell_here(lang: Lang, place: &str) -> String {
    lang.pick(format!("{place}没有表格中的单元格。"), format!("No cell of a table stands on {place}."))
}

/// What was searched for stands nowhere.
#[must_use]
pub fn not_found(lang: Lang) -> String {
    lang.pick("原文中没有找到；按 / 改写，按 Esc 取消。", "Not found in the text: / changes it, Esc drops it.")
        .to_owned()
}

/// A search went on at the other end.
#[must_use]
pub fn search_went_round(lang: Lang, forward: bool) -> &'static str {
    if forward {
        lang.pick("已到末尾，从头继续。", "At the end: going on from the beginning.")
    } else {
        lang.pick("已到开头，从末尾继续。", "At the beginning: going on from the end.")
    }
}

/// There is no further section.
#[must_use]
pub fn no_more_sections(lang: Lang, forward: bool) -> &'static str {
    if forward {
        lang.pick("后面没有章节或表格了。", "There is no section or table after this.")
    } else {
        lang.pick("前面没有章节或表格了。", "There is no section or table before this.")
    }
}

/// What an entry of the outline is, in a word.
#[must_use]
pub fn entry(lang: Lang, entry: &OutlineEntry) -> &'static str {
    match entry {
        OutlineEntry::Title(_) => lang.pick("标题", "title"),
        OutlineEntry::Section(_) => lang.pick("章节", "section"),
        OutlineEntry::Table(..) => lang.pick("表格", "table"),
        OutlineEntry::Period(_) => lang.pick("期限", "period"),
        OutlineEntry::Date(DateKind::Published, _) => lang.pick("发布", "issued"),
        OutlineEntry::Date(DateKind::Signed, _) => lang.pick("落款", "signed"),
        OutlineEntry::Document(_) => lang.pick("引文", "cites"),
        OutlineEntry::Figure(..) => lang.pick("数据", "figure"),
        OutlineEntry::Sum(_) => lang.pick("合计", "sum"),
        OutlineEntry::Damage(kind, _) => match kind {
            DamageKind::DigitsLost => lang.pick("缺字", "digits lost"),
            DamageKind::RepeatedLinesRemoved => lang.pick("缺行", "lines lost"),
            DamageKind::Mojibake => lang.pick("乱码", "garbled"),
            DamageKind::InvalidBytes => lang.pick("坏字节", "bad bytes"),
            DamageKind::CutInTable | DamageKind::BrokenOff => lang.pick("截断", "cut off"),
        },
    }
}

/// How the two sides of a relation compare, after both were written.
#[must_use]
pub fn equal(lang: Lang) -> &'static str {
    lang.pick("，相等", "; equal")
}

/// The two sides differ by so much.
#[must_use]
pub fn differ(lang: Lang, by: &str) -> String {
    lang.pick(format!("，相差 {by}"), format!("; off by {by}"))
}

/// Between the two sides of a relation.
#[must_use]
pub fn between_sides(lang: Lang) -> &'static str {
    lang.pick("，", "; ")
}

/// So many terms of a sum are zero.
#[must_use]
pub fn other_zeros(lang: Lang, count: usize) -> String {
    lang.pick(format!("其余 {count} 项为 0"), format!("{count} others that are 0"))
}

/// All terms of a sum are zero.
#[must_use]
pub fn all_zeros(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 项均为 0"), format!("{count} terms that are all 0"))
}

/// Between the sides of a relation that allows one side to be greater: how they compare, or should where that cannot be
/// told. `at_most` where the left side must not be the greater one.
#[must_use]
pub fn compared(lang: Lang, at_most: bool, outcome: Outcome) -> &'static str {
    match (outcome, at_most) {
        (Outcome::Broken, true) => lang.pick("，大于 ", "; greater than "),
        (Outcome::Broken, false) => lang.pick("，小于 ", "; less than "),
        (Outcome::Holds, true) => lang.pick("，不大于 ", "; not greater than "),
        (Outcome::Holds, false) => lang.pick("，不小于 ", "; not less than "),
        (_, true) => lang.pick("，应不大于 ", "; must not be greater than "),
        (_, false) => lang.pick("，应不小于 ", "; must not be less than "),
    }
}

/// Announces a page of the original.
#[must_use]
pub fn page(lang: Lang, page: u32) -> String {
    lang.pick(format!("第 {page} 页"), format!("Page {page}"))
}

/// Announces a sheet of the original.
#[must_use]
pub fn sheet(lang: Lang, name: &str) -> String {
    lang.pick(format!("表单“{name}”"), format!("Sheet “{name}”"))
}

/// A table of the original by its number, in at most six cells.
#[must_use]
pub fn table_number(lang: Lang, number: u32) -> String {
    lang.pick(format!("表{number}"), format!("T{number}"))
}

/// How often and where a table is printed.
#[must_use]
pub fn table_place(lang: Lang, lines: &str, printed: u32) -> String {
    match printed {
        0 | 1 => lang.pick(format!("本表在{lines}"), format!("its table on {lines}")),
        _ => lang.pick(
            format!("本表在{lines}，共出现 {printed} 次"),
            format!("its table on {lines}, printed {printed} times"),
        ),
    }
}

/// A label was decided by a reviewer.
#[must_use]
pub fn label_decided(lang: Lang, observed: &str, field: &str) -> String {
    lang.pick(format!("“{observed}”→ {field}"), format!("“{observed}” → {field}"))
}

/// How the row's label was found, in words a clerk understands.
#[must_use]
pub fn confidence_part(lang: Lang, part: usize, value: f32) -> &'static str {
    let high = value >= 0.9;
    match (part, high) {
        (0, true) => lang.pick("行名可靠", "the row's label is certain"),
        (0, false) => lang.pick("行名不够确定", "the row's label is uncertain"),
        (1, true) => lang.pick("列名可靠", "the column's header is certain"),
        (1, false) => lang.pick("列名或列序不够确定", "the column's header or order is uncertain"),
        (2, true) => lang.pick("本行数据个数与表格相符", "the row has as many values as the table"),
        (2, false) => lang.pick("本行数据个数与表格不符", "the row has more or fewer values than the table"),
        (_, _) if value > 0.5 => lang.pick("相关勾稽成立", "the relations that touch it hold"),
        (_, _) => lang.pick("相关勾稽不成立", "relations that touch it do not hold"),
    }
}
