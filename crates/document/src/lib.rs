//! Files and their bytes ([`source`]), and what a file of any kind says in its own terms ([`document`]): lines and tables
//! with the place of each, and nothing yet of what an annual report is.

use gouji_text as text;

pub mod source;

pub mod document;
