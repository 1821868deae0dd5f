//! The two languages that people read: Chinese, the default, and English; and what is worded in both.

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

/// One wording in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Wording {
    /// The wording in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}
