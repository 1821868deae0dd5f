//! The figures that the prose states, totals with their parts, and where the text itself is damaged.

use std::io::{self, Write};

use rust_decimal::Decimal;

use crate::export::check::place::lines;
use crate::report::{DamageKind, Report, SumClaim};
use crate::text::lang::Lang;
use crate::text::width::sanitize;

/// Writes stated sums, facts and damage.
pub fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if !report.sums.is_empty() || !report.facts.is_empty() {
        writeln!(out, "\n{}", lang.pick("正文中的数字", "Figures in prose"))?;
    }
    for claim in &report.sums {
        writeln!(out, "  {}  {}", lines(report, &[claim.total_source], lang), sum(claim))?;
    }
    for fact in &report.facts {
        let unit = fact.unit.as_deref().unwrap_or("");
        writeln!(
            out,
            "  {}  [{}] {}{unit}  {}",
            lines(report, &fact.source, lang),
            fact.id,
            fact.value,
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
