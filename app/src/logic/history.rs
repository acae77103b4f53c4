//! Undo and redo as a list of texts.
//!
//! Typing in one place is one step: a change from the same source soon after the last one
//! replaces the present instead of adding to the past. So is a whole drag, however long it takes, and
//! so is what was typed over a text that gave no results: undo leads to none that was half typed.

/// Changes from one source closer together than this are one step, milliseconds.
const PAUSE: f64 = 1_000.0;
/// Steps kept; the oldest is forgotten first.
const DEPTH: usize = 300;
/// What the source of a drag begins with.
const DRAG: &str = "drag ";

/// The source of a drag of the value at `path` that begins `now`: all its changes are one step,
/// however long it takes.
pub fn drag_name(path: &str, now: f64) -> String {
    format!("{DRAG}{path} {now}")
}

/// One state of the page: a text, and which scenario of the shelf it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The scenario's name on the shelf.
    pub id: String,
    /// The text.
    pub text: String,
}

/// A step away from `entry`, or back to it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Step {
    entry: Entry,
    /// Where the change was made: a path of the text, or what [`History::record`] was told.
    source: String,
}

/// What was done last, where that was no change.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// The change made at this place was undone.
    Back(String),
    /// The change made at this place was done again.
    Forth(String),
}

/// The text as it stands, what came before it and what was undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Step>,
    present: Entry,
    future: Vec<Step>,
    last: Option<(String, f64)>,
    /// How often the present was left for another.
    number: usize,
    moved: Option<Moved>,
}

impl History {
    /// A history that begins with `present`.
    pub fn new(present: Entry) -> History {
        History {
            present,
            ..History::default()
        }
    }

    /// A history that begins with `before` and stands at `present`, so that undo leads back.
    pub fn opened_over(before: Entry, present: Entry) -> History {
        History {
            past: vec![Step {
                entry: before,
                source: String::new(),
            }],
            present,
            ..History::default()
        }
    }

    /// The text as it stands, and whose it is.
    pub fn present(&self) -> &Entry {
        &self.present
    }

