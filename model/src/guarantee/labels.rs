//! Labels: the keys of `Idem(K)` and the policies of `Auth(π)`. They say what a guarantee is about;
//! they never make it stronger or weaker.

use super::error::{GuaranteeError, echo};
use litemap::LiteMap;
use std::fmt;
use std::str::FromStr;

/// A set of labels, printed as `K1+K2`; empty when none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels(LiteMap<String, ()>);

impl Labels {
    /// No label.
    pub const NONE: Labels = Labels(LiteMap::new_vec());

    /// Whether no label is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The labels, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The labels of both.
    #[must_use]
    pub fn union(&self, other: &Labels) -> Labels {
        let mut both = self.clone();
        for label in other.iter() {
            both.0.insert(label.to_owned(), ());
        }
        both
    }

    /// Prints `name`, with the labels in parentheses when there are any.
    pub(super) fn print(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            f.write_str(name)
        } else {
            write!(f, "{name}({self})")
        }
    }

    /// Reads `name` or `name(labels)`, whatever the case of `name`; `None` when it is neither.
    pub(super) fn read(name: &str, text: &str) -> Option<Result<Labels, GuaranteeError>> {
        let text = text.trim();
        let (head, rest) = (text.get(..name.len())?, text.get(name.len()..)?.trim());
        if !head.eq_ignore_ascii_case(name) {
            return None;
        }
        if rest.is_empty() {
            return Some(Ok(Labels::NONE));
        }
        Some(rest.strip_prefix('(')?.strip_suffix(')')?.parse())
    }
}

impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().collect::<Vec<_>>().join("+"))
    }
}

impl FromStr for Labels {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Labels, GuaranteeError> {
        let mut labels = Labels::NONE;
        for label in text.split('+').map(str::trim).filter(|label| !label.is_empty()) {
            labels.0.insert(check(label)?, ());
        }
        Ok(labels)
    }
}

fn check(label: &str) -> Result<String, GuaranteeError> {
    let taken = |c: char| "(),<>⟨⟩".contains(c) || c.is_control();
    if label.contains(taken) {
        return Err(GuaranteeError::Label { read: echo(label) });
    }
    Ok(label.to_owned())
}
