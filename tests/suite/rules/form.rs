//! The rules on form, each with changes under which it speaks and, more of them, changes under which it must not.

use gouji::rules::Severity::{Info, Warning};

use super::writing::{analyse, try_cases};

const MANAGEMENT: &str = "（三）政府信息管理。公开前由党政办审核，失效文件按月清理。\n";
const SUPERVISION: &str = "（五）监督保障。开展业务培训2次，接受群众监督。\n";
const PLATFORM: &str = "（四）平台建设。维护县政府网站本镇专栏，更新镇村公开栏。\n";
const ACTIVE: &str =
    "（一）主动公开。2023年，我镇通过网站和公开栏主动公开政府信息128条，其中惠农补贴60条、低保救助68条。";
const REQUESTS: &str = "（二）依申请公开。全年收到政府信息公开申请1件，按期答复。\n";
const PROBLEMS: &str = "政策解读形式较为单一。下一步将增加图解和现场讲解，每季度检查一次栏目更新。\n";
const CITED: &str = "国办公开办函〔2021〕30号";
const TITLE: &str = "临江县东风镇人民政府2023年政府信息公开工作年度报告";

#[test]
fn a_blank_may_part_a_heading_from_its_number() {
    let headings = ["一、总体", "二、主动", "三、收到", "四、政府", "五、存在", "六、其他"];
    for blank in [" ", "\u{3000}", "  "] {
        let parted = headings.map(|heading| (heading, heading.replace('、', &format!("、{blank}"))));
        let changes: Vec<(&str, &str)> = parted.iter().map(|(old, new)| (*old, new.as_str())).collect();
        let analysis = analyse(&changes);
        assert_eq!(analysis.verdict.findings, [], "{blank:?}");
        assert_eq!(analysis.report.sections.len(), 6, "{blank:?}");
    }
}

#[test]
fn a_sentence_may_stand_before_a_table() {
    let heading = "四、政府信息公开行政复议、行政诉讼情况\n";
    for (sentence, expected) in [
        ("本年度我镇未发生政府信息公开行政复议、行政诉讼案件。", None),
        ("本年度我镇因政府信息公开被申请行政复议2件，具体情况如下表。", Some("prose.remedies")),
    ] {
        let told = analyse(&[(heading, &format!("{heading}{sentence}\n"))]).verdict.findings;
        assert_eq!(told.iter().map(|finding| finding.rule).collect::<Vec<_>>(), Vec::from_iter(expected), "{told:?}");
    }
}

#[test]
fn overview_aspects() {
    try_cases(
        "form.overview_aspects",
        &[
            (&[(SUPERVISION, "")], Some((Warning, &["没有写到“监督保障”"]))),
            (&[(SUPERVISION, ""), (MANAGEMENT, "")], Some((Warning, &["“政府信息管理”“监督保障”"]))),
            (&[(PLATFORM, "")], Some((Info, &["“平台建设”", "没有（文中有所提及）"]))),
            (
                &[(REQUESTS, ""), (SUPERVISION, "（五）监督保障。开展业务培训2次，受理申请及时答复。\n")],
                Some((Info, &["“依申请公开”"])),
            ),
            (&[("（五）监督保障。", "（五）组织保障情况。")], None),
            (&[("（五）监督保障。", "（五）教育培训。")], None),
            (&[("（三）政府信息管理。", "（三）信息审核发布。")], None),
            (&[("（四）平台建设。", "4.政府信息公开平台建设：")], None),
            (&[("（四）平台建设。", "（四）公开载体。")], None),
            (&[("（二）依申请公开。", "（二）依申请公开工作情况。")], None),
            // Written without headings, all of it said.
            (
                &[
                    ("（一）主动公开。", ""),
                    ("（二）依申请公开。", ""),
                    ("（三）政府信息管理。", ""),
                    ("（四）平台建设。", ""),
                    ("（五）监督保障。", ""),
                ],
                None,
            ),
            // Too short to be judged by its words: another rule tells.
            (
                &[
                    (ACTIVE, "（一）公开政府信息128条。"),
                    (REQUESTS, ""),
                    (MANAGEMENT, ""),
                    (PLATFORM, ""),
                    (SUPERVISION, ""),
                ],
                None,
            ),
            (&[("一、总体情况", "一、基本做法和体会")], None),
        ],
    );
}

