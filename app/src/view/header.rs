//! The top line: what is open, and what can be done with the whole of it.

use crate::browser::theme::Choice;
use crate::state::{Panel, State};
use crate::view::compare::ComparePanel;
use crate::view::keys_panel::KeysPanel;
use crate::view::kit::{maybe, press};
use crate::view::scenarios::ScenariosPanel;
use crate::view::share_panel::SharePanel;
use leptos::{ev, prelude::*};

/// Wordmark, scenarios, history, comparing, sharing, colours.
#[component]
pub fn Header() -> impl IntoView {
    let state = State::here();
    let panel = state.look.panel;
    let closing = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close(state);
        }
    };
    let steps = Memo::new(move |_| state.steps());
    let pinned = move || pressed(state.pinned.read().is_some());
    view! {
        <header on:keydown=closing>
            <div class="bar">
                <span class="wordmark">"Quorate"</span><span class="tagline">"what consistency costs"</span>
                <Opener id="presets" which=Panel::Scenarios><strong><Title/></strong> <span aria-hidden="true">" ▾"</span></Opener>
                <div class="actions">
                    <button type="button" data-testid="undo" disabled=move || !state.can_undo() title=maybe(move || named("Undo", steps.read().0.as_str())) on:click=press(move |_| { state.undo(); })>"Undo"</button>
                    <button type="button" data-testid="redo" disabled=move || !state.can_redo() title=maybe(move || named("Redo", steps.read().1.as_str())) on:click=press(move |_| { state.redo(); })>"Redo"</button>
                    <button type="button" data-testid="compare" aria-pressed=pinned title="Put the scenario as it stands aside and compare with it (Alt+P)"
                        on:click=press(move |_| { state.pin(); })>"Compare"</button>
                    <Opener id="share" which=Panel::Share>"Share"</Opener>
                    <Opener id="keys" which=Panel::Keys>"Help"</Opener>
                    <ThemeButton/>
                </div>
            </div>
            {move || match panel.get() {
                Some(Panel::Scenarios) => view! { <ScenariosPanel/> }.into_any(),
                Some(Panel::Share) => view! { <SharePanel/> }.into_any(),
                Some(Panel::Keys) => view! { <KeysPanel/> }.into_any(),
                None => ().into_any(),
            }}
            <ComparePanel/>
        </header>
    }
}

/// Closes what hangs under the header; the caret goes back to what opened it.
pub fn close(state: State) {
    let opener = match state.look.panel.get_untracked() {
        Some(Panel::Scenarios) => "presets",
        Some(Panel::Share) => "share",
        Some(Panel::Keys) => "keys",
        None => return,
    };
    state.look.panel.set(None);
    super::focus(opener);
}

/// The open scenario's title.
#[component]
fn Title() -> impl IntoView {
    let title = State::here().value("title".to_string());
    move || {
        let title = title.get();
        if title.trim().is_empty() {
            "Untitled".to_string()
        } else {
            title
        }
    }
}

/// A button that opens and closes a panel.
#[component]
fn Opener(id: &'static str, which: Panel, children: Children) -> impl IntoView {
    let look = State::here().look;
    let open = move || pressed(look.panel.get() == Some(which));
    view! {
        <button type="button" id=id data-testid=id aria-expanded=open on:click=press(move |_| { look.toggle(which); })>{children()}</button>
    }
}

/// `Undo cart: Available`; nothing where the step has no name.
fn named(way: &str, what: &str) -> Option<String> {
    (!what.is_empty()).then(|| format!("{way} {what}"))
}

fn pressed(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
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
