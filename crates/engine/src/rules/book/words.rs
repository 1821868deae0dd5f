//! What the words of a rule mean: its severity, and the kinds of units that it is for.

use super::load::Loader;
use super::when::{BODIES, LEVELS, When};
use crate::rules::Severity;
use crate::schema::rulefile::{Word, WrittenWhen};
use crate::text::nearest::nearest;

impl Loader<'_> {
    /// The severity of a rule; a warning where it says nothing.
    pub(super) fn severity(&mut self, file: usize, word: Option<&Word>) -> Option<Severity> {
        let Some(word) = word else { return Some(Severity::Warning) };
        let found = Severity::named(&word.text);
        if found.is_none() {
            self.complain(
                file,
                word.at.start,
                format!("严重程度不能是“{}”，可选：error、warning、info。要停用规则，请写在 [severity] 下。", word.text),
                format!(
                    "a severity cannot be {}; choose from: error, warning, info. To switch a rule off, write it under [severity]",
                    word.text
                ),
            );
        }
        found
    }

    /// The conditions of a rule.
    pub(super) fn when(&mut self, file: usize, written: &WrittenWhen) -> Option<When> {
        let count = self.problems.len();
        let levels = self.kinds(file, &written.level, &LEVELS, ("级别", "level of units"));
        let bodies = self.kinds(file, &written.body, &BODIES, ("单位类别", "kind of units"));
        let when = When { levels, bodies, since: written.since, until: written.until };
        if let (Some(since), Some(until)) = (when.since, when.until)
            && since > until
        {
            self.complain(
                file,
                written.years_at.start,
                format!("since（{since}）晚于 until（{until}），这条规则永远用不上。"),
                format!("since ({since}) is later than until ({until}), so that the rule can never apply"),
            );
        }
        if self.problems.len() == count && when.is_for_nobody() {
            self.complain(
                file,
                written.level.first().map_or(0, |word| word.at.start),
                "没有这样的单位：街道都是乡级（township），管委会不分级别；这条规则永远用不上。".to_owned(),
                "there are no such units: streets are of the township's level, committees of zones of none; the rule can never apply"
                    .to_owned(),
            );
        }
        (self.problems.len() == count).then_some(when)
    }

    fn kinds<T: Copy>(
        &mut self,
        file: usize,
        words: &[Word],
        known: &[(&str, &str, T)],
        (zh, en): (&str, &str),
    ) -> Vec<T> {
        let mut found = Vec::new();
        for word in words {
            match known.iter().find(|known| word.text == known.0 || word.text == known.1) {
                Some(kind) => found.push(kind.2),
                None => {
                    let ids: Vec<String> = known.iter().map(|known| format!("{}（{}）", known.0, known.1)).collect();
                    let plain: Vec<&str> = known.iter().map(|known| known.0).collect();
                    let near = nearest(&word.text, plain.iter().copied());
                    let (near_zh, near_en) = near.map_or_else(Default::default, |near| {
                        (format!("是否要写“{near}”？"), format!("did you mean {near}? "))
                    });
                    self.complain(
                        file,
                        word.at.start,
                        format!("没有“{}”这种{zh}。{near_zh}有：{}。", word.text, ids.join("、")),
                        format!("there is no {en} {}; {near_en}there are: {}", word.text, plain.join(", ")),
                    );
                }
            }
        }
        found
    }
}
