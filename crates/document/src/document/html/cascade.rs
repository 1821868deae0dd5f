//! The style sheets on a page, as far as they hide text, raise it or colour it: a small part of the language, in which no
//! rule can take time.
//!
//! Rules for an element by its name, one class or its id are carried out. Of any other rule it is only known which elements
//! it may be about: it hides nothing, and what it may show is shown.

use std::borrow::Cow;
use std::collections::HashMap;

use super::declared::{Property, Said, Strength, Value};
use super::tag::Tag;
use super::tree::{Element, Id, Tree};

/// Bytes of style sheets that are read, rules for different elements, classes of an element, and levels of conditions.
const LONGEST: usize = 1 << 20;
const MOST_RULES: usize = 20_000;
const MOST_CLASSES: usize = 32;
const DEEPEST: usize = 16;

/// How specific selectors by name, class and id are; a rule that is not understood goes before them all.
const NAME: u16 = 1;
const CLASS: u16 = 10;
const ID: u16 = 100;
const UNKNOWN: u16 = 1000;

/// Parts of an element's state that hold only while somebody points at it, and parts that are no element.
const PASSING: [&str; 12] = [
    ":hover",
    ":focus",
    ":active",
    ":visited",
    ":link",
    ":target",
    ":checked",
    ":disabled",
    ":before",
    ":after",
    "::",
    ":root",
];

/// Whether rules inside a condition hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    Perhaps,
    No,
}

/// The rules of a page.
#[derive(Debug, Default)]
pub struct Cascade {
    /// What is said of elements by selector: `td`, `.class`, `td.class`, `#id`, `td#id`.
    rules: HashMap<Box<str>, Said>,
    order: u32,
    /// Whether there are style sheets that are not on the page.
    pub is_partial: bool,
}

impl Cascade {
    /// Reads the style sheets of a page.
    pub fn of(tree: &Tree) -> Self {
        let mut cascade = Self::default();
        let mut left = LONGEST;
        for id in 1..tree.len() as Id {
            let Some(element) = tree.element(id) else { continue };
            cascade.is_partial |= element.get("rel").to_ascii_lowercase().contains("stylesheet");
            let is_for_screens = holds(element.get("media")) != Holds::No;
            if element.tag == Tag::Style && is_for_screens && !is_switched_off(tree, id) {
                let sheet = tree.all_text(id);
                if sheet.len() <= left {
                    left -= sheet.len();
                    cascade.read(&sheet);
                } else {
                    cascade.is_partial = true;
                }
            }
        }
        cascade
    }

    /// What is said of an element.
    pub fn said(&self, element: &Element) -> Said {
        let mut said = Said::default();
        if self.rules.is_empty() {
            return said;
        }
        let mut key = String::new();
        let mut merge = |parts: [&str; 3]| {
            key.clear();
            key.extend(parts);
            if let Some(rule) = self.rules.get(key.as_str()) {
                said.merge(rule);
            }
        };
        let name = &*element.name;
        merge([name, "", ""]);
        for class in element.get("class").split_ascii_whitespace().take(MOST_CLASSES) {
            merge(["", ".", class]);
            merge([name, ".", class]);
        }
        let id = element.get("id").trim();
        if !id.is_empty() {
            merge(["", "#", id]);
            merge([name, "#", id]);
        }
        said
    }

    /// Takes in a style sheet.
    fn read(&mut self, sheet: &str) {
        let plain = without_comments(sheet);
        let mut rest = plain.as_ref();
        let mut inside: Vec<Holds> = Vec::new();
        while let Some(at) = rest.find(['{', '}', ';']) {
            let (before, sign) = (rest[..at].trim(), rest.as_bytes()[at]);
            rest = &rest[at + 1..];
            match sign {
                b'}' => {
                    inside.pop();
                }
                b';' => self.is_partial |= before.starts_with("@import"),
                _ => {
                    let outer = inside.last().copied().unwrap_or(Holds::Yes);
                    match condition(before).filter(|_| inside.len() < DEEPEST) {
                        Some(own) => inside.push(weaker(outer, own)),
                        None => {
                            let end = block_end(rest);
                            if !before.starts_with('@') && outer != Holds::No {
                                self.rule(before, &rest[..end], outer);
                            }
                            rest = rest.get(end + 1..).unwrap_or_default();
                        }
                    }
                }
            }
        }
    }

