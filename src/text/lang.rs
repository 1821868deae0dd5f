//! The two languages that people read: Chinese, the default, and English.

/// The language of sentences, headings and help. Labels and ids of the form itself are never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese, set as Chinese is, with full-width punctuation.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Picks the wording of this language, so that both stand side by side where they are written.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}
