//! The browser's services, each in a few functions that cannot fail loudly.

pub mod boot;
pub mod clipboard;
pub mod drop_file;
pub mod exchange;
pub mod files;
pub mod location;
pub mod pointer;
pub mod sight;
pub mod storage;
pub mod theme;
pub mod trap;
pub mod width;
pub mod workers;

/// Milliseconds since the page was opened, or thereabouts.
pub fn now() -> f64 {
    js_sys::Date::now()
}
