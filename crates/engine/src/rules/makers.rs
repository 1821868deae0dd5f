//! 规章 reported by units that cannot make any.

use crate::report::{Body, Level, Report, UnitKind};
use crate::rules::board::Board;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, names};
use crate::schema::CellId;

/// One finding for all figures of the row.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    let report = board.report;
    let Some(kind) = report.unit_kind().filter(|kind| kind.may_make_rules() == Some(false)) else { return };
    let Some(reading) = report.table_by_id("art20_1") else { return };
    let Some(row) = reading.table.get().row("regulations") else { return };
    let filled: Vec<CellId> = (0..reading.table.get().columns.len() as u8)
        .map(|column| reading.table.cell(row, column))
        .filter(|&id| board.slot(id).value().is_some_and(|value| value > 0.into()))
        .collect();
    if filled.is_empty() {
        return;
    }
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for &id in &filled {
        let value = board.slot(id).value().unwrap_or_default();
        let column = names::column(reading.table, id.column);
        zh.push(format!("“{column}”{value}"));
        en.push(format!("“{column}” {value}"));
    }
    let (unit, what) = (unit(report), words(kind));
    let mut finding = finding(
        "disclosure.rules_maker",
        format!(
            "{}“规章”行填有{}，但{unit}是{}，没有规章制定权；内部规章制度和其他文件不计入“规章”。",
            names::table(reading.table).zh,
            zh.join("、"),
            what.zh
        ),
        format!(
            "{}, row “规章”, has {}, but {unit} is {} and cannot make 规章; internal rules and other documents do not count.",
            names::table(reading.table).en,
            en.join(", "),
            what.en
        ),
    );
    finding.source = filled
        .iter()
        .filter_map(|&id| report.cell(id))
        .flat_map(|cell| cell.source.iter().copied())
        .chain(report.unit.iter().flat_map(|unit| unit.source.iter().copied()))
        .collect();
    finding.cells = filled;
    findings.push(finding);
}

fn unit(report: &Report) -> &str {
    let named = [&report.unit, &report.signed_by].into_iter().flatten();
    named.map(|unit| unit.text.trim()).find(|name| UnitKind::of(name).is_some()).unwrap_or("本单位")
}

/// What the unit is, as a reason.
fn words(kind: UnitKind) -> Wording {
    let (zh, en) = match (kind.body, kind.level) {
        (Body::Street, _) => ("街道办事处", "a subdistrict office"),
        (Body::Government | Body::GovernmentOffice, Some(Level::Township)) => {
            ("乡镇人民政府", "the government of a township")
        }
        (Body::Government | Body::GovernmentOffice, _) => ("县级人民政府", "the government of a county or district"),
        (Body::Committee, _) => ("开发区等的管理机构", "the administration of a zone"),
        (Body::Department, _) => ("地方人民政府的部门", "a department of a local government"),
    };
    Wording { zh: zh.to_owned(), en: en.to_owned() }
}
