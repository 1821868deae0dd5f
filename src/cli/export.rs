//! `gouji export`: writes the annotated review log or the ledger of a batch to a file.

use std::io::Write;
use std::sync::atomic::AtomicBool;

use jiff::tz::TimeZone;

use super::args::ExportArgs;
use super::output::{Output, tell};
use super::{decisions, progress};
use crate::error::{Error, Outcome};
use crate::export::log::{Format, Style};
use crate::pipeline::{self, ExportError, ExportOrder};
use crate::rules::across::Options;
use crate::settings::Settings;
use crate::source;
use crate::text::lang::Lang;

/// The name that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Runs the command.
///
/// # Errors
/// Where the format is not known, the batch or its journal cannot be read, or the file cannot be written.
pub fn run(args: &ExportArgs, settings: &Settings) -> Result<Outcome, Error> {
    let order = ExportOrder {
        content: args.content,
        format: format(args)?,
        style: Style { lang: settings.lang, zone: TimeZone::system() },
        path: args.output.clone(),
        force: args.force,
        book: settings.book()?,
        options: Options::default(),
    };
    let batch = source::find(&args.inputs, &settings.limits)?;
    let state = decisions::read(&batch.root, settings)?;
    let bar = progress::bar(batch.files.len(), settings.lang);
    let progress = |done: usize| bar.set_position(done as u64);
    let stop = AtomicBool::new(false);
    if args.output.as_os_str() == STANDARD_OUTPUT {
        let bytes = pipeline::compose(&batch, &state, &order, &progress, &stop).unwrap_or_default();
        bar.finish_and_clear();
        let mut out = Output::new();
        out.write_all(&bytes).map_err(Error::Output)?;
        out.finish()?;
        return Ok(Outcome::Clean);
    }
    let written = pipeline::write_log(&batch, &state, &order, &progress, &stop);
    bar.finish_and_clear();
    written.map_err(refused)?;
    let path = args.output.display();
    let said = settings.lang.pick(format!("已导出到“{path}”。"), format!("Exported to {path}."));
    tell(&said);
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

fn refused(error: ExportError) -> Error {
    match error {
        ExportError::Save(error) => Error::Save(error),
        error => Error::Usage(error.message(Lang::Zh), error.message(Lang::En)),
    }
}
