//! A browser and the driver that steers it in tests.

use crate::{Failure, Outcome, process};
use std::path::PathBuf;
use std::process::Command;

const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Chromium or Chrome, and a chromedriver of the same version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// The browser's program.
    pub chrome: PathBuf,
    /// The driver's program.
    pub driver: PathBuf,
}

/// The browser named by `CHROME` and `CHROMEDRIVER` or found on the `PATH`;
/// installed first where this is a Debian run as root.
pub fn browser() -> Outcome<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if can_install() {
        install()?;
    }
    find().ok_or_else(|| {
        Failure::new(
            "the browser tests need Chromium and its driver: install them (on Debian `apt-get install chromium chromium-driver`), or set CHROME and CHROMEDRIVER to their programs",
        )
    })
}

fn find() -> Option<Browser> {
    Some(Browser {
        chrome: named("CHROME").or_else(chrome)?,
        driver: named("CHROMEDRIVER").or_else(|| process::on_path("chromedriver"))?,
    })
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

fn chrome() -> Option<PathBuf> {
    BROWSERS
        .iter()
        .find_map(|name| process::on_path(name))
        .or_else(|| Some(PathBuf::from(MAC_BROWSER)).filter(|path| path.is_file()))
}

fn can_install() -> bool {
    let root = process::output(Command::new("id").arg("-u")).as_deref() == Some("0");
    root && process::on_path("apt-get").is_some()
}

fn install() -> Outcome {
    println!(
        "Installing {} with apt-get: the browser tests open the page in it. This takes about a minute.",
        PACKAGES.join(" and ")
    );
    process::run(apt_get().args(["-q", "update"]))?;
    process::run(
        apt_get()
            .args(["-q", "install", "-y", "--no-install-recommends"])
            .args(PACKAGES),
    )
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
