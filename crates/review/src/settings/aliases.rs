//! The user's own learned aliases: one TOML file, sorted, an entry an alias, to be read, compared and passed on.
//!
//! A file is read as far as it can be: a faulty entry is told with its line and left out, the others hold. A file with
//! faults is never written to, so that nothing in it is lost. Entries may be switched off one by one with `use = false`;
//! that is also how an alias is remembered that was offered and not wanted.

mod read;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::origin::{Origin, Problem};
use crate::export::{SaveError, save};
use crate::matching::{Alias, AliasKey};
use crate::text::lang::Lang;

/// The opening lines of the file.
const HEAD: &str = "\
# gouji 学得的别名：审阅人认定过的栏目名称。每段一个，已排序；use = false 的不起作用。程序重写本文件时不保留其他注释。
# Aliases that gouji learned from reviewers, sorted; use = false switches one off. Other comments are not kept on writing.
";

/// An alias of the user's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserAlias {
    /// The alias.
    pub alias: Alias,
    /// Whether it is used.
    pub is_used: bool,
    /// Its line in the file that it was read from, from 1; 0 for one that is new.
    pub line: usize,
}

/// A file of aliases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AliasFile {
    /// The file.
    pub path: PathBuf,
    /// Its aliases in order.
    pub entries: Vec<UserAlias>,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
}

/// What came of adding an alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It is there already.
    Known,
    /// The file says something else of the same label, which was left as it is.
    Conflict(Box<UserAlias>),
}

/// Why a file of aliases could not be written.
#[derive(Debug, thiserror::Error)]
pub enum AliasError {
    /// It has faults, and what is faulty would be lost.
    #[error("{}", .0.first().map_or_else(String::new, |problem| problem.message(Lang::default())))]
    Faulty(Vec<Problem>),
    /// The disk refused.
    #[error("{0}")]
    Save(#[from] SaveError),
    /// The system has no folder for settings.
    #[error("{}", Self::NoPlace.message(Lang::default()))]
    NoPlace,
}

impl AliasError {
    /// What happened, to which file, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Faulty(problems) => {
                let first = problems.first().map_or_else(String::new, |problem| problem.message(lang));
                lang.pick(
                    format!("别名文件有误，未作改动；请先改正：{first}"),
                    format!("the file of aliases has a fault and was left as it is; mend it first: {first}"),
                )
            }
            Self::Save(error) => error.message(lang),
            Self::NoPlace => lang
                .pick(
                    "系统没有用户设置目录，别名无处存放；可设置环境变量 XDG_CONFIG_HOME 或 HOME。",
                    "the system has no folder for settings, so that aliases cannot be kept; set XDG_CONFIG_HOME or HOME",
                )
                .to_owned(),
        }
    }
}

