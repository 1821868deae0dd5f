//! The rules that reports were judged by, as the JSON formats tell it, so that a clean report under fewer rules is never taken for a
//! clean one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::rules::RuleBook;

/// What is not as gouji has it by itself; every key is always there.
#[derive(Debug, Serialize)]
pub struct RulesView {
    /// Ids of rules that were switched off.
    off: Vec<&'static str>,
    /// What rules were weighed as that say another severity of themselves.
    severity: BTreeMap<&'static str, &'static str>,
    /// The rules that an office added.
    own: Vec<OwnView>,
}

#[derive(Debug, Serialize)]
struct OwnView {
    id: &'static str,
    file: String,
    line: usize,
}

impl RulesView {
    /// What a book holds.
    #[must_use]
    pub fn of(book: &RuleBook) -> Self {
        let own = book.own().iter().map(|own| {
            let written = own.doc.written.as_ref();
            OwnView {
                id: &own.doc.id,
                file: written.map(|written| written.file.to_string_lossy().into_owned()).unwrap_or_default(),
                line: written.map_or(0, |written| written.line),
            }
        });
        Self {
            off: book.switched_off().map(|doc| doc.id.as_str()).collect(),
            severity: book.weighed().map(|(doc, severity)| (doc.id.as_str(), severity.id())).collect(),
            own: own.collect(),
        }
    }
}
