//! Wrongness: how often a design's answers are wrong, and what that costs.
//!
//! # What it computes
//! Wrong answers a year and the money they cost.
//!
//! # Formula
//! events = requests a year × (1 − share of the year with a partition) × p_d; cost = events ×
//! ((1 − found) × Σ share·cost over the harms + found × repair). p_d, first that applies: the design's
//! own error probability; with causes, p × (share the design's level admits)/(share the level
//! `measured_at` admits); p × residual when the level it delivers is at least `prevented_by` (SS unless
//! said otherwise); else p. A harm of some causes only is done by the part they make of the causes
//! the design admits.
//!
//! # Example
//! 172.8 million payments a day, one in 10,000 wrong, $50 + $10,000 + 10 % of $500 each:
//! $63,702,720,000 a year.

use super::partition::Split;
use crate::number::Number;
use crate::plan::Slot;
use crate::quantity::SECONDS_PER_YEAR;

/// A sum of shares, as a part of another sum of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Part {
    pub(crate) of: Vec<Slot>,
    pub(crate) whole: Vec<Slot>,
}

impl Part {
    /// The quotient; 0 of nothing.
    fn share<N: Number>(&self, values: &[N]) -> N {
        let sum = |slots: &[Slot]| slots.iter().map(|slot| slot.of(values)).sum::<N>();
        N::of(quotient, &[sum(&self.of), sum(&self.whole)])
    }
}

/// The first by the second of two; 0 of nothing.
fn quotient(of: &[f64]) -> f64 {
    match of {
        [part, whole] if *whole > 0.0 => part / whole,
        _ => 0.0,
    }
}

/// One kind of harm compiled.
#[derive(Clone, Debug)]
pub(crate) struct HarmPlan {
    pub(crate) name: String,
    pub(crate) cost: Slot,
    pub(crate) share: Option<Slot>,
    /// The causes that do it among those the design admits; every wrong answer when absent.
    pub(crate) causes: Option<Part>,
}

impl HarmPlan {
    /// Money each time it is met with.
    pub(crate) fn each<N: Number>(&self, values: &[N]) -> N {
        let cost = self.cost.of(values);
        self.share.map_or(cost, |slot| cost * slot.of(values))
    }

    /// The share of wrong answers that do it, were none of them found.
    fn share<N: Number>(&self, values: &[N]) -> N {
        let causes = self.causes.as_ref().map(|part| part.share(values));
        let share = self.share.map(|slot| slot.of(values));
        causes.unwrap_or(N::from(1.0)) * share.unwrap_or(N::from(1.0))
    }
}

/// How often a design's answers are wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ErrorRate {
    /// The scenario's probability: nothing in the design prevents the errors.
    Unprevented(Slot),
    /// The design names its own probability.
    Own(Slot),
    /// The part of the scenario's errors whose causes the design's level admits.
    ByCause { probability: Slot, admitted: Part },
    /// The design's level prevents them, up to a residual share: 0 when nobody states one.
    Prevented {
        probability: Slot,
        residual: Slot,
        residual_stated: bool,
    },
}

impl ErrorRate {
    /// Share of requests that go wrong.
    pub(crate) fn probability<N: Number>(&self, values: &[N]) -> N {
        match self {
            ErrorRate::Unprevented(p) | ErrorRate::Own(p) => p.of(values),
            ErrorRate::ByCause {
                probability,
                admitted,
            } => probability.of(values) * admitted.share(values),
            ErrorRate::Prevented {
                probability,
                residual,
                ..
            } => probability.of(values) * residual.of(values),
        }
    }
}

/// What finding wrong answers in time does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repair {
    pub(crate) found: Slot,
    pub(crate) cost: Slot,
}

/// Wrongness of one design.
#[derive(Clone, Debug)]
pub(crate) struct WrongPlan {
    pub(crate) rate: ErrorRate,
    pub(crate) traffic: Vec<Slot>,
    pub(crate) harms: Vec<HarmPlan>,
    pub(crate) repair: Option<Repair>,
    /// Partitions, whose wrong answers are counted apart.
    pub(crate) split: Option<Split>,
}

/// One line of what wrong answers cost: a harm, or repairing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WrongLine<'a, N> {
    pub(crate) name: &'a str,
    /// Share of the wrong answers.
    pub(crate) share: N,
    /// Money each.
    pub(crate) cost: N,
}

impl WrongPlan {
    /// Requests a year that can go wrong in this way.
    pub(crate) fn requests<N: Number>(&self, values: &[N]) -> N {
        let traffic = self.traffic.iter().map(|slot| slot.of(values));
        let requests: N = traffic.map(|traffic| traffic * SECONDS_PER_YEAR).sum();
        self.split
            .map_or(requests, |split| requests * split.share(values).rest())
    }

    /// Wrong answers a year.
    pub(crate) fn events<N: Number>(&self, values: &[N]) -> N {
        self.requests(values) * self.rate.probability(values)
    }

    /// The harms, and behind them what repairing costs where some are found.
    pub(crate) fn lines<'a, N: Number>(&'a self, values: &'a [N]) -> impl Iterator<Item = WrongLine<'a, N>> {
        let found = self.repair.map_or(N::from(0.0), |repair| repair.found.of(values));
        let harms = self.harms.iter().map(move |harm| WrongLine {
            name: &harm.name,
            share: found.rest() * harm.share(values),
            cost: harm.cost.of(values),
        });
        harms.chain(self.repair.map(|repair| WrongLine {
            name: "Found and repaired",
            share: found,
            cost: repair.cost.of(values),
        }))
    }

    /// Money a year.
    pub(crate) fn yearly<N: Number>(&self, values: &[N]) -> N {
        let each: N = self.lines(values).map(|line| line.share * line.cost).sum();
        self.events(values) * each
    }
}