impl AliasFile {
    /// Reads a file as far as it can be read. One that is not there holds nothing.
    #[must_use]
    pub fn read(path: &Path) -> Self {
        let (zh, en) = match std::fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => return Self::parse(path, &text),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Self { path: path.to_owned(), ..Self::default() };
            }
            Ok(Err(_)) => {
                ("不是 UTF-8 编码，请另存为 UTF-8。".to_owned(), "it is not UTF-8; save it as UTF-8".to_owned())
            }
            Err(error) => (
                format!("无法读取（{error}），请检查权限。"),
                format!("it cannot be read ({error}); check its permissions"),
            ),
        };
        let problems = vec![Problem::new(Origin::whole(path), zh, en)];
        Self { path: path.to_owned(), problems, ..Self::default() }
    }

    /// Reads a file's text.
    #[must_use]
    pub fn parse(path: &Path, text: &str) -> Self {
        // Editors on Windows put a mark of UTF-8 before the first line.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut file = read::read(path, text);
        file.entries.sort_by_cached_key(|entry| order(&entry.alias));
        file
    }

    /// The aliases that are used.
    pub fn used(&self) -> impl Iterator<Item = &Alias> {
        self.entries.iter().filter(|entry| entry.is_used).map(|entry| &entry.alias)
    }

    /// Adds an alias where the file says nothing of its label yet. One that is there and switched off is switched on by one
    /// that is used and says the same.
    pub fn add(&mut self, alias: Alias, is_used: bool) -> Added {
        match self.entries.iter_mut().find(|entry| entry.alias.is_about_the_same(&alias)) {
            Some(entry) if entry.alias.field == alias.field => {
                let is_news = is_used && !entry.is_used;
                entry.is_used |= is_used;
                if is_news { Added::New } else { Added::Known }
            }
            Some(entry) => Added::Conflict(Box::new(entry.clone())),
            None => {
                let key = order(&alias);
                let place = self.entries.partition_point(|entry| order(&entry.alias) < key);
                self.entries.insert(place, UserAlias { alias, is_used, line: 0 });
                Added::New
            }
        }
    }

    /// Adds many aliases as one after another, and tells what came of each.
    pub fn add_all(&mut self, aliases: impl IntoIterator<Item = Alias>) -> Vec<Added> {
        let mut known: HashMap<AliasKey, Vec<usize>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            known.entry(entry.alias.key()).or_default().push(at);
        }
        let mut came = Vec::new();
        for alias in aliases {
            let like = known.entry(alias.key()).or_default();
            let same = like.iter().copied().find(|at| self.entries[*at].alias.is_about_the_same(&alias));
            came.push(match same.map(|at| &mut self.entries[at]) {
                Some(entry) if entry.alias.field == alias.field => {
                    let was_used = std::mem::replace(&mut entry.is_used, true);
                    if was_used { Added::Known } else { Added::New }
                }
                Some(entry) => Added::Conflict(Box::new(entry.clone())),
                None => {
                    like.push(self.entries.len());
                    self.entries.push(UserAlias { alias, is_used: true, line: 0 });
                    Added::New
                }
            });
        }
        self.entries.sort_by_cached_key(|entry| order(&entry.alias));
        came
    }

    /// Takes every alias of a label out, however it is written, and gives them back.
    pub fn forget(&mut self, label: &str) -> Vec<UserAlias> {
        let core = crate::text::fold::fold(label).core;
        let is_it = |entry: &UserAlias| entry.alias.observed == label || entry.alias.key().core == core;
        let (forgotten, kept) = std::mem::take(&mut self.entries).into_iter().partition(is_it);
        self.entries = kept;
        forgotten
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        let entries = self.entries.iter().map(|entry| format!("\n{}", written(entry)));
        std::iter::once(HEAD.to_owned()).chain(entries).collect()
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// Where it has faults, or the disk refuses; the file is then as it was.
    pub fn write(&self) -> Result<(), AliasError> {
        if !self.problems.is_empty() {
            return Err(AliasError::Faulty(self.problems.clone()));
        }
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| SaveError { path: self.path.clone(), source })?;
        }
        // People keep their settings elsewhere and link to them; the link stays.
        let path = std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        Ok(save(&path, true, self.text().as_bytes())?)
    }
}

/// The order of entries.
fn order(alias: &Alias) -> impl Ord + use<> {
    (alias.table.clone(), alias.axis, alias.group.clone(), alias.observed.clone(), alias.form.clone())
}

