//! Whether text can be told from the paper that it stands on: text in white on white paper is there and not seen.

/// Brightness of each of red, green and blue from which a colour is hardly told from white.
const WHITE: u8 = 0xF5;

/// Names of colours that are as bright.
const NAMED: [&str; 4] = ["white", "snow", "whitesmoke", "ghostwhite"];

/// What text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// White paper.
    #[default]
    White,
    /// What has another colour, or may have one.
    Other,
}

/// Whether a colour as written is white: `white`, `#fff`, `FFFFFF`, `rgb(255, 255, 255)`. One that is not understood is not.
pub fn is_white(written: &str) -> bool {
    let written = written.trim();
    let colour = || hexadecimal(written.strip_prefix('#').unwrap_or(written)).or_else(|| of_parts(written));
    NAMED.iter().any(|name| name.eq_ignore_ascii_case(written))
        || colour().is_some_and(|colour| colour.iter().all(|part| *part >= WHITE))
}

fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize, length: usize| u8::from_str_radix(digits.get(from..from + length)?, 16).ok();
    match digits.len() {
        3 => Some([part(0, 1)? * 17, part(1, 1)? * 17, part(2, 1)? * 17]),
        6 => Some([part(0, 2)?, part(2, 2)?, part(4, 2)?]),
        _ => None,
    }
}

fn of_parts(written: &str) -> Option<[u8; 3]> {
    let (name, rest) = written.split_once('(')?;
    if !matches!(name.to_ascii_lowercase().as_str(), "rgb" | "rgba") {
        return None;
    }
    let mut parts = rest.trim_end_matches(')').split([',', ' ', '/']).filter(|part| !part.is_empty());
    let mut part = || {
        let part = parts.next()?;
        let (number, whole) = part.strip_suffix('%').map_or((part, 255.0), |number| (number, 100.0));
        Some((number.parse::<f32>().ok()? / whole * 255.0) as u8)
    };
    Some([part()?, part()?, part()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_told_however_it_is_written() {
        for (written, expected) in [
            ("white", true),
            (" White ", true),
            ("#fff", true),
            ("#FDFDFD", true),
            ("FFFFFF", true),
            ("rgb(255, 255,255)", true),
            ("rgb(100% 100% 100%)", true),
            ("rgba(255,255,255,.8)", true),
            ("#ffe", false),
            ("ivory", false),
            ("#eee", false),
            ("auto", false),
            ("rgb(255,255)", false),
            ("#ffffff80", false),
            ("一二", false),
            ("", false),
        ] {
            assert_eq!(is_white(written), expected, "{written}");
        }
    }
}