#[test]
fn document_number() {
    try_cases(
        "form.document_number",
        &[
            (&[(CITED, "国办公开办函〔2019〕30号")], Some((Warning, &["〔2019〕30号”不是年度报告格式的文号"]))),
            (&[(CITED, "国办公开办函[2021]60号")], Some((Warning, &["国办公开办函[2021]60号"]))),
            (&[(CITED, "国办公开办函〔2019〕60号")], Some((Warning, &["用于 2019、2020 年度"]))),
            (
                &[(CITED, "《关于印发〈政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕3号）")],
                Some((Warning, &["〔2021〕3号"])),
            ),
            (
                &[(CITED, "《关于印发〈政府信息公开工作年度报告格式〉的通知》（国办函〔2021〕30号）")],
                Some((Warning, &["发文字号应为"])),
            ),
            (&[("国令第711号", "国务院令第492号")], Some((Warning, &["应引用国令第711号"]))),
            (&[("国令第711号", "国务院令第771号")], Some((Warning, &["应为国令第711号"]))),
            // One finding for both.
            (
                &[("国令第711号", "国令第492号"), (CITED, "国办公开办函〔2019〕30号")],
                Some((Warning, &["国令第492号", "〔2019〕30号"])),
            ),
            (&[(CITED, "国办公开办函（2021）30号")], None),
            (&[(CITED, "國辦公開辦函〔2021〕30號")], None),
            // Damage, and not an error of the unit.
            (&[(CITED, "国办公开办函202130 号")], None),
            (&[(CITED, "国办公开办函〔202130号")], None),
            // Both are cited, as in a history of the form.
            (&[(CITED, "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号")], None),
            // Another document of the same office.
            (&[(CITED, "国办公开办函〔2019〕61号")], None),
            (&[(CITED, "国办发〔2021〕30号")], None),
            (&[(CITED, "江政办发〔2019〕30号")], None),
            (&[(CITED, "《转发关于年度报告格式的通知》（江政公开办〔2024〕2号）")], None),
            (&[("国令第711号", "2007年国令第492号公布，2019年国令第711号修订")], None),
            (&[("国令第711号", "国务院令第711号")], None),
            (&[("国令第711号", "2007年4月5日国务院令第492号公布")], None),
            (&[("按期答复", "按《政府采购法实施条例》（国务院令第658号）答复")], None),
        ],
    );
}

#[test]
fn letter() {
    let preamble = "根据《中华";
    try_cases(
        "form.letter",
        &[
            (&[(preamble, "县政府办公室：\n根据《中华")], Some((Warning, &["有称谓“县政府办公室：”"]))),
            (&[(preamble, "市政府办:\n根据《中华")], Some((Warning, &["市政府办:"]))),
            (&[(preamble, "根据贵办《关于报送年度报告的通知》和《中华")], Some((Warning, &["写有“贵办”"]))),
            (&[(preamble, "现将有关情况予以上报。根据《中华")], Some((Info, &["予以上报"]))),
            (&[(preamble, "县人民政府办公室：\n按照贵办要求，根据《中华")], Some((Warning, &["有称谓", "贵办"]))),
            (&[(preamble, "现将有关情况报告如下：\n根据《中华")], None),
            (&[(preamble, "发布机构：\n根据《中华")], None),
            (&[(preamble, "来源：临江县东风镇人民政府\n根据《中华")], None),
            (&[(preamble, "信息来源：\n根据《中华")], None),
            (&[(preamble, "贵州省有关做法，根据《中华")], None),
            (&[("接受群众监督", "听取群众宝贵意见")], None),
            (&[("（五）监督保障。", "（五）监督保障：\n")], None),
            (&[("无。\n", "无。\n特此报告。\n")], None),
            // 贵局 in what an applicant wrote is not spoken to a superior.
            (&[("按期答复", "申请人称“贵局的答复不清楚”，已按期答复")], None),
        ],
    );
}

