//! The likeness of two folded labels, part by part.
//!
//! Three measures that fail differently are weighed together: a weighted edit distance with transpositions (optimal
//! string alignment), Jaro–Winkler, and the Dice coefficient of neighbouring pairs of characters. A label that is a cut
//! form of the other is scored by how much of it is left.

use super::confusable;
use super::evidence::{ScorePart, ScorePartKind};
use super::weights::Weights;

/// How alike two labels are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// The whole, from 0 to 1.
    pub score: f32,
    /// 1 less the weighted edit distance over the longer length.
    pub edit: f32,
    /// Jaro–Winkler.
    pub jaro_winkler: f32,
    /// Dice coefficient of the bigrams.
    pub bigrams: f32,
    /// Share of the longer label that the shorter one is, where it is its beginning or end; else 0.
    pub containment: f32,
}

impl Likeness {
    /// Nothing in common.
    pub const NONE: Self = Self { score: 0.0, edit: 0.0, jaro_winkler: 0.0, bigrams: 0.0, containment: 0.0 };

    /// Whether the texts are the same letter for letter.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.score >= Weights::get().same
    }

    /// The parts, for people.
    #[must_use]
    pub fn parts(&self) -> Vec<ScorePart> {
        let part = |kind, value| ScorePart { kind, value };
        let mut parts = vec![
            part(ScorePartKind::Edit, self.edit),
            part(ScorePartKind::JaroWinkler, self.jaro_winkler),
            part(ScorePartKind::Bigrams, self.bigrams),
        ];
        if self.containment > 0.0 {
            parts.push(part(ScorePartKind::Containment, self.containment));
        }
        parts
    }
}

/// Longest label that is compared; longer ones are prose.
const LONGEST: usize = 64;

/// How alike two labels are, as characters.
#[must_use]
pub fn likeness(observed: &[char], label: &[char]) -> Likeness {
    if observed.is_empty() || label.is_empty() || observed.len() > LONGEST || label.len() > LONGEST {
        return Likeness::NONE;
    }
    let longer = observed.len().max(label.len()) as f32;
    let edit = 1.0 - edit_distance(observed, label) / longer;
    let jaro_winkler = jaro_winkler(observed, label);
    let bigrams = dice(observed, label);
    let shorter = observed.len().min(label.len());
    let is_cut = shorter >= 2
        && (observed.starts_with(label)
            || label.starts_with(observed)
            || observed.ends_with(label)
            || label.ends_with(observed));
    let containment = if is_cut { shorter as f32 / longer } else { 0.0 };
    let weights = Weights::get();
    let weighed = weights.weigh(edit, jaro_winkler, bigrams);
    // A cut label keeps its order and every character: it deserves more than the edits that would restore it.
    let score = if is_cut { weighed.max(weights.cut(containment)) } else { weighed };
    Likeness { score: score.clamp(0.0, 1.0), edit: edit.max(0.0), jaro_winkler, bigrams, containment }
}

/// Optimal string alignment: insertion, deletion, replacement and swap of neighbours; look-alikes and sound-alikes are
/// cheaper to replace.
fn edit_distance(a: &[char], b: &[char]) -> f32 {
    let (confusables, weights) = (confusable::Table::get(), Weights::get());
    let width = b.len() + 1;
    let mut rows = [[0.0_f32; LONGEST + 1]; 3];
    for (j, cost) in rows[0].iter_mut().take(width).enumerate() {
        *cost = j as f32;
    }
    for i in 1..=a.len() {
        let (current, previous, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[current][0] = i as f32;
        for j in 1..width {
            let replace = if a[i - 1] == b[j - 1] {
                0.0
            } else if confusables.are_confusable(a[i - 1], b[j - 1]) {
                weights.confusable
            } else {
                1.0
            };
            let mut cost =
                (rows[previous][j - 1] + replace).min(rows[previous][j] + 1.0).min(rows[current][j - 1] + 1.0);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(rows[before][j - 2] + weights.swap);
            }
            rows[current][j] = cost;
        }
    }
    rows[a.len() % 3][b.len()]
}

/// Characters that `strsim` compares by reference.
struct Chars<'a>(&'a [char]);

impl<'a> IntoIterator for &Chars<'a> {
    type Item = char;
    type IntoIter = std::iter::Copied<std::slice::Iter<'a, char>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

fn jaro_winkler(a: &[char], b: &[char]) -> f32 {
    let jaro = strsim::generic_jaro(&Chars(a), &Chars(b)) as f32;
    let Weights { prefix_boost, prefix_from, prefix_most, .. } = *Weights::get();
    let prefix = a.iter().zip(b).take(prefix_most).take_while(|(x, y)| x == y).count() as f32;
    // The boost for a common beginning, by Winkler (1990), in the form that strsim gives whole strings.
    if jaro > prefix_from { jaro + prefix_boost * prefix * (1.0 - jaro) } else { jaro }
}

/// Dice's coefficient over pairs of neighbouring characters, counted with repeats; single characters have the pair of
/// themselves and the label's edge.
fn dice(a: &[char], b: &[char]) -> f32 {
    let pairs = |text: &[char]| -> Vec<(char, char)> {
        std::iter::once(('\0', text[0])).chain(text.windows(2).map(|pair| (pair[0], pair[1]))).collect()
    };
    let of_a = pairs(a);
    let mut of_b = pairs(b);
    let total = of_a.len() + of_b.len();
    let mut shared = 0;
    for pair in &of_a {
        if let Some(i) = of_b.iter().position(|other| other == pair) {
            of_b.swap_remove(i);
            shared += 1;
        }
    }
    (2 * shared) as f32 / total as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(a: &str, b: &str) -> f32 {
        likeness(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>()).score
    }

    #[test]
    fn the_right_neighbour_is_nearer() {
        for (observed, right, wrong) in [
            ("不分公开", "部分公开", "予以公开"),
            ("不分公开", "部分公开", "不予处理"),
            ("商业机构", "商业企业", "科研机构"),
            ("维持结果", "结果维持", "结果纠正"),
            ("现行有效件", "现行有效件数", "本年制发件数"),
            ("无法提共", "无法提供", "不予处理"),
        ] {
            assert!(score(observed, right) > score(observed, wrong), "{observed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn likeness_is_symmetric_and_bounded(a in "[予以不部分公开处理结果维持]{1,12}", b in "[予以不部分公开处理结果维持]{1,12}") {
            let (forward, backward) = (score(&a, &b), score(&b, &a));
            proptest::prop_assert!((0.0..=1.0).contains(&forward));
            proptest::prop_assert!((forward - backward).abs() < 1e-4);
            proptest::prop_assert!(score(&a, &a) > 0.999);
        }
    }
}
