//! What is said of rules beside the rules themselves: which are off, and which are weighed otherwise.

use super::Ruling;
use super::load::{BookProblem, Draft, Loader, Place};
use crate::rules::registry::registry;
use crate::schema::RuleFile;
use crate::text::nearest::nearest;

/// The rule that stands for a file which could not be read: it can be neither silenced nor weighed.
const UNREADABLE: &str = "text.unreadable";

/// An id, what is said of it, and where: number of the file and the byte, or nothing for what was handed in.
type Said = (String, Ruling, Option<(usize, usize)>);

impl Loader<'_> {
    /// What is said of rules: the files, which must not contradict each other, then the rulings handed in.
    pub(super) fn rulings(
        &mut self,
        files: &[RuleFile],
        rulings: &[(String, String)],
        drafts: &[Draft],
    ) -> Vec<(String, Ruling)> {
        let mut found: Vec<Said> = Vec::new();
        for (file, read) in files.iter().enumerate() {
            for (id, level) in &read.severities {
                let Some(ruling) = self.ruling(
                    Place::File { file, at: id.at.start },
                    Place::File { file, at: level.at.start },
                    (&id.text, &level.text),
                    drafts,
                ) else {
                    continue;
                };
                let other = found.iter().find(|other| other.0 == id.text && other.1 != ruling);
                if let Some((other_file, other_at)) = other.and_then(|other| other.2) {
                    let (zh, en) = self.named(other_file, other_at);
                    self.complain(
                        file,
                        id.at.start,
                        format!("“{}”在{zh}另有规定，两处不同；请统一。", id.text),
                        format!("{en} says something else of {}; let both say the same", id.text),
                    );
                }
                found.push((id.text.clone(), ruling, Some((file, id.at.start))));
            }
        }
        for (index, (id, level)) in rulings.iter().enumerate() {
            let place = Place::Ruling(index);
            if let Some(ruling) = self.ruling(place, place, (id, level), drafts) {
                found.push((id.clone(), ruling, None));
            }
        }
        found.into_iter().map(|(id, ruling, _)| (id, ruling)).collect()
    }

    fn ruling(&mut self, id_at: Place, level_at: Place, (id, level): (&str, &str), drafts: &[Draft]) -> Option<Ruling> {
        let ids = || registry().iter().chain(drafts.iter().map(|draft| &draft.doc)).map(|doc| doc.id.as_str());
        if !ids().any(|known| known == id) {
            // It may be the id of a rule that could not be understood, which was told.
            if self.problems.iter().any(|problem| matches!(problem.place, Place::File { .. }))
                && nearest(id, ids()).is_none()
            {
                return None;
            }
            let near = nearest(id, ids());
            let (zh, en) = near.map_or_else(Default::default, |near| {
                (format!("是否要写“{near}”？"), format!("did you mean {near}? "))
            });
            self.problems.push(BookProblem {
                place: id_at,
                zh: format!("没有“{id}”这条规则。{zh}运行 gouji rules 可查看全部规则。"),
                en: format!("there is no rule {id}; {en}gouji rules lists them all"),
            });
            return None;
        }
        if id == UNREADABLE {
            self.problems.push(BookProblem {
                place: id_at,
                zh: "“text.unreadable”不能停用或改动：读不了的文件总要说明。".to_owned(),
                en: "text.unreadable can be neither switched off nor changed: a file that cannot be read is always told of".to_owned(),
            });
            return None;
        }
        let ruling = Ruling::named(level);
        if ruling.is_none() {
            self.problems.push(BookProblem {
                place: level_at,
                zh: format!("“{id}”不能是“{level}”，可选：{}。", Ruling::WORDS.join("、")),
                en: format!("{id} cannot be {level}; choose from: {}", Ruling::WORDS.join(", ")),
            });
        }
        ruling
    }
}
