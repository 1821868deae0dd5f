//! Labels that name something else than the field which their words are like: 上年收费金额 beside 本年收费金额, 行政检查 beside
//! 行政处罚. Likeness does not see the difference, since the words that make it are few; here it is seen by what they say.

use crate::schema::Schema;
use crate::text::fold::{Folded, fold};

/// Longest bracketed note, in characters, that may say what a label is; a longer one explains it.
const SHORT_NOTE: usize = 6;
/// What a note begins with that explains a label, however short it is.
const EXPLAINS: [&str; 7] = ["含", "不含", "包括", "不包括", "其中", "指", "即"];
/// Likeness from which a label with such words may be one of the form's that has them too.
const ALIKE: f32 = 0.6;

/// What the words of a label say besides the field that it is like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Claim {
    /// The years that it names, a bit each: the report's own, the one before, the one after.
    years: u8,
    /// Whether it is of what is computed from figures.
    is_derived: bool,
    /// The act of law that it names, by its place in the list, from 1.
    act: u8,
}

impl Claim {
    /// What an observed label says.
    #[must_use]
    pub fn of(folded: &Folded) -> Self {
        let note = &folded.core[folded.base..];
        if note.chars().count() > SHORT_NOTE || EXPLAINS.iter().any(|start| note.starts_with(start)) {
            return Self::of_text(folded.base());
        }
        let (whole, of_note) = (Self::of_text(&folded.core), Self::of_text(note));
        // A note corrects what it stands behind, unless it names what that is compared with.
        let is_compared = note.starts_with(['比', '较', '与', '同']);
        Self { years: if of_note.years == 0 || is_compared { whole.years } else { of_note.years }, ..whole }
    }

    /// What the text of a folded label says.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let rivals = &Schema::get().rivals;
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let years = rivals.years.iter().enumerate().filter(|(_, words)| says(words));
        let act = rivals.acts.iter().position(|act| text.contains(act));
        Self {
            years: years.fold(0, |bits, (at, _)| bits | 1 << at),
            is_derived: says(&rivals.derived),
            act: act.map_or(0, |at| at as u8 + 1),
        }
    }

    /// Whether a label with this claim cannot be the one of a field.
    #[must_use]
    pub fn excludes(self, field: Self) -> bool {
        let of_field = if field.years == 0 { 1 } else { field.years };
        let is_of_other_year = self.years != 0 && self.years & of_field == 0;
        let is_other_act = self.act != 0 && self.act != field.act;
        is_of_other_year || (self.is_derived && !field.is_derived) || is_other_act
    }
}

/// Whether a label names another year, what is computed from figures, or another act of law, and no field of the forms.
#[must_use]
pub fn names_something_else(observed: &str) -> bool {
    let (folded, index) = (fold(observed), super::Index::get());
    Claim::of(&folded).excludes(Claim::default())
        && !index.is_known(&folded)
        && index.fuzzy(&folded, ALIKE, &|_| true).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(observed: &str, field: &str) -> bool {
        Claim::of(&fold(observed)).excludes(Claim::of_text(&fold(field).core))
    }

    #[test]
    fn what_names_another_year_or_act_is_no_field() {
        for (observed, field, expected) in [
            ("上年制发件数", "本年制发件数", true),
            ("去年同期处理决定数量", "处理决定数量", true),
            ("本年收费金额（上年）", "本年收费金额（单位：万元）", true),
            ("本年增/减（比上年）", "本年增/减", false),
            ("收费金额（上年）", "本年收费金额（单位：万元）", true),
            ("本年项目数量", "上一年项目数量", true),
            ("一年项目数量", "上一年项目数量", false),
            ("本年增/减（指比上年增加或减少的事项数）", "本年增/减", false),
            ("本年增减率", "本年增/减", true),
            ("收费金额同比增长（%）", "本年收费金额（单位：万元）", true),
            ("结转上年度继续办理", "四、结转下年度继续办理", true),
            ("行政检查", "行政处罚", true),
            ("行政许科", "行政许可", false),
            ("行政許可", "行政许可", false),
            ("行政规范性文件（含行政监督类）", "行政规范性文件", false),
        ] {
            assert_eq!(excludes(observed, field), expected, "{observed} / {field}");
        }
    }
}
