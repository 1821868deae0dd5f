//! The table of keys. Its order is that of footer, help and palette.

use super::{Command, Context, Key};
use crate::cursor::Motion;
use crate::kinds::SortKey;
use crate::text::lang::Lang;

/// One action: its keys, where it is valid, what it asks for, and its words.
#[derive(Debug)]
pub struct Binding {
    /// Its name in a settings file. Never changes.
    pub id: &'static str,
    /// The standard keys, the one to show first.
    pub keys: &'static [Key],
    /// Where it is valid, as bits.
    contexts: u32,
    /// What it asks for.
    pub command: Command,
    /// A short name for the footer; empty where only help tells it.
    short: (&'static str, &'static str),
    /// What it does, for help and palette.
    long: (&'static str, &'static str),
    /// Shown instead of the names of the standard keys.
    pub(super) shown: &'static str,
    /// Whether help tells of it; twins of another line are told there.
    pub in_help: bool,
}

impl Binding {
    /// The name for the footer, where it has one.
    #[must_use]
    pub fn short(&self, lang: Lang) -> &'static str {
        lang.pick(self.short.0, self.short.1)
    }

    /// What it does.
    #[must_use]
    pub fn long(&self, lang: Lang) -> &'static str {
        lang.pick(self.long.0, self.long.1)
    }

    /// Whether it is valid in a context.
    #[must_use]
    pub fn valid_in(&self, context: Context) -> bool {
        self.contexts & context.bit() != 0
    }

    const fn short_name(mut self, zh: &'static str, en: &'static str) -> Self {
        self.short = (zh, en);
        self
    }

    const fn shown_as(mut self, shown: &'static str) -> Self {
        self.shown = shown;
        self
    }

    const fn twin(mut self) -> Self {
        self.in_help = false;
        self
    }
}

/// Actions of one kind; help has a heading for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is done with the thing under the cursor.
    Act,
    /// What a reviewer decides.
    Decide,
    /// Finding, sorting, filtering.
    Find,
    /// Going from view to view and from report to report.
    Go,
    /// Moving the cursor.
    Move,
    /// The program itself.
    Program,
}

impl Group {
    /// Its heading in help.
    #[must_use]
    pub fn heading(self, lang: Lang) -> &'static str {
        match self {
            Self::Act => lang.pick("当前", "Here"),
            Self::Decide => lang.pick("审阅", "Decide"),
            Self::Find => lang.pick("查找", "Find"),
            Self::Go => lang.pick("转到", "Go"),
            Self::Move => lang.pick("移动", "Move"),
            Self::Program => lang.pick("程序", "Program"),
        }
    }
}

const fn bind(
    id: &'static str,
    keys: &'static [Key],
    contexts: u32,
    command: Command,
    zh: &'static str,
    en: &'static str,
) -> Binding {
    Binding { id, keys, contexts, command, short: ("", ""), long: (zh, en), shown: "", in_help: true }
}

const LIST: u32 = Context::List.bit();
const TABLES: u32 = Context::Tables.bit();
const MAPPING: u32 = Context::Mapping.bit();
const FINDINGS: u32 = Context::Findings.bit();
const SOURCE: u32 = Context::Source.bit();
const RECORD: u32 = Context::Record.bit();
const FILTER: u32 = Context::Filter.bit();
const PROMPT: u32 = Context::Prompt.bit();
const PICKER: u32 = Context::Picker.bit();
const HELP: u32 = Context::Help.bit();
const PALETTE: u32 = Context::Palette.bit();
const WEIGH: u32 = Context::Weigh.bit();
const EXPORT: u32 = Context::Export.bit();
const WINDOW: u32 = Context::Window.bit();
const KEEP: u32 = Context::SaveAliases.bit();
const WHATIF: u32 = Context::WhatIf.bit();
const BETWEEN: u32 = Context::Between.bit();
const BESIDE: u32 = Context::Beside.bit();
const REPORT: u32 = TABLES | MAPPING | FINDINGS | SOURCE;
const MAIN: u32 = LIST | REPORT | RECORD;
const WINDOWS: u32 = FILTER | PROMPT | PICKER | HELP | PALETTE | WEIGH | EXPORT | WINDOW | KEEP | BETWEEN | BESIDE;

