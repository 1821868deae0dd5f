//! Reports in a small notation, so that a case of a test is read at a glance.
//!
//! A case starts from a complete, clean report of one form and changes it line by line:
//!
//! ```text
//! requests.granted | 1 | 0 | 0 | 0 | 0 | 0 | 1      the cells of a row: a number, `/`, nothing for blank, `_` for not there
//! requests.granted.total = 2                        one cell
//! doubt requests.granted LostCells                  the cells of a row are doubtful
//! drop art20_5 | drop requests.granted              a table, or a row, is not there
//! other requests.granted.total = 3                  a further reading of a cell
//! edition art20_1 2021                              the table is of another edition, all zeros
//! title … | year … | period 2020-01-01 2020-12-31 | drop title, year, period, section problems, tables, form
//! label requests row 公开情况 > granted              a label that waits, with or without its field
//! unplaced requests 7 ExtraValues
//! damage DigitsLost 201711日 3                      words and line; line 0 for a table's first line: `@requests`
//! sum 10 = 3 + 7 | sum ~ 10 = 3 + 8                 stated in prose; ~ for approximate
//! prose 全年收到申请3件。 | prose …⏎…                what a text says, read by the program; ⏎ is the end of a line
//! printed requests 2
//! remark pictures 2 3 | remark hidden 底稿 | remark extension doc Html | remark cut, rescued, converted, frames a.html, recognised 2, uncoded 3 …
//! ```

use gouji::document::{Remark, Span};
use gouji::report::{
    Cell, Confidence, Damage, DamageKind, Doubt, Kind, Label, Mappings, Method, OtherReading, Period, Quoted, Report,
    SectionMark, SumClaim, SumPart, TableReading, Target, Unplaced,
};
use gouji::rules::RuleBook;
use gouji::schema::{Axis, CellId, Schema, TableRef};
use gouji::source;

/// A complete report of a form that breaks no rule, changed by the lines of a case.
#[must_use]
pub fn report(form: &str, changes: &str) -> Report {
    let mut report = clean(form);
    for line in changes.lines().map(str::trim).filter(|line| !line.is_empty()) {
        change(&mut report, line).unwrap_or_else(|| panic!("not understood: {line}"));
    }
    report
}

fn clean(form: &str) -> Report {
    let year = if form == "2008" { 2017 } else { form.parse().unwrap() };
    let form = Schema::get().form(form).unwrap();
    let date = |month, day| Some(jiff::civil::date(year, month, day));
    let sections = Schema::get().sections.iter().enumerate().map(|(at, section)| SectionMark {
        id: section.id,
        heading: section.label.to_owned(),
        source: vec![Span::line(10 * (at as u32 + 1))],
    });
    let mut report = Report {
        title: Some(Quoted {
            text: format!("某县人民政府{year}年政府信息公开工作年度报告"),
            source: vec![Span::line(1)],
        }),
        year: Some(i32::from(year)),
        year_source: vec![Span::line(1)],
        period: Some(Period { from: date(1, 1), to: date(12, 31), quote: String::new(), source: vec![Span::line(2)] }),
        form: Some(form),
        sections: sections.collect(),
        tables: Schema::get().tables().filter(|at| at.form == form).map(zeros).collect(),
        lines: 1000,
        ..Report::default()
    };
    if !report.tables.is_empty() {
        for row in ["new_received", "granted", "total_processed"] {
            assert!(change(&mut report, &format!("requests.{row} | 1 | 0 | 0 | 0 | 0 | 0 | 1")).is_some());
        }
    }
    report
}

fn zeros(at: TableRef) -> TableReading {
    let (rows, columns) = (at.get().rows.len(), at.get().columns.len());
    let cells = (0..rows * columns).map(|i| Some(cell("0", line(at, (i / columns) as u8), (i % columns) as u32 + 1)));
    TableReading {
        table: at,
        cells: cells.collect(),
        lines: (line(at, 0), line(at, rows as u8 - 1)),
        rows_found: vec![true; rows],
        printed: 1,
    }
}

fn line(at: TableRef, row: u8) -> u32 {
    100 * (u32::from(at.table) + 1) + u32::from(row)
}

fn cell(raw: &str, line: u32, column: u32) -> Cell {
    let (kind, value) = match raw {
        "" => (Kind::Blank, None),
        "/" | "-" => (Kind::Dash, None),
        _ => match raw.parse() {
            Ok(value) => (Kind::Number, Some(value)),
            Err(_) => (Kind::Text, None),
        },
    };
    Cell {
        raw: raw.to_owned(),
        kind,
        value,
        unit: None,
        confidence: Confidence { row: 1.0, column: 1.0, layout: 1.0, arithmetic: None },
        doubt: None,
        source: vec![Span::new(line, column, 1)],
        row_label: None,
        column_label: None,
    }
}

