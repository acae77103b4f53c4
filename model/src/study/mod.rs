//! A plan under uncertainty: draws, what would change the decision, what knowing is worth.
//!
//! # What it computes
//! A [`Study`] draws every range of a plan, prices every design in every draw, and puts expectations,
//! chances and what to measure first into the assessment.
//!
//! # Why it matters
//! The design that is best at the medians need not be best on average, and a verdict is only worth
//! what it survives.
//!
//! # Formula
//! Each range has one uniform per draw ([`crate::estimate::Uniforms`]) and takes its quantile, kept
//! inside what is legal; those with a `[[correlation]]` are mixed first. Designs share what they share; p50 and p99 of one service move together.
//! Requirements are decided once, at medians. Draws come in chunks of [`CHUNK`]; a chunk depends on
//! its number and the seed alone, and chunks are merged in the order of their numbers, so that results
//! are the same bits for any number of workers, and a study of more draws only adds to one of fewer.
//!
//! # Example
//! ```
//! use quorate_model::{Assessor, estimate::Env, study::{Gathered, Study}};
//! let text = "traffic = \"100/s\"\n[[cost]]\nprice = \"$1/h to $4/h\"";
//! let plan = Assessor::new().plan(text).unwrap();
//! let study = Study::new(&plan, Env { samples: 2000, seed: 1 });
//! let mut gathered = Gathered::default();
//! (0..study.chunks()).for_each(|number| gathered.take(&study, &study.chunk(number)));
//! let assessment = study.assess(&gathered);
//! let total = assessment.designs[0].total.unwrap();
//! // The median is $2/h; the mean of the lognormal lies above it.
//! assert!(total > 2.0 * 8760.0 && total < 2.4 * 8760.0);
//! ```

mod axis;
mod carry;
mod chunk;
mod closing;
mod gathered;
mod halves;
mod lines;
mod map;
mod pricing;
mod range;
mod results;
mod sensitivity;
mod sheet;
mod shown;
mod trial;

pub use carry::carry;
use chunk::PARTS;
pub use chunk::{CHUNK, Chunk, Worker};
pub use closing::Closing;
pub use gathered::Gathered;
pub use halves::half_flips;
pub use sensitivity::{flips, tornado};

use crate::estimate::Env;
use crate::plan::Plan;
use pricing::Pricing;
use range::Range;
use std::borrow::Cow;

/// A plan, what is uncertain in it, and how many draws to take.
#[derive(Clone, Debug)]
pub struct Study<'a> {
    plan: Cow<'a, Plan>,
    env: Env,
    ranges: Vec<Range>,
    pricing: Pricing,
    /// Those drawn together, by number, in the order of the plan's copula.
    together: Vec<usize>,
}

impl<'a> Study<'a> {
    /// A study of `plan`; without a range in it there is nothing to draw.
    pub fn new(plan: &'a Plan, env: Env) -> Self {
        Self::of(Cow::Borrowed(plan), env)
    }

    /// A study that keeps its plan.
    pub fn keeping(plan: Plan, env: Env) -> Study<'static> {
        Study::of(Cow::Owned(plan), env)
    }

    fn of(plan: Cow<'a, Plan>, env: Env) -> Self {
        let ranges = range::all(plan.inputs());
        let slots = plan.together.iter().flat_map(|together| &together.slots);
        let number = |slot| ranges.iter().position(|range| range.slot == slot);
        let together = slots.filter_map(|slot| number(*slot)).collect();
        let mut study = Self {
            pricing: Pricing::new(&plan, &ranges),
            plan,
            env,
            ranges,
            together,
        };
        study.want(env.samples);
        study
    }

    /// Wants so many draws from now on; those that are there stay of use.
    pub fn want(&mut self, samples: u32) {
        self.env.samples = if self.ranges.is_empty() { 0 } else { samples };
    }

    /// Draws to take; none when there is nothing to draw.
    pub fn samples(&self) -> u32 {
        self.env.samples
    }

    /// Chunks to compute, numbered from 0; none when there is nothing to draw.
    pub fn chunks(&self) -> u32 {
        self.env.samples.div_ceil(CHUNK)
    }
}
