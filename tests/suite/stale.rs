//! Files rewritten between two runs: what is kept, what is asked again, and that nothing is ever applied silently.
//!
//! A real folder, the real engine and a real journal; every run finds, reads and analyses the files anew.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::pipeline::{self, Opened};
use gouji::report::{Label, LabelKey, Mapping, Method};
use gouji::review::{
    CellNow, Decision, FindingKey, FindingNow, FindingState, Journal, NewEvent, NoteOn, Present, ReviewState, Stale,
    StaleMatter, State, Subject,
};
use gouji::rules::{Outcome, RuleBook};
use gouji::source;

const LABELS: &str = "昭通市政务服务管理局2018.txt";
const VALUES: &str = "思茅区人民政府2019.txt";
const NATURAL: &str = "requests.new_received.natural_person";

/// A batch on disk and the state of its journal.
struct Desk {
    folder: tempfile::TempDir,
    state: State,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in [LABELS, VALUES] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch").join(name);
            fs::copy(from, folder.path().join(name)).unwrap();
        }
        Self { folder, state: State::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Opens a file as a run does, with the decisions in force.
    fn open(&self, name: &str) -> Opened {
        let batch = source::find(&[self.folder.path().to_owned()], &Default::default()).unwrap();
        let file = batch.files.iter().find(|file| file.name == name).unwrap();
        pipeline::open(file, &self.state.mappings(name), RuleBook::standard())
    }

    /// Records decisions as one act, and begins the next run: the state is read from the journal again.
    fn record(&mut self, name: &str, decisions: Vec<Decision>) {
        let digest = self.open(name).digest;
        let subject = Subject { path: name.to_owned(), digest };
        let event = |decision| NewEvent { reviewer: "王晓".to_owned(), subject: subject.clone(), decision };
        let dir = self.folder.path().join(".gouji");
        Journal::open(&dir).unwrap().append_all(&decisions.into_iter().map(event).collect::<Vec<_>>()).unwrap();
        self.state = State::fold(&Journal::open_read_only(&dir).unwrap().since(0).unwrap());
    }

    /// The unit sends the file again.
    fn rewrite(&self, name: &str, change: impl Fn(String) -> String) {
        let before = fs::read_to_string(self.path(name)).unwrap();
        let after = change(before.clone());
        assert!(after != before, "the change changes something");
        fs::write(self.path(name), after).unwrap();
    }

    fn stale(&self, name: &str) -> Vec<Stale> {
        let Opened { digest, analysis, .. } = self.open(name);
        let (report, verdict) = (&analysis.report, &analysis.verdict);
        self.state.stale(&Present { path: name, digest: &digest, report, verdict })
    }

    fn label(&self, name: &str, observed: &str) -> Label {
        let labels = self.open(name).analysis.report.labels;
        labels.into_iter().find(|label| label.observed == observed).unwrap_or_else(|| panic!("no label {observed}"))
    }

    fn finding(&self, name: &str, rule: &str, cell: &str) -> FindingKey {
        let Opened { analysis, .. } = self.open(name);
        let keys = analysis.verdict.findings.iter().map(|finding| FindingKey::of(finding, &analysis.report));
        let mut keys = keys.filter(|key| key.rule == rule && key.cells().contains(cell));
        keys.next().unwrap_or_else(|| panic!("no finding {rule} on {cell}"))
    }
}

fn map(key: LabelKey, field: &str) -> Decision {
    Decision::MapLabel { key, proposed: None, mapping: Some(Mapping::Field(field.to_owned())) }
}

fn judge(key: &FindingKey, state: FindingState) -> Decision {
    Decision::JudgeFinding { key: key.clone(), state, reason: "已核".to_owned() }
}

fn pass() -> Decision {
    Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None }
}

/// Puts another value into the line under the first one that is exactly `label`.
fn set_value(text: String, label: &str, from: &str, to: &str) -> String {
    let before = format!("\n{label}\n|\n{from}\n");
    assert!(text.contains(&before), "{label}");
    text.replacen(&before, &format!("\n{label}\n|\n{to}\n"), 1)
}

