//! How a number in a cell is shown: its shortest decimal in the digits that a cell shows, with the unit, percent sign or
//! date that its format makes of it.
//!
//! A format that rounds is not followed: what a cell holds is what its sums were made of, and amounts have four decimals and
//! more. What binary arithmetic left behind the last digit is no part of the number, though. Where a cell shows anything
//! else than it holds, that is told; a zero that accounting formats draw as a dash is a zero; one that hides what the cell
//! holds leaves it blank, as the reader of the sheet sees it.

mod day;

use std::cmp::Ordering;

use day::date;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A text; blank where nothing is in the cell.
    Text(String),
    /// A text, and where it says something else than the cell: what the cell holds and what it shows, `94.4→94`.
    Changed(String, String),
    /// Nothing, by a format that hides what is in the cell.
    Nothing,
}

impl From<String> for Shown {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Shown {
    /// Bytes that a cell of it holds.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Changed(text, told) => text.len() + told.len(),
            Self::Nothing => 0,
        }
    }

    /// A text that says something else than the cell holds.
    fn changed(text: String, held: &str, seen: &str) -> Self {
        Self::Changed(text, format!("{held}→{seen}"))
    }
}

/// Dashes that accounting formats draw for zero.
const DASHES: &[&str] = &["-", "–", "—", "——", "－", "−"];

/// A day before which a number shown as a date is a count that someone gave the wrong format: 1920-01-01.
const FIRST_DAY: f64 = 7306.0;

/// A format code such as `0.00"万元"`, taken apart once for all cells that have it.
#[derive(Debug, Clone, Default)]
pub struct Format {
    /// Its sections with their conditions; none where it is blank.
    sections: Vec<(Option<Condition>, Section)>,
    hides_text: bool,
}

/// A section's condition, such as `[>=10000]`.
#[derive(Debug, Clone, Copy)]
struct Condition {
    /// Whether it holds for what is less, equal and greater.
    holds: [bool; 3],
    limit: f64,
}

impl Format {
    /// Takes a code apart.
    #[must_use]
    pub fn of(code: &str) -> Self {
        if code.trim().is_empty() {
            return Self::default();
        }
        let codes = sections(code);
        let hides_text = codes.get(3).is_some_and(|section| section.trim().is_empty());
        // Only the first four are ever looked at.
        let sections = codes.iter().take(4).map(|code| (condition(code), Section::of(code))).collect();
        Self { sections, hides_text }
    }

    /// Whether it hides texts: it has a section for them, and nothing in it.
    #[must_use]
    pub fn hides_text(&self) -> bool {
        self.hides_text
    }

    /// The section that a number falls under, which one it is, and whether it is the one for negative numbers.
    fn section(&self, value: f64) -> Option<(usize, &Section, bool)> {
        let has_conditions = self.sections.iter().any(|(condition, _)| condition.is_some());
        let at = if has_conditions {
            let holds = |(condition, _): &(Option<Condition>, Section)| condition.is_none_or(|it| it.holds(value));
            self.sections.iter().take(3).position(holds).unwrap_or(0)
        } else {
            match self.sections.len() {
                0 | 1 => 0,
                2 => usize::from(value < 0.0),
                _ if value < 0.0 => 1,
                _ if value == 0.0 => 2,
                _ => 0,
            }
        };
        self.sections.get(at).map(|(_, section)| (at, section, !has_conditions))
    }

    /// A number as it is shown.
    #[must_use]
    pub fn shown(&self, value: f64, is_1904: bool) -> Shown {
        let Some((at, section, is_signed)) = self.section(value) else { return number(value).into() };
        if section.is_date {
            let Some(date) = date(value, section, is_1904) else { return number(value).into() };
            let is_count = section.has_day || section.has_month || section.has_year;
            return match is_count && value < FIRST_DAY && value.fract() == 0.0 && !is_1904 {
                true => Shown::changed(date.clone(), &number(value), &date),
                false => date.into(),
            };
        }
        if !section.has_digits {
            let words = section.before.trim();
            return match words {
                "" => Shown::Nothing,
                _ if value == 0.0 && DASHES.contains(&words) => "0".to_owned().into(),
                _ if value == 0.0 => words.to_owned().into(),
                _ => Shown::changed(words.to_owned(), &number(value), words),
            };
        }
        if section.is_odd {
            return number(value).into();
        }
        let scaled = if section.is_percent { value * 100.0 } else { value } / 1000_f64.powi(section.thousands);
        // A section of its own for what is negative has its sign, or brackets, among its words.
        let minus = if at == 1 && is_signed && scaled < 0.0 { "-" } else { "" };
        let scaled = if at == 1 && is_signed { scaled.abs() } else { scaled };
        let (before, after) = (section.before.trim(), section.after.trim());
        let before = before.trim_start_matches(['-', '(', '（']);
        let after = if minus.is_empty() { after } else { after.trim_end_matches([')', '）']) };
        let sign = if section.is_percent { "%" } else { "" };
        let dress = |digits: &str| format!("{minus}{before}{digits}{after}{sign}");
        let Some(decimals) = section.decimals else { return dress(&number(scaled)).into() };
        let seen = rounded(scaled, decimals);
        match is_noise(scaled, &seen) {
            true => dress(&seen).into(),
            false => Shown::changed(dress(&number(scaled)), &dress(&number(scaled)), &dress(&seen)),
        }
    }
}

