//! What wrong answers are made up of, and what they do, each with its cost.

use crate::logic::additions::marked;
use crate::logic::causes::{self, label, of_harms, together};
use crate::logic::fields::{CAUSES, HARM};
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::kit::{each, each_of, part, press, text};
use crate::view::list_entry::ListEntry;
use crate::view::member::Member;
use crate::view::prose::prose;
use leptos::prelude::*;
use quorate_model::scenario::edit;

/// Where the harms stand in the text.
const PATH: &str = "wrongness.harm";

/// Every harm, and the way to add one.
#[component]
pub fn Harms() -> impl IntoView {
    let state = State::here();
    let count = state.count(PATH);
    let add = move |_| {
        let currency = super::items::currency(state);
        let harm = format!("{{ name = \"New harm\", cost = \"{currency}0\" }}");
        let at = count.get_untracked();
        let path = format!("{PATH}.{at}.cost");
        if state.edit("", |text| {
            edit::append(text, PATH, &harm).map(|text| marked(text, &path))
        }) {
            request_animation_frame(move || crate::view::focus_whole(&format!("field-{PATH}.{at}.name")));
        }
    };
    view! {
        <FieldList list=CAUSES prefix=format!("{}.", causes::PATH) add="Add a cause of wrong answers"/>
        {sum(state)}
        {each_of(count, move |at| {
            let path = format!("{PATH}.{at}");
            let more = view! { {in_journeys(state, &path)} {of_causes(state, &path)} }.into_any();
            view! { <ListEntry path label="Harm" list=HARM more/> }.into_any()
        })}
        <button type="button" class="adds" data-testid="add-harm" on:click=press(add)>{text(move || match count.get() {
            0 => "Say what a wrong answer costs",
            _ => "Add a harm",
        }.to_string())}</button>
    }
}

/// What the shares of the causes come to, and why that cannot be.
fn sum(state: State) -> AnyView {
    let sum = state.ask(together);
    let wrong = state.follow(|seen| {
        let wrong = seen.problems.iter().find(|problem| problem.path == causes::PATH);
        wrong.map(|problem| problem.message.clone())
    });
    let said = move || match wrong.get() {
        Some(message) => {
            Some(view! { <p class="error" data-testid="causes">{prose(&sentence(&message))}</p> }.into_any())
        }
        None => sum
            .get()
            .map(|sum| view! { <p class="aside" data-testid="causes">{sum}</p> }.into_any()),
    };
    view! { {part(said)} }.into_any()
}

/// The journeys whose wrong answers do the harm at `path`, where there are several; all of them while
/// none is chosen.
fn in_journeys(state: State, path: &str) -> AnyView {
    let journeys = state.ask(|document| match document.keys("journey") {
        several if several.len() > 1 => several,
        _ => Vec::new(),
    });
    boxes(
        format!("{path}.journeys"),
        "Only in these journeys",
        journeys,
        str::to_owned,
    )
}

/// The causes that the harm at `path` is of; of all of them while none is chosen.
fn of_causes(state: State, path: &str) -> AnyView {
    boxes(
        format!("{path}.on"),
        "Only of these causes",
        state.ask(of_harms),
        label,
    )
}

/// A box for each of the `names` that the list at `path` may hold, under what choosing does.
fn boxes(
    path: String,
    what: &'static str,
    names: ReadSignal<Vec<String>>,
    label: fn(&str) -> String,
) -> AnyView {
    let one = move |name: String| {
        let label = label(&name);
        view! { <Member list=path.clone() name label optional=true/> }.into_any()
    };
    view! {
        {part(move || (!names.read().is_empty()).then(|| view! { <p class="aside">{what}" (of all while none is chosen):"</p> }.into_any()))}
        <div class="members" role="group" aria-label=format!("{what}; of all while none is chosen")>{each(names, one)}</div>
    }
    .into_any()
}