#[test]
fn empty_section() {
    try_cases(
        "form.empty_section",
        &[
            (&[(PROBLEMS, "")], Some((Warning, &["“五、存在的主要问题及改进情况”标题下没有内容"]))),
            (&[(PROBLEMS, "无\n")], Some((Warning, &["只写了“无”"]))),
            (&[(PROBLEMS, "暂无。\n")], Some((Warning, &["只写了“暂无。”"]))),
            (&[(PROBLEMS, "公开不及时。\n")], Some((Info, &["只有 5 字"]))),
            (&[("无。\n", "")], Some((Info, &["“六、其他需要报告的事项”标题下没有内容"]))),
            (
                &[
                    (ACTIVE, "（一）公开政府信息128条。"),
                    (REQUESTS, ""),
                    (MANAGEMENT, ""),
                    (PLATFORM, ""),
                    (SUPERVISION, ""),
                ],
                Some((Info, &["“一、总体情况”只有", "过于简略"])),
            ),
            (&[(PROBLEMS, ""), ("无。\n", "")], Some((Warning, &["五、", "六、"]))),
            (&[("无。\n", "无\n")], None),
            (&[("无。\n", "本年度没有其他需要报告的事项。\n")], None),
            (&[("无。\n", "本年度未收取信息处理费。\n")], None),
            (&[(PROBLEMS, "无专职人员，解读少。将增加图解。\n")], None),
            (&[(PROBLEMS, "（一）存在问题\n解读形式单一，人员不足。\n（二）改进\n增加培训。\n")], None),
            (&[(PROBLEMS, "| 政策解读形式较为单一，将增加图解和现场讲解。 |\n")], None),
        ],
    );
}

#[test]
fn cut_sentence() {
    try_cases(
        "form.cut_sentence",
        &[
            (
                &[("更新镇村公开栏。", "全年政务新媒体平台发布信息。")],
                Some((Warning, &["缺少数字", "全年政务新媒体平台发布信息"])),
            ),
            (&[("开展业务培训2次", "开展业务培训次")], Some((Warning, &["开展业务培训次"]))),
            (&[("主动公开政府信息128条", "主动公开政府信息条")], Some((Warning, &["政府信息条"]))),
            (&[("收到政府信息公开申请1件", "收到政府信息公开申请件")], Some((Warning, &["申请件"]))),
            (
                &[("失效文件按月清理。", "失效文件按月清理，并对公开属性不明确的")],
                Some((Warning, &["没有写完", "属性不明确的"])),
            ),
            (&[("失效文件按月清理。", "失效文件由专人负责按月清理")], Some((Info, &["末尾没有标点"]))),
            (&[("失效文件按月清理。", "失效文件由专人负责按月清理，")], Some((Info, &["按月清理，"]))),
            (&[("惠农补贴60条、", "惠农补贴60条、公示公告信息条、")], Some((Warning, &["信息条"]))),
            (&[("开展业务培训2次", "作出行政处罚决定件，开展业务培训2次")], Some((Warning, &["行政处罚决定件"]))),
            (&[("开展业务培训2次", "查处行政处罚案件，开展业务培训2次")], None),
            (&[("低保救助68条。", "低保救助68条")], None),
            (&[("按期答复。", "按期答复率100%")], None),
            (&[("失效文件按月清理。", "失效文件按月清理；")], None),
            (&[("失效文件按月清理。", "失效文件按月清理（见附件）")], None),
            (&[("失效文件按月清理。", "失效文件按以下办法清理：")], None),
            (&[("更新镇村公开栏。", "全年积极主动公开政府信息。")], None),
            (&[("更新镇村公开栏。", "及时发布信息。")], None),
            (&[("更新镇村公开栏。", "召开会议两次。")], None),
            (&[("按期答复。", "对收到的申请件，按期答复。")], None),
            (&[("全年收到政府信息公开申请1件", "全年未收到政府信息公开申请")], None),
            (&[("（三）政府信息管理。公开前", "（三）政府信息管理\n公开前")], None),
            // Lines wrapped in the middle of a sentence.
            (&[("公开前由党政办审核，失效", "公开前由党政办统一登记、编号并审核，失效\n")], None),
            // Digits lost on the way are damage.
            (&[("开展业务培训2次", "201811日开展业务培训次")], None),
            (&[("无。\n临江", "无其他需要报告的事项，特此公布\n临江")], None),
        ],
    );
}

