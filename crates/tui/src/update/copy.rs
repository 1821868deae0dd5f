//! Copying what the cursor is on, in words that can be pasted into a letter to the unit.

use crate::effect::Effect;
use crate::model::{Model, OpenReport, ScreenKind, View};
use crate::report::Report;
use crate::review::FindingState;
use crate::rules::{Finding, place_name, table_name};
use crate::screens::record::rows::entry_text;
use crate::text::lang::Lang;
use crate::words;

/// Copies what the cursor is on and says what that was.
pub fn copy(model: &mut Model) -> Vec<Effect> {
    let copied = match (model.screen.kind(), model.screen.report()) {
        (ScreenKind::List, _) => reports(model),
        (ScreenKind::Report(View::Tables), Some(report)) => cell(report, model.lang),
        (ScreenKind::Report(View::Mapping), Some(report)) => label(report, model.lang),
        (ScreenKind::Report(View::Findings), Some(report)) => finding(model, report),
        (ScreenKind::Report(View::Source), Some(report)) => line(report, model.lang),
        (ScreenKind::Report(View::Record) | ScreenKind::Record, _) => entry(model),
        (ScreenKind::Report(_), None) => None,
    };
    match copied.filter(|(text, _)| !text.trim().is_empty()) {
        Some((text, what)) => {
            model.say(words::copied(model.lang, &what));
            vec![Effect::Copy(text)]
        }
        None => {
            model.refuse(words::nothing_to_copy(model.lang).to_owned());
            Vec::new()
        }
    }
}

/// The unit, the file and the findings of each report that keys act on.
fn reports(model: &Model) -> Option<(String, String)> {
    let lang = model.lang;
    let (mut text, mut findings) = (String::new(), 0);
    let rows = model.subject_rows();
    for &row in &rows {
        let row = &model.rows[row];
        let Some(summary) = &row.summary else { continue };
        let year = summary.year.map_or_else(String::new, |year| lang.pick(format!(" {year} 年度"), format!(" {year}")));
        text.push_str(&format!(
            "{}{year}{}\n",
            row.unit(),
            lang.pick(format!("（{}）", row.name), format!(" ({})", row.name))
        ));
        if let Some((zh, en)) = &summary.because {
            text.push_str(&format!("{}\n", lang.pick(zh, en)));
        }
        for (number, (severity, zh, en)) in summary.told().enumerate() {
            let sentence = words::named(lang, severity.words(lang), lang.pick(zh, en));
            text.push_str(&format!("{}. {sentence}\n", number + 1));
        }
        let all = (summary.errors + summary.warnings + summary.notices) as usize;
        let told = summary.told().count();
        if all > told {
            text.push_str(&format!("{}\n", words::findings_more(lang, all - told)));
        }
        findings += told;
    }
    Some((text, words::copied_reports(lang, rows.len(), findings)))
}

/// The text of the cell.
fn cell(report: &OpenReport, lang: Lang) -> Option<(String, String)> {
    let id = report.cell()?;
    let cell = report.report().cell(id)?;
    Some((cell.raw.trim().to_owned(), place_name(id).get(lang).to_owned()))
}

/// The label and what it stands for.
fn label(report: &OpenReport, lang: Lang) -> Option<(String, String)> {
    let label = report.report().labels.get(report.labels.label()?)?;
    let field = label.target.map_or_else(|| words::no_target(lang), |target| target.label());
    let text = format!("{} → {field}", label.observed);
    let place = format!("{}{}", table_name(label.table).get(lang), lang.pick("", ", "));
    let what = lang.pick(format!("{place}栏目“{}”", label.observed), format!("{place}label “{}”", label.observed));
    Some((text, what))
}

/// The finding as it would stand in a letter to the unit: whose report, what, where, what to do. Where several findings stand
/// as one, all of them, and what a reviewer says of them.
fn finding(model: &Model, report: &OpenReport) -> Option<(String, String)> {
    let lang = model.lang;
    let told: Vec<&Finding> = report.here().iter().filter_map(|&finding| report.findings().get(finding)).collect();
    let last = told.last()?;
    let unit = model.rows[report.row].unit();
    let year = report
        .report()
        .year
        .map_or_else(String::new, |year| lang.pick(format!(" {year} 年度报告"), format!(" {year}")));
    let one = |number: usize, finding: &Finding| {
        // What is to be done stands once where it is the same for all.
        let is_told = number + 1 == told.len() || finding.advice(lang) != last.advice(lang);
        let advice = if is_told { finding.advice(lang).to_owned() } else { String::new() };
        let parts = [finding.message(lang).to_owned(), place(report.report(), finding, lang), advice];
        let parts: Vec<String> =
            parts.iter().filter(|part| !part.is_empty()).map(|part| sentence(part, lang)).collect();
        parts.join(lang.pick("", " "))
    };
    let mut text = match told.as_slice() {
        [only] => one(0, only),
        several => {
            let lines = several
                .iter()
                .enumerate()
                .map(|(number, finding)| format!("\n{}. {}", number + 1, one(number, finding)));
            lines.collect()
        }
    };
    if model.cause_judgement(report, report.here()).what == FindingState::Dismissed {
        text.push_str(&lang.pick(
            format!("（{}）", FindingState::Dismissed.words(lang)),
            format!(" ({})", FindingState::Dismissed.words(lang)),
        ));
    }
    Some((words::named(lang, &format!("{unit}{year}"), &text), words::copied_finding(lang).to_owned()))
}

/// The lines and, where they are few, the cells that a finding speaks of.
fn place(report: &Report, finding: &Finding, lang: Lang) -> String {
    let names = report.origins.names(&finding.source, lang);
    if names.is_empty() { names } else { words::named(lang, words::place(lang), &names) }
}

/// The text with a full stop at its end.
fn sentence(text: &str, lang: Lang) -> String {
    let text = text.trim();
    if text.ends_with(['。', '.', '！', '？']) {
        text.to_owned()
    } else {
        format!("{text}{}", lang.pick("。", "."))
    }
}

/// The line of the source text.
fn line(report: &OpenReport, lang: Lang) -> Option<(String, String)> {
    let line = report.analysis.lines.get(report.place.line.checked_sub(1)? as usize)?;
    Some((line.clone(), report.named(report.place.line, lang)))
}

/// The entry of the record in words.
fn entry(model: &Model) -> Option<(String, String)> {
    let text = entry_text(model, model.record.entry()?).split_whitespace().collect::<Vec<_>>().join(" ");
    Some((text.clone(), text))
}
