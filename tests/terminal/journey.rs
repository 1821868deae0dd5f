//! What a clerk does with the real program, from the first list to the second day, and what may befall it meanwhile.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use crate::pty::{Session, Terminal, batch, contents};

/// The number of the label that the cursor is on, as the pane's frame tells it.
fn label_number(session: &Session) -> Option<usize> {
    let text = session.text();
    let frame = text.lines().find(|line| line.contains("┌ 栏目映射 "))?;
    frame.split_whitespace().find_map(|word| word.split_once('/')?.0.parse().ok())
}

/// Goes down the labels from the first to one that the report writes so.
#[track_caller]
fn go_to_label(session: &mut Session, observed: &str) {
    session.press("g");
    session.until("the first label", |session| label_number(session) == Some(1));
    for number in 2..120 {
        if session.cursor_line().split('→').next().is_some_and(|left| left.contains(observed)) {
            return;
        }
        session.press("j");
        session.until("the next label", |session| label_number(session) == Some(number));
    }
    panic!("no label {observed}:\n{}", session.text());
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
    go_to_label(&mut session, "商业机构");
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
    go_to_label(&mut session, "采购金额");
    session.press("o");
    session.until_text("改选规范栏目");
    session.press("cgxm");
    session.until("the picker to filter", |session| session.text().contains("1/1"));
    session.press("\r");
    session.until("the other field", decided("采购金额", "采购项目数量"));
    session.press("q");
    session.until_text("按文件");
    session.press("q");
    session.until_text("留用本批学得的别名");
    session.press("n");
    assert_eq!(session.exit_status(), 0);
    session.assert_given_back();

    let mut session = Session::gouji(&batch, &data);
    open_labels(&mut session);
    go_to_label(&mut session, "商业机构");
    session.until("the confirmation of yesterday", decided("商业机构", "商业企业"));
    go_to_label(&mut session, "采购金额");
    session.until("the other field of yesterday", decided("采购金额", "采购项目数量"));
    session.press("q");
    session.until_text("按文件");
    // What was offered once is not offered again.
    session.press("q");
    assert_eq!(session.exit_status(), 0);
    session.assert_given_back();

    assert!(contents(&batch) == before, "the submitted files are as they were");
}

