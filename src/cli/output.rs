//! Standard output for data, and whether a person or a pipe reads it.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::error::Error;
use crate::settings::Settings;
use crate::text::width::sanitize;

/// Buffered standard output. [`Output::finish`] must be called, so that an error at the last byte is told.
pub struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    /// Standard output, locked for the whole run.
    #[must_use]
    pub fn new() -> Self {
        Self(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
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
        self.0.flush().map_err(Error::Output)
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
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
