//! What came of a check, and what a person is told.

use std::borrow::Cow;
use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::document::Span;
use crate::report::Report;
use crate::rules::across::rests_on_others;
use crate::rules::{Cause, Evidence, arithmetic};
use crate::schema::{CellId, Relation, TableRef};
use crate::text::lang::Lang;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; leaves a report clean.
    Info,
    /// Usually an error, with lawful exceptions.
    Warning,
    /// Certainly an error.
    Error,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The severity of a word written by [`Severity::id`].
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.id() == word)
    }

    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Info => lang.pick("提示", "notice"),
            Self::Warning => lang.pick("警告", "warning"),
            Self::Error => lang.pick("错误", "error"),
        }
    }
}

/// What came of trying a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Broken,
    /// It cannot be tried; [`Check::because`] says why.
    CannotTell,
    /// The report has nothing that it speaks of.
    NotApplicable,
}

impl Outcome {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Broken => "broken",
            Self::CannotTell => "cannot_tell",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Holds => lang.pick("成立", "holds"),
            Self::Broken => lang.pick("不成立", "broken"),
            Self::CannotTell => lang.pick("无法判断", "cannot tell"),
            Self::NotApplicable => lang.pick("不适用", "not applicable"),
        }
    }
}

/// What keeps a relation from being tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The cells that are missing, blank, no number or doubtful.
    pub cells: Vec<CellId>,
    /// A sentence in Chinese, such as «总计为空白;若按 0 计,则成立».
    pub zh: String,
    /// The same in English.
    pub en: String,
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tried {
    /// A relation between cells.
    Relation(&'static Relation),
    /// Whether the values of a table are of the kind that the form wants.
    Domain(TableRef),
    /// A total stated in prose against its parts, by index into [`Report::sums`].
    Sum(u32),
    /// A figure in prose against the tables, by index into [`Report::facts`].
    Figure(u32),
    /// What prose says without a number against the tables, by index into [`Report::statements`].
    Statement(u32),
    /// A percentage in prose, by index into [`Report::rates`].
    Rate(u32),
    /// The figures of a narrative report among themselves: which of their sums.
    Statistics(u32),
}

/// One relation tried on one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Rule id, `family.flaw`.
    pub rule: &'static str,
    /// What was tried.
    pub tried: Tried,
    /// What came of it.
    pub outcome: Outcome,
    /// The cells that it speaks of: those of the relation; for the domain of a table those that break it or keep it from
    /// being told, so none where it holds; none for prose.
    pub cells: Cow<'static, [CellId]>,
    /// Why it cannot be told; only where the outcome is [`Outcome::CannotTell`].
    pub because: Option<Because>,
}

impl Check {
    /// The arithmetic with its numbers, such as `3 + 0 ≠ 5 + 0`; `?` stands for an operand that has no number. Empty for
    /// what is no arithmetic. Written on demand: most checks hold and nobody reads them.
    #[must_use]
    pub fn arithmetic(&self, report: &Report) -> String {
        match (self.tried, self.outcome) {
            (_, Outcome::NotApplicable) | (Tried::Domain(_), _) => String::new(),
            (Tried::Relation(relation), outcome) => arithmetic::relation(relation, report, outcome),
            (Tried::Sum(index), outcome) => {
                report.sums.get(index as usize).map_or_else(String::new, |claim| arithmetic::claim(claim, outcome))
            }
            (Tried::Figure(index), outcome) => report
                .facts
                .get(index as usize)
                .map_or_else(String::new, |fact| arithmetic::figure(fact.value, &self.cells, report, outcome)),
            (Tried::Statement(_) | Tried::Rate(_) | Tried::Statistics(_), _) => String::new(),
        }
    }
}

/// What a person is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Rule id, `family.flaw`, stable for ever.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The sentence in Chinese, with the arithmetic written out.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// What to do, in Chinese; may be empty.
    pub advice_zh: String,
    /// The same in English.
    pub advice_en: String,
    /// The cells that it speaks of.
    pub cells: Vec<CellId>,
    /// The tables that it speaks of, where it speaks of whole tables.
    pub tables: Vec<TableRef>,
    /// Indices into [`crate::report::Report::labels`], where it speaks of labels.
    pub labels: Vec<u32>,
    /// What the figure should be under the relation.
    pub expected: Option<Decimal>,
    /// What it is.
    pub actual: Option<Decimal>,
    /// Lines and columns that it speaks of.
    pub source: Vec<Span>,
    /// Words of the document that it rests on beside its cells: with them a decision on it is found again.
    pub quotes: Vec<String>,
    /// What else it speaks of, where it has neither cells nor quotes.
    pub subjects: Vec<Evidence>,
    /// Findings of one cause share a number, from 1 within a report.
    pub cause_id: Option<u32>,
    /// Cells that the smallest corrections of the cause have in common, the likeliest first.
    pub suspects: Vec<CellId>,
}

