//! The project's own tasks: build the page, serve it, test everything.
//!
//! `cargo xtask help` lists the commands. What a command needs and does not find
//! it installs below the user's cache folder, and says so first.

pub mod arguments;
pub mod commands;
pub mod csp;
pub mod digest;
pub mod failure;
pub mod files;
pub mod names;
pub mod offline;
pub mod process;
pub mod server;
pub mod sizes;
pub mod tools;
pub mod workspace;

pub use failure::{Because, Failure, Outcome};
