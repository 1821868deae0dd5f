//! What people are told, word for word.

use gouji::rules::{self, RuleBook};
use gouji::text::lang::Lang;

use super::notation::report;

fn told(form: &str, changes: &str, lang: Lang) -> String {
    let verdict = rules::check(&report(form, changes), RuleBook::standard());
    let lines: Vec<String> = verdict
        .findings
        .iter()
        .map(|finding| format!("{} {} {}", finding.severity.id(), finding.rule, finding.message(lang)))
        .collect();
    lines.join("\n")
}

#[test]
fn sentences_write_the_arithmetic_out() {
    let table = [
        (
            "2019",
            "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 1",
            "error requests.balance 表三“自然人”列勾稽不平：本年新收 3 + 上年结转 0 = 3，办理总计 1 + 结转下年 0 = 1，相差 2。\n\
             error requests.row_sum 表三“本年新收”行各类申请人之和不等于总计：各类申请人之和 3（自然人 3，其余为 0），总计 1，相差 2。",
        ),
        (
            "2021",
            "requests.granted | 0 | 0 | 0 | 0 | 0 | 0 | 0",
            "error requests.result_sum 表三“自然人”列办理结果之和不等于总计：办理结果各项之和 0（各项均为 0），办理总计 1，相差 1。\n\
             error requests.result_sum 表三“总计”列办理结果之和不等于总计：办理结果各项之和 0（各项均为 0），办理总计 1，相差 1。",
        ),
        (
            "2019",
            "art20_8.admin_fee | 1 | -4",
            "error disclosure.negative_stock 表二第（八）项“行政事业性收费”行事项数减为负数：上一年项目数量 1 + 本年增/减 (-4) = -3，小于 0。",
        ),
        (
            "2021",
            "art20_1.regulations | 9 | 0 | 4",
            "warning disclosure.issued_in_force 表二第（一）项“规章”行本年制发多于现行有效与废止之和：本年制发件数 9，现行有效件数 4 + 本年废止件数 0 = 4，多出 5。",
        ),
        (
            "2019",
            "requests.granted.natural_person = 1.0\nremedies.suit_direct | -1 | 1.5 | 0 | 0 | 0.5",
            "error values.domain 表四“未经复议直接起诉”行“结果维持”列为“-1”，不得为负数；表四“未经复议直接起诉”行“结果纠正”列为“1.5”，应为整数；表四“未经复议直接起诉”行“总计”列为“0.5”，应为整数。",
        ),
        (
            "2019",
            "sum 3354 = 1601 + 996 + 605 + 1710 + 43",
            "warning prose.parts_sum 正文第4行“其中”：分项 1601 + 996 + 605 + 1710 + 43 = 4955条，所述总数 3354条，相差 1601条。",
        ),
        (
            "2019",
            "drop art20_5\ndrop art20_6\ndrop art20_8",
            "error form.missing_table 缺少 3 项表格：表二第（五）项、表二第（六）项、表二第（八）项（2019 年表样共 7 项）。",
        ),
        (
            "2019",
            "drop requests.granted\nrequests.new_received | _ | _ | _ | _ | _ | _ | _\nrequests.total_processed | 0 | 0 | 0 | 0 | 0 | 0 | 0",
            "error form.missing_row 表三缺少 1 行：“予以公开”。\nwarning values.blank 表三有 7 格在文件中没有数：“本年新收”行。空白不等于 0。\ninfo values.all_zero 7 张表（项）共 184 格全部为 0。",
        ),
        (
            "2019",
            "year 2018\ntitle 某局2018年政府信息公开工作年度报告\nperiod 2018-01-01 2018-12-31",
            "warning form.edition_year 报告年度为 2018 年，所用为 2019 年表样，该年度尚无此表样（国办公开办函〔2019〕60号自 2019 年度起用）。",
        ),
        (
            "2019",
            "edition art20_1 2021",
            "warning form.mixed_edition 新旧表样混用：表二第（五）项、表二第（六）项、表二第（八）项、表二第（九）项、表三、表四为 2019 年表样；表二第（一）项为 2021 年表样。",
        ),
        (
            "2021",
            "requests.denied_internal | / | / | / | / | / | / | /\nrequests.denied_process | | | | | | |",
            "warning values.dash 表三有 7 格填的是“/”，不是数字：“属于三类内部事务信息”行。\nwarning values.blank 表三有 7 格空白：“属于四类过程性信息”行。空白不等于 0。",
        ),
        (
            "2021",
            "label requests row 公开情况 > granted\nlabel requests column 合并",
            "warning labels.unconfirmed 2 个栏目名称待确认：“公开情况”（暂按“予以公开”）、“合并”（未对应）。",
        ),
        (
            "2021",
            "unplaced requests 7 ExtraValues",
            "warning values.unplaced 表三有 1 个数未能归位：“7”（第501行，在“予以公开”之后）。原因：本行数据多于栏数。",
        ),
        (
            "2021",
            "requests.partial | _ | _ | _ | _ | _ | _ | _\nunplaced requests 7 LostCells\nunplaced requests 0 LostCells",
            "warning values.unplaced 表三有 2 个数未能归位：“7”“0”（第501行，在“予以公开”之后）。原因：本行数据少于栏数，无法判断缺的是哪一格。因此没有数的有 7 格：“部分公开”行。",
        ),
        (
            "2021",
            "doubt requests.granted LostCells",
            "warning values.doubtful 表三有 7 格存疑（本行数据少于栏数，无法判断缺的是哪一格）：“予以公开”行。",
        ),
        (
            "2021",
            "printed remedies 2\nother remedies.suit_direct.total = 1",
            "warning form.duplicate_table 表四出现 2 次，其中 1 格数值不同：“未经复议直接起诉”行的“总计”列。",
        ),
        (
            "2021",
            "drop tables",
            "warning text.no_table 报告年度为 2021 年，有 6 个部分的标题，没有找到表样规定的任何表格，表格可能是图片或附件。",
        ),
        (
            "2021",
            "remark pictures 2 4 5 6\nremark pictures",
            "warning file.pictures 第 2, 4–6 页只有图片，没有文字，这些页的内容读不出来。\nwarning file.pictures 文件里的内容是图片，没有文字，无法核对。",
        ),
        ("2021", "remark embedded 3", "info file.pictures 文中有 3 幅图片，图片里的文字和表格读不出来。"),
        (
            "2021",
            "remark embedded 1\ndrop remedies",
            "error form.missing_table 缺少 1 项表格：表四（2021 年表样共 6 项）。\nwarning file.pictures 文中有 1 幅图片，图片里的文字和表格读不出来。",
        ),
        (
            "2021",
            "remark extension doc Html\nremark cut\nremark uncalculated 表三!H5 表三!H6",
            "warning file.cut 文件过大，读到上限为止（limits.cells = 200000），其后的内容没有读取。\n\
             warning file.uncalculated 2 格是公式，文件中没有保存计算结果，没有数值可读：表三!H5、表三!H6。\n\
             info file.extension 文件扩展名为“.doc”，内容却是网页（html），已按内容读取。",
        ),
        (
            "2019",
            "remark hidden 1 2 3 4 5 6 7 8 9",
            "warning file.hidden 文件中有隐藏的内容，未读取：1、2、3、4、5、6、7、8等 9 处。",
        ),
        (
            "2008",
            "damage DigitsLost 201711日 7",
            "warning text.damaged 日期、文号等处的数字丢失：“201711日”（第7行）。",
        ),
    ];
    for (form, changes, expected) in table {
        assert_eq!(told(form, changes, Lang::Zh), expected, "{changes}");
    }
}

