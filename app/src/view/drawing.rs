//! How many draws the verdict rests on, and asking for more.

use crate::state::State;
use crate::view::kit::{part, quiet};
use leptos::prelude::*;
use quorate_model::quantity::show;
use quorate_model::report::has_results;

/// A line under the verdict while ranges are drawn, and when they have been.
#[component]
pub fn Drawing() -> impl IntoView {
    let state = State::here();
    let draws = state.draws;
    let any = Memo::new(move |_| {
        state
            .assessment
            .with(|found| found.as_deref().is_some_and(has_results))
    });
    part(move || {
        if !any.get() {
            return None;
        }
        if let Some(trouble) = draws.trouble.get() {
            return Some(line(view! { <span>{trouble}</span> }.into_any()));
        }
        let (done, wanted) = draws.progress.get()?;
        let count = |number: u32| show::grouped(&number.to_string());
        let said = if done < wanted && draws.stopped.get() {
            view! { <span>{format!("Stopped after {} draws of the ranges.", count(done))}</span> }.into_any()
        } else if done < wanted {
            view! {
                <progress max=wanted.to_string() value=done.to_string() aria-label="Draws"></progress>
                <span>{format!("{} of {} draws of the ranges", count(done), count(wanted))}</span>
                {quiet("stop-draws", "Stop", move || draws.stop())}
            }
            .into_any()
        } else {
            let more = draws.next().map(|next| {
                let label = if next < 1_000_000 {
                    "Draw 100,000"
                } else {
                    "Draw 1,000,000"
                };
                quiet("more-draws", label, move || draws.ask_for_more())
            });
            view! { <span>{format!("{} draws of the ranges, seed 1.", count(done))}</span> {more} }.into_any()
        };
        Some(line(said))
    })
}

fn line(said: AnyView) -> AnyView {
    view! { <p class="drawing" data-testid="draws">{said}</p> }.into_any()
}
