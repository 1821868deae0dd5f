//! The reviewing screen.
//!
//! Model–message–update–view: [`update`] changes the [`model`] and answers with [`effect`]s as data, [`driver`] performs
//! them on [`worker`] threads, which answer with [`message`]s; [`view`] only borrows. [`layout`], [`sheet`], [`grid`] and [`seen`] are pure,
//! one [`keymap`] feeds dispatch, footer, help and palette. While nobody does anything nothing happens and nothing is drawn.

use gouji_document::{document, source};
use gouji_engine::{matching, report, rules, schema};
use gouji_review::{export, pipeline, review, settings};
use gouji_text as text;

// Its macro is used by every file that has words of its own.
#[macro_use]
pub mod words;

pub mod message;

pub mod cursor;
pub mod keymap;
pub mod kinds;
pub mod model;

pub mod effect;
pub mod update;

pub mod screens;
pub mod windows;

pub mod grid;
pub mod layout;
pub mod seen;
pub mod sheet;
pub mod wrap;

pub mod hit;
pub mod narrow;
pub mod paint;
pub mod theme;
pub mod view;

pub mod journal_store;
pub mod terminal;
pub mod worker;

pub mod ui_config;

pub mod performer;

pub mod driver;

use std::fmt;
use std::io;

use crate::settings::Settings;
use crate::source::Batch;
use crate::text::lang::Lang;
use crate::ui_config::UiConfig;
use crate::worker::CompareOptions;

/// Why a session could not be run, or did not end by the reviewer's will. The terminal has been given back.
#[derive(Debug)]
pub enum TuiError {
    /// There is no terminal, or it refused.
    Terminal(io::Error),
    /// One of the program's own threads failed; its words.
    Died(String),
    /// A signal ended the session.
    Signal(i32),
}

impl TuiError {
    /// What happened and what to do, in a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Terminal(error) => lang.pick(
                format!("无法使用终端：{error}。请在终端窗口中运行；如要输出到文件或管道，请用 gouji check。"),
                format!("cannot use the terminal: {error}; run it in a terminal window, or use gouji check for a file or a pipe"),
            ),
            Self::Died(words) => lang.pick(
                format!("程序内部出错（{words}），已记录的决定没有丢失；请重新打开，并将本句话反馈给软件维护者。"),
                format!("the program failed ({words}); recorded decisions are not lost: open it again, and report this sentence"),
            ),
            Self::Signal(signal) => lang.pick(
                format!("收到信号 {signal}，已结束；已记录的决定没有丢失。"),
                format!("ended by signal {signal}; recorded decisions are not lost"),
            ),
        }
    }

    /// The exit status where a signal ended the session, as shells count it.
    #[must_use]
    pub fn signal_status(&self) -> Option<u8> {
        match self {
            Self::Signal(signal) => Some((128 + signal).clamp(0, 255) as u8),
            // A terminal that is closed says so to who writes to it before the signal comes.
            Self::Terminal(error) if terminal::is_closed(error) => Some(129),
            Self::Terminal(_) | Self::Died(_) => None,
        }
    }
}

impl fmt::Display for TuiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::default()))
    }
}

impl std::error::Error for TuiError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Terminal(error) => Some(error),
            Self::Died(_) | Self::Signal(_) => None,
        }
    }
}

/// Opens the reviewing screen and returns when the reviewer leaves it.
///
/// # Errors
/// Where there is no terminal, the program itself failed, or a signal ended the session.
pub fn run(batch: Batch, settings: Settings, comparing: CompareOptions, ui_config: UiConfig) -> Result<(), TuiError> {
    driver::run(batch, settings, comparing, ui_config)
}
