//! What the window of exports says.

use crate::export::log::{Content, Format};
use crate::text::lang::Lang;

/// Its title.
#[must_use]
pub fn export_title(lang: Lang) -> &'static str {
    lang.pick("导出", "Export")
}

/// Before the file's name.
#[must_use]
pub fn export_file(lang: Lang) -> &'static str {
    lang.pick("文件", "file")
}

/// A document in a format, and what it is good for.
#[must_use]
pub fn offer(lang: Lang, content: Content, format: Format) -> (String, &'static str) {
    let document = match content {
        Content::Log => lang.pick("审核记录", "review log"),
        Content::Ledger => lang.pick("台账", "ledger"),
    };
    let (name, purpose) = match (content, format) {
        (Content::Log, Format::Markdown) => (
            "Markdown",
            lang.pick("逐份写明问题与每个决定，供阅读存档", "report by report, every decision; to read and to file"),
        ),
        (Content::Log, Format::Csv) => {
            ("CSV", lang.pick("每个决定一行，供 WPS、Excel 筛选", "a row for each decision, for spreadsheets"))
        }
        (Content::Log, Format::Json) => ("JSON", lang.pick("供其他程序读取", "for other programs")),
        (Content::Ledger, Format::Csv) => {
            ("CSV", lang.pick("每个问题一行，供 WPS、Excel 填报", "a row for each finding, for spreadsheets"))
        }
        (Content::Ledger, Format::Markdown) => {
            ("Markdown", lang.pick("每个问题一行，供阅读", "a row for each finding, to read"))
        }
        (Content::Ledger, Format::Json) => ("JSON", lang.pick("供其他程序读取", "for other programs")),
    };
    (format!("{document} · {name}"), purpose)
}

/// The folder that a name without one means.
#[must_use]
pub fn export_into(lang: Lang, folder: &str) -> String {
    lang.pick(
        format!("写到“{folder}”；也可写明其他目录。"),
        format!("Written to {folder}; another folder may be given."),
    )
}

/// A file is in the way.
#[must_use]
pub fn export_exists(lang: Lang, key: &str) -> String {
    lang.pick(
        format!("已有同名文件，未作改动。再按 {key} 替换它，或改一个名称。"),
        format!("A file of that name is there and was left as it is. {key} again replaces it; or change the name."),
    )
}

/// How far the export is.
#[must_use]
pub fn exporting(lang: Lang, done: usize, count: usize) -> String {
    lang.pick(format!("正在导出 {done}/{count}，Esc 停止"), format!("exporting {done}/{count}, Esc stops"))
}

/// It is done.
#[must_use]
pub fn exported(lang: Lang, path: &str) -> String {
    lang.pick(format!("已导出到“{path}”。"), format!("Exported to {path}."))
}

/// Decisions are still being written.
#[must_use]
pub fn export_waits(lang: Lang) -> &'static str {
    lang.pick("还有决定正在写入，请稍候再导出。", "Decisions are still being written; export in a moment.")
}

/// No name was typed.
#[must_use]
pub fn export_nameless(lang: Lang) -> &'static str {
    lang.pick("请写明文件名。", "Give a file name.")
}
