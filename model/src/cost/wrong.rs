//! Wrongness: how often a design's answers are wrong, and what that costs.
//!
//! # What it computes
//! Wrong answers a year and the money they cost.
//!
//! # Formula
//! events = requests a year × p_d; cost = events × Σ share·cost over the harms. p_d, first that
//! applies: the design's own error probability; p × residual when the level it delivers is at least
//! `prevented_by` (SS unless said otherwise); else p.
//!
//! # Example
//! 172.8 million payments a day, one in 10,000 wrong, $50 + $10,000 + 10 % of $500 each:
//! $63,702,720,000 a year.

use crate::plan::Slot;

/// One kind of harm compiled.
#[derive(Clone, Debug)]
pub(crate) struct HarmPlan {
    pub(crate) name: String,
    pub(crate) cost: Slot,
    pub(crate) share: Option<Slot>,
}

impl HarmPlan {
    /// Money per wrong answer.
    pub(crate) fn each(&self, values: &[f64]) -> f64 {
        self.cost.of(values) * self.share.map_or(1.0, |slot| slot.of(values))
    }
}

/// How often a design's answers are wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ErrorRate {
    /// The scenario's probability: nothing in the design prevents the errors.
    Unprevented(Slot),
    /// The design names its own probability.
    Own(Slot),
    /// The design's level prevents them, up to a residual share: 0 when nobody states one.
    Prevented {
        probability: Slot,
        residual: Slot,
        residual_stated: bool,
    },
}

impl ErrorRate {
    /// Share of requests that go wrong.
    pub(crate) fn probability(self, values: &[f64]) -> f64 {
        match self {
            ErrorRate::Unprevented(p) | ErrorRate::Own(p) => p.of(values),
            ErrorRate::Prevented {
                probability,
                residual,
                ..
            } => probability.of(values) * residual.of(values),
        }
    }
}

/// Wrongness of one design.
#[derive(Clone, Debug)]
pub(crate) struct WrongPlan {
    pub(crate) rate: ErrorRate,
    pub(crate) traffic: Vec<Slot>,
    pub(crate) harms: Vec<HarmPlan>,
}

impl WrongPlan {
    /// Wrong answers a year.
    pub(crate) fn events(&self, values: &[f64]) -> f64 {
        let requests: f64 = self
            .traffic
            .iter()
            .map(|slot| crate::budget::requests_per_year(slot.of(values)))
            .sum();
        requests * self.rate.probability(values)
    }

    /// Money a year.
    pub(crate) fn yearly(&self, values: &[f64]) -> f64 {
        let each: f64 = self.harms.iter().map(|harm| harm.each(values)).sum();
        self.events(values) * each
    }
}
