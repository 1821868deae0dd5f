//! `gouji rules`: every rule in a line, or one rule in full; and what a file of an office's own rules means, or what is wrong in it.

use std::io::{self, Write};
use std::path::Path;

use super::args::RulesArgs;
use super::output::Output;
use crate::error::{Error, Outcome};
use crate::rules::book::{EXAMPLE, Ruling};
use crate::rules::{RuleBook, RuleDoc, Written};
use crate::settings::{Problem, Settings, book_of};
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, sanitize, width};

/// Ids less alike than this are not offered in place of an unknown one.
const ALIKE: f64 = 0.6;

/// Ids that are this much less alike than the best one are not offered beside it.
const CLOSE: f64 = 0.1;

/// Runs the command.
///
/// # Errors
/// Where the rule is not known, a file of rules cannot be used, or the output cannot be written.
pub fn run(args: &RulesArgs, settings: &Settings) -> Result<Outcome, Error> {
    let mut out = Output::new();
    let lang = settings.lang;
    let mut outcome = Outcome::Clean;
    let written = if args.example {
        out.write_all(lang.pick(EXAMPLE.0, EXAMPLE.1).as_bytes())
    } else if let Some(path) = &args.check {
        let checked = book_of(path)?;
        if checked.is_err() {
            outcome = Outcome::Findings;
        }
        tell_file(path, &checked, lang, &mut out)
    } else {
        let book = settings.book()?;
        match &args.id {
            None => list(book, lang, &mut out),
            Some(id) => {
                let doc = book.docs().find(|doc| doc.id == *id).ok_or_else(|| unknown(id, book))?;
                whole(doc, book, lang, &mut out)
            }
        }
    };
    written.map_err(Error::Output)?;
    out.finish()?;
    Ok(outcome)
}

fn list(book: &RuleBook, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let ids = book.docs().map(|doc| width(&doc.id)).max().unwrap_or(0);
    let words = |doc: &RuleDoc| standing(doc, book, lang);
    let severities = book.docs().map(|doc| width(words(doc))).max().unwrap_or(0);
    for doc in book.docs() {
        let severity = pad(words(doc), severities, Align::Left);
        write!(out, "{}  {severity}  {}", pad(&doc.id, ids, Align::Left), sanitize(doc.title.get(lang)))?;
        writeln!(out, "{}", doc.written.as_ref().map_or_else(String::new, |at| format!("  {}", place(at, lang))))?;
    }
    if let Some(words) = book.in_words(lang) {
        writeln!(out, "\n{}", sanitize(&words))?;
    }
    writeln!(out, "\n{}", lang.pick("详见：gouji rules 规则编号", "In full: gouji rules ID"))
}

/// What a rule is in a run: off, or how grave.
fn standing(doc: &RuleDoc, book: &RuleBook, lang: Lang) -> &'static str {
    match book.ruling(&doc.id) {
        Some(Ruling::Off) => lang.pick("停用", "off"),
        Some(Ruling::As(severity)) => severity.words(lang),
        None => doc.severity.words(lang),
    }
}

/// Where a rule was written.
fn place(written: &Written, lang: Lang) -> String {
    let path = written.file.to_string_lossy();
    let (path, line) = (sanitize(&path), written.line);
    lang.pick(format!("文件“{path}”第 {line} 行"), format!("file {path}, line {line}"))
}

fn whole(doc: &RuleDoc, book: &RuleBook, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}  {}  {}\n", doc.id, doc.severity.words(lang), sanitize(doc.title.get(lang)))?;
    for (head, text) in [
        (lang.pick("核对什么", "What is checked"), &doc.checks),
        (lang.pick("依据", "Why"), &doc.basis),
        (lang.pick("如何处理", "What to do"), &doc.advice),
        (lang.pick("示例", "Example"), &doc.example),
    ] {
        writeln!(out, "{head}\n  {}\n", sanitize(text.get(lang)))?;
    }
    if let Some(own) = book.own().iter().find(|own| own.doc.id == doc.id) {
        let lines: Vec<String> = own.in_words(lang).iter().map(|line| format!("  {}", sanitize(line))).collect();
        writeln!(out, "{}\n{}\n", lang.pick("展开", "Expanded"), lines.join("\n"))?;
    }
    if let Some(written) = &doc.written {
        writeln!(out, "{}\n  {}\n", lang.pick("出处", "Written in"), place(written, lang))?;
    }
    if book.ruling(&doc.id).is_some() {
        writeln!(out, "{}\n  {}\n", lang.pick("现为", "Now"), standing(doc, book, lang))?;
    }
    Ok(())
}

