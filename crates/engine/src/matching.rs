//! How alike two labels are, and why: exact, folded, alias and fuzzy matching of an observed label against the forms.
//!
//! Matching looks at a label's text alone. What its place, its group and the arithmetic say is weighed by extract.

mod confusable;
mod evidence;
mod index;
mod learned;
mod likeness;
mod rank;
mod weights;

pub use confusable::{Resemblance, resemblance};
pub use evidence::{Candidate, Method, ScorePart, ScorePartKind};
pub use index::{Entry, Grade, Hit, Index, bloom, may_reach};
pub use learned::{Alias, AliasKey, Conflict, Fault, HeldBack, Learned, Lesson, Says, Taught};
pub use likeness::{Likeness, likeness};
pub use rank::{Ranked, Ranking, cut_score, is_under, ordinal_gain, rank};
pub use weights::Weights;
