//! The rules over several reports, on batches written in a small notation.
//!
//! ```text
//! # 甲县/2022.txt | 甲县水利局 | 2022 | 2021      a report: file, unit, year, form (2021 unless said); `?` for not known
//! requests.granted | 1 | 0 …                      a change of it, as in `notation`
//! text 全年摆摊六回，讲解办事流程。                  a line of prose
//! prose 3..9                                      lines of prose of one's own making, by number
//! published 2024-01-20                            a date; also: signed
//! roster 甲县水利局 = 水利局 < 甲县人民政府 @ 部门     a unit of the roster: other names behind =, parent behind <, kind behind @
//! same 甲局 = 乙局                                 what a reviewer confirmed
//! ```

use std::collections::BTreeSet;
use std::path::Path;

use gouji::document::Span;
use gouji::pipeline;
use gouji::report::{DateKind, DateMention, Mappings, Quoted, Report, Roster, RosterEntry};
use gouji::rules::across::{self, BatchFinding, Extract, Options};
use gouji::rules::{self, RuleBook, Severity};
use gouji::source::{self, Limits};

use super::notation::report;

/// The reports of a batch and what they are compared with.
#[derive(Default)]
struct Batch {
    reports: Vec<(String, Report, Vec<String>)>,
    options: Options,
}

impl Batch {
    fn of(text: &str) -> Self {
        let mut batch = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("#", head) => batch.begin(head),
                ("roster", entry) => batch.list(entry),
                ("same", names) => {
                    let (a, b) = names.split_once(" = ").unwrap();
                    batch.options.identities.join(a, b);
                }
                ("apart", names) => {
                    let (a, b) = names.split_once(" = ").unwrap();
                    batch.options.identities.part(a, b);
                }
                _ => batch.change(line),
            }
        }
        batch
    }

    fn begin(&mut self, head: &str) {
        let mut parts = head.split('|').map(str::trim);
        let (name, unit, year) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let mut report = report(parts.next().unwrap_or("2021"), "");
        report.unit = (unit != "?").then(|| Quoted { text: unit.to_owned(), source: vec![Span::line(1)] });
        report.year = year.parse().ok();
        self.reports.push((name.to_owned(), report, vec!["标题".to_owned()]));
    }

    fn list(&mut self, entry: &str) {
        let (entry, kind) = entry.split_once(" @ ").map_or((entry, None), |(entry, kind)| (entry, Some(kind)));
        let (entry, parent) = entry.split_once(" < ").map_or((entry, None), |(entry, parent)| (entry, Some(parent)));
        let mut names = entry.split(" = ").map(str::to_owned);
        let roster = self.options.roster.get_or_insert_with(Roster::default);
        roster.entries.push(RosterEntry {
            name: names.next().unwrap(),
            aliases: names.collect(),
            kind: kind.map(str::to_owned),
            deadline: None,
            parent: parent.map(str::to_owned),
            line: roster.entries.len() as u32 + 2,
        });
    }

    fn change(&mut self, line: &str) {
        let (_, report, lines) = self.reports.last_mut().expect("a report begins first");
        match line.split_once(' ').unwrap_or((line, "")) {
            ("text", text) => lines.push(text.to_owned()),
            ("prose", range) => {
                let (from, to) = range.split_once("..").unwrap();
                lines.extend((from.parse().unwrap()..to.parse().unwrap()).map(prose));
            }
            (word @ ("published" | "signed"), day) => {
                let kind = if word == "signed" { DateKind::Signed } else { DateKind::Published };
                report.dates.push(DateMention { kind, date: day.parse().unwrap(), source: vec![Span::line(2)] });
            }
            ("bare", _) => {
                let known = std::mem::take(report);
                (report.unit, report.year) = (known.unit, known.year);
            }
            _ => assert!(super::notation::change(report, line).is_some(), "not understood: {line}"),
        }
    }

    fn check(&self) -> Vec<BatchFinding> {
        let extracts: Vec<Extract> = self
            .reports
            .iter()
            .map(|(name, report, lines)| Extract::of(report, &rules::check(report, RuleBook::standard()), lines, name))
            .collect();
        across::check(&extracts, &self.options, RuleBook::standard())
    }
}

