//! A bare Leptos page: a field, and how often something was typed into it. `cargo xtask bench page`
//! holds the real page's speed against it.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(Counter);
}

/// The field and its count.
#[component]
fn Counter() -> impl IntoView {
    let count = RwSignal::new(0_u32);
    view! {
        <label for="field">"Type here"</label>
        <input id="field" on:input=move |_| count.update(|count| *count += 1)/>
        <output for="field">{count}</output>
    }
}
