//! The roster of units, read from the list that the office keeps: CSV in any of the encodings that Chinese offices use, or a
//! spreadsheet. What is wrong in it is told with the line, and then nothing of it holds.

mod columns;
mod list;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use self::columns::Columns;
use self::list::Row;
use super::Settings;
use super::origin::{Origin, Problem, SettingsError};
use crate::document::grids;
use crate::report::{Roster, RosterEntry};
use crate::rules::across::Options;
use crate::source::{self, Kind, Limits};
use crate::text::date;
use crate::text::fold::fold;
use crate::text::lang::Lang;

/// Words in the column of names that end a list and name no unit.
const SUMS: [&str; 5] = ["合计", "总计", "小计", "共计", "total"];

/// What stands between several names in one cell.
const BETWEEN: [char; 9] = ['、', '，', ',', ';', '；', '/', '／', '|', '\n'];

impl Settings {
    /// The units from which reports are expected; nothing where no list was named.
    ///
    /// # Errors
    /// With everything that is wrong in the list.
    pub fn read_roster(&self) -> Result<Option<Roster>, SettingsError> {
        self.roster.as_deref().map(|path| read(path, &self.limits).map_err(SettingsError)).transpose()
    }

    /// What a batch is compared with beside itself, but for what reviewers decided.
    ///
    /// # Errors
    /// With everything that is wrong in the list of units.
    pub fn comparison(&self) -> Result<Options, SettingsError> {
        Ok(Options { roster: self.read_roster()?, deadlines: self.deadlines.clone(), ..Options::default() })
    }
}

/// Reads a list.
fn read(path: &Path, limits: &Limits) -> Result<Roster, Vec<Problem>> {
    let whole = |zh: String, en: String| vec![Problem::new(Origin::whole(path), zh, en)];
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => whole(
            "没有这个单位名单文件，请核对路径。".to_owned(),
            "there is no such list of units; check the path".to_owned(),
        ),
        _ => whole(
            format!("单位名单无法读取（{error}），请检查权限。"),
            format!("the list of units cannot be read ({error}); check its permissions"),
        ),
    })?;
    let kind = source::kind(&bytes);
    let sheets = match kind {
        Kind::Text => list::of_text(&bytes).map(|rows| vec![rows]),
        Kind::Xlsx | Kind::Xls | Kind::Ods => grids(&bytes, kind, limits)
            .map(|sheets| sheets.into_iter().map(list::of_sheet).collect())
            .map_err(|unreadable| (unreadable.message(Lang::Zh), unreadable.message(Lang::En))),
        kind => Err((
            format!("单位名单应为 CSV 或电子表格（xlsx、xls、ods），而这个文件是{}。", kind.name(Lang::Zh)),
            format!("a list of units is CSV or a spreadsheet (xlsx, xls, ods); this is a {}", kind.name(Lang::En)),
        )),
    };
    roster(path, &sheets.map_err(|(zh, en)| whole(zh, en))?)
}

/// The roster in the first sheet that has a column of names.
fn roster(path: &Path, sheets: &[Vec<Row>]) -> Result<Roster, Vec<Problem>> {
    let mut reader = Reader { path, problems: Vec::new() };
    let found = sheets.iter().find_map(|rows| Some((rows, columns::find(rows)?)));
    let Some((rows, (head, columns))) = found else {
        let first = sheets.iter().flatten().next().map_or(0, |row| row.line);
        reader.complain(
            first,
            0,
            "没有找到写着单位名称的一栏；请在表头写“单位名称”，另可有“类别”“截止日期”“上级单位”“别名”等栏。".to_owned(),
            "no column of names was found; head it 单位名称 (others may be headed 类别, 截止日期, 上级单位, 别名)"
                .to_owned(),
        );
        return Err(reader.problems);
    };
    if let Some((line, column, header)) = columns.twice.first() {
        reader.complain(
            *line,
            *column,
            format!("有两栏都像“{header}”，不知用哪一栏；请改其中一栏的表头。"),
            format!("two columns look like {header}; head one of them otherwise"),
        );
        return Err(reader.problems);
    }
    let entries: Vec<(RosterEntry, u32)> =
        rows[head + 1..].iter().filter_map(|row| reader.entry(row, &columns)).collect();
    reader.doubles(&entries);
    if entries.is_empty() && reader.problems.is_empty() {
        let line = rows[head].line;
        reader.complain(
            line,
            0,
            "表头之下没有单位。".to_owned(),
            "there are no units below the head of the list".to_owned(),
        );
    }
    if reader.problems.is_empty() {
        Ok(Roster { entries: entries.into_iter().map(|(entry, _)| entry).collect() })
    } else {
        reader.problems.sort_by_key(|problem| match problem.origin {
            Origin::File { line, column, .. } => (line, column),
            _ => (0, 0),
        });
        Err(reader.problems)
    }
}

