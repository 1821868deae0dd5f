//! Faults between reports: of the years of one unit, of two units, of a government's sums and of the roster.

use gouji::schema::CellId;

use super::counts::{cell, number};
use super::gather::Batch;
use super::paper::{Paper, Part};
use super::plant::Hand;
use super::words::Sentence;
use crate::common::figures::Figures;

/// What must be told of a fault between reports.
pub struct Spot {
    /// The file of the report that it is told of; none for what concerns the batch.
    pub file: Option<String>,
    /// A cell that must be named.
    pub cell: Option<CellId>,
    /// Words that the sentence must have.
    pub words: String,
}

/// A way in which a batch goes wrong.
pub struct Way {
    /// The rule that must speak.
    pub rule: &'static str,
    /// What goes wrong, in a few words.
    pub name: &'static str,
    /// Plants it.
    pub plant: fn(&mut Batch, &mut Hand) -> Option<Spot>,
}

/// Every way.
pub const WAYS: [Way; 24] = [
    Way { rule: "years.carry_over", name: "another 上年结转", plant: carry_over },
    Way { rule: "years.in_force", name: "another 现行有效", plant: in_force },
    Way { rule: "years.item_stock", name: "another 上一年项目数量", plant: item_stock },
    Way { rule: "years.pending", name: "pending cases forgotten", plant: pending },
    Way { rule: "years.repeated_text", name: "last year's text", plant: repeated_text },
    Way { rule: "years.copied", name: "last year's 表三", plant: copied },
    Way { rule: "years.left_in", name: "a cell passed over in last year's draft", plant: left_in },
    Way { rule: "years.jump", name: "a digit too many", plant: jump },
    Way { rule: "units.alike", name: "another unit's text under one's own name", plant: alike },
    Way { rule: "units.same_numbers", name: "another unit's figures", plant: same_numbers },
    Way { rule: "units.foreign_name", name: "what another kind of unit calls itself", plant: foreign_self },
    Way { rule: "units.foreign_name", name: "another place in what was done", plant: foreign_place },
    Way { rule: "units.foreign_name", name: "another unit's signature", plant: foreign_signature },
    Way { rule: "units.same_unit", name: "the name without its county", plant: short_name },
    Way { rule: "aggregate.sum", name: "a cell of the government's sums", plant: aggregate },
    Way { rule: "aggregate.sum", name: "a cell of a unit, after the sums were made", plant: part },
    Way { rule: "roster.missing", name: "a report missing", plant: missing },
    Way { rule: "roster.late", name: "signed in February", plant: |batch, hand| dated(batch, hand, 1, "2月", "晚") },
    Way { rule: "roster.late", name: "signed in summer", plant: |batch, hand| dated(batch, hand, 1, "7月", "晚") },
    Way {
        rule: "roster.premature",
        name: "signed before the year's end",
        plant: |batch, hand| dated(batch, hand, 0, "12月", "早于"),
    },
    Way { rule: "roster.double", name: "two versions of a report", plant: double },
    Way { rule: "roster.double", name: "the same file twice", plant: twice },
    Way { rule: "roster.unlisted", name: "a unit that is not on the roster", plant: unlisted },
    Way { rule: "units.foreign_name", name: "an application to a superior government", plant: superior },
];

/// A report of the later year, of a unit that is not the government; its index.
fn later(batch: &Batch, hand: &mut Hand) -> usize {
    3 + 2 * hand.random.below(batch.papers.len() / 2 - 1)
}

fn spot(paper: &Paper, cell: Option<CellId>, words: &str) -> Option<Spot> {
    Some(Spot { file: Some(paper.file.clone()), cell, words: words.to_owned() })
}

fn shift(figures: &mut Figures, cell: CellId, by: i64) {
    let number = number(figures, cell) + by;
    figures.cells.insert(cell, number.to_string());
}

