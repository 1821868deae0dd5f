//! What the screen says of recorded decisions, and of those whose evidence is gone.

use crate::export::log::words;
use crate::report::Mapping;
use crate::review::{Decision, Event, NoteOn, Said, Turn};
use crate::rules::rule;
use crate::text::fold::fold;
use crate::text::lang::Lang;

/// Title of the batch's record.
#[must_use]
pub fn batch_record(lang: Lang) -> &'static str {
    lang.pick("全批记录", "Record of the batch")
}

/// Title of a report's record.
#[must_use]
pub fn report_record(lang: Lang) -> &'static str {
    lang.pick("本报告的记录", "Record of this report")
}

/// How many entries there are.
#[must_use]
pub fn entry_count(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 条"), format!("{count} entries"))
}

/// Where the journal lies, and that it is only read.
#[must_use]
pub fn journal_at(lang: Lang, place: &str, is_read_only: bool) -> String {
    let state = if is_read_only { lang.pick("（只读）", " (read-only)") } else { "" };
    lang.pick(format!("日志 {place}{state}"), format!("journal {place}{state}"))
}

/// Said where the filter hides every entry.
#[must_use]
pub fn no_entry_matches(lang: Lang) -> &'static str {
    lang.pick("没有符合筛选条件的记录，按 Esc 取消筛选。", "No entry matches the filter; Esc drops it.")
}

/// Title of the pane that shows an entry in full.
#[must_use]
pub fn entry_in_full(lang: Lang) -> &'static str {
    lang.pick("详情", "In full")
}

/// Title of that pane on a decision whose evidence is gone.
#[must_use]
pub fn stale_title(lang: Lang) -> &'static str {
    lang.pick("文件已变，这项决定待重新认定", "The file has changed: this decision asks to be taken anew")
}

/// How many decisions of a report ask to be decided anew.
#[must_use]
pub fn stale_count(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("{count} 项决定所依据的内容已变，待重新认定"),
        match count {
            1 => "1 decision rests on what the file no longer shows".to_owned(),
            _ => format!("{count} decisions rest on what the file no longer shows"),
        },
    )
}

/// The same, with the key that leads there.
#[must_use]
pub fn stale_line(lang: Lang, count: usize, key: &str) -> String {
    lang.pick(
        format!("! {}：按 {key} 查看。", stale_count(lang, count)),
        format!("! {}: press {key}.", stale_count(lang, count)),
    )
}

/// Heading of what was decided.
#[must_use]
pub fn then(lang: Lang) -> &'static str {
    lang.pick("当时", "then")
}

/// Heading of what is there now.
#[must_use]
pub fn now(lang: Lang) -> &'static str {
    lang.pick("现在", "now")
}

/// Heading of the evidence.
#[must_use]
pub fn evidence(lang: Lang) -> &'static str {
    lang.pick("依据", "rests on")
}

/// Heading of the file.
#[must_use]
pub fn file(lang: Lang) -> &'static str {
    lang.pick("文件", "file")
}

/// Heading of how an event stands.
#[must_use]
pub fn stands(lang: Lang) -> &'static str {
    lang.pick("状态", "stands")
}

/// An event that another took back.
#[must_use]
pub fn taken_back(lang: Lang, by: i64) -> String {
    lang.pick(format!("已由第 {by} 号撤销"), format!("undone by {by}"))
}

/// An event in force.
#[must_use]
pub fn in_force(lang: Lang) -> &'static str {
    lang.pick("有效", "in force")
}

/// An event that a later one replaced.
#[must_use]
pub fn replaced(lang: Lang, by: Option<i64>) -> String {
    match by {
        Some(by) => lang.pick(format!("已由第 {by} 号取代"), format!("replaced by {by}")),
        None => lang.pick("不再有效", "no longer in force").to_owned(),
    }
}

/// An event that speaks of nothing known.
#[must_use]
pub fn speaks_of_nothing(lang: Lang) -> &'static str {
    lang.pick("（所说的决定不在日志中）", "(the decision that it speaks of is not in the journal)")
}

/// Events recorded as one act.
#[must_use]
pub fn act(lang: Lang, count: usize, reports: usize, what: &str) -> String {
    let events = if count == reports {
        String::new()
    } else {
        lang.pick(format!("，{count} 条"), format!(", {count} entries"))
    };
    lang.pick(format!("{reports} 份报告{events}：{what}"), format!("{reports} reports{events}: {what}"))
}

/// A stale decision was taken over.
#[must_use]
pub fn renewed(lang: Lang, about: &str) -> String {
    lang.pick(
        format!("{about}：沿用到现在的文件；z 撤销。"),
        format!("{about}: holds for the file as it is now; z undoes it."),
    )
}

/// A stale decision was withdrawn.
#[must_use]
pub fn withdrawn(lang: Lang, about: &str) -> String {
    lang.pick(format!("{about}：已撤回；z 撤销。"), format!("{about}: withdrawn; z undoes it."))
}

/// Nothing is there that a decision could be taken over onto.
#[must_use]
pub fn nothing_to_take_over(lang: Lang) -> &'static str {
    lang.pick(
        "现在的文件里没有可以沿用到的内容：按回车去看，另作决定，或按 x 撤回。",
        "Nothing in the file as it is now could take it over: Enter goes there to decide afresh, x withdraws it.",
    )
}

