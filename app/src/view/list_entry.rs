//! One entry of a list, with its name, what can be done with it and its fields.

use crate::logic::fields::{Empty, Field};
use crate::state::State;
use crate::view::field::QuantityField;
use crate::view::field_list::FieldList;
use crate::view::row_actions::RowActions;
use leptos::prelude::*;

/// The entry at `path`.
#[component]
pub fn ListEntry(
    /// Where it stands in the text: `wrongness.harm.0`.
    path: String,
    /// What such an entry is called.
    label: &'static str,
    /// Its fields.
    list: &'static [Field],
    /// What the menu for those not written yet says.
    #[prop(default = "Add a detail")]
    add: &'static str,
    /// What stands below its fields.
    #[prop(optional)]
    more: Option<AnyView>,
) -> impl IntoView {
    let name = State::here().value(format!("{path}.name"));
    view! {
        <section class="block" data-row=path.clone()>
            <header class="named">
                <QuantityField path=format!("{path}.name") label empty=Empty::Example("unnamed") wide=true/>
            </header>
            <FieldList list prefix=format!("{path}.") add/>
            {more}
            <RowActions path=path.clone() name/>
        </section>
    }
}
