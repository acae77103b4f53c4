//! Sentences of the model: what stands in backticks is shown as code, or as the forms call it; beside the
//! text of the document as it stands there.

use crate::logic::worded::{without_keys, worded};
use crate::state::{State, Tab};
use leptos::prelude::*;

/// `sentence` with its quoted parts as code.
pub fn prose(sentence: &str) -> impl IntoView + use<> {
    let in_text = use_context::<State>().is_none_or(|state| state.look.tab.get_untracked() == Tab::Document);
    let sentence = match in_text {
        true => sentence.to_owned(),
        false => without_keys(sentence),
    };
    let parts: Vec<AnyView> = sentence
        .split('`')
        .enumerate()
        .map(|(at, part)| {
            let part = part.to_string();
            match at % 2 == 1 {
                true => match worded(&part).filter(|_| !in_text) {
                    Some(words) => view! { <span title=part>{words}</span> }.into_any(),
                    None => view! { <code>{part}</code> }.into_any(),
                },
                false => part.into_any(),
            }
        })
        .collect();
    parts.into_iter().collect_view()
}