/// Changes a report by a line; `None` where the line is not understood.
pub fn change(report: &mut Report, line: &str) -> Option<()> {
    if let Some((id, values)) = line.split_once('|') {
        let id = id.trim();
        for (column, raw) in values.split('|').enumerate() {
            let (reading, row) = row_of(report, id)?;
            set(reading, row, column as u8, raw.trim());
        }
        return Some(());
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    match word {
        "drop" => drop_part(report, rest),
        "doubt" => {
            let (id, doubt) = rest.split_once(' ')?;
            let doubt = doubt_of(doubt)?;
            let (reading, row) = row_of(report, id)?;
            let columns = reading.table.get().columns.len();
            for cell in &mut reading.cells[usize::from(row) * columns..][..columns] {
                cell.as_mut()?.doubt = Some(doubt);
            }
            Some(())
        }
        "other" => {
            let (id, raw) = rest.split_once(" = ")?;
            let id = CellId::parse(report.form?, id)?;
            let cell = cell(raw, 900, 1);
            report.other_readings.push(OtherReading {
                cell: id,
                raw: cell.raw,
                value: cell.value,
                source: cell.source,
            });
            Some(())
        }
        "edition" => {
            let (id, form) = rest.split_once(' ')?;
            let form = Schema::get().form(form)?;
            let table = Schema::get().forms[usize::from(form)].table(id)?;
            *table_of(report, id)? = zeros(TableRef { form, table });
            Some(())
        }
        "title" => {
            report.title.as_mut()?.text = rest.to_owned();
            Some(())
        }
        "year" => {
            report.year = Some(rest.parse().ok()?);
            Some(())
        }
        "period" => {
            let (from, to) = rest.split_once(' ')?;
            let period = report.period.as_mut()?;
            (period.from, period.to) = (from.parse().ok(), to.parse().ok());
            Some(())
        }
        "label" => {
            let mut words = rest.split(' ');
            let table = table_of(report, words.next()?)?.table;
            let axis = Axis::parse(words.next()?)?;
            let observed = words.next()?.to_owned();
            let target = words.nth(1).and_then(|id| Target::find(table, axis, id));
            let (score, method) = if target.is_some() { (0.7, Method::Fuzzy) } else { (0.0, Method::None) };
            let source = vec![Span::line(line_of_table(table))];
            report.labels.push(Label {
                observed,
                nth: 0,
                table,
                axis,
                group: Vec::new(),
                target,
                score,
                method,
                needs_review: true,
                candidates: Vec::new(),
                taught: None,
                source,
            });
            Some(())
        }
        "unplaced" => {
            let mut words = rest.split(' ');
            let table = table_of(report, words.next()?)?.table;
            let raw = words.next()?.to_owned();
            let doubt = doubt_of(words.next()?)?;
            let source = vec![Span::line(line_of_table(table) + 1)];
            report.unplaced.push(Unplaced { raw, source, table: Some(table), after: "予以公开".to_owned(), doubt });
            Some(())
        }
        "damage" => {
            let mut words = rest.split(' ');
            let kind = damage_of(words.next()?)?;
            let quotes = vec![words.next()?.to_owned()];
            let place = words.next()?;
            let line = match place.strip_prefix('@') {
                Some(id) => table_of(report, id)?.lines.0,
                None => place.parse().ok()?,
            };
            report.damage.push(Damage { kind, quotes, source: vec![Span::line(line)] });
            Some(())
        }
        "sum" => {
            let (total, parts) = rest.split_once(" = ")?;
            let exact = total.trim_start_matches("~ ");
            let parts = parts.split(" + ").map(|part| {
                Some(SumPart { value: part.trim().parse().ok()?, of: String::new(), source: Span::new(4, 20, 1) })
            });
            report.sums.push(SumClaim {
                total: exact.parse().ok()?,
                total_source: Span::new(4, 10, 1),
                parts: parts.collect::<Option<_>>()?,
                unit: "条".to_owned(),
                quote: "其中".to_owned(),
                approximate: exact != total,
            });
            Some(())
        }
        "prose" => {
            tell(report, rest);
            Some(())
        }
        "remark" => {
            let mut words = rest.split(' ');
            let kind = words.next()?;
            let words: Vec<String> = words.map(str::to_owned).collect();
            let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
            report.remarks.push(match kind {
                "extension" => {
                    let kind = source::Kind::ALL.into_iter().find(|kind| format!("{kind:?}") == words[1])?;
                    Remark::Extension { extension: words[0].clone(), kind }
                }
                "pictures" => Remark::Pictures { pages: numbers },
                "embedded" => Remark::Embedded(numbers[0]),
                "uncalculated" => Remark::Uncalculated(words),
                "formatted" => Remark::Formatted(words),
                "hidden" => Remark::Hidden(words),
                "frames" => Remark::Frames(words),
                "recognised" => Remark::Recognised { pages: numbers },
                "uncoded" => Remark::Uncoded(numbers[0]),
                "cut" => Remark::Cut { setting: "limits.cells", limit: 200_000 },
                "rescued" => Remark::Rescued,
                "converted" => Remark::Converted,
                _ => return None,
            });
            Some(())
        }
        "printed" => {
            let (id, times) = rest.split_once(' ')?;
            table_of(report, id)?.printed = times.parse().ok()?;
            Some(())
        }
        _ => {
            let (id, raw) = line.split_once(" = ").or_else(|| Some((line.strip_suffix(" =")?, "")))?;
            let (row, column) = id.trim().rsplit_once('.')?;
            let (reading, row) = row_of(report, row)?;
            let column = reading.table.get().column(column)?;
            set(reading, row, column, raw.trim());
            Some(())
        }
    }
}

/// Gives a report the prose of a text.
pub fn tell(report: &mut Report, text: &str) {
    let year = report.year.unwrap_or(2021);
    let whole = format!("某县人民政府{year}年政府信息公开工作年度报告\n{}\n", text.replace('⏎', "\n"));
    let read = gouji::pipeline::analyse(
        whole.as_bytes(),
        "a.txt",
        &Default::default(),
        &Mappings::default(),
        RuleBook::standard(),
    )
    .report;
    report.facts = read.facts;
    report.statements = read.statements;
    report.rates = read.rates;
    report.parts = read.parts;
}

fn drop_part(report: &mut Report, what: &str) -> Option<()> {
    match what {
        "title" => report.title = None,
        "year" => report.year = None,
        "period" => report.period = None,
        "form" => report.form = None,
        "tables" => report.tables.clear(),
        "sections" => report.sections.clear(),
        _ => {
            if let Some(id) = what.strip_prefix("section ") {
                report.sections.retain(|mark| mark.id != id);
            } else if what.contains('.') {
                let (reading, row) = row_of(report, what)?;
                let columns = reading.table.get().columns.len();
                reading.cells[usize::from(row) * columns..][..columns].fill(None);
                reading.rows_found[usize::from(row)] = false;
            } else {
                table_of(report, what)?;
                report.tables.retain(|reading| reading.table.get().id != what);
            }
        }
    }
    Some(())
}

fn table_of<'r>(report: &'r mut Report, id: &str) -> Option<&'r mut TableReading> {
    report.tables.iter_mut().find(|reading| reading.table.get().id == id)
}