/// Only a stale decision can be renewed or withdrawn.
#[must_use]
pub fn not_stale(lang: Lang) -> &'static str {
    lang.pick(
        "这条记录没有失效，不需要沿用或撤回；要撤销上一步请按 z。",
        "This entry is not stale: there is nothing to renew or withdraw; z undoes the last step.",
    )
}

/// The report that an entry speaks of is not in the batch.
#[must_use]
pub fn not_in_batch(lang: Lang, path: &str) -> String {
    lang.pick(format!("批次中已没有 {path}。"), format!("{path} is no longer in the batch."))
}

/// What an event changed, in a line: what it is about, and old → new.
#[must_use]
pub fn turn(event: &Event, turn: &Turn, lang: Lang) -> String {
    let said = match &turn.about.decision {
        Decision::MapLabel { key, proposed, .. } => {
            let observed =
                if key.observed.is_empty() { crate::words::lost_label(lang).to_owned() } else { short(&key.observed) };
            let field = |id: &str| short(&words::field(key, id));
            let meaning = |said: &Said| match said {
                Said::Label(Some(Mapping::Field(id))) => field(id),
                Said::Label(Some(Mapping::NotAField)) => crate::words::no_field(lang).to_owned(),
                Said::Label(Some(Mapping::Unsure)) => lang.pick("（存疑）", "(unsure)").to_owned(),
                _ => proposed.as_ref().map_or_else(
                    || crate::words::no_target(lang).to_owned(),
                    |id| lang.pick(format!("{}（机检）", field(id)), format!("{} (machine)", field(id))),
                ),
            };
            let confirmed = match (&turn.old, &turn.new) {
                (Said::Label(None), Said::Label(Some(Mapping::Field(id)))) => proposed.as_ref() == Some(id),
                _ => false,
            };
            let new = meaning(&turn.new);
            if confirmed {
                lang.pick(format!("“{observed}” 确认为 {new}"), format!("“{observed}” confirmed as {new}"))
            } else {
                format!("“{observed}” {}", old_new(&meaning(&turn.old), &new))
            }
        }
        Decision::JudgeFinding { key, .. } => {
            let flaw = rule(&key.rule).map_or(key.rule.as_str(), |rule| rule.title.get(lang));
            format!("“{flaw}” {}", old_new(&state(&turn.old, lang), &state(&turn.new, lang)))
        }
        Decision::SetState { .. } => {
            format!(
                "{} {}",
                crate::words::column_review(lang),
                old_new(&state(&turn.old, lang), &state(&turn.new, lang))
            )
        }
        Decision::Note { on, .. } => {
            let on = match on {
                NoteOn::Report => String::new(),
                on => format!("{} ", words::noted(on, lang)),
            };
            format!("{} {on}{}", lang.pick("批注", "note"), old_new(&state(&turn.old, lang), &state(&turn.new, lang)))
        }
        Decision::Undo { .. } => String::new(),
    };
    match event.decision {
        Decision::Undo { event } => lang.pick(format!("撤销 {event}：{said}"), format!("undo of {event}: {said}")),
        _ => said,
    }
}

/// What an act of several decisions made of its reports, by one of them: what stood before may differ from report to report.
#[must_use]
pub fn becomes(event: &Event, told: &Turn, lang: Lang) -> String {
    match told.about.decision {
        Decision::SetState { .. } => format!("{} → {}", crate::words::column_review(lang), state(&told.new, lang)),
        _ => turn(event, told, lang),
    }
}

/// The reason given with an event, or empty.
#[must_use]
pub fn reason_given(event: &Event) -> &str {
    match &event.decision {
        Decision::JudgeFinding { reason, .. } | Decision::SetState { reason, .. } => reason,
        _ => "",
    }
}

/// The evidence that an event rests on.
#[must_use]
pub fn rests_on(about: &Event, lang: Lang) -> String {
    match &about.decision {
        Decision::MapLabel { key, .. } => words::label(key, lang),
        Decision::JudgeFinding { key, .. } | Decision::Note { on: NoteOn::Finding(key), .. } => {
            words::evidence(key, lang)
        }
        Decision::Note { on, .. } => words::noted(on, lang),
        Decision::SetState { seen: Some(seen), .. } => crate::export::log::then_now::seen(*seen, lang),
        Decision::SetState { .. } | Decision::Undo { .. } => words::short_digest(&about.subject.digest).to_owned(),
    }
}

/// The beginning of a label that is too long for a line.
fn short(label: &str) -> String {
    const LONGEST: usize = 14;
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    // Ordinals and notes go first; what a label is known by stands between them.
    let known_by = fold(label).base().to_owned();
    let beginning: String = known_by.chars().take(LONGEST - 1).collect();
    format!("{beginning}…")
}

fn old_new(old: &str, new: &str) -> String {
    if old == new { new.to_owned() } else { format!("{old} → {new}") }
}

fn state(said: &Said, lang: Lang) -> String {
    match said {
        Said::Finding(state, _) => state.words(lang).to_owned(),
        Said::Review(state, _) => state.words(lang).to_owned(),
        Said::Note(text) if text.is_empty() => crate::words::nothing_here(lang).to_owned(),
        Said::Note(text) => format!("“{text}”"),
        Said::Label(_) => String::new(),
    }
}