fn carry_over(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    let by = 1 + hand.random.below(3) as i64;
    let of = |row: &str, column: &str| cell(paper.form, "requests", row, column);
    let (over, new) = (of("carried_over", "natural_person"), of("new_received", "natural_person"));
    let totals = (of("carried_over", "total"), of("new_received", "total"));
    if number(&paper.figures, new) < by {
        return None;
    }
    for (cell, by) in [(over, by), (new, -by), (totals.0, by), (totals.1, -by)] {
        shift(&mut paper.figures, cell, by);
    }
    paper.lay_out();
    spot(paper, Some(over), "")
}

fn in_force(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    if batch.papers[at - 1].form != "2021" {
        return None;
    }
    let paper = &mut batch.papers[at];
    let stock = cell("2021", "art20_1", "normative_documents", "in_force");
    shift(&mut paper.figures, stock, 1 + hand.random.below(6) as i64);
    paper.lay_out();
    spot(paper, Some(stock), "")
}

fn item_stock(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    if paper.form != "2019" {
        return None;
    }
    let stock = cell("2019", "art20_5", "admin_license", "prev_year_items");
    shift(&mut paper.figures, stock, 1 + hand.random.below(6) as i64);
    paper.lay_out();
    spot(paper, Some(stock), "")
}

fn pending(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let total = number(&batch.papers[at].figures, cell(batch.papers[at].form, "remedies", "suit_direct", "total"));
    let before = &mut batch.papers[at - 1];
    let by = total + 1 + hand.random.below(3) as i64;
    for column in ["pending", "total"] {
        shift(&mut before.figures, cell(before.form, "remedies", "suit_direct", column), by);
    }
    before.lay_out();
    spot(&batch.papers[at], None, "未经复议直接起诉")
}

/// Writes the prose of one report into another, with the facts of that other.
fn take_over(from: &Paper, to: &mut Paper) {
    let is_prose = |part: Part| matches!(part, Part::Overview | Part::Aspect(_) | Part::Text(5));
    let mut taken: Vec<_> = from.paragraphs.iter().filter(|paragraph| is_prose(paragraph.part)).cloned().collect();
    let mut facts = to.facts.clone();
    // The figures of the prose are taken over with it.
    for fact in ["p", "p1", "p2", "p3", "p4", "p1pct", "pdiff", "pbefore", "pgrow"] {
        facts.insert(fact, from.facts[fact].clone());
    }
    taken.iter_mut().flat_map(|paragraph| &mut paragraph.sentences).for_each(|sentence| sentence.fill(&facts));
    let (problems, overview): (Vec<_>, Vec<_>) =
        taken.into_iter().partition(|paragraph| paragraph.part == Part::Text(5));
    to.paragraphs.retain(|paragraph| !is_prose(paragraph.part));
    for (heading, text) in [(5, problems), (1, overview)] {
        let at = to.at(Part::Heading(heading))[0] + 1;
        to.paragraphs.splice(at..at, text);
    }
}

fn repeated_text(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let before = batch.papers[at - 1].clone();
    take_over(&before, &mut batch.papers[at]);
    spot(&batch.papers[at], None, "")
}

fn alike(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    // Two units of one kind.
    let (at, from) = *hand.random.pick(&[(3, 5), (5, 7), (11, 13), (9, 11)]);
    let from = batch.papers[from].clone();
    (from.unit.kind.id() == batch.papers[at].unit.kind.id()).then_some(())?;
    take_over(&from, &mut batch.papers[at]);
    spot(&batch.papers[at], None, &from.unit.name)
}

fn enough(figures: &Figures) -> bool {
    let is_big = |text: &String| text.parse::<i64>().is_ok_and(|number| number > 9);
    figures.cells.iter().filter(|(cell, text)| cell.table().get().id == "requests" && is_big(text)).count() > 5
}

