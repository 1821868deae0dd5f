//! What the screen says of two reports beside each other.

use crate::text::lang::Lang;

words! {
    /// Title of the window.
    beside_title => ("两份报告相同的句子（各带行号）", "Sentences that both reports have, with their lines"),
    /// The reports are being read.
    still_laying => ("正在读取两份报告……", "Reading both reports…"),
    /// No whole sentence is common.
    nothing_in_common => ("没有整句相同的，只有零散的分句相同。", "No whole sentence is the same, only parts of sentences."),
    /// The cursor is on no finding about two texts.
    nothing_to_lay_beside => (
        "这里没有可对照的两份文字：请先选中“与上年重复”“雷同”或“多份”一类的问题。",
        "There are no two texts to lay beside each other: choose a finding of repeated or equal text first."
    ),
}
