//! The one table of keys: dispatch, footer and help all read it.
//!
//! A key is looked up in a context, which says what the keys act on; the answer is a [`Command`]. Where text is being
//! typed, keys without a binding are letters of the text. What a command does is for `update` to say.

use crate::text::lang::Lang;

/// A key as the program knows it, whatever terminal it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character as typed, capital or small.
    Char(char),
    /// A character with Ctrl.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Cursor up.
    Up,
    /// Cursor down.
    Down,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
}

impl Key {
    /// The key that was meant: full-width letters and the punctuation of a Chinese input method count as their
    /// half-width twins.
    #[must_use]
    pub fn half_width(self) -> Self {
        let Self::Char(c) = self else { return self };
        Self::Char(match c {
            '\u{3000}' => ' ',
            '\u{3001}' => '/',
            '\u{3002}' => '.',
            '\u{3010}' => '[',
            '\u{3011}' => ']',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
    }

    /// How the key is written in help.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl-{c}"),
            Self::Enter => "↵".to_owned(),
            Self::Esc => "Esc".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::BackTab => "Shift-Tab".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Right => "→".to_owned(),
            Self::Home => "Home".to_owned(),
            Self::End => "End".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::Backspace => "⌫".to_owned(),
            Self::Delete => "Del".to_owned(),
        }
    }
}

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// The list of reports.
    List,
    /// A report's tables.
    Tables,
    /// A report's labels.
    Mapping,
    /// A report's findings.
    Findings,
    /// A report's source text.
    Source,
    /// The line in which a filter is typed.
    Filter,
    /// The window in which a reason or a note is typed.
    Prompt,
    /// The window in which a field is picked.
    Picker,
    /// The window of help.
    Help,
}

impl Context {
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

const LIST: u16 = Context::List.bit();
const TABLES: u16 = Context::Tables.bit();
const MAPPING: u16 = Context::Mapping.bit();
const FINDINGS: u16 = Context::Findings.bit();
const SOURCE: u16 = Context::Source.bit();
const FILTER: u16 = Context::Filter.bit();
const PROMPT: u16 = Context::Prompt.bit();
const PICKER: u16 = Context::Picker.bit();
const HELP: u16 = Context::Help.bit();
const REPORT: u16 = TABLES | MAPPING | FINDINGS | SOURCE;
const MAIN: u16 = LIST | REPORT;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// Half a page up.
    PageUp,
    /// Half a page down.
    PageDown,
    /// In: open what the cursor is on, or take what was typed.
    Enter,
    /// Out: back to the list, or leave a window without doing anything.
    Back,
    /// Back, and at the top the program's end.
    Quit,
    /// The program's end at once.
    QuitNow,
    /// A view by its number, from 1.
    View(u8),
    /// The next view.
    NextView,
    /// The view before.
    PreviousView,
    /// The next report of the list.
    NextReport,
    /// The report before.
    PreviousReport,
    /// The next error, in this report or the next that has one.
    NextError,
    /// The error before.
    PreviousError,
    /// The next warning.
    NextWarning,
    /// The warning before.
    PreviousWarning,
    /// Type a filter.
    Filter,
    /// Sort by the next column.
    Sort,
    /// Turn the order round.
    SortReverse,
    /// Show only reports with problems, or all.
    OnlyProblems,
    /// Pass the report.
    Pass,
    /// Return the report, with a reason.
    Return,
    /// Write a note on the report.
    Note,
    /// Undo the last decision.
    Undo,
    /// Confirm what the machine proposes for a label.
    Confirm,
    /// Pick another field for a label.
    Override,
    /// The label is no field.
    NotAField,
    /// Not sure about the label.
    Unsure,
    /// The label stands for its n-th candidate, from 1.
    Candidate(u8),
    /// The next theme.
    Theme,
    /// Help.
    Help,
}

/// One line of the table.
#[derive(Debug)]
pub struct Binding {
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// Where they are valid, as bits.
    contexts: u16,
    /// What they ask for.
    pub command: Command,
    /// A short name for the footer; empty where only help tells it.
    short: (&'static str, &'static str),
    /// What it does, for help; empty for a twin that another line tells of.
    long: (&'static str, &'static str),
    /// Shown instead of the names of the keys.
    shown: &'static str,
}

