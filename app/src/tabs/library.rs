//! Adding what the library has: a design, about one of the scenario's services.

use crate::logic::notice::{Notice, Offer};
use crate::state::State;
use crate::view::kit::part;
use crate::view::pick::pick;
use leptos::prelude::*;
use quorate_model::scenario::edit;
use quorate_model::{Problem, library};

/// `text` with a design that changes nothing: what another is compared with.
pub fn with_present(text: &str) -> Result<String, Problem> {
    edit::append(text, "design", "{ name = \"Present design\" }")
}

/// Adds what `add` makes of a text and the place of the new design, behind the present design where it is
/// the first; the caret goes into its name. Gives the place; nothing where it could not be added.
pub fn add_design(state: State, add: impl FnOnce(&str, usize) -> Result<String, Problem>) -> Option<usize> {
    let count = state.asked(|document| document.len("design"));
    let at = count.max(1);
    let added = state.edit("", |text| match count {
        0 => add(&with_present(text)?, at),
        _ => add(text, at),
    });
    added.then(|| {
        request_animation_frame(move || crate::view::focus_whole(&format!("field-design.{at}.name")));
        at
    })
}

/// Says what else a design of the library changed: the flow, where a copy would hold the level down.
fn tell(state: State, row: &str, store: &str, at: usize) {
    let flow = state.get(&format!("design.{at}.flow"));
    if !flow.is_empty() {
        let said = format!(
            "{row}: reads go to {store} itself. In this design the flow does without the copy in front of it, which would hold the level down."
        );
        state.notice.set(Some(Notice::offering(said, Offer::Undo)));
    }
}

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
        if let Some(row) = library::designs().get(at)
            && let Some(at) = add_design(state, |text, _| library::add_design(text, row, &name))
        {
            tell(state, &row.name, &name, at);
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
