//! Copying text, and saying whether it worked.

use js_sys::Reflect;
use leptos::prelude::{RwSignal, Set};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Puts `text` on the clipboard; false when the browser does not let the page.
async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let navigator = window.navigator();
    // Outside a secure context there is no clipboard at all.
    let there =
        Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|found| found.is_object());
    there
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}

/// Puts `text` on the clipboard and says `copied` in `said`; where the browser does not let the page,
/// `otherwise` does what can be done instead and says that.
pub fn copy_and_say(
    text: String,
    copied: &'static str,
    said: RwSignal<&'static str>,
    otherwise: impl FnOnce(&str) -> &'static str + 'static,
) {
    let otherwise: Box<dyn FnOnce(&str) -> &'static str> = Box::new(otherwise);
    spawn_local(async move {
        let sentence = if copy(&text).await {
            copied
        } else {
            otherwise(&text)
        };
        said.try_set(sentence);
    });
}
