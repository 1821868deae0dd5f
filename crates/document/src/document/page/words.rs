//! Words of a line, and the labels that words below each other make.

use super::atoms::Atom;
use super::tuning::Tuning;

/// What stands together on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// What it stands on.
    pub base: f32,
}

impl Word {
    /// Its middle.
    pub fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Takes in what follows it on its line.
    pub fn join(&mut self, next: &Self) {
        self.text.push_str(&next.text);
        self.x1 = self.x1.max(next.x1);
    }
}

/// The words of a line: between two cells of a head there is a gap, however small.
pub fn of(line: &[Atom]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for atom in line {
        match words.last_mut() {
            Some(word) if atom.x0 - word.x1 < Tuning::get().word_gap * atom.size && !atom.spaced => {
                word.text.push_str(&atom.text);
                word.x1 = word.x1.max(atom.x1);
            }
            _ => words.push(Word { text: atom.text.clone(), x0: atom.x0, x1: atom.x1, base: atom.base }),
        }
    }
    words
}

/// Words over groups of columns, from the left; characters set wide are one word, since groups lie far apart.
pub fn unspaced<'a>(line: impl Iterator<Item = &'a Word>, size: f32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for word in line {
        match words.last_mut() {
            Some(last) if word.x0 - last.x1 <= Tuning::get().joined_character * size => last.join(word),
            _ => words.push(word.clone()),
        }
    }
    words
}

/// A label of one or more lines, the words of which stand below each other.
#[derive(Debug, Clone)]
pub struct Label {
    /// Its words, from above.
    pub words: Vec<Word>,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
}

impl Label {
    /// Its text.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect()
    }

    /// Its middle from left to right.
    pub fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// What its first line stands on.
    pub fn top(&self) -> f32 {
        self.words[0].base
    }

    /// What its last line stands on.
    pub fn bottom(&self) -> f32 {
        self.words[self.words.len() - 1].base
    }

    /// Its middle from above.
    pub fn height(&self) -> f32 {
        (self.top() + self.bottom()) / 2.0
    }

    /// Its first word and the others, as labels of their own.
    pub fn without_first(&self) -> Option<(Self, Self)> {
        let of = |words: &[Word]| Self {
            words: words.to_vec(),
            x0: words.iter().map(|word| word.x0).fold(f32::MAX, f32::min),
            x1: words.iter().map(|word| word.x1).fold(f32::MIN, f32::max),
        };
        (self.words.len() > 1).then(|| (of(&self.words[..1]), of(&self.words[1..])))
    }

    /// Whether a word is one of it, or a part of one.
    pub fn has(&self, word: &Word) -> bool {
        self.words.iter().any(|own| own.base == word.base && own.x0 <= word.x0 && word.x1 <= own.x1)
    }

    /// Whether another stands below it and shares a place with it.
    pub fn is_over(&self, other: &Self) -> bool {
        other.top() > self.bottom() && self.x0 < other.x1 && other.x0 < self.x1
    }
}

/// The labels that words make: each word stands no more than `near` below the one before it, with its middle or its left edge under that
/// one's, or in the `same` column, and does not stand in one column of a `width` below one that is over several.
pub fn labels(words: &[Word], size: f32, near: f32, width: f32, same: impl Fn(&Word, &Word) -> bool) -> Vec<Label> {
    let mut sorted: Vec<&Word> = words.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let mut labels: Vec<Label> = Vec::new();
    for word in sorted {
        let goes_on = |label: &&mut Label| {
            let last = &label.words[label.words.len() - 1];
            let is_under = (last.middle() - word.middle()).abs() <= Tuning::get().under_middle * size
                || (last.x0 - word.x0).abs() <= Tuning::get().under_left * size
                || same(last, word);
            let is_wider = last.x1 - last.x0 > Tuning::get().wider * width && word.x1 - word.x0 <= width;
            let down = word.base - last.base;
            down > Tuning::get().same_line * size && down <= near && is_under && !is_wider
        };
        match labels.iter_mut().rev().find(goes_on) {
            Some(label) => {
                (label.x0, label.x1) = (label.x0.min(word.x0), label.x1.max(word.x1));
                label.words.push(word.clone());
            }
            None => labels.push(Label { words: vec![word.clone()], x0: word.x0, x1: word.x1 }),
        }
    }
    labels
}
