//! SARIF 2.1.0: one run, the rules from the registry, a result a finding with the place where it stands.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Checked, Closing, Style, Told, UNREADABLE};
use crate::document::Span;
use crate::export::json::to_writer;
use crate::report::Report;
use crate::rules::across::BatchFinding;
use crate::rules::book::Ruling;
use crate::rules::{RuleBook, Severity, registry};
use crate::text::lang::Lang;

/// Opens the run with the tool and its rules.
pub fn head(style: Style, out: &mut dyn Write) -> io::Result<()> {
    let driver = json!({
        "name": "gouji",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": style.lang.pick("zh-CN", "en-US"),
        "rules": rules(style.book, style.lang),
    });
    out.write_all(b"{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\",\n\"runs\": [{\"tool\": ")?;
    to_writer(&mut *out, &json!({ "driver": driver }))?;
    out.write_all(b",\n\"columnKind\": \"unicodeCodePoints\",\n\"results\": [\n")
}

/// Writes one report's results.
pub fn report(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (index, told) in checked.findings(style.lang).enumerate() {
        if index > 0 {
            out.write_all(b",\n")?;
        }
        to_writer(&mut *out, &result(checked, &told, style.lang))?;
    }
    Ok(())
}

/// Writes what rests on several reports, and closes the run.
pub fn tail(closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (index, found) in closing.findings.iter().enumerate() {
        if closing.begun || index > 0 {
            out.write_all(b",\n")?;
        }
        to_writer(&mut *out, &between(closing, found, style.lang))?;
    }
    out.write_all(b"\n]}]}\n")
}

fn rules(book: &RuleBook, lang: Lang) -> Vec<Value> {
    let known = book.docs().map(|doc| {
        let severity = match book.ruling(&doc.id) {
            Some(Ruling::As(severity)) => severity,
            Some(Ruling::Off) | None => doc.severity,
        };
        json!({
            "id": doc.id,
            "shortDescription": { "text": doc.title.get(lang) },
            "fullDescription": { "text": doc.checks.get(lang) },
            "help": { "text": format!("{}\n{}", doc.basis.get(lang), doc.advice.get(lang)) },
            "defaultConfiguration": { "level": level(severity), "enabled": !book.is_off(&doc.id) },
        })
    });
    let unreadable = json!({
        "id": UNREADABLE,
        "shortDescription": { "text": lang.pick("文件无法读取", "the file cannot be read") },
        "defaultConfiguration": { "level": level(Severity::Error) },
    });
    let is_known = registry().iter().any(|doc| doc.id == UNREADABLE);
    known.chain((!is_known).then_some(unreadable)).collect()
}

fn result(checked: &Checked, told: &Told, lang: Lang) -> Value {
    let uri = uri(checked.name);
    let advice = told.finding.map_or("", |finding| finding.advice(lang));
    let text = if advice.is_empty() { told.message.to_owned() } else { format!("{}\n{advice}", told.message) };
    let (first, others) = told.source().split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
    let mut result = json!({
        "ruleId": told.rule,
        "level": level(told.severity),
        "message": { "text": text },
        "locations": [location(&uri, checked.report, first, lang)],
    });
    if !others.is_empty() {
        result["relatedLocations"] =
            others.iter().map(|span| location(&uri, checked.report, Some(span), lang)).collect();
    }
    result
}

/// A finding between reports: at its subject's place, the other reports related. Of a file that is more than text no lines are
/// known here.
fn between(closing: &Closing, found: &BatchFinding, lang: Lang) -> Value {
    let finding = &found.finding;
    let place = |index: usize| json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&closing.extracts[index].name) } } });
    let subject: Vec<Value> = found.subject.map(place).into_iter().collect();
    let others: Vec<Value> =
        found.reports.iter().filter(|&&index| found.subject != Some(index)).map(|&index| place(index)).collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": format!("{}\n{}", finding.message(lang), finding.advice(lang)) },
        "locations": subject,
    });
    if !others.is_empty() {
        result["relatedLocations"] = others.into();
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A place: its region for plain text, its name for other kinds of file, since no editor could go to a line of those.
fn location(uri: &str, report: &Report, span: Option<&Span>, lang: Lang) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri } });
    if let Some(&span) = span.filter(|_| !report.origins.is_plain()) {
        let name = report.origins.name(span, lang);
        return json!({ "physicalLocation": place, "logicalLocations": [{ "fullyQualifiedName": name }] });
    }
    if let Some(span) = span {
        let mut region = json!({ "startLine": span.line, "startColumn": span.column });
        if span.chars > 0 {
            region["endColumn"] = (span.column + span.chars).into();
        }
        place["region"] = region;
    }
    json!({ "physicalLocation": place })
}

/// The relative path as a URI reference. Bytes that are not UTF-8 stand as `\xNN` in a name and become `%NN` again.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len() * 3);
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if let Some(byte) = escaped_byte(rest) {
            let _ = write!(uri, "%{byte:02X}");
            rest = &rest[4..];
            continue;
        }
        if first.is_ascii_alphanumeric() || "-._~/".contains(first) {
            uri.push(first);
        } else {
            for byte in first.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        rest = &rest[first.len_utf8()..];
    }
    uri
}

fn escaped_byte(text: &str) -> Option<u8> {
    let digits = text.strip_prefix("\\x")?.get(..2)?;
    u8::from_str_radix(digits, 16).ok().filter(|byte| *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Part;

    #[test]
    fn names_become_uri_references() {
        for (name, expected) in [
            ("a/b-1.txt", "a/b-1.txt"),
            ("思茅.txt", "%E6%80%9D%E8%8C%85.txt"),
            ("a b%.txt", "a%20b%25.txt"),
            ("\\xC4\\xEA.txt", "%C4%EA.txt"),
            ("C:x", "C%3Ax"),
            ("\\x4", "%5Cx4"),
        ] {
            assert_eq!(uri(name), expected, "{name}");
        }
    }

    #[test]
    fn a_location_names_the_region_where_one_is_known() {
        let mut report = Report::default();
        assert_eq!(
            location("a", &report, Some(&Span::new(3, 2, 4)), Lang::Zh)["physicalLocation"]["region"],
            json!({ "startLine": 3, "startColumn": 2, "endColumn": 6 })
        );
        assert_eq!(location("a", &report, None, Lang::Zh)["physicalLocation"]["region"], Value::Null);
        report.origins.parts.push((1, Part::Page(2)));
        let paged = location("a", &report, Some(&Span::new(3, 2, 4)), Lang::Zh);
        assert_eq!(paged["physicalLocation"]["region"], Value::Null);
        assert_eq!(paged["logicalLocations"][0]["fullyQualifiedName"], "第 2 页第 3 行");
    }
}
