//! `cargo xtask test`: everything that says whether the project is sound.

use super::build;
use crate::arguments::Part;
use crate::tools::{browser, npm, promtool, wasm_target};
use crate::workspace::Workspace;
use crate::{Because, Failure, Outcome, process};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// How many tests and checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

/// Runs `parts` in order, all of them also where one fails, and closes with a
/// line of how many tests and checks passed and failed.
///
/// # Errors
///
/// Where anything failed; the sentence names the parts.
pub fn run(workspace: &Workspace, parts: &[Part]) -> Outcome {
    let mut total = Count::default();
    let mut failed = Vec::new();
    for &part in parts {
        println!("\n== {} ==", part.name());
        let (count, outcome) = run_part(workspace, part, &failed);
        total = total.plus(count);
        if let Err(failure) = outcome {
            println!("{}: {failure}", part.name());
            failed.push(part);
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if failed.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = failed.iter().map(|part| part.name()).collect();
    Err(Failure::new(format!("failed: {}", names.join(", "))))
}

fn run_part(workspace: &Workspace, part: Part, failed: &[Part]) -> (Count, Outcome) {
    match part {
        Part::Format => check(format(workspace)),
        Part::Clippy => check(clippy(workspace)),
        Part::Native => counted(native(workspace)),
        Part::Consumers => counted(consumers(workspace)),
        Part::Wasm => check(build::run(workspace)),
        Part::Browser => counted(browser_tests(workspace, failed.contains(&Part::Wasm))),
    }
}

/// A part that is one check.
fn check(outcome: Outcome) -> (Count, Outcome) {
    let passed = usize::from(outcome.is_ok());
    let count = Count {
        passed,
        failed: 1 - passed,
    };
    (count, outcome)
}

/// A part that consists of tests; one that did not come to count any is one failure.
fn counted(outcome: Outcome<(Count, Outcome)>) -> (Count, Outcome) {
    match outcome {
        Ok((mut count, outcome)) => {
            if outcome.is_err() && count.failed == 0 {
                count.failed = 1;
            }
            (count, outcome)
        }
        Err(failure) => check(Err(failure)),
    }
}

fn format(workspace: &Workspace) -> Outcome {
    process::run(cargo(workspace).args(["fmt", "--all", "--check"]))
}

fn clippy(workspace: &Workspace) -> Outcome {
    wasm_target::ensure()?;
    let strict = ["--", "--deny", "warnings"];
    process::run(
        cargo(workspace)
            .args(["clippy", "--locked", "--workspace", "--all-targets"])
            .args(["--features", "quorate-tests/browser"])
            .args(strict),
    )?;
    process::run(
        cargo(workspace)
            .args(["clippy", "--locked", "--package", "quorate-app"])
            .args(["--target", wasm_target::TARGET])
            .args(strict),
    )?;
    licences(workspace)
}

/// The licences of all packages, where cargo-deny is installed to check them.
fn licences(workspace: &Workspace) -> Outcome {
    if process::on_path("cargo-deny").is_none() {
        println!("cargo-deny is not installed, so the packages' licences are not checked here.");
        return Ok(());
    }
    process::run(cargo(workspace).args(["deny", "check", "licenses", "bans", "sources"]))
}

fn native(workspace: &Workspace) -> Outcome<(Count, Outcome)> {
    tests(cargo(workspace).args(["test", "--locked", "--workspace", "--no-fail-fast"]))
}

/// The tests of what other tools read; a tool that cannot be had is named and its tests left out.
fn consumers(workspace: &Workspace) -> Outcome<(Count, Outcome)> {
    let mut command = cargo(workspace);
    command.args([
        "test",
        "--locked",
        "--package",
        "quorate-tests",
        "--test",
        "consumers",
        "--",
    ]);
    command.args(["--ignored"]);
    let mut there = false;
    let mut take = |command: &mut Command, filter: &str, tools: Outcome<Vec<(&str, PathBuf)>>| match tools {
        Ok(tools) => {
            there = true;
            command.arg(filter).envs(tools);
        }
        Err(failure) => println!("What {filter} would read is not checked: {failure}."),
    };
    let promtool = promtool::promtool(workspace).map(|path| vec![("QUORATE_PROMTOOL", path)]);
    take(&mut command, "promtool", promtool);
    let mermaid = npm::MERMAID.folder(workspace).and_then(|mermaid| {
        let jsdom = npm::JSDOM.folder(workspace)?;
        Ok(vec![("QUORATE_MERMAID", mermaid), ("QUORATE_JSDOM", jsdom)])
    });
    take(&mut command, "mermaid", mermaid);
    if there {
        tests(&mut command)
    } else {
        Ok((Count::default(), Ok(())))
    }
}

fn browser_tests(workspace: &Workspace, wasm_failed: bool) -> Outcome<(Count, Outcome)> {
    let dist = workspace.dist();
    match (build::is_built(workspace), wasm_failed) {
        (true, _) => {}
        (false, false) => build::build(workspace).map(drop)?,
        (false, true) => {
            return Err(Failure::new("there is no page to test, since it did not build"));
        }
    }
    let browser = browser::browser()?;
    tests(
        cargo(workspace)
            .args(["test", "--locked", "--package", "quorate-tests"])
            .args(["--features", "browser", "--lib", "--test", "page*"])
            .arg("--no-fail-fast")
            .env("QUORATE_DIST", dist)
            .env("CHROME", browser.chrome)
            .env("CHROMEDRIVER", browser.driver),
    )
}

fn cargo(workspace: &Workspace) -> Command {
    let mut command = process::cargo();
    command.current_dir(workspace.root());
    command
}

/// Runs `command`, shows what it prints, and counts the tests it reports.
fn tests(command: &mut Command) -> Outcome<(Count, Outcome)> {
    let spelled = process::spelled(command);
    let starting = || format!("could not start {spelled}");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .because(starting)?;
    let mut count = Count::default();
    for line in child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines)
    {
        let line = line.because(|| format!("could not read what {spelled} prints"))?;
        println!("{line}");
        count = count.plus(Count::of_line(&line));
    }
    let status = child.wait().because(starting)?;
    let outcome = if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{spelled} failed ({status})")))
    };
    Ok((count, outcome))
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }

    /// The counts in `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn of_line(line: &str) -> Self {
        let Some(result) = line.strip_prefix("test result: ") else {
            return Self::default();
        };
        let number = |what: &str| {
            result
                .split([';', '.'])
                .find_map(|piece| piece.trim().strip_suffix(what)?.trim().parse().ok())
                .unwrap_or(0)
        };
        Self {
            passed: number("passed"),
            failed: number("failed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_read_from_what_cargo_test_closes_with() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.02s";
        let expected = Count {
            passed: 12,
            failed: 3,
        };
        assert_eq!(Count::of_line(line), expected);
        assert_eq!(Count::of_line("test a ... ok"), Count::default());
    }

    #[test]
    fn tests_that_do_not_compile_count_as_one_failure() {
        let outcome = Err(Failure::new("did not compile"));
        let (count, outcome) = counted(Ok((Count::default(), outcome)));
        assert_eq!(count.failed, 1);
        assert!(outcome.is_err());
    }
}
