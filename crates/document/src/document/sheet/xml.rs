//! What the XML of workbooks has in common: attributes, and the few references that are ever resolved.

use quick_xml::events::BytesStart;

/// What a reference to a character or to one of the five entities stands for; nothing for any other.
#[must_use]
pub fn character(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => number.and_then(char::from_u32).map(String::from).unwrap_or_default(),
    }
}

/// An attribute's value, without its references.
#[must_use]
pub fn attribute(element: &BytesStart, key: &str) -> Option<String> {
    let attribute = element.attributes().with_checks(false).flatten().find(|found| found.key.as_ref() == key)?;
    let raw: &str = attribute.value.as_ref();
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let Some((name, after)) = after.split_once(';') else { break };
        text.push_str(&character(name));
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}
