//! Learned aliases: labels that reviewers confirmed, by their text and context, each with who taught it, when, and from
//! which file.
//!
//! What is taught is looked at here and nowhere else: whether it names a field, whether the form says otherwise, whether
//! two lessons contradict each other. Where the lessons come from, and whether a report takes them up, is left to the
//! floors above.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::index::Index;
use crate::schema::{Axis, Schema, TableRef, Target};
use crate::text::fold::fold;
use crate::text::lang::Lang;

/// A label that somebody taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The label's text as observed.
    pub observed: String,
    /// Id of the edition for which it holds; `None` for every edition whose table has the field.
    pub form: Option<String>,
    /// Id of the table.
    pub table: String,
    /// Row, column, table or group.
    pub axis: Axis,
    /// Labels of the groups around it, outermost first.
    pub group: Vec<String>,
    /// The field that it stands for: id of a row, column or table, or the label of a group.
    pub field: String,
    /// Who taught it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// From which file.
    pub from: String,
}

/// The context in which an alias holds, with its text folded: labels of one key are one label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasKey {
    /// Id of the table.
    pub table: String,
    /// Row, column, table or group.
    pub axis: Axis,
    /// Labels of the groups around it, outermost first.
    pub group: Vec<String>,
    /// The folded text.
    pub core: String,
}

/// Why something taught is no alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no such edition of the form.
    Form,
    /// The edition has no such table.
    Table,
    /// The table has no such field on this axis.
    Field,
    /// Nothing of the text is left to compare.
    Text,
    /// The form's own words name another field by this text in the same context.
    OfTheForm(Target),
}

/// What one decision teaches about a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The label, with the field where there is one.
    pub alias: Alias,
    /// What is said of it.
    pub says: Says,
}

/// What is said of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It stands for the alias's field.
    Field,
    /// It is no field.
    NotAField,
    /// It is one of several labels of the same text, which the text cannot tell apart.
    OneOfSeveral,
}

/// Lessons on one label that contradict each other, so that it teaches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The lessons, in the order in which they were given; at least two, unless the text is one of several.
    pub lessons: Vec<Lesson>,
}

/// What a learned alias means for a label of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// The alias.
    pub alias: Arc<Alias>,
    /// Why it did not settle the label; `None` where it did.
    pub held_back: Option<HeldBack>,
}

/// Why a learned alias does not settle a label by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    /// The report has several labels of this text in the same context.
    Ambiguous,
    /// Another label of the report stands for the field.
    Taken,
    /// The sums would speak against it.
    Arithmetic,
}

/// The aliases that hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    aliases: BTreeMap<AliasKey, Vec<Arc<Alias>>>,
    conflicts: BTreeMap<AliasKey, Conflict>,
}

impl AliasKey {
    /// The key of a label's text in its context.
    #[must_use]
    pub fn new(table: &str, axis: Axis, group: &[impl AsRef<str>], observed: &str) -> Self {
        Self {
            table: table.to_owned(),
            axis,
            group: group.iter().map(|group| group.as_ref().to_owned()).collect(),
            core: fold(observed).core,
        }
    }
}

impl Alias {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> AliasKey {
        AliasKey::new(&self.table, self.axis, &self.group, &self.observed)
    }

    /// Who taught it, when, and from which file.
    #[must_use]
    pub fn teacher(&self, zone: &TimeZone, lang: Lang) -> String {
        let day = self.at.to_zoned(zone.clone()).strftime("%Y-%m-%d").to_string();
        lang.pick(
            format!("学自 {} {day}，{}", self.by, self.from),
            format!("taught by {} on {day}, {}", self.by, self.from),
        )
    }

    /// Whether there is an edition for which both hold.
    #[must_use]
    pub fn shares_edition(&self, other: &Self) -> bool {
        self.form.is_none() || other.form.is_none() || self.form == other.form
    }

