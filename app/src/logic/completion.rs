//! Completing a name while a flow is typed.

/// Names offered at once.
const OFFERED: usize = 6;

/// What could be meant: the bytes that are being typed and the names that begin like them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completion {
    /// Where the name being typed begins, a byte.
    pub start: usize,
    /// Where it ends, a byte.
    pub end: usize,
    /// The names there are, the likeliest first.
    pub names: Vec<String>,
}

/// The completions of the word that byte `caret` of `text` stands in or behind; none where no word
/// has begun or it is a name already.
pub fn complete(text: &str, caret: usize, names: &[String]) -> Option<Completion> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let before = text.get(..caret)?;
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| is_word(*letter))
        .last()?
        .0;
    let behind = text.get(caret..)?.find(|letter| !is_word(letter));
    let end = behind.map_or(text.len(), |length| caret + length);
    let word = &text[start..caret];
    if names.iter().any(|name| name == &text[start..end]) {
        return None;
    }
    let begins = |name: &&String| {
        name.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    let found: Vec<String> = names.iter().filter(begins).take(OFFERED).cloned().collect();
    (!found.is_empty()).then_some(Completion {
        start,
        end,
        names: found,
    })
}

impl Completion {
    /// `text` with the word replaced by the name at `at`, and the byte behind it.
    pub fn apply(&self, text: &str, at: usize) -> Option<(String, usize)> {
        let name = self.names.get(at)?;
        let (head, tail) = (text.get(..self.start)?, text.get(self.end..)?);
        Some((format!("{head}{name}{tail}"), self.start + name.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["cart", "cache", "payment"].map(String::from).to_vec()
    }

    #[test]
    fn a_word_begun_offers_the_names_that_begin_like_it() {
        let found = complete("gateway > ca", 12, &names()).unwrap();
        assert_eq!(found.names, ["cart", "cache"]);
        assert_eq!(
            found.apply("gateway > ca", 1),
            Some(("gateway > cache".to_string(), 15))
        );
    }

    #[test]
    fn the_rest_of_the_word_is_replaced_too() {
        let text = "all(PAY_x, cart)";
        let found = complete(text, 7, &names()).unwrap();
        assert_eq!(found.apply(text, 0), Some(("all(payment, cart)".to_string(), 11)));
    }

    #[test]
    fn a_finished_name_or_no_word_offers_nothing() {
        for (text, caret) in [
            ("cart", 4),
            ("cart > ", 7),
            ("", 0),
            ("zebra", 5),
            ("café", 5),
            ("é", 1),
        ] {
            assert_eq!(complete(text, caret, &names()), None, "{text}");
        }
    }
}
