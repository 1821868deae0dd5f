//! The registry as a table: ids unique, every rule fires somewhere and stays silent somewhere, no rule speaks unlisted.

use std::collections::BTreeSet;

use gouji::rules::{self, RuleBook, Severity, Status};

use super::notation::report;

/// Rules that are not about a report: a file that cannot become one, and families over several reports (`across.rs`).
const ELSEWHERE: [&str; 19] = [
    "text.unreadable",
    "years.carry_over",
    "years.in_force",
    "years.item_stock",
    "years.left_in",
    "years.pending",
    "years.repeated_text",
    "years.copied",
    "years.jump",
    "units.alike",
    "units.same_numbers",
    "units.same_unit",
    "units.foreign_name",
    "aggregate.sum",
    "roster.missing",
    "roster.late",
    "roster.premature",
    "roster.double",
    "roster.unlisted",
];

/// A rule, a form, changes under which it fires, and changes close to them under which it stays silent.
const CASES: &[(&str, &str, &str, &str)] = &[
    (
        "requests.balance",
        "2019",
        "requests.new_received | 2 | 0 | 0 | 0 | 0 | 0 | 2",
        "requests.new_received.total = 约 1",
    ),
    ("requests.result_sum", "2021", "requests.other_other | 1 | 0 | 0 | 0 | 0 | 0 | 1", "requests.partial.total = /"),
    ("requests.row_sum", "2021", "requests.carried_forward.total = 1", "requests.carried_forward.total ="),
    ("remedies.sum", "2019", "remedies.suit_direct | 1 | 0 | 1 | 1 | 2", "remedies.suit_direct | 1 | 0 | 1 | 0 | 2"),
    (
        "values.domain",
        "2019",
        "requests.granted | 1.5 | -0.5 | 0 | 0 | 0 | 0 | 1",
        "art20_9.gov_procurement.procurement_amount = 0.092",
    ),
    ("values.domain", "2019", "requests.granted.natural_person = +1", "art20_5.admin_license.net_change = +2"),
    ("values.domain", "2021", "art20_5.admin_license.decisions = 约百件", "art20_8.admin_fee.fee_amount = 3415.891"),
    ("disclosure.negative_stock", "2019", "art20_8.admin_fee | 1 | -4", "art20_8.admin_fee | 4 | -4"),
    ("disclosure.published_total", "2019", "art20_1.regulations | 0 | 2 | 1", "art20_1.regulations | 64 | 1 | 1"),
    ("disclosure.issued_in_force", "2021", "art20_1.regulations | 9 | 4 | 4", "art20_1.regulations | 9 | 5 | 4"),
    ("prose.parts_sum", "2019", "sum 3354 = 1601 + 996 + 605 + 1710 + 43", "sum 3380.85 = 2523.53 + 67.17 + 790.15"),
    ("prose.parts_sum", "2008", "sum 59 = 26 + 17 + 15", "sum ~ 60 = 26 + 17 + 15"),
    ("prose.requests", "2021", "prose 全年收到政府信息公开申请9件。", "prose 全年收到政府信息公开申请1件。"),
    ("prose.results", "2019", "prose 收到申请1件，答复3件。", "prose 收到申请1件，答复1件。"),
    ("prose.remedies", "2021", "prose 因政府信息公开被申请行政复议2件。", "prose 备案的政府信息公开行政复议2件。"),
    ("prose.documents", "2021", "prose 制定规范性文件2件。", "prose 公开规范性文件2件。"),
    ("prose.decisions", "2021", "prose 作出行政处罚决定2件。", "prose 收取信息处理费2元。"),
    ("prose.none_received", "2019", "prose 全年未收到政府信息公开申请。", "prose 未收到要求减免费用的申请。"),
    (
        "prose.percentage",
        "2021",
        "prose 收到来信115件，比上年增加17件，增长14.8%。",
        "prose 收到来信115件，比上年增加17件，增长17.3%。",
    ),
    (
        "prose.statistics",
        "2008",
        "prose 收到政府信息公开申请9件。当面申请5件。网络申请6件。",
        "prose 收到政府信息公开申请9件。网络申请6件。",
    ),
    (
        "form.parts_announced",
        "2021",
        "prose 本报告由五个部分组成。⏎一、甲⏎二、乙⏎三、丙⏎四、丁⏎五、戊⏎六、己",
        "prose 本报告由六个部分组成。",
    ),
    ("form.missing_table", "2019", "drop art20_5", "edition art20_5 2021"),
    ("form.missing_row", "2021", "drop requests.granted", "requests.granted | _ | _ | _ | _ | _ | _ | _"),
    ("form.missing_section", "2019", "drop section problems", "drop title"),
    ("form.duplicate_table", "2019", "printed remedies 2", "other remedies.suit_direct.total = 1"),
    ("form.edition_year", "2019", "year 2018", "year 2020"),
    ("form.edition_year", "2019", "year 2022", "drop year"),
    ("form.edition_year", "2021", "year 2020", "year 2027"),
    ("form.mixed_edition", "2019", "edition art20_1 2021", "drop art20_1"),
    ("form.title", "2021", "drop title", "title 某局２０２１年政府信息公开工作年度报告"),
    ("form.title", "2021", "title 某局2021年政府信息公开工作报告", "title 某局2021年度政府信息公開工作年度報告"),
    ("form.period", "2021", "drop period", "period ? ?"),
    ("form.period", "2021", "period 2020-01-01 2020-12-31", "period ? 2021-12-31"),
    ("values.blank", "2021", "requests.granted | 1 | | | | | | 1", "requests.granted | 1 | / | / | / | / | / | 1"),
    ("values.blank", "2021", "requests.granted.org_other = _", "drop requests.granted"),
    ("values.dash", "2019", "remedies.reconsideration | / | / | / | / | /", "remedies.reconsideration | | | | |"),
    (
        "values.all_zero",
        "2019",
        "requests.new_received | 0 | 0 | 0 | 0 | 0 | 0 | 0
         requests.granted | 0 | 0 | 0 | 0 | 0 | 0 | 0
         requests.total_processed | 0 | 0 | 0 | 0 | 0 | 0 | 0",
        "requests.granted | 0 | 0 | 0 | 0 | 0 | 0 | 0",
    ),
    ("values.unplaced", "2021", "unplaced requests 7 ExtraValues", "drop requests"),
    ("values.doubtful", "2021", "doubt requests.granted LostCells", "requests.granted | | | | | | |"),
    ("labels.unconfirmed", "2021", "label requests column 商业机构 > org_enterprise", "drop requests"),
    ("text.damaged", "2008", "damage DigitsLost 201711日 7", "drop title"),
    ("text.damaged", "2019", "damage CutInTable 截断 @remedies", "drop remedies"),
    ("file.extension", "2021", "remark extension doc Html", ""),
    ("file.pictures", "2021", "remark pictures 2 4 5 6", ""),
    ("file.pictures", "2021", "remark pictures", ""),
    ("file.pictures", "2021", "remark embedded 3", "remark converted"),
    ("file.hidden", "2019", "remark hidden 底稿", ""),
    ("file.uncalculated", "2019", "remark uncalculated 表三!H5", ""),
    ("file.formatted", "2019", "remark formatted 表三!C5", ""),
    ("file.frames", "2019", "remark frames main.html", ""),
    ("file.recognised", "2019", "remark recognised 2 4 5 6", ""),
    ("file.uncoded", "2021", "remark uncoded 12", ""),
    ("file.cut", "2019", "remark cut", ""),
    ("file.rescued", "2019", "remark rescued", ""),
    ("file.converted", "2019", "remark converted", ""),
    ("text.no_table", "2021", "drop tables", "drop remedies"),
    ("text.no_table", "2008", "year 2020", "drop year"),
];