impl Binding {
    /// The name for the footer, where it has one.
    #[must_use]
    pub fn short(&self, lang: Lang) -> &'static str {
        lang.pick(self.short.0, self.short.1)
    }

    /// The sentence for help, where it has one.
    #[must_use]
    pub fn long(&self, lang: Lang) -> &'static str {
        lang.pick(self.long.0, self.long.1)
    }

    /// The keys as help and footer show them.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.shown.is_empty() {
            self.keys.iter().map(|key| key.name()).collect::<Vec<_>>().join(" ")
        } else {
            self.shown.to_owned()
        }
    }

    /// Whether it is valid in a context.
    #[must_use]
    pub fn valid_in(&self, context: Context) -> bool {
        self.contexts & context.bit() != 0
    }
}

const fn bind(keys: &'static [Key], contexts: u16, command: Command) -> Binding {
    Binding { keys, contexts, command, short: ("", ""), long: ("", ""), shown: "" }
}

impl Binding {
    const fn short_name(mut self, zh: &'static str, en: &'static str) -> Self {
        self.short = (zh, en);
        self
    }

    const fn tells(mut self, zh: &'static str, en: &'static str) -> Self {
        self.long = (zh, en);
        self
    }

    const fn shown_as(mut self, shown: &'static str) -> Self {
        self.shown = shown;
        self
    }
}

use Key::{BackTab, Backspace, Char, Ctrl, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab};

