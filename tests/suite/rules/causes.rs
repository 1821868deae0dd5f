//! Broken relations of one cause: their number, suspects, smallest corrections and likely causes.

use gouji::rules::{self, Cause, RuleBook, Verdict};
use gouji::schema::Relation;
use gouji::text::lang::Lang;

use super::notation::report;

fn verdict(changes: &str) -> Verdict {
    rules::check(&report("2019", changes), RuleBook::standard())
}

/// For each cause: its rules, its suspects, its hypotheses.
fn causes(changes: &str) -> Vec<String> {
    let verdict = verdict(changes);
    let told = verdict.causes.iter().map(|cause| {
        let parts = verdict.findings.iter().filter(|finding| finding.cause_id == Some(cause.id));
        let rules: Vec<&str> = parts.map(|finding| finding.rule).collect();
        let suspects: Vec<String> = cause.suspects.iter().map(ToString::to_string).collect();
        format!("{} | {} | {}", rules.join(" "), suspects.join(" "), hypotheses(cause).join("；"))
    });
    told.collect()
}

fn hypotheses(cause: &Cause) -> Vec<&str> {
    cause.hypotheses.iter().map(|one| one.words(Lang::Zh)).collect()
}

fn assert_told(told: impl Fn(&str) -> Vec<String>, table: &[(&str, &[&str])]) {
    for (changes, expected) in table {
        assert_eq!(told(changes), *expected, "{changes}");
    }
}

#[test]
fn causes_are_drawn_together() {
    assert_told(
        causes,
        &[
            ("", &[]),
            (
                // 总计 counts what was received in, both for 自然人 and in all.
                "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
                 requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
                 requests.total_processed | 5 | 0 | 0 | 0 | 0 | 0 | 5",
                &["requests.balance requests.balance requests.result_sum requests.result_sum | \
                   requests.total_processed.natural_person requests.total_processed.total | \
                   表三“自然人”列：办理总计 5 = 各项之和 2 + 本年新收 3，似把本年新收一并计入；办理总计改为 2 后各项之和相符，但仍有：表三“自然人”列勾稽不平；\
                   表三“自然人”列：办理总计 5，按收支关系应为 3，按办理结果之和应为 2，两者不一，至少两处有误"],
            ),
            (
                // Two digits of one figure swapped.
                "requests.new_received | 21 | 0 | 0 | 0 | 0 | 0 | 21
                 requests.granted | 12 | 0 | 0 | 0 | 0 | 0 | 21
                 requests.total_processed | 21 | 0 | 0 | 0 | 0 | 0 | 21",
                &["requests.result_sum requests.row_sum | requests.granted.natural_person | \
                   若表三“予以公开”行“自然人”列由 12 改为 21，则全部 2 项关系成立，似相邻两位数字颠倒"],
            ),
            (
                // 总计 too great by a figure of its column, but the balance holds, so that it is not the total that is wrong.
                "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
                 requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
                 requests.total_processed | 3 | 0 | 0 | 0 | 0 | 0 | 3",
                &["requests.result_sum requests.result_sum |  | "],
            ),
            (
                // One figure of table 4, nothing to tell which; but none can be less than 0.
                "remedies.suit_direct | 1 | 0 | 1 | 1 | 2",
                &["remedies.sum | remedies.suit_direct.total remedies.suit_direct.upheld \
                   remedies.suit_direct.other_result remedies.suit_direct.pending | "],
            ),
            (
                // A value one column off.
                "requests.new_received | 0 | 4 | 0 | 0 | 0 | 0 | 4
                 requests.granted | 0 | 4 | 0 | 0 | 0 | 0 | 4
                 requests.total_processed | 4 | 0 | 0 | 0 | 0 | 0 | 4",
                &["requests.balance requests.balance requests.result_sum requests.result_sum | \
                   requests.total_processed.natural_person requests.total_processed.org_enterprise | \
                   表三“办理总计”行“自然人”列的 4 若移到相邻的“商业企业”列，则有 4 项关系成立，似填错一栏"],
            ),
            (
                // Two tables, two causes.
                "remedies.suit_direct | 1 | 0 | 0 | 0 | 2
                 art20_8.admin_fee | 1 | -4",
                &[
                    "remedies.sum | remedies.suit_direct.total remedies.suit_direct.upheld \
                     remedies.suit_direct.corrected remedies.suit_direct.other_result remedies.suit_direct.pending | ",
                    "disclosure.negative_stock | art20_8.admin_fee.prev_year_items art20_8.admin_fee.net_change | \
                     若表二第（八）项“行政事业性收费”行“本年增/减”列由 -4 改为 4，则有 1 项关系成立，似正负号写反",
                ],
            ),
            (
                // One table, two faults that have nothing to do with each other.
                "requests.new_received | 10 | 0 | 0 | 0 | 0 | 0 | 10
                 requests.granted | 8 | 0 | 0 | 0 | 0 | 0 | 10
                 requests.total_processed | 10 | 0 | 0 | 0 | 0 | 0 | 10
                 requests.carried_forward | 0 | 0 | 0 | 0 | 0 | 5 | 0",
                &[
                    "requests.balance requests.row_sum | requests.carried_forward.org_other | \
                     若表三“结转下年”行“其他组织”列由 5 改为 0，则全部 2 项关系成立",
                    "requests.result_sum requests.row_sum | requests.granted.natural_person | \
                     若表三“予以公开”行“自然人”列由 8 改为 10，则全部 2 项关系成立",
                ],
            ),
        ],
    );
}

