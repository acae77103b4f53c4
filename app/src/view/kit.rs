//! Lists, conditions, texts and buttons with one kind of closure each, so that the program carries
//! them once and not anew for every closure.

use leptos::{ev, prelude::*};
use std::sync::Arc;

/// What makes a row.
type Row = Arc<dyn Fn(String) -> AnyView + Send + Sync>;
/// What makes a view.
type Maker = Box<dyn Fn() -> AnyView + Send + Sync>;

/// One view per key, kept while its key stays: what is being typed in a row survives its
/// neighbours.
pub fn each(
    keys: impl Into<Signal<Vec<String>>>,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    listed(keys.into(), Arc::new(row))
}

/// One view per place of a list as long as `count`.
pub fn each_of(
    count: impl Into<Signal<usize>>,
    row: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    listed(
        places(count.into()).into(),
        Arc::new(move |key| key.parse().map_or_else(|_| ().into_any(), &row)),
    )
}

/// `view` while `shown`; built anew each time it comes.
pub fn when(shown: Memo<bool>, view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    shown_while(shown, Box::new(view))
}

/// `view`, built in a task of its own: what stands around it is drawn first.
pub fn later(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let due = RwSignal::new(false);
    let come = move || {
        due.try_set(true);
    };
    set_timeout(come, std::time::Duration::ZERO);
    when(Memo::new(move |_| due.get()), view)
}

/// A text that follows what it is made of.
pub fn text(make: impl FnMut() -> String + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    Box::new(make)
}

/// An attribute that follows what it is made of; absent while there is none.
pub fn maybe(
    make: impl FnMut() -> Option<String> + Send + 'static,
) -> Box<dyn FnMut() -> Option<String> + Send> {
    Box::new(make)
}

/// `true` or `false`, as `aria-` attributes want it.
pub fn yes(mut holds: impl FnMut() -> bool + Send + 'static) -> Box<dyn FnMut() -> &'static str + Send> {
    Box::new(move || if holds() { "true" } else { "false" })
}

/// A part of the page that follows what it is made of; nothing while there is none.
pub fn part(
    make: impl FnMut() -> Option<AnyView> + Send + 'static,
) -> Box<dyn FnMut() -> Option<AnyView> + Send> {
    Box::new(make)
}

/// A quiet button; tests call it `id`, where that is not empty.
pub fn quiet(id: &str, label: &'static str, act: impl FnMut() + 'static) -> AnyView {
    button(id, label, maybe(|| None), Box::new(act))
}

/// As [`quiet`], with a name that says more than its label to those who do not look.
pub fn quiet_named(
    id: &str,
    label: &'static str,
    name: impl Fn() -> String + Send + 'static,
    act: impl FnMut() + 'static,
) -> AnyView {
    button(id, label, maybe(move || Some(name())), Box::new(act))
}

/// A press on a button.
pub fn press(act: impl FnMut(ev::MouseEvent) + 'static) -> Box<dyn FnMut(ev::MouseEvent)> {
    Box::new(act)
}

fn button(
    id: &str,
    label: &'static str,
    name: Box<dyn FnMut() -> Option<String> + Send>,
    mut act: Box<dyn FnMut()>,
) -> AnyView {
    let id = (!id.is_empty()).then(|| id.to_string());
    view! { <button type="button" class="quiet" data-testid=id aria-label=name on:click=move |_| act()>{label}</button> }
        .into_any()
}

fn listed(keys: Signal<Vec<String>>, row: Row) -> AnyView {
    view! { <For each=move || keys.get() key=String::clone children=move |key| row(key)/> }.into_any()
}

fn places(count: Signal<usize>) -> Memo<Vec<String>> {
    Memo::new(move |_| (0..count.get()).map(|at| at.to_string()).collect())
}

fn shown_while(shown: Memo<bool>, view: Maker) -> AnyView {
    view! { {move || shown.get().then(|| untrack(&view))} }.into_any()
}
