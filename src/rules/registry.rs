//! The rules as they document themselves: the files of `rules/about`, parsed once.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::rules::{Finding, Severity};
use crate::text::lang::Lang;

/// One wording in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Wording {
    /// The wording in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    rule: Vec<RuleDoc>,
}

/// What the rules say of themselves, a file for each group of families.
const FAMILIES: [&str; 3] =
    [include_str!("about/report.toml"), include_str!("about/prose.toml"), include_str!("about/across.toml")];

/// Every rule, in the order in which checks are listed.
///
/// # Panics
/// Never in a released binary: a test parses the embedded file.
#[must_use]
pub fn registry() -> &'static [RuleDoc] {
    static RULES: OnceLock<Vec<RuleDoc>> = OnceLock::new();
    RULES.get_or_init(|| {
        let files = FAMILIES.iter().map(|text| toml::from_str(text).expect("the embedded rules parse"));
        files.flat_map(|file: RawFile| file.rule).collect()
    })
}

/// The rule of an id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static RuleDoc> {
    registry().iter().find(|rule| rule.id == id)
}

/// A finding of a rule with the rule's severity and advice, and nothing yet but its sentence.
pub(super) fn finding(id: &'static str, zh: String, en: String) -> Finding {
    let doc = rule(id).expect("every rule that speaks is in the registry");
    Finding {
        advice_zh: doc.advice.zh.clone(),
        advice_en: doc.advice.en.clone(),
        ..Finding::new(id, doc.severity, zh, en)
    }
}
