//! Faults of form: title, period, sections, aspects, documents cited, letters, unfinished sentences, years and dates.

use super::{Hand, Planter};
use crate::faults::paper::{Paper, Paragraph, Part, Place};
use crate::faults::words::Sentence;

/// The planters of this family.
pub const PLANTERS: &[Planter] = &[
    Planter {
        rule: "form.title",
        name: "工作报告 for 工作年度报告",
        plant: |paper, _| title(paper, "工作年度报告", "工作报告"),
    },
    Planter {
        rule: "form.title",
        name: "政务公开 for 政府信息公开",
        plant: |paper, _| title(paper, "政府信息公开工作年度报告", "政务公开年报"),
    },
    Planter {
        rule: "form.title",
        name: "characters swapped",
        plant: |paper, _| title(paper, "工作年度报告", "工作告年度报"),
    },
    Planter { rule: "form.title", name: "no unit", plant: |paper, _| unnamed(paper) },
    Planter { rule: "form.title", name: "no year", plant: |paper, _| undated(paper) },
    Planter { rule: "form.title", name: "no title", plant: |paper, _| untitled(paper) },
    Planter {
        rule: "form.period",
        name: "the year before",
        plant: |paper, _| {
            period(paper, |text, year| {
                text.replace(&format!("{year}年1月1日"), &format!("{}年1月1日", year - 1))
                    .replace(&format!("{year}年12月31日"), &format!("{}年12月31日", year - 1))
            })
        },
    },
    Planter {
        rule: "form.period",
        name: "日 left out",
        plant: |paper, _| period(paper, |text, _| text.replace("12月31日", "12月31")),
    },
    Planter {
        rule: "form.period",
        name: "up to November",
        plant: |paper, _| period(paper, |text, _| text.replace("12月31日", "11月30日")),
    },
    Planter { rule: "form.missing_section", name: "五 left out", plant: |paper, _| section(paper, 5) },
    Planter { rule: "form.missing_section", name: "六 left out", plant: |paper, _| section(paper, 6) },
    Planter { rule: "form.overview_aspects", name: "an aspect left out", plant: |paper, hand| aspect(paper, hand) },
    Planter {
        rule: "form.document_number",
        name: "〔2019〕30号",
        plant: |paper, _| cited(paper, "国办公开办函〔2019〕30号"),
    },
    Planter {
        rule: "form.document_number",
        name: "〔2021〕60号",
        plant: |paper, _| cited(paper, "国办公开办函〔2021〕60号"),
    },
    Planter { rule: "form.document_number", name: "the form of another year", plant: |paper, _| other_cited(paper) },
    Planter {
        rule: "form.document_number",
        name: "国令第492号",
        plant: |paper, _| words(paper, "国务院令第711号", "国务院令第492号"),
    },
    Planter { rule: "form.letter", name: "an addressee", plant: |paper, hand| addressed(paper, hand) },
    Planter { rule: "form.letter", name: "贵办", plant: |paper, hand| spoken_to(paper, hand) },
    Planter { rule: "form.empty_section", name: "五 without text", plant: |paper, _| emptied(paper, None) },
    Planter {
        rule: "form.empty_section",
        name: "五 says 无",
        plant: |paper, hand| emptied(paper, Some(["无。", "暂无。", "无", "没有。"][hand.random.below(4)])),
    },
    Planter {
        rule: "form.empty_section",
        name: "a perfunctory 五",
        plant: |paper, hand| {
            emptied(paper, Some(["人手不足。", "解读不够多，下步改进。", "公开不够及时。"][hand.random.below(3)]))
        },
    },
    Planter { rule: "form.empty_section", name: "六 without text", plant: |paper, _| without_other(paper) },
    Planter { rule: "form.cut_sentence", name: "a figure left out", plant: |paper, hand| figure_gone(paper, hand) },
    Planter { rule: "form.cut_sentence", name: "a sentence breaks off", plant: |paper, hand| broken_off(paper, hand) },
    Planter {
        rule: "form.stale_year",
        name: "last year's year before a figure",
        plant: |paper, hand| stale(paper, hand),
    },
    Planter { rule: "form.dates", name: "signed before the year's end", plant: |paper, hand| signed(paper, hand) },
    Planter {
        rule: "form.dates",
        name: "published before the year's end",
        plant: |paper, hand| published(paper, hand),
    },
];

