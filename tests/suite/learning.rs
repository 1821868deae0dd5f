//! What one report taught, in the others: settled where nothing speaks against it, asked where anything does, and gone
//! with the decision that taught it. Real texts, the real engine, and a state folded from events.

use std::fs;
use std::path::Path;

use gouji::matching::Alias;
use gouji::pipeline;
use gouji::report::{HeldBack, Label, LabelKey, Mapping, Method};
use gouji::review::{Decision, Event, Learning, School, State, Subject};
use gouji::rules::RuleBook;
use gouji::schema::Axis;

const TYPO: &str = "昭通市政务服务管理局2018.txt";
const NUMBERS: &str = "鄂城区人民政府2019.txt";
const OTHER_EDITION: &str = "米易县人民政府2021.txt";

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch").join(name)).unwrap()
}

fn key(axis: Axis, group: &[&str], observed: &str, nth: u32) -> LabelKey {
    LabelKey {
        table: "requests".to_owned(),
        axis,
        group: group.iter().map(|group| (*group).to_owned()).collect(),
        observed: observed.to_owned(),
        nth,
    }
}

fn column(observed: &str) -> LabelKey {
    key(Axis::Column, &["法人或其他组织"], observed, 0)
}

fn field(id: &str) -> Option<Mapping> {
    Some(Mapping::Field(id.to_owned()))
}

fn event(id: i64, path: &str, decision: Decision) -> Event {
    Event {
        id,
        act: id,
        at: jiff::Timestamp::from_second(1_700_000_000 + id).unwrap(),
        reviewer: if id % 2 == 1 { "王晓" } else { "李明" }.to_owned(),
        program: "test".to_owned(),
        subject: Subject { path: path.to_owned(), digest: "blake3:0".to_owned() },
        decision,
    }
}

fn maps(id: i64, path: &str, key: LabelKey, mapping: Option<Mapping>) -> Event {
    event(id, path, Decision::MapLabel { key, proposed: None, mapping })
}

fn taught(events: &[Event]) -> State {
    let mut state = State::fold(events);
    state.learn_in(School::new(Learning::Batch, []));
    state
}

/// The labels of a text under a state that are written so.
fn labels(text: &str, state: &State, observed: &str) -> Vec<Label> {
    let mappings = state.mappings("twin.txt");
    let analysis = pipeline::analyse(text.as_bytes(), "twin.txt", &Default::default(), &mappings, RuleBook::standard());
    analysis.report.labels.into_iter().filter(|label| label.observed == observed).collect()
}

fn only(text: &str, state: &State, observed: &str) -> Label {
    let mut found = labels(text, state, observed);
    assert_eq!(found.len(), 1, "{observed}: {found:?}");
    found.remove(0)
}

#[test]
fn a_confirmed_label_is_known_in_other_reports_with_its_teacher() {
    let state = taught(&[maps(1, TYPO, column("商业机构"), field("org_enterprise"))]);
    let twins = [
        (text(TYPO), "商业机构"),
        (text(NUMBERS).replace("商业企业", "商業 机构"), "商業 机构"),
        // A field that both editions have is learned for both.
        (text(OTHER_EDITION).replace("商業 企業", "商業機構"), "商業機構"),
    ];
    for (text, observed) in twins {
        let before = only(&text, &State::default(), observed);
        assert!(before.needs_review, "{observed}: {before:?}");
        let label = only(&text, &state, observed);
        assert_eq!((label.method, label.needs_review, label.score), (Method::Learned, false, 1.0), "{observed}");
        assert_eq!(label.target.map(|target| target.canonical()), Some("org_enterprise"));
        let taught = label.taught.unwrap();
        assert_eq!((taught.alias.by.as_str(), taught.alias.from.as_str()), ("王晓", TYPO));
        assert_eq!(taught.held_back, None);
    }
    let report = |state: &State| {
        let mappings = state.mappings("twin.txt");
        pipeline::analyse(text(TYPO).as_bytes(), "twin.txt", &Default::default(), &mappings, RuleBook::standard())
    };
    let waits = |state: &State| report(state).verdict.findings.iter().any(|found| found.rule == "labels.unconfirmed");
    assert!(waits(&State::default()) && !waits(&state));
}