#[test]
fn decisions_outlive_lines_that_move() {
    let mut desk = Desk::new();
    let balance = desk.finding(VALUES, "requests.balance", NATURAL);
    let cell = NoteOn::Cell { cell: NATURAL.to_owned(), raw: Some("3".to_owned()) };
    let note = |on: &NoteOn| Decision::Note { on: on.clone(), text: "已电话核实".to_owned() };
    let on_finding = NoteOn::Finding(balance.clone());
    desk.record(
        VALUES,
        vec![judge(&balance, FindingState::Dismissed), note(&cell), note(&on_finding), note(&NoteOn::Report), pass()],
    );
    let key = desk.label(LABELS, "商业机构").key();
    desk.record(LABELS, vec![map(key.clone(), "org_enterprise")]);
    assert_eq!((desk.stale(VALUES), desk.stale(LABELS)), (Vec::new(), Vec::new()));

    for name in [VALUES, LABELS] {
        desk.rewrite(name, |text| format!("\n\n{text}"));
    }
    assert_eq!(desk.label(LABELS, "商业机构").method, Method::Reviewer);
    assert_eq!(desk.stale(LABELS), []);
    // All of the evidence is there; what was passed is the file, and that is another one now.
    let stale = desk.stale(VALUES);
    assert!(matches!(&stale[..], [Stale { matter: StaleMatter::Review { .. }, .. }]), "{stale:#?}");
    assert_eq!(desk.finding(VALUES, "requests.balance", NATURAL), balance);
    assert_eq!(desk.state.finding(VALUES, &balance).state, FindingState::Dismissed);
}

#[test]
fn a_state_on_another_content_is_asked_again_with_what_was_seen() {
    let mut desk = Desk::new();
    desk.record(VALUES, vec![pass()]);
    desk.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "3", "4"));
    let [stale] = &desk.stale(VALUES)[..] else { panic!("one") };
    let now = match &stale.matter {
        StaleMatter::Review { state: ReviewState::Passed, seen: None, now, .. } => *now,
        other => panic!("{other:#?}"),
    };
    assert!(now.errors > 0 && stale.asks());
    assert_eq!(
        stale.renew(),
        Some(Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: Some(now) })
    );

    let renewed = stale.take_over();
    desk.record(VALUES, renewed);
    assert_eq!(desk.stale(VALUES), []);
    assert_eq!(desk.state.review(VALUES, None).state, ReviewState::Passed);

    desk.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "4", "5"));
    let [stale] = &desk.stale(VALUES)[..] else { panic!("one") };
    assert!(matches!(stale.matter, StaleMatter::Review { seen: Some(seen), .. } if seen == now));
    desk.record(VALUES, vec![stale.withdraw()]);
    assert_eq!(desk.stale(VALUES), []);
    assert_eq!(desk.state.review(VALUES, None).state, ReviewState::Open);
}

#[test]
fn a_label_spelt_otherwise_is_another_label() {
    let mut desk = Desk::new();
    let machine = desk.label(LABELS, "采购金额");
    let proposed = machine.target.unwrap().canonical();
    let other = "item_count";
    let other = gouji::report::Target::choices(machine.table, machine.axis)
        .into_iter()
        .map(gouji::report::Target::canonical)
        .find(|&field| field != proposed && field != other)
        .unwrap();
    // A mapping that nobody but a person would make, so that it would be seen if it acted.
    desk.record(LABELS, vec![map(machine.key(), other)]);
    assert_eq!(desk.label(LABELS, "采购金额").target.unwrap().canonical(), other);

    desk.rewrite(LABELS, |text| text.replace("采购金额", "采购金額数"));
    let label = desk.label(LABELS, "采购金額数");
    assert!(label.method != Method::Reviewer && label.target.map(gouji::report::Target::canonical) != Some(other));
    let stale = desk.stale(LABELS);
    let [Stale { matter: StaleMatter::Mapping { key, mapping, now, .. }, .. }] = &stale[..] else {
        panic!("{stale:#?}")
    };
    assert_eq!((key, mapping), (&machine.key(), &Mapping::Field(other.to_owned())));
    assert!(!now.is_empty(), "what stands there now is told");

    desk.record(LABELS, vec![stale[0].withdraw()]);
    assert_eq!(desk.stale(LABELS), []);
    assert_eq!(desk.state.mappings(LABELS).decided.len(), 0);
}

