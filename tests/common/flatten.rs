//! Prints a report's grids into text, one function a layout. To add a layout, write its function and name it in [`LAYOUTS`].
//!
//! The layouts are those met in real submissions: pages copied as text, exports of office programs, Markdown.

use super::sheet::{Grid, LOST, Role, Row, Sheet, TEAR};

/// A way of printing tables as text.
#[derive(Clone, Copy)]
pub struct Layout {
    /// Its short name.
    pub name: &'static str,
    /// Prints one table.
    pub print: fn(&Grid) -> String,
    /// Whether an empty cell can be told from the filler of a merged one, and so must be read as blank.
    pub keeps_blanks: bool,
    /// Whether a line of its own stays one, so that what is no part of the table can be told from it.
    pub keeps_lines: bool,
}

/// Every layout.
pub const LAYOUTS: &[Layout] = &[
    Layout { name: "f1", print: f1, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f2", print: f2, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f3", print: f3, keeps_blanks: true, keeps_lines: true },
    Layout { name: "f4", print: f4, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f5", print: f5, keeps_blanks: true, keeps_lines: true },
    Layout { name: "f6", print: f6, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f7", print: f7, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f8", print: f8, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f8-tight", print: f8_tight, keeps_blanks: false, keeps_lines: true },
    Layout { name: "f10", print: f10, keeps_blanks: false, keeps_lines: true },
    Layout { name: "run-on", print: run_on, keeps_blanks: false, keeps_lines: false },
    Layout { name: "run-on-bars", print: run_on_bars, keeps_blanks: false, keeps_lines: false },
    Layout { name: "f11", print: f11, keeps_blanks: false, keeps_lines: true },
    Layout { name: "bars-between", print: bars_between, keeps_blanks: true, keeps_lines: true },
    Layout { name: "markdown", print: markdown, keeps_blanks: true, keeps_lines: true },
    Layout { name: "markdown-compact", print: markdown_compact, keeps_blanks: true, keeps_lines: true },
    Layout { name: "tabs", print: tabs, keeps_blanks: true, keeps_lines: true },
    Layout { name: "tabs-compact", print: tabs_compact, keeps_blanks: true, keeps_lines: true },
];

/// The whole report as text: title, prose, headings and tables.
pub fn report(sheet: &Sheet, layout: &Layout) -> String {
    let Sheet { year, grids: [disclosure, requests, remedies], headings, .. } = sheet;
    let print = |grid: &Grid| (layout.print)(grid).trim_end_matches('\n').to_owned();
    let heading = |text: &'static str| if *headings { text } else { "" };
    format!(
        "云岭县民政局{year}年政府信息公开工作年度报告\n\
         按照条例的要求，编制本年度报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n\
         一、总体情况\n\
         一年来，本局把公开的要求落实到办文办会各环节，主动公开、依申请公开、信息管理、平台建设和监督保障各项工作平稳推进。\n\
         {}\n{}\n{}\n{}\n{}\n{}\n\
         五、存在的主要问题及改进情况\n\
         主要问题是解读形式偏少，业务培训不够经常。下一年将丰富形式，按季度组织培训。\n\
         六、其他需要报告的事项\n\
         无其他需要报告的事项。\n\
         云岭县民政局\n{}年1月18日\n",
        heading("二、主动公开政府信息情况"),
        print(disclosure),
        heading("三、收到和处理政府信息公开申请情况"),
        print(requests),
        heading("四、政府信息公开行政复议、行政诉讼情况"),
        print(remedies),
        year + 1,
    )
}

/// Prints row by row; lines that are no part of the table stand as they are.
fn rows(grid: &Grid, print: impl Fn(&[String], &Row) -> String, tear: &str) -> String {
    let mut text = String::new();
    for row in &grid.rows {
        let there = row.cells.iter().filter(|cell| cell.text != LOST);
        let cells: Vec<String> = there.map(|cell| cell.text.replace(TEAR, tear)).collect();
        if row.role == Role::Furniture {
            text += &format!("{}\n", cells.concat());
        } else {
            text += &print(&cells, row);
        }
    }
    if grid.cut {
        // What is not there has no empty cells and no filler either.
        text.truncate(text.trim_end_matches(['|', ' ', '\t', '\n']).len());
    }
    text
}

fn filler(grid: &Grid, row: &Row) -> usize {
    grid.width.saturating_sub(row.cells.len())
}

/// One cell a line, a lone bar after each.
fn f1(grid: &Grid) -> String {
    rows(grid, |cells, _| cells.iter().map(|cell| format!("{cell}\n|\n")).collect(), "\n")
}

/// One cell and a bar a line, then the bars of covered cells.
fn f2(grid: &Grid) -> String {
    let print = |cells: &[String], row: &Row| {
        let mut text: String = cells.iter().map(|cell| format!("{cell} |\n")).collect();
        if filler(grid, row) > 0 {
            text += &format!("{}\n", "|".repeat(filler(grid, row)));
        }
        text
    };
    let text = rows(grid, print, " ");
    // At the very end of a table the filler is not printed.
    let kept = text.trim_end_matches(['|', '\n']);
    format!("{kept}|\n")
}

/// One row a line, a bar after each cell, nothing for covered cells.
fn f3(grid: &Grid) -> String {
    rows(
        grid,
        |cells, _| cells.iter().map(|cell| format!("{cell} | ")).collect::<String>().trim_end().to_owned() + "\n",
        " ",
    )
}

/// One row a line, with the bars of covered cells behind.
fn f4(grid: &Grid) -> String {
    let print = |cells: &[String], row: &Row| {
        let text: String = cells.iter().map(|cell| format!("{cell} | ")).collect();
        format!("{text}{}", "|".repeat(filler(grid, row))).trim_end().to_owned() + "\n"
    };
    rows(grid, print, " ")
}

/// One row a line, a bar before and after each cell.
fn f5(grid: &Grid) -> String {
    rows(grid, |cells, _| format!("| {} |\n", cells.join(" | ")), " ")
}

/// Every cell begins with a line break of its own.
fn f6(grid: &Grid) -> String {
    let print = |cells: &[String], _: &Row| {
        format!("|{}\n", cells.iter().map(|cell| format!("\n {cell}  |")).collect::<String>())
    };
    rows(grid, print, "\n")
}

/// Every row is opened by a lone bar.
fn f7(grid: &Grid) -> String {
    let print = |cells: &[String], _: &Row| {
        format!("|\n{}", cells.iter().map(|cell| format!("{cell} |\n")).collect::<String>())
    };
    rows(grid, print, " ")
}

/// One cell a line, blank lines between; an empty cell leaves nothing.
fn f8(grid: &Grid) -> String {
    let kept =
        |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).map(|cell| format!("{cell}\n\n")).collect();
    rows(grid, |cells, _| kept(cells), "\n\n")
}

/// One cell a line, no blank lines.
fn f8_tight(grid: &Grid) -> String {
    let kept =
        |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).map(|cell| format!("{cell}\n")).collect();
    rows(grid, |cells, _| kept(cells), "\n")
}

