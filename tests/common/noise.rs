//! Damage and noise that real submissions bring, applied to a report's grids before they are printed, one function a noise.
//!
//! What is damaged leaves the truth with it: a row taken out takes its expected cells along.

use rust_decimal::Decimal;

use super::figures::Random;
use super::sheet::{Expect, Grid, LOST, Print, Role, Row, Sheet, TEAR};

/// How much a noise takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Everything can still be known: every cell must be right and vouched for.
    None,
    /// Something is lost: nothing may be silently wrong.
    Some,
}

/// A kind of damage.
#[derive(Clone, Copy)]
pub struct Noise {
    /// Its short name.
    pub name: &'static str,
    /// Damages the report.
    pub apply: fn(&mut Sheet, &mut Random),
    /// How much it takes away.
    pub harm: Harm,
}

/// Every noise.
pub const NOISES: &[Noise] = &[
    Noise { name: "none", apply: |_, _| (), harm: Harm::None },
    Noise { name: "torn labels", apply: torn_labels, harm: Harm::None },
    Noise { name: "group on its own line", apply: group_on_own_line, harm: Harm::None },
    Noise { name: "headers cut", apply: headers_cut, harm: Harm::None },
    Noise { name: "traditional", apply: traditional, harm: Harm::None },
    Noise { name: "pinyin notes", apply: pinyin_notes, harm: Harm::None },
    Noise { name: "full-width digits", apply: full_width_digits, harm: Harm::None },
    Noise { name: "half-width marks", apply: half_width_marks, harm: Harm::None },
    Noise { name: "typos of the trade", apply: typos, harm: Harm::None },
    Noise { name: "furniture between blocks", apply: furniture, harm: Harm::None },
    Noise { name: "thousands separators", apply: thousands, harm: Harm::None },
    Noise { name: "units behind numbers", apply: units, harm: Harm::None },
    Noise { name: "blanks around numbers", apply: padding, harm: Harm::None },
    Noise { name: "a note inside the table", apply: note_inside, harm: Harm::None },
    Noise { name: "letter-spaced headers", apply: letter_spaced, harm: Harm::Some },
    Noise { name: "section headings missing", apply: |sheet, _| sheet.headings = false, harm: Harm::Some },
    Noise { name: "page numbers", apply: page_numbers, harm: Harm::Some },
    Noise { name: "header row missing", apply: header_row_missing, harm: Harm::Some },
    Noise { name: "one header missing", apply: one_header_missing, harm: Harm::Some },
    Noise { name: "row missing", apply: row_missing, harm: Harm::Some },
    Noise { name: "rows missing", apply: rows_missing, harm: Harm::Some },
    Noise { name: "block missing", apply: block_missing, harm: Harm::Some },
    Noise { name: "block moved", apply: block_moved, harm: Harm::Some },
    Noise { name: "block headings missing", apply: headings_missing, harm: Harm::Some },
    Noise { name: "rows moved", apply: rows_moved, harm: Harm::Some },
    Noise { name: "row doubled", apply: row_doubled, harm: Harm::Some },
    Noise { name: "table doubled", apply: table_doubled, harm: Harm::Some },
    Noise { name: "table doubled, differing", apply: table_doubled_differing, harm: Harm::Some },
    Noise { name: "label lost", apply: label_lost, harm: Harm::Some },
    Noise { name: "value lost", apply: value_lost, harm: Harm::Some },
    Noise { name: "value added", apply: value_added, harm: Harm::Some },
    Noise { name: "extra row", apply: extra_row, harm: Harm::Some },
    Noise { name: "subtotal column", apply: subtotal_column, harm: Harm::Some },
    Noise { name: "cut off", apply: cut_off, harm: Harm::Some },
];

fn each_print(sheet: &mut Sheet, mut change: impl FnMut(Role, &mut Print)) {
    for row in sheet.grids.iter_mut().flat_map(|grid| &mut grid.rows) {
        let role = row.role;
        row.cells.iter_mut().for_each(|print| change(role, print));
    }
}

fn each_label(sheet: &mut Sheet, mut change: impl FnMut(&mut String)) {
    each_print(sheet, |_, print| {
        if print.value.is_none() {
            change(&mut print.text);
        }
    });
}

fn data_rows(grid: &Grid) -> Vec<usize> {
    (0..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Data).collect()
}

/// A data row of section 二 or 三 (section 四 has only one).
fn any_row(sheet: &Sheet, random: &mut Random) -> (usize, usize) {
    let at = random.below(2);
    (at, *random.pick(&data_rows(&sheet.grids[at])))
}

