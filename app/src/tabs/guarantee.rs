//! What the request gets, hop by hop.

use crate::logic::sentence::sentence;
use crate::logic::shown::shown;
use crate::state::State;
use crate::view::prose::prose;
use crate::view::terms::terms;
use leptos::prelude::*;
use quorate_model::assessment::{Assessment, GuaranteeStep, Journey};
use quorate_model::guarantee::Vector;

/// One list per journey; nothing where no hop states a guarantee.
#[component]
pub fn Guarantees() -> impl IntoView {
    let state = State::here();
    let results = state.results(same);
    let lists = move || {
        let found = results.get()?;
        let journeys = state.look.design.with(|design| shown(&found, design.as_deref()));
        let many = journeys.len() > 1;
        let stated = journeys
            .iter()
            .filter(|journey| journey.guarantee.level.is_some());
        Some(stated.map(|journey| list(journey, many)).collect_view())
    };
    view! { {lists} }
}

/// Whether what is listed is the same, and so is what decides which journeys are.
fn same(a: &Assessment, b: &Assessment) -> bool {
    let listed = |a: &[Journey], b: &[Journey]| {
        a.len() == b.len()
            && a.iter()
                .zip(b)
                .all(|(a, b)| a.name == b.name && a.guarantee == b.guarantee)
    };
    let best = |found: &Assessment| {
        let decision = found.decision.as_ref();
        decision.map(|decision| (decision.best.clone(), decision.closest.clone()))
    };
    listed(&a.journeys, &b.journeys)
        && a.designs.len() == b.designs.len()
        && a.designs
            .iter()
            .zip(&b.designs)
            .all(|(a, b)| a.name == b.name && listed(&a.journeys, &b.journeys))
        && best(a) == best(b)
}

fn list(journey: &Journey, many: bool) -> impl IntoView + use<> {
    let result = &journey.guarantee;
    let name = many.then(|| format!(" of {}", journey.name));
    let hops = result.steps.iter().map(hop).collect_view();
    view! {
        <section class="figure" data-testid="guarantee">
            <h3>{title(journey)}</h3>
            <p class="aside">"What is left of the guarantee after each hop"{name}</p>
            <ol class="hops">{hops}</ol>
            {terms(&["level", "guarantee", "vector", "parts of a vector", "weakest hop"])}
        </section>
    }
}

fn title(journey: &Journey) -> String {
    let result = &journey.guarantee;
    match (&result.level, journey.held_down_by()) {
        (Some(level), []) if result.unit_is_weaker() => {
            format!("Every hop is {level}; the request as a unit gets less.")
        }
        (Some(level), []) => format!("The request is {level} all the way."),
        (Some(level), [one]) => format!("The weakest hop is {one} ({level})."),
        (Some(level), [one, other]) => format!("The weakest hops are {one} and {other} ({level})."),
        (Some(level), [one, rest @ ..]) => {
            format!("The weakest hops are {one} and {} more ({level}).", rest.len())
        }
        (None, _) => "No stateful hop says what it guarantees.".to_string(),
    }
}

fn hop(step: &GuaranteeStep) -> impl IntoView + use<> {
    let level = step.level.as_ref().map(ToString::to_string);
    let vector = step.vector.as_ref().map(Vector::in_words);
    view! {
        <li>
            <strong>{step.service.clone()}</strong>
            <span class="level">{level}</span>
            <div><p>{prose(&sentence(&step.reason))}</p><p class="aside">{vector}</p></div>
        </li>
    }
}
