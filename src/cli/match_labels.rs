//! `gouji match`: labels from standard input, a line each, and for every one a line of JSON with the fields that it may stand
//! for. A line that cannot be understood is told with its number, and the others are answered all the same.

use std::io::{self, BufRead, BufReader, IsTerminal, Read as _, Write};

use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::args::MatchArgs;
use super::output::{Output, tell};
use crate::error::{Error, Outcome};
use crate::export::json::to_vec;
use crate::matching::{Index, Method, Ranked, is_under, rank};
use crate::schema::{Axis, Schema, Target};
use crate::settings::Settings;
use crate::text::lang::Lang;

/// Most bytes of a line: a label has some dozens.
const LONGEST: u64 = 1 << 20;

/// Likeness from which a group's label is taken for that group.
const LIKE_GROUP: f32 = 0.6;

/// What is wrong, in Chinese and in English.
type Fault = (String, String);

/// Runs the command.
///
/// # Errors
/// Where a table is not one of the form, a line could not be understood, or standard input or output fails.
pub fn run(args: &MatchArgs, settings: &Settings) -> Result<Outcome, Error> {
    let asked =
        Asked { form: args.form.clone(), table: args.table.clone(), axis: args.axis.clone(), ..Asked::default() };
    Context::of(&asked).map_err(|(zh, en)| Error::Usage(zh, en))?;
    if io::stdin().is_terminal() {
        tell(settings.lang.pick(
            "每行输入一个栏目名称，以 Ctrl-D（Windows 为 Ctrl-Z 加回车）结束。",
            "Type a label a line; end with Ctrl-D (on Windows Ctrl-Z and Enter).",
        ));
    }
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = Output::new();
    let (mut number, mut failed) = (0_u64, 0_u64);
    while let Some(line) = next_line(&mut input).map_err(unreadable)? {
        number += 1;
        match answer(&line, number == 1, &asked) {
            Ok(None) => {}
            Ok(Some(line)) => writeln!(out, "{line}").map_err(Error::Output)?,
            Err(fault) => {
                failed += 1;
                out.flush().map_err(Error::Output)?;
                tell_line(number, fault, settings.lang);
            }
        }
        // Who writes line by line waits for the answer before the next line.
        if !input.buffer().contains(&b'\n') {
            out.flush().map_err(Error::Output)?;
        }
    }
    out.finish()?;
    match failed {
        0 => Ok(Outcome::Clean),
        _ => Err(Error::Usage(
            format!("共 {number} 行，其中 {failed} 行无法识别，已逐行说明；其余各行均已作答。"),
            format!("{failed} of {number} lines could not be understood, as told above; the others were answered."),
        )),
    }
}

fn unreadable(error: io::Error) -> Error {
    Error::Usage(
        format!("无法读取标准输入：{error}。请检查管道前面的命令。"),
        format!("standard input cannot be read: {error}; see to the command before the pipe"),
    )
}

fn tell_line(number: u64, (zh, en): Fault, lang: Lang) {
    tell(&lang.pick(format!("第 {number} 行：{zh}"), format!("line {number}: {en}")));
}

/// The next line with its end; of one that is too long only the beginning.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    input.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
    if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
        loop {
            let buffer = input.fill_buf()?;
            let end = memchr::memchr(b'\n', buffer);
            let (used, is_done) = (end.map_or(buffer.len(), |end| end + 1), end.is_some() || buffer.is_empty());
            input.consume(used);
            if is_done {
                break;
            }
        }
    }
    Ok((!line.is_empty()).then_some(line))
}

