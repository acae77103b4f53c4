//! One value of the text as a line of a form.

use crate::browser::pointer;
use crate::logic::choices::offered;
use crate::logic::fields::Empty;
use crate::logic::outline::{may_be_range, outline};
use crate::logic::position;
use crate::logic::scrub::scrub;
use crate::logic::sentence::sentence;
use crate::logic::shares::in_percent;
use crate::logic::step::{Step, step};
use crate::state::{Edited, State};
use crate::view::completing::Completing;
use crate::view::element;
use crate::view::fixes::{fix_buttons, take_first, take_sure};
use crate::view::hint::{leave, told};
use crate::view::kit::{maybe, part, text};
use crate::view::note::{NoteMark, note};
use crate::view::prose::prose;
use crate::view::typing::Typing;
use leptos::{ev, html, prelude::*};
use web_sys::HtmlInputElement;

/// A text input bound to the value at `path`.
///
/// Every keystroke changes the text; a value that does not read is marked here and says why, and
/// what was typed stays. The label can be dragged sideways to change the number.
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
    #[prop(default = Empty::Example(""))]
    empty: Empty,
    /// What holds while it is empty, where that is not the same for ever.
    #[prop(optional)]
    instead: Option<Memo<String>>,
    /// Long texts take the whole line, under their label.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let state = State::here();
    let typing = Typing::new(state, &path);
    let error = typing.error;
    let focused = RwSignal::new(false);
    let offers = offered(&path);
    let (id, error_id, hint_id) = (
        format!("field-{path}"),
        format!("error-{path}"),
        Edited::id(&path),
    );
    let described = Described {
        error: error_id.clone(),
        hint: (!hint.is_empty()).then(|| hint_id.clone()),
        focused,
        typing,
    };
    let noted = note(state, path.clone());
    let placeholder = Placeholder {
        empty,
        instead,
        journeys: by_journeys(state, &path),
    };
    let outlined = (!wide).then(|| outlined(state, &path));
    let (at_fault, left) = (path.clone(), path.clone());
    let named = StoredValue::new((path.clone(), label.clone()));
    let edited = move || {
        let (path, label) = named.get_value();
        Edited {
            path,
            label,
            hint,
            when_empty: untrack(|| placeholder.sentence()),
            here: focused,
            low: false,
        }
    };
    let begin = move |event: ev::FocusEvent| edited().unfold(state, element(event.current_target()));
    let input = if wide {
        view! { <Long id=id.clone() typing described placeholder flow=is_flow(&path)/> }.into_any()
    } else {
        view! { <Short id=id.clone() typing described placeholder offers/> }.into_any()
    };
    let long = move || !wide && typing.shown().chars().count() > LONG;
    view! {
        <div class="field" class:wide=wide class:long=long class:invalid=move || error.read().is_some()
            on:focusin=begin
            on:focusout=move |event| if leaves(&event) { untrack(|| take_sure(state, &left)); typing.done(); leave(state, &event) }>
            <Label id typing wide text=label note=noted/>
            {outlined}
            {input}
            {part(move || error.get().map(|message| view! {
                <p class="error"><span id=error_id.clone() data-testid=error_id.clone()>{prose(&sentence(&message))}</span> {fix_buttons(&at_fault)}</p>
            }.into_any()))}
            {part(move || in_percent(hint, &typing.shown()).map(|read| view! { <p class="hint" data-testid="read-as">"This is " {read} "."</p> }.into_any()))}
            {part(move || (focused.get() && !state.look.wide.get()).then(|| told(state, edited())))}
        </div>
    }
}

/// A value of more characters has a line of its own where the page is narrow.
const LONG: usize = 24;

/// What stands in a field while it is empty.
#[derive(Clone, Copy)]
struct Placeholder {
    empty: Empty,
    instead: Option<Memo<String>>,
    /// The journeys that state it for themselves.
    journeys: Option<ReadSignal<Option<String>>>,
}

