//! Places in a text, as the browser counts them.

/// The number of UTF-16 units before byte `offset` of `text`: what a text area's selection counts.
pub fn utf16(text: &str, offset: usize) -> u32 {
    let end = (0..=offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let units: usize = text[..end].chars().map(char::len_utf16).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// The byte before which `units` UTF-16 units of `text` lie.
pub fn byte(text: &str, units: u32) -> usize {
    let mut seen = 0;
    for (at, letter) in text.char_indices() {
        if seen >= units {
            return at;
        }
        seen += u32::try_from(letter.len_utf16()).unwrap_or(1);
    }
    text.len()
}

/// The byte of `new` behind which it ends as `old` does, and the word there has ended: where what was changed
/// ends.
pub fn end_of_change(old: &str, new: &str) -> usize {
    let same = |(a, b): &(char, char)| a == b;
    let before: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let behind: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let end = (new.len() - behind).max(before);
    let word = new[end..].find(|c: char| !c.is_alphanumeric());
    end + word.unwrap_or(new.len() - end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_outside_ascii_count_as_the_browser_counts_them() {
        let text = "€ 5, 😀 x";
        let x = text.find('x').unwrap();
        assert_eq!(utf16(text, x), 8);
        assert_eq!(byte(text, 8), x);
    }

    #[test]
    fn a_change_ends_where_the_texts_are_the_same_again() {
        assert_eq!(end_of_change("a = 1\nb = 2", "a = 10\nb = 2"), 6);
        assert_eq!(end_of_change("prce = 1", "price = 1"), 5);
        assert_eq!(end_of_change("x = é", "x = éa"), 7);
        assert_eq!(end_of_change("aaa", "aa"), 2);
        assert_eq!(end_of_change("same", "same"), 4);
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        assert_eq!(utf16("ab", 99), 2);
        assert_eq!(byte("ab", 99), 2);
    }

    #[test]
    fn a_place_inside_a_letter_is_its_beginning() {
        assert_eq!(utf16("€a", 1), 0);
    }
}
