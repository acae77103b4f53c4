//! The address bar.

use wasm_bindgen::JsValue;

/// The fragment, with its `#`; empty when there is none.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Writes the fragment without adding to the browser's own history.
pub fn replace(fragment: &str) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else {
        return;
    };
    drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}"))));
}

/// The page's address without a fragment.
pub fn page() -> String {
    let href = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}

/// Loads the page anew, as its address now says.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        drop(window.location().reload());
    }
}
