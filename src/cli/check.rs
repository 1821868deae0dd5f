//! `gouji check`: checks every file of a batch and prints what came of it.
//!
//! Files are analysed on all cores; each worker turns its report into its share of the output, and the shares are joined
//! in the batch's order. So the order is stable, and memory grows by no more than an extract of each report, by which the
//! reports are compared at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use super::args::CheckArgs;
use super::output::{Output, tell};
use super::{decisions, progress};
use crate::error::{Error, Outcome};
use crate::export::check::{Checked, Closing, Counts, Format, Original, Style};
use crate::pipeline::{self, Analysis, Opened};
use crate::review::{FindingKey, FindingStanding, FindingState, State};
use crate::rules::across::{self, BatchFinding, Extract};
use crate::rules::{Severity, Status};
use crate::settings::Settings;
use crate::source::{self, Batch};

/// What a worker hands back of one file.
struct Share {
    text: Vec<u8>,
    status: Status,
    gravest: Option<Severity>,
    extract: Extract,
}

/// Runs the command.
///
/// # Errors
/// Where the batch cannot be listed or the output cannot be written.
pub fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome, Error> {
    let book = settings.book()?;
    let options = settings.comparison()?;
    let batch = source::find(&args.inputs, &settings.limits)?;
    let style = Style { lang: settings.lang, colour: Output::colour(settings), book };
    let state = if args.with_decisions { decisions::read(&batch.root, settings)? } else { decisions::none(settings) };
    let options = across::Options { identities: state.identities(), ..options };
    let mut out = Output::new();
    let gravest = print(&batch, (&state, &options), args, style, &mut out)?;
    out.finish()?;
    if batch.files.is_empty() {
        let said = settings.lang.pick(
            "没有找到年度报告文件，请确认目录是否正确。",
            "no report was found; make sure that this is the right directory.",
        );
        let _ = writeln!(std::io::stderr(), "{said}");
    }
    if let (Format::Csv, Some(words)) = (args.format, book.in_words(settings.lang)) {
        // A table for spreadsheets has no place to say so itself.
        tell(&format!("{}{words}", settings.lang.pick("规则：", "rules: ")));
    }
    let failed = args.fail_on.0.is_some_and(|least| gravest.is_some_and(|gravest| gravest >= least));
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// Prints the whole batch and tells the gravest finding.
fn print(
    batch: &Batch,
    (state, options): (&State, &across::Options),
    args: &CheckArgs,
    style: Style,
    out: &mut impl Write,
) -> Result<Option<Severity>, Error> {
    let bar = progress::bar(batch.files.len(), style.lang);
    let mut counts = Counts::default();
    let mut gravest = None;
    let mut printed = false;
    let mut extracts = Vec::with_capacity(batch.files.len());
    args.format.head(style, out).map_err(Error::Output)?;
    let mut written = Ok(());
    let mut emit = |_: usize, share: Share| {
        counts.add(share.status);
        gravest = gravest.max(share.gravest);
        extracts.push(share.extract);
        let separator = if printed && !share.text.is_empty() { args.format.separator() } else { "" };
        printed |= !share.text.is_empty();
        written = out.write_all(separator.as_bytes()).and_then(|()| out.write_all(&share.text));
        bar.inc(1);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let decided = args.with_decisions.then_some(state);
    let work = |_: usize, opened: Opened| share(&opened, decided, args, style);
    let mappings = |name: &str| state.mappings(name);
    pipeline::ordered(&batch.files, &mappings, style.book, &work, &mut emit, &AtomicBool::new(false));
    written.map_err(Error::Output)?;
    let findings = across::check(&extracts, options, style.book);
    let standing = findings.iter().filter(|found| decided.is_none_or(|state| stands(found, batch, state, style)));
    gravest = gravest.max(standing.map(|found| found.finding.severity).max());
    let originals = match args.format {
        Format::Json | Format::Ndjson => originals(&findings, &extracts, batch, state, style),
        _ => BTreeMap::new(),
    };
    let closing = Closing {
        counts,
        skipped: &batch.skipped,
        findings: &findings,
        extracts: &extracts,
        originals: &originals,
        begun: printed,
    };
    args.format.tail(&closing, style, out).map_err(Error::Output)?;
    bar.finish_and_clear();
    Ok(gravest)
}

/// Where the places of findings between reports are in files that are more than text. Pages and tables are too much to keep of
/// every report, so those files are read again.
fn originals(
    findings: &[BatchFinding],
    extracts: &[Extract],
    batch: &Batch,
    state: &State,
    style: Style,
) -> BTreeMap<usize, Original> {
    let placed = findings.iter().filter(|found| !found.finding.source.is_empty()).filter_map(|found| found.subject);
    let subjects: BTreeSet<usize> = placed.filter(|&subject| !extracts[subject].is_plain).collect();
    let original = |subject: usize| {
        let file = batch.files.get(subject)?;
        let opened = pipeline::open(file, &state.mappings(&file.name), style.book);
        Some((subject, Original { origins: opened.analysis.report.origins().clone(), member: opened.member }))
    };
    subjects.into_iter().filter_map(original).collect()
}

/// Whether nobody dismissed a finding between reports. What such a decision rests on is read again; hardly any file has one.
fn stands(found: &BatchFinding, batch: &Batch, state: &State, style: Style) -> bool {
    let Some(file) = found.subject.and_then(|subject| batch.files.get(subject)) else { return true };
    let dismissed = |standing: &FindingStanding| standing.state == FindingState::Dismissed;
    let rule = found.finding.rule;
    if !state.judged(&file.name).iter().any(|(key, standing)| key.rule == rule && dismissed(standing)) {
        return true;
    }
    let opened = pipeline::open(file, &state.mappings(&file.name), style.book);
    !dismissed(&state.finding(&file.name, &FindingKey::of(&found.finding, &opened.analysis.report)))
}

fn share(opened: &Opened, state: Option<&State>, args: &CheckArgs, style: Style) -> Share {
    let checked = Checked { state, ..lend(opened) };
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = args.format.report(&checked, style, &mut text);
    let gravest = checked.standing().map(|told| told.severity).max();
    let Analysis { report, verdict, lines, .. } = &opened.analysis;
    let extract = Extract::of(report, verdict, lines, &opened.summary.name);
    Share { text, status: checked.status(), gravest, extract }
}

/// An opened file as the formats want to see it.
pub fn lend(opened: &Opened) -> Checked<'_> {
    Checked {
        digest: &opened.digest,
        kind: opened.analysis.kind,
        member: opened.member.as_deref(),
        unreadable: opened.analysis.unreadable.as_ref(),
        ..Checked::bare(&opened.summary.name, &opened.analysis.report, &opened.analysis.verdict)
    }
}