#[test]
fn a_mapping_is_taken_over_onto_the_label_that_stands_for_the_same_field() {
    let mut desk = Desk::new();
    let key = desk.label(LABELS, "商业机构").key();
    desk.record(LABELS, vec![map(key.clone(), "org_enterprise")]);
    desk.rewrite(LABELS, |text| text.replace("商业机构", "商业机构体"));
    let new = desk.label(LABELS, "商业机构体");
    assert!(new.needs_review && new.method != Method::Reviewer, "it is asked again: {new:?}");
    let [stale] = &desk.stale(LABELS)[..] else { panic!("one") };
    let StaleMatter::Mapping { now, .. } = &stale.matter else { panic!("{stale:#?}") };
    assert_eq!(now.iter().map(|label| &label.key).collect::<Vec<_>>(), [&new.key()]);
    let renewed = stale.take_over();
    assert_eq!(renewed.len(), 2);
    desk.record(LABELS, renewed);
    assert_eq!(desk.stale(LABELS), []);
    assert_eq!(desk.label(LABELS, "商业机构体").method, Method::Reviewer);

    // The first spelling comes back: it was withdrawn, so it is asked of again and no old word of it acts.
    desk.rewrite(LABELS, |text| text.replace("商业机构体", "商业机构"));
    assert_ne!(desk.label(LABELS, "商业机构").method, Method::Reviewer);
    assert_eq!(desk.stale(LABELS).len(), 1);
}

#[test]
fn a_label_put_right_leaves_nothing_to_take_over() {
    let mut desk = Desk::new();
    let key = desk.label(LABELS, "商业机构").key();
    desk.record(LABELS, vec![map(key, "org_enterprise")]);
    desk.rewrite(LABELS, |text| text.replace("商业机构", "商业企业"));
    let [stale] = &desk.stale(LABELS)[..] else { panic!("one") };
    let StaleMatter::Mapping { now, .. } = &stale.matter else { panic!("{stale:#?}") };
    assert!(now.len() == 1 && now[0].key.observed == "商业企业" && !now[0].waits, "{now:?}");
    assert_eq!((stale.renew(), stale.take_over()), (None, Vec::new()));
}

#[test]
fn a_finding_on_other_values_is_open_until_it_is_judged_again() {
    let mut desk = Desk::new();
    let old = desk.finding(VALUES, "requests.balance", NATURAL);
    desk.record(VALUES, vec![judge(&old, FindingState::Dismissed)]);
    desk.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "3", "4"));
    let new = desk.finding(VALUES, "requests.balance", NATURAL);
    assert!(new != old);
    assert_eq!(desk.state.finding(VALUES, &new).state, FindingState::Open, "the old judgement hides nothing");
    let [stale] = &desk.stale(VALUES)[..] else { panic!("one") };
    let StaleMatter::Finding { key, state, now, .. } = &stale.matter else { panic!("{stale:#?}") };
    assert_eq!((key, state, now), (&old, &FindingState::Dismissed, &FindingNow::Found(new.clone())));
    assert_eq!(stale.renew(), Some(judge(&new, FindingState::Dismissed)));

    // Judged anew on the new values, the old judgement asks no more; a later one on other values takes its place.
    let mut judged = Desk { folder: desk.folder, state: desk.state };
    judged.record(VALUES, vec![judge(&new, FindingState::Real)]);
    let [stale] = &judged.stale(VALUES)[..] else { panic!("one") };
    assert!(!stale.asks() && stale.answered == Some(2));
    judged.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "4", "9"));
    let asking: Vec<u8> = judged.stale(VALUES).iter().map(|stale| u8::from(stale.asks())).collect();
    assert_eq!(asking.iter().sum::<u8>(), 1);

    let taken = judged.stale(VALUES).into_iter().find(Stale::asks).unwrap().take_over();
    judged.record(VALUES, taken);
    assert!(judged.stale(VALUES).iter().all(|stale| !stale.asks()));
    let last = judged.finding(VALUES, "requests.balance", NATURAL);
    assert_eq!(judged.state.finding(VALUES, &last).state, FindingState::Real);
}

