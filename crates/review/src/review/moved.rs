//! Files that came back under another name: their decisions are found by path, so a renamed file looks undecided.
//!
//! Nothing is carried over by itself. The pairs are told, and a reviewer may have the decisions of the old path recorded on
//! the new one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, ReviewState, State};

impl State {
    /// Files that decisions speak of and that are gone, each with the file that has the same content now, by name. `present`
    /// are the batch's files with their digests. A file that has decisions of its own is nobody's new name, nor is one of
    /// several with the same content.
    #[must_use]
    pub fn moved(&self, present: &[(&str, &str)]) -> Vec<(String, String)> {
        let here: BTreeSet<&str> = present.iter().map(|&(path, _)| path).collect();
        let mut by_digest: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for &(path, digest) in present {
            if !digest.is_empty() && !self.knows(path) {
                by_digest.entry(digest).or_default().push(path);
            }
        }
        let new_name = |old: &str| match by_digest.get(self.last_digest(old)?)?.as_slice() {
            [new] => Some((old.to_owned(), (*new).to_owned())),
            _ => None,
        };
        self.paths().into_iter().filter(|path| !here.contains(path)).filter_map(new_name).collect()
    }

    /// Everything that stands in force on a file, as decisions that say the same of another one.
    #[must_use]
    pub fn decided(&self, path: &str) -> Vec<Decision> {
        let mappings = self.mappings(path).decided.into_keys().filter_map(|key| {
            let standing = self.mapping(path, &key)?;
            Some(Decision::MapLabel { key, proposed: standing.proposed, mapping: Some(standing.mapping) })
        });
        let judged = self.judged(path).into_iter().map(|(key, standing)| Decision::JudgeFinding {
            key: key.clone(),
            state: standing.state,
            reason: standing.reason,
        });
        let notes = self.notes(path).into_iter();
        let notes = notes.map(|(on, standing)| Decision::Note { on: on.clone(), text: standing.text });
        let review = self.review(path, None);
        let review = (review.state != ReviewState::Open).then_some(Decision::SetState {
            state: review.state,
            reason: review.reason,
            seen: review.seen,
        });
        mappings.chain(judged).chain(notes).chain(review).collect()
    }
}
