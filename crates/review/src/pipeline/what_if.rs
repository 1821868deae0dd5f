//! What a decision about a label would change in a report, without making it.
//!
//! A file is understood once and judged twice, under the mappings that it has and under those that it would have; the
//! two are compared cell by cell and check by check. Nothing is recorded here.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::report::{LabelKey, Mapping, Mappings, Report, Target};
use crate::rules::{Check, Outcome, RuleBook, Status, Tried, Verdict};
use crate::source::{self, SourceFile};

use super::batch::pool;
use super::understand;

/// A check that comes out otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flip {
    /// Rule id.
    pub rule: &'static str,
    /// What came of it before.
    pub before: Outcome,
    /// What comes of it afterwards.
    pub after: Outcome,
}

/// How a report differs from itself under other mappings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Cells that have another value, or none, or one where there was none.
    pub cells: u32,
    /// Checks that come out otherwise, in the order of the checks.
    pub flips: Vec<Flip>,
    /// The machine's status before and after.
    pub status: (Status, Status),
}

/// What a decision would change in one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// The report's row in the batch.
    pub row: usize,
    /// `blake3:…` of the bytes that were weighed.
    pub digest: String,
    /// The field that the label stands for there without the decision.
    pub proposed: Option<String>,
    /// What would be otherwise.
    pub change: Change,
}

impl Change {
    /// Whether neither a cell nor a check nor the status differs.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.cells == 0 && self.flips.is_empty() && self.status.0 == self.status.1
    }
}

/// Compares a report with itself under other mappings.
#[must_use]
pub fn compare(before: (&Report, &Verdict), after: (&Report, &Verdict)) -> Change {
    let raw = |report: &Report, id| report.cell(id).map(|cell| cell.raw.clone());
    let altered = after.0.cells().filter(|(id, cell)| before.0.cell(*id).is_none_or(|old| old.raw != cell.raw)).count();
    let lost = before.0.cells().filter(|(id, _)| raw(after.0, *id).is_none()).count();
    let (old, new) = (&before.1.checks, &after.1.checks);
    let outcome = |place: usize, check: &Check| {
        let same_place = old.get(place).filter(|old| is_same(old, check));
        same_place.or_else(|| old.iter().find(|old| is_same(old, check))).map(|old| old.outcome)
    };
    let flips = new.iter().enumerate().filter_map(|(place, check)| {
        let before = outcome(place, check).unwrap_or(Outcome::NotApplicable);
        (before != check.outcome).then_some(Flip { rule: check.rule, before, after: check.outcome })
    });
    Change { cells: (altered + lost) as u32, flips: flips.collect(), status: (before.1.status, after.1.status) }
}

fn is_same(one: &Check, other: &Check) -> bool {
    one.rule == other.rule
        && match (one.tried, other.tried) {
            (Tried::Relation(one), Tried::Relation(other)) => std::ptr::eq(one, other),
            (one, other) => one == other,
        }
}

/// What a decision would change in one file under the mappings that it has; `None` where it does not have the label, or its
/// edition of the form does not have the field.
#[must_use]
pub fn impact(
    file: &SourceFile,
    row: usize,
    mappings: &Mappings,
    (key, mapping): (&LabelKey, &Mapping),
    book: &RuleBook,
) -> Option<Impact> {
    let bytes = source::read(file).ok()?;
    // A file on which the program fails is a row with that reason already, and has no labels.
    let weighed = panic::catch_unwind(AssertUnwindSafe(|| weigh_bytes(&bytes, file, mappings, (key, mapping), book)));
    let (proposed, change) = weighed.ok()??;
    Some(Impact { row, digest: source::digest(&bytes), proposed, change })
}

fn weigh_bytes(
    bytes: &[u8],
    file: &SourceFile,
    mappings: &Mappings,
    (key, mapping): (&LabelKey, &Mapping),
    book: &RuleBook,
) -> Option<(Option<String>, Change)> {
    let understood = understand(bytes, &file.name, &file.limits).ok()?;
    let label = understood.extraction.labels.iter().find(|label| label.key() == *key)?;
    if let Mapping::Field(field) = mapping {
        Target::find(label.table, label.axis, field)?;
    }
    let mut decided = mappings.clone();
    decided.decided.insert(key.clone(), mapping.clone());
    let before = understood.clone().judge(mappings, book);
    let after = understood.judge(&decided, book);
    let proposed = before.report.labels.iter().find(|label| label.key() == *key).and_then(|label| label.target);
    let change = compare((&before.report, &before.verdict), (&after.report, &after.verdict));
    Some((proposed.map(|target| target.canonical().to_owned()), change))
}