/// The answer to a line; none to one that is blank.
fn answer(line: &[u8], is_first: bool, asked: &Asked) -> Result<Option<String>, Fault> {
    if line.len() as u64 >= LONGEST {
        return Err(("这一行过长，不像是栏目名称。".to_owned(), "the line is too long for a label".to_owned()));
    }
    let line = if is_first { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
    let line = std::str::from_utf8(line).map_err(|error| {
        let column = error.valid_up_to() + 1;
        (
            format!("从第 {column} 个字节起不是 UTF-8 编码，请转换编码后再输入。"),
            format!("not UTF-8 from byte {column} on; convert it first"),
        )
    })?;
    let line = line.trim_end_matches(['\r', '\n']);
    if line.trim().is_empty() {
        return Ok(None);
    }
    let own;
    let (observed, asked) = match line.trim_start().starts_with('{') {
        false => (line.to_owned(), asked),
        true => {
            let (observed, said) = parse(line)?;
            own = said.or(asked);
            (observed, &own)
        }
    };
    let context = Context::of(asked)?;
    let ranking = rank(Index::get(), &observed, &|target| context.allows(target));
    let answer = Answer {
        observed: &observed,
        form: asked.form.as_deref(),
        table: asked.table.as_deref(),
        axis: asked.axis.as_deref(),
        group: &asked.group,
        canonical: ranking.candidates.first().map(|best| best.candidate.target.canonical()),
        score: ranking.candidates.first().map_or(0.0, |best| share(best.candidate.score)),
        method: ranking.candidates.first().map_or(Method::None, |best| best.method).id(),
        accepted: ranking.is_accepted,
        candidates: ranking.candidates.iter().map(CandidateView::new).collect(),
    };
    let written = to_vec(&answer).map_err(|error| (error.to_string(), error.to_string()))?;
    Ok(Some(String::from_utf8_lossy(&written).into_owned()))
}

/// What is known of where a label stands, as it was typed.
#[derive(Debug, Clone, Default)]
struct Asked {
    form: Option<String>,
    table: Option<String>,
    axis: Option<String>,
    group: Vec<String>,
}

impl Asked {
    /// What a line says, and where it says nothing, what the command line says.
    fn or(self, other: &Self) -> Self {
        Self {
            form: self.form.or_else(|| other.form.clone()),
            table: self.table.or_else(|| other.table.clone()),
            axis: self.axis.or_else(|| other.axis.clone()),
            group: self.group,
        }
    }
}

/// A label and what is known of it from a line of JSON. Keys that mean nothing here are passed over, so that the labels of
/// `gouji check --format json` can be given as they are.
fn parse(line: &str) -> Result<(String, Asked), Fault> {
    let object: Map<String, Value> = serde_json::from_str(line).map_err(|error| {
        let column = error.column();
        (format!("JSON 有误（第 {column} 个字节处），请检查引号、逗号和括号。"), format!("bad JSON: {error}"))
    })?;
    let wrong = |key: &str, zh: &str, en: &str| (format!("{key} 应为{zh}。"), format!("{key} should be {en}"));
    let text = |key: &str| match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(wrong(key, "文字", "a string")),
    };
    let Some(observed) = text("observed")? else {
        return Err(("缺少 observed（栏目名称）。".to_owned(), "observed, the label itself, is missing".to_owned()));
    };
    let of_group = |value: &Value| value.as_str().map(str::to_owned);
    let group = match object.get("group") {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(groups)) => groups.iter().map(of_group).collect(),
        Some(group) => of_group(group).map(|group| vec![group]),
    };
    let group = group.ok_or_else(|| wrong("group", "文字或文字的数组", "a string or an array of strings"))?;
    Ok((observed, Asked { form: text("form")?, table: text("table")?, axis: text("axis")?, group }))
}

/// Where a label stands, so that only the fields there are looked at.
struct Context {
    form: Option<u8>,
    table: Option<&'static str>,
    axis: Option<Axis>,
    groups: Vec<&'static str>,
}