impl Finding {
    /// A finding of which only the sentence is known, in Chinese and in English.
    #[must_use]
    pub fn new(rule: &'static str, severity: Severity, zh: String, en: String) -> Self {
        Self {
            rule,
            severity,
            zh,
            en,
            advice_zh: String::new(),
            advice_en: String::new(),
            cells: Vec::new(),
            tables: Vec::new(),
            labels: Vec::new(),
            expected: None,
            actual: None,
            source: Vec::new(),
            quotes: Vec::new(),
            subjects: Vec::new(),
            cause_id: None,
            suspects: Vec::new(),
        }
    }

    /// The same finding, resting on something beside cells and quotes.
    #[must_use]
    pub fn about(mut self, subjects: impl IntoIterator<Item = Evidence>) -> Self {
        self.subjects.extend(subjects);
        self
    }

    /// The same finding, resting on the tables that it speaks of.
    pub(super) fn about_tables(self) -> Self {
        let tables: Vec<Evidence> = self.tables.iter().map(|&table| Evidence::table(table)).collect();
        self.about(tables)
    }

    /// The sentence in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// What to do, in a language.
    #[must_use]
    pub fn advice(&self, lang: Lang) -> &str {
        lang.pick(&self.advice_zh, &self.advice_en)
    }
}

/// The machine's view of a report; the human one is decided in a review and never mixed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// No warning and no error.
    #[default]
    Clean,
    /// At least one warning.
    Warning,
    /// At least one error.
    Error,
    /// Nothing of a national table to check: a narrative report, a picture.
    NotAssessable,
    /// The bytes could not be read as a report at all.
    Unreadable,
}

impl Status {
    /// The status of a report that has something to check: that of its gravest finding.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        match findings.iter().map(|finding| finding.severity).max() {
            Some(Severity::Error) => Self::Error,
            Some(Severity::Warning) => Self::Warning,
            Some(Severity::Info) | None => Self::Clean,
        }
    }

    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::NotAssessable => "not_assessable",
            Self::Unreadable => "unreadable",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Clean => lang.pick("通过", "clean"),
            Self::Warning => lang.pick("警告", "warning"),
            Self::Error => lang.pick("错误", "error"),
            Self::NotAssessable => lang.pick("不可机检", "not assessable"),
            Self::Unreadable => lang.pick("无法读取", "unreadable"),
        }
    }

    /// The sign beside a report's name: a colour is never the only sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Clean => "✓",
            Self::Warning => "⚠",
            Self::Error => "✗",
            Self::NotAssessable => "–",
            Self::Unreadable => "!",
        }
    }
}

/// Everything that the rules have to say of a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// The machine's status.
    pub status: Status,
    /// Every relation tried, in the registry's order.
    pub checks: Vec<Check>,
    /// What a person is told, gravest first, then in the order of the document.
    pub findings: Vec<Finding>,
    /// What is known of the causes of broken relations, in the order of their numbers.
    pub causes: Vec<Cause>,
}

impl Verdict {
    /// What is known of a finding's cause, where it has one that was looked into.
    #[must_use]
    pub fn cause(&self, finding: &Finding) -> Option<&Cause> {
        self.causes.iter().find(|cause| Some(cause.id) == finding.cause_id)
    }

    /// Takes up what rests on other reports as well, in place of what was said of that before.
    pub fn compared<'a>(&mut self, findings: impl Iterator<Item = &'a Finding>) {
        self.findings.retain(|finding| !rests_on_others(finding.rule));
        self.findings.extend(findings.cloned());
        self.findings.sort_by_key(|finding| Reverse(finding.severity));
        if !matches!(self.status, Status::NotAssessable | Status::Unreadable) {
            self.status = Status::of(&self.findings);
        }
    }

    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