/// Every binding, in the order in which footer and help show them.
pub static BINDINGS: &[Binding] = &[
    bind(&[Enter, Char('l'), Right], LIST, Command::Enter)
        .short_name("打开", "open")
        .tells("打开这份报告", "open this report")
        .shown_as("↵"),
    bind(&[Enter], TABLES | FINDINGS | SOURCE, Command::Enter)
        .short_name("转到", "go to")
        .tells("表格与原文互相转到；从问题转到单元格", "between table and source text; from a finding to its cell"),
    bind(&[Char('y')], MAPPING, Command::Confirm)
        .short_name("确认", "confirm")
        .tells("确认所列的对应栏目", "confirm the field that is proposed"),
    bind(&[Enter, Char('o')], MAPPING, Command::Override)
        .short_name("改选", "override")
        .tells("从规范栏目中另选一个", "pick another field of the form")
        .shown_as("o"),
    bind(&[Char('1')], MAPPING, Command::Candidate(1))
        .short_name("选候选", "candidate")
        .tells("选第几个候选", "take the n-th candidate")
        .shown_as("1–5"),
    bind(&[Char('2')], MAPPING, Command::Candidate(2)),
    bind(&[Char('3')], MAPPING, Command::Candidate(3)),
    bind(&[Char('4')], MAPPING, Command::Candidate(4)),
    bind(&[Char('5')], MAPPING, Command::Candidate(5)),
    bind(&[Char('x')], MAPPING, Command::NotAField)
        .short_name("非栏目", "no field")
        .tells("这不是表格栏目", "this is no field of the form"),
    bind(&[Char('u')], MAPPING, Command::Unsure)
        .short_name("存疑", "not sure")
        .tells("拿不准，留待再看", "not sure: leave it waiting"),
    bind(&[Key::Up, Char('k')], MAIN, Command::Up).tells("上移", "up").shown_as("↑ k"),
    bind(&[Down, Char('j')], MAIN, Command::Down).tells("下移", "down").shown_as("↓ j"),
    bind(&[Left, Char('h')], TABLES, Command::Left).tells("左移一格", "one cell to the left"),
    bind(&[Right, Char('l')], TABLES, Command::Right).tells("右移一格", "one cell to the right"),
    bind(&[Char('g'), Home], MAIN, Command::Top).tells("到开头", "to the first"),
    bind(&[Char('G'), End], MAIN, Command::Bottom).tells("到末尾", "to the last"),
    bind(&[Ctrl('u'), PageUp, Ctrl('b')], MAIN | PICKER | HELP, Command::PageUp)
        .tells("上翻半页", "half a page up")
        .shown_as("Ctrl-u PgUp"),
    bind(&[Ctrl('d'), PageDown, Ctrl('f')], MAIN | PICKER | HELP, Command::PageDown)
        .tells("下翻半页", "half a page down")
        .shown_as("Ctrl-d PgDn"),
    bind(&[Tab], REPORT, Command::NextView).short_name("换视图", "view").tells("下一个视图", "the next view"),
    bind(&[BackTab], REPORT, Command::PreviousView).tells("上一个视图", "the view before"),
    bind(&[Char('1')], TABLES | FINDINGS | SOURCE, Command::View(1))
        .tells("视图：1 报告 2 表格 3 栏目映射 4 问题 5 原文", "views: 1 reports 2 tables 3 labels 4 findings 5 source")
        .shown_as("1–5"),
    bind(&[Char('2')], LIST | TABLES | FINDINGS | SOURCE, Command::View(2)),
    bind(&[Char('3')], LIST | TABLES | FINDINGS | SOURCE, Command::View(3)),
    bind(&[Char('4')], LIST | TABLES | FINDINGS | SOURCE, Command::View(4)),
    bind(&[Char('5')], LIST | TABLES | FINDINGS | SOURCE, Command::View(5)),
    bind(&[Char(']')], REPORT, Command::NextReport).tells("下一份报告", "the next report"),
    bind(&[Char('[')], REPORT, Command::PreviousReport).tells("上一份报告", "the report before"),
    bind(&[Char('e')], MAIN, Command::NextError)
        .short_name("下一错误", "next error")
        .tells("下一处错误，本份没有时到下一份", "the next error, in this report or a later one"),
    bind(&[Char('E')], MAIN, Command::PreviousError).tells("上一处错误", "the error before"),
    bind(&[Char('w')], MAIN, Command::NextWarning).tells("下一处警告", "the next warning"),
    bind(&[Char('W')], MAIN, Command::PreviousWarning).tells("上一处警告", "the warning before"),
    bind(&[Char('p')], MAIN, Command::Pass).short_name("通过", "pass").tells("通过这份报告", "pass this report"),
    bind(&[Char('r')], MAIN, Command::Return)
        .short_name("退回", "return")
        .tells("退回这份报告，并写明原因", "return this report, with a reason"),
    bind(&[Char('m')], MAIN, Command::Note)
        .short_name("批注", "note")
        .tells("给这份报告写批注", "write a note on this report"),
    bind(&[Char('z')], MAIN, Command::Undo)
        .short_name("撤销", "undo")
        .tells("撤销上一个决定", "undo the last decision"),
    bind(&[Char('/')], LIST, Command::Filter)
        .short_name("筛选", "filter")
        .tells("按单位或文件名筛选（汉字、拼音或英文）", "filter by unit or file (Chinese, pinyin or English)"),
    bind(&[Char('s')], LIST, Command::Sort).short_name("排序", "sort").tells("换一栏排序", "sort by the next column"),
    bind(&[Char('S')], LIST, Command::SortReverse).tells("倒转次序", "turn the order round"),
    bind(&[Char('f')], LIST, Command::OnlyProblems)
        .short_name("仅问题", "problems")
        .tells("只看有问题的报告", "show only reports with problems"),
    bind(&[Esc], LIST, Command::Back).tells("取消筛选", "drop the filter"),
    bind(&[Esc], TABLES, Command::Back).short_name("返回", "back").tells("回到报告列表", "back to the list"),
    bind(&[Esc, Char('h'), Left], MAPPING | FINDINGS | SOURCE, Command::Back)
        .short_name("返回", "back")
        .tells("回到报告列表", "back to the list")
        .shown_as("Esc"),
    bind(&[Char('t')], MAIN, Command::Theme).tells("换配色", "the next theme"),
    bind(&[Char('q')], LIST, Command::Quit).tells("退出", "quit"),
    bind(&[Char('q')], REPORT, Command::Quit).tells("回到报告列表", "back to the list"),
    bind(&[Ctrl('c')], MAIN | FILTER | PROMPT | PICKER | HELP, Command::QuitNow).tells("立即退出", "quit at once"),
    bind(&[Enter], FILTER, Command::Enter).short_name("保留筛选", "keep").tells("保留筛选", "keep the filter"),
    bind(&[Esc], FILTER, Command::Back).short_name("取消筛选", "drop").tells("取消筛选", "drop the filter"),
    bind(&[Key::Up], FILTER | PICKER | HELP, Command::Up).tells("上移", "up"),
    bind(&[Down], FILTER | PICKER | HELP, Command::Down).tells("下移", "down"),
    bind(&[Char('k')], HELP, Command::Up),
    bind(&[Char('j')], HELP, Command::Down),
    bind(&[Enter], PROMPT, Command::Enter).short_name("记录", "record").tells("记录", "record it"),
    bind(&[Esc], PROMPT, Command::Back).short_name("放弃", "cancel").tells("放弃", "leave without recording"),
    bind(&[Enter], PICKER, Command::Enter).short_name("选定", "take it").tells("选定这个栏目", "take this field"),
    bind(&[Esc], PICKER, Command::Back).short_name("放弃", "cancel").tells("放弃", "leave without picking"),
    bind(&[Esc, Char('q'), Char('?'), Enter, Backspace], HELP, Command::Back)
        .short_name("关闭", "close")
        .tells("关闭帮助", "close help")
        .shown_as("Esc"),
    bind(&[Char('?')], MAIN, Command::Help)
        .short_name("帮助", "help")
        .tells("这里能用的键", "the keys that are valid here"),
];