#[test]
fn sentences_are_told_in_english_too() {
    let told = told("2019", "art20_8.admin_fee | 1 | -4\nremedies.suit_direct | 1 | 0 | 1 | 1 | 2", Lang::En);
    assert_eq!(
        told,
        "error disclosure.negative_stock Table 2 item (八), row “行政事业性收费”: the number of items falls below zero: 上一年项目数量 1 + 本年增/减 (-4) = -3, below 0.\n\
         error remedies.sum Table 4, row “未经复议直接起诉”: the outcomes do not add up to the total: sum of the outcomes 3 (结果维持 1 + 其他结果 1 + 尚未审结 1, the others are 0), but 总计 2: they differ by 1.",
    );
}

#[test]
fn what_damage_explains_is_not_told_again() {
    let told = told(
        "2019",
        "doubt requests.granted LinesRemoved
         drop requests.partial
         requests.carried_over | 0 | _ | _ | _ | _ | _ | _
         unplaced requests 7 LinesRemoved
         damage RepeatedLinesRemoved 7 @requests",
        Lang::Zh,
    );
    assert_eq!(told, "warning text.damaged 相同的行被删去，表内数字残缺，丢失的数不作空白也不作 0：“7”（第600行）。");
}

#[test]
fn tables_lost_with_the_text_are_no_error() {
    let told = told("2021", "drop remedies\ndamage CutInTable 截断 @requests", Lang::Zh);
    let (missing, cut) = told.split_once('\n').unwrap();
    assert_eq!(
        missing,
        "warning form.missing_table 缺少 1 项表格：表四（2021 年表样共 6 项）。文件在此之前中断，可能在未收到的部分。"
    );
    assert!(cut.starts_with("warning text.damaged 文件在表格中间截断"), "{cut}");
    let told = self::told("2021", "drop art20_8\ndamage CutInTable 截断 @remedies", Lang::Zh);
    assert!(told.starts_with("error form.missing_table"), "{told}");
}

#[test]
fn what_may_be_an_unmapped_label_is_no_error() {
    let told = told("2021", "drop requests.granted\nlabel requests row 公开情况", Lang::Zh);
    assert_eq!(
        told,
        "warning form.missing_row 表三缺少 1 行：“予以公开”。另有未对应的名称“公开情况”，可能就是其中之一，请先确认。\n\
         warning labels.unconfirmed 1 个栏目名称待确认：“公开情况”（未对应）。",
    );
}
