//! `cargo xtask bench draws`: how fast draws are, beside NumPy and Squiggle with the same model.

use super::build;
use crate::tools::npm::SQUIGGLE;
use crate::workspace::Workspace;
use crate::{Because, Failure, Outcome, files, process};
use std::path::{Path, PathBuf};
use std::process::Command;

const SIX_PY: &str = include_str!("../beside/six.py");
const SIX_MJS: &str = include_str!("../beside/six.mjs");
const SCENARIO: &str = "model/benches/scenarios/six.toml";
const DRAWS: &str = "1000000";
const TIMES: &str = "5";

/// Prints how long draws take natively and how that grows; then a million draws of six inputs beside
/// NumPy on one core, and the page's worker beside Squiggle in Node. What cannot be had is said.
pub fn run(workspace: &Workspace) -> Outcome {
    native(workspace)?;
    beside_numpy(workspace)?;
    beside_squiggle(workspace)
}

fn native(workspace: &Workspace) -> Outcome {
    process::run(process::cargo().current_dir(workspace.root()).args([
        "bench",
        "--locked",
        "--package",
        "quorate-model",
        "--bench",
        "growth",
    ]))
}

fn beside_numpy(workspace: &Workspace) -> Outcome {
    let Some(python) = numpy(workspace)? else {
        println!(
            "NumPy could not be had (no python3, or pip could not fetch it): nothing to hold beside it."
        );
        return Ok(());
    };
    let script = written(workspace, "six.py", SIX_PY)?;
    let said = process::output(
        Command::new(python)
            .arg(script)
            .args([DRAWS, TIMES])
            .env("OPENBLAS_NUM_THREADS", "1"),
    );
    let [drawn, all] = numbers(said.as_deref())?;
    println!("NumPy, a million draws of six inputs on one core");
    println!("  drawn and priced     {drawn:8.1}\n  with quantiles       {all:8.1}");
    Ok(())
}

fn beside_squiggle(workspace: &Workspace) -> Outcome {
    let Some(node) = process::on_path("node") else {
        println!("There is no Node: nothing to hold beside Squiggle.");
        return Ok(());
    };
    if !build::is_built(workspace) {
        build::build(workspace)?;
    }
    let script = written(workspace, "six.mjs", SIX_MJS)?;
    let said = process::output(
        Command::new(node)
            .arg(script)
            .arg(SQUIGGLE.folder(workspace)?)
            .arg(workspace.dist())
            .arg(workspace.root().join(SCENARIO))
            .args([DRAWS, TIMES]),
    );
    let [ours, theirs] = numbers(said.as_deref())?;
    println!("In Node, a million draws of six inputs, text to all results");
    println!("  the page's worker    {ours:8.1}\n  Squiggle             {theirs:8.1}");
    println!("  times as fast        {:8.1}", theirs / ours);
    Ok(())
}

/// Python with NumPy, in a place of its own below the folder of build results.
fn numpy(workspace: &Workspace) -> Outcome<Option<PathBuf>> {
    let folder = workspace.target().join("python");
    let python = folder.join("bin").join("python");
    let has = |python: &Path| process::output(Command::new(python).args(["-c", "import numpy"])).is_some();
    if has(&python) {
        return Ok(Some(python));
    }
    let Some(system) = process::on_path("python3") else {
        return Ok(None);
    };
    println!(
        "Fetching NumPy from PyPI into {}: draws are measured beside it.",
        folder.display()
    );
    let made = process::run(Command::new(system).args(["-m", "venv"]).arg(&folder)).is_ok()
        && process::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "numpy"])).is_ok();
    Ok((made && has(&python)).then_some(python))
}

fn written(workspace: &Workspace, name: &str, text: &str) -> Outcome<PathBuf> {
    let folder = workspace.target().join("beside");
    std::fs::create_dir_all(&folder).because(|| format!("could not create {}", folder.display()))?;
    let path = folder.join(name);
    files::write(&path, text)?;
    Ok(path)
}

/// The two numbers of the last line that a script printed.
fn numbers(said: Option<&str>) -> Outcome<[f64; 2]> {
    let line = said.and_then(|said| said.lines().last()).unwrap_or_default();
    let mut numbers = line.split_whitespace().map_while(|word| word.parse().ok());
    match (numbers.next(), numbers.next()) {
        (Some(one), Some(other)) => Ok([one, other]),
        _ => Err(Failure::new(format!(
            "a script that measures said `{line}` and no two numbers"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_has_two_numbers_or_is_refused() {
        assert_eq!(numbers(Some("warming up\n12.5 100\n")), Ok([12.5, 100.0]));
        for said in [None, Some(""), Some("12.5"), Some("fast 1 2")] {
            assert!(numbers(said).unwrap_err().to_string().contains("no two numbers"));
        }
    }
}
