//! The Budget tab: the objectives, and where the error budget goes.

use super::alerts::{Alerts, Watched};
use crate::logic::fields::{INCIDENT, SLO};
use crate::logic::shown::shown;
use crate::state::{State, Tab};
use crate::view::awaited::awaiting;
use crate::view::field_list::FieldList;
use crate::view::figure::FigureView;
use crate::view::kit::part;
use crate::view::table::{CellText, DataTable};
use leptos::prelude::*;
use quorate_model::assessment::{Budget, Journey, ServiceShare};
use quorate_model::explain::Subject;
use quorate_model::quantity::show;

/// The objectives; the budget figure and what each service needs.
#[component]
pub fn BudgetTab() -> impl IntoView {
    view! {
        <form class="inputs" id="inputs" tabindex="-1" aria-label="Inputs" on:submit=|event| event.prevent_default()>
            <fieldset>
                <legend>"Objectives"</legend>
                <FieldList list=SLO/>
            </fieldset>
            <fieldset>
                <legend>"Load"</legend>
                <FieldList list=&crate::logic::fields::TRAFFIC[..1]/>
            </fieldset>
            <fieldset>
                <legend>"What if"</legend>
                <FieldList list=INCIDENT/>
            </fieldset>
            <Alerts/>
        </form>
        <div class="results" id="results" tabindex="-1" role="group" aria-label="Results">
            {awaiting(Tab::Budget)}
            <FigureView name="budget"/>
            <FigureView name="compliance"/>
            <FigureView name="burn"/>
            <FigureView name="detection"/>
            <Watched/>
            <Needs/>
        </div>
    }
}

/// Per journey: the budget in time and requests, and what each service would have to reach.
#[component]
fn Needs() -> impl IntoView {
    let state = State::here();
    let asked = RwSignal::new(None::<Subject>);
    let tables = move || {
        let found = state.assessment.get()?;
        let design = state.look.design.get();
        let journeys = shown(&found, design.as_deref());
        let tables = journeys
            .iter()
            .filter_map(|journey| needs(journey, design.as_deref(), asked));
        Some(tables.collect_view().into_any())
    };
    part(tables)
}

fn needs(
    journey: &Journey,
    design: Option<&str>,
    asked: RwSignal<Option<Subject>>,
) -> Option<impl IntoView + use<>> {
    let budget = journey.budget.as_ref()?;
    let subject = |what: &str| {
        let subject = Subject::from(what).of_journey(&journey.name);
        match design {
            Some(name) => subject.of_design(name),
            None => subject,
        }
    };
    let (whole, of_whole) = whole(budget)
        .into_iter()
        .map(|(what, label, value)| {
            (
                vec![(label.to_string(), false), (value, true)],
                Some(subject(what)),
            )
        })
        .unzip();
    let services = &journey.chain.services;
    let of_services = services
        .iter()
        .map(|service| Some(subject("share").about(&service.name)))
        .collect();
    let columns = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_string())
            .collect::<Vec<String>>()
    };
    let cheapest = services.iter().any(|service| service.cheapest.is_some());
    let split = if cheapest {
        "Cheapest split"
    } else {
        "Split in proportion"
    };
    let each = columns(&[
        "Service",
        "Available",
        "Of the downtime",
        "Alone it would need",
        split,
    ]);
    Some(view! {
        <section class="figure">
            <h3>{title(budget)}</h3>
            <p class="aside">{size(&journey.name, budget)}</p>
            <DataTable columns=each rows=services.iter().map(row).collect() subjects=of_services asked/>
            <DataTable columns=columns(&["The budget", "Amount"]) rows=whole subjects=of_whole asked/>
        </section>
    })
}

/// The budget itself: what explains each number, its label, its value.
fn whole(budget: &Budget) -> Vec<(&'static str, &'static str, String)> {
    let mut rows = vec![("seconds", "Full outage it allows", show::duration(budget.seconds))];
    if let Some(requests) = budget.requests {
        rows.push(("requests", "Failed requests it allows", show::count(requests)));
    }
    if let Some(spent) = budget.spent {
        rows.push(("budget", "Expected to be spent", show::percent(spent)));
    }
    if let Some(slices) = budget.slices {
        rows.push(("seconds", "Bad slices it allows", show::count(slices.allowed)));
    }
    if let Some(chance) = budget.chance_of_meeting {
        rows.push(("chance", "Windows that meet the target", show::percent(chance)));
    }
    if let Some(promise) = budget.promise {
        let kept = [1.0 - promise.at_95, 1.0 - promise.at_99].map(show::availability);
        rows.push(("promise", "Kept in 95 of 100 windows, in 99", kept.join(", ")));
    }
    if let Some(split) = budget.equal_split {
        let needed = show::availability(1.0 - split);
        rows.push(("equal_split", "Each service would need, if all alike", needed));
    }
    rows
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
    let calendar = budget.calendar.map(|window| {
        format!(
            "; {} to {} in a calendar {}",
            show::duration(window.least_seconds),
            show::duration(window.most_seconds),
            window.unit
        )
    });
    format!(
        "{name}: {time} of full outage over {days} days{}{}",
        requests.unwrap_or_default(),
        calendar.unwrap_or_default()
    )
}

fn row(service: &ServiceShare) -> Vec<CellText> {
    let number = |text: Option<String>| (text.unwrap_or_default(), true);
    let needs = match (service.required, service.unavailability) {
        (Some(required), _) => show::availability(1.0 - required),
        (None, Some(_)) if service.downtime_share == Some(0.0) => "any".to_string(),
        (None, Some(_)) => "it alone cannot".to_string(),
        (None, None) => String::new(),
    };
    vec![
        (service.name.clone(), false),
        number(service.unavailability.map(show::availability)),
        number(service.downtime_share.map(show::percent)),
        (needs, true),
        number(
            service
                .cheapest
                .or(service.weighted)
                .map(|needed| show::availability(1.0 - needed)),
        ),
    ]
}
