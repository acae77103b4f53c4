//! The Flow tab: the services a request crosses and what the chain delivers.

use crate::logic::additions;
use crate::logic::fields::{JOURNEY, SCENARIO};
use crate::state::{State, Tab};
use crate::tabs::domains::Domains;
use crate::tabs::guarantee::Guarantees;
use crate::tabs::services::Services;
use crate::view::adder::{Adder, Addition};
use crate::view::awaited::awaiting;
use crate::view::field::QuantityField;
use crate::view::field_list::FieldList;
use crate::view::figure::FigureView;
use crate::view::kit::{each, later, part, quiet_named};
use crate::view::name_field::NameField;
use crate::view::row_actions::RowActions;
use leptos::prelude::*;

/// Flow, services and domains; the flow and latency figures and what is guaranteed.
#[component]
pub fn FlowTab() -> impl IntoView {
    view! {
        {later(|| view! { <Inputs/> }.into_any())}
        <div class="results" id="results" tabindex="-1" role="group" aria-label="Results">
            {awaiting(Tab::Flow)}
            <FigureView name="flow"/>
            {later(|| view! { <FigureView name="cuts"/> }.into_any())}
            {later(|| view! { <FigureView name="latency"/> }.into_any())}
            {later(|| view! { <Guarantees/> }.into_any())}
        </div>
    }
}

#[component]
fn Inputs() -> impl IntoView {
    view! {
        <form class="inputs" id="inputs" tabindex="-1" aria-label="Inputs" on:submit=|event| event.prevent_default()>
            <fieldset>
                <legend>"What a request crosses"</legend>
                <FieldList list=SCENARIO/>
                <OwnFlow/>
            </fieldset>
            {later(|| view! { <Services/> }.into_any())}
            {later(|| view! { <Groups/> }.into_any())}
        </form>
    }
}

/// What requests and services have in common.
#[component]
fn Groups() -> impl IntoView {
    view! {
        <fieldset>
            <legend>"Journeys: kinds of requests"</legend>
            <Journeys/>
        </fieldset>
        <fieldset>
            <legend>"Sub-flows, usable by name"</legend>
            <SubFlows/>
        </fieldset>
        <Domains/>
    }
}

/// That the figures show a design whose flow is not the one above.
#[component]
fn OwnFlow() -> impl IntoView {
    let state = State::here();
    let flows = state.ask(|document| {
        let flow = |at: usize| {
            document
                .get(&format!("design.{at}.flow"))
                .filter(|flow| !flow.is_empty())
        };
        let name = |at: usize| document.get(&format!("design.{at}.name"));
        let own = (0..document.len("design")).filter_map(|at| Some((name(at)?, flow(at)?)));
        own.collect::<Vec<(String, String)>>()
    });
    let shown = Memo::new(move |_| {
        let chosen = state.look.design.get();
        chosen.or_else(|| state.shown_design())
    });
    part(move || {
        let shown = shown.get()?;
        let flow = flows.with(|flows| {
            flows
                .iter()
                .find(|(name, _)| *name == shown)
                .map(|(_, flow)| flow.clone())
        })?;
        Some(view! { <p class="aside" data-testid="own-flow">"The figures show " {shown} ", whose flow is " {flow} "."</p> }.into_any())
    })
}

const SUB_FLOW: Addition = Addition {
    part: "sub-flow",
    table: "flows",
    first: "",
    add: additions::sub_flow,
};

const ADD_JOURNEY: Addition = Addition {
    part: "journey",
    table: "journey",
    first: "flow",
    add: additions::journey,
};

/// The name of a button that removes the sub-flow `name`.
fn naming(name: &str) -> impl Fn() -> String + use<> {
    let said = format!("Remove {name}");
    move || said.clone()
}

fn removing(state: State, name: &str) -> impl FnMut() + use<> {
    let name = name.to_string();
    move || state.remove(&format!("flows.{name}"), &name)
}

/// The flow of each journey, where there are several.
#[component]
fn Journeys() -> impl IntoView {
    let state = State::here();
    let names = state.keys("journey");
    view! {
        {each(names, move |name| view! {
            <section class="block" data-row=format!("journey.{name}")>
                <header>
                    <NameField path=format!("journey.{name}") name=name.clone()/>
                </header>
                <FieldList list=JOURNEY prefix=format!("journey.{name}.")/>
                <RowActions path=format!("journey.{name}") name=name.clone() renamed=true/>
            </section>
        }.into_any())}
        <Adder what=ADD_JOURNEY/>
    }
}

/// The named sub-flows.
#[component]
fn SubFlows() -> impl IntoView {
    let state = State::here();
    let names = state.keys("flows");
    view! {
        {each(names, move |name| view! {
            <div class="sub-flow" data-row=format!("flows.{name}")>
                <QuantityField path=format!("flows.{name}") label=format!("{name} =") wide=true/>
                {quiet_named(&format!("remove-flows.{name}"), "Remove", naming(&name), removing(state, &name))}
            </div>
        }.into_any())}
        <Adder what=SUB_FLOW/>
    }
}
