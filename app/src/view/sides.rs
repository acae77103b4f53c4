//! On a narrow page inputs and results stand one below the other: the way from one to the other.

use crate::state::{State, Tab};
use crate::view::kit::quiet;
use leptos::prelude::*;

/// The way to the inputs under the tabs of a narrow page: they begin far below.
#[component]
pub fn WayToInputs() -> impl IntoView {
    let tab = State::here().look.tab;
    view! {
        <p class="way-to-inputs" hidden=move || tab.get() == Tab::Document>{quiet("way-to-inputs", "Change the inputs ↓", || super::go_to("inputs"))}</p>
    }
}

/// Two buttons beside the verdict in short of a narrow window, while `shown`.
#[component]
pub fn Sides(shown: RwSignal<bool>) -> impl IntoView {
    let tab = State::here().look.tab;
    view! {
        <nav class="sides" aria-label="Inputs and results" class:shown=shown hidden=move || tab.get() == Tab::Document>
            {quiet("to-inputs", "Inputs", || super::go_to("inputs"))}
            {quiet("to-results", "Results", || super::go_to("results"))}
        </nav>
    }
}
