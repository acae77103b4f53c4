//! The page as a whole: where it begins, and its three zones.

use crate::browser::storage::{self, Local};
use crate::browser::{boot, drop_file, location, now, theme, trap};
use crate::keeping;
use crate::logic::address::Address;
use crate::logic::history::{Entry, History};
use crate::logic::sentence::sentence;
use crate::logic::shelf::Keep;
use crate::logic::start::{self, Memory, Start};
use crate::state::{Look, Panel, State, Tab};
use crate::studying;
use crate::view::choices::ChoiceLists;
use crate::view::embed::Embed;
use crate::view::header::Header;
use crate::view::hint::HintStrip;
use crate::view::kit::when;
use crate::view::note::focus_note;
use crate::view::notes::Notes;
use crate::view::notice::Notice;
use crate::view::problem::ProblemStrip;
use crate::view::tabs::{TabBar, TabPanel};
use crate::view::tour::Tour;
use crate::view::verdict::VerdictZone;
use leptos::ev;
use leptos::prelude::*;
use quorate_model::{Assessor, scenario};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, MediaQueryList};

/// Reads the address and what the browser kept, and shows the page.
pub fn begin() {
    let Some(root) = root() else { return };
    let address = Address::parse(&location::fragment());
    if let Some(view) = address.view.clone() {
        root.set_inner_html("");
        mount_to(root, move || embedded(&address, view)).forget();
        boot::started();
    } else {
        let first = FirstScreen::of(&root);
        mount_to(root, move || whole(&address, first)).forget();
    }
}

/// What stands there until the program runs.
struct FirstScreen {
    header: Option<Element>,
    main: Option<Element>,
}

impl FirstScreen {
    fn of(root: &HtmlElement) -> FirstScreen {
        let find = |name: &str| root.query_selector(name).ok().flatten();
        FirstScreen {
            header: find("header"),
            main: find("main"),
        }
    }

    /// Makes room for the page's own header: what stands below it comes after what is built.
    fn header_comes(&self) {
        if let Some(header) = &self.header {
            header.remove();
        }
        if let Some((main, root)) = self
            .main
            .as_ref()
            .and_then(|main| Some((main, main.parent_element()?)))
        {
            drop(root.append_child(main));
        }
    }

    fn main_comes(&self) {
        if let Some(main) = &self.main {
            main.remove();
        }
    }
}

fn root() -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .get_element_by_id("app")?
        .dyn_into()
        .ok()
}

fn whole(address: &Address, first: FirstScreen) -> impl IntoView + use<> {
    let open = storage::kept_for_tab(storage::SESSION_ID).or_else(|| Local.get(storage::KEPT_OPEN));
    let memory = Memory {
        shelf: keeping::shelf(),
        open: open.as_deref(),
        now: now(),
    };
    let Start {
        entry,
        before,
        notice,
    } = start::start(address, memory);
    let history = match before {
        Some(before) => History::opened_over(before, entry),
        None => History::new(entry),
    };
    let state = State::new(history, look(theme::Choice::kept()));
    provide_context(state);
    state.look.tab.set(first_tab(address, &state.entry().text));
    state.notice.set(notice);
    keeping::keep_up(state);
    Effect::new(move |_| state.look.colours.get().apply());
    follow_address(state);
    follow_keys(state);
    follow_drops(state);
    if let Some(trap) = address.trap {
        set_timeout(move || trap::force(trap), std::time::Duration::ZERO);
    }
    let (first, steps) = (StoredValue::new_local(first), Steps::begin(9));
    // What is called for the first time is compiled for the first time: a small scenario is read, then
    // assessed, then a small choice, then the reader's own, each in a task of its own.
    steps.at(1, || drop(scenario::read(start::SMALL)));
    steps.at(2, || drop(Assessor::new().assess(start::SMALL)));
    steps.at(3, || drop(Assessor::new().assess(start::CHOICE)));
    steps.at(4, move || state.assessment.with_untracked(|_| ()));
    let header = move || {
        first.with_value(FirstScreen::header_comes);
        // These ask for results, which are there now.
        state.keep_following();
        studying::keep_studying(state);
        view! { <Header/> }.into_any()
    };
    let main = move || {
        first.with_value(FirstScreen::main_comes);
        view! {
            <main>
            <Notice/>
            <VerdictZone/>
            <TabBar/>
            {steps.from(7, || view! { <TabPanel/> }.into_any())}
            {steps.from(8, || view! { <Notes/> }.into_any())}
            </main>
        }
        .into_any()
    };
    view! {
        {steps.from(5, header)}
        {steps.from(6, main)}
        {steps.from(9, || view! { <div class="foot"><HintStrip/><ProblemStrip/></div><Tour/><ChoiceLists/> }.into_any())}
    }
}

/// The tab to begin with: after a reload the one that was open, behind a link to a choice that choice.
fn first_tab(address: &Address, text: &str) -> Tab {
    let same = storage::kept_for_tab(storage::SESSION_TEXT).as_deref() == Some(text);
    let kept = storage::kept_for_tab(storage::SESSION_TAB).filter(|_| same);
    let chosen = || address.link.is_some() && start::compares(text);
    match kept.as_deref().and_then(Tab::named) {
        Some(tab) => tab,
        None if chosen() => Tab::Decision,
        None => Tab::Flow,
    }
}

