//! What a line of flattened text is, going by its characters: a sentence, a ruler, a page number; and what its bars do.

use std::ops::Range;

use crate::text::fold::split_ordinal;

/// A line without bars that is longer than this, in characters, and has a full stop or comma is a sentence.
pub const LONGEST_CELL: usize = 60;

/// Bytes of the longest line that is read as one. A whole report on one line has half as many; what is longer is cut, so that
/// nothing that reads a line as a whole takes more time for each of its bytes the longer it is.
const LONGEST_LINE: usize = 1 << 16;

/// Cuts bytes of a text, a line, into such as may be read as one: behind a full stop, or a blank, where there is one.
pub fn cut_long(text: &str, line: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        if line.len() <= LONGEST_LINE {
            return Some(line);
        }
        let end = text.floor_char_boundary(line.start + LONGEST_LINE);
        let head = &text[line.start..end];
        let tail = head.ceil_char_boundary(head.len() / 2);
        let cut = head[tail..].rfind('。').map(|at| at + '。'.len_utf8()).or_else(|| head[tail..].rfind(' '));
        let end = cut.map_or(end, |at| line.start + tail + at);
        rest = Some(end..line.end);
        Some(line.start..end)
    })
}

/// Bytes of the lines, whatever ends them: LF, CRLF or CR.
pub fn split_lines(text: &str) -> Vec<Range<usize>> {
    let lines = ended_lines(text);
    match lines.iter().any(|line| line.len() > LONGEST_LINE) {
        true => lines.into_iter().flat_map(|line| cut_long(text, line)).collect(),
        false => lines,
    }
}

fn ended_lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(text.len() / 16);
    let mut start = 0;
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'\n' => {
                lines.push(start..i);
                start = i + 1;
            }
            b'\r' => {
                lines.push(start..i);
                if bytes.get(i + 1) == Some(&b'\n') {
                    i += 1;
                }
                start = i + 1;
            }
            _ => {}
        }
        i += 1;
    }
    if start < bytes.len() {
        lines.push(start..bytes.len());
    }
    lines
}

/// Whether a character parts cells: a bar of any kind, or a tab.
pub fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║' | '\t')
}

/// Blanks between cells, and characters that are not seen.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0')
}

/// What stands for a line break or a gap between two numbers, so that nobody takes them for one.
pub const BREAK: &str = " ⏎ ";

/// Characters between which no blank stands where a line ends: those of Chinese writing, digits aside.
pub fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{ffef}').contains(&c) && !c.is_numeric()
}

/// Whether a line without bars is a sentence: long, with punctuation, and not a row of words between blanks.
pub fn is_sentence(line: &str, chars: usize) -> bool {
    // Most lines of a table are a cell: they are answered without a look.
    if chars <= 12 {
        return false;
    }
    // A row, or a whole table, on one line holds many values that stand alone: numbers, with or without a unit, and dashes.
    let is_value = |word: &&str| {
        let is_number = word.chars().next().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        word.len() < 24 && (is_number || word.chars().all(|c| matches!(c, '-' | '/' | '－' | '／' | '—' | '–')))
    };
    let words = || line.split(is_blank).filter(|word| !word.is_empty());
    let values = words().filter(is_value).take(4).count();
    if values == 4 || (values > 0 && has_row_of_words(words())) {
        return false;
    }
    // A heading may end with a full stop; one inside the line makes a sentence.
    let whole = line.trim_end_matches(is_blank);
    let body = whole.trim_end_matches(|c: char| is_blank(c) || c == '。');
    if body.contains('。') || body.contains('；') || (body.len() < whole.len() && chars > 30) {
        return true;
    }
    // A heading, or a label with a full stop, is short or has an ordinal.
    if whole.ends_with('。') && chars >= 16 && split_ordinal(line).is_none() {
        return true;
    }
    let blanks = line.trim_matches(is_blank).chars().filter(|&c| is_blank(c)).count();
    chars > LONGEST_CELL && blanks < 5 && (line.contains(',') || line.contains('，') || chars > 2 * LONGEST_CELL)
}

