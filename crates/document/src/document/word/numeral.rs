//! Numbers as Word writes them before the paragraphs of a list.

use crate::document::numeral::roman;
use crate::text::numeral::{SIMPLE, UNITS, spell};

const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const LEGAL_TRADITIONAL: [&str; 10] = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"];
/// A number in a format by its name in Office Open XML (ECMA-376, 17.18.59). A format that is not known here, or that has
/// no sign for the number, is written in digits.
pub fn numeral(format: &str, number: u32) -> String {
    let written = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "numberInDash" => Some(format!("- {number} -")),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "chineseCounting" | "taiwaneseCounting" if number >= 100 => Some(digits(number, "○")),
        "chineseCounting"
        | "taiwaneseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => spell(number, &SIMPLE, UNITS),
        "chineseLegalSimplified" | "japaneseLegal" => spell(number, &LEGAL, ["", "拾", "佰", "仟"]),
        "ideographLegalTraditional" => spell(number, &LEGAL_TRADITIONAL, ["", "拾", "佰", "仟"]),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => {
            Some(digits(number, "〇"))
        }
        "ideographTraditional" => sign(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => sign(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographEnclosedCircle" => run(number, &[('㊀', 10)]),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => run(number, &[('①', 20), ('㉑', 15), ('㊱', 15)]),
        "decimalEnclosedParen" => run(number, &[('⑴', 20)]),
        "decimalEnclosedFullstop" => run(number, &[('⒈', 20)]),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |digit: char| char::from_u32(u32::from(digit) + 0xFEE0);
            number.to_string().chars().map(wide).collect()
        }
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

/// After z comes aa, and then bb.
fn letters(number: u32, first: u8) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < 780)?;
    let letter = char::from(first + (at % 26) as u8);
    Some(std::iter::repeat_n(letter, at as usize / 26 + 1).collect())
}

fn digits(number: u32, zero: &str) -> String {
    let digit = |digit: char| match digit.to_digit(10).unwrap_or_default() as usize {
        0 => zero,
        digit => SIMPLE[digit],
    };
    number.to_string().chars().map(digit).collect()
}

fn sign(number: u32, signs: &str) -> Option<String> {
    Some(signs.chars().nth(number.checked_sub(1)? as usize)?.to_string())
}

/// Signs that follow each other in Unicode, in stretches.
fn run(number: u32, stretches: &[(char, u32)]) -> Option<String> {
    let mut at = number.checked_sub(1)?;
    for (first, length) in stretches {
        if at < *length {
            return char::from_u32(u32::from(*first) + at).map(String::from);
        }
        at -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_does() {
        for (format, cases) in [
            ("decimal", [(0, "0"), (7, "7"), (4_000_000_000, "4000000000")].as_slice()),
            ("chineseCounting", &[(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (101, "一○一")]),
            (
                "chineseCountingThousand",
                &[
                    (10, "十"),
                    (100, "一百"),
                    (101, "一百零一"),
                    (110, "一百一十"),
                    (1001, "一千零一"),
                    (10_000, "10000"),
                ],
            ),
            ("japaneseCounting", &[(3, "三"), (12, "十二")]),
            ("chineseLegalSimplified", &[(3, "叁"), (21, "贰拾壹")]),
            ("ideographDigital", &[(10, "一〇")]),
            ("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11")]),
            ("upperRoman", &[(4, "IV"), (1999, "MCMXCIX"), (0, "0"), (4_000_000_000, "4000000000")]),
            ("lowerLetter", &[(1, "a"), (26, "z"), (28, "bb"), (9999, "9999")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "㉑"), (50, "㊿"), (51, "51")]),
            ("decimalFullWidth", &[(12, "１２")]),
            ("decimalZero", &[(3, "03")]),
            ("bullet", &[(1, "")]),
            ("unheard-of", &[(5, "5")]),
        ] {
            for (number, expected) in cases {
                assert_eq!(numeral(format, *number), *expected, "{format} {number}");
            }
        }
    }
}
