//! Help: the tour, and the keys that do something.

use crate::state::State;
use crate::view::header::close;
use crate::view::kit::quiet;
use leptos::prelude::*;

/// Every key with what it does.
const KEYS: &[(&str, &str)] = &[
    ("Ctrl Z, Ctrl Shift Z", "undo, redo (⌘ on a Mac)"),
    ("Alt 1 … Alt 5", "the tabs"),
    ("Alt P", "put aside and compare; again to end"),
    ("Alt S", "share"),
    ("Alt O", "scenarios and examples"),
    ("?", "this list"),
    (
        "↑ ↓ in a number",
        "the next sensible value; with Shift ten times as far",
    ),
    ("Alt N in a value", "its note or source"),
    ("drag a label sideways", "the same, by hand"),
    (
        "↑ ↓ on a handle ⠿",
        "move the entry; ← → to what else can be done with it",
    ),
    ("← → on a figure", "from one exact value to the next"),
    ("Tab, Enter in a flow", "take the completion"),
    ("Esc", "close what is open"),
];

/// The list of keys.
#[component]
pub fn KeysPanel() -> impl IntoView {
    let state = State::here();
    let rows = KEYS
        .iter()
        .map(|(key, does)| view! { <dt>{*key}</dt><dd>{*does}</dd> });
    let tour = move || {
        close(state);
        state.look.tour.set(Some(0));
    };
    view! {
        <section class="drawer" aria-label="Help">
            <p>{quiet("tour", "Show me around, in five steps", tour)}</p>
            <dl class="keys-list" data-testid="keys-list">{rows.collect_view()}</dl>
        </section>
    }
}
