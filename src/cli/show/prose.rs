//! The figures that the prose states, totals with their parts, and where the text itself is damaged.

use std::io::{self, Write};

use rust_decimal::Decimal;

use crate::export::check::place::lines;
use crate::report::{DamageKind, Report, SumClaim, figures};
use crate::rules::{Outcome, Tried, Verdict, cell_name, table_name};
use crate::schema::CellId;
use crate::text::lang::Lang;
use crate::text::width::sanitize;

/// Writes stated sums, facts and damage.
pub fn write(report: &Report, verdict: &Verdict, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if !report.sums.is_empty() || !report.facts.is_empty() {
        writeln!(out, "\n{}", lang.pick("正文中的数字", "Figures in prose"))?;
    }
    for claim in &report.sums {
        writeln!(out, "  {}  {}", lines(report, &[claim.total_source], lang), sum(claim))?;
    }
    let in_table: Vec<_> = if report.tables.is_empty() { figures::statistics(report) } else { Vec::new() };
    for (index, fact) in report.facts.iter().enumerate() {
        // A report without tables has them shown as one.
        if in_table.iter().any(|(_, shown)| std::ptr::eq(*shown, fact)) {
            continue;
        }
        let (value, note) = figures::shown(fact, lang);
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        writeln!(
            out,
            "  {}  [{}] {value}{note}{}  {}",
            lines(report, &fact.source, lang),
            fact.id,
            agreement(index, verdict, lang),
            sanitize(&fact.quote)
        )?;
    }
    if !report.damage.is_empty() {
        writeln!(out, "\n{}", lang.pick("文字缺损", "Damage to the text"))?;
    }
    for damage in &report.damage {
        let quotes: Vec<_> = damage.quotes.iter().map(|quote| sanitize(quote)).collect();
        writeln!(
            out,
            "  {}  {}  {}",
            words(damage.kind, lang),
            lines(report, &damage.source, lang),
            quotes.join(" · ")
        )?;
    }
    Ok(())
}

/// The cells that a figure agrees with, named: which of its readings it is; a sign where it agrees with none.
fn agreement(index: usize, verdict: &Verdict, lang: Lang) -> String {
    let tried = Tried::Figure(index as u32);
    let Some(check) = verdict.checks.iter().find(|check| check.tried == tried) else { return String::new() };
    match check.outcome {
        Outcome::Holds => {
            let first = check.cells.first().map_or("", |cell| table_name(cell.table()).get(lang));
            let all_of_a_row = check.cells.iter().all(|cell| cell.row == check.cells[0].row) && check.cells.len() > 1;
            let term = |cell: &CellId| if all_of_a_row { cell_name(*cell).1 } else { cell_name(*cell).0 };
            let terms: Vec<_> = check.cells.iter().map(term).collect();
            format!(" = {first} {}", terms.join(" + "))
        }
        Outcome::Broken => " ≠".to_owned(),
        Outcome::CannotTell | Outcome::NotApplicable => String::new(),
    }
}

/// A stated total with its parts, and what the parts really add up to where that differs.
fn sum(claim: &SumClaim) -> String {
    let parts: Vec<_> = claim.parts.iter().map(|part| format!("{}{}", sanitize(&part.of), part.value)).collect();
    let total: Decimal = claim.parts.iter().map(|part| part.value).sum();
    let sign = match (total == claim.total, claim.approximate) {
        (true, _) => "=",
        (false, true) => "≈",
        (false, false) => "≠",
    };
    let really = if total == claim.total { String::new() } else { format!(" = {total}") };
    format!("{}{} {sign} {}{really}", claim.total, claim.unit, parts.join(" + "))
}

fn words(kind: DamageKind, lang: Lang) -> &'static str {
    match kind {
        DamageKind::DigitsLost => lang.pick("数字丢失", "digits lost"),
        DamageKind::RepeatedLinesRemoved => lang.pick("重复行被删除", "repeated lines removed"),
        DamageKind::Mojibake => lang.pick("乱码", "decoded wrongly"),
        DamageKind::InvalidBytes => lang.pick("无效字节", "invalid bytes"),
        DamageKind::CutInTable => lang.pick("在表格中间截断", "cut inside a table"),
        DamageKind::BrokenOff => lang.pick("在报告中间截断", "cut inside the report"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::report::SumPart;

    #[test]
    fn a_sum_shows_what_its_parts_add_up_to() {
        let part = |of: &str, value: i64| SumPart { value: value.into(), of: of.to_owned(), source: Span::line(4) };
        let mut claim = SumClaim {
            total: 9.into(),
            total_source: Span::line(4),
            parts: vec![part("要闻", 5), part("动态", 4)],
            unit: "条".to_owned(),
            quote: String::new(),
            approximate: false,
        };
        assert_eq!(sum(&claim), "9条 = 要闻5 + 动态4");
        claim.total = 8.into();
        assert_eq!(sum(&claim), "8条 ≠ 要闻5 + 动态4 = 9");
    }
}