fn row_of<'r>(report: &'r mut Report, id: &str) -> Option<(&'r mut TableReading, u8)> {
    let (table, row) = id.split_once('.')?;
    let reading = table_of(report, table)?;
    let row = reading.table.get().row(row)?;
    Some((reading, row))
}

fn set(reading: &mut TableReading, row: u8, column: u8, raw: &str) {
    let columns = reading.table.get().columns.len();
    let line = line(reading.table, row);
    reading.cells[usize::from(row) * columns + usize::from(column)] =
        (raw != "_").then(|| cell(raw, line, u32::from(column) + 1));
}

fn line_of_table(at: TableRef) -> u32 {
    line(at, 0)
}

fn doubt_of(word: &str) -> Option<Doubt> {
    let all = [
        Doubt::LostCells,
        Doubt::ExtraValues,
        Doubt::LabelUncertain,
        Doubt::ColumnsUnsettled,
        Doubt::ReadingsDiffer,
        Doubt::CutOff,
        Doubt::MappedTwice,
        Doubt::LinesRemoved,
    ];
    all.into_iter().find(|doubt| format!("{doubt:?}") == word)
}

fn damage_of(word: &str) -> Option<DamageKind> {
    let all = [
        DamageKind::DigitsLost,
        DamageKind::RepeatedLinesRemoved,
        DamageKind::Mojibake,
        DamageKind::InvalidBytes,
        DamageKind::CutInTable,
    ];
    all.into_iter().find(|kind| format!("{kind:?}") == word)
}

/// Holds a text against a file beside this one.
pub fn expect(name: &str, text: &str) {
    crate::common::expect::expect(&format!("tests/suite/rules/{name}"), text);
}
