//! Sentences of the model: what stands in backticks is shown as code.

use leptos::prelude::*;

/// `sentence` with its quoted parts as code.
pub fn prose(sentence: &str) -> impl IntoView + use<> {
    let parts: Vec<AnyView> = sentence
        .split('`')
        .enumerate()
        .map(|(at, part)| {
            let part = part.to_string();
            if at % 2 == 1 {
                view! { <code>{part}</code> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect();
    parts.into_iter().collect_view()
}
