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
mod frame;
mod journey;
mod memory;
mod reckon;
mod route;
mod service;
mod sound;
mod structure;
mod values;
mod waits;
mod work;

pub use design::Costs;
pub use expand::MAX_CALLS;
pub use memory::Memory;
pub use values::{Inputs, Slot};

use crate::decision::Thresholds;
use crate::problem::Problem;
use crate::scenario::Reading;
use design::{DesignPlan, Room};

/// A scenario, compiled.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) title: String,
    pub(crate) currency: String,
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
        Rooms(self.designs.iter().map(DesignPlan::room).collect())
    }

    /// Costs of every design at `values` (one per slot of [`Plan::inputs`]), in the order of the
    /// designs; allocates nothing.
    pub fn costs(&self, values: &[f64], rooms: &mut Rooms, out: &mut [Costs]) {
        for ((design, room), out) in self.designs.iter().zip(&mut rooms.0).zip(out) {
            *out = design.costs(values, room);
        }
    }

    /// Number of designs [`Plan::costs`] fills in.
    pub fn designs(&self) -> usize {
        self.designs.len()
    }
}

/// Working space of [`Plan::costs`].
#[derive(Clone, Debug)]
pub struct Rooms(Vec<Room>);

pub(crate) use check::percentile;