#[test]
fn nothing_is_learned_where_learning_is_off_or_a_decision_is_taken_back() {
    let confirmed = maps(1, TYPO, column("商业机构"), field("org_enterprise"));
    let undo = |id, of| event(id, TYPO, Decision::Undo { event: of });
    let elsewhere = maps(4, "b.txt", column("商业机构"), field("org_enterprise"));
    for (events, by) in [
        (vec![confirmed.clone()], Some("王晓")),
        (vec![confirmed.clone(), undo(2, 1)], None),
        (vec![confirmed.clone(), undo(2, 1), undo(3, 2)], Some("王晓")),
        (vec![confirmed.clone(), undo(2, 1), elsewhere.clone()], Some("李明")),
        (vec![confirmed.clone(), elsewhere], Some("王晓")),
        (vec![confirmed.clone(), maps(3, TYPO, column("商业机构"), None)], None),
        (vec![confirmed.clone(), maps(3, TYPO, column("商业机构"), Some(Mapping::Unsure))], None),
        (vec![maps(1, TYPO, column("商业机构"), Some(Mapping::NotAField))], None),
        // Two reviewers of two minds teach nothing, and neither does one of several labels of one text.
        (vec![confirmed.clone(), maps(2, "b.txt", column("商業机构"), field("org_research"))], None),
        (vec![confirmed.clone(), maps(2, "b.txt", column("商业机构"), Some(Mapping::NotAField))], None),
        (vec![maps(1, TYPO, LabelKey { nth: 1, ..column("商业机构") }, field("org_enterprise"))], None),
        // The form's own words are nobody else's.
        (vec![maps(1, TYPO, column("科研机构"), field("org_enterprise"))], None),
        (vec![maps(1, TYPO, column(""), field("org_enterprise"))], None),
    ] {
        let whole = taught(&events);
        let teachers: Vec<&str> = whole.learned().aliases().map(|alias| alias.by.as_str()).collect();
        assert_eq!(teachers, by.into_iter().collect::<Vec<_>>(), "{events:?}");
        // One by one, in whatever order they become known, they teach the same.
        let mut step = taught(&[]);
        for event in events.iter().rev() {
            step.apply(event);
            let label = step.label_of(event);
            step.relearn(label.into_iter().collect());
        }
        let keys = whole.events().iter().filter_map(|event| whole.label_of(event)).collect();
        step.relearn(keys);
        assert_eq!(step.learned(), whole.learned(), "{events:?}");
        let mut off = State::fold(&events);
        off.learn_in(School::new(Learning::Off, whole.learned().aliases().map(|alias| (**alias).clone())));
        assert!(off.learned().is_empty());
    }
}

#[test]
fn an_alias_never_acts_against_its_context_or_the_sums() {
    let plain = text(NUMBERS);
    // What is no label to the machine stands in no group.
    let row = |observed: &str| key(Axis::Row, &[], observed, 0);
    let strange = plain.replace("(一)予以公开", "甲类处置件");
    let cases = [
        // What it says fits: the row takes its place, and the results add up again.
        (strange.clone(), row("甲类处置件"), "granted", "甲类处置件", None),
        // The field has a label of its own in the report.
        (strange.clone(), row("甲类处置件"), "partial", "甲类处置件", Some(HeldBack::Taken)),
        (plain.replace("商业企业", "商业机构"), column("商业机构"), "org_research", "商业机构", Some(HeldBack::Taken)),
        // With it the results would no longer add up.
        (
            strange.replace("甲类处置件 |\n14 |", "甲类处置件 |\n13 |"),
            row("甲类处置件"),
            "granted",
            "甲类处置件",
            Some(HeldBack::Arithmetic),
        ),
    ];
    for (text, key, id, observed, held_back) in cases {
        let state = taught(&[maps(1, "a.txt", key, field(id))]);
        assert_eq!(state.learned().aliases().count(), 1, "{observed}");
        let label = only(&text, &state, observed);
        let taught = label.taught.clone().unwrap_or_else(|| panic!("{observed} → {id}: {label:?}"));
        assert_eq!(taught.held_back, held_back, "{observed} → {id}: {label:?}");
        assert_eq!(label.needs_review, held_back.is_some(), "{observed} → {id}");
        let stands = label.target.map(|target| target.canonical()) == Some(id);
        assert_eq!(stands, held_back.is_none(), "{observed} → {id}: {label:?}");
        assert!(label.candidates.iter().any(|candidate| candidate.target.canonical() == id));
    }
}

