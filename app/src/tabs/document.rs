//! The Document tab: the text itself.

use crate::logic::position::{end_of_change, utf16};
use crate::state::{State, Tab};
use crate::view::kit::{maybe, text};
use crate::view::{focus_still, stay_put};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// The identifier of the text.
const ID: &str = "document";

/// The text, editable, with the numbers of its lines and the first one that does not read marked.
#[component]
pub fn DocumentTab() -> impl IntoView {
    let state = State::here();
    let (area, gutter) = (NodeRef::<html::Textarea>::new(), NodeRef::<html::Pre>::new());
    let count = Memo::new(move |_| state.text.with(|text| text.split('\n').count()));
    let faulty = Memo::new(move |_| state.problem.with(|problem| Some(problem.as_ref()?.line)));
    let numbers =
        move |from: usize, to: usize| (from..=to).map(|line| format!("{line}\n")).collect::<String>();
    let follow = move |_| {
        if let (Some(area), Some(gutter)) = (area.get_untracked(), gutter.get_untracked()) {
            gutter.set_scroll_top(area.scroll_top());
        }
    };
    let lines = move || {
        let (count, faulty) = (count.get(), faulty.get().unwrap_or(0));
        let marked = (1..=count).contains(&faulty);
        let before = numbers(1, if marked { faulty - 1 } else { count });
        let after = marked.then(
            || view! { <mark data-testid="faulty-line">{faulty}</mark>"\n" {numbers(faulty + 1, count)} },
        );
        view! { {before} {after} }
    };
    let invalid = move || faulty.read().is_some();
    view! {
        <div class="document">
            <label for=ID>"The scenario, as text: forms and text are two views of it"</label>
            <div class="lined">
                <pre class="lines" aria-hidden="true" node_ref=gutter>{lines}</pre>
                <textarea id=ID data-testid=ID node_ref=area rows=text(move || (count.get() + 2).clamp(12, 60).to_string())
                    spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off"
                    aria-invalid=maybe(move || invalid().then(|| "true".to_string()))
                    aria-describedby=maybe(move || invalid().then(|| "problem".to_string()))
                    prop:value=text(move || state.text.get())
                    on:scroll=follow
                    on:input=move |event| state.replace(event_target_value(&event), ID)></textarea>
            </div>
        </div>
    }
}

/// Shows the text with what does not read selected, as soon as the text is there.
pub fn show_fault(state: State) {
    state.look.tab.set(Tab::Document);
    request_animation_frame(move || jump(state));
}

/// Puts `mended` in the place of the text while that is shown: the caret stands behind what was changed
/// then, and nothing is scrolled. Whether it is shown.
pub fn mend_in_place(state: State, mended: String) -> bool {
    let Some(area) = area() else { return false };
    let at = state
        .text
        .with_untracked(|text| utf16(&mended, end_of_change(text, &mended)));
    let inside = area.scroll_top();
    focus_still(ID);
    stay_put(|| state.mend(mended));
    request_animation_frame(move || {
        drop(area.set_selection_range(at, at));
        area.set_scroll_top(inside);
    });
    true
}

fn area() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(ID)?.dyn_into().ok()
}

/// Selects what does not read and brings it into the middle of the window.
fn jump(state: State) {
    let (Some(element), Some(problem)) = (area(), state.problem.get_untracked()) else {
        return;
    };
    let text = state.text.read_untracked();
    let (from, to) = (
        utf16(&text, problem.offset),
        utf16(&text, problem.offset + problem.len),
    );
    focus_still(ID);
    drop(element.set_selection_range(from, to.max(from)));
    scroll(&element, problem.line, text.lines().count());
}

/// Brings `line` of `lines` into the middle of the element, and that into the middle of the window.
fn scroll(element: &HtmlTextAreaElement, line: usize, lines: usize) {
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