fn copied(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = if hand.random.below(2) == 0 { 1 } else { later(batch, hand) };
    let before = batch.papers[at - 1].figures.clone();
    if before.form != batch.papers[at].form || !enough(&before) {
        return None;
    }
    let paper = &mut batch.papers[at];
    paper.figures.cells.extend(before.cells.into_iter().filter(|(cell, _)| cell.table().get().id == "requests"));
    paper.lay_out();
    spot(paper, None, "表三")
}

fn left_in(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = if hand.random.below(2) == 0 { 1 } else { later(batch, hand) };
    let before = batch.papers[at - 1].figures.clone();
    let paper = &mut batch.papers[at];
    // A figure whose row and column both add up, so that no other cell can have broken them.
    let mut cells = ["granted", "partial", "unavailable_not_held"].into_iter().flat_map(|row| {
        ["natural_person", "org_enterprise"]
            .map(|column| (cell(paper.form, "requests", row, column), cell(before.form, "requests", row, column)))
    });
    let (left, old) = cells.find(|(left, old)| {
        let (now, old) = (number(&paper.figures, *left), number(&before, *old));
        old > 9 && now != old
    })?;
    paper.figures.cells.insert(left, before.cells[&old].clone());
    paper.lay_out();
    spot(paper, Some(left), "")
}

fn same_numbers(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let (at, from) = *hand.random.pick(&[(3, 5), (5, 7), (7, 3)]);
    let figures = batch.papers[from].figures.clone();
    let other = batch.papers[from].unit.name.clone();
    enough(&figures).then_some(())?;
    batch.papers[at].figures = figures;
    batch.papers[at].lay_out();
    spot(&batch.papers[at], None, &other)
}

fn jump(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = if hand.random.below(2) == 0 { 1 } else { later(batch, hand) };
    let paper = &batch.papers[at];
    let license = cell(paper.form, "art20_5", "admin_license", "decisions");
    let same = cell(batch.papers[at - 1].form, "art20_5", "admin_license", "decisions");
    let before = number(&batch.papers[at - 1].figures, same);
    let wrong = number(&paper.figures, license) * 10 + 7;
    if before == 0 || wrong < before * 10 || wrong < 100 {
        return None;
    }
    let paper = &mut batch.papers[at];
    paper.figures.cells.insert(license, wrong.to_string());
    paper.lay_out();
    spot(paper, Some(license), "")
}

/// Puts a sentence into the overview of a report.
fn say(paper: &mut Paper, hand: &mut Hand, text: String) {
    let at = paper.at(Part::Aspect(1 + hand.random.below(5) as u8))[0];
    let sentences = &mut paper.paragraphs[at].sentences;
    let nth = hand.random.below(sentences.len() + 1);
    sentences.insert(nth, Sentence::plain("changed", text));
}

fn foreign_self(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    let mine = paper.unit.me.trim_start_matches('我').to_owned();
    let others = ["街道", "镇", "乡"];
    let other = *hand.random.pick(&others);
    if other == mine || !others.contains(&mine.as_str()) {
        return None;
    }
    let text = hand
        .random
        .pick(&[
            format!("我{other}在便民大厅设置公开查阅点，安排专人值守。"),
            format!("通过公示栏及时公开全{other}低保、特困供养对象名单。"),
            format!("进一步压实责任，确保我{other}政府信息公开工作落到实处。"),
        ])
        .clone();
    say(paper, hand, text);
    spot(paper, None, other)
}

fn foreign_place(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    matches!(paper.unit.kind.id(), "town" | "township" | "street").then_some(())?;
    let kind: String = paper.unit.me.trim_start_matches('我').to_owned();
    let name = super::units::place(&[&paper.unit.name], &mut hand.random);
    let other = format!("{name}{kind}");
    let text = hand
        .random
        .pick(&[
            format!("{other}组织政务公开培训2次，参训40人次。"),
            format!("{}年，{other}主动公开政府信息86条。", paper.year),
            format!("{other}严格落实信息发布审核制度，做到先审后发。"),
        ])
        .clone();
    say(paper, hand, text);
    spot(paper, None, &other)
}

