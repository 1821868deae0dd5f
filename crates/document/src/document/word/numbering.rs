//! Numbers that Word itself puts before paragraphs: 一、 (一) 1. They stand in no text; a list says how they are written,
//! and counting makes them.

use std::collections::{HashMap, HashSet};

use super::numeral::numeral;
use super::styles::LONGEST_NAME;
use super::xml::{Element, Node, Space, Xml};
use crate::source::Budget;

/// Levels that a list can have.
const LEVELS: usize = 9;

/// Longest pattern of a level, in characters.
const LONGEST_PATTERN: usize = 60;

/// How the numbers of one level of a list are made.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// The number as it is written, `%1` standing for that of the first level.
    pattern: String,
    /// The level, from 1, whose numbers begin this one again; 0 for none; all higher ones where it is not said.
    restart: Option<u32>,
    /// Whether all its numbers are digits.
    is_legal: bool,
    /// The style that this level belongs to.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (format, pattern) = ("decimal".to_owned(), String::new());
        Self { start: 1, format, pattern, restart: None, is_legal: false, style: None }
    }
}

/// A list by its abstract definition.
#[derive(Debug, Clone, Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// The style of lists that it takes its levels from.
    linked: Option<String>,
}

/// A list as paragraphs refer to it: a definition, and what is otherwise.
#[derive(Debug, Clone, Default)]
struct List {
    definition: String,
    levels: [Option<Level>; LEVELS],
    starts: [Option<u32>; LEVELS],
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<String, List>,
    /// Numbers reached, by definition: lists of one definition go on counting where another ended.
    reached: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels that have begun anew once, as they say.
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads the part that defines lists. `of_style` tells the list of a style of lists.
    pub fn read(text: &str, budget: &Budget, of_style: impl Fn(&str) -> Option<String>) -> Self {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text, budget);
        loop {
            match xml.next() {
                Node::Open(element) if element.space == Space::Word => match element.name() {
                    "abstractNum" => {
                        let id = element.attribute("abstractNumId").unwrap_or_default();
                        let definition = read_definition(&mut xml);
                        numbering.definitions.insert(id, definition);
                    }
                    "num" => {
                        let id = element.attribute("numId").unwrap_or_default();
                        let list = read_list(&mut xml);
                        numbering.lists.insert(id, list);
                    }
                    _ => {}
                },
                Node::End => break,
                _ => {}
            }
        }
        numbering.follow_links(of_style);
        numbering
    }

    /// Gives lists whose definition only names a style of lists the definition of that style.
    fn follow_links(&mut self, of_style: impl Fn(&str) -> Option<String>) {
        let linked: HashMap<String, String> = self
            .definitions
            .iter()
            .filter_map(|(id, definition)| {
                let list = of_style(definition.linked.as_deref()?)?;
                Some((id.clone(), self.lists.get(&list)?.definition.clone()))
            })
            .collect();
        for list in self.lists.values_mut() {
            if let Some(target) = linked.get(&list.definition) {
                list.definition.clone_from(target);
            }
        }
    }

    /// The level of a list that belongs to a style.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(list)?;
        let definition = self.definitions.get(&list.definition);
        let is_of = |level: &Option<Level>| level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style));
        list.levels.iter().position(is_of).or_else(|| definition?.levels.iter().position(is_of))
    }

    /// Counts a paragraph of a list and gives what is written before it; `None` where the list is not defined. Signs that
    /// are the same before every paragraph are not given.
    pub fn next(&mut self, list_id: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(list_id)?;
        let definition = self.definitions.get(&list.definition)?;
        let plain = Level::default();
        let at = |at: usize| list.levels[at].as_ref().or(definition.levels[at].as_ref()).unwrap_or(&plain);
        let start = |level: usize| list.starts[level].unwrap_or(at(level).start);
        let reached = self.reached.entry(list.definition.clone()).or_default();
        if list.starts[level].is_some() && self.begun.insert((list_id.to_owned(), level)) {
            reached[level] = None;
        }
        reached[level] = Some(reached[level].map_or(start(level), |number| number.saturating_add(1)));
        for (below, number) in reached.iter_mut().enumerate().skip(level + 1) {
            if at(below).restart.is_none_or(|by| by > level as u32) {
                *number = None;
            }
        }
        let this = at(level);
        let mut written = String::new();
        let mut chars = this.pattern.chars().peekable();
        while let Some(char) = chars.next() {
            let named = chars.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| char == '%' && *digit > 0);
            let Some(named) = named else {
                written.push(char);
                continue;
            };
            chars.next();
            let named = named as usize - 1;
            let number = reached[named].unwrap_or_else(|| start(named));
            let format = if this.is_legal { "decimal" } else { at(named).format.as_str() };
            written.push_str(&numeral(format, number));
        }
        Some(if this.format == "bullet" { String::new() } else { written })
    }
}

/// Calls back for each element of Word's inside the one that began last, up to its end; the call may read an element to its
/// end, and then answers that it did.
fn each_inside<'a>(xml: &mut Xml<'a>, mut each: impl FnMut(&mut Xml<'a>, &Element<'a>) -> bool) {
    let mut depth = 1;
    while depth > 0 {
        match xml.next() {
            Node::Open(element) => {
                let is_read = element.space == Space::Word && each(xml, &element);
                depth += u32::from(!is_read);
            }
            Node::Close => depth -= 1,
            Node::Text(_) => {}
            Node::End => break,
        }
    }
}

