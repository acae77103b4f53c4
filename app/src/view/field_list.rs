//! A run of fields, with those not written yet behind one menu.

use crate::logic::fields::Field;
use crate::state::State;
use crate::view::field::QuantityField;
use crate::view::kit::when;
use leptos::{ev, prelude::*};
use quorate_model::scenario::edit::Document;

/// Keys long enough to take a line of their own.
const WIDE: &[&str] = &["flow", "title"];

/// The fields of `list` under `prefix` (with its dot, or empty).
#[component]
pub fn FieldList(
    /// Which fields.
    list: &'static [Field],
    /// Where their table stands, such as `services.cart.`.
    #[prop(into, optional)]
    prefix: String,
    /// What the menu for the others says; empty for none.
    #[prop(default = "Add a detail")]
    add: &'static str,
) -> impl IntoView {
    let state = State::here();
    let asked = RwSignal::new(Vec::<&'static str>::new());
    let prefix = StoredValue::new(prefix);
    let path = move |key: &str| prefix.with_value(|prefix| format!("{prefix}{key}"));
    let written = {
        let prefix = prefix.get_value();
        state.ask(move |document| written(list, document, &prefix))
    };
    // What was shown once stays: a field that is emptied to be typed anew must not vanish.
    let shown = Memo::new(move |before: Option<&Vec<bool>>| {
        let (written, asked, wanted) = (written.read(), asked.read(), state.look.wanted.read());
        let wanted = prefix.with_value(|prefix| {
            wanted
                .strip_prefix(prefix.as_str())
                .unwrap_or_default()
                .to_string()
        });
        let there = |at: usize, field: &Field| {
            field.always
                || asked.contains(&field.key)
                || field.key == wanted
                || written.get(at) == Some(&true)
        };
        let stays = |at: usize| before.is_some_and(|before| before.get(at) == Some(&true));
        list.iter()
            .enumerate()
            .map(|(at, field)| stays(at) || there(at, field))
            .collect::<Vec<bool>>()
    });
    let rows = list.iter().enumerate().map(|(at, field)| {
        let this = Memo::new(move |_| shown.read().get(at).copied().unwrap_or(false));
        when(this, move || {
            let wide = WIDE.contains(&field.key);
            view! { <QuantityField path=path(field.key) label=field.label hint=field.hint empty=field.empty wide/> }.into_any()
        })
    });
    let missing = move || {
        let shown = shown.read();
        list.iter()
            .zip(shown.iter())
            .filter(|(_, shown)| !**shown)
            .map(|(field, _)| *field)
            .collect::<Vec<Field>>()
    };
    let choose = move |key: String| {
        if let Some(field) = list.iter().find(|field| field.key == key) {
            asked.update(|asked| asked.push(field.key));
            let id = format!("field-{}", path(field.key));
            request_animation_frame(move || super::focus(&id));
        }
    };
    view! {
        {rows.collect_view()}
        {move || {
            let missing = missing();
            (!missing.is_empty() && !add.is_empty()).then(|| view! { <AddMenu label=add options=missing choose=choose/> })
        }}
    }
}

/// Which fields of `list` the table at `prefix` has.
fn written(list: &[Field], document: &Document, prefix: &str) -> Vec<bool> {
    // One look at the table instead of one for each field that may be in it.
    let table = prefix.trim_end_matches('.');
    let keys = document.keys(table);
    let one = |field: &Field| match table.is_empty() || field.key.contains('.') {
        true => document
            .get(&format!("{prefix}{}", field.key))
            .is_some_and(|value| !value.is_empty()),
        false => keys.iter().any(|written| written == field.key),
    };
    list.iter().map(one).collect()
}

#[component]
fn AddMenu(
    label: &'static str,
    options: Vec<Field>,
    choose: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|field| view! { <option value=field.key>{field.label}</option> });
    // Keys that would take an entry at once open the list instead.
    let opening = move |event: ev::KeyboardEvent| {
        let key = event.key();
        let moves = ["ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"].contains(&key.as_str());
        let letter = key.chars().count() == 1 && key != " ";
        if (moves || letter) && !(event.ctrl_key() || event.meta_key() || event.alt_key()) {
            event.prevent_default();
            super::show_picker(&event);
        }
    };
    view! {
        <select class="add" aria-label=label prop:value="" on:keydown=opening on:change=move |event| choose(event_target_value(&event))>
            <option value="">{label}"…"</option>
            {options.collect_view()}
        </select>
    }
}
