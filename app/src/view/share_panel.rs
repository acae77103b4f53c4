//! The link, and one figure of it to put into another page.

use crate::browser::clipboard;
use crate::state::State;
use crate::view::kit::press;
use leptos::{html, prelude::*, task::spawn_local};
use quorate_charts::FIGURES;

/// Shows the link and copies it at once.
#[component]
pub fn SharePanel() -> impl IntoView {
    let state = State::here();
    let link = Memo::new(move |_| {
        state.text.track();
        state.link()
    });
    let figure = RwSignal::new("designs".to_string());
    let embed = move || {
        format!(
            "<iframe src=\"{}&view={}\" title=\"Quorate\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>",
            link.read(),
            figure.read()
        )
    };
    let names = FIGURES
        .iter()
        .map(|kind| view! { <option value=kind.name selected=kind.name == "designs">{kind.name}</option> });
    view! {
        <section class="drawer" aria-label="Share">
            <CopyField id="link" label="Link" text=move || link.get() at_once=true/>
            <p class="aside">"The whole scenario is in the link, after the #: it is sent to no server. "
                {move || link.with(|link| format!("{} characters.", link.len()))}</p>
            <div class="embedding">
                <label>"Figure " <select data-testid="embed-figure" on:change=move |event| figure.set(event_target_value(&event))>{names.collect_view()}</select></label>
                <CopyField id="embed" label="To embed" text=embed/>
            </div>
        </section>
    }
}

/// A text to copy; where the browser does not let the page, it is selected instead.
#[component]
fn CopyField(
    id: &'static str,
    label: &'static str,
    text: impl Fn() -> String + Copy + Send + Sync + 'static,
    /// Copies as soon as it is shown.
    #[prop(optional)]
    at_once: bool,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let said = RwSignal::new("");
    let copy = move || {
        let text = untrack(text);
        spawn_local(async move {
            if clipboard::copy(&text).await {
                said.try_set("Copied.");
            } else {
                said.try_set("The browser does not let the page copy: select it and copy it yourself.");
                if let Some(element) = input.try_get_untracked().flatten() {
                    element.select();
                }
            }
        });
    };
    if at_once {
        request_animation_frame(copy);
    }
    view! {
        <div class="copy">
            <label for=id>{label}</label>
            <input id=id data-testid=id node_ref=input readonly prop:value=text on:focus=move |_| {
                if let Some(element) = input.get_untracked() { element.select() }
            }/>
            <button type="button" on:click=press(move |_| { copy(); })>"Copy"</button>
            <span class="said" role="status" data-testid=format!("said-{id}")>{said}</span>
        </div>
    }
}
