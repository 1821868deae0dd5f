//! Faults of privacy and safety: numbers of persons, advertising, characters that nobody sees, words typed twice; and of the file.

use super::{Hand, Planter};
use crate::common::figures::Random;
use crate::faults::paper::{Paper, Paragraph, Part, Place};
use crate::faults::words::Sentence;

/// The planters of this family.
pub const PLANTERS: &[Planter] = &[
    Planter {
        rule: "privacy.identity",
        name: "an identity card of 18 digits",
        plant: |paper, hand| identity(paper, hand),
    },
    Planter { rule: "privacy.mobile", name: "a mobile number beside a name", plant: |paper, hand| mobile(paper, hand) },
    Planter { rule: "privacy.bank_card", name: "a bank card", plant: |paper, hand| card(paper, hand) },
    Planter { rule: "privacy.address", name: "a home beside a name", plant: |paper, hand| address(paper, hand) },
    Planter {
        rule: "text.hijacked",
        name: "advertising before the title",
        plant: |paper, hand| advertising(paper, hand, true),
    },
    Planter {
        rule: "text.hijacked",
        name: "advertising in the text",
        plant: |paper, hand| advertising(paper, hand, false),
    },
    Planter {
        rule: "text.invisible",
        name: "zero-width characters",
        plant: |paper, hand| invisible(paper, hand, '\u{200b}'),
    },
    Planter { rule: "text.invisible", name: "turned writing", plant: |paper, hand| invisible(paper, hand, '\u{202e}') },
    Planter { rule: "text.repeated", name: "words typed twice", plant: |paper, hand| repeated(paper, hand) },
    Planter { rule: "text.repeated", name: "signs typed twice", plant: |paper, hand| doubled_sign(paper, hand) },
    Planter { rule: "file.extension", name: "a web page named .doc", plant: |paper, _| page(paper, "doc", "", "") },
    Planter {
        rule: "file.hidden",
        name: "hidden text on a web page",
        plant: |paper, _| {
            page(
                paper,
                "html",
                "<p style=\"display:none\">底稿：本段内容待分管领导审定后再公开，本年新收申请暂按12件填报，行政处罚暂按35件填报，请各科室核对。</p>",
                "",
            )
        },
    },
    Planter { rule: "file.frames", name: "a page of frames", plant: |paper, _| frames(paper) },
    Planter { rule: "file.pictures", name: "pictures for the tables on a web page", plant: |paper, _| pictures(paper) },
    Planter { rule: "text.unreadable", name: "a program for a report", plant: |paper, hand| unreadable(paper, hand) },
];

const SURNAMES: [&str; 8] = ["王", "李", "张", "刘", "陈", "杨", "赵", "周"];
const GIVEN: [&str; 6] = ["某", "建国", "秀英", "志强", "丽华", "某某"];

fn name(random: &mut Random) -> String {
    format!("{}{}", random.pick(&SURNAMES), random.pick(&GIVEN))
}

/// Puts a sentence behind those of an aspect.
fn add(paper: &mut Paper, random: &mut Random, text: String) -> Option<Place> {
    let aspects: Vec<usize> = (1..=5).flat_map(|number| paper.at(Part::Aspect(number))).collect();
    if aspects.is_empty() {
        return None;
    }
    let at = *random.pick(&aspects);
    paper.paragraphs[at].sentences.push(Sentence::plain("changed", text));
    Some(Place::Paragraph(at))
}

fn digits(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + random.below(10) as u8)).collect()
}

fn identity(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let random = &mut hand.random;
    let region = *random.pick(&["110101", "320102", "510104", "530103", "420106"]);
    let day = format!("{}{:02}{:02}", 1950 + random.below(55), 1 + random.below(12), 1 + random.below(28));
    let body = format!("{region}{day}{}", digits(random, 3));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = char::from(b"10X98765432"[(sum % 11) as usize]);
    let who = name(random);
    let text = random
        .pick(&[
            format!("为群众{who}（身份证号：{body}{check}）补办救助手续。"),
            format!("公示困难家庭名单：{who}，{body}{check}。"),
            format!("申请人{who}，居民身份证号码{body}{check}，已当面答复。"),
        ])
        .clone();
    add(paper, random, text)
}

fn mobile(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let random = &mut hand.random;
    let number = format!("{}{}", random.pick(&["138", "139", "151", "177", "186", "199"]), digits(random, 8));
    let who = name(random);
    let text = random
        .pick(&[
            format!("当事人{who}（{number}）对答复表示满意。"),
            format!("及时联系申请人{who}，电话{number}，告知补正内容。"),
            format!("村民{who}手机{number}反映的问题已办结。"),
        ])
        .clone();
    add(paper, random, text)
}

fn card(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let random = &mut hand.random;
    let body = format!("{}{}", random.pick(&["622202", "621700", "622848", "621661"]), digits(random, 12));
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0') * if at % 2 == 0 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    let number = format!("{body}{}", (10 - sum % 10) % 10);
    let who = name(random);
    let text = random
        .pick(&[
            format!("补贴已发放至{who}银行卡{number}。"),
            format!("退还{who}费用，卡号{number}。"),
            format!("惠农补贴一卡通账号{number}（{who}）已更正。"),
        ])
        .clone();
    add(paper, random, text)
}

