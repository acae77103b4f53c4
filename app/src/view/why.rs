//! Why a number is what it is, and what it leans on.

use crate::browser::clipboard;
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::kit::{part, quiet};
use crate::view::leans::LeansList;
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::explain::{self, Explanation, Subject};

/// The explanation of one result: formula, its numbers, assumptions, sources, what it leans on.
#[component]
pub fn Why(
    /// Which result.
    #[prop(into)]
    subject: Subject,
    /// Called when the reader is done.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = State::here();
    let asked = subject.clone();
    let explanation = Memo::new(move |_| {
        state
            .assessment
            .with(|assessment| explain::why(assessment.as_deref()?, asked.clone()))
    });
    let said = RwSignal::new("");
    let copy = move || {
        let Some(text) = explanation.with_untracked(|why| why.as_ref().map(Explanation::text)) else {
            return;
        };
        clipboard::copy_and_say(
            text,
            "Copied.",
            said,
            |_| "The browser does not let the page copy: select the text instead.",
        );
    };
    view! {
        <section class="why" aria-label="Why?" data-testid="why">
            <div class="close">
                <span role="status">{said}</span>
                {quiet("copy-why", "Copy", copy)}
                {quiet("close-why", "Close", close)}
            </div>
            {part(move || Some(explanation.with(|why| match why {
                Some(why) => body(why),
                None => view! { <p>"There is nothing to explain yet."</p> }.into_any(),
            })))}
            <LeansList subject/>
        </section>
    }
}

fn body(why: &Explanation) -> AnyView {
    view! {
        <h2>{why.title.clone()}</h2>
        <p class="formula">{prose(&why.formula)}</p>
        <p class="formula numbers">{prose(&why.numbers)}</p>
        {list("It assumes", &why.assumptions)}
        {list("Sources", &why.sources)}
    }
    .into_any()
}

fn list(title: &'static str, lines: &[String]) -> Option<AnyView> {
    let items = lines
        .iter()
        .map(|line| view! { <li>{prose(&sentence(line))}</li> });
    (!lines.is_empty()).then(|| view! { <h3>{title}</h3><ul>{items.collect_view()}</ul> }.into_any())
}