/// Whether letters typed in a context are text.
#[must_use]
pub fn takes_text(context: Context) -> bool {
    context.bit() & (FILTER | PROMPT | PICKER) != 0
}

/// What a key asks for in a context.
#[must_use]
pub fn lookup(context: Context, key: Key) -> Option<Command> {
    let key = if takes_text(context) { key } else { key.half_width() };
    BINDINGS
        .iter()
        .find(|binding| binding.valid_in(context) && binding.keys.contains(&key))
        .map(|binding| binding.command)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXTS: [Context; 9] = [
        Context::List,
        Context::Tables,
        Context::Mapping,
        Context::Findings,
        Context::Source,
        Context::Filter,
        Context::Prompt,
        Context::Picker,
        Context::Help,
    ];

    #[test]
    fn a_key_means_one_thing_in_a_context() {
        for context in CONTEXTS {
            let mut seen = Vec::new();
            for binding in BINDINGS.iter().filter(|binding| binding.valid_in(context)) {
                for key in binding.keys {
                    assert!(!seen.contains(key), "{key:?} is bound twice in {context:?}");
                    seen.push(*key);
                }
            }
            assert!(lookup(context, Key::Esc).is_some() && lookup(context, Key::Ctrl('c')).is_some());
        }
    }

    #[test]
    fn no_letter_is_bound_where_text_is_typed() {
        for context in CONTEXTS.into_iter().filter(|context| takes_text(*context)) {
            for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
                assert_eq!(lookup(context, Key::Char(c)), None, "{c} in {context:?}");
            }
        }
    }

    #[test]
    fn full_width_letters_count_as_half_width() {
        for (typed, command) in [
            ('\u{FF4A}', Command::Down),
            ('\u{FF27}', Command::Bottom),
            ('\u{FF1F}', Command::Help),
            ('\u{3001}', Command::Filter),
        ] {
            assert_eq!(lookup(Context::List, Key::Char(typed)), Some(command));
        }
        assert_eq!(lookup(Context::Tables, Key::Char('\u{3011}')), Some(Command::NextReport));
        assert_eq!(lookup(Context::Prompt, Key::Char('\u{FF51}')), None);
    }

    #[test]
    fn every_command_is_told_in_both_languages() {
        for binding in BINDINGS {
            let told = BINDINGS.iter().any(|other| {
                other.contexts & binding.contexts != 0
                    && !other.long(Lang::Zh).is_empty()
                    && !other.long(Lang::En).is_empty()
                    && std::mem::discriminant(&other.command) == std::mem::discriminant(&binding.command)
            });
            assert!(told, "{:?}", binding.command);
            assert_eq!(binding.short(Lang::Zh).is_empty(), binding.short(Lang::En).is_empty());
        }
    }
}
