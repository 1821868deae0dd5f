//! The real program killed at random moments: nothing that it had shown as recorded is lost, no act is torn, and the journal
//! opens.
//!
//! Not in the quick suite, since it takes some minutes:
//! `cargo test --test terminal kill -- --ignored --nocapture` kills 200 times and prints what came of it; `GOUJI_KILLS` and
//! `GOUJI_SEED` set another number and another course of events.
//!
//! A session in a pseudo-terminal decides one thing after another, and a decision counts as acknowledged when the screen
//! shows it without the sign of a pending one, or when another program reads it in the journal. Then comes the signal that
//! no program can catch. The journal is one and the same from the first kill to the last.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use gouji::review::{Decision, Event, EventId, Journal, State};
use rusqlite::Connection;

use crate::pty::{Session, Terminal};

const ROWS: u16 = 36;
const COLUMNS: u16 = 120;
const FILES: [&str; 3] = ["思茅区人民政府2019.txt", "昭通市政务服务管理局2018.txt", "米易县人民政府2021.txt"];

/// What a session does; each with the keys that do it, where `#` stands for the number of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// A note on the first report, shown in the preview.
    Note,
    /// The note is taken back.
    Undo,
    /// It is brought back.
    Redo,
    /// The first report is returned, with a reason that the preview shows.
    Return,
    /// All reports are returned in one act.
    ReturnAll,
    /// The first report is passed. What is decided moves the cursor on, so it is sent back to the first.
    Pass,
    /// The label under the cursor of the first report is confirmed.
    Confirm,
}

impl Act {
    fn keys(self) -> &'static str {
        match self {
            Self::Note => "gm\x15注#。\r",
            Self::Undo => "z",
            Self::Redo => "Z",
            Self::Return => "gr\x15退#。\rg",
            Self::ReturnAll => "g\x01r\x15批#。\rg",
            Self::Pass => "gpg",
            Self::Confirm => "g\r3y",
        }
    }

    /// What the preview of the first report shows once the act is recorded, and whether it shows it or no longer.
    fn sign(self) -> Option<(&'static str, bool)> {
        match self {
            Self::Note | Self::Redo => Some(("注#。", true)),
            Self::Undo => Some(("注#。", false)),
            Self::Return => Some(("退#。", true)),
            Self::ReturnAll => Some(("批#。", true)),
            Self::Pass | Self::Confirm => None,
        }
    }
}

/// The order of acts in a session; undo and redo follow the note that they are about.
const COURSES: [&[Act]; 4] = [
    &[Act::Note, Act::Return, Act::Note, Act::ReturnAll],
    &[Act::Note, Act::Undo, Act::Redo, Act::Pass],
    &[Act::ReturnAll, Act::Note, Act::Confirm, Act::Note],
    &[Act::Return, Act::Pass, Act::ReturnAll, Act::Note, Act::Undo],
];

/// Starts the program, to be killed after a while.
fn start(batch: &Path, life: Option<Duration>) -> Session {
    let mut command = Session::command(&[
        batch.as_os_str(),
        "--reviewer".as_ref(),
        "王晓".as_ref(),
        "--lang".as_ref(),
        "zh".as_ref(),
    ]);
    let home = batch.parent().expect("a folder");
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home);
    }
    let session = Session::start(command, Terminal { size: (COLUMNS, ROWS), ..Terminal::default() });
    if let Some(life) = life {
        let pid = session.child.process_id().expect("a process");
        thread::spawn(move || {
            thread::sleep(life);
            let killed = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
            assert!(killed.is_ok_and(|status| status.success()));
        });
    }
    session
}