#[test]
fn stale_year() {
    try_cases(
        "form.stale_year",
        &[
            (
                &[("（一）主动公开。2023年，我镇", "（一）主动公开。2022年，我镇")],
                Some((Info, &["2022 年的数字", "报告年度为 2023 年"])),
            ),
            (&[("全年收到", "截至2022年底，收到")], Some((Info, &["2022"]))),
            (&[("全年收到", "2022年度收到"), ("2023年，我镇通过", "2022年，我镇通过")], Some((Info, &["、"]))),
            (&[("全年收到", "2023年度收到")], None),
            (&[("按期答复。", "按期答复。2022年收到2件，2023年减少1件。")], None),
            (&[("按期答复。", "按期答复。2022年同比减少1件。")], None),
            (&[("按期答复。", "按期答复。2024年计划培训3次。")], None),
            (&[("失效文件按月清理", "公开2022年部门决算1份")], None),
            (&[("失效文件按月清理", "2022年度考核发现的问题整改2个")], None),
            (&[("失效文件按月清理", "2019年以来制定制度6项")], None),
            (&[("失效文件按月清理", "2019年5月15日条例施行后修订制度")], None),
            (&[("下一步将", "2022年培训1次。下一步将")], None),
        ],
    );
}

#[test]
fn dates_title_and_period() {
    try_cases(
        "form.dates",
        &[
            (&[("2024年1月18日", "2023年12月25日")], Some((Warning, &["落款日期为 2023-12-25"]))),
            (
                &[(TITLE, "临江县东风镇人民政府2023年政府信息公开工作年度报告\n发布时间：2023-12-20 来源：东风镇")],
                Some((Warning, &["发布日期为 2023-12-20"])),
            ),
            (&[("2024年1月18日", "2023年12月31日")], None),
            (&[("2024年1月18日", "2024年3月30日")], None),
            (&[("2024年1月18日\n", "")], None),
            (
                &[(
                    TITLE,
                    "临江县东风镇人民政府2023年政府信息公开工作年度报告\n发布日期：2024-01-20\n生成日期：2023-01-20",
                )],
                None,
            ),
        ],
    );
    try_cases(
        "form.title",
        &[
            (&[("政府信息公开工作年度报告\n", "政府信息公开 工作告年度报\n")], Some((Warning, &["“告年度报”有误"]))),
            (&[("政府信息公开工作年度报告\n", "政府信息公开工作工作年度报告\n")], Some((Warning, &["“工作工作”重复"]))),
            (&[("政府信息公开工作年度报告\n", "政务公开年报\n")], Some((Warning, &["政府信息公开"]))),
            (&[(TITLE, "关于2023年政府信息公开工作年度报告")], Some((Warning, &["没有单位名称"]))),
            (&[("2023年政府信息公开工作年度报告\n", "政府信息公开工作年度报告\n")], Some((Warning, &["没有年度"]))),
            (&[("政府信息公开工作年度报告\n", "政府信息公开年度报告\n")], None),
        ],
    );
    try_cases(
        "form.period",
        &[
            (&[("12月31日止", "12月31止")], Some((Warning, &["“12月31”缺“日”字"]))),
            (&[("自2023年1月1日起至2023年", "自2022年1月1日起至2022年")], Some((Warning, &["报告年度为 2023 年"]))),
            (&[("自2023年1月1日起至2023年12月31日止", "为2023年1月1日至12月31日")], None),
        ],
    );
}

