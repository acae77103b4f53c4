//! A menu that does something with what is chosen, and then stands at its beginning again.

use leptos::{ev, prelude::*};
use web_sys::HtmlSelectElement;

/// A menu called `label`; `choose` gets the place of what was chosen.
pub fn pick(
    id: &str,
    label: &'static str,
    options: Vec<String>,
    choose: impl Fn(usize) + 'static,
) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .enumerate()
        .map(|(at, option)| view! { <option value=at.to_string()>{option}</option> }.into_any())
        .collect();
    let choose: Box<dyn Fn(usize)> = Box::new(choose);
    let chosen = move |event: ev::Event| {
        let menu: HtmlSelectElement = event_target(&event);
        if let Ok(at) = menu.value().parse() {
            choose(at);
        }
        menu.set_value("");
    };
    view! {
        <select class="add" aria-label=label data-testid=id.to_string() prop:value="" on:change=chosen>
            <option value="">{label}"…"</option>
            {options}
        </select>
    }
    .into_any()
}
