//! What is being typed into one field, and why it does not read.

use crate::browser::now;
use crate::logic::history::drag_name;
use crate::state::State;
use leptos::prelude::*;

/// What is being typed into one field: the text may hold it trimmed, or not at all.
#[derive(Clone, Copy)]
pub struct Typing {
    state: State,
    path: StoredValue<String>,
    value: ReadSignal<String>,
    /// What was typed, and what the text held after it.
    draft: RwSignal<Option<(String, String)>>,
    /// Why the value does not read, a sentence.
    pub error: ReadSignal<Option<String>>,
}

impl Typing {
    /// Typing at `path`.
    pub fn new(state: State, path: &str) -> Typing {
        Typing {
            state,
            path: StoredValue::new(path.to_string()),
            value: state.value(path.to_string()),
            draft: RwSignal::new(None),
            error: error(state, path.to_string()),
        }
    }

    /// What the input shows: the draft while the text still holds what it led to.
    pub fn shown(&self) -> String {
        // Of the document itself: what follows it may not have been told yet.
        self.value.track();
        let value = self.path.with_value(|path| self.state.get(path));
        self.draft.with(|draft| match draft {
            Some((typed, held)) if *held == value => typed.clone(),
            _ => value,
        })
    }

    /// Takes what was typed.
    pub fn input(&self, typed: &str) {
        self.path.with_value(|path| {
            self.state.set(path, typed.trim());
            self.draft.set(Some((typed.to_string(), self.state.get(path))));
        });
    }

    /// The value as the text holds it, read once.
    pub fn value(&self) -> String {
        self.value.get_untracked()
    }

    /// Takes what a drag led to.
    pub fn drag(&self, value: &str, drag: &str) {
        self.path.with_value(|path| self.state.drag(path, value, drag));
    }

    /// The name of a drag that begins now.
    pub fn begin_drag(&self) -> String {
        self.path.with_value(|path| drag_name(path, now()))
    }

    /// Nothing is being typed any more.
    pub fn done(&self) {
        self.draft.set(None);
        let here = self.state.refused.with_untracked(|refused| {
            refused
                .as_ref()
                .is_some_and(|(at, _)| self.path.with_value(|path| at == path))
        });
        if here {
            self.state.forget_refusal();
        }
    }
}

/// Why the value at `path` does not read, a sentence.
fn error(state: State, path: String) -> ReadSignal<Option<String>> {
    state.follow(move |seen| {
        let refused = seen.refused.filter(|(at, _)| *at == path);
        let wrong = || seen.problems.iter().find(|problem| problem.path == path);
        refused
            .map(|(_, sentence)| sentence.clone())
            .or_else(|| wrong().map(|problem| problem.message.clone()))
    })
}
