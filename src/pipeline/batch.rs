//! Analyses many files on all cores, with memory that does not grow with their number.
//!
//! Workers take files from the front, one at a time, so that the first of a list are the first to be ready; an analysis
//! is dropped as soon as it was handed on.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::report::Mappings;
use crate::source::SourceFile;

use super::{Opened, open};

/// Opens every file and hands each on as soon as it is ready, in any order and from several threads at once. Files not yet
/// begun are left out once `stop` is set.
pub fn run(
    files: &[SourceFile],
    mappings: &(dyn Fn(&str) -> Mappings + Sync),
    each: &(dyn Fn(usize, Opened) + Sync),
    stop: &AtomicBool,
) {
    let next = AtomicUsize::new(0);
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(index) else { return };
            each(index, open(file, &mappings(&file.name)));
        }
    };
    match pool() {
        Some(pool) => drop(pool.broadcast(|_| work())),
        None => work(),
    }
}

/// A pool of one's own, so that a batch never waits for other work; `None` where the system gives no threads.
fn pool() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().thread_name(|index| format!("batch-{index}")).build().ok()
}

/// Opens every file and hands each on in the order of the list.
pub fn ordered<T: Send>(
    files: &[SourceFile],
    mappings: &(dyn Fn(&str) -> Mappings + Sync),
    work: &(dyn Fn(usize, Opened) -> T + Sync),
    emit: &mut dyn FnMut(usize, T) -> ControlFlow<()>,
    stop: &AtomicBool,
) {
    for (index, file) in files.iter().enumerate() {
        if stop.load(Ordering::Relaxed) || emit(index, work(index, open(file, &mappings(&file.name)))).is_break() {
            return;
        }
    }
}
