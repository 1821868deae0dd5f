//! What a form's fields show: units hand in pages whose figures stand in them.

use super::tag::Tag;
use super::tree::{Element, Id, Tree};

/// The text that a field shows.
pub fn shown(tree: &Tree, id: Id, element: &Element) -> String {
    match element.tag {
        Tag::Input => {
            let kind = element.get("type").trim().to_ascii_lowercase();
            let is_button = ["hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file", "password"];
            if is_button.contains(&kind.as_str()) { String::new() } else { element.get("value").to_owned() }
        }
        Tag::Select => {
            let choices = choices(tree, id);
            let chosen = |choice: &&Id| tree.element(**choice).is_some_and(|it| it.attribute("selected").is_some());
            let choice = choices.iter().rfind(chosen).or(choices.first());
            choice.map(|choice| tree.all_text(*choice).trim().to_owned()).unwrap_or_default()
        }
        _ => tree.all_text(id),
    }
}

fn choices(tree: &Tree, id: Id) -> Vec<Id> {
    let mut choices = Vec::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if tree.element(id).is_some_and(|element| element.tag == Tag::Choice) {
            choices.push(id);
        } else {
            let from = waiting.len();
            waiting.extend(tree.children(id));
            waiting[from..].reverse();
        }
    }
    choices
}
