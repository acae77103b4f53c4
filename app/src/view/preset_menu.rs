//! The menu of worked examples, each with the question it answers.

use crate::browser::storage;
use crate::state::State;
use crate::view::kit::{press, when};
use leptos::{ev, prelude::*};
use quorate_model::library::{Preset, presets};

/// A new, empty scenario.
const BLANK: &str = "quorate = 1\n";

/// The open scenario's name; under it the examples, a blank start and what was open before.
#[component]
pub fn PresetMenu() -> impl IntoView {
    let state = State::here();
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| open.get());
    let title = move || {
        let title = state.get("title");
        if title.is_empty() {
            "Untitled".to_string()
        } else {
            title
        }
    };
    let choose = move |text: String| {
        open.set(false);
        state.open(text);
    };
    let before =
        move || storage::kept(storage::KEPT_BEFORE).filter(|before| state.text.with(|text| text != before));
    let closing = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            super::focus("presets");
        }
    };
    view! {
        <div class="menu" on:keydown=closing>
            <button type="button" id="presets" data-testid="presets"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=press(move |_| { open.update(|open| *open = !*open); })>
                <strong>{title}</strong> <span aria-hidden="true">" ▾"</span>
            </button>
            {when(shown, move || view! {
                <div class="backdrop" on:click=press(move |_| { open.set(false); })></div>
                <ul class="choices">
                    {presets().iter().map(|preset| view! { <Choice preset choose/> }).collect_view()}
                    <li><button type="button" data-testid="preset-blank" on:click=press(move |_| { choose(BLANK.to_string()); })>
                        <strong>"Start blank"</strong><span>"An empty scenario; your text stays one undo away."</span>
                    </button></li>
                    {move || before().map(|text| view! {
                        <li><button type="button" data-testid="preset-before" on:click=press(move |_| { choose(text.clone()); })>
                            <strong>"What was open before"</strong><span>"The text this one was opened over."</span>
                        </button></li>
                    })}
                </ul>
            }.into_any())}
        </div>
    }
}

#[component]
fn Choice(preset: &'static Preset, choose: impl Fn(String) + Copy + Send + Sync + 'static) -> impl IntoView {
    view! {
        <li><button type="button" data-testid=format!("preset-{}", preset.name) on:click=press(move |_| { choose(preset.text.to_string()); })>
            <strong>{preset.title}</strong><span>{preset.question}</span>
        </button></li>
    }
}
