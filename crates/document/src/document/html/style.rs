//! What an element's own attributes say of how it is laid out.

use super::tag::Tag;
use super::tree::Element;

/// How blanks and line ends are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// As one blank.
    Collapsed,
    /// Line ends as they are, other blanks as one.
    Lines,
    /// As they are.
    Kept,
}

/// A declaration's value in an inline style, trimmed.
fn declared<'a>(element: &'a Element, property: &str) -> Option<&'a str> {
    let style = element.attribute("style")?;
    // Of two declarations the later holds.
    style.rsplit(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim_end();
        name.trim().eq_ignore_ascii_case(property).then_some(value)
    })
}

fn is(element: &Element, property: &str, values: &[&str]) -> bool {
    declared(element, property).is_some_and(|value| values.iter().any(|known| value.eq_ignore_ascii_case(known)))
}

/// Whether an element is taken off the page by its own attributes, whatever its style.
pub fn is_away(element: &Element) -> bool {
    element.attribute("hidden").is_some() || is(element, "mso-hide", &["all"])
}

/// Whether an element begins and ends on a line of its own by its name, if it does not itself say that it does not.
pub fn is_block(element: &Element) -> bool {
    let is_inline = is(element, "display", &["inline", "contents"]) && !element.tag.is_table_part();
    element.tag.is_block() && !is_inline
}

/// How blanks are shown inside an element, where it says so.
pub fn blanks(element: &Element) -> Option<Blanks> {
    match declared(element, "white-space") {
        Some("pre" | "pre-wrap" | "break-spaces") => Some(Blanks::Kept),
        Some("pre-line") => Some(Blanks::Lines),
        Some("normal" | "nowrap") => Some(Blanks::Collapsed),
        _ => (element.tag == Tag::Pre).then_some(Blanks::Kept),
    }
}

/// The style of a list's numbers: the letter of its `type`, or the name of its `list-style-type`.
pub fn list_style(element: &Element) -> Option<&str> {
    let short = || declared(element, "list-style").filter(|value| !value.contains(' '));
    declared(element, "list-style-type").or_else(short).or_else(|| element.attribute("type"))
}

/// Whether a cell stands for as many cells as it covers: Excel writes blank cells beside each other, and those that a long
/// text runs over, as one.
pub fn is_run_of_cells(element: &Element) -> bool {
    is(element, "mso-ignore", &["colspan"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: Tag, attributes: &[(&'static str, &'static str)]) -> Element {
        Element::new(tag, html5ever::LocalName::from("x"), attributes.iter().copied())
    }

    #[test]
    fn what_is_taken_away_is_told_by_the_element_itself() {
        for (attributes, expected) in
            [(&[("hidden", "")][..], true), (&[("style", "mso-hide:all")], true), (&[("class", "none")], false)]
        {
            assert_eq!(is_away(&element(Tag::Block, attributes)), expected, "{attributes:?}");
        }
    }

    #[test]
    fn display_goes_before_the_name() {
        assert!(is_block(&element(Tag::Block, &[("style", "display:block")])));
        assert!(!is_block(&element(Tag::Block, &[("style", "display:inline")])));
        assert!(is_block(&element(Tag::Row, &[("style", "display:inline")])));
    }
}
