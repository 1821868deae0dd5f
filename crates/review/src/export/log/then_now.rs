//! How a decision whose evidence is gone is said: what was decided, on what, and what stands there now.

use crate::review::{CellNow, FindingNow, LabelNow, Seen, Stale, StaleMatter};
use crate::rules::Outcome;
use crate::text::lang::Lang;

use super::words;

/// What the decision is about.
pub fn about(stale: &Stale, lang: Lang) -> String {
    match &stale.matter {
        StaleMatter::Review { .. } => lang.pick("审阅", "review").to_owned(),
        StaleMatter::Finding { key, .. } => words::finding(key, lang),
        StaleMatter::Mapping { key, .. } => format!("{}{}", lang.pick("栏目", "label "), words::label(key, lang)),
        StaleMatter::FindingNote { key, .. } => {
            format!("{}{}", words::finding(key, lang), lang.pick("的批注", ", note"))
        }
        StaleMatter::CellNote { cell, .. } => {
            format!("{}{}", words::cell(cell), lang.pick("的批注", ", note"))
        }
    }
}

/// What was decided, and on what.
pub fn then(stale: &Stale, lang: Lang) -> String {
    let colon = lang.pick("：", ": ");
    match &stale.matter {
        StaleMatter::Review { state, reason, seen: then, .. } => {
            let said = words::with_reason(state.words(lang), reason, lang);
            then.map_or_else(|| said.clone(), |then| format!("{said}{colon}{}", seen(then, lang)))
        }
        StaleMatter::Finding { key, state, reason, .. } => {
            let said = words::with_reason(state.words(lang), reason, lang);
            format!("{said}{colon}{}", words::evidence(key, lang))
        }
        StaleMatter::Mapping { key, mapping, .. } => words::said_of_label(mapping, key, lang),
        StaleMatter::FindingNote { key, text, .. } => format!("“{text}”{colon}{}", words::evidence(key, lang)),
        StaleMatter::CellNote { raw, text, .. } => format!("“{text}”{colon}{}", words::raw_text(raw.as_deref(), lang)),
    }
}

/// What is there now, and whether it was decided since.
pub fn now(stale: &Stale, lang: Lang) -> String {
    let now = match &stale.matter {
        StaleMatter::Review { now, .. } => seen(*now, lang),
        StaleMatter::Finding { now, .. } | StaleMatter::FindingNote { now, .. } => finding(now, lang),
        StaleMatter::Mapping { now, key, .. } => {
            let said = |label: &LabelNow| {
                let field = label.canonical.as_ref().map(|id| words::field(key, id));
                let field = field.unwrap_or_else(|| lang.pick("未对应", "not mapped").to_owned());
                format!("{} → {field}", words::label(&label.key, lang))
            };
            let labels: Vec<String> = now.iter().map(said).collect();
            let none = || lang.pick("报告中没有相近的标签", "no label like it").to_owned();
            if labels.is_empty() { none() } else { labels.join(lang.pick("；", "; ")) }
        }
        StaleMatter::CellNote { now, .. } => words::raw_text(now.as_deref(), lang).to_owned(),
    };
    match (stale.answered, lang) {
        (None, _) => now,
        (Some(later), Lang::Zh) => format!("{now}（已由第 {later} 号决定答复）"),
        (Some(later), Lang::En) => format!("{now} (answered by decision {later})"),
    }
}

fn finding(now: &FindingNow, lang: Lang) -> String {
    match now {
        FindingNow::Found(key) => words::evidence(key, lang),
        FindingNow::Gone { outcome, cells } => {
            let said = match outcome {
                Some(Outcome::Holds) => lang.pick("关系已成立", "the relation holds"),
                Some(Outcome::CannotTell) => lang.pick("无法判断", "it cannot be told"),
                _ => lang.pick("已无此问题", "no such finding"),
            };
            let held = |now: &CellNow| format!("{}={}", now.cell, words::raw_text(now.raw.as_deref(), lang));
            let cells: Vec<String> = cells.iter().map(held).collect();
            if cells.is_empty() {
                said.to_owned()
            } else {
                format!(
                    "{said}{}{}",
                    lang.pick("：", ": "),
                    words::joined(cells.into_iter(), lang.pick("；", "; "), lang)
                )
            }
        }
    }
}

/// What the machine said of a report: `错误 2，警告 1，待认 0`.
pub fn seen(seen: Seen, lang: Lang) -> String {
    let Seen { errors, warnings, waiting } = seen;
    lang.pick(
        format!("错误 {errors}，警告 {warnings}，待认 {waiting}"),
        format!("errors {errors}, warnings {warnings}, waiting {waiting}"),
    )
}
