//! One figure, read-only, inside another page.

use crate::browser::{location, width::Watch};
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::figure::FigureView;
use crate::view::kit::part;
use js_sys::{Object, Reflect};
use leptos::{html, prelude::*};
use wasm_bindgen::JsValue;

/// The figure called `name`, with the way back to the whole scenario. Keeps nothing.
#[component]
pub fn Embed(
    /// A published figure name.
    name: String,
    /// Why the scenario could not be opened, when it could not.
    refusal: Option<String>,
) -> impl IntoView {
    let state = State::here();
    let host = NodeRef::<html::Div>::new();
    tell_height(host);
    let known = quorate_charts::FIGURES.iter().any(|kind| kind.name == name);
    let shown = {
        let name = name.clone();
        Memo::new(move |_| {
            state.assessment.with(|found| {
                let options = quorate_charts::Options::default();
                found
                    .as_ref()
                    .is_some_and(|found| quorate_charts::figure(&name, found, &options).is_some())
            })
        })
    };
    let absent = move || match (&refusal, state.problem.get(), shown.get()) {
        (Some(reason), _, _) => Some(format!("The scenario could not be opened: {}", sentence(reason))),
        (_, Some(problem), false) => Some(sentence(&format!("The scenario does not read: {problem}"))),
        (_, _, false) if !known => {
            let names: Vec<&str> = quorate_charts::FIGURES.iter().map(|kind| kind.name).collect();
            Some(format!(
                "There is no figure called `{name}`; there are {}.",
                names.join(", ")
            ))
        }
        // Some figures need what only a worker finds.
        (_, None, false) if state.studied.read().is_empty() => state.draws.trouble.get().map(str::to_string),
        (_, _, false) => Some("The scenario does not say enough for this figure.".to_string()),
        _ => None,
    };
    let figure = name_of(&location::fragment());
    view! {
        <div class="embed" node_ref=host data-testid="embed-page">
            {part(move || absent().map(|sentence| view! { <p class="strip" data-testid="embed-absent">{sentence}</p> }.into_any()))}
            <FigureView name=figure copies=false/>
            <p class="back"><a href=state.link() target="_blank" rel="noopener" data-testid="open-in-quorate">"Open in Quorate"</a></p>
        </div>
    }
}

fn name_of(fragment: &str) -> String {
    crate::logic::address::Address::parse(fragment)
        .view
        .unwrap_or_default()
}

/// Tells the host page how high the figure is, now and whenever it changes.
fn tell_height(host: NodeRef<html::Div>) {
    let watching = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        let measured = element.clone();
        watching.set_value(Watch::new(&element, move |_, _| {
            send(f64::from(measured.offset_height()))
        }));
    });
}

fn send(height: f64) {
    let Some(parent) = web_sys::window().and_then(|window| window.parent().ok().flatten()) else {
        return;
    };
    let message = Object::new();
    for (key, value) in [
        ("type", JsValue::from_str("quorate:height")),
        ("height", JsValue::from_f64(height)),
    ] {
        drop(Reflect::set(&message, &JsValue::from_str(key), &value));
    }
    drop(parent.post_message(&message, "*"));
}
