//! Buttons that put right what is wrong.

use crate::state::State;
use crate::view::kit::{each, press};
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::Problem;
use quorate_model::fix::{Fix, fixes, sure};

/// A button for each way out of the problem at `path`; at an empty path, of the first there is.
pub fn fix_buttons(path: &str) -> AnyView {
    let state = State::here();
    let path = StoredValue::new(path.to_string());
    let ways = move || ways(state, &path.get_value()).unwrap_or_default();
    let labels = Memo::new(move |_| {
        state.text.track();
        ways().into_iter().map(|fix| fix.label).collect::<Vec<String>>()
    });
    let take = move |label: &str| {
        // The text may have changed since the button came.
        let Some(fix) = untrack(ways).into_iter().find(|fix| fix.label == label) else {
            return;
        };
        // What the fix brings into the page must not push its field out of sight.
        let field = path.with_value(|path| format!("field-{path}"));
        super::focus(&field);
        super::stay_put(|| state.mend(fix.text));
    };
    let button = move |label: String| {
        let words = prose(&label);
        view! { <button type="button" class="fix" data-testid="fix" on:click=press(move |_| take(&label))>{words}</button> }.into_any()
    };
    view! { <span class="fixes">{each(labels, button)}</span> }.into_any()
}

/// Takes the first way out of what is wrong with the value at `path`; whether there was one.
pub fn take_first(state: State, path: &str) -> bool {
    let first = ways(state, path).and_then(|ways| ways.into_iter().next());
    let taken = first.map(|fix| state.mend(fix.text));
    taken.is_some()
}

/// Takes the way out of what is wrong with the value at `path` that needs no asking, where there is one.
pub fn take_sure(state: State, path: &str) {
    let problem = problem_at(state, path);
    let fix = problem.and_then(|problem| state.text.with_untracked(|text| sure(text, &problem)));
    if let Some(fix) = fix {
        state.mend(fix.text);
    }
}

fn problem_at(state: State, path: &str) -> Option<Problem> {
    let here = |problem: &&Problem| path.is_empty() || problem.path == path;
    state
        .problems
        .with(|problems| problems.iter().find(here).cloned())
}

fn ways(state: State, path: &str) -> Option<Vec<Fix>> {
    let problem = problem_at(state, path)?;
    state.text.with(|text| Some(fixes(text, &problem)))
}
