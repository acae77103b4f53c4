//! What to know before trusting the numbers.

use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::assessment::Assessment;

/// Warnings in full, assumptions and notes folded; last the line about privacy.
#[component]
pub fn Notes() -> impl IntoView {
    let state = State::here();
    let results = state.results(same);
    let lines = move || {
        results.get().map(|found| {
        let warnings = found.warnings.iter().map(|warning| {
            let place = (!warning.place.is_empty()).then(|| view! { <code>{warning.place.clone()}</code> " " });
            view! { <li>{place}{prose(&sentence(&warning.message))}</li> }
        }).collect_view();
        let count = found.assumptions.len() + found.notes.len();
        let quiet = found.assumptions.iter().chain(&found.notes).map(|line| view! { <li>{prose(&sentence(line))}</li> }).collect_view();
        view! {
            {(!found.warnings.is_empty()).then(|| view! { <h2 id="warnings" tabindex="-1">"Before trusting the numbers"</h2><ul class="warnings" data-testid="warnings">{warnings}</ul> })}
            {(count > 0).then(|| view! {
                <details class="fold"><summary>"What the numbers assume"</summary><ul>{quiet}</ul></details>
            })}
            <p class="aside">"Quorate " {found.engine.version.clone()} ". Everything runs in this tab; nothing you type leaves it."</p>
        }
    })
    };
    view! { <footer class="notes">{lines}</footer> }
}

fn same(a: &Assessment, b: &Assessment) -> bool {
    a.warnings == b.warnings && a.assumptions == b.assumptions && a.notes == b.notes
}
