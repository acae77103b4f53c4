//! One design: its name, its level, what it changes and what it costs.

use crate::logic::fields::DESIGN;
use crate::logic::patches::{offers, patches};
use crate::state::State;
use crate::view::field::QuantityField;
use crate::view::field_list::FieldList;
use crate::view::kit::{each, press, text, yes};
use crate::view::row_actions::RowActions;
use leptos::{html, prelude::*};
use quorate_model::assessment::DesignResult;
use quorate_model::quantity::show;

/// The design at place `at` of the text.
#[component]
pub fn DesignCard(at: usize) -> impl IntoView {
    let state = State::here();
    let path = format!("design.{at}");
    let name = state.value(format!("{path}.name"));
    let result = Memo::new(move |_| {
        state.assessment.with(|found| {
            found.as_ref().and_then(|found| {
                found
                    .designs
                    .get(at)
                    .map(|design| summary(design, &found.currency))
            })
        })
    });
    let chosen = move || {
        state
            .look
            .design
            .with(|design| design.as_deref() == Some(name.read().as_str()))
    };
    let choose = move |_| {
        let next = (!untrack(chosen)).then(|| name.get_untracked());
        state.look.design.set(next);
    };
    let best = move || {
        state.assessment.with(|found| {
            let decision = found.as_ref().and_then(|found| found.decision.as_ref());
            decision.is_some_and(|decision| decision.best.as_deref() == Some(name.read().as_str()))
        })
    };
    view! {
        <section class="block card" class:best=best data-row=path.clone() data-testid=format!("design-{at}")>
            <header class="named">
                <QuantityField path=format!("{path}.name") label="Name" empty="unnamed"/>
                <span class="sum">{text(move || result.with(|result| result.as_ref().map(|(total, _)| total.clone()).unwrap_or_default()))}</span>
            </header>
            <p class="aside">{text(move || result.with(|result| result.as_ref().map(|(_, words)| words.clone()).unwrap_or_default()))}</p>
            <FieldList list=DESIGN prefix=format!("{path}.") add=""/>
            <Patches path=path.clone()/>
            <footer>
                <button type="button" class="quiet" aria-pressed=yes(chosen) on:click=press(choose)>
                    {text(move || if chosen() { "Shown in Flow and Budget" } else { "Show in Flow and Budget" }.to_string())}
                </button>
                <RowActions path=path.clone() name/>
            </footer>
        </section>
    }
}

/// Its total, and what it delivers in a line.
fn summary(design: &DesignResult, currency: &str) -> (String, String) {
    let total = design
        .total
        .map(|total| show::money(total, currency))
        .unwrap_or_default();
    let meets = match design.meets {
        Some(true) => None,
        Some(false) => Some("misses what must hold".to_string()),
        None => Some("not all checked".to_string()),
    };
    let level = design.level.as_ref().map(ToString::to_string);
    let p99 = design
        .latency
        .as_ref()
        .map(|latency| format!("p99 {}", show::duration(latency.p99)));
    let words: Vec<String> = [level, design.pacelc.clone(), p99, meets]
        .into_iter()
        .flatten()
        .collect();
    (total, words.join(" · "))
}

/// The values the design changes, and the way to change another.
#[component]
fn Patches(path: String) -> impl IntoView {
    let state = State::here();
    let list = format!("offers-{path}");
    let written = {
        let path = path.clone();
        state.ask(move |document| patches(document, &path))
    };
    let path = StoredValue::new(path);
    let asked = RwSignal::new(Vec::<String>::new());
    // A value emptied to be typed anew must not vanish, so what was asked for here stays.
    let changed = Memo::new(move |_| {
        let written = written.get();
        let more: Vec<String> = asked.with(|asked| {
            asked
                .iter()
                .filter(|key| !written.contains(key))
                .cloned()
                .collect()
        });
        [written, more].concat()
    });
    let offered = state.ask(offers);
    let input = NodeRef::<html::Input>::new();
    let add = move || {
        let Some(element) = input.get_untracked() else {
            return;
        };
        let key = element.value().trim().to_string();
        if !offered.read_untracked().contains(&key) {
            return;
        }
        element.set_value("");
        let id = path.with_value(|path| format!("field-{path}.{key}"));
        asked.update(|asked| asked.push(key));
        request_animation_frame(move || crate::view::focus(&id));
    };
    let keep = move |key: String| {
        move |_| {
            if !asked.read_untracked().contains(&key) {
                asked.update(|asked| asked.push(key.clone()));
            }
        }
    };
    view! {
        {each(changed, move |key| view! {
            <div on:focusin=keep(key.clone())>
                <QuantityField path=path.with_value(|path| format!("{path}.{key}")) wide={key == "flow"} label=readable(&key) empty="as the scenario"/>
            </div>
        }.into_any())}
        <div class="adder">
            <input type="text" list=list.clone() aria-label="A value this design changes" placeholder="change a value: services.…"
                spellcheck="false" autocomplete="off" autocapitalize="off" node_ref=input
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add() }/>
            <datalist id=list>{move || offered.read().iter().map(|key| view! { <option value=key.clone()/> }).collect_view()}</datalist>
            <button type="button" on:click=press(move |_| { add(); })>"Change"</button>
        </div>
    }
}

/// A path as a label: `services.payment.latency` is `payment latency`.
fn readable(key: &str) -> String {
    key.trim_start_matches("services.").replace(['.', '_'], " ")
}
