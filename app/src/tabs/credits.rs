//! The tiers of an SLA: what a bad month gives back.

use crate::logic::additions::marked;
use crate::logic::fields::CREDIT;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::kit::{each_of, press};
use crate::view::row_actions::RowActions;
use leptos::prelude::*;
use quorate_model::scenario::edit;

/// Where the tiers stand in the text.
const PATH: &str = "down.credits";
/// Tiers as many contracts have them, each to be filled in.
const TIERS: [(&str, &str); 3] = [("99.9%", "10%"), ("99%", "25%"), ("95%", "100%")];

/// Every tier, and the way to add one.
#[component]
pub fn Credits() -> impl IntoView {
    let state = State::here();
    let count = state.count(PATH);
    let full = Memo::new(move |_| count.get() >= TIERS.len());
    let add = move |_| {
        let at = count.get_untracked();
        let (below, credit) = TIERS[at.min(TIERS.len() - 1)];
        let tier = format!("{{ below = \"{below}\", credit = \"{credit}\" }}");
        state.edit("", |text| {
            edit::append(text, PATH, &tier).map(|text| marked(text, &format!("{PATH}.{at}.credit")))
        });
    };
    view! {
        {each_of(count, move |at| {
            let path = format!("{PATH}.{at}");
            view! {
                <section class="block" data-row=path.clone()>
                    <FieldList list=CREDIT prefix=format!("{path}.")/>
                    <RowActions path=path.clone() name=state.value(format!("{path}.below"))/>
                </section>
            }.into_any()
        })}
        <button type="button" class="adds" data-testid="add-credit" disabled=full on:click=press(add)>"Add a tier of SLA credits"</button>
    }
}
