//! What the page has to say, until it is dismissed.

use crate::state::State;
use crate::view::kit::press;
use crate::view::prose::prose;
use leptos::prelude::*;

/// A sentence under the header.
#[component]
pub fn Notice() -> impl IntoView {
    let notice = State::here().notice;
    move || {
        notice.get().map(|sentence| {
            view! {
                <div class="strip" role="status" data-testid="notice">
                    <p>{prose(&sentence)}</p>
                    <button type="button" class="quiet" on:click=press(move |_| { notice.set(None); })>"Dismiss"</button>
                </div>
            }
        })
    }
}
