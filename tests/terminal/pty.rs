//! The real program in a real pseudo-terminal, with a terminal that answers as one does.
//!
//! Waiting is for conditions, never for time; a deadline only keeps a broken program from hanging the tests.

// Each test program uses its own part of this.
#![allow(dead_code)]

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Rows of the terminal at first, where a test does not ask for others.
pub const ROWS: u16 = 40;
/// Columns of the terminal at first, where a test does not ask for others.
pub const COLUMNS: u16 = 130;
/// How long a program may take to answer before it counts as hung.
const DEADLINE: Duration = Duration::from_secs(60);
/// The question where the cursor stands.
const QUESTION: &[u8] = b"\x1b[6n";

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("more than none")
}

/// What the program has sent, and what a terminal makes of it.
struct Seen {
    screen: vt100::Parser,
    sent: Vec<u8>,
    /// Whether nothing comes any more.
    is_over: bool,
}

/// A terminal that a program is started on.
#[derive(Clone, Copy)]
pub struct Terminal {
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where it says that its cursor stands after a character of ambiguous width: the second column where it draws such
    /// characters narrow, the third where it draws them wide; nothing where it never answers.
    pub column: Option<u16>,
    /// What is typed before the first answer.
    pub typed: &'static str,
}

impl Default for Terminal {
    fn default() -> Self {
        Self { size: (COLUMNS, ROWS), column: Some(2), typed: "" }
    }
}

/// A program in a pseudo-terminal.
pub struct Session {
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    pub child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    seen: Arc<Mutex<Seen>>,
}

