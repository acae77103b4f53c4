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
/// Times that one and the other are measured, in turns: what else the machine does then meets both.
const TIMES: usize = 7;

/// Prints how long draws take natively and how that grows; then a million draws of six inputs beside
/// NumPy on one core, and the page's worker beside Squiggle in Node. What cannot be had is said.
pub fn run(workspace: &Workspace) -> Outcome {
    process::run(&mut native(workspace))?;
    beside_numpy(workspace)?;
    beside_squiggle(workspace)
}

/// The model's own measurement.
fn native(workspace: &Workspace) -> Command {
    let mut command = process::cargo();
    command.current_dir(workspace.root()).args([
        "bench",
        "--quiet",
        "--locked",
        "--package",
        "quorate-model",
        "--bench",
        "growth",
    ]);
    command
}

fn beside_numpy(workspace: &Workspace) -> Outcome {
    let Some(python) = numpy(workspace)? else {
        println!(
            "NumPy could not be had (no python3, or pip could not fetch it): nothing to hold beside it."
        );
        return Ok(());
    };
    let script = written(workspace, "six.py", SIX_PY)?;
    let (mut drawn, mut all) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let ours = process::output(native(workspace).args(["--", "six"]));
        let ours = last_pair(ours.as_deref())?;
        let theirs = process::output(
            Command::new(&python)
                .arg(&script)
                .args([DRAWS, "3"])
                .env("OPENBLAS_NUM_THREADS", "1"),
        );
        let theirs = last_pair(theirs.as_deref())?;
        drawn.push([ours[0], theirs[0]]);
        all.push([ours[1], theirs[1]]);
    }
    println!("natively, a million draws of six inputs on one core, beside NumPy");
    println!("  drawn and priced     {}", beside(&drawn));
    println!("  to all results       {}", beside(&all));
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
            .args([DRAWS, &TIMES.to_string()]),
    );
    let pairs = pairs(said.as_deref())?;
    println!("the page's worker in Node, a million draws of six inputs, beside Squiggle");
    println!("  to all results       {}", beside(&pairs));
    Ok(())
}

/// Medians of ours, of the other's, and of how many times as long the other takes each time.
fn beside(pairs: &[[f64; 2]]) -> String {
    let of = |value: fn(&[f64; 2]) -> f64| median(pairs.iter().map(value).collect());
    let (ours, theirs) = (of(|pair| pair[0]), of(|pair| pair[1]));
    let times = of(|[ours, theirs]| theirs / ours);
    format!("{ours:8.1} beside {theirs:8.1}: {times:.1} times as fast")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
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

/// The two numbers of each line that a script printed.
fn pairs(said: Option<&str>) -> Outcome<Vec<[f64; 2]>> {
    let lines = said.unwrap_or_default().lines();
    let pairs: Vec<[f64; 2]> = lines.filter_map(pair).collect();
    if pairs.is_empty() {
        let said = said.unwrap_or_default();
        return Err(Failure::new(format!(
            "a script that measures said `{said}` and no two numbers"
        )));
    }
    Ok(pairs)
}

/// The last of them.
fn last_pair(said: Option<&str>) -> Outcome<[f64; 2]> {
    pairs(said).map(|pairs| pairs[pairs.len() - 1])
}

fn pair(line: &str) -> Option<[f64; 2]> {
    let mut numbers = line.split_whitespace().map_while(|word| word.parse().ok());
    Some([numbers.next()?, numbers.next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_two_numbers_are_read_and_none_is_refused() {
        let said = Some("warming up\n12.5 100\n13 90\n");
        assert_eq!(pairs(said), Ok(vec![[12.5, 100.0], [13.0, 90.0]]));
        assert_eq!(last_pair(said), Ok([13.0, 90.0]));
        for said in [None, Some(""), Some("12.5"), Some("fast 1 2")] {
            assert!(pairs(said).unwrap_err().to_string().contains("no two numbers"));
        }
    }

    #[test]
    fn what_is_said_are_medians() {
        let pairs = [[10.0, 20.0], [30.0, 90.0], [20.0, 100.0]];
        assert_eq!(beside(&pairs), "    20.0 beside     90.0: 3.0 times as fast");
    }
}
