//! A session in memory on real files: keys go in, every screen that they lead to comes out as text.

// Each test program uses its own part of this.
#![allow(dead_code)]

use gouji::pipeline;
use gouji::review::{Event, NewEvent};
use gouji::rules::RuleBook;
use gouji::source::{self, Batch};
use gouji::text::lang::Lang;
use gouji::tui::effect::Effect;
use gouji::tui::keymap::Key;
use gouji::tui::message::Msg;
use gouji::tui::model::Model;
use gouji::tui::theme::{Depth, Theme};
use gouji::tui::update::update;
use gouji::tui::{paint, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A session, with every screen that was seen.
pub struct Walk {
    pub model: Model,
    batch: Batch,
    recorded: i64,
    /// Every cell that was ever drawn, by screen.
    pub seen: Vec<Buffer>,
}

impl Walk {
    /// Opens a folder.
    pub fn open(folder: &std::path::Path, lang: Lang, size: (u16, u16)) -> Self {
        let batch = source::find(&[folder.to_owned()], &Default::default()).expect("the folder is there");
        let model = Model::new(&batch, (lang, "dark"), "Wang", size);
        let mut walk = Self { model, batch, recorded: 0, seen: Vec::new() };
        walk.look();
        walk.tell(Msg::JournalOpened { events: Vec::new(), place: "journal".to_owned(), refused: None });
        walk.look();
        walk
    }

    fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Load(decisions) => {
                    for row in 0..self.batch.files.len() {
                        let file = self.batch.files[row].clone();
                        let summary =
                            pipeline::open(&file, &decisions.mappings(&file.name), RuleBook::standard()).summary;
                        self.tell(Msg::Loaded(vec![(row, summary)]));
                    }
                    self.tell(Msg::LoadEnded);
                }
                Effect::Open { ticket, row, mappings } => {
                    let opened = Box::new(pipeline::open(&self.batch.files[row], &mappings, RuleBook::standard()));
                    self.tell(Msg::Opened { ticket, row, opened });
                }
                Effect::Refresh(rows) => {
                    for (row, decisions) in rows {
                        let file = self.batch.files[row].clone();
                        let summary =
                            pipeline::open(&file, &decisions.mappings(&file.name), RuleBook::standard()).summary;
                        self.tell(Msg::Loaded(vec![(row, summary)]));
                    }
                }
                Effect::Record { ticket, events } => {
                    let result = Ok(self.recorded(events));
                    self.tell(Msg::Recorded { ticket, result });
                }
                Effect::Continue => self.tell(Msg::Continue),
                _ => {}
            }
        }
    }

    fn recorded(&mut self, events: Vec<NewEvent>) -> Vec<Event> {
        let act = self.recorded + 1;
        let mut record = |new: NewEvent| {
            self.recorded += 1;
            let at = jiff::Timestamp::from_second(1_600_000_000 + self.recorded).expect("a time");
            let NewEvent { reviewer, subject, decision } = new;
            Event { id: self.recorded, act, at, reviewer, program: "test".to_owned(), subject, decision }
        };
        events.into_iter().map(&mut record).collect()
    }

    /// Presses a key and looks.
    pub fn press(&mut self, key: Key) {
        self.tell(Msg::Key(key));
        self.look();
    }

    /// Presses keys: `⎋` for Esc, `⏎` for Enter, `⇥` for Tab, `⇩` for page down, `⎈` for Ctrl-s, others as they are.
    pub fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            self.press(match c {
                '⎋' => Key::Esc,
                '⏎' => Key::Enter,
                '⇥' => Key::Tab,
                '⇩' => Key::PageDown,
                '⎈' => Key::Ctrl('s'),
                c => Key::Char(c),
            });
        }
    }

    /// Every view and window, with decisions of every kind on the way, on every report.
    pub fn everywhere(&mut self) {
        self.keys("?⇩⇩⎋:⇩⎋/xy⎋sssssssssSf fv ⎋⎋⎈⇥⇥⎋6⎋1");
        for _ in 0..self.batch.files.len() {
            self.keys("⏎jjl?⇩⎋mnote⏎⏎⏎3?⎋ojj⎋yxuY⎋j⏎⎋4?⎋jyxwhy⏎u5jj?⎋/x⎋6?⎋2pzZrwhy⏎M⎋ew]");
            self.keys("⎋⎋j");
        }
        self.keys("6jj⎋g vG m⎋p z⎋");
    }

    fn look(&mut self) {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.model.size.0, self.model.size.1));
        view::draw(&self.model, &Theme::named("dark", Depth::True), &mut buf);
        self.seen.push(buf);
    }

    /// Every line of every screen, each once.
    pub fn lines(&self) -> std::collections::BTreeSet<String> {
        self.seen.iter().flat_map(|buf| paint::picture(buf).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}
