//! The services, one block each.

use crate::logic::additions;
use crate::logic::fields::SERVICE;
use crate::state::State;
use crate::view::adder::{Adder, Addition};
use crate::view::field_list::FieldList;
use crate::view::kit::each;
use crate::view::name_field::NameField;
use crate::view::row_actions::RowActions;
use leptos::prelude::*;

const ADD: Addition = Addition {
    part: "service",
    table: "services",
    first: "availability",
    add: additions::service,
};

/// Every service of the text, and the way to add one.
#[component]
pub fn Services() -> impl IntoView {
    let state = State::here();
    let names = state.keys("services");
    view! {
        <fieldset>
            <legend>"Services"</legend>
            {each(names, |name| view! { <Service name/> }.into_any())}
            <Adder what=ADD/>
        </fieldset>
    }
}

#[component]
fn Service(name: String) -> impl IntoView {
    let path = format!("services.{name}");
    view! {
        <section class="block" data-row=path.clone() data-testid=format!("service-{name}")>
            <header>
                <NameField path=path.clone() name=name.clone()/>
            </header>
            <FieldList list=SERVICE prefix=format!("{path}.")/>
            <RowActions path=path.clone() name=name.clone() renamed=true/>
        </section>
    }
}