    /// Takes in a rule.
    fn rule(&mut self, selectors: &str, declarations: &str, holds: Holds) {
        self.order += 1;
        let all = Said::of(declarations);
        let shown = all.clone().only(may_show);
        if all.is_empty() {
            return;
        }
        for selector in split_outside(selectors) {
            let Some((key, specific)) = subject(selector) else { continue };
            let is_sure = holds == Holds::Yes && specific.is_some();
            let strength = Strength::of_rule(specific.filter(|_| is_sure).unwrap_or(UNKNOWN), self.order);
            let said = if is_sure { &all } else { &shown }.clone().with(strength);
            if let Some(rule) = self.rules.get_mut(key.as_str()) {
                rule.merge(&said);
            } else if !said.is_empty() && self.rules.len() < MOST_RULES {
                self.rules.insert(key.into(), said);
            }
        }
    }
}

/// Whether what a rule says makes text seen, or part of no number, so that it is to be reckoned with wherever it may hold.
fn may_show(property: Property, value: Value) -> bool {
    match property {
        Property::Display
        | Property::Visibility
        | Property::Opacity
        | Property::Size
        | Property::Line
        | Property::Place
        | Property::Indent
        | Property::Clip
        | Property::Width
        | Property::Height
        | Property::Overflow => value != Value::Nothing,
        Property::Ink | Property::Paper | Property::Picture => value == Value::Other,
        Property::Align => true,
        Property::Position => value == Value::Plain,
        Property::Float => false,
    }
}

/// Whether a style sheet is part of what is not in force.
fn is_switched_off(tree: &Tree, id: Id) -> bool {
    let mut parent = tree.parent(id);
    while parent != 0 {
        if tree.element(parent).is_some_and(|element| element.tag == Tag::Unseen) {
            return true;
        }
        parent = tree.parent(parent);
    }
    false
}

/// The condition that a block stands under, where it holds rules.
fn condition(before: &str) -> Option<Holds> {
    let lower = before.to_ascii_lowercase();
    if let Some(media) = lower.strip_prefix("@media") {
        return Some(holds(media));
    }
    ["@supports", "@layer", "@container", "@document", "@-moz-document", "@scope"]
        .iter()
        .any(|name| lower.starts_with(name))
        .then_some(Holds::Perhaps)
}

/// Whether what is for such media is for a screen.
fn holds(media: &str) -> Holds {
    let is_for = |media: &str| match media.trim().trim_start_matches("only ").trim() {
        "" | "all" | "screen" => Holds::Yes,
        "print" | "speech" | "aural" | "braille" | "embossed" | "projection" | "tty" | "tv" | "handheld" => Holds::No,
        media if media.starts_with("print") => Holds::No,
        _ => Holds::Perhaps,
    };
    let each: Vec<Holds> = media.to_ascii_lowercase().split(',').map(is_for).collect();
    [Holds::Yes, Holds::Perhaps].into_iter().find(|holds| each.contains(holds)).unwrap_or(Holds::No)
}

fn weaker(one: Holds, other: Holds) -> Holds {
    match (one, other) {
        (Holds::No, _) | (_, Holds::No) => Holds::No,
        (Holds::Perhaps, _) | (_, Holds::Perhaps) => Holds::Perhaps,
        _ => Holds::Yes,
    }
}

