//! Masks the numbers of persons in a document, before anything else sees it: whatever reads, shows, exports or records a
//! document has only the masked numbers, at the same places. The file itself is not touched.

use super::{Document, Part, Remark, Span};
use crate::text::private::{self, FoundPrivate, PrivateKind};

/// A number of a person that was found and masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// What kind of number it is.
    pub kind: PrivateKind,
    /// Where it stands.
    pub span: Span,
    /// The number as it is shown: `110101********1234`.
    pub masked: String,
    /// Whether the words before give it as an office's telephone or account.
    pub is_offered: bool,
}

/// How many lines above a cell may say what it is.
const HEAD_LINES: usize = 20;
/// Words by which a table says that it holds numbers of persons.
const HEADS: [&str; 6] = ["电话", "手机", "电話", "联系", "卡号", "账号"];

/// Masks a document. What a reader remarked is masked as well, but not told: it is not part of the text.
pub fn mask(document: &mut Document) -> Vec<Private> {
    for remark in &mut document.remarks {
        match remark {
            Remark::Hidden(words) | Remark::Formatted(words) | Remark::Uncalculated(words) | Remark::Frames(words) => {
                words.iter_mut().for_each(mask_words);
            }
            _ => {}
        }
    }
    for (_, part) in &mut document.origins.parts {
        if let Part::Sheet(name) = part {
            mask_words(name);
        }
    }
    let mut told = Vec::new();
    if !private::may_hold(&document.text) {
        return told;
    }
    for line in 0..document.lines.len() {
        let start = document.lines[line].start;
        let text = &document.text[document.lines[line].clone()];
        if !private::may_hold(text) {
            continue;
        }
        let mut found = Vec::new();
        let near = || {
            let above = &document.lines[line.saturating_sub(HEAD_LINES)..line];
            above.iter().any(|above| HEADS.iter().any(|word| document.text[above.clone()].contains(word)))
        };
        private::find(text, &near, &mut found);
        let masked = found.into_iter().map(|found| tell(line as u32 + 1, text, &found)).collect::<Vec<_>>();
        for (range, private) in masked {
            document.text.replace_range(start + range.start..start + range.end, &private.masked);
            told.push(private);
        }
    }
    told
}

fn tell(line: u32, text: &str, found: &FoundPrivate) -> (std::ops::Range<usize>, Private) {
    let number = &text[found.range.clone()];
    let column = text[..found.range.start].chars().count() as u32 + 1;
    let private = Private {
        kind: found.kind,
        span: Span::new(line, column, number.chars().count() as u32),
        masked: private::masked(found.kind, number),
        is_offered: found.is_offered,
    };
    (found.range.clone(), private)
}

fn mask_words(words: &mut String) {
    let mut found = Vec::new();
    private::find(words, &|| true, &mut found);
    for found in found {
        let hidden = private::masked(found.kind, &words[found.range.clone()]);
        words.replace_range(found.range, &hidden);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read_text;

    #[test]
    fn a_masked_document_keeps_its_places() {
        let text = "年报\n联系人王某，手机13912345678。\n姓名 | 身份证号 | 电话\n张某 | 110101199003071233 | 13912345678\n规章 | 0 | 0\n";
        let mut document = read_text(text.to_owned());
        let before: Vec<_> = document.pieces.iter().map(|piece| piece.span).collect();
        let told = mask(&mut document);
        assert_eq!(document.text.len(), text.len());
        assert_eq!(document.line(2), "联系人王某，手机139****5678。");
        assert_eq!(document.line(4), "张某 | 110101********1233 | 139****5678");
        assert_eq!(document.pieces.iter().map(|piece| piece.span).collect::<Vec<_>>(), before);
        let places: Vec<_> = told.iter().map(|private| (private.kind, private.span)).collect();
        assert_eq!(
            places,
            [
                (PrivateKind::Mobile, Span::new(2, 9, 11)),
                (PrivateKind::Identity, Span::new(4, 6, 18)),
                (PrivateKind::Mobile, Span::new(4, 27, 11)),
            ]
        );
        assert_eq!(mask(&mut document), [], "what is masked is not found again");
    }

    #[test]
    fn remarks_are_masked() {
        let mut document = read_text(String::new());
        document.remarks.push(Remark::Hidden(vec!["王某13912345678".to_owned()]));
        assert_eq!(mask(&mut document), []);
        assert_eq!(document.remarks, [Remark::Hidden(vec!["王某139****5678".to_owned()])]);
    }
}
