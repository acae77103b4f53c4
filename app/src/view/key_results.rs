//! The five key results; each opens why it is what it is.

use crate::state::State;
use crate::view::kit::press;
use crate::view::why::Why;
use leptos::{ev, prelude::*};
use quorate_model::report::{self, Tone};

/// One key result as shown.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    value: String,
    label: String,
    class: &'static str,
    why: &'static str,
}

/// The row of results and, under it, the explanation that is open.
#[component]
pub fn KeyResults() -> impl IntoView {
    let state = State::here();
    let results = Memo::new(move |_| {
        state.assessment.with(|assessment| match assessment {
            Some(assessment) => report::key_results(assessment).into_iter().map(shown).collect(),
            None => Vec::new(),
        })
    });
    let open = RwSignal::new(None::<&'static str>);
    let count = Memo::new(move |_| results.read().len());
    let buttons = move || {
        (0..count.get())
            .map(|at| view! { <KeyResult at results open/> })
            .collect_view()
    };
    let closing = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(None);
        }
    };
    view! {
        <div on:keydown=closing>
            <div class="keys">{buttons}</div>
            {move || open.get().map(|what| view! { <Why what close=move || open.set(None)/> })}
        </div>
    }
}

fn shown(result: report::KeyResult) -> Shown {
    let class = match result.tone {
        Tone::Plain => "key",
        Tone::Good => "key good",
        Tone::Bad => "key bad",
    };
    Shown {
        value: result.value,
        label: result.label,
        class,
        why: result.why,
    }
}

#[component]
fn KeyResult(at: usize, results: Memo<Vec<Shown>>, open: RwSignal<Option<&'static str>>) -> impl IntoView {
    let one = Memo::new(move |_| results.with(|results| results.get(at).cloned()));
    let text = move |part: fn(&Shown) -> &str| {
        move || one.with(|one| one.as_ref().map(part).unwrap_or_default().to_string())
    };
    let why = move || one.with(|one| one.as_ref().map(|one| one.why));
    let toggle = move |_| {
        let why = untrack(why);
        open.update(|open| *open = if *open == why { None } else { why });
    };
    view! {
        <button type="button" data-testid=format!("key-{at}") class=text(|one| one.class)
            title="Why?" aria-expanded=move || if open.get().is_some() && open.get() == why() { "true" } else { "false" }
            on:click=press(toggle)>
            <strong>{text(|one| &one.value)}</strong>
            <span>{text(|one| &one.label)}</span>
        </button>
    }
}
