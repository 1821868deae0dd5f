//! The real program in a real pseudo-terminal: journeys, widths of characters, and (by hand) being killed.

mod pty;

mod journey;
mod kill;
mod width;
