//! What an aggregate says of the reports that it sums up: 汇总37个单位的年度报告.

use crate::document::Span;
use crate::report::{Body, Report};
use crate::text::prose_number;

/// What an aggregate says of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// How many units it sums up.
    pub units: u32,
    /// Where it says so.
    pub source: Span,
}

/// How many characters may stand between 汇总 and the number of units.
const NEAR: usize = 30;

/// The number of units that the report of a government says that it sums up.
pub(super) fn find(report: &Report, lines: &[String]) -> Option<Stated> {
    if !report.unit_kind().is_some_and(|kind| matches!(kind.body, Body::Government | Body::Committee)) {
        return None;
    }
    lines.iter().enumerate().find_map(|(index, line)| {
        let at = line.find("汇总")?;
        let start = line[..at].char_indices().rev().take(NEAR).last().map_or(at, |(start, _)| start);
        let end = line[at..].char_indices().nth(NEAR).map_or(line.len(), |(end, _)| at + end);
        let clause = &line[start..end];
        let mut found = Vec::new();
        prose_number::numbers(clause, &mut found);
        let found = found.into_iter().find(|number| is_units(&clause[number.end..]))?;
        let units = u32::try_from(found.value).ok().filter(|units| *units > 1)?;
        let column = line[..start + found.digits.start].chars().count() as u32 + 1;
        Some(Stated {
            units,
            source: Span::new(index as u32 + 1, column, clause[found.digits.start..found.end].chars().count() as u32),
        })
    })
}

/// Whether units are counted: 37个单位, 12家部门, 9个乡镇 are, 37份文件 are not.
fn is_units(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['个', '家', '份']);
    ["单位", "部门", "行政机关", "机关", "乡镇", "镇街", "年度报告", "年报", "报告"]
        .iter()
        .any(|word| behind.starts_with(word))
}
