//! The lists that fields offer, once for the whole page.

use crate::logic::choices::{CHOICES, Choices};
use leptos::prelude::*;

/// Every list; an input names its own.
#[component]
pub fn ChoiceLists() -> impl IntoView {
    let list = |list: &Choices| {
        let values = list.values.iter().map(|(value, words)| {
            view! { <option value=*value label=(!words.is_empty()).then_some(*words)></option> }.into_any()
        });
        let id = list.id();
        view! { <datalist id=id>{values.collect_view()}</datalist> }.into_any()
    };
    CHOICES.iter().map(list).collect_view()
}
