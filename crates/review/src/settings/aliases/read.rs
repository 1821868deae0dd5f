//! Reads a file of aliases: TOML read by hand, so that every complaint names line, column and what is allowed. An entry with a
//! fault is told and left out.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;
use toml::de::{DeTable, DeValue};

use super::{AliasFile, UserAlias};
use crate::matching::{Alias, AliasKey};
use crate::schema::Axis;
use crate::settings::origin::{Origin, Problem};
use crate::text::lang::Lang;

/// The keys of an entry.
const KEYS: [&str; 10] = ["observed", "field", "form", "table", "axis", "group", "by", "at", "from", "use"];

/// Reads a file's text, entries in the order of the file.
pub fn read(path: &Path, text: &str) -> AliasFile {
    let file = AliasFile { path: path.to_owned(), ..AliasFile::default() };
    let ends = line_ends(text).collect();
    let mut reader = Reader { text, ends, file, known: HashMap::new() };
    match DeTable::parse(text) {
        Ok(table) => reader.root(table.get_ref()),
        Err(error) => {
            let words = error.message().trim_end().replace('\n', "; ");
            reader.complain(
                error.span().unwrap_or(0..0),
                format!("此处不合 TOML 语法（{words}），整个文件未采用。"),
                format!("this is no TOML ({words}); nothing of the file is used"),
            );
        }
    }
    reader.file
}

struct Reader<'a> {
    text: &'a str,
    /// Where its lines end.
    ends: Vec<usize>,
    file: AliasFile,
    /// Entries by what they speak of.
    known: HashMap<AliasKey, Vec<usize>>,
}

fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at)
}

