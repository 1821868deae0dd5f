//! Relations held against each other: what can never hold, what always does, what is demanded twice, and demands that can never
//! both be met.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::When;
use super::load::{Draft, Loader};
use crate::schema::rulefile::{Linear, Reach};
use crate::schema::{CellId, Relation, Schema};

/// What is wrong with a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Clash<K> {
    /// No figures that the form allows meet it.
    Never,
    /// All figures that the form allows meet it.
    Always,
    /// Another one demands the same.
    Same(K),
    /// It and another one can never both be met.
    Against(K),
}

/// What is allowed to a sum of cells, in which reports, and who says so.
type Demand<K> = (Reach, When, K);

/// The relations met so far, by the cells that they bind, each with what is allowed and whose it is.
struct Known<K> {
    by_terms: HashMap<Vec<(CellId, Decimal)>, Vec<Demand<K>>>,
}

impl<K: Copy> Known<K> {
    /// Nothing.
    fn new() -> Self {
        Self { by_terms: HashMap::new() }
    }

    /// Adds a relation and tells what is wrong with it.
    fn add(&mut self, relation: &Relation, when: &When, whose: K) -> Option<Clash<K>> {
        let linear = Linear::of(relation)?;
        let (allowed, possible) = (linear.allowed, linear.possible());
        let others = self.by_terms.entry(linear.terms).or_default();
        let clash = if allowed.and(possible).is_empty() {
            Some(Clash::Never)
        } else if possible.is_within(allowed) {
            Some(Clash::Always)
        } else {
            others.iter().filter(|(_, other, _)| when.meets(other)).find_map(|&(other, _, whose)| {
                if other == allowed {
                    Some(Clash::Same(whose))
                } else {
                    other.and(allowed).is_empty().then_some(Clash::Against(whose))
                }
            })
        };
        others.push((allowed, when.clone(), whose));
        clash
    }
}

/// Whose a relation is.
#[derive(Debug, Clone, Copy)]
enum Whose {
    BuiltIn(&'static str),
    /// The number of a draft, and where the relation stands.
    Own(usize, usize),
}

impl Loader<'_> {
    /// Holds the relations against each other and against gouji's own. Of each rule the first flaw of a kind is told.
    pub(super) fn compare(&mut self, drafts: &[Draft], is_off: &dyn Fn(&str) -> bool) {
        let mut told: Vec<(usize, &'static str)> = Vec::new();
        for form in 0..Schema::get().forms.len() as u8 {
            let mut known: Known<Whose> = Known::new();
            for relation in Relation::of_form(form).iter().filter(|relation| !is_off(relation.rule)) {
                known.add(relation, &When::default(), Whose::BuiltIn(relation.rule));
            }
            for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| !is_off(&draft.doc.id)) {
                for (relation, at) in &draft.forms[usize::from(form)] {
                    let Some(clash) = known.add(relation, &draft.when, Whose::Own(index, at.start)) else { continue };
                    let kind = match clash {
                        Clash::Never => "never",
                        Clash::Always => "always",
                        Clash::Same(_) => "same",
                        Clash::Against(_) => "against",
                    };
                    if !told.contains(&(index, kind)) {
                        told.push((index, kind));
                        let (zh, en) = self.clash(relation, clash, drafts);
                        self.complain(draft.file, at.start, zh, en);
                    }
                }
            }
        }
    }

    fn clash(&self, relation: &Relation, clash: Clash<Whose>, drafts: &[Draft]) -> (String, String) {
        let cell = relation.cells().first().map(ToString::to_string).unwrap_or_default();
        let other = |whose: Whose| match whose {
            Whose::BuiltIn(id) => (format!("内置规则 {id} "), format!("the built-in rule {id}")),
            Whose::Own(index, at) => {
                let draft = &drafts[index];
                let (zh, en) = self.named(draft.file, at);
                (format!("规则 {}（{zh}）", draft.doc.id), format!("the rule {} ({en})", draft.doc.id))
            }
        };
        match clash {
            Clash::Never => (
                format!("这条关系永远不成立（如 {cell}）：表样中的件数、金额不小于 0；请核对比较号、系数和常数。"),
                format!(
                    "this relation can never hold (at {cell}, say): counts and amounts are not below 0; check its sign and its numbers"
                ),
            ),
            Clash::Always => (
                format!(
                    "这条关系总是成立（如 {cell}），查不出问题：件数、金额不小于 0 已由 values.domain 核对；请改写或删去。"
                ),
                format!(
                    "this relation always holds (at {cell}, say) and finds nothing: values.domain sees to it that counts and amounts are not below 0; rewrite it or take it out"
                ),
            ),
            Clash::Same(whose) => {
                let (zh, en) = other(whose);
                (
                    format!(
                        "与{zh}相同（如 {cell}），同一个问题会报两次；请删去一条。要改严重程度，请写在 [severity] 下。"
                    ),
                    format!(
                        "this is the same as {en} (at {cell}, say), and one flaw would be told twice; take one of them out. To weigh a rule otherwise, write it under [severity]"
                    ),
                )
            }
            Clash::Against(whose) => {
                let (zh, en) = other(whose);
                (
                    format!("与{zh}矛盾（如 {cell}），两条不能同时成立；请改正一条，或在 [severity] 下停用一条。"),
                    format!(
                        "this contradicts {en} (at {cell}, say): both can never hold; mend one of them, or switch one off under [severity]"
                    ),
                )
            }
        }
    }
}
