//! Noise in the text of labels and figures: torn, cut, written otherwise.

use crate::common::figures::Random;
use crate::common::sheet::{Print, Role, Sheet, TEAR};

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

pub fn torn_labels(sheet: &mut Sheet, random: &mut Random) {
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

pub fn headers_cut(sheet: &mut Sheet, _: &mut Random) {
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

pub fn traditional(sheet: &mut Sheet, _: &mut Random) {
    each_label(sheet, |text| *text = text.chars().map(|c| traditional_of(c).map_or(c, |(other, _)| other)).collect());
}

pub fn pinyin_notes(sheet: &mut Sheet, _: &mut Random) {
    each_label(sheet, |text| {
        *text = text
            .chars()
            .map(|c| traditional_of(c).map_or(c.to_string(), |(other, reading)| format!("{other}({reading})")))
            .collect();
    });
}

pub fn full_width_digits(sheet: &mut Sheet, _: &mut Random) {
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

pub fn thousands(sheet: &mut Sheet, _: &mut Random) {
    each_whole_number(sheet, |text| match text.len() {
        4.. => format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]),
        _ => text.to_owned(),
    });
}

pub fn units(sheet: &mut Sheet, _: &mut Random) {
    each_whole_number(sheet, |text| format!("{text}件"));
}

pub fn padding(sheet: &mut Sheet, random: &mut Random) {
    let pads = ["", " ", "  ", "\u{a0}", "\u{3000}"];
    each_print(sheet, |_, print| {
        if print.value.is_some() && !print.text.is_empty() {
            print.text = format!("{}{}{}", random.pick(&pads), print.text, random.pick(&pads));
        }
    });
}

pub fn letter_spaced(sheet: &mut Sheet, _: &mut Random) {
    each_print(sheet, |role, print| {
        if role == Role::Header && print.text.chars().count() <= 6 {
            print.text = print.text.chars().map(String::from).collect::<Vec<_>>().join(" ");
        }
    });
}

pub fn half_width_marks(sheet: &mut Sheet, _: &mut Random) {
    each_label(sheet, |text| {
        *text =
            text.replace('（', "(").replace('）', ")").replace('，', ",").replace('：', ":").replace(['“', '”'], "\"");
    });
}

pub fn typos(sheet: &mut Sheet, _: &mut Random) {
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
