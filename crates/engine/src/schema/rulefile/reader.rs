//! Reads a file of rules by hand, so that every complaint names its place and what is allowed in the person's own language.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::expression::Expression;
use super::{Fault, PLACEHOLDERS, RuleFile, Word, WrittenRule, WrittenWhen};
use crate::schema::Schema;
use crate::text::lang::Wording;
use crate::text::nearest::nearest;

/// The keys of a rule.
const KEYS: [&str; 12] =
    ["id", "severity", "title", "checks", "basis", "advice", "example", "flaw", "sum", "sentence", "when", "relations"];

/// The keys of its conditions.
const CONDITIONS: [&str; 5] = ["forms", "level", "body", "since", "until"];

/// The keys of the file itself.
const PARTS: [&str; 2] = ["rule", "severity"];

/// Years in which there can be a report.
const YEARS: Range<i64> = 2008..2100;

pub(super) fn read(text: &str) -> (RuleFile, Vec<Fault>) {
    // Editors on Windows put a mark of UTF-8 before the first line; blanks in its place keep every place where it is.
    let marked = text.strip_prefix('\u{FEFF}').map(|rest| format!("   {rest}"));
    let text = marked.as_deref().unwrap_or(text);
    let mut reader = Reader { text, faults: Vec::new() };
    let file = match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref()),
        Err(error) => {
            let words = error.message().trim_end().replace('\n', "; ");
            reader.complain(
                error.span().unwrap_or(0..0),
                format!("此处不合 TOML 语法（{words}）。每条规则以 [[rule]] 开头，其下一行写一项，文字加英文引号。"),
                format!("this is no TOML ({words}); begin each rule with [[rule]], write a key a line, and quote text"),
            );
            RuleFile::default()
        }
    };
    reader.faults.sort_by_key(|fault| fault.at.start);
    (file, reader.faults)
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<Fault>,
}