/// Replaces words in the paragraphs of a part; the paragraph, where there were such words.
fn change(paper: &mut Paper, part: Part, from: &str, to: &str) -> Option<usize> {
    let at = *paper.at(part).first()?;
    let text = &mut paper.paragraphs[at].sentences[0].text;
    let changed = text.replace(from, to);
    let is_changed = changed != *text;
    *text = changed;
    is_changed.then_some(at)
}

fn title(paper: &mut Paper, from: &str, to: &str) -> Option<Place> {
    change(paper, Part::Title, from, to).map(|_| Place::Anywhere)
}

fn unnamed(paper: &mut Paper) -> Option<Place> {
    let name = paper.unit.name.clone();
    change(paper, Part::Title, &name, "关于").map(|_| Place::Anywhere)
}

fn undated(paper: &mut Paper) -> Option<Place> {
    let year = paper.year;
    let at = change(paper, Part::Title, &format!("{year}年度"), "");
    at.or_else(|| change(paper, Part::Title, &format!("{year}年"), "")).map(|_| Place::Anywhere)
}

fn untitled(paper: &mut Paper) -> Option<Place> {
    paper.sheet.as_ref()?;
    paper.paragraphs.retain(|paragraph| paragraph.part != Part::Title);
    Some(Place::Anywhere)
}

fn period(paper: &mut Paper, with: fn(&str, i32) -> String) -> Option<Place> {
    let (at, year) = (*paper.at(Part::Opening).first()?, paper.year);
    let text = &mut paper.paragraphs[at].sentences[0].text;
    *text = with(text, year);
    Some(Place::Anywhere)
}

fn section(paper: &mut Paper, number: u8) -> Option<Place> {
    paper.sheet.as_ref()?;
    let is_gone = |part: Part| part == Part::Heading(number) || part == Part::Text(number);
    paper.paragraphs.retain(|paragraph| !is_gone(paragraph.part));
    Some(Place::Anywhere)
}

fn aspect(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let (number, name) = *hand.random.pick(&[(3, "信息管理"), (4, "平台建设"), (5, "监督保障")]);
    let at = *paper.at(Part::Aspect(number)).first()?;
    paper.paragraphs.remove(at);
    Some(Place::Words(name.to_owned()))
}

fn cited(paper: &mut Paper, number: &str) -> Option<Place> {
    let right = paper.facts["cited"].clone();
    let at = change(paper, Part::Opening, &right, number)?;
    Some(Place::Paragraph(at))
}

fn other_cited(paper: &mut Paper) -> Option<Place> {
    match paper.form {
        "2021" => cited(paper, "国办公开办函〔2019〕60号"),
        "2019" => cited(paper, "国办公开办函〔2021〕30号"),
        _ => None,
    }
}

fn words(paper: &mut Paper, from: &str, to: &str) -> Option<Place> {
    paper.sheet.as_ref()?;
    change(paper, Part::Opening, from, to).map(Place::Paragraph)
}

fn addressed(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let at = *paper.at(Part::Opening).first()?;
    let level = paper.unit.level().to_owned();
    let to = hand
        .random
        .pick(&[
            format!("{level}政府办公室："),
            format!("{level}人民政府："),
            format!("{level}政务公开领导小组办公室："),
            format!("{level}政府办:"),
            format!("{}人民政府办公室：", paper.unit.place),
        ])
        .clone();
    paper.paragraphs.insert(at, Paragraph::of(Part::Opening, Sentence::plain("changed", to)));
    Some(Place::Paragraph(at))
}

fn spoken_to(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let at = *paper.at(Part::Opening).first()?;
    let text = *hand.random.pick(&[
        "根据贵办《关于报送政府信息公开工作年度报告的通知》要求，",
        "按照贵单位的通知要求，",
        "根据贵办通知精神，现将有关情况上报如下。",
    ]);
    paper.paragraphs[at].sentences.insert(0, Sentence::plain("changed", text));
    Some(Place::Paragraph(at))
}

