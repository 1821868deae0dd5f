//! The rules as they document themselves: the relations' own words and the files of `rules/about`, parsed once, and the rules that
//! an office added.

use std::path::PathBuf;
use std::sync::{OnceLock, PoisonError, RwLock};

use serde::Deserialize;

use crate::rules::{Finding, Severity};
use crate::schema::relations;
use crate::schema::rulefile::WrittenRule;
pub use crate::text::lang::Wording;

/// How a relation of a rule is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationWording {
    /// What is wrong, in a few Chinese words.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Name of a side that adds up several terms, in Chinese; empty where such sides are written out.
    #[serde(default)]
    pub many_zh: String,
    /// The same in English.
    #[serde(default)]
    pub many_en: String,
    /// The sentence of a finding, where it is not the standard one; braces stand for place, sides and difference.
    pub sentence: Option<Wording>,
}

/// Where an office's own rule was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// What a rule checks, why, and what to do about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleDoc {
    /// Stable id, `family.flaw`.
    pub id: String,
    /// The gravest that a finding of the rule can be.
    pub severity: Severity,
    /// The flaw as a heading.
    pub title: Wording,
    /// What is checked.
    pub checks: Wording,
    /// Why: a document, logic, or usual practice.
    pub basis: Wording,
    /// What to do about it.
    pub advice: Wording,
    /// A finding as an example.
    pub example: Wording,
    /// How the rule's relations are spoken of, for rules over relations.
    pub relation: Option<RelationWording>,
    /// Whether its findings rest on other reports than the one that they speak of, or on the roster, so that one report alone does
    /// not show them.
    #[serde(skip)]
    pub rests_on_others: bool,
    /// Where it was written, for a rule that an office added.
    #[serde(skip)]
    pub written: Option<Written>,
}

impl RuleDoc {
    /// What a rule over relations says of itself.
    pub(super) fn of(rule: &WrittenRule, severity: Severity, written: Option<Written>) -> Self {
        let relations = || {
            let texts: Vec<&str> = rule.relations.iter().map(|(_, word)| word.text.as_str()).collect();
            Wording { zh: texts.join("；"), en: texts.join("; ") }
        };
        let flaw = rule.flaw.as_ref().unwrap_or(&rule.title);
        let sum = rule.sum.clone().unwrap_or(Wording { zh: String::new(), en: String::new() });
        Self {
            id: rule.id.text.clone(),
            severity,
            title: rule.title.clone(),
            checks: rule.checks.clone().unwrap_or_else(relations),
            basis: rule.basis.clone(),
            advice: rule.advice.clone().unwrap_or_else(|| Wording {
                zh: "请核对所列各数。".to_owned(),
                en: "Check the figures named.".to_owned(),
            }),
            example: rule.example.clone().unwrap_or_else(relations),
            relation: Some(RelationWording {
                zh: flaw.zh.clone(),
                en: flaw.en.clone(),
                many_zh: sum.zh,
                many_en: sum.en,
                sentence: rule.sentence.clone(),
            }),
            rests_on_others: false,
            written,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    rule: Vec<RuleDoc>,
}

/// What the rules say of themselves, a file for each group of families.
const FAMILIES: [&str; 3] =
    [include_str!("about/report.toml"), include_str!("about/prose.toml"), include_str!("about/form.toml")];

/// The same of the families over several reports.
const ACROSS: &str = include_str!("about/across.toml");

/// Every rule that gouji itself has, in the order in which checks are listed.
///
/// # Panics
/// Never in a released binary: a test parses the embedded files.
#[must_use]
pub fn registry() -> &'static [RuleDoc] {
    static RULES: OnceLock<Vec<RuleDoc>> = OnceLock::new();
    RULES.get_or_init(|| {
        let over_relations = relations::written().rules.iter().map(|rule| {
            let severity = rule.severity.as_ref().and_then(|word| Severity::named(&word.text));
            RuleDoc::of(rule, severity.expect("a built-in rule has a severity"), None)
        });
        let parse = |text| toml::from_str::<RawFile>(text).expect("the embedded rules parse").rule;
        let across = parse(ACROSS).into_iter().map(|rule| RuleDoc { rests_on_others: true, ..rule });
        over_relations.chain(FAMILIES.into_iter().flat_map(parse)).chain(across).collect()
    })
}

/// What is known of rules that offices added. Decisions, screens and exports name a rule by its id alone, and find its words
/// here; which rules hold is told by the book that a run judges by.
static ADDED: RwLock<Vec<&'static RuleDoc>> = RwLock::new(Vec::new());

/// Makes the words of an office's own rule known; the last one of an id counts.
pub(super) fn make_known(doc: &'static RuleDoc) {
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    added.retain(|known| known.id != doc.id);
    added.push(doc);
}

/// The rule of an id, built in or added by an office.
#[must_use]
pub fn rule(id: &str) -> Option<&'static RuleDoc> {
    let added = || ADDED.read().unwrap_or_else(PoisonError::into_inner).iter().copied().find(|rule| rule.id == id);
    registry().iter().find(|rule| rule.id == id).or_else(added)
}

/// A finding of a rule with the rule's severity and advice, and nothing yet but its sentence.
pub(super) fn finding(id: &'static str, zh: String, en: String) -> Finding {
    finding_of(rule(id).expect("every rule that speaks is in the registry"), zh, en)
}

/// The same of a rule at hand.
pub(super) fn finding_of(doc: &'static RuleDoc, zh: String, en: String) -> Finding {
    Finding {
        advice_zh: doc.advice.zh.clone(),
        advice_en: doc.advice.en.clone(),
        ..Finding::new(&doc.id, doc.severity, zh, en)
    }
}
