//! `cargo xtask worker`: the page's worker, called by Trunk while it builds the page.

use super::{build, wasm_opt};
use crate::tools::{cargo_tool::CargoTool, wasm_target};
use crate::workspace::Workspace;
use crate::{Outcome, process};
use std::path::Path;
use std::process::Command;

/// The package, and the name of what it is published as.
pub const PACKAGE: &str = "quorate-worker";

/// Builds the worker into `folder`, or into the one that Trunk builds the page in.
///
/// It is compiled for speed and for itself: the page's flags are for size. Four numbers are computed at
/// a time where the compiler finds them, and no product is fused with a sum, so the bits stay.
pub fn run(workspace: &Workspace, folder: Option<&Path>) -> Outcome {
    let folder = match folder {
        Some(folder) => folder.to_path_buf(),
        None => wasm_opt::trunks_folder()?,
    };
    wasm_target::ensure()?;
    process::run(
        process::cargo()
            .current_dir(workspace.root())
            .args(["build", "--package", PACKAGE, "--profile", "worker"])
            .args(["--target", wasm_target::TARGET])
            .env(build::FLAGS, flags(workspace)),
    )?;
    let module = workspace
        .target()
        .join(wasm_target::TARGET)
        .join("worker")
        .join(format!("{PACKAGE}.wasm"));
    let version = workspace.locked_version("wasm-bindgen")?;
    let tool = CargoTool::wasm_bindgen(&version).folder()?;
    process::run(
        Command::new(tool.join(process::executable("wasm-bindgen")))
            .args(["--target", "no-modules", "--no-typescript", "--out-dir"])
            .arg(&folder)
            .arg(&module),
    )
}

fn flags(workspace: &Workspace) -> String {
    let mut flags = vec![
        "-Ctarget-feature=+simd128".to_owned(),
        "-Cllvm-args=-inline-threshold=0".to_owned(),
    ];
    flags.append(&mut build::remaps(workspace));
    flags.join(" ")
}
