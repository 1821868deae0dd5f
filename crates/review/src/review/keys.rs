//! The evidence of a finding, by which a decision on it is found again after a re-run, an upgrade or a resubmission.
//!
//! The key holds what the finding rests on and nothing that a better program may word, order or place otherwise.

use crate::report::Report;
use crate::rules::Finding;

use super::FindingKey;

impl FindingKey {
    /// The evidence of a finding of a report: its cells with their raw text and the words that it quotes, sorted; a cell that
    /// the document does not have stands by its id alone. A finding without either is known by its Chinese sentence.
    #[must_use]
    pub fn of(finding: &Finding, report: &Report) -> Self {
        let mut evidence: Vec<String> = finding
            .cells
            .iter()
            .map(|&id| match report.cell(id) {
                Some(cell) => format!("{id}={}", cell.raw),
                None => id.to_string(),
            })
            .collect();
        evidence.extend(finding.quotes.iter().map(|quote| format!("“{quote}”")));
        if evidence.is_empty() {
            evidence.push(finding.zh.clone());
        }
        evidence.sort();
        evidence.dedup();
        Self { rule: finding.rule.to_owned(), evidence }
    }
}
