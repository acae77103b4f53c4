//! The top line: what is open, and what can be done with the whole of it.

use crate::browser::{clipboard, files, theme::Choice};
use crate::state::State;
use crate::view::kit::press;
use crate::view::open_panel::OpenPanel;
use crate::view::preset_menu::PresetMenu;
use crate::view::share_panel::SharePanel;
use leptos::{ev, prelude::*, task::spawn_local};

/// What hangs under the header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Panel {
    /// The link and what can be made of it.
    Share,
    /// Where a link, a text or a file is opened.
    Open,
}

/// Wordmark, examples, history, sharing, colours.
#[component]
pub fn Header() -> impl IntoView {
    let state = State::here();
    let panel = RwSignal::new(None::<Panel>);
    let said = RwSignal::new("");
    let toggle = move |which| {
        move |_| panel.update(|open| *open = if *open == Some(which) { None } else { Some(which) })
    };
    let expanded = move |which| {
        move || {
            if panel.get() == Some(which) {
                "true"
            } else {
                "false"
            }
        }
    };
    let closing = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            panel.set(None);
        }
    };
    view! {
        <header class="bar" on:keydown=closing>
            <span class="wordmark">"Quorate"</span>
            <PresetMenu/>
            <div class="actions">
                <button type="button" data-testid="undo" disabled=move || !state.can_undo() on:click=press(move |_| { state.undo(); })>"Undo"</button>
                <button type="button" data-testid="redo" disabled=move || !state.can_redo() on:click=press(move |_| { state.redo(); })>"Redo"</button>
                <button type="button" data-testid="open" aria-expanded=expanded(Panel::Open) on:click=press(toggle(Panel::Open))>"Open"</button>
                <button type="button" data-testid="share" aria-expanded=expanded(Panel::Share) on:click=press(toggle(Panel::Share))>"Share"</button>
                <button type="button" data-testid="copy-markdown" title="Copy the results as Markdown" on:click=press(move |_| { copy_markdown(state, said); })>"Markdown"</button>
                <button type="button" data-testid="download" title="Save the text as a file" on:click=press(move |_| { download(state, said); })>"Save"</button>
                <ThemeButton/>
                <span class="said" role="status" data-testid="said">{said}</span>
            </div>
        </header>
        {move || match panel.get() {
            Some(Panel::Share) => view! { <SharePanel/> }.into_any(),
            Some(Panel::Open) => view! { <OpenPanel close=move || panel.set(None)/> }.into_any(),
            None => ().into_any(),
        }}
    }
}

fn copy_markdown(state: State, said: RwSignal<&'static str>) {
    let link = state.link();
    let Some(assessment) = state.assessment.get_untracked() else {
        return said.set("There are no results to copy yet.");
    };
    let text = quorate_model::report::markdown(&assessment, Some(&link));
    spawn_local(async move {
        if clipboard::copy(&text).await {
            tell(said, "Copied.");
        } else if files::save("quorate.md", "text/markdown", &text) {
            tell(
                said,
                "The browser does not let the page copy: downloaded instead.",
            );
        } else {
            tell(said, "The browser lets the page neither copy nor save.");
        }
    });
}

fn download(state: State, said: RwSignal<&'static str>) {
    let saved = state
        .text
        .with_untracked(|text| files::save("quorate.toml", "application/toml", text));
    tell(
        said,
        if saved {
            "Saved."
        } else {
            "The browser does not let the page save."
        },
    );
}

/// Says something for a few seconds.
fn tell(said: RwSignal<&'static str>, sentence: &'static str) {
    said.set(sentence);
    set_timeout(move || said.set(""), std::time::Duration::from_secs(4));
}

#[component]
fn ThemeButton() -> impl IntoView {
    let look = State::here().look;
    let label = move || look.colours.get().label();
    let mark = move || match look.colours.get() {
        Choice::System => "◐",
        Choice::Light => "○",
        Choice::Dark => "●",
    };
    let turn = move |_| {
        look.colours
            .update(|choice| *choice = choice.next(look.system_dark.get_untracked()))
    };
    view! { <button type="button" class="theme" data-testid="theme" aria-label=label title=label on:click=press(turn)>{mark}</button> }
}
