//! The page as a whole: where it begins, and its three zones.

use crate::browser::{location, storage, theme, trap};
use crate::logic::address::Address;
use crate::logic::history::History;
use crate::logic::sentence::sentence;
use crate::logic::start::{self, Start};
use crate::state::{Look, State, Tab};
use crate::view::embed::Embed;
use crate::view::header::Header;
use crate::view::notes::Notes;
use crate::view::notice::Notice;
use crate::view::problem::ProblemStrip;
use crate::view::tabs::{TabBar, TabPanel};
use crate::view::verdict::VerdictZone;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlElement;

/// Reads the address and what the browser kept, and shows the page.
pub fn begin() {
    let Some(root) = root() else { return };
    root.set_inner_html("");
    let address = Address::parse(&location::fragment());
    if let Some(view) = address.view.clone() {
        mount_to(root, move || embedded(&address, view)).forget();
    } else {
        mount_to(root, move || whole(&address)).forget();
    }
}

fn root() -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .get_element_by_id("app")?
        .dyn_into()
        .ok()
}

fn whole(address: &Address) -> impl IntoView + use<> {
    let Start { text, before, notice } = start::start(address, storage::kept(storage::KEPT_TEXT));
    let history = match before {
        Some(before) => {
            storage::keep(storage::KEPT_BEFORE, &before);
            History::opened_over(before, text)
        }
        None => History::new(text),
    };
    let state = State::new(history, look(theme::Choice::kept()));
    provide_context(state);
    state.notice.set(notice);
    state.keep_up();
    Effect::new(move |_| state.look.colours.get().apply());
    follow_address(state);
    follow_keys(state);
    if let Some(trap) = address.trap {
        set_timeout(move || trap::force(trap), std::time::Duration::ZERO);
    }
    view! {
        <Header/>
        <Notice/>
        <VerdictZone/>
        <TabBar/>
        <TabPanel/>
        <Notes/>
        <ProblemStrip/>
    }
}

fn embedded(address: &Address, name: String) -> impl IntoView + use<> {
    let opened = start::open(address).unwrap_or_else(|| start::preset(start::WORKED_EXAMPLE));
    let (text, refusal) = match opened {
        Ok(text) => (text, None),
        Err(reason) => (String::new(), Some(reason)),
    };
    let state = State::new(History::new(text), look(theme::Choice::System));
    provide_context(state);
    window_event_listener(ev::hashchange, |_| location::reload());
    view! { <Embed name refusal/> }
}

/// How the page looks at first, following the system from then on.
fn look(colours: theme::Choice) -> Look {
    let system = theme::system();
    let look = Look {
        tab: RwSignal::new(Tab::Flow),
        colours: RwSignal::new(colours),
        system_dark: RwSignal::new(system.as_ref().is_some_and(|list| list.matches())),
        pixel_ratio: RwSignal::new(pixel_ratio()),
        design: RwSignal::new(None),
    };
    if let Some(list) = system {
        let asked = list.clone();
        let changed = Closure::<dyn FnMut()>::new(move || look.system_dark.set(asked.matches()));
        list.set_onchange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    }
    window_event_listener(ev::resize, move |_| {
        if pixel_ratio() != look.pixel_ratio.get_untracked() {
            look.pixel_ratio.set(pixel_ratio());
        }
    });
    look
}

fn pixel_ratio() -> f64 {
    web_sys::window()
        .map_or(1.0, |window| window.device_pixel_ratio())
        .clamp(0.5, 4.0)
}

/// Opens what the address asks for when it changes under the page.
fn follow_address(state: State) {
    window_event_listener(ev::hashchange, move |_| {
        let address = Address::parse(&location::fragment());
        if let Some(trap) = address.trap {
            trap::force(trap);
        }
        if address.view.is_some() {
            return location::reload();
        }
        match start::open(&address) {
            Some(Ok(text)) => state.open(text),
            Some(Err(reason)) => {
                let reason = sentence(&reason);
                state.notice.set(Some(format!(
                    "The link could not be opened: {reason} Your text is as it was."
                )));
                location::replace(&start::fragment(&state.text.get_untracked()));
            }
            None => {}
        }
    });
}

/// Undo and redo from the keyboard, wherever the caret is.
fn follow_keys(state: State) {
    window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => state.undo(),
            ("z", true) | ("y", false) => state.redo(),
            _ => return,
        }
        event.prevent_default();
    });
}