fn superior(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    matches!(paper.unit.kind.id(), "town" | "township" | "street").then_some(())?;
    let text = hand.random.pick(&[
        "全年受理公民向市政府及市政府办公室提出的政府信息公开申请5件。",
        "收到公民、法人向省政府提出的政府信息公开申请3件。",
    ]);
    say(paper, hand, (*text).to_owned());
    spot(paper, None, "")
}

fn foreign_signature(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let name = loop {
        let other = later(batch, hand);
        if batch.papers[other].unit.name != batch.papers[at].unit.name {
            break batch.papers[other].unit.name.clone();
        }
    };
    let paper = &mut batch.papers[at];
    let signature = *paper.at(Part::Signature).first()?;
    paper.paragraphs[signature].sentences[0].text.clone_from(&name);
    spot(paper, None, &name)
}

fn short_name(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    let (name, place) = (paper.unit.name.clone(), paper.unit.place.clone());
    let short = name.strip_prefix(&place)?.to_owned();
    for part in [Part::Title, Part::Signature, Part::Opening, Part::Furniture] {
        for at in paper.at(part) {
            for sentence in &mut paper.paragraphs[at].sentences {
                sentence.text = sentence.text.replace(&name, &short);
            }
        }
    }
    Some(Spot { file: None, cell: None, words: short })
}

fn aggregate(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let paper = &mut batch.papers[1];
    let (table, row, column) = *hand.random.pick(&[
        ("art20_6", "admin_penalty", "decisions"),
        ("art20_5", "admin_license", "decisions"),
        ("requests", "granted", "natural_person"),
    ]);
    let cell = cell(paper.form, table, row, column);
    let wrong = hand.wrong(number(&paper.figures, cell), &[]);
    paper.figures.cells.insert(cell, wrong.to_string());
    paper.lay_out();
    spot(paper, Some(cell), "")
}

fn part(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    let cell = cell(paper.form, "art20_6", "admin_penalty", "decisions");
    shift(&mut paper.figures, cell, 1 + hand.random.below(9) as i64);
    paper.lay_out();
    spot(&batch.papers[1], Some(cell), "")
}

fn missing(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let name = batch.papers.remove(at).unit.name;
    Some(Spot { file: None, cell: None, words: name })
}

fn dated(batch: &mut Batch, hand: &mut Hand, years: i32, month: &str, words: &str) -> Option<Spot> {
    let at = later(batch, hand);
    let paper = &mut batch.papers[at];
    let day = format!("{}年{month}{}日", paper.year + years, 3 + hand.random.below(25));
    paper.paragraphs.retain(|paragraph| paragraph.sentences.first().is_none_or(|first| first.slot != "published"));
    let date = paper.at(Part::Date)[0];
    paper.paragraphs[date].sentences[0].text = day;
    spot(paper, None, words)
}

fn double(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let mut copy = batch.papers[at].clone();
    copy.file = copy.file.replace(".txt", "（修改稿）.txt");
    let license = cell(copy.form, "art20_5", "admin_license", "decisions");
    shift(&mut copy.figures, license, 1);
    copy.lay_out();
    let name = copy.unit.name.clone();
    batch.papers.push(copy);
    Some(Spot { file: None, cell: None, words: name })
}

fn twice(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let mut copy = batch.papers[at].clone();
    copy.file = copy.file.replace(".txt", "（副本）.txt");
    let name = copy.unit.name.clone();
    batch.papers.push(copy);
    Some(Spot { file: None, cell: None, words: name })
}

fn unlisted(batch: &mut Batch, hand: &mut Hand) -> Option<Spot> {
    let at = later(batch, hand);
    let name = batch.papers[at].unit.name.clone();
    batch.roster.entries.retain(|entry| entry.name != name);
    Some(Spot { file: None, cell: None, words: name })
}
