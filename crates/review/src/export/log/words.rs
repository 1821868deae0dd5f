//! How the parts of a log are said to people, in every format alike.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::report::{LabelKey, Mapping, Taught};
use crate::review::{Decision, FindingKey, NoteOn, Said};
use crate::rules::{self, Evidence};
use crate::schema::{CellId, Schema, Target};
use crate::text::lang::Lang;

use super::model::{DecisionLog, FileLog, FindingLog, Lines, MappingLog};
use super::{Style, then_now};

/// How many cells or pieces of evidence are written out before the rest is counted.
const SHOWN: usize = 6;

/// A time as people write it, to the minute, in the style's zone.
pub fn time(at: Timestamp, style: &Style) -> String {
    at.to_zoned(style.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The name of the style's zone, or its offset where it has no name.
pub fn zone(style: &Style) -> String {
    let fixed = || style.zone.to_fixed_offset().ok().map(|offset| format!("UTC{offset}"));
    let name = style.zone.iana_name().map(str::to_owned).or_else(fixed);
    name.unwrap_or_else(|| style.lang.pick("本机时区", "this machine's zone").to_owned())
}

/// Who and when: `王晓，2024-03-01 10:00`.
pub fn by(who: &str, at: Timestamp, style: &Style) -> String {
    format!("{who}{}{}", style.lang.pick("，", ", "), time(at, style))
}

/// Text with its reason in brackets, where there is one.
pub fn with_reason(text: &str, reason: &str, lang: Lang) -> String {
    match (reason.is_empty(), lang) {
        (true, _) => text.to_owned(),
        (false, Lang::Zh) => format!("{text}（{reason}）"),
        (false, Lang::En) => format!("{text} ({reason})"),
    }
}

/// The machine's status of a file.
pub fn status(file: &FileLog, lang: Lang) -> &'static str {
    if file.is_present { file.status.words(lang) } else { lang.pick("不在批次中", "not in the batch") }
}

/// Numbers of lines, `3、5、7`, or the place in the original where the file has pages, sheets or tables.
pub fn lines(lines: &Lines, lang: Lang) -> String {
    match &lines.original {
        Some((zh, en)) => lang.pick(zh, en).clone(),
        None => joined(lines.numbers.iter().map(ToString::to_string), lang.pick("、", ", "), lang),
    }
}

/// Where a finding is, by the labels of the form. A table that all its cells share is named once.
pub fn place(finding: &FindingLog, lang: Lang) -> String {
    let between = lang.pick("；", "; ");
    let finding = &finding.finding;
    let Some(first) = finding.cells.first().map(|cell| cell.table()) else {
        return joined(finding.tables.iter().map(|table| table.get().label.to_owned()), between, lang);
    };
    let in_table = |id: &CellId| format!("{}·{}", id.row_field().label, id.column_field().label);
    if finding.cells.iter().all(|cell| cell.table() == first) {
        let cells = joined(finding.cells.iter().map(in_table), between, lang);
        return format!("{}{}{cells}", first.get().label, lang.pick("：", ": "));
    }
    joined(finding.cells.iter().map(|id| format!("{}·{}", id.table().get().label, in_table(id))), between, lang)
}

/// The evidence of a finding: its cells by their labels, each with its text, and what else it rests on.
pub fn evidence(key: &FindingKey, lang: Lang) -> String {
    let said = |evidence: &Evidence| match evidence {
        Evidence::Cell { cell: id, raw: Some(raw) } => format!("{} = {}", cell(id), raw_text(Some(raw), lang)),
        Evidence::Cell { cell: id, raw: None } => format!("{} {}", cell(id), raw_text(None, lang)),
        Evidence::Quote(words) => format!("“{words}”"),
        Evidence::Table { form, table } => format!("{} {form}", self::table(table)),
        Evidence::Section(id) => section(id).to_owned(),
        Evidence::Label(key) => observed(key, lang).to_owned(),
        Evidence::Page(page) => lang.pick(format!("第 {page} 页"), format!("page {page}")),
        Evidence::Wording(text) | Evidence::Form(text) | Evidence::Unit(text) | Evidence::Name(text) => text.clone(),
        Evidence::Year(year) => year.to_string(),
        Evidence::Day(day) => day.to_string(),
        Evidence::Number(number) => number.to_string(),
    };
    if key.evidence.is_empty() {
        return lang.pick("整份报告", "the report as a whole").to_owned();
    }
    joined(key.evidence.iter().map(said), lang.pick("；", "; "), lang)
}

/// The raw texts of a finding's cells, in the order of its places.
pub fn raw(finding: &FindingLog, lang: Lang) -> String {
    if !finding.raw.is_empty() && finding.raw.iter().all(Option::is_none) {
        return raw_text(None, lang).to_owned();
    }
    let said = |raw: &Option<String>| raw_text(raw.as_deref(), lang).to_owned();
    joined(finding.raw.iter().map(said), lang.pick("；", "; "), lang)
}

/// The text of a cell, where there is any.
pub fn raw_text(raw: Option<&str>, lang: Lang) -> &str {
    match raw {
        None => lang.pick("（无此格）", "(no such cell)"),
        Some(text) if text.trim().is_empty() => lang.pick("（空白）", "(blank)"),
        Some(text) => text,
    }
}

/// A cell by the labels of the form that print its table, row and column; by its id where no form has it.
pub fn cell(id: &str) -> String {
    let schema = Schema::get();
    let cell = schema.tables().find_map(|table| CellId::parse(table.form, id));
    cell.map_or_else(
        || id.to_owned(),
        |cell| {
            let (row, column) = (cell.row_field().label, cell.column_field().label);
            format!("{}·{row}·{column}", cell.table().get().label)
        },
    )
}

/// A finding by its rule and its place.
pub fn finding(key: &FindingKey, lang: Lang) -> String {
    let title = rules::rule(&key.rule).map_or("", |rule| rule.title.get(lang));
    let place = cells(key, lang);
    let place = if place.is_empty() { place } else { format!("{}{place}", lang.pick("，", ", ")) };
    format!("{}{} {title}{place}", lang.pick("问题 ", "finding "), key.rule)
}

/// The cells that a finding's evidence speaks of.
pub fn cells(key: &FindingKey, lang: Lang) -> String {
    let cells: Vec<String> = key.cells().into_iter().map(cell).collect();
    joined(cells.into_iter(), lang.pick("；", "; "), lang)
}

/// A field of a table by its printed label; by its id where no form has it.
pub fn field(key: &LabelKey, id: &str) -> String {
    let tables = Schema::get().tables().filter(|table| table.get().id == key.table);
    let label = tables.filter_map(|table| Target::find(table, key.axis, id)).map(Target::label).next();
    label.unwrap_or(id).to_owned()
}

/// A table by its printed label; by its id where no form has it.
pub fn table(id: &str) -> &str {
    Schema::get().tables().find(|table| table.get().id == id).map_or(id, |table| table.get().label)
}

/// A section by the heading that the form prescribes; by its id where no form has it.
fn section(id: &str) -> &str {
    Schema::get().sections.iter().find(|section| section.id == id).map_or(id, |section| section.label)
}

/// The table and groups around a label.
pub fn around(key: &LabelKey) -> String {
    let around: Vec<&str> = std::iter::once(table(&key.table)).chain(key.group.iter().map(String::as_str)).collect();
    around.join("·")
}

/// A label's text, or that it has none: a row may have values and no label.
pub fn observed(key: &LabelKey, lang: Lang) -> &str {
    if key.observed.is_empty() { lang.pick("（无名称）", "(no label)") } else { &key.observed }
}

/// A label with the table and groups around it.
pub fn label(key: &LabelKey, lang: Lang) -> String {
    let around = around(key);
    match lang {
        _ if key.observed.is_empty() => with_reason(observed(key, lang), &around, lang),
        Lang::Zh => format!("“{}”（{around}）", key.observed),
        Lang::En => format!("“{}” ({around})", key.observed),
    }
}

/// What a label stands for in the report as it is in force.
pub fn mapped(mapping: &MappingLog, lang: Lang) -> String {
    match (&mapping.standing, &mapping.canonical) {
        (Some(standing), _) if standing.mapping != Mapping::Unsure => {
            said_of_label(&standing.mapping, &mapping.key, lang)
        }
        (_, Some(id)) => field(&mapping.key, id),
        (_, None) => lang.pick("未对应", "not mapped").to_owned(),
    }
}

/// What the reviewer did to a label.
pub fn verb(mapping: &MappingLog, lang: Lang) -> &'static str {
    let Some(standing) = &mapping.standing else { return lang.pick("机器对应", "by machine") };
    match &standing.mapping {
        Mapping::Field(_) if standing.is_confirmed() => lang.pick("人工确认", "confirmed"),
        Mapping::Field(_) => lang.pick("人工改定", "overridden"),
        Mapping::NotAField => lang.pick("人工排除", "rejected"),
        Mapping::Unsure => lang.pick("存疑", "not sure"),
    }
}