/// Waits for the list with every report read. `false` where the program was killed before.
fn until_read(session: &Session) -> bool {
    session.until_or_over(|text| text.contains('▌') && !text.contains("读取中"))
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// What was acknowledged before the kills.
#[derive(Default)]
struct Acknowledged {
    /// Texts of notes and reasons that the screen showed as recorded.
    texts: BTreeSet<String>,
    /// Notes that the screen showed as taken back, and as brought back.
    undone: BTreeSet<String>,
    redone: BTreeSet<String>,
    /// Events that another program read in the journal.
    seen: Vec<Event>,
}

impl Acknowledged {
    fn count(&self) -> usize {
        self.texts.len() + self.undone.len() + self.redone.len()
    }

    /// Another program looks into the journal, as a second screen on the batch does.
    fn observe(&mut self, dir: &Path) {
        let Ok(journal) = Journal::open_read_only(dir) else { return };
        let after = self.seen.last().map_or(0, |event| event.id);
        self.seen.extend(journal.since(after).expect("a journal that is read while it is written"));
    }
}

/// One session from its start to its death. Says whether it lived to see the list.
fn session(batch: &Path, life: Duration, dice: &mut Dice, number: &mut u32, acknowledged: &mut Acknowledged) -> bool {
    let dir = batch.join(".gouji");
    let mut session = start(batch, Some(life));
    let is_read = until_read(&session);
    let mut is_alive = is_read;
    while is_alive {
        let course = COURSES[dice.below(COURSES.len() as u64) as usize];
        for &act in course {
            // Undo and redo are about the note before them.
            if !matches!(act, Act::Undo | Act::Redo) {
                *number += 1;
            }
            let numbered = |text: &str| text.replace('#', &number.to_string());
            session.press(&numbered(act.keys()));
            let Some((sign, is_there)) = act.sign() else {
                if act == Act::Confirm {
                    is_alive = session.until_or_over(|text| text.contains("对应规范栏目"));
                    session.press("q");
                    is_alive = is_alive && session.until_or_over(|text| text.contains("按文件"));
                }
                continue;
            };
            let sign = numbered(sign);
            // The preview stands to the right of the list; the line at the foot may speak of the same text.
            let shows = |text: &str| text.lines().take(usize::from(ROWS) - 1).any(|line| line.contains(&sign));
            let prompts = |text: &str| text.contains("↵ 记录");
            is_alive = session.until_or_over(|text| shows(text) == is_there && !prompts(text));
            if !is_alive {
                break;
            }
            match act {
                Act::Undo => acknowledged.undone.insert(sign),
                Act::Redo => acknowledged.redone.insert(sign),
                _ => acknowledged.texts.insert(sign),
            };
            if dice.below(3) == 0 {
                acknowledged.observe(&dir);
            }
        }
    }
    session.child.wait().expect("it is dead");
    is_read
}

/// The words of a decision in which the number of its act stands.
fn text_of(event: &Event) -> &str {
    match &event.decision {
        Decision::Note { text, .. } => text,
        Decision::SetState { reason, .. } => reason,
        _ => "",
    }
}

/// What is missing from the journal of what was acknowledged, and which acts are torn.
fn losses(events: &[Event], acknowledged: &Acknowledged) -> (Vec<String>, Vec<EventId>) {
    let state = State::fold(events);
    let texts: BTreeSet<&str> = events.iter().map(text_of).collect();
    let undone = |text: &str, times: usize| {
        let undos = events.iter().filter(|event| event.is_undo());
        let about = undos.filter_map(|event| state.root(event));
        about.filter(|about| text_of(about) == text).count() >= times
    };
    let mut lost: Vec<String> =
        acknowledged.texts.iter().filter(|text| !texts.contains(text.as_str())).cloned().collect();
    lost.extend(acknowledged.undone.iter().filter(|text| !undone(text, 1)).map(|text| format!("undo of {text}")));
    lost.extend(acknowledged.redone.iter().filter(|text| !undone(text, 2)).map(|text| format!("redo of {text}")));
    let seen = &acknowledged.seen;
    if events.get(..seen.len()) != Some(&seen[..]) {
        lost.push(format!("something of what was read, {} events", seen.len()));
    }
    let mut acts: BTreeMap<EventId, Vec<&Event>> = BTreeMap::new();
    events.iter().for_each(|event| acts.entry(event.act).or_default().push(event));
    let torn = acts.iter().filter(|(_, act)| text_of(act[0]).starts_with('批') && act.len() != FILES.len());
    (lost, torn.map(|(&act, _)| act).collect())
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
#[ignore = "takes minutes"]
fn a_kill_at_any_moment_loses_nothing_that_was_acknowledged() {
    let (kills, seed) = (setting("GOUJI_KILLS", 200), setting("GOUJI_SEED", 2024));
    let folder = tempfile::tempdir().unwrap();
    let batch: PathBuf = folder.path().join("年报");
    fs::create_dir(&batch).unwrap();
    for name in FILES {
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch").join(name), batch.join(name)).unwrap();
    }
    // How long a start takes on this machine, so that kills fall before, into and after the reading of the batch.
    let began = Instant::now();
    let mut first = start(&batch, None);
    assert!(until_read(&first));
    let reading = began.elapsed();
    first.press("q");
    first.child.wait().unwrap();

    let mut dice = Dice(seed);
    let mut acknowledged = Acknowledged::default();
    let (mut number, mut before_the_list, mut recovered) = (0, 0, 0);
    let start = Instant::now();
    for kill in 1..=kills {
        let span = reading.as_millis() as u64 + 600;
        let life = Duration::from_millis(reading.as_millis() as u64 / 2 + dice.below(span));
        before_the_list += u64::from(!session(&batch, life, &mut dice, &mut number, &mut acknowledged));
        recovered +=
            u64::from(batch.join(".gouji/journal.sqlite3-journal").metadata().is_ok_and(|half| half.len() > 0));

        let events = Journal::open(&batch.join(".gouji")).and_then(|journal| journal.since(0)).unwrap();
        let raw = Connection::open(batch.join(".gouji/journal.sqlite3")).unwrap();
        let integrity: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(integrity, "ok", "after kill {kill}");
        let (lost, torn) = losses(&events, &acknowledged);
        assert!(lost.is_empty() && torn.is_empty(), "after kill {kill}: lost {lost:?}, torn {torn:?}");
        if kill == kills {
            println!(
                "{kills} kills (seed {seed}) in {:.0} s: {before_the_list} before the list was read, {recovered} with an act half \
                 written to take back; {} decisions acknowledged on the screen, {} read by another program, {} in the journal; lost 0, \
                 torn acts 0, damaged 0",
                start.elapsed().as_secs_f64(),
                acknowledged.count(),
                acknowledged.seen.len(),
                events.len(),
            );
        }
    }
    assert!(acknowledged.count() > kills as usize, "the sessions hardly decided anything");
}
