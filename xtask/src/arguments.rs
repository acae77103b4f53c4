//! What stands behind `cargo xtask` on the command line.

use crate::{Because, Failure, Outcome};
use std::path::PathBuf;

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
The project's tasks. What a task needs and does not find it installs below the
user's cache folder, and says so first.

  cargo xtask serve [--port N] [--no-build] [--dist DIR] [--prefix PATH]
      Builds the page and serves it on this machine; prints its address.
  cargo xtask build
      Builds the page into dist/: a folder to publish below any path.
  cargo xtask test [PART…]
      Runs all parts, or those named: format clippy native consumers wasm
      browser. Consumers are the tools that exported documents are for.
  cargo xtask bench
      Measures the model's speed and the page's size.
  cargo xtask bench draws
      Measures draws, beside NumPy and, in the page's worker, beside Squiggle.
  cargo xtask bench page
      Measures how soon the page answers a keystroke, and how it loads.
  cargo xtask wasm-opt [DIR]
      Shrinks the modules in DIR. Trunk calls it; nobody else needs to.
  cargo xtask worker [DIR]
      Builds the page's worker. Trunk calls it.
  cargo xtask style [FILE]
      Joins the style sheets of app/ into the page's one. Trunk calls it.
";

/// One task to carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Print [`HELP`].
    Help,
    /// Build the page.
    Build,
    /// Serve the page.
    Serve(ServeOptions),
    /// Run these parts of the tests, in this order.
    Test(Vec<Part>),
    /// Measure speed and size.
    Bench(Measure),
    /// Shrink the modules in this folder, or in the one Trunk names.
    WasmOpt(Option<PathBuf>),
    /// Build the worker into this folder, or into the one Trunk names.
    Worker(Option<PathBuf>),
    /// Join the style sheets, into the given file or the one the page loads.
    Style(Option<PathBuf>),
}

/// How to serve the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServeOptions {
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// Whether to serve what is there instead of building first.
    pub no_build: bool,
    /// The folder to serve instead of the project's `dist/`.
    pub dist: Option<PathBuf>,
    /// The path to serve the page below.
    pub prefix: String,
}

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The model's speed and the page's size.
    Model,
    /// Draws, beside others.
    Draws,
    /// The page in a browser.
    Page,
}

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sources are formatted.
    Format,
    /// The compiler and clippy have nothing to say.
    Clippy,
    /// Everything that runs without a browser.
    Native,
    /// What is exported is read by the tools it is for.
    Consumers,
    /// The page builds and keeps to its size.
    Wasm,
    /// The page works in a browser.
    Browser,
}

impl Part {
    /// All parts, the quick ones first.
    pub const ALL: [Self; 6] = [
        Self::Format,
        Self::Clippy,
        Self::Native,
        Self::Consumers,
        Self::Wasm,
        Self::Browser,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Consumers => "consumers",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
        }
    }

    fn parse(word: &str) -> Outcome<Self> {
        Self::ALL
            .into_iter()
            .find(|part| part.name() == word)
            .ok_or_else(|| {
                let names = Self::ALL.map(Self::name).join(", ");
                Failure::new(format!("`{word}` is no part of the tests; the parts are {names}"))
            })
    }
}

impl Task {
    /// Reads the words behind `cargo xtask`.
    ///
    /// # Errors
    ///
    /// Where a word is none that the task knows; the sentence lists those it does.
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let Some((task, rest)) = words.split_first() else {
            return Ok(Self::Help);
        };
        match task.as_str() {
            "help" | "--help" | "-h" => Ok(Self::Help),
            "serve" => serve_options(rest).map(Self::Serve),
            "build" => alone(task, rest, Self::Build),
            "bench" => measure(rest).map(Self::Bench),
            "test" => parts(rest).map(Self::Test),
            "wasm-opt" => path(task, rest).map(Self::WasmOpt),
            "worker" => path(task, rest).map(Self::Worker),
            "style" => path(task, rest).map(Self::Style),
            other => Err(Failure::new(format!(
                "`{other}` is no task; the tasks are serve, build, test and bench"
            ))),
        }
    }
}

