//! What a wrong answer does, each with its cost.

use crate::logic::fields::HARM;
use crate::state::State;
use crate::view::field::QuantityField;
use crate::view::field_list::FieldList;
use crate::view::kit::{each_of, press};
use crate::view::row_actions::RowActions;
use leptos::prelude::*;
use quorate_model::scenario::edit;

/// Where the harms stand in the text.
const PATH: &str = "wrongness.harm";

/// Every harm, and the way to add one.
#[component]
pub fn Harms() -> impl IntoView {
    let state = State::here();
    let count = Memo::new(move |_| state.count(PATH));
    let add = move |_| {
        let currency = super::items::currency(state);
        let harm = format!("{{ name = \"New harm\", cost = \"{currency}0\" }}");
        state.edit("", |text| edit::append(text, PATH, &harm));
    };
    view! {
        {each_of(count, |at| view! { <Harm at/> }.into_any())}
        <button type="button" class="adds" data-testid="add-harm" on:click=press(add)>"Add a harm"</button>
    }
}

#[component]
fn Harm(at: usize) -> impl IntoView {
    let path = format!("{PATH}.{at}");
    let name = State::here().value(format!("{path}.name"));
    view! {
        <section class="block" data-row=path.clone()>
            <header class="named">
                <QuantityField path=format!("{path}.name") label="Harm" empty="unnamed"/>
                <RowActions path=path.clone() name/>
            </header>
            <FieldList list=HARM prefix=format!("{path}.")/>
        </section>
    }
}
