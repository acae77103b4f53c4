//! `cargo xtask bench`: how fast the model is and how large the page.

use super::build;
use crate::workspace::Workspace;
use crate::{Outcome, process, sizes};

/// Runs the model's benchmarks and prints the page's sizes, building it where it
/// is not there yet.
pub fn run(workspace: &Workspace) -> Outcome {
    process::run(process::cargo().current_dir(workspace.root()).args([
        "bench",
        "--locked",
        "--package",
        "quorate-model",
        "--benches",
    ]))?;
    if !build::is_built(workspace) {
        return build::build(workspace).map(drop);
    }
    print!("{}", sizes::table(&sizes::compress(&workspace.dist())?));
    Ok(())
}
