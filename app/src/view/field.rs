//! One value of the text as a line of a form.

use crate::logic::position;
use crate::logic::sentence::sentence;
use crate::logic::step::{Step, step};
use crate::state::State;
use crate::view::prose::prose;
use leptos::{ev, html, prelude::*};

/// A text input bound to the value at `path`.
///
/// Every keystroke changes the text; a value that does not read is marked here and says why, and
/// what was typed stays.
#[component]
pub fn QuantityField(
    /// Where the value stands in the text.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What may be written.
    #[prop(optional)]
    hint: &'static str,
    /// What holds while it is empty.
    #[prop(optional)]
    empty: &'static str,
    /// Long texts take the whole line, under their label.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let state = State::here();
    let value = state.value(path.clone());
    let typing = Typing::new(state, path.clone(), value);
    let error = error(state, path.clone());
    let focused = RwSignal::new(false);
    let (id, error_id, hint_id) = (
        format!("field-{path}"),
        format!("error-{path}"),
        format!("hint-{path}"),
    );
    let described = {
        let (error_id, hint_id) = (error_id.clone(), hint_id.clone());
        move || match (error.read().is_some(), focused.get() && !hint.is_empty()) {
            (true, _) => Some(error_id.clone()),
            (false, true) => Some(hint_id.clone()),
            _ => None,
        }
    };
    view! {
        <div class="field" class:wide=wide class:invalid=move || error.read().is_some()>
            <label for=id.clone()>{label}</label>
            {if wide {
                view! { <Long id typing error focused described empty/> }.into_any()
            } else {
                view! { <Short id typing error focused described empty/> }.into_any()
            }}
            {move || error.get().map(|message| view! {
                <p class="error" id=error_id.clone() data-testid=error_id.clone()>{prose(&sentence(&message))}</p>
            })}
            {move || (focused.get() && !hint.is_empty() && error.read().is_none()).then(|| view! {
                <p class="hint" id=hint_id.clone()>{hint}</p>
            })}
        </div>
    }
}

/// One line, with arrow keys stepping the number under the caret.
#[component]
fn Short(
    id: String,
    typing: Typing,
    error: Memo<Option<String>>,
    focused: RwSignal<bool>,
    described: impl Fn() -> Option<String> + Send + 'static,
    empty: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    view! {
        <input type="text" id=id.clone() data-testid=id node_ref=input placeholder=empty
            spellcheck="false" autocomplete="off" autocapitalize="off"
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=described
            prop:value=move || typing.shown()
            on:input=move |event| typing.input(&event_target_value(&event))
            on:focus=move |_| focused.set(true)
            on:blur=move |_| { focused.set(false); typing.done() }
            on:keydown=move |event| arrow(&event, input, typing)/>
    }
}

/// As many lines as the text takes, none of them broken by hand.
#[component]
fn Long(
    id: String,
    typing: Typing,
    error: Memo<Option<String>>,
    focused: RwSignal<bool>,
    described: impl Fn() -> Option<String> + Send + 'static,
    empty: &'static str,
) -> impl IntoView {
    let rows = move || (typing.shown().chars().count() / 44 + 1).min(8);
    view! {
        <textarea id=id.clone() data-testid=id placeholder=empty rows=rows
            spellcheck="false" autocomplete="off" autocapitalize="off"
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=described
            prop:value=move || typing.shown()
            on:input=move |event| typing.input(&event_target_value(&event))
            on:focus=move |_| focused.set(true)
            on:blur=move |_| { focused.set(false); typing.done() }
            on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() }></textarea>
    }
}

/// What is being typed into one field: the text may hold it trimmed, or not at all.
#[derive(Clone, Copy)]
struct Typing {
    state: State,
    path: StoredValue<String>,
    value: Memo<String>,
    /// What was typed, and what the text held after it.
    draft: RwSignal<Option<(String, String)>>,
}

impl Typing {
    fn new(state: State, path: String, value: Memo<String>) -> Typing {
        Typing {
            state,
            path: StoredValue::new(path),
            value,
            draft: RwSignal::new(None),
        }
    }

    /// What the input shows: the draft while the text still holds what it led to.
    fn shown(&self) -> String {
        let value = self.value.get();
        self.draft.with(|draft| match draft {
            Some((typed, held)) if *held == value => typed.clone(),
            _ => value,
        })
    }

    fn input(&self, typed: &str) {
        self.path.with_value(|path| {
            self.state.set(path, typed.trim());
            self.draft.set(Some((typed.to_string(), self.state.get(path))));
        });
    }

    fn done(&self) {
        self.draft.set(None);
        let here = self.state.refused.with_untracked(|refused| {
            refused
                .as_ref()
                .is_some_and(|(at, _)| self.path.with_value(|path| at == path))
        });
        if here {
            self.state.refused.set(None);
        }
    }
}

/// Why the value at `path` does not read, a sentence.
fn error(state: State, path: String) -> Memo<Option<String>> {
    Memo::new(move |_| {
        let refused = state.refused.with(|refused| {
            refused
                .as_ref()
                .filter(|(at, _)| *at == path)
                .map(|(_, sentence)| sentence.clone())
        });
        refused.or_else(|| {
            state.problem.with(|problem| {
                problem
                    .as_ref()
                    .filter(|problem| problem.path == path)
                    .map(|problem| problem.message.clone())
            })
        })
    })
}

/// Arrow keys step the number under the caret; with Shift ten times as far.
fn arrow(event: &ev::KeyboardEvent, input: NodeRef<html::Input>, typing: Typing) {
    let up = match event.key().as_str() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    let Some(element) = input.get_untracked() else {
        return;
    };
    let text = element.value();
    let caret = element.selection_start().ok().flatten().unwrap_or(0);
    let Some(moved) = step(
        &text,
        position::byte(&text, caret),
        Step {
            up,
            large: event.shift_key(),
        },
    ) else {
        return;
    };
    event.prevent_default();
    element.set_value(&moved);
    drop(element.set_selection_range(caret, caret));
    typing.input(&moved);
}
