//! The failure domains: regions, zones, providers under several services.

use crate::logic::fields::DOMAIN;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::kit::{each, when};
use leptos::prelude::*;

/// Every domain of the text; nothing when it names none.
#[component]
pub fn Domains() -> impl IntoView {
    let state = State::here();
    let names = Memo::new(move |_| state.keys("domains"));
    let some = Memo::new(move |_| !names.read().is_empty());
    when(some, move || {
        view! {
            <fieldset>
                <legend>"Common causes"</legend>
                {each(names, move |name| view! {
                    <section class="block">
                        <header><h4>{name.clone()}</h4></header>
                        <FieldList list=DOMAIN prefix=format!("domains.{name}.")/>
                        <p class="aside">"Under " {members(state, name)}</p>
                    </section>
                }.into_any())}
            </fieldset>
        }
        .into_any()
    })
}

/// The services of a domain, as a sentence's end.
fn members(state: State, name: String) -> impl Fn() -> String {
    let path = format!("domains.{name}.services");
    move || {
        let names: Vec<String> = (0..state.count(&path))
            .map(|at| state.get(&format!("{path}.{at}")))
            .collect();
        if names.is_empty() {
            "no service yet.".to_string()
        } else {
            format!("{}.", names.join(", "))
        }
    }
}
