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
use crate::plan::Slot;

/// A sum of shares, as a part of another sum of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Part {
    pub(crate) of: Vec<Slot>,
    pub(crate) whole: Vec<Slot>,
}

impl Part {
    /// The quotient; 0 of nothing.
    fn share(&self, values: &[f64]) -> f64 {
        let sum = |slots: &[Slot]| slots.iter().map(|slot| slot.of(values)).sum::<f64>();
        let whole = sum(&self.whole);
        if whole > 0.0 { sum(&self.of) / whole } else { 0.0 }
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
    pub(crate) fn each(&self, values: &[f64]) -> f64 {
        self.cost.of(values) * self.share.map_or(1.0, |slot| slot.of(values))
    }

    /// The share of wrong answers that do it, were none of them found.
    fn share(&self, values: &[f64]) -> f64 {
        let causes = self.causes.as_ref().map_or(1.0, |part| part.share(values));
        causes * self.share.map_or(1.0, |slot| slot.of(values))
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
    pub(crate) fn probability(&self, values: &[f64]) -> f64 {
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
pub(crate) struct WrongLine<'a> {
    pub(crate) name: &'a str,
    /// Share of the wrong answers.
    pub(crate) share: f64,
    /// Money each.
    pub(crate) cost: f64,
}

impl WrongPlan {
    /// Requests a year that can go wrong in this way.
    pub(crate) fn requests(&self, values: &[f64]) -> f64 {
        let requests: f64 = self
            .traffic
            .iter()
            .map(|slot| crate::budget::requests_per_year(slot.of(values)))
            .sum();
        requests * (1.0 - self.split.map_or(0.0, |split| split.share(values)))
    }

    /// Wrong answers a year.
    pub(crate) fn events(&self, values: &[f64]) -> f64 {
        self.requests(values) * self.rate.probability(values)
    }

    /// The harms, and behind them what repairing costs where some are found.
    pub(crate) fn lines<'a>(&'a self, values: &'a [f64]) -> impl Iterator<Item = WrongLine<'a>> {
        let found = self.repair.map_or(0.0, |repair| repair.found.of(values));
        let harms = self.harms.iter().map(move |harm| WrongLine {
            name: &harm.name,
            share: (1.0 - found) * harm.share(values),
            cost: harm.cost.of(values),
        });
        harms.chain(self.repair.map(|repair| WrongLine {
            name: "Found and repaired",
            share: found,
            cost: repair.cost.of(values),
        }))
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.harms.len() + usize::from(self.repair.is_some())
    }

    /// Money a year.
    pub(crate) fn yearly(&self, values: &[f64]) -> f64 {
        let each: f64 = self.lines(values).map(|line| line.share * line.cost).sum();
        self.events(values) * each
    }
}
