//! One canonical report as a web page in every style and encoding: every cell is read and vouched for.

#[allow(dead_code)]
use crate::common::compare::tally;
use crate::common::figures::{Figures, Flavour};
use crate::common::markup::STYLES;
use crate::common::sheet::Sheet;
use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::source::Kind;

/// The page in GB18030, as its declaration may say. Every character of the reports is one of two bytes or ASCII.
fn gb18030(page: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(page.trim_start_matches('\u{feff}')).0.into_owned()
}

/// The page as the one part of a web archive, every byte beyond ASCII written in hexadecimal.
fn archive(page: &[u8]) -> Vec<u8> {
    let mut body = String::new();
    let mut column = 0;
    for &byte in page {
        let written = match byte {
            b'\n' => "\r\n".to_owned(),
            b'\r' => String::new(),
            b'=' | 0x80.. => format!("={byte:02X}"),
            byte => char::from(byte).to_string(),
        };
        column = if byte == b'\n' { 0 } else { column + written.len() };
        if column > 72 {
            body += "=\r\n";
            column = written.len();
        }
        body += &written;
    }
    format!(
        "From: <由 Microsoft Internet Explorer 5 保存>\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_NextPart\"\r\n\r\nThis is a multi-part message.\r\n\r\n------=_NextPart\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: file://C:\\a.htm\r\n\r\n{body}\r\n------=_NextPart--\r\n"
    )
    .into_bytes()
}

#[test]
fn every_cell_of_every_page_is_read() {
    let mut complaints = String::new();
    for (form, year) in [("2019", 2019), ("2021", 2022)] {
        for flavour in Flavour::ALL {
            let sheet = Sheet::new(year, &Figures::new(form, flavour, 7));
            for style in STYLES {
                let page = (style.print)(&sheet);
                let mut ways = vec![("UTF-8", page.clone().into_bytes(), "UTF-8")];
                if flavour == Flavour::Distinct {
                    ways.push(("GB18030", gb18030(&page), "GB18030"));
                    ways.push(("archive", archive(&gb18030(&page)), "GB18030"));
                }
                for (way, bytes, encoding) in ways {
                    let analysis =
                        analyse(&bytes, "a", &Default::default(), &Mappings::default(), RuleBook::standard());
                    let kind = if way == "archive" { Kind::Mht } else { Kind::Html };
                    let tally = tally(&sheet, &analysis);
                    let case = format!("{} · {way} · {flavour:?} · form {form}", style.name);
                    if analysis.kind != kind || analysis.encoding != encoding {
                        complaints += &format!("{case}: {:?} {}\n", analysis.kind, analysis.encoding);
                    }
                    for line in tally.wrong.iter().chain(&tally.unsure).take(4) {
                        complaints += &format!("{case}: {line}\n");
                    }
                    let title = format!("云岭县民政局{year}年政府信息公开工作年度报告");
                    if analysis.report.title.as_ref().map(|title| title.text.as_str()) != Some(&title) {
                        complaints += &format!("{case}: title {:?}\n", analysis.report.title);
                    }
                    if !analysis.report.remarks().is_empty() {
                        complaints += &format!("{case}: {:?}\n", analysis.report.remarks());
                    }
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}
