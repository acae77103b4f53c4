//! Pointers that drag.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};

/// Lets the element that listens to `event` have all of this pointer's events until it is released,
/// wherever it goes.
pub fn capture(event: &PointerEvent) -> Option<HtmlElement> {
    let element: HtmlElement = event.current_target()?.dyn_into().ok()?;
    drop(element.set_pointer_capture(event.pointer_id()));
    Some(element)
}
