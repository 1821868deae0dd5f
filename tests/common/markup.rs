//! Prints a report's grids as web pages, one function a style. To add a style, write its function and name it in [`STYLES`].
//!
//! The styles are those met in real submissions: pages of site systems, pages saved by Word and Excel, markup by hand.

use super::sheet::{Grid, Row, Sheet};

/// A way of writing a report as a web page.
#[derive(Clone, Copy)]
pub struct Style {
    /// Its short name.
    pub name: &'static str,
    /// Writes a report.
    pub print: fn(&Sheet) -> String,
}

/// Every style.
pub const STYLES: &[Style] = &[
    Style { name: "minimal", print: minimal },
    Style { name: "site", print: site },
    Style { name: "old site", print: old_site },
    Style { name: "word", print: word },
    Style { name: "excel", print: excel },
    Style { name: "unclosed", print: unclosed },
    Style { name: "fields", print: fields },
    Style { name: "text", print: text },
];

/// A cell with how many columns and rows it covers.
struct Spanned<'a> {
    text: &'a str,
    columns: usize,
    rows: usize,
}

impl Spanned<'_> {
    fn attributes(&self) -> String {
        let mut attributes = String::new();
        for (name, count) in [("colspan", self.columns), ("rowspan", self.rows)] {
            if count > 1 {
                attributes += &format!(" {name}=\"{count}\"");
            }
        }
        attributes
    }
}

/// Where the cells of a row begin, and how many columns each covers.
fn columns(grid: &Grid, row: usize) -> Vec<(usize, usize)> {
    let begins = |row: &Row| row.cells.iter().map(|cell| cell.column).collect::<Vec<_>>();
    let own = begins(&grid.rows[row]);
    // A header begins below another one; it does not reach below the next.
    let is_below = row > 0 && own.first() != Some(&0);
    let above = if is_below { begins(&grid.rows[row - 1]) } else { Vec::new() };
    own.iter()
        .map(|&column| {
            let end = own.iter().chain(&above).copied().filter(|&other| other > column).min().unwrap_or(grid.width);
            (column, end - column)
        })
        .collect()
}

fn spanned(grid: &Grid) -> Vec<Vec<Spanned<'_>>> {
    let columns: Vec<_> = (0..grid.rows.len()).map(|row| columns(grid, row)).collect();
    let covers = |row: usize, column: usize| columns[row].iter().any(|&(at, wide)| (at..at + wide).contains(&column));
    let rows_of =
        |row: usize, column: usize| 1 + (row + 1..grid.rows.len()).take_while(|&below| !covers(below, column)).count();
    let row = |(row, printed): (usize, &'_ Row)| -> Vec<(usize, usize, usize)> {
        printed.cells.iter().enumerate().map(|(i, cell)| (i, columns[row][i].1, rows_of(row, cell.column))).collect()
    };
    let spans: Vec<_> = grid.rows.iter().enumerate().map(row).collect();
    grid.rows
        .iter()
        .zip(spans)
        .map(|(row, spans)| {
            spans.into_iter().map(|(i, columns, rows)| Spanned { text: &row.cells[i].text, columns, rows }).collect()
        })
        .collect()
}

