//! What the text around the tables says, in the words of the extraction.

pub use crate::extract::{
    Damage, DamageKind, DateKind, DateMention, Fact, Paragraph, Period, Quoted, SectionMark, SumClaim, SumPart, Unseen,
};
