//! The inputs of a plan: every estimate once, in one array, so that a draw fills the array.

use super::currency::rate;
use super::label::Label;
use crate::estimate::{Distribution, Estimate};
use crate::quantity::{Meaning, Quantity};
use crate::scenario::ItemAmount;
use litemap::LiteMap;

/// Where an input stands in the array of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u32);

impl Slot {
    /// The value in this slot.
    pub fn of<N: Copy>(self, values: &[N]) -> N {
        values[self.0 as usize]
    }

    /// Its place in the array of values.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// What one input is.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is called, where a person wrote it.
    pub label: Label,
    /// What its number means.
    pub meaning: Meaning,
    /// Lowest and highest legal number.
    pub bounds: (f64, f64),
    /// The input it moves with: the p50 of a latency follows its p99.
    pub leader: Option<Slot>,
    /// Whether it is about how long a call takes.
    pub times_calls: bool,
}

/// Amounts of line items have no bounds of their own.
const AMOUNT_BOUNDS: (f64, f64) = (-1e30, 1e30);

/// The inputs of a plan and their distributions, in order of first use.
///
/// A value that a design does not patch is the same input as the scenario's.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    distributions: Vec<Distribution>,
    inputs: Vec<Input>,
    known: LiteMap<usize, Slot>,
    /// What other currencies than that of the results are worth.
    rates: Vec<(&'static str, f64)>,
}

impl Inputs {
    /// No inputs yet; money in other currencies is taken at these rates.
    pub(crate) fn with_rates(rates: Vec<(&'static str, f64)>) -> Self {
        Self {
            rates,
            ..Self::default()
        }
    }

    /// `distribution`, in the currency of the results where `raw` is money in another.
    fn converted(&self, distribution: &Distribution, meaning: Meaning, raw: &str) -> Distribution {
        match meaning {
            Meaning::Amount(dimension) if dimension.money == 1 && !self.rates.is_empty() => {
                distribution.scaled(rate(&self.rates, raw))
            }
            _ => *distribution,
        }
    }

    /// The slot of an estimate.
    pub(crate) fn slot<Q: Quantity>(&mut self, estimate: &Estimate<Q>) -> Slot {
        let meaning = Q::KIND.meaning();
        let distribution = self.converted(estimate.distribution(), meaning, estimate.raw());
        self.insert(estimate.identity(), &distribution, meaning, Q::KIND.bounds())
    }

    /// The slot of a line item's quantity or price.
    pub(crate) fn amount(&mut self, amount: &ItemAmount) -> Slot {
        let meaning = Meaning::Amount(amount.dimension());
        let distribution = self.converted(amount.distribution(), meaning, amount.raw());
        self.insert(amount.identity(), &distribution, meaning, AMOUNT_BOUNDS)
    }

    /// The slot of a share nobody wrote and that is 0 therefore; one for every `label`.
    pub(crate) fn implied_share(&mut self, label: Label) -> Slot {
        let same = |input: &Input| input.label == label;
        if let Some(at) = self.inputs.iter().position(same) {
            return Slot(u32::try_from(at).unwrap_or(u32::MAX));
        }
        let slot = self.push(&Distribution::Exact(0.0), Meaning::Share, (0.0, 1.0));
        self.inputs[slot.place()].label = label;
        slot
    }

    /// Notes that an input is about how long a call takes.
    pub(crate) fn times_calls(&mut self, slot: Slot) {
        self.inputs[slot.place()].times_calls = true;
    }

    /// Makes `follower` move with `leader`.
    pub(crate) fn follow(&mut self, follower: Slot, leader: Slot) {
        self.inputs[follower.place()].leader = Some(leader);
    }

    /// Names the input of this identity, unless there is none or it has a name.
    pub(crate) fn name(&mut self, identity: usize, label: impl FnOnce() -> Label) {
        if let Some(slot) = self.known.get(&identity) {
            let own = &mut self.inputs[slot.place()].label;
            if own.path.is_empty() {
                *own = label();
            }
        }
    }

    fn insert(
        &mut self,
        identity: usize,
        distribution: &Distribution,
        meaning: Meaning,
        bounds: (f64, f64),
    ) -> Slot {
        if let Some(slot) = self.known.get(&identity) {
            return *slot;
        }
        let slot = self.push(distribution, meaning, bounds);
        self.known.insert(identity, slot);
        slot
    }

    fn push(&mut self, distribution: &Distribution, meaning: Meaning, bounds: (f64, f64)) -> Slot {
        let slot = Slot(u32::try_from(self.distributions.len()).unwrap_or(u32::MAX));
        self.distributions.push(*distribution);
        self.inputs.push(Input {
            label: Label::default(),
            meaning,
            bounds,
            leader: None,
            times_calls: false,
        });
        slot
    }

    /// Every input at its median.
    pub fn medians(&self) -> Vec<f64> {
        self.distributions.iter().map(Distribution::median).collect()
    }

    /// The distributions, slot by slot.
    pub fn distributions(&self) -> &[Distribution] {
        &self.distributions
    }

    /// Every slot.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + Clone {
        (0..u32::try_from(self.inputs.len()).unwrap_or(u32::MAX)).map(Slot)
    }

    /// What each input is, slot by slot.
    pub fn all(&self) -> &[Input] {
        &self.inputs
    }
}
