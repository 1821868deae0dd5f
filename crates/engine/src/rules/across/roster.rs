//! The roster and the calendar (H2): who is missing, late, premature, there twice, or not on the list.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::{Batch, BatchFinding};
use crate::report::{Body, DateKind, Level, Roster, RosterEntry, UnitKind};
use crate::rules::registry::finding;
use crate::rules::{Evidence, Finding, Severity};

/// The first report year under the regulations of 2019; those of 2008 had one day for all (第三十一条).
const FIRST_YEAR: i32 = 2019;

/// When reports are due, as month and day of the year after the report year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// A unit's own report for 2019 and later (条例 第四十九条). Before, every report was due with those of governments.
    pub own: (i8, i8),
    /// The report of a government at county level and above, which sums up those of its units (条例 第四十九条).
    pub aggregate: (i8, i8),
    /// For kinds of units as the roster words them; before the other two.
    pub kinds: BTreeMap<String, (i8, i8)>,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { own: (1, 31), aggregate: (3, 31), kinds: BTreeMap::new() }
    }
}

/// When a report is due, and whether its unit's name leaves that open.
struct Due {
    by: Date,
    /// The other day that may hold.
    or: Option<Date>,
}

impl Deadlines {
    fn of(&self, year: i32, kind: Option<UnitKind>, entry: Option<&RosterEntry>) -> Option<Due> {
        let year = i16::try_from(year + 1).ok()?;
        let on = |(month, day): (i8, i8)| Date::new(year, month, day).ok();
        // The list may say a day of another year: it was made for one year and is used for several.
        let own = entry.and_then(|entry| entry.deadline).filter(|day| day.year() == year);
        let of_kind = entry.and_then(|entry| self.kinds.get(entry.kind.as_ref()?)).and_then(|&day| on(day));
        if let Some(by) = own.or(of_kind) {
            return Some(Due { by, or: None });
        }
        let aggregate = on(self.aggregate)?;
        let own = if i32::from(year) > FIRST_YEAR { on(self.own)? } else { aggregate };
        Some(match kind {
            Some(UnitKind { body: Body::Government, level }) if level != Some(Level::Township) => {
                Due { by: aggregate, or: None }
            }
            Some(UnitKind { body: Body::Department | Body::Street, .. } | UnitKind { body: Body::Government, .. }) => {
                Due { by: own, or: None }
            }
            // An office may have signed its government's report, a zone may report for its units, a name may tell nothing.
            _ => Due { by: own, or: Some(aggregate).filter(|or| *or != own) },
        })
    }
}

/// Holds the batch against roster and calendar.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    doubles(batch, findings);
    let entries = batch.options.roster.as_ref().map(|roster| by_key(batch, roster)).unwrap_or_default();
    for index in 0..batch.extracts.len() {
        let entry = batch.units.keys[index].as_ref().and_then(|key| entries.get(key)).copied();
        findings.extend(timing(batch, index, entry));
        if batch.options.roster.is_some() && entry.is_none() {
            findings.extend(unlisted(batch, index));
        }
    }
    if let Some(roster) = &batch.options.roster {
        missing(batch, roster, findings);
    }
}

fn by_key<'a>(batch: &Batch, roster: &'a Roster) -> BTreeMap<String, &'a RosterEntry> {
    roster.entries.iter().map(|entry| (batch.units.root(&entry.name), entry)).collect()
}

/// Late and premature reports, by the day that the report itself names.
fn timing(batch: &Batch, index: usize, entry: Option<&RosterEntry>) -> Option<BatchFinding> {
    let extract = &batch.extracts[index];
    let (year, day) = (extract.year?, extract.date?);
    let due = batch.options.deadlines.of(year, extract.kind, entry)?;
    let (zh, en) = match day.kind {
        DateKind::Published => ("发布日期", "publication"),
        DateKind::Signed => ("落款日期", "signature"),
    };
    let (on, by) = (day.date, due.by);
    let mut finding = if on <= date(i16::try_from(year).ok()?, 12, 30) {
        finding(
            "roster.premature",
            format!("{zh} {on} 早于统计期限的截止日 {year}-12-31：年度尚未结束，或日期的年份有误。"),
            format!(
                "The date of {en} is {on}, before the end of the reporting period on {year}-12-31: the year was not over, or the date has a wrong year."
            ),
        )
    } else if on > by {
        let days = by.until(on).map_or(0, |span| span.get_days());
        match due.or {
            None => finding(
                "roster.late",
                format!("{zh} {on}，应于 {by} 前公布，晚 {days} 天。"),
                format!("The date of {en} is {on}; the report was due on {by}: {days} days late."),
            ),
            Some(or) => Finding {
                severity: if on > or { Severity::Warning } else { Severity::Info },
                ..finding(
                    "roster.late",
                    format!(
                        "{zh} {on}：如为本单位的年度报告，应于 {by} 前公布，晚 {days} 天；如为本级政府汇总的年度报告，期限为 {or}。"
                    ),
                    format!(
                        "The date of {en} is {on}: due on {by} if this is the unit's own report ({days} days late), on {or} if it is its government's."
                    ),
                )
            },
        }
    } else {
        return None;
    };
    finding.source.extend(day.source);
    let finding = finding.about([Evidence::Year(year), Evidence::Day(on), Evidence::Day(by)]);
    Some(BatchFinding { finding, subject: Some(index), reports: vec![index] })
}

