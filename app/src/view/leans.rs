//! What a result leans on: found input by input by a worker.

use crate::state::State;
use crate::studying::Leaning;
use crate::view::kit::part;
use leptos::prelude::*;
use quorate_model::explain::Subject;
use quorate_model::quantity::show;
use quorate_model::report::has_ranges;
use std::time::Duration;

/// How long a text stands before the search begins.
const CALM: Duration = Duration::from_millis(250);

/// The inputs that `subject` leans on most, strongest first.
#[component]
pub fn LeansList(subject: Subject) -> impl IntoView {
    let state = State::here();
    let found = RwSignal::new(Leaning::default());
    let is_availability = subject.what == "availability";
    let subject = StoredValue::new(subject);
    let asked = StoredValue::new(0);
    let mut pending: Option<TimeoutHandle> = None;
    Effect::new(move |_| {
        let text = state.text.get();
        if let Some(waiting) = pending.take() {
            waiting.clear();
        }
        let begin = move || {
            let Some(subject) = subject.try_get_value() else {
                return;
            };
            // What stands in the verdict goes by averages, and what is looked at here by medians.
            let subject = state.assessment.with_untracked(|found| match found.as_deref() {
                Some(found) => subject.pinned(found),
                None => subject,
            });
            state.draws.forget(asked.get_value());
            asked.set_value(state.draws.ask_leans(&text, subject));
        };
        pending = set_timeout_with_handle(begin, CALM).ok();
    });
    Effect::new(move |_| {
        let answer = state.draws.leaning.get();
        if asked.get_value() == answer.id {
            found.set(answer);
        }
    });
    let ranges = move || {
        state
            .assessment
            .with(|found| found.as_ref().is_some_and(|found| has_ranges(found)))
    };
    on_cleanup(move || state.draws.forget(asked.get_value()));
    part(move || found.with(|found| list(found, ranges(), is_availability)))
}

fn list(found: &Leaning, ranges: bool, availability: bool) -> Option<AnyView> {
    let (leans, done) = (&found.leans, found.done);
    if leans.is_empty() && done {
        return None;
    }
    let rows = leans.iter().map(|lean| {
        let percent = show::significant(lean.elasticity, 2);
        // What is multiplied there is what is missing to all of the time.
        let now = match lean.path.ends_with("availability") {
            true => format!("available {}", lean.written),
            false => lean.written.clone(),
        };
        view! { <tr><th scope="row">{lean.label.clone()}</th><td>{now}</td><td class="number">{percent}"%"</td></tr> }
    });
    let rows = rows.collect_view();
    let heading = match (done, ranges) {
        (true, false) => "It leans on",
        (true, true) => "It leans on (ranges at their medians)",
        (false, _) => "It leans on (still looking)",
    };
    Some(
        view! {
            <h3>{heading}</h3>
            {(!leans.is_empty()).then(|| view! { <div class="scroll" tabindex="0" role="group" aria-label="Inputs"><table class="leans" data-testid="leans">
                <thead><tr><th scope="col">"Input"</th><th scope="col">"Now"</th><th scope="col" class="number">{if availability { "1% more moves the downtime by" } else { "1% more moves it by" }}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div> })}
        }
        .into_any(),
    )
}
