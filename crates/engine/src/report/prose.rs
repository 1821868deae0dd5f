//! What the text around the tables says, in the words of the extraction.

pub use crate::extract::{
    Damage, DamageKind, DateKind, DateMention, Fact, Paragraph, PartsAnnounced, Period, Quoted, Rate, RateKind, Said,
    Scope, SectionMark, Statement, SumClaim, SumPart, Unseen, Year,
};
