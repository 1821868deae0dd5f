//! Numbers that belong to a person and not into a published report: identity cards, mobile telephones, bank cards, and the
//! numbers of a home address.
//!
//! A number counts as one of a person only by its own form (length, check digit, birthday, prefix) and where nothing around
//! it says that it is something else. Office telephones, amounts, codes and index numbers are left alone.

use std::ops::Range;

use super::private_number::{is_bank_card, is_identity, is_identity_mistyped, is_mobile, is_old_identity};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivateKind {
    /// The number of a resident identity card: 18 characters with a check digit (GB 11643), or the 15 digits used before.
    Identity,
    /// A mobile telephone.
    Mobile,
    /// A bank card whose number fulfils the check of Luhn.
    BankCard,
    /// A home address beside a name.
    Address,
}

/// A number of a person in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPrivate {
    /// What kind of number it is.
    pub kind: PrivateKind,
    /// Where it stands, in bytes of the line.
    pub range: Range<usize>,
    /// Whether the words before give it as an office's telephone or account, so that it may be public.
    pub is_offered: bool,
}

/// Fewest digits in a row that can be a number of a person.
const SHORTEST: usize = 11;

/// Whether a text may hold a number of a person. Looks at few of its bytes.
#[must_use]
pub fn may_hold(text: &str) -> bool {
    has_long_number(text.as_bytes()) || memchr::memmem::find_iter(text.as_bytes(), "住").any(|at| is_home(text, at))
}

/// Whether there are eleven digits with at most single blanks or hyphens between them. Every eleventh byte is enough to
/// find a run of so many.
fn has_long_number(bytes: &[u8]) -> bool {
    // The three bytes of a digit in full width: EF BC 90 to EF BC 99.
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, 0xEF | 0xBC | 0x90..=0x99 | b' ' | b'-' | b'X');
    let mut at = SHORTEST - 1;
    while at < bytes.len() {
        if is_part(bytes[at]) {
            let start = bytes[..at].iter().rposition(|&byte| !is_part(byte)).map_or(0, |before| before + 1);
            let end = at + bytes[at..].iter().position(|&byte| !is_part(byte)).unwrap_or(bytes.len() - at);
            let digits =
                bytes[start..end].iter().filter(|byte| byte.is_ascii_digit() || matches!(byte, 0x90..=0x99)).count();
            if digits >= SHORTEST {
                return true;
            }
            at = end;
        }
        at += SHORTEST;
    }
    false
}

/// Words before the place where somebody lives.
const HOMES: [&str; 13] = [
    "家庭住址",
    "家庭地址",
    "现住址",
    "户籍地址",
    "居住地址",
    "家住",
    "现住",
    "居住在",
    "住址",
    "（住",
    "(住",
    "，住",
    ",住",
];
/// What goes on behind 住 where it is no home: 住建局, 住房, 住院.
const NO_HOME: [&str; 11] = ["建局", "建部", "建委", "建厅", "房", "院", "宿", "宅", "户", "所", "保"];

fn is_home(text: &str, at: usize) -> bool {
    home_at(text, at).is_some()
}

/// Bytes of the word for a home that the 住 at `at` is part of.
fn home_at(text: &str, at: usize) -> Option<Range<usize>> {
    HOMES.iter().find_map(|word| {
        let start = at.checked_sub(word.find('住').unwrap_or(0))?;
        let behind = text.get(start..)?.strip_prefix(word)?;
        let is_short = word.ends_with('住') && word.chars().count() == 2 && !word.starts_with(['家', '现']);
        let is_other = is_short && NO_HOME.iter().any(|other| behind.starts_with(other));
        (!is_other).then(|| start..start + word.len())
    })
}

/// Numbers of persons in a line. `near` answers whether the lines above, as a table's head does, speak of telephones, cards or
/// accounts; it is asked only for a number that is a cell by itself.
pub fn find(line: &str, near: &dyn Fn() -> bool, found: &mut Vec<FoundPrivate>) {
    for run in runs(line) {
        found.extend(judge(line, &run, near));
    }
    for at in memchr::memmem::find_iter(line.as_bytes(), "住") {
        address(line, at, found);
    }
    found.sort_by_key(|number| number.range.start);
    found.dedup_by(|next, known| next.range.start < known.range.end);
}

