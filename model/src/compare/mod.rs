//! Two assessments side by side, and two texts.
//!
//! # What it computes
//! [`results`] lists every headline result of two assessments with both values and their difference,
//! [`sentence`] says in one line what changed, [`text`] which lines of two texts differ.
//!
//! # Why it matters
//! Who tries another value wants to know what it did, not to read every number again.
//!
//! # Formula
//! Availabilities are compared by what they leave out: the ratio of unavailabilities, and the
//! difference in downtime over the window. Latencies and money are subtracted; levels are ordered.

mod change;
mod lines;
mod results;

pub use change::{Change, sentence};
pub use lines::{Hunk, Line, Side, text};
pub use results::results;
