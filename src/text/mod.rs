//! Characters, numbers and words, without any knowledge of annual reports.

pub mod lang;
pub mod pinyin;
pub mod traditional;
pub mod width;