impl Condition {
    fn holds(self, value: f64) -> bool {
        let [less, equal, greater] = self.holds;
        value.partial_cmp(&self.limit).is_none_or(|order| match order {
            Ordering::Less => less,
            Ordering::Equal => equal,
            Ordering::Greater => greater,
        })
    }
}

/// A number beside the text that the file keeps of how it is shown.
#[must_use]
pub fn against(value: f64, text: &str, is_percent: bool) -> Shown {
    let scaled = if is_percent { value * 100.0 } else { value };
    let sign = if is_percent { "%" } else { "" };
    let full = || number(scaled) + sign;
    let bare = text.trim();
    // A column that is too narrow shows nothing but marks.
    if bare.trim_matches('#').is_empty() {
        return full().into();
    }
    if DASHES.contains(&bare) {
        return if value == 0.0 { full().into() } else { Shown::changed(bare.to_owned(), &full(), bare) };
    }
    let digits = bare.trim_end_matches('%').replace(',', "");
    if digits.parse::<f64>().is_ok() {
        return match is_noise(scaled, &digits) {
            true => (rounded_noise(scaled, &digits) + sign).into(),
            false => Shown::changed(full(), &full(), bare),
        };
    }
    bare.to_owned().into()
}

/// A number that is shown as another one by noise alone, without the zeros behind its decimals.
fn rounded_noise(scaled: f64, digits: &str) -> String {
    rounded(scaled, digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()))
}

/// Whether what is shown differs from a number by no more than binary arithmetic may leave behind it.
fn is_noise(value: f64, seen: &str) -> bool {
    seen.parse::<f64>().is_ok_and(|seen| (seen - value).abs() <= 1e-9 + 1e-11 * value.abs())
}

/// A number with so many decimals at most, without zeros behind them.
fn rounded(value: f64, decimals: usize) -> String {
    // A half is rounded away from zero, and so is what is a half but for the last bit, as in 1.005.
    let value = value + value * 4.0 * f64::EPSILON;
    let text = format!("{value:.decimals$}", decimals = decimals.min(30));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Characters that a cell without a format of its own shows of a number.
const WIDTH: usize = 11;

/// The shortest decimal of a number in fifteen digits, and without what noise would be no longer seen in a cell.
#[must_use]
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "#NUM!".to_owned();
    }
    let precise: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let size = precise.abs();
    if precise == 0.0 {
        return "0".to_owned();
    }
    if !(1e-9..1e21).contains(&size) {
        return format!("{precise:e}");
    }
    let before_point = format!("{:.0}", size.trunc()).len();
    let seen = rounded(value, WIDTH.saturating_sub(before_point + 1));
    if is_noise(value, &seen) && seen != "0" { seen } else { precise.to_string() }
}

/// The format that a number stands for where a file does not spell it out (ECMA-376 part 1, 18.8.30, with those of Chinese
/// systems).
#[must_use]
pub fn builtin(id: u32) -> &'static str {
    match id {
        1 | 3 => "0",
        2 | 4 => "0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 30 => "yyyy-m-d",
        15..=16 => "d-mmm-yy",
        17 => "mmm-yy",
        18..=21 | 32..=35 | 45..=47 => "h:mm",
        22 => "yyyy-m-d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        37 | 38 | 41 | 42 => "0;-0",
        39 | 40 | 43 | 44 => "0.00;-0.00",
        55..=56 => "h:mm",
        _ => "General",
    }
}

/// A section's condition; `None` where it has none.
fn condition(section: &str) -> Option<Condition> {
    let inside = section.split('[').skip(1).find_map(|part| {
        let inside = part.split(']').next()?;
        inside.starts_with(['<', '>', '=']).then_some(inside)
    })?;
    let digits = inside.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'))?;
    let limit: f64 = inside[digits..].trim().parse().ok()?;
    let holds = match inside[..digits].trim() {
        "<" => [true, false, false],
        "<=" => [true, true, false],
        ">" => [false, false, true],
        ">=" => [false, true, true],
        "<>" => [true, false, true],
        _ => [false, true, false],
    };
    Some(Condition { holds, limit })
}

