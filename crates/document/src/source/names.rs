//! Names that the programs of Chinese offices write into archives without saying in which encoding: UTF-8, GB18030 or Big5.
//!
//! A name is too short to tell, and so all names of an archive are asked together: which reading has more of the characters
//! that names of reports are made of.

use encoding_rs::{BIG5, Encoding, GB18030};

/// Characters of the names of units and reports, in both scripts.
const USUAL: &str = "政府信息公开工作年度报告县区市镇乡街道办局委处室中心人民关于通知附件表格统计汇总\
                     資訊開報縣區鎮鄉辦處關於統計彙總單位機構學校醫院";

/// The encoding of those names of an archive that are not UTF-8.
pub(super) fn legacy_of<'a>(names: impl Iterator<Item = &'a [u8]>) -> &'static Encoding {
    let names: Vec<&[u8]> = names.filter(|name| std::str::from_utf8(name).is_err()).take(200).collect();
    let usual = |encoding: &'static Encoding| {
        names.iter().try_fold(0, |count, name| {
            let (text, has_faults) = encoding.decode_without_bom_handling(name);
            (!has_faults).then(|| count + text.chars().filter(|c| USUAL.contains(*c)).count())
        })
    };
    match (usual(BIG5), usual(GB18030)) {
        (Some(big5), Some(gb)) if big5 > gb => BIG5,
        (Some(_), None) => BIG5,
        _ => GB18030,
    }
}

/// A name in UTF-8, or else in another encoding.
pub(super) fn decoded(bytes: &[u8], legacy: &'static Encoding) -> String {
    let is_unlikely = |text: &str| !text.is_ascii() && text.chars().all(|c| c.is_ascii() || c < '\u{800}');
    match std::str::from_utf8(bytes) {
        Ok(text) if !is_unlikely(text) => text.to_owned(),
        valid => {
            let (text, has_faults) = legacy.decode_without_bom_handling(bytes);
            if has_faults && let Ok(text) = valid { text.to_owned() } else { text.into_owned() }
        }
    }
}

/// A name by itself, in UTF-8 or else GB18030.
#[must_use]
pub fn plain_name(bytes: &[u8]) -> String {
    decoded(bytes, GB18030)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_both_scripts_are_told_apart() {
        for (encoding, names) in [
            (GB18030, ["某县人民政府2021年度报告.doc", "通知（联通）.txt"]),
            (GB18030, ["规划局.pdf", "a.txt"]),
            (BIG5, ["某縣政府資訊公開年度報告.doc", "統計表.xls"]),
            (BIG5, ["鎮公所報告.pdf", "x.txt"]),
        ] {
            let written = names.map(|name| encoding.encode(name).0.into_owned());
            let legacy = legacy_of(written.iter().map(Vec::as_slice));
            assert_eq!(written.map(|name| decoded(&name, legacy)), names);
        }
    }
}
