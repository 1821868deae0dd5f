//! The keys of a session as rows to be printed: each action with its keys, where they are valid, and what it does.

use super::{Context, Keymap, name};
use crate::text::lang::Lang;

/// One action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name in a settings file.
    pub action: &'static str,
    /// Its keys, as a settings file writes them.
    pub keys: Vec<String>,
    /// Where it is valid.
    pub places: Vec<&'static str>,
    /// What it does.
    pub meaning: &'static str,
}

impl Keymap {
    /// Every action in the order of the table.
    #[must_use]
    pub fn rows(&self, lang: Lang) -> Vec<Row> {
        let rows = self.bound.iter().map(|bound| {
            let places = Context::ALL.into_iter().filter(|&context| bound.binding.valid_in(context));
            Row {
                action: bound.binding.id,
                keys: bound.keys.iter().map(|key| name::written(*key)).collect(),
                places: places.map(|context| context.words(lang)).collect(),
                meaning: bound.binding.long(lang),
            }
        });
        rows.collect()
    }
}

impl Context {
    /// The context in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::List => lang.pick("报告列表", "the list of reports"),
            Self::Tables => lang.pick("表格", "tables"),
            Self::Mapping => lang.pick("栏目映射", "labels"),
            Self::Findings => lang.pick("问题", "findings"),
            Self::Source => lang.pick("原文", "source text"),
            Self::Record => lang.pick("记录", "the record"),
            Self::Filter => lang.pick("筛选和查找", "filter and search"),
            Self::Prompt => lang.pick("理由和批注", "reasons and notes"),
            Self::Picker => lang.pick("改选栏目", "picking a field"),
            Self::Help => lang.pick("帮助", "help"),
            Self::Palette => lang.pick("命令窗口", "the command window"),
            Self::Weigh => lang.pick("全批预览", "the preview for the batch"),
            Self::Export => lang.pick("导出窗口", "the export window"),
            Self::Window => lang.pick("文字窗口", "windows of text"),
            Self::SaveAliases => lang.pick("留用别名", "keeping aliases"),
            Self::WhatIf => lang.pick("假设推演", "a supposition"),
            Self::Between => lang.pick("跨报告问题", "findings between reports"),
            Self::Beside => lang.pick("两份对照", "two reports beside each other"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_listed_with_keys_that_can_be_written() {
        for lang in [Lang::Zh, Lang::En] {
            for row in Keymap::standard().rows(lang) {
                assert!(!row.places.is_empty() && !row.meaning.is_empty(), "{}", row.action);
                for key in &row.keys {
                    assert!(name::parse(key).is_ok(), "{key}");
                }
            }
        }
    }
}
