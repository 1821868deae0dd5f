//! What is to be said of the file itself and of how it was read, which a reviewer must know before trusting what was read.

use crate::document::Remark;
use crate::report::Report;
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Evidence, Finding, Severity};
use crate::schema::Schema;
use crate::text::lang::Lang;

/// How many places or names a sentence lists.
const NAMED: usize = 8;

/// One finding for each remark of the reader.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    let described = |remark: &Remark| describe(board.report, remark).about(subjects(remark));
    findings.extend(board.report.remarks().iter().map(described));
}

/// The finding that stands for a file which is a picture, with the sentence that says so.
pub(super) fn picture(zh: &str, en: &str) -> Finding {
    finding("file.pictures", zh.to_owned(), en.to_owned())
}

/// What a remark speaks of.
fn subjects(remark: &Remark) -> Vec<Evidence> {
    let names = |names: &[String]| names.iter().cloned().map(Evidence::Name).collect();
    match remark {
        Remark::Extension { extension, kind } => {
            vec![Evidence::Name(extension.clone()), Evidence::Name(kind.id().to_owned())]
        }
        Remark::Pictures { pages } | Remark::Recognised { pages } => {
            pages.iter().copied().map(Evidence::Page).collect()
        }
        Remark::Embedded(count) | Remark::Uncoded(count) => vec![Evidence::Number((*count).into())],
        Remark::Uncalculated(cells) | Remark::Formatted(cells) => names(cells),
        Remark::Frames(addresses) => names(addresses),
        Remark::Hidden(hidden) => names(hidden),
        Remark::Cut { setting, .. } => vec![Evidence::Name((*setting).to_owned())],
        Remark::Rescued | Remark::Converted => Vec::new(),
    }
}

fn describe(report: &Report, remark: &Remark) -> Finding {
    match remark {
        Remark::Extension { extension, kind } => finding(
            "file.extension",
            format!("文件扩展名为“.{extension}”，内容却是{}，已按内容读取。", kind.name(Lang::Zh)),
            format!(
                "The file's extension is “.{extension}”, but it is a {}; it was read as such.",
                kind.name(Lang::En)
            ),
        ),
        Remark::Pictures { pages } => pictures(report, pages),
        Remark::Embedded(count) => {
            let mut found = finding(
                "file.pictures",
                format!("文中有 {count} 幅图片，图片里的文字和表格读不出来。"),
                match count {
                    1 => "There is 1 picture in the text; words and tables in it cannot be read.".to_owned(),
                    _ => format!("There are {count} pictures in the text; words and tables in them cannot be read."),
                },
            );
            // Where every table of the form is there, a picture is an ornament or a seal.
            if has_all_tables(report) {
                found.severity = Severity::Info;
            }
            found
        }
        Remark::Uncalculated(cells) => finding(
            "file.uncalculated",
            format!("{} 格是公式，文件中没有保存计算结果，没有数值可读：{}。", cells.len(), list(cells, Lang::Zh)),
            format!(
                "{} formulas have no result in the file, so that there is no number to read: {}.",
                cells.len(),
                list(cells, Lang::En)
            ),
        ),
        Remark::Formatted(cells) => finding(
            "file.formatted",
            format!("{} 格按单元格格式显示的与格中的数不同（格中→显示）：{}。", cells.len(), list(cells, Lang::Zh)),
            match cells.as_slice() {
                [cell] => {
                    format!("A cell shows something else than the number in it, by its format (held→shown): {cell}.")
                }
                _ => format!(
                    "{} cells show something else than the number in them, by their format (held→shown): {}.",
                    cells.len(),
                    list(cells, Lang::En)
                ),
            },
        ),
        Remark::Frames(addresses) => finding(
            "file.frames",
            format!("网页只有框架，正文在别的网页里，不在本文件中：{}。", list(addresses, Lang::Zh)),
            format!("The page only frames other pages, which are not in the file: {}.", list(addresses, Lang::En)),
        ),
        Remark::Hidden(names) => finding(
            "file.hidden",
            format!("文件中有隐藏的内容，未读取：{}。", list(names, Lang::Zh)),
            format!("The file hides some of what is in it, which was not read: {}.", list(names, Lang::En)),
        ),
        Remark::Cut { setting, limit } => finding(
            "file.cut",
            format!("文件过大，读到上限为止（{setting} = {limit}），其后的内容没有读取。"),
            format!(
                "The file is too large; reading ended at a limit ({setting} = {limit}), and the rest was not read."
            ),
        ),
        Remark::Recognised { pages } => {
            let named = runs(pages);
            let mut found = finding(
                "file.recognised",
                format!("第 {named} 页是扫描件，文字由识别软件加入，可能认错。"),
                match pages.len() {
                    1 => format!("Page {named} is a scan whose text was recognised by a program and may be wrong."),
                    _ => format!("Pages {named} are scans whose text was recognised by a program and may be wrong."),
                },
            );
            found.source = report.origins().pages(pages);
            found
        }
        Remark::Uncoded(count) => finding(
            "file.uncoded",
            format!("有 {count} 个字符在文件中没有对应的文字编码，读不出来，以“\u{fffd}”代替。"),
            match count {
                1 => "1 character has no code for its text in the file and is shown as “\u{fffd}”.".to_owned(),
                _ => format!("{count} characters have no code for their text in the file and are shown as “\u{fffd}”."),
            },
        ),
        Remark::Rescued => finding(
            "file.rescued",
            "文件已损坏，只读出了能恢复的部分，内容可能不全。".to_owned(),
            "The file is damaged; only what could be rescued was read, and some may be missing.".to_owned(),
        ),
        Remark::Converted => finding(
            "file.converted",
            "文件是旧格式，经转换后读取，版面可能与原件略有出入。".to_owned(),
            "The file is of an older kind and was converted before it was read; its layout may differ a little."
                .to_owned(),
        ),
    }
}

fn pictures(report: &Report, pages: &[u32]) -> Finding {
    if pages.is_empty() {
        return picture(
            "文件里的内容是图片，没有文字，无法核对。",
            "What is in the file is pictures without text; nothing of it can be checked.",
        );
    }
    let named = runs(pages);
    let mut found = finding(
        "file.pictures",
        format!("第 {named} 页只有图片，没有文字，这些页的内容读不出来。"),
        match pages.len() {
            1 => format!("Page {named} has a picture and no text; nothing of it could be read."),
            _ => format!("Pages {named} have pictures and no text; nothing of them could be read."),
        },
    );
    found.source = report.origins().pages(pages);
    found
}

/// Whether every table of the report's form was found.
fn has_all_tables(report: &Report) -> bool {
    let wanted = report.form.map_or(0, |form| Schema::get().forms[usize::from(form)].tables.len());
    wanted > 0 && report.tables.len() >= wanted
}

/// Ascending numbers, those that follow one another drawn together: `2, 4–6`.
fn runs(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run[0].to_string(),
    });
    let mut runs: Vec<String> = runs.collect();
    if runs.len() > NAMED {
        runs.truncate(NAMED);
        runs.push("…".to_owned());
    }
    runs.join(", ")
}

/// The first few names, and how many there are where there are more.
fn list(names: &[String], lang: Lang) -> String {
    let shown = names[..names.len().min(NAMED)].join(lang.pick("、", ", "));
    match names.len() {
        count if count > NAMED => lang.pick(format!("{shown}等 {count} 处"), format!("{shown}, … {count} in all")),
        _ => shown,
    }
}