impl Reader<'_> {
    fn root(&mut self, table: &DeTable) {
        for (name, value) in table {
            let entries = match value.get_ref() {
                DeValue::Array(entries) if name.get_ref() == "alias" => entries,
                _ => {
                    self.complain(
                        name.span(),
                        format!("此文件只有 [[alias]] 段，没有“{}”。", name.get_ref()),
                        format!("this file has sections [[alias]] alone, and no {}", name.get_ref()),
                    );
                    continue;
                }
            };
            for entry in entries.iter() {
                match entry.get_ref() {
                    DeValue::Table(fields) => self.entry(fields, entry.span()),
                    _ => self.complain(
                        entry.span(),
                        "每个别名应自成一段，以 [[alias]] 开头。".to_owned(),
                        "each alias is a section of its own that begins with [[alias]]".to_owned(),
                    ),
                }
            }
        }
    }

    /// Takes up an entry, or tells what is wrong with it.
    fn entry(&mut self, fields: &DeTable, span: Range<usize>) {
        let before = self.file.problems.len();
        for (name, _) in fields {
            if !KEYS.contains(&name.get_ref().as_ref()) {
                let (known, name, at) = (KEYS, name.get_ref(), name.span());
                self.complain(
                    at,
                    format!("别名没有“{name}”这一项，可用的有：{}。", known.join("、")),
                    format!("an alias has no {name}; there are: {}", known.join(", ")),
                );
            }
        }
        let alias = Alias {
            observed: self.text_of(fields, "observed", &span).unwrap_or_default(),
            form: fields.contains_key("form").then(|| self.text_of(fields, "form", &span)).flatten(),
            table: self.text_of(fields, "table", &span).unwrap_or_default(),
            axis: self.axis(fields, &span).unwrap_or(Axis::Row),
            group: self.group(fields),
            field: self.text_of(fields, "field", &span).unwrap_or_default(),
            by: self.text_of(fields, "by", &span).unwrap_or_default(),
            at: self.time(fields, &span).unwrap_or_default(),
            from: self.text_of(fields, "from", &span).unwrap_or_default(),
        };
        let is_used = self.is_used(fields);
        if self.file.problems.len() > before {
            return;
        }
        if let Some(fault) = alias.fault() {
            let (zh, en) = (fault.words(Lang::Zh), fault.words(Lang::En));
            self.complain(
                span,
                format!("“{}”→“{}”不能采用：{zh}。请改正，或删去这一段。", alias.observed, alias.field),
                format!("“{}” → {} cannot be used: {en}; mend or remove this section", alias.observed, alias.field),
            );
            return;
        }
        let key = alias.key();
        let like = self.known.get(&key).into_iter().flatten().map(|at| &self.file.entries[*at]);
        if let Some(known) = like.into_iter().find(|known| known.alias.is_about_the_same(&alias)) {
            let (line, field) = (known.line, known.alias.field.clone());
            let (zh, en) = if field == alias.field {
                ("重复了".to_owned(), "repeats".to_owned())
            } else {
                (format!("对应“{}”，不同于", alias.field), format!("means {}, unlike", alias.field))
            };
            self.complain(
                span,
                format!("“{}”{zh}第 {line} 行的别名，未采用。请删去其中之一。", alias.observed),
                format!("“{}” {en} the alias of line {line}, and is not used; remove one of the two", alias.observed),
            );
            return;
        }
        let line = match self.origin(span) {
            Origin::File { line, .. } => line,
            _ => 0,
        };
        self.known.entry(key).or_default().push(self.file.entries.len());
        self.file.entries.push(UserAlias { alias, is_used, line });
    }

    /// A text that must be there.
    fn text_of(&mut self, fields: &DeTable, name: &str, span: &Range<usize>) -> Option<String> {
        match fields.get(name) {
            Some(value) => match value.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => {
                    self.wrong(value.span(), name, "应写加英文引号的文字", "wants a text in quotation marks");
                    None
                }
            },
            None => {
                self.wrong(span.clone(), name, "没有写", "is missing");
                None
            }
        }
    }

    fn axis(&mut self, fields: &DeTable, span: &Range<usize>) -> Option<Axis> {
        let word = self.text_of(fields, "axis", span)?;
        let axis = Axis::parse(&word);
        if axis.is_none() {
            let at = fields.get("axis").map_or(span.clone(), |value| value.span());
            self.wrong(at, "axis", "应为 row、column、table 或 group", "is row, column, table or group");
        }
        axis
    }

    fn group(&mut self, fields: &DeTable) -> Vec<String> {
        let Some(value) = fields.get("group") else { return Vec::new() };
        let groups: Option<Vec<String>> = match value.get_ref() {
            DeValue::Array(groups) => groups.iter().map(|group| group.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        groups.unwrap_or_else(|| {
            self.wrong(value.span(), "group", "应为一组文字，如 [\"总计\"]", "wants a list of texts");
            Vec::new()
        })
    }

    fn time(&mut self, fields: &DeTable, span: &Range<usize>) -> Option<Timestamp> {
        let Some(value) = fields.get("at") else {
            self.wrong(span.clone(), "at", "没有写", "is missing");
            return None;
        };
        let text = match value.get_ref() {
            DeValue::Datetime(time) => time.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let time = text.parse().ok();
        if time.is_none() {
            self.wrong(
                value.span(),
                "at",
                "应为时间，如 2026-11-22T08:00:00Z",
                "is a time, as in 2026-11-22T08:00:00Z",
            );
        }
        time
    }

    fn is_used(&mut self, fields: &DeTable) -> bool {
        let Some(value) = fields.get("use") else { return true };
        match value.get_ref() {
            DeValue::Boolean(is_used) => *is_used,
            _ => {
                self.wrong(value.span(), "use", "应写 true 或 false，不加引号", "is true or false");
                true
            }
        }
    }

    fn wrong(&mut self, span: Range<usize>, name: &str, zh: &str, en: &str) {
        self.complain(
            span,
            format!("别名的“{name}”{zh}，这一段未采用。"),
            format!("{name} {en}; this alias is not used"),
        );
    }

    fn complain(&mut self, span: Range<usize>, zh: String, en: String) {
        let origin = self.origin(span);
        self.file.problems.push(Problem::new(origin, zh, en));
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        let line = self.ends.partition_point(|end| *end < span.start);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let column = self.text[start..span.start].chars().count() + 1;
        Origin::File { path: self.file.path.clone(), line: line + 1, column }
    }
}
