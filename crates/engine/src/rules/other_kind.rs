//! Files that are no annual report at all: guides, notices, regulations, catalogues, reports of universities. Told as what they
//! are, they are not told to lack what only an annual report has.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::document::Span;
use crate::report::Report;
use crate::text::traditional::simplify;

/// A kind of document by its headings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kind {
    /// What it is called in Chinese.
    pub(super) zh: String,
    /// What it is called in English.
    pub(super) en: String,
    has: Vec<String>,
    ends: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<Kind>,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("other_kind.toml")).expect("the embedded words parse");
    file.kind
});

/// A file that seems to be another kind of document.
pub(super) struct OtherKind<'r> {
    pub(super) kind: &'static Kind,
    /// The heading that says so.
    pub(super) heading: &'r str,
    /// Where it stands.
    pub(super) source: Span,
}

/// How many lines a heading is looked for in.
const HEAD_LINES: usize = 8;
/// The longest heading in characters.
const LONGEST: usize = 50;
/// Words that only an annual report, or a letter with it, has.
const OF_REPORT: [&str; 6] = ["编制本报告", "本报告", "统计期限", "年度报告如下", "第二十条第", "本年新收"];

/// The other kind of document that a file without tables seems to be; `None` where anything says that it is a report.
pub(super) fn other_kind(report: &Report) -> Option<OtherKind<'_>> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(simplify).collect::<String>();
    if !report.tables.is_empty() || report.paragraphs.is_empty() {
        return None;
    }
    if let Some(title) = &report.title {
        // A title names an annual report: only that of a body with a form of its own is another kind.
        let text = plain(&title.text);
        let kind = KINDS.first().filter(|kind| fits(kind, &text))?;
        return Some(OtherKind { kind, heading: &title.text, source: *title.source.first()? });
    }
    let speaks_of_itself = |text: &str| OF_REPORT.iter().any(|word| text.contains(word));
    if report.paragraphs.iter().any(|paragraph| speaks_of_itself(&plain(&paragraph.text))) {
        return None;
    }
    report.paragraphs.iter().take(HEAD_LINES).find_map(|paragraph| {
        let text = plain(&paragraph.text);
        let is_heading = (4..=LONGEST).contains(&text.chars().count()) && !text.contains(['。', '，', '；']);
        let kind = KINDS.iter().find(|kind| is_heading && fits(kind, &text))?;
        let chars = paragraph.text.chars().count() as u32;
        Some(OtherKind { kind, heading: &paragraph.text, source: Span::new(paragraph.line, paragraph.column, chars) })
    })
}

fn fits(kind: &Kind, heading: &str) -> bool {
    let heading = heading.trim_start_matches('#').trim_matches(['《', '》', '*']);
    // (试行) and the like belong to no name.
    let end = heading.rfind(['（', '(']).filter(|_| heading.ends_with(['）', ')'])).unwrap_or(heading.len());
    kind.has.iter().any(|word| heading.contains(word.as_str()))
        || kind.ends.iter().any(|end_of_name| heading[..end].ends_with(end_of_name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Paragraph, Quoted};

    fn kind(lines: &[&str], title: Option<&str>) -> Option<&'static str> {
        let paragraph = |(at, text): (usize, &&str)| Paragraph {
            line: at as u32 + 1,
            column: 1,
            section: None,
            text: (*text).into(),
        };
        let quoted = |text: &str| Quoted { text: text.to_owned(), source: vec![Span::line(1)] };
        let report = Report {
            title: title.map(quoted),
            paragraphs: lines.iter().enumerate().map(paragraph).collect(),
            ..Report::default()
        };
        other_kind(&report).map(|other| other.kind.zh.as_str())
    }

    #[test]
    fn other_documents_are_told_as_what_they_are() {
        for (lines, title, expected) in [
            (&["甲水务有限公司信息公开指南", "为保障公民依法获取信息，制定本指南。"][..], None, Some("信息公开指南")),
            (&["关于做好年度报告编制工作的通知", "各单位："], None, Some("通知或公告")),
            (&["甲县政务公开工作制度（试行）", "第一条 为规范工作。"], None, Some("制度或办法")),
            (&["# 甲县主动公开事项目录", "序号 事项"], None, Some("目录或清单")),
            (
                &["甲大学2022-2023学年信息公开年度报告"],
                Some("甲大学2022-2023学年信息公开年度报告"),
                Some("高等学校等单位的信息公开年度报告"),
            ),
            (&["关于印发格式的通知", "根据通知要求，编制本报告。"], None, None),
            (&["甲县2023年政府信息公开工作年度报告"], Some("甲县2023年政府信息公开工作年度报告"), None),
            (&["一、总体情况", "全年公开信息120条。"], None, None),
            (&["根据通知，我局认真落实信息公开制度，完善目录。"], None, None),
        ] {
            assert_eq!(kind(lines, title), expected, "{lines:?}");
        }
    }
}