use Key::{BackTab, Char, Ctrl, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up};

/// Every action, by group.
pub static BINDINGS: &[(Group, &[Binding])] = &[
    (Group::Act, ACT),
    (Group::Decide, DECIDE),
    (Group::Find, FIND),
    (Group::Go, GO),
    (Group::Move, MOVE),
    (Group::Program, PROGRAM),
];

/// Every action, one after another.
pub fn all() -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().flat_map(|(_, bindings)| *bindings)
}

static ACT: &[Binding] = &[
    bind("open", &[Enter, Char('l'), Right], LIST, Command::Enter, "打开这份报告", "open this report")
        .short_name("打开", "open")
        .shown_as("↵"),
    bind("whole", &[Enter], TABLES, Command::Enter, "显示这一格的全部内容", "show everything about this cell")
        .short_name("详情", "whole"),
    bind(
        "go-to-evidence",
        &[Enter],
        FINDINGS | SOURCE | RECORD,
        Command::Enter,
        "转到所说的位置",
        "go to the place spoken of",
    )
    .short_name("转到", "go to"),
    bind(
        "confirm",
        &[Char('y')],
        MAPPING,
        Command::Confirm,
        "确认所列的对应栏目",
        "confirm the field that is proposed",
    )
    .short_name("确认", "confirm"),
    bind(
        "override",
        &[Char('o'), Enter],
        MAPPING,
        Command::Override,
        "从规范栏目中另选一个，候选列在最前",
        "pick another field of the form; the candidates stand first",
    )
    .short_name("改选", "override")
    .shown_as("o"),
    bind("candidate-1", &[], MAPPING, Command::Candidate(1), "选第一个候选", "take the first candidate").twin(),
    bind("candidate-2", &[], MAPPING, Command::Candidate(2), "选第二个候选", "take the second candidate").twin(),
    bind("candidate-3", &[], MAPPING, Command::Candidate(3), "选第三个候选", "take the third candidate").twin(),
    bind("candidate-4", &[], MAPPING, Command::Candidate(4), "选第四个候选", "take the fourth candidate").twin(),
    bind("candidate-5", &[], MAPPING, Command::Candidate(5), "选第五个候选", "take the fifth candidate").twin(),
    bind("not-a-field", &[Char('x')], MAPPING, Command::NotAField, "这不是表格栏目", "this is no field of the form")
        .short_name("非栏目", "no field"),
    bind("unsure", &[Char('u')], MAPPING, Command::Unsure, "拿不准，留待再看", "not sure: leave it waiting")
        .short_name("存疑", "not sure"),
    bind(
        "confirm-all",
        &[Char('Y')],
        MAPPING,
        Command::ConfirmAll,
        "全批同名栏目一并确认（先预览）",
        "confirm it in the whole batch, after a preview",
    )
    .short_name("全批确认", "all"),
    bind(
        "override-all",
        &[Char('O')],
        MAPPING,
        Command::OverrideAll,
        "全批同名栏目一并改选（先预览）",
        "override it in the whole batch, after a preview",
    ),
    bind(
        "not-a-field-all",
        &[Char('X')],
        MAPPING,
        Command::NotAFieldAll,
        "全批同名栏目一并定为非栏目（先预览）",
        "no field in the whole batch, after a preview",
    ),
    bind(
        "unsure-all",
        &[Char('U')],
        MAPPING,
        Command::UnsureAll,
        "全批同名栏目一并存疑（先预览）",
        "not sure in the whole batch, after a preview",
    ),
    bind("keep-them", &[Enter, Char('y')], KEEP, Command::Enter, "留用选中的别名", "keep the chosen aliases")
        .short_name("留用", "keep"),
    bind("choose", &[Char(' ')], KEEP, Command::Mark, "选中或不选", "choose it or leave it out")
        .short_name("选或不选", "choose"),
    bind("keep-none", &[Char('n')], KEEP, Command::KeepNone, "都不留，以后不再问", "keep none and do not ask again")
        .short_name("都不留", "none"),
    bind("real", &[Char('y')], FINDINGS, Command::Real, "问题属实", "the finding is real").short_name("属实", "real"),
    bind(
        "dismiss",
        &[Char('x')],
        FINDINGS,
        Command::Dismiss,
        "排除这个问题，并写明理由",
        "dismiss the finding, with a reason",
    )
    .short_name("排除", "dismiss"),
    bind("open-again", &[Char('u')], FINDINGS, Command::OpenAgain, "恢复为待定", "leave the finding open again"),
    bind(
        "what-if",
        &[Char('i')],
        TABLES | FINDINGS,
        Command::WhatIf,
        "假设：按可能原因改数重算给人看，不作记录",
        "what if: the tables with the values of a likely cause, never recorded",
    )
    .short_name("假设", "what if"),
    bind(
        "next-supposition",
        &[Char('i'), Char('n'), Tab],
        WHATIF,
        Command::NextMatch,
        "下一种假设",
        "the next supposition",
    )
    .short_name("下一假设", "next")
    .shown_as("i"),
    bind(
        "previous-supposition",
        &[Char('I'), Char('N'), BackTab],
        WHATIF,
        Command::PreviousMatch,
        "上一种假设",
        "the supposition before",
    )
    .short_name("上一假设", "previous")
    .shown_as("I"),
    bind("leave-supposition", &[Esc, Char('q')], WHATIF, Command::Back, "回到原来的数", "back to what stands")
        .short_name("回到原数", "back")
        .shown_as("Esc"),
    bind(
        "renew",
        &[Char('y')],
        RECORD,
        Command::Renew,
        "失效的决定沿用到现在的文件",
        "let a stale decision hold for the file as it is now",
    )
    .short_name("沿用", "renew"),
    bind("withdraw", &[Char('x')], RECORD, Command::Withdraw, "撤回失效的决定", "withdraw a stale decision")
        .short_name("撤回", "withdraw"),
    bind(
        "mark",
        &[Char(' ')],
        LIST,
        Command::Mark,
        "标记或取消标记；p r u m 作用于所有标记的报告",
        "mark or unmark; p r u m then act on all marked reports",
    )
    .short_name("标记", "mark"),
    bind(
        "mark-range",
        &[Char('v')],
        LIST,
        Command::MarkRange,
        "从上一个标记起，标记到这里",
        "mark from the last mark to here",
    ),
    bind("mark-all", &[Ctrl('a')], LIST, Command::MarkAll, "标记所有显示的报告", "mark all that are shown"),
];

