//! Makes a book of rule files and rulings: everything is checked first, and nothing is taken where anything is wrong.

use std::ops::Range;
use std::path::PathBuf;

use super::compare::{Clash, Known};
use super::when::{BODIES, LEVELS, When};
use super::{OwnRule, RuleBook, Ruling};
use crate::rules::Severity;
use crate::rules::registry::{RuleDoc, Written, make_known, registry};
use crate::schema::rulefile::{Expression, Fault, Word, WrittenRule, WrittenWhen};
use crate::schema::{Form, Relation, RuleFile, Schema};
use crate::text::nearest::nearest;

/// The rule that stands for a file which could not be read: it can be neither silenced nor weighed.
const UNREADABLE: &str = "text.unreadable";

/// A file of rules as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSource {
    /// Its path, for complaints.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl RuleSource {
    /// The line in which a byte stands, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a file, by its number and the byte.
    File {
        /// Number of the file.
        file: usize,
        /// The byte.
        at: usize,
    },
    /// In a ruling, by its number.
    Ruling(usize),
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookProblem {
    /// Where.
    pub place: Place,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl RuleBook {
    /// The book of gouji's own rules, those of some files, and rulings as pairs of a rule's id and a word, which go before those of the
    /// files. The rules' words are known to the whole program from then on.
    ///
    /// # Errors
    /// With everything that is wrong, by files in the order of their text.
    pub fn load(sources: &[RuleSource], rulings: &[(String, String)]) -> Result<Self, Vec<BookProblem>> {
        let mut loader = Loader { sources, problems: Vec::new() };
        let files: Vec<RuleFile> = (0..sources.len()).map(|file| loader.read(file)).collect();
        let mut drafts = Vec::new();
        for (file, read) in files.iter().enumerate() {
            for rule in &read.rules {
                if let Some(draft) = loader.draft(file, rule, &drafts) {
                    drafts.push(draft);
                }
            }
        }
        // With rules missing, what is said of them would seem to be wrong as well.
        let book_rulings =
            if loader.problems.is_empty() { loader.rulings(&files, rulings, &drafts) } else { Vec::new() };
        let is_off = |id: &str| book_rulings.iter().any(|(other, ruling)| other == id && *ruling == Ruling::Off);
        loader.compare(&drafts, &is_off);
        let mut problems = loader.problems;
        if !problems.is_empty() {
            problems.sort_by_key(|problem| match problem.place {
                Place::File { file, at } => (file, at),
                Place::Ruling(index) => (usize::MAX, index),
            });
            return Err(problems);
        }
        let own = drafts.into_iter().map(Draft::settle).collect();
        Ok(Self { own, rulings: book_rulings.into_iter().collect() })
    }
}

/// A rule that was understood.
struct Draft {
    file: usize,
    /// Where its id stands.
    at: usize,
    doc: RuleDoc,
    when: When,
    /// Its relations by form, each with its place.
    forms: Vec<Vec<(Relation, Range<usize>)>>,
}

impl Draft {
    /// Lets the rule live as long as the program.
    fn settle(self) -> &'static OwnRule {
        let doc: &'static RuleDoc = Box::leak(Box::new(self.doc));
        make_known(doc);
        let bare =
            |relations: Vec<(Relation, Range<usize>)>| relations.into_iter().map(|(relation, _)| relation).collect();
        let forms = self.forms.into_iter().map(bare).collect();
        Box::leak(Box::new(OwnRule { doc, when: self.when, forms }))
    }
}

struct Loader<'s> {
    sources: &'s [RuleSource],
    problems: Vec<BookProblem>,
}

