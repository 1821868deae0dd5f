//! What the reading of one file may take: bytes unpacked, bytes of text held, steps taken, in proportion to the file's size.
//!
//! A reader spends where memory is taken or a loop turns, and stops when it is refused; nothing that a file declares of
//! itself is believed before. So what a file costs depends on how large it is and not on what is in it, and a crafted one
//! fills neither memory nor time. One budget serves all readers of a file and, where it is an archive, all its members.

use std::cell::Cell;
use std::io::Read;

use super::limits::Limits;
use crate::text::lang::Lang;

/// Share of the bytes that any file may unpack to, however small it is.
const SMALL_SHARE: u64 = 8;
/// Bytes that a file may unpack to for each of its own, beyond that: Word packs a report some ten times.
const UNPACKED_PER_BYTE: u64 = 32;
/// Share of the bytes unpacked that may be held as text at once.
const TEXT_SHARE: u64 = 4;
/// Steps that any file may take, and those for each of its bytes.
const STEPS: u64 = 4_000_000;
const STEPS_PER_BYTE: u64 = 8;

/// What of a file was more than its size allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// One part unpacks to more than so many times its packed size (`limits.ratio`).
    Ratio(u64),
    /// All parts together unpack to more than so many MiB (`limits.unpacked_mib`).
    Unpacked(u64),
    /// Once everything repeated is written out there are more than so many MiB of text.
    Text(u64),
    /// To read it takes far more steps than a file of its size.
    Steps,
}

impl Excess {
    /// What was too much and what to do, as a sentence.
    #[must_use]
    pub fn message(self, lang: Lang) -> String {
        let setting = |setting: &str, limit: u64| {
            lang.pick(
                format!("文件超过读取上限（{setting} = {limit}），不像是年度报告；如确需读取，请在设置文件中调高该项。"),
                format!(
                    "The file goes beyond a limit of reading ({setting} = {limit}) and is hardly a report; raise it in the settings file if it must be read."
                ),
            )
        };
        match self {
            Self::Ratio(limit) => setting("limits.ratio", limit),
            Self::Unpacked(mib) => lang.pick(
                format!("文件解开后超过 {mib} MiB，与其大小不相称，已停止读取；请核对报送的文件，或向报送单位重新索取。"),
                format!("The file unpacks to more than {mib} MiB, far too much for its size, and was not read on; see whether the right file was sent, or ask the unit for it again."),
            ),
            Self::Text(mib) => lang.pick(
                format!("文件中反复重复的内容展开后超过 {mib} MiB，与其大小不相称，已停止读取；请核对报送的文件，或向报送单位重新索取。"),
                format!("What is repeated in the file makes more than {mib} MiB of text, far too much for its size, and was not read on; see whether the right file was sent, or ask the unit for it again."),
            ),
            Self::Steps => lang.pick(
                "读取这个文件所需的步骤远多于同样大小的文件，已停止读取；请核对报送的文件，或向报送单位重新索取。".to_owned(),
                "To read the file takes far more steps than a file of its size, and it was not read on; see whether the right file was sent, or ask the unit for it again.".to_owned(),
            ),
        }
    }
}

/// What may still be spent on a file.
#[derive(Debug)]
pub struct Budget {
    /// The limits that hold besides.
    pub limits: Limits,
    /// How much of each there was in the beginning, for the words of a refusal.
    most_unpacked: u64,
    most_text: u64,
    unpacked: Cell<u64>,
    text: Cell<u64>,
    steps: Cell<u64>,
    excess: Cell<Option<Excess>>,
}

impl Budget {
    /// The budget of a file of so many bytes.
    #[must_use]
    pub fn new(size: u64, limits: &Limits) -> Self {
        let by_size = size.saturating_mul(UNPACKED_PER_BYTE);
        let unpacked = limits.unpacked_bytes.min((limits.unpacked_bytes / SMALL_SHARE).saturating_add(by_size));
        let text = (unpacked / TEXT_SHARE).max(size);
        let steps = STEPS.saturating_add(size.saturating_mul(STEPS_PER_BYTE));
        Self {
            limits: *limits,
            most_unpacked: unpacked,
            most_text: text,
            unpacked: Cell::new(unpacked),
            text: Cell::new(text),
            steps: Cell::new(steps),
            excess: Cell::new(None),
        }
    }

    /// Takes so many steps; `false` where there are not as many left, and the reader must stop.
    pub fn step(&self, count: u64) -> bool {
        take(&self.steps, count) || self.refuse(Excess::Steps)
    }

    /// Holds so many bytes of text more; `false` where that is too much, and the reader must stop.
    pub fn hold(&self, bytes: usize) -> bool {
        take(&self.text, bytes as u64) || self.refuse(Excess::Text(self.most_text >> 20))
    }

    /// Unpacks a part that is packed into so many bytes, and says whether it is whole; `None` where it would be too much.
    pub fn unpack(&self, from: impl Read, packed: u64) -> Option<(Vec<u8>, bool)> {
        let by_ratio = self.limits.most_unpacked(packed);
        let most = by_ratio.min(self.unpacked.get());
        let mut bytes = Vec::new();
        let is_whole = from.take(most + 1).read_to_end(&mut bytes).is_ok();
        let size = bytes.len() as u64;
        if size > most {
            let by_ratio = most == by_ratio && most < self.limits.unpacked_bytes;
            self.refuse(match by_ratio {
                true => Excess::Ratio(self.limits.ratio),
                false => Excess::Unpacked(self.most_unpacked >> 20),
            });
            return None;
        }
        take(&self.unpacked, size);
        Some((bytes, is_whole))
    }

    /// What was too much, if anything was.
    #[must_use]
    pub fn excess(&self) -> Option<Excess> {
        self.excess.get()
    }

    /// Whether anything was too much, so that what is read further counts no more.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.excess.get().is_some()
    }

    fn refuse(&self, excess: Excess) -> bool {
        self.excess.set(self.excess.get().or(Some(excess)));
        false
    }
}

/// Takes an amount off what is left, down to nothing; `false` where there was less.
fn take(left: &Cell<u64>, amount: u64) -> bool {
    let rest = left.get().checked_sub(amount);
    left.set(rest.unwrap_or(0));
    rest.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_refused_and_named() {
        let budget = Budget::new(10, &Limits::default());
        assert!(budget.step(STEPS) && !budget.step(100) && budget.is_spent());
        assert_eq!(budget.excess(), Some(Excess::Steps));
        let budget = Budget::new(1 << 20, &Limits::default());
        assert!(budget.hold(16 << 20) && budget.excess().is_none());
        assert!(!budget.hold(1) && budget.is_spent());
        assert_eq!(budget.excess(), Some(Excess::Text(16)));
    }

    #[test]
    fn parts_are_unpacked_from_one_purse() {
        let limits = Limits { unpacked_bytes: 80 << 20, ..Limits::default() };
        let budget = Budget::new(0, &limits);
        let zeros = || std::io::repeat(0).take(6 << 20);
        assert_eq!(
            budget.unpack(zeros(), 6 << 20).map(|(bytes, is_whole)| (bytes.len(), is_whole)),
            Some((6 << 20, true))
        );
        assert_eq!(budget.unpack(zeros(), 6 << 20), None);
        assert_eq!(budget.excess(), Some(Excess::Unpacked(10)));
        let budget = Budget::new(0, &Limits::default());
        assert_eq!(budget.unpack(zeros(), 1), None);
        assert_eq!(budget.excess(), Some(Excess::Ratio(200)));
    }
}
