//! `gouji show`: one report as it was understood, for reading or as the report object of `gouji check`.
//!
//! The text is written part by part, in the order in which a clerk reads: what the report is, its sections, its tables,
//! its labels, the figures in prose, and what was found.

mod head;
mod labels;
mod prose;
mod tables;
mod verdict;

use std::io::{self, Write};

use super::args::ShowArgs;
use super::check::lend;
use super::decisions;
use super::output::Output;
use crate::error::{Error, Outcome};
use crate::export::check::ReportView;
use crate::export::json::to_writer_pretty;
use crate::pipeline::{self, Opened};
use crate::settings::Settings;
use crate::source;
use crate::text::lang::Lang;

/// Runs the command.
///
/// # Errors
/// Where the file is not there, is a folder or no submission, or the output cannot be written.
pub fn run(args: &ShowArgs, settings: &Settings) -> Result<Outcome, Error> {
    let opened = open(args, settings)?;
    let mut out = Output::new();
    let written = if args.format == "json" {
        to_writer_pretty(&mut out, &ReportView::new(&lend(&opened), settings.lang)).and_then(|()| writeln!(out))
    } else {
        text(&opened, args.explain, settings.lang, &mut out)
    };
    written.map_err(Error::Output)?;
    out.finish()?;
    Ok(Outcome::Clean)
}

fn open(args: &ShowArgs, settings: &Settings) -> Result<Opened, Error> {
    let path = args.file.display();
    if args.file.is_dir() {
        return Err(Error::Usage(
            format!("“{path}”是目录；gouji show 只显示一份报告，请指明其中的文件，或用 gouji check 检查整个目录。"),
            format!("{path} is a directory; gouji show takes one report: name a file in it, or use gouji check"),
        ));
    }
    let book = settings.book()?;
    let batch = source::find(std::slice::from_ref(&args.file), &settings.limits)?;
    if let Some(file) = batch.files.first() {
        return Ok(pipeline::open(file, &decisions::none(settings).mappings(&file.name), book));
    }
    let reason = |lang: Lang| {
        let skipped = batch.skipped.first();
        skipped.map_or(String::new(), |file| lang.pick(file.because_zh.clone(), file.because_en.clone()))
    };
    Err(Error::Usage(
        format!("“{path}”不是年度报告文件：{}", reason(Lang::Zh)),
        format!("{path} is no report: {}", reason(Lang::En)),
    ))
}

fn text(opened: &Opened, explain: bool, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let report = &opened.analysis.report;
    head::write(opened, lang, out)?;
    if opened.analysis.unreadable.is_none() {
        tables::write(report, &opened.analysis.verdict, lang, out)?;
        labels::write(report, explain, lang, out)?;
        prose::write(report, &opened.analysis.verdict, lang, out)?;
    }
    verdict::write(&lend(opened), lang, out)
}
