//! Decision diagrams in a row, ready to be evaluated again and again.
//!
//! # What it computes
//! P(works) and P(fails) of every function asked for, the importance of every part, and the minimal cut
//! sets that weigh most.
//!
//! # Formula
//! `f = x·f₁ + (1−x)·f₀`, where x is a part, or the outcome of a diagram that stands earlier in the
//! row. Probabilities go up as two positive sums, P(f) and P(¬f), so that eleven nines lose no digits
//! to `1 − A`. Birnbaum importance comes down by the chain rule, through modules as through nodes.
//!
//! # References
//! A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering & System Safety 40(3),
//! 1993.

use super::cuts::{CutSet, MOST_SETS, join};

/// One node: if what stands at `choice` works then `high` else `low`; all three are places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The place of what is decided.
    pub choice: u32,
    /// Where it has failed.
    pub low: u32,
    /// Where it works.
    pub high: u32,
}

/// The place of what is never true.
pub const FALSE: u32 = 0;
/// The place of what is always true.
pub const TRUE: u32 = 1;
/// Places of the two constants.
const CONSTANTS: usize = 2;

/// Functions of so many inputs. Places are counted in this order: never, always, the inputs, the steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    inputs: usize,
    steps: Vec<Step>,
    roots: Vec<u32>,
}

/// P(true) and P(false) of a function; they sum to one, and neither is got by subtraction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Both {
    /// Probability of being true.
    pub yes: f64,
    /// Probability of being false.
    pub no: f64,
}

impl Program {
    /// No function of so many inputs.
    pub fn new(inputs: usize) -> Self {
        Self {
            inputs,
            ..Self::default()
        }
    }

    /// The place of an input.
    pub fn input(input: u32) -> u32 {
        input + CONSTANTS as u32
    }

    /// Adds a step; says its place.
    pub fn push(&mut self, step: Step) -> u32 {
        self.steps.push(step);
        u32::try_from(CONSTANTS + self.inputs + self.steps.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a function that is asked for.
    pub fn ask(&mut self, place: u32) {
        self.roots.push(place);
    }

    /// Number of steps.
    pub fn size(&self) -> usize {
        self.steps.len()
    }

    /// Number of functions asked for.
    pub fn asked(&self) -> usize {
        self.roots.len()
    }

    fn first(&self) -> usize {
        CONSTANTS + self.inputs
    }

    /// Room that [`Program::run`] works in.
    pub fn scratch(&self) -> Vec<Both> {
        vec![Both::default(); self.first() + self.steps.len()]
    }

    /// Evaluates every step, each input failing with probability `q[input]` independently.
    pub fn run(&self, q: &[f64], scratch: &mut [Both]) {
        scratch[0] = Both { yes: 0.0, no: 1.0 };
        scratch[1] = Both { yes: 1.0, no: 0.0 };
        for (place, down) in scratch[CONSTANTS..].iter_mut().zip(&q[..self.inputs]) {
            *place = Both {
                yes: 1.0 - down,
                no: *down,
            };
        }
        for (at, step) in (self.first()..).zip(&self.steps) {
            let choice = scratch[step.choice as usize];
            let (low, high) = (scratch[step.low as usize], scratch[step.high as usize]);
            scratch[at] = Both {
                yes: choice.yes * high.yes + choice.no * low.yes,
                no: choice.yes * high.no + choice.no * low.no,
            };
        }
    }

    /// The probability of function number `root` after [`Program::run`].
    pub fn root(&self, root: usize, scratch: &[Both]) -> Both {
        scratch[self.roots[root] as usize]
    }

    /// Birnbaum importance of every input for function number `root` after [`Program::run`]:
    /// P(root | works) − P(root | failed).
    pub fn birnbaum(&self, root: usize, scratch: &[Both]) -> Vec<f64> {
        let mut reach = vec![0.0; self.first() + self.steps.len()];
        reach[self.roots[root] as usize] = 1.0;
        for (at, step) in self.steps.iter().enumerate().rev() {
            let here = reach[self.first() + at];
            let choice = scratch[step.choice as usize];
            reach[step.high as usize] += here * choice.yes;
            reach[step.low as usize] += here * choice.no;
            let (low, high) = (scratch[step.low as usize], scratch[step.high as usize]);
            // Of the two equal differences, the one between the smaller numbers keeps more digits.
            let gain = if high.yes > 0.5 {
                low.no - high.no
            } else {
                high.yes - low.yes
            };
            reach[step.choice as usize] += here * gain;
        }
        reach.truncate(self.first());
        reach.split_off(CONSTANTS)
    }

    /// The most probable minimal cut sets of function number `root`, which nothing that fails may make
    /// true again; the most probable first. Nothing when there are more than `limit` steps.
    pub fn cuts(&self, root: usize, q: &[f64], limit: usize) -> Option<Vec<CutSet>> {
        if self.steps.len() > limit {
            return None;
        }
        let mut sets: Vec<Vec<CutSet>> = Vec::with_capacity(self.first() + self.steps.len());
        sets.extend([vec![CutSet::NOTHING], Vec::new()]);
        let alone = (0..)
            .zip(&q[..self.inputs])
            .map(|(input, down)| CutSet::NOTHING.with(input, *down));
        sets.extend(alone.map(|set| set.into_iter().filter(|set| set.probability > 0.0).collect()));
        for step in &self.steps {
            let (choice, low, high) = (
                &sets[step.choice as usize],
                &sets[step.low as usize],
                &sets[step.high as usize],
            );
            let joined = join(choice, low, high);
            sets.push(joined);
        }
        let mut found = sets.swap_remove(self.roots[root] as usize);
        found.truncate(MOST_SETS);
        Some(found)
    }
}
