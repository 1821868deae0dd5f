//! Traditional characters to simplified ones, one character for one, so that every place in the text stays what it was.
//!
//! Radicals, which some programs print in place of the character that looks the same, are resolved on the way. Words are not
//! looked at: 復議 becomes 复议, but 檔案 stays 档案 where 文件 was meant. What is shown to a person is never simplified.

use std::sync::OnceLock;

/// First character that can change: the blocks of radicals begin here. Everything before is answered without a look.
const FIRST: char = '\u{2E80}';

/// The characters of one page, the low byte being the index.
type Page = [char; 256];

/// Characters by page and index. A page in which nothing changes is not stored.
struct Table {
    /// Number of the page plus one, by the code point's upper bits; 0 where nothing changes.
    index: Vec<u8>,
    pages: Vec<Page>,
}

impl Table {
    fn load() -> Self {
        // The last plane with Chinese characters is the third one.
        let mut table = Self { index: vec![0; 0x400], pages: Vec::new() };
        for (from, to) in pairs(include_str!("traditional.txt")) {
            table.put(from, to);
        }
        for (from, to) in pairs(include_str!("radicals.txt")) {
            table.put(from, table.get(to));
        }
        table
    }

    fn put(&mut self, from: char, to: char) {
        let page = (from as usize) >> 8;
        if self.index[page] == 0 {
            let first = (page as u32) << 8;
            let same = |low: usize| char::from_u32(first + low as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.pages.push(std::array::from_fn(same));
            self.index[page] =
                u8::try_from(self.pages.len()).expect("fewer than 256 pages have traditional characters");
        }
        self.pages[usize::from(self.index[page]) - 1][from as usize & 0xFF] = to;
    }

    fn get(&self, c: char) -> char {
        match self.index.get((c as usize) >> 8) {
            None | Some(0) => c,
            Some(&page) => self.pages[usize::from(page) - 1][c as usize & 0xFF],
        }
    }
}

/// The simplified form of a character; every other character is given back as it is.
///
/// The table is that of OpenCC (first alternative), so 乾 is 干 and 著 is 着 or 著 as that table has them.
#[must_use]
pub fn simplify(c: char) -> char {
    static TABLE: OnceLock<Table> = OnceLock::new();
    if c < FIRST { c } else { TABLE.get_or_init(Table::load).get(c) }
}

/// The pairs of a data file: lines beginning with `#` are comments, the others hold character after character.
fn pairs(data: &'static str) -> impl Iterator<Item = (char, char)> {
    data.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let mut characters = line.chars();
        std::iter::from_fn(move || Some((characters.next()?, characters.next()?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simplified(text: &str) -> String {
        text.chars().map(simplify).collect()
    }

    #[test]
    fn labels_of_the_form_are_simplified() {
        for (traditional, expected) in [
            ("本年新製作數量", "本年新制作数量"),
            ("對外公開總數量", "对外公开总数量"),
            ("申請人無正當理由逾期不補正、行政機關不再處理", "申请人无正当理由逾期不补正、行政机关不再处理"),
            ("結轉下年度繼續辦理", "结转下年度继续办理"),
            ("行政復議、行政訴訟", "行政复议、行政诉讼"),
            ("行政強製", "行政强制"),
            ("隻計這一情形", "只计这一情形"),
            ("全麵", "全面"),
            ("⼈⺠政府⼯作", "人民政府工作"),
            ("⾒⾞", "见车"),
        ] {
            assert_eq!(simplified(traditional), expected);
        }
    }

    #[test]
    fn simplified_text_and_other_writing_stay() {
        for text in ["上一年项目数量", "abc 123,。(一)", "本年增/减", "政务公开", "𠀀\u{10FFFF}\u{FFFD}🙂"]
        {
            assert_eq!(simplified(text), text);
        }
    }

    #[test]
    fn what_is_simplified_stays_simplified() {
        for (from, to) in pairs(include_str!("traditional.txt")).chain(pairs(include_str!("radicals.txt"))) {
            assert_ne!(from, to);
            // Two steps must not lead back, or the result would depend on how often it is asked.
            assert_ne!(simplify(simplify(from)), from, "{from}");
        }
    }

    #[test]
    fn data_files_are_sorted_and_whole() {
        for (data, count) in [(include_str!("traditional.txt"), 4105), (include_str!("radicals.txt"), 328)] {
            let all: Vec<_> = pairs(data).collect();
            assert_eq!(all.len(), count);
            assert!(all.is_sorted_by_key(|pair| pair.0));
        }
    }
}
