//! What sentences say in numbers: totals with the parts that make them up, and figures of the statistics that a report gives.
//!
//! A wrong alarm costs a clerk more than a sum not tried, so a sum is taken only where the sentence itself says that the
//! parts make up the total, or where they do. Whether a sum that is taken holds is for the rules to say.

pub(super) mod annex;
mod change;
mod figures;
mod frame;
mod kinds;
mod line;
mod marks;
mod papers;
mod parts;
mod rates;
mod statements;
mod sums;

use super::facts::{Fact, PartsAnnounced, Rate, Statement, SumClaim};
use crate::text::prose_number::ProseNumber;
use line::Line;

pub(super) use line::span;

/// What the prose of a report says in numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// Stated totals with their stated parts, in printed order.
    pub sums: Vec<SumClaim>,
    /// Every mention of a figure that the forms know, in printed order.
    pub facts: Vec<Fact>,
    /// What is said of the same without a number.
    pub statements: Vec<Statement>,
    /// Percentages with the numbers that they come from.
    pub rates: Vec<Rate>,
    /// How many parts the report says that it has.
    pub parts: Option<PartsAnnounced>,
}

/// Reads the lines that are no table, for the report of a year.
#[must_use]
pub fn read(lines: &[&str], is_table: &dyn Fn(usize) -> bool, year: Option<i32>) -> Prose {
    let mut prose = Prose::default();
    let mut figures = figures::Figures::new(year);
    let mut rates = rates::Rates::default();
    let mut numbers: Vec<ProseNumber> = Vec::new();
    for (at, text) in lines.iter().enumerate() {
        if text.len() < SHORTEST_HEADING || is_table(at) {
            continue;
        }
        let has_digits = text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF);
        numbers.clear();
        let facts = figures.facts.len();
        if has_digits && text.len() >= SHORTEST {
            crate::text::prose_number::numbers(text, &mut numbers);
        }
        if numbers.iter().all(|number| number.unit.is_empty() || number.is_time()) {
            figures.heading(text);
        }
        if !numbers.is_empty() {
            let line = Line::new(at, text, &numbers);
            sums::read(&line, &mut prose.sums);
            figures.read(&line);
            rates.read(&line);
        }
        statements::read((at, text), &figures.facts, facts, year, &mut prose.statements);
    }
    prose.sums.extend(figures.replies());
    prose.sums.sort_by_key(|claim| (claim.parts[0].source.line, claim.total_source, claim.parts[0].source));
    prose.facts = figures.facts;
    prose.rates = rates.found;
    prose.parts = parts::read(lines, is_table);
    prose
}

