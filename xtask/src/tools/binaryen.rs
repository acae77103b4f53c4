//! wasm-opt, which makes the compiled modules smaller.
//!
//! Cargo has no current version of it to install, so it comes from the `PATH`, from
//! npm, or from what Trunk downloaded earlier. The page works without it and is
//! larger then.

use super::cache;
use crate::{Outcome, process};
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "132.0.0";

/// The oldest major version that understands what the compiler writes today.
const OLDEST: u32 = 116;

/// wasm-opt, installed first where it can be; nothing where it cannot be had.
pub fn wasm_opt() -> Outcome<Option<PathBuf>> {
    let root = cache::folder("binaryen", VERSION)?;
    let from_npm = root.join("node_modules/binaryen/bin").join(file_name());
    if let Some(found) = usable(process::on_path("wasm-opt")).or(usable(linked(&root))) {
        return Ok(Some(found));
    }
    if let Some(npm) = process::on_path("npm") {
        install(&npm, &root);
    }
    Ok(usable(linked(&root))
        .or(usable(Some(from_npm)))
        .or_else(|| usable(downloaded_by_trunk())))
}

fn file_name() -> String {
    process::executable("wasm-opt")
}

fn linked(root: &Path) -> Option<PathBuf> {
    let name = if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" };
    Some(root.join("node_modules/.bin").join(name))
}

fn downloaded_by_trunk() -> Option<PathBuf> {
    let trunk = cache::folder("", "").ok()?.parent()?.parent()?.join("trunk");
    std::fs::read_dir(trunk)
        .ok()?
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("wasm-opt-"))
        .map(|entry| entry.path().join("bin").join(file_name()))
        .max()
}

/// The program where it runs and is new enough.
fn usable(program: Option<PathBuf>) -> Option<PathBuf> {
    let program = program?;
    let said = process::output(Command::new(&program).arg("--version"))?;
    (major(&said)? >= OLDEST).then_some(program)
}

/// The major version in `wasm-opt version 132 (version_132)`.
fn major(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.parse().ok())
}

fn install(npm: &Path, root: &Path) {
    println!(
        "Installing binaryen {VERSION} from npm into {}: its wasm-opt makes the page smaller. It takes about 100 MB there and some seconds.",
        root.display()
    );
    let package = format!("binaryen@{VERSION}");
    let installed = std::fs::create_dir_all(root).is_ok()
        && process::run(
            Command::new(npm)
                .args(["install", "--no-audit", "--no-fund", "--no-save", "--silent"])
                .arg("--prefix")
                .arg(root)
                .arg(package),
        )
        .is_ok();
    if !installed {
        println!("npm could not install binaryen.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_what_the_program_says() {
        assert_eq!(major("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(major("wasm-opt version 108"), Some(108));
        assert_eq!(major("who knows"), None);
    }
}