impl Context {
    fn of(asked: &Asked) -> Result<Self, Fault> {
        let schema = Schema::get();
        let form = match &asked.form {
            None => None,
            Some(id) => Some(schema.form(id).ok_or_else(|| {
                let known: Vec<&str> = schema.forms.iter().map(|form| form.id).collect();
                unknown("表样", "form", id, &known)
            })?),
        };
        let tables: Vec<&'static str> = schema
            .tables()
            .filter(|table| form.is_none_or(|form| table.form == form))
            .map(|table| table.get().id)
            .collect();
        let table = match &asked.table {
            None => None,
            Some(id) => {
                let found = tables.iter().copied().find(|table| table == id);
                Some(found.ok_or_else(|| unknown("表格", "table", id, &tables))?)
            }
        };
        let axis = match &asked.axis {
            None => None,
            Some(word) => Some(
                Axis::parse(word).ok_or_else(|| unknown("axis", "axis", word, &["row", "column", "table", "group"]))?,
            ),
        };
        let mut context = Self { form, table, axis, groups: Vec::new() };
        let is_group = |target: Target| {
            let is_flat_row = target.axis == Axis::Row && target.table.get().side_by_side;
            (target.axis == Axis::Group || is_flat_row) && context.is_in_table(target)
        };
        let mut groups = Vec::new();
        for group in &asked.group {
            let ranking = rank(Index::get(), group, &is_group);
            let best = ranking.candidates.first().filter(|best| best.candidate.score >= LIKE_GROUP);
            let best = best.ok_or_else(|| unknown("分组", "group", group, &[]))?;
            groups.push(best.candidate.target.label());
        }
        context.groups = groups;
        Ok(context)
    }

    fn is_in_table(&self, target: Target) -> bool {
        self.form.is_none_or(|form| target.table.form == form)
            && self.table.is_none_or(|table| target.table.get().id == table)
    }

    fn allows(&self, target: Target) -> bool {
        self.is_in_table(target)
            && self.axis.is_none_or(|axis| target.axis == axis)
            && self.groups.iter().all(|group| is_under(target, group))
    }
}

/// Says that there is no form, table or group of a name, and which there are.
fn unknown(zh: &str, en: &str, name: &str, known: &[&str]) -> Fault {
    let mut known = known.to_vec();
    known.sort_unstable();
    known.dedup();
    let (mut in_zh, mut in_en) = (format!("没有“{name}”这个{zh}"), format!("there is no {en} {name}"));
    if !known.is_empty() {
        in_zh += &format!("，可用：{}", known.join("、"));
        in_en += &format!("; there are {}", known.join(", "));
    }
    (in_zh + "。", in_en)
}

/// A share with four decimals.
fn share(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

/// One line of the output.
#[derive(Serialize)]
struct Answer<'a> {
    observed: &'a str,
    form: Option<&'a str>,
    table: Option<&'a str>,
    axis: Option<&'a str>,
    group: &'a [String],
    canonical: Option<&'static str>,
    score: f64,
    method: &'static str,
    accepted: bool,
    candidates: Vec<CandidateView>,
}

#[derive(Serialize)]
struct CandidateView {
    canonical: &'static str,
    label: &'static str,
    form: &'static str,
    forms: Vec<&'static str>,
    table: &'static str,
    axis: &'static str,
    group: Vec<&'static str>,
    score: f64,
    method: &'static str,
    parts: Map<String, Value>,
}

impl CandidateView {
    fn new(ranked: &Ranked) -> Self {
        let target = ranked.candidate.target;
        let table = target.table.get();
        let index = usize::from(target.index);
        let part = |part: &crate::matching::ScorePart| {
            let value = Number::from_f64(share(part.value)).map_or(Value::Null, Value::Number);
            (part.kind.id().to_owned(), value)
        };
        Self {
            canonical: target.canonical(),
            label: target.label(),
            form: target.table.form().id,
            forms: ranked.forms.iter().map(|form| Schema::get().forms[usize::from(*form)].id).collect(),
            table: table.id,
            axis: target.axis.id(),
            group: match target.axis {
                Axis::Row => table.rows[index].group.clone(),
                Axis::Column => table.columns[index].group.clone(),
                Axis::Table | Axis::Group => Vec::new(),
            },
            score: share(ranked.candidate.score),
            method: ranked.method.id(),
            parts: ranked.candidate.parts.iter().map(part).collect(),
        }
    }
}
