//! Values that are chosen from a few names.

use crate::review::Learning;
use crate::text::lang::Lang;

/// A value that has a name, among a few.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value with its name, as written in the settings file.
    const ALL: &'static [(&'static str, Self)];

    /// The value of a name; capital letters count as small ones.
    #[must_use]
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|choice| choice.0.eq_ignore_ascii_case(name.trim())).map(|choice| choice.1)
    }

    /// The value's name.
    #[must_use]
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|choice| choice.1 == self).map_or("", |choice| choice.0)
    }
}

impl Choice for Lang {
    const ALL: &'static [(&'static str, Self)] = &[("zh", Self::Zh), ("en", Self::En)];
}

impl Choice for bool {
    const ALL: &'static [(&'static str, Self)] = &[("true", true), ("false", false)];
}

/// How wide the terminal draws characters whose width East Asian fonts disagree on (“ … · ─ ①).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AmbiguousWidth {
    /// The terminal is asked.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

impl Choice for AmbiguousWidth {
    const ALL: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("narrow", Self::Narrow), ("wide", Self::Wide)];
}

impl Choice for Learning {
    const ALL: &'static [(&'static str, Self)] = &[("off", Self::Off), ("batch", Self::Batch), ("user", Self::User)];
}

/// The column by which the list of reports is sorted at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By file, the batch's own order.
    #[default]
    File,
    /// The gravest first.
    Status,
    /// By unit.
    Unit,
    /// By year.
    Year,
    /// By kind of file.
    Kind,
    /// By edition of the form.
    Form,
    /// By errors.
    Errors,
    /// By warnings.
    Warnings,
    /// By labels that wait.
    Waiting,
    /// By review state.
    Review,
}

impl Choice for Sort {
    const ALL: &'static [(&'static str, Self)] = &[
        ("file", Self::File),
        ("status", Self::Status),
        ("unit", Self::Unit),
        ("year", Self::Year),
        ("kind", Self::Kind),
        ("form", Self::Form),
        ("errors", Self::Errors),
        ("warnings", Self::Warnings),
        ("waiting", Self::Waiting),
        ("review", Self::Review),
    ];
}

/// The names that may be chosen.
pub(super) fn names<T: Choice>() -> Vec<&'static str> {
    T::ALL.iter().map(|choice| choice.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_are_told_apart<T: Choice + std::fmt::Debug>() {
        for (name, value) in T::ALL {
            assert_eq!((T::named(name), value.name()), (Some(*value), *name));
            assert_eq!(T::named(&format!(" {} ", name.to_uppercase())), Some(*value));
        }
        assert_eq!(T::named("none of these"), None);
    }

    #[test]
    fn every_name_is_understood() {
        names_are_told_apart::<Lang>();
        names_are_told_apart::<bool>();
        names_are_told_apart::<AmbiguousWidth>();
        names_are_told_apart::<Sort>();
        names_are_told_apart::<Learning>();
    }
}
