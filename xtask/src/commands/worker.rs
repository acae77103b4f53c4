//! `cargo xtask worker`: the page's worker, called by Trunk while it builds the page.

use super::{build, wasm_opt};
use crate::tools::{cargo_tool::CargoTool, wasm_target};
use crate::workspace::Workspace;
use crate::{Outcome, process};
use std::path::Path;
use std::process::Command;

/// The package, and the name of what it is published as.
pub const PACKAGE: &str = "quorate-worker";

/// What reads and writes documents, fetched when the first one is asked for.
pub const EXCHANGE: &str = "quorate-exchange";

/// Builds both workers into `folder`, or into the one that Trunk builds the page in.
///
/// In the one that draws two numbers are computed at a time where the compiler finds them, and no product
/// is fused with a sum, so the bits stay. It finds them when all packages are put together, and only from
/// level 2 on: what is compiled for size stays marked as that. The other one is compiled as the page is.
pub fn run(workspace: &Workspace, folder: Option<&Path>) -> Outcome {
    let folder = match folder {
        Some(folder) => folder.to_path_buf(),
        None => wasm_opt::trunks_folder()?,
    };
    wasm_target::ensure()?;
    module(workspace, &folder, PACKAGE, ["worker", "2"], flags(workspace))?;
    module(
        workspace,
        &folder,
        EXCHANGE,
        ["release", "z"],
        build::flags(workspace),
    )
}

/// Builds one: compiled by a profile, put together at a level.
fn module(
    workspace: &Workspace,
    folder: &Path,
    package: &str,
    [profile, level]: [&str; 2],
    flags: String,
) -> Outcome {
    process::run(
        process::cargo()
            .current_dir(workspace.root())
            .args(["rustc", "--package", package, "--bin", package])
            .args(["--profile", profile, "--target", wasm_target::TARGET])
            .args(["--", &format!("-Copt-level={level}")])
            .env(build::FLAGS, flags),
    )?;
    let module = workspace
        .target()
        .join(wasm_target::TARGET)
        .join(profile)
        .join(format!("{package}.wasm"));
    let version = workspace.locked_version("wasm-bindgen")?;
    let tool = CargoTool::wasm_bindgen(&version).folder()?;
    process::run(
        Command::new(tool.join(process::executable("wasm-bindgen")))
            .args(["--target", "no-modules", "--no-typescript", "--out-dir"])
            .arg(folder)
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
