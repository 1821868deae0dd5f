//! Faults of what prose says in numbers: against the tables, and against itself.

use super::{Hand, Planter};
use crate::faults::paper::{Paper, Part, Place};
use crate::faults::words::Sentence;

/// The planters of this family.
pub const PLANTERS: &[Planter] = &[
    Planter {
        rule: "prose.requests",
        name: "applications received",
        plant: |paper, hand| misstate(paper, hand, "new", &["sum"]),
    },
    Planter {
        rule: "prose.requests",
        name: "applications carried over",
        plant: |paper, hand| misstate(paper, hand, "over", &[]),
    },
    Planter {
        rule: "prose.requests",
        name: "applications of natural persons",
        plant: |paper, hand| misstate(paper, hand, "natural", &[]),
    },
    Planter {
        rule: "prose.requests",
        name: "received and carried over together",
        plant: |paper, hand| misstate(paper, hand, "sum", &["new"]),
    },
    Planter {
        rule: "prose.results",
        name: "applications settled",
        plant: |paper, hand| misstate(paper, hand, "done", &["sum", "new"]),
    },
    Planter {
        rule: "prose.results",
        name: "applications carried forward",
        plant: |paper, hand| misstate(paper, hand, "forward", &[]),
    },
    Planter {
        rule: "prose.results",
        name: "予以公开",
        plant: |paper, hand| misstate(paper, hand, "granted", &["given"]),
    },
    Planter { rule: "prose.results", name: "不予公开", plant: |paper, hand| misstate(paper, hand, "denied", &[]) },
    Planter {
        rule: "prose.results", name: "无法提供", plant: |paper, hand| misstate(paper, hand, "unavailable", &[])
    },
    Planter {
        rule: "prose.results", name: "不予处理", plant: |paper, hand| misstate(paper, hand, "unprocessed", &[])
    },
    Planter {
        rule: "prose.results",
        name: "予以公开及部分公开",
        plant: |paper, hand| misstate(paper, hand, "given", &[]),
    },
    Planter { rule: "prose.remedies", name: "reviews", plant: |paper, hand| misstate(paper, hand, "recon", &[]) },
    Planter { rule: "prose.remedies", name: "suits", plant: |paper, hand| misstate(paper, hand, "suit", &[]) },
    Planter { rule: "prose.remedies", name: "reviews upheld", plant: |paper, hand| misstate(paper, hand, "kept", &[]) },
    Planter {
        rule: "prose.remedies",
        name: "none, where there are some",
        plant: |paper, hand| no_remedies(paper, hand),
    },
    Planter {
        rule: "prose.remedies",
        name: "all upheld, where some are not",
        plant: |paper, hand| all_upheld(paper, hand),
    },
    Planter {
        rule: "prose.documents",
        name: "documents issued",
        plant: |paper, hand| misstate(paper, hand, "issued", &[]),
    },
    Planter { rule: "prose.documents", name: "documents repealed", plant: |paper, hand| repealed(paper, hand) },
    Planter {
        rule: "prose.documents",
        name: "documents in force",
        plant: |paper, hand| misstate(paper, hand, "inforce", &[]),
    },
    Planter { rule: "prose.decisions", name: "licences", plant: |paper, hand| misstate(paper, hand, "license", &[]) },
    Planter { rule: "prose.decisions", name: "penalties", plant: |paper, hand| misstate(paper, hand, "penalty", &[]) },
    Planter { rule: "prose.decisions", name: "fees", plant: |paper, hand| fees(paper, hand) },
    Planter {
        rule: "prose.none_received",
        name: "none received, where there are some",
        plant: |paper, hand| none_received(paper, hand),
    },
    Planter { rule: "prose.percentage", name: "the share of a part", plant: |paper, hand| share(paper, hand, "p1pct") },
    Planter {
        rule: "prose.percentage",
        name: "the share of 予以公开",
        plant: |paper, hand| share(paper, hand, "grantedpct"),
    },
    Planter { rule: "prose.percentage", name: "the growth", plant: |paper, hand| share(paper, hand, "pgrow") },
    Planter { rule: "prose.parts_sum", name: "a part of a total", plant: |paper, hand| part(paper, hand) },
    Planter { rule: "prose.parts_sum", name: "the total of parts", plant: |paper, hand| total(paper, hand) },
    Planter {
        rule: "prose.statistics",
        name: "a way of application",
        plant: |paper, hand| statistics(paper, hand, &["faced", "online", "mailed"]),
    },
    Planter {
        rule: "prose.statistics",
        name: "settled in time",
        plant: |paper, hand| statistics(paper, hand, &["intime", "late"]),
    },
    Planter { rule: "form.parts_announced", name: "five parts announced", plant: |paper, _| parts(paper, "五") },
    Planter { rule: "form.parts_announced", name: "seven parts announced", plant: |paper, _| parts(paper, "七") },
];

