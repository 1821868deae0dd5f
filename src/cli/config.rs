//! `gouji config`: what holds now and where each value comes from, where settings, themes and a batch's journal lie.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::args::ConfigArgs;
use super::output::Output;
use super::screen::{KeyRow, Screen};
use crate::error::{Error, Outcome};
use crate::export::json::to_writer_pretty;
use crate::review::{existing_journal_dir, planned_journal_dir};
use crate::settings::{Choice, EXAMPLE, Origin, Problem, Setting, Settings, SettingsError, THEMES};
use crate::text::width::{Align, pad, sanitize, width};

/// Runs the command. What can be printed is printed also where a setting is wrong, so that the mistake is easily found.
///
/// # Errors
/// Where a setting cannot be used, the batch is not there, or the output cannot be written.
pub fn run(
    args: &ConfigArgs,
    settings: &Settings,
    mut problems: Vec<Problem>,
    screen: &Screen,
) -> Result<Outcome, Error> {
    let mut out = Output::new();
    if args.example {
        out.write_all(settings.lang.pick(EXAMPLE.0, EXAMPLE.1).as_bytes()).map_err(Error::Output)?;
        out.finish()?;
        return Ok(Outcome::Clean);
    }
    let (keys, unusable) = (screen.survey)(settings);
    problems.extend(unusable);
    if let Err(SettingsError(wrong)) = settings.book() {
        problems.extend(wrong);
    }
    if let Err(SettingsError(wrong)) = settings.read_roster() {
        problems.extend(wrong);
    }
    let batch = args.batch.as_deref();
    if let Some(batch) = batch.filter(|batch| !batch.exists()) {
        let path = sanitize(&batch.to_string_lossy()).into_owned();
        return Err(Error::Usage(
            format!("没有“{path}”这个目录，请核对路径。"),
            format!("there is no directory {path}; check the path"),
        ));
    }
    let as_json = args.format == "json";
    let written = match (args.keys, as_json) {
        (false, false) => table(settings, batch, &mut out),
        (false, true) => pretty(&object(settings, batch), &mut out),
        (true, false) => key_table(&keys, settings, &mut out),
        (true, true) => pretty(&key_object(&keys), &mut out),
    };
    written.map_err(Error::Output)?;
    out.finish()?;
    if problems.is_empty() { Ok(Outcome::Clean) } else { Err(SettingsError(problems).into()) }
}

