//! Lists, conditions and buttons with one kind of closure each, so that the program carries them once.

use leptos::{ev, prelude::*};
use std::sync::Arc;

/// What makes a row.
type Row = Arc<dyn Fn(String) -> AnyView + Send + Sync>;
/// What makes a view.
type Maker = Box<dyn Fn() -> AnyView + Send + Sync>;

/// One view per key, kept while its key stays: what is being typed in a row survives its
/// neighbours.
pub fn each(keys: Memo<Vec<String>>, row: impl Fn(String) -> AnyView + Send + Sync + 'static) -> AnyView {
    listed(keys, Arc::new(row))
}

/// One view per place of a list as long as `count`.
pub fn each_of(count: Memo<usize>, row: impl Fn(usize) -> AnyView + Send + Sync + 'static) -> AnyView {
    listed(
        places(count),
        Arc::new(move |key| key.parse().map_or_else(|_| ().into_any(), &row)),
    )
}

/// `view` while `shown`; built anew each time it comes.
pub fn when(shown: Memo<bool>, view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    shown_while(shown, Box::new(view))
}

/// A press on a button.
pub fn press(act: impl FnMut(ev::MouseEvent) + 'static) -> Box<dyn FnMut(ev::MouseEvent)> {
    Box::new(act)
}

fn listed(keys: Memo<Vec<String>>, row: Row) -> AnyView {
    view! { <For each=move || keys.get() key=String::clone children=move |key| row(key)/> }.into_any()
}

fn places(count: Memo<usize>) -> Memo<Vec<String>> {
    Memo::new(move |_| (0..count.get()).map(|at| at.to_string()).collect())
}

fn shown_while(shown: Memo<bool>, view: Maker) -> AnyView {
    view! { {move || shown.get().then(|| untrack(&view))} }.into_any()
}
