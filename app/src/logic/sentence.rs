//! Messages as sentences of their own.

use quorate_model::listing::capital;

/// `message` beginning with a capital (unless it begins with something quoted) and ending with a
/// stop.
pub fn sentence(message: &str) -> String {
    let begun = capital(message.trim());
    if begun.is_empty() || begun.ends_with(['.', '!', '?', ':']) {
        begun
    } else {
        format!("{begun}.")
    }
}

/// The first sentence of `text`.
pub fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_inside_a_number_ends_no_sentence() {
        assert_eq!(first_sentence("Take A. It costs $1.5M."), "Take A.");
        assert_eq!(first_sentence("It is 99.9% up."), "It is 99.9% up.");
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(sentence("being wrong costs `x`"), "Being wrong costs `x`.");
        assert_eq!(sentence("`abc` is no number."), "`abc` is no number.");
        assert_eq!(sentence("  "), "");
    }
}
