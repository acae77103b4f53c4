//! Studying: workers draw the ranges of the scenario, seek flips and find what results lean on.
//!
//! The answer at medians is there at once. When a text has stood for a moment the worker that leads is
//! asked to study it: it says what a thousand draws say, then ten thousand. More come on request, and
//! then others help. Answers to anything but the newest question are not heard.

use crate::browser::workers::{self, Running};
use crate::state::State;
use leptos::prelude::*;
use quorate_model::assessment::Assessment;
use quorate_model::decision::advise;
use quorate_model::explain::{Lean, Subject};
use quorate_model::study::{CHUNK, carry};
use quorate_model::tape::Tape;
use quorate_worker::{Answer, Ask, Share, VERSION};
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

/// How long a text stands before it is studied.
const CALM: Duration = Duration::from_millis(100);
/// Draws at first: one worker has them sooner than others would have started.
const USUAL: u32 = 10_000;
/// Draws on request, each ten times as many as before.
const MOST: u32 = 1_000_000;

/// Texts before the newest whose draws are kept: one of them stands while a text is half typed.
const KEPT: usize = 3;

/// What the draws of one text say.
#[derive(Clone, Debug, PartialEq)]
pub struct Studied {
    /// The text.
    pub text: String,
    /// Its results.
    pub assessment: Arc<Assessment>,
}

/// What a result leans on, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaning {
    /// The question.
    pub id: u32,
    /// Strongest first.
    pub leans: Vec<Lean>,
    /// Whether nothing more will be found.
    pub done: bool,
}

/// How the draws go, and how many there are to be.
#[derive(Clone, Copy)]
pub struct Draws {
    /// Draws that are there, and wanted; nothing while there is nothing to draw.
    pub progress: RwSignal<Option<(u32, u32)>>,
    /// Draws that are wanted of the text.
    wanted: RwSignal<u32>,
    /// Whether the reader stopped them.
    pub stopped: RwSignal<bool>,
    /// Why there are none, where something is wrong.
    pub trouble: RwSignal<Option<&'static str>>,
    /// What was found last of what results lean on.
    pub leaning: RwSignal<Leaning>,
    crew: StoredValue<Crew, LocalStorage>,
}

/// The workers and what they were asked last.
#[derive(Default)]
struct Crew {
    lead: Option<Running>,
    helpers: Vec<Running>,
    /// Whether the one that leads has said that it is there.
    ready: bool,
    asked: u32,
    /// The newest study and its text.
    study: u32,
    text: String,
}

const NONE: &str = "This browser does not let the page compute beside itself: ranges stay at their medians, and flips are not sought.";
const NOT_LOADED: &str =
    "What draws the ranges could not be loaded: they stay at their medians, and flips are not sought.";
const STOPPED: &str = "What draws the ranges has stopped by itself. The numbers stand as they are, and nothing you typed is lost.";
const OTHER_VERSION: &str = "What draws the ranges is of another version than this page, so nothing is drawn: reload to have both of one version. Nothing you typed is lost.";

thread_local! {
    /// The state that answers go to.
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

impl Draws {
    /// None yet.
    pub fn new() -> Draws {
        Draws {
            progress: RwSignal::new(None),
            wanted: RwSignal::new(USUAL),
            stopped: RwSignal::new(false),
            trouble: RwSignal::new(None),
            leaning: RwSignal::new(Leaning::default()),
            crew: StoredValue::new_local(Crew::default()),
        }
    }

    /// Draws no more.
    pub fn stop(self) {
        self.stopped.set(true);
        self.crew.with_value(|crew| {
            let all = crew.lead.iter().chain(&crew.helpers);
            all.for_each(|worker| worker.ask(Ask::Stop));
        });
    }

    /// How many draws can be asked for next.
    pub fn next(self) -> Option<u32> {
        let next = self.wanted.get().saturating_mul(10);
        (next <= MOST).then_some(next)
    }

    /// Asks for ten times as many draws.
    pub fn ask_for_more(self) {
        self.wanted
            .update(|wanted| *wanted = wanted.saturating_mul(10).min(MOST));
    }

    /// Asks what a result of `text` leans on, and gives the number of the question.
    pub fn ask_leans(self, text: &str, subject: Subject) -> u32 {
        let ask = |crew: &mut Crew| {
            crew.asked += 1;
            let (id, text) = (crew.asked, text.to_string());
            if let Some(lead) = self.lead(crew) {
                lead.ask(Ask::Leans { id, text, subject });
            }
            id
        };
        self.crew.try_update_value(ask).unwrap_or_default()
    }

    /// Waits no more for the answer to question `id`.
    pub fn forget(self, id: u32) {
        let lead = |crew: &Crew| crew.lead.iter().for_each(|lead| lead.ask(Ask::Forget { id }));
        self.crew.try_with_value(lead);
    }

    /// The worker that leads, started where there is none.
    fn lead<'a>(&self, crew: &'a mut Crew) -> Option<&'a Running> {
        if crew.lead.is_none() {
            crew.ready = false;
            crew.lead = Running::start(hear);
            self.trouble.set(crew.lead.is_none().then_some(NONE));
        }
        crew.lead.as_ref()
    }

    /// Lets all workers go and says why.
    fn give_up(self, why: &'static str) {
        self.crew.update_value(|crew| {
            (crew.lead, crew.ready, crew.study) = (None, false, 0);
            crew.helpers.clear();
            crew.text.clear();
        });
        self.progress.set(None);
        self.trouble.set(Some(why));
    }
}