/// For each cause: in how many ways it can be put right, and which.
fn corrections(changes: &str) -> Vec<String> {
    let told = |cause: &Cause| {
        let families: Vec<&str> = cause.families.iter().map(|family| family.words(Lang::Zh)).collect();
        format!("{} × {}：{}", cause.fewest, cause.count, families.join("；"))
    };
    verdict(changes).causes.iter().map(told).collect()
}

#[test]
fn smallest_corrections_are_told_by_families() {
    assert_told(
        corrections,
        &[
            (
                "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
                 requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
                 requests.total_processed | 5 | 0 | 0 | 0 | 0 | 0 | 5",
                &["4 × 59：\
                   表三“本年新收”行“自然人”列 3→2、“总计”列 3→2、“办理总计”行“自然人”列 5→2、“总计”列 5→2；\
                   表三“办理总计”行“自然人”列 5→3、“总计”列 5→3，并在 19 行之一（“予以公开”至“其他处理”）：“自然人”列 +1、“总计”列 +1；\
                   表三“办理总计”行“自然人”列 5→2、“总计”列 5→2、“结转下年”行“自然人”列 0→1、“总计”列 0→1；\
                   表三“本年新收”行“自然人”列 3→5、“总计”列 3→5，并在 19 行之一（“予以公开”至“其他处理”）：“自然人”列 +3、“总计”列 +3；\
                   表三“上年结转”行“自然人”列 0→2、“总计”列 0→2，并在 19 行之一（“予以公开”至“其他处理”）：“自然人”列 +3、“总计”列 +3"],
            ),
            (
                "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
                 requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
                 requests.total_processed | 3 | 0 | 0 | 0 | 0 | 0 | 3",
                &["2 × 19：表三 19 行之一（“予以公开”至“其他处理”）：“自然人”列 +1、“总计”列 +1"],
            ),
            (
                "remedies.suit_direct | 1 | 0 | 1 | 1 | 2",
                &["1 × 4：表四“未经复议直接起诉”行“总计”列 2→3；\
                   表四 3 列之一（“结果维持”、“其他结果”、“尚未审结”）：“未经复议直接起诉”行 −1"],
            ),
            (
                "art20_8.admin_fee | 1 | -4",
                &["1 × 2：表二第（八）项 2 列之一（“上一年项目数量”、“本年增/减”）：“行政事业性收费”行 至少 +3"],
            ),
            (
                // A doubtful row keeps its columns untried, and binds nothing.
                "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 1
                 doubt requests.total_processed LostCells",
                &["1 × 2：表三“本年新收”行“总计”列 1→3；表三“本年新收”行“自然人”列 3→1"],
            ),
            // Wrong all over: no list of cells would help.
            (
                "requests.new_received | 3 | 9 | 8 | 7 | 1 | 2 | 4
                 requests.carried_over | 1 | 5 | 2 | 8 | 3 | 4 | 9
                 requests.granted | 4 | 1 | 7 | 2 | 5 | 9 | 6
                 requests.denied_other_law | 2 | 2 | 6 | 4 | 1 | 3 | 8
                 requests.total_processed | 1 | 6 | 3 | 5 | 9 | 7 | 2
                 requests.carried_forward | 8 | 4 | 1 | 6 | 7 | 5 | 3",
                &["7 × 0："],
            ),
        ],
    );
}