/// Reports that share unit and year.
fn doubles(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    for (reports, in_one_folder) in &batch.units.doubles {
        let first = &batch.extracts[reports[0]];
        let is_equal = |&index: &usize| {
            let other = &batch.extracts[index];
            other.numbers.figures() == first.numbers.figures() && other.passages.is_equal(&first.passages)
        };
        let equal = reports.iter().all(is_equal);
        let unit = first.unit.as_deref().unwrap_or_default();
        let (year, count) = (first.year.unwrap_or_default(), reports.len());
        let files: Vec<String> = reports.iter().map(|&index| format!("“{}”", batch.extracts[index].name)).collect();
        let (zh, en) = match (in_one_folder, equal) {
            (_, true) => ("内容相同", "their contents are equal"),
            (true, false) => ("内容不同", "their contents differ"),
            (false, false) => (
                "内容不同，也可能是不同地方的同名单位",
                "their contents differ; they may be units of one name in different places",
            ),
        };
        let mut finding = finding(
            "roster.double",
            format!("“{unit}”{year} 年度报告有 {count} 份（{}），{zh}。", files.join("、")),
            format!("There are {count} reports of {unit} for {year} ({}); {en}.", files.join(", ")),
        );
        if equal || !in_one_folder {
            finding.severity = Severity::Info;
        }
        let names = reports.iter().map(|&index| Evidence::Name(batch.extracts[index].name.to_string()));
        let finding = finding.about(names.chain([Evidence::Unit(unit.to_owned()), Evidence::Year(year)]));
        findings.push(BatchFinding { finding, subject: None, reports: reports.clone() });
    }
}

/// A report whose unit is not on the list.
fn unlisted(batch: &Batch, index: usize) -> Option<BatchFinding> {
    let extract = &batch.extracts[index];
    let unit = extract.unit.as_deref()?;
    let mut finding = finding(
        "roster.unlisted",
        format!("应报单位名单上没有“{unit}”。"),
        format!("{unit} is not on the roster of units."),
    );
    finding.source.extend(extract.unit_source);
    let finding = finding.about([Evidence::Unit(unit.to_owned())]);
    Some(BatchFinding { finding, subject: Some(index), reports: vec![index] })
}

/// Units on the list without a report, for every year that the batch is about.
fn missing(batch: &Batch, roster: &Roster, findings: &mut Vec<BatchFinding>) {
    let mut there: BTreeMap<i32, BTreeSet<&str>> = BTreeMap::new();
    for (extract, key) in batch.extracts.iter().zip(&batch.units.keys) {
        if let (Some(year), Some(key)) = (extract.year, key) {
            there.entry(year).or_default().insert(key);
        }
    }
    let keys: Vec<String> = roster.entries.iter().map(|entry| batch.units.root(&entry.name)).collect();
    let listed = |there: &BTreeSet<&str>| keys.iter().filter(|key| there.contains(key.as_str())).count();
    let most = there.values().map(listed).max().unwrap_or(0);
    // A few reports of other years, handed in for comparison, do not make the batch one about those years. Where no unit of
    // the list reports at all, the batch is about the year of most of its reports.
    let about: Vec<(Option<i32>, BTreeSet<&str>)> = if most > 0 {
        let years = there.into_iter().filter(|(_, present)| 2 * listed(present) >= most);
        years.map(|(year, present)| (Some(year), present)).collect()
    } else {
        vec![(commonest_year(batch), BTreeSet::new())]
    };
    let unnamed = batch.extracts.iter().filter(|extract| extract.unit.is_none() || extract.year.is_none()).count();
    for (year, present) in about {
        for (entry, _) in roster.entries.iter().zip(&keys).filter(|(_, key)| !present.contains(key.as_str())) {
            let (of, for_it) = year.map_or_else(Default::default, |year| (format!(" {year} "), format!(" for {year}")));
            let (mut zh, mut en) = (
                format!("名单第 {} 行“{}”没有{of}年度报告", entry.line, entry.name),
                format!("{} (line {} of the roster) has no report{for_it}", entry.name, entry.line),
            );
            if unnamed > 0 {
                zh.push_str(&format!("；批次中另有 {unnamed} 份报告认不出单位或年度，可能在其中"));
                en.push_str(&format!(
                    "; the batch has {unnamed} reports of an unknown unit or year, one of which may be it"
                ));
            }
            let about = year.map(Evidence::Year).into_iter().chain([Evidence::Unit(entry.name.clone())]);
            let finding = finding("roster.missing", zh + "。", en + ".").about(about);
            findings.push(BatchFinding { finding, subject: None, reports: Vec::new() });
        }
    }
}

/// The year of most reports, the later one of equals.
fn commonest_year(batch: &Batch) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    batch.extracts.iter().filter_map(|extract| extract.year).for_each(|year| *counts.entry(year).or_default() += 1);
    counts.into_iter().max_by_key(|&(year, count)| (count, year)).map(|(year, _)| year)
}
