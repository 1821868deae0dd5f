//! A file as `gouji check` sees it, and what there is to tell of it in every format.

use serde::Serialize;

use crate::document::Span;
use crate::report::Report;
use crate::review::{FindingKey, FindingState, State};
use crate::rules::{Finding, Severity, Status, Verdict};
use crate::source::Kind;
use crate::text::lang::Lang;

/// Rule id of the finding that stands for a file which could not be read.
pub const UNREADABLE: &str = "text.unreadable";

/// One file with everything that is known of it; the callers above lend it.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// Path relative to the batch, with `/` between parts and `\xNN` for bytes that are not UTF-8.
    pub name: &'a str,
    /// `blake3:…` of the file's bytes; empty where they could not be read.
    pub digest: &'a str,
    /// What kind of file it is.
    pub kind: Kind,
    /// Its path inside the archive that it lies in.
    pub member: Option<&'a str>,
    /// The report as understood.
    pub report: &'a Report,
    /// What the rules say of it.
    pub verdict: &'a Verdict,
    /// Why the file could not be read as a report: Chinese, then English.
    pub unreadable: Option<&'a (String, String)>,
    /// What reviewers decided, where that was asked for.
    pub state: Option<&'a State>,
}

/// One thing that a person is told of a file, whether the rules found it or the file could not be read.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// Rule id.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The sentence.
    pub message: &'a str,
    /// What the rules found; `None` where the file could not be read.
    pub finding: Option<&'a Finding>,
    /// The language of the sentence.
    pub lang: Lang,
}

impl<'a> Told<'a> {
    /// The sign before its sentence: a colour is never the only sign.
    #[must_use]
    pub fn sign(&self) -> &'static str {
        match self.severity {
            Severity::Error => "✗",
            Severity::Warning => "⚠",
            Severity::Info => "·",
        }
    }

    /// Where it stands in the file; empty where it speaks of the whole file.
    #[must_use]
    pub fn source(&self) -> &'a [Span] {
        self.finding.map_or(&[], |finding| &finding.source)
    }
}

impl<'a> Checked<'a> {
    /// A file of which nothing else is known: plain text without digest, readable, and nobody asked for decisions.
    #[must_use]
    pub fn bare(name: &'a str, report: &'a Report, verdict: &'a Verdict) -> Self {
        let (digest, kind) = ("", Kind::default());
        Self { name, digest, kind, member: None, report, verdict, unreadable: None, state: None }
    }

    /// Everything that a person is told of the file. One that could not be read tells why, as a finding of its own; of a
    /// picture the rules tell it.
    pub fn findings(&self, lang: Lang) -> impl Iterator<Item = Told<'a>> + use<'a> {
        let found = &self.verdict.findings;
        let reason = self.unreadable.filter(|_| self.status() == Status::Unreadable);
        let unreadable = reason.map(|(zh, en)| Told {
            rule: UNREADABLE,
            severity: Severity::Error,
            message: lang.pick(zh.as_str(), en),
            finding: None,
            lang,
        });
        unreadable.into_iter().chain(found.iter().map(move |finding| Told {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message(lang),
            finding: Some(finding),
            lang,
        }))
    }

    /// The machine's status; a file that could not be read is unreadable, whatever the rules say of nothing, but for one
    /// that holds only pictures.
    #[must_use]
    pub fn status(&self) -> Status {
        match (self.unreadable, self.verdict.status) {
            (None, status) | (Some(_), status @ Status::NotAssessable) => status,
            (Some(_), _) => Status::Unreadable,
        }
    }

    /// The findings that nobody dismissed, in no particular language; all of them where decisions were not asked for.
    pub fn standing(&self) -> impl Iterator<Item = Told<'a>> + use<'a> {
        let (state, report, name) = (self.state, self.report, self.name);
        self.findings(Lang::default()).filter(move |told| match (state, told.finding) {
            (Some(state), Some(finding)) => {
                state.finding(name, &FindingKey::of(finding, report)).state != FindingState::Dismissed
            }
            _ => true,
        })
    }

    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings(Lang::Zh).filter(|told| told.severity == severity).count()
    }
}

/// How many reports have which status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of them.
    pub reports: usize,
    /// Without a warning and an error.
    pub clean: usize,
    /// With a warning and no error.
    pub warning: usize,
    /// With an error.
    pub error: usize,
    /// Not readable at all.
    pub unreadable: usize,
    /// With nothing of a national table to check.
    pub not_assessable: usize,
}

impl Counts {
    /// Counts one more report.
    pub fn add(&mut self, status: Status) {
        self.reports += 1;
        *match status {
            Status::Clean => &mut self.clean,
            Status::Warning => &mut self.warning,
            Status::Error => &mut self.error,
            Status::Unreadable => &mut self.unreadable,
            Status::NotAssessable => &mut self.not_assessable,
        } += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_file_tells_why_as_a_finding() {
        let (report, verdict) = (Report::default(), Verdict::default());
        let why = ("不是文本。".to_owned(), "no text".to_owned());
        let checked = Checked { unreadable: Some(&why), ..Checked::bare("a", &report, &verdict) };
        let told: Vec<_> = checked.findings(Lang::Zh).map(|told| (told.rule, told.severity, told.message)).collect();
        assert_eq!(told, [(UNREADABLE, Severity::Error, "不是文本。")]);
        assert_eq!(checked.status(), Status::Unreadable);
    }

    #[test]
    fn counts_add_up() {
        let mut counts = Counts::default();
        for status in [Status::Clean, Status::Error, Status::NotAssessable, Status::Unreadable, Status::Warning] {
            counts.add(status);
        }
        assert_eq!(
            serde_json::to_string(&counts).unwrap(),
            r#"{"reports":5,"clean":1,"warning":1,"error":1,"unreadable":1,"not_assessable":1}"#
        );
    }
}
