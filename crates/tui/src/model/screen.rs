//! The screen that is shown, with the report that it shows.

use std::mem;

use crate::kinds::ScreenKind;
use crate::model::OpenReport;

/// The screen that is shown. The list and the record hold the report that was left last: one may go back to it without
/// its being read again.
#[derive(Debug, Clone)]
pub enum Screen {
    /// The list of reports.
    List(Option<Box<OpenReport>>),
    /// One report, in one of its views.
    Report(Box<OpenReport>),
    /// Every decision on the batch.
    Record(Option<Box<OpenReport>>),
}

impl Screen {
    /// Which screen it is.
    #[must_use]
    pub fn kind(&self) -> ScreenKind {
        match self {
            Self::List(_) => ScreenKind::List,
            Self::Report(report) => ScreenKind::Report(report.view),
            Self::Record(_) => ScreenKind::Record,
        }
    }

    /// The report that is shown.
    #[must_use]
    pub fn report(&self) -> Option<&OpenReport> {
        match self {
            Self::Report(report) => Some(report),
            Self::List(_) | Self::Record(_) => None,
        }
    }

    /// The report that is shown, to be changed.
    pub fn report_mut(&mut self) -> Option<&mut OpenReport> {
        match self {
            Self::Report(report) => Some(report),
            Self::List(_) | Self::Record(_) => None,
        }
    }

    /// The report that is shown or was left last.
    #[must_use]
    pub fn known(&self) -> Option<&OpenReport> {
        match self {
            Self::Report(report) => Some(report),
            Self::List(left) | Self::Record(left) => left.as_deref(),
        }
    }

    /// The report that is shown or was left last, to be changed.
    pub fn known_mut(&mut self) -> Option<&mut OpenReport> {
        match self {
            Self::Report(report) => Some(report),
            Self::List(left) | Self::Record(left) => left.as_deref_mut(),
        }
    }

    /// Goes to another screen, or to another view of the report. Without a report there is no view of one to go to.
    pub fn show(&mut self, kind: ScreenKind) {
        let report = match mem::replace(self, Self::List(None)) {
            Self::Report(report) => Some(report),
            Self::List(left) | Self::Record(left) => left,
        };
        *self = match (kind, report) {
            (ScreenKind::List, report) => Self::List(report),
            (ScreenKind::Record, report) => Self::Record(report),
            (ScreenKind::Report(view), Some(mut report)) => {
                report.view = view;
                Self::Report(report)
            }
            (ScreenKind::Report(_), None) => return,
        };
    }

    /// Shows a report that was read.
    pub fn open(&mut self, report: OpenReport) {
        *self = Self::Report(Box::new(report));
    }
}
