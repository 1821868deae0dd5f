//! The rebuilt tables, drawn with the form's own labels in columns aligned by display width.
//!
//! The five states of a cell stay apart: a number as printed, a blank, a mark for «none», text, and a cell that is not there.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::export::check::place::{lines, range};
use crate::report::{Cell, Fact, Kind, Report, TableReading, figures};
use crate::rules::{Severity, Verdict};
use crate::schema::{CellId, Field};
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, sanitize, truncate, width};

/// A label longer than this is cut in the drawing; the form's long rows would leave no room for figures.
const LABEL: usize = 40;

/// Blanks between columns.
const GAP: usize = 2;

/// Writes every table, then the numbers that found no place and the further readings.
pub fn write(report: &Report, verdict: &Verdict, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let faulty: BTreeSet<CellId> = verdict
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .flat_map(|finding| finding.cells.iter().copied())
        .collect();
    writeln!(out, "\n{}", lang.pick("表格", "Tables"))?;
    if report.tables.is_empty() {
        writeln!(out, "  {}", lang.pick("没有识别出年度报告的表格。", "no table of the form was recognised."))?;
        statistics(report, lang, out)?;
    } else {
        writeln!(out, "  {}", legend(lang))?;
    }
    for reading in &report.tables {
        table(report, reading, &faulty, lang, out)?;
    }
    for number in &report.unplaced {
        let table = number.table.map_or("", |table| table.get().label);
        let after = sanitize(&number.after);
        writeln!(
            out,
            "  {}",
            lang.pick(
                format!(
                    "未归位：{}（{table} “{after}”之后，{}）：{}",
                    sanitize(&number.raw),
                    lines(report, &number.source, lang),
                    number.doubt.words(lang)
                ),
                format!(
                    "no place: {} ({table}, after {after:?}, {}): {}",
                    sanitize(&number.raw),
                    lines(report, &number.source, lang),
                    number.doubt.words(lang)
                ),
            )
        )?;
    }
    for other in &report.other_readings {
        let head = lang.pick("另一读数：", "other reading: ");
        writeln!(out, "  {head}{} = {}  {}", other.cell, sanitize(&other.raw), lines(report, &other.source, lang))?;
    }
    Ok(())
}

/// The figures of a report without tables, by the rows of the statistics form, each mention with its line.
fn statistics(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let rows = figures::statistics(report);
    if rows.is_empty() {
        return Ok(());
    }
    let head = lang.pick(
        "正文中的统计数字（按 2014 年统计表的项目）",
        "Figures in prose, by the rows of the statistics form of 2014",
    );
    writeln!(out, "\n  {head}")?;
    let name = |fact: &Fact| figures::name(fact.id);
    let shown: Vec<_> = rows.iter().map(|(_, fact)| figures::shown(fact, lang)).collect();
    let names = rows.iter().map(|(_, fact)| width(name(fact))).max().unwrap_or(0);
    let values = shown.iter().map(|(value, _)| width(value)).max().unwrap_or(0);
    for (i, ((topic, fact), (value, note))) in rows.iter().zip(&shown).enumerate() {
        if i == 0 || rows[i - 1].0 != *topic {
            writeln!(out, "    {}", topic.words(lang))?;
        }
        let again = i > 0 && rows[i - 1].1.id == fact.id;
        let name = pad(if again { "" } else { name(fact) }, names, Align::Left);
        let value = pad(value, values, Align::Right);
        let note = if note.is_empty() { String::new() } else { format!("  ({note})") };
        let place = lines(report, &fact.source, lang);
        writeln!(out, "      {name}  {value}  {place}{note}  {}", sanitize(&fact.quote))?;
    }
    let missing = figures::not_given(report).join(lang.pick("、", ", "));
    if !missing.is_empty() {
        writeln!(out, "    {}{missing}", lang.pick("正文未给出：", "not given: "))?;
    }
    Ok(())
}

fn legend(lang: Lang) -> &'static str {
    lang.pick(
        "标记：✗ 勾稽不平  ? 存疑  [空] 空白格  [缺] 文中没有此格  “” 不是数字",
        "marks: ✗ in a broken relation  ? doubtful  [blank]  [none] not in the text  “” no number",
    )
}