/// Where the block ends that begins here.
fn block_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Cuts a list of selectors at the commas that are not inside brackets.
fn split_outside(selectors: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    selectors.split(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}

/// What elements a selector is about at most: the key of their rules, and how specific it is where it is about all of them.
fn subject(selector: &str) -> Option<(String, Option<u16>)> {
    let selector = selector.trim();
    if PASSING.iter().any(|part| selector.contains(part)) {
        return None;
    }
    let mut depth = 0_usize;
    let last = selector.rfind(|c| {
        match c {
            ')' | ']' => depth += 1,
            '(' | '[' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ' ' | '\t' | '\r' | '\n' | '>' | '+' | '~')
    });
    let compound = &selector[last.map_or(0, |at| at + 1)..];
    let simple = &compound[..compound.find([':', '[', '*', '\\', '(']).unwrap_or(compound.len())];
    let is_whole = last.is_none() && simple.len() == compound.len();
    let marks: Vec<usize> = simple.match_indices(['.', '#']).map(|(at, _)| at).collect();
    let name = simple[..marks.first().copied().unwrap_or(simple.len())].to_ascii_lowercase();
    match marks.as_slice() {
        [] if name.is_empty() => None,
        [] => Some((name, is_whole.then_some(NAME))),
        [at] => {
            let specific = if simple[*at..].starts_with('#') { ID } else { CLASS } + u16::from(!name.is_empty());
            Some((name + &simple[*at..], is_whole.then_some(specific)))
        }
        [.., at] => Some((simple[*at..].to_owned(), None)),
    }
}

/// A style sheet without comments, without the marks that hid it from old browsers, and without what stands in quotes.
fn without_comments(sheet: &str) -> Cow<'_, str> {
    if !["/*", "<!--", "-->", "\"", "'"].iter().any(|mark| sheet.contains(mark)) {
        return Cow::Borrowed(sheet);
    }
    let mut plain = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find(['/', '<', '-', '"', '\'']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = ["/*", "<!--", "-->", "\"", "'"].into_iter().find(|mark| rest.starts_with(mark));
        let Some(mark) = mark else {
            plain.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        };
        rest = &rest[mark.len()..];
        match mark {
            "/*" => rest = rest.split_once("*/").map_or("", |(_, rest)| rest),
            "\"" | "'" => {
                let end = rest.find([mark.as_bytes()[0] as char, '\n']).unwrap_or(rest.len());
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            _ => {}
        }
        plain.push(' ');
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    /// What a page's style sheets say of its first element that is no style sheet.
    fn display(sheet: &str, element: &str) -> Option<Value> {
        let (tree, _) = parse(&format!("<style>{sheet}</style>{element}"), 1000);
        let is_element = |id: &Id| tree.element(*id).is_some_and(|element| element.tag != Tag::Style);
        let id = (1..tree.len() as Id).find(is_element).unwrap();
        Cascade::of(&tree).said(tree.element(id).unwrap()).get(Property::Display)
    }

    #[test]
    fn simple_rules_hide_and_others_do_not() {
        let nothing = Some(Value::Nothing);
        for (sheet, element, expected) in [
            (".h{display:none}", "<p class='a h'>", nothing),
            ("p.h , .g { display : none }", "<p class=h>", nothing),
            ("p.h{display:none}", "<div class=h>", None),
            ("#x{display:none}", "<p id=x>", nothing),
            ("P{display:none}", "<p>", nothing),
            (".h{display:none} p{display:block}", "<p class=h>", nothing),
            (".h{display:none} .h{display:block}", "<p class=h>", Some(Value::Block)),
            (".h{display:none!important} .h{display:block}", "<p class=h>", nothing),
            ("/* .a{ */.h{display:none}", "<p class=h>", nothing),
            ("<!-- .h{display:none} -->", "<p class=h>", nothing),
            (".q:before{content:'}'}.h{display:none}", "<p class=h>", nothing),
            ("@charset \"gbk\";.h{display:none}", "<p class=h>", nothing),
            ("@font-face{font-family:a}.h{display:none}", "<p class=h>", nothing),
            (".con .h{display:none}", "<p class=h>", None),
            (".h.on{display:none}", "<p class='h on'>", None),
            (".h:hover{display:none}", "<p class=h>", None),
            (".h[x]{display:none}", "<p class=h>", None),
            ("*{display:none}", "<p class=h>", None),
            (".h{display:none} .con>.h{display:block}", "<p class=h>", Some(Value::Block)),
            (".h{display:none} .h.on{display:block}", "<p class='h on'>", Some(Value::Block)),
            (".h{display:none} .h:hover{display:block}", "<p class=h>", nothing),
            ("@media print{.h{display:none}}", "<p class=h>", None),
            ("@media print{.a{x:y}}.h{display:none}", "<p class=h>", nothing),
            ("@media screen{.h{display:none}}", "<p class=h>", nothing),
            ("@media (max-width:9px){.h{display:none}}", "<p class=h>", None),
            ("@media screen{@media print{.h{display:none}}.h{display:none}}", "<p class=h>", nothing),
            (".h{display:none", "<p class=h>", nothing),
            ("}}.h{display:none}", "<p class=h>", nothing),
        ] {
            assert_eq!(display(sheet, element), expected, "{sheet} {element}");
        }
    }

    #[test]
    fn sheets_for_paper_and_those_that_are_switched_off_are_not_read() {
        for (markup, expected) in [
            ("<style media=print>.h{display:none}</style>", (true, false)),
            ("<noscript><style>.h{display:none}</style></noscript>", (true, false)),
            ("<style media='screen, print'>.h{display:none}</style>", (false, false)),
            ("<link rel='StyleSheet' href=a.css>", (true, true)),
            ("<style>@import url(a.css);</style>", (true, true)),
        ] {
            let cascade = Cascade::of(&parse(markup, 1000).0);
            assert_eq!((cascade.rules.is_empty(), cascade.is_partial), expected, "{markup}");
        }
    }

    #[test]
    fn hostile_sheets_end() {
        for sheet in [
            "{".repeat(100_000),
            "@media screen{".repeat(50_000),
            ".a,".repeat(100_000) + "{" + &"display:none;".repeat(30_000) + "}",
            (0..50_000).map(|at| format!("td{at}.a{{display:none}}")).collect(),
            "/*".repeat(100_000),
            "\"'".repeat(100_000),
            "((([[[,,, ".repeat(20_000) + "{}",
        ] {
            display(&sheet, "<p class=a>");
        }
    }
}
