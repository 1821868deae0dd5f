//! The real program on terminals that draw characters of ambiguous width in one cell or in two, as such a terminal answers
//! when it is asked. The terminal is a pseudo-terminal whose other end answers.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use crate::pty::{Session, Terminal};

/// Opens a batch on a terminal that answers with this column, or never, after some keys. The folder lives as long as the
/// session.
fn open(column: Option<u16>, typed: &'static str, width: &str) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("batch");
    fs::create_dir(&batch).unwrap();
    let text = "某县2021年政府信息公开工作年度报告\n一、总体情况\n本年收到“申请”3件。\n";
    fs::write(batch.join("a.txt"), text).unwrap();
    let terminal = Terminal { size: (100, 30), column, typed };
    let session = Session::start(command(folder.path(), &batch, width), terminal);
    (folder, session)
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
    let (_folder, session) = open(Some(3), "", "auto");
    session.until("frames of ASCII", |session| {
        let text = session.text();
        text.contains("+-") && !text.contains(['┌', '│', '─', '…', '·'])
    });
    assert!(session.text().contains("a.txt") || session.text().contains("某县"), "{}", session.text());
    session.end();
}

#[test]
fn a_terminal_that_answers_one_cell_gets_drawn_frames() {
    let (_folder, session) = open(Some(2), "?", "auto");
    session.until("help and drawn frames", |session| {
        let text = session.text();
        text.contains('┌') && text.contains("标记或取消标记")
    });
    session.end();
}

#[test]
fn keys_typed_before_the_answer_are_not_lost() {
    let (_folder, session) = open(Some(3), "?", "auto");
    session.until("help in frames of ASCII", |session| {
        let text = session.text();
        text.contains("+-") && text.contains("标记或取消标记")
    });
    session.end();
}

#[test]
fn a_terminal_that_never_answers_is_not_waited_for() {
    let (_folder, session) = open(None, "", "auto");
    session.until("the first frame", |session| session.text().contains('┌'));
    session.press("?");
    session.until("help", |session| session.text().contains("标记或取消标记"));
    session.end();
}

#[test]
fn the_setting_goes_before_the_terminal() {
    let (_folder, session) = open(Some(2), "", "wide");
    session.until("frames of ASCII", |session| {
        let text = session.text();
        text.contains("+-") && !text.contains('┌')
    });
    assert!(session.count("\x1b[6n") == 0, "it was asked");
    session.end();
}
