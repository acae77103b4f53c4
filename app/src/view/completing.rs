//! Completing names while a flow is typed.

use crate::logic::completion::{Completion, complete};
use crate::logic::position;
use crate::state::State;
use crate::view::kit::yes;
use crate::view::typing::Typing;
use leptos::{ev, html, prelude::*};

/// What is offered under a flow, and which of it is chosen.
#[derive(Clone, Copy)]
pub struct Completing {
    state: State,
    typing: Typing,
    area: NodeRef<html::Textarea>,
    /// Whether the field is a flow at all.
    flow: bool,
    found: RwSignal<Option<Completion>>,
    chosen: RwSignal<usize>,
}

impl Completing {
    /// Completing what is typed into `area`.
    pub fn new(typing: Typing, area: NodeRef<html::Textarea>, flow: bool) -> Completing {
        Completing {
            state: State::here(),
            typing,
            area,
            flow,
            found: RwSignal::new(None),
            chosen: RwSignal::new(0),
        }
    }

    /// Whether anything is offered.
    pub fn open(&self) -> bool {
        self.found.read().is_some()
    }

    /// The id of the offer that is chosen.
    pub fn active(&self) -> Option<String> {
        self.open().then(|| offer_id(self.chosen.get()))
    }

    /// Offers nothing any more.
    pub fn close(&self) {
        self.found.set(None);
    }

    /// Looks what the word at the caret could become.
    pub fn look(&self) {
        let Some(element) = self.area.get_untracked().filter(|_| self.flow) else {
            return;
        };
        let text = element.value();
        let caret = element.selection_start().ok().flatten().unwrap_or(0);
        let names = [self.state.keys_now("services"), self.state.keys_now("flows")].concat();
        self.chosen.set(0);
        self.found
            .set(complete(&text, position::byte(&text, caret), &names));
    }

    /// Takes the keys that move along the offers, take one or leave; whether it took `event`.
    pub fn key(&self, event: &ev::KeyboardEvent) -> bool {
        let count = self
            .found
            .with_untracked(|found| found.as_ref().map_or(0, |found| found.names.len()));
        if count == 0 {
            return false;
        }
        let at = self.chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.chosen.set((at + 1) % count),
            "ArrowUp" => self.chosen.set((at + count - 1) % count),
            "Tab" | "Enter" if !event.shift_key() => self.take(at),
            "Escape" => self.close(),
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    fn take(&self, at: usize) {
        let Some(element) = self.area.get_untracked() else {
            return;
        };
        let text = element.value();
        let applied = self
            .found
            .with_untracked(|found| found.as_ref().and_then(|found| found.apply(&text, at)));
        self.close();
        let Some((text, caret)) = applied else { return };
        let caret = position::utf16(&text, caret);
        element.set_value(&text);
        drop(element.set_selection_range(caret, caret));
        self.typing.input(&text);
    }

    /// The list of offers.
    pub fn list(self, id: String) -> AnyView {
        let offers = move || {
            let found = self.found.get()?;
            let offers = found.names.into_iter().enumerate().map(|(at, name)| {
                view! {
                    <li role="option" id=offer_id(at) aria-selected=yes(move || self.chosen.get() == at)
                        on:pointerdown=move |event| { event.prevent_default(); self.take(at) }>{name}</li>
                }
            });
            Some(offers.collect_view())
        };
        view! { <ul class="offers-list" role="listbox" id=id aria-label="Names">{offers}</ul> }.into_any()
    }
}

fn offer_id(at: usize) -> String {
    format!("offer-{at}")
}
