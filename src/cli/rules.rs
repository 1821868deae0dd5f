//! `gouji rules`: every rule in a line, or one rule in full.

use std::io::{self, Write};

use super::args::RulesArgs;
use super::output::Output;
use crate::error::{Error, Outcome};
use crate::rules::{RuleDoc, registry, rule};
use crate::settings::Settings;
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, width};

/// Ids less alike than this are not offered in place of an unknown one.
const ALIKE: f64 = 0.6;

/// Ids that are this much less alike than the best one are not offered beside it.
const CLOSE: f64 = 0.1;

/// Runs the command.
///
/// # Errors
/// Where the rule is not known or the output cannot be written.
pub fn run(args: &RulesArgs, settings: &Settings) -> Result<Outcome, Error> {
    let mut out = Output::new();
    let written = match &args.id {
        None => list(settings.lang, &mut out),
        Some(id) => {
            let doc = rule(id).ok_or_else(|| unknown(id))?;
            whole(doc, settings.lang, &mut out)
        }
    };
    written.map_err(Error::Output)?;
    out.finish()?;
    Ok(Outcome::Clean)
}

fn list(lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let ids = registry().iter().map(|doc| width(&doc.id)).max().unwrap_or(0);
    let severities = registry().iter().map(|doc| width(doc.severity.words(lang))).max().unwrap_or(0);
    for doc in registry() {
        let severity = pad(doc.severity.words(lang), severities, Align::Left);
        writeln!(out, "{}  {severity}  {}", pad(&doc.id, ids, Align::Left), doc.title.get(lang))?;
    }
    writeln!(out, "\n{}", lang.pick("详见：gouji rules 规则编号", "In full: gouji rules ID"))
}

fn whole(doc: &RuleDoc, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}  {}  {}\n", doc.id, doc.severity.words(lang), doc.title.get(lang))?;
    for (head, text) in [
        (lang.pick("核对什么", "What is checked"), &doc.checks),
        (lang.pick("依据", "Why"), &doc.basis),
        (lang.pick("如何处理", "What to do"), &doc.advice),
        (lang.pick("示例", "Example"), &doc.example),
    ] {
        writeln!(out, "{head}\n  {}\n", text.get(lang))?;
    }
    Ok(())
}

/// How much a word is like a rule's id or the part of it after the family.
fn alike(word: &str, id: &str) -> f64 {
    let flaw = id.split_once('.').map_or(id, |(_, flaw)| flaw);
    strsim::jaro_winkler(word, id).max(strsim::jaro_winkler(word, flaw))
}

/// The complaint about an unknown id, with the ids that are nearest to it.
fn unknown(id: &str) -> Error {
    let mut near: Vec<_> =
        registry().iter().map(|doc| (alike(id, &doc.id), doc.id.as_str())).filter(|near| near.0 >= ALIKE).collect();
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
            let said = unknown(typed).message(Lang::Zh);
            assert!(said.contains(meant), "{said}");
        }
    }

    #[test]
    fn every_rule_can_be_told_in_full() {
        for lang in [Lang::Zh, Lang::En] {
            for doc in registry() {
                let mut out = Vec::new();
                whole(doc, lang, &mut out).unwrap();
                let text = String::from_utf8(out).unwrap();
                assert_eq!(text.lines().filter(|line| line.trim().is_empty()).count(), 5, "{text}");
            }
        }
    }
}