fn alone(task: &str, rest: &[String], parsed: Task) -> Outcome<Task> {
    match rest.first() {
        None => Ok(parsed),
        Some(word) => Err(Failure::new(format!(
            "`{task}` takes nothing behind it, and there is `{word}`"
        ))),
    }
}

fn measure(words: &[String]) -> Outcome<Measure> {
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(Measure::Model),
        ["page"] => Ok(Measure::Page),
        ["draws"] => Ok(Measure::Draws),
        _ => Err(Failure::new(
            "`bench` takes `page` or `draws` behind it, or nothing",
        )),
    }
}

fn parts(words: &[String]) -> Outcome<Vec<Part>> {
    if words.is_empty() {
        return Ok(Part::ALL.to_vec());
    }
    words.iter().map(|word| Part::parse(word)).collect()
}

fn path(task: &str, words: &[String]) -> Outcome<Option<PathBuf>> {
    match words {
        [] => Ok(None),
        [path] => Ok(Some(path.into())),
        _ => Err(Failure::new(format!("`{task}` takes one path at most"))),
    }
}

fn serve_options(words: &[String]) -> Outcome<ServeOptions> {
    let mut options = ServeOptions::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .ok_or_else(|| Failure::new(format!("`{word}` needs a value behind it")))
        };
        match word.as_str() {
            "--no-build" => options.no_build = true,
            "--port" => options.port = port(value()?)?,
            "--dist" => options.dist = Some(value()?.into()),
            "--prefix" => options.prefix = value()?.clone(),
            other => {
                return Err(Failure::new(format!(
                    "`serve` does not know `{other}`; it knows --port N, --no-build, --dist DIR and --prefix PATH"
                )));
            }
        }
    }
    if options.dist.is_some() && !options.no_build {
        return Err(Failure::new(
            "`--dist` serves a folder as it is; say `--no-build` with it",
        ));
    }
    Ok(options)
}

fn port(word: &str) -> Outcome<u16> {
    word.parse()
        .because(|| format!("`--port {word}`: a port is a number from 0 to 65535"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Task> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Task::parse(&words)
    }

    #[test]
    fn nothing_and_help_print_the_help() {
        for line in ["", "help", "--help"] {
            assert_eq!(parse(line), Ok(Task::Help));
        }
    }

    #[test]
    fn test_runs_everything_unless_parts_are_named() {
        assert_eq!(parse("test"), Ok(Task::Test(Part::ALL.to_vec())));
        let some = Task::Test(vec![Part::Native, Part::Browser]);
        assert_eq!(parse("test native browser"), Ok(some));
    }

    #[test]
    fn serve_reads_its_options() {
        let options = ServeOptions {
            port: 8080,
            no_build: true,
            dist: Some("d".into()),
            prefix: "/x/".to_owned(),
        };
        let line = "serve --port 8080 --no-build --dist d --prefix /x/";
        assert_eq!(parse(line), Ok(Task::Serve(options)));
    }

    #[test]
    fn a_wrong_word_is_answered_with_what_is_allowed() {
        let said = |line| parse(line).unwrap_err().to_string();
        assert_eq!(
            said("sevre"),
            "`sevre` is no task; the tasks are serve, build, test and bench"
        );
        assert_eq!(
            said("test fmt"),
            "`fmt` is no part of the tests; the parts are format, clippy, native, consumers, wasm, browser"
        );
        assert!(said("serve --port many").starts_with("`--port many`: a port is a number"));
        assert_eq!(said("serve --port"), "`--port` needs a value behind it");
        assert!(said("serve --dist d").contains("--no-build"));
        assert!(said("build now").contains("`now`"));
    }
}
