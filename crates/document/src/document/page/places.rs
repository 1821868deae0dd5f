//! Where the columns of a table lie, by the places of its values, and over which of them a word or a label stands.

use super::atoms::Atom;
use super::tuning::Tuning;
use super::values::Edges;
use super::words::{Label, Word};

/// Where the columns of a table lie.
pub struct Columns {
    /// Their middles.
    pub middles: Vec<f32>,
    /// Where the first begins.
    pub left: f32,
    /// Where the labels of rows end that stand beside their values; far right where there are none.
    pub labels: f32,
    /// Least distance between two of them.
    pub pitch: f32,
    /// Whether labels of rows stand on lines of their own, above the values.
    pub are_below: bool,
    /// Least distance between two rows.
    rows: f32,
}

impl Columns {
    /// By where values stand, and a value and perhaps the end of the label of each row.
    pub fn new(columns: &[Edges], rows: &[(&Atom, Option<f32>)]) -> Self {
        let middles: Vec<f32> = columns.iter().map(|column| (column.0 + column.1) / 2.0).collect();
        let pitch = middles.windows(2).map(|pair| pair[1] - pair[0]).fold(f32::MAX, f32::min);
        let pitch = if middles.len() < 2 { Tuning::get().lone_column * rows[0].0.size } else { pitch };
        let labels = rows.iter().filter_map(|row| row.1);
        let rows = rows.windows(2).map(|pair| pair[1].0.base - pair[0].0.base).fold(f32::MAX, f32::min);
        let labels = labels.max_by(f32::total_cmp).unwrap_or(f32::MAX);
        Self { left: middles[0] - Tuning::get().half_pitch * pitch, labels, middles, pitch, are_below: false, rows }
    }

    /// How closely lines of a label follow each other: closer than rows do.
    pub fn near(&self, size: f32) -> f32 {
        (Tuning::get().leading * size).min(Tuning::get().row_pitch * self.rows)
    }

    /// These columns, as those of a table in which no labels stand before them.
    pub fn without_labels(self) -> Self {
        Self { left: f32::MIN, ..self }
    }

    /// These columns, as those of a table in which labels stand on lines of their own: the values of the first may be set in
    /// the middle of it and of the room beside it, and its head stands over it alone.
    pub fn below_labels(mut self) -> Self {
        if let [first, second, _, ..] = &mut self.middles[..]
            && *second - *first > Tuning::get().first_column * self.pitch
        {
            *first = *second - self.pitch;
            self.left = *first - Tuning::get().half_pitch * self.pitch;
        }
        Self { are_below: true, ..self }
    }

    /// The column in which a word stands whole, half way to the next columns on both sides.
    pub fn around(&self, word: &Word) -> Option<usize> {
        let first = (0..self.middles.len() - 1)
            .take_while(|&i| (self.middles[i] + self.middles[i + 1]) / 2.0 <= word.middle())
            .count();
        let middle = self.middles[first];
        let half = |other: Option<&f32>| {
            other.map_or(Tuning::get().half_pitch * self.pitch, |other| {
                ((other - middle) / 2.0).abs().min(Tuning::get().column_reach * self.pitch)
            })
        };
        let begin = middle - half(first.checked_sub(1).and_then(|before| self.middles.get(before)));
        let end = middle + half(self.middles.get(first + 1));
        (begin - Tuning::get().word_over * self.pitch <= word.x0
            && word.x1 <= end + Tuning::get().word_over * self.pitch)
            .then_some(first)
    }

    /// These columns, and those that have a label and no values: it stands a column's width off the others.
    pub fn with_blank(&self, labels: &[&Label]) -> Self {
        let is_off = |middle: &f32| {
            self.middles.iter().all(|other| (other - middle).abs() >= Tuning::get().blank_column * self.pitch)
        };
        let mut middles = self.middles.clone();
        middles.extend(labels.iter().map(|label| label.middle()).filter(is_off));
        middles.sort_by(f32::total_cmp);
        Self { middles, ..*self }
    }

    /// The columns over whose middle a label stands: one, or several that it names together.
    pub fn over(&self, label: &Label) -> Option<(usize, usize)> {
        let middle = label.middle();
        let count = self.middles.len();
        let nearest = (0..count)
            .min_by(|&a, &b| (self.middles[a] - middle).abs().total_cmp(&(self.middles[b] - middle).abs()))?;
        if (self.middles[nearest] - middle).abs() <= Tuning::get().over_column * self.pitch {
            return Some((nearest, nearest));
        }
        let amid = |first: usize, last: usize| (self.middles[first] + self.middles[last]) / 2.0 - middle;
        (0..count - 1)
            .map(|first| (first, first + 1))
            .find(|&(first, last)| amid(first, last).abs() <= Tuning::get().over_two * self.pitch)
    }
}
