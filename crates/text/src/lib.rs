//! Characters, numbers and words, without any knowledge of annual reports.

pub mod columns;
pub mod fold;
pub mod lang;
pub mod traditional;

pub mod date;
pub mod number;
pub mod numeral;
pub mod prose_number;
pub mod sentence;

pub mod nearest;
pub mod pinyin;
pub mod width;

pub mod tuning;

pub mod private;
mod private_number;
pub mod unseen;
