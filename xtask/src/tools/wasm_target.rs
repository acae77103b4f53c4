//! The compiler's standard library for the browser.

use crate::{Failure, Outcome, process};
use std::path::Path;
use std::process::Command;

/// The target that the page is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain where it is missing.
pub fn ensure() -> Outcome {
    if installed() {
        return Ok(());
    }
    if process::on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust cannot compile for {TARGET}, and there is no rustup to add it; install rustup or your system's package of that target"
        )));
    }
    println!(
        "Adding the target {TARGET} to the Rust toolchain: the page is compiled for it. This takes some seconds."
    );
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
}

fn installed() -> bool {
    process::output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}
