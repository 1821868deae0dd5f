//! What was found, gravest first, and how many relations hold or cannot be told.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::export::check::Checked;
use crate::export::check::place::lines;
use crate::rules::{Cause, Outcome};
use crate::text::lang::Lang;
use crate::text::width::sanitize;

/// How many kinds of corrections are told of one cause.
const FAMILIES: usize = 4;

/// Writes status, findings and the count of checks.
pub fn write(checked: &Checked, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let status = checked.status();
    writeln!(out, "\n{}{} {}", lang.pick("机检：", "Status: "), status.sign(), status.words(lang))?;
    let mut causes = BTreeSet::new();
    for told in checked.findings(lang) {
        let place = lines(checked.report, told.source(), lang);
        writeln!(
            out,
            "  {} {}{}{place}",
            told.sign(),
            sanitize(told.message),
            if place.is_empty() { "" } else { "  " }
        )?;
        writeln!(out, "    {}{}", lang.pick("规则 ", "rule "), told.rule)?;
        let Some(finding) = told.finding else { continue };
        // Findings of one cause share their likely causes, which are told once.
        let is_told = finding.cause_id.is_some_and(|cause| !causes.insert(cause));
        if let Some(cause) = checked.verdict.cause(finding).filter(|_| !is_told) {
            likely(cause, lang, out)?;
        }
        if !finding.advice(lang).is_empty() {
            writeln!(out, "    {}{}", lang.pick("请核对：", "to do: "), sanitize(finding.advice(lang)))?;
        }
    }
    checks(checked, lang, out)
}

/// What may have gone wrong, and the smallest sets of cells whose change would put it right.
fn likely(cause: &Cause, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for one in &cause.hypotheses {
        writeln!(out, "    {}{}", lang.pick("可能原因：", "likely cause: "), sanitize(one.words(lang)))?;
    }
    writeln!(out, "    {}{}", lang.pick("勾稽推断：", "by the figures: "), cause.summary(lang))?;
    for family in cause.families.iter().take(FAMILIES) {
        writeln!(out, "      - {}", sanitize(family.words(lang)))?;
    }
    if cause.families.len() > FAMILIES {
        let left = cause.families.len() - FAMILIES;
        writeln!(out, "      {}", lang.pick(format!("……另有 {left} 类"), format!("… and {left} kinds more")))?;
    }
    Ok(())
}

fn checks(checked: &Checked, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let checks = &checked.verdict.checks;
    if checks.is_empty() {
        return Ok(());
    }
    let count = |outcome| checks.iter().filter(|check| check.outcome == outcome).count();
    let counts: Vec<_> = [Outcome::Holds, Outcome::Broken, Outcome::CannotTell, Outcome::NotApplicable]
        .iter()
        .map(|&outcome| format!("{} {}", outcome.words(lang), count(outcome)))
        .collect();
    writeln!(out, "\n{}{}", lang.pick("核对：", "Checks: "), counts.join(lang.pick("，", ", ")))?;
    for check in checks.iter().filter(|check| check.outcome == Outcome::CannotTell) {
        let because = check.because.as_ref().map_or("", |because| lang.pick(&because.zh, &because.en));
        writeln!(out, "  ? {}  {}", check.rule, sanitize(because))?;
    }
    Ok(())
}
