//! Numbers in running text, with the unit behind them: `3354条`, `14万余条`, `37.5%`, `2523.53亿元`, `两件`.
//!
//! Digits that count nothing are passed over: those of dates in figures, telephone numbers, addresses and file names, and
//! ordinals (第60号). What a number counts is for the reader of the sentence.

use std::ops::Range;

use rust_decimal::Decimal;

use super::numeral;
use super::traditional::simplify;

/// A number in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseNumber {
    /// The number; 万 and 亿 are multiplied in unless they belong to the unit (万元, 亿元).
    pub value: Decimal,
    /// The unit behind it in simplified characters, `%` for a share, empty where there is none.
    pub unit: &'static str,
    /// Printed as approximate: 余, 多, 几, 约, 近, 超过, or rounded to 万 or 亿.
    pub approximate: bool,
    /// The number itself in bytes of the text, with 万 and 余 but without the unit.
    pub digits: Range<usize>,
    /// End of the unit in bytes of the text.
    pub end: usize,
}

impl ProseNumber {
    /// Whether it is a share.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.unit == "%" || self.unit == "个百分点"
    }

    /// Whether it tells a time and counts nothing.
    #[must_use]
    pub fn is_time(&self) -> bool {
        matches!(self.unit, "年" | "年度" | "月" | "日" | "号" | "时" | "点" | "分" | "届" | "岁" | "月份" | "世纪")
    }
}

/// Units, of those that begin alike the longer first.
const UNITS: &[&str] = &[
    "个百分点",
    "万平方米",
    "平方公里",
    "平方米",
    "亿元",
    "万元",
    "万人次",
    "年度",
    "人次",
    "件次",
    "条次",
    "批次",
    "场次",
    "家次",
    "户次",
    "部分",
    "月份",
    "世纪",
    "公里",
    "小时",
    "分钟",
    "工作日",
    "%",
    "条",
    "件",
    "个",
    "项",
    "次",
    "份",
    "篇",
    "期",
    "起",
    "宗",
    "例",
    "家",
    "人",
    "名",
    "户",
    "场",
    "批",
    "部",
    "类",
    "则",
    "页",
    "处",
    "通",
    "封",
    "种",
    "台",
    "辆",
    "亩",
    "吨",
    "米",
    "倍",
    "张",
    "幅",
    "册",
    "本",
    "组",
    "套",
    "间",
    "所",
    "座",
    "位",
    "级",
    "版",
    "字",
    "元",
    "年",
    "月",
    "日",
    "号",
    "时",
    "点",
    "分",
    "届",
    "岁",
    "天",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "字节",
    "只",
    "块",
    "支",
    "门",
    "笔",
    "单",
];

/// The numbers of a text, in order.
pub fn numbers(text: &str, found: &mut Vec<ProseNumber>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => at = digits(text, at, found),
            0xEF if is_wide_digit(bytes, at) => at = digits(text, at, found),
            // The bytes that the signs of numerals begin with.
            0xE2..=0xE5 | 0xE7..=0xE9 => {
                let Some(c) = text[at..].chars().next() else { break };
                at = if numeral::is_spoken(c) { words(text, at, found) } else { at + c.len_utf8() };
            }
            byte => {
                at += if byte < 0x80 {
                    1
                } else if byte < 0xE0 {
                    2
                } else if byte < 0xF0 {
                    3
                } else {
                    4
                }
            }
        }
    }
}

/// Whether a full-width digit begins here.
fn is_wide_digit(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xEF, 0xBC, 0x90..=0x99]))
}

/// The value of the digit that begins here, and its length in bytes.
fn digit(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    match bytes.get(at) {
        Some(byte @ b'0'..=b'9') => Some((byte - b'0', 1)),
        Some(0xEF) if is_wide_digit(bytes, at) => Some((bytes[at + 2] - 0x90, 3)),
        _ => None,
    }
}