impl Placeholder {
    fn text(self) -> String {
        match (self.by_journeys(), self.instead) {
            (Some(names), _) => format!("as {names} state"),
            (None, Some(instead)) => instead.get(),
            (None, None) => self.empty.shown().to_string(),
        }
    }

    fn sentence(self) -> String {
        match (self.by_journeys(), self.instead) {
            (Some(names), _) => format!("While this is empty: what {names} state under Flow."),
            (None, Some(instead)) => format!("While this is empty: {}.", instead.get()),
            (None, None) => self.empty.sentence(),
        }
    }

    /// Whether nothing is computed with while the field is empty.
    fn unstated(self) -> bool {
        self.instead.is_none() && self.by_journeys().is_none() && !matches!(self.empty, Empty::Applies(_))
    }

    fn by_journeys(self) -> Option<String> {
        self.journeys?.get()
    }
}

/// Which journeys state the value at `path` for themselves; absent where none can.
fn by_journeys(state: State, path: &str) -> Option<ReadSignal<Option<String>>> {
    const THEIRS: [&str; 5] = ["flow", "traffic", "revenue", "slo.availability", "slo.latency"];
    let key = THEIRS.into_iter().find(|key| *key == path)?;
    Some(state.ask(move |document| {
        let states = |name: &String| document.get(&format!("journey.{name}.{key}")).is_some();
        let names: Vec<String> = document.keys("journey").into_iter().filter(states).collect();
        (!names.is_empty()).then(|| names.join(" and "))
    }))
}

/// Whether the value at `path` is a flow.
fn is_flow(path: &str) -> bool {
    path.ends_with("flow") || path.starts_with("flows.")
}

/// A tiny picture of the range at `path`, while one is written there.
fn outlined(state: State, path: &str) -> AnyView {
    let key = path.rsplit('.').next().unwrap_or_default().to_string();
    let path = path.to_string();
    let written = state.ask(move |document| document.get(&path).filter(|value| may_be_range(value)));
    let shape = move || outline(&key, &written.get()?);
    view! {
        {part(move || shape().map(|path| view! {
            <svg class="range" viewBox="0 0 48 16" width="48" height="16" aria-hidden="true" data-testid="range"><path d=path/></svg>
        }.into_any()))}
    }
    .into_any()
}

/// Whether the focus leaves the element that listens.
fn leaves(event: &ev::FocusEvent) -> bool {
    match (element(event.current_target()), element(event.related_target())) {
        (Some(host), Some(next)) => !host.contains(Some(&next)),
        _ => true,
    }
}

/// What describes an input: its error, else its hint while it is edited.
#[derive(Clone)]
struct Described {
    error: String,
    hint: Option<String>,
    focused: RwSignal<bool>,
    typing: Typing,
}

impl Described {
    fn by(&self) -> Option<String> {
        if self.typing.error.read().is_some() {
            return Some(self.error.clone());
        }
        self.hint.clone().filter(|_| self.focused.get())
    }

    fn invalid(&self) -> Option<String> {
        self.typing.error.read().is_some().then(|| "true".to_string())
    }
}

/// A drag on a label: where and with what value it began, and what it is called.
#[derive(Clone)]
struct Drag {
    from: f64,
    text: String,
    name: String,
}

/// The label; dragging it sideways changes the number.
#[component]
fn Label(
    id: String,
    typing: Typing,
    wide: bool,
    text: String,
    note: ReadSignal<Option<String>>,
) -> impl IntoView {
    let drag = StoredValue::new(None::<Drag>);
    let begin = move |event: ev::PointerEvent| {
        if wide || event.button() != 0 {
            return;
        }
        pointer::capture(&event);
        drag.set_value(Some(Drag {
            from: f64::from(event.client_x()),
            text: typing.value(),
            name: typing.begin_drag(),
        }));
    };
    let follow = move |event: ev::PointerEvent| {
        let Some(drag) = drag.get_value() else { return };
        let far = f64::from(event.client_x()) - drag.from;
        let value = scrub(&drag.text, 0, far, event.shift_key());
        typing.drag(value.as_deref().unwrap_or(&drag.text), &drag.name);
    };
    let end = move |_| drag.set_value(None);
    view! {
        <label for=id class:scrubs=!wide on:pointerdown=begin on:pointermove=follow on:pointerup=end on:pointercancel=end>{text}<NoteMark note/></label>
    }
}