fn table(
    report: &Report,
    reading: &TableReading,
    faulty: &BTreeSet<CellId>,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let description = reading.table.get();
    let place = range(report, reading.lines.0, reading.lines.1, lang);
    writeln!(out, "\n  {}  [{} · {}]  {place}", description.label, description.id, reading.table.form().id)?;
    let labels: Vec<String> = row_labels(&description.rows);
    let first = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let grid: Vec<Vec<String>> = (0..description.rows.len())
        .map(|row| {
            (0..description.columns.len())
                .map(|column| {
                    let (row, column) = (row as u8, column as u8);
                    shown(reading.cell(row, column), faulty.contains(&reading.table.cell(row, column)), lang)
                })
                .collect()
        })
        .collect();
    let widths: Vec<usize> = description
        .columns
        .iter()
        .enumerate()
        .map(|(column, field)| grid.iter().map(|row| width(&row[column])).max().unwrap_or(0).max(width(field.label)))
        .collect();
    if description.columns.iter().any(|column| !column.group.is_empty()) {
        writeln!(out, "    {}{}", " ".repeat(first), groups(&description.columns, &widths).trim_end())?;
    }
    draw("", first, description.columns.iter().map(|column| column.label), &widths, out)?;
    for (label, row) in labels.iter().zip(&grid) {
        draw(label, first, row.iter().map(String::as_str), &widths, out)?;
    }
    Ok(())
}

fn draw<'a>(
    label: &str,
    first: usize,
    cells: impl Iterator<Item = &'a str>,
    widths: &[usize],
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "    {}", pad(label, first, Align::Left))?;
    for (cell, &cells) in cells.zip(widths) {
        write!(out, "{}{}", " ".repeat(GAP), pad(cell, cells, Align::Right))?;
    }
    writeln!(out)
}

/// Row labels with their groups; a group is named at its first row and indents the others.
fn row_labels(rows: &[Field]) -> Vec<String> {
    let mut seen: &[&str] = &[];
    rows.iter()
        .map(|row| {
            let shared = row.group.iter().zip(seen).take_while(|(group, seen)| group == seen).count();
            seen = &row.group;
            let new: String = row.group[shared..].iter().map(|group| format!("{group} / ")).collect();
            format!("{}{}", "  ".repeat(shared), truncate(&format!("{new}{}", row.label), LABEL))
        })
        .collect()
}

/// Group labels, each spanning its columns.
fn groups(columns: &[Field], widths: &[usize]) -> String {
    let mut spans: Vec<(String, usize)> = Vec::new();
    let mut seen: Option<&Vec<&str>> = None;
    for (column, cells) in columns.iter().zip(widths) {
        match spans.last_mut() {
            Some(span) if seen == Some(&column.group) => span.1 += GAP + cells,
            _ => spans.push((column.group.join(" / "), *cells)),
        }
        seen = Some(&column.group);
    }
    spans.iter().map(|(label, cells)| format!("{}{}", " ".repeat(GAP), pad(label, *cells, Align::Left))).collect()
}

fn shown(cell: Option<&Cell>, faulty: bool, lang: Lang) -> String {
    let Some(cell) = cell else {
        return lang.pick("[缺]", "[none]").to_owned();
    };
    let text = match cell.kind {
        Kind::Number => cell.value.map_or_else(String::new, |value| value.to_string()),
        Kind::Blank => lang.pick("[空]", "[blank]").to_owned(),
        Kind::Dash => sanitize(cell.raw.trim()).into_owned(),
        Kind::Text => format!("“{}”", sanitize(cell.raw.trim())),
    };
    let doubt = if cell.doubt.is_some() { "?" } else { "" };
    let fault = if faulty { "✗" } else { "" };
    format!("{text}{doubt}{fault}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Confidence, Doubt};

    fn cell(raw: &str, kind: Kind, doubt: Option<Doubt>) -> Cell {
        Cell {
            raw: raw.to_owned(),
            kind,
            value: raw.parse().ok(),
            unit: None,
            confidence: Confidence { row: 1.0, column: 1.0, layout: 1.0, arithmetic: None },
            doubt,
            source: Vec::new(),
            row_label: None,
            column_label: None,
        }
    }

    #[test]
    fn five_states_look_different() {
        let cells = [
            Some(cell("0", Kind::Number, None)),
            Some(cell("", Kind::Blank, None)),
            Some(cell("/", Kind::Dash, None)),
            Some(cell("若干", Kind::Text, None)),
            None,
        ];
        let pictures: Vec<_> = cells.iter().map(|cell| shown(cell.as_ref(), false, Lang::Zh)).collect();
        assert_eq!(pictures, ["0", "[空]", "/", "“若干”", "[缺]"]);
    }

    #[test]
    fn a_group_spans_its_columns() {
        let table = crate::schema::Schema::get().tables().find(|table| table.get().id == "requests").unwrap().get();
        let line = groups(&table.columns, &[6, 8, 8, 12, 12, 4, 4]);
        assert_eq!(line.trim_end(), "          法人或其他组织");
        assert_eq!(width(&line), 7 * GAP + 6 + 8 + 8 + 12 + 12 + 4 + 4);
    }

    #[test]
    fn doubt_and_fault_are_marked() {
        assert_eq!(shown(Some(&cell("5", Kind::Number, Some(Doubt::LostCells))), true, Lang::Zh), "5?✗");
    }
}
