//! Choosing one of many values: searched by words, grouped, each with what it is now.

use crate::logic::patches::{Offer, offers};
use crate::state::State;
use crate::view::kit::{part, press, quiet, when, yes};
use leptos::{ev, html, prelude::*};
use std::sync::Arc;

/// Offers shown at once: more are a list nobody reads.
const SHOWN: usize = 60;

/// A button that opens a search over what a design can change; the path of what is taken goes to
/// `choose`.
#[component]
pub fn Chooser(
    /// What the button says.
    label: &'static str,
    /// Takes the path.
    choose: impl Fn(String) + Send + Sync + 'static,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| open.get());
    let opener = NodeRef::<html::Button>::new();
    let choose = Arc::new(choose);
    let closing = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = opener.get_untracked() {
                drop(button.focus());
            }
        }
    };
    view! {
        <div class="chooser" on:keydown=closing>
            <button type="button" class="adds" data-testid="change-value" node_ref=opener aria-expanded=yes(move || open.get())
                on:click=press(move |_| { open.update(|open| *open = !*open); })>{label}</button>
            {when(shown, move || {
                let choose = choose.clone();
                search(Arc::new(move |path| { open.set(false); choose(path) }), open)
            })}
        </div>
    }
}

/// The search line and what answers to it.
fn search(choose: Arc<dyn Fn(String) + Send + Sync>, open: RwSignal<bool>) -> AnyView {
    // Asked only while the search is open.
    let offers = State::here().ask(offers);
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let typed = typed.get();
        offers.with(|offers| {
            offers
                .iter()
                .filter(|offer| offer.answers(&typed))
                .cloned()
                .collect::<Vec<Offer>>()
        })
    });
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            drop(field.focus());
        }
    });
    let first = choose.clone();
    let entered = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            if let Some(path) = found.with_untracked(|found| found.first().map(|offer| offer.path.clone())) {
                first(path);
            }
        }
    };
    view! {
        <div class="choosing">
            <div class="row">
                <input type="search" aria-label="Search the values" placeholder="search: latency, payment retries…" data-testid="search-values"
                    spellcheck="false" autocomplete="off" node_ref=field
                    on:input=move |event| typed.set(event_target_value(&event)) on:keydown=entered/>
                {quiet("", "Close", move || open.set(false))}
            </div>
            {part(move || Some(found.with(|found| list(found, &choose))))}
        </div>
    }
    .into_any()
}

fn list(found: &[Offer], choose: &Arc<dyn Fn(String) + Send + Sync>) -> AnyView {
    let groups = found[..found.len().min(SHOWN)].chunk_by(|one, next| one.of == next.of).map(|offers| {
        let name = match offers[0].of.as_str() {
            "" => "The whole scenario".to_string(),
            of => of.to_string(),
        };
        let lines = offers.iter().map(|offer| line(offer, choose.clone()));
        view! { <div role="group" aria-label=name.clone()><p class="of">{name.clone()}</p>{lines.collect_view()}</div> }
    });
    let rest = match found.len().checked_sub(SHOWN) {
        _ if found.is_empty() => "Nothing is called like that.".to_string(),
        Some(rest) if rest > 0 => format!("{rest} more: type a word of what you look for."),
        _ => String::new(),
    };
    view! { <div class="choices-of">{groups.collect_view()}<p class="aside" role="status">{rest}</p></div> }
        .into_any()
}

fn line(offer: &Offer, choose: Arc<dyn Fn(String) + Send + Sync>) -> AnyView {
    let path = offer.path.clone();
    view! {
        <button type="button" class="offer" data-testid=format!("choose-{path}") on:click=press(move |_| choose(path.clone()))>
            <span>{offer.field.label}</span><span class="now">{offer.now.clone()}</span>
        </button>
    }
    .into_any()
}
