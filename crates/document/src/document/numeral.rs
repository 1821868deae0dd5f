//! Numbers in other writings than digits, as lists and sheets count: Roman, letters, Chinese.

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// Digits from 0 to 9 as they are spoken.
pub const SIMPLE: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Ones, tens, hundreds and thousands as they are spoken.
pub const UNITS: [&str; 4] = ["", "十", "百", "千"];

/// A number below 4000 in Roman capitals.
pub fn roman(mut number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut roman = String::new();
    for (value, sign) in ROMAN {
        while number >= value {
            roman.push_str(sign);
            number -= value;
        }
    }
    Some(roman)
}

/// A number in capitals, as columns of a sheet are counted: 1 is A, 27 is AA; 0 is nothing.
#[must_use]
pub fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// A number below ten thousand as it is spoken, in the signs of a writing: ten is 十, eleven 十一, a hundred and one 一百零一.
pub fn counting(number: u32, signs: &[&str; 10], units: [&str; 4]) -> Option<String> {
    if number >= 10_000 {
        return None;
    }
    if number == 0 {
        return Some(signs[0].to_owned());
    }
    let mut written = String::new();
    let mut zero = false;
    for power in (0..4).rev() {
        let digit = (number / 10_u32.pow(power) % 10) as usize;
        if digit == 0 {
            zero = true;
            continue;
        }
        if zero && !written.is_empty() {
            written.push_str(signs[0]);
        }
        zero = false;
        if !(power == 1 && digit == 1 && written.is_empty()) {
            written.push_str(signs[digit]);
        }
        written.push_str(units[power as usize]);
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_each_writing() {
        for (number, capitals, counted) in [
            (1, "I", "一"),
            (9, "IX", "九"),
            (10, "X", "十"),
            (14, "XIV", "十四"),
            (49, "XLIX", "四十九"),
            (101, "CI", "一百零一"),
        ] {
            assert_eq!(roman(number).as_deref(), Some(capitals));
            assert_eq!(counting(number, &SIMPLE, UNITS).as_deref(), Some(counted));
        }
        assert_eq!((roman(0), roman(4000), counting(10_000, &SIMPLE, UNITS)), (None, None, None));
        assert_eq!(roman(1999).as_deref(), Some("MCMXCIX"));
    }

    #[test]
    fn columns_of_sheets_have_letters() {
        for (column, expected) in [(0, ""), (1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
