//! Words of the trade, which stand in data files beside the modules that look for them: the code has the grammar, the files
//! have the words. Each file is parsed once; a list that the module does not know, or lacks, is refused.

/// Declares `WORDS` with the lists of the file beside the module, and a test of it.
macro_rules! word_lists {
    ($file:literal: $($name:ident),+ $(,)?) => {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Words {
            $($name: Vec<String>),+
        }

        static WORDS: std::sync::LazyLock<Words> =
            std::sync::LazyLock::new(|| toml::from_str(include_str!($file)).expect("the embedded words parse"));

        #[cfg(test)]
        mod word_lists {
            #[test]
            fn every_list_has_words_and_none_twice() {
                $(crate::extract::words::check_list(stringify!($name), &super::WORDS.$name);)+
            }
        }
    };
}

pub(crate) use word_lists;

/// A list of words, asked for what a text has of them.
pub(crate) trait WordList {
    /// Whether one of them is the text.
    fn has(&self, text: &str) -> bool;
    /// Whether one of them stands in the text.
    fn is_in(&self, text: &str) -> bool;
    /// Whether the text begins with one of them.
    fn starts(&self, text: &str) -> bool;
    /// Whether the text ends with one of them.
    fn ends(&self, text: &str) -> bool;
}

impl WordList for [String] {
    fn has(&self, text: &str) -> bool {
        self.iter().any(|word| word == text)
    }

    fn is_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word.as_str()))
    }

    fn starts(&self, text: &str) -> bool {
        self.iter().any(|word| text.starts_with(word.as_str()))
    }

    fn ends(&self, text: &str) -> bool {
        self.iter().any(|word| text.ends_with(word.as_str()))
    }
}

/// Fails where a list has no words, or one twice.
#[cfg(test)]
pub(crate) fn check_list(name: &str, words: &[String]) {
    assert!(!words.is_empty(), "{name} has no words");
    for (at, word) in words.iter().enumerate() {
        assert!(!words[..at].contains(word), "{name} has {word} twice");
    }
}