/// How much of the page is built. Each step is a task of its own: between two of them the browser
/// draws, and answers who is reading or typing already.
#[derive(Clone, Copy)]
struct Steps(RwSignal<usize>);

impl Steps {
    /// Begins to take so many steps; then the page is there.
    fn begin(count: usize) -> Steps {
        let steps = Steps(RwSignal::new(0));
        steps.next(count);
        steps
    }

    fn next(self, count: usize) {
        let step = move || {
            if self.0.get_untracked() == count {
                return boot::started();
            }
            self.0.update(|taken| *taken += 1);
            self.next(count);
        };
        set_timeout(step, std::time::Duration::ZERO);
    }

    /// What is done at step `at`.
    fn at(self, at: usize, act: impl Fn() + 'static) {
        Effect::new(move |_| {
            if self.0.get() == at {
                act();
            }
        });
    }

    /// What is built at step `at`.
    fn from(self, at: usize, view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        when(Memo::new(move |_| self.0.get() >= at), view)
    }
}

fn embedded(address: &Address, name: String) -> impl IntoView + use<> {
    let opened = start::open(address).unwrap_or_else(|| Ok(start::worked_example()));
    let (text, refusal) = match opened {
        Ok(text) => (text, None),
        Err(reason) => (String::new(), Some(reason)),
    };
    let entry = Entry {
        id: String::new(),
        text,
    };
    let state = State::new(History::new(entry), look(theme::Choice::System));
    provide_context(state);
    studying::keep_studying(state);
    window_event_listener(ev::hashchange, |_| location::reload());
    view! { <Embed name refusal/> }
}

/// The query that asks whether inputs and results stand side by side.
const WIDE: &str = "(min-width: 56.01rem)";

/// How the page looks at first, following the system from then on.
fn look(colours: theme::Choice) -> Look {
    let look = Look {
        tab: RwSignal::new(Tab::Flow),
        panel: RwSignal::new(None),
        tour: RwSignal::new(None),
        colours: RwSignal::new(colours),
        system_dark: RwSignal::new(false),
        pixel_ratio: RwSignal::new(pixel_ratio()),
        design: RwSignal::new(None),
        about: RwSignal::new(None),
        edited: RwSignal::new(None),
        wide: RwSignal::new(true),
        wanted: RwSignal::new(String::new()),
        unfolded: RwSignal::new(Vec::new()),
    };
    follow(theme::asked(theme::DARK), look.system_dark);
    follow(theme::asked(WIDE), look.wide);
    window_event_listener(ev::resize, move |_| {
        if pixel_ratio() != look.pixel_ratio.get_untracked() {
            look.pixel_ratio.set(pixel_ratio());
        }
    });
    look
}

/// Keeps `answer` what the `asked` query of media answers.
fn follow(asked: Option<MediaQueryList>, answer: RwSignal<bool>) {
    let Some(list) = asked else { return };
    answer.set(list.matches());
    let now = list.clone();
    let changed = Closure::<dyn FnMut()>::new(move || answer.set(now.matches()));
    list.set_onchange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
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
            Some(Ok(text)) => {
                if start::compares(&text) {
                    state.look.tab.set(Tab::Decision);
                }
                state.open(keeping::entry(text));
            }
            Some(Err(reason)) => {
                let reason = sentence(&reason);
                let sentence = format!("The link could not be opened: {reason} Your text is as it was.");
                state.notice.set(Some(sentence.into()));
                location::replace(&start::fragment(&state.text.get_untracked()));
            }
            None => {}
        }
    });
}

/// The keys that do something wherever the caret is; the help lists them.
fn follow_keys(state: State) {
    window_event_listener(ev::keydown, move |event| {
        let chord = (event.ctrl_key() || event.meta_key(), event.alt_key());
        let done = match chord {
            (true, false) => history_key(state, &event),
            (false, true) => page_key(state, &event.code()),
            (false, false) => event.key() == "?" && !types(&event) && help(state),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
}

fn history_key(state: State, event: &web_sys::KeyboardEvent) -> bool {
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => state.undo(),
        ("z", true) | ("y", false) => state.redo(),
        _ => return false,
    }
    true
}

fn page_key(state: State, code: &str) -> bool {
    match code {
        "KeyP" => state.pin(),
        "KeyS" => {
            state.look.toggle(Panel::Share);
            request_animation_frame(|| crate::view::focus("link"));
        }
        "KeyN" => return focus_note(),
        "KeyO" => state.look.toggle(Panel::Scenarios),
        _ => {
            let number = code
                .strip_prefix("Digit")
                .and_then(|digit| digit.parse::<usize>().ok());
            let tab = number.and_then(|number| Tab::ALL.get(number.checked_sub(1)?));
            let Some((tab, name, _)) = tab else { return false };
            state.look.tab.set(*tab);
            crate::view::focus(&format!("tab-{name}"));
        }
    }
    true
}

fn help(state: State) -> bool {
    state.look.toggle(Panel::Keys);
    true
}

/// Whether what is pressed goes into a text.
fn types(event: &web_sys::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Opens a file that is dropped anywhere.
fn follow_drops(state: State) {
    drop_file::follow(move |text| {
        keeping::find(text.as_deref(), move |found| match found {
            Ok(found) => keeping::open_found(state, found),
            Err(reason) => state.notice.set(Some(reason.into())),
        });
    });
}