/// Reads the number in digits that begins here; gives back where to go on.
fn digits(text: &str, start: usize, found: &mut Vec<ProseNumber>) -> usize {
    let bytes = text.as_bytes();
    let mut value: i128 = 0;
    let mut count = 0_u32;
    let mut scale = 0_u32;
    let mut at = start;
    let mut is_plain = !is_inside_token(bytes, start);
    loop {
        if let Some((figure, length)) = digit(bytes, at) {
            count += 1;
            if count <= 20 {
                value = value * 10 + i128::from(figure);
            }
            at += length;
        } else if scale == 0 && is_thousands(bytes, start, at) {
            at += 1;
        } else {
            break;
        }
    }
    if bytes.get(at) == Some(&b'.') && digit(bytes, at + 1).is_some() {
        at += 1;
        while let Some((figure, length)) = digit(bytes, at) {
            count += 1;
            scale += 1;
            if count <= 20 {
                value = value * 10 + i128::from(figure);
            }
            at += length;
        }
    }
    // What goes on like a date in figures, a telephone number, a time or a name counts nothing.
    let next_is_digit = digit(bytes, at + 1).is_some();
    let goes_on = match bytes.get(at) {
        Some(b'-' | b'/' | b':' | b'.' | b'_') => {
            next_is_digit || bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
        }
        Some(byte) => byte.is_ascii_alphabetic() || matches!(byte, b'&' | b'=' | b'@'),
        None => false,
    };
    if goes_on || !is_plain {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-/:._&=@?#+~".contains(byte)) {
            at += 1;
        }
        return at.max(start + 1);
    }
    let before = &text[..start];
    is_plain &= !before.ends_with('第') && count <= 18;
    if !is_plain {
        return at;
    }
    if before.ends_with('-') && !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        value = -value;
    }
    let Ok(value) = Decimal::try_from_i128_with_scale(value, scale) else { return at };
    let (number, end) = with_unit(text, start, at, value);
    found.push(number);
    end
}

/// Whether a digit run that begins here is part of a longer word, address or number.
fn is_inside_token(bytes: &[u8], start: usize) -> bool {
    let Some(&last) = start.checked_sub(1).and_then(|at| bytes.get(at)) else { return false };
    match last {
        b'-' | b'/' | b'.' | b':' | b'~' | b'+' => {
            start.checked_sub(2).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric)
        }
        _ => last.is_ascii_alphanumeric() || b"=&?_#@%\\".contains(&last),
    }
}

