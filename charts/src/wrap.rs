//! Text broken into lines that fit a width.

use crate::metrics::{Font, width};

/// Lines a name or a sentence takes at most: more than people write, and a bound for what they do
/// not.
pub(crate) const MOST_LINES: usize = 12;

/// At most `max_lines` lines no wider than `available` px. Breaks after spaces and after
/// `-`, `_`, `.`, `/`, `:`; a part that is too long for a line is broken inside. What does not fit
/// in the last line is cut and marked with `…`. Never empty.
#[must_use]
pub fn wrap(text: &str, available: f64, size: f64, font: Font, max_lines: usize) -> Vec<String> {
    let fits = |line: &str| width(line.trim_end(), size, font) <= available;
    let mut lines: Vec<String> = vec![String::new()];
    for part in parts(text) {
        let current = lines.last().cloned().unwrap_or_default();
        if fits(&format!("{current}{part}")) {
            append(&mut lines, part);
        } else if fits(part) {
            lines.push(part.to_owned());
        } else {
            break_inside(&mut lines, part, &fits);
        }
    }
    let mut lines: Vec<String> = lines
        .iter()
        .map(|l| l.trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect();
    if lines.is_empty() {
        lines.push(String::new());
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines.max(1));
        if let Some(last) = lines.last_mut() {
            *last = shorten(&format!("{last}…"), available, size, font);
        }
    }
    lines
}

/// `text` if it fits, otherwise as much of its beginning as fits, and `…`.
#[must_use]
pub fn shorten(text: &str, available: f64, size: f64, font: Font) -> String {
    if width(text, size, font) <= available {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.trim_end_matches('…').chars().collect();
    while kept.pop().is_some() {
        let shorter: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&shorter, size, font) <= available {
            return shorter;
        }
    }
    "…".into()
}

fn append(lines: &mut [String], part: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(part);
    }
}

fn break_inside(lines: &mut Vec<String>, part: &str, fits: &dyn Fn(&str) -> bool) {
    for c in part.chars() {
        let current = lines.last().cloned().unwrap_or_default();
        if current.is_empty() || fits(&format!("{current}{c}")) {
            append(lines, c.encode_utf8(&mut [0; 4]));
        } else {
            lines.push(c.to_string());
        }
    }
}

/// The text cut after every place where a line may break: never inside a number.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let digit_follows = text[end..].starts_with(|next: char| next.is_ascii_digit());
        let digit_before = text[..at].ends_with(|before: char| before.is_ascii_digit());
        let in_number = matches!(letter, '.' | ',') && digit_before && digit_follows;
        let may = letter.is_whitespace() || matches!(letter, '-' | '_' | '.' | '/' | ':');
        if may && !in_number {
            found.push(&text[start..end]);
            start = end;
        }
    }
    found.push(&text[start..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_not_broken_at_its_point() {
        assert_eq!(
            parts("at 0.0001% or v1.b"),
            ["at ", "0.0001% ", "or ", "v1.", "b"]
        );
    }

    fn lines(text: &str, available: f64, max: usize) -> Vec<String> {
        wrap(text, available, 10.0, Font::Sans, max)
    }

    #[test]
    fn breaks_after_separators_before_it_breaks_words() {
        assert_eq!(lines("payment-gateway", 60.0, 3), ["payment-", "gateway"]);
        assert_eq!(lines("a b", 500.0, 3), ["a b"]);
    }

    #[test]
    fn a_long_word_is_broken_inside() {
        let broken = lines(&"x".repeat(40), 60.0, 99);
        assert!(broken.len() > 3);
        assert_eq!(broken.concat(), "x".repeat(40));
    }

    #[test]
    fn what_does_not_fit_is_cut_and_marked() {
        let cut = lines(&"word ".repeat(40), 60.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'));
        assert!(cut.iter().all(|l| width(l, 10.0, Font::Sans) <= 60.0));
    }

    #[test]
    fn nothing_gives_one_empty_line() {
        assert_eq!(lines("", 60.0, 2), [""]);
    }
}
