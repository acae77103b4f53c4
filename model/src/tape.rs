//! Values on their way to another worker: one row of numbers, one of words.
//!
//! # What it computes
//! A [`Tape`] takes values down one after another and gives them back in the same order. Whoever
//! describes a value does it once, for both directions.
//!
//! # Why it matters
//! Draws run in workers, which share nothing with the page. Between them go an array of floats and a
//! list of texts: no format to parse, and every number keeps its bits.
//!
//! # Formula
//! An absent number is NaN, which no result ever is. A list is its length, then its entries.
//!
//! # Example
//! ```
//! use quorate_model::tape::Tape;
//! let mut tape = Tape::default();
//! tape.number(&mut 0.1);
//! tape.text(&mut "checkout".to_owned());
//! let (mut number, mut text) = (0.0, String::new());
//! let mut played = Tape::playing(tape.numbers, tape.words);
//! played.number(&mut number);
//! played.text(&mut text);
//! assert_eq!((number, text.as_str()), (0.1, "checkout"));
//! assert!(played.is_at_its_end());
//! ```

/// Values taken down, or being given back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tape {
    /// The numbers.
    pub numbers: Vec<f64>,
    /// The texts.
    pub words: Vec<String>,
    /// The next number and the next text to give back; nothing while values are taken down.
    next: Option<(usize, usize)>,
    /// Whether more was asked for than there is.
    torn: bool,
}

impl Tape {
    /// A tape that gives back what was taken down.
    pub fn playing(numbers: Vec<f64>, words: Vec<String>) -> Self {
        Self {
            numbers,
            words,
            next: Some((0, 0)),
            torn: false,
        }
    }

    /// Whether everything was given back, and nothing more was asked for.
    pub fn is_at_its_end(&self) -> bool {
        !self.torn && self.next == Some((self.numbers.len(), self.words.len()))
    }

    /// A number.
    pub fn number(&mut self, value: &mut f64) {
        let Some((next, _)) = &mut self.next else {
            return self.numbers.push(*value);
        };
        match self.numbers.get(*next) {
            Some(number) => *value = *number,
            None => self.torn = true,
        }
        *next += 1;
    }

    /// A number that may be absent.
    pub fn maybe(&mut self, value: &mut Option<f64>) {
        let mut number = value.unwrap_or(f64::NAN);
        self.number(&mut number);
        *value = (!number.is_nan()).then_some(number);
    }

    /// A whole number below 2³².
    pub fn whole(&mut self, value: &mut u32) {
        let mut number = f64::from(*value);
        self.number(&mut number);
        *value = number as u32;
    }

    /// Yes or no.
    pub fn truth(&mut self, value: &mut bool) {
        let mut number = f64::from(*value);
        self.number(&mut number);
        *value = number != 0.0;
    }

    /// Yes or no, or neither.
    pub fn maybe_truth(&mut self, value: &mut Option<bool>) {
        let mut number = value.map(f64::from);
        self.maybe(&mut number);
        *value = number.map(|number| number != 0.0);
    }

    /// A text.
    pub fn text(&mut self, value: &mut String) {
        let Some((_, next)) = &mut self.next else {
            return self.words.push(value.clone());
        };
        match self.words.get_mut(*next) {
            Some(text) => *value = std::mem::take(text),
            None => self.torn = true,
        }
        *next += 1;
    }

    /// A text that may be absent.
    pub fn maybe_text(&mut self, value: &mut Option<String>) {
        if self.is_there(value) {
            self.text(value.get_or_insert_default());
        }
    }

    /// As many numbers as there are.
    pub fn numbers(&mut self, values: &mut Vec<f64>) {
        let count = self.count(values.len());
        match &mut self.next {
            None => self.numbers.extend_from_slice(values),
            Some((next, _)) => {
                let found = self.numbers.get(*next..*next + count);
                self.torn |= found.is_none();
                *values = found.unwrap_or_default().to_vec();
                *next += count;
            }
        }
    }

    /// A list, each entry as `entry` has it.
    pub fn list<T: Default>(&mut self, values: &mut Vec<T>, entry: fn(&mut T, &mut Tape)) {
        let count = self.count(values.len());
        values.resize_with(count, T::default);
        values.iter_mut().for_each(|value| entry(value, self));
    }

    /// Whether something optional is there; when playing, as it was taken down.
    pub fn is_there<T: Default>(&mut self, value: &mut Option<T>) -> bool {
        let mut there = u32::from(value.is_some());
        self.whole(&mut there);
        match there {
            0 => *value = None,
            _ => drop(value.get_or_insert_default()),
        }
        value.is_some()
    }

    /// The length of a list; never more than there is left to give back.
    fn count(&mut self, length: usize) -> usize {
        let mut count = u32::try_from(length).unwrap_or(u32::MAX);
        self.whole(&mut count);
        let Some((number, word)) = self.next else {
            return length;
        };
        let left = |all: usize, next: usize| all.saturating_sub(next);
        let left = left(self.numbers.len(), number) + left(self.words.len(), word);
        self.torn |= count as usize > left;
        (count as usize).min(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Thing {
        number: Option<f64>,
        truth: Option<bool>,
        name: Option<String>,
        column: Vec<f64>,
    }

    fn thing(thing: &mut Thing, tape: &mut Tape) {
        tape.maybe(&mut thing.number);
        tape.maybe_truth(&mut thing.truth);
        tape.maybe_text(&mut thing.name);
        tape.numbers(&mut thing.column);
    }

    fn taken_down() -> (Vec<Thing>, Tape) {
        let one = Thing {
            number: Some(0.1 + 0.2),
            truth: Some(false),
            name: Some(String::new()),
            column: vec![-0.0, f64::MIN_POSITIVE, 1e300],
        };
        let mut things = vec![one, Thing::default()];
        let mut tape = Tape::default();
        tape.list(&mut things, thing);
        (things, tape)
    }

    #[test]
    fn what_was_taken_down_is_given_back() {
        let (things, tape) = taken_down();
        let mut played = Tape::playing(tape.numbers, tape.words);
        let mut back = vec![Thing::default(); 7];
        played.list(&mut back, thing);
        assert_eq!(back, things);
        assert!(back[0].column[0].is_sign_negative());
        assert!(played.is_at_its_end());
    }

    #[test]
    fn a_tape_that_is_cut_says_so_and_stops_nothing() {
        let (_, tape) = taken_down();
        for length in 0..tape.numbers.len() {
            let mut cut = Tape::playing(tape.numbers[..length].to_vec(), tape.words.clone());
            cut.list(&mut Vec::new(), thing);
            assert!(!cut.is_at_its_end(), "{length}");
        }
        let mut wordless = Tape::playing(tape.numbers.clone(), Vec::new());
        wordless.list(&mut Vec::new(), thing);
        assert!(!wordless.is_at_its_end());
        let mut wild = Tape::playing(vec![1e9, f64::INFINITY], Vec::new());
        wild.list(&mut Vec::new(), thing);
        assert!(!wild.is_at_its_end());
    }
}
