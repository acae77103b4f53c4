//! promtool, which checks and tests Prometheus rules: from the `PATH`, or out of Debian's package of
//! the server, which is unpacked below the folder of build results and not installed.

use crate::workspace::Workspace;
use crate::{Because, Failure, Outcome, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// promtool, fetched first where it is missing.
///
/// # Errors
///
/// Where it is neither there nor to be had; the sentence says what is missing.
pub fn promtool(workspace: &Workspace) -> Outcome<PathBuf> {
    if let Some(found) = process::on_path("promtool") {
        return Ok(found);
    }
    let folder = workspace.target().join("debian");
    let unpacked = folder.join("root/usr/bin/promtool");
    if !unpacked.is_file() {
        unpack(&folder)?;
    }
    match unpacked.is_file() {
        true => Ok(unpacked),
        false => Err(Failure::new("Debian's package `prometheus` holds no promtool")),
    }
}

fn unpack(folder: &Path) -> Outcome {
    let missing = |name: &str| Failure::new(format!("there is no promtool, and no {name} to fetch it with"));
    let apt = process::on_path("apt-get").ok_or_else(|| missing("apt-get"))?;
    let dpkg = process::on_path("dpkg").ok_or_else(|| missing("dpkg"))?;
    println!(
        "Fetching promtool in Debian's package `prometheus` into {}.",
        folder.display()
    );
    std::fs::create_dir_all(folder).because(|| format!("could not create {}", folder.display()))?;
    process::run(
        Command::new(apt)
            .current_dir(folder)
            .args(["download", "--quiet", "prometheus"]),
    )
    .because(|| "apt-get could not fetch the package `prometheus`".to_owned())?;
    let package = std::fs::read_dir(folder)
        .because(|| format!("could not read {}", folder.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .ok_or_else(|| Failure::new("apt-get left no package behind"))?;
    process::run(
        Command::new(dpkg)
            .current_dir(folder)
            .arg("-x")
            .arg(package)
            .arg("root"),
    )
    .because(|| "dpkg could not unpack the package `prometheus`".to_owned())
}
