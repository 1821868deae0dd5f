//! Folds a label to the form under which labels are compared, and splits off its leading ordinal.
//!
//! Folding is for comparing only: folded text is never shown. It maps full width to half width and traditional to
//! simplified characters, and drops blanks, quotation marks, punctuation, brackets and pinyin notes such as 報(bào)告.

use super::numeral;
use super::traditional::simplify;

/// How a leading ordinal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrdinalStyle {
    /// 一、
    Chinese,
    /// （一）
    BracketedChinese,
    /// 1.
    Digit,
    /// (1) or ①
    BracketedDigit,
}

/// A leading ordinal, such as 一、 or （三） or 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ordinal {
    /// How it is written.
    pub style: OrdinalStyle,
    /// The number, from 1.
    pub number: u8,
}

/// A label under which others are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The leading ordinal, if there is one.
    pub ordinal: Option<Ordinal>,
    /// The label without ordinal, blanks, punctuation and brackets.
    pub core: String,
    /// Length in bytes of the part of `core` that stands before the first bracketed note; all of it where there is none.
    pub base: usize,
}

impl Folded {
    /// The core without its bracketed note.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.core[..self.base]
    }

    /// Whether nothing but an ordinal, or nothing at all, is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.core.is_empty()
    }
}

/// One character under which characters are compared: half width, simplified, brackets and bars unified.
#[must_use]
pub fn fold_char(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '〔' | '【' | '﹝' | '〖' => '(',
        '〕' | '】' | '﹞' | '〗' => ')',
        '[' | '{' => '(',
        ']' | '}' => ')',
        _ => c,
    };
    if c.is_ascii() { c } else { simplify(c) }
}

/// Whether a character is dropped when labels are compared.
fn is_dropped(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》' | '〈' | '〉' | '<' | '>'
                | ',' | '、' | '。' | '.' | '．' | ';' | ':' | '·' | '•' | '*' | '\u{200b}'..='\u{200f}' | '\u{feff}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'
        )
}

/// Splits a leading ordinal off: returns it with the number of bytes it takes, separator and closing bracket included.
#[must_use]
pub fn split_ordinal(text: &str) -> Option<(Ordinal, usize)> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let mut chars = rest.char_indices();
    let (_, first) = chars.next()?;
    if ('①'..='⑳').contains(&first) {
        let number = (first as u32 - '①' as u32 + 1) as u8;
        return Some((Ordinal { style: OrdinalStyle::BracketedDigit, number }, start + first.len_utf8()));
    }
    let bracketed = fold_char(first) == '(';
    let body_at = if bracketed { first.len_utf8() } else { 0 };
    let body = &rest[body_at..];
    let mut end = 0;
    for (i, c) in body.char_indices() {
        let c = fold_char(c);
        if !(c.is_ascii_digit() || numeral::ORDINALS.contains(c) || (bracketed && c == ' ')) {
            break;
        }
        end = i + body[i..].chars().next().map_or(0, char::len_utf8);
    }
    let digits: String = body[..end].chars().map(fold_char).filter(|c| *c != ' ').collect();
    if digits.is_empty() || digits.chars().count() > 3 {
        return None;
    }
    let (number, is_digit) = match digits.parse::<u8>() {
        Ok(number) => (number, true),
        Err(_) => (u8::try_from(numeral::whole(&digits)?).ok()?, false),
    };
    if number == 0 || number > 40 {
        return None;
    }
    let (closing_at, closing) = body[end..].char_indices().next().map(|(i, c)| (end + i, c))?;
    let folded = fold_char(closing);
    let after = closing_at + closing.len_utf8();
    let style = match (bracketed, is_digit) {
        (true, false) if folded == ')' => OrdinalStyle::BracketedChinese,
        (true, true) if folded == ')' => OrdinalStyle::BracketedDigit,
        (false, false) if matches!(folded, '、' | '.' | ',' | '是' | ':') => OrdinalStyle::Chinese,
        // A digit before a point is an ordinal only where no digit follows: 1.5 is a number.
        (false, true)
            if matches!(folded, '、' | '.' | ',' | ')' | '．')
                && !body[after..].chars().next().is_some_and(|c| fold_char(c).is_ascii_digit()) =>
        {
            OrdinalStyle::Digit
        }
        _ => return None,
    };
    Some((Ordinal { style, number }, start + body_at + after))
}

/// Whether a bracket holds a pinyin note: Latin letters with or without tone marks, and nothing else.
fn is_pinyin_note(inside: &str) -> bool {
    !inside.is_empty()
        && inside.chars().count() <= 7
        && inside.chars().all(|c| c.is_alphabetic() && (c as u32) < 0x0250)
}

