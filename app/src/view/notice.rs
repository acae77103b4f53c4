//! What the page has to say, until it is dismissed.

use crate::keeping;
use crate::logic::notice::Offer;
use crate::logic::start::BLANK;
use crate::state::{Panel, State, Tab};
use crate::view::kit::quiet;
use crate::view::prose::prose;
use leptos::prelude::*;

/// A sentence under the header, with what can be done about it.
#[component]
pub fn Notice() -> impl IntoView {
    let state = State::here();
    let notice = state.notice;
    move || {
        notice.get().map(|said| {
            let begins = said.offer == Some(Offer::Begin);
            view! {
                <div class="strip" class:begins=begins role="status" data-testid="notice">
                    <p>{prose(&said.sentence)}</p>
                    <div class="offers">
                        {said.offer.map(|offer| offered(state, offer))}
                        {quiet("", "Dismiss", move || notice.set(None))}
                    </div>
                </div>
            }
        })
    }
}

fn offered(state: State, offer: Offer) -> AnyView {
    match offer {
        Offer::Undo => button("notice-undo", "Undo", move || state.undo()),
        Offer::Restore { id, text } => button("notice-undo", "Undo", move || {
            keeping::shelf().write(&id, &text);
        }),
        Offer::Show(text) => button("notice-show", "Show what it wrote", move || {
            state.replace(text.clone(), "")
        }),
        Offer::Begin => [
            button("begin-blank", "Start your own", move || {
                state.open(keeping::entry(BLANK.to_string()));
                super::go_to_tab(state, Tab::Flow, "field-flow");
            }),
            quiet("begin-example", "Other examples", move || {
                state.look.panel.set(Some(Panel::Scenarios))
            }),
            quiet("begin-tour", "Show me around", move || {
                state.look.tour.set(Some(0))
            }),
        ]
        .collect_view()
        .into_any(),
    }
}

/// A button that does what was offered; the notice goes first, so that `act` may say something new.
fn button(id: &'static str, label: &'static str, act: impl Fn() + 'static) -> AnyView {
    let notice = State::here().notice;
    quiet(id, label, move || {
        notice.set(None);
        act();
    })
}
