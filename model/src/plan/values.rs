//! The inputs of a plan: every estimate once, in one array, so that a draw fills the array.

use crate::estimate::{Distribution, Estimate};
use crate::quantity::Quantity;
use crate::scenario::ItemAmount;
use litemap::LiteMap;

/// Where an input stands in the array of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u32);

impl Slot {
    /// The value in this slot.
    pub fn of(self, values: &[f64]) -> f64 {
        values[self.0 as usize]
    }
}

/// The inputs of a plan and their distributions, in order of first use.
///
/// A value that a design does not patch is the same input as the scenario's.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    distributions: Vec<Distribution>,
    known: LiteMap<usize, Slot>,
}

impl Inputs {
    /// The slot of an estimate.
    pub(crate) fn slot<Q: Quantity>(&mut self, estimate: &Estimate<Q>) -> Slot {
        self.insert(estimate.identity(), estimate.distribution())
    }

    /// The slot of a line item's quantity or price.
    pub(crate) fn amount(&mut self, amount: &ItemAmount) -> Slot {
        self.insert(amount.identity(), amount.distribution())
    }

    fn insert(&mut self, identity: usize, distribution: &Distribution) -> Slot {
        let next = Slot(u32::try_from(self.distributions.len()).unwrap_or(u32::MAX));
        match self.known.get(&identity) {
            Some(known) => *known,
            None => {
                self.distributions.push(*distribution);
                self.known.insert(identity, next);
                next
            }
        }
    }

    /// Every input at its median.
    pub fn medians(&self) -> Vec<f64> {
        self.distributions.iter().map(Distribution::median).collect()
    }

    /// The distributions, slot by slot.
    pub fn distributions(&self) -> &[Distribution] {
        &self.distributions
    }
}
