//! Packages from npm that measure the page and read what is exported: kept below the folder of build results, in no commit.

use crate::workspace::Workspace;
use crate::{Because, Failure, Outcome, process};
use std::path::PathBuf;
use std::process::Command;

/// A package in one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    name: &'static str,
    version: &'static str,
    /// What it is for, in a few words.
    purpose: &'static str,
}

/// Finds what hinders people who do not see, hear or point as others do.
pub const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    purpose: "checks that everybody can use the page",
};

/// Rates a page as it loads.
pub const LIGHTHOUSE: Package = Package {
    name: "lighthouse",
    version: "12.8.2",
    purpose: "rates how the page loads",
};

/// Reads the flowcharts that are written.
pub const MERMAID: Package = Package {
    name: "mermaid",
    version: "12.3.0",
    purpose: "reads the flowcharts that Quorate writes",
};

/// The page that mermaid wants around it.
pub const JSDOM: Package = Package {
    name: "jsdom",
    version: "26.1.0",
    purpose: "stands in for a browser around mermaid",
};

/// Draws models of estimates.
pub const SQUIGGLE: Package = Package {
    name: "@quri/squiggle-lang",
    version: "0.10.0",
    purpose: "draws the same model, to hold the worker's speed beside",
};

impl Package {
    /// The folder of the package; installs it first where it is missing.
    ///
    /// # Errors
    ///
    /// Where there is no npm, or it cannot reach its registry.
    pub fn folder(&self, workspace: &Workspace) -> Outcome<PathBuf> {
        let root = workspace
            .target()
            .join("npm")
            .join(format!("{}-{}", self.name, self.version));
        let folder = root.join("node_modules").join(self.name);
        // Npm writes it last: without it an installation was broken off.
        let whole = root.join("node_modules").join(".package-lock.json");
        if !whole.is_file() {
            self.install(&root)?;
        }
        Ok(folder)
    }

    fn install(&self, root: &std::path::Path) -> Outcome {
        let package = format!("{}@{}", self.name, self.version);
        let npm = process::on_path("npm").ok_or_else(|| {
            Failure::new(format!(
                "{package} {}, and there is no npm to fetch it with: install Node.js",
                self.purpose
            ))
        })?;
        println!(
            "Fetching {package} from npm into {}: it {}.",
            root.display(),
            self.purpose
        );
        std::fs::create_dir_all(root).because(|| format!("could not create {}", root.display()))?;
        process::run(
            Command::new(npm)
                .args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    "--ignore-scripts",
                ])
                .arg("--prefix")
                .arg(root)
                .arg(&package),
        )
        .because(|| format!("{package} {}, and npm could not fetch it", self.purpose))
    }
}
