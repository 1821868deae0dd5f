//! Damage to the characters of labels: dropped, doubled, swapped, taken for one that looks or sounds like it.
//!
//! The lists are written for this generator from what typists, optical readers and input methods confuse; the engine has
//! lists of its own and never sees these.

use crate::common::figures::Random;
use crate::common::sheet::Sheet;

/// Characters that look alike, a group between blanks.
const ALIKE: &str = "部剖陪 分今兮 公么 开升井 不下 予子 未末 己已巳 人入八 大太犬 土士 千干于 日曰目 本木术 年午 信倍 息思 理埋 \
    请清情晴 项顶预 规现观 章竟 范苑 性姓 文丈 件伴 行竹 政故 许讦 其共 他地也 处外 罚罗 强弹 制刷 集隼 采来 购构枸 收攸 费贵 \
    自白 然燃 商裔 业亚 企全 科料 研妍 机杌 社杜 会合 益盒 组姐 织识职 法去 律津 服报 务夯 总怠 计讣什 结绪 转传 办力 果呆 \
    属厉 国园 家冢 密蜜 危厄 及乃 稳隐 定走 保堡 护炉 第弟 三二 方万 权仅 四匹 类娄 过边 程呈 执热 案桉 卷券 查杳 询殉 事亊 \
    无元 提堤 供洪 掌常 握渥 相想 关天 没设 现规 成戌 需霄 要耍 另叨 作昨 补朴 正止 后右 容客 仍扔 明朋 确硝 信倍 访仿 举挙 投没 诉拆 \
    重童 复夏 量里 反友 认队 或域 新薪 出山 具县 获荻 维雏 持待 纠叫 审宙 尚向 经径 直真 接按 起赵 复夏";

/// Characters that an input method offers for the same sounds, a group between blanks.
const SOUNDS: &str = "部不布步 分份 公工功 开凯 予于与 以已 申伸深 请情 政正证 府付 信心新 息西 数树 量两 规归 章张 范泛 文闻 行性形 许序 其期 \
    他它 处出 罚法发 强抢 制致治 集级 采彩 购够 收手 费废 自字 商伤 业夜 企起 科课 研言 机基 社设 会汇 益意 组阻 织职 律率 服府 务物 \
    总种 计记 结节 转专 办半 果过 属数 国果 密秘 危为 及即 稳问 定订 保报 护户 第弟 方房 权全 类泪 程成 执值 案按 查察 询寻 事是 提题 \
    供公 掌章 握我 相想 关官 没每 现先 成程 需须 要药 作做 补捕 正整 后候 容荣 仍任 明名 确却 访防 举据 投头 诉素 重中 复付 认人 新心 \
    出初 具据 获或 维为 持迟 纠究 审省 尚上 未为 经精 直值 接结 起其 总中";

fn another(of: &str, c: char, random: &mut Random) -> Option<char> {
    let groups: Vec<&str> = of.split_whitespace().filter(|group| group.contains(c)).collect();
    let others: Vec<char> = groups.iter().flat_map(|group| group.chars()).filter(|&other| other != c).collect();
    (!others.is_empty()).then(|| *random.pick(&others))
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Damages so many characters in a thousand of a text.
pub fn text(text: &str, per_mille: usize, random: &mut Random) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !is_chinese(c) || random.below(1000) >= per_mille {
            out.push(c);
            continue;
        }
        match random.below(20) {
            0..=3 => {}
            4..=6 => out.extend([c, c]),
            7..=9 => {
                if let Some(next) = chars.next_if(|&next| is_chinese(next)) {
                    out.extend([next, c]);
                } else {
                    out.push(c);
                }
            }
            10..=15 => out.push(another(ALIKE, c, random).unwrap_or('囗')),
            _ => out.push(another(SOUNDS, c, random).unwrap_or('口')),
        }
    }
    out
}

/// Damages the labels of a report.
pub fn labels(sheet: &mut Sheet, per_mille: usize, random: &mut Random) {
    for print in sheet.grids.iter_mut().flat_map(|grid| &mut grid.rows).flat_map(|row| &mut row.cells) {
        if print.value.is_none() {
            print.text = text(&print.text, per_mille, random);
        }
    }
}
