//! Documents of other kinds than a scenario: written for people and other tools, and read.
//!
//! It is a module of its own, which the page fetches when the first document is asked for: most
//! readers never ask, and should not wait for it.

mod reading;
mod writing;

pub use reading::{From, read};
pub use writing::{Form, write};
