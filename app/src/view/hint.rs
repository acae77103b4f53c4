//! What may be written in the field that is edited, and its note. Where the page is wide they stand in a
//! strip at the foot of the window, so that nothing moves as one goes from field to field; where it is
//! narrow, and a keyboard covers the foot, below their field.

use crate::state::{Edited, State};
use crate::view::kit::{part, text};
use crate::view::note::{NoteLine, note};
use leptos::{ev, prelude::*};
use web_sys::Element;

/// Pixels at the foot of the window that the strip may cover: beside what is edited there it covers no input.
const FOOT: f64 = 140.0;

impl Edited {
    /// Its hint, shown for the field that is `host`, takes the place of the one before.
    pub fn unfold(self, state: State, host: Option<Element>) {
        let look = state.look;
        let before = look.edited.get_untracked();
        if before.as_ref().is_some_and(|before| before.path == self.path) {
            return;
        }
        if let Some(before) = before {
            super::stay_put(|| {
                before.here.try_set(false);
            });
        }
        self.here.set(true);
        let low = host.is_some_and(|host| is_low(&host));
        look.edited.set(Some(Edited { low, ..self }));
    }

    /// The id of its hint; none where it has none.
    pub fn id(path: &str) -> String {
        format!("hint-{path}")
    }
}

/// Whether the strip would cover `host`.
fn is_low(host: &Element) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    height.is_some_and(|height| host.get_bounding_client_rect().bottom() > height - FOOT)
}

/// Puts the hint away when the focus leaves its field for something else than the hint.
pub fn leave(state: State, event: &ev::FocusEvent) {
    let next = super::element(event.related_target());
    let stays = next.is_some_and(|next| next.closest(".field, .hint-strip").ok().flatten().is_some());
    if stays || !state.look.wide.get_untracked() {
        return;
    }
    if let Some(edited) = state.look.edited.get_untracked() {
        edited.here.try_set(false);
        state.look.edited.set(None);
    }
}

/// The strip at the foot of a wide window, while a field is edited.
#[component]
pub fn HintStrip() -> impl IntoView {
    let state = State::here();
    let look = state.look;
    // Behind another tab the field is not there.
    Effect::new(move |_| {
        look.tab.track();
        look.edited.set(None);
    });
    let strip = move || {
        let edited = look
            .edited
            .get()
            .filter(|edited| look.wide.get() && !edited.hint.is_empty())?;
        let low = edited.low;
        Some(
            view! {
                <div class="hint-strip" class:beside=low on:focusout=move |event| leave(state, &event)>{told(state, edited)}</div>
            }
            .into_any(),
        )
    };
    view! { <div class="hints">{part(strip)}</div> }
}

/// The hint of what is edited, and the line of its note.
pub fn told(state: State, edited: Edited) -> AnyView {
    let Edited {
        path,
        label,
        hint,
        when_empty,
        ..
    } = edited;
    let noted = note(state, path.clone());
    let id = Edited::id(&path);
    let at = path.clone();
    let empty = state.ask(move |document| document.get(&at).is_none_or(|value| value.is_empty()));
    let said = (!hint.is_empty()).then(|| {
        view! {
            <p class="hint" id=id><b>{label}": "</b>{text(move || in_currency(state, hint))}" "{text(move || match empty.get() {
                true => when_empty.clone(),
                false => String::new(),
            })}</p>
        }
    });
    view! { {said}<NoteLine path note=noted/> }.into_any()
}

/// `hint` with its amounts in the money of the scenario.
fn in_currency(state: State, hint: &str) -> String {
    state.assessment.with(
        |found| match found.as_ref().map(|found| found.currency.as_str()) {
            Some(sign) if !sign.is_empty() => hint.replace('$', sign),
            _ => hint.to_string(),
        },
    )
}