    /// Whether both speak of the same label.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.shares_edition(other) && self.key() == other.key()
    }

    /// What it stands for in a table; `None` where it does not hold there.
    #[must_use]
    pub fn target(&self, table: TableRef) -> Option<Target> {
        let holds = self.table == table.get().id && self.form.as_deref().is_none_or(|form| form == table.form().id);
        if !holds { None } else { Target::find(table, self.axis, &self.field) }
    }

    /// The tables of all editions in which it holds.
    fn tables(&self) -> impl Iterator<Item = TableRef> {
        Schema::get().tables().filter(|&table| self.target(table).is_some())
    }

    /// The only edition that has the field, where just one has it.
    #[must_use]
    pub fn only_form(&self) -> Option<&'static str> {
        let mut tables = self.tables();
        let first = tables.next()?;
        tables.next().is_none().then(|| first.form().id)
    }

    /// Why it is no alias; `None` for one that is.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        let schema = Schema::get();
        let is_form = |table: &TableRef| self.form.as_deref().is_none_or(|form| form == table.form().id);
        if self.form.as_deref().is_some_and(|form| !schema.tables().any(|table| table.form().id == form)) {
            return Some(Fault::Form);
        }
        if !schema.tables().any(|table| is_form(&table) && table.get().id == self.table) {
            return Some(Fault::Table);
        }
        if self.tables().next().is_none() {
            return Some(Fault::Field);
        }
        if fold(&self.observed).core.is_empty() {
            return Some(Fault::Text);
        }
        self.tables().find_map(|table| self.rival(table)).map(Fault::OfTheForm)
    }

    /// The other field of a table that the form's own words name by this text in the same context.
    fn rival(&self, table: TableRef) -> Option<Target> {
        let own = self.target(table)?;
        let folded = fold(&self.observed);
        let is_rival = |target: Target| {
            target.table == table && target.axis == self.axis && target != own && self.is_within(target)
        };
        Index::get().exact(&self.observed, &folded).map(|hit| hit.entry.target).find(|&target| is_rival(target))
    }

    /// Whether a field stands in the groups of this label. Where a table repeats its columns for every row, each column does.
    fn is_within(&self, target: Target) -> bool {
        let table = target.table.get();
        let group = match target.axis {
            Axis::Row => &table.rows[usize::from(target.index)].group,
            Axis::Column if table.side_by_side => return true,
            Axis::Column => &table.columns[usize::from(target.index)].group,
            Axis::Table | Axis::Group => return true,
        };
        group.iter().copied().eq(self.group.iter().map(String::as_str))
    }

    /// Whether the form's own words say the same already, in every edition where the alias holds.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let folded = fold(&self.observed);
        self.tables().all(|table| {
            let own = self.target(table);
            Index::get()
                .exact(&self.observed, &folded)
                .any(|hit| Some(hit.entry.target) == own && hit.method != super::Method::Position)
        })
    }
}

impl Lesson {
    /// Whether both say the same, given that they speak of labels of one key.
    fn agrees(&self, other: &Self) -> bool {
        self.says == other.says && self.alias.field == other.alias.field && self.alias.shares_edition(&other.alias)
    }
}

impl Learned {
    /// What lessons come to, in the order in which they were given.
    #[must_use]
    pub fn of(lessons: impl IntoIterator<Item = Lesson>) -> Self {
        let mut by_key: BTreeMap<AliasKey, Vec<Lesson>> = BTreeMap::new();
        for lesson in lessons {
            by_key.entry(lesson.alias.key()).or_default().push(lesson);
        }
        let mut learned = Self::default();
        by_key.into_iter().for_each(|(key, lessons)| learned.teach(key, lessons));
        learned
    }