static DECIDE: &[Binding] = &[
    bind("pass", &[Char('p')], MAIN, Command::Pass, "通过这份报告", "pass this report").short_name("通过", "pass"),
    bind(
        "return",
        &[Char('r')],
        MAIN,
        Command::Return,
        "退回这份报告，并写明原因",
        "return this report, with a reason",
    )
    .short_name("退回", "return"),
    bind("reopen", &[Char('u')], LIST, Command::Reopen, "恢复为待审", "open for review again"),
    bind(
        "take-moved",
        &[Char('R')],
        LIST,
        Command::TakeMoved,
        "改名的报告沿用原名下的决定",
        "renamed reports keep what was decided under their old names",
    ),
    bind(
        "note",
        &[Char('m')],
        MAIN,
        Command::Note,
        "写批注（报告、问题或单元格）",
        "write a note (on a report, finding or cell)",
    )
    .short_name("批注", "note"),
    bind(
        "note-on-report",
        &[Char('M')],
        REPORT,
        Command::NoteOnReport,
        "给整份报告写批注",
        "write a note on the whole report",
    ),
    bind("undo", &[Char('z')], MAIN, Command::Undo, "撤销上一步", "undo the last step").short_name("撤销", "undo"),
    bind("redo", &[Char('Z')], MAIN, Command::Redo, "恢复撤销的一步", "redo what was undone"),
    bind(
        "repeat",
        &[Char('.')],
        LIST | REPORT,
        Command::Repeat,
        "在这里重复上一个决定",
        "repeat the last decision here",
    ),
];

