//! What a tab waits for, where its results will be.

use crate::logic::awaited::awaited;
use crate::state::{State, Tab};
use crate::view::kit::part;
use crate::view::prose::prose;
use leptos::prelude::*;

/// What to write so that results come; nothing once they are there.
pub fn awaiting(tab: Tab) -> AnyView {
    let state = State::here();
    let words = Memo::new(move |_| state.assessment.with(|found| awaited(tab, found.as_deref())));
    let line = part(move || {
        let words = words.get()?;
        Some(view! { <p class="awaited" data-testid="awaited">{prose(words)}</p> }.into_any())
    });
    view! { {line} }.into_any()
}
