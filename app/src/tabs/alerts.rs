//! The alerts that watch the budget: those in use, and the policy that is written.

use crate::logic::fields::ALERT;
use crate::logic::shown::shown;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::kit::{each_of, part, press};
use crate::view::row_actions::RowActions;
use crate::view::table::{CellText, DataTable};
use leptos::prelude::*;
use quorate_model::assessment::{Alert, Budget, Journey};
use quorate_model::explain::Subject;
use quorate_model::quantity::show;
use quorate_model::scenario::edit;

/// The alerts written, and the way to add one.
#[component]
pub fn Alerts() -> impl IntoView {
    let state = State::here();
    let count = state.count("alert");
    let add = move |_| {
        let new = "{ severity = \"page\", long = \"1 h\", spends = \"2%\" }";
        state.edit("", |text| edit::append(text, "alert", new));
    };
    view! {
        <fieldset>
            <legend>"Alerts of your own"</legend>
            {each_of(count, move |at| {
                let path = format!("alert.{at}");
                view! {
                    <section class="block" data-row=path.clone()>
                        <FieldList list=ALERT prefix=format!("{path}.")/>
                        <RowActions path=path.clone() name=state.value(format!("{path}.severity"))/>
                    </section>
                }.into_any()
            })}
            <button type="button" class="adds" data-testid="add-alert" on:click=press(add)>"Add an alert"</button>
        </fieldset>
    }
}

/// Per journey: the alerts in use, or what is missing to know the chance of meeting the target.
#[component]
pub fn Watched() -> impl IntoView {
    let state = State::here();
    let asked = RwSignal::new(None::<Subject>);
    part(move || {
        let found = state.assessment.get()?;
        let design = state.look.design.get();
        let journeys = shown(&found, design.as_deref());
        let currency = found.currency.clone();
        let tables = journeys
            .iter()
            .filter_map(|journey| watched(journey, design.as_deref(), &currency, asked));
        Some(tables.collect_view().into_any())
    })
}

fn watched(
    journey: &Journey,
    design: Option<&str>,
    currency: &str,
    asked: RwSignal<Option<Subject>>,
) -> Option<impl IntoView + use<>> {
    let budget = journey.budget.as_ref()?;
    budget.alerts.first()?;
    let subject = |alert: &Alert| {
        let about = Subject::from("alert")
            .of_journey(&journey.name)
            .about(&name(alert));
        Some(match design {
            Some(name) => about.of_design(name),
            None => about,
        })
    };
    let columns = [
        "Alert",
        "Fires at a burn of",
        "Full outage found",
        "Stops after it",
        "Budget gone",
        "Lost by then",
    ];
    let money = budget.alerts.iter().any(|alert| alert.costs.is_some());
    let columns: Vec<String> = columns
        .iter()
        .take(if money { 6 } else { 5 })
        .map(|name| (*name).to_string())
        .collect();
    let rows = budget
        .alerts
        .iter()
        .map(|alert| row(alert, money, currency))
        .collect();
    let subjects = budget.alerts.iter().map(subject).collect();
    Some(view! {
        <section class="figure">
            <h3>{title(budget)}</h3>
            <p class="aside">{journey.name.clone()}": each fires while its long and its short window burn faster than that"</p>
            <DataTable columns rows subjects asked/>
            {missing(budget).map(|said| view! { <p class="aside" data-testid="needs-mttr">{said}</p> })}
        </section>
    })
}

fn name(alert: &Alert) -> String {
    format!("{} over {}", alert.severity, show::window(alert.long))
}

fn title(budget: &Budget) -> String {
    let found = budget.alerts.iter().filter_map(|alert| alert.detects_full_outage);
    match found.min_by(f64::total_cmp) {
        Some(soonest) => format!("A full outage is found after {}.", show::duration(soonest)),
        None => "None of these alerts can ever fire.".to_string(),
    }
}

fn row(alert: &Alert, money: bool, currency: &str) -> Vec<CellText> {
    let time = |seconds: Option<f64>| (seconds.map_or("never".to_string(), show::duration), true);
    let mut row = vec![
        (format!("{}, {}", name(alert), show::window(alert.short)), false),
        (format!("{}×", show::significant(alert.burn, 3)), true),
        time(alert.detects_full_outage),
        time(alert.resets),
        (show::percent(alert.spends), true),
    ];
    if money {
        row.push((
            alert
                .costs
                .map_or(String::new(), |costs| show::money(costs, currency)),
            true,
        ));
    }
    row
}

/// What the chance of meeting the target still needs.
fn missing(budget: &Budget) -> Option<String> {
    let names = &budget.needs_mttr;
    let Some((first, rest)) = names.split_first() else {
        let why = budget.chance_untold.as_ref()?;
        return Some(format!("How often the target is met is not said: {why}."));
    };
    let others = match rest {
        [] => String::new(),
        [other] => format!(" and {other}"),
        rest => format!(" and {} others", rest.len()),
    };
    let have = if rest.is_empty() { "has" } else { "have" };
    Some(format!(
        "How often the target is met is known once {first}{others} {have} a time to repair, in Flow."
    ))
}
