//! On a narrow page inputs and results stand one below the other: the way from one to the other.

use crate::state::{State, Tab};
use crate::view::kit::{maybe, quiet};
use leptos::prelude::*;

/// Two buttons at the foot of a narrow window.
#[component]
pub fn Sides() -> impl IntoView {
    let tab = State::here().look.tab;
    let hidden = maybe(move || (tab.get() == Tab::Document).then(|| "true".to_string()));
    view! {
        <nav class="sides" aria-label="Inputs and results" hidden=hidden>
            {quiet("to-inputs", "Inputs", || super::go_to("inputs"))}
            {quiet("to-results", "Results", || super::go_to("results"))}
        </nav>
    }
}
