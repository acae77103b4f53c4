//! What the page asks of its workers, what they answer, and how they go about it.
//!
//! One worker leads: it compiles the text, seeks flips, draws, puts all draws together and finds what
//! results lean on. Where many draws are wanted others help, each drawing every n-th chunk and
//! delivering it to the leader through a port of their own, so that the page has no part in it.
//!
//! Everything travels as a [`Tape`]: an array of floats and a list of texts. The first thing a worker
//! says is its version; the page has no dealings with one of another version.

mod answer;
mod ask;
mod desk;
mod job;
mod leaning;
pub mod post;

pub use answer::Answer;
pub use ask::{Ask, Share};
pub use desk::{Desk, Out};

/// The version of the calculator, which page and workers must share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
