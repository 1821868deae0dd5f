//! The real terminal: taken, given back on every way out, and read on a thread of its own.
//!
//! A panic on the thread that draws gives the terminal back before it is reported. On any other thread it says nothing
//! here: workers turn their panics into messages, and words on a drawn screen would only tear it.

mod input;
mod width;

use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, terminal};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub use input::read_input;

use crate::text::width::sanitize;
use crate::theme::Depth;

/// Bytes that a frame may have to be sent in one piece. So it is not torn, and what another thread asks the terminal
/// does not fall into the middle of it.
const FRAME: usize = 1 << 18;

/// Whether the terminal is taken, so that it is given back once and only if it was.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is taken.
pub struct Screen {
    /// Never dropped: where the terminal was closed its destructor would complain on a standard error that is closed, too,
    /// which ends the process in an abort. All that it would do is done by [`give_back`].
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
    /// Whether the mouse is taken as well.
    mouse: bool,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste. Given back when dropped, and on panic.
    ///
    /// # Errors
    /// Where there is no terminal, or it refuses.
    pub fn take() -> io::Result<Self> {
        if is_dumb() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "TERM=dumb"));
        }
        report_panics_after_giving_back();
        take()?;
        match Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME, stdout()))) {
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal), mouse: false }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Asks the terminal whether characters of ambiguous width take two cells. To be called before the first frame. The
    /// answer comes back at once, or as a message of the thread that reads the terminal.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn ask_width(&mut self) -> io::Result<Option<bool>> {
        width::ask(self.terminal.backend_mut())
    }

    /// Takes the mouse, or leaves it to the terminal, which selects text with it.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        if self.mouse != on {
            set_mouse(self.terminal.backend_mut(), on)?;
            self.mouse = on;
        }
        Ok(())
    }

    /// Puts text into the clipboard of the machine at which the person sits, as far as the terminal can (OSC 52).
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        // What is pasted into a shell or a form must say what is seen, and nothing else.
        let clean: Vec<_> = text.split('\n').map(sanitize).collect();
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(clean.join("\n")))
    }

    /// Gives the terminal back and stops the process until the shell lets it go on; then takes the terminal again.
    /// Returns its size, which may have changed meanwhile. The next frame is drawn whole. On Windows, which does not stop
    /// programs, nothing happens but that.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<(u16, u16)> {
        #[cfg(unix)]
        {
            give_back();
            // The signal itself is caught, so that one from outside does the same; its effect is had without it.
            signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            take()?;
            set_mouse(self.terminal.backend_mut(), self.mouse)?;
        }
        let (width, height) = self.size()?;
        // Draws the next frame whole. `clear` would ask the terminal for its cursor, whose answer the thread that reads the
        // terminal takes.
        self.terminal.resize(Rect::new(0, 0, width, height))?;
        Ok((width, height))
    }

    /// Its size in cells.
    ///
    /// # Errors
    /// Where it cannot be asked.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        // Listening begins before the question, so that a change just after the answer is not missed.
        event::poll(Duration::ZERO)?;
        terminal::size()
    }

    /// Draws a frame of so many cells. Only cells that changed are sent.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn draw(&mut self, size: (u16, u16), paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.terminal.size()? != area.as_size() || self.terminal.current_buffer_mut().area != area {
            self.terminal.resize(area)?;
        }
        self.terminal.draw(|frame| {
            if let Some(cursor) = paint(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }
}

/// Takes the terminal: raw mode, alternate screen, bracketed paste.
fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide).inspect_err(|_| give_back())
}

/// Asks the terminal for presses and the wheel, or for nothing. Movements are not asked for: they would wake the program
/// for nothing, over slow lines too.
fn set_mouse(out: &mut impl Write, on: bool) -> io::Result<()> {
    #[cfg(windows)]
    {
        use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
        if on { execute!(out, EnableMouseCapture) } else { execute!(out, DisableMouseCapture) }
    }
    #[cfg(not(windows))]
    {
        // 1000: buttons; 1006: places beyond column 223.
        out.write_all(if on { b"\x1B[?1000h\x1B[?1006h" } else { b"\x1B[?1006l\x1B[?1000l" })?;
        out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal's modes back without writing to it, for one that takes no more output, and ends the process.
pub fn abandon(status: i32) -> ! {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the terminal was taken back above, and ratatui's destructor must not print into one that is gone"
    )]
    std::process::exit(status)
}

/// Whether the terminal says of itself that it can only print one line after another.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb" || term.is_empty())
}

/// Whether an error of the terminal says that it was closed.
#[must_use]
pub fn is_closed(error: &io::Error) -> bool {
    const EIO: i32 = 5;
    cfg!(unix) && error.raw_os_error() == Some(EIO)
}

/// Gives the terminal back, once.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // Where the terminal is gone there is nothing to give back to.
        let _ = set_mouse(&mut stdout(), false);
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// Puts a hook before the one that reports panics, so that the report stands on the ordinary screen.
fn report_panics_after_giving_back() {
    let drawing = thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing {
            give_back();
            report(panic);
        } else if !TAKEN.load(Ordering::SeqCst) {
            report(panic);
        }
    }));
}

/// How many colours the terminal shows, by its environment.
#[must_use]
pub fn depth(colour: bool) -> Depth {
    if !colour {
        return Depth::None;
    }
    let announced = std::env::var("COLORTERM").is_ok_and(|value| value == "truecolor" || value == "24bit");
    // Windows' own terminals show every colour and announce nothing.
    if announced || cfg!(windows) { Depth::True } else { Depth::Indexed }
}
