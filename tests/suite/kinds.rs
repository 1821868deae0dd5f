//! Kinds of fault that real submissions show in their tables, each with several layouts and tables: what is vouched for, and which
//! rule speaks.

use std::collections::BTreeMap;

use gouji::pipeline::{Analysis, analyse};
use gouji::report::Mappings;
use gouji::rules::RuleBook;

fn read(text: &str) -> Analysis {
    analyse(text.as_bytes(), "a.txt", &Default::default(), &Mappings::default(), RuleBook::standard())
}

fn vouched(analysis: &Analysis) -> BTreeMap<String, String> {
    let cells = analysis.report.cells().filter(|(_, cell)| cell.doubt.is_none());
    cells.map(|(id, cell)| (id.to_string(), cell.raw.clone())).collect()
}

/// What is tried, the text, and every cell that is vouched for.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const HEADERS: &[Case] = &[
    (
        "last year's amount stands behind this year's",
        "第二十条第（八）项 |\n信息内容 | 本年收费金额（单位：万元） | 上年收费金额（单位：万元） |\n行政事业性收费 | 31.5 | 40 |\n",
        &[("art20_8.admin_fee.fee_amount", "31.5")],
    ),
    (
        "last year's amount stands first, a cell a line",
        "第二十条第（八）项 |\n信息内容 |\n去年同期收费金额 |\n本年收费金额（单位：万元） |\n行政事业性收费 |\n40 |\n31.5 |\n",
        &[("art20_8.admin_fee.fee_amount", "31.5")],
    ),
    (
        "a rate of growth stands beside the decisions, between tabs",
        "第二十条第（五）项\n信息内容\t本年处理决定数量\t同比增长（%）\n行政许可\t73\t12\n",
        &[("art20_5.admin_license.decisions", "73")],
    ),
    (
        "last year's columns between this year's",
        "第二十条第（一）项 |\n信息内容 | 本年制发件数 | 上年制发件数 | 本年废止件数 | 上年废止件数 | 现行有效件数 | 上年现行有效件数 |\n\
         规章 | 0 | 3 | 0 | 5 | 0 | 6 |\n行政规范性文件 | 7 | 9 | 2 | 8 | 44 | 39 |\n",
        &[
            ("art20_1.normative_documents.in_force", "44"),
            ("art20_1.normative_documents.issued", "7"),
            ("art20_1.normative_documents.repealed", "2"),
            ("art20_1.regulations.in_force", "0"),
            ("art20_1.regulations.issued", "0"),
            ("art20_1.regulations.repealed", "0"),
        ],
    ),
    (
        "columns of the form of 2019 were left out and their cells are blank",
        "第二十条第（六）项 |\n信息内容 | 处理决定数量 |  |  |\n行政处罚 | 27 |  |  |\n行政强制 | 6 |  |  |\n\
         第二十条第（九）项 |\n信息内容 | 采购项目数量 | 采购总金额 |\n政府集中采购 | 4 | 88 |\n",
        &[
            ("art20_6.admin_coercion.decisions", "6"),
            ("art20_6.admin_penalty.decisions", "27"),
            ("art20_9.gov_procurement.procurement_amount", "88"),
            ("art20_9.gov_procurement.procurement_items", "4"),
        ],
    ),
    (
        "an act of law that the form does not have",
        "第二十条第（六）项 |\n信息内容 | 本年处理决定数量 |\n行政检查 | 19 |\n行政强制 | 2 |\n",
        &[("art20_6.admin_coercion.decisions", "2")],
    ),
    (
        "another act of law alone, a cell a line",
        "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政确认\n64\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n3\n行政强制\n1\n",
        &[("art20_6.admin_coercion.decisions", "1"), ("art20_6.admin_penalty.decisions", "3")],
    ),
    (
        "a letter stands for a number before an amount",
        "第二十条第（一）项 |\n信息内容 |\n本年新制作数量 |\n本年新公开数量 |\n对外公开总数量 |\n规章 |\n0 |\n0 |\n0 |\n规范性文件 |\n5 |\n5 |\n17 |\n\
         第二十条第（九）项 |\n信息内容 |\n采购项目数量 |\n采购总金额 |\n政府集中采购 |\nO |\n3600元 |\n",
        &[
            ("art20_1.normative_documents.made_this_year", "5"),
            ("art20_1.normative_documents.published_this_year", "5"),
            ("art20_1.normative_documents.total_public", "17"),
            ("art20_1.regulations.made_this_year", "0"),
            ("art20_1.regulations.published_this_year", "0"),
            ("art20_1.regulations.total_public", "0"),
            ("art20_9.gov_procurement.procurement_amount", "3600元"),
            ("art20_9.gov_procurement.procurement_items", "O"),
        ],
    ),
];

