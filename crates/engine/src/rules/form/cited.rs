//! Document numbers that do not exist, or no longer stand for what they are cited for.
//!
//! Only the two numbers of the form itself and the two of the regulation are judged, since these are known. A number whose
//! brackets or digits are damaged is damage, which another rule tells.

use super::join;
use crate::report::{Quoted, Report};
use crate::rules::Finding;
use crate::rules::passage::Passage;
use crate::rules::registry::{Wording, finding};
use crate::text::fold::fold_char;
use crate::text::traditional::simplify;

/// The office that issues the form.
const ISSUER: &str = "国办公开办函";
/// The years and numbers under which the form was issued.
const FORMS: [(i32, u32); 2] = [(2019, 60), (2021, 30)];
/// The orders by which the regulation was issued, and issued anew.
const REGULATION: [u32; 2] = [492, 711];
/// First report year under the regulation of 2019.
const REVISED: i32 = 2019;
/// First report year of the form of 2021.
const RENEWED: i32 = 2021;

/// A document number in its parts.
#[derive(Debug, PartialEq)]
struct Number {
    office: String,
    year: Option<i32>,
    number: u32,
}

/// One finding for all numbers.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let cited: Vec<(&Quoted, Number)> =
        report.documents_cited.iter().filter_map(|quoted| Some((quoted, parse(&quoted.text)?))).collect();
    let mut parts = Vec::new();
    let (mut source, mut quotes) = (Vec::new(), Vec::new());
    for (quoted, number) in &cited {
        let before = quoted.source.first().map_or(String::new(), |span| {
            let line = passages.iter().find(|passage| passage.line == span.line);
            line.map_or(String::new(), |passage| before(passage, &quoted.text))
        });
        if let Some(flaw) = flaw(report, &cited, number, &before) {
            parts.push(Wording {
                zh: format!("“{}”{}", quoted.text, flaw.zh),
                en: format!("“{}” {}", quoted.text, flaw.en),
            });
            source.extend(quoted.source.iter().copied());
            quotes.push(quoted.text.clone());
        }
    }
    if parts.is_empty() {
        return;
    }
    let said = join(&parts, "；", "; ");
    let mut finding = finding(
        "form.document_number",
        format!("引用的文号有误：{}。", said.zh),
        format!("Documents cited: {}.", said.en),
    );
    (finding.source, finding.quotes) = (source, quotes);
    findings.push(finding);
}

/// What stands before a number in its line, in simplified characters.
fn before(passage: &Passage, number: &str) -> String {
    let at = passage.text().find(number).unwrap_or(0);
    passage.text()[..at].chars().map(simplify).collect()
}

fn flaw(report: &Report, cited: &[(&Quoted, Number)], number: &Number, before: &str) -> Option<Wording> {
    let is_cited = |year: Option<i32>, wanted: u32| {
        cited.iter().any(|(_, other)| other.number == wanted && (year.is_none() || other.year == year))
    };
    let wording = |zh: String, en: String| Some(Wording { zh, en });
    let near: String = before.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let Some(year) = number.year else {
        let is_order = number.office.ends_with('令') && number.office.starts_with('国');
        let of_regulation = near.trim_end_matches(['(', '（']).ends_with("政府信息公开条例》");
        return match number.number {
            _ if !is_order => None,
            492 if report.year.is_some_and(|year| year >= REVISED) && !is_cited(None, 711) && !is_history(before) => {
                wording(
                    "是 2007 年公布条例的国务院令，条例已于 2019 年修订，应引用国令第711号".to_owned(),
                    "issued the regulation in 2007; it was revised in 2019 by 国令第711号, which should be cited"
                        .to_owned(),
                )
            }
            other if of_regulation && !REGULATION.contains(&other) => wording(
                "不是《中华人民共和国政府信息公开条例》的公布令，应为国令第711号".to_owned(),
                "is not the order that issued the regulation; it should be 国令第711号".to_owned(),
            ),
            _ => None,
        };
    };
    let names_form = near.contains("年度报告格式") || near.contains("年度报告有关事项");
    let pair = (year, number.number);
    if number.office != ISSUER {
        let looks_alike = number.office.starts_with("国办") && FORMS.contains(&pair) && names_form;
        return looks_alike.then(|| Wording {
            zh: format!("发文字号应为“{ISSUER}〔{year}〕{}号”", number.number),
            en: format!("should be {ISSUER}〔{year}〕{}号", number.number),
        });
    }
    let is_mixed =
        FORMS.iter().any(|&(_, known)| known == number.number) && FORMS.iter().any(|&(known, _)| known == year);
    let (form_2019, form_2021) = (report.form_id() == Some("2019"), report.form_id() == Some("2021"));
    match report.year {
        _ if !FORMS.contains(&pair) => (is_mixed || names_form).then(|| Wording {
            zh: format!("不是年度报告格式的文号（应为{ISSUER}〔2021〕30号；2019、2020 年度为{ISSUER}〔2019〕60号）"),
            en: format!(
                "is not the number of the report form ({ISSUER}〔2021〕30号; for 2019 and 2020 {ISSUER}〔2019〕60号)"
            ),
        }),
        // Where the form itself is of the other edition, that is told with the form.
        Some(of) if pair == FORMS[0] && of >= RENEWED && !form_2019 && !is_cited(Some(2021), 30) => wording(
            format!("的格式用于 2019、2020 年度，{of} 年度应引用{ISSUER}〔2021〕30号"),
            format!("is the form for 2019 and 2020; a report on {of} should cite {ISSUER}〔2021〕30号"),
        ),
        Some(of) if pair == FORMS[1] && of < RENEWED && !form_2021 && !is_cited(Some(2019), 60) => wording(
            format!("印发于 2021 年 9 月，其格式不用于 {of} 年度"),
            format!("was issued in September 2021 and is not the form for {of}"),
        ),
        _ => None,
    }
}

/// Whether the words before tell how the regulation came about, rather than what it is now.
fn is_history(before: &str) -> bool {
    ["修订", "修改", "原", "2007", "2008", "废止"].iter().any(|word| before.contains(word))
}

/// The parts of a number as it was typed; `None` where they are damaged.
fn parse(text: &str) -> Option<Number> {
    let plain: String = text.chars().map(fold_char).filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_suffix('号').unwrap_or(&plain);
    let digits = plain.len() - plain.bytes().rev().take_while(u8::is_ascii_digit).count();
    let number = plain[digits..].parse().ok()?;
    let head = plain[..digits].trim_end_matches('第');
    let Some(inside) = head.strip_suffix(')') else {
        let office = head.trim_end_matches('(');
        return office.ends_with('令').then(|| Number { office: office.to_owned(), year: None, number });
    };
    let (office, year) = inside.rsplit_once('(')?;
    Some(Number { office: office.to_owned(), year: Some(year.parse().ok()?), number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_apart() {
        let number = |office: &str, year, number| Some(Number { office: office.to_owned(), year, number });
        for (text, expected) in [
            ("国办公开办函〔2021〕30号", number("国办公开办函", Some(2021), 30)),
            ("國辦公開辦函[2019] 60號", number("国办公开办函", Some(2019), 60)),
            ("国令第711号", number("国令", None, 711)),
            ("国务院令(第711号", number("国务院令", None, 711)),
            ("粤府办〔2010〕第24号", number("粤府办", Some(2010), 24)),
            ("国办公开办函202130 号", None),
            ("芜政办秘〔2017121号", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
