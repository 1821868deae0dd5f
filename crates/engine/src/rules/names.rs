//! Names of tables, rows, columns and cells as sentences use them: `names.toml`, joined with the forms once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::document::Span;
use crate::report::Report;
use crate::rules::registry::Wording;
use crate::schema::{Axis, CellId, Field, Relation, Schema, TableRef};
use crate::text::lang::Lang;

/// The short name of a table, such as 表三.
pub(super) fn table(at: TableRef) -> &'static Wording {
    &Names::get().tables[usize::from(at.form)][usize::from(at.table)].name
}

/// The short name of a row, such as 予以公开.
pub(super) fn row(at: TableRef, index: u8) -> &'static str {
    &Names::get().tables[usize::from(at.form)][usize::from(at.table)].rows[usize::from(index)]
}

/// The short name of a column, such as 自然人.
pub(super) fn column(at: TableRef, index: u8) -> &'static str {
    &Names::get().tables[usize::from(at.form)][usize::from(at.table)].columns[usize::from(index)]
}

/// A cell's place in a sentence, such as 表三“予以公开”行“自然人”列.
pub(super) fn place(cell: CellId) -> Wording {
    let (at, row, column) = (cell.table(), row(cell.table(), cell.row), column(cell.table(), cell.column));
    let table = table(at);
    Wording {
        zh: format!("{}“{row}”行“{column}”列", table.zh),
        en: format!("{}, row “{row}”, column “{column}”", table.en),
    }
}

/// The place of the row or column that a relation stands for, such as 表三“自然人”列; its tables where it stands for neither.
pub(super) fn relation_place(relation: &Relation) -> Wording {
    let mut all: Vec<TableRef> = relation.tables().collect();
    all.sort_unstable();
    let tables = tables(&all);
    let (name, zh, en) = match relation.axis {
        Axis::Column => (column(relation.table, relation.index), "列", "column"),
        Axis::Row => (row(relation.table, relation.index), "行", "row"),
        Axis::Table | Axis::Group => return tables,
    };
    Wording { zh: format!("{}“{name}”{zh}", tables.zh), en: format!("{}, {en} “{name}”", tables.en) }
}

/// What a relation is called where it asks a value of a cell, such as 收支关系.
pub(super) fn asked_by(relation: &Relation) -> Wording {
    let (zh, en) = match relation.rule {
        "requests.balance" => ("收支关系", "the balance"),
        "requests.result_sum" => ("办理结果之和", "the sum of the results"),
        _ if relation.right().len() == 1 => ("各项之和", "the sum of the parts"),
        _ => ("关系式", "the relation"),
    };
    Wording { zh: zh.to_owned(), en: en.to_owned() }
}

/// The name of a cell among the terms of a relation: its row where the relation stands for a column, else its column. Where
/// that does not tell it from others, as much of its place as does.
pub(super) fn term(relation: &Relation, cell: CellId) -> Wording {
    let at = cell.table();
    let (row_name, column_name) = (row(at, cell.row), column(at, cell.column));
    let is_bound = match relation.axis {
        Axis::Column => column(relation.table, relation.index) == column_name,
        Axis::Row => row(relation.table, relation.index) == row_name,
        Axis::Table | Axis::Group => false,
    };
    let name = match relation.axis {
        Axis::Column if is_bound => Some(row_name),
        Axis::Row if is_bound => Some(column_name),
        _ if at.get().rows.len() == 1 => Some(column_name),
        _ if at.get().columns.len() == 1 => Some(row_name),
        _ => None,
    };
    let table = table(at);
    match (name, relation.spans_tables()) {
        (Some(name), false) => Wording { zh: name.to_owned(), en: name.to_owned() },
        (Some(name), true) => {
            Wording { zh: format!("{}“{name}”", table.zh), en: format!("{} “{name}”", table.en) }
        }
        (None, false) => Wording {
            zh: format!("“{row_name}”行“{column_name}”列"),
            en: format!("row “{row_name}”, column “{column_name}”"),
        },
        (None, true) => place(cell),
    }
}

/// Tables in the form's order as one list, such as 表二第（五）项、表三.
pub(super) fn tables(list: &[TableRef]) -> Wording {
    let join = |words: Vec<&str>, between: &str| words.join(between);
    Wording {
        zh: join(list.iter().map(|&at| &*table(at).zh).collect(), "、"),
        en: join(list.iter().map(|&at| &*table(at).en).collect(), ", "),
    }
}

/// Names of ascending indices, runs of three and more drawn together: “予以公开”至“保护第三方合法权益”.
pub(super) fn ranges(indices: &[u8], name: impl Fn(u8) -> &'static str) -> Wording {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for run in indices.chunk_by(|a, b| a + 1 == *b) {
        match run {
            [first, .., last] if run.len() > 2 => {
                zh.push(format!("“{}”至“{}”", name(*first), name(*last)));
                en.push(format!("“{}” to “{}”", name(*first), name(*last)));
            }
            _ => {
                for &index in run {
                    zh.push(format!("“{}”", name(index)));
                    en.push(format!("“{}”", name(index)));
                }
            }
        }
    }
    Wording { zh: zh.join("、"), en: en.join(", ") }
}