/// A line of prose that no other number has: two sentences of two clauses.
fn prose(number: usize) -> String {
    let places = ["桥头", "渡口", "老街", "码头", "集市", "校门", "车站", "粮库", "水塔", "祠堂"];
    let things = ["补贴名单", "验收结论", "停水通知", "征地图纸", "招聘结果", "抽检数据", "收支明细"];
    let (place, thing) = (places[number % 10], things[number % 7]);
    format!(
        "工作人员在{place}张贴第{number}批{thing}，围观的群众问了{number}个来历。第{number}批材料由{place}值班室保管，缺的{number}页当日补齐再归卷。"
    )
}

fn spoken(text: &str) -> BTreeSet<&'static str> {
    Batch::of(text).check().iter().map(|found| found.finding.rule).collect()
}

/// A rule, a batch in which it speaks, and batches close to it in which it does not.
const CASES: &[(&str, &str, &[&str])] = &[
    (
        "years.carry_over",
        "# a | 甲局 | 2022
         requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
         # b | 甲局 | 2023
         requests.carried_over | 2 | 0 | 0 | 0 | 0 | 0 | 2",
        &[
            // equal
            "# a | 甲局 | 2022
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # b | 甲 局 | 2023
             requests.carried_over | 3 | 0 | 0 | 0 | 0 | 0 | 3",
            // a year between them
            "# a | 甲局 | 2021
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # b | 甲局 | 2023",
            // another unit
            "# a | 甲县甲局 | 2022
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # b | 乙县甲局 | 2023",
            // looks like the same unit, and nobody confirmed it
            "# a | 甲市乙区教育局 | 2022
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # b | 乙区教育局 | 2023",
            // blank, and not there
            "# a | 甲局 | 2022
             requests.carried_forward | | | | | | | 0
             # b | 甲局 | 2023
             requests.carried_over | 3 | 0 | _ | _ | 0 | 0 | 0",
            // in doubt
            "# a | 甲局 | 2022
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             doubt requests.carried_forward LostCells
             # b | 甲局 | 2023",
            // twice in one year: nobody knows which one holds
            "# x/a | 甲局 | 2022
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # x/a2 | 甲局 | 2022
             # x/b | 甲局 | 2023",
            // a unit of the same name in another county
            "# 甲县/2022/a | 城关镇 | 2022
             requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # 甲县/2023/a | 城关镇 | 2023
             requests.carried_over | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # 乙县/2022/a | 城关镇 | 2022
             # 乙县/2023/a | 城关镇 | 2023",
        ],
    ),
    (
        "years.carry_over",
        "# a | 甲市乙区教育局 | 2022
         requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
         # b | 乙区教育局 | 2023
         same 乙区教育局 = 甲市乙区教育局",
        &[],
    ),
    (
        "years.carry_over",
        "# a | 甲局 | 2020 | 2019
         requests.carried_forward | 3 | 0 | 0 | 0 | 0 | 0 | 3
         # b | 乙局 | 2021
         roster 乙局 = 甲局",
        &[],
    ),
    (
        "years.in_force",
        "# a | 甲局 | 2021
         art20_1.normative_documents | 1 | 0 | 14
         # b | 甲局 | 2022
         art20_1.normative_documents | 2 | 1 | 14",
        &[
            "# a | 甲局 | 2021
             art20_1.normative_documents | 1 | 0 | 14
             # b | 甲局 | 2022
             art20_1.normative_documents | 2 | 1 | 15",
            // counted otherwise before 2021
            "# a | 甲局 | 2020 | 2019
             art20_1.normative_documents | 1 | 1 | 14
             # b | 甲局 | 2021
             art20_1.normative_documents | 2 | 1 | 14",
            "# a | 甲局 | 2020 | 2021
             art20_1.normative_documents | 1 | 1 | 14
             # b | 甲局 | 2021
             art20_1.normative_documents | 2 | 1 | 14",
            "# a | 甲局 | 2021
             art20_1.normative_documents | 1 | 0 | /
             # b | 甲局 | 2022
             art20_1.normative_documents | 2 | 1 | 14",
        ],
    ),
    (
        "years.item_stock",
        "# a | 甲局 | 2019 | 2019
         art20_5.admin_license | 28 | 4 | 100
         # b | 甲局 | 2020 | 2019
         art20_5.admin_license | 30 | 0 | 100",
        &[
            "# a | 甲局 | 2019 | 2019
             art20_5.admin_license | 28 | -4 | 100
             # b | 甲局 | 2020 | 2019
             art20_5.admin_license | 24 | 0 | 100",
            "# a | 甲局 | 2020 | 2019
             art20_5.admin_license | 28 | 4 | 100
             # b | 甲局 | 2021
             art20_5.admin_license | 30",
        ],
    ),
    (
        "years.pending",
        "# a | 甲局 | 2022
         remedies.reconsideration | 0 | 0 | 0 | 3 | 3
         # b | 甲局 | 2023
         remedies.reconsideration | 1 | 0 | 0 | 0 | 1",
        &["# a | 甲局 | 2022
           remedies.reconsideration | 0 | 0 | 0 | 3 | 3
           # b | 甲局 | 2023
           remedies.reconsideration | 2 | 0 | 1 | 5 | 8
           remedies.suit_direct | 0 | 0 | 0 | 0 | 0"],
    ),
    (
        "years.repeated_text",
        "# a | 甲局 | 2022
         prose 1..9
         # b | 甲局 | 2023
         prose 3..11",
        &[
            // less than half
            "# a | 甲局 | 2022
             prose 1..9
             # b | 甲局 | 2023
             prose 5..14",
            // too little to say
            "# a | 甲局 | 2022
             prose 1..4
             # b | 甲局 | 2023
             prose 1..4",
            // what all reports have in common
            "# a | 甲局 | 2022
             text 本机关未收到政府信息公开申请，未发生行政复议和行政诉讼，没有收取信息处理费。根据《中华人民共和国政府信息公开条例》编制本报告，电子版可在网站下载，联系电话见网站首页。
             prose 1..5
             # b | 甲局 | 2023
             text 本机关未收到政府信息公开申请，未发生行政复议和行政诉讼，没有收取信息处理费。根据《中华人民共和国政府信息公开条例》编制本报告，电子版可在网站下载，联系电话见网站首页。
             prose 11..16",
            // two years apart
            "# a | 甲局 | 2021
             prose 1..9
             # b | 甲局 | 2023
             prose 1..9",
        ],
    ),
    (
        "years.copied",
        "# a | 甲局 | 2022
         requests.granted | 12 | 7 | 0 | 0 | 0 | 0 | 19
         requests.partial | 5 | 2 | 0 | 0 | 0 | 0 | 7
         # b | 甲局 | 2023
         requests.granted | 12 | 7 | 0 | 0 | 0 | 0 | 19
         requests.partial | 5 | 2 | 0 | 0 | 0 | 0 | 7",
        &[
            // zeros, and a few ones
            "# a | 甲局 | 2022
             # b | 甲局 | 2023",
            "# a | 甲局 | 2022
             requests.granted | 1 | 1 | 0 | 0 | 0 | 0 | 2
             # b | 甲局 | 2023
             requests.granted | 1 | 1 | 0 | 0 | 0 | 0 | 2",
            // stocks are last year's where nothing was issued
            "# a | 甲局 | 2022
             art20_1.normative_documents | 0 | 0 | 420
             # b | 甲局 | 2023
             art20_1.normative_documents | 0 | 0 | 420",
            "# a | 甲局 | 2022
             requests.granted | 12 | 7 | 0 | 0 | 0 | 0 | 19
             requests.partial | 5 | 2 | 0 | 0 | 0 | 0 | 7
             # b | 甲局 | 2023
             requests.granted | 12 | 7 | 0 | 0 | 0 | 0 | 19
             requests.partial | 5 | 1 | 0 | 0 | 0 | 0 | 6",
        ],
    ),
    (
        "years.left_in",
        "# a | 甲局 | 2022
         requests.granted.natural_person = 37
         # b | 甲局 | 2023
         requests.new_received | 41 | 0 | 0 | 0 | 0 | 0 | 41
         requests.granted | 37 | 0 | 0 | 0 | 0 | 0 | 41
         requests.total_processed | 41 | 0 | 0 | 0 | 0 | 0 | 41",
        &[
            // another number than last year's
            "# a | 甲局 | 2022
             requests.granted.natural_person = 36
             # b | 甲局 | 2023
             requests.new_received | 41 | 0 | 0 | 0 | 0 | 0 | 41
             requests.granted | 37 | 0 | 0 | 0 | 0 | 0 | 41
             requests.total_processed | 41 | 0 | 0 | 0 | 0 | 0 | 41",
            // last year's, but nothing is broken
            "# a | 甲局 | 2022
             requests.granted.natural_person = 41
             # b | 甲局 | 2023
             requests.new_received | 41 | 0 | 0 | 0 | 0 | 0 | 41
             requests.granted | 41 | 0 | 0 | 0 | 0 | 0 | 41
             requests.total_processed | 41 | 0 | 0 | 0 | 0 | 0 | 41",
            // a small number is soon last year's
            "# a | 甲局 | 2022
             requests.granted.natural_person = 3
             # b | 甲局 | 2023
             requests.new_received | 4 | 0 | 0 | 0 | 0 | 0 | 4
             requests.granted | 3 | 0 | 0 | 0 | 0 | 0 | 4
             requests.total_processed | 4 | 0 | 0 | 0 | 0 | 0 | 4",
        ],
    ),
    (
        "years.jump",
        "# a | 甲局 | 2022
         art20_5.admin_license.decisions = 352
         # b | 甲局 | 2023
         art20_5.admin_license.decisions = 3520",
        &[
            // small numbers jump
            "# a | 甲局 | 2022
             art20_5.admin_license.decisions = 3
             # b | 甲局 | 2023
             art20_5.admin_license.decisions = 60",
            "# a | 甲局 | 2022
             art20_5.admin_license.decisions = 0
             # b | 甲局 | 2023
             art20_5.admin_license.decisions = 900",
            "# a | 甲局 | 2022
             art20_5.admin_license.decisions = 352
             # b | 甲局 | 2023
             art20_5.admin_license.decisions = 3519",
        ],
    ),
    (
        "units.alike",
        "# a | 甲镇 | 2023
         prose 1..12
         text 甲镇的窗口设在大厅东侧，本镇干部轮流值守到天黑。
         # b | 乙镇 | 2023
         prose 2..12
         text 乙镇的窗口设在大厅东侧，我镇干部轮流值守到天黑。",
        &[
            "# a | 甲镇 | 2023
             prose 1..12
             # b | 乙镇 | 2023
             prose 8..20",
            // one unit
            "# a | 甲镇 | 2022
             prose 1..12
             # b | 甲镇人民政府 | 2023
             prose 1..12",
            // perhaps one unit
            "# a | 甲县甲镇 | 2022
             prose 1..12
             # b | 甲镇人民政府 | 2023
             prose 1..12",
            // a government and its office
            "# a | 甲县人民政府 | 2023
             prose 1..12
             # b | 甲县人民政府办公室 | 2023
             prose 1..12",
            // too little to say
            "# a | 甲镇 | 2023
             prose 1..3
             # b | 乙镇 | 2023
             prose 1..3",
            // nobody knows whose it is
            "# a | 甲镇 | 2023
             prose 1..12
             # b | ? | 2023
             prose 1..12",
        ],
    ),
    (
        "units.same_numbers",
        "# a | 甲镇 | 2023
         requests.granted | 23 | 7 | 0 | 0 | 0 | 0 | 30
         requests.partial | 5 | 12 | 0 | 0 | 0 | 0 | 17
         # b | 乙镇 | 2023
         requests.granted | 23 | 7 | 0 | 0 | 0 | 0 | 30
         requests.partial | 5 | 12 | 0 | 0 | 0 | 0 | 17",
        &[
            "# a | 甲镇 | 2023
             # b | 乙镇 | 2023",
            "# a | 甲镇 | 2023
             requests.granted | 3 | 0 | 0 | 0 | 0 | 0 | 3
             # b | 乙镇 | 2023
             requests.granted | 3 | 0 | 0 | 0 | 0 | 0 | 3",
            // nobody else in the county had any requests
            "# a | 甲县人民政府 | 2023
             requests.granted | 23 | 7 | 0 | 0 | 0 | 0 | 30
             requests.partial | 5 | 12 | 0 | 0 | 0 | 0 | 17
             # b | 甲县自然资源局 | 2023
             requests.granted | 23 | 7 | 0 | 0 | 0 | 0 | 30
             requests.partial | 5 | 12 | 0 | 0 | 0 | 0 | 17",
            "# a | 甲镇 | 2023
             requests.granted | 23 | 7 | 0 | 0 | 0 | 0 | 30
             requests.partial | 5 | 12 | 0 | 0 | 0 | 0 | 17
             # b | 乙镇 | 2023
             requests.granted | 23 | 7 | 0 | 0 | 0 | 0 | 30
             requests.partial | 5 | 13 | 0 | 0 | 0 | 0 | 18",
        ],
    ),
    (
        "units.foreign_name",
        "# a | 甲街道办事处 | 2023
         text 我镇在集市设立公开栏六处，由各村派人看护，破损的当月修好。",
        &["# a | 甲街道办事处 | 2023
           text 我街道在集市设立公开栏六处，由各村派人看护，破损的当月修好。"],
    ),
    (
        "aggregate.sum",
        "roster 甲县人民政府
         roster 甲县水利局 < 甲县人民政府
         roster 乙镇 < 甲县人民政府
         # a | 甲县人民政府 | 2023
         art20_6.admin_penalty.decisions = 20
         requests.granted | 2 | 0 | 0 | 0 | 0 | 0 | 2
         requests.new_received | 2 | 0 | 0 | 0 | 0 | 0 | 2
         requests.total_processed | 2 | 0 | 0 | 0 | 0 | 0 | 2
         # b | 甲县水利局 | 2023
         art20_6.admin_penalty.decisions = 12
         # c | 乙镇 | 2023
         art20_6.admin_penalty.decisions = 6",
        &[
            // adds up
            "roster 甲县水利局 < 甲县
             roster 乙镇 < 甲县
             # a | 甲县人民政府 | 2023
             art20_6.admin_penalty.decisions = 18
             requests.granted | 2 | 0 | 0 | 0 | 0 | 0 | 2
             requests.new_received | 2 | 0 | 0 | 0 | 0 | 0 | 2
             requests.total_processed | 2 | 0 | 0 | 0 | 0 | 0 | 2
             # b | 甲县水利局 | 2023
             art20_6.admin_penalty.decisions = 12
             # c | 乙镇 | 2023
             art20_6.admin_penalty.decisions = 6",
            // nothing says what is summed up
            "# a | 甲县人民政府 | 2023
             art20_6.admin_penalty.decisions = 20
             # b | 甲县水利局 | 2023
             art20_6.admin_penalty.decisions = 12",
            // one is missing, and the others are less
            "roster 甲县水利局 < 甲县
             roster 乙镇 < 甲县
             roster 丙镇 < 甲县
             # a | 甲县人民政府 | 2023
             art20_6.admin_penalty.decisions = 20
             requests.granted | 2 | 0 | 0 | 0 | 0 | 0 | 2
             requests.new_received | 2 | 0 | 0 | 0 | 0 | 0 | 2
             requests.total_processed | 2 | 0 | 0 | 0 | 0 | 0 | 2
             # b | 甲县水利局 | 2023
             art20_6.admin_penalty.decisions = 12
             # c | 乙镇 | 2023
             art20_6.admin_penalty.decisions = 6",
            // a part left the cell blank
            "roster 甲县水利局 < 甲县
             roster 乙镇 < 甲县
             # a | 甲县人民政府 | 2023
             art20_6.admin_penalty.decisions = 20
             requests.granted | 2 | 0 | 0 | 0 | 0 | 0 | 2
             requests.new_received | 2 | 0 | 0 | 0 | 0 | 0 | 2
             requests.total_processed | 2 | 0 | 0 | 0 | 0 | 0 | 2
             # b | 甲县水利局 | 2023
             art20_6.admin_penalty.decisions = 12
             # c | 乙镇 | 2023
             art20_6.admin_penalty.decisions =",
        ],
    ),
    (
        "aggregate.sum",
        "# a | 甲县人民政府 | 2023
         text 县政务公开办公室已汇总2个单位的年度报告，并逐一核对。
         art20_6.admin_penalty.decisions = 20
         # b | 甲县水利局 | 2023
         art20_6.admin_penalty.decisions = 12
         # c | 甲县乙镇 | 2023
         art20_6.admin_penalty.decisions = 6",
        &[
            // the batch does not have as many as the text says
            "# a | 甲县人民政府 | 2023
             text 县政务公开办公室已汇总3个单位的年度报告，并逐一核对。
             art20_6.admin_penalty.decisions = 20
             # b | 甲县水利局 | 2023
             art20_6.admin_penalty.decisions = 12
             # c | 甲县乙镇 | 2023
             art20_6.admin_penalty.decisions = 6",
        ],
    ),
    (
        "roster.missing",
        "roster 甲局
         roster 乙局
         # a | 甲局 | 2023",
        &[
            "roster 甲局
             roster 乙县水利局 = 乙局
             # a | 甲局 | 2023
             # b | 乙 局 | 2023",
            // reports of the year before, handed in for comparison
            "roster 甲局
             roster 乙局
             roster 丙局
             # a | 甲局 | 2023
             # b | 乙局 | 2023
             # c | 丙局 | 2023
             # d | 甲局 | 2022
             requests.carried_forward | 0 | 0 | 0 | 0 | 0 | 0 | 0",
            "# a | 甲局 | 2023",
        ],
    ),
    (
        "roster.unlisted",
        "roster 甲局
         # a | 甲局 | 2023
         # b | 乙局 | 2023",
        &["roster 甲局 = 乙局
           # b | 乙局 | 2023"],
    ),
    (
        "roster.late",
        "# a | 甲县水利局 | 2023
         published 2024-03-26",
        &[
            "# a | 甲县水利局 | 2023
             published 2024-01-31",
            // a government has until the end of March
            "# a | 甲县人民政府 | 2023
             published 2024-03-26",
            // the signature does not count where the page says when it was published
            "# a | 甲县水利局 | 2023
             published 2024-01-20
             signed 2024-02-26",
            "# a | 甲县水利局 | ?
             published 2024-03-26",
        ],
    ),
    (
        "roster.late",
        "# a | 甲县人民政府 | 2023
         published 2024-04-01",
        &["# a | 甲县水利局 | 2018 | 2019
           signed 2019-03-26","# a | 甲县水利局 | 2023
           signed 2024-01-26"],
    ),
    (
        "roster.premature",
        "# a | 甲县水利局 | 2024
         published 2024-12-25",
        &[
            "# a | 甲县水利局 | 2024
             published 2024-12-31",
            "# a | 甲县水利局 | 2024
             published 2025-01-02",
        ],
    ),
    (
        "roster.double",
        "# x/a | 甲局 | 2023
         # x/b | 甲局 | 2023
         requests.carried_over | 1 | 0 | 0 | 0 | 0 | 0 | 1",
        &[
            "# a | 甲局 | 2022
             # b | 甲局 | 2023",
            "# a | 甲县人民政府 | 2023
             # b | 甲县人民政府办公室 | 2023",
            "# a | ? | 2023
             # b | ? | 2023",
        ],
    ),
];

#[test]
fn every_rule_speaks_where_it_must_and_nowhere_else() {
    for (rule, fires, silent) in CASES {
        assert!(spoken(fires).contains(rule), "{rule} is silent on: {fires}");
        for text in *silent {
            assert!(!spoken(text).contains(rule), "{rule} speaks on: {text}");
        }
    }
    let tested: BTreeSet<&str> = CASES.iter().map(|case| case.0).collect();
    let families = ["years.", "units.", "aggregate.", "roster."];
    let listed = gouji::rules::registry().iter().map(|rule| rule.id.as_str());
    // Whether two names are of one unit has cases of its own.
    let listed: BTreeSet<&str> =
        listed.filter(|id| families.iter().any(|family| id.starts_with(family)) && *id != across::SAME_UNIT).collect();
    assert_eq!(tested, listed);
}

#[test]
fn no_finding_is_an_error_or_graver_than_its_rule() {
    for (_, fires, _) in CASES {
        for BatchFinding { finding, subject, reports } in Batch::of(fires).check() {
            let rule = gouji::rules::rule(finding.rule).unwrap();
            assert!(finding.severity <= rule.severity && finding.severity < Severity::Error, "{}", finding.rule);
            assert!(subject.is_none() || reports.first() == subject.as_ref(), "{}", finding.rule);
            assert!(
                !finding.zh.contains("  ") && finding.zh.ends_with('。') && finding.en.ends_with('.'),
                "{finding:?}"
            );
        }
    }
}

#[test]
fn sentences_name_both_sides_and_the_difference() {
    for (text, words) in [
        ("roster 甲局\n# b | 乙局 | 2023", "名单第 2 行“甲局”没有 2023 年度报告。"),
        (
            "roster 甲局\n# b | ? | -",
            "名单第 2 行“甲局”没有年度报告；批次中另有 1 份报告认不出单位或年度，可能在其中。",
        ),
        (
            CASES[0].1,
            "表三与 2022 年度报告不衔接：“自然人”列上年结转 2，2022 年度报告结转下年 3，相差 1；“总计”列上年结转 2，2022 年度报告结转下年 3，相差 1。",
        ),
        (
            "roster 甲县水利局 < 甲县人民政府
             roster 乙镇 < 甲县人民政府
             roster 丙镇 < 甲县人民政府
             # a | 甲县人民政府 | 2023
             art20_6.admin_penalty.decisions = 17
             # b | 甲县水利局 | 2023
             art20_6.admin_penalty.decisions = 12
             requests.granted | 0 | 0 | 0 | 0 | 0 | 0 | 0
             requests.new_received | 0 | 0 | 0 | 0 | 0 | 0 | 0
             requests.total_processed | 0 | 0 | 0 | 0 | 0 | 0 | 0
             # c | 乙镇 | 2023
             art20_6.admin_penalty.decisions = 6",
            "汇总数与各单位之和不符。名单所列下级单位 2 个（甲县水利局、乙镇），另缺 1 个（丙镇）：表二第（六）项“行政处罚”行“本年处理决定数量”列汇总 17，尚有 1 个单位缺数，其余之和已达 18，多出 1。",
        ),
        (
            "roster 甲局
             roster 乙局
             # a | 甲局 | 2023
             # b | ? | 2023",
            "名单第 3 行“乙局”没有 2023 年度报告；批次中另有 1 份报告认不出单位或年度，可能在其中。",
        ),
        (
            "# a | 甲县人民政府办公室 | 2023
             published 2024-02-10",
            "发布日期 2024-02-10：如为本单位的年度报告，应于 2024-01-31 前公布，晚 10 天；如为本级政府汇总的年度报告，期限为 2024-03-31。",
        ),
    ] {
        let found = Batch::of(text).check();
        assert!(found.iter().any(|found| found.finding.zh == words), "{found:#?}");
    }
}

#[test]
fn a_notice_where_two_readings_are_open() {
    for (text, rule) in [
        ("# a | 甲县人民政府办公室 | 2023\npublished 2024-02-10", "roster.late"),
        ("# x/a | 甲局 | 2023\n# x/b | 甲局 | 2023", "roster.double"),
        (
            "# 甲县/a | 城关镇 | 2023\n# 乙县/b | 城关镇 | 2023\nrequests.carried_over | 1 | 0 | 0 | 0 | 0 | 0 | 1",
            "roster.double",
        ),
    ] {
        let found = Batch::of(text).check();
        let one = found.iter().find(|found| found.finding.rule == rule).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(one.finding.severity, Severity::Info, "{text}");
    }
}

#[test]
fn deadlines_follow_roster_and_settings() {
    let late = |batch: &Batch| batch.check().iter().any(|found| found.finding.rule == "roster.late");
    let mut batch = Batch::of("roster 甲县水利局 @ 部门\n# a | 甲县水利局 | 2023\npublished 2024-01-26");
    assert!(!late(&batch));
    batch.options.deadlines.kinds.insert("部门".to_owned(), (1, 20));
    assert!(late(&batch));
    batch.options.roster.as_mut().unwrap().entries[0].deadline = Some(jiff::civil::date(2024, 2, 5));
    assert!(!late(&batch));
    // The list was made for another year.
    batch.options.roster.as_mut().unwrap().entries[0].deadline = Some(jiff::civil::date(2023, 2, 5));
    assert!(late(&batch));
}

#[test]
fn names_that_may_be_of_one_unit_wait_for_a_reviewer() {
    let asked = |text: &str| spoken(text).iter().filter(|rule| **rule == across::SAME_UNIT).count();
    let text = "# a | 甲县发改委 | 2022\n# b | 甲县发展和改革委员会 | 2023";
    assert_eq!(asked(text), 1);
    for settled in ["same 甲县发改委 = 甲县发展和改革委员会", "apart 甲县发改委 = 甲县发展和改革委员会"]
    {
        assert_eq!(asked(&format!("{text}\n{settled}")), 0, "{settled}");
    }
    assert_eq!(asked("roster 甲县发展和改革委员会\n# a | 甲县发改委 | 2022"), 1);
}

/// The same whatever the order of the files, but for the order of what is told.
#[test]
fn the_order_of_reports_does_not_matter() {
    for (_, text, _) in CASES {
        let mut batch = Batch::of(text);
        let told = |batch: &Batch| {
            let name = |index: &usize| batch.reports[*index].0.clone();
            let found = batch.check().into_iter().map(|found| {
                let reports: BTreeSet<String> = found.reports.iter().map(name).collect();
                (found.finding.rule, found.subject.as_ref().map(name), reports, found.finding.cells)
            });
            found.collect::<BTreeSet<_>>()
        };
        let forward = told(&batch);
        batch.reports.reverse();
        assert_eq!(forward, told(&batch), "{text}");
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    finding: Vec<ExpectedFinding>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    subject: String,
    reports: Vec<String>,
    rule: String,
    words: Vec<String>,
}

/// `fixtures/years` as files: everything that `fixtures/years.toml` says is told, and nothing else.
#[test]
fn the_fixtures_over_years_are_told_as_expected() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let expected: Expected = toml::from_str(&std::fs::read_to_string(fixtures.join("years.toml")).unwrap()).unwrap();
    let files = source::find(&[fixtures.join("years")], &Limits::default()).unwrap().files;
    let extract = |file: &source::SourceFile| {
        let opened = pipeline::open(file, &Mappings::default(), RuleBook::standard());
        assert!(
            opened.analysis.verdict.findings.iter().all(|finding| finding.severity == Severity::Info),
            "{}",
            file.name
        );
        Extract::of(&opened.analysis.report, &opened.analysis.verdict, &opened.analysis.lines, &file.name)
    };
    let extracts: Vec<Extract> = files.iter().map(extract).collect();
    let found = across::check(&extracts, &Options::default(), RuleBook::standard());
    assert_eq!(found.len(), expected.finding.len(), "{found:#?}");
    for ExpectedFinding { subject, reports, rule, words } in &expected.finding {
        let is_it = |found: &&BatchFinding| {
            let name = |index: usize| &*extracts[index].name;
            found.finding.rule == rule
                && found.subject.map(name) == Some(subject)
                && found.reports[1..].iter().map(|&index| name(index)).eq(reports.iter().map(String::as_str))
                && words.iter().all(|word| found.finding.zh.contains(word))
        };
        let one = found.iter().find(is_it).unwrap_or_else(|| panic!("{rule} on {subject} is not told"));
        assert!(!one.finding.source.is_empty(), "{rule} on {subject} names no place");
    }
}