#[cfg(unix)]
#[test]
fn a_signal_gives_the_terminal_back() {
    for (name, status) in [("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
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
    command.args([
        "--ignored",
        "--exact",
        "journey::panics_while_the_terminal_is_taken",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env("TERM", "xterm-256color");
    let mut session = Session::start(command, Terminal::default());
    assert_ne!(session.exit_status(), 0);
    session.assert_given_back();
    assert!(session.position("broken on purpose") > session.position("\x1b[?1049l"), "{}", session.text());
}

/// The unit under the list's cursor is decided like this.
fn stands(unit: &'static str, state: &'static str) -> impl Fn(&Session) -> bool {
    move |session| session.text().lines().any(|line| line.contains(unit) && line.contains(&format!(" {state} ")))
}

#[test]
fn steps_are_taken_back_and_brought_back_over_restarts() {
    let (_folder, batch, data) = batch();
    let session = Session::gouji(&batch, &data);
    session.until_read();
    session.press("gp");
    session.until("the first report to be passed", stands("双河口镇", "通过"));
    session.press("r");
    session.until_text("退回原因");
    session.press("缺少表四\r");
    session.until("the second report to be returned", stands("大坪镇", "退回"));
    session.end();

    let session = Session::gouji(&batch, &data);
    session.until_read();
    session.until("the cursor to stand where work goes on", |session| session.cursor_line().contains("永兴镇"));
    session.press("z");
    session.until("the return to be undone", stands("大坪镇", "待审"));
    session.press("z");
    session.until("the pass to be undone", stands("双河口镇", "待审"));
    session.end();

    let session = Session::gouji(&batch, &data);
    session.until_read();
    session.press("Z");
    session.until("the pass to be redone", stands("双河口镇", "通过"));
    session.press("Z");
    session.until("the return to be redone", stands("大坪镇", "退回"));
    session.end();
}

#[test]
fn marked_reports_are_decided_in_one_step() {
    let (_folder, batch, data) = batch();
    let session = Session::gouji(&batch, &data);
    session.until_read();
    session.press("g   p");
    for unit in ["双河口镇", "大坪镇", "永兴镇"] {
        session.until(unit, stands(unit, "通过"));
    }
    session.press("z");
    for unit in ["双河口镇", "大坪镇", "永兴镇"] {
        session.until(unit, stands(unit, "待审"));
    }
    session.end();
}

#[test]
fn the_terminal_may_take_any_size_at_any_moment() {
    let (_folder, batch, data) = batch();
    let session = Session::gouji(&batch, &data);
    session.until_text("永兴镇");
    // An escape is pressed alone: with a key right behind it a terminal would mean Alt and that key.
    let steps = [
        ("", "报告"),
        ("/永兴\r\r", "表格"),
        ("?", "┌ 按键"),
        ("\x1b", "详情"),
        ("\x13", "┌ 导出"),
        ("\x1b", "详情"),
        ("5", "原文"),
    ];
    for (keys, seen) in steps {
        session.press(keys);
        session.until_text(seen);
        for (columns, rows) in [(60, 15), (300, 100), (59, 14), (80, 24), (1, 1), (200, 50), (130, 40)] {
            session.resize(columns, rows);
            if (columns, rows) == (59, 14) {
                session.until_text("窗口太小");
            } else if columns >= 60 {
                // The line at the bottom is drawn at the new bottom.
                session.until("a frame of the new size", |session| {
                    let text = session.text();
                    let last = text.lines().last().unwrap_or("");
                    let is_footer = ["帮助", "关闭", "放弃"].iter().any(|word| last.contains(word));
                    text.lines().count() == usize::from(rows) && is_footer
                });
            }
        }
        session.until_text(seen);
    }
    session.end();
}

#[test]
fn two_programs_on_one_batch_see_each_other() {
    let (_folder, batch, data) = batch();
    let one = Session::of(&batch, &data, "王晓");
    let two = Session::of(&batch, &data, "李明");
    one.until_read();
    two.until_read();
    one.press("gp");
    two.until("the other's decision", stands("双河口镇", "通过"));
    two.press("ggjr");
    two.until_text("退回原因");
    two.press("请补报\r");
    one.until("the other's decision", stands("大坪镇", "退回"));
    // Each takes back their own steps and no other's.
    one.press("z");
    two.until("the undo", stands("双河口镇", "待审"));
    two.until("the own decision to stand", stands("大坪镇", "退回"));
    one.end();
    two.end();
}

#[test]
fn a_journal_that_cannot_be_used_leaves_a_session_that_reads() {
    type Break = fn(&Path);
    let broken: [(&str, Break); 2] = [
        ("新版本", |path| {
            let journal = rusqlite::Connection::open(path).expect("the journal");
            journal.pragma_update(None, "user_version", 99).expect("a version");
        }),
        ("损坏", |path| {
            let mut bytes = fs::read(path).expect("the journal");
            let middle = bytes.len().min(100);
            bytes[middle..].fill(0x5A);
            fs::write(path, bytes).expect("a broken journal");
        }),
    ];
    for (words, break_it) in broken {
        let (_folder, batch, _) = batch();
        let dir = batch.join(".gouji");
        let session = Session::start(
            Session::command(&[batch.as_os_str(), "--lang".as_ref(), "zh".as_ref()]),
            Terminal::default(),
        );
        session.until_read();
        session.press("gp");
        session.until("the decision", stands("双河口镇", "通过"));
        session.end();
        let journal = dir.join("journal.sqlite3");
        break_it(&journal);
        let before = fs::read(&journal).expect("the journal");

        let session = Session::start(
            Session::command(&[batch.as_os_str(), "--lang".as_ref(), "zh".as_ref()]),
            Terminal::default(),
        );
        session.until_text(words);
        session.until_read();
        session.press("gjp");
        session.until_text("只能查看");
        session.press("\r");
        session.until_text("表格");
        session.end();
        assert!(fs::read(&journal).expect("the journal") == before, "the journal is as it was: {words}");
    }
}

#[test]
fn a_review_is_exported_and_nothing_is_overwritten_unasked() {
    let (folder, batch, data) = batch();
    let session = Session::gouji(&batch, &data);
    session.until_read();
    session.press("gp");
    session.until("the decision", stands("双河口镇", "通过"));
    let file = folder.path().join("台账.csv");
    fs::write(&file, "昨天的台账").expect("a file in the way");
    session.press("\x13");
    session.until_text("审核记录");
    session.press("\t\t\t\x15");
    session.press(file.to_str().expect("a path"));
    session.press("\r");
    session.until_text("已有同名文件");
    assert_eq!(fs::read_to_string(&file).expect("the file"), "昨天的台账");
    session.press("\r");
    session.until_text("已导出到");
    let written = fs::read_to_string(&file).expect("the export");
    assert!(written.starts_with('\u{feff}') && written.contains("双河口镇"), "{written}");
    session.end();
}

#[test]
fn the_mouse_points_and_opens() {
    let (_folder, batch, data) = batch();
    let session = Session::gouji(&batch, &data);
    session.until_read();
    let (row, column) = session.find("永兴镇").expect("a row of the list");
    session.click(column, row);
    session.until("the cursor to be there", |session| session.cursor_line().contains("永兴镇"));
    session.click(column, row);
    session.until_text("原文");
    let (row, column) = session.find("问题").expect("a tab");
    session.click(column + 1, row);
    session.until_text("属实");
    session.end();
}

#[cfg(unix)]
#[test]
fn a_shell_stops_the_program_and_lets_it_go_on() {
    if !Path::new("/bin/bash").is_file() {
        return;
    }
    let (_folder, batch, data) = batch();
    let mut command = CommandBuilder::new("/bin/bash");
    command.args(["--norc", "--noprofile", "-i"]);
    command.env("TERM", "xterm-256color");
    command.env("PS1", "shell> ");
    let mut session = Session::start(command, Terminal::default());
    session.until_text("shell>");
    let program = env!("CARGO_BIN_EXE_gouji");
    session.press(&format!("{program} {} --data-dir {} --lang zh\n", batch.display(), data.display()));
    session.until_read();
    session.press("\x1a");
    session.until_text("Stopped");
    at_the_prompt(&mut session);
    // The shell takes the modes of its own line editor, so only the screen is asked after.
    assert!(session.position("\x1b[?1049l") > session.position("\x1b[?1049h"));
    session.press("fg\n");
    session.until("the screen to be there again", |session| {
        session.text().contains("勾稽") && session.text().contains("永兴镇")
    });
    session.press("q");
    at_the_prompt(&mut session);
    session.press("exit\n");
    session.exit_status();
}

/// Waits until the shell's prompt is the last thing on the screen. An older prompt may stand above it already, and what
/// is typed before the shell reads lines again is lost.
#[cfg(unix)]
fn at_the_prompt(session: &mut Session) {
    session.until("the prompt to be the last line", |session| session.text().trim_end().ends_with("shell>"));
}