/// Whether so many words stand side by side without any mark of a sentence among them that they are labels, whatever else is on
/// the line: Chinese prose has no blanks between words, but around numbers and foreign names.
fn has_row_of_words<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    const LABELS: usize = 6;
    let is_label = |word: &str| {
        let mut chars = word.chars();
        chars.any(is_wide) && chars.next().is_some() && !word.contains(['。', '，', '；', ','])
    };
    let mut row = 0;
    for word in words {
        row = if is_label(word) { row + 1 } else { 0 };
        if row == LABELS {
            return true;
        }
    }
    false
}

/// Whether a word between blanks is a sentence: a note that stands in a row.
pub fn is_sentence_word(word: &str, chars: usize) -> bool {
    let body = word.trim_end_matches('。');
    body.contains('。') || (body.len() < word.len() && chars > 30) || chars > 2 * LONGEST_CELL
}

/// Whether a line only rules a table: Markdown's `|---|:-:|` or box drawing.
pub fn is_rule(line: &str) -> bool {
    let mut dashes = 0;
    for c in line.chars() {
        match c {
            '-' | '=' => dashes += 1,
            '─'..='╿' if !is_bar(c) => dashes += 2,
            ':' | '+' | '|' | '│' | '┃' | '║' => {}
            c if is_blank(c) => {}
            _ => return false,
        }
    }
    // One dash alone, or one between two bars, is a cell.
    let is_ruled =
        |cell: &str| cell.contains(':') || cell.chars().filter(|c| matches!(c, '-' | '=' | '─'..='╿')).count() >= 2;
    dashes >= 2 && line.split(is_bar).filter(|cell| !cell.trim_matches(is_blank).is_empty()).all(is_ruled)
}

/// Whether a line holds a page's number or a pager and nothing else: `- 4 -`, `第 4 頁 共 8 頁`, `4/8`, `上一页 1 2 3 下一页`. A bare
/// number may be a value.
pub fn is_page_number(line: &str) -> bool {
    const LONGEST: usize = 48;
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '－' | '·' | '~');
    let opens = line.chars().find(|&c| !is_blank(c) && !is_bar(c));
    let may_open = |c: char| is_dash(c) || c.is_ascii_digit() || "第共当當上下首末尾前后後PpGg页頁[【(（〔".contains(c);
    if !opens.is_some_and(may_open) {
        return false;
    }
    let words: String = line
        .chars()
        .filter(|&c| !is_blank(c) && !is_bar(c))
        .map(|c| if c == '頁' { '页' } else { c })
        .take(LONGEST)
        .collect();
    let inner = words.trim_matches(is_dash);
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let between_dashes = words.starts_with(is_dash) && words.ends_with(is_dash) && is_number(inner);
    between_dashes || is_pager(&words)
}

/// Whether a text is made of nothing but what counts pages and leads from one to another, and names a page.
fn is_pager(words: &str) -> bool {
    const WORDS: [&str; 26] = [
        "上一页",
        "下一页",
        "上1页",
        "下1页",
        "上页",
        "下页",
        "首页",
        "末页",
        "尾页",
        "前页",
        "后页",
        "後页",
        "前一页",
        "后一页",
        "後一页",
        "返回",
        "跳转",
        "转到",
        "当前",
        "當前",
        "第",
        "共",
        "总",
        "页次",
        "页码",
        "页",
    ];
    const LATIN: [&str; 6] = ["Page", "page", "PAGE", "of", "OF", "GO"];
    let mut rest = words;
    let (mut is_named, mut is_linked) = (false, false);
    while let Some(first) = rest.chars().next() {
        if let Some(word) = WORDS.iter().chain(&LATIN).find(|word| rest.starts_with(**word)) {
            is_named |= word.contains('页') || word.eq_ignore_ascii_case("page");
            is_linked |= word.chars().count() > 1 && word.contains('页');
            rest = &rest[word.len()..];
        } else if first.is_ascii_digit() || "/／,，:：.…-–—[]【】()（）〔〕<>《》«»|".contains(first)
        {
            rest = &rest[first.len_utf8()..];
        } else {
            return false;
        }
    }
    // 首页 and 上一页 need no number; what is named 页 alone does.
    is_named && (is_linked || words.contains(|c: char| c.is_ascii_digit()))
}

