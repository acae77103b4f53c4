//! What is wrong with a scenario's text, and where.

use crate::clip::clip;
use std::fmt;
use std::ops::Range;

/// The mark some editors write at the start of a file; it takes no column.
const BOM: char = '\u{feff}';

/// One thing that keeps a text from being a scenario: a sentence with its place and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The sentence.
    pub message: String,
    /// Path of the value, such as `services.payment.latency`; empty when about the whole.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Byte offset of the place.
    pub offset: usize,
    /// Bytes the place spans.
    pub len: usize,
}

impl Problem {
    /// A problem at a byte range of `text`.
    pub fn at(text: &str, span: Range<usize>, path: impl Into<String>, message: impl Into<String>) -> Self {
        let offset = floor_boundary(text, span.start);
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            message: one_line(message.into()),
            path: path.into(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().filter(|c| *c != BOM).count() + 1,
            offset,
            len: span.end.min(text.len()).saturating_sub(offset),
        }
    }

    /// A problem with the text as a whole.
    pub fn whole(message: impl Into<String>) -> Self {
        Self::at("", 0..0, "", message)
    }
}

/// The message without line breaks and other characters that do not print.
fn one_line(message: String) -> String {
    if message.chars().any(char::is_control) {
        message
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect()
    } else {
        message
    }
}

/// The nearest character boundary at or below `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", clip(&self.path))?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

/// The known name nearest to `read`, when it is near enough to be meant.
pub(crate) fn nearest<'a>(read: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = read.chars().count();
    if length > LONGEST_MEANT {
        return None;
    }
    let folded = read.to_ascii_lowercase();
    let near = |name: &str| 1 + name.len() / 4;
    known
        .filter(|name| name.len() <= 2 * LONGEST_MEANT && name.chars().count().abs_diff(length) <= near(name))
        .map(|name| {
            (
                strsim::damerau_levenshtein(&folded, &name.to_ascii_lowercase()),
                name,
            )
        })
        .min()
        .filter(|(distance, name)| *distance <= near(name))
        .map(|(_, name)| name)
}

/// Nothing longer than this is taken for a mistyped name.
const LONGEST_MEANT: usize = 64;

/// `did you mean …?` or the list of what there is.
pub(crate) fn hint<'a>(read: &str, known: impl Iterator<Item = &'a str> + Clone, none: &str) -> String {
    if let Some(name) = nearest(read, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let all: Vec<String> = known.clone().take(12).map(clip).collect();
    let rest = known.count() - all.len();
    match (all.is_empty(), rest) {
        (true, _) => none.to_owned(),
        (false, 0) => format!("known here: {}", all.join(", ")),
        (false, _) => format!("known here: {} and {rest} more", all.join(", ")),
    }
}