/// How a label came to its field: by the reviewer, with what the machine had proposed, or by which of its methods.
pub fn manner(mapping: &MappingLog, lang: Lang) -> String {
    let verb = verb(mapping, lang);
    let Some(standing) = &mapping.standing else {
        let method = mapping.method.words(lang);
        return match &mapping.taught {
            Some(Taught { alias, held_back: None }) => with_reason(method, &alias.teacher(&TimeZone::UTC, lang), lang),
            _ => method.to_owned(),
        };
    };
    match standing.proposed.as_ref().map(|id| field(&mapping.key, id)) {
        Some(proposed) if !standing.is_confirmed() => {
            with_reason(verb, &format!("{}{proposed}", lang.pick("机器建议：", "machine proposed: ")), lang)
        }
        _ => verb.to_owned(),
    }
}

/// What a label was taken for, and by whom: `商业机构→商业企业（人工确认）`.
pub fn mapping(mapping: &MappingLog, lang: Lang) -> String {
    let by = if mapping.standing.is_some() {
        verb(mapping, lang)
    } else if mapping.waits {
        lang.pick("自动，待确认", "automatic, waits")
    } else {
        lang.pick("自动", "automatic")
    };
    with_reason(&format!("{}→{}", observed(&mapping.key, lang), mapped(mapping, lang)), by, lang)
}