/// What was understood of a file of rules, or what is wrong in it.
fn tell_file(
    path: &Path,
    checked: &Result<RuleBook, Vec<Problem>>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let name = path.to_string_lossy();
    let name = sanitize(&name);
    let book = match checked {
        Ok(book) => book,
        Err(problems) => {
            for problem in problems {
                writeln!(out, "{}", sanitize(&problem.message(lang)))?;
            }
            let count = problems.len();
            return writeln!(
                out,
                "\n{}",
                lang.pick(
                    format!("规则文件“{name}”有 {count} 处错误，改正之前，其中的规则都不起作用。"),
                    format!("{name} has {count} faults; until they are mended none of its rules holds."),
                )
            );
        }
    };
    for own in book.own() {
        let line = own.doc.written.as_ref().map_or(0, |written| written.line);
        let (id, severity, title) = (&own.doc.id, own.doc.severity.words(lang), sanitize(own.doc.title.get(lang)));
        let line = lang.pick(format!("第 {line} 行"), format!("line {line}"));
        writeln!(out, "{id}  {severity}  {title}  {line}")?;
        for line in own.in_words(lang) {
            writeln!(out, "  {}", sanitize(&line))?;
        }
        writeln!(out)?;
    }
    if let Some(words) = book.in_words(lang) {
        writeln!(out, "{}", sanitize(&words))?;
    }
    let count = book.own().len();
    writeln!(
        out,
        "{}",
        lang.pick(
            format!("规则文件“{name}”没有错误，共 {count} 条规则。"),
            format!("{name} is sound; rules: {count}."),
        )
    )
}

/// How much a word is like a rule's id or the part of it after the family.
fn alike(word: &str, id: &str) -> f64 {
    let flaw = id.split_once('.').map_or(id, |(_, flaw)| flaw);
    strsim::jaro_winkler(word, id).max(strsim::jaro_winkler(word, flaw))
}

/// The complaint about an unknown id, with the ids that are nearest to it.
fn unknown(id: &str, book: &RuleBook) -> Error {
    let mut near: Vec<_> =
        book.docs().map(|doc| (alike(id, &doc.id), doc.id.as_str())).filter(|near| near.0 >= ALIKE).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = near.first().map_or(0.0, |first| first.0);
    let near: Vec<_> =
        near.into_iter().filter(|(score, _)| *score > best - CLOSE).take(3).map(|(_, known)| known).collect();
    let (zh, en) = if near.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("是否要写 {}？", near.join("、")), format!(" Did you mean {}?", near.join(", ")))
    };
    Error::Usage(
        format!("没有“{id}”这条规则。{zh}运行 gouji rules 可查看全部规则。"),
        format!("there is no rule {id}.{en} Run gouji rules for all of them."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_ids_are_answered_with_the_nearest() {
        for (typed, meant) in
            [("requests.balanse", "requests.balance"), ("balance", "requests.balance"), ("form.titel", "form.title")]
        {
            let said = unknown(typed, RuleBook::standard()).message(Lang::Zh);
            assert!(said.contains(meant), "{said}");
        }
    }

    #[test]
    fn every_rule_can_be_told_in_full() {
        for lang in [Lang::Zh, Lang::En] {
            for doc in RuleBook::standard().docs() {
                let mut out = Vec::new();
                whole(doc, RuleBook::standard(), lang, &mut out).unwrap();
                let text = String::from_utf8(out).unwrap();
                assert_eq!(text.lines().filter(|line| line.trim().is_empty()).count(), 5, "{text}");
            }
        }
    }
}