fn number(paper: &Paper, fact: &str) -> i64 {
    paper.facts.get(fact).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Writes another text for a fact into one sentence.
fn rewrite(paper: &mut Paper, (at, nth): (usize, usize), fact: &'static str, text: String) -> Place {
    let mut facts = paper.facts.clone();
    facts.insert(fact, text);
    paper.paragraphs[at].sentences[nth].fill(&facts);
    Place::Paragraph(at)
}

/// Another number for a fact in one of the sentences that say it; none of those that another reading would accept.
fn misstate(paper: &mut Paper, hand: &mut Hand, fact: &'static str, but: &[&str]) -> Option<Place> {
    paper.sheet.as_ref()?;
    let told = paper.saying(fact);
    if told.is_empty() {
        return None;
    }
    let but: Vec<i64> = but.iter().map(|fact| number(paper, fact)).collect();
    let wrong = hand.wrong(number(paper, fact), &but);
    Some(rewrite(paper, *hand.random.pick(&told), fact, wrong.to_string()))
}

/// In the form of 2019 the same words stand for documents published.
fn repealed(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    if paper.form == "2021" { misstate(paper, hand, "repealed", &[]) } else { None }
}

fn fees(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let told = *paper.saying("feewan").first()?;
    let amount: f64 = paper.facts["feewan"].parse().ok()?;
    let wrong = format!("{:.2}", amount + 1.0 + hand.random.below(40) as f64 / 10.0);
    Some(rewrite(paper, told, "feewan", wrong))
}

/// Takes another sentence of a slot for one that is there.
fn exchange(paper: &mut Paper, slot: &str, text: &str) -> Option<Place> {
    for (at, paragraph) in paper.paragraphs.iter_mut().enumerate() {
        if let Some(sentence) = paragraph.sentences.iter_mut().find(|sentence| sentence.slot == slot) {
            *sentence = Sentence::plain("changed", text);
            return Some(Place::Paragraph(at));
        }
    }
    None
}

fn none_received(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    if paper.sheet.is_none() || number(paper, "new") == 0 {
        return None;
    }
    let (me, year) = (paper.unit.me, paper.year);
    let text = hand
        .random
        .pick(&[
            format!("{year}年，{me}未收到政府信息公开申请。"),
            "全年未收到公民、法人和其他组织提出的政府信息公开申请。".to_owned(),
            "全年没有收到依申请公开事项。".to_owned(),
            format!("{year}年度{me}没有收到要求公开政府信息的申请。"),
            "本年度无政府信息公开申请。".to_owned(),
            format!("{me}本年度政府信息公开申请数量为零。"),
            "申请渠道畅通，全年无人申请公开政府信息。".to_owned(),
        ])
        .clone();
    exchange(paper, "requests", &text)
}

fn no_remedies(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    if paper.sheet.is_none() || number(paper, "recon") + number(paper, "suit") == 0 {
        return None;
    }
    let text = *hand.random.pick(&[
        "全年未发生因政府信息公开引起的行政复议、行政诉讼。",
        "本年度无政府信息公开行政复议和行政诉讼案件。",
        "全年没有因政府信息公开被申请行政复议或被提起行政诉讼的情况。",
        "全年政府信息公开行政复议、行政诉讼案件均为0件。",
    ]);
    exchange(paper, "remedies", text)
}

fn all_upheld(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let fixed = ["fixed", "otherway", "reconopen"].iter().map(|fact| number(paper, fact)).sum::<i64>();
    if paper.sheet.is_none() || fixed == 0 {
        return None;
    }
    let count = number(paper, "recon");
    let text = hand
        .random
        .pick(&[
            format!("因政府信息公开被申请行政复议{count}件，均获维持。"),
            format!("全年发生政府信息公开行政复议{count}件，复议机关全部予以维持。"),
            format!("因政府信息公开引发行政复议{count}件，结果均为维持。"),
        ])
        .clone();
    exchange(paper, "remedies", &text)
}

fn share(paper: &mut Paper, hand: &mut Hand, fact: &'static str) -> Option<Place> {
    let told = *paper.saying(fact).first()?;
    let right: f64 = paper.facts[fact].parse().ok()?;
    let by = 0.6 + hand.random.below(80) as f64 / 10.0;
    let wrong = if right > 20.0 && hand.random.below(2) == 0 { right - by } else { right + by };
    Some(rewrite(paper, told, fact, format!("{wrong:.1}")))
}

fn part(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let fact = *hand.random.pick(&["p2", "p3", "p4"]);
    let told = *paper.saying(fact).first()?;
    let wrong = hand.wrong(number(paper, fact), &[]);
    Some(rewrite(paper, told, fact, wrong.to_string()))
}

fn total(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let told = *paper.saying("p2").first()?;
    let wrong = hand.wrong(number(paper, "p"), &[]);
    Some(rewrite(paper, told, "p", wrong.to_string()))
}

fn statistics(paper: &mut Paper, hand: &mut Hand, facts: &[&'static str]) -> Option<Place> {
    if paper.sheet.is_some() {
        return None;
    }
    let fact = *hand.random.pick(facts);
    let told = *paper.saying(fact).first()?;
    // Behind 其中 another rule adds up.
    if paper.paragraphs[told.0].sentences[told.1].template.contains("其中") {
        return None;
    }
    let wrong = hand.wrong(number(paper, fact), &[]);
    Some(rewrite(paper, told, fact, wrong.to_string()))
}

fn parts(paper: &mut Paper, count: &str) -> Option<Place> {
    let at = *paper.at(Part::Opening).first()?;
    let text = &mut paper.paragraphs[at].sentences[0].text;
    let changed = text.replace("六个部分", &format!("{count}个部分")).replace("六部分", &format!("{count}部分"));
    let is_changed = changed != *text;
    *text = changed;
    is_changed.then_some(Place::Paragraph(at))
}