/// Bytes of a bracket before words that holds one character and nothing else: an ordinal that cannot be read any more, such as
/// （囗） for （六）; 0 where there is none.
fn damaged_ordinal(text: &str) -> usize {
    let mut chars = text.char_indices().map(|(at, c)| (at, fold_char(c)));
    let bracket = [chars.next(), chars.next(), chars.next()].map(|next| next.map(|(_, c)| c));
    let end = chars.next().map_or(0, |(at, _)| at);
    let is_bracket = matches!(bracket, [Some('('), Some(inside), Some(')')] if inside != '(' && inside != ')');
    if is_bracket { end } else { 0 }
}

/// Folds a label.
#[must_use]
pub fn fold(text: &str) -> Folded {
    // Marks of lists and of Markdown's headings stand before the ordinal.
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '•' | '·' | '◆' | '●' | '■'));
    let (ordinal, start) =
        split_ordinal(text).map_or_else(|| (None, damaged_ordinal(text)), |(ordinal, end)| (Some(ordinal), end));
    let rest = &text[start..];
    let mut folded = Folded { ordinal, core: String::with_capacity(rest.len()), base: 0 };
    let mut note_at = None;
    let mut skip_to = 0;
    let mut depth = 0_u32;
    for (i, c) in rest.char_indices() {
        if i < skip_to {
            continue;
        }
        let c = fold_char(c);
        match c {
            '(' => {
                let inside_at = i + rest[i..].chars().next().map_or(1, char::len_utf8);
                let inside = &rest[inside_at..];
                let closing = inside.char_indices().find(|(_, c)| fold_char(*c) == ')');
                if let Some((end, closing)) = closing
                    && is_pinyin_note(&inside[..end])
                {
                    skip_to = inside_at + end + closing.len_utf8();
                    continue;
                }
                // 第二十条第（一）项 is no note: what stands in its bracket is part of the name.
                let is_item = folded.core.ends_with('第');
                if depth == 0 && note_at.is_none() && !folded.core.is_empty() && !is_item {
                    note_at = Some(folded.core.len());
                }
                depth += 1;
            }
            ')' => depth = depth.saturating_sub(1),
            // A line break written as a tag, as Markdown has it inside a cell.
            '<' if rest[i..].len() >= 4 && rest.as_bytes()[i + 1..].starts_with(b"br") => {
                skip_to = i + rest[i..].find('>').map_or(1, |end| end + 1);
            }
            _ if is_dropped(c) => {}
            // 其它 and 其他 are one word in two spellings.
            '它' if folded.core.ends_with('其') => folded.core.push('他'),
            _ => folded.core.extend(c.to_lowercase()),
        }
    }
    folded.base = note_at.unwrap_or(folded.core.len());
    folded
}

/// Whether a character is of a word or a figure, and neither blank nor punctuation.
#[must_use]
pub fn is_word(c: char) -> bool {
    // What nearly all characters are needs no search in Unicode's tables.
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_fold_onto_their_label() {
        for (observed, core, base) in [
            ("商業 企業", "商业企业", "商业企业"),
            ("行政<br/>处罚", "行政处罚", "行政处罚"),
            ("（一）予以公开", "予以公开", "予以公开"),
            ("3.危及“三安全一稳定”", "危及三安全一稳定", "危及三安全一稳定"),
            ("第二十條第(一)項", "第二十条第一项", "第二十条第一项"),
            ("報(bào)告", "报告", "报告"),
            ("政(zheng)(zheng)府(fu)(fu)信息", "政府信息", "政府信息"),
            ("(二)部分公开(区分处理的,只计这一情形)", "部分公开区分处理的只计这一情形", "部分公开"),
            ("本年收费金额（单位：万元）", "本年收费金额单位万元", "本年收费金额"),
            ("本年增/减", "本年增/减", "本年增/减"),
            ("三是收到和处理", "收到和处理", "收到和处理"),
            ("（囗）其它处理", "其他处理", "其他处理"),
            ("（六）", "", ""),
            ("（囗）", "囗", "囗"),
            ("（本列数据的勾稽关系为：第一项）", "本列数据的勾稽关系为第一项", "本列数据的勾稽关系为第一项"),
        ] {
            let folded = fold(observed);
            assert_eq!((folded.core.as_str(), folded.base()), (core, base), "{observed}");
        }
    }

    #[test]
    fn ordinals_are_split_off() {
        use OrdinalStyle::{BracketedChinese, BracketedDigit, Chinese, Digit};
        for (observed, style, number) in [
            ("一、本年新收", Chinese, 1),
            ("(三)", BracketedChinese, 3),
            ("（十二）甲", BracketedChinese, 12),
            ("1.属于国家秘密", Digit, 1),
            ("8、属于", Digit, 8),
            ("①甲", BracketedDigit, 1),
            ("( 四 )乙", BracketedChinese, 4),
        ] {
            let ordinal = fold(observed).ordinal.unwrap_or_else(|| panic!("{observed}"));
            assert_eq!((ordinal.style, ordinal.number), (style, number), "{observed}");
        }
        for observed in ["1.5", "2019年", "三安全", "12", "一", "（本列"] {
            assert_eq!(fold(observed).ordinal, None, "{observed}");
        }
    }
}
