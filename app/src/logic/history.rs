//! Undo and redo as a list of texts.
//!
//! Typing in one place is one step: a change from the same source soon after the last one
//! replaces the present instead of adding to the past.

/// Changes from one source closer together than this are one step, milliseconds.
const PAUSE: f64 = 1_000.0;
/// Steps kept; the oldest is forgotten first.
const DEPTH: usize = 300;

/// The text as it stands, what came before it and what was undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<String>,
    present: String,
    future: Vec<String>,
    last: Option<(String, f64)>,
}

impl History {
    /// A history that begins with `present`.
    pub fn new(present: String) -> History {
        History {
            present,
            ..History::default()
        }
    }

    /// A history that begins with `before` and stands at `present`, so that undo leads back.
    pub fn opened_over(before: String, present: String) -> History {
        History {
            past: vec![before],
            present,
            ..History::default()
        }
    }

    /// The text as it stands.
    pub fn present(&self) -> &str {
        &self.present
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes `text` as the present. `source` names where it was typed (empty: never one step with
    /// its neighbours); `now` is a clock in milliseconds.
    pub fn record(&mut self, text: String, source: &str, now: f64) {
        if text == self.present {
            return;
        }
        let continues = !source.is_empty()
            && self
                .last
                .as_ref()
                .is_some_and(|(from, at)| from == source && now - at < PAUSE);
        let before = std::mem::replace(&mut self.present, text);
        if !continues {
            self.past.push(before);
            if self.past.len() > DEPTH {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.last = Some((source.to_string(), now));
    }

    /// Goes one step back; false when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(text) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.present, text));
        self.last = None;
        true
    }

    /// Takes back one undo; false when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(text) = self.future.pop() else {
            return false;
        };
        self.past.push(std::mem::replace(&mut self.present, text));
        self.last = None;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(steps: &[(&str, &str, f64)]) -> History {
        let mut history = History::new("start".into());
        for (text, source, now) in steps {
            history.record((*text).into(), source, *now);
        }
        history
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut history = typed(&[
            ("a", "field", 0.0),
            ("ab", "field", 300.0),
            ("abc", "field", 900.0),
        ]);
        assert!(history.undo());
        assert_eq!(history.present(), "start");
        assert!(!history.undo());
        assert!(history.redo());
        assert_eq!(history.present(), "abc");
    }

    #[test]
    fn a_pause_or_another_field_begins_a_new_step() {
        let mut history = typed(&[("a", "x", 0.0), ("b", "x", 5_000.0), ("c", "y", 5_100.0)]);
        history.undo();
        assert_eq!(history.present(), "b");
        history.undo();
        assert_eq!(history.present(), "a");
    }

    #[test]
    fn a_change_after_undo_forgets_what_was_undone() {
        let mut history = typed(&[("a", "x", 0.0), ("b", "", 10.0)]);
        history.undo();
        history.record("c".into(), "x", 20.0);
        assert!(!history.can_redo());
        history.undo();
        assert_eq!(history.present(), "a");
    }

    #[test]
    fn the_same_text_is_no_step() {
        assert!(!typed(&[("start", "x", 0.0)]).can_undo());
    }

    #[test]
    fn undo_after_opening_leads_back_to_what_was_there() {
        let mut history = History::opened_over("mine".into(), "theirs".into());
        assert!(history.undo());
        assert_eq!(history.present(), "mine");
    }
}
