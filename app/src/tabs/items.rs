//! Line items of running cost: of every design, and of one.

use crate::logic::additions::marked;
use crate::logic::fields::ITEM;
use crate::state::{State, Tab};
use crate::view::go_to_tab;
use crate::view::kit::{each_of, press, quiet, when};
use crate::view::list_entry::ListEntry;
use crate::view::pick::pick;
use leptos::prelude::*;
use quorate_model::library;
use quorate_model::scenario::edit;

/// The sign new amounts are written with.
pub fn currency(state: State) -> String {
    let sign = state
        .assessment
        .with_untracked(|found| found.as_ref().map(|found| found.currency.clone()));
    sign.filter(|sign| !sign.is_empty())
        .unwrap_or_else(|| "$".to_string())
}

/// The line items of every design, by design.
#[component]
pub fn DesignItems() -> impl IntoView {
    let state = State::here();
    let count = state.count("design");
    let none = Memo::new(move |_| count.get() == 0);
    view! {
        {each_of(count, move |at| view! {
            <fieldset>
                <legend>"Running, only in " {state.value(format!("design.{at}.name"))}</legend>
                <Items path=format!("design.{at}.cost")/>
            </fieldset>
        }.into_any())}
        {when(none, move || view! {
            <fieldset>
                <legend>"Running, by design"</legend>
                <p class="aside">"Costs that differ stand with each design. There is none yet: "
                    {quiet("to-designs", "add designs under Decision", move || go_to_tab(state, Tab::Decision, "add-design"))} "."</p>
            </fieldset>
        }.into_any())}
    }
}

/// The line items of the list at `path`, and the way to add one.
#[component]
pub fn Items(#[prop(into)] path: String) -> impl IntoView {
    let state = State::here();
    let count = state.count(path.clone());
    let path = StoredValue::new(path);
    let add = move |_| {
        let item = format!(
            "{{ name = \"New item\", quantity = 1, price = \"{}0/month\" }}",
            currency(state)
        );
        let count = count.get_untracked();
        path.with_value(|path| {
            let price = format!("{path}.{count}.price");
            let name = format!("field-{path}.{count}.name");
            if state.edit("", |text| {
                edit::append(text, path, &item).map(|text| marked(text, &price))
            }) {
                request_animation_frame(move || crate::view::focus_whole(&name));
            }
        });
    };
    let price = move |at: usize| {
        if let Some(row) = library::prices().get(at) {
            path.with_value(|path| state.edit("", |text| library::add_price(text, path, row)));
        }
    };
    let prices = library::prices();
    let prices: Vec<String> = prices
        .iter()
        .map(|row| format!("{}, {} ({})", row.name, row.price, row.source))
        .collect();
    view! {
        {each_of(count, move |at| view! {
            <ListEntry path=path.with_value(|path| format!("{path}.{at}")) label="Item" list=ITEM add="Only some hours"/>
        }.into_any())}
        <button type="button" class="adds" data-testid=path.with_value(|path| format!("add-{path}")) on:click=press(add)>"Add a line item"</button>
        {pick("", "Add from the price list", prices, price)}
    }
}
