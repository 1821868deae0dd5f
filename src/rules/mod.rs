//! Everything that must hold of a report, what came of trying it, and the findings that a person can act on.
//!
//! [`check`] is pure: a report in, checks and findings out. Rules and relations are data (`rules.toml`,
//! `relations.toml`), and the registry documents itself.

mod arithmetic;
mod finding;

pub use finding::{Because, Check, Finding, Outcome, Severity, Status, Tried, Verdict};

use crate::report::Report;

/// Checks a report against every rule.
#[must_use]
pub fn check(_report: &Report) -> Verdict {
    Verdict::default()
}