#[test]
fn a_finding_that_was_mended_is_told_with_the_values_that_hold() {
    let mut desk = Desk::new();
    let old = desk.finding(VALUES, "requests.balance", NATURAL);
    let note = Decision::Note { on: NoteOn::Finding(old.clone()), text: "请核对".to_owned() };
    desk.record(VALUES, vec![judge(&old, FindingState::Real), note]);
    desk.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "3", "5"));
    let stale = desk.stale(VALUES);
    assert_eq!(stale.len(), 2, "{stale:#?}");
    for stale in &stale {
        let (StaleMatter::Finding { now, .. } | StaleMatter::FindingNote { now, .. }) = &stale.matter else {
            panic!("{stale:#?}")
        };
        let FindingNow::Gone { outcome: Some(Outcome::Holds), cells } = now else { panic!("{now:#?}") };
        assert!(cells.contains(&CellNow { cell: NATURAL.to_owned(), raw: Some("5".to_owned()) }), "{cells:?}");
        assert_eq!(stale.renew(), None);
    }
    desk.record(VALUES, stale.iter().map(Stale::withdraw).collect());
    assert_eq!(desk.stale(VALUES), []);
    assert_eq!((desk.state.judged(VALUES).len(), desk.state.notes(VALUES).len()), (0, 0));
}

#[test]
fn a_note_on_a_cell_says_what_the_cell_held() {
    let mut desk = Desk::new();
    let on = |raw: &str| NoteOn::Cell { cell: NATURAL.to_owned(), raw: Some(raw.to_owned()) };
    desk.record(VALUES, vec![Decision::Note { on: on("3"), text: "与登记簿一致".to_owned() }]);
    desk.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "3", "4"));
    let [stale] = &desk.stale(VALUES)[..] else { panic!("one") };
    let StaleMatter::CellNote { raw, now, .. } = &stale.matter else { panic!("{stale:#?}") };
    assert_eq!((raw.as_deref(), now.as_deref()), (Some("3"), Some("4")));
    assert_eq!(desk.state.note(VALUES, &on("4")), None);
    let taken = stale.take_over();
    desk.record(VALUES, taken);
    assert_eq!(desk.stale(VALUES), []);
    assert_eq!(desk.state.note(VALUES, &on("4")).unwrap().text, "与登记簿一致");
}

#[test]
fn what_is_undone_is_not_stale() {
    let mut desk = Desk::new();
    let old = desk.finding(VALUES, "requests.balance", NATURAL);
    desk.record(VALUES, vec![judge(&old, FindingState::Real), pass()]);
    let undo = desk.state.undo("王晓");
    desk.record(VALUES, undo.into_iter().map(|event| event.decision).collect());
    desk.rewrite(VALUES, |text| set_value(text, "一、本年新收政府信息公开申请数量", "3", "4"));
    assert_eq!(desk.stale(VALUES), []);
}

#[test]
fn a_renamed_file_is_known_by_its_content() {
    let mut desk = Desk::new();
    let balance = desk.finding(VALUES, "requests.balance", NATURAL);
    let key = desk.label(VALUES, "自然人").key();
    let note = Decision::Note { on: NoteOn::Report, text: "改名前".to_owned() };
    desk.record(VALUES, vec![judge(&balance, FindingState::Real), map(key, "natural_person"), note, pass()]);
    let new = "思茅区（改）.txt";
    fs::rename(desk.path(VALUES), desk.path(new)).unwrap();
    let digests = [LABELS, new].map(|name| (name, desk.open(name).digest));
    let present = digests.each_ref().map(|(name, digest)| (*name, digest.as_str()));
    assert_eq!(desk.state.moved(&present), [(VALUES.to_owned(), new.to_owned())]);
    assert!(!desk.state.knows(new), "nothing is carried over by itself");

    let carried = desk.state.decided(VALUES);
    assert_eq!(carried.len(), 4);
    desk.record(new, carried);
    assert_eq!(desk.state.moved(&present), []);
    assert_eq!(desk.stale(new), []);
    assert_eq!(desk.state.finding(new, &balance).state, FindingState::Real);
    assert_eq!(desk.state.review(new, None).state, ReviewState::Passed);

    // Two files of one content: which of them it was cannot be told.
    let state = State::fold(&desk.state.events()[..4]);
    assert_eq!(state.moved(&[("甲.txt", present[1].1), ("乙.txt", present[1].1)]), []);
    // A file that is still there has not moved, whatever its content.
    assert_eq!(state.moved(&[(VALUES, "blake3:00"), (new, present[1].1)]), []);
}
