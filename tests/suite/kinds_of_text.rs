//! Kinds of text that offices really send: what the prose counts, how titles, units, periods and dates are put, headings that share
//! their line, other documents, advertising. One invented report, and for each kind several of its members.

use gouji::pipeline::{Analysis, analyse};
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::text::lang::Lang;

const TITLE: &str = "白石县水务局2023年政府信息公开工作年度报告";
const OPENING: &str =
    "按照《中华人民共和国政府信息公开条例》编制。本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。";
const ACTIVE: &str = "（一）主动公开。2023年，本局主动公开政府信息480条。";
const REQUESTS: &str = "（二）依申请公开。2023年收到政府信息公开申请6件，均已按期答复。";

fn report(title: &str, opening: &str, active: &str, requests: &str) -> String {
    let tables = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n\
        规章 | / | / | /\n行政规范性文件 | 2 | 0 | 9\n第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | 31\n\
        第二十条第（六）项\n信息内容 | 本年处理决定数量\n行政处罚 | 4\n行政强制 | 0\n第二十条第（八）项\n\
        信息内容 | 本年收费金额（单位：万元）\n行政事业性收费 | 7.25\n";
    format!(
        "{title}\n\n{opening}\n一、总体情况\n{active}\n{requests}\n（三）政府信息管理。公文起草时确定公开属性。\n\
         （四）平台建设。通过县政府网站发布信息。\n（五）监督保障。每季度检查一次，接受社会评议。\n{tables}\
         五、存在的主要问题及改进情况\n信息更新不够及时，下一步将加强培训。\n六、其他需要报告的事项\n没有收取信息处理费。\n"
    )
}

fn read(text: &str) -> Analysis {
    analyse(text.as_bytes(), "a.txt", &Default::default(), &Mappings::default(), RuleBook::standard())
}

/// The findings of a rule or a family of rules.
fn told(text: &str, rule: &str) -> Vec<String> {
    let findings = read(text).verdict.findings.into_iter();
    findings
        .filter(|finding| finding.rule.starts_with(rule))
        .map(|finding| finding.message(Lang::Zh).to_owned())
        .collect()
}

#[test]
fn prose_that_agrees_with_itself_and_the_tables_is_not_told() {
    for (active, requests) in [
        (ACTIVE, REQUESTS),
        ("（一）主动公开。2023年主动公开政府信息四百八十条，其中公告二百条，动态二百八十条。", REQUESTS),
        (
            "（一）主动公开。主动公开政府信息480条，较2022年增长80条，增幅20%。其中：公告200条、动态150条、政策100条、其他30条。",
            REQUESTS,
        ),
        (
            "（一）主动公开。主动公开政府信息480条，上年为400条。其中：公告200条、动态150条、政策100条、其他30条。",
            REQUESTS,
        ),
        (
            "（一）主动公开。主动公开政府信息480条，同比减少20条。其中：公告200条、动态150条、政策100条、其他30条。",
            REQUESTS,
        ),
        (
            "（一）主动公开。主动公开政府信息480条（去年同期500条），其中：公告200条、动态150条、政策100条、其他30条。",
            REQUESTS,
        ),
        ("（一）主动公开。本年制发行政规范性文件2件，现行有效9件。", REQUESTS),
    ] {
        let text = report(TITLE, OPENING, active, requests);
        assert_eq!(told(&text, "prose."), [] as [String; 0], "{active} {requests}");
    }
}

#[test]
fn replies_of_one_kind_are_not_taken_for_all() {
    for (requests, expected) in [
        ("收到政府信息公开申请6件，其中当场答复2件，书面答复4件。", None),
        ("收到政府信息公开申请6件，当面答复2件，电话答复3件。", None),
        ("收到政府信息公开申请6件，其他类答复5件。", None),
        ("收到政府信息公开申请6件，公开类答复4件，不公开类答复2件。", None),
        ("收到政府信息公开申请6件，已答复6件。", Some("6")),
        ("收到政府信息公开申请6件，答复5件。", Some("5")),
    ] {
        let report = read(&report(TITLE, OPENING, ACTIVE, &format!("（二）依申请公开。{requests}"))).report;
        let all = report.facts.iter().find(|fact| fact.id == "reply_total").map(|fact| fact.value.to_string());
        assert_eq!(all.as_deref(), expected, "{requests}");
    }
}

#[test]
fn what_prose_contradicts_is_told() {
    for (active, expected) in [
        ("（一）主动公开。本年制发行政规范性文件二百一十件。", "210"),
        // The dash of 规章 makes up for nothing.
        ("（一）主动公开。本年制发行政规范性文件12件。", "相差 10"),
        ("（一）主动公开。公开信息480条。其中：公告200条、动态150条、政策100条、其他40条。", "相差 10"),
    ] {
        let found = told(&report(TITLE, OPENING, active, REQUESTS), "prose.");
        assert!(found.iter().any(|sentence| sentence.contains(expected)), "{active} {found:?}");
    }
}

#[test]
fn broken_sums_of_narrative_reports_are_told() {
    let text = |published: &str, replies: &str| {
        format!(
            "白石县2011年政府信息公开年度报告\n一、概述\n我县认真落实条例。\n二、主动公开政府信息情况\n{published}\n\
             三、依申请公开政府信息情况\n{replies}\n四、收费及减免情况\n未收取费用。\n五、存在问题\n更新不够及时。\n"
        )
    };
    let published = "全县累计主动公开政府信息5200条。县本级主动公开1200条，部门公开2400条，乡镇公开1600条。";
    let replies = "全县共收到政府信息公开申请90件。属于主动公开范围50件，同意公开答复20件，同意部分公开答复12件，不同意公开答复8件。";
    assert_eq!(told(&text(published, replies), "prose."), [] as [String; 0]);
    let found = told(&text(&published.replace("1600", "1700"), replies), "prose.");
    assert!(found.iter().any(|sentence| sentence.contains("5300")), "{found:?}");
    let found = told(&text(published, &replies.replace("不同意公开答复8", "不同意公开答复9")), "prose.");
    assert!(found.iter().any(|sentence| sentence.contains("= 91") && sentence.contains("90")), "{found:?}");
    // Fewer replies than applications may have their reason.
    assert_eq!(
        told(&text(published, &replies.replace("不同意公开答复8", "不同意公开答复7")), "prose."),
        [] as [String; 0]
    );
}