static FIND: &[Binding] = &[
    bind(
        "next-error",
        &[Char('e')],
        MAIN,
        Command::NextError,
        "下一处错误，本份没有时到下一份",
        "the next error, in this report or a later one",
    )
    .short_name("下一错误", "next error"),
    bind("previous-error", &[Char('E')], MAIN, Command::PreviousError, "上一处错误", "the error before"),
    bind("next-warning", &[Char('w')], MAIN, Command::NextWarning, "下一处警告", "the next warning"),
    bind("previous-warning", &[Char('W')], MAIN, Command::PreviousWarning, "上一处警告", "the warning before"),
    bind(
        "next-open",
        &[Char('n')],
        LIST | TABLES | MAPPING | FINDINGS | RECORD,
        Command::NextOpen,
        "下一份待审报告",
        "the next report to review",
    )
    .short_name("下一待审", "next open"),
    bind(
        "previous-open",
        &[Char('N')],
        LIST | TABLES | MAPPING | FINDINGS | RECORD,
        Command::PreviousOpen,
        "上一份待审报告",
        "the report to review before",
    ),
    bind(
        "filter",
        &[Char('/')],
        LIST | RECORD,
        Command::Filter,
        "筛选（汉字、拼音或英文）",
        "filter (Chinese, pinyin or English)",
    )
    .short_name("筛选", "filter"),
    bind("search", &[Char('/')], SOURCE, Command::Filter, "在原文中查找", "search the source text")
        .short_name("查找", "search"),
    bind(
        "next-match",
        &[Char('n')],
        SOURCE,
        Command::NextMatch,
        "下一处匹配；没有查找时为下一份待审",
        "the next match; without a search the next report to review",
    ),
    bind(
        "previous-match",
        &[Char('N')],
        SOURCE,
        Command::PreviousMatch,
        "上一处匹配；没有查找时为上一份待审",
        "the match before; without a search the report to review before",
    ),
    bind("next-section", &[Char('}')], SOURCE, Command::NextSection, "下一章节", "the next section"),
    bind("previous-section", &[Char('{')], SOURCE, Command::PreviousSection, "上一章节", "the section before"),
    bind(
        "outline",
        &[Char('o')],
        TABLES | SOURCE,
        Command::Outline,
        "目录：章节、表格、正文数据、日期和引用文件",
        "the outline: sections, tables, figures, dates, documents cited",
    )
    .short_name("目录", "outline"),
    bind("sort", &[Char('s')], LIST, Command::Sort, "换一栏排序", "sort by the next column").short_name("排序", "sort"),
    bind("sort-reverse", &[Char('S')], LIST, Command::SortReverse, "倒转次序", "turn the order round"),
    bind("sort-file", &[], LIST, Command::SortBy(SortKey::File), "按文件排序", "sort by file").twin(),
    bind("sort-status", &[], LIST, Command::SortBy(SortKey::Status), "按机检结果排序", "sort by check").twin(),
    bind("sort-unit", &[], LIST, Command::SortBy(SortKey::Unit), "按单位排序", "sort by unit").twin(),
    bind("sort-year", &[], LIST, Command::SortBy(SortKey::Year), "按年度排序", "sort by year").twin(),
    bind("sort-kind", &[], LIST, Command::SortBy(SortKey::Kind), "按文件类型排序", "sort by kind of file").twin(),
    bind("sort-form", &[], LIST, Command::SortBy(SortKey::Form), "按表样排序", "sort by form").twin(),
    bind("sort-errors", &[], LIST, Command::SortBy(SortKey::Errors), "按错误数排序", "sort by errors").twin(),
    bind("sort-warnings", &[], LIST, Command::SortBy(SortKey::Warnings), "按警告数排序", "sort by warnings").twin(),
    bind("sort-waiting", &[], LIST, Command::SortBy(SortKey::Waiting), "按待认栏目数排序", "sort by waiting labels")
        .twin(),
    bind("sort-review", &[], LIST, Command::SortBy(SortKey::Review), "按审阅状态排序", "sort by review").twin(),
    bind(
        "only-problems",
        &[Char('f')],
        LIST,
        Command::OnlyProblems,
        "只看有问题的报告",
        "show only reports with problems",
    )
    .short_name("仅问题", "problems"),
];

