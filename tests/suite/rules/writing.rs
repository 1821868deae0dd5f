//! A whole report as text, changed in words, so that rules on writing are tried on what they are for.

use gouji::pipeline::{self, Analysis};
use gouji::report::Mappings;
use gouji::rules::{Finding, RuleBook, Severity};
use gouji::source::Limits;

/// The rules that are tried here: on words and on the file's text, which the notation of figures does not have.
pub const RULES: [&str; 16] = [
    "form.overview_aspects",
    "form.document_number",
    "form.letter",
    "form.empty_section",
    "form.cut_sentence",
    "form.stale_year",
    "form.dates",
    "disclosure.rules_maker",
    "values.amount_unit",
    "privacy.identity",
    "privacy.mobile",
    "privacy.bank_card",
    "privacy.address",
    "text.hijacked",
    "text.invisible",
    "text.repeated",
];

/// The text before the tables of a report in which no rule finds anything.
const HEAD: &str = "\
临江县东风镇人民政府2023年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》（国令第711号）和国办公开办函〔2021〕30号要求编制本报告，统计期限自2023年1月1日起至2023年12月31日止。
一、总体情况
（一）主动公开。2023年，我镇通过网站和公开栏主动公开政府信息128条，其中惠农补贴60条、低保救助68条。
（二）依申请公开。全年收到政府信息公开申请1件，按期答复。
（三）政府信息管理。公开前由党政办审核，失效文件按月清理。
（四）平台建设。维护县政府网站本镇专栏，更新镇村公开栏。
（五）监督保障。开展业务培训2次，接受群众监督。
二、主动公开政府信息情况
";

/// The text behind the tables.
const TAIL: &str = "\
五、存在的主要问题及改进情况
政策解读形式较为单一。下一步将增加图解和现场讲解，每季度检查一次栏目更新。
六、其他需要报告的事项
无。
临江县东风镇人民政府
2024年1月18日
";

/// Zeros and one request, row by row.
fn tables(fee: &str, rules: &str) -> String {
    let request = |label: &str, count: u8| format!("{label} | {count} | 0 | 0 | 0 | 0 | 0 | {count} |\n");
    let mut text = format!(
        "第二十条第（一）项 |\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | {rules} |\n行政规范性文件 | 0 | 0 | 0 |\n\
         第二十条第（五）项 |\n信息内容 | 本年处理决定数量 |\n行政许可 | 14 |\n\
         第二十条第（六）项 |\n信息内容 | 本年处理决定数量 |\n行政处罚 | 3 |\n行政强制 | 0 |\n\
         第二十条第（八）项 |\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | {fee} |\n\
         三、收到和处理政府信息公开申请情况\n\
         （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |\n\
         自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n"
    );
    for (label, count) in [
        ("一、本年新收政府信息公开申请数量", 1),
        ("二、上年结转政府信息公开申请数量", 0),
        ("三、本年度办理结果 | （一）予以公开", 1),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 0),
        ("（三）不予公开 | 1.属于国家秘密", 0),
        ("2.其他法律行政法规禁止公开", 0),
        ("3.危及“三安全一稳定”", 0),
        ("4.保护第三方合法权益", 0),
        ("5.属于三类内部事务信息", 0),
        ("6.属于四类过程性信息", 0),
        ("7.属于行政执法案卷", 0),
        ("8.属于行政查询事项", 0),
        ("（四）无法提供 | 1.本机关不掌握相关政府信息", 0),
        ("2.没有现成信息需要另行制作", 0),
        ("3.补正后申请内容仍不明确", 0),
        ("（五）不予处理 | 1.信访举报投诉类申请", 0),
        ("2.重复申请", 0),
        ("3.要求提供公开出版物", 0),
        ("4.无正当理由大量反复申请", 0),
        ("5.要求行政机关确认或重新出具已获取信息", 0),
        ("（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 0),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
        ("3.其他", 0),
        ("（七）总计", 1),
        ("四、结转下年度继续办理", 0),
    ] {
        text += &request(label, count);
    }
    let outcomes = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | ";
    text + &format!(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 |\n{outcomes}未经复议直接起诉 | 复议后起诉 |\n{outcomes}{outcomes}\n{}\n",
        "0 | ".repeat(15)
    )
}

/// The report with words of it replaced: a pair of old and new words for each change. `FEE` and `RULES` stand for the
/// figures of 行政事业性收费 and 规章.
#[must_use]
pub fn text(changes: &[(&str, &str)]) -> String {
    let figure = |name: &str, usual: &'static str| {
        changes.iter().find(|(old, _)| *old == name).map_or(usual.to_owned(), |(_, new)| (*new).to_owned())
    };
    let mut text = format!("{HEAD}{}{TAIL}", tables(&figure("FEE", "0"), &figure("RULES", "0 | 0 | 0")));
    for (old, new) in changes.iter().filter(|(old, _)| !matches!(*old, "FEE" | "RULES")) {
        assert!(text.contains(old), "not in the text: {old}");
        text = text.replace(old, new);
    }
    text
}

/// The report analysed, with words of it replaced.
#[must_use]
pub fn analyse(changes: &[(&str, &str)]) -> Analysis {
    pipeline::analyse(
        text(changes).as_bytes(),
        "年报.txt",
        &Limits::default(),
        &Mappings::default(),
        RuleBook::standard(),
    )
}

/// Findings of a rule.
#[must_use]
pub fn findings(rule: &str, changes: &[(&str, &str)]) -> Vec<Finding> {
    analyse(changes).verdict.findings.into_iter().filter(|finding| finding.rule == rule).collect()
}

/// A case: what is changed, and either the words that the sentence must have with the severity, or nothing.
pub type Case<'a> = (&'a [(&'a str, &'a str)], Option<(Severity, &'a [&'a str])>);

/// Tries cases of a rule.
pub fn try_cases(rule: &str, cases: &[Case]) {
    let fires = cases.iter().filter(|(_, expected)| expected.is_some()).count();
    assert!(fires > 0 && fires < cases.len(), "{rule} must be seen to fire and to stay silent");
    for (changes, expected) in cases {
        let found = findings(rule, changes);
        match expected {
            None => assert_eq!(found, [], "{rule} fires on {changes:?}"),
            Some((severity, words)) => {
                assert_eq!(found.len(), 1, "{rule} on {changes:?}: {found:?}");
                assert_eq!(found[0].severity, *severity, "{changes:?}: {}", found[0].zh);
                for word in *words {
                    assert!(found[0].zh.contains(word), "{word} is not in: {}", found[0].zh);
                }
                assert!(!found[0].en.is_empty() && !found[0].advice_zh.is_empty());
            }
        }
    }
}

#[test]
fn nothing_is_found_in_the_text_itself() {
    let analysis = analyse(&[]);
    assert_eq!(analysis.verdict.findings, []);
    assert_eq!(analysis.report.tables.len(), 6);
    let overview = analysis.report.sections.iter().position(|mark| mark.id == "overview").map(|at| at as u8);
    assert_eq!(analysis.report.paragraphs.iter().filter(|paragraph| paragraph.section == overview).count(), 5);
}