/// The same text with the number's middle replaced by asterisks, character for character and byte for byte.
#[must_use]
pub fn masked(kind: PrivateKind, number: &str) -> String {
    let digits = number.chars().filter(|c| is_figure(*c)).count();
    let (head, tail) = match kind {
        PrivateKind::Identity if digits == 15 => (6, 3),
        PrivateKind::Identity | PrivateKind::BankCard => (6, 4),
        PrivateKind::Mobile => (3, 4),
        PrivateKind::Address => (0, 0),
    };
    let mut at = 0;
    let hide = |c: char| {
        if !is_figure(c) {
            return c;
        }
        at += 1;
        match c {
            _ if at <= head || at + tail > digits => c,
            '０'..='９' => '＊',
            _ => '*',
        }
    };
    number.chars().map(hide).collect()
}

fn is_figure(c: char) -> bool {
    figure(c).is_some() || matches!(c, 'X' | 'x')
}

fn figure(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

/// Digits in a row, or in groups that single blanks or hyphens part.
struct Run {
    range: Range<usize>,
    digits: Vec<u8>,
    /// The lengths of the groups.
    groups: Vec<usize>,
}

/// The runs of a line with eleven digits or more. A group that is long enough by itself is a run of its own.
fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut groups: Vec<Run> = Vec::new();
    let mut was_digit = false;
    for (at, c) in line.char_indices() {
        if let Some(digit) = figure(c) {
            if !was_digit {
                groups.push(Run { range: at..at, digits: Vec::new(), groups: Vec::new() });
            }
            if let Some(group) = groups.last_mut() {
                group.digits.push(digit);
                group.range.end = at + c.len_utf8();
            }
            was_digit = true;
        } else {
            // One blank or hyphen between two groups joins them; anything else ends the run.
            if !(was_digit && matches!(c, ' ' | '-')) {
                join(&mut groups, &mut runs);
            }
            was_digit = false;
        }
    }
    join(&mut groups, &mut runs);
    runs
}

fn join(groups: &mut Vec<Run>, runs: &mut Vec<Run>) {
    let groups = std::mem::take(groups);
    let count: usize = groups.iter().map(|group| group.digits.len()).sum();
    if count < SHORTEST {
        return;
    }
    if groups.iter().any(|group| group.digits.len() >= SHORTEST) {
        let long = groups.into_iter().filter(|group| group.digits.len() >= SHORTEST);
        runs.extend(long.map(|group| Run { groups: vec![group.digits.len()], ..group }));
        return;
    }
    if let (Some(first), Some(last)) = (groups.first(), groups.last()) {
        runs.push(Run {
            range: first.range.start..last.range.end,
            groups: groups.iter().map(|group| group.digits.len()).collect(),
            digits: groups.iter().flat_map(|group| group.digits.iter().copied()).collect(),
        });
    }
}

/// Words that say that a long number is a code.
const CODES: [&str; 16] = [
    "索引",
    "文",
    "编",
    "编码",
    "备案",
    "网安备",
    "代码",
    "流水",
    "订单",
    "许可证",
    "证书",
    "登记证",
    "发票",
    "条码",
    "识别码",
    "QQ",
];

/// Words behind a number that say that it is an amount.
const AMOUNTS: [&str; 18] =
    ["元", "万", "亿", "条", "件", "次", "个", "户", "人", "平方", "亩", "吨", "公里", "千", "%", "％", "份", "册"];

/// Words that say that a number is one of an office, or is given to be used.
const OFFERED: [&str; 16] = [
    "联系电话",
    "咨询电话",
    "监督电话",
    "投诉电话",
    "举报电话",
    "服务电话",
    "办公电话",
    "值班电话",
    "联系方式",
    "电话",
    "热线",
    "传真",
    "客服",
    "开户",
    "户名",
    "对公",
];

