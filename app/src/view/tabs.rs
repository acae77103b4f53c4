//! The tabs and the one that is open.

use crate::state::{State, Tab};
use crate::tabs::{
    budget::BudgetTab, decision::DecisionTab, document::DocumentTab, flow::FlowTab, money::MoneyTab,
};
use crate::view::kit::{press, yes};
use crate::view::sides::WayToInputs;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The row of tabs; arrow keys, Home and End move along it.
#[component]
pub fn TabBar() -> impl IntoView {
    let open = State::here().look.tab;
    let tabs = Tab::ALL.map(|(tab, name, title)| {
        let chosen = move || open.get() == tab;
        view! {
            <button type="button" role="tab" id=format!("tab-{name}") data-testid=format!("tab-{name}") class="tab"
                aria-controls="panel"
                aria-selected=yes(chosen)
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=press(move |_| { open.set(tab); begin(); })
                on:keydown=move |event| walk(&event, open)>
                {title}
            </button>
        }
    });
    view! { <div class="tabs" role="tablist" aria-label="Parts of the scenario">{tabs.into_iter().collect_view()}</div> }
}

/// Shows the beginning of the tab, where the page is scrolled past it.
fn begin() {
    let panel = document().get_element_by_id("panel");
    if let Some(panel) = panel.filter(|panel| panel.get_bounding_client_rect().top() < 0.0) {
        panel.scroll_into_view_with_bool(true);
    }
}

fn walk(event: &ev::KeyboardEvent, open: RwSignal<Tab>) {
    let count = Tab::ALL.len();
    let at = Tab::ALL
        .iter()
        .position(|(tab, _, _)| *tab == open.get_untracked())
        .unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowRight" => (at + 1) % count,
        "ArrowLeft" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    let (tab, name, _) = Tab::ALL[next];
    open.set(tab);
    begin();
    let element = document().get_element_by_id(&format!("tab-{name}"));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// The open tab: inputs left, figures right.
#[component]
pub fn TabPanel() -> impl IntoView {
    let open = State::here().look.tab;
    let name = move || format!("tab-{}", open.get().name());
    let title = move || {
        Tab::ALL
            .into_iter()
            .find_map(|(tab, _, title)| (tab == open.get()).then_some(title))
    };
    let content = move || match open.get() {
        Tab::Flow => view! { <FlowTab/> }.into_any(),
        Tab::Budget => view! { <BudgetTab/> }.into_any(),
        Tab::Money => view! { <MoneyTab/> }.into_any(),
        Tab::Decision => view! { <DecisionTab/> }.into_any(),
        Tab::Document => view! { <DocumentTab/> }.into_any(),
    };
    view! { <div class="work" id="panel" role="tabpanel" aria-labelledby=name><h2 class="unseen">{title}</h2><WayToInputs/>{content}</div> }
}
