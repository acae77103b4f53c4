//! PACELC with prices: what either half costs, what turns it around, what to build, and with what.

use crate::state::State;
use crate::view::kit::part;
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::assessment::Decision;
use quorate_model::report;

/// The two halves, and what follows for whoever builds the design that was chosen.
#[component]
pub fn Pacelc() -> impl IntoView {
    let state = State::here();
    part(move || {
        let found = state.assessment.get()?;
        let decision = found.decision.as_ref()?;
        let halves = report::halves(&found);
        (!halves.is_empty() || !decision.build.is_empty()).then(|| {
            let class = decision.systems.first().map(|system| system.class.clone());
            view! {
                <section class="figure" data-testid="pacelc">
                    <h3>{title(decision)}</h3>
                    {lines(halves)}
                    {built(decision)}
                    {class.map(|class| view! {
                        <details>
                            <summary>"Data stores that are " {class} ", by configuration"</summary>
                            {lines(report::systems(decision))}
                        </details>
                    })}
                </section>
            }
            .into_any()
        })
    })
}

fn title(decision: &Decision) -> String {
    let class = decision.pacelc.as_deref().unwrap_or("The design");
    match (&decision.winning_pair, &decision.winning_design) {
        (Some(pair), None) => format!("{class} costs least; {pair} would, if there were such a design."),
        (Some(pair), Some(_)) if pair != class => format!("{class} costs least in all, {pair} half by half."),
        _ if decision.pacelc.is_none() => "What it comes to.".to_string(),
        _ => format!("{class}: what it comes to."),
    }
}

fn lines(lines: Vec<String>) -> AnyView {
    let lines: Vec<AnyView> = lines
        .iter()
        .map(|line| view! { <li>{prose(line)}</li> }.into_any())
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}

fn built(decision: &Decision) -> AnyView {
    let rows: Vec<AnyView> = decision
        .build
        .iter()
        .map(|advice| view! { <dt>{advice.part.clone()}</dt><dd>{prose(&advice.advice)}</dd> }.into_any())
        .collect();
    view! { <details><summary>"What to build"</summary><dl>{rows}</dl></details> }.into_any()
}
