//! Numbers that stay beside their units where a line ends.

/// Units that stand apart from their number.
const UNITS: [&str; 8] = ["ns", "µs", "ms", "s", "min", "h", "d", "days"];

/// `text` with a space that no line is broken at between a number and its unit.
pub fn unbroken(text: &str) -> String {
    let mut words = text.split(' ').peekable();
    let mut out = String::with_capacity(text.len() + 8);
    while let Some(word) = words.next() {
        out.push_str(word);
        let Some(next) = words.peek() else { break };
        let unit = next.trim_end_matches(|c: char| !c.is_alphanumeric());
        let bound = word.ends_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&unit);
        out.push(if bound { '\u{a0}' } else { ' ' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn a_number_stays_beside_its_unit() {
        assert_eq!(
            unbroken("1 h 57 min down in 30 days: 2.7 times"),
            "1\u{a0}h 57\u{a0}min down in 30\u{a0}days: 2.7 times"
        );
        assert_eq!(unbroken("5 of s"), "5 of s");
        assert_eq!(unbroken(""), "");
    }
}
