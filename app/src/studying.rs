//! Studying: the ranges of the scenario are drawn in slices while the page stays at hand.
//!
//! The answer at medians is there at once; a thousand draws follow when the text has stood for a
//! moment, then as many as were asked for. What was drawn from another text is thrown away.

use crate::browser::now;
use crate::state::State;
use leptos::prelude::*;
use quorate_model::assessment::Assessment;
use quorate_model::estimate::Env;
use quorate_model::plan::Plan;
use quorate_model::study::{Chunk, Study};
use quorate_model::{Assessor, Problem};
use std::sync::Arc;
use std::time::Duration;

/// How long a text stands before it is studied.
const CALM: Duration = Duration::from_millis(200);
/// How long the page is kept busy at once, milliseconds.
const SLICE: f64 = 7.0;
/// Draws after which there is something to show.
const FIRST_LOOK: u32 = 1_000;
/// Draws at first.
pub const USUAL: u32 = 10_000;
/// Draws on request: more would keep the page busy too long when they are put together.
pub const MANY: u32 = 100_000;

/// What the draws of one text say.
#[derive(Clone, Debug, PartialEq)]
pub struct Studied {
    /// The text.
    pub text: String,
    /// Its results.
    pub assessment: Arc<Assessment>,
}

/// How the draws go, and how many there are to be.
#[derive(Clone, Copy)]
pub struct Draws {
    /// Draws that are there, and wanted; nothing while there is nothing to draw.
    pub progress: RwSignal<Option<(u32, u32)>>,
    /// Draws that are wanted of each text.
    pub wanted: RwSignal<u32>,
    /// Whether the reader stopped them.
    pub stopped: RwSignal<bool>,
}

impl Draws {
    /// None yet.
    pub fn new() -> Draws {
        Draws {
            progress: RwSignal::new(None),
            wanted: RwSignal::new(USUAL),
            stopped: RwSignal::new(false),
        }
    }
}

/// A study under way.
struct Work {
    text: String,
    plan: Plan,
    samples: u32,
    chunks: Vec<Chunk>,
}

type Bench = StoredValue<Option<Work>, LocalStorage>;

/// Studies every text that stands, from now on.
pub fn keep_studying(state: State) {
    let bench: Bench = StoredValue::new_local(None);
    let assessor = StoredValue::new_local(Assessor::new());
    let mut pending: Option<TimeoutHandle> = None;
    Effect::new(move |_| {
        let (text, samples) = (state.text.get(), state.draws.wanted.get());
        if let Some(waiting) = pending.take() {
            waiting.clear();
        }
        state.draws.stopped.set(false);
        let begin = move || {
            let plan = assessor.try_update_value(|assessor| assessor.plan(&text));
            begin(state, bench, plan, &text, samples);
        };
        pending = set_timeout_with_handle(begin, CALM).ok();
    });
}

fn begin(state: State, bench: Bench, plan: Option<Result<Plan, Problem>>, text: &str, samples: u32) {
    let Some(Ok(plan)) = plan else {
        state.draws.progress.set(None);
        return bench.set_value(None);
    };
    // More draws of the same text only add to those there are.
    let chunks = bench
        .try_update_value(|work| work.take())
        .flatten()
        .filter(|work| work.text == text)
        .map(|work| work.chunks);
    bench.set_value(Some(Work {
        text: text.to_string(),
        plan,
        samples,
        chunks: chunks.unwrap_or_default(),
    }));
    go_on(state, bench);
}

/// Draws for a moment, shows what is worth showing and comes back for the rest.
fn go_on(state: State, bench: Bench) {
    if state.draws.stopped.get_untracked() {
        return;
    }
    let more = bench.try_update_value(|work| work.as_mut().map(|work| work.slice(state)));
    if more.flatten() == Some(true) {
        set_timeout(move || go_on(state, bench), Duration::ZERO);
    }
}

impl Work {
    /// Draws for a slice of time; whether there is more to do.
    fn slice(&mut self, state: State) -> bool {
        let start = now();
        let study = Study::new(
            &self.plan,
            Env {
                samples: self.samples,
                ..Env::default()
            },
        );
        let total = study.chunks();
        let before = self.draws();
        let mut worker = study.worker();
        let mut next = self.chunks.len() as u32;
        while next < total && (now() - start < SLICE || next == 0) {
            let mut chunk = Chunk::default();
            study.draw(next, &mut worker, &mut chunk);
            self.chunks.push(chunk);
            next += 1;
        }
        let (after, done) = (self.draws(), next >= total);
        if done || (before < FIRST_LOOK && after >= FIRST_LOOK) {
            let assessment = Arc::new(study.assess(&self.chunks));
            state.studied.set(Some(Studied {
                text: self.text.clone(),
                assessment,
            }));
        }
        let progress = (total > 0).then_some((after, self.samples));
        state.draws.progress.set(progress);
        !done
    }

    fn draws(&self) -> u32 {
        self.chunks.iter().map(|chunk| chunk.draws).sum()
    }
}
