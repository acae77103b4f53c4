//! Whether a text is of a size that is read at all, judged before it is parsed.

use crate::problem::Problem;

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1_000_000;
/// Most values and list entries of a text, counted by the marks that go with them.
const MAX_MARKS: usize = 40_000;
/// Most parts of a text, counted by the lines that begin with `[`.
const MAX_PARTS: usize = 5_000;

/// A text that is not too long.
///
/// # Errors
/// When it has more than [`MAX_TEXT`] bytes.
pub(super) fn check_length(text: &str) -> Result<(), Problem> {
    if text.len() <= MAX_TEXT {
        return Ok(());
    }
    Err(Problem::whole(format!(
        "the text has {} bytes and the most that is read is {MAX_TEXT}; split the scenario",
        text.len()
    )))
}

/// A text that does not hold more than can be read at once: parsing takes time and room for every
/// value, part and dot, and hardly any for letters.
///
/// # Errors
/// At the first mark that is too many.
pub(super) fn check_marks(text: &str) -> Result<(), Problem> {
    let mut marks = text.bytes().enumerate().filter(|(_, byte)| is_mark(*byte));
    if let Some((at, _)) = marks.nth(MAX_MARKS) {
        let message = format!(
            "up to here the text holds {MAX_MARKS} values and list entries, counted by `=`, `:`, `.`, `,`, `[` and `{{`, and that is the most that is read; split the scenario, or shorten its lists"
        );
        return Err(Problem::at(text, at..at + 1, "", message));
    }
    if let Some((at, _)) = text.match_indices("\n[").nth(MAX_PARTS) {
        let message = format!(
            "up to here the text holds {MAX_PARTS} parts, and that is the most that is read; split the scenario"
        );
        return Err(Problem::at(text, at + 1..at + 2, "", message));
    }
    Ok(())
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'=' | b':' | b'.' | b',' | b'[' | b'{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_refused_at_the_first_mark_that_is_too_many() {
        let full = "a=1\n".repeat(MAX_MARKS);
        assert_eq!(check_marks(&full), Ok(()));
        let problem = check_marks(&(full.clone() + "b = 2")).unwrap_err();
        assert_eq!((problem.offset, problem.line), (full.len() + 2, MAX_MARKS + 1));
    }

    #[test]
    fn a_text_is_refused_at_the_first_part_that_is_too_many() {
        let full = "x\n".to_owned() + &"[a]\n".repeat(MAX_PARTS);
        assert_eq!(check_marks(&full), Ok(()));
        let problem = check_marks(&(full.clone() + "[b]")).unwrap_err();
        assert_eq!((problem.offset, problem.line), (full.len(), MAX_PARTS + 2));
    }

    #[test]
    fn letters_and_line_ends_are_no_marks() {
        assert_eq!(check_marks(&"# a comment\n".repeat(80_000)), Ok(()));
    }
}
