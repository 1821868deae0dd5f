//! What the rules found in a report, one entry for each cause.

pub mod causes;
pub mod rows;
pub mod update;
pub mod view;
