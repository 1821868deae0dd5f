//! The screen's own sentences, Chinese and English side by side. Names of keys are in `keymap`; what findings and labels
//! say comes from the floors below.

// Fixed words, each in both languages. It stands before the modules that use it too.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident => ($zh:literal, $en:literal),)*) => {
        $($(#[doc = $doc])*
        #[must_use]
        pub fn $name(lang: Lang) -> &'static str {
            lang.pick($zh, $en)
        })*
    };
}

mod explain;
mod learn;
mod said;

pub use explain::*;
pub use learn::*;
pub use said::*;

pub use crate::screens::list::words::*;
pub use crate::screens::record::words::*;
pub use crate::screens::report::mapping::words::*;
pub use crate::screens::report::what_if::words::*;
pub use crate::screens::report::words::*;

use crate::document::{Origins, Span};
use crate::model::{SortKey, View};
use crate::report::{Kind, Mapping};
use crate::review::ReviewState;
use crate::schema::Axis;
use crate::source;
use crate::text::lang::Lang;

words! {
    /// The program's name.
    brand => ("勾稽", "gouji"),
    /// Title of the list.
    reports => ("报告", "Reports"),
    /// Heading of the status column.
    column_status => ("机检", "chk"),
    /// Heading of the unit column.
    column_unit => ("单位", "unit"),
    /// Heading of the year column.
    column_year => ("年度", "year"),
    /// Heading of the column of kinds of file.
    column_kind => ("类型", "kind"),
    /// Heading of the edition column.
    column_form => ("表样", "form"),
    /// Heading of the error column.
    column_errors => ("错", "err"),
    /// Heading of the warning column.
    column_warnings => ("警", "warn"),
    /// Heading of the column of labels that wait.
    column_waiting => ("待认", "wait"),
    /// Heading of the review column.
    column_review => ("审阅", "review"),
    /// A row that is not yet read.
    reading => ("读取中…", "reading…"),
    /// Said of an empty batch.
    no_reports => (
        "这里没有可审的报告：按 q 退出，看看文件夹是否给对。",
        "There is no report here to review: leave with q and check the folder."
    ),
    /// Said where the filter hides everything.
    all_hidden => ("没有符合筛选条件的报告，按 Esc 取消筛选。", "No report matches the filter; Esc drops it."),
    /// Before the filter's text.
    filter => ("筛选", "filter"),
    /// Said where only problems are shown.
    only_problems => ("仅看有问题的", "only problems"),
    /// Said of a session that records nothing.
    read_only_mark => ("只读", "read-only"),
    /// Title of the help window.
    help_title => ("按键", "Keys"),
    /// Title of the inspector.
    inspector => ("单元格", "Cell"),
    /// Title of the findings pane.
    findings => ("问题", "Findings"),
    /// Title of the source pane.
    source => ("原文", "Source text"),
    /// Title of the mapping pane.
    mapping => ("栏目映射", "Labels"),
    /// Title of the explanation of a score.
    score => ("依据", "Why"),
    /// Said of a report without findings.
    no_findings => ("没有发现问题。", "Nothing was found."),
    /// Instead of findings, of a file that cannot be read.
    not_checked => ("文件无法读取，没有检查。", "The file cannot be read; nothing was checked."),
    /// Said of a report without tables.
    no_tables => ("没有可重建的表格。", "There is no table to rebuild."),
    /// Said of a report without labels.
    no_labels => ("没有表格栏目。", "There are no labels."),
    /// Said of a block that the report lacks.
    absent => ("本报告没有这一项", "not in this report"),
    /// Said of a cell that the report lacks.
    cell_absent => ("报告中没有这一格", "the report has no such cell"),
    /// Said of a label without a target.
    no_target => ("（未对应）", "(none)"),
    /// Said of a label that is no field.
    no_field => ("（非栏目）", "(no field)"),
    /// A label's text where it is lost.
    lost_label => ("（无栏目名）", "(label lost)"),
    /// Heading of the raw text.
    raw => ("原文", "text"),
    /// Heading of the field.
    field => ("栏目", "field"),
    /// Heading of the confidence.
    confidence => ("把握", "sure"),
    /// Heading of the source line.
    place => ("位置", "place"),
    /// Heading of the doubt.
    doubt => ("存疑", "doubt"),
    /// Heading of the row label.
    row_label => ("行名", "row"),
    /// Heading of the column label.
    column_label => ("列名", "column"),
    /// Heading of the relations.
    relations => ("勾稽关系", "Relations"),
    /// Heading of other readings.
    other_readings => ("另一处写作", "elsewhere"),
    /// Part of the confidence.
    part_row => ("行", "row"),
    /// Part of the confidence.
    part_column => ("列", "column"),
    /// Part of the confidence.
    part_layout => ("版式", "layout"),
    /// Part of the confidence.
    part_arithmetic => ("勾稽", "arithmetic"),
    /// Heading of the observed label.
    observed => ("报告中写作", "in the report"),
    /// Heading of the canonical label.
    canonical => ("对应规范栏目", "field of the form"),
    /// Heading of the score.
    score_column => ("得分", "score"),
    /// Heading of the method.
    method => ("方式", "by"),
    /// Heading of the candidates.
    candidates => ("候选", "Candidates"),
    /// Said of a decision on its way to the disk.
    recording => ("记录中…", "recording…"),
    /// Said while a report is read again.
    rechecking => ("正在重新核对…", "checking again…"),
    /// Title of the picker.
    pick_field => ("改选规范栏目", "Pick a field"),
    /// Said where nothing matches in the picker.
    no_choice => ("没有符合的栏目。", "No field matches."),
    /// Shown before the first letter in the picker.
    picker_hint => ("输入汉字、拼音或英文", "type Chinese, pinyin or English"),
    /// Heading of a likely cause.
    hypothesis => ("可能原因", "perhaps"),
    /// Said of figures read from prose.
    facts => ("正文中的数据", "Figures in the prose"),
    /// Heading of the reason.
    reason => ("原因", "reason"),
    /// Nothing under the cursor to explain.
    nothing_here => ("（无）", "(nothing)"),
    /// Said of an empty record.
    no_events => ("还没有记录任何决定。", "No decision has been recorded yet."),
    /// Nothing was decided that could be repeated here.
    nothing_to_repeat => ("还没有可在这里重复的决定。", "There is no decision yet that could be repeated here."),
    /// Nothing was undone.
    nothing_to_redo => ("没有可恢复的步骤。", "There is nothing to redo."),
    /// Every report is decided.
    no_open => ("没有其他待审的报告了。", "No other report is open for review."),
    /// The input method seems to be on.
    input_method => ("输入法似乎处于中文状态：请切换到英文（多为 Shift 键）再按。", "An input method seems to be on: switch it to English letters (often Shift), then press again."),
    /// Said where a reason is wanted.
    reason_empty => ("请写明退回原因，再按回车；按 Esc 放弃。", "Give a reason and press Enter; Esc cancels."),
}

