//! What was understood of an office's own rule, in words: to whom it applies, and what it demands once it is expanded.

use super::OwnRule;
use super::when::{BODIES, LEVELS, When};
use crate::rules::{arithmetic, names};
use crate::schema::{CellId, Relation, Schema, TableRef};
use crate::text::lang::Lang;

impl OwnRule {
    /// To whom it applies, then by form how many relations it has in which tables, each with the first of them written out.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> Vec<String> {
        let mut lines = vec![format!("{}{}", lang.pick("适用：", "applies to: "), self.when.in_words(lang))];
        for (form, relations) in Schema::get().forms.iter().zip(&self.forms) {
            let Some(first) = relations.first() else { continue };
            let mut tables: Vec<(Vec<TableRef>, usize)> = Vec::new();
            for relation in relations {
                let mut of: Vec<TableRef> = relation.tables().collect();
                of.sort_unstable();
                match tables.iter_mut().find(|known| known.0 == of) {
                    Some(known) => known.1 += 1,
                    None => tables.push((of, 1)),
                }
            }
            let tables: Vec<String> = tables
                .iter()
                .map(|(of, count)| {
                    let name = names::tables(of);
                    lang.pick(format!("{} {count} 条", name.zh), format!("{}: {count}", name.en))
                })
                .collect();
            let between = lang.pick("，", ", ");
            let (form, tables) = (form.id, tables.join(between));
            lines.push(lang.pick(
                format!("{form} 年表样：关系 {} 条（{tables}）", relations.len()),
                format!("form of {form}: {} ({tables})", arithmetic::count(relations.len(), "relation")),
            ));
            lines.push(format!("  {}{}", lang.pick("如：", "such as: "), written(first)));
        }
        lines
    }
}

/// A relation with the ids of its cells.
fn written(relation: &Relation) -> String {
    let id = |cell: CellId| Some(cell.to_string());
    let (left, right) = (arithmetic::side(relation, true, id), arithmetic::side(relation, false, id));
    format!("{left} {} {right}", relation.operator.sign())
}

impl When {
    /// The conditions in a few words.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let between = lang.pick("、", ", ");
        let mut parts = Vec::new();
        if !self.bodies.is_empty() {
            let named = BODIES.iter().filter(|known| self.bodies.contains(&known.2));
            parts.push(named.map(|known| lang.pick(known.1, known.0)).collect::<Vec<_>>().join(between));
        }
        if !self.levels.is_empty() {
            let named = LEVELS.iter().filter(|known| self.levels.contains(&known.2));
            let words: Vec<String> =
                named.map(|known| lang.pick(format!("{}级", known.1), known.0.to_owned())).collect();
            parts.push(words.join(between));
        }
        parts.extend(match (self.since, self.until) {
            (Some(since), Some(until)) if since == until => {
                Some(lang.pick(format!("{since} 年度"), format!("reports on {since}")))
            }
            (Some(since), Some(until)) => {
                Some(lang.pick(format!("{since}—{until} 年度"), format!("reports on {since} to {until}")))
            }
            (Some(since), None) => Some(lang.pick(format!("{since} 年度起"), format!("reports on {since} and later"))),
            (None, Some(until)) => {
                Some(lang.pick(format!("到 {until} 年度"), format!("reports on {until} and before")))
            }
            (None, None) => None,
        });
        if parts.is_empty() {
            return lang.pick("全部报告", "all reports").to_owned();
        }
        parts.join(lang.pick("，", ", "))
    }
}
