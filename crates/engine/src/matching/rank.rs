//! The fields that a label may stand for, best first, by its text alone: what `gouji match` answers, and what is shown of a
//! label beside the field that its document settles.

use super::evidence::{Candidate, Method, ScorePart, ScorePartKind};
use super::index::{Hit, Index};
use super::weights::Weights;
use crate::schema::{Axis, Schema, Target};
use crate::text::fold::{Folded, Ordinal, fold};

/// Candidates that are kept.
const KEPT: usize = 5;

/// A field that a label may stand for, in every form that has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The field in the newest form that has it, with its score.
    pub candidate: Candidate,
    /// How the label was found to be like it.
    pub method: Method,
    /// The forms that have the field, by index, oldest first.
    pub forms: Vec<u8>,
}

/// The fields that a label may stand for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranking {
    /// Up to five fields, best first.
    pub candidates: Vec<Ranked>,
    /// Whether the first is accepted without asking: its text names that field and no other.
    pub is_accepted: bool,
}

/// Ranks the fields among those wanted that a label may stand for.
#[must_use]
pub fn rank(index: &Index, observed: &str, wanted: &dyn Fn(Target) -> bool) -> Ranking {
    let folded = fold(observed);
    if folded.is_empty() {
        return Ranking::default();
    }
    let Weights { worth_showing, clear, clear_lead, .. } = *Weights::get();
    let known: Vec<Hit<'_>> = index.exact(observed, &folded).filter(|hit| wanted(hit.entry.target)).collect();
    if known.is_empty() && index.is_corner(&folded) {
        return Ranking::default();
    }
    // A cut form says too little for the others not to be looked at.
    let is_named = known.iter().any(|hit| hit.method != Method::Position);
    let mut hits: Vec<(f32, Hit<'_>)> = Vec::new();
    for hit in known.iter().filter(|hit| !is_named || hit.method != Method::Position) {
        let is_cut = hit.method == Method::Position;
        hits.push((if is_cut { cut_score(&folded, hit.entry.target) } else { 1.0 }, *hit));
    }
    if !is_named {
        let mut alike = index.fuzzy(&folded, worth_showing, wanted);
        if alike.is_empty() {
            alike = index.fuzzy_thorough(&folded, worth_showing, wanted);
        }
        hits.extend(alike.into_iter().map(|hit| (hit.likeness.score, hit)));
    }
    let mut ranked = by_field(hits, &folded);
    let is_accepted = match ranked.as_slice() {
        [] => false,
        [first, rest @ ..] => {
            let lead = first.candidate.score - rest.iter().map(|other| other.candidate.score).fold(0.0, f32::max);
            match first.method {
                Method::Fuzzy => first.candidate.score >= clear && lead >= clear_lead,
                Method::Position => false,
                // As the form prints it, ordinal and all; what others are called by the same words has another ordinal.
                Method::Exact if says_ordinal(first, 1.0) => rest.iter().all(|other| says_ordinal(other, 0.0)),
                _ => rest.is_empty(),
            }
        }
    };
    ranked.truncate(KEPT);
    Ranking { candidates: ranked, is_accepted }
}

/// Whether the printed ordinal is the candidate's (1) or another than its own (0).
fn says_ordinal(ranked: &Ranked, value: f32) -> bool {
    ranked.candidate.parts.iter().any(|part| part.kind == ScorePartKind::Ordinal && part.value == value)
}

/// One of each field, whatever forms have it, best first: by score and what the ordinals say, then as the forms print them.
fn by_field(hits: Vec<(f32, Hit<'_>)>, folded: &Folded) -> Vec<Ranked> {
    let mut found: Vec<(f32, Ranked)> = Vec::new();
    for (score, hit) in hits {
        let target = hit.entry.target;
        let order = score + Weights::get().ordinal_in_rank * ordinal_gain(folded.ordinal, hit.entry.ordinal);
        let known = found.iter_mut().find(|(_, ranked)| ranked.candidate.target.is_same_field(target));
        let mut forms = vec![target.table.form];
        let newest = |a: Target, b: Target| if year(a) < year(b) { b } else { a };
        match known {
            Some((best, ranked)) => {
                forms.extend(&ranked.forms);
                forms.sort_unstable_by_key(|form| Schema::get().forms[usize::from(*form)].id);
                forms.dedup();
                ranked.forms = forms;
                let target = newest(ranked.candidate.target, target);
                if order > *best {
                    *best = order;
                    ranked.candidate = candidate(score, &hit, folded.ordinal);
                    ranked.method = hit.method;
                }
                ranked.candidate.target = target;
            }
            None => found
                .push((order, Ranked { candidate: candidate(score, &hit, folded.ordinal), method: hit.method, forms })),
        }
    }
    found.sort_by(|(a, first), (b, second)| {
        b.total_cmp(a).then_with(|| first.candidate.target.cmp(&second.candidate.target))
    });
    found.into_iter().map(|(_, ranked)| ranked).collect()
}

fn year(target: Target) -> &'static str {
    target.table.form().id
}

fn candidate(score: f32, hit: &Hit<'_>, ordinal: Option<Ordinal>) -> Candidate {
    let mut parts = if hit.method == Method::Fuzzy { hit.likeness.parts() } else { Vec::new() };
    if hit.method == Method::Position {
        parts = vec![ScorePart { kind: ScorePartKind::Containment, value: score }];
    }
    if let (Some(observed), Some(expected)) = (ordinal, hit.entry.ordinal) {
        let value = f32::from(u8::from(observed.number == expected.number));
        parts.push(ScorePart { kind: ScorePartKind::Ordinal, value });
    }
    Candidate { target: hit.entry.target, score, parts }
}

/// What a label's ordinal says for or against a variant.
#[must_use]
pub fn ordinal_gain(observed: Option<Ordinal>, expected: Option<Ordinal>) -> f32 {
    let weights = Weights::get();
    match (observed, expected) {
        (Some(observed), Some(expected)) if observed.number == expected.number => weights.ordinal_agrees,
        (Some(_), Some(_)) => -weights.ordinal_differs,
        (Some(_), None) => -weights.ordinal_unexpected,
        (None, Some(_)) => -weights.ordinal_missing,
        (None, None) => 0.0,
    }
}

/// What a cut label is worth by its text alone: the share of the label that is left.
#[must_use]
pub fn cut_score(observed: &Folded, target: Target) -> f32 {
    let left = observed.core.chars().count() as f32;
    let whole = fold(target.label()).base().chars().count().max(1) as f32;
    let weights = Weights::get();
    weights.cut(left / whole).min(weights.cut_most)
}

/// Whether a field stands under a group, by the group's label as the form prints it. The columns of a table that prints its
/// rows side by side stand under each of its rows.
#[must_use]
pub fn is_under(target: Target, group: &str) -> bool {
    let table = target.table.get();
    let index = usize::from(target.index);
    match target.axis {
        Axis::Row => table.rows[index].group.contains(&group),
        Axis::Column if table.side_by_side => {
            table.rows.iter().any(|row| row.label == group || row.group.contains(&group))
        }
        Axis::Column => table.columns[index].group.contains(&group),
        Axis::Table | Axis::Group => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(observed: &str, table: Option<&str>, axis: Option<Axis>) -> Ranking {
        let wanted = |target: Target| {
            table.is_none_or(|table| target.table.get().id == table) && axis.is_none_or(|axis| target.axis == axis)
        };
        rank(Index::get(), observed, &wanted)
    }

    #[test]
    fn a_label_is_accepted_where_its_text_names_one_field() {
        use Axis::{Column, Row};
        for (observed, table, axis, first, is_accepted) in [
            ("商业企业", None, None, "org_enterprise", true),
            ("商業 企業", Some("requests"), Some(Column), "org_enterprise", true),
            ("总计", None, None, "total", false),
            ("总计", Some("remedies"), Some(Column), "total", true),
            ("结果", Some("remedies"), Some(Column), "upheld", false),
            ("(二)不分公开", Some("requests"), Some(Row), "partial", false),
            ("3.其他", Some("requests"), Some(Row), "other_other", true),
            ("3.其他", None, None, "other_other", false),
            ("（七）怠记", Some("requests"), Some(Row), "total_processed", false),
        ] {
            let ranking = ranked(observed, table, axis);
            let best = ranking.candidates.first().map(|best| best.candidate.target.canonical());
            assert_eq!((best, ranking.is_accepted), (Some(first), is_accepted), "{observed} {ranking:?}");
        }
        assert!(ranked("信息内容", None, None).candidates.is_empty());
        assert!(ranked("", None, None).candidates.is_empty());
    }

    #[test]
    fn a_field_of_several_forms_stands_once() {
        let ranking = ranked("商业企业", Some("requests"), None);
        assert_eq!(ranking.candidates.len(), 1);
        let forms: Vec<&str> =
            ranking.candidates[0].forms.iter().map(|form| Schema::get().forms[usize::from(*form)].id).collect();
        assert_eq!(forms, ["2019", "2021"]);
        assert_eq!(ranking.candidates[0].candidate.target.table.form().id, "2021");
    }
}
