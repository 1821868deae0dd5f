//! Broken relations of one cause: their number, suspects and likely causes.

use gouji::rules;

use crate::notation::report;

/// For each cause: its rules, its suspects, its hypotheses.
fn causes(form: &str, changes: &str) -> Vec<String> {
    let findings = rules::check(&report(form, changes)).findings;
    let most = findings.iter().filter_map(|finding| finding.cause_id).max().unwrap_or(0);
    (1..=most)
        .map(|cause| {
            let parts: Vec<_> = findings.iter().filter(|finding| finding.cause_id == Some(cause)).collect();
            let rules: Vec<&str> = parts.iter().map(|finding| finding.rule).collect();
            let suspects: Vec<String> = parts[0].suspects.iter().map(ToString::to_string).collect();
            let hypotheses: Vec<&str> = parts[0].hypotheses.iter().map(|words| &*words.0).collect();
            format!("{} | {} | {}", rules.join(" "), suspects.join(" "), hypotheses.join("；"))
        })
        .collect()
}

#[test]
fn causes_are_drawn_together() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        (
            // 总计 counts what was received in, both for 自然人 and in all.
            "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
             requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
             requests.total_processed | 5 | 0 | 0 | 0 | 0 | 0 | 5",
            &[
                "requests.balance requests.balance requests.result_sum requests.result_sum | requests.total_processed.natural_person requests.total_processed.total | \
                 表三“自然人”列：办理总计 5 = 各项之和 2 + 本年新收 3，似把本年新收一并计入；总计改为 2 后办理结果之和相符，但表三“自然人”列仍有 1 项关系不成立；\
                 表三“自然人”列：办理总计 5，按收支关系应为 3，按办理结果之和应为 2，两者不一，至少两处有误",
            ],
        ),
        (
            // Two digits of one figure swapped.
            "requests.new_received | 21 | 0 | 0 | 0 | 0 | 0 | 21
             requests.granted | 12 | 0 | 0 | 0 | 0 | 0 | 21
             requests.total_processed | 21 | 0 | 0 | 0 | 0 | 0 | 21",
            &[
                "requests.result_sum requests.row_sum | requests.granted.natural_person | 若表三“予以公开”行“自然人”列由 12 改为 21，则有 2 项关系成立，似相邻两位数字颠倒",
            ],
        ),
        (
            // 总计 too great by a figure of its column, but the balance holds, so that it is not the total that is wrong.
            "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
             requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
             requests.total_processed | 3 | 0 | 0 | 0 | 0 | 0 | 3",
            &["requests.result_sum requests.result_sum |  | "],
        ),
        (
            // One figure of table 4, nothing to tell which.
            "remedies.suit_direct | 1 | 0 | 1 | 1 | 2",
            &[
                "remedies.sum | remedies.suit_direct.upheld remedies.suit_direct.corrected remedies.suit_direct.other_result remedies.suit_direct.pending remedies.suit_direct.total | ",
            ],
        ),
        (
            // A value one column off.
            "requests.new_received | 0 | 4 | 0 | 0 | 0 | 0 | 4
             requests.granted | 0 | 4 | 0 | 0 | 0 | 0 | 4
             requests.total_processed | 4 | 0 | 0 | 0 | 0 | 0 | 4",
            &[
                "requests.balance requests.balance requests.result_sum requests.result_sum | requests.total_processed.natural_person requests.total_processed.org_enterprise | \
               表三“办理总计”行“自然人”列的 4 若移到相邻的“商业企业”列，则有 4 项关系成立，似填错一栏",
            ],
        ),
        (
            // Two tables, two causes.
            "remedies.suit_direct | 1 | 0 | 1 | 1 | 2
             art20_8.admin_fee | 1 | -4",
            &[
                "remedies.sum | remedies.suit_direct.upheld remedies.suit_direct.corrected remedies.suit_direct.other_result remedies.suit_direct.pending remedies.suit_direct.total | ",
                "disclosure.negative_stock | art20_8.admin_fee.prev_year_items art20_8.admin_fee.net_change | ",
            ],
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(causes("2019", changes), *expected, "{changes}");
    }
}
