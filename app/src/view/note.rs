//! The note of an input: the comment behind its value, where its source belongs.

use crate::logic::additions::TO_FILL_IN;
use crate::state::State;
use crate::view::kit::{part, text, when};
use leptos::{ev, prelude::*};
use quorate_model::scenario::edit;

/// The note at `path`: empty where there is none, `None` where none can stand.
pub fn note(state: State, path: String) -> ReadSignal<Option<String>> {
    state.ask(move |document| document.note(&path).map(str::to_string))
}

/// A mark beside a label that has a note: pointing at it reads the note. A value that was put there
/// to begin with says so in words.
#[component]
pub fn NoteMark(note: ReadSignal<Option<String>>) -> impl IntoView {
    part(move || {
        let said = note.get().filter(|note| !note.is_empty())?;
        if said == TO_FILL_IN {
            return Some(view! { <span class="to-fill-in">" to be filled in"</span> }.into_any());
        }
        Some(view! { <span class="noted" title=said aria-hidden="true">"\u{a0}†"</span> }.into_any())
    })
}

/// Puts the caret into the note of the field that is edited; whether one is.
pub fn focus_note() -> bool {
    let edited = document().active_element().map(|element| element.id());
    let path = edited.as_deref().and_then(|id| id.strip_prefix("field-"));
    path.map(|path| super::focus_still(&format!("note-{path}")))
        .is_some()
}

/// The line the note is written on, while its field is edited. Tab leads past it, from value to value; a
/// key of its own leads into it, and out of it to the value again.
#[component]
pub fn NoteLine(
    /// Where the value stands in the text.
    path: String,
    /// What stands there.
    note: ReadSignal<Option<String>>,
) -> impl IntoView {
    let state = State::here();
    let id = format!("note-{path}");
    let path = StoredValue::new(path);
    let write = move |event| {
        let text = event_target_value(&event);
        path.with_value(|path| state.edit(path, |whole| edit::annotate(whole, path, &text)));
    };
    let back = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Tab" | "Enter" | "Escape") {
            event.prevent_default();
            path.with_value(|path| super::focus(&format!("field-{path}")));
        }
    };
    let editable = Memo::new(move |_| note.read().is_some());
    when(editable, move || {
        view! {
            <textarea class="note" rows="1" id=id.clone() data-testid=id.clone() tabindex="-1" aria-keyshortcuts="Alt+N" title="Alt+N"
                aria-label="Note or source" placeholder="note or source, kept as a comment"
                spellcheck="false" autocomplete="off" prop:value=text(move || note.get().unwrap_or_default()) on:change=write on:keydown=back></textarea>
        }
        .into_any()
    })
}
