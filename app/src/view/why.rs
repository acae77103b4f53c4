//! Why a number is what it is.

use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::kit::quiet;
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::explain;

/// The explanation of the result called `what`.
#[component]
pub fn Why(
    /// As [`quorate_model::report::KeyResult::why`] names it.
    what: &'static str,
    /// Called when the reader is done.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = State::here();
    let explanation = move || {
        state
            .assessment
            .with(|assessment| explain::why(assessment.as_deref()?, what))
    };
    let list = |title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            let items = lines
                .into_iter()
                .map(|line| view! { <li>{prose(&sentence(&line))}</li> });
            view! { <h3>{title}</h3><ul>{items.collect_view()}</ul> }
        })
    };
    let body = move || match explanation() {
        Some(why) => view! {
            <h2>{why.title}</h2>
            <p class="formula">{why.formula}</p>
            <p class="formula numbers">{why.numbers}</p>
            {list("It assumes", why.assumptions)}
            {list("Sources", why.sources)}
        }
        .into_any(),
        None => view! { <p>"There is nothing to explain yet."</p> }.into_any(),
    };
    view! {
        <section class="why" aria-label="Why?" data-testid="why">
            <div class="close">{quiet("", "Close", close)}</div>
            {body}
        </section>
    }
}