/// A score with two decimals.
pub fn score(mapping: &MappingLog) -> String {
    format!("{:.2}", mapping.score)
}

/// What a decision is about.
pub fn about(decision: &DecisionLog, lang: Lang) -> String {
    let about = match &decision.about.decision {
        Decision::MapLabel { key, .. } => format!("{}{}", lang.pick("栏目", "label "), label(key, lang)),
        Decision::JudgeFinding { key, .. } => format!("{}{}", lang.pick("问题 ", "finding "), key.rule),
        Decision::SetState { .. } => lang.pick("审阅", "review").to_owned(),
        Decision::Note { on: NoteOn::Report, .. } => lang.pick("批注", "note").to_owned(),
        Decision::Note { on, .. } => format!("{}{}", lang.pick("批注：", "note: "), noted(on, lang)),
        Decision::Undo { .. } => String::new(),
    };
    match decision.event.decision {
        Decision::Undo { event } => {
            format!("{} {event}{}{about}", lang.pick("撤销第", "undo of"), lang.pick(" 号：", ": "))
        }
        _ => about,
    }
}

/// What a note hangs on.
pub fn noted(on: &NoteOn, lang: Lang) -> String {
    match on {
        NoteOn::Report => lang.pick("报告", "report").to_owned(),
        NoteOn::Finding(key) => finding(key, lang),
        NoteOn::Cell { cell: id, raw } => format!("{}={}", cell(id), raw_text(raw.as_deref(), lang)),
    }
}

