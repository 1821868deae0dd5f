//! Runs code of others that may panic on a damaged file, without a word on the terminal.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Calls `read`; `None` where it panicked. What a panic would print is printed for no panic inside it, on any hook that
/// the program has set before the first file is read; panics elsewhere are told as ever.
pub fn attempt<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.try_with(Cell::get).unwrap_or(false) {
                told(panic);
            }
        }));
    });
    let before = QUIET.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(read)).ok();
    QUIET.set(before);
    outcome
}