#[test]
fn a_value_is_that_of_its_exact_header() {
    for (what, text, expected) in HEADERS {
        let expected = expected.iter().map(|&(id, raw)| (id.to_owned(), raw.to_owned())).collect();
        assert_eq!(vouched(&read(text)), expected, "{what}");
    }
}

/// 表三 with the headers and figures of its first columns as given, and rows numbered by the unit where `numbered`.
fn requests(header: &str, rows: &[&str], numbered: bool) -> String {
    let labels = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果 | （一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    ];
    let mut text = format!("三、收到和处理政府信息公开申请情况\n{header}\n");
    for (at, (label, row)) in labels.iter().zip(rows).enumerate() {
        let number = if numbered { format!("{} | ", at + 1) } else { String::new() };
        text.push_str(&format!("{number}{label} | {row} |\n"));
    }
    text + "五、存在的主要问题及改进情况\n解读形式单一，下一步将丰富形式。\n"
}

const ORGANISATIONS: &str = "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |";

#[test]
fn columns_stand_where_their_headers_stand() {
    let first = |total: &str| format!("{total} | 自然人 | 法人或其他组织 |\n{ORGANISATIONS}");
    let rows = ["60 | 49 | 3 | 2 | 0 | 2 | 4", "1 | 0 | 0 | 1 | 0 | 0 | 0", "26 | 25 | 1 | 0 | 0 | 0 | 0"];
    for total in ["总计", "共计", "合计", "总共"] {
        let cells = vouched(&read(&requests(&first(total), &rows, false)));
        let told = |id: &str| cells.get(id).map(String::as_str);
        assert_eq!(told("requests.new_received.total"), Some("60"), "{total}");
        assert_eq!(told("requests.new_received.natural_person"), Some("49"), "{total}");
        assert_eq!(told("requests.granted.org_enterprise"), Some("1"), "{total}");
    }
}

