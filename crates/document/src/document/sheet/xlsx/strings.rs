//! Texts of a workbook: those that cells share, and those that stand in a cell, with runs or without.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::super::xml::{attribute, character};
use super::{next, reader};
use crate::source::Budget;

/// The texts that cells share.
pub(super) fn shared_strings(text: &str, budget: &Budget) -> Vec<String> {
    let mut reader = reader(text);
    let mut strings = Vec::new();
    while let Some(event) = next(&mut reader, budget) {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "si"
        {
            let Some(text) = rich_text(&mut reader, "si", budget) else { break };
            if !budget.hold(text.len() + size_of::<String>()) {
                break;
            }
            strings.push(text);
        }
    }
    strings
}

/// The text of an element with runs, up to its end; how it is read aloud is no part of it. `None` where it breaks off.
pub(super) fn rich_text(reader: &mut Reader<&[u8]>, closing: &str, budget: &Budget) -> Option<String> {
    let mut text = String::new();
    let mut is_aside = false;
    let mut kept: Option<(usize, bool)> = None;
    loop {
        match next(reader, budget)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" => is_aside = true,
                "t" if !is_aside => {
                    let keeps = attribute(&element, "xml:space").is_some_and(|value| value == "preserve");
                    kept = Some((text.len(), keeps));
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => is_aside = false,
                "t" => {
                    if let Some((start, false)) = kept.take() {
                        let blank = [' ', '\t', '\r', '\n'];
                        text.truncate(start + text[start..].trim_end_matches(blank).len());
                        let lead = text[start..].len() - text[start..].trim_start_matches(blank).len();
                        text.replace_range(start..start + lead, "");
                    }
                }
                name if name == closing => return Some(unescaped(text)),
                _ => {}
            },
            event if kept.is_some() => push_text(&event, &mut text),
            _ => {}
        }
    }
}

/// Adds what an event says in text.
pub(super) fn push_text(event: &Event<'_>, into: &mut String) {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => into.push_str(&character(name)),
        _ => {}
    }
}

/// Characters that XML cannot hold are written `_x000D_` (ECMA-376 part 1, 22.9.2.19).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        made.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 7).filter(|code| code.ends_with('_'));
        let number = code.and_then(|code| u32::from_str_radix(&code[..4], 16).ok());
        let (character, length) = number.and_then(char::from_u32).map_or(('_', 1), |character| (character, 7));
        made.push(character);
        rest = &rest[at + length..];
    }
    made + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_a_person_sees_them() {
        let read = |text: &str| {
            let text = format!("<sst count=\"99999999999\" uniqueCount=\"99999999999\">{text}</sst>");
            shared_strings(&text, &Budget::new(1000, &crate::source::Limits::default()))
        };
        for (text, expected) in [
            ("<si><t> 规章 </t></si>", "规章"),
            ("<si><t xml:space=\"preserve\"> 规章 </t></si>", " 规章 "),
            ("<si><r><t>行政</t></r><r><rPr/><t>许可</t></r><rPh sb=\"0\"><t>xz</t></rPh></si>", "行政许可"),
            ("<si><t>a_x000D_b_x4e00_c_xyz_ &amp;&#x4e00;<![CDATA[<]]></t></si>", "a\rb一c_xyz_ &一<"),
            ("<si/>", ""),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }
}
