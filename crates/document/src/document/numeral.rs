//! Numbers in letters, as lists and sheets count: Roman, and columns by A, B, C.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_roman_capitals() {
        for (number, capitals) in [(1, "I"), (9, "IX"), (10, "X"), (14, "XIV"), (49, "XLIX"), (101, "CI")] {
            assert_eq!(roman(number).as_deref(), Some(capitals));
        }
        assert_eq!((roman(0), roman(4000)), (None, None));
        assert_eq!(roman(1999).as_deref(), Some("MCMXCIX"));
    }

    #[test]
    fn columns_of_sheets_have_letters() {
        for (column, expected) in [(0, ""), (1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
