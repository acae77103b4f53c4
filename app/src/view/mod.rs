//! What the page is made of, one component a file.

pub mod adder;
pub mod awaited;
pub mod canvas;
pub mod choices;
pub mod chooser;
pub mod compare;
pub mod completing;
pub mod drawing;
pub mod embed;
pub mod explore;
pub mod field;
pub mod field_list;
pub mod figure;
pub mod fixes;
pub mod handles;
pub mod header;
pub mod hint;
pub mod key_results;
pub mod keys_panel;
pub mod kit;
pub mod leans;
pub mod legend;
pub mod list_entry;
pub mod member;
pub mod name_field;
pub mod note;
pub mod notes;
pub mod notice;
pub mod painting;
pub mod pick;
pub mod problem;
pub mod prose;
pub mod row_actions;
pub mod scenarios;
pub mod share_panel;
pub mod sides;
pub mod table;
pub mod tabs;
pub mod terms;
pub mod tour;
pub mod typing;
pub mod verdict;
pub mod why;

use crate::state::{State, Tab};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Puts the caret into the element called `id`, when there is one.
pub fn focus(id: &str) {
    if let Some(element) = called(id) {
        drop(element.focus());
    }
}

/// The element that an event names.
pub fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

fn called(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// As [`focus`], where the page is not scrolled for it.
pub fn focus_still(id: &str) {
    if let Some(element) = called(id) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        drop(element.focus_with_options(&still));
    }
}

/// As [`focus`], with the element at the top of the window.
pub fn go_to(id: &str) {
    focus(id);
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view_with_bool(true);
    }
}

/// Opens the tab called `tab`, has the field of the value at `path` shown there, and puts the caret into it
/// as soon as it is there.
pub fn go_to_field(state: State, tab: &str, path: &str) {
    if let Some(tab) = Tab::named(tab) {
        state.look.tab.set(tab);
    }
    state.look.wanted.set(path.to_string());
    focus_when_there(format!("field-{path}"), FRAMES);
}

/// Opens `tab` and focuses what is called `id` there.
pub fn go_to_tab(state: State, tab: Tab, id: &str) {
    state.look.tab.set(tab);
    focus_when_there(id.to_string(), FRAMES);
}

/// Opens the list of the choices of the element at which `event` is, where the browser lets a page do so.
pub fn show_picker(event: &web_sys::Event) {
    let Some(element) = event.current_target() else {
        return;
    };
    let open = js_sys::Reflect::get(&element, &"showPicker".into()).ok();
    if let Some(open) = open.and_then(|open| open.dyn_into::<js_sys::Function>().ok()) {
        drop(open.call0(&element));
    }
}

/// Frames within which a tab has built its fields.
const FRAMES: u32 = 60;

/// Frames within which a tab that was just opened finds its height.
const SETTLING: u32 = 4;

/// Scrolls until what is called `id` stands in the window, between what stays at its top and its foot.
fn bring_into_sight(id: String, frames: u32) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        let (Some(element), Some(height)) = (element, height) else {
            return;
        };
        let place = element.get_bounding_client_rect();
        let middle = (place.top() + place.bottom()) / 2.0;
        if !(0.2 * height..0.75 * height).contains(&middle) {
            window().scroll_by_with_x_and_y(0.0, middle - height / 2.0);
        }
        if frames > 0 {
            bring_into_sight(id, frames - 1);
        }
    });
}

fn focus_when_there(id: String, frames: u32) {
    request_animation_frame(move || match document().get_element_by_id(&id) {
        Some(_) => {
            focus(&id);
            bring_into_sight(id, SETTLING);
        }
        None if frames > 0 => focus_when_there(id, frames - 1),
        None => {}
    });
}

/// As [`focus`], with what the field holds selected, so that typing replaces it.
pub fn focus_whole(id: &str) {
    focus(id);
    let element = document().get_element_by_id(id);
    match element
        .as_ref()
        .and_then(|element| element.dyn_ref::<HtmlInputElement>())
    {
        Some(line) => line.select(),
        None => {
            if let Some(text) = element.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) {
                text.select();
            }
        }
    }
}

/// Does what changes the page, and scrolls so that the element with the focus stays where it is. Most browsers
/// do so by themselves with the next frame: what is left then is made up for.
pub fn stay_put(change: impl FnOnce()) {
    let top = || Some(document().active_element()?.get_bounding_client_rect().top());
    let before = top();
    change();
    let make_up = move || {
        if let (Some(before), Some(after)) = (before, top()) {
            window().scroll_by_with_x_and_y(0.0, after - before);
        }
    };
    request_animation_frame(move || request_animation_frame(make_up));
}
