//! The reader's scenarios, the worked examples, and where others come from.

use crate::browser::files;
use crate::keeping::{self, Found};
use crate::logic::history::Entry;
use crate::logic::notice::{Notice, Offer};
use crate::logic::shelf::name;
use crate::logic::start::BLANK;
use crate::state::{State, Tab};
use crate::view::header::close;
use crate::view::kit::{part, press, quiet_named};
use crate::view::prose::prose;
use leptos::{html, prelude::*};
use quorate_model::library::{Preset, presets};
use quorate_model::scenario::edit;

/// Three columns: mine, examples, others.
#[component]
pub fn ScenariosPanel() -> impl IntoView {
    view! {
        <section class="drawer scenarios" aria-label="Scenarios">
            <Mine/>
            <div>
                <h2>"Worked examples"</h2>
                <ul class="choices">{presets().iter().map(example).collect_view()}</ul>
            </div>
            <Others/>
        </section>
    }
}

fn open(state: State, text: String) {
    state.open(keeping::entry(text));
    close(state);
}

/// Puts `text` aside as what everything is compared with.
fn compare(state: State, text: String, name: &str) {
    state.compare_with(text, name);
    close(state);
}

fn example(preset: &'static Preset) -> AnyView {
    let state = State::here();
    view! {
        <li><button type="button" class="choice" data-testid=format!("preset-{}", preset.name) on:click=press(move |_| { open(state, preset.text.to_string()); })>
            <strong>{preset.title}</strong><span>{preset.question}</span>
        </button>{quiet_named(&format!("compare-{}", preset.name), "Compare", || format!("Compare with {}", preset.title), move || compare(state, preset.text.to_string(), preset.title))}</li>
    }
    .into_any()
}

/// What this browser keeps.
#[component]
fn Mine() -> impl IntoView {
    let state = State::here();
    // The shelf is no signal: it is read anew when something was done to it here.
    let changed = RwSignal::new(());
    let list = move || {
        changed.track();
        state.notice.track();
        let all = keeping::shelf().all();
        let empty = all.is_empty();
        view! {
            <ul class="choices">{all.into_iter().map(|kept| view! { <One kept changed/> }).collect_view()}</ul>
            {empty.then(|| view! { <p class="aside">"Nothing yet. What you change is kept here, in this browser only."</p> })}
        }
    };
    let begin = move |_| {
        open(state, BLANK.to_string());
        super::go_to_tab(state, Tab::Flow, "field-flow");
    };
    view! {
        <div>
            <h2>"Yours"</h2>
            {list}
            <button type="button" class="adds" data-testid="preset-blank" on:click=press(begin)>"Start an empty one"</button>
        </div>
    }
}

/// One scenario of the shelf.
#[component]
fn One(kept: Entry, changed: RwSignal<()>) -> impl IntoView {
    let state = State::here();
    let title = name(&kept.text);
    let here = state.entry().id == kept.id;
    let renaming = RwSignal::new(false);
    let kept = StoredValue::new(kept);
    let choose = move |_| {
        state.open(kept.get_value());
        close(state);
    };
    let beside = move || {
        let text = kept.with_value(|kept| kept.text.clone());
        compare(state, text.clone(), &name(&text));
    };
    let copy = move || {
        let text = kept.with_value(|kept| titled(&kept.text, &format!("{} (copy)", name(&kept.text))));
        let id = keeping::shelf().free(crate::browser::now());
        keeping::shelf().write(&id, &text);
        changed.notify();
    };
    let remove = move || {
        let Entry { id, text } = kept.get_value();
        keeping::shelf().remove(&id);
        let sentence = format!("Deleted “{}”.", name(&text));
        state
            .notice
            .set(Some(Notice::offering(sentence, Offer::Restore { id, text })));
    };
    let rename = move |event| {
        let title = event_target_value(&event);
        if here {
            state.set("title", title.trim());
        }
        kept.with_value(|kept| keeping::shelf().write(&kept.id, &titled(&kept.text, title.trim())));
        changed.notify();
    };
    let label = title.clone();
    let title = StoredValue::new(title);
    let called = move |what: &'static str| move || title.with_value(|title| format!("{what} {title}"));
    view! {
        <li class="kept" aria-current=here.then_some("true")>
            {move || if renaming.get() {
                view! { <input type="text" class="name" aria-label="New title" data-testid="rename-to" value=label.clone() autofocus on:change=rename on:blur=move |_| renaming.set(false)/> }.into_any()
            } else {
                view! { <button type="button" class="choice" on:click=press(choose)><strong>{label.clone()}</strong></button> }.into_any()
            }}
            <span class="row">
                {quiet_named("", "Rename", called("Rename"), move || renaming.set(true))}
                {(!here).then(|| quiet_named("compare-kept", "Compare", called("Compare with"), beside))}
                {quiet_named("", "Duplicate", called("Duplicate"), copy)}
                {quiet_named("delete-kept", "Delete", called("Delete"), remove)}
            </span>
        </li>
    }
}

/// `text` under another title; as it is where it cannot be changed.
fn titled(text: &str, title: &str) -> String {
    edit::set(text, "title", title).unwrap_or_else(|_| text.to_string())
}

/// A link, a pasted text, a file.
#[component]
fn Others() -> impl IntoView {
    let state = State::here();
    let pasted = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let file = NodeRef::<html::Input>::new();
    let find = move |text: Option<&str>, then: fn(State, Found)| {
        keeping::find(text, move |found| match found {
            Ok(found) => then(state, found),
            Err(reason) => drop(said.try_set(reason)),
        });
    };
    let open = |state, found: Found| {
        keeping::open_found(state, found);
        close(state);
    };
    let beside = |state, found: Found| {
        let name = name(&found.text);
        compare(state, found.text, &name);
    };
    let chosen = move |_| {
        let Some(file) = file.get_untracked().and_then(|input| input.files()?.get(0)) else {
            return;
        };
        files::read(&file, move |text| find(text.as_deref(), open));
    };
    view! {
        <div class="others">
            <h2>"Open"</h2>
            <label for="open-text">"A Quorate link, the text of a scenario, an OpenSLO document, a Mermaid flowchart, or dependencies from Jaeger or OpenTelemetry as JSON"</label>
            <textarea id="open-text" data-testid="open-text" rows="4" spellcheck="false"
                prop:value=pasted on:input=move |event| pasted.set(event_target_value(&event))></textarea>
            <div class="row">
                <button type="button" class="main" data-testid="open-go" on:click=press(move |_| { pasted.with_untracked(|text| find(Some(text), open)); })>"Open"</button>
                <button type="button" class="main" data-testid="open-compare" on:click=press(move |_| { pasted.with_untracked(|text| find(Some(text), beside)); })>"Compare with it"</button>
                <label class="file">"or a file " <input type="file" accept=".toml,.txt,.json,.svg,.yaml,.yml,.mmd,.md" data-testid="open-file" node_ref=file on:change=chosen/></label>
            </div>
            <p class="error" role="status" data-testid="open-error">{part(move || Some(prose(&said.get()).into_any()))}</p>
            <p class="aside">"A file can be dropped anywhere on the page."</p>
        </div>
    }
}