/// Writes a table: what opens it, a row, a cell, what closes a cell, a row and the table.
fn table(grid: &Grid, tags: [&str; 4], cell: impl Fn(&Spanned<'_>) -> String) -> String {
    let [opens, row, row_ends, ends] = tags;
    let rows: String = spanned(grid)
        .iter()
        .map(|cells| format!("{row}{}{row_ends}", cells.iter().map(&cell).collect::<String>()))
        .collect();
    format!("{opens}{rows}{ends}")
}

/// What stands around the tables, each paragraph as `paragraph` has it.
fn report(sheet: &Sheet, paragraph: impl Fn(&str) -> String, table: impl Fn(&Grid) -> String) -> String {
    let Sheet { year, grids: [disclosure, requests, remedies], .. } = sheet;
    [
        paragraph(&format!("云岭县民政局{year}年政府信息公开工作年度报告")),
        paragraph(&format!("按照条例的要求，编制本年度报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。")),
        paragraph("一、总体情况"),
        paragraph("一年来，本局把公开的要求落实到办文办会各环节，主动公开、依申请公开、信息管理、平台建设和监督保障各项工作平稳推进。"),
        paragraph("二、主动公开政府信息情况"),
        table(disclosure),
        paragraph("三、收到和处理政府信息公开申请情况"),
        table(requests),
        paragraph("四、政府信息公开行政复议、行政诉讼情况"),
        table(remedies),
        paragraph("五、存在的主要问题及改进情况"),
        paragraph("主要问题是解读形式偏少，业务培训不够经常。下一年将丰富形式，按季度组织培训。"),
        paragraph("六、其他需要报告的事项"),
        paragraph("无其他需要报告的事项。"),
        paragraph("云岭县民政局"),
        paragraph(&format!("{}年1月18日", year + 1)),
    ]
    .concat()
}

/// Markup by hand, with no more than is needed.
fn minimal(sheet: &Sheet) -> String {
    let cell = |cell: &Spanned<'_>| format!("<td{}>{}</td>", cell.attributes(), cell.text);
    let table = |grid: &Grid| table(grid, ["<table border=1>", "<tr>", "</tr>\n", "</table>\n"], cell);
    format!("<html><body>\n{}</body></html>", report(sheet, |text| format!("<p>{text}</p>\n"), table))
}

/// The page of a present-day site system.
fn site(sheet: &Sheet) -> String {
    let cell = |cell: &Spanned<'_>| {
        let text = if cell.text.is_empty() { "&nbsp;" } else { cell.text };
        format!(
            "\n   <td{} style=\"border:1px solid #000; padding:0 7px\">\n    <p style=\"text-align:center\"><span style=\"font-family:宋体\">{text}</span></p>\n   </td>",
            cell.attributes()
        )
    };
    let table = |grid: &Grid| {
        let tags = [
            "<div class=\"tablewrap\"><table cellspacing=\"0\"><colgroup><col/></colgroup><tbody>",
            "\n  <tr>",
            "\n  </tr>",
            "\n</tbody></table></div>\n",
        ];
        table(grid, tags, cell)
    };
    let article = report(sheet, |text| format!("<p style=\"text-indent: 2em;\">\n　　{text}</p>\n"), table);
    let links: String = ["首页", "政务公开", "政务服务", "互动交流", "走进云岭"]
        .map(|text| format!("<li><a href=\"#\">{text}</a></li>"))
        .concat();
    let others: String = (2015..2020).map(|year| format!("<li><a href=\"/{year}.html\">云岭县民政局{year}年政府信息公开工作年度报告</a><span>{year}-01-20</span></li>")).collect();
    format!(
        "\u{feff}<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>年度报告_云岭县人民政府</title>\n<meta name=\"ArticleTitle\" content=\"年度报告\"><style>td {{ padding: 0 }} .hide {{ display: none }}</style><script>var a = \"<table><tr><td>9</td></tr></table>\";</script></head>\n<body><header class=\"head\"><img src=\"/images/logo.png\"><div class=\"search\"><form><input type=\"text\" value=\"请输入关键字\"><button>搜索</button></form></div></header>\n<nav><ul>{links}</ul></nav>\n<div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk\">政务公开</a> &gt; <a href=\"/nb\">政府信息公开年报</a></div>\n<table class=\"meta\"><tr><td>索引号</td><td>530/2020-00018</td><td>发布机构</td><td>云岭县民政局</td></tr><tr><td>公开日期</td><td>2023-01-18</td><td>文号</td><td></td></tr></table>\n<div id=\"zoom\"><div class=\"TRS_Editor\">{article}</div></div>\n<div class=\"share\">分享到：<a>微信</a><a>微博</a></div><p>上一篇：<a>无</a></p>\n<div class=\"xglj\"><h3>相关链接</h3><ul>{others}</ul></div>\n<div style=\"display:none\"><p>您访问的链接即将离开本站，是否继续？</p></div>\n<footer><p>主办：云岭县人民政府办公室</p><p>滇ICP备05001234号 网站标识码：5308020001</p></footer></body></html>"
    )
}

/// The page of an older site: tables that lay out tables, in capitals.
fn old_site(sheet: &Sheet) -> String {
    let cell = |cell: &Spanned<'_>| {
        let text = if cell.text.is_empty() { "&amp;nbsp;" } else { cell.text };
        format!("<TD{} align=middle><FONT size=2>{text}</FONT><BR></TD>", cell.attributes())
    };
    let table =
        |grid: &Grid| table(grid, ["<CENTER><TABLE><TBODY>", "<TR>", "</TR>\r\n", "</TBODY></TABLE></CENTER>"], cell);
    let article = report(sheet, |text| format!("<P><FONT face=宋体>　　{text}</FONT></P>\r\n"), table);
    let links: String =
        ["首页", "政务公开", "办事服务", "互动交流"].map(|text| format!("<TD><A href=#>{text}</A></TD>")).concat();
    format!(
        "<HTML><HEAD><META http-equiv=Content-Type content=\"text/html; charset=gb2312\"></HEAD><BODY><TABLE width=1000><TR>{links}</TR></TABLE><TABLE width=1000><TR><TD width=200><TABLE><TR><TD><A>机构概况</A></TD></TR><TR><TD><A>政策法规</A></TD></TR><TR><TD><A>公示公告</A></TD></TR><TR><TD><A>年度报告</A></TD></TR></TABLE></TD><TD><TABLE width=\"100%\"><TR><TD class=title>{article}</TD></TR><TR><TD>【打印】【关闭】</TD></TR></TABLE></TD></TR></TABLE><TABLE><TR><TD>版权所有 云岭县民政局</TD></TR></TABLE></BODY></HTML>"
    )
}

