//! What each measure of likeness weighs, and from which likeness on a label is named, kept or shown.
//!
//! The values were found on reports with known truth; docs/accuracy.md tells how right they are, and
//! `cargo bench --bench accuracy -- --sweep matching.NAME` what a change of one does.

crate::text::tuning! {
    /// The matcher's numbers. Likenesses go from 0 to 1, costs of edits are in characters replaced.
    pub struct Weights in "matching" {
        /// Share of the edit distance: it alone sees every damaged character, so it has half of the whole.
        edit: f32 = 0.5,
        /// Share of Jaro–Winkler, which forgives order and trusts beginnings: least, since labels of one table begin alike.
        jaro_winkler: f32 = 0.2,
        /// Share of the pairs, which find a label whose halves were moved: 结果维持 for 维持结果.
        bigrams: f32 = 0.3,
        /// Cost of taking a character for one that looks or sounds like it, where any other costs 1: scans and input methods
        /// make such faults, and 不予 must stay nearer to 不子 than to 部分.
        confusable: f32 = 0.4,
        /// Cost of a swap of neighbours, less than the two replacements that it would else be.
        swap: f32 = 0.7,
        /// How many characters of a common beginning count, after Winkler (1990).
        prefix_most: usize = 4,
        /// What each of them closes of the gap to 1, after Winkler.
        prefix_boost: f32 = 0.1,
        /// Likeness by Jaro from which a common beginning counts at all, after Winkler.
        prefix_from: f32 = 0.7,
        /// What a label that is cut off is worth however little is left: its order and every character are kept.
        cut_base: f32 = 0.35,
        /// What the share that is left adds to that; a whole label comes near 1 and never quite there.
        cut_share: f32 = 0.6,
        /// Most that a cut form is worth by its text alone: it may be cut from another label still.
        cut_most: f32 = 0.9,
        /// What likeness to a cut form is worth: the form itself says too little already.
        truncation: f32 = 0.6,
        /// From here on a text is the same letter for letter; what lacks to 1 is rounding.
        same: f32 = 0.999,
        /// Likeness from which a label is accepted without asking, given that no other field is nearly as alike.
        clear: f32 = 0.9,
        /// Least lead over the runner-up for that.
        clear_lead: f32 = 0.12,
        /// Least likeness of a candidate that is worth showing to a person.
        worth_showing: f32 = 0.2,
        /// What an ordinal that agrees is worth in the chain, where a label's text is worth 5 and more.
        ordinal_agrees: f32 = 0.6,
        /// What one that differs costs: units number their rows anew, so it is no proof.
        ordinal_differs: f32 = 1.0,
        /// What one costs where the form prints none: it is the strongest sign of another label.
        ordinal_unexpected: f32 = 2.5,
        /// What one that is missing costs: hardly anything, since many systems drop them.
        ordinal_missing: f32 = 0.3,
        /// What these are worth beside a likeness, where candidates are put in order.
        ordinal_in_rank: f32 = 0.09,
    }
}

impl Weights {
    /// The three measures weighed together.
    #[must_use]
    pub fn weigh(&self, edit: f32, jaro_winkler: f32, bigrams: f32) -> f32 {
        self.edit * edit + self.jaro_winkler * jaro_winkler + self.bigrams * bigrams
    }

    /// What a cut label is worth of which a share is left.
    #[must_use]
    pub fn cut(&self, share: f32) -> f32 {
        self.cut_base + self.cut_share * share
    }
}