    /// Puts what all lessons on one label come to in the place of what held of it before. The first of those that agree is
    /// the teacher; those that contradict each other teach nothing.
    pub fn teach(&mut self, key: AliasKey, lessons: impl IntoIterator<Item = Lesson>) {
        let mut apart: Vec<Lesson> = Vec::new();
        for lesson in lessons {
            if !apart.iter().any(|known| known.agrees(&lesson)) {
                apart.push(lesson);
            }
        }
        let is_disputed = |lesson: &Lesson| {
            lesson.says == Says::OneOfSeveral
                || apart.iter().any(|other| !other.agrees(lesson) && other.alias.shares_edition(&lesson.alias))
        };
        let disputed: Vec<Lesson> = apart.iter().filter(|lesson| is_disputed(lesson)).cloned().collect();
        let holds = |lesson: &&Lesson| {
            let is_alias = lesson.says == Says::Field && lesson.alias.fault().is_none() && !lesson.alias.is_known();
            is_alias && !is_disputed(lesson)
        };
        let aliases: Vec<Arc<Alias>> =
            apart.iter().filter(holds).map(|lesson| Arc::new(lesson.alias.clone())).collect();
        if disputed.is_empty() {
            self.conflicts.remove(&key);
        } else {
            self.conflicts.insert(key.clone(), Conflict { lessons: disputed });
        }
        if aliases.is_empty() {
            self.aliases.remove(&key);
        } else {
            self.aliases.insert(key, aliases);
        }
    }

    /// Whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.aliases.is_empty()
    }

    /// The alias for a label of a table, with what it stands for there.
    #[must_use]
    pub fn find(&self, table: TableRef, axis: Axis, group: &[&str], observed: &str) -> Option<(&Arc<Alias>, Target)> {
        let aliases = self.aliases.get(&AliasKey::new(table.get().id, axis, group, observed))?;
        aliases.iter().find_map(|alias| Some((alias, alias.target(table)?)))
    }

    /// Every alias, in the order of the keys.
    pub fn aliases(&self) -> impl Iterator<Item = &Arc<Alias>> {
        self.aliases.values().flatten()
    }

    /// The labels that teach nothing because lessons on them contradict each other.
    #[must_use]
    pub fn conflicts(&self) -> impl ExactSizeIterator<Item = &Conflict> {
        self.conflicts.values()
    }

    /// The aliases of a key.
    #[must_use]
    pub fn of_key(&self, key: &AliasKey) -> &[Arc<Alias>] {
        self.aliases.get(key).map_or(&[], Vec::as_slice)
    }
}

impl HeldBack {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Taken => "taken",
            Self::Arithmetic => "arithmetic",
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Ambiguous => lang.pick("本报告中有几处同名栏目", "the report has several labels of this text"),
            Self::Taken => lang.pick("另有栏目已占该项", "another label stands for that field"),
            Self::Arithmetic => lang.pick("与勾稽关系不合", "the sums speak against it"),
        }
    }
}

