//! Limits of reading as settings: the table `[limits]` of the settings file, and a variable for each.

use std::ops::RangeInclusive;

use crate::source::Limits;

/// One limit of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Size of a file, in MiB.
    File,
    /// Size of a member of an archive or a part of an Office file when unpacked, in MiB.
    Unpacked,
    /// How many times larger than packed a member may be.
    Ratio,
    /// How deep archives are entered.
    Nesting,
    /// Members of an archive.
    Members,
    /// Cells of a file's tables.
    Cells,
    /// Pages of a PDF.
    Pages,
    /// Seconds for converting a file.
    Convert,
}

impl Limit {
    /// Every limit, in the order of the example file.
    pub const ALL: [Self; 8] = [
        Self::File,
        Self::Unpacked,
        Self::Ratio,
        Self::Nesting,
        Self::Members,
        Self::Cells,
        Self::Pages,
        Self::Convert,
    ];

    /// Its name as a setting; in the table `[limits]` it stands without what is before the point.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "limits.file_mib",
            Self::Unpacked => "limits.unpacked_mib",
            Self::Ratio => "limits.ratio",
            Self::Nesting => "limits.nesting",
            Self::Members => "limits.members",
            Self::Cells => "limits.cells",
            Self::Pages => "limits.pages",
            Self::Convert => "limits.convert_seconds",
        }
    }

    /// Its name in the table `[limits]`.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        self.name().trim_start_matches("limits.")
    }

    /// Its variable in the environment.
    #[must_use]
    pub fn variable(self) -> &'static str {
        match self {
            Self::File => "GOUJI_LIMIT_FILE_MIB",
            Self::Unpacked => "GOUJI_LIMIT_UNPACKED_MIB",
            Self::Ratio => "GOUJI_LIMIT_RATIO",
            Self::Nesting => "GOUJI_LIMIT_NESTING",
            Self::Members => "GOUJI_LIMIT_MEMBERS",
            Self::Cells => "GOUJI_LIMIT_CELLS",
            Self::Pages => "GOUJI_LIMIT_PAGES",
            Self::Convert => "GOUJI_LIMIT_CONVERT_SECONDS",
        }
    }

    /// The values that it may have.
    #[must_use]
    pub fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::File | Self::Unpacked => 1..=4096,
            Self::Ratio | Self::Pages => 1..=100_000,
            Self::Nesting => 0..=10,
            Self::Members => 1..=1_000_000,
            Self::Cells => 1..=10_000_000,
            Self::Convert => 1..=3600,
        }
    }

    /// Reads a value; `None` where it may not be had.
    #[must_use]
    pub fn read(self, text: &str) -> Option<u32> {
        text.trim().replace('_', "").parse().ok().filter(|value| self.range().contains(value))
    }

    /// Its value.
    #[must_use]
    pub fn of(self, limits: &Limits) -> u64 {
        match self {
            Self::File => limits.file_bytes >> 20,
            Self::Unpacked => limits.unpacked_bytes >> 20,
            Self::Ratio => limits.ratio,
            Self::Nesting => limits.nesting.into(),
            Self::Members => limits.members.into(),
            Self::Cells => limits.cells.into(),
            Self::Pages => limits.pages.into(),
            Self::Convert => limits.convert_seconds.into(),
        }
    }

    /// Sets its value.
    pub fn set(self, limits: &mut Limits, value: u32) {
        match self {
            Self::File => limits.file_bytes = u64::from(value) << 20,
            Self::Unpacked => limits.unpacked_bytes = u64::from(value) << 20,
            Self::Ratio => limits.ratio = value.into(),
            Self::Nesting => limits.nesting = value,
            Self::Members => limits.members = value,
            Self::Cells => limits.cells = value,
            Self::Pages => limits.pages = value,
            Self::Convert => limits.convert_seconds = value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_set_by_itself_and_has_its_default_in_range() {
        for limit in Limit::ALL {
            let defaults = Limits::default();
            assert_eq!(limit.read(&limit.of(&defaults).to_string()).map(u64::from), Some(limit.of(&defaults)));
            let mut limits = defaults;
            limit.set(&mut limits, 7);
            assert_eq!(limit.of(&limits), 7, "{limit:?}");
            let mut others = Limit::ALL.into_iter().filter(|other| *other != limit);
            assert!(others.all(|other| other.of(&limits) == other.of(&defaults)), "{limit:?}");
            assert_eq!((limit.read("-1"), limit.read("1.5"), limit.read("99999999")), (None, None, None));
        }
    }
}
