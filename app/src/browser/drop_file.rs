//! Files dropped on the page.

use super::files;
use leptos::ev;
use leptos::prelude::*;

/// Hands the text of every file that is dropped anywhere to `take`; `None` where it cannot be read.
pub fn follow(take: impl Fn(Option<String>) + Copy + 'static) {
    // Without this the browser leaves the page to show the file.
    window_event_listener(ev::dragover, |event| event.prevent_default());
    window_event_listener(ev::drop, move |event| {
        let file = event
            .data_transfer()
            .and_then(|dropped| dropped.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            files::read(&file, take);
        }
    });
}