#[test]
fn rules_maker() {
    let city = (TITLE, "海城市人民政府2023年政府信息公开工作年度报告");
    let signed = ("临江县东风镇人民政府\n", "海城市人民政府\n");
    try_cases(
        "disclosure.rules_maker",
        &[
            (
                &[("RULES", "2 | 0 | 2")],
                Some((Warning, &["“本年制发件数”2", "“现行有效件数”2", "东风镇人民政府", "没有规章制定权"])),
            ),
            (&[("RULES", "0 | 0 | 6")], Some((Warning, &["“现行有效件数”6"]))),
            (
                &[(TITLE, "海城市教育局2023年政府信息公开工作年度报告"), ("RULES", "1 | 0 | 1")],
                Some((Warning, &["地方人民政府的部门"])),
            ),
            (&[("RULES", "0 | 0 | 0")], None),
            (&[("RULES", " |  | ")], None),
            (&[("RULES", "/ | / | /")], None),
            // 设区的市 can; the name does not tell.
            (&[city, signed, ("RULES", "2 | 0 | 12")], None),
            (&[(TITLE, "某某省人民政府2023年政府信息公开工作年度报告"), ("RULES", "2 | 0 | 12")], None),
            (&[(TITLE, "某某自治州人民政府2023年政府信息公开工作年度报告"), ("RULES", "2 | 0 | 12")], None),
        ],
    );
}

#[test]
fn amount_unit() {
    let prose = |amount: &str| format!("失效文件按月清理，行政事业性收费{amount}。");
    let (yuan, myriads, other) = (prose("251000元"), prose("25.1万元"), prose("251000万元"));
    let old = "失效文件按月清理。";
    let department = (TITLE, "海城市教育局2023年政府信息公开工作年度报告");
    try_cases(
        "values.amount_unit",
        &[
            (&[("FEE", "251000元")], Some((Warning, &["“251000元”", "应为 25.1"]))),
            (&[("FEE", "251000"), (old, &yuan)], Some((Warning, &["251000元", "应为 25.1"]))),
            (&[("FEE", "251000"), (old, &myriads)], Some((Warning, &["25.1万元"]))),
            (&[("FEE", "251000")], Some((Info, &["25.1 亿元", "过大"]))),
            (&[("FEE", "0")], None),
            (&[("FEE", "25.1")], None),
            (&[("FEE", "25.1万元")], None),
            (&[("FEE", "25.1"), (old, &yuan)], None),
            (&[("FEE", "251000"), department, (old, &other)], None),
            (&[("FEE", "96171.6"), department], None),
            (&[("FEE", "12"), (old, "失效文件按月清理，收费12元的事项1个。")], None),
            (&[("FEE", "")], None),
        ],
    );
}

#[test]
fn repeated() {
    try_cases(
        "text.repeated",
        &[
            (&[("我镇通过网站", "我镇镇通过网站")], Some((Info, &["我镇镇"]))),
            (&[("按期答复。", "按期答复。。")], Some((Info, &["。。"]))),
            (&[("全年收到", "全年全年收到")], Some((Info, &["全年全年"]))),
            (&[("政府信息公开申请1件", "政府信息公开公开申请1件")], Some((Info, &["信息公开公开"]))),
            (&[("公开前由", "更新政府信息公开公开栏，公开前由")], None),
            (&[("公开前由", "公开的的信息公开前由"), ("按期答复。", "按期答复，。")], Some((Info, &["的的", "，。"]))),
            (&[("我镇通过网站", "我镇镇村两级通过网站")], None),
            (&[("我镇通过网站", "我县县直部门通过网站")], None),
            (&[("公开前由党政办审核", "信息公开工作工作人员审核")], None),
            (&[("公开前由党政办审核", "县人民政府政府信息公开办审核……")], None),
        ],
    );
}
