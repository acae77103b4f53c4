//! Adding a named part: its name, and a button.

use crate::logic::additions::{checked, in_flow};
use crate::state::State;
use crate::view::kit::{part, press};
use crate::view::prose::prose;
use leptos::{html, prelude::*};
use quorate_model::Problem;

/// What can be added.
#[derive(Clone, Copy)]
pub struct Addition {
    /// What it is: `service`.
    pub part: &'static str,
    /// The table it goes into: `services`.
    pub table: &'static str,
    /// Its value that is edited first: `availability`; empty where the part is a value itself.
    pub first: &'static str,
    /// Puts one of that name into a text.
    pub add: fn(&str, &str) -> Result<String, Problem>,
}

/// A line that adds `what`; the caret then goes to its first value.
#[component]
pub fn Adder(what: Addition) -> impl IntoView {
    let state = State::here();
    let input = NodeRef::<html::Input>::new();
    let (said, told) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move || {
        let Some(element) = input.get_untracked() else {
            return;
        };
        let name = element.value().trim().to_string();
        let flow = state.get("flow");
        let fine = checked(what.part, &name, &state.keys_now(what.table));
        said.set(fine.clone().err().unwrap_or_default());
        if fine.is_ok() && state.edit("", |text| (what.add)(text, &name)) {
            element.set_value("");
            told.set(in_flow(&flow, &state.get("flow"), &name));
            let id = format!("field-{}.{name}.{}", what.table, what.first);
            request_animation_frame(move || super::focus_whole(id.trim_end_matches('.')));
        }
    };
    let called = format!("name of a new {}", what.part);
    view! {
        <div class="adder">
            <input type="text" aria-label=called.clone() placeholder=called data-testid=format!("add-{}-name", what.part)
                spellcheck="false" autocomplete="off" autocapitalize="off" node_ref=input
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add() }/>
            <button type="button" data-testid=format!("add-{}", what.part) on:click=press(move |_| add())>{format!("Add a {}", what.part)}</button>
        </div>
        {part(move || Some(told.get()).filter(|told| !told.is_empty()).map(|told| view! { <p class="aside" role="status">{told}</p> }.into_any()))}
        {part(move || Some(said.get()).filter(|said| !said.is_empty()).map(|said| view! { <p class="error" role="alert">{prose(&said)}</p> }.into_any()))}
    }
}
