//! The screen on a whole tree, in a pseudo-terminal: first frame, frames while files load, memory once all are there.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Line;
use super::batch::{MEMORY, memory};

const SIZE: PtySize = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };

/// Longest wait for anything; a screen that does not answer must not stop the benchmark.
const PATIENCE: Duration = Duration::from_secs(120);

/// Longest wait for the answer to a key; one that changes nothing is answered with nothing.
const ANSWER: Duration = Duration::from_millis(250);

/// Keys pressed while files load.
const PRESSES: usize = 200;

/// Asks the terminal where its cursor stands.
const WHERE: &[u8] = b"\x1b[6n";

/// What the terminal shows, and how often it was written to.
struct Seen {
    screen: Mutex<(vt100::Parser, u64)>,
    changed: Condvar,
}

struct Session {
    seen: Arc<Seen>,
    writer: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

/// Measures the screen.
pub fn measure(root: &Path) -> Vec<Line> {
    let data = tempfile::tempdir().expect("a folder for the journal");
    let start = Instant::now();
    let Some(mut session) = Session::start(root, data.path()) else {
        return vec![Line::plain("the screen", "no pseudo-terminal")];
    };
    let mut lines = Vec::new();
    if !session.wait(|screen| screen.contains("勾稽") && screen.contains(".txt") || screen.contains("云岭")) {
        return vec![Line::plain("the screen", "showed no list")];
    }
    lines.push(Line::time("first frame of the screen", start.elapsed(), Duration::from_millis(100)));
    let mut times: Vec<Duration> = (0..PRESSES).filter_map(|press| session.press(press)).collect();
    times.sort_unstable();
    if let Some(&slow) = times.get(times.len() * 99 / 100) {
        lines.push(Line::time("key press to frame, 99th percentile", slow, Duration::from_millis(16)));
    }
    // Once all are read, the line at the top counts those that are reviewed.
    if session.wait(|screen| screen.contains("已审")) {
        lines.push(Line::plain("every report in the list after", super::words(start.elapsed())));
    }
    if let Some(process) = session.child.process_id() {
        lines.push(Line::memory("most memory of the screen", memory(process), MEMORY));
    }
    session.end();
    lines
}

impl Session {
    fn start(root: &Path, data: &Path) -> Option<Self> {
        let pair = native_pty_system().openpty(SIZE).ok()?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(["review".as_ref(), root.as_os_str(), "--data-dir".as_ref(), data.as_os_str()]);
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).ok()?;
        let mut reader = pair.master.try_clone_reader().ok()?;
        let writer = Arc::new(Mutex::new(pair.master.take_writer().ok()?));
        let parser = vt100::Parser::new(SIZE.rows.try_into().ok()?, SIZE.cols.try_into().ok()?, 0);
        let seen = Arc::new(Seen { screen: Mutex::new((parser, 0)), changed: Condvar::new() });
        let (shared, answers) = (Arc::clone(&seen), Arc::clone(&writer));
        std::thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                // As every terminal does: the program waits for where its cursor stands before it takes the first keys.
                if bytes[..count].windows(WHERE.len()).any(|part| part == WHERE) {
                    let Ok(mut writer) = answers.lock() else { return };
                    let _ = writer.write_all(b"\x1b[1;2R").and_then(|()| writer.flush());
                }
                let Ok(mut screen) = shared.screen.lock() else { return };
                screen.0.process(&bytes[..count]);
                screen.1 += 1;
                shared.changed.notify_all();
            }
        });
        Some(Self { seen, writer, child, _master: pair.master })
    }

    /// Waits until the screen's text is as wanted.
    fn wait(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let Ok(screen) = self.seen.screen.lock() else { return false };
        let waited =
            self.seen.changed.wait_timeout_while(screen, PATIENCE, |screen| !wanted(&screen.0.screen().contents()));
        waited.is_ok_and(|(_, timeout)| !timeout.timed_out())
    }

    fn write(&self, keys: &[u8]) -> Option<()> {
        let mut writer = self.writer.lock().ok()?;
        writer.write_all(keys).and_then(|()| writer.flush()).ok()
    }

    /// The time from a key to the next thing that the program writes.
    fn press(&mut self, press: usize) -> Option<Duration> {
        let before = self.seen.screen.lock().ok()?.1;
        let start = Instant::now();
        self.write(if press.is_multiple_of(2) { b"j" } else { b"k" })?;
        let screen = self.seen.screen.lock().ok()?;
        let waited = self.seen.changed.wait_timeout_while(screen, ANSWER, |screen| screen.1 == before).ok()?;
        (!waited.1.timed_out()).then(|| start.elapsed())
    }

    fn end(&mut self) {
        let _ = self.write(b"q");
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
