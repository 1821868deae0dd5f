//! `gouji aliases`: the aliases that were learned: listed, passed on to a colleague, taken up from one, or forgotten.

use std::io::{self, Read, Write};
use std::path::Path;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::AliasesArgs;
use super::output::{Output, tell};
use crate::error::{Error, Outcome};
use crate::export::json::to_writer_pretty;
use crate::export::save;
use crate::settings::{Added, AliasError, AliasFile, Origin, Problem, Settings, UserAlias};
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, sanitize, width};

/// The name that stands for standard input or output.
const STANDARD: &str = "-";

/// Runs the command.
///
/// # Errors
/// Where a file cannot be read or written, or no label was named.
pub fn run(args: &AliasesArgs, settings: &Settings) -> Result<Outcome, Error> {
    let Some(path) = &settings.places.aliases else { return Err(refused(&AliasError::NoPlace)) };
    let mut file = AliasFile::read(path);
    let lang = settings.lang;
    if args.action == "list" {
        if args.what.is_some() {
            return Err(Error::Usage(
                "gouji aliases list 之后不接其他内容。".to_owned(),
                "nothing follows gouji aliases list.".to_owned(),
            ));
        }
        return list(&file, args, lang);
    }
    let Some(what) = &args.what else {
        return Err(Error::Usage(
            format!("gouji aliases {} 之后应写文件或名称。", args.action),
            format!("gouji aliases {} wants a file or a label.", args.action),
        ));
    };
    match args.action.as_str() {
        "export" => export(&file, Path::new(what), args.force, lang),
        "import" => import(&mut file, Path::new(what), lang),
        _ => forget(&mut file, &what.to_string_lossy(), lang),
    }
}

fn refused(error: &AliasError) -> Error {
    Error::Usage(error.message(Lang::Zh), error.message(Lang::En))
}

/// Tells what is wrong with a file; says whether anything is.
fn told(problems: &[Problem], lang: Lang) -> bool {
    problems.iter().for_each(|problem| tell(&problem.message(lang)));
    !problems.is_empty()
}

fn list(file: &AliasFile, args: &AliasesArgs, lang: Lang) -> Result<Outcome, Error> {
    let mut out = Output::new();
    let written = if args.format == "json" {
        let all: Vec<Value> = file.entries.iter().map(object).collect();
        to_writer_pretty(&mut out, &all).and_then(|()| writeln!(out))
    } else if file.entries.is_empty() {
        let none = lang.pick("还没有学得的别名。", "No aliases were learned yet.");
        writeln!(out, "{none}")
    } else {
        table(file, lang, &mut out)
    };
    written.map_err(Error::Output)?;
    out.finish()?;
    Ok(if told(&file.problems, lang) { Outcome::Findings } else { Outcome::Clean })
}

fn object(entry: &UserAlias) -> Value {
    let alias = &entry.alias;
    json!({
        "observed": alias.observed,
        "field": alias.field,
        "form": alias.form,
        "table": alias.table,
        "axis": alias.axis.id(),
        "group": alias.group,
        "by": alias.by,
        "at": alias.at.to_string(),
        "from": alias.from,
        "use": entry.is_used,
    })
}

fn table(file: &AliasFile, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let clean = |text: String| sanitize(&text).into_owned();
    let row = |entry: &UserAlias| {
        let alias = &entry.alias;
        let group: String = alias.group.iter().map(|group| format!("{group} / ")).collect();
        let form = alias.form.as_deref().unwrap_or("*");
        let used = if entry.is_used { "" } else { lang.pick("（不用）", "(off)") };
        [
            clean(alias.observed.clone()),
            clean(format!("→ {group}{}", alias.field)),
            clean(format!("[{form} · {} · {}]", alias.table, alias.axis.id())),
            clean(format!("{}{used}", alias.teacher(&TimeZone::system(), lang))),
        ]
    };
    let rows: Vec<[String; 4]> = file.entries.iter().map(row).collect();
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let cells = [widest(0), widest(1), widest(2)];
    for row in &rows {
        let columns: Vec<String> = row.iter().zip(cells).map(|(text, cells)| pad(text, cells, Align::Left)).collect();
        writeln!(out, "{}  {}", columns.join("  "), row[3])?;
    }
    Ok(())
}

