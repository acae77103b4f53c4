//! Several names in a sentence.

use std::borrow::Borrow;

/// `a, b and c`; of more than `most` the first, and how many more.
pub(crate) fn listed<S: Borrow<str>>(names: &[S], most: usize) -> String {
    match names {
        [] => String::new(),
        [one] => one.borrow().to_owned(),
        [first @ .., last] if names.len() <= most => format!("{} and {}", first.join(", "), last.borrow()),
        _ => format!(
            "{} and {} more",
            names[..most - 1].join(", "),
            names.len() + 1 - most
        ),
    }
}
