//! `cargo xtask build`: the page as a folder to publish.

use super::wasm_opt;
use crate::tools::{binaryen, cargo_tool::CargoTool, wasm_target};
use crate::workspace::Workspace;
use crate::{Failure, Outcome, csp, files, names, offline, process, sizes};
use std::process::Command;

/// The variable that carries the compiler's flags for the page.
pub(super) const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The page as it was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The size of each of its files.
    pub sizes: Vec<sizes::FileSize>,
    /// Whether wasm-opt made the modules smaller.
    pub shrunk: bool,
}

/// Builds the page, prints its sizes and holds them against the limit.
pub fn run(workspace: &Workspace) -> Outcome {
    build(workspace)?.check()
}

/// Builds the page into the workspace's `dist/` and prints its sizes.
pub fn build(workspace: &Workspace) -> Outcome<Built> {
    wasm_target::ensure()?;
    fetch(workspace)?;
    // A build that fails leaves no earlier page that could pass for its result.
    let _ = std::fs::remove_file(workspace.dist().join("index.html"));
    let shrunk = trunk(workspace)?;
    publish(workspace)?;
    let sizes = sizes::compress(&workspace.dist())?;
    print!("{}", sizes::table(&sizes));
    Ok(Built { sizes, shrunk })
}

/// Whether `dist/` holds the page to publish; what `trunk serve` leaves there is not.
pub fn is_built(workspace: &Workspace) -> bool {
    files::read_text(&workspace.dist().join("index.html")).is_ok_and(|page| csp::is_in(&page))
}

impl Built {
    /// A failure where the page is over its limit.
    pub fn check(&self) -> Outcome {
        let outcome = sizes::check(&self.sizes);
        if self.shrunk {
            return outcome;
        }
        outcome.map_err(|failure| {
            Failure::new(format!(
                "{failure}. wasm-opt could not be had, and without it the check cannot pass: install npm or binaryen"
            ))
        })
    }
}

/// Fetches the packages, so that Trunk can work without a network.
fn fetch(workspace: &Workspace) -> Outcome {
    let mut command = process::cargo();
    command.current_dir(workspace.root()).arg("fetch");
    if std::env::var_os("CI").is_some() {
        command.arg("--locked");
    }
    process::run(command.args(["--target", wasm_target::TARGET]))
}

/// Runs Trunk; answers whether the modules were made smaller.
fn trunk(workspace: &Workspace) -> Outcome<bool> {
    let trunk = CargoTool::trunk().folder()?;
    let version = workspace.locked_version("wasm-bindgen")?;
    let wasm_bindgen = CargoTool::wasm_bindgen(&version).folder()?;
    let wasm_opt = binaryen::wasm_opt()?;
    let mut command = Command::new(trunk.join(process::executable("trunk")));
    command
        .current_dir(workspace.root())
        .args(["build", "--release", "--offline=true"])
        .env("PATH", process::path_with(&[&trunk, &wasm_bindgen])?)
        .env(
            wasm_opt::PROGRAM,
            wasm_opt.as_deref().unwrap_or(wasm_opt::NONE.as_ref()),
        )
        .env(FLAGS, flags(workspace))
        .env_remove("CARGO_BUILD_TARGET");
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk wants a boolean where others take any value.
        command.env("NO_COLOR", "true");
    }
    process::run(&mut command)?;
    Ok(wasm_opt.is_some())
}

/// The compiler's flags for the page: those of `.cargo/config.toml`, and no path of this machine in
/// what is published.
pub(super) fn flags(workspace: &Workspace) -> String {
    let mut flags = vec![
        "--cfg=erase_components".to_owned(),
        "-Cllvm-args=-inline-threshold=0".to_owned(),
    ];
    flags.append(&mut remaps(workspace));
    flags.join(" ")
}

/// The flags that keep paths of this machine out of what is published.
pub(super) fn remaps(workspace: &Workspace) -> Vec<String> {
    let mut flags = vec![format!(
        "--remap-path-prefix={}=quorate",
        workspace.root().display()
    )];
    let home = std::env::var_os("CARGO_HOME")
        .map(std::path::PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    flags.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    flags
}

/// What the folder needs beyond what Trunk puts there: digests in names, the security policy, and
/// the service worker, which must see everything else as it will be.
fn publish(workspace: &Workspace) -> Outcome {
    let dist = workspace.dist();
    names::add_digests(&dist)?;
    let index = dist.join("index.html");
    let page = offline::announced(&files::read_text(&index)?)?;
    files::write(&index, csp::with_policy(&page)?)?;
    offline::write(&dist).map(drop)
}
