//! The files of a batch: found in a stable order, each once, with those left out named and the reason given.
//!
//! Whether a file's content is a report is for the floors above; here only what evidently is none, by its kind, is left out.

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::text::lang::Lang;

use super::archive::{self, Listing};
use super::aside::{evidently_no_submission, is_out_of_sight, may_be_zip};
use super::directory::Place;
use super::limits::Limits;
use super::regular::open_regular;

/// A submitted file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path from the batch's root with `/` between its parts; bytes that are not UTF-8 stand as `\xNN`, and a
    /// backslash that would look like one as `\x5C`.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Where the file lies in an archive: the way through archives from `path` on, empty for a file of its own.
    pub within: Vec<Member>,
    /// How far it may be read.
    pub limits: Limits,
}

/// A member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name as decoded.
    pub name: String,
    /// Where its bytes are in the archive.
    pub place: Place,
}

impl SourceFile {
    /// A file of its own, under the limits that hold by themselves.
    #[must_use]
    pub fn new(path: PathBuf, name: String, bytes: u64) -> Self {
        Self { path, name, bytes, within: Vec::new(), limits: Limits::default() }
    }

    /// The path inside the archive that the file lies in, through archives in it; `None` for a file of its own.
    #[must_use]
    pub fn member(&self) -> Option<String> {
        let names: Vec<&str> = self.within.iter().map(|member| member.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join("/"))
    }
}

/// Something in the directory that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The path from the batch's root, as in [`SourceFile::name`].
    pub name: String,
    /// Why, in Chinese.
    pub because_zh: String,
    /// Why, in English.
    pub because_en: String,
}

impl Skipped {
    /// Why, in a language.
    #[must_use]
    pub fn because(&self, lang: Lang) -> &str {
        lang.pick(&self.because_zh, &self.because_en)
    }
}

/// The files that are reviewed together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The directory that names are relative to: the one given, a single file's, or the nearest that holds all inputs.
    pub root: PathBuf,
    /// The files in order of their names.
    pub files: Vec<SourceFile>,
    /// What was left out, in order of names. Hidden files, lock files and gouji's own data are not worth a word.
    pub skipped: Vec<Skipped>,
}

/// Why no batch could be made.
#[derive(Debug, Error)]
#[error("{}", self.message(Lang::Zh))]
pub enum FindError {
    /// No path was given.
    NoInput,
    /// A given path cannot be looked at.
    Unreachable {
        /// The path.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A given path is neither a file nor a directory.
    NoFile {
        /// The path.
        path: PathBuf,
    },
}

impl FindError {
    /// What happened and what to do, as a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoInput => lang
                .pick(
                    "没有指定目录或文件，请给出报告所在的目录。",
                    "No directory or file was given; name the directory that holds the reports.",
                )
                .to_owned(),
            Self::Unreachable { path, source } if source.kind() == io::ErrorKind::NotFound => lang.pick(
                format!("找不到“{}”，请检查路径是否正确。", path.display()),
                format!("{} does not exist; see whether the path is right.", path.display()),
            ),
            Self::Unreachable { path, source } if source.kind() == io::ErrorKind::PermissionDenied => lang.pick(
                format!("没有权限读取“{}”，请检查权限。", path.display()),
                format!("No permission to read {}; see to its permissions.", path.display()),
            ),
            Self::Unreachable { path, source } => lang.pick(
                format!("无法读取“{}”（{source}），请检查磁盘或网络位置。", path.display()),
                format!("{} cannot be read ({source}); see to the disk or network place.", path.display()),
            ),
            Self::NoFile { path } => lang.pick(
                format!("“{}”既不是文件也不是目录，请给出报告所在的目录。", path.display()),
                format!(
                    "{} is neither a file nor a directory; name the directory that holds the reports.",
                    path.display()
                ),
            ),
        }
    }
}

/// The files below the given directories and the files given, each once.
///
/// A file that was named itself is taken whatever its kind. Links are not followed, but for a link to a file inside the root;
/// a directory that cannot be read is named among the skipped.
///
/// # Errors
/// Where there is no input, or one of the inputs does not exist or cannot be read at all.
pub fn find(inputs: &[PathBuf], limits: &Limits) -> Result<Batch, FindError> {
    let root = common_root(inputs)?;
    let mut search =
        Search { batch: Batch { root, ..Batch::default() }, seen: HashSet::new(), links: Vec::new(), limits: *limits };
    for input in inputs {
        search.input(input, inputs.len() > 1)?;
    }
    search.follow_links();
    let mut batch = search.batch;
    batch.files.sort_by(|a, b| a.name.cmp(&b.name));
    batch.skipped.sort_by(|a, b| a.name.cmp(&b.name));
    batch.skipped.dedup();
    Ok(batch)
}

