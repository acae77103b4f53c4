//! Buttons that put right what is wrong.

use crate::state::State;
use crate::tabs::document::mend_in_place;
use crate::view::kit::{each, press, text};
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::Problem;
use quorate_model::fix::{Fix, fixes, sure};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
        if mend_in_place(state, fix.text.clone()) {
            return;
        }
        // What the fix brings into the page must not push its field out of sight.
        let field = path.with_value(|path| format!("field-{path}"));
        super::focus(&field);
        super::stay_put(|| state.mend(fix.text));
    };
    // Tab leads from value to value: Enter comes to the ways out of what is wrong with one, and among them
    // Tab leads from one to the next.
    let within = RwSignal::new(false);
    let in_field = path.with_value(|path| !path.is_empty());
    let stop = Memo::new(move |_| if in_field && !within.get() { -1 } else { 0 });
    let button = move |label: String| {
        let words = prose(&label);
        view! { <button type="button" class="fix" data-testid="fix" tabindex=text(move || stop.get().to_string()) on:click=press(move |_| take(&label))>{words}</button> }.into_any()
    };
    view! { <span class="fixes" on:focusin=move |_| within.set(true) on:focusout=move |_| within.set(false)>{each(labels, button)}</span> }.into_any()
}

/// Takes the way out of what is wrong with the value at `path` where there is one alone, or one that needs
/// no asking; of several the first has the focus then, so that the next press takes it. Whether there was any.
pub fn take_first(state: State, path: &str) -> bool {
    if take_sure(state, path) {
        return true;
    }
    let mut ways = ways(state, path).unwrap_or_default().into_iter();
    match (ways.next(), ways.next()) {
        (None, _) => return false,
        (Some(only), None) => state.mend(only.text),
        (Some(_), Some(_)) => focus_first(path),
    }
    true
}

fn focus_first(path: &str) {
    let said = document().get_element_by_id(&format!("error-{path}"));
    let first = said.and_then(|said| said.parent_element()?.query_selector(".fix").ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        drop(first.focus());
    }
}

/// Takes the way out of what is wrong with the value at `path` that needs no asking; whether there was one.
pub fn take_sure(state: State, path: &str) -> bool {
    let sure = |problem: Problem| {
        let before = state.before_at(&problem.path);
        state.text.with_untracked(|text| sure(text, &problem, &before))
    };
    let fix = problem_at(state, path).and_then(sure);
    let taken = fix.map(|fix| state.mend(fix.text));
    taken.is_some()
}

fn problem_at(state: State, path: &str) -> Option<Problem> {
    let here = |problem: &&Problem| path.is_empty() || problem.path == path;
    state
        .problems
        .with(|problems| problems.iter().find(here).cloned())
}

fn ways(state: State, path: &str) -> Option<Vec<Fix>> {
    let problem = problem_at(state, path)?;
    let before = state.before_at(&problem.path);
    state.text.with(|text| Some(fixes(text, &problem, &before)))
}
