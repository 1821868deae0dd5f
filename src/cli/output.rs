//! Standard output for data, and whether a person or a pipe reads it.
//!
//! Whatever is printed passes through here, and nothing of it can steer a terminal, turn the direction of writing or hide: a
//! file's text, its name, the name of a sheet or member, what a journal or the settings hold. The program's own colours and
//! the mark at the beginning of a CSV are all that is let through.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::error::Error;
use crate::settings::Settings;
use crate::text::width::{is_unfit, sanitize};

/// Buffered standard output. [`Output::finish`] must be called, so that an error at the last byte is told.
pub struct Output {
    out: BufWriter<StdoutLock<'static>>,
    /// Bytes of a character of which the rest is still to come.
    begun: Vec<u8>,
    is_first: bool,
}

impl Output {
    /// Standard output, locked for the whole run.
    #[must_use]
    pub fn new() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, io::stdout().lock()), begun: Vec::new(), is_first: true }
    }

    /// Whether signs may be coloured: on a terminal that can, unless colours are unwanted.
    #[must_use]
    pub fn colour(settings: &Settings) -> bool {
        let term = std::env::var_os("TERM");
        let is_dumb = term.as_ref().is_some_and(|term| term == "dumb");
        // The old Windows console prints colour codes as they stand; these variables tell the terminals that know them.
        let knows_codes = !cfg!(windows) || term.is_some() || std::env::var_os("WT_SESSION").is_some();
        !settings.no_color && !is_dumb && knows_codes && io::stdout().is_terminal()
    }

    /// Writes out what is still buffered.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn finish(mut self) -> Result<(), Error> {
        self.out.flush().map_err(Error::Output)
    }
}

/// Says something to the person, on standard error: nothing in it, such as the name of a file, can steer the terminal.
pub fn tell(text: &str) {
    let lines: Vec<_> = text.lines().map(sanitize).collect();
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let whole;
        let mut text = bytes;
        if !self.begun.is_empty() {
            self.begun.extend_from_slice(bytes);
            whole = std::mem::take(&mut self.begun);
            text = &whole;
        }
        for chunk in text.utf8_chunks() {
            let written = match printed(chunk.valid(), self.is_first) {
                Some(clean) => self.out.write_all(clean.as_bytes()),
                None => self.out.write_all(chunk.valid().as_bytes()),
            };
            written?;
            self.is_first &= chunk.valid().is_empty();
            match chunk.invalid() {
                [] => {}
                // Cut off at the end of what was written, and not wrong.
                rest if text.ends_with(rest) && rest.len() < 4 && rest[0] >= 0xC2 => self.begun = rest.to_vec(),
                _ => self.out.write_all("\u{FFFD}".as_bytes())?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text without what must not be printed; `None` where it is so already.
fn printed(text: &str, is_first: bool) -> Option<String> {
    let is_layout = |c: char| matches!(c, '\n' | '\r' | '\t');
    if text.chars().all(|c| !is_unfit(c) || is_layout(c)) {
        return None;
    }
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\u{1B}' if is_colour(&text[at..]) => clean.push(c),
            '\u{FEFF}' if is_first && at == 0 => clean.push(c),
            c if is_layout(c) || !is_unfit(c) => clean.push(c),
            '\0'..='\u{1F}' => clean.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7F}' => clean.push('␡'),
            _ => {}
        }
    }
    Some(clean)
}

/// Whether a text begins with what sets a colour and nothing else.
fn is_colour(text: &str) -> bool {
    let inside = text.strip_prefix("\u{1B}[").and_then(|rest| rest.split_once('m')).map(|(inside, _)| inside);
    inside.is_some_and(|inside| inside.len() <= 8 && inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_is_printed() {
        for (text, is_first, expected) in [
            ("规章\t1\r\n", false, None),
            ("\u{1B}[31m错\u{1B}[0m", false, Some("\u{1B}[31m错\u{1B}[0m")),
            ("表\u{1B}]52;c;eA==\u{7}\u{9b}2J\u{202e}", false, Some("表␛]52;c;eA==␇2J")),
            ("\u{FEFF}文件", true, Some("\u{FEFF}文件")),
            ("\u{FEFF}文件", false, Some("文件")),
        ] {
            assert_eq!(printed(text, is_first).as_deref(), expected, "{text:?}");
        }
    }
}
