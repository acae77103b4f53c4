//! Other programs: finding them and running them.

use crate::{Because, Failure, Outcome};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program `name` on the `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let file = executable(name);
    std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|candidate| candidate.is_file())
}

/// The file name of the program `name` on this system.
pub fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The `PATH` with `folders` in front.
pub fn path_with(folders: &[&Path]) -> Outcome<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders
        .iter()
        .map(|folder| folder.to_path_buf())
        .chain(std::env::split_paths(&path));
    std::env::join_paths(all).because(|| "the PATH cannot be extended".to_owned())
}

/// The cargo that started this task, or the one on the `PATH`.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs `command` to its end with its output shown; anything but success is a failure.
pub fn run(command: &mut Command) -> Outcome {
    let status = command
        .stdin(Stdio::null())
        .status()
        .because(|| format!("could not start {}", spelled(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("{} failed ({status})", spelled(command))))
}

/// What `command` writes to its standard output; nothing where it fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The command as somebody would type it.
pub fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words: Vec<_> = std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect();
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_exist_is_not_found_and_says_so_when_run() {
        assert_eq!(on_path("no-such-program-anywhere"), None);
        let failure = run(Command::new("no-such-program-anywhere").arg("--now")).unwrap_err();
        let text = failure.to_string();
        assert!(
            text.starts_with("could not start `no-such-program-anywhere --now`"),
            "{text}"
        );
    }

    #[test]
    fn folders_put_in_front_of_the_path_come_first() {
        let path = path_with(&[Path::new("first"), Path::new("second")]).unwrap();
        let folders: Vec<_> = std::env::split_paths(&path).take(2).collect();
        assert_eq!(folders, [Path::new("first"), Path::new("second")]);
    }
}
