//! The compiled scenario: names resolved, diagrams built, latencies solved, prices checked.
//!
//! # What it computes
//! A [`Plan`] holds everything that does not change between draws. [`Plan::costs`] evaluates
//! availability and money of every design for one set of inputs without allocating; the point
//! assessment goes through the same code with every input at its median.
//!
//! # Why it matters
//! A verdict under uncertainty needs thousands of evaluations; what can be decided once is decided
//! once.

mod assess;
mod bound;
mod check;
mod compile;
mod currency;
mod design;
mod expand;
mod explore;
mod find;
mod frame;
mod gather;
mod journey;
mod label;
mod memory;
mod needed;
mod pace;
mod pledge;
mod reckon;
mod route;
mod service;
mod sound;
mod spend;
mod structure;
mod timing;
mod together;
mod values;
mod waits;
mod work;

pub use design::Costs;
pub use expand::MAX_CALLS;
pub use label::Label;
pub use memory::Memory;
pub use values::{Input, Inputs, Slot};

use crate::decision::Thresholds;
use crate::problem::Problem;
use crate::scenario::Reading;
use design::Room;
pub(crate) use design::{DesignPlan, Journeys, Standing};

/// A scenario, compiled.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) title: String,
    pub(crate) currency: String,
    pub(crate) reliability: compile::Reliability,
    /// Whether other currencies have a rate.
    pub(crate) converts: bool,
    pub(crate) notes: Vec<String>,
    pub(crate) inputs: Inputs,
    pub(crate) medians: Vec<f64>,
    /// The scenario without any design's patch.
    pub(crate) base: DesignPlan,
    /// The designs; the base alone when the scenario names none.
    pub(crate) designs: Vec<DesignPlan>,
    pub(crate) named: bool,
    pub(crate) thresholds: Thresholds,
    pub(crate) warnings: Vec<crate::assessment::Warning>,
    pub(crate) has_ranges: bool,
    /// Ranges that are drawn together.
    pub(crate) together: Option<together::Together>,
    /// Inputs that the figures of the decision run over, where a person chose them.
    pub(crate) explored: explore::Explored,
}

impl Plan {
    /// Compiles a scenario; `memory` keeps what has not changed since the last text.
    ///
    /// # Errors
    /// A sentence with its place: an unknown name, a domain that cannot be, units that do not cancel.
    pub fn compile(reading: &Reading, memory: &mut Memory) -> Result<Self, Problem> {
        compile::compile(reading, memory)
    }

    /// The inputs that can be drawn.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Room for [`Plan::costs`], made once.
    pub fn rooms(&self) -> Rooms {
        let ready = |design: &DesignPlan| {
            let mut room = design.room();
            design.get_ready(&self.medians, &mut room);
            room
        };
        let waits = self.waits();
        Rooms {
            base: waits.then(|| ready(&self.base)),
            before: vec![0.0; if waits { self.base.journeys.len() } else { 0 }],
            designs: self.designs.iter().map(ready).collect(),
        }
    }

    /// Whether waiting costs any design something, so that the base's latencies count.
    pub(crate) fn waits(&self) -> bool {
        self.designs.iter().any(|design| !design.waiting.is_empty())
    }

    /// Costs of every design at `values` (one per slot of [`Plan::inputs`]), in the order of the
    /// designs; allocates nothing.
    pub fn costs(&self, values: &[f64], rooms: &mut Rooms, out: &mut [Costs]) {
        if let Some(room) = &mut rooms.base {
            self.base.means(values, room, &mut rooms.before);
        }
        for ((design, room), out) in self.designs.iter().zip(&mut rooms.designs).zip(out) {
            *out = design.costs(values, room, &rooms.before);
        }
    }

    /// How a journey of a design stands at `values`; allocates nothing.
    pub(crate) fn standing(
        &self,
        (design, journey): (usize, usize),
        values: &[f64],
        rooms: &mut Rooms,
    ) -> Standing<f64> {
        self.designs[design].standing(journey, values, &mut rooms.designs[design])
    }

    /// The mean latency of a journey at `values`, in seconds: of a design, or of the base where none is
    /// named, if any design waits; allocates nothing.
    pub(crate) fn mean(
        &self,
        (design, journey): (Option<usize>, usize),
        values: &[f64],
        rooms: &mut Rooms,
    ) -> f64 {
        let room = match design {
            Some(at) => Some((&self.designs[at], &mut rooms.designs[at])),
            None => rooms.base.as_mut().map(|room| (&self.base, room)),
        };
        room.map_or(0.0, |(plan, room)| plan.mean(journey, values, room))
    }

    /// The design with the least total at `values` among those that miss no requirement, the first of
    /// several; `out` is left as by [`Plan::costs`]. Latencies are checked as they are at medians.
    pub fn best(&self, values: &[f64], rooms: &mut Rooms, out: &mut [Costs]) -> Option<usize> {
        self.costs(values, rooms, out);
        let mut best: Option<(usize, f64)> = None;
        for (at, (design, costs)) in self.designs.iter().zip(out).enumerate() {
            let total = costs.total().filter(|_| is_feasible(design, values, costs));
            if let Some(total) = total.filter(|total| best.is_none_or(|(_, least)| *total < least)) {
                best = Some((at, total));
            }
        }
        best.map(|(at, _)| at)
    }

    /// Whether a design misses no requirement at `values`, where it has `costs`.
    pub fn is_feasible(&self, design: usize, values: &[f64], costs: &Costs) -> bool {
        self.designs
            .get(design)
            .is_some_and(|design| is_feasible(design, values, costs))
    }

    /// Whether how long calls take is left as it is where inputs are moved: a latency is required, and
    /// whether it is still met would need distributions solved anew at every step.
    pub(crate) fn holds_latencies(&self) -> bool {
        let required = |design: &DesignPlan| {
            let mut journeys = design.journeys.iter();
            journeys.any(|journey| journey.latency_target.is_some())
        };
        self.inputs.all().iter().any(|input| input.times_calls) && self.designs.iter().any(required)
    }

    /// Number of designs [`Plan::costs`] fills in.
    pub fn designs(&self) -> usize {
        self.designs.len()
    }
}

fn is_feasible(design: &DesignPlan, values: &[f64], costs: &Costs) -> bool {
    !costs.misses_availability && !check::misses_level_or_latency(design, values)
}

/// Working space of [`Plan::costs`].
#[derive(Clone, Debug)]
pub struct Rooms {
    base: Option<Room>,
    /// Mean latencies of the base's journeys.
    before: Vec<f64>,
    designs: Vec<Room>,
}

pub(crate) use assess::AT_MEDIANS;
pub(crate) use check::percentile;
