//! `gouji export`: writes the annotated review log of a batch to a file.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use jiff::tz::TimeZone;

use super::args::ExportArgs;
use super::output::Output;
use super::{decisions, progress};
use crate::error::{Error, Outcome};
use crate::export::log::{FileLog, Format, ReviewLog, Style, Submission};
use crate::export::save;
use crate::pipeline::{self, Opened};
use crate::review::State;
use crate::settings::Settings;
use crate::source::{self, Batch};
use crate::text::lang::Lang;

/// The name that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Runs the command.
///
/// # Errors
/// Where the format is not known, the batch or its journal cannot be read, or the file cannot be written.
pub fn run(args: &ExportArgs, settings: &Settings) -> Result<Outcome, Error> {
    let format = format(args)?;
    let batch = source::find(&args.inputs)?;
    refuse_submission(&args.output, &batch)?;
    let state = decisions::read(&batch.root, settings)?;
    let log = ReviewLog::new(&name(&batch.root), files(&batch, &state, settings.lang), &batch.skipped, &state);
    let style = Style { lang: settings.lang, zone: TimeZone::system() };
    if args.output.as_os_str() == STANDARD_OUTPUT {
        let mut out = Output::new();
        format.write(&log, &style, &mut out).map_err(Error::Output)?;
        out.finish()?;
        return Ok(Outcome::Clean);
    }
    let mut bytes = Vec::new();
    format.write(&log, &style, &mut bytes).map_err(Error::Output)?;
    save(&args.output, args.force, &bytes)?;
    tell(&args.output, &batch, settings.lang);
    Ok(Outcome::Clean)
}

fn format(args: &ExportArgs) -> Result<Format, Error> {
    let asked = match &args.format {
        Some(name) => Format::parse(name),
        None => Format::of(&args.output),
    };
    asked.ok_or_else(|| {
        let path = args.output.display();
        Error::Usage(
            format!("从“{path}”的扩展名看不出格式；请用扩展名 md、csv 或 json，或加 --format。"),
            format!("the extension of {path} names no format; use md, csv or json, or add --format."),
        )
    })
}

/// Submitted files are never written to, not even with `--force`.
fn refuse_submission(output: &Path, batch: &Batch) -> Result<(), Error> {
    let Ok(target) = fs::canonicalize(output) else { return Ok(()) };
    let name = target.file_name();
    let is_submission = batch
        .files
        .iter()
        .filter(|file| file.path.file_name() == name || file.path.is_symlink())
        .any(|file| fs::canonicalize(&file.path).is_ok_and(|path| path == target));
    if !is_submission {
        return Ok(());
    }
    let path = output.display();
    Err(Error::Usage(
        format!("“{path}”是报送的报告，不会被改写；请换一个文件名。"),
        format!("{path} is a submitted report and is never written to; choose another name."),
    ))
}

fn files(batch: &Batch, state: &State, lang: Lang) -> Vec<FileLog> {
    let bar = progress::bar(batch.files.len(), lang);
    let mut logs = Vec::with_capacity(batch.files.len());
    let work = |_: usize, opened: Opened| log(&opened, state);
    let mut emit = |_: usize, log: FileLog| {
        logs.push(log);
        bar.inc(1);
        ControlFlow::Continue(())
    };
    pipeline::ordered(&batch.files, &|name| state.mappings(name), &work, &mut emit, &AtomicBool::new(false));
    bar.finish_and_clear();
    logs
}

fn log(opened: &Opened, state: &State) -> FileLog {
    let submission = Submission {
        name: &opened.summary.name,
        digest: &opened.digest,
        report: &opened.analysis.report,
        verdict: &opened.analysis.verdict,
        unreadable: opened.analysis.unreadable.as_ref(),
    };
    FileLog::of(&submission, state)
}

/// The batch's name: that of its folder, also where it was given as `.`.
fn name(root: &Path) -> String {
    let whole = fs::canonicalize(root);
    let name = whole.as_deref().unwrap_or(root).file_name().or_else(|| root.file_name());
    name.map_or_else(|| root.to_string_lossy().into_owned(), |name| name.to_string_lossy().into_owned())
}

/// Says what was written, and warns where the next run would take it for a report.
fn tell(output: &Path, batch: &Batch, lang: Lang) {
    let path = output.display();
    let mut said = lang.pick(format!("已导出到“{path}”。"), format!("Exported to {path}."));
    let is_inside =
        |output: &Path| fs::canonicalize(&batch.root).is_ok_and(|root| root.is_dir() && output.starts_with(root));
    let is_skipped = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if !is_skipped && fs::canonicalize(output).is_ok_and(|output| is_inside(&output)) {
        said += lang.pick(
            "它在批次目录之内，下次会被当作一份报告；请移到别处。",
            " It lies inside the batch and will be taken for a report next time; move it elsewhere.",
        );
    }
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{said}");
}
