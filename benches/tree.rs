//! A folder of invented reports to measure with: the same files from the same seed, about 10 kB each, both editions, several
//! layouts, most of them exact and some damaged.

use std::fs;
use std::io;
use std::path::Path;

use super::common::figures::{Figures, Flavour, Random};
use super::common::flatten::{LAYOUTS, Layout, report};
use super::common::noise::NOISES;
use super::common::sheet::Sheet;

/// Length that a report is brought to, in bytes.
const LENGTH: usize = 10_000;

/// Reports in one folder; file managers and file systems slow down beyond some thousands.
const PER_FOLDER: usize = 1_000;

/// Of this many reports one is damaged.
const DAMAGED_EVERY: usize = 8;

/// What brings a report to its length: prose with figures, as real reports have it.
const PROSE: [&str; 6] = [
    "全年通过门户网站主动公开信息{a}条，其中政策文件{b}条，工作动态{c}条。",
    "本单位受理群众来电来信{a}件次，均在规定时限内答复，较上年增加{b}件。",
    "围绕重点领域，及时更新公开目录，补充栏目{c}个，撤下过期内容{b}条。",
    "组织业务培训{c}期，参加人员{b}人次，内容涉及申请办理、保密审查和文件解读。",
    "对公开平台开展巡查{b}次，发现并更正错链、错字{c}处，未发生泄密问题。",
    "编印办事指南{a}册，在政务大厅、村居公开栏同步张贴，方便群众查阅。",
];

/// The forms that take turns, with a report year of each.
const FORMS: [(&str, i32); 2] = [("2021", 2023), ("2019", 2019)];

/// One report by number; the same number always gives the same text.
pub fn text(number: usize, is_damaged: bool) -> String {
    let mut random = Random::new(number as u64);
    let (form, year) = FORMS[number % FORMS.len()];
    let flavour = *random.pick(&[Flavour::Sparse, Flavour::Distinct, Flavour::Zeros, Flavour::Sparse]);
    let mut sheet = Sheet::new(year, &Figures::new(form, flavour, number as u64));
    if is_damaged {
        for name in ["torn labels", "typos of the trade", "headers cut"] {
            let noise = NOISES.iter().find(|noise| noise.name == name).expect("a known noise");
            (noise.apply)(&mut sheet, &mut random);
        }
    }
    let text = report(&sheet, layout(number)).replace("云岭县民政局", &unit(number));
    lengthen(&text, &mut random)
}

/// Whether the tree's report of this number is damaged.
pub fn is_damaged(number: usize) -> bool {
    number % DAMAGED_EVERY == DAMAGED_EVERY - 1
}

/// Writes a tree of so many reports.
pub fn build(root: &Path, reports: usize) -> io::Result<()> {
    for number in 0..reports {
        let folder = root.join(format!("{:03}", number / PER_FOLDER));
        if number % PER_FOLDER == 0 {
            fs::create_dir_all(&folder)?;
        }
        fs::write(folder.join(format!("{number:06}.txt")), text(number, is_damaged(number)))?;
    }
    Ok(())
}

fn layout(number: usize) -> &'static Layout {
    // The layouts that most submissions come in; each form meets each of them.
    let names = ["f1", "f2", "f3", "f8", "tabs"];
    let name = names[number / FORMS.len() % names.len()];
    LAYOUTS.iter().find(|layout| layout.name == name).expect("a known layout")
}

fn unit(number: usize) -> String {
    let digits: String = number
        .to_string()
        .chars()
        .map(|digit| {
            ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'][digit.to_digit(10).unwrap_or(0) as usize]
        })
        .collect();
    format!("云岭县第{digits}街道办事处")
}

/// Puts prose into the first section until the report has its length.
fn lengthen(text: &str, random: &mut Random) -> String {
    let place = text.find("二、主动公开").expect("every report has section 二");
    let mut prose = String::new();
    while text.len() + prose.len() < LENGTH {
        let mut sentence = (*random.pick(&PROSE)).to_owned();
        for hole in ["{a}", "{b}", "{c}"] {
            sentence = sentence.replace(hole, &(2 + random.below(900)).to_string());
        }
        prose += &sentence;
        if random.below(3) == 0 {
            prose.push('\n');
        }
    }
    if !prose.is_empty() && !prose.ends_with('\n') {
        prose.push('\n');
    }
    format!("{}{prose}{}", &text[..place], &text[place..])
}
