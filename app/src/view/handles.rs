//! Lines of a figure that are inputs: they can be dragged, or moved with the arrow keys.

use crate::browser::{now, pointer};
use crate::logic::history::drag_name;
use crate::state::State;
use crate::view::kit::{each_of, text};
use leptos::{ev, prelude::*};
use quorate_charts::{Figure, Handle};

/// A drag under way: by which handle it was taken, where the figure begins, and what it is called.
#[derive(Clone)]
struct Drag {
    handle: Handle,
    left: f64,
    name: String,
}

/// A slider over each line that can be moved.
#[component]
pub fn Handles(figure: Memo<Option<Figure>>) -> impl IntoView {
    let count =
        Memo::new(move |_| figure.with(|figure| figure.as_ref().map_or(0, |figure| figure.handles.len())));
    each_of(count, move |at| view! { <Slider figure at/> }.into_any())
}

#[component]
fn Slider(figure: Memo<Option<Figure>>, at: usize) -> impl IntoView {
    let state = State::here();
    let handle = Memo::new(move |_| figure.with(|figure| figure.as_ref()?.handles.get(at).cloned()));
    let said = move |part: fn(&Handle) -> String| {
        text(move || handle.with(|handle| handle.as_ref().map(part).unwrap_or_default()))
    };
    let drag = StoredValue::new(None::<Drag>);
    let begin = move |event: ev::PointerEvent| {
        let (Some(element), Some(handle)) = (pointer::capture(&event), handle.get_untracked()) else {
            return;
        };
        let figure = element
            .parent_element()
            .map_or(0.0, |plot| plot.get_bounding_client_rect().left());
        let name = drag_name(&handle.path, now());
        drag.set_value(Some(Drag {
            handle,
            left: figure,
            name,
        }));
    };
    let follow = move |event: ev::PointerEvent| {
        let Some(drag) = drag.get_value() else { return };
        let x = f64::from(event.client_x()) - drag.left;
        state.drag(&drag.handle.path, &drag.handle.text_at(x, 0.0), &drag.name);
    };
    let end = move |_| drag.set_value(None);
    let key = move |event: ev::KeyboardEvent| {
        let direction = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => 1,
            "ArrowLeft" | "ArrowDown" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(handle) = handle.get_untracked() {
            state.set(&handle.path, &handle.stepped(direction, event.shift_key()));
        }
    };
    view! {
        <div class="line-handle" role="slider" tabindex="0" data-testid=said(|handle| format!("handle-{}", handle.path))
            aria-label=said(|handle| handle.label.clone()) aria-valuetext=said(|handle| handle.text.clone())
            aria-valuenow=said(|handle| format!("{:.0}", handle.from.x))
            title=said(|handle| format!("{}: drag it, or use the arrow keys", handle.label))
            style:left=said(|handle| format!("{}px", handle.area.x)) style:top=said(|handle| format!("{}px", handle.area.y))
            style:width=said(|handle| format!("{}px", handle.area.width)) style:height=said(|handle| format!("{}px", handle.area.height))
            on:keydown=key on:pointerdown=begin on:pointermove=follow on:pointerup=end on:pointercancel=end></div>
    }
}
