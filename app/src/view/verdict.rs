//! The verdict: a sentence first, then the key results.

use crate::state::State;
use crate::view::key_results::KeyResults;
use leptos::prelude::*;
use quorate_model::report;

/// Headline, detail and key results.
#[component]
pub fn VerdictZone() -> impl IntoView {
    let state = State::here();
    let words = Memo::new(move |_| {
        state.assessment.with(|assessment| match assessment {
            Some(assessment) => {
                let verdict = report::verdict(assessment);
                (verdict.headline, verdict.detail)
            }
            None => (
                "This text gives no results yet.".to_string(),
                "What stands in the way is said below.".to_string(),
            ),
        })
    });
    let stale = move || state.problem.read().is_some();
    view! {
        <section class="verdict" aria-label="Verdict" class:stale=stale>
            <h1 data-testid="verdict">{move || words.with(|words| words.0.clone())}</h1>
            <p class="detail" data-testid="detail">{move || words.with(|words| words.1.clone())}</p>
            <KeyResults/>
        </section>
    }
}
