//! `cargo xtask wasm-opt`: makes the modules smaller, called by Trunk after a build.

use crate::tools::binaryen;
use crate::{Because, Failure, Outcome, files, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that names wasm-opt's program, where the caller has found it.
pub const PROGRAM: &str = "QUORATE_WASM_OPT";

/// The value of [`PROGRAM`] that means: it cannot be had.
pub const NONE: &str = "none";

/// Shrinks every module in `folder`, or in the one that Trunk builds a release in.
pub fn run(folder: Option<&Path>) -> Outcome {
    let Some(folder) = folder
        .map(Path::to_path_buf)
        .map_or_else(staging, |f| Ok(Some(f)))?
    else {
        return Ok(());
    };
    let Some(program) = program()? else {
        println!(
            "wasm-opt could not be had (no npm, no binaryen on the PATH), so the page is built without it and is larger than it could be."
        );
        return Ok(());
    };
    for module in files::below(&folder)? {
        if files::extension(&module) == "wasm" {
            shrink(&program, &module)?;
        }
    }
    Ok(())
}

/// The folder that Trunk names; none in a debug build, which stays as it is.
fn staging() -> Outcome<Option<PathBuf>> {
    if std::env::var("TRUNK_PROFILE").as_deref() == Ok("debug") {
        return Ok(None);
    }
    trunks_folder().map(Some)
}

/// The folder that Trunk puts the page together in.
///
/// # Errors
///
/// Where it is not Trunk that calls.
pub(super) fn trunks_folder() -> Outcome<PathBuf> {
    std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("this task needs a folder behind it, unless Trunk calls it"))
}

fn program() -> Outcome<Option<PathBuf>> {
    match std::env::var_os(PROGRAM) {
        Some(program) if program == NONE => Ok(None),
        Some(program) => Ok(Some(program.into())),
        None => binaryen::wasm_opt(),
    }
}

fn shrink(program: &Path, module: &Path) -> Outcome {
    let smaller = module.with_extension("smaller");
    process::run(
        Command::new(program)
            .args(SMALL)
            .arg(module)
            .arg("-o")
            .arg(&smaller),
    )?;
    std::fs::rename(&smaller, module).because(|| format!("could not replace {}", module.display()))
}

/// What is done to a module, also to the worker's: its loops over draws come widened from the compiler.
/// Inlining makes the code shorter and its compressed form longer. The compiler puts the stack at
/// the start of the memory, so that no value has its place in the first kilobyte.
const SMALL: &[&str] = &[
    "-Os",
    "--one-caller-inline-max-function-size=0",
    "--always-inline-max-function-size=0",
    "--low-memory-unused",
];
