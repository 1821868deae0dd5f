//! What comes of trying relations: holds, broken, cannot tell and why, not applicable.

use gouji::rules::{self, Check, Outcome, RuleBook};
use gouji::schema::CellId;

use super::notation::report;

/// The check of a rule that a cell stands in, as `outcome: arithmetic: because`.
fn outcome(form: &str, changes: &str, rule: &str, cell: &str) -> String {
    let report = report(form, changes);
    let verdict = rules::check(&report, RuleBook::standard());
    let id = CellId::parse(report.form.unwrap(), cell).unwrap();
    let check: Vec<&Check> =
        verdict.checks.iter().filter(|check| check.rule == rule && check.cells.contains(&id)).collect();
    assert_eq!(check.len(), 1, "{rule} {cell}");
    let because = check[0].because.as_ref().map_or("", |because| &because.zh);
    [check[0].outcome.id(), &check[0].arithmetic(&report), because].join(": ").trim_end_matches([':', ' ']).to_owned()
}

#[test]
fn relations_come_to_one_of_four_outcomes() {
    let stock = ("disclosure.negative_stock", "art20_8.admin_fee.net_change");
    let remedies = ("remedies.sum", "remedies.suit_direct.total");
    let table = [
        ("", remedies, "holds: 0 + 0 + 0 + 0 = 0"),
        ("remedies.suit_direct | 1 | 0 | 1 | 1 | 2", remedies, "broken: 1 + 0 + 1 + 1 ≠ 2"),
        (
            "remedies.suit_direct | 1 | | / | 1 | 2",
            remedies,
            "cannot_tell: 1 + _ + _ + 1 ? 2: “结果纠正”为空白；“其他结果”填的是符号，不是数字；若按 0 计，则成立",
        ),
        (
            "remedies.suit_direct | 1 | | | | 2",
            remedies,
            "cannot_tell: 1 + _ + _ + _ ? 2: “结果纠正”“其他结果”“尚未审结”为空白；若按 0 计，则不成立",
        ),
        (
            "remedies.suit_direct | | | | |",
            remedies,
            "cannot_tell: _ + _ + _ + _ ? _: “结果维持”“结果纠正”“其他结果”等 5 格为空白；若按 0 计，则成立",
        ),
        (
            "remedies.suit_direct | 1 | _ | 0 | 0 | 2",
            remedies,
            "cannot_tell: 1 + _ + 0 + 0 ? 2: “结果纠正”在文件中没有",
        ),
        ("remedies.suit_direct | 1 | 约2 | 0 | 0 | 2", remedies, "cannot_tell: 1 + _ + 0 + 0 ? 2: “结果纠正”不是数字"),
        (
            "remedies.suit_direct | 1 | 0 | 0 | 0 | 2
             doubt remedies.suit_direct LostCells",
            remedies,
            "cannot_tell: 1 + 0 + 0 + 0 ? 2: “结果维持”“结果纠正”“其他结果”等 5 格存疑",
        ),
        ("drop remedies", remedies, "not_applicable"),
        ("art20_8.admin_fee | 1 | -4", stock, "broken: 1 + (-4) < 0"),
        ("art20_8.admin_fee | 4 | -4", stock, "holds: 4 + (-4) ≥ 0"),
        ("art20_8.admin_fee | 0.5 | -0.5", stock, "holds: 0.5 + (-0.5) ≥ 0"),
        (
            "art20_8.admin_fee | 99999999999999999999 | 1",
            stock,
            "cannot_tell: 99999999999999999999 + 1 ? 0: “上一年项目数量”位数过多，无法精确相加",
        ),
    ];
    for (changes, (rule, cell), expected) in table {
        assert_eq!(outcome("2019", changes, rule, cell), expected, "{changes}");
    }
}

#[test]
fn every_relation_of_the_form_is_listed_in_the_registry_s_order() {
    for (form, count) in [("2019", 47), ("2021", 44)] {
        let report = report(form, "sum 3 = 1 + 2");
        let checks = rules::check(&report, RuleBook::standard()).checks;
        assert_eq!(checks.len(), count + report.tables.len() + 1);
        let place = |check: &Check| rules::registry().iter().position(|rule| rule.id == check.rule).unwrap();
        assert!(checks.is_sorted_by_key(place), "{form}");
    }
}

#[test]
fn relations_of_a_table_of_another_edition_are_tried_too() {
    let report = report("2019", "edition art20_1 2021\nart20_1.regulations | 9 | 0 | 4");
    let checks = rules::check(&report, RuleBook::standard()).checks;
    let outcomes =
        |rule| checks.iter().filter(|check| check.rule == rule).map(|check| check.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes("disclosure.issued_in_force"), [Outcome::Broken, Outcome::Holds]);
    assert_eq!(outcomes("disclosure.published_total"), [Outcome::NotApplicable, Outcome::NotApplicable]);
}

#[test]
fn a_doubtful_value_never_makes_an_error() {
    let report = report(
        "2021",
        "requests.new_received | 9 | 0 | 0 | 0 | 0 | 0 | 8.5
         doubt requests.new_received ExtraValues",
    );
    let rules: Vec<_> =
        rules::check(&report, RuleBook::standard()).findings.into_iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["values.doubtful"]);
}
