//! The Flow tab: the services a request crosses and what the chain delivers.

use crate::logic::fields::{JOURNEY, SCENARIO};
use crate::state::State;
use crate::tabs::domains::Domains;
use crate::tabs::guarantee::Guarantees;
use crate::tabs::services::Services;
use crate::view::field::QuantityField;
use crate::view::field_list::FieldList;
use crate::view::figure::FigureView;
use crate::view::kit::each;
use leptos::prelude::*;

/// Flow, services and domains; the flow and latency figures and what is guaranteed.
#[component]
pub fn FlowTab() -> impl IntoView {
    view! {
        <form class="inputs" on:submit=|event| event.prevent_default()>
            <fieldset>
                <legend>"What a request crosses"</legend>
                <FieldList list=SCENARIO/>
                <Journeys/>
                <SubFlows/>
            </fieldset>
            <Services/>
            <Domains/>
        </form>
        <div class="results">
            <FigureView name="flow"/>
            <FigureView name="latency"/>
            <Guarantees/>
        </div>
    }
}

/// The flow of each journey, where there are several.
#[component]
fn Journeys() -> impl IntoView {
    let state = State::here();
    let names = Memo::new(move |_| state.keys("journey"));
    view! {
        {each(names, move |name| view! {
            <h4>{name.clone()}</h4>
            <FieldList list=JOURNEY prefix=format!("journey.{name}.")/>
        }.into_any())}
    }
}

/// The named sub-flows.
#[component]
fn SubFlows() -> impl IntoView {
    let state = State::here();
    let names = Memo::new(move |_| state.keys("flows"));
    view! {
        {each(names, move |name| view! {
            <QuantityField path=format!("flows.{name}") label=format!("{name} =") wide=true/>
        }.into_any())}
    }
}
