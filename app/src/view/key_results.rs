//! The key results, each a button that says why.

use crate::view::compare::beside;
use crate::view::kit::{part, press, text, yes};
use crate::view::why::Why;
use leptos::{ev, prelude::*};
use quorate_model::compare::Change;
use quorate_model::report::{self, Tone};

/// One key result as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The number, short.
    pub value: String,
    /// What it is.
    pub label: String,
    /// How it looks.
    pub class: &'static str,
    /// What it was in the scenario put aside, and whether that is no worse now.
    pub was: Option<(String, bool)>,
    why: &'static str,
}

/// `result` beside what it was.
pub fn shown(result: report::KeyResult, changes: &[Change]) -> Shown {
    let class = match result.tone {
        Tone::Plain => "key",
        Tone::Good => "key good",
        Tone::Bad => "key bad",
    };
    Shown {
        was: beside(changes, result.why),
        value: result.value,
        label: result.label,
        class,
        why: result.why,
    }
}

/// The row of results and, under it, the explanation that is open.
#[component]
pub fn KeyResults(results: Memo<Vec<Shown>>) -> impl IntoView {
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
            {part(move || open.get().map(|what| view! { <Why subject=what close=move || open.set(None)/> }.into_any()))}
        </div>
    }
}

#[component]
fn KeyResult(at: usize, results: Memo<Vec<Shown>>, open: RwSignal<Option<&'static str>>) -> impl IntoView {
    let one = Memo::new(move |_| results.with(|results| results.get(at).cloned()));
    let shown = move |part: fn(&Shown) -> &str| {
        text(move || one.with(|one| one.as_ref().map(part).unwrap_or_default().to_string()))
    };
    let why = move || one.with(|one| one.as_ref().map(|one| one.why));
    let toggle = move |_| {
        let why = untrack(why);
        open.update(|open| *open = if *open == why { None } else { why });
    };
    let was = move || {
        one.with(|one| one.as_ref()?.was.clone()).map(|(was, fine)| {
            let class = if fine { "was" } else { "was worse" };
            view! { <span class=class>{was}</span> }.into_any()
        })
    };
    view! {
        <button type="button" data-testid=format!("key-{at}") class=shown(|one| one.class)
            title="Why?" aria-expanded=yes(move || open.get().is_some() && open.get() == why())
            on:click=press(toggle)>
            <strong>{shown(|one| &one.value)}</strong>
            <span>{shown(|one| &one.label)}</span>
            {part(was)}
        </button>
    }
}