fn judge(line: &str, run: &Run, near: &dyn Fn() -> bool) -> Option<FoundPrivate> {
    let Range { start, mut end } = run.range;
    let before = tail(&line[..start], 24);
    // The check character X is part of the number.
    let check = (run.digits.len() == 17 && run.groups.len() == 1).then(|| line[end..].chars().next()).flatten();
    let is_x = matches!(check, Some('X' | 'x'));
    if is_x {
        end += 1;
    }
    let behind = &line[end..];
    if is_glued(before, behind) || AMOUNTS.iter().any(|word| behind.trim_start().starts_with(word)) || is_code(before) {
        return None;
    }
    let says = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let digits = &run.digits;
    let is_cell = is_cell(before, behind);
    let whole = run.groups.len() == 1;
    let is_named = || says(&["身份证", "证件号"]) && (is_old_identity(digits) || is_identity_mistyped(digits, is_x));
    let kind = if whole && (is_identity(digits, is_x) || is_named()) {
        PrivateKind::Identity
    } else if is_mobile(digits) && (whole || matches!(run.groups[..], [3, 4, 4]) && says(&["电话", "手机", "联系"]))
    {
        PrivateKind::Mobile
    } else if is_bank_card(digits)
        && is_card_written(run, says(&["卡号", "账号", "帐号", "账户", "帐户", "银行", "卡"]))
    {
        PrivateKind::BankCard
    } else {
        return None;
    };
    // A number that fills a cell is a figure of a table unless the table is one of persons.
    if is_cell && kind != PrivateKind::Identity && !says(&["电话", "手机", "卡号", "账号", "帐号"]) && !near()
    {
        return None;
    }
    Some(FoundPrivate { kind, range: start..end, is_offered: says(&OFFERED) && kind != PrivateKind::Identity })
}

/// Whether the words right before the number say that it is a code.
fn is_code(before: &str) -> bool {
    let bare = before.trim_end_matches(|c: char| c.is_whitespace() || ":：为是(（|号".contains(c));
    CODES.iter().any(|word| bare.ends_with(word))
}

/// Whether the number is written as cards are: in one run that begins as those of Chinese banks do, or with words for it.
fn is_card_written(run: &Run, named: bool) -> bool {
    match run.groups.as_slice() {
        [_] => named || run.digits.starts_with(&[6, 2]),
        [groups @ .., last] => named && groups.iter().all(|&length| length == 4) && *last <= 4,
        [] => false,
    }
}

/// Whether the number is part of a longer word: an address of a site, a code with letters, a decimal.
fn is_glued(before: &str, behind: &str) -> bool {
    let joins = |c: char| matches!(c, '-' | '_' | '/' | '.' | '=' | '&' | '?' | '#' | '@' | '+' | '%' | '〔' | '[');
    let previous = before.chars().next_back();
    let is_country = ["+86", "+86-", "0086", "86-"].iter().any(|code| before.ends_with(code));
    let glued_before = previous.is_some_and(|c| c.is_ascii_alphanumeric() || joins(c)) && !is_country;
    let mut next = behind.chars();
    let glued_behind = match next.next() {
        Some(c) if c.is_ascii_alphanumeric() => true,
        Some(c) if joins(c) || c == '*' => next.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '*'),
        _ => false,
    };
    glued_before || glued_behind
}

/// Whether nothing but bars, tabs, blanks and other figures stands around the number.
fn is_cell(before: &str, behind: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| matches!(c, '|' | '｜' | '│' | '\t') || figure(c).is_some());
    is_edge(before.trim_end_matches(' ').chars().next_back()) && is_edge(behind.trim_start_matches(' ').chars().next())
}

/// The last characters of a text.
fn tail(text: &str, chars: usize) -> &str {
    text.char_indices().rev().nth(chars - 1).map_or(text, |(at, _)| &text[at..])
}

/// A home address: a word for it with a name or a person before, and numbers of a house or room behind.
fn address(line: &str, at: usize, found: &mut Vec<FoundPrivate>) {
    const LONGEST: usize = 40;
    let Some(word) = home_at(line, at) else { return };
    if !names_a_person(tail(&line[..word.start], 20)) {
        return;
    }
    let rest = &line[word.end..];
    let end = rest
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| matches!(c, '，' | '。' | '；' | ',' | ';' | '、' | '）' | ')' | '|' | '\t'))
        .or_else(|| rest.char_indices().nth(LONGEST))
        .map_or(rest.len(), |(at, _)| at);
    let place = &rest[..end];
    const HOUSE: [&str; 9] = ["号", "室", "栋", "幢", "单元", "组", "弄", "楼", "座"];
    let is_house = |(at, c): (usize, char)| {
        figure(c).is_some() && HOUSE.iter().any(|word| place[at + c.len_utf8()..].starts_with(word))
    };
    if !place.char_indices().any(is_house) {
        return;
    }
    let first = place.find(|c| figure(c).is_some()).unwrap_or(0);
    let range = word.end + first..word.end + place.trim_end().len();
    found.push(FoundPrivate { kind: PrivateKind::Address, range, is_offered: false });
}

