//! Characters before a byte of a line, counted once for all that is asked of it: to count from the beginning each time takes the
//! square of a long line's length.

/// Bytes between two places whose characters are counted once.
const STRIDE: usize = 512;

/// Characters before every so many bytes of a line.
#[derive(Debug, Clone, Default)]
pub struct Columns(Vec<u32>);

impl Columns {
    /// Counts a line.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut before = 0;
        let counted = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let at = before;
            before += begun(chunk);
            at
        });
        Self(counted.collect())
    }

    /// How many characters of the line stand before a byte.
    #[must_use]
    pub fn before(&self, text: &str, byte: usize) -> u32 {
        // The end of a line that fills its last stretch lies in none.
        let stretch = (byte / STRIDE).min(self.0.len().saturating_sub(1));
        self.0.get(stretch).map_or(0, |before| before + begun(&text.as_bytes()[stretch * STRIDE..byte]))
    }
}

/// How many characters begin in some bytes.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_gives() {
        for text in ["", "a", &"规章1件，".repeat(200), &"a".repeat(2 * STRIDE)] {
            let columns = Columns::of(text);
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                assert_eq!(columns.before(text, at), text[..at].chars().count() as u32, "{at}");
            }
        }
    }
}
