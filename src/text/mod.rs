//! Characters, numbers and words, without any knowledge of annual reports.

pub mod fold;
pub mod lang;
pub mod number;
pub mod pinyin;
pub mod traditional;
pub mod width;