/// Where cells of one table stand: its rows, then its columns unless it is all of them.
pub(super) fn extent(at: TableRef, cells: &[CellId]) -> Wording {
    let mut rows: Vec<u8> = cells.iter().map(|cell| cell.row).collect();
    let mut columns: Vec<u8> = cells.iter().map(|cell| cell.column).collect();
    for list in [&mut rows, &mut columns] {
        list.sort_unstable();
        list.dedup();
    }
    let all_columns = columns.len() == at.get().columns.len();
    let all_rows = rows.len() == at.get().rows.len();
    let row_names = ranges(&rows, |index| row(at, index));
    let column_names = ranges(&columns, |index| column(at, index));
    match (all_rows, all_columns) {
        (true, true) => Wording { zh: "各行各列".to_owned(), en: "all rows and columns".to_owned() },
        (true, false) => {
            Wording { zh: format!("各行的{}列", column_names.zh), en: format!("columns {}", column_names.en) }
        }
        (false, true) => Wording { zh: format!("{}行", row_names.zh), en: format!("rows {}", row_names.en) },
        (false, false) => Wording {
            zh: format!("{}行的{}列", row_names.zh, column_names.zh),
            en: format!("rows {}, columns {}", row_names.en, column_names.en),
        },
    }
}

/// Where some places stand, such as 第141–504行 in a text and 第 2 页表 1 第 5–9 行 in a file of tables; empty where there is
/// none.
pub(super) fn lines(report: &Report, source: &[Span]) -> Wording {
    if !report.origins().is_plain() {
        let named = |lang| report.origins().names(source, lang);
        return Wording { zh: named(Lang::Zh), en: named(Lang::En) };
    }
    let first = source.iter().map(|span| span.line).min();
    let last = source.iter().map(|span| span.line).max();
    match (first, last) {
        (Some(first), Some(last)) if first == last => {
            Wording { zh: format!("第{first}行"), en: format!("line {first}") }
        }
        (Some(first), Some(last)) => {
            Wording { zh: format!("第{first}–{last}行"), en: format!("lines {first}–{last}") }
        }
        _ => Wording { zh: String::new(), en: String::new() },
    }
}

/// A quoted text, cut where it is long.
pub(super) fn quote(text: &str) -> String {
    const LONGEST: usize = 24;
    let text = text.trim();
    if text.chars().count() <= LONGEST {
        return format!("“{text}”");
    }
    format!("“{}…”", text.chars().take(LONGEST).collect::<String>())
}

struct Names {
    tables: Vec<Vec<TableNames>>,
}

struct TableNames {
    name: Wording,
    rows: Vec<String>,
    columns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    table: Vec<RawTable>,
    field: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    id: String,
    zh: String,
    en: String,
}

impl Names {
    fn get() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| {
            let file: RawFile = toml::from_str(include_str!("names.toml")).expect("the embedded names parse");
            let names = |fields: &[Field]| {
                fields
                    .iter()
                    .map(|field| file.field.get(field.id).cloned().unwrap_or_else(|| plain(field.label)))
                    .collect()
            };
            let tables = |form: &'static crate::schema::Form| {
                form.tables
                    .iter()
                    .map(|table| {
                        let raw = file.table.iter().find(|raw| raw.id == table.id);
                        let name = raw.map_or_else(
                            || Wording { zh: table.label.to_owned(), en: table.label.to_owned() },
                            |raw| Wording { zh: raw.zh.clone(), en: raw.en.clone() },
                        );
                        TableNames { name, rows: names(&table.rows), columns: names(&table.columns) }
                    })
                    .collect()
            };
            Self { tables: Schema::get().forms.iter().map(tables).collect() }
        })
    }
}

/// A label without its leading ordinal and trailing note: （二）部分公开（…） becomes 部分公开.
fn plain(label: &str) -> String {
    let mut rest = label;
    if let Some((_, after)) = rest.strip_prefix('（').and_then(|inner| inner.split_once('）')) {
        rest = after;
    }
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if let Some((ordinal, after)) = rest.split_once('、')
        && ordinal.chars().count() == 1
    {
        rest = after;
    }
    rest.split('（').next().unwrap_or(rest).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_ordinals_and_notes() {
        let table = [
            ("（二）部分公开（区分处理的，只计这一情形）", "部分公开"),
            ("1.属于国家秘密", "属于国家秘密"),
            ("四、结转下年度继续办理", "结转下年度继续办理"),
            ("自然人", "自然人"),
        ];
        for (label, name) in table {
            assert_eq!(plain(label), name);
        }
    }

    #[test]
    fn every_name_within_a_table_is_its_own() {
        for at in Schema::get().tables() {
            assert_ne!(table(at).zh, at.get().label, "{}", at.get().id);
            let mut rows: Vec<_> = (0..at.get().rows.len()).map(|index| row(at, index as u8)).collect();
            let mut columns: Vec<_> = (0..at.get().columns.len()).map(|index| column(at, index as u8)).collect();
            for list in [&mut rows, &mut columns] {
                let count = list.len();
                list.sort_unstable();
                list.dedup();
                assert_eq!(list.len(), count, "{}", at.get().id);
            }
        }
    }

    #[test]
    fn runs_are_drawn_together() {
        let at = TableRef { form: 0, table: 5 };
        assert_eq!(
            ranges(&[2, 3, 4, 7], |index| row(at, index)).zh,
            "“予以公开”至“属于国家秘密”、“保护第三方合法权益”"
        );
    }
}
