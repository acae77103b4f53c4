//! How many draws the verdict rests on, and asking for more.

use crate::state::State;
use crate::studying::MANY;
use crate::view::kit::{part, quiet};
use leptos::prelude::*;
use quorate_model::quantity::show;

/// A line under the verdict while ranges are drawn, and when they have been.
#[component]
pub fn Drawing() -> impl IntoView {
    let draws = State::here().draws;
    part(move || {
        let (done, wanted) = draws.progress.get()?;
        let count = |number: u32| show::grouped(&number.to_string());
        let line = if done < wanted && draws.stopped.get() {
            view! { <span>{format!("Stopped after {} draws of the ranges.", count(done))}</span> }.into_any()
        } else if done < wanted {
            view! {
                <progress max=wanted.to_string() value=done.to_string() aria-label="Draws"></progress>
                <span>{format!("{} of {} draws of the ranges", count(done), count(wanted))}</span>
                {quiet("stop-draws", "Stop", move || draws.stopped.set(true))}
            }
            .into_any()
        } else if wanted < MANY {
            view! {
                <span>{format!("{} draws of the ranges, seed 1.", count(done))}</span>
                {quiet("more-draws", "Draw 100,000", move || draws.wanted.set(MANY))}
            }
            .into_any()
        } else {
            view! { <span>{format!("{} draws of the ranges, seed 1.", count(done))}</span> }.into_any()
        };
        Some(view! { <p class="drawing" data-testid="draws">{line}</p> }.into_any())
    })
}
