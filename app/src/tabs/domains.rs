//! The failure domains: regions, zones, providers under several services.

use crate::logic::additions;
use crate::logic::fields::DOMAIN;
use crate::state::State;
use crate::view::adder::{Adder, Addition};
use crate::view::field_list::FieldList;
use crate::view::kit::each;
use crate::view::member::Member;
use crate::view::name_field::NameField;
use crate::view::row_actions::RowActions;
use leptos::prelude::*;

const ADD: Addition = Addition {
    part: "domain",
    table: "domains",
    first: "availability",
    add: additions::domain,
};

/// Every domain of the text, and the way to add one.
#[component]
pub fn Domains() -> impl IntoView {
    let state = State::here();
    let names = state.keys("domains");
    view! {
        <fieldset>
            <legend>"Common causes: regions, zones, providers"</legend>
            {each(names, |name| view! { <Domain name/> }.into_any())}
            <Adder what=ADD/>
        </fieldset>
    }
}

#[component]
fn Domain(name: String) -> impl IntoView {
    let state = State::here();
    let path = format!("domains.{name}");
    let services = state.keys("services");
    let members = format!("{path}.services");
    view! {
        <section class="block" data-row=path.clone()>
            <header>
                <NameField path=path.clone() name=name.clone()/>
            </header>
            <FieldList list=DOMAIN prefix=format!("{path}.")/>
            <div class="members" role="group" aria-label="Services under it">
                {each(services, move |service| view! { <Member list=members.clone() name=service.clone() label=service/> }.into_any())}
            </div>
            <RowActions path=path.clone() name=name.clone() renamed=true/>
        </section>
    }
}
