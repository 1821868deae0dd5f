//! Asks the terminal how wide it draws characters on whose width East Asian fonts disagree.
//!
//! One of them is printed at the origin, and the terminal is asked where its cursor stands then: in the second column or
//! in the third. The question goes out before the first frame and costs nothing; the answer is taken on the thread that
//! reads the terminal. A terminal that never answers holds up the first keys for two seconds at most, once.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{self, MoveTo};
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};

/// A character of ambiguous width.
const AMBIGUOUS: char = '\u{201C}';

/// Whether the terminal was asked and the answer is still to be taken.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Asks. Where the system knows the answer without the terminal, it comes back at once.
pub(super) fn ask(out: &mut impl Write) -> io::Result<Option<bool>> {
    queue!(out, MoveTo(0, 0), Print(AMBIGUOUS))?;
    if cfg!(windows) {
        out.flush()?;
        let answer = cursor::position().ok().map(|(column, _)| column > 1);
        queue!(out, Clear(ClearType::All))?;
        out.flush()?;
        return Ok(answer);
    }
    queue!(out, Print("\u{1B}[6n"), Clear(ClearType::All))?;
    out.flush()?;
    ASKED.store(true, Ordering::SeqCst);
    Ok(None)
}

/// The answer, waited for at most two seconds: whether such characters take two cells. `None` where nobody asked, or
/// nobody answered.
pub(super) fn answer() -> Option<bool> {
    if !ASKED.swap(false, Ordering::SeqCst) {
        return None;
    }
    // This asks a second time, but the first report that comes is the answer to the first question.
    cursor::position().ok().map(|(column, _)| column > 1)
}
