//! The Document tab: the text itself.

use crate::logic::position::utf16;
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::fixes::fix_buttons;
use crate::view::kit::{maybe, quiet, text};
use crate::view::prose::prose;
use leptos::{html, prelude::*};

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
        drop(element.focus());
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
            {move || state.problem.get().map(|problem| view! {
                <p class="error" id="document-error" data-testid="document-error">
                    {prose(&sentence(&problem.to_string()))} " "
                    {quiet("document-jump", "Go there", jump)} " "
                    {fix_buttons("")}
                </p>
            })}
            <textarea id="document" data-testid="document" node_ref=area rows=rows
                spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off"
                aria-invalid=invalid aria-describedby=maybe(move || state.problem.read().is_some().then(|| "document-error".to_string()))
                prop:value=text(move || state.text.get())
                on:input=move |event| state.replace(event_target_value(&event), "document")></textarea>
        </div>
    }
}

/// Brings `line` of `lines` into view.
fn scroll(element: &web_sys::HtmlTextAreaElement, line: usize, lines: usize) {
    let height = f64::from(element.scroll_height());
    let share = line.saturating_sub(3) as f64 / lines.max(1) as f64;
    element.set_scroll_top((height * share) as i32);
}
