//! What can be done with one entry of a list: move it by mouse, touch or keys, copy it, remove it.
//!
//! For keys it is one stop, a toolbar.

use crate::browser::pointer;
use crate::state::State;
use crate::view::kit::{quiet_named, text};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The handle and the buttons of the entry at `path`.
///
/// Its row carries `data-row` with the same path: that is where a drag can lead.
#[component]
pub fn RowActions(
    /// Where the entry stands in the text: `design.2`, `services.cart`.
    path: String,
    /// What people call it.
    #[prop(into)]
    name: Signal<String>,
    /// Whether its name is a field that only a press leads to.
    #[prop(optional)]
    renamed: bool,
) -> impl IntoView {
    let state = State::here();
    let at = StoredValue::new(path.clone());
    let dragged = StoredValue::new(None::<String>);
    let said = move |what: &'static str| move || format!("{what} {}", name.get());
    let move_by = move |path: &str, by: isize| {
        let target = neighbour(path, by)?;
        state.shift(path, by);
        Some(target)
    };
    let key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(target) = at.with_value(|path| move_by(path, by)) {
            request_animation_frame(move || super::focus(&format!("move-{target}")));
        }
    };
    let begin = move |event: ev::PointerEvent| {
        pointer::capture(&event);
        dragged.set_value(at.try_get_value());
    };
    let follow = move |event: ev::PointerEvent| {
        let Some(path) = dragged.get_value() else { return };
        let over = row_at(f64::from(event.client_x()), f64::from(event.client_y()));
        if let Some(target) = over.and_then(|over| towards(&path, &over).and_then(|by| move_by(&path, by))) {
            dragged.set_value(Some(target));
        }
    };
    let end = move |_| dragged.set_value(None);
    let rename = renamed.then(|| {
        let field = format!("name-{path}");
        quiet_named("", "Rename", said("Rename"), move || super::focus_whole(&field))
    });
    let copy = move || at.with_value(|path| state.duplicate(path));
    let remove = move || at.with_value(|path| state.remove(path, &name.get_untracked()));
    // One stop of the tabulator for all of them: the arrows lead along.
    let bar = NodeRef::<html::Span>::new();
    Effect::new(move |_| {
        let bar = bar.get().map(|bar| buttons(&bar)).unwrap_or_default();
        bar.iter().skip(1).for_each(|button| button.set_tab_index(-1));
    });
    let along = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return,
        };
        let all = bar.get_untracked().map(|bar| buttons(&bar)).unwrap_or_default();
        let focused = document().active_element();
        let at = all.iter().position(|button| {
            focused
                .as_ref()
                .is_some_and(|focused| button.is_same_node(Some(focused)))
        });
        if let Some(next) = at.and_then(|at| all.get(at.checked_add_signed(by)?)) {
            event.prevent_default();
            drop(next.focus());
        }
    };
    view! {
        <span class="row-actions" role="toolbar" aria-label=text(said("What can be done with")) node_ref=bar on:keydown=along>
        <button type="button" class="handle" id=format!("move-{path}") data-testid=format!("move-{path}") aria-label=text(said("Move"))
            title="Drag, or use ↑ and ↓" on:keydown=key on:pointerdown=begin on:pointermove=follow on:pointerup=end on:pointercancel=end>"⠿"</button>
        {rename}
        {quiet_named("", "Duplicate", said("Duplicate"), copy)}
        {quiet_named(&format!("remove-{path}"), "Remove", said("Remove"), remove)}
        </span>
    }
}

/// The buttons within `bar`, in order.
fn buttons(bar: &Element) -> Vec<HtmlElement> {
    let Ok(found) = bar.query_selector_all("button") else {
        return Vec::new();
    };
    let each = (0..found.length()).filter_map(|at| found.item(at));
    each.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The path of the row under a point of the window.
fn row_at(x: f64, y: f64) -> Option<String> {
    let element: Element = document().element_from_point(x as f32, y as f32)?;
    element
        .closest("[data-row]")
        .ok()
        .flatten()?
        .get_attribute("data-row")
}

/// The rows of the same list, in their order.
fn rows_like(path: &str) -> Vec<String> {
    let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
    let Ok(found) = document().query_selector_all("[data-row]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| {
            found
                .item(at)?
                .dyn_into::<Element>()
                .ok()?
                .get_attribute("data-row")
        })
        .filter(|row| row.rsplit_once('.').is_some_and(|(above, _)| above == parent))
        .collect()
}

/// The path the entry at `path` has once it is moved by so many places; `None` at an end.
fn neighbour(path: &str, by: isize) -> Option<String> {
    let rows = rows_like(path);
    let target = rows.iter().position(|row| row == path)?.checked_add_signed(by)?;
    let target = rows.get(target)?;
    // A named table keeps its name wherever it stands.
    let numbered = path.rsplit('.').next()?.parse::<usize>().is_ok();
    Some(if numbered {
        target.clone()
    } else {
        path.to_string()
    })
}

/// How far the row `over` is from the entry at `path`, where it is of the same list.
fn towards(path: &str, over: &str) -> Option<isize> {
    let rows = rows_like(path);
    let from = rows.iter().position(|row| row == path)?;
    let to = rows.iter().position(|row| row == over)?;
    (from != to).then(|| to as isize - from as isize)
}
