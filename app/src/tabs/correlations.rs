//! Ranges that rise and fall together.

use crate::logic::additions::list;
use crate::logic::explored::ranges;
use crate::logic::fields::CORRELATION;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::kit::{each, each_of, press, when};
use crate::view::member::Member;
use crate::view::row_actions::RowActions;
use leptos::prelude::*;
use quorate_model::scenario::edit;

/// Where they stand in the text.
const PATH: &str = "correlation";

/// Every group of ranges, and the way to add one; nothing with fewer than two ranges.
#[component]
pub fn Correlations() -> impl IntoView {
    let state = State::here();
    let count = state.count(PATH);
    let offered = Memo::new(move |_| {
        state
            .assessment
            .get()
            .map_or_else(Vec::new, |found| ranges(&found))
    });
    let paths = Memo::new(move |_| {
        offered
            .read()
            .iter()
            .map(|(path, _)| path.clone())
            .collect::<Vec<String>>()
    });
    let words = move |path: &str| {
        let all = offered.read_untracked();
        let found = all.iter().find(|(own, _)| own == path);
        found.map_or_else(|| path.to_string(), |(_, words)| words.clone())
    };
    let add = move |_| {
        let two: Vec<String> = paths.read_untracked().iter().take(2).cloned().collect();
        let group = format!("{{ inputs = {}, rank = \"0.5\" }}", list(&two));
        state.edit("", |text| edit::append(text, PATH, &group));
    };
    let shown = Memo::new(move |_| paths.read().len() > 1 || count.get() > 0);
    when(shown, move || {
        view! {
            <fieldset>
                <legend>"Ranges that rise and fall together"</legend>
                {each_of(count, move |at| {
                    let path = format!("{PATH}.{at}");
                    let inputs = format!("{path}.inputs");
                    view! {
                        <section class="block" data-row=path.clone()>
                            <FieldList list=CORRELATION prefix=format!("{path}.")/>
                            <div class="members" role="group" aria-label="The ranges">
                                {each(paths, move |input| view! { <Member list=inputs.clone() label=words(&input) name=input/> }.into_any())}
                            </div>
                            <RowActions path=path.clone() name=state.value(format!("{path}.rank"))/>
                        </section>
                    }.into_any()
                })}
                <button type="button" class="adds" data-testid="add-correlation" on:click=press(add)>"Let two ranges move together"</button>
            </fieldset>
        }
        .into_any()
    })
}