/// The sections of a code: for positive numbers, negative ones, zero and text.
fn sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

/// What a section of a code asks for.
#[derive(Debug, Clone, Default)]
struct Section {
    /// Words before and after the digits.
    before: String,
    after: String,
    has_digits: bool,
    /// Decimals that it shows; `None` where it shows as many as there are.
    decimals: Option<usize>,
    /// How many times it divides by a thousand.
    thousands: i32,
    /// Whether it shows fractions, powers of ten, or words among the digits.
    is_odd: bool,
    is_percent: bool,
    is_date: bool,
    /// Which parts of a date or time it shows.
    has_year: bool,
    has_month: bool,
    has_day: bool,
    has_hour: bool,
    is_chinese: bool,
}

impl Section {
    fn of(code: &str) -> Self {
        let mut section = Self::default();
        if code.trim().eq_ignore_ascii_case("general") {
            section.has_digits = true;
            return section;
        }
        let mut chars = code.chars();
        let is_general_word = code.contains("eneral");
        let mut m_count = 0;
        let mut has_blank_digits = false;
        let (mut is_general, mut has_point, mut commas) = (false, false, 0);
        while let Some(c) = chars.next() {
            match c {
                '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| section.word(c)),
                '\\' => {
                    if let Some(c) = chars.next() {
                        section.word(c);
                    }
                }
                '_' | '*' => _ = chars.next(),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if let Some(currency) = inside.strip_prefix('$') {
                        currency.chars().take_while(|c| *c != '-').for_each(|c| section.word(c));
                    }
                    section.has_hour |= matches!(inside.chars().next(), Some('h' | 'H'));
                }
                '@' => (section.has_digits, is_general) = (true, true),
                '0' | '#' => {
                    section.is_odd |= !section.after.trim().is_empty();
                    section.has_digits = true;
                    commas = 0;
                    if has_point {
                        section.decimals = section.decimals.map(|decimals| decimals + 1);
                    } else {
                        section.decimals = Some(0);
                    }
                }
                // A digit or a blank: beside words, as in `"-"??`, it is the blank.
                '?' => {
                    has_blank_digits = true;
                    section.decimals = section.decimals.map(|decimals| decimals + usize::from(has_point));
                }
                '.' => {
                    has_point = true;
                    section.thousands += std::mem::take(&mut commas);
                    section.decimals = section.decimals.or(Some(0));
                }
                ',' if section.has_digits => commas += 1,
                ',' => {}
                '/' if section.has_digits || has_blank_digits => section.is_odd = true,
                'e' | 'E' if section.has_digits => section.is_odd = true,
                '%' => section.is_percent = true,
                'y' | 'Y' | 'e' if !section.has_digits => section.has_year = true,
                'm' | 'M' => m_count += 1,
                'd' | 'D' => section.has_day = true,
                'h' | 'H' => section.has_hour = true,
                's' | 'S' => {}
                'G' | 'g' if is_general_word => {
                    (section.has_digits, is_general) = (true, true);
                    let _ = chars.by_ref().nth("eneral".len() - 1);
                }
                c => section.word(c),
            }
        }
        section.thousands += commas;
        if is_general || (has_blank_digits && !section.has_digits) {
            section.decimals = None;
        }
        section.has_digits |= has_blank_digits && section.before.trim().is_empty();
        section.has_month = m_count > 0 && (section.has_year || section.has_day || !section.has_hour);
        section.is_date = section.has_year || section.has_month || section.has_day || section.has_hour;
        section.is_date &= !section.has_digits;
        section.is_chinese = ['年', '月', '日'].iter().any(|c| section.before.contains(*c));
        section
    }

    fn word(&mut self, c: char) {
        if self.has_digits { self.after.push(c) } else { self.before.push(c) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str, is_1904: bool) -> Shown {
        Format::of(code).shown(value, is_1904)
    }

    #[test]
    fn numbers_are_shown_as_a_person_sees_them() {
        for (value, code, expected) in [
            (3.0, "General", "3"),
            (-4.0, "General", "-4"),
            (0.1 + 0.2, "General", "0.3"),
            (3415.891, "General", "3415.891"),
            (94.000_000_000_1, "General", "94"),
            (1_300.000_000_000_6, "General", "1300"),
            (-7.999_999_999_9, "General", "-8"),
            (190.457_379, "General", "190.457379"),
            (12_345_678.125, "General", "12345678.125"),
            (123_456_789_012.0, "General", "123456789012"),
            (0.000_012, "General", "0.000012"),
            (1e-10, "General", "1e-10"),
            (94.000_000_000_1, "0", "94"),
            (11_398_889.0, "#,##0", "11398889"),
            (1e21, "General", "1e21"),
            (0.092, "0.000_ ", "0.092"),
            (0.125, "0.0%", "12.5%"),
            (0.07, "0%", "7%"),
            (3.0, "0\"件\"", "3件"),
            (11_543.66, "#,##0.00\"万元\"", "11543.66万元"),
            (12_000.0, "0.0,\"千\"", "12千"),
            (12_345.0, "0\\.0,\"万\"", "12345"),
            (0.5, "# ?/?", "0.5"),
            (1234.0, "0.00E+00", "1234"),
            (5.0, "[$¥-804]#,##0.00", "¥5"),
            (-8.0, "0_);(0)", "-8"),
            (-8.0, "0;-0", "-8"),
            (-8.0, "0;[Red]0", "-8"),
            (-8.0, "[>=100]0\"多\";0", "-8"),
            (120.0, "[>=100]0\"多\";0", "120多"),
            (0.0, "[=0]\"-\";0", "0"),
            (0.0, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", "0"),
            (7.0, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", "7"),
            (0.0, "0;-0;\"无\"", "无"),
            (43_850.0, "yyyy\"年\"m\"月\"d\"日\"", "2020年1月20日"),
            (43_850.0, "yyyy/m/d", "2020-01-20"),
            (43_850.0, "mm-dd-yy", "2020-01-20"),
            (43_850.5, "yyyy-m-d h:mm", "2020-01-20 12:00"),
            (43_850.0, "[$-F800]dddd, mmmm dd, yyyy", "2020-01-20"),
            (43_850.0, "yyyy\"年\"", "2020年"),
            (0.5, "h:mm", "12:00"),
            (-1.0, "yyyy-mm-dd", "-1"),
            (2020.0, "General\"年\"", "2020年"),
            (2020.0, "@", "2020"),
        ] {
            assert_eq!(shown(value, code, false), Shown::Text(expected.to_owned()), "{value} {code}");
        }
        assert_eq!(shown(42_388.0, builtin(31), true), Shown::Text("2020年1月20日".to_owned()));
    }

    #[test]
    fn what_a_cell_shows_besides_what_it_holds_is_told() {
        for (value, code, text, told) in [
            (190.457_379, "0.00", "190.457379", "190.457379→190.46"),
            (94.4, "0", "94.4", "94.4→94"),
            (12.5, "0", "12.5", "12.5→13"),
            (0.126, "0%", "12.6%", "12.6%→13%"),
            (-0.4, "0;-0", "-0.4", "-0.4→-0"),
            (22.0, "m\"月\"d\"日\"", "1月22日", "22→1月22日"),
            (59.0, "yyyy-mm-dd", "1900-02-28", "59→1900-02-28"),
            (5.0, "\"-\"", "-", "5→-"),
        ] {
            assert_eq!(shown(value, code, false), Shown::Changed(text.to_owned(), told.to_owned()), "{value} {code}");
        }
        for (value, code) in [(7.0, ";;;"), (0.0, "0;-0;"), (0.0, "0;-0;;@"), (-3.0, "0;"), (0.0, "[=0]\"\";0")] {
            assert_eq!(shown(value, code, false), Shown::Nothing, "{value} {code}");
        }
        let hides_text = |code| Format::of(code).hides_text();
        assert!(hides_text(";;;") && !hides_text("0;-0;;@") && !hides_text("General"));
    }

    #[test]
    fn a_number_is_held_against_the_text_that_the_file_keeps() {
        for (value, text, is_percent, expected) in [
            (94.000_000_000_1, "94", false, Shown::Text("94".to_owned())),
            (1234.0, "1,234.00", false, Shown::Text("1234".to_owned())),
            (0.07, "7%", true, Shown::Text("7%".to_owned())),
            (0.0, " - ", false, Shown::Text("0".to_owned())),
            (5.0, "###", false, Shown::Text("5".to_owned())),
            (5.0, "", false, Shown::Text("5".to_owned())),
            (3.0, "3件", false, Shown::Text("3件".to_owned())),
            (190.457_379, "190.46", false, Shown::Changed("190.457379".to_owned(), "190.457379→190.46".to_owned())),
        ] {
            assert_eq!(against(value, text, is_percent), expected, "{value} {text}");
        }
    }
}
