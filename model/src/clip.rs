//! What a person wrote, short enough and plain enough to stand inside a sentence.

/// Most characters of a text that are quoted.
const MOST: usize = 60;

/// `text` on one line, cut after 60 characters; characters that do not print are written as escapes.
pub(crate) fn clip(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == MOST {
            out.push('…');
            break;
        }
        if c.is_control() || is_invisible(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Marks that change the order or look of the sentence around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_short_and_on_one_line() {
        assert_eq!(clip("20 ms"), "20 ms");
        assert_eq!(clip("a\nb\u{0}\u{feff}"), "a\\nb\\u{0}\\u{feff}");
        assert_eq!(clip(&"é".repeat(100)).chars().count(), 61);
    }
}