/// Whether the comma here parts thousands: one to three digits before, exactly three behind, and so on.
fn is_thousands(bytes: &[u8], start: usize, at: usize) -> bool {
    if bytes.get(at) != Some(&b',') {
        return false;
    }
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let before = bytes[start..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let is_first = !bytes[start..at].contains(&b',');
    (if is_first { (1..=3).contains(&before) } else { before == 3 }) && run(at + 1) == 3
}

/// The number with what stands around it: 约 before; 万, 余 and the unit behind.
fn with_unit(text: &str, start: usize, digits_end: usize, value: Decimal) -> (ProseNumber, usize) {
    let mut approximate = is_said_to_be_near(&text[..start]);
    let mut factor = Decimal::ONE;
    let mut at = digits_end;
    let mut characters = text[at..].chars().map(simplify).peekable();
    let mut end_of_number = at;
    let mut blanks = 0;
    while blanks < 2 && characters.next_if_eq(&' ').is_some() {
        blanks += 1;
        at += 1;
    }
    while let Some(&c) = characters.peek() {
        let multiplier = match c {
            '余' | '多' | '几' => {
                approximate = true;
                Decimal::ONE
            }
            '万' | '亿' if text[at + c.len_utf8()..].starts_with('元') => break,
            '百' | '千' if !text[at + c.len_utf8()..].starts_with(['万', '萬', '余', '餘', '多']) => break,
            _ => match numeral::multiplier(c) {
                Some(multiplier) => Decimal::from(multiplier),
                None => break,
            },
        };
        if multiplier != Decimal::ONE {
            // A number rounded to 万 hardly ever ends in zeros by itself.
            approximate = true;
        }
        factor *= multiplier;
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        end_of_number = at;
        characters.next();
    }
    let value = if factor == Decimal::ONE { value } else { value.checked_mul(factor).unwrap_or(value).normalize() };
    let (unit, end) = unit_at(text, at).unwrap_or(("", end_of_number));
    let number = ProseNumber { value, unit, approximate, digits: start..end_of_number, end };
    (number, end.max(end_of_number))
}

fn is_said_to_be_near(before: &str) -> bool {
    before.ends_with(['约', '約', '近', '逾', '超'])
        || ["超过", "超過", "突破", "大约", "大約"].iter().any(|word| before.ends_with(word))
}

/// The unit that begins here and where it ends.
fn unit_at(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let rest = &text[at..];
    let first = simplify(rest.chars().next()?);
    let first = if first == '\u{FF05}' { '%' } else { first };
    let mut encoded = [0; 4];
    let lead = first.encode_utf8(&mut encoded).as_bytes();
    let may_be = |unit: &&&str| {
        let bytes = unit.as_bytes();
        bytes[0] == lead[0] && (lead.len() < 3 || (bytes[1] == lead[1] && bytes[2] == lead[2]))
    };
    UNITS.iter().filter(may_be).find_map(|unit| {
        let mut length = 0;
        let mut characters = rest.chars();
        for expected in unit.chars() {
            let c = characters.next()?;
            if simplify(c) != expected && !(c == '\u{FF05}' && expected == '%') {
                return None;
            }
            length += c.len_utf8();
        }
        Some((*unit, at + length))
    })
}

/// Reads the count in words that begins here, such as 两件 and 三千一百一十九条; gives back where to go on.
///
/// Below a hundred only cases are counted in words for certain: 十条 and 三个 are as often names and manners of speaking.
fn words(text: &str, start: usize, found: &mut Vec<ProseNumber>) -> usize {
    let length: usize = text[start..].chars().take_while(|&c| numeral::is_spoken(c)).map(char::len_utf8).sum();
    let end = start + length;
    // 第一件 and 这一件 count nothing, 数十件 and 12万一件 are no numerals in words.
    if text[..start].ends_with(['第', '这', '這', '某', '每', '任', '数', '數', '几', '幾'])
        || text[..start].ends_with(|c| numeral::figure(c).is_some())
    {
        return end;
    }
    let Some(value) = numeral::whole(&text[start..end]) else { return end };
    let Some((unit, unit_end)) = unit_at(text, end) else { return end };
    if value < 100 && !COUNTED_IN_WORDS.iter().any(|counted| unit.starts_with(counted)) {
        return end;
    }
    let approximate = is_said_to_be_near(&text[..start]);
    found.push(ProseNumber { value: Decimal::from(value), unit, approximate, digits: start..end, end: unit_end });
    unit_end
}

/// What is counted in words below a hundred.
const COUNTED_IN_WORDS: [&str; 3] = ["件", "宗", "起"];

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut found = Vec::new();
        numbers(text, &mut found);
        let one = |number: &ProseNumber| {
            assert!(text.is_char_boundary(number.end) && number.digits.end <= number.end);
            format!("{}{}{}", if number.approximate { "~" } else { "" }, number.value, number.unit)
        };
        found.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_read_with_their_units() {
        for (text, expected) in [
            ("公开信息3354条、通报3期", "3354条 3期"),
            ("主動公開16996條", "16996条"),
            ("14万余条,1.3亿余条,80.5万次", "~140000条 ~130000000条 ~805000次"),
            ("资金223.46亿元和11543.66万元", "223.46亿元 11543.66万元"),
            ("约300人次,近20家,4000余条,260余", "~300人次 ~20家 ~4000条 ~260"),
            ("占37.5%,提速-9.67%", "37.5% -9.67%"),
            ("办理 1,234 件", "1234件"),
            ("其中20条,608条", "20条 608条"),
            ("收到\u{FF13}\u{FF15}件", "35件"),
            ("提案两件,议案十二件,二十件,三十一件", "2件 12件 20件 31件"),
            ("收到申请一百二十三件,办结一百二十件", "123件 120件"),
            ("主动公开信息三千一百一十九条,培训二百零五人次", "3119条 205人次"),
            ("公開信息一千零二十條,约三百份", "1020条 ~300份"),
            ("2019年1月31日收到2份", "2019年 1月 31日 2份"),
            ("增长1.05个百分点", "1.05个百分点"),
            ("2.50元", "2.50元"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn digits_that_count_nothing_are_passed_over() {
        for text in [
            "http://www.example.gov.cn/a1494.jsp?id=23",
            "2019-01-31 10:25",
            "0870-2123456",
            "192.168.1.1",
            "附件20180112.doc",
            "第60号与第115号",
            "post_827606.html",
            "5G、4A级景区和COVID-19",
            "文件、条件、第一件、这一件",
            "第一百二十三条、数百件、上千条、国十条、三四件、数十件、一百二百件",
            "一百多件、二〇二三年、千方百计",
        ] {
            assert_eq!(shown(text), "", "{text}");
        }
    }
}