/// A search under way.
struct Search {
    batch: Batch,
    /// Files by their resolved paths; kept only where one file can be met twice, by several inputs or by links.
    seen: HashSet<PathBuf>,
    /// Links met, to be judged at the end, when it is known which files are in the batch anyway.
    links: Vec<PathBuf>,
    limits: Limits,
}

impl Search {
    fn input(&mut self, input: &Path, is_one_of_many: bool) -> Result<(), FindError> {
        let unreachable = |source| FindError::Unreachable { path: input.to_owned(), source };
        let metadata = fs::metadata(input).map_err(unreachable)?;
        let path = if is_one_of_many { std::path::absolute(input).map_err(unreachable)? } else { input.to_owned() };
        let resolved = if is_one_of_many { Some(fs::canonicalize(input).map_err(unreachable)?) } else { None };
        if metadata.is_file() {
            self.take(path, resolved, metadata.len());
            return Ok(());
        }
        if !metadata.is_dir() {
            return Err(FindError::NoFile { path: input.to_owned() });
        }
        fs::read_dir(input).map_err(unreachable)?;
        for entry in WalkDir::new(&path).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_unseen(entry)) {
            match entry {
                Ok(entry) => self.entry(entry, &path, resolved.as_deref()),
                Err(error) => {
                    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    let zh = format!("无法读取（{why}），请检查权限");
                    let en = format!("cannot be read ({why}); see to its permissions");
                    self.skip(error.path().unwrap_or(&path), zh, en);
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, entry: DirEntry, walked: &Path, resolved: Option<&Path>) {
        let kind = entry.file_type();
        if entry.depth() == 0 || kind.is_dir() {
            return;
        }
        if kind.is_symlink() {
            self.links.push(entry.into_path());
        } else if !kind.is_file() {
            self.skip(entry.path(), "不是普通文件", "not a regular file");
        } else if let Some(extension) = evidently_no_submission(entry.path()) {
            let zh = format!(".{extension} 文件不是年度报告");
            self.skip(entry.path(), zh, format!("a .{extension} file is no annual report"));
        } else {
            let below = entry.path().strip_prefix(walked).unwrap_or(entry.path());
            let resolved = resolved.map(|resolved| resolved.join(below));
            let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
            self.take(entry.into_path(), resolved, bytes);
        }
    }

    /// Takes the links that lead to a file inside the root which is not in the batch by itself.
    fn follow_links(&mut self) {
        if self.links.is_empty() {
            return;
        }
        let Ok(root) = fs::canonicalize(&self.batch.root) else { return };
        self.seen.extend(self.batch.files.iter().filter_map(|file| fs::canonicalize(&file.path).ok()));
        let mut links = std::mem::take(&mut self.links);
        links.sort();
        for link in links {
            match fs::canonicalize(&link).and_then(|target| Ok((fs::metadata(&target)?, target))) {
                Err(_) => self.skip(&link, "链接指向的文件不存在", "a link to a file that does not exist"),
                Ok((_, target)) if !target.starts_with(&root) => {
                    self.skip(&link, "链接指向本目录之外，未读取", "a link out of the directory, not followed");
                }
                Ok((metadata, _)) if !metadata.is_file() => {
                    self.skip(&link, "指向目录的链接，未读取", "a link to a directory, not followed");
                }
                Ok((metadata, target)) => self.take(link, Some(target), metadata.len()),
            }
        }
    }

    fn take(&mut self, path: PathBuf, resolved: Option<PathBuf>, bytes: u64) {
        if !resolved.is_none_or(|resolved| self.seen.insert(resolved)) {
            return;
        }
        let name = name_below(&self.batch.root, &path);
        if let Some(listing) = self.enter(&path, &name) {
            self.batch.skipped.extend(listing.skipped);
            for listed in listing.files {
                let file = SourceFile::new(path.clone(), listed.name, listed.bytes);
                self.batch.files.push(SourceFile { within: listed.within, limits: self.limits, ..file });
            }
        } else {
            self.batch.files.push(SourceFile { limits: self.limits, ..SourceFile::new(path, name, bytes) });
        }
    }

    /// What a file holds if it is an archive. Only a file that may be one by its name is opened.
    fn enter(&self, path: &Path, name: &str) -> Option<Listing> {
        let (may_be, is_named_so) = may_be_zip(path);
        if !may_be || self.limits.nesting == 0 {
            return None;
        }
        let mut file = open_regular(path).ok()?;
        let mut head = [0; 4];
        if !is_named_so && (file.read_exact(&mut head).is_err() || head != *b"PK\x03\x04") {
            return None;
        }
        archive::list(BufReader::new(file), name, &self.limits)
    }

    fn skip(&mut self, path: &Path, zh: impl Into<String>, en: impl Into<String>) {
        let name = name_below(&self.batch.root, path);
        self.batch.skipped.push(Skipped { name, because_zh: zh.into(), because_en: en.into() });
    }
}

/// The directory that all names are relative to.
fn common_root(inputs: &[PathBuf]) -> Result<PathBuf, FindError> {
    let folder = |path: &Path| if path.is_file() { path.parent().unwrap_or(path).to_owned() } else { path.to_owned() };
    match inputs {
        [] => Err(FindError::NoInput),
        [input] => {
            let folder = folder(input);
            Ok(if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder })
        }
        _ => {
            let mut common: Option<PathBuf> = None;
            for input in inputs {
                let absolute = std::path::absolute(input)
                    .map_err(|source| FindError::Unreachable { path: input.clone(), source })?;
                let folder = folder(&absolute);
                common = Some(match common {
                    None => folder,
                    Some(common) => common
                        .components()
                        .zip(folder.components())
                        .take_while(|(a, b)| a == b)
                        .map(|(a, _)| a)
                        .collect(),
                });
            }
            Ok(common.unwrap_or_default())
        }
    }
}

fn is_unseen(entry: &DirEntry) -> bool {
    is_out_of_sight(entry.file_name()) || is_hidden(entry)
}

#[cfg(windows)]
fn is_hidden(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const FILE_ATTRIBUTE_HIDDEN: u32 = 2;
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0)
}