fn emptied(paper: &mut Paper, with: Option<&str>) -> Option<Place> {
    paper.sheet.as_ref()?;
    paper.paragraphs.retain(|paragraph| paragraph.part != Part::Text(5));
    let at = *paper.at(Part::Heading(5)).first()?;
    if let Some(text) = with {
        paper.paragraphs.insert(at + 1, Paragraph::of(Part::Text(5), Sentence::plain("changed", text)));
    }
    Some(Place::Words("五、".to_owned()))
}

fn without_other(paper: &mut Paper) -> Option<Place> {
    paper.sheet.as_ref()?;
    paper.paragraphs.retain(|paragraph| paragraph.part != Part::Text(6));
    Some(Place::Words("六、".to_owned()))
}

/// Facts whose figure is lost easily.
const COUNTED: [&str; 8] = ["p", "new", "done", "issued", "license", "penalty", "granted", "inforce"];

fn figure_gone(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    paper.sheet.as_ref()?;
    let overview = |paper: &Paper, at: usize| matches!(paper.paragraphs[at].part, Part::Aspect(_));
    let told: Vec<_> = COUNTED
        .iter()
        .flat_map(|fact| paper.saying(fact).into_iter().map(move |place| (*fact, place)))
        .filter(|(_, (at, _))| overview(paper, *at))
        .collect();
    if told.is_empty() {
        return None;
    }
    let (fact, (at, nth)) = *hand.random.pick(&told);
    let mut facts = paper.facts.clone();
    facts.insert(fact, String::new());
    paper.paragraphs[at].sentences[nth].fill(&facts);
    Some(Place::Paragraph(at))
}

fn broken_off(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    paper.sheet.as_ref()?;
    let at = *paper.at(Part::Aspect(3 + hand.random.below(3) as u8)).first()?;
    let text = &mut paper.paragraphs[at].sentences.last_mut()?.text;
    // In the middle of the last clause.
    let chars: Vec<char> = text.chars().collect();
    let comma = chars.iter().rposition(|&c| c == '，')?;
    *text = chars[..comma + 1 + (chars.len() - comma) / 2].iter().collect();
    // A figure at the end may be one that is whole.
    *text = text.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    Some(Place::Paragraph(at))
}

fn stale(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    paper.sheet.as_ref()?;
    let mut places = Vec::new();
    for (at, paragraph) in paper.paragraphs.iter().enumerate() {
        for (nth, sentence) in paragraph.sentences.iter().enumerate() {
            let counts = ["p", "new", "done"].iter().any(|fact| sentence.says(fact));
            let begins = sentence.template.starts_with("{year}年") || sentence.template.starts_with("截至{year}年");
            if matches!(paragraph.part, Part::Aspect(_)) && counts && begins {
                places.push((at, nth));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let (at, nth) = *hand.random.pick(&places);
    let mut facts = paper.facts.clone();
    facts.insert("year", (paper.year - 1).to_string());
    paper.paragraphs[at].sentences[nth].fill(&facts);
    Some(Place::Paragraph(at))
}

fn signed(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    if paper.at(Part::Furniture).iter().any(|&at| paper.paragraphs[at].sentences[0].slot == "published") {
        return None;
    }
    let at = *paper.at(Part::Date).first()?;
    let day = format!("{}年12月{}日", paper.year, 2 + hand.random.below(28));
    day.clone_into(&mut paper.paragraphs[at].sentences[0].text);
    Some(Place::Paragraph(at))
}

fn published(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let places = paper.at(Part::Furniture);
    let at = places.into_iter().find(|&at| paper.paragraphs[at].sentences[0].slot == "published")?;
    let mut facts = paper.facts.clone();
    facts.insert("published", format!("{}-12-{:02}", paper.year, 2 + hand.random.below(28)));
    paper.paragraphs[at].sentences[0].fill(&facts);
    Some(Place::Paragraph(at))
}