/// Takes a row out; group labels that it opens pass to the row below.
fn remove_row(grid: &mut Grid, at: usize) -> Row {
    let row = grid.rows.remove(at);
    let mut labels: Vec<Print> = row.cells.iter().filter(|print| print.value.is_none()).cloned().collect();
    labels.pop();
    if let Some(next) = grid.rows.get_mut(at) {
        let first = next.cells[0].column;
        let groups = labels.into_iter().filter(|print| print.column < first);
        next.cells.splice(0..0, groups);
    }
    row
}

fn torn_labels(sheet: &mut Sheet, random: &mut Random) {
    each_label(sheet, |text| {
        let chars: Vec<char> = text.chars().collect();
        // Full-width rows are never torn, and most narrow cells are not.
        if chars.len() < 4 || text.starts_with("第二十条") || random.below(3) > 0 {
            return;
        }
        let at = match text.find('）') {
            Some(byte) if byte < 12 => text[..byte].chars().count() + 1,
            _ => chars.len() / 2,
        };
        *text = chars[..at].iter().chain([&TEAR]).chain(&chars[at..]).collect();
    });
}

fn group_on_own_line(sheet: &mut Sheet, _: &mut Random) {
    let grid = &mut sheet.grids[1];
    let rows = std::mem::take(&mut grid.rows);
    for mut row in rows {
        let labels = row.cells.iter().filter(|print| print.value.is_none()).count();
        if row.role == Role::Data && labels > 1 {
            let item = row.cells.split_off(labels - 1);
            for group in row.cells {
                grid.rows.push(Row { role: Role::Group, block: row.block, cells: vec![group] });
            }
            row.cells = item;
        }
        grid.rows.push(row);
    }
}

fn headers_cut(sheet: &mut Sheet, _: &mut Random) {
    let cuts = [
        ("本年新制作数量", "本年新"),
        ("本年新公开数量", "本年新"),
        ("本年增/减", "本年增/"),
        ("现行有效件数", "现行有效件"),
        ("结果维持", "结果"),
        ("结果纠正", "结果"),
        ("其他结果", "其他"),
        ("尚未审结", "尚未"),
    ];
    each_label(sheet, |text| {
        if let Some((_, cut)) = cuts.iter().find(|(whole, _)| whole == text) {
            *text = (*cut).to_owned();
        }
    });
}

/// Simplified character, traditional character and its reading, for the words of the forms.
const TRADITIONAL: &str = "条條tiáo 项項xiàng 规規guī 开開kāi 对對duì 总總zǒng 数數shù 发發fā 废廢fèi 现現xiàn 许許xǔ 处處chǔ \
    决決jué 罚罰fá 强強qiáng 务務wù 业業yè 费費fèi 购購gòu 额額é 单單dān 万萬wàn 请請qǐng 计計jì 组組zǔ 织織zhī 机機jī \
    构構gòu 会會huì 国國guó 属屬shǔ 结結jié 转轉zhuǎn 办辦bàn 继繼jì 续續xù 区區qū 这這zhè 审審shěn 维維wéi 纠糾jiū \
    经經jīng 复復fù 议議yì 诉訴sù 讼訟sòng 后後hòu 关關guān 稳穩wěn 权權quán 护護hù 没沒méi 补補bǔ 内內nèi 确確què 访訪fǎng \
    举舉jǔ 报報bào 类類lèi 过過guò 执執zhí 询詢xún 无無wú 当當dāng 应應yīng 认認rèn 获獲huò 缴繳jiǎo 纳納nà 为為wéi \
    况況kuàng 减減jiǎn 于於yú 据據jù 系係xì 与與yǔ 种種zhǒng 实實shí 证證zhèng";

fn traditional_of(c: char) -> Option<(char, &'static str)> {
    TRADITIONAL.split_whitespace().find_map(|entry| {
        let rest = entry.strip_prefix(c)?;
        let other = rest.chars().next()?;
        Some((other, &rest[other.len_utf8()..]))
    })
}

fn traditional(sheet: &mut Sheet, _: &mut Random) {
    each_label(sheet, |text| *text = text.chars().map(|c| traditional_of(c).map_or(c, |(other, _)| other)).collect());
}

fn pinyin_notes(sheet: &mut Sheet, _: &mut Random) {
    each_label(sheet, |text| {
        *text = text
            .chars()
            .map(|c| traditional_of(c).map_or(c.to_string(), |(other, reading)| format!("{other}({reading})")))
            .collect();
    });
}

fn full_width_digits(sheet: &mut Sheet, _: &mut Random) {
    each_print(sheet, |_, print| {
        if print.value.is_some() {
            let wide = |c: char| c.to_digit(10).map_or(c, |digit| char::from_u32('０' as u32 + digit).unwrap_or(c));
            print.text = print.text.chars().map(wide).collect();
        }
    });
}

fn each_whole_number(sheet: &mut Sheet, change: impl Fn(&str) -> String) {
    each_print(sheet, |_, print| {
        if print.value.is_some() && !print.text.is_empty() && print.text.chars().all(|c| c.is_ascii_digit()) {
            print.text = change(&print.text);
        }
    });
}