/// Weighs a decision on many files on all cores, each under the mappings that it has. Every file is handed on as soon as it
/// was weighed, from several threads at once; files not yet begun are left out once `stop` is set.
pub fn weigh(
    files: &[SourceFile],
    rows: &[(usize, Mappings)],
    question: (&LabelKey, &Mapping),
    book: &RuleBook,
    each: &(dyn Fn(Option<Impact>) + Sync),
    stop: &AtomicBool,
) {
    let next = AtomicUsize::new(0);
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let Some((row, mappings)) = rows.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
            each(files.get(*row).and_then(|file| impact(file, *row, mappings, question, book)));
        }
    };
    match pool() {
        Some(pool) => drop(pool.broadcast(|_| work())),
        None => work(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::Mutex;

    use super::*;
    use crate::rules::Severity;
    use crate::schema::Axis;

    fn file(name: &str) -> SourceFile {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/batch").join(name);
        SourceFile::new(path, name.to_owned(), 0)
    }

    fn column(observed: &str) -> LabelKey {
        let group = vec!["法人或其他组织".to_owned()];
        LabelKey { table: "requests".to_owned(), axis: Axis::Column, group, observed: observed.to_owned(), nth: 0 }
    }

    const WITH_TYPO: &str = "昭通市政务服务管理局2018.txt";

    #[test]
    fn only_a_report_that_has_the_label_is_changed() {
        let field = |id: &str| Mapping::Field(id.to_owned());
        let none = Mappings::default();
        let weigh = |name: &str, observed: &str, mapping: &Mapping| {
            impact(&file(name), 3, &none, (&column(observed), mapping), RuleBook::standard())
        };
        // Confirmed as proposed: nothing moves.
        let confirmed = weigh(WITH_TYPO, "商业机构", &field("org_enterprise")).unwrap();
        assert_eq!((confirmed.row, confirmed.change.cells), (3, 0));
        assert_eq!(confirmed.proposed.as_deref(), Some("org_enterprise"));
        // Left out: its values leave the table, and what is added up over them can no longer be told.
        let left_out = weigh(WITH_TYPO, "商业机构", &Mapping::NotAField).unwrap();
        assert!(left_out.change.cells > 10, "{left_out:?}");
        assert!(
            left_out.change.flips.iter().any(|flip| flip.rule == "requests.row_sum" && flip.after != Outcome::Holds)
        );
        assert!(left_out.digest.starts_with("blake3:"));
        for (name, observed, mapping) in [
            ("思茅区人民政府2019.txt", "商业机构", field("org_enterprise")),
            (WITH_TYPO, "商业机构", field("no_such_field")),
            ("没有这份.txt", "商业机构", field("org_enterprise")),
        ] {
            assert_eq!(weigh(name, observed, &mapping), None, "{name} {observed}");
        }
    }

    /// What the reader remarks counts in the list, so it must count where a decision is weighed.
    #[test]
    fn the_status_weighed_is_the_status_that_the_list_shows() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.html");
        let text = std::fs::read_to_string(file("部门/云岭市自然资源局2022.txt").path).unwrap();
        let lines: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
        std::fs::write(&path, format!("<html><body>{lines}<p style='display:none'>底稿：以下各数为本局办公室内部核对所用，不对外公布，与正式报告有出入的，以正式报告为准；收到申请 128 件，答复 127 件，结转 1 件。</p></body></html>")).unwrap();
        let file = SourceFile::new(path, "a.html".to_owned(), 0);
        let (book, none) = (RuleBook::standard(), Mappings::default());
        let opened = crate::pipeline::open(&file, &none, book);
        let warnings = opened.analysis.verdict.findings.iter().filter(|finding| finding.severity > Severity::Info);
        assert_eq!(warnings.map(|finding| finding.rule).collect::<Vec<_>>(), ["file.hidden"]);
        let label = opened.analysis.report.labels.iter().find(|label| label.target.is_some()).unwrap();
        let confirmed = Mapping::Field(label.target.unwrap().canonical().to_owned());
        let weighed = impact(&file, 0, &none, (&label.key(), &confirmed), book).unwrap();
        assert_eq!(weighed.change.status, (Status::Warning, Status::Warning));
    }

    #[test]
    fn a_decision_that_stands_already_is_weighed_against() {
        let key = column("商业机构");
        let standing = Mappings::from(BTreeMap::from([(key.clone(), Mapping::NotAField)]));
        let field = Mapping::Field("org_enterprise".to_owned());
        let back = impact(&file(WITH_TYPO), 0, &standing, (&key, &field), RuleBook::standard()).unwrap();
        assert_eq!(back.proposed, None);
        assert!(back.change.cells > 10);
    }

    #[test]
    fn every_file_is_weighed_once() {
        let files = [file(WITH_TYPO), file("思茅区人民政府2019.txt"), file(WITH_TYPO)];
        let rows: Vec<(usize, Mappings)> = (0..3).map(|row| (row, Mappings::default())).collect();
        let seen = Mutex::new(Vec::new());
        let each = |impact: Option<Impact>| seen.lock().unwrap().push(impact.map(|impact| impact.row));
        let book = RuleBook::standard();
        weigh(&files, &rows, (&column("商业机构"), &Mapping::NotAField), book, &each, &AtomicBool::new(false));
        let mut seen = seen.into_inner().unwrap();
        seen.sort_unstable();
        assert_eq!(seen, [None, Some(0), Some(2)]);
        let each = |_| panic!("nothing is begun after a stop");
        weigh(&files, &rows, (&column("商业机构"), &Mapping::NotAField), book, &each, &AtomicBool::new(true));
    }
}
