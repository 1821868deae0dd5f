//! The list of reports: order, filter and marks, with a preview of the report under the cursor.

pub mod preview;
pub mod query;
pub mod row;
pub mod state;
pub mod update;
pub mod view;
pub mod words;