/// An entry as the file has it.
fn written(entry: &UserAlias) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let alias = &entry.alias;
    let mut lines = vec![
        "[[alias]]".to_owned(),
        format!("observed = {}", quoted(&alias.observed)),
        format!("field = {}", quoted(&alias.field)),
    ];
    lines.extend(alias.form.as_ref().map(|form| format!("form = {}", quoted(form))));
    lines.push(format!("table = {}", quoted(&alias.table)));
    lines.push(format!("axis = {}", quoted(alias.axis.id())));
    if !alias.group.is_empty() {
        let groups: Vec<String> = alias.group.iter().map(|group| quoted(group)).collect();
        lines.push(format!("group = [{}]", groups.join(", ")));
    }
    lines.push(format!("by = {}", quoted(&alias.by)));
    lines.push(format!("at = {}", alias.at.strftime("%Y-%m-%dT%H:%M:%SZ")));
    lines.push(format!("from = {}", quoted(&alias.from)));
    if !entry.is_used {
        lines.push("use = false".to_owned());
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Axis;

    const GOOD: &str = "\
[[alias]]
observed = \"商业\\\"机构\"
field = \"org_enterprise\"
table = \"requests\"
axis = \"column\"
group = [\"法人或其他组织\"]
by = \"王晓\"
at = 2026-11-22T06:07:06Z
from = \"街道\\\\某街道.txt\"

[[alias]]
observed = \"采购总额\"
field = \"procurement_amount\"
form = \"2019\"
table = \"art20_9\"
axis = \"column\"
by = \"李明\"
at = 2026-11-22T06:07:07Z
from = \"某局.docx\"
use = false
";

    fn read(text: &str) -> AliasFile {
        AliasFile::parse(Path::new("aliases.toml"), text)
    }

    #[test]
    fn a_file_is_written_as_it_was_read() {
        let file = read(GOOD);
        assert_eq!(file.problems, []);
        assert_eq!(file.entries.iter().map(|entry| entry.is_used).collect::<Vec<_>>(), [false, true]);
        assert_eq!(file.used().map(|alias| alias.from.as_str()).collect::<Vec<_>>(), ["街道\\某街道.txt"]);
        let again = read(&file.text());
        assert_eq!(again.text(), file.text());
        let aliases = |file: &AliasFile| file.entries.iter().map(|entry| entry.alias.clone()).collect::<Vec<_>>();
        assert_eq!(aliases(&again), aliases(&file));
        assert_eq!(read(&format!("\u{FEFF}{}", GOOD.replace('\n', "\r\n"))).entries.len(), 2);
        assert_eq!(read("").text(), HEAD);
    }

    #[test]
    fn a_faulty_entry_is_told_with_its_line_and_the_rest_holds() {
        let second = GOOD.split("\n\n").nth(1).unwrap();
        for (text, kept, zh) in [
            (
                GOOD.replace("org_enterprise", "org_shop"),
                1,
                "第 1 行第 1 列：“商业\"机构”→“org_shop”不能采用：这张表中没有这一栏目",
            ),
            (
                GOOD.replace("\"art20_9\"", "\"art20_99\""),
                1,
                "第 11 行第 1 列：“采购总额”→“procurement_amount”不能采用：表样中没有这张表",
            ),
            (GOOD.replace("\"2019\"", "\"2020\""), 1, "没有这一版表样"),
            (GOOD.replace("商业\\\"机构", "科研机构"), 1, "表样中同一位置的“科研机构”即以此为名"),
            (
                GOOD.replace("axis = \"column\"\nby", "axis = \"down\"\nby"),
                1,
                "第 16 行第 8 列：别名的“axis”应为 row、column、table 或 group",
            ),
            (GOOD.replace("use = false", "used = false"), 1, "第 20 行第 1 列：别名没有“used”这一项"),
            (GOOD.replace("by = \"李明\"\n", ""), 1, "第 11 行第 1 列：别名的“by”没有写"),
            (GOOD.replace("2026-11-22T06:07:07Z", "2026-11-22"), 1, "第 18 行第 6 列：别名的“at”应为时间"),
            (format!("{GOOD}\n{second}"), 2, "第 22 行第 1 列：“采购总额”重复了第 11 行的别名"),
            (format!("{GOOD}\n{}", second.replace("procurement_amount", "total_amount")), 2, "第 22 行"),
            (format!("[alias2]\n{GOOD}"), 2, "第 1 行第 2 列：此文件只有 [[alias]] 段"),
            (format!("{GOOD}\nobserved"), 0, "此处不合 TOML 语法"),
        ] {
            let file = read(&text);
            let [problem] = &file.problems[..] else { panic!("{zh}: {:?}", file.problems) };
            assert_eq!(file.entries.len(), kept, "{zh}");
            assert!(problem.message(Lang::Zh).contains(zh), "{}", problem.message(Lang::Zh));
            assert!(matches!(file.write(), Err(AliasError::Faulty(_))), "what is faulty is not written over");
        }
    }

    #[test]
    fn nothing_is_overwritten_in_silence() {
        let mut file = read(GOOD);
        let own = file.entries[1].alias.clone();
        assert_eq!(file.add(own.clone(), true), Added::Known);
        let other =
            Alias { observed: "商業“机构”".to_owned(), field: "org_research".to_owned(), ..own.clone() };
        assert!(matches!(file.add(other, true), Added::Conflict(known) if known.alias == own));
        let off = file.entries[0].alias.clone();
        assert_eq!(file.add(off.clone(), false), Added::Known);
        assert_eq!(file.add(off, true), Added::New);
        assert_eq!(file.used().count(), 2);
        let row = Alias {
            axis: Axis::Row,
            field: "granted".to_owned(),
            group: Vec::new(),
            observed: "公开件".to_owned(),
            ..own
        };
        assert_eq!(file.add(row, true), Added::New);
        assert!(file.entries.is_sorted_by_key(|entry| order(&entry.alias)));
        assert_eq!(file.forget("商业 机构").len(), 1);
        assert_eq!(file.forget("没有").len(), 0);
        assert_eq!(file.entries.len(), 2);
    }

    #[test]
    fn a_file_is_made_with_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gouji").join("aliases.toml");
        let file = AliasFile { path: path.clone(), ..read(GOOD) };
        file.write().unwrap();
        assert_eq!(AliasFile::read(&path).text(), file.text());
        assert_eq!(AliasFile::read(&folder.path().join("none.toml")).entries, []);
    }
}