/// What a bar at the edge of a line is, by the habit of the whole document.
#[derive(Debug, Clone, Copy)]
pub struct BarStyle {
    /// Lines begin with a bar: it opens the row and stands for no cell.
    pub opens: bool,
    /// Lines do not end with a bar: where one does, its last cell is empty.
    pub separates: bool,
}

impl BarStyle {
    /// The habit of the lines that have bars and words.
    pub fn of(text: &str, lines: &[Range<usize>]) -> Self {
        let (mut all, mut begin, mut end) = (0, 0, 0);
        for line in lines.iter().map(|range| text[range.clone()].trim_matches(is_blank)) {
            let is_bar = |c: char| c != '\t' && is_bar(c);
            if !line.contains(is_bar) || line.chars().all(|c| is_bar(c) || is_blank(c)) {
                continue;
            }
            all += 1;
            begin += usize::from(line.starts_with(is_bar));
            end += usize::from(line.ends_with(is_bar));
        }
        Self { opens: 5 * begin >= 4 * all, separates: 5 * end < all }
    }
}

/// Takes blanks off the beginning of a cell, as characters, as entities, and Markdown's marks of bold type.
pub fn trim_start(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start_matches(is_blank);
        let trimmed = trimmed.strip_prefix("&nbsp;").or_else(|| trimmed.strip_prefix("**")).unwrap_or(trimmed);
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

/// Takes the same off its end.
pub fn trim_end(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_end_matches(is_blank);
        let trimmed = trimmed.strip_suffix("&nbsp;").or_else(|| trimmed.strip_suffix("**")).unwrap_or(trimmed);
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_pagers_are_told_from_cells() {
        for (line, expected) in [
            ("- 4 -", true),
            ("第 3 頁 共 8 頁", true),
            ("第3页/共8页", true),
            ("第 3 页 |", true),
            ("上一页 1 2 3 下一页", true),
            ("首頁 上一頁 下一頁 尾頁", true),
            ("共 8 页 当前第 3 页", true),
            ("[1] [2] [3] 下一页", true),
            ("Page 3 of 8", true),
            ("3", false),
            ("3/8", false),
            ("-", false),
            ("0 | 0 | 3", false),
            ("共计", false),
            ("第二十条第（六）项", false),
            ("首页政府信息公开", false),
            ("上年结转", false),
        ] {
            assert_eq!(is_page_number(line), expected, "{line}");
        }
    }

    #[test]
    fn sentences_are_told_from_rows() {
        for (line, expected) in [
            (
                "第二十条第（一）项 信息内容 本年制发件数 规章 0 - - 行政规范性文件 / 0 5 第二十条第（五）项 信息内容 本年处理决定数量 ",
                false,
            ),
            ("信息内容 本年制发件数 本年废止件数 现行有效件数 规章 - - - 行政规范性文件 - - -", false),
            ("规章 0 0 0 行政规范性文件 1 0 5", false),
            ("对需要作区分处理的，只计这一情形，不计其他情形", false),
            (
                "第二十条第（五）项 信息内容 本年处理决定数量 第二十条第（六）项 信息内容 本年处理决定数量 行政处罚 23 注：由办公室汇总。其中3件已结。 行政强制 1",
                false,
            ),
            ("按照 中华人民共和国 政府信息公开条例 要求，我局 主动公开 信息 23 条。均已上网。", true),
            ("本单位全年收到申请 3 件，办结 2 件，结转 1 件，均在期限内答复。", true),
            ("一年来，本单位把公开的要求落实到办文办会各环节，各项工作平稳推进，没有发生行政复议和诉讼。", true),
            ("一年来，本单位把公开的要求落实到办文办会各环节，各项工作平稳推进，没有发生行政复议和诉讼。  ", true),
            ("三、收到和处理政府信息公开申请情况。", false),
        ] {
            assert_eq!(is_sentence(line, line.chars().count()), expected, "{line}");
        }
    }
}