/// One line, with arrow keys stepping the number under the caret.
#[component]
fn Short(
    id: String,
    typing: Typing,
    described: Described,
    placeholder: Placeholder,
    offers: Option<String>,
) -> impl IntoView {
    let state = State::here();
    let path = id.trim_start_matches("field-").to_string();
    let input = NodeRef::<html::Input>::new();
    let invalid = described.clone();
    view! {
        <input type="text" id=id.clone() data-testid=id node_ref=input placeholder=text(move || placeholder.text()) class:unstated=move || placeholder.unstated()
            spellcheck="false" autocomplete="off" autocapitalize="off" list=offers
            aria-invalid=maybe(move || invalid.invalid())
            aria-describedby=maybe(move || described.by())
            prop:value=text(move || typing.shown())
            on:input=move |event| typing.input(&event_target_value(&event))
            on:keydown=move |event| if !taken(&event, state, &path) && let Some(element) = input.get_untracked() { arrow(&event, &element, typing) }/>
    }
}

/// As many lines as the text takes, none of them broken by hand; a flow completes names.
#[component]
fn Long(
    id: String,
    typing: Typing,
    described: Described,
    placeholder: Placeholder,
    flow: bool,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let state = State::here();
    let path = id.trim_start_matches("field-").to_string();
    let completing = Completing::new(typing, area, flow);
    let rows = text(move || (typing.shown().chars().count() / 44 + 1).min(8).to_string());
    let invalid = described.clone();
    let list = format!("completions-{id}");
    let owned = flow.then(|| list.clone());
    view! {
        <textarea id=id.clone() data-testid=id placeholder=text(move || placeholder.text()) class:unstated=move || placeholder.unstated() rows=rows node_ref=area
            spellcheck="false" autocomplete="off" autocapitalize="off"
            aria-autocomplete=flow.then_some("list") aria-controls=owned
            aria-activedescendant=maybe(move || completing.active())
            aria-invalid=maybe(move || invalid.invalid())
            aria-describedby=maybe(move || described.by())
            prop:value=text(move || typing.shown())
            on:input=move |event| { typing.input(&event_target_value(&event)); completing.look() }
            on:blur=move |_| completing.close()
            on:keydown=move |event| if !completing.key(&event) && event.key() == "Enter" { event.prevent_default(); take_first(state, &path); }></textarea>
        {flow.then(|| completing.list(list))}
    }
}

/// Enter takes the first way out of what is wrong with the value at `path`, where there is one; Tab only
/// one that needs no asking, and leads on.
fn taken(event: &ev::KeyboardEvent, state: State, path: &str) -> bool {
    match event.key().as_str() {
        "Enter" => take_first(state, path),
        "Tab" => {
            take_sure(state, path);
            false
        }
        _ => false,
    }
}

/// Arrow keys step the number under the caret; with Shift ten times as far.
fn arrow(event: &ev::KeyboardEvent, element: &HtmlInputElement, typing: Typing) {
    let up = match event.key().as_str() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    let text = element.value();
    let caret = element.selection_start().ok().flatten().unwrap_or(0);
    let way = Step {
        up,
        large: event.shift_key(),
    };
    let Some(moved) = step(&text, position::byte(&text, caret), way) else {
        return;
    };
    event.prevent_default();
    element.set_value(&moved);
    drop(element.set_selection_range(caret, caret));
    typing.input(&moved);
}
