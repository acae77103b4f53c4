//! The Document tab: the text itself.

use crate::logic::position::utf16;
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::fixes::fix_buttons;
use crate::view::kit::{maybe, quiet, text};
use crate::view::prose::prose;
use leptos::{html, prelude::*};
use web_sys::FocusOptions;

/// The text, editable, with the place of the first problem.
#[component]
pub fn DocumentTab() -> impl IntoView {
    let state = State::here();
    let area = NodeRef::<html::Textarea>::new();
    let jump = move || {
        let (Some(element), Some(problem)) = (area.get_untracked(), state.problem.get_untracked()) else {
            return;
        };
        let text = state.text.read_untracked();
        let (from, to) = (
            utf16(&text, problem.offset),
            utf16(&text, problem.offset + problem.len),
        );
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        drop(element.focus_with_options(&still));
        drop(element.set_selection_range(from, to.max(from)));
        scroll(&element, problem.line, text.lines().count());
    };
    let invalid = maybe(move || state.problem.read().is_some().then(|| "true".to_string()));
    let rows = text(move || {
        state
            .text
            .with(|text| (text.lines().count() + 2).clamp(12, 60).to_string())
    });
    view! {
        <div class="document">
            <label for="document">"The scenario, as text: forms and text are two views of it"</label>
            <textarea id="document" data-testid="document" node_ref=area rows=rows
                spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off"
                aria-invalid=invalid aria-describedby=maybe(move || state.problem.read().is_some().then(|| "document-error".to_string()))
                prop:value=text(move || state.text.get())
                on:input=move |event| state.replace(event_target_value(&event), "document")></textarea>
            {move || state.problem.get().map(|problem| view! {
                <p class="error" id="document-error" data-testid="document-error">
                    {prose(&sentence(&problem.to_string()))} " "
                    {quiet("document-jump", "Go there", jump)} " "
                    {fix_buttons("")}
                </p>
            })}
        </div>
    }
}

/// Brings `line` of `lines` into the middle of the element, and that into the middle of the window.
fn scroll(element: &web_sys::HtmlTextAreaElement, line: usize, lines: usize) {
    let rows = (element.rows() as usize).max(lines).max(1);
    let at = f64::from(element.scroll_height()) * (line as f64 - 0.5) / rows as f64;
    let inside = (at - f64::from(element.client_height()) / 2.0).max(0.0);
    element.set_scroll_top(inside as i32);
    let top = element.get_bounding_client_rect().top() + at - f64::from(element.scroll_top());
    let middle = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or(0.0)
        / 2.0;
    window().scroll_by_with_x_and_y(0.0, top - middle);
}
