//! Choosing the inputs that a figure runs over.

use crate::logic::explored::{Choice, chosen, offered, written};
use crate::state::State;
use leptos::prelude::*;
use quorate_model::assessment::Decision;

/// A chooser for each of `choices`; nothing while there is nothing to choose.
#[component]
pub fn Explore(choices: &'static [(Choice, &'static str)]) -> impl IntoView {
    let state = State::here();
    let decision = Memo::new(move |_| state.assessment.get().and_then(|found| found.decision.clone()));
    let one = move |choice: Choice, label: &'static str| {
        let options = move || {
            let found = decision.get()?;
            let now = chosen(&found, choice)?;
            Some(options(&found, &now))
        };
        let choose = move |path: String| {
            let found = decision.get_untracked();
            if let Some((place, value)) = found.and_then(|found| written(&found, choice, &path)) {
                state.set(place, &value);
            }
        };
        view! {
            <label>{label}" "
                <select data-testid=format!("explore-{choice:?}").to_lowercase() on:change=move |event| choose(event_target_value(&event))>{options}</select>
            </label>
        }
    };
    let there = move || {
        let found = decision.get();
        found.is_some_and(|found| {
            choices
                .iter()
                .all(|(choice, _)| chosen(&found, *choice).is_some())
        })
    };
    let all = move || {
        there().then(|| {
            let each = choices.iter().map(|(choice, label)| one(*choice, label));
            view! { <p class="explore">{each.collect_view()}</p> }
        })
    };
    view! { {all} }
}

fn options(decision: &Decision, now: &str) -> impl IntoView + use<> {
    let now = now.to_owned();
    let option = move |(path, words): (String, String)| {
        let selected = path == now;
        view! { <option value=path selected=selected>{words}</option> }
    };
    offered(decision).into_iter().map(option).collect_view()
}