impl Loader<'_> {
    fn complain(&mut self, file: usize, at: usize, zh: String, en: String) {
        self.problems.push(BookProblem { place: Place::File { file, at }, zh, en });
    }

    fn fault(&mut self, file: usize, fault: Fault) {
        self.complain(file, fault.at.start, fault.zh, fault.en);
    }

    fn read(&mut self, file: usize) -> RuleFile {
        match RuleFile::parse(&self.sources[file].text) {
            Ok(read) => read,
            Err(faults) => {
                for fault in faults {
                    self.fault(file, fault);
                }
                RuleFile::default()
            }
        }
    }

    /// A place in words.
    fn named(&self, file: usize, at: usize) -> (String, String) {
        let source = &self.sources[file];
        let (path, line) = (source.path.display(), source.line(at));
        (format!("文件“{path}”第 {line} 行"), format!("file {path}, line {line}"))
    }

    fn draft(&mut self, file: usize, rule: &WrittenRule, before: &[Draft]) -> Option<Draft> {
        let count = self.problems.len();
        let at = rule.id.at.start;
        let id = &rule.id.text;
        if registry().iter().any(|doc| doc.id == *id) {
            self.complain(
                file,
                at,
                format!("“{id}”是内置规则的编号；请换一个。要改内置规则的严重程度或停用它，请写在 [severity] 下。"),
                format!("{id} is the id of a built-in rule; choose another. To weigh that rule otherwise or switch it off, write it under [severity]"),
            );
        }
        if let Some(other) = before.iter().find(|draft| draft.doc.id == *id) {
            let (zh, en) = self.named(other.file, other.at);
            self.complain(
                file,
                at,
                format!("编号“{id}”已用于{zh}的规则；请换一个。"),
                format!("{id} is already the id of the rule in {en}; choose another"),
            );
        }
        let severity = self.severity(file, rule.severity.as_ref());
        let when = self.when(file, &rule.when);
        let forms = self.forms(file, rule);
        if self.problems.len() > count {
            return None;
        }
        let source = &self.sources[file];
        let written = Written { file: source.path.clone(), line: source.line(at) };
        Some(Draft { file, at, doc: RuleDoc::of(rule, severity?, Some(written)), when: when?, forms })
    }

    fn severity(&mut self, file: usize, word: Option<&Word>) -> Option<Severity> {
        let Some(word) = word else { return Some(Severity::Warning) };
        let found = Severity::named(&word.text);
        if found.is_none() {
            self.complain(
                file,
                word.at.start,
                format!("严重程度不能是“{}”，可选：error、warning、info。要停用规则，请写在 [severity] 下。", word.text),
                format!(
                    "a severity cannot be {}; choose from: error, warning, info. To switch a rule off, write it under [severity]",
                    word.text
                ),
            );
        }
        found
    }

    fn when(&mut self, file: usize, written: &WrittenWhen) -> Option<When> {
        let count = self.problems.len();
        let levels = self.kinds(file, &written.level, &LEVELS, ("级别", "level of units"));
        let bodies = self.kinds(file, &written.body, &BODIES, ("单位类别", "kind of units"));
        let when = When { levels, bodies, since: written.since, until: written.until };
        if let (Some(since), Some(until)) = (when.since, when.until)
            && since > until
        {
            self.complain(
                file,
                written.years_at.start,
                format!("since（{since}）晚于 until（{until}），这条规则永远用不上。"),
                format!("since ({since}) is later than until ({until}), so that the rule can never apply"),
            );
        }
        if self.problems.len() == count && when.is_for_nobody() {
            self.complain(
                file,
                written.level.first().map_or(0, |word| word.at.start),
                "没有这样的单位：街道都是乡级（township），管委会不分级别；这条规则永远用不上。".to_owned(),
                "there are no such units: streets are of the township's level, committees of zones of none; the rule can never apply"
                    .to_owned(),
            );
        }
        (self.problems.len() == count).then_some(when)
    }

    fn kinds<T: Copy>(
        &mut self,
        file: usize,
        words: &[Word],
        known: &[(&str, &str, T)],
        (zh, en): (&str, &str),
    ) -> Vec<T> {
        let mut found = Vec::new();
        for word in words {
            match known.iter().find(|known| word.text == known.0 || word.text == known.1) {
                Some(kind) => found.push(kind.2),
                None => {
                    let ids: Vec<String> = known.iter().map(|known| format!("{}（{}）", known.0, known.1)).collect();
                    let plain: Vec<&str> = known.iter().map(|known| known.0).collect();
                    let near = nearest(&word.text, plain.iter().copied());
                    let (near_zh, near_en) = near.map_or_else(Default::default, |near| {
                        (format!("是否要写“{near}”？"), format!("did you mean {near}? "))
                    });
                    self.complain(
                        file,
                        word.at.start,
                        format!("没有“{}”这种{zh}。{near_zh}有：{}。", word.text, ids.join("、")),
                        format!("there is no {en} {}; {near_en}there are: {}", word.text, plain.join(", ")),
                    );
                }
            }
        }
        found
    }

    /// The relations by form. Where a rule names no form, they are of every form that has their cells.
    fn forms(&mut self, file: usize, rule: &WrittenRule) -> Vec<Vec<(Relation, Range<usize>)>> {
        let schema = Schema::get();
        let mut forms: Vec<Vec<(Relation, Range<usize>)>> = schema.forms.iter().map(|_| Vec::new()).collect();
        let id: &'static str = rule.id.text.clone().leak();
        let tabular: Vec<u8> =
            (0..schema.forms.len() as u8).filter(|&form| !schema.forms[usize::from(form)].is_narrative()).collect();
        let wanted = rule.when.forms.as_ref().unwrap_or(&tabular);
        for (expression, word) in &rule.relations {
            let mut faults = Vec::new();
            let mut has_years = false;
            for &form in wanted {
                match self.expand(file, expression, word, form, id) {
                    Ok(relations) => {
                        has_years |= is_used(&schema.forms[usize::from(form)], &rule.when);
                        forms[usize::from(form)]
                            .extend(relations.into_iter().map(|relation| (relation, word.at.clone())));
                    }
                    Err(fault) => faults.push(fault),
                }
            }
            let is_somewhere = faults.len() < wanted.len();
            if let Some(fault) = likeliest(faults).filter(|_| !is_somewhere || rule.when.forms.is_some()) {
                self.fault(file, fault);
            } else if !has_years && (rule.when.since.is_some() || rule.when.until.is_some()) {
                let named = |form: &&u8| !forms[usize::from(**form)].is_empty();
                let ids: Vec<&str> =
                    wanted.iter().filter(named).map(|&form| schema.forms[usize::from(form)].id).collect();
                self.complain(
                    file,
                    rule.when.years_at.start,
                    format!("这条规则的单元格属于 {} 年表样，而所限年度不用该表样；这条规则永远用不上。请改 since、until 或 forms。", ids.join("、")),
                    format!(
                        "the rule's cells are of the form of {}, which is not used in the years named, so that the rule can never apply; change since, until or forms",
                        ids.join(", ")
                    ),
                );
            }
        }
        forms
    }

    fn expand(
        &self,
        file: usize,
        expression: &Expression,
        word: &Word,
        form: u8,
        id: &'static str,
    ) -> Result<Vec<Relation>, Fault> {
        expression.expand(form, id).map_err(|fault| fault.within(word, &self.sources[file].text))
    }

    /// What is said of rules: the files, which must not contradict each other, then the rulings handed in.
    fn rulings(&mut self, files: &[RuleFile], rulings: &[(String, String)], drafts: &[Draft]) -> Vec<(String, Ruling)> {
        let mut found: Vec<(String, Ruling, Option<(usize, usize)>)> = Vec::new();
        for (file, read) in files.iter().enumerate() {
            for (id, level) in &read.severities {
                let Some(ruling) = self.ruling(
                    Place::File { file, at: id.at.start },
                    Place::File { file, at: level.at.start },
                    (&id.text, &level.text),
                    drafts,
                ) else {
                    continue;
                };
                let other = found.iter().find(|other| other.0 == id.text && other.1 != ruling);
                if let Some((other_file, other_at)) = other.and_then(|other| other.2) {
                    let (zh, en) = self.named(other_file, other_at);
                    self.complain(
                        file,
                        id.at.start,
                        format!("“{}”在{zh}另有规定，两处不同；请统一。", id.text),
                        format!("{en} says something else of {}; let both say the same", id.text),
                    );
                }
                found.push((id.text.clone(), ruling, Some((file, id.at.start))));
            }
        }
        for (index, (id, level)) in rulings.iter().enumerate() {
            let place = Place::Ruling(index);
            if let Some(ruling) = self.ruling(place, place, (id, level), drafts) {
                found.push((id.clone(), ruling, None));
            }
        }
        found.into_iter().map(|(id, ruling, _)| (id, ruling)).collect()
    }

    fn ruling(&mut self, id_at: Place, level_at: Place, (id, level): (&str, &str), drafts: &[Draft]) -> Option<Ruling> {
        let ids = || registry().iter().chain(drafts.iter().map(|draft| &draft.doc)).map(|doc| doc.id.as_str());
        if !ids().any(|known| known == id) {
            let near = nearest(id, ids());
            let (zh, en) = near.map_or_else(Default::default, |near| {
                (format!("是否要写“{near}”？"), format!("did you mean {near}? "))
            });
            self.problems.push(BookProblem {
                place: id_at,
                zh: format!("没有“{id}”这条规则。{zh}运行 gouji rules 可查看全部规则。"),
                en: format!("there is no rule {id}; {en}gouji rules lists them all"),
            });
            return None;
        }
        if id == UNREADABLE {
            self.problems.push(BookProblem {
                place: id_at,
                zh: "“text.unreadable”不能停用或改动：读不了的文件总要说明。".to_owned(),
                en: "text.unreadable can be neither switched off nor changed: a file that cannot be read is always told of".to_owned(),
            });
            return None;
        }
        let ruling = Ruling::named(level);
        if ruling.is_none() {
            self.problems.push(BookProblem {
                place: level_at,
                zh: format!("“{id}”不能是“{level}”，可选：{}。", Ruling::WORDS.join("、")),
                en: format!("{id} cannot be {level}; choose from: {}", Ruling::WORDS.join(", ")),
            });
        }
        ruling
    }

    /// Holds the relations against each other and against gouji's own. Of each rule the first flaw of a kind is told.
    fn compare(&mut self, drafts: &[Draft], is_off: &dyn Fn(&str) -> bool) {
        let mut told: Vec<(usize, &'static str)> = Vec::new();
        for form in 0..Schema::get().forms.len() as u8 {
            let mut known: Known<Whose> = Known::new();
            for relation in Relation::of_form(form).iter().filter(|relation| !is_off(relation.rule)) {
                known.add(relation, &When::default(), Whose::BuiltIn(relation.rule));
            }
            for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| !is_off(&draft.doc.id)) {
                for (relation, at) in &draft.forms[usize::from(form)] {
                    let Some(clash) = known.add(relation, &draft.when, Whose::Own(index, at.start)) else { continue };
                    let kind = match clash {
                        Clash::Never => "never",
                        Clash::Always => "always",
                        Clash::Same(_) => "same",
                        Clash::Against(_) => "against",
                    };
                    if !told.contains(&(index, kind)) {
                        told.push((index, kind));
                        let (zh, en) = self.clash(relation, clash, drafts);
                        self.complain(draft.file, at.start, zh, en);
                    }
                }
            }
        }
    }

    fn clash(&self, relation: &Relation, clash: Clash<Whose>, drafts: &[Draft]) -> (String, String) {
        let cell = relation.cells().first().map(ToString::to_string).unwrap_or_default();
        let other = |whose: Whose| match whose {
            Whose::BuiltIn(id) => (format!("内置规则 {id}"), format!("the built-in rule {id}")),
            Whose::Own(index, at) => {
                let draft = &drafts[index];
                let (zh, en) = self.named(draft.file, at);
                (format!("规则 {}（{zh}）", draft.doc.id), format!("the rule {} ({en})", draft.doc.id))
            }
        };
        match clash {
            Clash::Never => (
                format!("这条关系永远不成立（如 {cell}）：表样中的件数、金额不小于 0；请核对比较号、系数和常数。"),
                format!(
                    "this relation can never hold (at {cell}, say): counts and amounts are not below 0; check its sign and its numbers"
                ),
            ),
            Clash::Always => (
                format!(
                    "这条关系总是成立（如 {cell}），查不出问题：件数、金额不小于 0 已由 values.domain 核对；请改写或删去。"
                ),
                format!(
                    "this relation always holds (at {cell}, say) and finds nothing: values.domain sees to it that counts and amounts are not below 0; rewrite it or take it out"
                ),
            ),
            Clash::Same(whose) => {
                let (zh, en) = other(whose);
                (
                    format!(
                        "与{zh}相同（如 {cell}），同一个问题会报两次；请删去一条。要改严重程度，请写在 [severity] 下。"
                    ),
                    format!(
                        "this is the same as {en} (at {cell}, say), and one flaw would be told twice; take one of them out. To weigh a rule otherwise, write it under [severity]"
                    ),
                )
            }
            Clash::Against(whose) => {
                let (zh, en) = other(whose);
                (
                    format!("与{zh}矛盾（如 {cell}），两条不能同时成立；请改正一条，或在 [severity] 下停用一条。"),
                    format!(
                        "this contradicts {en} (at {cell}, say): both can never hold; mend one of them, or switch one off under [severity]"
                    ),
                )
            }
        }
    }
}

/// Whose a relation is.
#[derive(Debug, Clone, Copy)]
enum Whose {
    BuiltIn(&'static str),
    /// The number of a draft, and where the relation stands.
    Own(usize, usize),
}

/// Whether a form is used in the years of a rule; the newest one goes on for ever.
fn is_used(form: &Form, when: &WrittenWhen) -> bool {
    let newest = Schema::get().forms.iter().filter_map(|form| form.report_years.iter().max()).max();
    let (first, last) = (form.report_years.iter().min(), form.report_years.iter().max());
    let too_late = when.since.zip(last).is_some_and(|(since, last)| since > *last && Some(last) != newest);
    let too_early = when.until.zip(first).is_some_and(|(until, first)| until < *first);
    !too_late && !too_early
}

/// The fault that helps most: one that knows what was meant, else that of the newest form.
fn likeliest(faults: Vec<Fault>) -> Option<Fault> {
    let knows = |fault: &Fault| fault.zh.contains("是否要写") || fault.zh.contains("代号是");
    let found = faults.iter().find(|fault| knows(fault)).or(faults.last()).cloned();
    found
}
