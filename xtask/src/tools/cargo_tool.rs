//! Tools that cargo builds: Trunk and wasm-bindgen.

use super::cache;
use crate::{Outcome, process};
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.21.14";

/// A program that `cargo install` can build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CargoTool {
    /// The program and the name of its folder in the cache.
    program: &'static str,
    /// The package that holds it.
    package: &'static str,
    version: String,
    /// What it is for, in a few words.
    purpose: &'static str,
    flags: &'static [&'static str],
}

impl CargoTool {
    /// Trunk, without what it needs for downloads: it works from what is there.
    pub fn trunk() -> Self {
        Self {
            program: "trunk",
            package: "trunk",
            version: TRUNK.to_owned(),
            purpose: "puts the page together",
            flags: &["--locked", "--no-default-features"],
        }
    }

    /// wasm-bindgen in exactly the version that the page is compiled against.
    pub fn wasm_bindgen(version: &str) -> Self {
        Self {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: version.to_owned(),
            purpose: "connects the compiled module to the browser",
            flags: &[],
        }
    }

    /// The folder that holds the program; installs it first where it is missing.
    pub fn folder(&self) -> Outcome<PathBuf> {
        let root = cache::folder(self.program, &self.version)?;
        let cached = root.join("bin");
        if cached.join(process::executable(self.program)).is_file() {
            return Ok(cached);
        }
        if let Some(folder) = self.on_path() {
            return Ok(folder);
        }
        self.install(&root)?;
        Ok(cached)
    }

    /// The folder of the `PATH` that has the program in the right version.
    fn on_path(&self) -> Option<PathBuf> {
        let program = process::on_path(self.program)?;
        let said = process::output(Command::new(&program).arg("--version"))?;
        let same = said.split_whitespace().any(|word| word == self.version);
        same.then(|| program.parent().map(Path::to_path_buf))?
    }

    fn install(&self, root: &Path) -> Outcome {
        println!(
            "Installing {} {} into {}: it {}. Cargo compiles it once, which takes about three minutes on two cores.",
            self.program,
            self.version,
            root.display(),
            self.purpose
        );
        process::run(
            process::cargo()
                .args(["install", self.package, "--version", &self.version])
                .args(self.flags)
                .arg("--root")
                .arg(root)
                // Quick to compile: these tools do little of their own.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env_remove("CARGO_TARGET_DIR"),
        )
    }
}
