//! The link, and one figure of it to put into another page.

use crate::browser::{clipboard, files};
use crate::state::State;
use crate::view::kit::{press, text};
use leptos::{html, prelude::*};
use quorate_charts::FIGURES;

/// Shows the link and copies it at once.
#[component]
pub fn SharePanel() -> impl IntoView {
    let state = State::here();
    let link = Memo::new(move |_| {
        state.text.track();
        state.link()
    });
    let said = RwSignal::new("");
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
                {text(move || link.with(|link| format!("{} characters.", link.len())))}</p>
            <div class="row">
                <button type="button" class="main" data-testid="copy-markdown" on:click=press(move |_| { copy_markdown(state, said); })>"Copy the results as Markdown"</button>
                <button type="button" class="main" data-testid="download" on:click=press(move |_| { download(state, said); })>"Save the text as a file"</button>
                <span class="said" role="status" data-testid="said">{said}</span>
            </div>
            <div class="embedding">
                <label>"Figure " <select data-testid="embed-figure" on:change=move |event| figure.set(event_target_value(&event))>{names.collect_view()}</select></label>
                <CopyField id="embed" label="To embed" text=embed/>
            </div>
        </section>
    }
}

fn copy_markdown(state: State, said: RwSignal<&'static str>) {
    let link = state.link();
    let Some(assessment) = state.assessment.get_untracked() else {
        return said.set("There are no results to copy yet.");
    };
    let text = quorate_model::report::markdown(&assessment, Some(&link));
    clipboard::copy_and_say(text, said, |text| {
        if files::save("quorate.md", "text/markdown", text) {
            "The browser does not let the page copy: downloaded instead."
        } else {
            "The browser lets the page neither copy nor save."
        }
    });
}

fn download(state: State, said: RwSignal<&'static str>) {
    let saved = state
        .text
        .with_untracked(|text| files::save("quorate.toml", "application/toml", text));
    said.set(files::outcome(saved));
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
        clipboard::copy_and_say(untrack(text), said, move |_| {
            if let Some(element) = input.try_get_untracked().flatten() {
                element.select();
            }
            "The browser does not let the page copy: select it and copy it yourself."
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