fn pretty(value: &Value, out: &mut impl Write) -> io::Result<()> {
    to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// A setting's value as text; `None` where nothing is set.
fn value(setting: Setting, settings: &Settings) -> Option<String> {
    Some(match setting {
        Setting::Lang => settings.lang.name().to_owned(),
        Setting::Theme => settings.theme.clone().unwrap_or_else(|| THEMES[0].to_owned()),
        Setting::Reviewer => settings.reviewer.clone(),
        Setting::DataDir => settings.data_dir.as_deref()?.to_string_lossy().into_owned(),
        Setting::Mouse => settings.mouse.name().to_owned(),
        Setting::AmbiguousWidth => settings.ambiguous_width.name().to_owned(),
        Setting::Sort => settings.sort.name().to_owned(),
        Setting::Learning => settings.learning.name().to_owned(),
        Setting::Roster => settings.roster.as_deref()?.to_string_lossy().into_owned(),
        Setting::Limit(limit) => limit.of(&settings.limits).to_string(),
    })
}

fn table(settings: &Settings, batch: Option<&Path>, out: &mut impl Write) -> io::Result<()> {
    let lang = settings.lang;
    let nothing = || lang.pick("（未设）", "(not set)").to_owned();
    let mut rows: Vec<[String; 3]> = Setting::ALL
        .into_iter()
        .map(|setting| {
            let value = value(setting, settings).unwrap_or_else(nothing);
            [setting.name().to_owned(), value, settings.origin(setting).words(lang)]
        })
        .collect();
    rows.extend(
        settings
            .rules
            .iter()
            .map(|file| ["rules".to_owned(), file.path.to_string_lossy().into_owned(), file.origin.words(lang)]),
    );
    rows.extend(
        settings
            .severities
            .iter()
            .map(|raw| [format!("severity.{}", raw.rule), raw.level.clone(), raw.origin.words(lang)]),
    );
    rows.extend(settings.written_deadlines.iter().map(|raw| {
        let (month, day) = raw.day;
        [format!("deadlines.{}", raw.name), format!("{month:02}-{day:02}"), raw.origin.words(lang)]
    }));
    rows.extend(settings.keys.iter().map(|keys| {
        let names = if keys.keys.is_empty() { nothing() } else { keys.keys.join(" ") };
        [format!("keys.{}", keys.action), names, keys.origin.words(lang)]
    }));
    columns(&rows, out)?;
    writeln!(out)?;
    columns(&places(settings, batch), out)
}

/// Every action with its keys, what it does, and where.
fn key_table(keys: &[KeyRow], settings: &Settings, out: &mut impl Write) -> io::Result<()> {
    let lang = settings.lang;
    let rows: Vec<[String; 3]> = keys
        .iter()
        .map(|row| {
            let names = if row.keys.is_empty() { "-".to_owned() } else { row.keys.join(" ") };
            let places = row.places.join(lang.pick("、", ", "));
            let remark = lang.pick(format!("{}（{places}）", row.meaning), format!("{} ({places})", row.meaning));
            [row.action.to_owned(), names, remark]
        })
        .collect();
    columns(&rows, out)
}

/// Where things lie, each with whether it is there.
fn places(settings: &Settings, batch: Option<&Path>) -> Vec<[String; 3]> {
    let lang = settings.lang;
    let row = |name: &str, path: Option<&Path>, is_there: bool| {
        let path = path.map_or_else(
            || lang.pick("（系统没有用户设置目录）", "(the system has no folder for settings)").to_owned(),
            |path| path.to_string_lossy().into_owned(),
        );
        let state = if is_there { lang.pick("已有", "is there") } else { lang.pick("尚无", "not there yet") };
        [name.to_owned(), path, state.to_owned()]
    };
    let found = |path: Option<&Path>| path.is_some_and(Path::exists);
    let (file, themes) = (settings.places.file.as_deref(), settings.places.themes_dir.as_deref());
    let aliases = settings.places.aliases.as_deref();
    let mut rows = vec![
        row(lang.pick("设置文件", "settings file"), file, found(file)),
        row(lang.pick("学得的别名", "learned aliases"), aliases, found(aliases)),
        row(lang.pick("自己的配色", "own themes"), themes, found(themes)),
    ];
    if let Some(batch) = batch {
        let (dir, is_there) = journal(batch, settings);
        rows.push(row(lang.pick("审核记录", "journal"), Some(&dir), is_there));
    }
    rows
}

/// Where a batch's journal lies or would lie, and whether it is there.
fn journal(batch: &Path, settings: &Settings) -> (std::path::PathBuf, bool) {
    let data_dir = settings.data_dir.as_deref();
    (planned_journal_dir(batch, data_dir), existing_journal_dir(batch, data_dir).is_some())
}

fn columns(rows: &[[String; 3]], out: &mut impl Write) -> io::Result<()> {
    let clean = |text: &String| sanitize(text).into_owned();
    let widest = |column: usize| rows.iter().map(|row| width(&clean(&row[column]))).max().unwrap_or(0);
    let (first, second) = (widest(0), widest(1));
    for [name, value, remark] in rows {
        let (name, value) = (pad(&clean(name), first, Align::Left), pad(&clean(value), second, Align::Left));
        writeln!(out, "{name}  {value}  {}", clean(remark))?;
    }
    Ok(())
}

fn object(settings: &Settings, batch: Option<&Path>) -> Value {
    let all = Setting::ALL.into_iter().map(|setting| {
        json!({
            "name": setting.name(),
            "value": value(setting, settings),
            "origin": origin(settings.origin(setting)),
            "variable": setting.variable(),
            "flag": setting.flag(),
            "choices": setting.choices(),
        })
    });
    let keys = settings
        .keys
        .iter()
        .map(|keys| json!({ "action": keys.action, "keys": keys.keys, "origin": origin(&keys.origin) }));
    let rules = settings
        .rules
        .iter()
        .map(|file| json!({ "path": file.path.to_string_lossy(), "origin": origin(&file.origin) }));
    let severities = settings
        .severities
        .iter()
        .map(|raw| json!({ "rule": raw.rule, "value": raw.level, "origin": origin(&raw.origin) }));
    let deadlines = settings.written_deadlines.iter().map(|raw| {
        let (month, day) = raw.day;
        json!({ "name": raw.name, "value": format!("{month:02}-{day:02}"), "origin": origin(&raw.origin) })
    });
    let place =
        |path: Option<&Path>| path.map(|path| json!({ "path": path.to_string_lossy(), "exists": path.exists() }));
    json!({
        "settings": all.collect::<Vec<_>>(),
        "keys": keys.collect::<Vec<_>>(),
        "rules": rules.collect::<Vec<_>>(),
        "severity": severities.collect::<Vec<_>>(),
        "deadlines": deadlines.collect::<Vec<_>>(),
        "settings_file": place(settings.places.file.as_deref()),
        "aliases": place(settings.places.aliases.as_deref()),
        "themes": {
            "folder": place(settings.places.themes_dir.as_deref()),
            "embedded": THEMES,
            "own": settings.places.own_themes,
        },
        "journal": batch.map(|batch| {
            let (dir, is_there) = journal(batch, settings);
            json!({ "path": dir.to_string_lossy(), "exists": is_there })
        }),
    })
}

fn key_object(keys: &[KeyRow]) -> Value {
    let rows = keys
        .iter()
        .map(|row| json!({ "action": row.action, "keys": row.keys, "contexts": row.places, "meaning": row.meaning }));
    Value::Array(rows.collect())
}

fn origin(origin: &Origin) -> Value {
    match origin {
        Origin::Flag(name) => json!({ "kind": "flag", "name": name }),
        Origin::Variable(name) => json!({ "kind": "variable", "name": name }),
        Origin::File { path, line, column } => {
            json!({ "kind": "file", "path": path.to_string_lossy(), "line": line, "column": column })
        }
        Origin::Default => json!({ "kind": "default" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Flags, Places, SettingsFile};

    #[test]
    fn values_stand_with_their_origins_in_columns() {
        let file = SettingsFile::parse(Path::new("c.toml"), "mouse = false\n[keys]\npass = \"f5\"\n");
        let variable = |name: &str| (name == "GOUJI_REVIEWER").then(|| "王晓".into());
        let (settings, _) = Settings::resolve(&Flags::default(), &variable, Places::default(), Some(&file));
        let mut out = Vec::new();
        table(&settings, None, &mut out).unwrap();
        let printed = String::from_utf8(out).unwrap();
        for line in [
            "reviewer                王晓      环境变量 GOUJI_REVIEWER",
            "data_dir                （未设）  默认",
            "mouse                   false     文件“c.toml”第 1 行第 9 列",
            "limits.pages            500       默认",
            "keys.pass               f5        文件“c.toml”第 3 行第 1 列",
        ] {
            assert!(printed.lines().any(|printed| printed == line), "{line}\n{printed}");
        }
    }
}
