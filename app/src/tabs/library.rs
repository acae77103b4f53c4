//! Adding what the library has: a design, about one of the scenario's services.

use crate::state::State;
use crate::view::kit::part;
use crate::view::pick::pick;
use leptos::prelude::*;
use quorate_model::library;

/// Chooses a service and adds a design about it.
#[component]
pub fn DesignLibrary() -> impl IntoView {
    let state = State::here();
    let store = state.look.about;
    let services = state.keys("services");
    let about = move || store.get().filter(|name| services.read().contains(name));
    let likely = state.ask(library::likely_store);
    let about = move || about().or_else(|| likely.get());
    let add = move |at: usize| {
        let name = untrack(about).unwrap_or_default();
        if let Some(row) = library::designs().get(at) {
            state.edit("", |text| library::add_design(text, row, &name));
        }
    };
    let options: Vec<String> = library::designs()
        .iter()
        .map(|row| format!("{}: {}", row.name, row.changes))
        .collect();
    view! {
        <div class="adder library">
            {part(move || {
                let chosen = about()?;
                let options: Vec<AnyView> = services
                    .get()
                    .into_iter()
                    .map(|name| view! { <option value=name.clone() selected=name == chosen>{name.clone()}</option> }.into_any())
                    .collect();
                Some(view! {
                    <label class="about">"Designs about "
                        <select data-testid="library-store" on:change=move |event| store.set(Some(event_target_value(&event)))>{options}</select>
                    </label>
                }.into_any())
            })}
            {pick("add-design-from-library", "Add a design from the library", options, add)}
        </div>
    }
}
