//! Analyses many files on all cores and hands the results on in the order of the list, without keeping more than a
//! bounded number of them.
//!
//! Workers may run ahead of the consumer by a window of files and then wait, so that one slow file, or a slow consumer,
//! holds up memory and not order.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::report::Mappings;
use crate::rules::RuleBook;
use crate::source::SourceFile;

use super::batch::pool;
use super::{Opened, open};

/// How many files workers may be ahead, for each worker.
const AHEAD: usize = 16;

/// Opens every file, judges it by a book of rules, turns each into what is wanted of it by `work` on worker threads, and
/// hands that to `emit` on the calling thread in the order of the list. Ends early where `emit` says so or `stop` is set.
pub fn ordered<T: Send>(
    files: &[SourceFile],
    mappings: &(dyn Fn(&str) -> Mappings + Sync),
    book: &RuleBook,
    work: &(dyn Fn(usize, Opened) -> T + Sync),
    emit: &mut dyn FnMut(usize, T) -> ControlFlow<()>,
    stop: &AtomicBool,
) {
    let one = |index: usize| work(index, open(&files[index], &mappings(&files[index].name), book));
    in_order(files.len(), &one, emit, stop);
}

/// The same for any work that is numbered from 0.
pub(super) fn in_order<T: Send>(
    count: usize,
    work: &(dyn Fn(usize) -> T + Sync),
    emit: &mut dyn FnMut(usize, T) -> ControlFlow<()>,
    stop: &AtomicBool,
) {
    let Some(pool) = pool() else {
        for index in 0..count {
            if stop.load(Ordering::Relaxed) || emit(index, work(index)).is_break() {
                return;
            }
        }
        return;
    };
    let threads = pool.current_num_threads();
    let belt = Belt::new(count, threads * AHEAD);
    pool.in_place_scope(|scope| {
        // Whichever way this closure is left, the workers must not go on waiting for it.
        let _closing = Closing(&belt);
        for _ in 0..threads {
            scope.spawn(|_| {
                let _closing = Closing(&belt);
                while !stop.load(Ordering::Relaxed)
                    && let Some(index) = belt.begin()
                {
                    belt.put(index, work(index));
                }
            });
        }
        for index in 0..count {
            let Some(result) = belt.take() else { return };
            if emit(index, result).is_break() {
                return;
            }
        }
    });
}

/// Results on their way from the workers to the consumer.
struct Belt<T> {
    inner: Mutex<Inner<T>>,
    /// Told when the next result in order is there, or when none will come.
    ready: Condvar,
    /// Told when workers may go further ahead, or when they need not.
    room: Condvar,
}

struct Inner<T> {
    /// Results from number `taken` on; `None` while a worker is at it.
    window: VecDeque<Option<T>>,
    /// How many results were handed on.
    taken: usize,
    /// How many there are to be.
    count: usize,
    /// How many results may wait or be in the making.
    ahead: usize,
    /// Whether nothing more is to be begun: a worker found nothing left to do, or one side left early.
    closed: bool,
    /// Whether one side ended in a panic, so that results which others wait for may never come.
    failed: bool,
}

/// Closes the belt when one side leaves it, in whatever way, so that the other side does not wait for it for ever.
struct Closing<'a, T>(&'a Belt<T>);

impl<T> Drop for Closing<'_, T> {
    fn drop(&mut self) {
        let mut inner = self.0.lock();
        inner.closed = true;
        inner.failed |= thread::panicking();
        self.0.ready.notify_all();
        self.0.room.notify_all();
    }
}

impl<T> Belt<T> {
    fn new(count: usize, ahead: usize) -> Self {
        let inner = Inner { window: VecDeque::new(), taken: 0, count, ahead, closed: false, failed: false };
        Self { inner: Mutex::new(inner), ready: Condvar::new(), room: Condvar::new() }
    }

    /// The next number to work on, once there is room; `None` where nothing is left to do.
    fn begin(&self) -> Option<usize> {
        let mut inner = self.lock();
        while !inner.closed && inner.window.len() >= inner.ahead {
            inner = self.room.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
        let index = inner.taken + inner.window.len();
        if inner.closed || index >= inner.count {
            return None;
        }
        inner.window.push_back(None);
        Some(index)
    }

    fn put(&self, index: usize, result: T) {
        let mut inner = self.lock();
        let place = index - inner.taken;
        inner.window[place] = Some(result);
        if place == 0 {
            self.ready.notify_one();
        }
    }

    /// The next result in order; `None` where none will come.
    fn take(&self) -> Option<T> {
        let mut inner = self.lock();
        loop {
            if let Some(Some(_)) = inner.window.front() {
                inner.taken += 1;
                self.room.notify_one();
                return inner.window.pop_front().flatten();
            }
            if inner.failed || (inner.closed && inner.window.is_empty()) {
                return None;
            }
            inner = self.ready.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::panic;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn run(count: usize, work: &(dyn Fn(usize) -> usize + Sync), limit: usize) -> Vec<usize> {
        let mut seen = Vec::new();
        let mut emit = |index, result| {
            assert_eq!(index, seen.len());
            seen.push(result);
            if seen.len() == limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        in_order(count, work, &mut emit, &AtomicBool::new(false));
        seen
    }

    #[test]
    fn results_come_in_order_however_long_each_takes() {
        let uneven = |index: usize| {
            let spins = if index.is_multiple_of(17) { 200_000 } else { 10 };
            (0..spins).fold(index, |sum, _| std::hint::black_box(sum))
        };
        for count in [0, 1, 2, 1000] {
            assert_eq!(run(count, &uneven, usize::MAX), (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_early_end_begins_no_more_than_the_window() {
        let begun = AtomicUsize::new(0);
        let work = |index: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            index
        };
        assert_eq!(run(100_000, &work, 3), [0, 1, 2]);
        let window = rayon::current_num_threads().max(thread::available_parallelism().map_or(1, usize::from)) * AHEAD;
        assert!(begun.load(Ordering::Relaxed) <= 3 + window);
    }

    #[test]
    fn a_stop_ends_the_run_with_what_was_begun_in_order() {
        let stop = AtomicBool::new(false);
        let mut seen = Vec::new();
        let mut emit = |index, _: ()| {
            seen.push(index);
            stop.store(true, Ordering::Relaxed);
            ControlFlow::Continue(())
        };
        in_order(100_000, &|_| (), &mut emit, &stop);
        assert!(seen.len() < 100_000);
        assert_eq!(seen, (0..seen.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_on_either_side_ends_the_run() {
        let in_work =
            panic::catch_unwind(|| run(1000, &|index| if index == 70 { panic!("work") } else { index }, 2000));
        assert!(in_work.is_err());
        let mut emit = |index, _: usize| if index == 5 { panic!("emit") } else { ControlFlow::Continue(()) };
        let in_emit = panic::catch_unwind(panic::AssertUnwindSafe(|| {
            in_order(1000, &|index| index, &mut emit, &AtomicBool::new(false));
        }));
        assert!(in_emit.is_err());
    }
}
