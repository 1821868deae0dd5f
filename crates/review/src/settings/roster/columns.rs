//! Which column of a list says what, by what stands at its head: offices head them in many ways.

use super::list::Row;
use crate::text::fold::fold;

/// So many rows from the first one may hold the head: a list often has a title and a date above it.
const HEADS: usize = 10;

/// What a column may say, the headers that say it outright, and words that hint at it. What is looked for first stands first: 单位类别
/// is a kind, not a name.
const MEANINGS: [(Meaning, &[&str], &[&str]); 5] = [
    (
        Meaning::Aliases,
        &["别名", "曾用名", "简称", "其他名称", "原名称", "aliases", "alias"],
        &["别名", "曾用", "简称", "又名", "其他名称", "原名"],
    ),
    (
        Meaning::Parent,
        &["上级", "上级单位", "上级机关", "主管部门", "主管单位", "主管机关", "所属", "隶属", "parent"],
        &["上级", "主管", "隶属", "所属"],
    ),
    (
        Meaning::Kind,
        &["类别", "单位类别", "类型", "单位类型", "单位性质", "性质", "kind", "type"],
        &["类别", "类型", "性质"],
    ),
    (
        Meaning::Deadline,
        &["截止日期", "截止时间", "期限", "报送期限", "报送时限", "时限", "公布期限", "deadline", "due"],
        &["截止", "期限", "时限"],
    ),
    (
        Meaning::Name,
        &[
            "单位名称",
            "名称",
            "单位",
            "单位全称",
            "机关名称",
            "机关",
            "报送单位",
            "填报单位",
            "责任单位",
            "公开主体",
            "name",
            "unit",
        ],
        &["单位", "名称", "机关"],
    ),
];

/// Headers of columns that look like a name's and are none.
const OTHERS: [&str; 6] = ["联系", "电话", "备注", "代码", "地址", "序号"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Name,
    Aliases,
    Kind,
    Deadline,
    Parent,
}

/// The columns of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Names.
    pub(super) name: u32,
    /// Other names.
    pub(super) aliases: Option<u32>,
    /// Kinds of units.
    pub(super) kind: Option<u32>,
    /// Deadlines.
    pub(super) deadline: Option<u32>,
    /// Units that they report to.
    pub(super) parent: Option<u32>,
    /// Heads that are as good as another one before them: line, column and the meaning's plain name.
    pub(super) twice: Vec<(u32, u32, &'static str)>,
}

/// The row with the head, and the columns; `None` where no row has a column of names.
pub(super) fn find(rows: &[Row]) -> Option<(usize, Columns)> {
    let heads = rows.iter().take(HEADS).enumerate().filter_map(|(index, row)| Some((index, of(row)?)));
    // A title names the list in one cell; a head that says more is the head.
    heads
        .max_by_key(|(index, (columns, weight))| (*weight, columns.count(), std::cmp::Reverse(*index)))
        .map(|(index, (columns, _))| (index, columns))
}

impl Columns {
    fn count(&self) -> usize {
        [self.aliases, self.kind, self.deadline, self.parent].into_iter().flatten().count()
    }
}

/// The columns under a row, if it is a head, and how surely the names' column is one.
fn of(row: &Row) -> Option<(Columns, u8)> {
    let mut columns = Columns::default();
    let mut name = None;
    for (meaning, whole, parts) in MEANINGS {
        let weighed =
            row.cells.iter().filter_map(|(column, text)| Some((*column, weight(text, meaning, whole, parts)?)));
        let mut weighed: Vec<(u32, u8)> = weighed.collect();
        weighed.sort_by_key(|(column, weight)| (std::cmp::Reverse(*weight), *column));
        let Some(&best) = weighed.first() else { continue };
        let equals = weighed.iter().skip(1).filter(|other| other.1 == best.1);
        columns.twice.extend(equals.map(|other| (row.line, other.0, whole[0])));
        match meaning {
            Meaning::Name => name = Some(best),
            Meaning::Aliases => columns.aliases = Some(best.0),
            Meaning::Kind => columns.kind = Some(best.0),
            Meaning::Deadline => columns.deadline = Some(best.0),
            Meaning::Parent => columns.parent = Some(best.0),
        }
    }
    let (column, weight) = name?;
    columns.name = column;
    Some((columns, weight))
}

/// How surely a head means something: 2 outright, 1 by a word in it.
fn weight(text: &str, meaning: Meaning, whole: &[&str], parts: &[&str]) -> Option<u8> {
    // What stands in brackets explains: 单位名称（全称）.
    let bare = text.split(['（', '(', '\n']).next().unwrap_or(text);
    let folded = fold(bare);
    let head = folded.base();
    if whole.contains(&head) {
        return Some(2);
    }
    let is_claimed = |other: Meaning| {
        MEANINGS
            .iter()
            .take_while(|(known, ..)| *known != other)
            .any(|(_, whole, parts)| whole.contains(&head) || parts.iter().any(|part| head.contains(part)))
    };
    let is_short = head.chars().count() <= 8;
    let is_other = OTHERS.iter().any(|other| head.contains(other));
    let is_meant = is_short && !is_other && !is_claimed(meaning) && parts.iter().any(|part| head.contains(part));
    is_meant.then_some(1)
}