fn thousands(sheet: &mut Sheet, _: &mut Random) {
    each_whole_number(sheet, |text| match text.len() {
        4.. => format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]),
        _ => text.to_owned(),
    });
}

fn units(sheet: &mut Sheet, _: &mut Random) {
    each_whole_number(sheet, |text| format!("{text}件"));
}

fn padding(sheet: &mut Sheet, random: &mut Random) {
    let pads = ["", " ", "  ", "\u{a0}", "\u{3000}"];
    each_print(sheet, |_, print| {
        if print.value.is_some() && !print.text.is_empty() {
            print.text = format!("{}{}{}", random.pick(&pads), print.text, random.pick(&pads));
        }
    });
}

fn letter_spaced(sheet: &mut Sheet, _: &mut Random) {
    each_print(sheet, |role, print| {
        if role == Role::Header && print.text.chars().count() <= 6 {
            print.text = print.text.chars().map(String::from).collect::<Vec<_>>().join(" ");
        }
    });
}

fn half_width_marks(sheet: &mut Sheet, _: &mut Random) {
    each_label(sheet, |text| {
        *text =
            text.replace('（', "(").replace('）', ")").replace('，', ",").replace('：', ":").replace(['“', '”'], "\"");
    });
}

fn typos(sheet: &mut Sheet, _: &mut Random) {
    let slips = [
        ("商业企业", "商业机构"),
        ("（二）部分公开", "（二）不分公开"),
        ("重新出具已获取", "重新出具以获取"),
        ("采购总金额", "采购金额"),
        ("之和，等于", "之和等于"),
        ("行政强制", "行政强製"),
        ("2.重复申请", "2、重复申请"),
    ];
    each_label(sheet, |text| {
        for (right, wrong) in slips {
            *text = text.replace(right, wrong);
        }
    });
}

const LINES: [&str; 4] = [
    "浏览次数：1289次 字号：[ 大 中 小 ]",
    "【打印】 【关闭】 分享到：",
    "上一篇：云岭县民政局2018年预算公开",
    "扫一扫在手机打开当前页",
];

fn furniture(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[0];
    let starts: Vec<usize> = (1..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Heading).collect();
    for at in starts.into_iter().rev() {
        let block = grid.rows[at].block;
        grid.rows.insert(at, Row::furniture(block, random.pick::<&str>(&LINES)));
    }
    for grid in &mut sheet.grids {
        let block = grid.rows[0].block;
        grid.rows.push(Row::furniture(block, random.pick::<&str>(&LINES)));
    }
}

fn note_inside(sheet: &mut Sheet, _: &mut Random) {
    let notes = [
        "注：以上数据由办公室汇总，行政处罚31件中已结案29件。",
        "说明：申请数量含网上申请12件、当面申请3件，口径与上年一致。",
    ];
    for (grid, note) in sheet.grids.iter_mut().zip(notes) {
        let rows = data_rows(grid);
        let at = rows[rows.len() / 2];
        let block = grid.rows[at].block;
        grid.rows.insert(at, Row::furniture(block, note));
    }
}

fn page_numbers(sheet: &mut Sheet, random: &mut Random) {
    for page in 3..6 {
        let (at, row) = any_row(sheet, random);
        let block = sheet.grids[at].rows[row].block;
        let text = if random.below(2) == 0 { format!("- {page} -") } else { format!("第 {page} 页 共 8 页") };
        sheet.grids[at].rows.insert(row, Row::furniture(block, &text));
    }
}

fn header_row_missing(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let headers: Vec<usize> = (0..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Header).collect();
    grid.rows.remove(*random.pick(&headers));
}

fn one_header_missing(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let headers: Vec<usize> = (0..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Header).collect();
    let row = &mut grid.rows[*random.pick(&headers)];
    let at = random.below(row.cells.len());
    if row.cells.len() > 1 {
        row.cells.remove(at);
    }
}

fn row_missing(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    remove_row(&mut sheet.grids[at], row);
}

fn rows_missing(sheet: &mut Sheet, random: &mut Random) {
    for _ in 0..5 {
        row_missing(sheet, random);
    }
}

fn blocks(sheet: &Sheet) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = sheet.grids[0].rows.iter().map(|row| row.block).collect();
    found.dedup();
    found
}

fn take_block(sheet: &mut Sheet, block: &str) -> Vec<Row> {
    let (taken, kept) = std::mem::take(&mut sheet.grids[0].rows).into_iter().partition(|row| row.block == block);
    sheet.grids[0].rows = kept;
    taken
}

fn block_missing(sheet: &mut Sheet, random: &mut Random) {
    let block = *random.pick(&blocks(sheet));
    take_block(sheet, block);
}