/// Name of a view.
#[must_use]
pub fn view(view: View, lang: Lang) -> &'static str {
    match view {
        View::Tables => lang.pick("表格", "Tables"),
        View::Mapping => lang.pick("栏目映射", "Labels"),
        View::Findings => lang.pick("问题", "Findings"),
        View::Source => lang.pick("原文", "Source"),
        View::Record => lang.pick("记录", "Record"),
    }
}

/// A kind of file in at most five cells.
#[must_use]
pub fn kind(kind: source::Kind, lang: Lang) -> &'static str {
    use source::Kind;
    match kind {
        Kind::Text => "txt",
        Kind::Empty | Kind::NoText => lang.pick("空", "empty"),
        Kind::Image => lang.pick("图片", "image"),
        Kind::Slides => lang.pick("幻灯", "ppt"),
        Kind::Archive => lang.pick("压缩", "arch."),
        Kind::Binary => lang.pick("其他", "other"),
        Kind::Utf32 => "txt",
        kind => kind.id(),
    }
}

/// Name of a sort key.
#[must_use]
pub fn sort_key(key: SortKey, lang: Lang) -> &'static str {
    match key {
        SortKey::File => lang.pick("按文件", "by file"),
        SortKey::Status => lang.pick("按机检", "by check"),
        SortKey::Unit => lang.pick("按单位", "by unit"),
        SortKey::Year => lang.pick("按年度", "by year"),
        SortKey::Kind => lang.pick("按类型", "by kind"),
        SortKey::Form => lang.pick("按表样", "by form"),
        SortKey::Errors => lang.pick("按错误", "by errors"),
        SortKey::Warnings => lang.pick("按警告", "by warnings"),
        SortKey::Waiting => lang.pick("按待认", "by waiting"),
        SortKey::Review => lang.pick("按审阅", "by review"),
    }
}