/// What stands on the evidence of a decision.
pub fn said(said: &Said, decision: &DecisionLog, lang: Lang) -> String {
    match (said, &decision.about.decision) {
        (Said::Label(Some(mapping)), Decision::MapLabel { key, .. }) => said_of_label(mapping, key, lang),
        (Said::Label(_), _) => lang.pick("未决定", "undecided").to_owned(),
        (Said::Finding(state, reason), _) => with_reason(state.words(lang), reason, lang),
        (Said::Review(state, reason), _) => with_reason(state.words(lang), reason, lang),
        (Said::Note(text), _) if text.is_empty() => lang.pick("无", "none").to_owned(),
        (Said::Note(text), _) => text.clone(),
    }
}

/// The reason given with a decision; empty where there is none.
pub fn reason(decision: &DecisionLog) -> &str {
    match &decision.event.decision {
        Decision::JudgeFinding { reason, .. } | Decision::SetState { reason, .. } => reason,
        _ => "",
    }
}

/// Where in a report a decision applies: table and groups of a label, cells of a finding.
pub fn decided_place(decision: &DecisionLog, lang: Lang) -> String {
    match &decision.about.decision {
        Decision::MapLabel { key, .. } => around(key),
        Decision::JudgeFinding { key, .. } | Decision::Note { on: NoteOn::Finding(key), .. } => cells(key, lang),
        Decision::Note { on: NoteOn::Cell { cell: id, .. }, .. } => cell(id),
        Decision::Note { on: NoteOn::Report, .. } | Decision::SetState { .. } | Decision::Undo { .. } => String::new(),
    }
}

/// The rule of the finding that a decision speaks of; empty where it speaks of none.
pub fn rule(decision: &DecisionLog) -> &str {
    match &decision.about.decision {
        Decision::JudgeFinding { key, .. } | Decision::Note { on: NoteOn::Finding(key), .. } => &key.rule,
        _ => "",
    }
}

/// The evidence that a decision rests on; a decision on a whole file rests on its content and on what the machine said.
pub fn basis(decision: &DecisionLog, lang: Lang) -> String {
    let digest = short_digest(&decision.event.subject.digest);
    match &decision.about.decision {
        Decision::JudgeFinding { key, .. } | Decision::Note { on: NoteOn::Finding(key), .. } => evidence(key, lang),
        Decision::MapLabel { key, .. } => observed(key, lang).to_owned(),
        Decision::Note { on: NoteOn::Cell { cell, raw }, .. } => format!("{cell}={}", raw_text(raw.as_deref(), lang)),
        Decision::SetState { seen: Some(seen), .. } => with_reason(digest, &then_now::seen(*seen, lang), lang),
        _ => digest.to_owned(),
    }
}

/// How a decision stands today.
pub fn standing(decision: &DecisionLog, file: &FileLog, lang: Lang) -> &'static str {
    let stale = || file.stale.iter().find(|stale| stale.event == decision.event.id);
    if decision.is_undone {
        lang.pick("已撤销", "undone")
    } else if decision.event.is_undo() {
        ""
    } else if !decision.is_in_force {
        lang.pick("已被后来的决定取代", "replaced by a later decision")
    } else {
        match stale() {
            Some(stale) if stale.asks() => lang.pick("依据已变更，待复核", "evidence changed, to be asked again"),
            Some(_) => lang.pick("依据已变更，已另作决定", "evidence changed, decided anew"),
            None => lang.pick("有效", "in force"),
        }
    }
}

/// The first digits of a digest, enough to tell two contents of one file apart.
pub fn short_digest(digest: &str) -> &str {
    digest.get(..19).unwrap_or(digest)
}

/// What a reviewer said of a label.
pub fn said_of_label(mapping: &Mapping, key: &LabelKey, lang: Lang) -> String {
    match mapping {
        Mapping::Field(id) => field(key, id),
        Mapping::NotAField => lang.pick("非表格栏目", "no field").to_owned(),
        Mapping::Unsure => lang.pick("存疑", "not sure").to_owned(),
    }
}

/// The first few of a list, and how many there are where there are more.
pub fn joined(items: impl ExactSizeIterator<Item = String>, between: &str, lang: Lang) -> String {
    let count = items.len();
    let mut text = items.take(SHOWN).collect::<Vec<_>>().join(between);
    if count > SHOWN {
        text.push_str(&lang.pick(format!("等 {count} 处"), format!(" … {count} in all")));
    }
    text
}
