//! Why nothing of a report can be had from a file, as a sentence that says what to do.

use crate::source::{Excess, Kind, Undecodable, Unentered};
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
    /// It is of a kind that LibreOffice would have to convert, which is not installed.
    NoOffice(Kind),
    /// LibreOffice could not convert it.
    NotConverted(Kind),
    /// LibreOffice had not converted it after so many seconds.
    ConversionTooLong {
        /// What it is.
        kind: Kind,
        /// The limit.
        seconds: u32,
    },
    /// It holds pictures of pages and no text.
    Scanned(Kind),
    /// It is a zip archive that was not entered.
    Archive(Unentered),
    /// A limit would be passed before anything of use was read: the setting's name, and the limit that held.
    TooLarge {
        /// The setting's name in the settings file.
        setting: &'static str,
        /// The limit.
        limit: u64,
    },
    /// It asks for more than a file of its size may.
    TooMuch(Excess),
}

impl From<Excess> for Unreadable {
    fn from(excess: Excess) -> Self {
        Self::TooMuch(excess)
    }
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
            Self::NoOffice(kind) => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("这是{zh}，本机没有安装 LibreOffice，无法读取；请在 Word 或 WPS 中另存为 .docx，或安装 LibreOffice 后再检查。"),
                    format!("This is an {en}, and LibreOffice is not installed; save it as .docx in Word or WPS, or install LibreOffice, and check again."),
                )
            }
            Self::NotConverted(kind) => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("这是{zh}，LibreOffice 未能转换；请在 Word 或 WPS 中打开，另存为 .docx 后再检查，打不开的请向报送单位索取完好的文件。"),
                    format!("LibreOffice could not convert this {en}; open it in Word or WPS, save it as .docx and check again, or ask the unit for a sound file."),
                )
            }
            Self::ConversionTooLong { kind, seconds } => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("这是{zh}，LibreOffice 转换超过 {seconds} 秒，已中止；请在 Word 或 WPS 中另存为 .docx 后再检查，或在设置文件中调高 convert_seconds。"),
                    format!("LibreOffice had not converted this {en} after {seconds} seconds; save it as .docx in Word or WPS and check again, or raise convert_seconds in the settings file."),
                )
            }
            Self::Scanned(kind) => {
                let (zh, en) = (kind.name(Lang::Zh), kind.name(Lang::En));
                lang.pick(
                    format!("{zh}中只有扫描图片，没有文字，无法核对，请向报送单位索取文字版。"),
                    format!("This {en} holds scanned pictures and no text; ask the unit for a version in text."),
                )
            }
            Self::Archive(Unentered::Damaged) => lang
                .pick(
                    "zip 压缩包已损坏（目录缺失或不完整），无法打开，请向报送单位索取完好的压缩包。",
                    "This zip archive is damaged (its directory is missing or cut off); ask the unit for a sound one.",
                )
                .to_owned(),
            Self::Archive(Unentered::Empty) => lang
                .pick(
                    "zip 压缩包中没有可以检查的文件，请核对报送的文件。",
                    "This zip archive holds no file to check; see whether the right one was sent.",
                )
                .to_owned(),
            Self::Archive(Unentered::Deep) => lang
                .pick(
                    "这是 zip 压缩包，但未打开：套在其他压缩包中过深（limits.nesting），或文件名未以 .zip 结尾，请解压或改名后再检查。",
                    "This zip archive was not entered: it lies too deep in others (limits.nesting), or its name does not end in .zip; unpack or rename it and check again.",
                )
                .to_owned(),
            Self::TooMuch(excess) => excess.message(lang),
            Self::TooLarge { setting, limit } => lang.pick(
                format!("文件超过读取上限（{setting} = {limit}），不像是年度报告；如确需读取，请在设置文件中调高该项。"),
                format!(
                    "The file goes beyond a limit of reading ({setting} = {limit}) and is hardly a report; raise it in the settings file if it must be read."
                ),
            ),
        }
    }
}
