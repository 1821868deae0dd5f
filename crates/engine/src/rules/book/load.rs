//! Makes a book of rule files and rulings: everything is checked first, and nothing is taken where anything is wrong.

use std::ops::Range;
use std::path::PathBuf;

use super::{OwnRule, RuleBook, Ruling, When};
use crate::rules::registry::{RuleDoc, Written, make_known, registry};
use crate::schema::rulefile::{Expression, Fault, FaultKind, Word, WrittenRule, WrittenWhen};
use crate::schema::{Form, Relation, RuleFile, Schema};

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
        let book_rulings = loader.rulings(&files, rulings, &drafts);
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
pub(super) struct Draft {
    /// The number of its file.
    pub(super) file: usize,
    /// Where its id stands.
    pub(super) at: usize,
    pub(super) doc: RuleDoc,
    pub(super) when: When,
    /// Its relations by form, each with its place.
    pub(super) forms: Vec<Vec<(Relation, Range<usize>)>>,
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

/// What is being read, and what is wrong with it.
pub(super) struct Loader<'s> {
    pub(super) sources: &'s [RuleSource],
    pub(super) problems: Vec<BookProblem>,
}

impl Loader<'_> {
    pub(super) fn complain(&mut self, file: usize, at: usize, zh: String, en: String) {
        self.problems.push(BookProblem { place: Place::File { file, at }, zh, en });
    }

    fn fault(&mut self, file: usize, fault: Fault) {
        self.complain(file, fault.at.start, fault.zh, fault.en);
    }

    fn read(&mut self, file: usize) -> RuleFile {
        let (read, faults) = RuleFile::parse(&self.sources[file].text);
        for fault in faults {
            self.fault(file, fault);
        }
        read
    }

    /// A place in words.
    pub(super) fn named(&self, file: usize, at: usize) -> (String, String) {
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
    faults.iter().find(|fault| fault.kind == FaultKind::Misnamed).or(faults.last()).cloned()
}