/// Elsewhere than on Windows a file is hidden by its name alone.
#[cfg(not(windows))]
fn is_hidden(_: &DirEntry) -> bool {
    false
}

/// Adds text; a backslash in it that would read like a byte of its own is written as one.
fn push_told_apart(text: &str, name: &mut String) {
    let is_byte =
        |rest: &[u8]| matches!(rest, [b'x', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        name.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        name.push_str(if is_byte(rest.as_bytes()) { "\\x5C" } else { "\\" });
    }
    name.push_str(rest);
}

/// The path below the root in a form that is the same on every system and always text.
fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut name = String::with_capacity(below.as_os_str().len());
    for (i, part) in below.components().enumerate() {
        if i > 0 {
            name.push('/');
        }
        for chunk in part.as_os_str().as_encoded_bytes().utf8_chunks() {
            push_told_apart(chunk.valid(), &mut name);
            chunk
                .invalid()
                .iter()
                .for_each(|byte| write!(name, "\\x{byte:02X}").expect("writing to a string never fails"));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with the given files, each holding its own name.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn names(batch: &Batch) -> Vec<&str> {
        batch.files.iter().map(|file| file.name.as_str()).collect()
    }

    fn skipped(batch: &Batch) -> Vec<&str> {
        batch.skipped.iter().map(|skipped| skipped.name.as_str()).collect()
    }

    #[test]
    fn files_are_found_in_order_and_the_rest_is_named() {
        let folder = folder(&[
            "b.txt",
            "a/二.txt",
            "a/一",
            "c.pdf",
            "d.JSON",
            ".hidden.txt",
            ".gouji/journal.db",
            "~$b.docx",
            "Thumbs.db",
            "e.csv",
        ]);
        let batch = find(&[folder.path().to_owned()], &Limits::default()).unwrap();
        assert_eq!(names(&batch), ["a/一", "a/二.txt", "b.txt", "c.pdf", "e.csv"]);
        assert_eq!(skipped(&batch), ["d.JSON"]);
        assert_eq!(batch.root, folder.path());
        assert_eq!(batch.files[2].bytes, 5);
        assert_eq!(fs::read(&batch.files[1].path).unwrap(), "a/二.txt".as_bytes());
    }

    #[test]
    fn archives_are_entered_like_folders() {
        let folder = folder(&["b.txt", "broken.zip", "plain"]);
        let pack = |names: &[&str]| {
            let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
            for name in names {
                writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
                io::Write::write_all(&mut writer, name.as_bytes()).unwrap();
            }
            writer.finish().unwrap().into_inner()
        };
        let path = folder.path().join("a.zip");
        fs::write(&path, pack(&["乡镇/报告.txt", "notes.json"])).unwrap();
        fs::write(folder.path().join("附件"), pack(&["c.txt"])).unwrap();
        let batch = find(&[folder.path().to_owned()], &Limits::default()).unwrap();
        assert_eq!(names(&batch), ["a.zip/乡镇/报告.txt", "b.txt", "broken.zip", "plain", "附件/c.txt"]);
        assert_eq!(skipped(&batch), ["a.zip/notes.json"]);
        assert_eq!(crate::source::read(&batch.files[0]).unwrap(), "乡镇/报告.txt".as_bytes());
        let alone = find(std::slice::from_ref(&path), &Limits::default()).unwrap();
        assert_eq!((names(&alone), alone.root.as_path()), (vec!["a.zip/乡镇/报告.txt"], folder.path()));
        fs::write(&path, pack(&["乡镇/别的.txt"])).unwrap();
        let error = crate::source::read(&batch.files[0]).unwrap_err();
        assert!(error.to_string().contains("重新载入目录") && error.to_string().contains("报告.txt"), "{error}");
    }

    #[test]
    fn files_given_twice_are_there_once() {
        let folder = folder(&["x/a.txt", "x/b.txt", "y/c.txt"]);
        let at = |name: &str| folder.path().join(name);
        let batch = find(&[at("x"), at("x/a.txt"), at("y/c.txt"), at("x/../y/c.txt")], &Limits::default()).unwrap();
        assert_eq!(names(&batch), ["x/a.txt", "x/b.txt", "y/c.txt"]);
        assert_eq!(find(&[at("x/a.txt")], &Limits::default()).unwrap().root, at("x"));
    }

    #[test]
    fn a_named_file_is_taken_whatever_it_is() {
        let folder = folder(&["a.json"]);
        assert_eq!(names(&find(&[folder.path().join("a.json")], &Limits::default()).unwrap()), ["a.json"]);
    }

    #[test]
    fn inputs_that_are_not_there_are_errors() {
        let folder = folder(&[]);
        assert!(matches!(find(&[], &Limits::default()), Err(FindError::NoInput)));
        let error = find(&[folder.path().join("无此目录")], &Limits::default()).unwrap_err();
        assert!(error.to_string().contains("无此目录"), "{error}");
        assert!(find(&[folder.path().to_owned()], &Limits::default()).unwrap().files.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_outside() {
        use std::os::unix::fs::symlink;
        let outside = folder(&["other.txt"]);
        let folder = folder(&["a.txt", ".kept/b.txt", "sub/c.txt"]);
        let at = |name: &str| folder.path().join(name);
        symlink(outside.path().join("other.txt"), at("out.txt")).unwrap();
        symlink(outside.path(), at("out")).unwrap();
        symlink(at("a.txt"), at("again.txt")).unwrap();
        symlink(at(".kept/b.txt"), at("linked.txt")).unwrap();
        symlink(at("sub"), at("loop")).unwrap();
        symlink(at("gone"), at("broken.txt")).unwrap();
        let batch = find(&[folder.path().to_owned()], &Limits::default()).unwrap();
        assert_eq!(names(&batch), ["a.txt", "linked.txt", "sub/c.txt"]);
        assert_eq!(skipped(&batch), ["broken.txt", "loop", "out", "out.txt"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_are_shown_by_their_bytes() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder(&[]);
        let name = std::ffi::OsStr::from_bytes(b"\xC4\xFAa.txt");
        fs::write(folder.path().join(name), "x").unwrap();
        assert_eq!(names(&find(&[folder.path().to_owned()], &Limits::default()).unwrap()), ["\\xC4\\xFAa.txt"]);
    }
}