fn fired(form: &str, changes: &str) -> BTreeSet<&'static str> {
    rules::check(&report(form, changes), RuleBook::standard())
        .findings
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn a_clean_report_is_clean() {
    for form in ["2019", "2021"] {
        let verdict = rules::check(&report(form, ""), RuleBook::standard());
        assert_eq!(verdict.findings, [], "{form}");
        assert_eq!(verdict.status, Status::Clean);
        assert!(verdict.checks.iter().all(|check| check.outcome == gouji::rules::Outcome::Holds));
    }
    assert_eq!(rules::check(&report("2008", ""), RuleBook::standard()).status, Status::NotAssessable);
    assert_eq!(fired("2008", ""), BTreeSet::new());
}

#[test]
fn each_rule_fires_and_stays_silent() {
    for &(rule, form, fires, silent) in CASES {
        assert!(fired(form, fires).contains(rule), "{rule} does not fire on: {fires}");
        assert!(!fired(form, silent).contains(rule), "{rule} fires on: {silent}");
    }
    let tested: BTreeSet<&str> =
        CASES.iter().map(|case| case.0).chain(ELSEWHERE).chain(super::writing::RULES).collect();
    let listed: BTreeSet<&str> = rules::registry().iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(tested, listed);
    assert_eq!(listed.len(), rules::registry().len(), "ids are unique");
}

#[test]
fn no_finding_is_graver_than_its_rule() {
    for &(_, form, fires, _) in CASES {
        let verdict = rules::check(&report(form, fires), RuleBook::standard());
        for finding in &verdict.findings {
            let rule = rules::rule(finding.rule).unwrap_or_else(|| panic!("{} is not in the registry", finding.rule));
            assert!(finding.severity <= rule.severity, "{}", finding.rule);
        }
        let gravest = verdict.findings.iter().map(|finding| finding.severity).max();
        let expected = match gravest {
            _ if report(form, fires).tables.is_empty() => Status::NotAssessable,
            Some(Severity::Error) => Status::Error,
            Some(Severity::Warning) => Status::Warning,
            Some(Severity::Info) | None => Status::Clean,
        };
        assert_eq!(verdict.status, expected);
    }
}

#[test]
fn every_rule_named_in_the_code_is_in_the_registry() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/engine/src");
    let mut named = BTreeSet::new();
    let files = |folder: &std::path::Path| {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let top = files(&folder.join("rules"));
    let below = top.iter().filter(|path| path.is_dir()).flat_map(|folder| files(folder));
    for file in below.chain(top.clone()) {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(file).unwrap();
            named.extend(text.split('"').skip(1).step_by(2).filter(|word| is_rule_id(word)).map(str::to_owned));
        }
    }
    named.extend(gouji::schema::relations::written().rules.iter().map(|rule| rule.id.text.clone()));
    for id in &named {
        assert!(rules::rule(id).is_some(), "{id} is not in the registry");
    }
    for rule in rules::registry() {
        assert!(named.contains(&rule.id) || ELSEWHERE.contains(&&*rule.id), "nothing emits {}", rule.id);
    }
}

fn is_rule_id(word: &str) -> bool {
    let families =
        ["requests", "remedies", "values", "disclosure", "prose", "form", "labels", "text", "file", "privacy"];
    let part = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && !part.is_empty();
    !word.ends_with(".toml")
        && word.split_once('.').is_some_and(|(family, flaw)| families.contains(&family) && part(flaw))
}

#[test]
fn every_rule_says_what_it_checks_in_both_languages() {
    for rule in rules::registry() {
        for words in [&rule.title, &rule.checks, &rule.basis, &rule.advice, &rule.example] {
            assert!(!words.zh.is_empty() && !words.en.is_empty(), "{}", rule.id);
        }
    }
}
