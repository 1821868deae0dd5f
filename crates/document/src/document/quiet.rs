//! Runs a library that may panic on damaged bytes, so that the file becomes unreadable and nothing is printed.
//!
//! The hook that reports panics is asked per thread to be silent while such a library runs; every other panic is reported
//! as before.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives; `None` where it panicked.
pub fn attempt<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_QUIET.try_with(Cell::get).unwrap_or(false) {
                report(panic);
            }
        }));
    });
    let before = IS_QUIET.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_QUIET.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        assert_eq!(attempt(|| 3), Some(3));
        assert_eq!(attempt(|| attempt(|| -> u8 { panic!("inner") })), Some(None));
        assert_eq!(attempt(|| -> u8 { panic!("outer") }), None);
        assert!(!IS_QUIET.get());
    }
}
