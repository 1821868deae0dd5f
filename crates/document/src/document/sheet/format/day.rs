//! Numbers that are days, as spreadsheets count them.

use super::Section;

/// A day, counted from 1900 or 1904, as its section shows it: `2020年1月20日`, else `2020-01-20`; with its time where the
/// section has one. `None` where the number is no day.
pub(super) fn date(serial: f64, section: &Section, is_1904: bool) -> Option<String> {
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
