//! What the browser keeps: both storages may be missing, forbidden or full.

use web_sys::Storage;

/// The text as it stands, for the rescue after a failure; lasts as long as the tab.
pub const SESSION_TEXT: &str = "quorate.text";
/// The text as it stands, for the next visit.
pub const KEPT_TEXT: &str = "quorate.text";
/// What was open before something else was opened over it.
pub const KEPT_BEFORE: &str = "quorate.before";
/// `light` or `dark`; absent: as the system.
pub const KEPT_THEME: &str = "quorate.theme";

/// What is kept for the next visit under `key`.
pub fn kept(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Keeps `value` for the next visit; false when the browser does not let the page.
pub fn keep(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets what is kept under `key`.
pub fn forget(key: &str) {
    if let Some(storage) = local() {
        drop(storage.remove_item(key));
    }
}

/// Keeps `value` for as long as the tab is open.
pub fn keep_for_tab(key: &str, value: &str) {
    let session = web_sys::window().and_then(|window| window.session_storage().ok()?);
    if let Some(storage) = session {
        drop(storage.set_item(key, value));
    }
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