type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn complain(&mut self, at: Range<usize>, zh: String, en: String) {
        self.faults.push(Fault::new(at, zh, en));
    }

    fn file(&mut self, table: &DeTable) -> RuleFile {
        let mut file = RuleFile::default();
        for (name, value) in table {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("rule", DeValue::Array(rules)) => {
                    for rule in rules {
                        match rule.get_ref() {
                            DeValue::Table(keys) => file.rules.extend(self.rule(keys, rule.span())),
                            _ => self.not_a_rule(rule.span()),
                        }
                    }
                }
                ("rule", _) => self.not_a_rule(value.span()),
                ("severity", DeValue::Table(words)) => self.severities("", words, &mut file.severities),
                ("severity", _) => self.complain(
                    value.span(),
                    "severity 应为单独一段，以 [severity] 开头，其下每行写一条规则，如 \"form.title\" = \"off\"。".to_owned(),
                    "severity is a section of its own: begin it with [severity], and write a rule a line, such as \"form.title\" = \"off\""
                        .to_owned(),
                ),
                (other, _) => self.unknown(other, name.span(), &PARTS, ("规则文件", "a file of rules")),
            }
        }
        file
    }

    /// What is said of single rules; an id without quotation marks is a table within the table.
    fn severities(&mut self, before: &str, table: &DeTable, found: &mut Vec<(Word, Word)>) {
        for (name, value) in table {
            let id = format!("{before}{}", name.get_ref());
            match value.get_ref() {
                DeValue::Table(inner) => self.severities(&format!("{id}."), inner, found),
                _ => {
                    let level = self.word(&id, value);
                    found.extend(level.map(|level| (Word { text: id, at: name.span() }, level)));
                }
            }
        }
    }

    fn not_a_rule(&mut self, at: Range<usize>) {
        self.complain(
            at,
            "每条规则应以单独一行 [[rule]] 开头。".to_owned(),
            "begin each rule with a line [[rule]]".to_owned(),
        );
    }

    fn rule(&mut self, keys: &DeTable, at: Range<usize>) -> Option<WrittenRule> {
        let before = self.faults.len();
        let (mut id, mut severity, mut when, mut relations) = (None, None, WrittenWhen::default(), Vec::new());
        let mut words: [Option<Wording>; 8] = Default::default();
        const WORDS: [&str; 8] = ["title", "checks", "basis", "advice", "example", "flaw", "sum", "sentence"];
        let mut has_relations = false;
        for (name, value) in keys {
            match name.get_ref().as_ref() {
                "id" => id = self.id(value),
                "severity" => severity = self.word("severity", value),
                "when" => when = self.when(value),
                "relations" => {
                    has_relations = true;
                    relations = self.relations(value);
                }
                name_ => match WORDS.iter().position(|word| *word == name_) {
                    Some(place) => words[place] = self.wording(name_, value),
                    None => self.unknown(name_, name.span(), &KEYS, ("一条规则", "a rule")),
                },
            }
        }
        if let Some(sentence) = keys.iter().find(|key| key.0.get_ref() == "sentence") {
            self.placeholders(words[7].clone(), sentence.1.span());
        }
        let has = |name: &str| keys.iter().any(|key| key.0.get_ref() == name);
        let missing: Vec<&str> = ["id", "title", "basis", "relations"].into_iter().filter(|name| !has(name)).collect();
        if !missing.is_empty() {
            self.complain(
                at,
                format!("这条规则缺少：{}。退回意见要说明依据，故 basis 也须写明。", missing.join("、")),
                format!(
                    "this rule lacks {}; what is demanded of a unit must say what it rests on, so basis is wanted too",
                    missing.join(", ")
                ),
            );
        } else if has_relations && relations.is_empty() && self.faults.len() == before {
            self.complain(
                at,
                "relations 中没有写关系；请写 relations = [\"左边 = 右边\"]。".to_owned(),
                "relations is empty; write relations = [\"LEFT = RIGHT\"]".to_owned(),
            );
        }
        if self.faults.len() > before {
            return None;
        }
        let [title, checks, basis, advice, example, flaw, sum, sentence] = words;
        Some(WrittenRule {
            id: id?,
            severity,
            title: title?,
            checks,
            basis: basis?,
            advice,
            example,
            flaw,
            sum,
            sentence,
            when,
            relations,
        })
    }

    fn id(&mut self, value: Value) -> Option<Word> {
        let word = self.word("id", value)?;
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if word.text.split_once('.').is_some_and(|(family, flaw)| is_part(family) && is_part(flaw)) {
            return Some(word);
        }
        self.complain(
            word.at,
            format!("“{}”不能作规则编号：应为“类别.问题”，用小写字母、数字和下划线，如 office.fees。", word.text),
            format!(
                "{} is no id of a rule: write family.flaw in small letters, digits and _, such as office.fees",
                word.text
            ),
        );
        None
    }

    fn word(&mut self, name: &str, value: Value) -> Option<Word> {
        match value.get_ref() {
            DeValue::String(text) => Some(Word { text: text.to_string(), at: value.span() }),
            _ => {
                self.complain(
                    value.span(),
                    format!("“{name}”应为加英文引号的文字。"),
                    format!("{name} wants a text in quotation marks"),
                );
                None
            }
        }
    }

    /// A wording: one text for both languages, or `{ zh = "…", en = "…" }`, of which the English may be left out.
    fn wording(&mut self, name: &str, value: Value) -> Option<Wording> {
        let table = match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                return Some(Wording { zh: text.to_string(), en: text.to_string() });
            }
            DeValue::Table(table) => table,
            _ => {
                self.wording_wanted(name, value.span());
                return None;
            }
        };
        let (mut zh, mut en) = (None, None);
        for (lang, text) in table {
            match (lang.get_ref().as_ref(), text.get_ref()) {
                ("zh", DeValue::String(text)) => zh = Some(text.to_string()),
                ("en", DeValue::String(text)) => en = Some(text.to_string()),
                ("zh" | "en", _) => {
                    self.word(name, text);
                }
                (other, _) => self.unknown(other, lang.span(), &["zh", "en"], ("这段文字", "a wording")),
            }
        }
        let Some(zh) = zh.filter(|zh| !zh.trim().is_empty()) else {
            self.wording_wanted(name, value.span());
            return None;
        };
        Some(Wording { en: en.unwrap_or_else(|| zh.clone()), zh })
    }

    fn wording_wanted(&mut self, name: &str, at: Range<usize>) {
        self.complain(
            at,
            format!("“{name}”应为文字，如 {name} = \"……\"，或分写中英文：{name} = {{ zh = \"……\", en = \"...\" }}。"),
            format!("{name} wants a text, such as {name} = \"...\", or both languages: {name} = {{ zh = \"……\", en = \"...\" }}"),
        );
    }

    fn placeholders(&mut self, sentence: Option<Wording>, at: Range<usize>) {
        let Some(Wording { zh, en }) = sentence else { return };
        let mut told = Vec::new();
        for text in [zh, en] {
            for inner in text.split('{').skip(1) {
                let name = inner.split_once('}').map_or(inner, |found| found.0);
                let is_closed = inner.contains('}');
                if is_closed && PLACEHOLDERS.contains(&name) || told.iter().any(|other| other == name) {
                    continue;
                }
                told.push(name.to_owned());
                let all = PLACEHOLDERS.map(|name| format!("{{{name}}}"));
                self.complain(
                    at.clone(),
                    format!("sentence 中的“{{{name}”不能用。花括号里可写：{}。", all.join("、")),
                    format!("sentence cannot have {{{name} in it; between braces there may stand: {}", all.join(", ")),
                );
            }
        }
    }

    fn relations(&mut self, value: Value) -> Vec<(Expression, Word)> {
        let DeValue::Array(list) = value.get_ref() else {
            self.complain(
                value.span(),
                "relations 应为一组关系，如 relations = [\"requests.granted.total <= requests.total_processed.total\"]。"
                    .to_owned(),
                "relations wants a list, such as relations = [\"requests.granted.total <= requests.total_processed.total\"]"
                    .to_owned(),
            );
            return Vec::new();
        };
        let mut found = Vec::new();
        for value in list {
            let Some(word) = self.word("relations", value) else { continue };
            match Expression::parse(&word.text) {
                Ok(expression) => found.push((expression, word)),
                Err(fault) => self.faults.push(fault.within(&word, self.text)),
            }
        }
        found
    }

    fn when(&mut self, value: Value) -> WrittenWhen {
        let mut when = WrittenWhen::default();
        let DeValue::Table(table) = value.get_ref() else {
            self.complain(
                value.span(),
                "when 应写作 when = { body = [\"street\"], since = 2021 }。".to_owned(),
                "write when as when = { body = [\"street\"], since = 2021 }".to_owned(),
            );
            return when;
        };
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "forms" => {
                    let words = self.words("forms", value);
                    when.forms = Some(words.iter().filter_map(|word| self.form(word)).collect());
                }
                "level" => when.level = self.words("level", value),
                "body" => when.body = self.words("body", value),
                "since" => {
                    when.since = self.year("since", value);
                    when.years_at = value.span();
                }
                "until" => {
                    when.until = self.year("until", value);
                    when.years_at = value.span();
                }
                other => self.unknown(other, name.span(), &CONDITIONS, ("when ", "when")),
            }
        }
        when
    }

    /// One word or a list of words, which must not be empty.
    fn words(&mut self, name: &str, value: Value) -> Vec<Word> {
        let before = self.faults.len();
        let found: Vec<Word> = match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|value| self.word(name, value)).collect(),
            _ => self.word(name, value).into_iter().collect(),
        };
        if found.is_empty() && self.faults.len() == before {
            self.complain(
                value.span(),
                format!("“{name}”是空的，这条规则永远用不上；请写明，或删去 {name}。"),
                format!("{name} is empty, so that the rule can never apply; name some, or take {name} out"),
            );
        }
        found
    }

    fn form(&mut self, word: &Word) -> Option<u8> {
        let forms: Vec<&str> =
            Schema::get().forms.iter().filter(|form| !form.is_narrative()).map(|form| form.id).collect();
        match Schema::get().form(&word.text).filter(|_| forms.contains(&word.text.as_str())) {
            Some(form) => Some(form),
            None => {
                self.complain(
                    word.at.clone(),
                    format!("没有“{}”这一版表样。有：{}。", word.text, forms.join("、")),
                    format!("there is no form {}; there are: {}", word.text, forms.join(", ")),
                );
                None
            }
        }
    }

    fn year(&mut self, name: &str, value: Value) -> Option<i32> {
        let year = match value.get_ref() {
            DeValue::Integer(year) => i64::from_str_radix(year.as_str(), year.radix()).ok(),
            _ => None,
        };
        match year.filter(|year| YEARS.contains(year)) {
            Some(year) => Some(year as i32),
            None => {
                self.complain(
                    value.span(),
                    format!("“{name}”应为报告年度，不加引号，如 {name} = 2021。"),
                    format!("{name} wants a report year without quotation marks, such as {name} = 2021"),
                );
                None
            }
        }
    }

    fn unknown(&mut self, name: &str, at: Range<usize>, known: &[&str], (zh, en): (&str, &str)) {
        let (near_zh, near_en) = nearest(name, known.iter().copied())
            .map_or_else(Default::default, |near| (format!("是否要写“{near}”？"), format!("did you mean {near}? ")));
        self.complain(
            at,
            format!("{zh}中没有“{name}”这一项。{near_zh}可用的有：{}。", known.join("、")),
            format!("{en} has no key {name}; {near_en}there are: {}", known.join(", ")),
        );
    }
}
