//! Reading a flow from text: a recursive descent with bounded depth.

use super::{Flow, MAX_DEPTH, MAX_REPEAT};
use crate::clip::clip;
use thiserror::Error;

/// Most letters a name may have.
pub const MAX_NAME: usize = 200;
/// Words that cannot be names.
pub const RESERVED: [&str; 5] = ["all", "any", "of", "txn", "gate"];

/// Why a text is not a flow.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason} (character {column}); {way_out}")]
pub struct FlowError {
    /// What is wrong.
    pub reason: String,
    /// Where, counted in characters from 1.
    pub column: usize,
    /// Byte offset of the same place.
    pub offset: usize,
    /// What would work.
    pub way_out: String,
}

/// Reads a flow such as `a > all(b, c) > d ?? e`.
///
/// # Errors
/// A sentence with the place when the text is no flow, nests deeper than [`MAX_DEPTH`] or repeats
/// more than [`MAX_REPEAT`] times.
pub fn parse(text: &str) -> Result<Flow, FlowError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
    };
    parser.skip_space();
    if parser.rest().is_empty() {
        return Err(parser.error(
            "the flow is empty",
            "write a service's name, or several joined by `>`",
        ));
    }
    let flow = parser.sequence()?;
    match parser.rest().chars().next() {
        None => Ok(flow),
        Some(')') => Err(parser.error("`)` closes nothing", "remove it, or open a `(` before it")),
        Some(',') => Err(parser.error(
            "`,` stands outside a list",
            "write `a > b` for one after another, or `all(a, b)` for both at the same time",
        )),
        Some(found) if found.is_ascii_alphanumeric() => Err(parser.error(
            &format!("`{}` follows without an operator", clip(parser.next_word())),
            "join steps with `>`, give an alternative with `??`, or write a name of two words as one, such as `track-api`",
        )),
        Some(found) => Err(parser.error(
            &format!("{} is not an operator", shown(found)),
            "join steps with `>`, or give an alternative with `??`",
        )),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes `token` (and the space behind it) when it is next.
    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
            self.skip_space();
        }
        found
    }

    fn error(&self, reason: &str, way_out: &str) -> FlowError {
        self.error_at(self.at, reason, way_out)
    }

    fn error_at(&self, offset: usize, reason: &str, way_out: &str) -> FlowError {
        let column = self.text[..offset].chars().count() + 1;
        FlowError {
            reason: reason.to_owned(),
            column,
            offset,
            way_out: way_out.to_owned(),
        }
    }

    /// Runs `inside` one level deeper.
    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T, FlowError>) -> Result<T, FlowError> {
        let before = self.depth;
        self.deepen(1)?;
        let result = inside(self);
        self.depth = before;
        result
    }

    fn deepen(&mut self, levels: usize) -> Result<(), FlowError> {
        self.depth += levels;
        if self.depth > MAX_DEPTH {
            return Err(self.error(
                &format!("the flow nests deeper than {MAX_DEPTH} levels here"),
                "write it with fewer parentheses and fallbacks inside each other",
            ));
        }
        Ok(())
    }

    fn sequence(&mut self) -> Result<Flow, FlowError> {
        self.deeper(|parser| {
            let first = parser.fallback()?;
            let mut steps = vec![first];
            while parser.take(">") || parser.take("▷") {
                steps.push(parser.fallback()?);
            }
            Ok(if steps.len() == 1 {
                steps.swap_remove(0)
            } else {
                Flow::Sequence(flatten(steps))
            })
        })
    }

    /// `a ?? b ?? c` groups to the right: each link stands one level deeper than the one before it.
    fn fallback(&mut self) -> Result<Flow, FlowError> {
        let before = self.depth;
        let mut links = vec![self.repeat()?];
        while self.take("??") {
            self.deepen(1)?;
            links.push(self.repeat()?);
        }
        self.depth = before;
        let last = links
            .pop()
            .ok_or_else(|| self.error("a step is missing", "write a service's name"))?;
        Ok(links
            .into_iter()
            .rev()
            .fold(last, |rest, link| Flow::Fallback(Box::new(link), Box::new(rest))))
    }

    fn repeat(&mut self) -> Result<Flow, FlowError> {
        let start = self.at;
        let digits = self.digits();
        if digits.is_empty() {
            return self.postfix();
        }
        let number = digits.parse::<u32>().ok();
        self.at += digits.len();
        self.skip_space();
        if self.take("*") || self.take("×") {
            let times = number.filter(|n| (1..=MAX_REPEAT).contains(n)).ok_or_else(|| {
                self.error_at(
                    start,
                    &format!("`{}` calls in a row are not possible", clip(digits)),
                    &format!("write a whole number from 1 to {MAX_REPEAT}"),
                )
            })?;
            return self.deeper(|parser| Ok(Flow::Repeat(times, Box::new(parser.repeat()?))));
        }
        if self.take_word("of") {
            let quorum = self.quorum(start, digits, number)?;
            return self.optional(quorum);
        }
        Err(self.error_at(
            start,
            &format!("the number `{}` stands alone", clip(digits)),
            "write `3 * name` for three calls in a row or `2 of (a, b, c)` for a quorum",
        ))
    }

    fn digits(&self) -> &'a str {
        let rest = self.rest();
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        &rest[..count]
    }

    fn quorum(&mut self, start: usize, digits: &str, number: Option<u32>) -> Result<Flow, FlowError> {
        let branches = self.list("of")?;
        let count = branches.len();
        let k = number
            .and_then(|n| usize::try_from(n).ok())
            .filter(|k| (1..=count).contains(k));
        match k {
            Some(k) => Ok(Flow::Quorum(k, branches)),
            None => Err(self.error_at(
                start,
                &format!("`{} of` is not possible with a list of {count}", clip(digits)),
                &match count {
                    1 => "ask for 1 of it, or write it without a list".to_owned(),
                    _ => format!("ask for 1 to {count} of them"),
                },
            )),
        }
    }

    fn postfix(&mut self) -> Result<Flow, FlowError> {
        let atom = self.atom()?;
        self.optional(atom)
    }

    fn optional(&mut self, mut flow: Flow) -> Result<Flow, FlowError> {
        while self.rest().starts_with('?') && !self.rest().starts_with("??") {
            let start = self.at;
            self.take("?");
            if matches!(flow, Flow::Optional(_)) {
                return Err(self.error_at(start, "`?` is written twice", "once is enough: `a?`"));
            }
            flow = Flow::Optional(Box::new(flow));
        }
        Ok(flow)
    }

    fn atom(&mut self) -> Result<Flow, FlowError> {
        if self.take("(") {
            let inner = self.sequence()?;
            self.close()?;
            return Ok(inner);
        }
        let start = self.at;
        let name = self.word();
        if name.len() > MAX_NAME {
            return Err(self.error(
                &format!("a name has more than {MAX_NAME} letters"),
                "give the service a shorter one",
            ));
        }
        match name {
            "" => Err(self.missing()),
            "all" => Ok(Flow::All(self.after_word(name)?)),
            "any" => Ok(Flow::Any(self.after_word(name)?)),
            "txn" => Ok(Flow::Transaction(Box::new(self.after_unary(name)?))),
            "gate" => Ok(Flow::Gate(Box::new(self.after_unary(name)?))),
            "of" => Err(self.error_at(start, "`of` has no number before it", "write `2 of (a, b, c)`")),
            _ => {
                self.at += name.len();
                self.skip_space();
                Ok(Flow::Name(name.to_owned()))
            }
        }
    }

    fn missing(&self) -> FlowError {
        let names = "names start with a letter and hold letters, digits, `_` and `-`";
        match self.rest().chars().next() {
            None => self.error(
                "the flow ends where a step is expected",
                "write a service's name there",
            ),
            Some('?') => self.error(
                "`?` has nothing before it",
                "write `a?` for something nice to have",
            ),
            Some(found) => self.error(
                &format!("{} stands where a step is expected", shown(found)),
                names,
            ),
        }
    }

    fn after_word(&mut self, name: &str) -> Result<Vec<Flow>, FlowError> {
        self.at += name.len();
        self.skip_space();
        self.list(name)
    }

    fn after_unary(&mut self, name: &str) -> Result<Flow, FlowError> {
        self.at += name.len();
        self.skip_space();
        if !self.take("(") {
            return Err(self.error(
                &format!("`{name}` has no `(` behind it"),
                &format!("write `{name}(a)`; the word is reserved"),
            ));
        }
        let inner = self.sequence()?;
        self.close()?;
        Ok(inner)
    }

    /// `(a, b, c)`; what is nice to have cannot be counted on inside `any` and `k of`.
    fn list(&mut self, name: &str) -> Result<Vec<Flow>, FlowError> {
        if !self.take("(") {
            return Err(self.error(
                &format!("`{name}` has no list behind it"),
                &format!("write `{name} (a, b)`; the word is reserved"),
            ));
        }
        let mut branches = Vec::new();
        loop {
            let start = self.at;
            let branch = self.sequence()?;
            if name != "all" && branch.is_always_up() {
                return Err(self.error_at(
                    start,
                    "something nice to have (`?`) inside `any` or `k of` would always count as up",
                    "remove its `?`",
                ));
            }
            branches.push(branch);
            if !self.take(",") {
                break;
            }
        }
        self.close()?;
        Ok(branches)
    }

    fn close(&mut self) -> Result<(), FlowError> {
        if self.take(")") {
            return Ok(());
        }
        let found = self.rest().chars().next();
        let reason = found.map_or("a `(` is never closed".to_owned(), |c| {
            format!("{} stands where `)` or an operator is expected", shown(c))
        });
        Err(self.error(&reason, "close the list or parenthesis with `)`"))
    }

    fn word(&self) -> &'a str {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return "";
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The letters and digits that come next, for a sentence.
    fn next_word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        &rest[..end.unwrap_or(rest.len())]
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.word() == word;
        if found {
            self.at += word.len();
            self.skip_space();
        }
        found
    }
}