#[test]
fn titles_and_units_are_known_however_they_are_put() {
    for (title, opening, unit, year) in [
        (TITLE, OPENING, "白石县水务局", 2023),
        ("# 白石县2023年政府信息公开工作年度报告", OPENING, "白石县", 2023),
        ("**白石县水务局2023年政府信息公开年报**", OPENING, "白石县水务局", 2023),
        ("白石县水务局关于2023年度政府信息公开情况的报告", OPENING, "白石县水务局", 2023),
        ("白石县水务局关于2023年政府信息公开工作的年度报告", OPENING, "白石县水务局", 2023),
        ("第三师47团2023年政府信息公开工作年度报告", OPENING, "第三师47团", 2023),
        ("白石山4A级景区管委会2023年政府信息公开工作年度报告", OPENING, "白石山4A级景区管委会", 2023),
        (
            "",
            "结合白石县水务局2023年政府信息公开工作实际，按照有关规定编制本报告，供社会各界查阅。",
            "白石县水务局",
            2023,
        ),
        (
            "",
            "本报告依据《中华人民共和国政府信息公开条例》，由白石县水务局编制，数据统计自2023年1月1日起。",
            "白石县水务局",
            2023,
        ),
    ] {
        let report = read(&report(title, opening, ACTIVE, REQUESTS)).report;
        let found = report.unit.as_ref().map(|unit| unit.text.as_str());
        assert_eq!((found, report.year), (Some(unit), Some(year)), "{title} {opening}");
    }
}

#[test]
fn dates_and_periods_are_those_of_the_report() {
    for (head, expected) in [
        ("打印时间：2025-12-30\n发布日期：2024-01-17", Some("2024-01-17")),
        ("日期：2025-12-30\n信息发布时间：2024-01-17", Some("2024-01-17")),
        ("采集时间：2025-12-30 来源：某网", None),
        ("网页更新时间：2025-12-30\n归档日期：2025-12-29", None),
    ] {
        let report = read(&format!("{head}\n{}", report(TITLE, OPENING, ACTIVE, REQUESTS))).report;
        let found = report.dates.first().map(|mention| mention.date.to_string());
        assert_eq!(found.as_deref(), expected, "{head}");
    }
    let stale =
        "白石县水务局编制了2023年政府信息公开年度报告。本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。";
    let text = report("", stale, ACTIVE, REQUESTS);
    assert_eq!(read(&text).report.year, Some(2023));
    assert!(told(&text, "form.period")[0].contains("2022-01-01"));
    for end in ["起，至2023年11月30日止", "起，截至11月30日", "到2023年11月30日"] {
        let opening = OPENING.replace("起至2023年12月31日止", end);
        let found = told(&report(TITLE, &opening, ACTIVE, REQUESTS), "form.period");
        assert!(found.len() == 1 && found[0].contains("2023-11-30"), "{end} {found:?}");
    }
}

#[test]
fn a_heading_may_share_its_line_with_the_text() {
    let text = report(TITLE, OPENING, ACTIVE, REQUESTS);
    for between in ["", " ", "　", "。", "："] {
        let joined = text
            .replace("一、总体情况\n", &format!("一、总体情况{between}"))
            .replace("改进情况\n", &format!("改进情况{between}"))
            .replace("事项\n", &format!("事项{between}"));
        let found = read(&joined).report;
        let ids: Vec<&str> = found.sections.iter().map(|mark| mark.id).collect();
        assert_eq!(ids, ["overview", "disclosure", "problems", "other_matters"], "{between:?}");
    }
}

#[test]
fn other_documents_are_told_as_what_they_are() {
    for (text, kind) in [
        ("白石供水有限公司信息公开指南\n为方便公众获取信息，制定本指南。\n一、公开内容\n供水价格。\n", "信息公开指南"),
        ("关于做好信息公开工作的通知\n各科室：\n请认真落实。\n", "通知或公告"),
        ("白石学院2022-2023学年信息公开年度报告\n一、概述\n学院公开信息120条。\n", "高等学校等单位的信息公开年度报告"),
    ] {
        let found = told(text, "text.no_table");
        assert!(found.len() == 1 && found[0].contains(kind), "{text} {found:?}");
        assert_eq!(told(text, "form.title"), [] as [String; 0], "{text}");
    }
}

#[test]
fn advertising_is_told_by_its_shape() {
    for words in [
        "按照377bet苹果版_377服务热线要求",
        "按照366体育直播,366体育备用网址要求",
        "按照云鼎VWIN要求",
        "高清免费电影在线观看",
    ] {
        let active = format!("（一）主动公开。本局{words}，主动公开政府信息480条。");
        assert_eq!(told(&report(TITLE, OPENING, &active, REQUESTS), "text.hijacked").len(), 1, "{words}");
    }
    for words in
        ["通过5G直播平台发布", "开通12345热线服务登录入口", "通过ISO9001认证后在官网", "举办2023体育赛事直播下载活动"]
    {
        let active = format!("（一）主动公开。本局{words}，主动公开政府信息480条。");
        assert_eq!(told(&report(TITLE, OPENING, &active, REQUESTS), "text.hijacked"), [] as [String; 0], "{words}");
    }
}
