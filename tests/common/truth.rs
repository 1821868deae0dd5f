//! What the reports of `fixtures/batch` truly say, read from `fixtures/truth`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::report::{Cell, Kind};
use rust_decimal::Decimal;
use serde::Deserialize;

/// What a report truly says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// Part of the unit's name.
    pub unit_contains: String,
    /// The report year.
    pub year: i32,
    /// The form's id, or null where none can be recognised.
    pub form: Option<String>,
    /// The edition of each table, where editions are mixed.
    #[serde(default)]
    pub table_forms: BTreeMap<String, String>,
    /// The machine's status.
    pub status: Option<String>,
    /// No finding of severity error may be raised beyond those listed.
    #[serde(default)]
    pub only_errors: bool,
    /// Findings that must be raised.
    pub findings: Vec<ExpectedFinding>,
    /// Rules that must not raise a finding.
    #[serde(default)]
    pub never: Vec<String>,
    /// Cells that must be read, and vouched for.
    pub cells: BTreeMap<String, Value>,
    /// Units of cells.
    #[serde(default)]
    pub units: BTreeMap<String, String>,
    /// Cells that may be missed or doubtful; where they are vouched for, this is what they say.
    #[serde(default)]
    pub uncertain: BTreeMap<String, Value>,
    /// Cells that must be doubtful or missed.
    #[serde(default)]
    pub doubtful: Vec<String>,
    /// Cells that the document does not have; they must not be vouched for.
    #[serde(default)]
    pub absent: Vec<String>,
    /// Labels and the fields they stand for.
    #[serde(default)]
    pub labels: Vec<ExpectedLabel>,
    /// Figures that the prose states.
    #[serde(default)]
    pub facts: BTreeMap<String, serde_json::Number>,
}

/// A finding that must be raised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFinding {
    /// Rule id.
    pub rule: String,
    /// Any severity where it is not given.
    pub severity: Option<String>,
    /// Cells that the finding must name.
    #[serde(default)]
    pub cells: Vec<String>,
    /// Tables that the findings of the rule must name between them.
    #[serde(default)]
    pub tables: Vec<String>,
    /// A line that it must point to.
    pub line: Option<u32>,
}

/// A label and the field it stands for; none for what is no field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedLabel {
    /// Its text as it stands.
    pub observed: String,
    /// Id of the table.
    pub table: String,
    /// Row, column, table or group.
    pub axis: String,
    /// Id of the field.
    pub canonical: Option<String>,
}

/// A number, or what stands there instead.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// The number.
    Number(serde_json::Number),
    /// `blank`, `dash` or `text`.
    Kind {
        /// The kind's id.
        kind: String,
    },
}

impl Value {
    /// Whether a cell was read as this.
    pub fn agrees(&self, cell: &Cell) -> bool {
        match self {
            Self::Number(number) => cell.kind == Kind::Number && cell.value == Some(decimal(number)),
            Self::Kind { kind } => cell.kind.id() == kind && cell.value.is_none(),
        }
    }

    /// How it is told.
    pub fn words(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Kind { kind } => kind.clone(),
        }
    }
}

/// A truth's number, exactly.
pub fn decimal(number: &serde_json::Number) -> Decimal {
    number.to_string().parse().expect("a truth's numbers are plain decimals")
}

/// Every file under a folder, in order.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            found.extend(files_under(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A folder of the fixtures.
pub fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

/// `batch/部门/x.txt` and `truth/部门/x.txt.json` belong together.
fn truth_path(report: &Path) -> PathBuf {
    let name = report.strip_prefix(fixtures("batch")).expect("a report of the batch");
    let mut path = fixtures("truth").join(name).into_os_string();
    path.push(".json");
    path.into()
}

/// A report of the batch with its truth.
pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
    pub truth: Truth,
}

/// Every report of the batch.
///
/// # Panics
/// Where a report has no truth, or a truth does not parse.
pub fn cases() -> Vec<Case> {
    let read = |path: PathBuf| {
        let name = path.strip_prefix(fixtures("batch")).expect("a report of the batch").display().to_string();
        let text = fs::read_to_string(truth_path(&path));
        let text = text.unwrap_or_else(|_| panic!("{name} has no truth at {}", truth_path(&path).display()));
        let truth =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("the truth of {name} does not parse: {error}"));
        Case { name, bytes: fs::read(&path).expect("the report can be read"), truth }
    };
    files_under(&fixtures("batch")).into_iter().map(read).collect()
}
