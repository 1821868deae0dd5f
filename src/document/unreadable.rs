//! Why nothing of a report can be had from a file, as a sentence that says what to do.

use crate::source::{Kind, Undecodable};
use crate::text::lang::Lang;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is of a kind that is not read, or holds no text.
    Kind(Undecodable),
    /// It is of a kind that is read, but damaged beyond rescue.
    Damaged(Kind),
    /// It is locked with a password.
    Locked(Kind),
    /// It holds pictures of pages and no text.
    Scanned(Kind),
    /// A limit would be passed before anything of use was read: the setting's name, and the limit that held.
    TooLarge {
        /// The setting's name in the settings file.
        setting: &'static str,
        /// The limit.
        limit: u64,
    },
}

impl From<Undecodable> for Unreadable {
    fn from(undecodable: Undecodable) -> Self {
        Self::Kind(undecodable)
    }
}

impl Unreadable {
    /// Whether a picture was submitted in place of text: nothing is wrong with the file, but there is nothing to check.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(self, Self::Scanned(_) | Self::Kind(Undecodable { kind: Kind::Image }))
    }

    /// What is the matter and what to do, as a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Kind(undecodable) => undecodable.message(lang).to_owned(),
            Self::Damaged(kind) => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("{zh}已损坏，无法读取，请向报送单位索取完好的文件。"),
                    format!("This {en} is damaged and cannot be read; ask the unit for a sound one."),
                )
            }
            Self::Locked(kind) => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("{zh}设有密码，无法读取，请向报送单位索取未加密的文件。"),
                    format!("This {en} is locked with a password; ask the unit for one without."),
                )
            }
            Self::Scanned(kind) => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("{zh}中只有扫描图片，没有文字，无法核对，请向报送单位索取文字版。"),
                    format!("This {en} holds scanned pictures and no text; ask the unit for a version in text."),
                )
            }
            Self::TooLarge { setting, limit } => lang.pick(
                format!("文件超过读取上限（{setting} = {limit}），不像是年度报告；如确需读取，请在设置文件中调高该项。"),
                format!(
                    "The file goes beyond a limit of reading ({setting} = {limit}) and is hardly a report; raise it in the settings file if it must be read."
                ),
            ),
        }
    }
}