static GO: &[Binding] = &[
    bind("next-view", &[Tab], REPORT | RECORD, Command::NextView, "下一个视图", "the next view")
        .short_name("换视图", "view"),
    bind("previous-view", &[BackTab], REPORT | RECORD, Command::PreviousView, "上一个视图", "the view before"),
    bind("view-list", &[Char('1')], REPORT | RECORD, Command::View(1), "看报告列表", "show the reports"),
    bind("view-tables", &[Char('2')], LIST | REPORT | RECORD, Command::View(2), "看表格", "show the tables"),
    bind("view-mapping", &[Char('3')], LIST | REPORT | RECORD, Command::View(3), "看栏目映射", "show the labels"),
    bind("view-findings", &[Char('4')], LIST | REPORT | RECORD, Command::View(4), "看问题", "show the findings"),
    bind("view-source", &[Char('5')], LIST | REPORT | RECORD, Command::View(5), "看原文", "show the source text"),
    bind(
        "view-record",
        &[Char('6')],
        LIST | REPORT | RECORD,
        Command::View(6),
        "看记录：本报告或全批的每一个决定",
        "the record: every decision on this report, or on the batch",
    )
    .shown_as("6"),
    bind("next-report", &[Char(']')], REPORT | RECORD, Command::NextReport, "下一份报告", "the next report"),
    bind("previous-report", &[Char('[')], REPORT | RECORD, Command::PreviousReport, "上一份报告", "the report before"),
    bind(
        "between",
        &[Char('b')],
        MAIN,
        Command::Between,
        "跨年度、跨单位和名单上的问题",
        "what rests on several reports, or on the roster",
    ),
    bind(
        "jump-back",
        &[Ctrl('o')],
        MAIN,
        Command::JumpBack,
        "回到跳转之前的位置",
        "back to where the last jump started",
    ),
    bind(
        "leave",
        &[Esc],
        LIST | TABLES | RECORD,
        Command::Back,
        "返回；在列表中取消标记和筛选",
        "back; in the list drop marks and filter",
    ),
    bind("back", &[Esc, Char('h'), Left], MAPPING | FINDINGS, Command::Back, "返回列表", "back to the list")
        .short_name("返回", "back")
        .shown_as("Esc"),
    bind("back-from-source", &[Esc], SOURCE, Command::Back, "返回列表", "back to the list").short_name("返回", "back"),
];

