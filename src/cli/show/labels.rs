//! The labels as observed, with the fields that they stand for, how they came to them, and how sure that is.

use std::io::{self, Write};

use jiff::tz::TimeZone;

use crate::export::check::place::lines;
use crate::report::{Label, Method, Report, Taught};
use crate::text::lang::Lang;
use crate::text::width::sanitize;

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
    for label in report.labels.iter().filter(|label| explain || !is_plain(label)) {
        one(report, label, lang, out)?;
        if let Some(taught) = &label.taught {
            learned(taught, lang, out)?;
        }
        if explain {
            parts(label, lang, out)?;
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

fn parts(label: &Label, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for candidate in &label.candidates {
        let sign = if label.target == Some(candidate.target) { "=" } else { "·" };
        write!(out, "      {sign} {:.2} {}", candidate.score, candidate.target.label())?;
        for part in &candidate.parts {
            write!(out, "  {} {:.2}", part.kind.words(lang), part.value)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
