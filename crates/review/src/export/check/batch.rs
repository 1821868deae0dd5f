//! What rests on several reports, as json and ndjson write it.

use serde::Serialize;

use super::Closing;
use super::value::{Ids, Number, Places, Within};
use crate::document::Origins;
use crate::rules::across::BatchFinding;
use crate::text::lang::Lang;

/// The places of a text that is the file itself.
static PLAIN: Origins = Origins { parts: Vec::new(), grids: Vec::new() };

/// A finding between reports.
#[derive(Serialize)]
pub struct BatchFindingView<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    reports: Vec<&'a str>,
    cells: Ids<'a>,
    subject: Option<&'a str>,
    expected: Option<Number>,
    actual: Option<Number>,
    source: Places<'a>,
    advice: &'a str,
}

impl<'a> BatchFindingView<'a> {
    /// All of them, their sentences in a language.
    #[must_use]
    pub fn all(closing: &Closing<'a>, lang: Lang) -> Vec<Self> {
        closing.findings.iter().map(|found| Self::new(closing, found, lang)).collect()
    }

    fn new(closing: &Closing<'a>, found: &'a BatchFinding, lang: Lang) -> Self {
        let name = |index: usize| &*closing.extracts[index].name;
        let finding = &found.finding;
        let original = found.subject.and_then(|subject| closing.originals.get(&subject));
        let within = original.map_or(Within { origins: &PLAIN, member: None }, |original| Within {
            origins: &original.origins,
            member: original.member.as_deref(),
        });
        Self {
            rule: finding.rule,
            severity: finding.severity.id(),
            message: finding.message(lang),
            reports: found.reports.iter().map(|&index| name(index)).collect(),
            cells: Ids(&finding.cells),
            subject: found.subject.map(name),
            expected: finding.expected.map(Number),
            actual: finding.actual.map(Number),
            source: within.places(&finding.source),
            advice: finding.advice(lang),
        }
    }
}
