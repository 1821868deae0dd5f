//! The numbers before the items of a list, as a browser shows them.

use super::super::numeral::{letters, roman};
use super::style::list_style;
use super::tag::Tag;
use super::tree::{Element, Id, Tree};
use crate::text::numeral::{SIMPLE, UNITS, spell};

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
        let counted = u32::try_from(number).ok().filter(|number| *number > 0);
        let capitals = || counted.map(letters);
        let spoken = || counted.and_then(|number| spell(number, &SIMPLE, UNITS));
        let (written, mark) = match style {
            "none" | "disc" | "circle" | "square" => return String::new(),
            "a" | "lower-alpha" | "lower-latin" => (capitals().map(|letters| letters.to_lowercase()), ". "),
            "A" | "upper-alpha" | "upper-latin" => (capitals(), ". "),
            "i" | "lower-roman" => (counted.and_then(roman).map(|roman| roman.to_lowercase()), ". "),
            "I" | "upper-roman" => (counted.and_then(roman), ". "),
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => (spoken(), "、"),
            _ => (None, ". "),
        };
        written.unwrap_or_else(|| number.to_string()) + mark
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
            ("cjk-ideographic", 101, "一百零一、"),
            ("upper-alpha", 0, "0. "),
            ("i", 4000, "4000. "),
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
