//! Help: the tour, the keys that do something, how a flow is written.

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
    ("drag a label sideways", "steps its number likewise, by hand"),
    (
        "Alt N in a value",
        "its note or source; † beside a label says that it has one",
    ),
    (
        "↑ ↓ on a handle ⠿",
        "move the entry; ← → to what else can be done with it",
    ),
    ("← → on a figure", "from one exact value to the next"),
    ("Tab, Enter in a flow", "take the completion"),
    ("Esc", "close what is open"),
];

/// How a flow is written.
const FLOW: &[(&str, &str)] = &[
    ("a > b", "first a, then b"),
    ("all(a, b)", "both at the same time, and both are needed"),
    ("any(a, b)", "both at the same time, one is enough"),
    ("2 of (a, b, c)", "a quorum: two of three"),
    ("a ?? b", "b where a fails, or does not have the answer"),
    ("a?", "succeeds without a, and is degraded then"),
    ("3 * a", "a three times, one after another"),
    ("txn(a > b)", "one transaction across them"),
    (
        "gate(a)",
        "read again at a, which decides: what came before it may be stale",
    ),
];

/// The list of keys.
#[component]
pub fn KeysPanel() -> impl IntoView {
    let state = State::here();
    let tour = move || {
        close(state);
        state.look.tour.set(Some(0));
    };
    view! {
        <section class="drawer" aria-label="Help">
            <p>{quiet("tour", "Show me around, in five steps", tour)}</p>
            <h2>"Keys"</h2>
            <dl class="keys-list" data-testid="keys-list">{rows(KEYS)}</dl>
            <h2>"A flow"</h2>
            <dl class="keys-list flow-list">{rows(FLOW)}</dl>
        </section>
    }
}

fn rows(all: &'static [(&'static str, &'static str)]) -> impl IntoView {
    all.iter()
        .map(|(key, does)| view! { <dt>{*key}</dt><dd>{*does}</dd> })
        .collect_view()
}