#[test]
fn an_alias_of_the_user_holds_in_every_batch_and_a_contradiction_is_asked() {
    let own = |id: &str| Alias {
        observed: "商业机构".to_owned(),
        form: None,
        table: "requests".to_owned(),
        axis: Axis::Column,
        group: vec!["法人或其他组织".to_owned()],
        field: id.to_owned(),
        by: "赵敏".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        from: "去年/某局.docx".to_owned(),
    };
    let confirmed = [maps(1, "a.txt", column("商业机构"), field("org_enterprise"))];
    for (learning, alias, events, by) in [
        (Learning::User, own("org_enterprise"), &[][..], Some("赵敏")),
        (Learning::User, own("org_enterprise"), &confirmed, Some("赵敏")),
        (Learning::User, own("org_research"), &confirmed, None),
        (Learning::Batch, own("org_research"), &confirmed, Some("王晓")),
        (Learning::Off, own("org_enterprise"), &confirmed, None),
    ] {
        let mut state = State::fold(events);
        state.learn_in(School::new(learning, [alias]));
        let label = only(&text(TYPO), &state, "商业机构");
        let teacher = label.taught.as_ref().map(|taught| taught.alias.by.as_str());
        assert_eq!(teacher, by, "{learning:?}");
        assert_eq!(label.needs_review, by.is_none(), "{learning:?}");
    }
}

/// A colleague's file.
const ALIASES: &str = "\
[[alias]]
observed = \"商业机构\"
field = \"org_enterprise\"
table = \"requests\"
axis = \"column\"
group = [\"法人或其他组织\"]
by = \"王晓\"
at = 2026-11-22T06:07:06Z
from = \"某街道.txt\"
";

/// A user's home and a batch in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("batch")).unwrap();
        fs::write(home.path().join("batch").join(TYPO), text(TYPO)).unwrap();
        fs::write(home.path().join("aliases.toml"), ALIASES).unwrap();
        Self(home)
    }

    /// Runs the program: its exit status, what it printed, what it said.
    fn run(&self, words: &[&str]) -> (i32, String, String) {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(words).env_clear().current_dir(self.0.path()).env("LANG", "zh_CN.UTF-8");
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            command.env(name, self.0.path());
        }
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// How `check` with these options came to the label, with the teacher.
    fn method(&self, options: &[&str]) -> (String, Option<String>) {
        let words: Vec<&str> =
            ["check", "batch", "--format", "json", "--fail-on", "never"].iter().chain(options).copied().collect();
        let (status, out, said) = self.run(&words);
        assert_eq!(status, 0, "{said}");
        let printed: serde_json::Value = serde_json::from_str(&out).unwrap();
        let labels = printed["reports"][0]["labels"].as_array().unwrap();
        let label = labels.iter().find(|label| label["observed"] == "商业机构").unwrap();
        let by = label["learned"]["by"].as_str().map(str::to_owned);
        (label["method"].as_str().unwrap().to_owned(), by)
    }
}

#[test]
fn a_colleagues_aliases_are_imported_used_passed_on_and_forgotten() {
    let desk = Desk::new();
    let (fuzzy, learned) = (("fuzzy".to_owned(), None), ("learned".to_owned(), Some("王晓".to_owned())));
    assert_eq!(desk.method(&[]), fuzzy);
    let (status, out, _) = desk.run(&["aliases"]);
    assert_eq!((status, out.trim()), (0, "还没有学得的别名。"));
    let (status, _, said) = desk.run(&["aliases", "import", "aliases.toml"]);
    assert_eq!((status, said.trim()), (0, "导入 1 个别名，0 个原已有。"));
    assert_eq!(desk.method(&[]), learned);
    assert_eq!(desk.method(&["--learning", "off"]), fuzzy);
    assert_eq!(desk.method(&["--learning", "batch"]), fuzzy);
    let (_, out, _) = desk.run(&["show", &format!("batch/{TYPO}")]);
    assert!(out.contains("学自 王晓 2026-11-22，某街道.txt"), "{out}");
    let (_, out, _) = desk.run(&["aliases", "list"]);
    assert!(out.contains("商业机构  → 法人或其他组织 / org_enterprise  [* · requests · column]  学自 王晓"), "{out}");
    let (_, out, _) = desk.run(&["aliases", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&listed[0]["from"], &listed[0]["use"]), (&"某街道.txt".into(), &true.into()));

    let (status, _, said) = desk.run(&["aliases", "export", "mine.toml"]);
    assert_eq!((status, said.trim()), (0, "已把 1 个别名导出到“mine.toml”。"));
    assert!(desk.file("mine.toml").ends_with(ALIASES), "{}", desk.file("mine.toml"));
    assert_eq!(desk.run(&["aliases", "export", "mine.toml"]).0, 2, "a file that is there is left as it is");
    let (status, out, _) = desk.run(&["aliases", "export", "-"]);
    assert_eq!((status, out), (0, desk.file("mine.toml")));
    let (_, _, said) = desk.run(&["aliases", "import", "mine.toml"]);
    assert_eq!(said.trim(), "导入 0 个别名，1 个原已有。");

    let (status, _, said) = desk.run(&["aliases", "forget", "商業 机构"]);
    assert_eq!((status, said.trim()), (0, "已删除“商业机构”→“org_enterprise”（requests）。"));
    assert_eq!(desk.method(&[]), fuzzy);
    assert_eq!(desk.run(&["aliases", "forget", "商业机构"]).0, 2);
    assert_eq!(desk.run(&["aliases", "export"]).0, 2);
}