impl Fault {
    /// What is wrong, in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Form => lang.pick("没有这一版表样", "there is no such edition of the form").to_owned(),
            Self::Table => lang.pick("表样中没有这张表", "the form has no such table").to_owned(),
            Self::Field => lang.pick("这张表中没有这一栏目", "the table has no such field on this axis").to_owned(),
            Self::Text => {
                lang.pick("名称中没有可供比较的文字", "nothing of the label's text can be compared").to_owned()
            }
            Self::OfTheForm(target) => lang.pick(
                format!("表样中同一位置的“{}”即以此为名", target.label()),
                format!("the form itself calls “{}” by this text in the same context", target.label()),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(observed: &str, field: &str) -> Alias {
        Alias {
            observed: observed.to_owned(),
            form: None,
            table: "requests".to_owned(),
            axis: Axis::Column,
            group: vec!["法人或其他组织".to_owned()],
            field: field.to_owned(),
            by: "王晓".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            from: "某街道.txt".to_owned(),
        }
    }

    fn lesson(observed: &str, field: &str, says: Says) -> Lesson {
        Lesson { alias: column(observed, field), says }
    }

    fn requests(form: &str) -> TableRef {
        let find = |table: &TableRef| table.form().id == form && table.get().id == "requests";
        Schema::get().tables().find(find).unwrap()
    }

    #[test]
    fn an_alias_is_looked_at_before_it_holds() {
        let within = |group: &[&str]| group.iter().map(|group| (*group).to_owned()).collect::<Vec<_>>();
        for (alias, fault) in [
            (column("商业机构", "org_enterprise"), None),
            (Alias { form: Some("2021".to_owned()), ..column("商业机构", "org_enterprise") }, None),
            (Alias { form: Some("2020".to_owned()), ..column("商业机构", "org_enterprise") }, Some("这一版表样")),
            (Alias { table: "request".to_owned(), ..column("商业机构", "org_enterprise") }, Some("没有这张表")),
            (column("商业机构", "granted"), Some("没有这一栏目")),
            (column(" （一）", "org_enterprise"), Some("可供比较")),
            // A label of the form in the same group is never another's alias; in another group it may be.
            (column("科研机构", "org_enterprise"), Some("“科研机构”")),
            (Alias { group: within(&[]), ..column("科研机构", "org_enterprise") }, None),
        ] {
            let found = alias.fault().map(|fault| fault.words(Lang::Zh));
            match (&found, fault) {
                (None, None) => {}
                (Some(found), Some(fault)) => assert!(found.contains(fault), "{alias:?}: {found}"),
                _ => panic!("{alias:?}: {found:?}, not {fault:?}"),
            }
        }
    }

    #[test]
    fn a_label_is_found_as_it_folds_and_in_its_context_alone() {
        let learned = Learned::of([lesson("商业机构", "org_enterprise", Says::Field)]);
        let group = ["法人或其他组织"];
        for (observed, axis, group, found) in [
            ("商业机构", Axis::Column, &group[..], true),
            ("商業 机构", Axis::Column, &group, true),
            ("商业机构体", Axis::Column, &group, false),
            ("商业机构", Axis::Row, &group, false),
            ("商业机构", Axis::Column, &[], false),
        ] {
            for form in ["2019", "2021"] {
                let hit = learned.find(requests(form), axis, group, observed);
                assert_eq!(hit.map(|hit| hit.1.canonical()), found.then_some("org_enterprise"), "{observed} {form}");
            }
        }
    }

    #[test]
    fn lessons_that_contradict_each_other_teach_nothing() {
        let only = |form: &str, field: &str| Lesson {
            alias: Alias { form: Some(form.to_owned()), ..column("商业机构", field) },
            says: Says::Field,
        };
        for (lessons, aliases, conflicts) in [
            (vec![lesson("商业机构", "org_enterprise", Says::Field); 3], 1, 0),
            (
                vec![
                    lesson("商业机构", "org_enterprise", Says::Field),
                    lesson("商業机构", "org_research", Says::Field),
                ],
                0,
                1,
            ),
            (vec![lesson("商业机构", "org_enterprise", Says::Field), lesson("商业机构", "", Says::NotAField)], 0, 1),
            (vec![lesson("商业机构", "", Says::NotAField)], 0, 0),
            (
                vec![
                    lesson("商业机构", "org_enterprise", Says::Field),
                    lesson("商业机构", "org_enterprise", Says::OneOfSeveral),
                ],
                0,
                1,
            ),
            (vec![only("2019", "org_enterprise"), only("2021", "org_research")], 2, 0),
            (vec![only("2019", "org_enterprise"), lesson("商业机构", "org_research", Says::Field)], 0, 1),
            // What the form says itself need not be learned.
            (vec![lesson("商业 企业", "org_enterprise", Says::Field)], 0, 0),
            (vec![lesson("科研机构", "org_enterprise", Says::Field)], 0, 0),
        ] {
            let learned = Learned::of(lessons.clone());
            assert_eq!((learned.aliases().count(), learned.conflicts().len()), (aliases, conflicts), "{lessons:?}");
        }
    }
}
