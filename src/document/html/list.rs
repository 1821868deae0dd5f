//! The numbers before the items of a list, as a browser shows them.

use super::style::list_style;
use super::tag::Tag;
use super::tree::{Element, Id, Tree};

/// The numbers of a list, from item to item.
pub struct Numbers<'a> {
    style: Option<&'a str>,
    next: i64,
    step: i64,
}

impl<'a> Numbers<'a> {
    /// The numbers of a list; none where it has dots.
    pub fn new(tree: &Tree, id: Id, list: &'a Element, is_numbered: bool) -> Self {
        let style = is_numbered.then(|| list_style(list).unwrap_or("decimal"));
        let is_reversed = list.attribute("reversed").is_some();
        let items = || tree.children(id).filter(|id| tree.element(*id).is_some_and(|item| item.tag == Tag::Item));
        let first = if is_reversed { items().count() as i64 } else { 1 };
        let start = list.get("start").trim().parse::<i32>().map_or(first, i64::from);
        Self { style, next: start, step: if is_reversed { -1 } else { 1 } }
    }

    /// What stands before the next item; nothing where it has no number.
    pub fn next(&mut self, item: &Element) -> String {
        if let Ok(value) = item.get("value").trim().parse::<i32>() {
            self.next = i64::from(value);
        }
        let number = self.next;
        self.next += self.step;
        let Some(style) = self.style else { return String::new() };
        let style = list_style(item).unwrap_or(style);
        match style {
            "none" | "disc" | "circle" | "square" => String::new(),
            "a" | "lower-alpha" | "lower-latin" => format!("{}. ", letters(number).to_lowercase()),
            "A" | "upper-alpha" | "upper-latin" => format!("{}. ", letters(number)),
            "i" | "lower-roman" => format!("{}. ", roman(number).to_lowercase()),
            "I" | "upper-roman" => format!("{}. ", roman(number)),
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => {
                format!("{}、", chinese(number))
            }
            _ => format!("{number}. "),
        }
    }
}

fn letters(mut number: i64) -> String {
    if number < 1 {
        return number.to_string();
    }
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: i64) -> String {
    let signs = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    if !(1..400).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, sign) in signs {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

fn chinese(number: i64) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        1..=9 => digits[number as usize].to_owned(),
        10..=19 => format!("十{}", digits[number as usize - 10]),
        20..=99 => format!("{}十{}", digits[number as usize / 10], digits[number as usize % 10]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_styles() {
        for (style, number, expected) in [
            ("decimal", 3, "3. "),
            ("1", 0, "0. "),
            ("a", 28, "ab. "),
            ("I", 49, "XLIX. "),
            ("simp-chinese-informal", 23, "二十三、"),
            ("cjk-ideographic", 10, "十、"),
            ("none", 1, ""),
        ] {
            let mut numbers = Numbers { style: Some(style), next: number, step: 1 };
            assert_eq!(
                numbers.next(&Element::new(Tag::Item, html5ever::LocalName::from("li"), std::iter::empty())),
                expected,
                "{style}"
            );
        }
    }
}