fn export(file: &AliasFile, to: &Path, force: bool, lang: Lang) -> Result<Outcome, Error> {
    let faulty = told(&file.problems, lang);
    let entries: Vec<UserAlias> = file.entries.iter().filter(|entry| entry.is_used).cloned().collect();
    let count = entries.len();
    let text = AliasFile { entries, ..AliasFile::default() }.text();
    if to.as_os_str() == STANDARD {
        let mut out = Output::new();
        out.write_all(text.as_bytes()).map_err(Error::Output)?;
        out.finish()?;
    } else {
        save(to, force, text.as_bytes()).map_err(Error::Save)?;
        let path = to.display();
        tell(&lang.pick(
            format!("已把 {count} 个别名导出到“{path}”。"),
            format!("Exported {count} alias{} to {path}.", if count == 1 { "" } else { "es" }),
        ));
    }
    Ok(if faulty { Outcome::Findings } else { Outcome::Clean })
}

fn import(file: &mut AliasFile, from: &Path, lang: Lang) -> Result<Outcome, Error> {
    let theirs = if from.as_os_str() == STANDARD {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(|error| unreadable(from, &error))?;
        AliasFile::parse(from, &text)
    } else {
        std::fs::metadata(from).map_err(|error| unreadable(from, &error))?;
        AliasFile::read(from)
    };
    let mut faulty = told(&theirs.problems, lang);
    let (mut new, mut known) = (0, 0);
    // What a colleague does not use is no lesson.
    let lessons: Vec<UserAlias> = theirs.entries.into_iter().filter(|entry| entry.is_used).collect();
    let came = file.add_all(lessons.iter().map(|entry| entry.alias.clone()));
    for (UserAlias { alias, line, .. }, added) in lessons.into_iter().zip(came) {
        let (observed, field) = (alias.observed, alias.field);
        match added {
            Added::New => new += 1,
            Added::Known => known += 1,
            Added::Conflict(own) => {
                faulty = true;
                let place = Origin::File { path: from.to_owned(), line, column: 1 };
                let own_line = own.line;
                let own_field = &own.alias.field;
                let problem = Problem::new(
                    place,
                    format!(
                        "“{observed}”→“{field}”与自己的别名不一致（第 {own_line} 行，→“{own_field}”），未导入；如要改用，请先运行 gouji aliases forget {observed}。"
                    ),
                    format!(
                        "“{observed}” → {field} contradicts your own alias (line {own_line}, → {own_field}) and was not imported; to take it, run gouji aliases forget {observed} first"
                    ),
                );
                tell(&problem.message(lang));
            }
        }
    }
    if new > 0 {
        file.write().map_err(|error| refused(&error))?;
    }
    tell(&lang.pick(
        format!("导入 {new} 个别名，{known} 个原已有。"),
        format!("Imported {new} alias{}, {known} known before.", if new == 1 { "" } else { "es" }),
    ));
    Ok(if faulty { Outcome::Findings } else { Outcome::Clean })
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    Error::Usage(
        format!("无法读取“{path}”（{error}），请核对路径和权限。"),
        format!("cannot read {path} ({error}); check the path and its permissions."),
    )
}

fn forget(file: &mut AliasFile, label: &str, lang: Lang) -> Result<Outcome, Error> {
    let forgotten = file.forget(label);
    if forgotten.is_empty() {
        return Err(Error::Usage(
            format!("没有名为“{label}”的别名；gouji aliases 可列出全部别名。"),
            format!("there is no alias {label}; gouji aliases lists all of them."),
        ));
    }
    file.write().map_err(|error| refused(&error))?;
    for UserAlias { alias, .. } in forgotten {
        tell(&lang.pick(
            format!("已删除“{}”→“{}”（{}）。", alias.observed, alias.field, alias.table),
            format!("Forgot “{}” → {} ({}).", alias.observed, alias.field, alias.table),
        ));
    }
    Ok(Outcome::Clean)
}
