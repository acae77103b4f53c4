//! What the browser keeps: both storages may be missing, forbidden or full.

use crate::logic::shelf::Keep;
use web_sys::Storage;

/// The text as it stands, for the rescue after a failure; lasts as long as the tab.
pub const SESSION_TEXT: &str = "quorate.text";
/// Which scenario of the shelf this tab shows; lasts as long as the tab.
pub const SESSION_ID: &str = "quorate.id";
/// The text everything is compared with; lasts as long as the tab.
pub const SESSION_AGAINST: &str = "quorate.against";
/// The part of the scenario that is shown; lasts as long as the tab.
pub const SESSION_TAB: &str = "quorate.tab";
/// Which scenario of the shelf was open last.
pub const KEPT_OPEN: &str = "quorate.open";
/// `light` or `dark`; absent: as the system.
pub const KEPT_THEME: &str = "quorate.theme";

/// What lasts until the reader clears it.
pub struct Local;

impl Keep for Local {
    fn get(&self, key: &str) -> Option<String> {
        local()?.get_item(key).ok()?
    }

    fn set(&self, key: &str, value: &str) -> bool {
        local().is_some_and(|storage| storage.set_item(key, value).is_ok())
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = local() {
            drop(storage.remove_item(key));
        }
    }

    fn keys(&self) -> Vec<String> {
        let Some(storage) = local() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        (0..count).filter_map(|at| storage.key(at).ok()?).collect()
    }
}

/// What lasts as long as the tab.
pub fn kept_for_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Keeps `value` for as long as the tab is open.
pub fn keep_for_tab(key: &str, value: &str) {
    if let Some(storage) = session() {
        drop(storage.set_item(key, value));
    }
}

/// Forgets what is kept for as long as the tab is open.
pub fn forget_for_tab(key: &str) {
    if let Some(storage) = session() {
        drop(storage.remove_item(key));
    }
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
