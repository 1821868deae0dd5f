//! Analyses many files on all cores, with memory that does not grow with their number.
//!
//! Workers take files from the front, one at a time, so that the first of a list are the first to be ready; an analysis
//! is dropped as soon as it was handed on.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::report::Mappings;
use crate::rules::RuleBook;
use crate::source::SourceFile;

use super::{Opened, open};

/// Opens every file, judges it by a book of rules, and hands each on as soon as it is ready, in any order and from several
/// threads at once. Files not yet begun are left out once `stop` is set.
pub fn run(
    files: &[SourceFile],
    mappings: &(dyn Fn(&str) -> Mappings + Sync),
    book: &RuleBook,
    each: &(dyn Fn(usize, Opened) + Sync),
    stop: &AtomicBool,
) {
    let next = AtomicUsize::new(0);
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(index) else { return };
            each(index, open(file, &mappings(&file.name), book));
        }
    };
    match pool() {
        Some(pool) => drop(pool.broadcast(|_| work())),
        None => work(),
    }
}

/// A pool of one's own, so that a batch never waits for other work; `None` where the system gives no threads.
pub(super) fn pool() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().thread_name(|index| format!("batch-{index}")).build().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Mutex;

    use super::*;

    fn files(folder: &tempfile::TempDir, count: usize) -> Vec<SourceFile> {
        let file = |index| {
            let name = format!("{index}.txt");
            let path = folder.path().join(&name);
            std::fs::write(&path, name.as_bytes()).unwrap();
            SourceFile::new(path, name, 0)
        };
        (0..count).map(file).collect()
    }

    #[test]
    fn every_file_is_handed_on_once_with_its_own_mappings() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder, 200);
        let asked = Mutex::new(BTreeSet::new());
        let seen = Mutex::new(BTreeSet::new());
        let mappings = |name: &str| {
            asked.lock().unwrap().insert(name.to_owned());
            Mappings::default()
        };
        let each = |index: usize, opened: Opened| {
            assert_eq!(opened.summary.name, files[index].name);
            assert!(seen.lock().unwrap().insert(index));
        };
        run(&files, &mappings, RuleBook::standard(), &each, &AtomicBool::new(false));
        assert_eq!(seen.into_inner().unwrap().len(), 200);
        assert_eq!(asked.into_inner().unwrap().len(), 200);
    }

    #[test]
    fn nothing_is_begun_after_a_stop() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder, 200);
        let stop = AtomicBool::new(false);
        let count = AtomicUsize::new(0);
        let each = |_, _| {
            stop.store(true, Ordering::Relaxed);
            count.fetch_add(1, Ordering::Relaxed);
        };
        run(&files, &|_| Mappings::default(), RuleBook::standard(), &each, &stop);
        let count = count.into_inner();
        assert!((1..200).contains(&count), "{count}");
    }
}
