//! Composes whole reports: of the forms of 2019 and 2021 with their tables, and narrative ones on years before.

use super::counts::invent;
use super::facts;
use super::paper::{Look, Paper, Paragraph, Part, layouts};
use super::units::{Kind, Unit};
use super::words::{Book, Facts, Sentence, Writer};
use crate::common::figures::{Figures, Random};
use crate::common::sheet::Sheet;

/// The form that a year wants.
pub fn form_of(year: i32) -> &'static str {
    match year {
        2021.. => "2021",
        2019..=2020 => "2019",
        _ => "2008",
    }
}

/// A report of some unit on some year.
pub fn any(book: &Book, random: &mut Random) -> Paper {
    let unit = Unit::new(*random.pick(&Kind::DRAWN), random);
    let year = *random.pick(&[2019, 2020, 2021, 2022, 2023, 2023, 2024, 2024, 2025]);
    let figures = invent(form_of(year), unit.kind, None, random);
    with(book, unit, year, figures, random)
}

fn look(random: &mut Random) -> Look {
    Look {
        layout: random.pick(layouts()),
        indent: ["", "", "　　", "    "][random.below(4)],
        is_airy: random.below(5) == 0,
        is_narrow: random.below(4) == 0,
        heads_alone: random.below(3) == 0,
    }
}

/// A report of a unit on a year with these figures in its tables.
pub fn with(book: &Book, unit: Unit, year: i32, figures: Figures, random: &mut Random) -> Paper {
    let mut facts = facts::of_unit(&unit, year, random);
    facts.insert("form", figures.form.to_owned());
    facts::of_tables(&mut facts, &figures);
    facts::of_prose(&mut facts, random);
    let mut draft = Draft { writer: Writer::new(book, &facts), paragraphs: Vec::new() };
    draft.frame(random);
    draft.overview(&facts, random);
    draft.tables(random);
    draft.end(random);
    let paragraphs = settled(draft.paragraphs, &mut facts, book, random);
    let sheet = Some(Sheet::new(year, &figures));
    let file = format!("{}{year}.txt", unit.name);
    Paper {
        form: figures.form,
        look: look(random),
        unit,
        year,
        facts,
        figures,
        sheet,
        paragraphs,
        file,
        replaced: Vec::new(),
        bytes: None,
    }
}

/// A narrative report of a government on a year before the forms.
pub fn narrative(book: &Book, random: &mut Random) -> Paper {
    let kind = *random.pick(&[Kind::County, Kind::District, Kind::Bureau, Kind::City]);
    let unit = Unit::new(kind, random);
    let year = 2013 + random.below(6) as i32;
    let mut facts = facts::of_unit(&unit, year, random);
    facts::of_prose(&mut facts, random);
    facts::of_narrative(&mut facts, random);
    let mut draft = Draft { writer: Writer::new(book, &facts), paragraphs: Vec::new() };
    draft.one(Part::Title, "narrative.title", random);
    draft.one(Part::Opening, "narrative.opening", random);
    let headings = [
        "一、概述",
        "二、主动公开政府信息情况",
        "三、依申请公开政府信息办理情况",
        "四、收费及减免情况",
        "五、行政复议和行政诉讼情况",
        "六、存在的主要问题和改进措施",
    ];
    let texts: [&[&str]; 6] = [
        &["narrative.overview"],
        &["narrative.active"],
        &["narrative.requests", "narrative.settled"],
        &["narrative.fees"],
        &["narrative.remedies"],
        &["narrative.problems", "narrative.improve"],
    ];
    for (at, (heading, slots)) in (1..).zip(headings.into_iter().zip(texts)) {
        draft.paragraphs.push(Paragraph::of(Part::Heading(at), Sentence::plain("heading", heading)));
        for slot in slots {
            draft.one(Part::Text(at), slot, random);
        }
    }
    draft.one(Part::Signature, "signature", random);
    draft.one(Part::Date, "date", random);
    let paragraphs = settled(draft.paragraphs, &mut facts, book, random);
    let figures = Figures { form: "2008", cells: std::collections::BTreeMap::new() };
    let file = format!("{}{year}.txt", unit.name);
    Paper {
        form: "2008",
        look: look(random),
        unit,
        year,
        facts,
        figures,
        sheet: None,
        paragraphs,
        file,
        replaced: Vec::new(),
        bytes: None,
    }
}

