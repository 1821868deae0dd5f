//! What the screen says of learned aliases.

use jiff::tz::TimeZone;

use crate::report::{HeldBack, Taught};
use crate::text::lang::Lang;

words! {
    /// Title of the window in which aliases are kept.
    keep_title => ("留用本批学得的别名", "Keep what this batch taught"),
    /// The question in it.
    keep_question => (
        "以后的批次也照此对应吗？不留的以后不再问；用 gouji aliases 可查看、导出、删除。",
        "Match these so in later batches too? What is left out is not asked about again; gouji aliases lists, exports and forgets."
    ),
    /// The answer is on its way to the disk.
    keep_writing => ("正在写入……", "being written …"),
    /// Nothing is learned.
    learning_is_off => (
        "未开启学习；把设置 learning 改为 \"user\" 后可留用。",
        "Learning is off; set learning = \"user\" to keep aliases."
    ),
    /// What is learned is not kept.
    learning_is_for_the_batch => (
        "学得的别名只用于本批；把设置 learning 改为 \"user\" 后可留用。",
        "Aliases hold for this batch alone; set learning = \"user\" to keep them."
    ),
}

/// There is nothing to be kept, and how many labels were confirmed to several fields.
#[must_use]
pub fn nothing_to_keep(lang: Lang, disputed: usize) -> String {
    let said = lang.pick("没有可留用的新别名。", "There is no new alias to keep.").to_owned();
    match disputed {
        0 => said,
        1 => {
            said + lang.pick(
                "有 1 个名称的认定前后不一，未学。",
                " 1 label was decided in different ways and teaches nothing.",
            )
        }
        _ => {
            let (zh, en) = (
                format!("有 {disputed} 个名称的认定前后不一，未学。"),
                format!(" {disputed} labels were decided in different ways and teach nothing."),
            );
            said + &lang.pick(zh, en)
        }
    }
}

/// What was kept, and what will not be offered again.
#[must_use]
pub fn aliases_kept(lang: Lang, kept: usize, left: usize) -> String {
    let zh = match (kept, left) {
        (0, _) => format!("{left} 个别名不留用，以后不再问。"),
        (_, 0) => format!("已留用 {kept} 个别名。"),
        _ => format!("已留用 {kept} 个别名，另 {left} 个不留用，以后不再问。"),
    };
    lang.pick(zh, format!("Aliases kept: {kept}; left out and not asked about again: {left}."))
}

/// In what the rules of this session are not gouji's own, each as it is.
#[must_use]
pub fn rules_differ(lang: Lang, said: &str) -> String {
    lang.pick(format!("规则：{said}"), format!("Rules: {said}"))
}

/// The user's file of aliases has faults.
#[must_use]
pub fn aliases_faulty(lang: Lang, first: &str, count: usize) -> String {
    let (more_zh, more_en) = match count {
        0 | 1 => (String::new(), String::new()),
        _ => {
            (format!("（共 {count} 处，gouji aliases 可列出）"), format!(" ({count} in all; gouji aliases lists them)"))
        }
    };
    lang.pick(format!("别名有误：{first}{more_zh}"), format!("A fault among the aliases: {first}{more_en}"))
}

/// That other reports have a label on which something was just learned, or nothing where none has.
#[must_use]
pub fn spread(lang: Lang, reports: usize) -> String {
    match reports {
        0 => String::new(),
        1 => lang.pick("本批另有 1 份报告的同名栏目照此核对。", " 1 other report with this label follows.").to_owned(),
        _ => lang.pick(
            format!("本批另有 {reports} 份报告的同名栏目照此核对。"),
            format!(" {reports} other reports with this label follow."),
        ),
    }
}

/// What a learned alias says of a label, with its teacher, and why it did not settle it, if so.
#[must_use]
pub fn taught(taught: &Taught, zone: &TimeZone, lang: Lang) -> String {
    let teacher = taught.alias.teacher(zone, lang);
    match taught.held_back {
        None => lang.pick(format!("{teacher}。"), capital(&format!("{teacher}."))),
        Some(why) => held_back(&teacher, &taught.alias.field, why, lang),
    }
}

fn held_back(teacher: &str, field: &str, why: HeldBack, lang: Lang) -> String {
    let reason = why.words(lang);
    lang.pick(
        format!("{teacher}（→ {field}）；但{reason}，仍请认定。"),
        capital(&format!("{teacher} (→ {field}); but {reason}, so it is asked.")),
    )
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
