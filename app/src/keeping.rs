//! Keeping: the address bar, the shelf and the tab's own storage follow the text.

use crate::browser::storage::{self, Local};
use crate::browser::{exchange, location, now};
use crate::logic::history::Entry;
use crate::logic::notice::{Notice, Offer};
use crate::logic::opening::{self, Opened};
use crate::logic::sentence::sentence;
use crate::logic::shelf::{self, Keep, Shelf};
use crate::logic::start;
use crate::state::{Pinned, State, Tab};
use leptos::ev;
use leptos::prelude::*;
use quorate_model::interchange::{self, Import};
use std::time::Duration;

/// The shelf of this browser.
pub fn shelf() -> Shelf<'static> {
    Shelf(&Local)
}

/// `text` as a scenario: under the name it has on the shelf, else under a new one.
pub fn entry(text: String) -> Entry {
    shelf().entry(text, now())
}

/// Opens `found` over the present scenario. Of another tool's document the page says what was made of it,
/// and shows that.
pub fn open_found(state: State, found: Found) {
    state.open(entry(found.text));
    if let Some((tab, told)) = found.foreign {
        state.look.tab.set(tab);
        let notice = told.map(|told| Notice::offering(told, Offer::Undo));
        state.notice.set(notice);
    }
}

/// The text of a scenario that was pasted or dropped.
pub struct Found {
    /// The text.
    pub text: String,
    /// Of another tool's document: the tab that shows what it says, and what was made of it.
    foreign: Option<(Tab, Option<String>)>,
}

/// Finds the text of the scenario that was pasted or dropped: at once, or as soon as another tool's
/// document has been read. `take` has it, or a sentence that says why there is none.
pub fn find(pasted: Option<&str>, take: impl FnOnce(Result<Found, String>) + 'static) {
    match pasted.map_or_else(
        || Err("The file could not be read as text.".to_string()),
        opening::open,
    ) {
        Ok(Opened::Scenario(text)) => take(Ok(Found { text, foreign: None })),
        Ok(Opened::Foreign(document)) => {
            let tab = match interchange::guess(&document) {
                Some(Import::OpenSlo) => Tab::Budget,
                _ => Tab::Flow,
            };
            exchange::read(&document, move |read| {
                let found = read.map(|text| Found {
                    foreign: Some((tab, opening::told(&text))),
                    text,
                });
                take(found.map_err(|reason| format!("It could not be read: {}", sentence(&reason))));
            });
        }
        Err(reason) => take(Err(reason)),
    }
}

/// How often the text is written down, counted from the last change.
const PAUSE: Duration = Duration::from_millis(300);

/// Keeps address bar and storage up to date from now on.
pub fn keep_up(state: State) {
    let entry = state.entry();
    storage::keep_for_tab(storage::SESSION_TEXT, &entry.text);
    let known = StoredValue::new(read(&entry));
    follow_other_tabs(state, known);
    keep_comparison(state);
    Effect::new(move |_| storage::keep_for_tab(storage::SESSION_TAB, state.look.tab.get().name()));
    let open = Memo::new(move |_| state.entry().id);
    Effect::new(move |_| {
        let id = open.get();
        storage::keep_for_tab(storage::SESSION_ID, &id);
        Local.set(storage::KEPT_OPEN, &id);
    });
    let mut pending: Option<TimeoutHandle> = None;
    Effect::new(move |first: Option<()>| {
        let entry = state.entry();
        if first.is_none() {
            return;
        }
        if let Some(waiting) = pending.take() {
            waiting.clear();
        }
        pending = set_timeout_with_handle(move || write_down(state, &entry, known), PAUSE).ok();
    });
}

/// Takes the comparison up again that the tab was in, and keeps it from now on.
fn keep_comparison(state: State) {
    if let Some(Ok(pinned)) = storage::kept_for_tab(storage::SESSION_AGAINST).map(Pinned::read) {
        state.pinned.set(Some(pinned));
    }
    Effect::new(move |_| {
        state.pinned.with(|pinned| match pinned {
            Some(pinned) => storage::keep_for_tab(storage::SESSION_AGAINST, &pinned.text),
            None => storage::forget_for_tab(storage::SESSION_AGAINST),
        });
    });
}

/// What the shelf holds of `entry`'s scenario.
fn read(entry: &Entry) -> Option<Entry> {
    shelf().read(&entry.id).map(|text| Entry {
        id: entry.id.clone(),
        text,
    })
}

/// Writes `entry` into the address bar and on the shelf. `known` is what this tab last saw there:
/// where another tab has written since, this one goes on under a name of its own.
fn write_down(state: State, entry: &Entry, known: StoredValue<Option<Entry>>) {
    location::replace(&start::fragment(&entry.text));
    let there = read(entry);
    let seen = known.with_value(|known| {
        known
            .as_ref()
            .is_none_or(|known| known.id != entry.id || there.as_ref() == Some(known))
    });
    let untouched = there.is_none() && is_given(&entry.text);
    if untouched || there.as_ref().is_some_and(|there| there.text == entry.text) {
        return known.set_value(there);
    }
    if there.is_some() && !seen {
        let own = shelf().free(now());
        state.continue_as(own);
        let sentence = "Another tab changed this scenario too. What you type here goes on as a scenario of its own; both are kept.";
        return state.notice.set(Some(sentence.to_string().into()));
    }
    if shelf().write(&entry.id, &entry.text) {
        known.set_value(Some(entry.clone()));
    } else if state.notice.with_untracked(Option::is_none) {
        let sentence = "This browser does not let the page keep your text for the next visit. \
                        Share the link or save the text as a file to keep it.";
        state.notice.set(Some(sentence.to_string().into()));
    }
}

/// Whether `text` is an example or empty: nothing of the reader's own.
fn is_given(text: &str) -> bool {
    text.trim().is_empty() || text == start::BLANK || start::is_preset(text)
}

/// Offers what another tab wrote, while nothing was typed here since.
fn follow_other_tabs(state: State, known: StoredValue<Option<Entry>>) {
    window_event_listener(ev::storage, move |event| {
        let entry = state.entry();
        let written = event.new_value();
        if event.key() != Some(shelf::key(&entry.id)) || written.as_ref() == Some(&entry.text) {
            return;
        }
        // What this tab knows stays as it is: typing on makes a scenario of its own.
        let Some(text) = written else { return };
        known.update_value(|known| {
            known.get_or_insert_with(|| entry.clone());
        });
        let sentence = "Another tab changed this scenario.";
        state
            .notice
            .set(Some(Notice::offering(sentence, Offer::Show(text))));
    });
}