/// One row a line, blanks between the cells; an empty cell leaves nothing.
fn f10(grid: &Grid) -> String {
    let kept =
        |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" ") + "\n";
    rows(grid, |cells, _| kept(cells), "")
}

/// The whole table on one line, blanks between the cells: where rows end is lost.
fn run_on(grid: &Grid) -> String {
    f10(grid).replace('\n', " ")
}

/// The whole table on one line, a bar after each cell.
fn run_on_bars(grid: &Grid) -> String {
    f3(grid).replace('\n', " ")
}

/// As `f4`, with a ghost column and empty cells at the ends of rows.
fn f11(grid: &Grid) -> String {
    let print = |cells: &[String], row: &Row| {
        let ghost = if row.role == Role::Data { " |  |" } else { "||||" };
        format!("{} |{}{ghost}\n", cells.join(" | "), "|".repeat(filler(grid, row)))
    };
    rows(grid, print, " ")
}

/// One row a line, bars only between cells.
fn bars_between(grid: &Grid) -> String {
    rows(grid, |cells, _| cells.join(" | ") + "\n", " ")
}

/// The full grid with covered cells empty.
fn full(grid: &Grid, separator: &str, before: &str, after: &str) -> String {
    let print = |cells: &[String], row: &Row| {
        let mut line = vec![""; grid.width];
        for (cell, print) in cells.iter().zip(row.cells.iter().filter(|print| print.text != LOST)) {
            line[print.column] = cell;
        }
        format!("{before}{}{after}\n", line.join(separator))
    };
    rows(grid, print, " ")
}

/// A Markdown table with every column of the grid.
fn markdown(grid: &Grid) -> String {
    let text = full(grid, " | ", "| ", " |");
    match text.split_once('\n') {
        Some((first, rest)) => format!("\n{first}\n|{}\n{rest}\n", " --- |".repeat(grid.width)),
        None => text,
    }
}

/// A Markdown table without covered cells, one a block.
fn markdown_compact(grid: &Grid) -> String {
    let mut text = String::new();
    for row in &grid.rows {
        let there = row.cells.iter().filter(|cell| cell.text != LOST);
        let cells: Vec<String> = there.map(|cell| cell.text.replace(TEAR, "<br>")).collect();
        match row.role {
            Role::Furniture | Role::Heading => text += &format!("\n{}\n\n", cells.concat()),
            _ => text += &format!("| {} |\n", cells.join(" | ")),
        }
        let first = row.role == Role::Header
            && (row.block.starts_with("art20") || row.cells[0].column == 0 && row.cells.len() == 2);
        if first {
            text += &format!("|{}\n", ":---:|".repeat(cells.len()));
        }
    }
    format!("\n{text}\n")
}

/// Tab-separated, every column of the grid, as copied from a spreadsheet.
fn tabs(grid: &Grid) -> String {
    full(grid, "\t", "", "")
}

/// Tab-separated without covered cells.
fn tabs_compact(grid: &Grid) -> String {
    rows(grid, |cells, _| cells.join("\t") + "\n", " ")
}
