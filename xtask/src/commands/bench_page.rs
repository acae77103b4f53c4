//! `cargo xtask bench page`: how soon the page answers and how it loads, in the browser.

use super::build;
use crate::tools::{browser, cargo_tool::CargoTool, wasm_target};
use crate::workspace::Workspace;
use crate::{Because, Outcome, files, process};
use std::path::PathBuf;
use std::process::Command;

const COUNTER: &str = "quorate-counter";

/// What loads the bare page; it needs no policy and no words for the case that it stops.
const COUNTER_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Counter</title><script type=\"module\" src=\"start.js\"></script></html>\n";

/// Measures the page in `dist/`, built first where it is not there, beside a bare page of the same
/// framework built the same way.
pub fn run(workspace: &Workspace) -> Outcome {
    if !build::is_built(workspace) {
        build::build(workspace)?;
    }
    let counter = counter(workspace)?;
    let browser = browser::browser()?;
    process::run(
        process::cargo()
            .current_dir(workspace.root())
            // What is measured runs in the browser: this side may be slow.
            .args([
                "bench",
                "--locked",
                "--profile",
                "dev",
                "--package",
                "quorate-tests",
            ])
            .args(["--features", "browser", "--bench", "page"])
            .env("QUORATE_DIST", workspace.dist())
            .env("QUORATE_COUNTER", counter)
            .env("CHROME", browser.chrome)
            .env("CHROMEDRIVER", browser.driver),
    )
}

/// The folder of the bare page, built.
fn counter(workspace: &Workspace) -> Outcome<PathBuf> {
    wasm_target::ensure()?;
    process::run(
        process::cargo()
            .current_dir(workspace.root())
            .args(["build", "--release", "--locked", "--package", COUNTER])
            .args(["--target", wasm_target::TARGET])
            .env(build::FLAGS, build::flags(workspace)),
    )?;
    let folder = workspace.target().join("counter");
    std::fs::create_dir_all(&folder).because(|| format!("could not create {}", folder.display()))?;
    let module = workspace
        .target()
        .join(wasm_target::TARGET)
        .join("release")
        .join(format!("{COUNTER}.wasm"));
    let version = workspace.locked_version("wasm-bindgen")?;
    let tool = CargoTool::wasm_bindgen(&version).folder()?;
    process::run(
        Command::new(tool.join(process::executable("wasm-bindgen")))
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(&folder)
            .arg(&module),
    )?;
    files::write(&folder.join("index.html"), COUNTER_PAGE)?;
    let start = format!("import start from \"./{COUNTER}.js\";\nstart();\n");
    files::write(&folder.join("start.js"), start)?;
    Ok(folder)
}
