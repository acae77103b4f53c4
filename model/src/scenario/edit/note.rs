//! The note of an input: the comment behind its value, on the same line.

use super::Document;
use crate::problem::Problem;
use std::ops::Range;

impl Document {
    /// The comment behind the value at `path`, without its `#`: empty when there is none, `None`
    /// where no comment can stand, since the line goes on behind the value.
    pub fn note(&self, path: &str) -> Option<&str> {
        let rest = self.text().get(self.behind(path)?)?;
        Some(rest.trim().trim_start_matches('#').trim())
    }

    /// The bytes between the value at `path` and the end of its line: blanks and a comment only.
    fn behind(&self, path: &str) -> Option<Range<usize>> {
        let start = self.value_span(path)?.end;
        let line = self.text().get(start..)?.split('\n').next()?;
        let rest = line.trim_end_matches('\r');
        let blank = rest.trim();
        (blank.is_empty() || blank.starts_with('#')).then(|| start..start + rest.len())
    }
}

/// Writes `note` as the comment behind the value at `path`; an empty one removes it. Line breaks in
/// it become blanks.
///
/// # Errors
/// When the text is no TOML, nothing is at `path`, or more than a comment follows it on its line.
pub fn annotate(text: &str, path: &str, note: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let Some(behind) = document.behind(path) else {
        let reason =
            "no note can stand behind this value, since its line goes on; write it in the text itself";
        return Err(document.problem(path, reason));
    };
    let words: Vec<&str> = note.split_whitespace().collect();
    let comment = match words.is_empty() {
        true => String::new(),
        false => format!("  # {}", printable(&words.join(" "))),
    };
    let mut changed = text.to_owned();
    changed.replace_range(behind, &comment);
    Document::parse(&changed).map(|_| changed)
}

/// `note` without the control characters a comment must not have.
fn printable(note: &str) -> String {
    note.chars().filter(|letter| !letter.is_control()).collect()
}
