//! What a wrong answer does, each with its cost.

use crate::logic::additions::marked;
use crate::logic::fields::HARM;
use crate::state::State;
use crate::view::kit::{each_of, press};
use crate::view::list_entry::ListEntry;
use leptos::prelude::*;
use quorate_model::scenario::edit;

/// Where the harms stand in the text.
const PATH: &str = "wrongness.harm";

/// Every harm, and the way to add one.
#[component]
pub fn Harms() -> impl IntoView {
    let state = State::here();
    let count = state.count(PATH);
    let add = move |_| {
        let currency = super::items::currency(state);
        let harm = format!("{{ name = \"New harm\", cost = \"{currency}0\" }}");
        let path = format!("{PATH}.{}.cost", count.get_untracked());
        state.edit("", |text| {
            edit::append(text, PATH, &harm).map(|text| marked(text, &path))
        });
    };
    view! {
        {each_of(count, |at| view! { <ListEntry path=format!("{PATH}.{at}") label="Harm" list=HARM/> }.into_any())}
        <button type="button" class="adds" data-testid="add-harm" on:click=press(add)>"Add a harm"</button>
    }
}
