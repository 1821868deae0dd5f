//! Short pieces of damaged tables, each with the cells that may be vouched for: what else stands there is doubtful, or told as
//! a number without a place, and never read into a cell that it may not be of.

use std::collections::BTreeMap;

use gouji::pipeline::{Analysis, analyse};
use gouji::report::Mappings;
use gouji::rules::RuleBook;

/// What is damaged, the text, and every cell that is vouched for.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    (
        "a value is lost where a bar on a line of its own opens each row",
        "二、主动公开政府信息情况\n|\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n|\n规章 |\n1507 |\n3282 |\n|\n\
         行政规范性文件 |\n315 |\n59 |\n2260 |\n打印 关闭\n|\n信息内容 |\n本年处理决定数量 |\n|\n行政许可 |\n1242 |\n",
        &[
            ("art20_1.normative_documents.in_force", "2260"),
            ("art20_1.normative_documents.issued", "315"),
            ("art20_1.normative_documents.repealed", "59"),
            ("art20_5.admin_license.decisions", "1242"),
        ],
    ),
    (
        "label and last value are lost, and the label's empty cell is left",
        "第二十条第（八）项 |\n信息内容 | 上一年项目数量 | 本年增/减 |\n行政事业性收费 | 3 | -1 |\n第二十条第（九）项 |\n\
         信息内容 | 采购项目数量 | 采购总金额 |\n | 7 |\n",
        &[("art20_8.admin_fee.net_change", "-1"), ("art20_8.admin_fee.prev_year_items", "3")],
    ),
    (
        "a label is lost below a row with blanks",
        "第二十条第（五）项 |\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 0 |  |  |\n | 4 | 7 |  |\n\
         第二十条第（六）项 |\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政处罚 | 2 | 1 | 3 |\n行政强制 | 3 | 0 | 0 |\n",
        &[
            ("art20_6.admin_coercion.decisions", "0"),
            ("art20_6.admin_coercion.net_change", "0"),
            ("art20_6.admin_coercion.prev_year_items", "3"),
            ("art20_6.admin_penalty.decisions", "3"),
            ("art20_6.admin_penalty.net_change", "1"),
            ("art20_6.admin_penalty.prev_year_items", "2"),
        ],
    ),
    (
        "a page number stands in the place of a row",
        "第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 - 5 - 行政规范性文件 19 2 45\n",
        &[
            ("art20_1.normative_documents.in_force", "45"),
            ("art20_1.normative_documents.issued", "19"),
            ("art20_1.normative_documents.repealed", "2"),
        ],
    ),
    (
        "a note with full stops stands in a table that is printed on one line",
        "第二十条第（五）项 信息内容 本年处理决定数量 行政许可 41 第二十条第（六）项 信息内容 本年处理决定数量 行政处罚 23 \
         注：由法规科汇总，其中3件已结。 行政强制 5 第二十条第（八）项 信息内容 本年收费金额（单位：万元） 行政事业性收费 117\n",
        &[
            ("art20_5.admin_license.decisions", "41"),
            ("art20_6.admin_coercion.decisions", "5"),
            ("art20_6.admin_penalty.decisions", "23"),
            ("art20_8.admin_fee.fee_amount", "117"),
        ],
    ),
    (
        "the rest of a label stands in a row of its own, and it ends another label too",
        "三、收到和处理政府信息公开申请情况\n自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n\
         一、本年新收政府信息公开申请数量 | 9 | 1 | 2 | 0 | 0 | 0 | 12 |\n1.申请人无正当埋由逾期不补正\n\
         （六）其他处、行政机不关再处其理政府信息 | 0 | 0 | 4 | 0 | 0 | 0 | 4 |\n四、结转下年度继续办理 | 0 | 0 | 2 | 0 | 0 | 0 | 2 |\n",
        &[
            ("requests.carried_forward.natural_person", "0"),
            ("requests.carried_forward.org_enterprise", "0"),
            ("requests.carried_forward.org_legal_service", "0"),
            ("requests.carried_forward.org_other", "0"),
            ("requests.carried_forward.org_public_welfare", "0"),
            ("requests.carried_forward.org_research", "2"),
            ("requests.carried_forward.total", "2"),
            ("requests.new_received.natural_person", "9"),
            ("requests.new_received.org_enterprise", "1"),
            ("requests.new_received.org_legal_service", "0"),
            ("requests.new_received.org_other", "0"),
            ("requests.new_received.org_public_welfare", "0"),
            ("requests.new_received.org_research", "2"),
            ("requests.new_received.total", "12"),
        ],
    ),
    (
        "the last header of 表四 lost its first character, and the last value is blank",
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 |\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n\
         结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 计 |\n\
         1 | 2 | 3 | 4 | 10 | 5 | 6 | 7 | 8 | 26 | 1 | 1 | 0 | 0 |  |\n",
        &[
            ("remedies.reconsideration.corrected", "2"),
            ("remedies.reconsideration.other_result", "3"),
            ("remedies.reconsideration.pending", "4"),
            ("remedies.reconsideration.total", "10"),
            ("remedies.reconsideration.upheld", "1"),
            ("remedies.suit_after_reconsideration.corrected", "1"),
            ("remedies.suit_after_reconsideration.other_result", "0"),
            ("remedies.suit_after_reconsideration.pending", "0"),
            ("remedies.suit_after_reconsideration.total", ""),
            ("remedies.suit_after_reconsideration.upheld", "1"),
            ("remedies.suit_direct.corrected", "6"),
            ("remedies.suit_direct.other_result", "7"),
            ("remedies.suit_direct.pending", "8"),
            ("remedies.suit_direct.total", "26"),
            ("remedies.suit_direct.upheld", "5"),
        ],
    ),
];