/// A sequence inside a sequence is one sequence.
fn flatten(steps: Vec<Flow>) -> Vec<Flow> {
    let nested = |step: Flow| match step {
        Flow::Sequence(inner) => inner,
        other => vec![other],
    };
    steps.into_iter().flat_map(nested).collect()
}

/// A character as a sentence shows it.
fn shown(found: char) -> String {
    format!("`{}`", clip(found.encode_utf8(&mut [0; 4])))
}

/// Whether `name` can be the name of a service or a flow.
pub fn is_name(name: &str) -> bool {
    let parser = Parser {
        text: name,
        at: 0,
        depth: 0,
    };
    !name.is_empty() && name.len() <= MAX_NAME && parser.word() == name && !RESERVED.contains(&name)
}

/// The words of a flow's text with their byte offsets: names, reserved words and numbers.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let in_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_ascii_alphanumeric())?;
        let number = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let length = match number {
            0 => text[start..].find(|c| !in_word(c)).unwrap_or(text.len() - start),
            digits => digits,
        };
        at = start + length;
        Some((start, &text[start..at]))
    })
}

/// Byte offset at which `name` first stands in a flow's text.
pub fn find_name(text: &str, name: &str) -> Option<usize> {
    words(text).find(|(_, word)| *word == name).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, printed: &str) {
        let flow = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(flow.to_string(), printed);
        assert_eq!(parse(printed).unwrap(), flow);
    }

    #[test]
    fn operators_bind_as_the_table_says() {
        check("a>b>c", "a > b > c");
        check("a > (b > c)", "a > b > c");
        check("a ?? b ?? c", "a ?? b ?? c");
        check("(a ?? b) ?? c", "(a ?? b) ?? c");
        check("a ?? b > c", "a ?? b > c");
        check("a ?? (b > c)", "a ?? (b > c)");
        check("3 * a?", "3 * a?");
        check("(3 * a)?", "(3 * a)?");
        check("3 * a ?? b", "3 * a ?? b");
        check("2 * 3 * a", "2 * 3 * a");
        check("2 of (a, b > c, d)?", "2 of (a, b > c, d)?");
        check(
            "txn(a > gate(b)) > all(c?, any(d, e))",
            "txn(a > gate(b)) > all(c?, any(d, e))",
        );
        check("2 of(a,b)", "2 of (a, b)");
        check("((((a))))", "a");
    }

    #[test]
    fn every_refusal_is_a_sentence_with_its_place() {
        let texts = [
            "",
            "   ",
            "a >",
            "> a",
            "a b",
            "a, b",
            "a)",
            "(a",
            "all",
            "all(a",
            "of (a)",
            "4 of (a, b)",
            "0 of (a)",
            "7",
            "0 * a",
            "999999999 * a",
            "99999999999999999999999 * a",
            "any(a?, b)",
            "a??",
            "?a",
            "a ? ? ?? b",
            "txn a",
            "a > é",
            "-a",
            "any()",
        ];
        let said: Vec<String> = texts
            .iter()
            .map(|text| format!("{text:?}: {}", parse(text).unwrap_err()))
            .collect();
        insta::assert_snapshot!(said.join("\n"));
    }

    #[test]
    fn a_hundred_thousand_parentheses_end_in_a_sentence() {
        let error = parse(&"(".repeat(100_000)).unwrap_err();
        assert!(error.to_string().contains("64 levels"), "{error}");
        let deep = "a ?? a ?? (".repeat(40);
        assert!(parse(&format!("{deep}a{}", ")".repeat(40))).is_err());
        assert!(parse(&format!("{}a{}", "(".repeat(60), ")".repeat(60))).is_ok());
        assert!(parse(&vec!["a"; 10_000].join(" ?? ")).is_err());
        assert!(parse(&"2 * ".repeat(100_000)).is_err());
    }
}
