//! Pages and what is read of them, case by case: lines as they are, tables drawn row by row.

use super::*;

/// Draws blocks: a line of text as it is; a row of a table between bars, with `+2` behind a cell for each column and `*2`
/// for the rows that it covers; line ends in cells as `/`.
fn picture(blocks: &[Block]) -> String {
    let mut picture = String::new();
    for block in blocks {
        match block {
            Block::Line(line) => picture += &format!("{line}\n"),
            Block::Table(table) => {
                for row in &table.rows {
                    for cell in row {
                        picture += &format!("| {}", cell.text.replace('\n', "/"));
                        for (sign, count) in [('+', cell.columns), ('*', cell.rows)] {
                            if count > 1 {
                                picture += &format!("{sign}{count}");
                            }
                        }
                        picture += " ";
                    }
                    picture += "|\n";
                }
                picture += "=\n";
            }
            other => picture += &format!("{other:?}\n"),
        }
    }
    picture
}

fn read(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Page, Unreadable> {
    super::read(bytes, kind, &Budget::new(bytes.len() as u64, limits))
}

fn page(markup: &str) -> Page {
    read(markup.as_bytes(), Kind::Html, &Limits::default()).expect(markup)
}

#[test]
fn what_is_seen_is_read() {
    for (what, markup, expected) in [
        (
            "rowspan and colspan",
            "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>1<td>2",
            "| a*2 | b+2 |\n| 1 | 2 |\n=\n",
        ),
        (
            "breaks and blocks in cells",
            "<table><tr><td>商业<br>企业<td><p>1</p><div><p>2</p></div>",
            "| 商业/企业 | 1/2 |\n=\n",
        ),
        (
            "blank cells",
            "<table><tr><td>规章<td>&nbsp;<td><p><o:p>&nbsp;</o:p></p><td>&amp;nbsp;<td>",
            "| 规章 |  |  |  |  |\n=\n",
        ),
        ("a table of one cell in a cell", "<table><tr><td>a<td><table><tr><td>1</table>", "| a | 1 |\n=\n"),
        (
            "tables in a table that lays out",
            "<table><tr><td>标题<tr><td>左<td>一、<table><tr><td>a<td>1</table>二、<table><tr><td>b<td>2</table></table>",
            "| 标题 |\n=\n左\n一、\n| a | 1 |\n=\n二、\n| b | 2 |\n=\n",
        ),
        (
            "words of a cell set by a table",
            "<table><tr><td><table><tr><td>（三）<td>不予公开</table><td>1.属于国家秘密<td>0<td>0</table>",
            "| （三） 不予公开 | 1.属于国家秘密 | 0 | 0 |\n=\n",
        ),
        ("two tables", "<table><tr><td>a<td>1</table><table><tr><td>b<td>2</table>", "| a | 1 |\n=\n| b | 2 |\n=\n"),
        (
            "hidden rows and cells",
            "<table><tr style='display:none'><td>x<td>9<tr><td>a<td hidden>8<td>1</table>",
            "| a | 1 |\n=\n",
        ),
        (
            "head and foot",
            "<table><tfoot><tr><td>c<td>3</tfoot><tr><td>b<td>2<thead><tr><th>a<th>1</thead></table>",
            "| a | 1 |\n| b | 2 |\n| c | 3 |\n=\n",
        ),
        ("a caption", "<table><caption>表一</caption><tr><td>a<td>1</table>", "表一\n| a | 1 |\n=\n"),
        (
            "blank cells that Excel joins",
            "<table><tr><td>a<td colspan=3 style='mso-ignore:colspan'></td><td>1</table>",
            "| a |  |  |  | 1 |\n=\n",
        ),
        (
            "what Excel hides behind a table",
            "<table><tr><td>a<td>1</tr><![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]></table>",
            "| a | 1 |\n=\n",
        ),
        (
            "a row of no height",
            "<table><tr><td>a<td>1<tr height=0><td width=9></td><td width=9></td></table>",
            "| a | 1 |\n=\n",
        ),
        (
            "fields",
            "<table><tr><td>规章<td><input value=3><td><input type=hidden value=9><td><select><option>1<option selected>2</select><td><textarea>a\nb</textarea></table>",
            "| 规章 | 3 |  | 2 | a/b |\n=\n",
        ),
        ("cells without a table", "<div><td>规章</td><td>0</td><td>1</td></div>二、", "| 规章 | 0 | 1 |\n=\n二、\n"),
        ("text in a row", "<table><tr>规章</td><td>0</td><td>1</td></tr></table>", "| 规章 | 0 | 1 |\n=\n"),
        (
            "signs between cells",
            "<table><tr><td>规章</td>&nbsp;<td>0</td>><td>1</td></tr></table>二、",
            "| 规章 | 0 | 1 |\n=\n>\n二、\n",
        ),
        (
            "a table that is never closed",
            "<div><table><tr><td>规章<td>0</td></tr></div><p>五、</p>",
            "| 规章 | 0 |\n=\n五、\n",
        ),
        (
            "a page cut in a tag",
            "<p>a</p><table><tr><td>规章</td><td>0</td></tr><tr><td>1</td><td cla",
            "a\n| 规章 | 0 |\n| 1 |\n=\n",
        ),
        (
            "inline elements",
            "<p>政<b>府</b><span>信</span>\n<i>息</i> 公开<o:p></o:p> a<b>b</b></p>",
            "政府信息 公开 ab\n",
        ),
        (
            "numbers in boxes",
            "<p><span style='display:inline-block'>12</span><span style='float:left'>3</span></p>",
            "12 ⏎ 3\n",
        ),
        ("raised numbers", "<table><tr><td>10<sup>2</sup><td>m<sup>2</sup>", "| 10^2 | m2 |\n=\n"),
        (
            "lowered numbers and marks before a number",
            "<table><tr><td>10<sub>2</sub><td><sup><a>1</a></sup> 172<td>5<sup>①</sup><td><sup>5</sup>",
            "| 10_2 | ^1 172 | 5^① | 5 |\n=\n",
        ),
        ("preformatted text", "<pre>\n规章\t0\n 文件  1</pre>a", "规章\t0\n 文件  1\na\n"),
        (
            "numbered lists",
            "<ol start=2><li>甲<li><p>乙</p><ol type=a><li>丙</ol><li style='display:none'>x<li value=9>丁</ol><ul><li>戊",
            "2. 甲\n3. 乙\na. 丙\n9. 丁\n戊\n",
        ),
        (
            "scripts, templates, comments",
            "<p>a<script>1</script><!-- 2 --><template>3</template><noscript>4</noscript><style>5</style><!--[if mso]>6<![endif]--><![if !mso]>b<![endif]><del>7</del><ins>8</ins>",
            "ab8\n",
        ),
        (
            "text with a table in it",
            "# 某县2021年度报告\n一、\n<table><tr><td>a</td>\n<td>1</td></tr><tr><td>b</td><td>2</td></tr></table>\n二、",
            "# 某县2021年度报告\n一、\n| a | 1 |\n| b | 2 |\n=\n二、\n",
        ),
        (
            "a title in the head alone",
            "<title>某县2021年政府信息公开工作年度报告_某县人民政府</title><p>一、总体情况",
            "某县2021年政府信息公开工作年度报告\n一、总体情况\n",
        ),
        (
            "furniture around a report",
            "<nav>网站首页</nav><div class=topNav><ul><li><a>首页</a><li><a>公开</a><li><a>服务</a><li><a>互动</a></ul></div><p>当前位置：<a>首页</a> &gt; <a>年报</a></p><h1>某县2021年政府信息公开工作年度报告</h1><p>发布时间：2022-01-18 来源：县政府办</p><p>一、总体情况</p><p>上一篇：<a>某县2020年度报告</a></p><footer>版权所有 某县</footer>",
            "某县2021年政府信息公开工作年度报告\n发布时间：2022-01-18 来源：县政府办\n一、总体情况\n",
        ),
    ] {
        assert_eq!(picture(&page(markup).content.blocks), expected, "{what}: {markup}");
    }
}

#[test]
fn what_a_reviewer_should_know_is_told() {
    let article = "一年来，本局主动公开政府信息，完善制度，加强培训，按季通报。";
    for (markup, expected) in [
        (
            format!("<div style='display:none'>{}</div>a", article.repeat(2)),
            vec![Remark::Hidden(vec!["一年来，本局主动公开政府信息，完善制度，加强培训…".to_owned()])],
        ),
        ("<div style='display:none'><p>扫一扫在手机打开当前页</p></div>a".to_owned(), vec![]),
        (
            "<table><tr><td>a<td>1<tr style='display:none'><td>本年新收<td>3<tr><td>b<td>2<tr><td>c<td>3".to_owned(),
            vec![Remark::Hidden(vec!["本年新收3".to_owned()])],
        ),
        (
            "<p>a<img src=1.png width=600><img src=logo.png><img src=2.png width=16>".to_owned(),
            vec![Remark::Embedded(1)],
        ),
        ("<table><tr><td>1<td>2<td>3</table><img src=1.png>".to_owned(), vec![]),
        ("<frameset><frame src='a.htm'></frameset>".to_owned(), vec![Remark::Frames(vec!["a.htm".to_owned()])]),
        (format!("<p>{}</p><iframe src='b.htm'></iframe>", article.repeat(20)), vec![]),
    ] {
        assert_eq!(page(&markup).content.remarks, expected, "{markup}");
    }
}

/// The first cell of a page's table, and what is told of as hidden.
fn first_cell(head: &str, cell: &str) -> (String, Vec<Remark>) {
    let page = page(&format!("{head}<table><tr>{cell}<td>甲<td>2<td>3</table>"));
    let drawn = picture(&page.content.blocks);
    (drawn.split('|').nth(1).unwrap_or_default().trim().to_owned(), page.content.remarks)
}

#[test]
fn digits_that_are_not_seen_are_none() {
    let sheet = "<style>.h{display:none} td.w{color:#fff} .up{vertical-align:super} .l{display:block} .d{background:navy} \
        .off{position:absolute;left:-9999px} .sr{position:absolute;width:1px;overflow:hidden;clip:rect(0,0,0,0)}</style>";
    for (cell, expected, told) in [
        ("<td><span class=h>9</span>53", "53", "9"),
        ("<td><span style='opacity:0'>9</span>53", "53", "9"),
        ("<td><span style='font-size:0'>9</span>53", "53", "9"),
        ("<td style='font-size:0'><span style='font-size:14px'>53</span>9", "53", "9"),
        ("<td><span style='visibility:hidden'>9</span>53", "53", "9"),
        ("<td style='visibility:hidden'>9<span style='visibility:visible'>53</span>", "53", "9"),
        ("<td style='visibility:hidden'>53", "", "53"),
        ("<td><span style='color:white'>9</span>53", "53", "9"),
        ("<td><font color=#ffffff>9</font>53", "53", "9"),
        ("<td bgcolor=white><font color=#ffffff>9</font>53", "53", "9"),
        ("<td class=w>9<font color=red>53</font>", "53", "9"),
        ("<td><span style='color:transparent'>9</span>53", "53", "9"),
        ("<td><s>8</s>53", "53", "8"),
        ("<td><span class=off>9</span>53", "53", "9"),
        ("<td><span class=sr>9</span>53", "53", "9"),
        ("<td><span style='display:inline-block;width:0;overflow:hidden'>9</span>53", "53", "9"),
        ("<td><span style='display:inline-block;text-indent:-9999px'>9</span>53", "53", "9"),
        ("<td><span style='text-decoration:line-through'>8</span>53", "53", "8"),
        ("<td style='text-decoration:line-through'>53", "", "53"),
    ] {
        assert_eq!(
            first_cell(sheet, cell),
            (expected.to_owned(), vec![Remark::Hidden(vec![told.to_owned()])]),
            "{cell}"
        );
    }
    for (head, cell, expected) in [
        (sheet, "<td bgcolor=#1f4e78><font color=white>53</font>", "53"),
        (sheet, "<td class=d><font color=white>9</font>53", "¦9 53"),
        (sheet, "<td style='background:url(a.png)'><font color=white>53</font>", "53"),
        ("<link rel=stylesheet href=a.css>", "<td><font color=white>53</font>", "53"),
        ("<link rel=stylesheet href=a.css>", "<td><font color=white>9</font>53", "¦9 53"),
        ("<body bgcolor=#000080>", "<td><font color=white>53</font>", "53"),
        (sheet, "<td>53<span class=up>1</span>", "53^1"),
        (sheet, "<td>53<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>1</span>", "53^1"),
        (sheet, "<td><span class=l>5</span><span class=l>3</span>", "5/3"),
        (sheet, "<td><a style='color:inherit'>5</a>3", "53"),
        (sheet, "<td><span style='position:absolute;left:2px'>5</span>312", "5 ⏎ 312"),
        (sheet, "<td style='width:0;overflow:hidden'>53", "53"),
    ] {
        assert_eq!(first_cell(head, cell), (expected.to_owned(), vec![]), "{cell}");
    }
}

#[test]
fn what_a_style_sheet_hides_of_the_page_itself_is_read() {
    let sheet = "<style>.tab,.m{display:none}</style>";
    let table = "<table><tr><td>规章<td>0<td>1<td>2</table>";
    let found = page(&format!("{sheet}{table}<div class=tab>二、{table}</div><div class=m>微信扫一扫</div>"));
    let row = "| 规章 | 0 | 1 | 2 |\n=\n";
    assert_eq!(picture(&found.content.blocks), format!("{row}二、\n{row}"));
    assert_eq!(found.content.remarks, []);
    let gaps = page(&format!("<div style='font-size:0'>{table}</div>"));
    assert_eq!(picture(&gaps.content.blocks), row);
    let old = format!("<tbody class=tab>{}</tbody></table>", "<tr><td>上一年度的数字<td>3".repeat(40));
    let found = page(&format!("{sheet}{}", table.replace("</table>", &old)));
    assert_eq!(picture(&found.content.blocks), row);
    assert!(matches!(&found.content.remarks[..], [Remark::Hidden(_)]));
}

#[test]
fn figures_that_a_script_would_show_are_read() {
    let page = page("<p>a<div style='display:none'><table><tr><td>规章<td>0<td>1<td>2</table></div>");
    assert_eq!(picture(&page.content.blocks), "a\n| 规章 | 0 | 1 | 2 |\n=\n");
    assert_eq!(page.content.remarks, []);
}

#[test]
fn a_page_in_white_all_over_has_some_dark_paper() {
    let page = page("<body style='color:#fff'><table><tr><td>规章<td>0<td>1<td>2</table>");
    assert_eq!(picture(&page.content.blocks), "| 规章 | 0 | 1 | 2 |\n=\n");
}

#[test]
fn pages_without_text_say_so() {
    for (markup, expected) in [
        ("<html><script>1</script>", Unreadable::Kind(Undecodable { kind: Kind::NoText })),
        ("<img src=1.png>", Unreadable::Scanned(Kind::Html)),
        ("", Unreadable::Kind(Undecodable { kind: Kind::Empty })),
    ] {
        assert_eq!(read(markup.as_bytes(), Kind::Html, &Limits::default()), Err(expected), "{markup}");
    }
}

#[test]
fn cells_have_a_limit() {
    let limits = Limits { cells: 5, ..Limits::default() };
    let page = read("<table><tr><td>a<td>1<td>2<tr><td>b<td>3<td>4".as_bytes(), Kind::Html, &limits).unwrap();
    assert_eq!(picture(&page.content.blocks), "| a | 1 | 2 |\n| b | 3 |\n=\n");
    assert_eq!(page.content.remarks, [Remark::Cut { setting: "limits.cells", limit: 5 }]);
}

#[test]
fn sheets_of_a_web_archive_are_read_in_order() {
    let part = |kind: &str, name: &str, body: &str| {
        format!("--x\nContent-Type: {kind}\nContent-Location: file:///C:/a.files/{name}\n\n{body}\n")
    };
    let archive = [
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n".to_owned(),
        part(
            "text/html; charset=\"gb2312\"",
            "a.htm",
            "<frameset><frame src=\"a.files/sheet001.htm\"><noframes>b</noframes></frameset>",
        ),
        part("text/html; charset=\"gb2312\"", "tabstrip.htm", "<td>Sheet1"),
        part("text/html; charset=\"gb2312\"", "sheet001.htm", "<table><tr><td>规章<td>0"),
        part("text/css", "stylesheet.css", "td {}"),
        part("text/html; charset=\"gb2312\"", "sheet002.htm", "<table><tr><td>申请<td>1"),
        "--x--".to_owned(),
    ]
    .concat();
    let page = read(archive.as_bytes(), Kind::Mht, &Limits::default()).unwrap();
    assert_eq!(picture(&page.content.blocks), "| 规章 | 0 |\n=\n| 申请 | 1 |\n=\n");
    assert_eq!(page.content.remarks, []);
}

#[test]
fn hostile_pages_end() {
    for markup in [
        "<div>".repeat(50_000),
        "<table><tr><td>".repeat(20_000),
        "<table><tr><td colspan=1000 rowspan=65534 style='mso-ignore:colspan'>".repeat(5_000),
        format!("<table><tr>{}", "<td colspan=1000 style='mso-ignore:colspan'>".repeat(10_000)),
        "<ol reversed><li>".repeat(20_000),
        "<a><p><sup>1".repeat(20_000),
        "<select><option>".repeat(20_000),
        format!("a{}", "<div style='display:none'>1".repeat(30_000)),
        "&nbsp;\0\u{FFFD}<".repeat(50_000),
    ] {
        let _ = read(markup.as_bytes(), Kind::Html, &Limits::default());
    }
}
