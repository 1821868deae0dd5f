//! Numbers that were found by trying, gathered in structs where they can be read with their reasons and searched anew.
//!
//! [`tuning!`](crate::tuning!) makes of a struct's description the struct itself, its standing values and their names. In every
//! build that people run the standing values are constants and fold into the code. Built with the feature `sweep`, which only
//! the accuracy bench asks for, one of them can be moved for the life of a process, before anything has used it.

use std::sync::OnceLock;

/// A number that is moved, by its name, and the factor by which.
static MOVED: OnceLock<(String, f64)> = OnceLock::new();

/// Moves a number of this process; where one was moved before, that one stays. Nothing heeds it but builds with the feature
/// `sweep`.
pub fn set_moved(name: &str, factor: f64) {
    let _ = MOVED.set((name.to_owned(), factor));
}

/// The factor by which a number is moved in this process.
#[must_use]
pub fn factor(name: &str) -> Option<f64> {
    MOVED.get().filter(|(moved, _)| moved == name).map(|(_, factor)| *factor)
}

/// A number that can be moved.
pub trait Tunable: Copy {
    /// The number times a factor; counts are rounded, and move by one at least.
    #[must_use]
    fn times(self, factor: f64) -> Self;
}

impl Tunable for f32 {
    fn times(self, factor: f64) -> Self {
        (f64::from(self) * factor) as Self
    }
}

macro_rules! count {
    ($($kind:ty),*) => { $(
        impl Tunable for $kind {
            fn times(self, factor: f64) -> Self {
                let moved = (self as f64 * factor).round() as Self;
                match moved == self {
                    true if factor > 1.0 => self + 1,
                    true => self.saturating_sub(1),
                    false => moved,
                }
            }
        }
    )* };
}

count!(u16, u32, usize);

/// Makes a struct of tuned numbers: `tuning! { /// What it is. pub struct Weights in "matching" { /// Why. edit: f32 = 0.5, } }`.
/// `Weights::get()` gives the values in force, `Weights::NUMBERS` what each is called (`matching.edit`) and its standing value.
#[macro_export]
macro_rules! tuning {
    ($(#[$about:meta])* pub struct $name:ident in $group:literal {
        $($(#[$why:meta])* $field:ident: $kind:ty = $value:expr,)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name {
            $($(#[$why])* pub $field: $kind,)*
        }

        impl $name {
            /// The standing values.
            pub const STANDARD: Self = Self { $($field: $value,)* };

            /// What each number is called, and its standing value.
            pub const NUMBERS: &'static [(&'static str, f64)] =
                &[$((concat!($group, ".", stringify!($field)), $value as f64),)*];

            /// The values in force: the standing ones, as constants.
            #[cfg(not(feature = "sweep"))]
            #[inline(always)]
            #[must_use]
            pub const fn get() -> &'static Self {
                &Self::STANDARD
            }

            /// The values in force: the standing ones, but for the one that this process moves.
            #[cfg(feature = "sweep")]
            #[must_use]
            pub fn get() -> &'static Self {
                static IN_FORCE: std::sync::OnceLock<$name> = std::sync::OnceLock::new();
                IN_FORCE.get_or_init(|| {
                    let mut values = Self::STANDARD;
                    $(if let Some(factor) = $crate::tuning::factor(concat!($group, ".", stringify!($field))) {
                        values.$field = $crate::tuning::Tunable::times(values.$field, factor);
                    })*
                    values
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    tuning! {
        /// Two numbers.
        pub struct Two in "two" {
            /// A weight.
            weight: f32 = -0.5,
            /// A count.
            count: usize = 2,
        }
    }

    #[test]
    fn numbers_have_names_and_can_be_moved() {
        assert_eq!(Two::NUMBERS, [("two.weight", -0.5), ("two.count", 2.0)]);
        assert_eq!(*Two::get(), Two { weight: -0.5, count: 2 });
        assert!((Two::STANDARD.weight.times(1.2) + 0.6).abs() < 1e-6);
        let counts = [(2_usize, 0.8, 1), (2, 1.2, 3), (10, 0.8, 8), (0, 0.8, 0)];
        for (count, factor, expected) in counts {
            assert_eq!(count.times(factor), expected, "{count} times {factor}");
        }
    }
}
