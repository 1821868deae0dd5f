//! The labels as observed, with the fields that they stand for, how they came to them, and how sure that is.

use std::io::{self, Write};

use jiff::tz::TimeZone;

use crate::export::check::place::lines;
use crate::report::{Label, Method, Report, Taught, why};
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, sanitize};

/// Writes the labels that are not letter for letter those of the form; every label where the scores are to be explained.
pub fn write(report: &Report, explain: bool, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if report.labels.is_empty() {
        return Ok(());
    }
    let is_plain = |label: &Label| matches!(label.method, Method::Exact | Method::Folded) && !label.needs_review;
    let plain = report.labels.iter().filter(|label| is_plain(label)).count();
    let waiting = report.labels.iter().filter(|label| label.needs_review).count();
    let all = report.labels.len();
    writeln!(
        out,
        "\n{}",
        lang.pick(
            format!("栏目名称（共 {all} 处，{plain} 处与表样一致，{waiting} 处待确认）"),
            format!("Labels ({all}, {plain} as in the form, {waiting} to be confirmed)"),
        )
    )?;
    for (index, label) in report.labels.iter().enumerate().filter(|(_, label)| explain || !is_plain(label)) {
        one(report, label, lang, out)?;
        if let Some(taught) = &label.taught {
            learned(taught, lang, out)?;
        }
        if explain {
            explanation(report, index, lang, out)?;
        }
    }
    Ok(())
}

fn one(report: &Report, label: &Label, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let sign = if label.needs_review { "?" } else { " " };
    let target = label.target.map_or(lang.pick("（不是栏目）", "(no field)"), |target| target.label());
    let observed = if label.observed.is_empty() { lang.pick("（无名称）", "(no label)") } else { &label.observed };
    let group: String = label.group.iter().map(|group| format!("{group} / ")).collect();
    writeln!(
        out,
        "  {sign} {} → {group}{target}  [{} · {}]  {} {:.2}  {}",
        sanitize(observed),
        label.table.get().id,
        label.axis.id(),
        label.method.words(lang),
        label.score,
        lines(report, &label.source, lang),
    )
}

/// Who taught what of a label, and why it does not hold by itself, if so.
fn learned(taught: &Taught, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let teacher = taught.alias.teacher(&TimeZone::system(), lang);
    let Some(why) = taught.held_back else { return writeln!(out, "      {}", sanitize(&teacher)) };
    let (field, reason) = (&taught.alias.field, why.words(lang));
    let said = lang.pick(
        format!("{teacher}（→ {field}）；但{reason}，仍待确认"),
        format!("{teacher} (→ {field}); but {reason}, so it is to be confirmed"),
    );
    writeln!(out, "      {}", sanitize(&said))
}

/// The candidates with the parts of their scores, what separates the first from the next, and what else speaks for it.
fn explanation(report: &Report, index: usize, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let label = &report.labels[index];
    for (number, candidate) in label.candidates.iter().enumerate() {
        let sign = if label.target == Some(candidate.target) { "=" } else { " " };
        writeln!(out, "    {sign} {} {:.2}  {}", number + 1, candidate.score, candidate.target.label())?;
        // The parts are told for the two that compete; the others are too far behind to matter.
        for part in candidate.parts.iter().filter(|_| number < 2) {
            let phrase = why::part_phrase(*part, &label.observed, candidate.target, lang);
            let name = named(why::part_name(part.kind, lang), lang);
            writeln!(out, "        {name} {} {:.2}  {}", bar(part.value), part.value, sanitize(&phrase))?;
        }
    }
    if let [first, second, ..] = label.candidates.as_slice()
        && label.target == Some(first.target)
        && first.score >= second.score
    {
        writeln!(out, "      {}", sanitize(&why::lead(first, second, lang)))?;
    }
    for (name, said) in why::evidence(report, index, lang) {
        writeln!(out, "      {} {}", named(name, lang), sanitize(&said))?;
    }
    Ok(())
}

/// A short name in a column of its own.
fn named(name: &str, lang: Lang) -> String {
    pad(name, lang.pick(4, 8), Align::Left)
}

/// A share as a bar of ten signs.
fn bar(share: f32) -> String {
    let full = (share.clamp(0.0, 1.0) * 10.0).round() as usize;
    "█".repeat(full) + &"░".repeat(10 - full)
}
