//! Why the text gives no results, at the foot of the window: nothing above it moves.

use crate::logic::places::place;
use crate::logic::sentence::sentence;
use crate::state::{State, Tab};
use crate::tabs::document::show_fault;
use crate::view::fixes::fix_buttons;
use crate::view::kit::quiet;
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::fix::UNKNOWN_STEP;
use quorate_model::report::has_results;

/// The first problem of the text; the results below are then those from before it.
#[component]
pub fn ProblemStrip() -> impl IntoView {
    let state = State::here();
    let show = move || {
        let problem = state.problem.get()?;
        let standing = if state
            .assessment
            .with(|found| found.as_deref().is_some_and(has_results))
        {
            "Showing the results from before."
        } else {
            "No results yet."
        };
        let place = state.asked(|document| place(document, &problem.path));
        // A field that is marked says it itself.
        let marked = document()
            .get_element_by_id(&format!("field-{}", problem.path))
            .is_some();
        let said = match (marked, state.problems.with(Vec::len)) {
            (true, 1) if problem.message.starts_with(UNKNOWN_STEP) => {
                "The flow names services that are not described yet.".into_any()
            }
            (true, 1) => match &place {
                Some(place) => format!("{} does not read.", place.words).into_any(),
                None => "One value does not read.".into_any(),
            },
            (true, many) => format!("{many} values do not read.").into_any(),
            (false, _) => prose(&sentence(&problem.to_string())).into_any(),
        };
        let in_text = move || state.look.tab.get() == Tab::Document;
        let tab = place.as_ref().map(|place| place.tab);
        let path = place.map_or_else(|| problem.path.clone(), |place| place.field);
        // The tab may be another by the time it is pressed.
        let go = move || {
            let field = format!("field-{path}");
            match (document().get_element_by_id(&field), tab) {
                (None, Some(tab)) => super::go_to_field(state, tab, &path),
                _ => super::focus(&field),
            }
        };
        let there = marked || tab.is_some();
        let places = move || match in_text() {
            true => view! {
                {quiet("document-jump", "Go there", move || show_fault(state))}
                {there.then(|| quiet("go-there", "Go to its field", go.clone()))}
            }
            .into_any(),
            false => view! {
                {there.then(|| quiet("go-there", "Go there", go.clone()))}
                {quiet("document-jump", "Show in the document", move || show_fault(state))}
            }
            .into_any(),
        };
        let ways = fix_buttons("");
        let class = if marked { "strip bad marked" } else { "strip bad" };
        Some(view! {
            <div class=class role="status" id="problem" data-testid="problem">
                <p>{said} " " <strong>{standing}</strong></p>
                <span class="offers">{ways}{places}</span>
            </div>
        })
    };
    view! { {show} }
}
