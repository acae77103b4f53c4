//! The legend of a figure: its series can be switched off and on.

use crate::view::kit::{each_of, maybe, press, text, yes};
use leptos::prelude::*;
use quorate_charts::{Figure, LegendEntry};

/// A button over each entry of the drawn legend; `hidden` is what is switched off.
#[component]
pub fn Legend(figure: Memo<Option<Figure>>, hidden: RwSignal<Vec<String>>) -> impl IntoView {
    let count =
        Memo::new(move |_| figure.with(|figure| figure.as_ref().map_or(0, |figure| figure.legend.len())));
    each_of(count, move |at| {
        let entry = Memo::new(move |_| figure.with(|figure| figure.as_ref()?.legend.get(at).cloned()));
        let side = move |part: fn(&LegendEntry) -> f64| {
            text(move || entry.with(|entry| format!("{}px", entry.as_ref().map(part).unwrap_or_default())))
        };
        let turn = move |_| {
            let Some(entry) = entry.get_untracked() else {
                return;
            };
            hidden.update(|hidden| match hidden.iter().position(|key| *key == entry.key) {
                Some(at) => drop(hidden.remove(at)),
                None => hidden.push(entry.key),
            });
        };
        view! {
            <button type="button" class="legend-entry" data-testid=maybe(move || entry.with(|entry| entry.as_ref().map(|entry| format!("legend-{}", entry.key))))
                aria-pressed=yes(move || entry.with(|entry| entry.as_ref().is_some_and(|entry| !entry.hidden)))
                aria-label=text(move || entry.with(|entry| entry.as_ref().map(|entry| format!("Show {}", entry.label)).unwrap_or_default()))
                style:left=side(|entry| entry.area.x) style:top=side(|entry| entry.area.y)
                style:width=side(|entry| entry.area.width) style:height=side(|entry| entry.area.height)
                on:click=press(turn)></button>
        }
        .into_any()
    })
}
