//! A box for each name that a list of the text may hold.

use crate::logic::additions;
use crate::state::State;
use leptos::prelude::*;
use quorate_model::scenario::edit::{self, Document};

/// Whether `name` is in the list at `list`; a list that may be missing goes with its last name.
#[component]
pub fn Member(
    list: String,
    name: String,
    /// What stands beside the box.
    label: String,
    /// Whether the list may be missing.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let state = State::here();
    let at = StoredValue::new((list, name));
    let inside = at.with_value(|(list, name)| {
        let (list, name) = (list.clone(), name.clone());
        state.ask(move |document| held(document, &list).contains(&name))
    });
    let turn = move |_| {
        at.with_value(|(path, name)| {
            let mut now = state.asked(|document| held(document, path));
            match now.iter().position(|held| held == name) {
                Some(at) => drop(now.remove(at)),
                None => now.push(name.clone()),
            }
            match now.is_empty() && optional {
                true => state.edit("", |text| edit::remove(text, path)),
                false => state.set(path, &additions::list(&now)),
            };
        });
    };
    view! { <label><input type="checkbox" prop:checked=inside on:change=turn/>" "{label}</label> }
}

/// The names in the list at `list`.
fn held(document: &Document, list: &str) -> Vec<String> {
    (0..document.len(list))
        .map(|at| document.get(&format!("{list}.{at}")).unwrap_or_default())
        .collect()
}
