//! Reading a scenario from TOML or JSON, with errors that point at the key.

use super::document::Document;
use super::json::{json_to_toml, place};
use super::reader::Reader;
use super::size::check_length;
use super::types::Scenario;
use crate::clip::clip;
use crate::problem::Problem;
use std::sync::Arc;

/// The format version this release writes.
pub const VERSION: u32 = 1;

/// A scenario with the document it was read from.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The typed scenario.
    pub scenario: Scenario,
    /// The document, for pointing at places.
    pub document: Arc<Document>,
}

/// Reads a scenario: JSON when the text starts with `{`, TOML otherwise.
///
/// # Errors
/// The first problem: one sentence with line, column and path.
pub fn read(text: &str) -> Result<Reading, Problem> {
    read_all(text).map_err(first)
}

/// The problem that stands first in the text.
pub(crate) fn first(problems: Vec<Problem>) -> Problem {
    let first = problems.into_iter().min_by_key(|problem| problem.offset);
    first.unwrap_or_else(|| Problem::whole("the text could not be read as a scenario"))
}

/// As [`read`], with every problem of the text.
///
/// # Errors
/// All problems, in order of reading; never an empty list.
pub fn read_all(text: &str) -> Result<Reading, Vec<Problem>> {
    check_length(text).map_err(|problem| vec![problem])?;
    if !is_json(text) {
        return read_toml(text);
    }
    read_json(text)
}

/// A text that starts with `{` is read as JSON: no TOML does.
fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

fn read_json(text: &str) -> Result<Reading, Vec<Problem>> {
    let toml = json_to_toml(text).map_err(|problem| vec![problem])?;
    match read_toml(&toml) {
        Ok(Reading { scenario, document }) => Ok(Reading {
            scenario,
            document: Arc::new(Arc::unwrap_or_clone(document).of_json(text)),
        }),
        Err(problems) => Err(problems
            .into_iter()
            .map(|problem| Problem::at(text, place(text, &problem.path), problem.path, problem.message))
            .collect()),
    }
}

fn read_toml(text: &str) -> Result<Reading, Vec<Problem>> {
    let document = Document::parse(text).map_err(|problem| vec![problem])?;
    read_parsed(Arc::new(document))
}

/// As [`read_all`], of a text that has been parsed as TOML.
///
/// # Errors
/// As [`read_all`].
pub(crate) fn read_parsed(document: Arc<Document>) -> Result<Reading, Vec<Problem>> {
    check_length(document.text()).map_err(|problem| vec![problem])?;
    refuse_other_versions(&document).map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(document.text());
    let scenario = reader.document::<Scenario>(document.root()).unwrap_or_default();
    if reader.problems.is_empty() {
        Ok(Reading { scenario, document })
    } else {
        let place = |problem: Problem| match problem.len {
            0 => document.problem(&problem.path, problem.message),
            _ => problem,
        };
        Err(reader.problems.into_iter().map(place).collect())
    }
}

fn refuse_other_versions(document: &Document) -> Result<(), Problem> {
    match document.get("quorate") {
        None => Ok(()),
        Some(version) if version.trim() == VERSION.to_string() => Ok(()),
        Some(version) => {
            let newer = version.parse::<u32>().is_ok_and(|version| version > VERSION);
            let message = if newer {
                format!(
                    "this scenario has format version {version} and this release reads version {VERSION}; open it with a newer release"
                )
            } else {
                format!(
                    "`{}` is not a format version; write `quorate = {VERSION}`",
                    clip(&version)
                )
            };
            Err(document.problem("quorate", message))
        }
    }
}
