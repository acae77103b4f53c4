//! Where the project lies and what its lock file says.

use crate::{Failure, Outcome, files};
use std::path::{Path, PathBuf};

/// The root folder of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace that the current folder belongs to.
    pub fn find() -> Outcome<Self> {
        let here = std::env::current_dir()
            .map_err(|error| Failure::new(format!("there is no current folder: {error}")))?;
        here.ancestors()
            .find(|folder| is_root(folder))
            .map(|root| Self { root: root.into() })
            .ok_or_else(|| {
                Failure::new(format!(
                    "{} is not inside the project; change into its folder first",
                    here.display()
                ))
            })
    }

    /// The root folder: the one with the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that holds the built page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder of build results, which no commit holds.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |set| self.root.join(set))
    }

    /// The version of `package` that `Cargo.lock` pins.
    pub fn locked_version(&self, package: &str) -> Outcome<String> {
        let lock = files::read_text(&self.root.join("Cargo.lock"))?;
        version_in_lock(&lock, package).ok_or_else(|| {
            Failure::new(format!(
                "Cargo.lock names no package `{package}`, and the page needs one; is the app a member of the workspace?"
            ))
        })
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file() && folder.join("xtask").join("Cargo.toml").is_file()
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.131\"\n";

    #[test]
    fn the_lock_file_gives_the_version_of_exactly_the_named_package() {
        let version = |name| version_in_lock(LOCK, name);
        assert_eq!(version("wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version("wasm-bindgen-macro").as_deref(), Some("0.2.131"));
        assert_eq!(version("wasm"), None);
    }
}