fn address(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let random = &mut hand.random;
    let (road, number, house, room) = (
        *random.pick(&["建设路", "解放街", "滨河路"]),
        1 + random.below(200),
        1 + random.below(20),
        101 + random.below(800),
    );
    let who = name(random);
    let text = random
        .pick(&[
            format!("申请人{who}，家住{road}{number}号{house}栋{room}室，已上门送达答复书。"),
            format!("走访困难群众{who}，家庭住址：{road}{number}号{house}幢{room}室。"),
            format!("居民{who}（住{road}{number}号{house}栋{room}室）参加了座谈。"),
        ])
        .clone();
    add(paper, random, text)
}

fn advertising(paper: &mut Paper, hand: &mut Hand, is_before: bool) -> Option<Place> {
    let text = *hand.random.pick(&[
        "澳门新葡京官网_威尼斯人网上娱乐平台",
        "亚博体育app下载_yabo官网登录",
        "六合彩开奖结果 时时彩计划软件",
        "成人视频在线观看 免费看片",
        "真人百家乐 线上赌场 注册送彩金",
        "开云体育_kaiyun官方网站入口",
    ]);
    if !is_before {
        return add(paper, &mut hand.random, text.to_owned());
    }
    paper.paragraphs.insert(0, Paragraph::of(Part::Furniture, Sentence::plain("changed", text)));
    Some(Place::Paragraph(0))
}

fn invisible(paper: &mut Paper, hand: &mut Hand, mark: char) -> Option<Place> {
    let at = *paper.at(Part::Aspect(1 + hand.random.below(5) as u8)).first()?;
    let text = &mut paper.paragraphs[at].sentences[0].text;
    let place = text.char_indices().nth(4)?.0;
    text.insert(place, mark);
    Some(Place::Paragraph(at))
}

fn repeated(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let me = paper.unit.me;
    let last = me.chars().last()?;
    let changes = [
        (me.to_owned(), format!("{me}{last}")),
        ("政府信息公开".to_owned(), "政府信息公开公开".to_owned()),
        ("培训".to_owned(), "培训培训".to_owned()),
        ("全年".to_owned(), "全年全年".to_owned()),
        ("工作".to_owned(), "工作工作".to_owned()),
        ("及时".to_owned(), "及时及时".to_owned()),
    ];
    let (from, to) = hand.random.pick(&changes);
    for number in 1..=5 {
        let at = *paper.at(Part::Aspect(number)).first()?;
        for sentence in &mut paper.paragraphs[at].sentences {
            if sentence.text.contains(from.as_str()) {
                sentence.text = sentence.text.replacen(from.as_str(), to, 1);
                return Some(Place::Paragraph(at));
            }
        }
    }
    None
}

fn doubled_sign(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let at = *paper.at(Part::Aspect(1 + hand.random.below(5) as u8)).first()?;
    let text = &mut paper.paragraphs[at].sentences[0].text;
    let sign = *hand.random.pick(&["。。", "，。", "，，"]);
    *text = match sign {
        "，，" => text.replacen('，', sign, 1),
        _ => text.trim_end_matches('。').to_owned() + sign,
    };
    text.contains(sign).then_some(Place::Paragraph(at))
}

/// Puts the report on a web page of another extension, with something more behind it.
fn page(paper: &mut Paper, extension: &str, more: &str, instead: &str) -> Option<Place> {
    paper.sheet.as_ref()?;
    let text = if instead.is_empty() { paper.print().0 } else { instead.to_owned() };
    let lines: String = text.lines().map(|line| format!("<p>{}</p>\n", line.replace('<', "&lt;"))).collect();
    let page = format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n{lines}{more}</body></html>");
    paper.bytes = Some(page.into_bytes());
    paper.file = paper.file.replace(".txt", &format!(".{extension}"));
    Some(Place::Anywhere)
}

fn frames(paper: &mut Paper) -> Option<Place> {
    let page = "<html><head><title>年报</title></head><frameset cols=\"20%,80%\"><frame src=\"menu.html\">\
                <frame src=\"main.html\"></frameset></html>";
    paper.bytes = Some(page.as_bytes().to_vec());
    paper.file = paper.file.replace(".txt", ".html");
    Some(Place::Anywhere)
}

fn pictures(paper: &mut Paper) -> Option<Place> {
    paper.sheet.as_ref()?;
    let mut prose = paper.clone();
    prose.paragraphs.retain(|paragraph| !matches!(paragraph.part, Part::Table(_)));
    let images =
        "<p><img src=\"t1.jpg\" width=\"800\" height=\"600\"><img src=\"t2.jpg\" width=\"800\" height=\"900\"></p>";
    page(paper, "html", images, &prose.print().0)
}

fn unreadable(paper: &mut Paper, hand: &mut Hand) -> Option<Place> {
    let mut bytes = b"MZ\x90\0\x03\0\0\0".to_vec();
    bytes.extend((0..4000).map(|_| hand.random.below(256) as u8));
    paper.bytes = Some(bytes);
    Some(Place::Anywhere)
}