impl Session {
    /// Starts a program on a terminal.
    pub fn start(command: CommandBuilder, terminal: Terminal) -> Self {
        let (columns, rows) = terminal.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let keys = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new(Mutex::new(Seen { screen, sent: Vec::new(), is_over: false }));
        let (to, answers) = (Arc::clone(&seen), Arc::clone(&keys));
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            let (mut answered, mut looked) = (0, 0);
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut seen = to.lock().expect("no panic");
                seen.sent.extend_from_slice(&bytes[..count]);
                seen.screen.process(&bytes[..count]);
                // A question may come in two pieces.
                let from: usize = looked;
                let asked = seen.sent[from..].windows(QUESTION.len()).filter(|bytes| *bytes == QUESTION).count();
                looked = seen.sent.len().saturating_sub(QUESTION.len() - 1);
                drop(seen);
                for _ in 0..asked {
                    let Some(column) = terminal.column else { continue };
                    // Later questions are asked with the cursor anywhere.
                    let (before, column) = if answered == 0 { (terminal.typed, column) } else { ("", 50) };
                    type_in(&answers, &format!("{before}\x1b[1;{column}R"));
                    answered += 1;
                }
            }
            to.lock().expect("no panic").is_over = true;
        });
        Self { keys, child, master: pair.master, seen }
    }

    /// The command that starts the program with these words after its name, away from the settings of whoever runs the
    /// tests.
    pub fn command(words: &[&OsStr]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(words);
        command.env("TERM", "xterm-256color");
        for variable in ["NO_COLOR", "GOUJI_CONFIG", "GOUJI_REVIEWER", "GOUJI_THEME"] {
            command.env_remove(variable);
        }
        for variable in ["XDG_CONFIG_HOME", "APPDATA"] {
            command.env(variable, env!("CARGO_TARGET_TMPDIR"));
        }
        command
    }

    /// A review of a batch, with the journal in a folder of its own.
    pub fn gouji(batch: &Path, data: &Path) -> Self {
        Self::of(batch, data, "王晓")
    }

    /// A review of a batch by someone.
    pub fn of(batch: &Path, data: &Path, reviewer: &str) -> Self {
        let mut command = Self::command(&Self::words(batch, data, reviewer));
        // What is learned is kept in the folder for settings, which sessions on one batch share and others do not.
        for variable in ["XDG_CONFIG_HOME", "APPDATA"] {
            command.env(variable, data);
        }
        Self::start(command, Terminal::default())
    }

    /// The words that begin a review.
    pub fn words<'a>(batch: &'a Path, data: &'a Path, reviewer: &'a str) -> [&'a OsStr; 7] {
        let words = [batch.as_os_str(), "--data-dir".as_ref(), data.as_os_str()];
        let [a, b, c] = words;
        [a, b, c, "--reviewer".as_ref(), reviewer.as_ref(), "--lang".as_ref(), "zh".as_ref()]
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.seen.lock().expect("no panic").screen.screen().contents()
    }

    /// The line that the cursor's bar stands on.
    pub fn cursor_line(&self) -> String {
        self.text().lines().find(|line| line.contains('▌')).unwrap_or("").to_owned()
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn until(&self, what: &str, wanted: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !wanted(self) {
            assert!(start.elapsed() < DEADLINE, "waited in vain for {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(15));
        }
    }

    /// Waits until something is so on the screen. `false` where the program ended before.
    #[track_caller]
    pub fn until_or_over(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let start = Instant::now();
        loop {
            if wanted(&self.text()) {
                return true;
            }
            if self.seen.lock().expect("no panic").is_over {
                return false;
            }
            assert!(start.elapsed() < DEADLINE, "the program does not answer:\n{}", self.text());
            thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn until_text(&self, text: &str) {
        self.until(text, |session| session.text().contains(text));
    }

    /// Waits until the batch is listed and read.
    #[track_caller]
    pub fn until_read(&self) {
        self.until("the batch to be read", |session| {
            let text = session.text();
            // Once it is read, the first line tells how far it is reviewed.
            text.contains("永兴镇") && text.lines().next().is_some_and(|line| line.contains("已审"))
        });
    }

    /// Presses keys.
    pub fn press(&self, keys: &str) {
        type_in(&self.keys, keys);
    }

    /// Presses the left button at a cell, both counted from 0.
    pub fn click(&self, column: u16, row: u16) {
        self.press(&format!("\x1b[<0;{};{}M\x1b[<0;{};{}m", column + 1, row + 1, column + 1, row + 1));
    }

    /// The row of the screen in which a text stands, and the column where it begins.
    pub fn find(&self, text: &str) -> Option<(u16, u16)> {
        let seen = self.seen.lock().expect("no panic");
        let screen = seen.screen.screen();
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        (0..rows).find_map(|row| {
            let line = screen.contents_between(row, 0, row, columns);
            let before = line.find(text)?;
            Some((row, gouji::text::width::width(&line[..before]) as u16))
        })
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen.lock().expect("no panic").screen.screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("a pseudo-terminal takes any size");
    }

    /// Waits for the end, and for what was printed last.
    pub fn exit_status(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the program can be asked") {
                // What it printed last may still be on its way.
                thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(start.elapsed() < DEADLINE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(15));
        }
    }

    /// Where something was sent to the terminal last.
    pub fn position(&self, bytes: &str) -> Option<usize> {
        let sent = &self.seen.lock().expect("no panic").sent;
        sent.windows(bytes.len()).rposition(|window| window == bytes.as_bytes())
    }

    /// How often something was sent to the terminal.
    pub fn count(&self, bytes: &str) -> usize {
        let sent = &self.seen.lock().expect("no panic").sent;
        sent.windows(bytes.len()).filter(|window| *window == bytes.as_bytes()).count()
    }

    /// The terminal is as it was: the last word on each mode is the one that gives it back.
    #[track_caller]
    pub fn assert_given_back(&self) {
        for (taken, given_back) in
            [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[?25l", "\x1b[?25h")]
        {
            let (taken, given_back) = (self.position(taken), self.position(given_back));
            assert!(taken.is_some() && given_back > taken, "{taken:?} {given_back:?}");
        }
    }

    /// Ends the session at once, whatever is shown.
    pub fn end(mut self) {
        self.press("\x03");
        assert_eq!(self.exit_status(), 0);
        self.assert_given_back();
    }
}

fn type_in(keys: &Mutex<Box<dyn Write + Send>>, text: &str) {
    let mut keys = keys.lock().expect("no panic");
    // A program that has ended takes no keys; whoever waits for what they do is told of that.
    let _ = keys.write_all(text.as_bytes()).and_then(|()| keys.flush());
}

/// A copy of the sample batch that a test may do anything to, and a folder for its journal.
pub fn batch() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (batch, data) = (folder.path().join("年报"), folder.path().join("data"));
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch"), &batch);
    (folder, batch, data)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the sample batch") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != ".gouji") {
                copy(&path, &target);
            }
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Every submitted file with its bytes; the journal beside them is none.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.file_name().is_some_and(|name| name == ".gouji") {
            continue;
        }
        if path.is_dir() {
            found.extend(contents(&path))
        } else {
            found.push((path.clone(), fs::read(&path).expect("bytes")))
        }
    }
    found.sort();
    found
}
