//! The roster of a batch: the units from which reports are expected, as plain data.
//!
//! It is what an office keeps as a list of names. Where it is read from is told by the settings; what follows from it
//! for a batch (who is missing, late, double, not on the list) is for the rules over batches.

use jiff::civil::Date;

/// The units from which reports are expected, in the order of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// One for each unit; no two share a name.
    pub entries: Vec<RosterEntry>,
}

/// One unit on the roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterEntry {
    /// The unit's name as the list has it, without blanks at its ends.
    pub name: String,
    /// Other names that it goes by: short forms, and what it was called before.
    pub aliases: Vec<String>,
    /// The kind of unit in the office's own words, such as 乡镇 or 部门; by it a deadline is found.
    pub kind: Option<String>,
    /// The last day on which its report is in time, where the list says so for this unit itself.
    pub deadline: Option<Date>,
    /// The unit that it reports to, by name.
    pub parent: Option<String>,
    /// Where the list has it: number of the line or row, from 1, as an editor or a spreadsheet counts.
    pub line: u32,
}

impl RosterEntry {
    /// The unit's name and every other name that it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}
