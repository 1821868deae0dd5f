//! The lines of the window that tells what a decision for the whole batch would change.

use std::collections::BTreeMap;

use crate::model::{Model, Weigh};
use crate::pipeline::Impact;
use crate::rules::Status;
use crate::text::lang::Lang;
use crate::theme::Role;
use crate::words::{self, Turn};

/// A line below what stays in sight.
pub enum Line<'a> {
    /// A sentence with its sign.
    Said(&'static str, Role, String),
    /// A report, and whether it is left as it is.
    Report(&'a Impact, bool),
    /// Nothing.
    Blank,
}

/// How many lines there are below what stays in sight.
#[must_use]
pub fn count(model: &Model, weigh: &Weigh) -> usize {
    lines(weigh, model.lang).len()
}

/// The lines below what stays in sight.
#[must_use]
pub fn lines(weigh: &Weigh, lang: Lang) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut turns: BTreeMap<(&'static str, Turn), usize> = BTreeMap::new();
    let mut statuses: BTreeMap<(u8, u8), ((Status, Status), usize)> = BTreeMap::new();
    for impact in weigh.decided() {
        for (rule, turn, count) in words::tally(&impact.change.flips) {
            *turns.entry((rule, turn)).or_default() += count;
        }
        let (before, after) = impact.change.status;
        if before != after {
            statuses.entry((before as u8, after as u8)).or_insert(((before, after), 0)).1 += 1;
        }
    }
    for turn in Turn::ALL {
        for ((rule, _), count) in turns.iter().filter(|((_, of), _)| *of == turn) {
            let (sign, role) = sign(turn);
            lines.push(Line::Said(sign, role, words::turns(lang, rule, turn, *count)));
        }
    }
    for (change, count) in statuses.values() {
        lines.push(Line::Said("→", Role::Label, words::status_changes(lang, *change, *count)));
    }
    if weigh.already > 0 {
        lines.push(Line::Said("●", Role::Decided, words::already_decided(lang, weigh.already)));
    }
    if !lines.is_empty() {
        lines.push(Line::Blank);
    }
    let decided = weigh.decided().count();
    if decided > 0 {
        lines.push(Line::Said("", Role::Dim, words::reports_concerned(lang, decided)));
        lines.extend(weigh.decided().map(|impact| Line::Report(impact, false)));
    } else if weigh.is_done() {
        lines.push(Line::Said("", Role::Dim, words::nothing_to_weigh(lang).to_owned()));
    }
    let kept = weigh.left_alone().count();
    if kept > 0 {
        lines.push(Line::Blank);
        lines.push(Line::Said("", Role::Dim, words::decided_otherwise(lang, kept)));
        lines.extend(weigh.left_alone().map(|impact| Line::Report(impact, true)));
    }
    lines
}

/// The sign of a turn.
#[must_use]
pub fn sign(turn: Turn) -> (&'static str, Role) {
    match turn {
        Turn::Mended | Turn::Settled => ("✓", Role::Good),
        Turn::Broken => ("✗", Role::Error),
        Turn::Lost => ("?", Role::Doubt),
    }
}
