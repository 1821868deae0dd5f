//! Characters, numbers and words, without any knowledge of annual reports.

pub mod lang;
