//! What the module tells the page's boot script.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The module stopped, and why.
pub fn trapped(message: &str) {
    tell("quorateTrap", message);
}

/// All of the page is there.
pub fn started() {
    tell("quorateStarted", "");
}

fn tell(hook: &str, message: &str) {
    let Some(window) = web_sys::window() else { return };
    let hook = Reflect::get(&window, &JsValue::from_str(hook));
    if let Some(hook) = hook.ok().and_then(|hook| hook.dyn_into::<Function>().ok()) {
        drop(hook.call1(&window, &JsValue::from_str(message)));
    }
}
