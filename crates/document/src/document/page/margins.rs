//! What belongs to the paper and not to the text: running heads and feet, told by standing at the same place on several
//! pages, and page numbers, told by how they are written.

use std::collections::HashMap;

use super::tuning::Tuning;
use super::{Laid, Part};
use crate::document::line::is_page_number;

/// How many lines of a margin are looked at.
const LINES: usize = 3;

/// A line in a margin: its page, its part, and how far it stands from the edge. Such lines are gathered by the edge, and by
/// their text without its figures.
type Found = (usize, usize, f32);

/// Takes them out.
pub fn drop(pages: &mut [Laid]) {
    let mut repeated: HashMap<(bool, String), Vec<Found>> = HashMap::new();
    let mut dropped: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    for (number, page) in pages.iter().enumerate() {
        for (is_below, part) in candidates(page) {
            let Part::Line(line) = &page.parts[part] else { continue };
            let text: String = line.text().chars().filter(|c| !c.is_whitespace()).collect();
            let place = if is_below { page.height - line.base } else { line.base };
            if is_number_of(&text, page.number) {
                dropped[number].push(part);
            }
            repeated.entry((is_below, without_figures(&text))).or_default().push((number, part, place));
        }
    }
    for found in repeated.into_values() {
        let place = found[0].2;
        let is_aligned = found.iter().all(|(_, _, other)| (other - place).abs() <= Tuning::get().margin_off);
        let mut on: Vec<usize> = found.iter().map(|(page, ..)| *page).collect();
        on.dedup();
        // Left and right pages may have heads of their own, and the first page none.
        if is_aligned && on.len() >= 2 && on.len() * 3 >= pages.len() {
            found.iter().for_each(|(page, part, _)| dropped[*page].push(*part));
        }
    }
    for (page, dropped) in pages.iter_mut().zip(dropped) {
        let mut number = 0;
        page.parts.retain(|_| {
            number += 1;
            !dropped.contains(&(number - 1))
        });
    }
}

/// The parts of a page that stand in its margins, with whether it is the lower one.
fn candidates(page: &Laid) -> Vec<(bool, usize)> {
    let is_line = |part: &usize| matches!(page.parts[*part], Part::Line(_));
    let top = |part: &usize| page.parts[*part].top();
    let above = (0..page.parts.len())
        .take(LINES)
        .take_while(is_line)
        .filter(|part| top(part) < Tuning::get().margin * page.height);
    let below = (0..page.parts.len()).rev().take(LINES).take_while(is_line);
    let below = below.filter(|part| top(part) > (1.0 - Tuning::get().margin) * page.height);
    above.map(|part| (false, part)).chain(below.map(|part| (true, part))).collect()
}

fn without_figures(text: &str) -> String {
    let mut bare = String::new();
    for c in text.chars() {
        if !c.is_ascii_digit() {
            bare.push(c);
        } else if !bare.ends_with('#') {
            bare.push('#');
        }
    }
    bare
}

/// Whether a line in a margin is the number of its page, alone or among all: `- 4 -`, `第 4 页`, `4 / 8`, `4`.
fn is_number_of(text: &str, page: u32) -> bool {
    if is_page_number(text) {
        return true;
    }
    let number = text.split(['/', '／']).next().unwrap_or("");
    let rest = text[number.len()..].trim_start_matches(['/', '／']);
    number.parse() == Ok(page) && (rest.is_empty() || rest.chars().all(|c| c.is_ascii_digit()))
}
