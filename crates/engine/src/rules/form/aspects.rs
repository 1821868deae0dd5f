//! Whether 一、总体情况 speaks of the five aspects that the form wants.
//!
//! An aspect counts as spoken of where any of its words stands anywhere in the section, so that what is said to be missing
//! is. One that other parts of the section only touch is told where the section is written under headings for the others.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Deserialize;

use super::{join, may_lack_text};
use crate::report::Report;
use crate::rules::passage::{Passage, of_section};
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity};

/// Shortest section, in characters, that can be judged by its words; a shorter one is told as such.
pub(super) const SHORTEST: usize = 50;
/// How many aspects must have a heading before one without is missed.
const HEADED: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aspect {
    label: String,
    heads: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aspects {
    aspect: Vec<Aspect>,
}

fn aspects() -> &'static [Aspect] {
    static ASPECTS: OnceLock<Vec<Aspect>> = OnceLock::new();
    ASPECTS.get_or_init(|| {
        toml::from_str::<Aspects>(include_str!("aspects.toml")).expect("the embedded aspects parse").aspect
    })
}

fn is_headed(aspect: &Aspect, heads: &[&str]) -> bool {
    heads.iter().any(|head| aspect.heads.iter().any(|word| head.contains(word.as_str())))
}

fn is_touched(aspect: &Aspect, texts: &[Cow<str>]) -> bool {
    let mut words = aspect.heads.iter().chain(&aspect.words);
    words.any(|word| texts.iter().any(|text| text.contains(word.as_str())))
}

/// One finding for all aspects that are missing.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let section = of_section(passages, "overview");
    if section.iter().flat_map(|passage| passage.words()).take(SHORTEST).count() < SHORTEST {
        return;
    }
    let heads: Vec<&str> = section.iter().filter_map(|passage| passage.subhead()).collect();
    let headed: Vec<bool> = aspects().iter().map(|aspect| is_headed(aspect, &heads)).collect();
    // Headings nearly always name all of them, and then nothing needs to be searched for.
    let texts: Vec<Cow<str>> = match headed.iter().all(|headed| *headed) {
        true => return,
        false => section.iter().map(|passage| passage.without_notes()).collect(),
    };
    let (mut missing, mut unlisted): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let count = headed.iter().filter(|headed| **headed).count();
    for (aspect, _) in aspects().iter().zip(&headed).filter(|(_, headed)| !**headed) {
        if !is_touched(aspect, &texts) {
            missing.push(&aspect.label);
        } else if count >= HEADED {
            unlisted.push(&aspect.label);
        }
    }
    let mut parts = Vec::new();
    let quoted = |labels: &[&str]| labels.iter().map(|label| format!("“{label}”")).collect::<Vec<_>>();
    if !missing.is_empty() {
        parts.push(Wording {
            zh: format!("没有写到{}", quoted(&missing).join("")),
            en: format!("it does not speak of {}", quoted(&missing).join(", ")),
        });
    }
    if !unlisted.is_empty() {
        parts.push(Wording {
            zh: format!("其他方面都有小标题，{}没有（文中有所提及）", quoted(&unlisted).join("")),
            en: format!(
                "the other aspects have headings, {} has none (it is touched on)",
                quoted(&unlisted).join(", ")
            ),
        });
    }
    if parts.is_empty() {
        return;
    }
    let said = join(&parts, "；", "; ");
    let mut finding = finding(
        "form.overview_aspects",
        format!("“总体情况”部分{}。", said.zh),
        format!("Of the section 总体情况: {}.", said.en),
    );
    // Only the form of 2021 names the aspects; before, they were usual.
    if missing.is_empty() || report.form_id() != Some("2021") || may_lack_text(report) {
        finding.severity = Severity::Info;
    }
    finding.source = report
        .sections
        .iter()
        .filter(|mark| mark.id == "overview")
        .flat_map(|mark| mark.source.iter().copied())
        .collect();
    finding.quotes = missing.iter().chain(&unlisted).map(|label| (*label).to_owned()).collect();
    findings.push(finding);
}