struct Reader<'p> {
    path: &'p Path,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn complain(&mut self, line: u32, column: u32, zh: String, en: String) {
        let origin = Origin::File { path: self.path.to_owned(), line: line as usize, column: column as usize + 1 };
        self.problems.push(Problem::new(origin, zh, en));
    }

    /// The unit of a row, with the column of its name.
    fn entry(&mut self, row: &Row, columns: &Columns) -> Option<(RosterEntry, u32)> {
        let text = |column: Option<u32>| column.and_then(|column| row.text(column)).unwrap_or_default();
        let name = text(Some(columns.name));
        if name.is_empty() {
            let others = [columns.kind, columns.deadline, columns.parent, columns.aliases];
            if others.into_iter().any(|column| !text(column).is_empty()) {
                self.complain(
                    row.line,
                    columns.name,
                    "这一行没有单位名称；请补上，或清空这一行。".to_owned(),
                    "this line names no unit; fill the name in, or clear the line".to_owned(),
                );
            }
            return None;
        }
        if SUMS.contains(&fold(name).base()) {
            return None;
        }
        let written = text(columns.deadline);
        let deadline = date::find(written, 0).map(|found| found.date);
        if let (None, false, Some(column)) = (deadline, written.is_empty(), columns.deadline) {
            self.complain(
                row.line,
                column,
                format!("“{name}”的截止日期“{written}”看不懂；请写成 2025-01-31 或 2025年1月31日。"),
                format!("the deadline {written} of {name} cannot be read; write it as 2025-01-31"),
            );
        }
        let kept = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let aliases = text(columns.aliases).split(BETWEEN).map(str::trim).filter(|alias| !alias.is_empty());
        let entry = RosterEntry {
            name: name.to_owned(),
            aliases: aliases.filter(|alias| *alias != name).map(str::to_owned).collect(),
            kind: kept(text(columns.kind)),
            deadline,
            parent: kept(text(columns.parent)),
            line: row.line,
        };
        Some((entry, columns.name))
    }

    /// Names that stand twice, among names and other names alike.
    fn doubles(&mut self, entries: &[(RosterEntry, u32)]) {
        let mut seen: HashMap<String, (usize, u32)> = HashMap::new();
        for (index, (entry, column)) in entries.iter().enumerate() {
            for name in entry.names() {
                let key = fold(name).base().to_owned();
                match seen.get(&key) {
                    Some(&(other, line)) if other != index => self.complain(
                        entry.line,
                        *column,
                        format!("“{name}”已在第 {line} 行；一个单位只列一行，同名的请写全称以示区别。"),
                        format!("{name} stands in line {line} already; list a unit once, and write units of one name in full"),
                    ),
                    Some(_) => {}
                    None => {
                        seen.insert(key, (index, entry.line));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Roster, Vec<String>> {
        let rows = list::of_text(text.as_bytes()).unwrap();
        let told = |problems: Vec<Problem>| problems.iter().map(|problem| problem.message(Lang::Zh)).collect();
        roster(Path::new("名单.csv"), &[rows]).map_err(told)
    }

    #[test]
    fn columns_are_found_by_their_heads() {
        let text = "\u{FEFF}某市年报报送单位名单,,,,,\n序号,单位名称（全称）,单位类别,报送期限,主管部门,曾用名\n\
            1,某市教育局,部门,2025年1月31日,,市教委、教育委员会\n\n2, 某某街道办事处 ,街道,2025-01-31,某区人民政府,\n,合计,2,,,\n";
        let roster = of(text).unwrap();
        let [first, second] = &roster.entries[..] else { panic!("{roster:?}") };
        assert_eq!((first.name.as_str(), first.line), ("某市教育局", 3));
        assert_eq!(first.aliases, ["市教委", "教育委员会"]);
        assert_eq!(first.deadline.unwrap().to_string(), "2025-01-31");
        assert_eq!((first.parent.as_deref(), first.kind.as_deref()), (None, Some("部门")));
        assert_eq!(
            (second.name.as_str(), second.parent.as_deref(), second.line),
            ("某某街道办事处", Some("某区人民政府"), 5)
        );
        for text in ["单位\n甲局\n", "名称;类别\n甲局;部门\n", "name\tkind\n甲局\t部门\n"] {
            assert_eq!(of(text).unwrap().entries[0].name, "甲局", "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, expected) in [
            ("序号,电话\n1,2\n", "文件“名单.csv”第 1 行第 1 列：没有找到写着单位名称的一栏"),
            ("单位名称,单位名称\n甲,乙\n", "第 1 行第 2 列：有两栏都像“单位名称”"),
            ("单位名称\n", "第 1 行第 1 列：表头之下没有单位"),
            ("单位名称,别名\n甲局,\n乙局,甲局\n", "第 3 行第 1 列：“甲局”已在第 2 行"),
            ("单位名称\n甲 局\n甲局\n", "第 3 行第 1 列：“甲局”已在第 2 行"),
            ("单位名称,期限\n甲局,一月底\n", "第 2 行第 2 列：“甲局”的截止日期“一月底”看不懂"),
            ("单位名称,类别\n,部门\n", "第 2 行第 1 列：这一行没有单位名称"),
        ] {
            let told = of(text).unwrap_err();
            assert!(told[0].contains(expected), "{told:?}");
        }
        assert_eq!(of("单位名称,期限\n甲,x\n甲,y\n").unwrap_err().len(), 3);
    }

    #[test]
    fn older_encodings_and_other_kinds_of_file_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("名单.csv");
        std::fs::write(
            &path,
            b"\xb5\xa5\xce\xbb\xc3\xfb\xb3\xc6,\xc0\xe0\xb1\xf0\n\xbd\xcc\xd3\xfd\xbe\xd6,\xb2\xbf\xc3\xc5\n",
        )
        .unwrap();
        let roster = read(&path, &Limits::default()).unwrap();
        assert_eq!((roster.entries[0].name.as_str(), roster.entries[0].kind.as_deref()), ("教育局", Some("部门")));
        std::fs::write(&path, b"%PDF-1.4\n").unwrap();
        let told = read(&path, &Limits::default()).unwrap_err();
        assert!(told[0].zh.contains("应为 CSV 或电子表格"), "{told:?}");
        let told = read(&folder.path().join("没有.csv"), &Limits::default()).unwrap_err();
        assert!(told[0].zh.contains("没有这个单位名单文件"), "{told:?}");
    }
}
