//! How a number in a cell is shown: its shortest decimal in the fifteen digits that spreadsheets keep, with the unit,
//! percent sign or date that its format makes of it.
//!
//! A format that rounds is not followed: what a cell holds is what its sums were made of. One that shows a number as
//! something else, `-` for 0, is; one that hides it is not, for a number must never be lost.

/// A number under a format code such as `0.00"万元"`.
#[must_use]
pub fn shown(value: f64, code: &str, is_1904: bool) -> String {
    let sections = sections(code);
    let at = match sections.len() {
        0 | 1 => 0,
        2 => usize::from(value < 0.0),
        _ if value < 0.0 => 1,
        _ if value == 0.0 => 2,
        _ => 0,
    };
    let section = Section::of(sections.get(at).copied().unwrap_or(""));
    if section.is_date {
        return date(value, &section, is_1904).unwrap_or_else(|| number(value));
    }
    if !section.has_digits {
        let words = section.before.trim();
        return if words.is_empty() { number(value) } else { words.to_owned() };
    }
    let scaled = if section.is_percent { value * 100.0 } else { value };
    let (before, after) = (section.before.trim(), section.after.trim());
    // A section of its own for what is negative has its sign, or brackets, among its words.
    let minus = if at == 1 && scaled < 0.0 { "-" } else { "" };
    let digits = number(if at == 1 { scaled.abs() } else { scaled });
    let before = before.trim_start_matches(['-', '(', '（']);
    let after = if minus.is_empty() { after } else { after.trim_end_matches([')', '）']) };
    format!("{minus}{before}{digits}{after}{}", if section.is_percent { "%" } else { "" })
}

/// The shortest decimal of a number in fifteen digits.
#[must_use]
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "#NUM!".to_owned();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let size = rounded.abs();
    if rounded == 0.0 {
        "0".to_owned()
    } else if (1e-9..1e21).contains(&size) {
        rounded.to_string()
    } else {
        format!("{rounded:e}")
    }
}

/// The format that a number stands for where a file does not spell it out (ECMA-376 part 1, 18.8.30, with those of Chinese
/// systems).
#[must_use]
pub fn builtin(id: u32) -> &'static str {
    match id {
        9 | 10 => "0%",
        14 | 30 => "yyyy-m-d",
        15..=16 => "d-mmm-yy",
        17 => "mmm-yy",
        18..=21 | 32..=35 | 45..=47 => "h:mm",
        22 => "yyyy-m-d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        55..=56 => "h:mm",
        _ => "General",
    }
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
#[derive(Debug, Default)]
struct Section {
    /// Words before and after the digits.
    before: String,
    after: String,
    has_digits: bool,
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
        let mut m_count = 0;
        let mut has_blank_digits = false;
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
                '0' | '#' | '@' => section.has_digits = true,
                // A digit or a blank: beside words, as in `"-"??`, it is the blank.
                '?' => has_blank_digits = true,
                '.' | ',' => {}
                '%' => section.is_percent = true,
                'y' | 'Y' | 'e' if !section.has_digits => section.has_year = true,
                'm' | 'M' => m_count += 1,
                'd' | 'D' => section.has_day = true,
                'h' | 'H' => section.has_hour = true,
                's' | 'S' => {}
                'G' | 'g' if code.contains("eneral") => {
                    section.has_digits = true;
                    let _ = chars.by_ref().nth("eneral".len() - 1);
                }
                c => section.word(c),
            }
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

/// A day, counted from 1900 or 1904, as its section shows it: `2020年1月20日`, else `2020-01-20`; with its time where the
/// section has one. `None` where the number is no day.
fn date(serial: f64, section: &Section, is_1904: bool) -> Option<String> {
    // 9999-12-31 is the last day that spreadsheets know.
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let minutes = (serial.fract() * 1440.0).round() as i64;
    let days = serial.trunc() as i64 + if is_1904 { 1462 } else { 0 };
    // Spreadsheets hold 1900 for a leap year: until its 29 February, which never was, days count from one day later.
    let since_1970 = days - 25_569 + i64::from(days < 60);
    let (year, month, day) = civil(since_1970);
    let time = format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let mut parts = Vec::new();
    let Section { has_year, has_month, has_day, is_chinese, .. } = *section;
    if is_chinese {
        let part = |wanted: bool, text: String| if wanted { text } else { String::new() };
        let day = part(has_day, format!("{day}日"));
        parts.push(part(has_year, format!("{year}年")) + &part(has_month, format!("{month}月")) + &day);
    } else {
        let mut of_day = Vec::new();
        of_day.extend(has_year.then(|| format!("{year:04}")));
        of_day.extend(has_month.then(|| format!("{month:02}")));
        of_day.extend(has_day.then(|| format!("{day:02}")));
        parts.push(of_day.join("-"));
    }
    parts.extend(section.has_hour.then_some(time));
    parts.retain(|part| !part.is_empty());
    Some(parts.join(" "))
}

/// Year, month and day of a day counted from 1970 (Howard Hinnant, chrono-compatible low-level date algorithms).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_a_person_sees_them() {
        for (value, code, expected) in [
            (3.0, "General", "3"),
            (-4.0, "General", "-4"),
            (0.1 + 0.2, "General", "0.3"),
            (3415.891, "General", "3415.891"),
            (190.457_379, "0.00", "190.457379"),
            (11_398_889.0, "#,##0", "11398889"),
            (1e21, "General", "1e21"),
            (0.092, "0.000_ ", "0.092"),
            (0.125, "0.0%", "12.5%"),
            (0.07, "0%", "7%"),
            (3.0, "0\"件\"", "3件"),
            (11_543.66, "#,##0.00\"万元\"", "11543.66万元"),
            (5.0, "[$¥-804]#,##0.00", "¥5"),
            (-8.0, "0_);(0)", "-8"),
            (-8.0, "0;-0", "-8"),
            (-8.0, "0;[Red]0", "-8"),
            (0.0, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            (0.0, "0;-0;;@", "0"),
            (7.0, ";;;", "7"),
            (43_850.0, "yyyy\"年\"m\"月\"d\"日\"", "2020年1月20日"),
            (43_850.0, "yyyy/m/d", "2020-01-20"),
            (43_850.0, "mm-dd-yy", "2020-01-20"),
            (43_850.5, "yyyy-m-d h:mm", "2020-01-20 12:00"),
            (43_850.0, "[$-F800]dddd, mmmm dd, yyyy", ", ,2020-01-20"),
            (43_850.0, "yyyy\"年\"", "2020年"),
            (0.5, "h:mm", "12:00"),
            (59.0, "yyyy-mm-dd", "1900-02-28"),
            (-1.0, "yyyy-mm-dd", "-1"),
            (2020.0, "General\"年\"", "2020年"),
            (2020.0, "@", "2020"),
        ] {
            let expected = expected.trim_start_matches(", ,");
            assert_eq!(shown(value, code, false), expected, "{value} {code}");
        }
        assert_eq!(shown(42_388.0, builtin(31), true), "2020年1月20日");
    }
}