    /// The number of the step that led here: another after every step, back ones too.
    pub fn step(&self) -> usize {
        self.number
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
    /// its neighbours); `now` is a clock in milliseconds; `half` says that the present gives no results.
    pub fn record(&mut self, text: String, source: &str, now: f64, half: bool) {
        if text == self.present.text {
            return;
        }
        let continues = !source.is_empty()
            && self.last.as_ref().is_some_and(|(from, at)| {
                from == source && (now - at < PAUSE || half || source.starts_with(DRAG))
            });
        let entry = Entry {
            id: self.present.id.clone(),
            text,
        };
        if continues {
            self.present = entry;
        } else {
            self.push(entry, source);
        }
        self.future.clear();
        self.moved = None;
        self.last = Some((source.to_string(), now));
    }

    /// Takes `text` as what was meant by the present, which was just typed and gives no results: one step
    /// with it, so that undo leads to what was there before.
    pub fn mend(&mut self, text: String) {
        let typed = self.last.as_ref().is_some_and(|(source, _)| !source.is_empty());
        let entry = Entry {
            id: self.present.id.clone(),
            text,
        };
        match typed {
            true => self.present = entry,
            false => self.push(entry, ""),
        }
        self.future.clear();
        self.moved = None;
        self.last = None;
    }

    /// Opens another scenario: always a step of its own.
    pub fn open(&mut self, entry: Entry) {
        if entry != self.present {
            self.push(entry, "");
            self.future.clear();
        }
        self.moved = None;
        self.last = None;
    }

    /// Goes on under another name on the shelf, with the text as it stands.
    pub fn rename(&mut self, id: String) {
        self.present.id = id;
    }

    /// Goes one step back; false when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.past.pop() else {
            return false;
        };
        let back = self.take(step);
        self.moved = Some(Moved::Back(back.source.clone()));
        self.future.push(back);
        true
    }

    /// Takes back one undo; false when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.future.pop() else {
            return false;
        };
        let forth = self.take(step);
        self.moved = Some(Moved::Forth(forth.source.clone()));
        self.past.push(forth);
        true
    }

    /// Where the change was made that undo would take back.
    pub fn to_undo(&self) -> Option<&str> {
        self.past.last().map(|step| step.source.as_str())
    }

    /// The text that undo would lead to, and the one that redo would.
    pub fn beside(&self) -> (Option<&str>, Option<&str>) {
        let [past, future] = [&self.past, &self.future].map(|steps| Some(steps.last()?.entry.text.as_str()));
        (past, future)
    }

    /// Where the change was made that redo would make again.
    pub fn to_redo(&self) -> Option<&str> {
        self.future.last().map(|step| step.source.as_str())
    }

    /// Whether the present came by going back or forth, and over which change.
    pub fn moved(&self) -> Option<&Moved> {
        self.moved.as_ref()
    }

    /// Makes the text that `step` leads to the present; what leads here from there.
    fn take(&mut self, step: Step) -> Step {
        self.last = None;
        self.number += 1;
        let entry = std::mem::replace(&mut self.present, step.entry);
        Step {
            entry,
            source: step.source,
        }
    }

    fn push(&mut self, entry: Entry, source: &str) {
        self.number += 1;
        let entry = std::mem::replace(&mut self.present, entry);
        let source = source
            .strip_prefix(DRAG)
            .map_or(source, |drag| drag.split(' ').next().unwrap_or_default());
        self.past.push(Step {
            entry,
            source: source.to_string(),
        });
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry {
        Entry {
            id: "1".into(),
            text: text.into(),
        }
    }

    fn typed(steps: &[(&str, &str, f64)]) -> History {
        let mut history = History::new(entry("start"));
        for (text, source, now) in steps {
            history.record((*text).into(), source, *now, false);
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
        assert_eq!(history.present().text, "start");
        assert!(!history.undo());
        assert!(history.redo());
        assert_eq!(history.present().text, "abc");
    }

    #[test]
    fn undo_leads_to_no_text_that_was_half_typed() {
        let mut history = typed(&[("99.5% t", "field", 0.0)]);
        history.record("99,5%".into(), "field", 60_000.0, true);
        history.mend("99.5%".into());
        assert!(history.undo());
        assert_eq!(history.present().text, "start");
        history.mend("mended".into());
        assert!(history.undo());
        assert_eq!(history.present().text, "start");
    }

    #[test]
    fn a_step_knows_where_its_change_was_made() {
        let mut history = typed(&[("a", "slo.window", 0.0), ("b", "drag traffic 7", 5_000.0)]);
        assert_eq!(history.to_undo(), Some("traffic"));
        history.undo();
        assert_eq!(history.moved(), Some(&Moved::Back("traffic".into())));
        assert_eq!(
            (history.to_undo(), history.to_redo()),
            (Some("slo.window"), Some("traffic"))
        );
        history.redo();
        assert_eq!(history.moved(), Some(&Moved::Forth("traffic".into())));
        history.record("c".into(), "x", 6_000.0, false);
        assert_eq!((history.moved(), history.to_redo()), (None, None));
    }

    #[test]
    fn a_drag_is_one_step_however_long_it_takes() {
        let mut history = typed(&[
            ("a", "drag x 1", 0.0),
            ("b", "drag x 1", 9_000.0),
            ("c", "drag x 2", 9_100.0),
        ]);
        history.undo();
        assert_eq!(history.present().text, "b");
        history.undo();
        assert_eq!(history.present().text, "start");
    }

    #[test]
    fn a_pause_or_another_field_begins_a_new_step() {
        let mut history = typed(&[("a", "x", 0.0), ("b", "x", 5_000.0), ("c", "y", 5_100.0)]);
        history.undo();
        assert_eq!(history.present().text, "b");
        history.undo();
        assert_eq!(history.present().text, "a");
    }

    #[test]
    fn a_change_after_undo_forgets_what_was_undone() {
        let mut history = typed(&[("a", "x", 0.0), ("b", "", 10.0)]);
        history.undo();
        history.record("c".into(), "x", 20.0, false);
        assert!(!history.can_redo());
        history.undo();
        assert_eq!(history.present().text, "a");
    }

    #[test]
    fn every_step_has_a_number_of_its_own_also_when_the_oldest_are_forgotten() {
        let mut history = typed(&[("a", "x", 0.0), ("ab", "x", 10.0)]);
        assert_eq!(history.step(), 1);
        history.undo();
        assert_eq!(history.step(), 2);
        for at in 0..DEPTH + 2 {
            let before = history.step();
            history.record(at.to_string(), "", 0.0, false);
            assert_ne!(history.step(), before);
        }
    }

    #[test]
    fn the_same_text_is_no_step() {
        assert!(!typed(&[("start", "x", 0.0)]).can_undo());
    }

    #[test]
    fn undo_after_opening_leads_back_to_what_was_there_under_its_own_name() {
        let theirs = Entry {
            id: "2".into(),
            text: "theirs".into(),
        };
        let mut history = History::opened_over(entry("mine"), theirs.clone());
        assert!(history.undo());
        assert_eq!(history.present(), &entry("mine"));
        history.open(theirs.clone());
        history.record("theirs, changed".into(), "x", 0.0, false);
        assert_eq!(history.present().id, "2");
        history.undo();
        assert_eq!(history.present(), &theirs);
    }
}