fn read_definition(xml: &mut Xml<'_>) -> Definition {
    let mut definition = Definition::default();
    each_inside(xml, |xml, element| {
        match element.name() {
            "lvl" => return read_level(element, xml, &mut definition.levels),
            "numStyleLink" => definition.linked = element.value(),
            _ => {}
        }
        false
    });
    definition
}

fn read_list(xml: &mut Xml<'_>) -> List {
    let mut list = List::default();
    let mut overridden = None;
    each_inside(xml, |xml, element| {
        match element.name() {
            "abstractNumId" => {
                let named = element.value().filter(|name| name.len() <= LONGEST_NAME);
                list.definition = named.unwrap_or_default();
            }
            "lvlOverride" => overridden = level_number(element),
            "startOverride" => {
                if let Some(level) = overridden {
                    list.starts[level] = element.number();
                }
            }
            "lvl" => return read_level(element, xml, &mut list.levels),
            _ => {}
        }
        false
    });
    list
}

fn level_number(element: &Element<'_>) -> Option<usize> {
    element.attribute("ilvl")?.trim().parse().ok().filter(|level| *level < LEVELS)
}

/// Reads a level to its end.
fn read_level<'a>(opened: &Element<'a>, xml: &mut Xml<'a>, levels: &mut [Option<Level>; LEVELS]) -> bool {
    let mut level = Level::default();
    each_inside(xml, |_, element| {
        match element.name() {
            "start" => level.start = element.number().unwrap_or(1),
            // Where a format of newer versions stands beside one of older versions, the older comes last.
            "numFmt" => level.format = element.value().unwrap_or_default(),
            "lvlText" => {
                level.pattern = element.value().unwrap_or_default().chars().take(LONGEST_PATTERN).collect();
            }
            "lvlRestart" => level.restart = element.number(),
            "isLgl" => level.is_legal = element.is_on(),
            "pStyle" => level.style = element.value().filter(|name| name.len() <= LONGEST_NAME),
            _ => {}
        }
        false
    });
    if let Some(at) = level_number(opened) {
        levels[at] = Some(level);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(xml: &str) -> Numbering {
        let budget = Budget::new(0, &crate::source::Limits::default());
        Numbering::read(&format!("<w:numbering>{xml}</w:numbering>"), &budget, |style| {
            (style == "列表").then(|| "1".to_owned())
        })
    }

    fn level(at: usize, format: &str, pattern: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{pattern}'/>{more}</w:lvl>"
        )
    }

    fn list(id: u32, definition: u32, more: &str) -> String {
        format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{definition}'/>{more}</w:num>")
    }

    #[test]
    fn lists_are_counted_as_word_counts_them() {
        let report = [
            level(0, "chineseCounting", "%1、", ""),
            level(1, "chineseCounting", "（%2）", ""),
            level(2, "decimal", "%3.", ""),
        ]
        .concat();
        let decimal = [
            level(0, "upperRoman", "%1", ""),
            level(1, "decimal", "%1.%2", ""),
            level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
            level(3, "lowerLetter", "%4)", "<w:lvlRestart w:val='0'/>"),
            level(4, "decimal", "%5", "<w:lvlRestart w:val='1'/>"),
        ]
        .concat();
        let definition =
            |id: u32, levels: &str| format!("<w:abstractNum w:abstractNumId='{id}'>{levels}</w:abstractNum>");
        let again = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>";
        let other =
            format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", level(0, "ideographTraditional", "%1.", ""));
        let xml = [
            definition(0, &report),
            definition(1, &decimal),
            definition(2, "<w:numStyleLink w:val='列表'/>"),
            definition(3, &level(0, "bullet", "\u{f0b7}", "")),
            list(1, 0, ""),
            list(2, 1, ""),
            list(3, 0, again),
            list(4, 0, &other),
            list(5, 2, ""),
            list(6, 3, ""),
        ]
        .concat();
        for (case, steps, expected) in [
            (
                "levels",
                &[("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1)][..],
                "一、 （一） （二） 1. 二、 （一）",
            ),
            ("parents", &[("2", 0), ("2", 1), ("2", 1), ("2", 2), ("2", 0), ("2", 1)], "I I.1 I.2 1.2.1 II II.1"),
            ("no parent", &[("2", 1), ("2", 1)], "I.1 I.2"),
            ("never again", &[("2", 0), ("2", 3), ("2", 0), ("2", 3)], "I a) II b)"),
            ("again by level one", &[("2", 0), ("2", 4), ("2", 1), ("2", 4), ("2", 0), ("2", 4)], "I 1 I.1 2 II 1"),
            ("lists share", &[("1", 0), ("3", 0), ("3", 0), ("1", 0)], "一、 五、 六、 七、"),
            ("own level", &[("4", 0), ("4", 1)], "甲. （一）"),
            ("linked", &[("5", 0), ("5", 0)], "一、 二、"),
            ("bullets", &[("6", 0)], ""),
            ("beyond", &[("1", 70)], ""),
        ] {
            let mut numbering = numbering(&xml);
            let written: Vec<_> = steps.iter().map(|(list, level)| numbering.next(list, *level).unwrap()).collect();
            assert_eq!(written.join(" "), expected, "{case}");
        }
        assert_eq!(numbering(&xml).next("9", 0), None);
    }

    #[test]
    fn a_level_can_belong_to_a_style() {
        let linked = level(1, "decimal", "%2", "<w:pStyle w:val='标题2'/>");
        let xml = format!("<w:abstractNum w:abstractNumId='0'>{linked}</w:abstractNum>{}", list(7, 0, ""));
        let numbering = numbering(&xml);
        assert_eq!(numbering.level_of_style("7", "标题2"), Some(1));
        assert_eq!(numbering.level_of_style("7", "标题1"), None);
    }
}
