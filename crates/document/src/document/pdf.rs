//! PDF documents with a text layer: characters and lines are taken off each page by their places, and what they are is for
//! [`super::page`].
//!
//! A file is read with what it may unpack and how many steps it may take, both in proportion to its size, so that none can
//! fill the machine or keep it.

mod canvas;
mod ink;
mod interpret;
mod layers;
mod state;
mod weight;
mod work;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::page::{self, Page};
use super::quiet::attempt;
use super::{Content, Remark, Unreadable};
use crate::source::{Budget, Kind, Limits};
use interpret::Interpreter;
use weight::Allowance;

/// What any file may unpack to, in bytes, however small it is.
const SMALL: u64 = 32 << 20;
/// How many filled outlines with curves are letters that were made drawings.
const OUTLINES: u32 = 60;

/// Reads a file of this kind.
///
/// # Errors
/// Where nothing can be had from it.
pub fn read(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Content, Unreadable> {
    let limits = &budget.limits;
    let size = bytes.len() as u64;
    let most = limits.unpacked_bytes.min(SMALL.max(size.saturating_mul(limits.ratio)));
    if weight::is_bomb(bytes, most) {
        return Err(Unreadable::TooLarge { setting: "limits.ratio", limit: limits.ratio });
    }
    let pdf = match attempt(|| Pdf::new(bytes.to_vec())) {
        Some(Ok(pdf)) => pdf,
        Some(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err(Unreadable::Locked(kind));
        }
        Some(Err(LoadPdfError::Decryption(_))) => return Err(Unreadable::Locked(kind)),
        Some(Err(LoadPdfError::Invalid)) | None => return Err(Unreadable::Damaged(kind)),
    };
    let mut taken = take(&pdf, most, size, limits);
    let mut remarks = std::mem::take(&mut taken.remarks);
    let with_text = taken.pages.iter().any(|page| !page.glyphs.is_empty());
    if !with_text {
        if remarks.iter().any(|remark| matches!(remark, Remark::Cut { setting: "limits.ratio", .. })) {
            return Err(Unreadable::TooLarge { setting: "limits.ratio", limit: limits.ratio });
        }
        return match taken {
            Taken { is_scan: true, .. } => Err(Unreadable::Scanned(kind)),
            Taken { is_broken: true, .. } => Err(Unreadable::Damaged(kind)),
            // Its pages are blank.
            Taken { pages, .. } => Ok(Content { blocks: page::arrange(pages, limits.cells).0, remarks }),
        };
    }
    let pictures: Vec<u32> = of_pages(&taken.pages, |page| page.glyphs.is_empty() && page.pictures > 0);
    if !pictures.is_empty() {
        remarks.push(Remark::Pictures { pages: pictures });
    }
    let pages = of_pages(&taken.pages, |page| page.recognised);
    if !pages.is_empty() {
        remarks.push(Remark::Recognised { pages });
    }
    let (blocks, is_cut) = page::arrange(taken.pages, limits.cells);
    if is_cut {
        remarks.push(Remark::Cut { setting: "limits.cells", limit: u64::from(limits.cells) });
    }
    Ok(Content { blocks, remarks })
}

/// The numbers of the pages of which something holds.
fn of_pages(pages: &[Page], holds: impl Fn(&Page) -> bool) -> Vec<u32> {
    pages.iter().filter(|page| holds(page)).map(|page| page.number).collect()
}

/// What was taken off a file.
struct Taken {
    pages: Vec<Page>,
    remarks: Vec<Remark>,
    /// Whether a page, or something on one, could not be read.
    is_broken: bool,
    /// Whether pages draw pictures, or so many outlines that letters must be among them.
    is_scan: bool,
}

fn take(pdf: &Pdf, most: u64, size: u64, limits: &Limits) -> Taken {
    let steps = 2_000_000 + 2 * size;
    let mut taken = Taken { pages: Vec::new(), remarks: Vec::new(), is_broken: false, is_scan: false };
    let mut interpreter = Interpreter::new(pdf.xref(), Allowance::new(most), steps);
    let (mut unknown, mut crowded) = (0_u64, false);
    let mut hidden: Vec<String> = Vec::new();
    for (number, page) in (1..=limits.pages).zip(pdf.pages().iter()) {
        match attempt(|| interpreter.page(page)) {
            Some(canvas) => {
                unknown += u64::from(canvas.unknown);
                crowded |= canvas.crowded;
                taken.is_scan |= canvas.pictures > 0 || canvas.outlines >= OUTLINES;
                let (page, texts) = canvas.finish(number);
                taken.pages.push(page);
                hidden.extend(texts);
            }
            None => {
                taken.is_broken = true;
                taken.pages.push(Page { number, ..Page::default() });
            }
        }
    }
    taken.is_broken |= interpreter.is_damaged;
    if taken.is_broken || crowded {
        taken.remarks.push(Remark::Rescued);
    }
    if interpreter.steps == 0 || interpreter.allowance.refused {
        taken.remarks.push(Remark::Cut { setting: "limits.ratio", limit: limits.ratio });
    }
    if pdf.pages().len() > limits.pages as usize {
        taken.remarks.push(Remark::Cut { setting: "limits.pages", limit: u64::from(limits.pages) });
    }
    let mut told = std::collections::HashSet::new();
    hidden.retain(|text| told.insert(text.clone()));
    if !hidden.is_empty() {
        taken.remarks.push(Remark::Hidden(hidden));
    }
    if unknown > 0 {
        taken.remarks.push(Remark::Uncoded(unknown.min(u64::from(u32::MAX)) as u32));
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, compose};

    fn read(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Content, Unreadable> {
        super::read(bytes, kind, &Budget::new(bytes.len() as u64, limits))
    }

    /// A file of objects, numbered from 1; the first is the catalogue.
    fn file(objects: &[String]) -> Vec<u8> {
        let mut text = String::from("%PDF-1.7\n");
        let mut places = Vec::new();
        for (number, object) in (1..).zip(objects) {
            places.push(text.len());
            text += &format!("{number} 0 obj\n{object}\nendobj\n");
        }
        let start = text.len();
        text += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        places.iter().for_each(|place| text += &format!("{place:010} 00000 n \n"));
        text += &format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
        text.into_bytes()
    }

    fn stream(dict: &str, data: &str) -> String {
        format!("<<{dict}/Length {}>>\nstream\n{data}\nendstream", data.len())
    }

    /// A file of one page, with fonts that it does not bring along: F for Latin, G for Chinese in the encoding of GBK.
    fn one_page(page: &str, content: &str, more: &[String]) -> Vec<u8> {
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R{page}\
                 /Resources<</Font<</F 5 0 R/G 6 0 R>>/XObject<</X 8 0 R>>/ExtGState<</S<</ca .4>>>>>>>>"
            ),
            stream("", content),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
            "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[7 0 R]>>".to_owned(),
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
                .to_owned(),
        ];
        objects.extend_from_slice(more);
        file(&objects)
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        let content = read(bytes, Kind::Pdf, &Limits::default()).expect("it is read");
        compose(content).line_texts().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn text_is_read_wherever_it_stands() {
        let form = || stream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]", "BT /F 12 Tf 50 700 Td (form) Tj ET");
        for (name, page, content, expected) in [
            ("a word", "", "BT /F 12 Tf 50 700 Td (word) Tj ET", "word"),
            ("moved by parts", "", "BT /F 12 Tf 50 700 Td [(12) -10 (34) -2000 (5)] TJ ET", "1234\t5"),
            ("a form", "", "/X Do", "form"),
            (
                "a page in inches",
                "/MediaBox[0 0 8 11]/UserUnit 72",
                "BT /F .17 Tf .7 9 Td (11) Tj .3 0 Td (22) Tj ET",
                "11 22",
            ),
            (
                "a page that begins elsewhere",
                "/MediaBox[-900 -900 -300 -100]/CropBox[-890 -890 -310 -110]/Rotate 180",
                "BT /F 12 Tf -1 0 0 -1 -350 -700 Tm (here) Tj ET",
                "here",
            ),
            (
                "a page on its side, its text upright",
                "/Rotate 270",
                "BT /F 12 Tf 50 700 Td (up) Tj 0 -20 Td (next) Tj ET",
                "up/next",
            ),
            ("a page on its side", "/Rotate 90", "BT /F 12 Tf 0 1 -1 0 300 100 Tm (up) Tj ET", "up"),
            (
                "text on its side",
                "",
                "BT /F 12 Tf 0 1 -1 0 300 100 Tm (up) Tj 0 1 -1 0 320 100 Tm (next) Tj ET",
                "up/next",
            ),
            ("drawn twice for bold", "", "BT /F 12 Tf 50 700 Td (11) Tj 0.3 0 Td (11) Tj ET", "11"),
            ("off the page", "", "BT /F 12 Tf 50 700 Td (on) Tj 0 300 Td (off) Tj ET", "on"),
            (
                "clipped away",
                "",
                "q 0 0 10 10 re W n BT /F 12 Tf 50 700 Td (off) Tj ET Q BT /F 12 Tf 50 700 Td (on) Tj ET",
                "on",
            ),
            ("a line that runs off the page", "", "BT /F 12 Tf 580 700 Td (12345678) Tj ET", "12345678"),
            ("white on dark", "", "0 0 .5 rg 40 690 100 30 re f 1 g BT /F 12 Tf 50 700 Td (on) Tj ET", "on"),
            (
                "white on a picture",
                "",
                "q 100 0 0 30 40 690 cm BI /W 1 /H 1 ID x EI Q 1 g BT /F 12 Tf 50 700 Td (on) Tj ET",
                "on",
            ),
            (
                "under something that shows through",
                "",
                "BT /F 12 Tf 50 700 Td (on) Tj ET /S gs 1 g 40 690 100 30 re f",
                "on",
            ),
            ("a slanting watermark", "", "BT /F 12 Tf 50 700 Td (on) Tj 1 1 -1 1 90 90 Tm (draft) Tj ET", "on"),
            ("Chinese without a map", "", "BT /G 12 Tf 50 700 Td <B9E6D5C2> Tj ET", "规章"),
            (
                "a table of strokes and of thin rectangles",
                "",
                "50 700 100 20 re S 100 700 m 100 720 l S 50 680 100 0.5 re f 50 680 0.5 20 re f 99.7 680 0.5 20 re f \
                 149.6 680 .5 20 re f BT /F 12 Tf 55 705 Td (1) Tj 50 0 Td (2) Tj -50 -20 Td (3) Tj ET",
                "1 | 2/3 | ",
            ),
        ] {
            assert_eq!(lines(&one_page(page, content, &[form()])).join("/"), expected, "{name}");
        }
    }

    #[test]
    fn what_nobody_sees_is_left_out_and_said() {
        let off = "BT /F 12 Tf 50 700 Td (on) Tj 0 300 Td (a row that is printed below the paper) Tj ET";
        for (name, content, hidden) in [
            ("white on white", "BT /F 12 Tf 50 700 Td 1 g (9) Tj 0 g (on) Tj ET", "9"),
            ("white in another space", "BT /F 12 Tf 50 700 Td /DeviceCMYK cs 0 0 0 0 sc (9) Tj 0 g (on) Tj ET", "9"),
            ("dark on dark", "0 0 .5 rg 40 690 20 30 re f BT /F 12 Tf 50 700 Td (9) Tj 30 0 Td 0 g (on) Tj ET", "9"),
            (
                "painted over",
                "BT /F 12 Tf 50 700 Td (old 7) Tj ET 1 g 49 690 99 30 re f 0 g BT /F 12 Tf 50 700 Td (on) Tj ET",
                "old 7",
            ),
            ("drawn without being seen", "BT /F 12 Tf 50 700 Td 3 Tr (9) Tj 0 Tr (on) Tj ET", "9"),
            ("off the page", off, "arowthatisprintedbel…"),
        ] {
            let content = read(&one_page("", content, &[]), Kind::Pdf, &Limits::default()).unwrap();
            assert_eq!(content.blocks, [Block::Page(1), Block::Line("on".to_owned())], "{name}");
            assert_eq!(content.remarks, [Remark::Hidden(vec![hidden.to_owned()])], "{name}");
        }
    }

    #[test]
    fn what_was_recognised_is_read_and_said() {
        let content = "BT /F 12 Tf 3 Tr 50 700 Td (unseen) Tj ET";
        let content = read(&one_page("", content, &[]), Kind::Pdf, &Limits::default()).unwrap();
        assert_eq!(content.blocks, [Block::Page(1), Block::Line("unseen".to_owned())]);
        assert_eq!(content.remarks, [Remark::Recognised { pages: vec![1] }]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let limits = Limits::default();
        let picture = stream("/Type/XObject/Subtype/Image/Width 1/Height 1", "x");
        let scan = one_page("", "600 0 0 800 0 0 cm /X Do", &[picture]);
        let broken = one_page("", "BT", &[]);
        let broken = String::from_utf8(broken).unwrap().replace("/Length 2>>", "/Length 2/Filter/FlateDecode>>");
        let sound = one_page("", "BT /F 12 Tf 50 700 Td (word) Tj ET", &[]);
        let lost = String::from_utf8(sound.clone()).unwrap().replace("/Contents 4 0 R", "/Contents 9 0 R");
        let outlines = one_page("", &"5 5 m 7 9 9 7 9 9 c f ".repeat(100), &[]);
        let forms = stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]", &"/X Do ".repeat(1000));
        for (name, bytes, expected) in [
            ("a scan", scan.as_slice(), Unreadable::Scanned(Kind::Pdf)),
            ("letters made drawings", &outlines, Unreadable::Scanned(Kind::Pdf)),
            ("content that cannot be unpacked", broken.as_bytes(), Unreadable::Damaged(Kind::Pdf)),
            ("content that is not there", lost.as_bytes(), Unreadable::Damaged(Kind::Pdf)),
            ("nothing of a file", b"%PDF-1.7\nnothing", Unreadable::Damaged(Kind::Pdf)),
            ("a password", include_bytes!("../../../../tests/documents/pdf/locked.pdf"), Unreadable::Locked(Kind::Pdf)),
            (
                "forms in themselves",
                &one_page("", "/X Do", &[forms]),
                Unreadable::TooLarge { setting: "limits.ratio", limit: limits.ratio },
            ),
        ] {
            assert_eq!(read(bytes, Kind::Pdf, &limits), Err(expected), "{name}");
        }
        // One that only may not be printed is open to read, and one that lost its end is searched for its objects.
        assert_eq!(lines(include_bytes!("../../../../tests/documents/pdf/protected.pdf")), ["Annual report 2024"]);
        assert_eq!(lines(&sound[..sound.len() - 120]), ["word"]);
        assert!(read(&one_page("", "q Q", &[]), Kind::Pdf, &limits).is_ok(), "a blank page");
    }

    #[test]
    fn damage_anywhere_is_borne() {
        let sound = one_page("", "BT /G 12 Tf 50 700 Td <B9E6D5C2> Tj ET 0 0 9 9 re S", &[]);
        for at in (0..sound.len()).step_by(3) {
            let mut broken = sound.clone();
            broken[at] ^= 0x15;
            let _ = read(&broken, Kind::Pdf, &Limits::default());
            let _ = read(&sound[..at], Kind::Pdf, &Limits::default());
        }
    }

    #[test]
    fn a_font_of_a_billion_widths_is_refused() {
        let wide = "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/W[0 4294967295 500]>>".to_owned();
        let mut bytes = String::from_utf8(one_page("", "BT /G 12 Tf 50 700 Td <B9E6> Tj ET", &[wide])).unwrap();
        bytes = bytes.replace("DescendantFonts[7 0 R]", "DescendantFonts[8 0 R]");
        assert!(read(bytes.as_bytes(), Kind::Pdf, &Limits::default()).is_err());
    }
}
