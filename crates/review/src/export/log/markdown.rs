//! The log as a document for people. Nothing that a unit or a reviewer wrote can change its layout.

use std::io::{self, Write};

use crate::review::ReviewState;
use crate::rules::Status;
use crate::text::lang::Lang;
use crate::text::width::sanitize;

use super::model::{DecisionLog, FileLog, FindingLog, MappingLog, NoteLog, ReviewLog};
use super::{Style, then_now, words};

/// Writes the document.
pub fn write(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    writeln!(out, "# {}{}\n", lang.pick("审核记录：", "Review log: "), plain(&log.batch))?;
    head(log, style, out)?;
    for (number, file) in (1..).zip(&log.files) {
        write_file(number, file, style, out)?;
    }
    between(log, style, out)?;
    if !log.skipped.is_empty() {
        writeln!(out, "\n## {}\n", lang.pick("未作为报告读取的文件", "Files that were left aside"))?;
        for skipped in &log.skipped {
            let because = lang.pick(&skipped.because_zh, &skipped.because_en);
            writeln!(out, "- {}{}{}", plain(&skipped.name), lang.pick("：", ": "), plain(because))?;
        }
    }
    Ok(())
}

fn head(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let present: Vec<&FileLog> = log.files.iter().filter(|file| file.is_present).collect();
    let machine =
        [Status::Error, Status::Warning, Status::Clean, Status::NotAssessable, Status::Unreadable].map(|status| {
            let count = present.iter().filter(|file| file.status == status).count();
            format!("{} {count}", status.words(lang))
        });
    let human = [ReviewState::Returned, ReviewState::Passed, ReviewState::Open].map(|state| {
        let count = present.iter().filter(|file| file.review.state == state).count();
        format!("{} {count}", state.words(lang))
    });
    let zone = words::zone(style);
    let (between, count, last, program) = (lang.pick("，", ", "), present.len(), log.last_event, log.program);
    let (machine, human) = (machine.join(between), human.join(between));
    match lang {
        Lang::Zh => writeln!(
            out,
            "- 报告：{count} 份\n- 机检：{machine}\n- 审阅：{human}\n- 决定：截至第 {last} 号\n- 时间：{zone}\n- 程序：gouji {program}"
        ),
        Lang::En => writeln!(
            out,
            "- Reports: {count}\n- Machine: {machine}\n- Review: {human}\n- Decisions: up to number {last}\n- Times: {zone}\n- Program: gouji {program}"
        ),
    }?;
    rules(log, style, out)
}

/// The line that says in what the rules are not gouji's own, each as it is; none where they are.
pub(super) fn rules(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let Some(words) = log.book.in_words(lang) else { return Ok(()) };
    writeln!(out, "- {}{}", lang.pick("规则：", "Rules: "), plain(&words))
}

/// What concerns the batch and no file of it.
fn between(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if log.between.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}\n", lang.pick("整个批次的问题", "Findings on the batch"))?;
    header(&lang.pick(["严重程度", "规则", "问题"], ["Severity", "Rule", "Finding"]), out)?;
    for finding in &log.between {
        row(
            &[finding.severity.words(lang).to_owned(), finding.rule.to_owned(), finding.message(lang).to_owned()],
            out,
        )?;
    }
    Ok(())
}

fn write_file(number: usize, file: &FileLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let name = file.unit.as_deref().unwrap_or(&file.name);
    let year = file.year.map_or_else(String::new, |year| format!(" · {year}"));
    writeln!(out, "\n## {number}. {}{year}\n", plain(name))?;
    let mut item = |zh: &str, en: &str, text: &str| {
        let name = lang.pick(zh, en);
        writeln!(out, "- {name}{}{}", lang.pick("：", ": "), plain(text))
    };
    item("文件", "File", &file.name)?;
    if file.is_present {
        item("指纹", "Digest", &file.digest)?;
        item("表样", "Form", file.form.unwrap_or(lang.pick("未识别", "not recognised")))?;
    }
    item("机检", "Machine", words::status(file, lang))?;
    if let Some((zh, en)) = &file.because {
        item("原因", "Reason", lang.pick(zh, en))?;
    }
    item("审阅", "Review", &review(file, style))?;
    if let Some(note) = &file.note {
        item("批注", "Note", &words::with_reason(&note.text, &words::by(&note.by, note.at, style), lang))?;
    }
    findings(file, style, out)?;
    notes(file, style, out)?;
    stale(file, style, out)?;
    mappings(file, style, out)?;
    decisions(file, style, out)
}

/// The review's state with its reason, who and when, and whether the file changed since.
fn review(file: &FileLog, style: &Style) -> String {
    let (lang, review) = (style.lang, &file.review);
    let mut text = words::with_reason(review.state.words(lang), &review.reason, lang);
    if let Some(at) = review.at {
        text.push_str(lang.pick("，", ", "));
        text.push_str(&words::by(&review.by, at, style));
    }
    if review.stale {
        let judged = words::short_digest(&review.digest);
        text.push_str(&lang.pick(
            format!("；此后文件已变更（当时为 {judged}），请复核"),
            format!("; the file changed since (it was {judged}), review it again"),
        ));
    }
    text
}

fn findings(file: &FileLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if file.findings.is_empty() {
        return Ok(());
    }
    title(lang.pick("问题", "Findings"), out)?;
    let columns = ["严重程度", "规则", "问题", "位置", "行", "判断"];
    header(&lang.pick(columns, ["Severity", "Rule", "Finding", "Place", "Lines", "Standing"]), out)?;
    for log in &file.findings {
        let cells = [
            log.finding.severity.words(lang).to_owned(),
            log.finding.rule.to_owned(),
            with_causes(log, lang),
            words::place(log, lang),
            words::lines(&log.lines, lang),
            standing(log, style),
        ];
        row(&cells, out)?;
    }
    Ok(())
}