/// Name of a review state.
#[must_use]
pub fn review_state(state: ReviewState, lang: Lang) -> &'static str {
    match state {
        ReviewState::Open => lang.pick("待审", "open"),
        ReviewState::Passed => lang.pick("通过", "passed"),
        ReviewState::Returned => lang.pick("退回", "returned"),
    }
}

/// Name of a kind of cell.
#[must_use]
pub fn cell_kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Number => lang.pick("数字", "number"),
        Kind::Blank => lang.pick("空白", "blank"),
        Kind::Dash => lang.pick("以符号表示无", "a mark for nothing"),
        Kind::Text => lang.pick("不是数字", "no number"),
    }
}

/// Name of an axis.
#[must_use]
pub fn axis(axis: Axis, lang: Lang) -> &'static str {
    match axis {
        Axis::Row => lang.pick("行", "row"),
        Axis::Column => lang.pick("列", "col"),
        Axis::Table => lang.pick("表", "tbl"),
        Axis::Group => lang.pick("组", "grp"),
    }
}

/// How many reports the batch has.
#[must_use]
pub fn report_count(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 份"), format!("{count} reports"))
}

/// How many reports the filter hides.
#[must_use]
pub fn hidden(lang: Lang, count: usize) -> String {
    lang.pick(format!("已隐藏 {count} 份"), format!("{count} hidden"))
}

/// Who reviews.
#[must_use]
pub fn reviewer(lang: Lang, name: &str) -> String {
    lang.pick(format!("审阅人 {name}"), format!("reviewer {name}"))
}

/// A place in a file as exactly as it is known: line and character of a text, the cell of a table.
#[must_use]
pub fn exactly(lang: Lang, origins: &Origins, span: Span) -> String {
    let Span { line, column, .. } = span;
    if origins.is_plain() {
        lang.pick(format!("第 {line} 行第 {column} 字"), format!("line {line}, character {column}"))
    } else {
        origins.name(span, lang)
    }
}

/// How many labels wait.
#[must_use]
pub fn labels_waiting(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("没有待确认的栏目名称", "no label waits for confirmation").to_owned(),
        1 => lang.pick("1 个栏目名称待确认", "1 label waits for confirmation").to_owned(),
        _ => lang.pick(format!("{count} 个栏目名称待确认"), format!("{count} labels wait for confirmation")),
    }
}

/// How many labels a reviewer decided.
#[must_use]
pub fn labels_decided(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 个已由人工确定"), format!("{count} set by reviewer"))
}

/// How many of something stand where.
#[must_use]
pub fn position(at: usize, count: usize) -> String {
    if count == 0 { "0/0".to_owned() } else { format!("{}/{count}", at + 1) }
}

/// More findings than the preview shows.
#[must_use]
pub fn more(lang: Lang, count: usize) -> String {
    lang.pick(format!("… 另有 {count} 项"), format!("… and {count} more"))
}

/// The best candidate is ahead of the next by so much.
#[must_use]
pub fn ahead(lang: Lang, gap: f32) -> String {
    lang.pick(format!("比次选高 {gap:.2}"), format!("ahead of the next by {gap:.2}"))
}

/// What a reviewer says of a label.
#[must_use]
pub fn mapping_word(mapping: &Mapping, lang: Lang) -> &'static str {
    match mapping {
        Mapping::Field(_) => lang.pick("人工", "set"),
        Mapping::NotAField => lang.pick("非栏目", "no field"),
        Mapping::Unsure => lang.pick("存疑", "unsure"),
    }
}

/// Names what follows it.
#[must_use]
pub fn named(lang: Lang, name: &str, text: &str) -> String {
    lang.pick(format!("{name}：{text}"), format!("{name}: {text}"))
}
