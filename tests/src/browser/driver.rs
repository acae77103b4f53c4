//! The chromedriver process.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use xtask::{Because, Failure, Outcome, process};

const START: Duration = Duration::from_secs(30);

/// A running chromedriver; it ends when dropped.
pub(super) struct Driver {
    process: Child,
    url: String,
}

impl Driver {
    /// Starts chromedriver on a free port.
    pub fn start() -> Outcome<Self> {
        let program = program("CHROMEDRIVER", "chromedriver")?;
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .because(|| format!("could not start {}", program.display()))?;
        let port = process
            .stdout
            .take()
            .map(port)
            .map(|port| port.recv_timeout(START));
        let mut driver = Self {
            process,
            url: String::new(),
        };
        let Some(Ok(port)) = port else {
            return Err(Failure::new(format!(
                "{} did not say within {} s that it listens",
                program.display(),
                START.as_secs()
            )));
        };
        driver.url = format!("http://127.0.0.1:{port}/");
        Ok(driver)
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program named by `variable`, or `name` on the `PATH`.
pub(super) fn program(variable: &str, name: &str) -> Outcome<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| process::on_path(name))
        .ok_or_else(|| {
            Failure::new(format!(
                "there is no `{name}`: `cargo xtask test browser` installs one or says how"
            ))
        })
}

/// Reads all that the driver prints, and passes on the port it names.
fn port(output: ChildStdout) -> Receiver<u16> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(port) = named_port(&line) {
                let _ = sender.send(port);
            }
        }
    });
    receiver
}

/// The port in `ChromeDriver was started successfully on port 41234.`
fn named_port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::named_port;

    #[test]
    fn the_port_is_read_from_the_line_that_names_it() {
        let line = "ChromeDriver was started successfully on port 41234.";
        assert_eq!(named_port(line), Some(41234));
        assert_eq!(named_port("Starting ChromeDriver 1.2.3 on port 0"), None);
    }
}