fn read(text: &str) -> Analysis {
    analyse(text.as_bytes(), "a.txt", &Default::default(), &Mappings::default(), RuleBook::standard())
}

fn vouched(analysis: &Analysis) -> BTreeMap<String, String> {
    let cells = analysis.report.cells().filter(|(_, cell)| cell.doubt.is_none());
    cells.map(|(id, cell)| (id.to_string(), cell.raw.clone())).collect()
}

#[test]
fn nothing_is_vouched_for_that_may_be_another_cell() {
    for (damage, text, expected) in CASES {
        let expected = expected.iter().map(|&(id, raw)| (id.to_owned(), raw.to_owned())).collect();
        assert_eq!(vouched(&read(text)), expected, "{damage}");
    }
}

/// What damage leaves of （六）其他处理 reads 其他, which the other edition prints as a row of its own.
#[test]
fn a_word_that_labels_many_fields_tells_no_edition() {
    let disclosure = "第二十条第（一）项 |\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n规章 | 0 | 0 | 6 |\n规范性文件 | 12 | 0 | 12 |\n";
    let requests = "三、收到和处理政府信息公开申请情况\n自然人 | 法人或其他组织 | 总计 |\n\
         商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n一、本年新收政府信息公开申请数量 | 9 | 1 | 2 | 0 | 0 | 0 | 12 |\n\
         二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n三、本年度办理结果 | （一）予以公开 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n\
         （六） 其他 | 3 | 1 | 2 | 0 | 0 | 0 | 6 |\n（七）总计 | 9 | 1 | 2 | 0 | 0 | 0 | 12 |\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";
    let analysis = read(&format!("{disclosure}{requests}"));
    let forms: Vec<_> =
        analysis.report.tables.iter().map(|reading| (reading.table.get().id, reading.table.form)).collect();
    assert!(forms.len() >= 2 && forms.iter().all(|(_, form)| *form == forms[0].1), "{forms:?}");
    assert_eq!(vouched(&analysis).get("requests.other_other.total"), None);
}