/// A page saved by Word: every run a span, lines broken inside the markup, blanks as paragraphs of their own.
fn word(sheet: &Sheet) -> String {
    let run = |text: &str| {
        let mut runs = String::new();
        for (i, c) in text.chars().enumerate() {
            runs += &match i % 5 {
                0 if i > 0 => format!("</span><span\n style='font-size:9.0pt;font-family:仿宋_GB2312'>{c}"),
                _ => c.to_string(),
            };
        }
        format!("<span lang=EN-US style='font-size:9.0pt'>{runs}<o:p></o:p></span>")
    };
    let cell = |cell: &Spanned<'_>| {
        let text =
            if cell.text.is_empty() { "<span lang=EN-US><o:p>&nbsp;</o:p></span>".to_owned() } else { run(cell.text) };
        format!(
            "\n  <td width=96{} valign=top style='width:72.0pt;border:solid windowtext 1.0pt;\n  mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'>\n  <p class=MsoNormal align=center style='text-align:center'>{text}</p>\n  </td>",
            cell.attributes()
        )
    };
    let table = |grid: &Grid| {
        let tags = [
            "\n<div align=center>\n\n<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0>",
            "\n <tr style='mso-yfti-irow:0'>",
            "\n </tr>",
            "\n <![if !supportMisalignedColumns]>\n <tr height=0>\n  <td width=96 style='border:none'></td>\n </tr>\n <![endif]>\n</table>\n\n</div>\n",
        ];
        table(grid, tags, cell)
    };
    let paragraph = |text: &str| format!("\n<p class=MsoNormal style='text-indent:24.0pt'>{}</p>\n", run(text));
    format!(
        "<html xmlns:v=\"urn:schemas-microsoft-com:vml\"\nxmlns:o=\"urn:schemas-microsoft-com:office:office\">\n\n<head>\n<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\n<meta name=Generator content=\"Microsoft Word 15\">\n<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>王</o:Author></o:DocumentProperties></xml><![endif]-->\n<style>\n<!--\n p.MsoNormal {{margin:0cm}}\n-->\n</style>\n</head>\n\n<body lang=ZH-CN>\n\n<div class=Section1>\n{}\n</div>\n\n</body>\n\n</html>",
        report(sheet, paragraph, table)
    )
}

/// A sheet saved by Excel: the whole report in one table of 15 columns, paragraphs over its whole width.
fn excel(sheet: &Sheet) -> String {
    const WIDTH: usize = 15;
    let cell = |cell: &Spanned<'_>| format!("\n  <td{} class=xl65>{}</td>", cell.attributes(), cell.text);
    let table = |grid: &Grid| {
        let rest = WIDTH - grid.width;
        let blank =
            if rest > 0 { format!("\n  <td colspan={rest} style='mso-ignore:colspan'></td>") } else { String::new() };
        table(grid, ["", "\n <tr height=19 style='height:14.25pt'>", &format!("{blank}\n </tr>"), ""], cell)
    };
    let paragraph =
        |text: &str| format!("\n <tr height=19>\n  <td colspan={WIDTH} height=19 class=xl66>{text}</td>\n </tr>");
    format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"\nxmlns:x=\"urn:schemas-microsoft-com:office:excel\">\n<head>\n<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\n<!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]-->\n</head>\n<body link=blue>\n<table border=0 cellpadding=0 cellspacing=0 width=1080>\n <col width=72 span={WIDTH} style='width:54pt'>{}\n <![if supportMisalignedColumns]>\n <tr height=0 style='display:none'>\n  <td width=72 style='width:54pt'></td>\n </tr>\n <![endif]>\n</table>\n</body>\n</html>",
        report(sheet, paragraph, table)
    )
}

/// Markup by hand that closes nothing but its tables, with end tags that belong nowhere.
fn unclosed(sheet: &Sheet) -> String {
    let cell = |cell: &Spanned<'_>| format!("<td{}><b><p>{}</b>\n", cell.attributes(), cell.text);
    let table = |grid: &Grid| table(grid, ["<table>", "<tr></div>", "", "</table></td></p>"], cell);
    report(sheet, |text| format!("<div><p>{text}</b>\n"), table)
}

/// A form with every figure in a field of its own.
fn fields(sheet: &Sheet) -> String {
    let cell = |cell: &Spanned<'_>| {
        let is_label = cell.text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        match is_label {
            true => format!("<th{}>{}</th>", cell.attributes(), cell.text),
            false => format!("<td{}><input type=\"text\" name=\"a\" value=\"{}\"></td>", cell.attributes(), cell.text),
        }
    };
    let table = |grid: &Grid| table(grid, ["<form><table><tbody>", "<tr>", "</tr>", "</tbody></table></form>"], cell);
    format!("<div>{}</div>", report(sheet, |text| format!("<p>{text}</p>"), table))
}

/// Plain text with tables in markup.
fn text(sheet: &Sheet) -> String {
    let cell = |cell: &Spanned<'_>| format!("<td{}>{}</td>", cell.attributes(), cell.text);
    let table = |grid: &Grid| table(grid, ["<table>\n", "<tr>", "</tr>\n", "</table>\n\n"], cell);
    report(sheet, |text| format!("{text}\n\n"), table)
}