#[test]
fn numbers_that_count_rows_are_no_figures() {
    let header = format!("序号 | 自然人 | 法人或其他组织 | 总计 |\n{ORGANISATIONS}");
    let rows = [
        "3 | 1 | 0 | 0 | 0 | 0 | 4",
        "0 | 0 | 0 | 0 | 0 | 0 | 0",
        "2 | 1 | 0 | 0 | 0 | 0 | 3",
        "1 | 0 | 0 | 0 | 0 | 0 | 1",
    ];
    for remarks in ["", " |"] {
        let rows: Vec<String> = rows.iter().map(|row| format!("{row}{remarks}")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let analysis = read(&requests(&header, &rows, true));
        assert_eq!(vouched(&analysis).get("requests.partial.total").map(String::as_str), Some("1"), "{remarks}");
        assert_eq!(analysis.report.unplaced, [], "{remarks}");
    }
}

#[test]
fn furniture_moves_no_value_of_table_four() {
    let header = "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n";
    let outcomes = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n".repeat(3);
    for furniture in ["第 3 頁 共 8 頁", "- 3 -", "上一页 1 2 3 下一页", "第3页/共8页", "首页 上一页 下一页 尾页"]
    {
        let text = format!("{header}{outcomes}2\n1\n0\n0\n3\n4\n{furniture}\n0\n0\n0\n4\n0\n0\n0\n5\n5\n");
        let cells = vouched(&read(&text));
        assert_eq!(cells.get("remedies.suit_direct.total").map(String::as_str), Some("4"), "{furniture}");
        assert_eq!(
            cells.get("remedies.suit_after_reconsideration.pending").map(String::as_str),
            Some("5"),
            "{furniture}"
        );
    }
}

#[test]
fn a_sum_above_its_total_is_broken_whatever_the_blanks_stand_for() {
    let header = format!("自然人 | 法人或其他组织 | 总计 |\n{ORGANISATIONS}");
    for (row, expected) in [
        ("5 |  | 0 | 0 | 0 | 0 | 4", Some("error")),
        ("5 | / | 0 | 0 | 0 | 0 | 4", Some("error")),
        ("2 | 4 |  |  |  |  | 5", Some("error")),
        ("1 |  | 0 | 0 | 0 | 0 | 4", Some("warning")),
        ("4 |  | 0 | 0 | 0 | 0 | 4", None),
        (" |  |  |  |  |  | 4", None),
    ] {
        let analysis = read(&requests(&header, &[row, "0 | 0 | 0 | 0 | 0 | 0 | 0"], false));
        let mut found = analysis.verdict.findings.iter().filter(|finding| finding.rule == "requests.row_sum");
        assert_eq!(found.next().map(|finding| finding.severity.id()), expected, "{row}");
    }
}

#[test]
fn what_its_labels_show_is_not_missing() {
    let penalties = "第二十条第（六）项 |\n信息内容 | 本年处理决定数量 |\n行政处罚 | 3 |\n行政强制 | 1 |\n";
    for licence in ["行政许可 | 1.5万 |", "行政许可 | 未统计 |", "行政许可 |  |", "行政许可 |", "行政许可 | O |"]
    {
        let text = format!("第二十条第（五）项 |\n信息内容 | 本年处理决定数量 |\n{licence}\n{penalties}");
        let analysis = read(&text);
        let told = analysis.verdict.findings.iter().find(|finding| finding.rule == "form.missing_table");
        assert!(told.is_none_or(|finding| !finding.zh.contains("第（五）项")), "{licence}");
    }
}

#[test]
fn a_document_that_breaks_off_is_told_as_such() {
    let begun = "青石县粮食局2023年政府信息公开工作年度报告\n一、总体情况\n本局全年主动公开信息48条，均已上网。\n";
    for end in [
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 0 | 0 | 0\n行政规范性文件 | 1 | 0 | 3\n",
        "二、主动公开政府",
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 0 | 0 | 0\n\
         行政规范性文件 | 1 | 0 | 3\n第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | 8\n三、收到和处理政府信",
        "（二）依申请公开。严格按照规定受理，认真做好答复工作，努力让",
    ] {
        let analysis = read(&format!("{begun}{end}"));
        let findings = &analysis.verdict.findings;
        assert!(findings.iter().any(|finding| finding.rule == "text.damaged" && finding.zh.contains("中断")), "{end}");
        assert!(
            findings.iter().all(|finding| finding.rule != "form.missing_table" || finding.severity.id() != "error"),
            "{end}"
        );
    }
}

#[test]
fn table_four_is_read_in_the_parts_that_a_unit_makes_of_it() {
    let outcomes = "结果维持 | 结果纠正 | 其他结果 | 尚未审结";
    for total in ["总计", "小计", "合计"] {
        let part =
            |label: &str, row: &str| format!("{label}\n| {outcomes} | {total} |\n|---|---|---|---|---|\n| {row} |\n\n");
        let text = "四、政府信息公开行政复议、行政诉讼情况\n".to_owned()
            + &part("### 行政复议", "2 | 1 | 0 | 0 | 3")
            + &part("### 行政诉讼（未经复议直接起诉）", "0 | 0 | 0 | 4 | 4")
            + &part("### 行政诉讼（复议后起诉）", "5 | 0 | 1 | 0 | 7")
            + "五、存在的主要问题及改进情况\n解读形式单一，下一步将丰富形式。\n";
        let analysis = read(&text);
        let cells = vouched(&analysis);
        let told = |id: &str| cells.get(id).map(String::as_str);
        assert_eq!(told("remedies.reconsideration.total"), Some("3"), "{total}");
        assert_eq!(told("remedies.suit_direct.pending"), Some("4"), "{total}");
        assert_eq!(told("remedies.suit_after_reconsideration.upheld"), Some("5"), "{total}");
        let rules: Vec<&str> = analysis.verdict.findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&"remedies.sum") && !rules.contains(&"form.duplicate_table"), "{total}: {rules:?}");
    }
}

#[test]
fn labels_in_other_words_are_read() {
    let header = format!("三、收到和处理政府信息公开申请情况\n自然人 | 法人或其他组织 | 总计 |\n{ORGANISATIONS}\n");
    for (label, id) in [
        ("危及国家安全、公共安全、经济安全、社会稳定", "requests.denied_three_security.total"),
        ("3.危及国家安全、公共安全、经济安全和社会稳定", "requests.denied_three_security.total"),
        ("3.危及“三安全一稳定”", "requests.denied_three_security.total"),
    ] {
        let text = format!(
            "{header}2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n{label} | 2 | 0 | 0 | 0 | 0 | 1 | 3 |\n\
             4.保护第三方合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n五、存在的主要问题及改进情况\n解读形式单一。\n"
        );
        assert_eq!(vouched(&read(&text)).get(id).map(String::as_str), Some("3"), "{label}");
    }
}
