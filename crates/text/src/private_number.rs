//! What makes a row of digits the number of an identity card, a mobile telephone or a bank card, going by the digits alone.

/// Whether 18 digits, or 17 with the check character X, are the number of an identity card: a province, a day of birth and
/// the check digit of GB 11643 (ISO 7064, MOD 11-2).
pub(super) fn is_identity(digits: &[u8], is_x: bool) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if !is_identity_mistyped(digits, is_x) {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    let check = (12 - sum % 11) % 11;
    check == if is_x { 10 } else { u32::from(digits[17]) }
}

/// The same but for the check digit: where words name it as such a number, it is one with a slip.
pub(super) fn is_identity_mistyped(digits: &[u8], is_x: bool) -> bool {
    digits.len() == if is_x { 17 } else { 18 } && is_province(digits) && is_birthday(&digits[6..14])
}

/// Whether 15 digits have the form of an identity card from before 1999, which had no check digit.
pub(super) fn is_old_identity(digits: &[u8]) -> bool {
    digits.len() == 15 && is_province(digits) && {
        let mut day = vec![1, 9];
        day.extend(&digits[6..12]);
        is_birthday(&day)
    }
}

/// Whether the number begins with the code of a province (GB/T 2260).
fn is_province(digits: &[u8]) -> bool {
    let code = digits[0] * 10 + digits[1];
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// Whether eight digits are a day on which somebody alive may have been born.
fn is_birthday(digits: &[u8]) -> bool {
    let number = |digits: &[u8]| digits.iter().fold(0, |value: i16, &digit| value * 10 + i16::from(digit));
    let (year, month, day) = (number(&digits[..4]), number(&digits[4..6]), number(&digits[6..8]));
    (1900..2100).contains(&year) && jiff::civil::Date::new(year, month as i8, day as i8).is_ok()
}

/// Whether eleven digits are a mobile number of a Chinese network.
pub(super) fn is_mobile(digits: &[u8]) -> bool {
    let [1, second, third, ..] = digits else { return false };
    digits.len() == 11
        && match second {
            3 | 8 => true,
            4 => *third >= 5,
            5 => *third != 4,
            6 => matches!(third, 2 | 5 | 6 | 7),
            7 => *third <= 8,
            9 => *third != 4,
            _ => false,
        }
        // A row of one digit, or of ascending ones, is an example and nobody's number.
        && digits[3..].windows(2).any(|pair| pair[0] != pair[1])
}

/// Whether 16 to 19 digits fulfil the check of Luhn (ISO/IEC 7812-1) and begin as payment cards do.
pub(super) fn is_bank_card(digits: &[u8]) -> bool {
    if !(16..=19).contains(&digits.len()) || !matches!(digits[0], 3..=6 | 9) {
        return false;
    }
    let doubled = |digit: u8| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let value = |(at, &digit): (usize, &u8)| u32::from(if at % 2 == 1 { doubled(digit) } else { digit });
    let sum: u32 = digits.iter().rev().enumerate().map(value).sum();
    sum.is_multiple_of(10) && digits.windows(2).any(|pair| pair[0] != pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
    }

    #[test]
    fn identity_cards_have_a_day_and_a_check_digit() {
        for (number, is_x, expected) in [
            ("11010519491231002", true, true),
            ("110105194912310021", false, false),
            ("440524188001010014", false, false),
            ("110101199003070134", false, true),
            ("110101199013070134", false, false),
            ("990101199003070134", false, false),
        ] {
            assert_eq!(is_identity(&digits(number), is_x), expected, "{number}");
        }
        assert!(is_identity_mistyped(&digits("110101199003070135"), false));
        assert!(!is_identity_mistyped(&digits("110101199013070134"), false));
        assert!(is_old_identity(&digits("110105491231002")));
        assert!(!is_old_identity(&digits("110105491331002")));
    }

    #[test]
    fn cards_and_telephones() {
        assert!(is_bank_card(&digits("6222021234567890128")) != is_bank_card(&digits("6222021234567890129")));
        assert!(is_bank_card(&digits("4111111111111111")));
        assert!(!is_bank_card(&digits("4111111111111112")));
        assert!(is_mobile(&digits("13812345678")));
        assert!(!is_mobile(&digits("12812345678")));
        assert!(!is_mobile(&digits("13800000000")));
    }
}
