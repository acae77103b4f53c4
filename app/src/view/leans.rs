//! What a result leans on: found input by input while the page stays at hand.

use crate::browser::now;
use crate::state::State;
use crate::view::kit::part;
use leptos::prelude::*;
use quorate_model::Assessor;
use quorate_model::explain::{Lean, Leans, Subject};
use quorate_model::quantity::show;
use std::time::Duration;

/// Inputs listed.
const MOST: usize = 6;
/// How long the page is kept busy at once, milliseconds.
const SLICE: f64 = 6.0;
/// How long a text stands before the search begins.
const CALM: Duration = Duration::from_millis(250);

/// A search under way.
struct Search {
    leans: Leans,
    assessor: Assessor,
}

/// The inputs that `subject` leans on most, strongest first.
#[component]
pub fn LeansList(subject: Subject) -> impl IntoView {
    let state = State::here();
    let found = RwSignal::new((Vec::<Lean>::new(), false));
    let search = StoredValue::new_local(None::<Search>);
    let subject = StoredValue::new(subject);
    let mut pending: Option<TimeoutHandle> = None;
    Effect::new(move |_| {
        let text = state.text.get();
        if let Some(waiting) = pending.take() {
            waiting.clear();
        }
        let begin = move || {
            let mut assessor = Assessor::new();
            let leans = Leans::new(&text, subject.get_value(), &mut assessor);
            search.set_value(leans.map(|leans| Search { leans, assessor }));
            go_on(search, found);
        };
        pending = set_timeout_with_handle(begin, CALM).ok();
    });
    on_cleanup(move || search.set_value(None));
    part(move || found.with(|(leans, done)| list(leans, *done)))
}

/// Searches for a moment, shows what was found and comes back for the rest.
fn go_on(search: StoredValue<Option<Search>, LocalStorage>, found: RwSignal<(Vec<Lean>, bool)>) {
    let start = now();
    let more = search.try_update_value(|search| {
        let search = search.as_mut()?;
        let mut more = true;
        while more && now() - start < SLICE {
            more = search.leans.step(&mut search.assessor);
        }
        Some((search.leans.strongest(MOST), more))
    });
    match more.flatten() {
        Some((leans, more)) => {
            found.try_set((leans, !more));
            if more {
                set_timeout(move || go_on(search, found), Duration::ZERO);
            }
        }
        None => drop(found.try_set((Vec::new(), true))),
    }
}

fn list(leans: &[Lean], done: bool) -> Option<AnyView> {
    if leans.is_empty() && done {
        return None;
    }
    let rows = leans.iter().map(|lean| {
        let percent = show::significant(lean.elasticity, 2);
        view! { <tr><th scope="row">{lean.label.clone()}</th><td>{lean.written.clone()}</td><td class="number">{percent}"%"</td></tr> }
    });
    let rows = rows.collect_view();
    let heading = if done {
        "It leans on"
    } else {
        "It leans on (still looking)"
    };
    Some(
        view! {
            <h3>{heading}</h3>
            {(!leans.is_empty()).then(|| view! { <div class="scroll" tabindex="0" role="group" aria-label="Inputs"><table class="leans" data-testid="leans">
                <thead><tr><th scope="col">"Input"</th><th scope="col">"Now"</th><th scope="col" class="number">"1% more moves it by"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div> })}
        }
        .into_any(),
    )
}
