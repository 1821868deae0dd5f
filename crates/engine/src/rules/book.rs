//! Which rules hold for a run and how grave each is: gouji's own, those that an office added, and what was switched off or
//! weighed otherwise.
//!
//! A book is read once and lives as long as the program. It is given to whoever judges a report; nothing that judges looks for it
//! anywhere else. Reading files and settings is done by the callers.

mod compare;
mod load;
mod rulings;
mod told;
mod when;
mod words;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use load::{BookProblem, Place, RuleSource};
pub use when::{Applies, When};

use crate::rules::registry::{RuleDoc, registry};
use crate::rules::{Finding, Severity};
use crate::schema::Relation;
use crate::text::lang::Lang;

/// An example of a file of rules, in Chinese and in English.
pub const EXAMPLE: (&str, &str) = (include_str!("book/example.zh.toml"), include_str!("book/example.en.toml"));

/// What is said of a rule beside the rule itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// It is not tried.
    Off,
    /// It is as grave as this.
    As(Severity),
}

impl Ruling {
    /// The words by which rulings are written.
    pub const WORDS: [&str; 4] = ["off", "info", "warning", "error"];

    /// The ruling of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        if word == "off" { Some(Self::Off) } else { Severity::named(word).map(Self::As) }
    }

    /// The word.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::As(severity) => severity.id(),
        }
    }
}

/// A rule that an office added.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnRule {
    /// Its words.
    pub doc: &'static RuleDoc,
    /// To which reports it applies.
    pub when: When,
    /// Its relations, by form.
    forms: Vec<Vec<Relation>>,
}

impl OwnRule {
    /// Its relations in a form.
    #[must_use]
    pub fn relations(&'static self, form: u8) -> &'static [Relation] {
        self.forms.get(usize::from(form)).map_or(&[], Vec::as_slice)
    }
}

/// The rules that hold for a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleBook {
    own: Vec<&'static OwnRule>,
    rulings: BTreeMap<String, Ruling>,
}

impl RuleBook {
    /// The book of gouji's own rules, each as it is.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<RuleBook> = OnceLock::new();
        STANDARD.get_or_init(Self::default)
    }

    /// The rules that an office added, in the order of their files.
    #[must_use]
    pub fn own(&self) -> &[&'static OwnRule] {
        &self.own
    }

    /// Every rule, gouji's own first, whether it is on or off.
    pub fn docs(&self) -> impl Iterator<Item = &'static RuleDoc> {
        registry().iter().chain(self.own.iter().map(|own| own.doc))
    }

    /// Whether a rule is switched off.
    #[must_use]
    pub fn is_off(&self, id: &str) -> bool {
        !self.rulings.is_empty() && self.rulings.get(id) == Some(&Ruling::Off)
    }

    /// What was said of a rule.
    #[must_use]
    pub fn ruling(&self, id: &str) -> Option<Ruling> {
        self.rulings.get(id).copied()
    }

    /// The rules that are switched off.
    pub fn switched_off(&self) -> impl Iterator<Item = &'static RuleDoc> {
        self.docs().filter(|doc| self.is_off(&doc.id))
    }

    /// The rules that are weighed otherwise than they say themselves, with what they are instead.
    pub fn weighed(&self) -> impl Iterator<Item = (&'static RuleDoc, Severity)> {
        self.docs().filter_map(|doc| match self.ruling(&doc.id) {
            Some(Ruling::As(severity)) if severity != doc.severity => Some((doc, severity)),
            _ => None,
        })
    }

    /// Whether a report is judged by nothing but gouji's own rules, each as it is.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.own.is_empty() && self.rulings.is_empty()
    }

    /// In what the book is not gouji's own rules, each as it is, in one sentence; nothing where it is that.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> Option<String> {
        let off: Vec<&str> = self.switched_off().map(|doc| doc.id.as_str()).collect();
        let weighed: Vec<String> = self
            .weighed()
            .map(|(doc, severity)| {
                let words = [doc.severity.words(lang), severity.words(lang)].join(lang.pick("改为", " to "));
                lang.pick(format!("{}（{words}）", doc.id), format!("{} ({words})", doc.id))
            })
            .collect();
        let own = self.own.iter().filter(|own| !self.is_off(&own.doc.id)).count();
        let list = |count: usize, words: &[String]| {
            lang.pick(format!("{count} 条：{}", words.join("、")), format!("{count}: {}", words.join(", ")))
        };
        let mut parts = Vec::new();
        if !off.is_empty() {
            let off: Vec<String> = off.into_iter().map(str::to_owned).collect();
            parts.push(format!("{}{}", lang.pick("停用 ", "switched off "), list(off.len(), &off)));
        }
        if !weighed.is_empty() {
            parts.push(format!(
                "{}{}",
                lang.pick("严重程度改动 ", "weighed otherwise "),
                list(weighed.len(), &weighed)
            ));
        }
        if own > 0 {
            parts.push(lang.pick(format!("另加自订规则 {own} 条"), format!("the office's own added: {own}")));
        }
        (!parts.is_empty()).then(|| parts.join(lang.pick("；", "; ")) + lang.pick("。", "."))
    }

    /// Lets findings be as grave as the book says, and drops those of rules that are off. A finding that is milder than its
    /// rule for a reason of its own never becomes graver.
    pub(super) fn rule_on(&self, findings: &mut Vec<Finding>) {
        if self.rulings.is_empty() {
            return;
        }
        findings.retain_mut(|finding| self.rule_on_one(finding));
    }

    /// The same for one finding; whether it stays.
    pub(super) fn rule_on_one(&self, finding: &mut Finding) -> bool {
        match self.rulings.get(finding.rule) {
            None => true,
            Some(Ruling::Off) => false,
            Some(Ruling::As(severity)) => {
                let own = super::rule(finding.rule).map_or(Severity::Error, |doc| doc.severity);
                finding.severity = if finding.severity >= own { *severity } else { finding.severity.min(*severity) };
                true
            }
        }
    }
}
