//! The real program in a real pseudo-terminal: what a clerk does from the first list to the second day.
//!
//! Waiting is for conditions, never for time; a deadline only keeps a broken program from hanging the tests.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const ROWS: u16 = 40;
const COLUMNS: u16 = 130;
const DEADLINE: Duration = Duration::from_secs(120);

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("more than none")
}

/// A program in a pseudo-terminal.
struct Session {
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
}

impl Session {
    fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        thread::spawn(move || {
            // The master lives as long as its output is read.
            let _master = pair.master;
            let mut bytes = [0; 8192];
            while let Ok(count) = output.read(&mut bytes) {
                if count == 0 {
                    return;
                }
                to_raw.lock().expect("no panic").extend_from_slice(&bytes[..count]);
                to_screen.lock().expect("no panic").process(&bytes[..count]);
            }
        });
        Self { keys, child, screen, raw }
    }

    fn gouji(batch: &Path, data: &Path) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gouji"));
        command.args([batch.as_os_str(), "--data-dir".as_ref(), data.as_os_str()]);
        command.args(["--reviewer", "王晓", "--lang", "zh"]);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        Self::start(command)
    }

    fn text(&self) -> String {
        self.screen.lock().expect("no panic").screen().contents()
    }

    /// The line that the cursor's bar stands on.
    fn cursor_line(&self) -> String {
        self.text().lines().find(|line| line.contains('▌')).unwrap_or("").to_owned()
    }

    #[track_caller]
    fn until(&self, what: &str, wanted: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !wanted(self) {
            assert!(start.elapsed() < DEADLINE, "waited in vain for {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(15));
        }
    }

    #[track_caller]
    fn until_text(&self, text: &str) {
        self.until(text, |session| session.text().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("keys can be pressed");
        self.keys.flush().expect("keys can be pressed");
    }

    /// The number of the label that the cursor is on, as the pane's frame tells it.
    fn label_number(&self) -> Option<usize> {
        let text = self.text();
        let frame = text.lines().find(|line| line.contains("┌ 栏目映射 "))?;
        frame.split_whitespace().find_map(|word| word.split_once('/')?.0.parse().ok())
    }

    /// Goes down the labels from the first to one that the report writes so.
    #[track_caller]
    fn go_to_label(&mut self, observed: &str) {
        self.press("g");
        self.until("the first label", |session| session.label_number() == Some(1));
        for number in 2..120 {
            if self.cursor_line().split('→').next().is_some_and(|left| left.contains(observed)) {
                return;
            }
            self.press("j");
            self.until("the next label", |session| session.label_number() == Some(number));
        }
        panic!("no label {observed}:\n{}", self.text());
    }

    fn exit_status(&mut self) -> u32 {
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

    fn position(&self, bytes: &str) -> Option<usize> {
        let raw = self.raw.lock().expect("no panic");
        raw.windows(bytes.len()).rposition(|window| window == bytes.as_bytes())
    }

    /// The terminal is as it was: the last word on each mode is the one that gives it back.
    #[track_caller]
    fn assert_given_back(&self) {
        for (taken, given_back) in
            [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[?25l", "\x1b[?25h")]
        {
            let (taken, given_back) = (self.position(taken), self.position(given_back));
            assert!(taken.is_some() && given_back > taken, "{taken:?} {given_back:?}");
        }
    }
}

/// A copy of the sample batch that a test may do anything to.
fn batch() -> (tempfile::TempDir, PathBuf, PathBuf) {
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
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Every submitted file with its bytes; the journal beside them is none.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
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

/// Opens the labels of the report in which 商业企业 is misspelt.
fn open_labels(session: &mut Session) {
    session.until("the batch to be read", |session| {
        session.text().contains("昭通市政务服务管理局") && !session.text().contains("读取中")
    });
    session.press("/");
    session.until_text("筛选 /");
    session.press("ztszwfw");
    session.until("the filter to be tried", |session| session.cursor_line().contains("昭通市政务服务管理局"));
    session.press("\r");
    session.until_text("? 帮助");
    session.press("\r");
    session.until_text("2 表格");
    session.press("3");
    session.until_text("对应规范栏目");
}

#[test]
fn two_mappings_are_decided_and_are_there_the_next_day() {
    let (_folder, batch, data) = batch();
    let before = contents(&batch);

    let mut session = Session::gouji(&batch, &data);
    open_labels(&mut session);
    session.go_to_label("商业机构");
    assert!(session.cursor_line().contains("商业企业"), "{}", session.text());
    session.press("y");
    let decided = |observed: &'static str, field: &'static str| {
        move |session: &Session| {
            session.text().lines().any(|line| {
                let mut sides = line.splitn(2, '→');
                sides.next().is_some_and(|left| left.contains(observed) && left.contains('●'))
                    && sides.next().is_some_and(|right| right.contains(field) && right.contains("人工"))
            })
        }
    };
    session.until("the confirmation", decided("商业机构", "商业企业"));
    session.go_to_label("采购金额");
    session.press("o");
    session.until_text("改选规范栏目");
    session.press("cgxm");
    session.until("the picker to filter", |session| session.text().contains("1/1"));
    session.press("\r");
    session.until("the other field", decided("采购金额", "采购项目数量"));
    session.press("q");
    session.until_text("按文件");
    session.press("q");
    assert_eq!(session.exit_status(), 0);
    session.assert_given_back();

    let mut session = Session::gouji(&batch, &data);
    open_labels(&mut session);
    session.go_to_label("商业机构");
    session.until("the confirmation of yesterday", decided("商业机构", "商业企业"));
    session.go_to_label("采购金额");
    session.until("the other field of yesterday", decided("采购金额", "采购项目数量"));
    session.press("\x03");
    assert_eq!(session.exit_status(), 0);
    session.assert_given_back();

    assert!(contents(&batch) == before, "the submitted files are as they were");
}

#[cfg(unix)]
#[test]
fn a_signal_gives_the_terminal_back() {
    for (name, status) in [("TERM", 143), ("HUP", 129)] {
        let (_folder, batch, data) = batch();
        let mut session = Session::gouji(&batch, &data);
        session.until_text("昭通市");
        let pid = session.child.process_id().expect("a process");
        let killed = std::process::Command::new("kill").args([format!("-{name}"), pid.to_string()]).status();
        assert!(killed.is_ok_and(|status| status.success()));
        assert_eq!(session.exit_status(), status, "SIG{name}");
        session.assert_given_back();
    }
}

/// Not a test of its own: the next one runs it in a pseudo-terminal.
#[test]
#[ignore = "run by a_panic_is_reported_after_the_terminal_was_given_back"]
fn panics_while_the_terminal_is_taken() {
    color_eyre::install().expect("the only hook");
    let _screen = gouji::tui::terminal::Screen::take().expect("a terminal");
    panic!("broken on purpose");
}

#[test]
fn a_panic_is_reported_after_the_terminal_was_given_back() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this test"));
    command.args(["--ignored", "--exact", "panics_while_the_terminal_is_taken", "--nocapture", "--test-threads=1"]);
    command.env("TERM", "xterm-256color");
    let mut session = Session::start(command);
    assert_ne!(session.exit_status(), 0);
    session.assert_given_back();
    assert!(session.position("broken on purpose") > session.position("\x1b[?1049l"), "{}", session.text());
}