#[test]
fn mishaps_are_told_by_their_mechanism() {
    let first = |changes: &str| {
        let verdict = verdict(changes);
        let told = verdict.causes[0].hypotheses.first();
        vec![told.map_or_else(String::new, |one| format!("{}：{}", one.kind.id(), one.zh))]
    };
    assert_told(
        first,
        &[
            (
                "requests.new_received | 10 | 0 | 0 | 0 | 0 | 0 | 10
                 requests.carried_over | 2 | 0 | 0 | 0 | 0 | 0 | 2
                 requests.granted | 10 | 0 | 0 | 0 | 0 | 0 | 10
                 requests.total_processed | 10 | 0 | 0 | 0 | 0 | 0 | 10",
                &["left_out：表三“自然人”列：本年新收 10 = 办理总计 10 + 结转下年 0，似未计入上年结转 2"],
            ),
            (
                "remedies.reconsideration | 5 | 1 | 0 | 2 | 6",
                &[
                    "left_out：表四“行政复议”行：总计 6 = 各项之和 8 − 尚未审结 2，似漏计“尚未审结”；总计改为 8 后各项之和相符",
                ],
            ),
            (
                "requests.new_received | 5 | 3 | 0 | 0 | 0 | 0 | 8
                 requests.granted | 0 | 5 | 3 | 0 | 0 | 0 | 8
                 requests.total_processed | 5 | 3 | 0 | 0 | 0 | 0 | 8",
                &["moved：表三“予以公开”行“自然人”至“科研机构”各列的数若依次左移一栏，则有 3 项关系成立，似整行错栏"],
            ),
            (
                "requests.new_received | 10 | 0 | 0 | 0 | 0 | 0 | 10
                 requests.denied_state_secret | 4 | 0 | 0 | 0 | 0 | 0 | 4
                 requests.denied_other_law | 2 | 0 | 0 | 0 | 0 | 0 | 2
                 requests.granted | 4 | 0 | 0 | 0 | 0 | 0 | 4
                 requests.total_processed | 16 | 0 | 0 | 0 | 0 | 0 | 16",
                &[
                    "counted_in：表三“自然人”列：办理总计 16 = 各项之和 10 + （三）不予公开小计 6，似把（三）不予公开小计一并计入；办理总计改为 10 后各项之和相符",
                ],
            ),
            (
                // Exchanged in one column: the rows' totals tell.
                "requests.new_received | 10 | 4 | 0 | 0 | 0 | 0 | 14
                 requests.granted | 3 | 4 | 0 | 0 | 0 | 0 | 11
                 requests.unprocessed_repeat | 7 | 0 | 0 | 0 | 0 | 0 | 3
                 requests.total_processed | 10 | 4 | 0 | 0 | 0 | 0 | 14",
                &["moved：表三“予以公开”行“自然人”列与“重复申请”行的数若对调，则有 2 项关系成立，似两行填反"],
            ),
            (
                "requests.new_received | 12 | 0 | 0 | 0 | 0 | 0 | 12
                 requests.granted | 1 | 2 | 0 | 0 | 0 | 0 | 12
                 requests.total_processed | 12 | 0 | 0 | 0 | 0 | 0 | 12",
                &[
                    "digits：若表三“予以公开”行“自然人”列由 1 改为 12、“商业企业”列由 2 改为 0，则全部 3 项关系成立，似把一个数拆填在两格",
                ],
            ),
            (
                "requests.new_received | 133 | 0 | 0 | 0 | 0 | 0 | 13
                 requests.granted | 13 | 0 | 0 | 0 | 0 | 0 | 13
                 requests.total_processed | 13 | 0 | 0 | 0 | 0 | 0 | 13",
                &["digits：若表三“本年新收”行“自然人”列由 133 改为 13，则全部 2 项关系成立，似有一位数字重复写了两遍"],
            ),
            (
                // The program could not place the very number that is wanted: its own fault comes first.
                "requests.new_received | 21 | 0 | 0 | 0 | 0 | 0 | 21
                 requests.granted | 12 | 0 | 0 | 0 | 0 | 0 | 21
                 requests.total_processed | 21 | 0 | 0 | 0 | 0 | 0 | 21
                 unplaced requests 21 ExtraValues",
                &[
                    "misreading：若表三“予以公开”行“自然人”列由 12 改为 21，则全部 2 项关系成立，表中未能归位的 21（第601行）正好相符，可能是本程序放错了位置",
                ],
            ),
        ],
    );
}

/// Every set that is named makes every relation of the tables hold that was tried, whatever stood there before.
#[test]
fn the_values_of_every_correction_make_all_relations_hold() {
    for changes in [
        "requests.new_received | 3 | 0 | 0 | 0 | 0 | 0 | 3
         requests.unprocessed_repeat | 1 | 0 | 0 | 0 | 0 | 0 | 1
         requests.total_processed | 5 | 0 | 0 | 0 | 0 | 0 | 5",
        "requests.new_received | 7 | 2 | 0 | 0 | 0 | 0 | 8
         requests.granted | 4 | 2 | 0 | 1 | 0 | 0 | 6",
    ] {
        let broken = report("2019", changes);
        for cause in rules::check(&broken, RuleBook::standard()).causes {
            assert!(cause.count > 0 && cause.sets.len() == cause.count);
            for set in cause.sets {
                let mut mended = broken.clone();
                for (cell, value) in set.values().unwrap() {
                    let table = mended.tables.iter_mut().find(|reading| reading.table == cell.table()).unwrap();
                    let at = usize::from(cell.row) * cell.table().get().columns.len() + usize::from(cell.column);
                    table.cells[at].as_mut().unwrap().value = Some(value);
                }
                let still: Vec<&Relation> = rules::check(&mended, RuleBook::standard())
                    .causes
                    .iter()
                    .flat_map(|it| it.relations.clone())
                    .collect();
                let left = still.iter().filter(|relation| cause.relations.iter().any(|own| own == *relation)).count();
                assert_eq!(left, 0, "{changes}");
            }
        }
    }
}
