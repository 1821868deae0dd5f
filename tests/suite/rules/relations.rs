//! The built-in relations, expanded: the whole list is kept as text, so that no change of how they are written or read can
//! change what is demanded of a report.

use gouji::schema::{CellId, Relation, Schema};

use super::notation::expect;

#[test]
fn the_built_in_relations_expand_to_what_is_kept() {
    let side = |cells: &[CellId]| cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    let mut written = String::new();
    for form in 0..Schema::get().forms.len() as u8 {
        for relation in Relation::of_form(form) {
            let (left, right) = (side(relation.left()), side(relation.right()));
            let right = if right.is_empty() { "0" } else { &right };
            let (rule, sign) = (relation.rule, relation.operator.sign());
            let (axis, index) = (relation.axis.id(), relation.index);
            let form = Schema::get().forms[usize::from(form)].id;
            written.push_str(&format!("{form} {rule} {axis} {index}: {left} {sign} {right}\n"));
        }
    }
    expect("relations.txt", &written);
}