fn block_moved(sheet: &mut Sheet, random: &mut Random) {
    let block = *random.pick(&blocks(sheet)[1..]);
    let taken = take_block(sheet, block);
    sheet.grids[0].rows.splice(0..0, taken);
}

fn headings_missing(sheet: &mut Sheet, _: &mut Random) {
    sheet.grids[0].rows.retain(|row| row.role != Role::Heading);
}

fn rows_moved(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[1];
    let candidates: Vec<usize> = data_rows(grid).into_iter().filter(|&i| grid.rows[i].cells[0].column == 2).collect();
    let from = *random.pick(&candidates);
    let row = grid.rows.remove(from);
    let to = if from + 1 < grid.rows.len() && grid.rows[from].cells[0].column == 2 { from + 1 } else { from };
    grid.rows.insert(to, row);
}

fn row_doubled(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    let mut copy = sheet.grids[at].rows[row].clone();
    let labels = copy.cells.iter().filter(|print| print.value.is_none()).count();
    copy.cells.drain(..labels.saturating_sub(1));
    sheet.grids[at].rows.insert(row + 1, copy);
}

fn table_doubled(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let copy = grid.rows.clone();
    grid.rows.extend(copy);
}

fn table_doubled_differing(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let mut copy = grid.rows.clone();
    for _ in 0..3 {
        let rows: Vec<usize> = (0..copy.len()).filter(|&i| copy[i].role == Role::Data).collect();
        let row = &mut copy[*random.pick(&rows)];
        if let Some(print) = row.cells.last_mut() {
            set(print, "8761");
        }
    }
    grid.rows.extend(copy);
}

fn set(print: &mut Print, text: &str) {
    text.clone_into(&mut print.text);
    if let Some((_, expect)) = &mut print.value {
        *expect = Expect::of(text);
    }
}

fn label_lost(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    let label = sheet.grids[at].rows[row].cells.iter_mut().rfind(|print| print.value.is_none());
    if let Some(print) = label {
        print.text.clear();
    }
}

fn value_lost(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    let cells = &mut sheet.grids[at].rows[row].cells;
    let values: Vec<usize> = (0..cells.len()).filter(|&i| cells[i].value.is_some()).collect();
    set(&mut cells[*random.pick(&values)], LOST);
}

fn value_added(sheet: &mut Sheet, random: &mut Random) {
    let row = *random.pick(&data_rows(&sheet.grids[1]));
    let cells = &mut sheet.grids[1].rows[row].cells;
    let values: Vec<usize> = (0..cells.len()).filter(|&i| cells[i].value.is_some()).collect();
    let at = *random.pick(&values);
    let column = cells[at].column;
    for print in &mut cells[at..] {
        print.column += 1;
    }
    cells.insert(at, Print { text: "6".to_owned(), column, value: None });
    sheet.grids[1].width = 11;
}

fn extra_row(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[0];
    let at = data_rows(grid).into_iter().rfind(|&i| grid.rows[i].block == "art20_1").map_or(0, |i| i + 1);
    let mut cells = vec![Print { text: "其他主动公开文件".to_owned(), column: 0, value: None }];
    cells.extend((1..4).map(|column| Print { text: (60 + random.below(30)).to_string(), column, value: None }));
    grid.rows.insert(at, Row { role: Role::Data, block: "art20_1", cells });
}

/// Some units print a subtotal of the organisations before the total.
fn subtotal_column(sheet: &mut Sheet, _: &mut Random) {
    let grid = &mut sheet.grids[1];
    grid.width = 11;
    for row in &mut grid.rows {
        let organisations: Decimal = row
            .cells
            .iter()
            .filter(|print| (4..9).contains(&print.column))
            .filter_map(|print| match &print.value {
                Some((_, Expect::Number(value, _))) => Some(value),
                _ => None,
            })
            .sum();
        let inner_headers = row.role == Role::Header && row.cells[0].column == 4;
        if let Some(at) = row.cells.iter().position(|print| print.column == 9) {
            row.cells[at].column = 10;
            if row.role == Role::Data {
                row.cells.insert(at, Print { text: organisations.to_string(), column: 9, value: None });
            }
        } else if inner_headers {
            row.cells.push(Print { text: "小计".to_owned(), column: 9, value: None });
        }
    }
}

fn cut_off(sheet: &mut Sheet, random: &mut Random) {
    let rows = data_rows(&sheet.grids[1]);
    let at = *random.pick(&rows[3..]);
    let cells = &mut sheet.grids[1].rows[at].cells;
    let keep = 1 + random.below(cells.len() - 1);
    cells.truncate(keep);
    sheet.grids[1].rows.truncate(at + 1);
    sheet.grids[1].cut = true;
    sheet.grids[2].rows.clear();
}
