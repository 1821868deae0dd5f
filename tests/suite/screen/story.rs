//! A session in memory: keys go in, effects are performed at once, pictures come out.

use std::path::{Path, PathBuf};

use gouji::pipeline::{self, Opened, Summary};
use gouji::report::Mappings;
use gouji::review::{Event, NewEvent, State};
use gouji::rules::RuleBook;
use gouji::rules::across::{self, Extract, Options};
use gouji::settings::AliasFile;
use gouji::source::{Batch, Limits, SourceFile};
use gouji::text::lang::Lang;
use gouji::tui::effect::{Effect, Export};
use gouji::tui::hit::Hit;
use gouji::tui::keymap::Key;
use gouji::tui::message::Msg;
use gouji::tui::model::Model;
use gouji::tui::theme::{Depth, Theme};
use gouji::tui::update::update;
use gouji::tui::view::Drawn;
use gouji::tui::{paint, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fake;
use crate::common::expect::expect;

/// A session.
pub struct Story {
    pub model: Model,
    /// The journal.
    pub journal: Vec<Event>,
    /// Whether the journal keeps its answers back.
    pub slow_journal: bool,
    held: Vec<(u64, Vec<NewEvent>)>,
    /// The exports that were asked for.
    pub exports: Vec<Export>,
    /// What was copied last.
    pub copied: String,
    /// The texts of the reports, by name, where they are read by the engine and not made up.
    texts: Vec<(String, String)>,
    /// What was written into the user's file of aliases.
    pub kept: AliasFile,
}

impl Story {
    /// A batch that is found and not yet read.
    pub fn unread(size: (u16, u16), lang: Lang) -> Self {
        let mut model = Model::new(&fake::batch(), (lang, "dark"), "王晓", size);
        model.zone = jiff::tz::TimeZone::UTC;
        Self {
            model,
            journal: Vec::new(),
            slow_journal: false,
            held: Vec::new(),
            exports: Vec::new(),
            copied: String::new(),
            texts: Vec::new(),
            kept: AliasFile::default(),
        }
    }

    /// A batch of real texts that is read by the engine.
    pub fn of_texts(size: (u16, u16), lang: Lang, texts: Vec<(String, String)>) -> Self {
        let file =
            |(name, text): &(String, String)| SourceFile::new(PathBuf::from(name), name.clone(), text.len() as u64);
        let batch = Batch { root: "年报".into(), files: texts.iter().map(file).collect(), skipped: Vec::new() };
        let mut story = Self::unread(size, lang);
        story.model = Model::new(&batch, (lang, "dark"), "王晓", size);
        story.model.zone = jiff::tz::TimeZone::UTC;
        story.texts = texts;
        story.journal_opens(Vec::new());
        story
    }

    /// One report read in full under the reviewer's mappings.
    fn open(&self, row: usize, mappings: &Mappings) -> Opened {
        let Some((name, text)) = self.texts.get(row) else { return fake::open(row, mappings) };
        let analysis = pipeline::analyse(text.as_bytes(), name, &Limits::default(), mappings, RuleBook::standard());
        let digest = format!("blake3:{row}");
        let summary = Summary::of(name, Path::new(name), &digest, text.len() as u64, &analysis, mappings);
        Opened { digest, analysis, summary, member: None }
    }

    /// The summary of one report under the decisions on it.
    fn summary(&self, row: usize, decisions: &State) -> Summary {
        match self.texts.get(row) {
            Some((name, _)) => self.open(row, &decisions.mappings(name)).summary,
            None => fake::summary(row, decisions),
        }
    }

    /// A batch that is read.
    pub fn read(size: (u16, u16), lang: Lang) -> Self {
        let mut story = Self::unread(size, lang);
        story.tell(Msg::JournalOpened {
            events: Vec::new(),
            place: "年报/.gouji/journal.sqlite3".to_owned(),
            refused: None,
        });
        story
    }

    /// The journal is opened, with these decisions in it.
    pub fn journal_opens(&mut self, events: Vec<Event>) {
        let place = "年报/.gouji/journal.sqlite3".to_owned();
        self.tell(Msg::JournalOpened { events, place, refused: None });
    }

    /// Lets something happen, and what follows from it.
    pub fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Load(decisions) => {
                for row in 0..self.model.rows.len() {
                    let summary = self.summary(row, &decisions);
                    self.tell(Msg::Loaded(vec![(row, summary)]));
                }
                self.tell(Msg::LoadEnded);
            }
            Effect::Open { ticket, row, mappings } => {
                let opened = Box::new(self.open(row, &mappings));
                self.tell(Msg::Opened { ticket, row, opened });
            }
            Effect::Record { ticket, events } if self.slow_journal => self.held.push((ticket, events)),
            Effect::Record { ticket, events } => self.record(ticket, events),
            Effect::Refresh(rows) => {
                for (row, decisions) in rows {
                    let summary = self.summary(row, &decisions);
                    self.tell(Msg::Loaded(vec![(row, summary)]));
                }
            }
            Effect::Compare(identities) => {
                let extract = |row: usize| {
                    let (name, opened) = (&self.texts[row].0, self.open(row, &Mappings::default()));
                    Extract::of(&opened.analysis.report, &opened.analysis.verdict, &opened.analysis.lines, name)
                };
                let extracts: Vec<Extract> = (0..self.texts.len()).map(extract).collect();
                let options = Options { identities: *identities, ..Options::default() };
                let findings = across::check(&extracts, &options, RuleBook::standard());
                self.tell(Msg::Compared(findings));
            }
            Effect::Beside { ticket, rows } => {
                let [a, b] = rows.map(|row| self.open(row, &Mappings::default()).analysis);
                self.tell(Msg::Beside { ticket, pairs: pipeline::common([&a, &b]) });
            }
            Effect::SaveAliases { wanted, unwanted } => {
                for (aliases, is_used) in [(wanted, true), (unwanted, false)] {
                    for alias in aliases {
                        self.kept.add(alias, is_used);
                    }
                }
                let entries = self.kept.entries.clone();
                self.tell(Msg::AliasesSaved(Ok(entries)));
            }
            Effect::Copy(text) => self.copied = text,
            Effect::Weigh { ticket, key, mapping, rows } => {
                let weigh = |(row, mappings): &(usize, _)| fake::impact(*row, mappings, &key, &mapping);
                let (count, impacts) = (rows.len(), rows.iter().filter_map(weigh).collect());
                self.tell(Msg::Weighed { ticket, done: count, impacts });
            }
            Effect::Export(export) => self.exports.push(*export),
            Effect::Abandon { .. } | Effect::Suspend => {}
            Effect::Continue => self.tell(Msg::Continue),
        }
    }

    fn record(&mut self, ticket: u64, events: Vec<NewEvent>) {
        let act = self.journal.len() as i64 + 1;
        let mut recorded = Vec::new();
        for NewEvent { reviewer, subject, decision } in events {
            let id = self.journal.len() as i64 + 1;
            let at = jiff::Timestamp::from_second(1_600_000_000 + id).expect("a time");
            let event = Event { id, act, at, reviewer, program: "test".to_owned(), subject, decision };
            self.journal.push(event.clone());
            recorded.push(event);
        }
        self.tell(Msg::Recorded { ticket, result: Ok(recorded) });
    }

    /// The journal gives its answers.
    pub fn journal_answers(&mut self) {
        for (ticket, events) in std::mem::take(&mut self.held) {
            self.record(ticket, events);
        }
    }

    /// Presses keys, as [`keys`] reads them.
    pub fn press(&mut self, words: &str) -> &mut Self {
        for key in keys(words) {
            self.tell(Msg::Key(key));
        }
        self
    }

    fn draw(&self) -> (Buffer, Drawn) {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.model.size.0, self.model.size.1));
        let drawn = view::draw(&self.model, &Theme::named("dark", Depth::True), &mut buf);
        (buf, drawn)
    }

    /// The screen as text.
    pub fn picture(&self) -> String {
        paint::picture(&self.draw().0)
    }

    /// What can be clicked in a cell of the screen.
    pub fn hit(&self, column: u16, row: u16) -> Option<Hit> {
        self.draw().1.hits.at(column, row)
    }

    /// Compares the screen with the picture of that name; `UPDATE_EXPECT=1` writes it.
    #[track_caller]
    pub fn shows(&self, name: &str) {
        expect(&format!("tests/screens/{name}.txt"), &self.picture());
    }
}

/// Keys in words: names between blanks, single characters as they are, `'text'` letter by letter.
pub fn keys(words: &str) -> Vec<Key> {
    let key = |word: &str| match word {
        "Enter" => Key::Enter,
        "Space" => Key::Char(' '),
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "PgDn" => Key::PageDown,
        "Backspace" => Key::Backspace,
        word if word.starts_with("C-") => Key::Ctrl(word.chars().nth(2).expect("a key")),
        word => {
            assert!(word.chars().count() == 1, "no such key: {word}");
            Key::Char(word.chars().next().expect("a key"))
        }
    };
    let of_word = |word: &str| match word.strip_prefix('\'') {
        Some(text) => text.trim_end_matches('\'').chars().map(Key::Char).collect(),
        None => vec![key(word)],
    };
    words.split_whitespace().flat_map(of_word).collect()
}