static MOVE: &[Binding] = &[
    bind(
        "up",
        &[Up, Char('k')],
        MAIN | WEIGH | WINDOW | KEEP | BETWEEN | BESIDE | WHATIF,
        Command::Move(Motion::Up),
        "上移",
        "up",
    )
    .shown_as("↑ k"),
    bind(
        "down",
        &[Down, Char('j')],
        MAIN | WEIGH | WINDOW | KEEP | BETWEEN | BESIDE | WHATIF,
        Command::Move(Motion::Down),
        "下移",
        "down",
    )
    .shown_as("↓ j"),
    bind(
        "left",
        &[Left, Char('h')],
        TABLES | SOURCE | WHATIF,
        Command::Move(Motion::Left),
        "左移一格",
        "one cell to the left",
    ),
    bind(
        "right",
        &[Right, Char('l')],
        TABLES | SOURCE | WHATIF,
        Command::Move(Motion::Right),
        "右移一格",
        "one cell to the right",
    ),
    bind(
        "top",
        &[Char('g'), Home],
        MAIN | WEIGH | WINDOW | KEEP | BETWEEN | BESIDE | WHATIF,
        Command::Move(Motion::Top),
        "到开头",
        "to the first",
    ),
    bind(
        "bottom",
        &[Char('G'), End],
        MAIN | WEIGH | WINDOW | KEEP | BETWEEN | BESIDE | WHATIF,
        Command::Move(Motion::Bottom),
        "到末尾",
        "to the last",
    ),
    bind(
        "page-up",
        &[Ctrl('u'), PageUp, Ctrl('b')],
        MAIN | PICKER | HELP | PALETTE | WEIGH | WINDOW | KEEP | BETWEEN | BESIDE | WHATIF,
        Command::Move(Motion::PageUp),
        "上翻半页",
        "half a page up",
    )
    .shown_as("Ctrl-u PgUp"),
    bind(
        "page-down",
        &[Ctrl('d'), PageDown, Ctrl('f')],
        MAIN | PICKER | HELP | PALETTE | WEIGH | WINDOW | KEEP | BETWEEN | BESIDE | WHATIF,
        Command::Move(Motion::PageDown),
        "下翻半页",
        "half a page down",
    )
    .shown_as("Ctrl-d PgDn"),
    bind(
        "choose-up",
        &[Up, Ctrl('p')],
        FILTER | PROMPT | PICKER | HELP | PALETTE | EXPORT,
        Command::Move(Motion::Up),
        "上移",
        "up",
    )
    .shown_as("↑"),
    bind(
        "choose-down",
        &[Down, Ctrl('n')],
        FILTER | PROMPT | PICKER | HELP | PALETTE | EXPORT,
        Command::Move(Motion::Down),
        "下移",
        "down",
    )
    .shown_as("↓"),
    bind("keep-filter", &[Enter], FILTER, Command::Enter, "保留筛选", "keep the filter").short_name("保留", "keep"),
    bind("record-it", &[Enter], PROMPT | WEIGH, Command::Enter, "记录", "record it").short_name("记录", "record"),
    bind("take", &[Enter], PICKER | PALETTE, Command::Enter, "选定", "take it").short_name("选定", "take it"),
    bind("write", &[Enter], EXPORT, Command::Enter, "导出", "export").short_name("导出", "export"),
    bind("next-choice", &[Tab], EXPORT, Command::NextView, "换内容与格式", "another content or format")
        .short_name("换内容、格式", "content, format"),
    bind("close", &[Enter], HELP, Command::Enter, "关闭", "close"),
    bind("go-to-source", &[Enter], WINDOW, Command::Enter, "转到原文中的位置", "go to the place in the source text")
        .short_name("转到", "go to"),
    bind(
        "beside",
        &[Char('d')],
        FINDINGS | BETWEEN,
        Command::Beside,
        "两份报告逐句对照（重复、雷同、多份）",
        "lay the two reports beside each other, sentence by sentence",
    )
    .short_name("对照", "beside"),
    bind(
        "go-to-sentence",
        &[Enter],
        BESIDE,
        Command::Enter,
        "到原文中看这一句",
        "go to the sentence in the source text",
    )
    .short_name("看原文", "source text"),
    bind("go-to-report", &[Enter], BETWEEN, Command::Enter, "转到所说的报告", "go to the report spoken of")
        .short_name("转到", "go to"),
    bind("cancel", &[Esc], WINDOWS, Command::Back, "关闭，什么也不做", "close without doing anything")
        .short_name("关闭", "close"),
];

static PROGRAM: &[Binding] = &[
    bind("export", &[Ctrl('s')], MAIN, Command::Export, "导出审核记录或台账", "export the review log or the ledger")
        .short_name("导出", "export"),
    bind(
        "keep-aliases",
        &[Char('K')],
        MAIN,
        Command::SaveAliases,
        "留用本批学得的别名，供以后的批次使用",
        "keep the aliases learned in this batch for later ones",
    ),
    bind("copy", &[Char('c')], MAIN, Command::Copy, "复制光标所在的内容", "copy what the cursor is on"),
    bind("theme", &[Char('t')], MAIN | WHATIF, Command::Theme, "换配色", "the next theme"),
    bind(
        "language",
        &[],
        MAIN,
        Command::Language,
        "界面改用英文（switch to English）",
        "switch to Chinese（界面改用中文）",
    ),
    bind(
        "mouse",
        &[],
        MAIN,
        Command::Mouse,
        "开关鼠标操作；关闭后可用鼠标选取文字",
        "the mouse on or off; off, it selects text",
    ),
    bind("suspend", &[Ctrl('z')], MAIN | WHATIF, Command::Suspend, "挂起，回到命令行", "suspend to the shell"),
    bind("quit", &[Char('q')], MAIN, Command::Quit, "返回；在列表中退出", "back; in the list quit"),
    bind("quit-now", &[Ctrl('c')], MAIN | WINDOWS | WHATIF, Command::QuitNow, "立即退出", "quit at once"),
    bind("palette", &[Char(':')], MAIN, Command::Palette, "按名称查找并执行命令", "find a command by its name")
        .short_name("命令", "commands"),
    bind("help", &[Char('?')], MAIN | WHATIF, Command::Help, "这里能用的键", "the keys that are valid here")
        .short_name("帮助", "help"),
];
