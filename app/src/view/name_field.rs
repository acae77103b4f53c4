//! The name of a named table: renaming it renames it wherever the text names it.
//!
//! Who tabs from value to value passes it by: what is typed there would rename. "Rename" leads to it.

use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::kit::part;
use crate::view::prose::prose;
use leptos::{ev, html, prelude::*};
use quorate_model::scenario::edit;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The key of the table at `path`, taken over when the reader leaves the field.
#[component]
pub fn NameField(path: String, name: String) -> impl IntoView {
    let state = State::here();
    let id = format!("name-{path}");
    let refused = {
        let path = path.clone();
        state.follow(move |seen| {
            let here = seen.refused.filter(|(at, _)| *at == path);
            here.map(|(_, reason)| reason.clone())
        })
    };
    let area = NodeRef::<html::Textarea>::new();
    let kept = name.clone();
    // What was refused stays to be put right while that is said, and no longer.
    Effect::new(move |before: Option<bool>| {
        let said = refused.read().is_some();
        if let (Some(true), false, Some(area)) = (before, said, area.get_untracked()) {
            area.set_value(&kept);
        }
        said
    });
    let rename = {
        let path = path.clone();
        move |event| {
            let new = event_target_value(&event).trim().to_string();
            state.edit(&path, |text| edit::rename(text, &path, &new));
        }
    };
    // Enter takes a name over, as it does in a line.
    let done = |event: &ev::KeyboardEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let Some(field) = field {
            drop(field.blur());
        }
    };
    view! {
        <textarea class="name" id=id.clone() data-testid=id aria-label=format!("Name of {name}") rows="1" tabindex="-1" node_ref=area
            spellcheck="false" autocomplete="off" autocapitalize="off" prop:value=name on:change=rename
            on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); done(&event) }></textarea>
        {part(move || refused.get().map(|reason| view! { <p class="error">{prose(&sentence(&reason))}</p> }.into_any()))}
    }
}
