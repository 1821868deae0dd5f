//! A match explained: how it was made, what each part of its score measures.

use crate::schema::Target;
use crate::text::lang::Lang;

/// How a label came to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Letter for letter.
    Exact,
    /// The same after folding (traditional characters, full width, blanks, brackets, quotation marks, ordinals, pinyin notes).
    Folded,
    /// A variant that the schema lists.
    Alias,
    /// A variant that a reviewer taught.
    Learned,
    /// By likeness.
    Fuzzy,
    /// By its place among its neighbours.
    Position,
    /// By the relations that hold only this way.
    Arithmetic,
    /// The reviewer said so.
    Reviewer,
    /// Not at all.
    None,
}

impl Method {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Alias => "alias",
            Self::Learned => "learned",
            Self::Fuzzy => "fuzzy",
            Self::Position => "position",
            Self::Arithmetic => "arithmetic",
            Self::Reviewer => "reviewer",
            Self::None => "none",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Exact => lang.pick("完全一致", "exact"),
            Self::Folded => lang.pick("归一后一致", "equal after folding"),
            Self::Alias => lang.pick("已知别名", "known alias"),
            Self::Learned => lang.pick("学到的别名", "learned alias"),
            Self::Fuzzy => lang.pick("相似", "alike"),
            Self::Position => lang.pick("按位置", "by position"),
            Self::Arithmetic => lang.pick("按勾稽", "by arithmetic"),
            Self::Reviewer => lang.pick("人工确定", "set by reviewer"),
            Self::None => lang.pick("未对应", "not mapped"),
        }
    }
}

/// What one part of a score measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScorePartKind {
    /// Weighted edit distance over characters, with transpositions and look-alike and sound-alike characters.
    Edit,
    /// Jaro–Winkler.
    JaroWinkler,
    /// Shared pairs of neighbouring characters.
    Bigrams,
    /// One label is a cut form of the other.
    Containment,
    /// Leading ordinals agree or differ.
    Ordinal,
    /// Its place among its neighbours.
    Position,
    /// Its group.
    Group,
    /// The relations hold under this reading.
    Arithmetic,
}

impl ScorePartKind {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::JaroWinkler => "jaro_winkler",
            Self::Bigrams => "bigrams",
            Self::Containment => "containment",
            Self::Ordinal => "ordinal",
            Self::Position => "position",
            Self::Group => "group",
            Self::Arithmetic => "arithmetic",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Edit => lang.pick("编辑距离", "edit distance"),
            Self::JaroWinkler => lang.pick("字序相似", "Jaro–Winkler"),
            Self::Bigrams => lang.pick("双字重合", "shared bigrams"),
            Self::Containment => lang.pick("包含", "containment"),
            Self::Ordinal => lang.pick("序号", "ordinal"),
            Self::Position => lang.pick("位置", "position"),
            Self::Group => lang.pick("所属分组", "group"),
            Self::Arithmetic => lang.pick("勾稽", "arithmetic"),
        }
    }
}

/// One part of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScorePart {
    /// What it measures.
    pub kind: ScorePartKind,
    /// From 0 to 1.
    pub value: f32,
}

/// A canonical field that a label may stand for, with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The field.
    pub target: Target,
    /// From 0 to 1.
    pub score: f32,
    /// The score explained.
    pub parts: Vec<ScorePart>,
}