#[test]
fn what_contradicts_is_told_with_its_line_and_not_taken() {
    let desk = Desk::new();
    let path = |name: &str| desk.0.path().join(name);
    let other = ALIASES.replace("org_enterprise", "org_research");
    let of_the_form = ALIASES.replace("商业机构", "科研机构");
    fs::write(path("other.toml"), format!("{other}\n{of_the_form}")).unwrap();
    desk.run(&["aliases", "import", "aliases.toml"]);
    let (status, _, said) = desk.run(&["aliases", "import", "other.toml"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("文件“other.toml”第 1 行第 1 列：“商业机构”→“org_research”与自己的别名不一致"), "{said}");
    assert!(said.contains("文件“other.toml”第 11 行第 1 列：“科研机构”→“org_enterprise”不能采用"), "{said}");
    assert_eq!(desk.method(&[]).0, "learned");
    assert_eq!(desk.run(&["aliases", "import", "nowhere.toml"]).0, 2);
    // A fault in one's own file is told; what is sound goes on to hold, and nothing is written over it.
    let (_, out, _) = desk.run(&["config", "--format", "json"]);
    let config: serde_json::Value = serde_json::from_str(&out).unwrap();
    let own = config["aliases"]["path"].as_str().unwrap().to_owned();
    let faulty = format!("{}\n{}", fs::read_to_string(&own).unwrap(), of_the_form);
    fs::write(&own, &faulty).unwrap();
    let (_, _, said) = desk.run(&["check", "batch"]);
    assert!(said.contains("别名：") && said.contains("科研机构"), "{said}");
    assert_eq!(desk.method(&[]).0, "learned");
    let (status, _, said) = desk.run(&["aliases", "forget", "商业机构"]);
    assert_eq!(status, 2);
    assert!(said.contains("请先改正"), "{said}");
    assert_eq!(fs::read_to_string(&own).unwrap(), faulty);
}

#[test]
fn the_decisions_of_a_batch_teach_its_check_where_they_are_applied() {
    let desk = Desk::new();
    let confirmed =
        Decision::MapLabel { key: column("商业机构"), proposed: None, mapping: field("org_enterprise") };
    let subject = Subject { path: "另一份.txt".to_owned(), digest: "blake3:0".to_owned() };
    let event = gouji::review::NewEvent { reviewer: "李明".to_owned(), subject, decision: confirmed };
    gouji::review::Journal::open(&desk.0.path().join("batch/.gouji")).unwrap().append_all(&[event]).unwrap();
    assert_eq!(desk.method(&[]).0, "fuzzy");
    assert_eq!(desk.method(&["--with-decisions"]), ("learned".to_owned(), Some("李明".to_owned())));
    assert_eq!(desk.method(&["--with-decisions", "--learning", "off"]).0, "fuzzy");
}

#[test]
fn show_says_why_a_label_is_taken_for_its_field() {
    let desk = Desk::new();
    fs::write(desk.0.path().join("numbers.txt"), text(NUMBERS).replace("商业企业", "商业机构")).unwrap();
    let (status, out, _) = desk.run(&["show", "numbers.txt", "--explain"]);
    assert_eq!(status, 0);
    for said in [
        "    = 1 0.86  商业企业",
        "        逐字 █████░░░░░ 0.50  “企业”写作“机构”",
        "      比次选“科研机构”高 0.40：位置 +1.00，连字 +0.25。",
        "      位置 第 2/7 列，同组第 1 列；前后栏目与表样次序一致",
        "      分组 法人或其他组织，与表样一致",
        "      勾稽 ",
    ] {
        assert!(out.lines().any(|line| line.starts_with(said)), "{said}\n{out}");
    }
    let (_, out, _) = desk.run(&["show", "numbers.txt", "--explain", "--lang", "en"]);
    for said in
        ["Ahead of “科研机构” by 0.40: place +1.00, pairs +0.25.", "column 2 of 7, 1 in its group; the labels around"]
    {
        assert!(out.contains(said), "{said}\n{out}");
    }
}