/// Studies every text that stands, from now on.
pub fn keep_studying(state: State) {
    STATE.set(Some(state));
    let mut pending: Option<TimeoutHandle> = None;
    Effect::new(move |before: Option<String>| {
        let (shown, wanted) = (state.shown_text(), state.draws.wanted.get());
        let text = shown.clone().unwrap_or_default();
        if let Some(waiting) = pending.take() {
            waiting.clear();
        }
        state.draws.stopped.set(false);
        if wanted > USUAL && before.is_some_and(|before| before != text) {
            state.draws.wanted.set(USUAL);
            return text;
        }
        pending = set_timeout_with_handle(move || study(state, shown.as_deref(), wanted), CALM).ok();
        text
    });
}

/// Has `text` studied; nothing, where no text has given results yet.
fn study(state: State, text: Option<&str>, samples: u32) {
    let draws = state.draws;
    let done = draws.progress.get_untracked().map_or(0, |(done, _)| done);
    draws.crew.update_value(|crew| {
        let from = if Some(crew.text.as_str()) == text {
            done / CHUNK
        } else {
            0
        };
        crew.asked += 1;
        crew.study = crew.asked;
        crew.text = text.unwrap_or_default().to_string();
        if text.is_none() {
            draws.progress.set(None);
        } else if draws.lead(crew).is_some() {
            crew.hire(if samples > USUAL { workers::room() - 1 } else { 0 });
            crew.ask(samples, from);
            draws.trouble.set(None);
        }
    });
}

impl Crew {
    /// Has so many others help; those there are have nothing to do any more.
    fn hire(&mut self, helpers: u32) {
        self.helpers.iter().for_each(|helper| helper.ask(Ask::Stop));
        let Some(lead) = &self.lead else { return };
        while self.helpers.len() < helpers as usize {
            let Some(helper) = Running::start(hear) else {
                return;
            };
            lead.take_from(&helper);
            self.helpers.push(helper);
        }
    }

    fn ask(&self, samples: u32, from: u32) {
        let helpers = if samples > USUAL {
            self.helpers.as_slice()
        } else {
            &[]
        };
        let of = 1 + helpers.len() as u32;
        for (own, worker) in (0..).zip(self.lead.iter().chain(helpers)) {
            worker.ask(Ask::Study {
                id: self.study,
                text: self.text.clone(),
                samples,
                from,
                share: Share { own, of },
            });
        }
    }
}

/// What any of the workers says.
fn hear(answer: Option<Answer>) {
    let Some(state) = STATE.get() else { return };
    let draws = state.draws;
    let (ready, study) = draws.crew.with_value(|crew| (crew.ready, crew.study));
    let wanted = draws.wanted.get_untracked();
    match answer {
        None => draws.give_up(if ready { STOPPED } else { NOT_LOADED }),
        Some(Answer::Ready { version }) if version != VERSION => draws.give_up(OTHER_VERSION),
        Some(Answer::Ready { .. }) => draws.crew.update_value(|crew| crew.ready = true),
        Some(Answer::Progress { id, draws: done }) if id == study => {
            draws.progress.set(Some((done, wanted)));
        }
        Some(Answer::Found {
            id,
            draws: done,
            results,
            ..
        }) if id == study => {
            show(state, results);
            draws.progress.set((done > 0).then_some((done, wanted)));
        }
        Some(Answer::Leans { id, leans, done }) => draws.leaning.set(Leaning { id, leans, done }),
        Some(_) => {}
    }
}

/// Puts what was found into the results at medians, which must be those of the same text.
fn show(state: State, mut results: Tape) {
    let text = state.draws.crew.with_value(|crew| crew.text.clone());
    let at_medians = state.at_medians(&text);
    let Some(mut assessment) = at_medians.map(|found| (*found).clone()) else {
        return;
    };
    carry(&mut assessment, &mut results);
    if !results.is_at_its_end() {
        return state.draws.give_up(OTHER_VERSION);
    }
    advise(&mut assessment);
    let assessment = Arc::new(assessment);
    let samples = assessment.engine.samples;
    let better = |known: &Studied| known.text == text && known.assessment.engine.samples > samples;
    if state.studied.with_untracked(|studied| studied.iter().any(better)) {
        return;
    }
    state.studied.update(|studied| {
        studied.retain(|studied| studied.text != text);
        studied.drain(..studied.len().saturating_sub(KEPT));
        studied.push(Studied { text, assessment });
    });
}