/// The shortest line in bytes that can be a heading.
const SHORTEST_HEADING: usize = 9;
/// The shortest line in bytes that can say anything with a number in it.
const SHORTEST: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        let lines: Vec<&str> = text.lines().collect();
        read(&lines, &|_| false, None)
    }

    /// Sums as `total = part + part`, with `!` in front where they do not hold.
    fn sums(text: &str) -> String {
        let shown = prose(text).sums.into_iter().map(|claim| {
            let parts: Vec<String> = claim.parts.iter().map(|part| part.value.to_string()).collect();
            let sum: rust_decimal::Decimal = claim.parts.iter().map(|part| part.value).sum();
            format!("{}{} = {}", if sum == claim.total { "" } else { "!" }, claim.total, parts.join(" + "))
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    fn facts(text: &str) -> String {
        let shown = prose(text).facts.into_iter().map(|fact| format!("{} {}", fact.id, fact.value));
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn totals_are_found_with_their_parts() {
        for (text, expected) in [
            ("全年公开信息100条,其中动态60条,公告40条。", "100 = 60 + 40"),
            ("全年公开信息100条(含动态60条、公告30条、其他10条)。", "100 = 60 + 30 + 10"),
            (
                "发布信息1629条。其中,市局30条;中心1209条(其中,法规20条,公告608条,公示475条,动态106条);超市390个。",
                "1629 = 30 + 1209 + 390; 1209 = 20 + 608 + 475 + 106",
            ),
            (
                "共接件2011个,其中审批1187个,核准69个,备案755个;投资3380.85亿元,其中审批2523.53亿元,核准67.17亿元,备案790.15亿元;受理3906件。",
                "2011 = 1187 + 69 + 755; 3380.85 = 2523.53 + 67.17 + 790.15",
            ),
            ("收到申请59件,其中区政府26件,部门17件,镇街16件。其中网络申请33件,占55.9%。", "59 = 26 + 17 + 16"),
            ("累计公开信息24809条。区级3279条,部门9718条,镇街11812条。", "24809 = 3279 + 9718 + 11812"),
            ("全年收到申请3607件(市政府349、各部门933、甲县477、乙县1848)。", "3607 = 349 + 933 + 477 + 1848"),
            ("入驻事项2998项,同比增长89.33%(其中职权2424项、增长86.46%,服务574项、增长102.11%)。", "2998 = 2424 + 574"),
            ("主动公开信息100条,包括动态60条和公告40条。", "100 = 60 + 40"),
            ("全年答复12件:公开5件,部分公开3件,不予公开4件。", "12 = 5 + 3 + 4"),
            ("主動公開信息100條,其中動態60條,公告40條。", "100 = 60 + 40"),
            ("收到申请59件,比上年增加10件,其中自然人40件,法人19件。", "59 = 40 + 19"),
            ("收到申请59件(当面26件、网络33件),其中自然人50件,法人9件。", "59 = 26 + 33; 59 = 50 + 9"),
            ("其中A类3件。收到举报10件,其中网络4件、电话6件。", "10 = 4 + 6"),
        ] {
            assert_eq!(sums(text), expected, "{text}");
        }
    }

    #[test]
    fn sums_that_do_not_hold_are_told_where_the_list_is_whole() {
        for (text, expected) in [
            (
                "刊登信息3354条(含要闻1601条,动态996条、乡镇605条、重点1710条,其他43条。);新媒体1个。",
                "!3354 = 1601 + 996 + 605 + 1710 + 43",
            ),
            ("举办培训372人次,其中线上培训331人次,线下培训61人次。", "!372 = 331 + 61"),
            ("共收到申请20件,其中当面5件,网络6件,信函7件。", "!20 = 5 + 6 + 7"),
            ("全年答复13件:公开5件,部分公开3件,不予公开4件。", "!13 = 5 + 3 + 4"),
        ] {
            assert_eq!(sums(text), expected, "{text}");
        }
    }

    #[test]
    fn excerpts_and_other_counts_are_no_sums() {
        for text in [
            "完成项目1674个(其中,全流程电子化1166个,远程异地111个),金额223.46亿元。",
            "证照目录102类,其中数据目录54类,9月新增目录3类758条。",
            "答复3050件(含上年结转34件,另有103件顺延)。",
            "办件总量39.72万件,其中网上30.18万件,互动360余次。",
            "发布信息5000条,其中概况200条,动态1500条,公告300条。",
            "收到申请10件,其中办结10件,按时办结9件,满意9件。",
            "进驻部门21个、人员62名,分别比去年增长19.05%和51.22%。",
            "受理3件(网上受理3件)。",
            "公开信息约4000条,其中动态1000条,公告2000条,其他500条。",
            "公开信息3354条,其中网站3354条;微博0条;微信0条;其他方式1803条。",
            "市级受理300件,其中办结90件,驳回10件,撤回150件;县级受理200件。",
            "2019年1月召开会议3次,培训20人次,2018年12月召开1次。",
        ] {
            assert_eq!(sums(text), "", "{text}");
        }
    }

    #[test]
    fn a_list_of_replies_may_stand_after_its_total() {
        let text = "我区共收到政府信息公开申请59件。\n依照条例办理。属于主动公开范围6件,同意公开答复14件,同意部分公开答复17件,不同意公开答复16件,不属于本行政机关公开2件,申请信息不存在1件,告知作出更改补充3件。";
        assert_eq!(sums(text), "59 = 6 + 14 + 17 + 16 + 2 + 1 + 3");
        assert_eq!(sums(&text.replace("公开答复16", "公开答复15")), "");
    }

    #[test]
    fn figures_are_read_under_their_ids() {
        for (text, expected) in [
            (
                "全区共收到政府信息公开申请59件,其中区政府收到申请26件,部门收到申请33件。其中网络申请33件。",
                "req_total 59; req_online 33",
            ),
            ("(二)依申请公开情况。全区受理依申请公开3件(网上受理3件),均已答复。", "req_total 3; req_online 3"),
            (
                "依申請公開。年內共接到申請10件,辦理10件。其中,已主動公開和同意公開的10件。引發行政復議1件,引發行政訴訟共0件。",
                "req_total 10; req_handled 10; recon_total 1; suit_total 0",
            ),
            ("政府网站财政专栏公开预决算信息93条。", ""),
            ("累计主动公开政府信息24809条。区级主动公开信息共计3279条。", "active_total 24809; active_total 3279"),
            (
                "政务微博公开信息0条;政务微信公开政府信息5条;其他方式公开政府信息1803条。",
                "ch_weibo 0; ch_wechat 5; ch_other 1803",
            ),
            ("收到网上信息公开申请3件,信函申请2件。", "req_online 3; req_mail 2"),
            ("收到公民、法人和其他组织政府信息公开申请12件,答复12件。", "req_total 12; reply_total 12"),
            ("受理行政许可申请3906件,办结事项3395件。", ""),
            ("各类政务新媒体累计主动公开政府信息4000余条。", ""),
            ("备案行政复议案件134件,行政诉讼57件。", ""),
        ] {
            assert_eq!(facts(text), expected, "{text}");
        }
    }

    #[test]
    fn places_point_at_the_numbers() {
        let claim = &prose("总体情况\n公开信息100条,其中动态60条,公告40条。").sums[0];
        assert_eq!((claim.total_source.line, claim.total_source.column, claim.total_source.chars), (2, 5, 4));
        let parts: Vec<_> = claim.parts.iter().map(|part| (part.of.as_str(), part.source.column)).collect();
        assert_eq!(parts, [("动态", 14), ("公告", 20)]);
        assert_eq!((claim.unit.as_str(), claim.quote.as_str()), ("条", "公开信息100条,其中动态60条,公告40条"));
    }
}
