//! Reading a scenario from TOML or JSON, with errors that point at the key.

use super::document::Document;
use super::types::Scenario;
use crate::problem::{Problem, nearest};

/// The format version this release writes.
pub const VERSION: u32 = 1;
/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1_000_000;

/// A scenario with the document it was read from.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The typed scenario.
    pub scenario: Scenario,
    /// The document, for pointing at places.
    pub document: Document,
}

/// Reads a scenario: JSON when the text starts with `{`, TOML otherwise.
///
/// # Errors
/// One sentence with line, column and path.
pub fn read(text: &str) -> Result<Reading, Problem> {
    if text.len() > MAX_TEXT {
        let message = format!(
            "the text has {} bytes and the most that is read is {MAX_TEXT}; split the scenario",
            text.len()
        );
        return Err(Problem::whole(message));
    }
    if text.trim_start().starts_with('{') {
        return read(&json_to_toml(text)?);
    }
    let document = Document::parse(text)?;
    refuse_other_versions(&document)?;
    match toml_edit::de::from_str(text) {
        Ok(scenario) => Ok(Reading { scenario, document }),
        Err(error) => Err(typed_problem(&document, &error)),
    }
}

/// The same scenario as TOML text.
///
/// # Errors
/// When the text is no JSON, with line and column.
pub fn json_to_toml(text: &str) -> Result<String, Problem> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let start: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let offset = start + error.column().saturating_sub(1);
        Problem::at(
            text,
            offset..offset,
            "",
            format!("this is not JSON ({error}); it starts with `{{` and so was read as JSON"),
        )
    })?;
    toml_edit::ser::to_string_pretty(&value).map_err(|error| {
        Problem::whole(format!(
            "this JSON has no form as a scenario ({error}); leave null values out"
        ))
    })
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
                format!("`{version}` is not a format version; write `quorate = {VERSION}`")
            };
            Err(document.problem("quorate", message))
        }
    }
}

fn typed_problem(document: &Document, error: &toml_edit::de::Error) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let path = document.path_at(span.start);
    let message = sentence(error.message(), &path);
    let span = document
        .span(&path)
        .filter(|own| own.start > span.start && own.start < span.end)
        .unwrap_or(span);
    Problem::at(document.text(), span, path, message)
}

/// Serde's words as a sentence with a way out.
fn sentence(message: &str, path: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    let names = quoted(message);
    let part = path
        .rsplit_once('.')
        .map_or("the scenario".to_owned(), |(parent, _)| format!("`{parent}`"));
    if message.starts_with("unknown field") {
        let (read, known) = (
            names.first().copied().unwrap_or_default(),
            names.get(1..).unwrap_or_default(),
        );
        return match nearest(read, known.iter().copied()) {
            Some(name) => format!("`{read}` is not a key known here; did you mean `{name}`?"),
            None => format!(
                "`{read}` is not a key of {part}; known here: {}",
                known.join(", ")
            ),
        };
    }
    if message.starts_with("missing field") {
        let name = names.first().copied().unwrap_or_default();
        return format!("`{name}` is missing here; add `{name} = \"…\"`");
    }
    if message.starts_with("unknown variant") {
        let (read, known) = (
            names.first().copied().unwrap_or_default(),
            names.get(1..).unwrap_or_default(),
        );
        return format!(
            "`{read}` is not possible here; write one of: {}",
            known.join(", ")
        );
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (read, wanted) = rest.split_once(", expected ").unwrap_or((rest, "something else"));
        return format!("{read} is written here, but {} is wanted", plain_kind(wanted));
    }
    if let Some(rest) = message.strip_prefix("invalid value: ") {
        let (read, wanted) = rest.split_once(", expected ").unwrap_or((rest, "something else"));
        return format!(
            "{read} is outside what is possible here; {} is wanted",
            plain_kind(wanted)
        );
    }
    message.to_owned()
}

fn plain_kind(wanted: &str) -> String {
    match wanted {
        "u32" => "a whole number such as `2`".into(),
        "a boolean" => "`true` or `false`".into(),
        "a string" => "a text in quotes".into(),
        "a sequence" => "a list such as `[\"a\", \"b\"]`".into(),
        "a map" => "a part such as `[name]` with keys below it".into(),
        other if other.starts_with("struct ") => "a part with keys of its own (`[part]`)".into(),
        other => other.to_owned(),
    }
}

/// The names between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
