//! What to know before trusting the numbers.

use crate::logic::places::{Place, place};
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::kit::press;
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
            view! { <li>{prose(&sentence(&warning.message))} " " {way_there(state, &warning.place)}</li> }
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

/// A button that leads to the value at `path`, called as its field is; its path where no form has it.
fn way_there(state: State, path: &str) -> Option<AnyView> {
    if path.is_empty() {
        return None;
    }
    let path = path.to_string();
    Some(match state.asked(|document| place(document, &path)) {
        Some(Place { tab, words, .. }) => {
            let go = press(move |_| super::go_to_field(state, tab, &path));
            view! { <button type="button" class="quiet" data-testid="way-there" on:click=go>"Go to " {words}</button> }.into_any()
        }
        None => view! { <code>{path}</code> }.into_any(),
    })
}

fn same(a: &Assessment, b: &Assessment) -> bool {
    a.warnings == b.warnings && a.assumptions == b.assumptions && a.notes == b.notes
}