/// Writes the sentences that stand inside the opening, and all others with them.
fn settled(mut paragraphs: Vec<Paragraph>, facts: &mut Facts, book: &Book, random: &mut Random) -> Vec<Paragraph> {
    for slot in ["parts", "period"] {
        let chosen = Writer::new(book, facts).pick(slot, random).expect("a sentence");
        let is_there = slot == "period" || random.below(2) == 0;
        facts.insert(slot, if is_there { chosen.template } else { String::new() });
    }
    for sentence in paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.sentences) {
        sentence.fill(facts);
    }
    paragraphs
}

/// A report while it is composed.
struct Draft<'a> {
    writer: Writer<'a>,
    paragraphs: Vec<Paragraph>,
}

impl Draft<'_> {
    fn one(&mut self, part: Part, slot: &'static str, random: &mut Random) {
        if let Some(sentence) = self.writer.pick(slot, random) {
            self.paragraphs.push(Paragraph::of(part, sentence));
        }
    }

    fn heading(&mut self, number: u8, random: &mut Random) {
        let slots = ["heading.1", "heading.2", "heading.3", "heading.4", "heading.5", "heading.6"];
        self.one(Part::Heading(number), slots[usize::from(number) - 1], random);
    }

    fn frame(&mut self, random: &mut Random) {
        if random.below(3) == 0 {
            self.one(Part::Furniture, "furniture", random);
        }
        self.one(Part::Title, "title", random);
        if random.below(3) == 0 {
            self.one(Part::Furniture, "published", random);
        }
        self.one(Part::Opening, "opening", random);
    }

    fn overview(&mut self, facts: &Facts, random: &mut Random) {
        self.heading(1, random);
        if random.below(3) > 0 {
            self.one(Part::Overview, "intro", random);
        }
        let aspects: [(&'static str, &[&'static str]); 5] = [
            ("aspect.1", &["active", "active.more", "active.more", "documents", "decisions"]),
            ("aspect.2", &["requests", "requests.results", "requests.more", "requests.more", "remedies"]),
            ("aspect.3", &["management", "management", "management"]),
            ("aspect.4", &["platform", "platform", "platform"]),
            ("aspect.5", &["supervision", "supervision", "supervision"]),
        ];
        // One way of writing headings for all of them.
        let way = random.below(5);
        for (number, (slot, inner)) in (1..).zip(aspects) {
            let head = self.writer.nth(slot, way).expect("a heading");
            let mut sentences = Vec::new();
            for (at, slot) in inner.iter().enumerate() {
                if at < 2 || random.below(3) > 0 {
                    sentences.extend(self.writer.pick(slot, random));
                }
            }
            if random.below(2) == 0 {
                let at = 1 + random.below(sentences.len());
                if let Some(sentence) = self.writer.pick("distract", random) {
                    sentences.insert(at, sentence);
                }
            }
            if facts["new"] == "0" {
                sentences.retain(|sentence| sentence.slot != "requests.results");
            }
            self.paragraphs.push(Paragraph { part: Part::Aspect(number), head: head.text, sentences });
        }
    }

    fn tables(&mut self, random: &mut Random) {
        for (number, comment) in [(2, "comment.2"), (3, "comment.3"), (4, "comment.4")] {
            self.heading(number, random);
            if random.below(4) == 0 {
                self.one(Part::Text(number), comment, random);
            }
            let table = Sentence::plain("table", "");
            self.paragraphs.push(Paragraph::of(Part::Table(usize::from(number) - 2), table));
        }
    }

    fn end(&mut self, random: &mut Random) {
        self.heading(5, random);
        let mut found: Vec<Sentence> = Vec::new();
        for slot in ["problems", "problem", "problem.2"] {
            found.extend(self.writer.pick(slot, random));
        }
        let mut next: Vec<Sentence> = self.writer.pick("improve", random).into_iter().collect();
        if random.below(2) == 0 {
            next.extend(self.writer.pick("improve.more", random));
        }
        if random.below(2) == 0 {
            found.append(&mut next);
        }
        for sentences in [found, next] {
            if !sentences.is_empty() {
                self.paragraphs.push(Paragraph { part: Part::Text(5), head: String::new(), sentences });
            }
        }
        self.heading(6, random);
        self.one(Part::Text(6), "other", random);
        if random.below(3) == 0 {
            self.one(Part::Text(6), "other.more", random);
        }
        if random.below(4) > 0 {
            self.one(Part::Signature, "signature", random);
            self.one(Part::Date, "date", random);
        }
        if random.below(4) == 0 {
            self.one(Part::Furniture, "footer", random);
        }
    }
}
