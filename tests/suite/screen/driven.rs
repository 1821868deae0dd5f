//! Sessions through what performs in the real program: files on disk, threads, the real journal. Only the terminal is left
//! out, so waiting is for conditions; a deadline only keeps a broken program from hanging the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use gouji::review::{Journal, ReviewState};
use gouji::rules::RuleBook;
use gouji::rules::across::Options;
use gouji::settings::{Flags, Places, Settings};
use gouji::source::{self, Batch};
use gouji::text::lang::Lang;
use gouji::tui::driver;
use gouji::tui::hit::Hits;
use gouji::tui::message::Msg;
use gouji::tui::model::{Model, Overlay, RowReview, ScreenKind, View};
use gouji::tui::performer::{Performer, TerminalAct};
use gouji::tui::worker::{CompareOptions, Event};

use super::USUAL;
use super::story::keys;

const FILES: [&str; 3] = ["思茅区人民政府2019.txt", "昭通市政务服务管理局2018.txt", "米易县人民政府2021.txt"];
const DEADLINE: Duration = Duration::from_secs(60);

/// A session of a reviewer.
struct Session {
    model: Model,
    performer: Performer,
    incoming: Receiver<Event>,
    /// What was asked of the terminal.
    acts: Vec<TerminalAct>,
}

impl Session {
    fn open(batch: &Path, reviewer: &str) -> Self {
        let flags = Flags { lang: Some(Lang::Zh), reviewer: Some(reviewer.to_owned()), ..Flags::default() };
        let (settings, problems) = Settings::resolve(&flags, &|_| None, Places::default(), None);
        assert!(problems.is_empty(), "{problems:?}");
        let batch: Batch = source::find(&[batch.to_owned()], &settings.limits).expect("the batch is there");
        let (events, incoming) = channel();
        let model = driver::begin(&batch, &settings, RuleBook::standard(), USUAL);
        let comparing = CompareOptions { options: Options::default(), book: RuleBook::standard() };
        let performer = Performer::start(batch, &settings, comparing, events);
        let mut session = Self { model, performer, incoming, acts: Vec::new() };
        session.until("the batch to be read and compared", |model| model.loading.ended && model.between.is_known);
        session
    }

    fn take(&mut self, event: Event) {
        let acts = self.performer.take(&mut self.model, event, &Hits::default()).expect("no thread dies");
        self.acts.extend(acts);
    }

    fn press(&mut self, words: &str) {
        for key in keys(words) {
            self.take(Event::Msg(Msg::Key(key)));
        }
    }

    /// Takes up what comes until something is so.
    #[track_caller]
    fn until(&mut self, what: &str, wanted: impl Fn(&Model) -> bool) {
        let start = Instant::now();
        while !wanted(&self.model) {
            let event = match self.incoming.try_recv() {
                Ok(event) => event,
                Err(TryRecvError::Empty) if self.performer.take_unfinished() => Event::Msg(Msg::Continue),
                Err(_) => match self.incoming.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                    Ok(event) => event,
                    Err(error) => panic!("waited in vain for {what}: {error}"),
                },
            };
            self.take(event);
        }
    }

    #[track_caller]
    fn until_recorded(&mut self) {
        self.until("the journal's answer", |model| model.pending.is_empty());
    }

    fn review(&self, name: &str) -> RowReview {
        self.model.rows[self.model.row_of(name).expect("a file of the batch")].review
    }

    /// Opens a report in the list of its labels.
    fn open_labels(&mut self, name: &str) {
        let row = self.model.row_of(name).expect("a file of the batch");
        self.model.list.go_to_row(row);
        self.press("3");
        self.until("the report", |model| model.screen.kind() == ScreenKind::Report(View::Mapping));
    }
}

fn batch(folder: &Path) -> PathBuf {
    let batch = folder.join("年报");
    fs::create_dir(&batch).unwrap();
    for name in FILES {
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch").join(name), batch.join(name)).unwrap();
    }
    batch
}

#[test]
fn what_was_decided_is_there_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let batch = batch(folder.path());
    let mut session = Session::open(&batch, "王晓");
    assert!(session.model.rows.iter().all(|row| row.summary.is_some()));
    session.model.list.go_to_row(0);
    let first = session.model.rows[0].name.clone();
    session.press("p");
    assert_eq!(session.model.pending.len(), 1, "it is shown as on its way to the disk");
    session.until_recorded();
    assert_eq!(session.review(&first), RowReview::Decided(ReviewState::Passed));

    // A label is decided for the whole batch, weighed first; the report is read again under it.
    session.open_labels(FILES[1]);
    let waiting = |model: &Model| {
        let labels = &model.screen.report().expect("a report is open").report().labels;
        labels.iter().filter(|label| label.needs_review).count()
    };
    let before = waiting(&session.model);
    assert!(before > 0);
    session.press("Y");
    session.until("the weighing", |model| match &model.overlay {
        Some(Overlay::Weigh(weigh)) => weigh.is_done(),
        _ => false,
    });
    session.press("Enter");
    session.until_recorded();
    session.until("the report under the decision", |model| {
        model.screen.report().is_some_and(|report| !report.refreshing) && waiting(model) < before
    });
    session.press("c");
    assert!(matches!(session.acts.as_slice(), [TerminalAct::Copy(text)] if text.contains('→')), "{:?}", session.acts);

    // The export is of what is in the journal.
    let log = folder.path().join("记录.md");
    session.press("C-s C-u");
    session.take(Event::Msg(Msg::Paste(log.display().to_string())));
    session.press("Enter");
    session.until("the export", |model| model.overlay.is_none());
    assert!(fs::read_to_string(&log).unwrap().contains("王晓"));
    session.performer.finish();

    let recorded = Journal::open_read_only(&batch.join(".gouji")).and_then(|journal| journal.since(0)).unwrap();
    assert_eq!(recorded.len(), 2);
    let session = Session::open(&batch, "王晓");
    assert_eq!(session.review(&first), RowReview::Decided(ReviewState::Passed));
    session.performer.finish();
}

#[test]
fn what_another_session_records_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let batch = batch(folder.path());
    let (mut one, mut other) = (Session::open(&batch, "王晓"), Session::open(&batch, "李明"));
    one.model.list.go_to_row(2);
    let name = one.model.rows[2].name.clone();
    one.press("p");
    one.until_recorded();
    let row = other.model.row_of(&name).expect("the same batch");
    other.until("the other's decision", |model| model.rows[row].review == RowReview::Decided(ReviewState::Passed));
    one.performer.finish();
    other.performer.finish();
}
