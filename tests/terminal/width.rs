//! The real program on terminals that draw characters of ambiguous width in one cell or in two, as such a terminal answers
//! when it is asked. The terminal is a pseudo-terminal whose other end answers.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const ROWS: u16 = 30;
const COLUMNS: u16 = 100;
const DEADLINE: Duration = Duration::from_secs(60);

/// The question where the cursor stands.
const QUESTION: &[u8] = b"\x1b[6n";

/// What has been drawn, and everything that was sent.
struct Seen {
    screen: vt100::Parser,
    sent: Vec<u8>,
}

/// A program on a terminal that answers.
struct Session {
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
    folder: tempfile::TempDir,
}

impl Session {
    /// Opens a batch on a terminal whose cursor stands in this column after a character of ambiguous width, or that never
    /// says so. `typed` goes in before the answer.
    fn open(column: Option<u16>, typed: &'static str, width: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let batch = folder.path().join("batch");
        fs::create_dir(&batch).unwrap();
        let text = "某县2021年政府信息公开工作年度报告\n一、总体情况\n本年收到“申请”3件。\n";
        fs::write(batch.join("a.txt"), text).unwrap();
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command(folder.path(), &batch, width)).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keys = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let cells = |count| NonZeroU16::new(count).unwrap();
        let screen = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
        let seen = Arc::new(Mutex::new(Seen { screen, sent: Vec::new() }));
        let (to, answers) = (Arc::clone(&seen), Arc::clone(&keys));
        thread::spawn(move || {
            // The master lives as long as its output is read.
            let _master = pair.master;
            let mut bytes = [0; 8192];
            let mut answered = 0;
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut seen = to.lock().unwrap();
                seen.sent.extend_from_slice(&bytes[..count]);
                seen.screen.process(&bytes[..count]);
                let asked = seen.sent.windows(QUESTION.len()).filter(|bytes| *bytes == QUESTION).count();
                for nth in answered..asked {
                    let Some(column) = column else { continue };
                    // Later questions are asked with the cursor anywhere.
                    let column = if nth == 0 { column } else { 50 };
                    let before = if nth == 0 { typed } else { "" };
                    let mut keys = answers.lock().unwrap();
                    write!(keys, "{before}\x1b[1;{column}R").unwrap();
                    keys.flush().unwrap();
                }
                answered = asked;
            }
        });
        Self { keys, child, seen, folder }
    }

    fn text(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    #[track_caller]
    fn until(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !wanted(&self.text()) {
            assert!(start.elapsed() < DEADLINE, "waited in vain for {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(15));
        }
    }

    fn press(&self, text: &str) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(text.as_bytes()).unwrap();
        keys.flush().unwrap();
    }

    fn quit(mut self) {
        self.press("\x03");
        let start = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < DEADLINE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(15));
        }
        drop(self.folder);
    }
}

fn command(home: &Path, batch: &Path, width: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gouji"));
    command.args([batch.as_os_str(), "--lang".as_ref(), "zh".as_ref()]);
    for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"] {
        command.env(name, home);
    }
    command.env("TERM", "xterm-256color");
    command.env("GOUJI_AMBIGUOUS_WIDTH", width);
    command.env_remove("NO_COLOR");
    command
}

#[test]
fn a_terminal_that_answers_two_cells_gets_ascii_frames() {
    let session = Session::open(Some(3), "", "auto");
    session.until("frames of ASCII", |text| text.contains("+-") && !text.contains(['┌', '│', '─', '…', '·']));
    assert!(session.text().contains("a.txt") || session.text().contains("某县"), "{}", session.text());
    session.quit();
}

#[test]
fn a_terminal_that_answers_one_cell_gets_drawn_frames() {
    let session = Session::open(Some(2), "?", "auto");
    session.until("help and drawn frames", |text| text.contains('┌') && text.contains("标记或取消标记"));
    session.quit();
}

#[test]
fn keys_typed_before_the_answer_are_not_lost() {
    let session = Session::open(Some(3), "?", "auto");
    session.until("help in frames of ASCII", |text| text.contains("+-") && text.contains("标记或取消标记"));
    session.quit();
}

#[test]
fn a_terminal_that_never_answers_is_not_waited_for() {
    let session = Session::open(None, "", "auto");
    session.until("the first frame", |text| text.contains('┌'));
    session.press("?");
    session.until("help", |text| text.contains("标记或取消标记"));
    session.quit();
}

#[test]
fn the_setting_goes_before_the_terminal() {
    let session = Session::open(Some(2), "", "wide");
    session.until("frames of ASCII", |text| text.contains("+-") && !text.contains('┌'));
    assert!(!session.seen.lock().unwrap().sent.windows(4).any(|bytes| bytes == QUESTION), "it was asked");
    session.quit();
}
