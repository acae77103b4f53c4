//! The link, and one figure of it to put into another page.

use crate::browser::{clipboard, exchange, files};
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::kit::{part, press, quiet, text};
use crate::view::prose::prose;
use leptos::{html, prelude::*};
use quorate_charts::FIGURES;

/// Shows the link, its copying under the hand.
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
            <CopyField id="link" label="Link" text=move || link.get() first=true/>
            {part(move || state.problem.read().is_some().then(|| view! {
                <p class="error" data-testid="share-broken">"The text gives no results as it stands: whoever opens the link will see that, and no verdict."</p>
            }.into_any()))}
            <p class="aside">"The whole scenario is in the link, after the #: it is sent to no server. "
                {text(move || link.with(|link| format!("{} characters.", link.len())))}</p>
            <div class="row">
                <button type="button" class="main" data-testid="download" on:click=press(move |_| { download(state, said); })>"Save the text as a file"</button>
                <span class="said" role="status" data-testid="said">{said}</span>
            </div>
            <Documents/>
            <div class="embedding">
                <label>"Figure " <select data-testid="embed-figure" on:change=move |event| figure.set(event_target_value(&event))>{names.collect_view()}</select></label>
                <CopyField id="embed" label="To embed" text=embed/>
            </div>
        </section>
    }
}

/// What a scenario can be written as: the form, the file it is saved as, and what it is in a few words.
const FORMS: [(&str, &str, &str); 8] = [
    ("report", "quorate.md", "the results, in Markdown"),
    ("record", "decision.md", "a decision record, in Markdown"),
    ("results", "quorate.json", "the results, as JSON"),
    ("openslo", "openslo.yaml", "the objective, for OpenSLO"),
    ("prometheus", "rules.yml", "the alerts, as Prometheus rules"),
    ("promtool", "rules.test.yml", "tests of those rules, for promtool"),
    ("sloth", "sloth.yml", "the objective, for Sloth"),
    ("mermaid", "flow.mmd", "the flow, as a Mermaid flowchart"),
];

/// Draws behind a document, at the least.
const DRAWS: u64 = 10_000;

/// The scenario as a document of another kind, to copy or to save.
#[component]
fn Documents() -> impl IntoView {
    let state = State::here();
    let chosen = RwSignal::new(0_usize);
    let (said, refused) = (RwSignal::new(""), RwSignal::new(String::new()));
    let written = move |done: fn(RwSignal<&'static str>, &'static str, String)| {
        let Some((form, file, _)) = FORMS.get(chosen.get_untracked()).copied() else {
            return;
        };
        let draws = state
            .assessment
            .with_untracked(|found| found.as_ref().map_or(0, |found| found.engine.samples));
        refused.set(String::new());
        said.set("It is being written.");
        exchange::write(
            &state.text.get_untracked(),
            form,
            &state.link(),
            draws.max(DRAWS),
            move |written| match written {
                Ok(document) => done(said, file, document),
                Err(reason) => {
                    said.try_set("");
                    refused.try_set(format!("It cannot be written: {}", sentence(&reason)));
                }
            },
        );
    };
    let options = (0_usize..)
        .zip(FORMS)
        .map(|(at, (_, _, words))| view! { <option value=at.to_string()>{words}</option> });
    view! {
        <div class="row">
            <label>"As a document " <select data-testid="document-form" on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0))>{options.collect_view()}</select></label>
            {quiet("copy-document", "Copy", move || written(copy_document))}
            {quiet("save-document", "Save", move || written(save_document))}
            <span class="said" role="status" data-testid="said-document">{said}{part(move || Some(prose(&refused.get()).into_any()))}</span>
        </div>
    }
}

fn copy_document(said: RwSignal<&'static str>, file: &'static str, document: String) {
    clipboard::copy_and_say(document, "Copied.", said, move |document| {
        if files::save(file, "text/plain", document) {
            "The browser does not let the page copy: downloaded instead."
        } else {
            "The browser lets the page neither copy nor save."
        }
    });
}

fn save_document(said: RwSignal<&'static str>, file: &'static str, document: String) {
    said.try_set(files::outcome(files::save(file, "text/plain", &document)));
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
    /// Whether Enter copies it as soon as it is shown.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let said = RwSignal::new("");
    let copy = move || {
        clipboard::copy_and_say(untrack(text), "Copied.", said, move |_| {
            if let Some(element) = input.try_get_untracked().flatten() {
                element.select();
            }
            "The browser does not let the page copy: select it and copy it yourself."
        });
    };
    if first {
        request_animation_frame(move || super::focus(&format!("copy-{id}")));
    }
    view! {
        <div class="copy">
            <label for=id>{label}</label>
            <input id=id data-testid=id node_ref=input readonly prop:value=text on:focus=move |_| {
                if let Some(element) = input.get_untracked() { element.select() }
            }/>
            <button type="button" class:main=first id=format!("copy-{id}") on:click=press(move |_| copy())>"Copy"</button>
            <span class="said" role="status" data-testid=format!("said-{id}")>{said}</span>
        </div>
    }
}
