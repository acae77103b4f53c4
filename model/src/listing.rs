//! Names and beginnings of sentences.

use std::borrow::Borrow;

/// `a, b and c`; of more than `most` the first, and how many more.
pub fn listed<S: Borrow<str>>(names: &[S], most: usize) -> String {
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

/// `text` with its first letter large, as at the beginning of a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capital("the traffic"), "The traffic");
        assert_eq!(capital("école"), "École");
        assert_eq!(capital(""), "");
    }
}
