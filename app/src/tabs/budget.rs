//! The Budget tab: the objectives, and where the error budget goes.

use crate::logic::fields::SLO;
use crate::logic::shown::shown;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::figure::FigureView;
use crate::view::table::{CellText, DataTable};
use leptos::prelude::*;
use quorate_model::assessment::{Budget, Journey, ServiceShare};
use quorate_model::quantity::show;

/// The objectives; the budget figure and what each service needs.
#[component]
pub fn BudgetTab() -> impl IntoView {
    view! {
        <form class="inputs" on:submit=|event| event.prevent_default()>
            <fieldset>
                <legend>"Objectives"</legend>
                <FieldList list=SLO/>
            </fieldset>
            <fieldset>
                <legend>"Load"</legend>
                <FieldList list=&crate::logic::fields::TRAFFIC[..1]/>
            </fieldset>
        </form>
        <div class="results">
            <FigureView name="budget"/>
            <Needs/>
        </div>
    }
}

/// Per journey: the budget in time and requests, and what each service would have to reach.
#[component]
fn Needs() -> impl IntoView {
    let state = State::here();
    let tables = move || {
        let found = state.assessment.get()?;
        let journeys = state.look.design.with(|design| shown(&found, design.as_deref()));
        Some(journeys.iter().filter_map(needs).collect_view())
    };
    view! { {tables} }
}

fn needs(journey: &Journey) -> Option<impl IntoView + use<>> {
    let budget = journey.budget.as_ref()?;
    let rows = journey.chain.services.iter().map(row).collect();
    let columns = ["Service", "Available", "Of the downtime", "Alone it would need"]
        .map(String::from)
        .to_vec();
    Some(view! {
        <section class="figure">
            <h3>{title(budget)}</h3>
            <p class="aside">{size(&journey.name, budget)}</p>
            <DataTable columns rows/>
        </section>
    })
}

fn title(budget: &Budget) -> String {
    let target = show::availability(budget.allowed);
    match budget.equal_split {
        Some(split) => format!(
            "For {target}, every service would need {}.",
            show::availability(1.0 - split)
        ),
        None => format!("The target is {target}."),
    }
}

fn size(name: &str, budget: &Budget) -> String {
    let time = show::duration(budget.seconds);
    let days = show::significant(budget.window_days, 4);
    let requests = budget
        .requests
        .map(|requests| format!(", or {} failed requests", show::count(requests)));
    format!(
        "{name}: {time} of full outage over {days} days{}",
        requests.unwrap_or_default()
    )
}

fn row(service: &ServiceShare) -> Vec<CellText> {
    let number = |text: Option<String>| (text.unwrap_or_default(), true);
    let needs = match (service.required, service.unavailability) {
        (Some(required), _) => show::availability(1.0 - required),
        (None, Some(_)) => "it alone cannot".to_string(),
        (None, None) => String::new(),
    };
    vec![
        (service.name.clone(), false),
        number(service.unavailability.map(show::availability)),
        number(service.downtime_share.map(show::percent)),
        (needs, true),
    ]
}