/// Common family names: those of nine people in ten.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Whether the words that end here name a person.
fn names_a_person(before: &str) -> bool {
    if ["姓名", "居民", "村民", "当事人", "申请人", "患者", "同志", "某某", "某，", "某,"]
        .iter()
        .any(|word| before.contains(word))
    {
        return true;
    }
    let bare = before.trim_end_matches(|c: char| c.is_whitespace() || "，,（(:：、".contains(c));
    let name: Vec<char> = bare.chars().rev().take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let is_name = |length: usize| name.get(length - 1).is_some_and(|family| FAMILIES.contains(*family));
    // A name by itself, or right behind a word for a person: 困难群众周志强.
    const PERSONS: [&str; 10] = ["群众", "居民", "村民", "职工", "老人", "户主", "业主", "租户", "家属", "农户"];
    let behind = |length: usize| {
        let word: String = name.iter().skip(length).take(2).rev().collect();
        is_name(length) && PERSONS.contains(&word.as_str())
    };
    ((2..=3).contains(&name.len()) && is_name(name.len())) || behind(2) || behind(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let mut found = Vec::new();
        assert!(may_hold(line) || runs(line).is_empty(), "{line}");
        find(line, &|| false, &mut found);
        let mut shown = line.to_owned();
        for number in &found {
            let hidden = masked(number.kind, &shown[number.range.clone()]);
            assert_eq!(hidden.len(), number.range.len());
            shown.replace_range(number.range.clone(), &hidden);
        }
        shown
    }

    #[test]
    fn numbers_of_persons_are_masked() {
        for (line, expected) in [
            ("身份证号110101199003071233，", "身份证号110101********1233，"),
            ("张某（11010519491231002X）", "张某（110105********002X）"),
            ("李四,身份证号码：110105491231002。", "李四,身份证号码：110105******002。"),
            (
                "公民身份号码１１０１０１１９９００３０７１２３３。",
                "公民身份号码１１０１０１＊＊＊＊＊＊＊＊１２３３。",
            ),
            ("| 王五 | 530802198706120036 |", "| 王五 | 530802********0036 |"),
            ("联系人王某13912345678。", "联系人王某139****5678。"),
            ("手机：139 1234 5678", "手机：139 **** 5678"),
            ("电话 0451-55843017 13912345678", "电话 0451-55843017 139****5678"),
            ("+8613912345678", "+8613912345678"),
            ("银行卡号6222021234567890128，", "银行卡号622202*********0128，"),
            ("卡号：6222 0212 3456 7890 128", "卡号：6222 02** **** ***0 128"),
            ("村民赵六，家住临江镇东风路12号3栋501室。", "村民赵六，家住临江镇东风路**号*栋***室。"),
            (
                "走访困难群众周志强，家庭住址：解放街12号8幢446室。",
                "走访困难群众周志强，家庭住址：解放街**号*幢***室。",
            ),
            ("居民周秀英，住建设路135号9栋715室。", "居民周秀英，住建设路***号*栋***室。"),
            ("居民周秀英（住滨河路36号20栋605室）", "居民周秀英（住滨河路**号**栋***室）"),
        ] {
            assert_eq!(shown(line), expected, "{line}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for line in [
            "电话：0451-55851927，邮编150227",
            "12345热线转接96128电话6960次",
            "统一社会信用代码：110101199003071233",
            "统一社会信用代码11330108002493198X",
            "索引号 | 01400-2021-0007 | 主题分类",
            "索引号：110101199003071233",
            "信息索引: 13912345678",
            "http://www.example.gov.cn/art/2023/t20230131_13912345678.html",
            "滇公网安备 53080202000123号",
            "交易金额13912345678元，节约17912345678.50元",
            "累计访问13912345678人次",
            "国办公开办函〔2021〕30号",
            "| 13912345678 | 0 | 0 |",
            "13912345678",
            "规章 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
            "6222 1234 5678 9012 1234",
            "110101199003071234",
            "20190101201912311234",
            "订单号6222021234567890128",
            "清查泄露个人身份证号、电话号码、银行账号和家庭住址的情况,整改360余条",
            "地址：五常市背荫河镇背荫河大街12号，邮编150227",
            "居住在2个社区的居民",
            "答复居民反映的问题（住建局3号楼）",
            "走访居民12户，住房安全有保障，3栋危房已鉴定",
            "保障性住房120套，住建局3号楼",
            "办公地址：东风路12号3栋501室",
        ] {
            assert_eq!(shown(line), line);
        }
    }

    #[test]
    fn a_cell_is_a_number_of_a_person_where_the_head_of_the_table_says_so() {
        let mut found = Vec::new();
        find("| 13912345678 |", &|| true, &mut found);
        assert_eq!(found.len(), 1);
    }
}