/// The sentence of a finding, with what may have gone wrong.
fn with_causes(log: &FindingLog, lang: Lang) -> String {
    let likely = log.cause.iter().flat_map(|cause| &cause.likely);
    likely.fold(log.finding.message(lang).to_owned(), |text, (zh, en)| {
        text + &lang.pick(format!("可能原因：{zh}。"), format!(" Perhaps {en}."))
    })
}

fn standing(log: &FindingLog, style: &Style) -> String {
    let said = words::with_reason(log.standing.state.words(style.lang), &log.standing.reason, style.lang);
    match log.standing.at {
        Some(at) => format!("{said}{}{}", style.lang.pick("，", ", "), words::by(&log.standing.by, at, style)),
        None => said,
    }
}

fn notes(file: &FileLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if file.notes.is_empty() {
        return Ok(());
    }
    title(lang.pick("问题与单元格的批注", "Notes on findings and cells"), out)?;
    header(&lang.pick(["对象", "批注", "审核人", "时间"], ["About", "Note", "By", "At"]), out)?;
    for NoteLog { on, standing } in &file.notes {
        let about = words::noted(on, lang);
        row(&[about, standing.text.clone(), standing.by.clone(), words::time(standing.at, style)], out)?;
    }
    Ok(())
}

fn stale(file: &FileLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if file.stale.is_empty() {
        return Ok(());
    }
    title(lang.pick("依据已变更的决定", "Decisions whose evidence changed"), out)?;
    let columns = ["号", "对象", "当时", "现在", "审核人", "时间"];
    header(&lang.pick(columns, ["No", "About", "Then", "Now", "By", "At"]), out)?;
    for log in &file.stale {
        let (about, then, now) = (then_now::about(log, lang), then_now::then(log, lang), then_now::now(log, lang));
        row(&[log.event.to_string(), about, then, now, log.by.clone(), words::time(log.at, style)], out)?;
    }
    Ok(())
}

fn mappings(file: &FileLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if file.mappings.is_empty() && file.plain_mappings == 0 {
        return Ok(());
    }
    title(lang.pick("栏目映射", "Mappings"), out)?;
    if !file.mappings.is_empty() {
        let columns = ["原标签", "位置", "对应", "方式", "得分", "行", "状态"];
        let english = ["Observed", "Place", "Stands for", "How", "Score", "Lines", "Standing"];
        header(&lang.pick(columns, english), out)?;
        for log in &file.mappings {
            row(&mapping_cells(log, style), out)?;
        }
    }
    let count = file.plain_mappings;
    if count > 0 {
        match lang {
            Lang::Zh => writeln!(out, "\n另有 {count} 个栏目名称与格式一致（含归一后一致），由机器对应。")?,
            Lang::En => writeln!(
                out,
                "\n{count} further labels are those of the form, some after folding, and were mapped by machine."
            )?,
        }
    }
    Ok(())
}

fn mapping_cells(log: &MappingLog, style: &Style) -> [String; 7] {
    let lang = style.lang;
    let mut state = match (&log.standing, log.waits) {
        (_, true) => lang.pick("待确认", "waits").to_owned(),
        (Some(_), false) => String::new(),
        (None, false) => lang.pick("机器对应", "by machine").to_owned(),
    };
    if let Some(standing) = &log.standing {
        let between = if state.is_empty() { "" } else { lang.pick("，", ", ") };
        state = format!("{state}{between}{}", words::by(&standing.by, standing.at, style));
    }
    [
        words::observed(&log.key, lang).to_owned(),
        words::around(&log.key),
        words::mapped(log, lang),
        words::manner(log, lang),
        words::score(log),
        words::lines(&log.lines, lang),
        state,
    ]
}

fn decisions(file: &FileLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if file.decisions.is_empty() {
        return Ok(());
    }
    title(lang.pick("决定", "Decisions"), out)?;
    let columns = ["号", "时间", "审核人", "对象", "原", "新", "理由", "依据", "状态", "程序"];
    let english = ["No", "At", "By", "About", "Old", "New", "Reason", "Evidence", "Standing", "Program"];
    header(&lang.pick(columns, english), out)?;
    for log in &file.decisions {
        row(&decision_cells(log, file, style), out)?;
    }
    Ok(())
}

fn decision_cells(log: &DecisionLog, file: &FileLog, style: &Style) -> [String; 10] {
    let lang = style.lang;
    [
        log.event.id.to_string(),
        words::time(log.event.at, style),
        log.event.reviewer.clone(),
        words::about(log, lang),
        words::said(&log.old, log, lang),
        words::said(&log.new, log, lang),
        words::reason(log).to_owned(),
        words::basis(log, lang),
        words::standing(log, file, lang).to_owned(),
        log.event.program.clone(),
    ]
}

/// A heading inside a file's part.
fn title(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n### {text}\n")
}

/// The head of a table.
pub fn header(columns: &[&str], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", columns.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(columns.len()))
}

/// A row of a table.
pub fn row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// Text that stays text: no mark-up, no line break, no control character.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in sanitize(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (given, written) in [
            ("商业|机构", "商业\\|机构"),
            ("a\nb", "a b"),
            ("<img src=x>", "\\<img src=x\\>"),
            ("\\|", "\\\\\\|"),
            ("![x](y)", "\\!\\[x\\](y)"),
            ("表三“自然人”列：3 + 0 = 3", "表三“自然人”列：3 + 0 = 3"),
        ] {
            assert_eq!(plain(given), written);
        }
    }
}
