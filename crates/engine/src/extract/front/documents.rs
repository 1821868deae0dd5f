//! Documents cited by number: 国办公开办函〔2021〕30号, 国令第711号, with whatever brackets were typed, damaged ones as they stand.

use std::ops::Range;

use super::super::facts::Quoted;
use super::super::prose::span;

/// Documents cited, each once, with all its places.
pub(super) fn cited(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Vec<Quoted> {
    let mut documents: Vec<Quoted> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.len() < 12 || is_table(at) {
            continue;
        }
        let mut signs: Vec<usize> = memchr::memmem::find_iter(line.as_bytes(), "号".as_bytes()).collect();
        if signs.is_empty() {
            signs.extend(memchr::memmem::find_iter(line.as_bytes(), "號".as_bytes()));
        }
        for end in signs {
            let Some(start) = start_of_number(line, end) else { continue };
            let range = start..end + "号".len();
            let place = span(at as u32 + 1, line, range.clone());
            let text = &line[range];
            match documents.iter_mut().find(|known| known.text == text) {
                Some(known) => known.source.push(place),
                None => documents.push(Quoted { text: text.to_owned(), source: vec![place] }),
            }
        }
    }
    documents
}

/// Where the document number that ends with the 号 at `end` begins, its office's short name included.
fn start_of_number(line: &str, end: usize) -> Option<usize> {
    let before = line[..end].trim_end();
    let digits = digits_at_end(before)?;
    let head = before[..digits.start].trim_end();
    if let Some(head) = head.strip_suffix('第') {
        // 国令第711号, 国务院令(第711号)
        let head = head.trim_end_matches(['(', '\u{FF08}', ' ']);
        if head.ends_with('令') {
            return office(line, head.len());
        }
        return after_year(line, head.trim_end());
    }
    if let Some(start) = after_year(line, head) {
        return Some(start);
    }
    // 〔2017121号 and 函202130号: the brackets are lost.
    let is_damaged = (5..=8).contains(&digits.len()) && before[digits.clone()].starts_with("20");
    if !is_damaged {
        return None;
    }
    let opened = head.trim_end_matches(OPENING);
    let start = office(line, opened.trim_end().len());
    if opened.len() < head.len() {
        return start.or(Some(opened.len()).filter(|_| head.ends_with('〔')));
    }
    start.filter(|_| head.ends_with(['发', '發', '函', '秘', '办', '辦', '字', '规', '規', '通', '文']))
}

const OPENING: [char; 7] = ['〔', '[', '(', '\u{FF08}', '【', '\u{FF3B}', '﹝'];
const CLOSING: [char; 7] = ['〕', ']', ')', '\u{FF09}', '】', '\u{FF3D}', '﹞'];

/// The number's beginning where a year in brackets ends here.
fn after_year(line: &str, head: &str) -> Option<usize> {
    let inside = head.strip_suffix(CLOSING)?.trim_end();
    let digits = digits_at_end(inside)?;
    if digits.len() != 4 {
        return None;
    }
    let head = inside[..digits.start].trim_end().strip_suffix(OPENING)?.trim_end();
    office(line, head.len())
}

fn digits_at_end(text: &str) -> Option<Range<usize>> {
    let count = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| text.len() - count..text.len())
}

/// Where the office's short name that ends here begins; `None` where there is none.
fn office(line: &str, end: usize) -> Option<usize> {
    const LONGEST: usize = 12;
    const BEFORE: &[&str] = &[
        "根据", "按照", "依据", "依照", "落实", "转发", "根據", "依據", "按", "据", "的", "见", "文件", "号和", "号与",
        "号及", "号", "號",
    ];
    let is_name = |c: char| matches!(c as u32, 0x3400..=0x9FFF);
    let start = line[..end].char_indices().rev().take(LONGEST).take_while(|(_, c)| is_name(*c)).last()?.0;
    let name = &line[start..end];
    let cut = BEFORE.iter().filter_map(|word| Some(name.rfind(word)? + word.len())).max().unwrap_or(0);
    // 和国务院令: a word that joins, and not 和县 or 和平区, whose offices have such names too.
    let joined = ["以及国", "和国", "与国", "及国"].iter().find(|word| name[cut..].starts_with(**word));
    let cut = cut + joined.map_or(0, |word| word.len() - "国".len());
    (cut < name.len()).then_some(start + cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_quoted_as_they_stand() {
        for (line, expected) in [
            ("根据《格式》(国办公开办函〔2021〕30号)要求", vec!["国办公开办函〔2021〕30号"]),
            (
                "按照国办公开办函[2019]60号和某政办秘(2020) 5 号文件",
                vec!["国办公开办函[2019]60号", "某政办秘(2020) 5 号"],
            ),
            ("条例(国令第711号)和国务院令第492号", vec!["国令第711号", "国务院令第492号"]),
            ("国务院令(第711号)", vec!["国务院令(第711号"]),
            ("(芜政办秘〔2017121号)要求", vec!["芜政办秘〔2017121号"]),
            ("国办公开办函202130 号", vec!["国办公开办函202130 号"]),
            ("粤府办〔2010〕第24号", vec!["粤府办〔2010〕第24号"]),
            ("第60号提案与第115号提案,联系电话12345号,某路20号", vec![]),
        ] {
            let found: Vec<String> = cited(&[line], &|_| false).into_iter().map(|document| document.text).collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn a_document_cited_twice_has_two_places() {
        let found =
            cited(&["国办公开办函〔2021〕30号", "再按国办公开办函〔2021〕30号"], &|_| false);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source.iter().map(|span| span.line).collect::<Vec<_>>(), [1, 2]);
    }
}
