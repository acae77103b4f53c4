//! The tour: five things to know, each pointed at.

use crate::state::State;
use crate::view::kit::{press, quiet};
use leptos::{ev, html, prelude::*};
use web_sys::Element;

/// A part of the page, and what there is to know of it.
struct Stop {
    selector: &'static str,
    title: &'static str,
    words: &'static str,
}

const STOPS: &[Stop] = &[
    Stop {
        selector: ".verdict",
        title: "The answer comes first",
        words: "What to take, what it costs and what it saves; below it the five results it rests on. Press any of them to see its formula with its numbers, what it assumes and where it comes from.",
    },
    Stop {
        selector: ".inputs, .document",
        title: "Every input is text",
        words: "Write 99.95%, 20 ms, $40k/h or a range such as 0.005% to 0.02%. Arrow keys and dragging a label change a number in sensible steps.",
    },
    Stop {
        selector: ".results .figure",
        title: "Figures say what they show",
        words: "Point at one for exact values, open its table, save it as a picture that carries the scenario in itself.",
    },
    Stop {
        selector: "[data-testid=tab-document]",
        title: "The text is the scenario",
        words: "Forms and text are two views of one small file. Comments stay, so that every number can carry its source.",
    },
    Stop {
        selector: "[data-testid=share]",
        title: "One link to share",
        words: "The whole scenario is in the link, after the #, which no browser sends to a server. Nothing you type leaves this tab.",
    },
];

/// The stop that is shown, with the way on and out; nothing while there is no tour.
#[component]
pub fn Tour() -> impl IntoView {
    let tour = State::here().look.tour;
    let next = NodeRef::<html::Button>::new();
    Effect::new(move |pointed: Option<Option<Element>>| {
        if let Some(before) = pointed.flatten() {
            drop(before.class_list().remove_1("pointed"));
        }
        let stop = tour.get().and_then(|at| STOPS.get(at))?;
        let found = document().query_selector(stop.selector).ok().flatten()?;
        drop(found.class_list().add_1("pointed"));
        found.scroll_into_view_with_bool(true);
        if let Some(button) = next.get() {
            drop(button.focus());
        }
        Some(found)
    });
    let go = move |by: isize| {
        move || {
            tour.update(|at| {
                *at = at
                    .and_then(|at| at.checked_add_signed(by))
                    .filter(|at| *at < STOPS.len())
            })
        }
    };
    let closing = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            tour.set(None);
        }
    };
    move || {
        let at = tour.get()?;
        let stop = STOPS.get(at)?;
        let last = at + 1 == STOPS.len();
        Some(view! {
            <section class="tour" role="dialog" aria-label="Tour" data-testid="tour-card" on:keydown=closing>
                <h2>{stop.title}</h2>
                <p>{stop.words}</p>
                <div class="row">
                    <span class="aside">{format!("{} of {}", at + 1, STOPS.len())}</span>
                    {(at > 0).then(|| quiet("", "Back", go(-1)))}
                    <button type="button" class="quiet" data-testid="tour-next" node_ref=next on:click=press(move |_| go(1)())>{if last { "Done" } else { "Next" }}</button>
                    <span class:gone=last>{quiet("", "Leave", move || tour.set(None))}</span>
                </div>
            </section>
        })
    }
}
