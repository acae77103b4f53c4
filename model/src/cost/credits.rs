//! SLA credits: what customers get back for months that were down too long.
//!
//! # What it computes
//! The share of its fees that a contract with tiers gives back in an average month, and the money that
//! is in a year.
//!
//! # Why it matters
//! A credit is a step: a month just inside its tier costs nothing, one just outside costs a tenth of
//! the fees. What it costs is therefore an expectation over months. The credit of the expected
//! availability is something else: it says nothing where one month in five pays, and too much where
//! most months are better than the average.
//!
//! # Formula
//! Fees a year × Σ (cᵢ − cᵢ₋₁)·P(downtime in a month > (1 − Aᵢ)·730 h), tiers from the highest
//! availability Aᵢ down, c₀ = 0. P is the law of the downtime in a window (see
//! [`crate::budget::Downtime`]): exact for one part, drawn for a chain, both with every range at its
//! median.
//!
//! A draw needs P for the unavailability u that it gives the chain, and there is no time to draw months
//! within draws. So P is put in a table over the odds u/(1−u), from a thousandth to a thousand times
//! what they are at medians, and interpolated in log-odds by cubics. The table is that of one part with
//! the chain's mean outage, which is exact for one part whose failure rate is moved; for a chain it is
//! shifted in log-odds to meet what was drawn at medians. The approximation, then, is that a draw
//! changes how often the chain is down and not how long an outage lasts, and that odds move with u as
//! those of one part do. Where all parts are repaired alike that is within what the months drawn leave
//! open, two percent; where a part that is repaired in two hours among others of twenty minutes fails
//! half as much again, within an eighth.
//!
//! # Example
//! 99.9 %, repaired in 30 min, 10 % back below 99.9 %: 37 of 100 months pay, so 3.7 % of the fees.
//!
//! # References
//! L. Takács 1957, as in [`crate::budget::Downtime`]; the tiers are those of cloud providers' service
//! level agreements. The table and its shift are our own derivation.

use crate::assessment::{CreditTier, Credits};
use crate::budget::Downtime;
use crate::math;
use crate::number::Number;
use crate::plan::Slot;
use crate::quantity::{HOURS_PER_MONTH, SECONDS_PER_YEAR};
use std::sync::Arc;

/// A month of 730 hours, in seconds.
pub(crate) const MONTH: f64 = HOURS_PER_MONTH * 3600.0;
/// The table reaches so far in log-odds either way, a factor of 1,097.
const REACH: f64 = 7.0;
/// Between two values of the table.
const STEP: f64 = 0.125;
/// Odds nearer to 0 or 1 are those of a float's last digits.
const LEAST: f64 = 1e-15;

/// What is known of a chain's outages, at medians.
#[derive(Clone, Debug)]
pub(crate) struct Months {
    /// Their law within a month.
    pub(crate) downtime: Downtime,
    /// Share of the time in outage.
    pub(crate) unavailability: f64,
    /// Mean length of an outage, seconds; 0 where there are none.
    pub(crate) outage: f64,
}

/// A contract's credits compiled.
#[derive(Clone, Debug)]
pub(crate) struct CreditsPlan {
    /// Money per second that customers pay.
    pub(crate) fees: Slot,
    /// From the highest availability down.
    pub(crate) tiers: Vec<TierPlan>,
}

/// One tier compiled.
#[derive(Clone, Debug)]
pub(crate) struct TierPlan {
    /// Unavailability above which it applies.
    allowed: f64,
    credit: Slot,
    chance: Arc<Chance>,
}

impl TierPlan {
    pub(crate) fn new(allowed: f64, credit: Slot, months: &Months) -> Self {
        Self {
            allowed,
            credit,
            chance: Arc::new(Chance::new(allowed, months)),
        }
    }
}

impl CreditsPlan {
    /// Share of the fees that is given back where the chain is down so much of the time.
    pub(crate) fn share<N: Number>(&self, values: &[N], unavailability: N) -> N {
        let mut before = N::from(0.0);
        let mut share = N::from(0.0);
        for tier in &self.tiers {
            let credit = tier.credit.of(values);
            let chance = Arc::clone(&tier.chance);
            let chance = N::of(
                move |of| of.first().map_or(0.0, |u| chance.at(*u)),
                &[unavailability],
            );
            share = share + (credit - before) * chance;
            before = credit;
        }
        share
    }

    /// Money a year; allocates nothing.
    pub(crate) fn yearly<N: Number>(&self, values: &[N], unavailability: N) -> N {
        self.fees.of(values) * SECONDS_PER_YEAR * self.share(values, unavailability)
    }

    /// What it comes to, tier by tier.
    pub(crate) fn assess(&self, values: &[f64], unavailability: f64) -> Credits {
        let tier = |tier: &TierPlan| CreditTier {
            below: 1.0 - tier.allowed,
            unavailability: tier.allowed,
            credit: tier.credit.of(values),
            chance: tier.chance.at(unavailability),
            chance_error: tier.chance.error,
        };
        Credits {
            fees: self.fees.of(values) * SECONDS_PER_YEAR,
            share: self.share(values, unavailability),
            yearly: self.yearly(values, unavailability),
            tiers: self.tiers.iter().map(tier).collect(),
        }
    }
}

/// The probability that a month is worse than a tier, over the chain's unavailability.
#[derive(Clone, Debug)]
struct Chance {
    /// Log-odds of the unavailability of the table's first value.
    first: f64,
    /// Log-odds of the probability, by [`STEP`]; none where the chain is never down.
    table: Vec<f64>,
    /// Standard error at medians, where months were drawn.
    error: Option<f64>,
}

impl Chance {
    fn new(allowed: f64, months: &Months) -> Self {
        let Months {
            downtime,
            unavailability,
            outage,
        } = months;
        if *outage <= 0.0 {
            return Self {
                first: 0.0,
                table: Vec::new(),
                error: None,
            };
        }
        let one = |place: f64| {
            let part = Downtime::of_one(downtime.window, outage * math::exp(-place), *outage);
            log_odds(over(&part, allowed))
        };
        let here = log_odds(*unavailability);
        let drawn = over(downtime, allowed);
        // What never or always happened in some thousand months says nothing of the odds.
        let shift = if drawn > 0.0 && drawn < 1.0 {
            log_odds(drawn) - one(here)
        } else {
            0.0
        };
        let first = here - REACH;
        // Down half of the time is far enough.
        let reach = REACH + REACH.min((-here).max(0.0));
        let count = (reach / STEP).ceil() as u32 + 1;
        let table = (0..count).map(|at| one(first + STEP * f64::from(at)) + shift);
        Self {
            first,
            table: table.collect(),
            error: downtime.error(drawn),
        }
    }

    /// The probability at this unavailability; allocates nothing.
    fn at(&self, unavailability: f64) -> f64 {
        let (Some(lowest), Some(highest)) = (self.table.first(), self.table.last()) else {
            return 0.0;
        };
        if unavailability <= 0.0 {
            return 0.0;
        }
        let place = (log_odds(unavailability) - self.first) / STEP;
        if place <= 0.0 {
            // Outages this rare come one at a time: as often as there are any.
            return probability(*lowest) * (unavailability / probability(self.first)).min(1.0);
        }
        let at = place as usize;
        if at + 1 >= self.table.len() {
            return probability(*highest);
        }
        probability(self.between(at, place - at as f64))
    }

    /// A cubic through two neighbours, with the slopes that their neighbours give.
    fn between(&self, at: usize, part: f64) -> f64 {
        let value = |at: usize| self.table[at.min(self.table.len() - 1)];
        let (low, high) = (value(at), value(at + 1));
        let before = if at == 0 { 2.0 * low - high } else { value(at - 1) };
        let (from, to) = (0.5 * (high - before), 0.5 * (value(at + 2) - low));
        let rise = high - low;
        let (second, third) = (3.0 * rise - 2.0 * from - to, from + to - 2.0 * rise);
        low + part * (from + part * (second + part * third))
    }
}

/// The probability of a window with more downtime than its part `allowed`; the digits a float has are
/// no reason to pay.
fn over(law: &Downtime, allowed: f64) -> f64 {
    1.0 - law.chance_within(allowed * law.window * (1.0 + 1e-12))
}

fn log_odds(probability: f64) -> f64 {
    let bounded = probability.clamp(LEAST, 1.0 - LEAST);
    math::ln(bounded / (1.0 - bounded))
}

/// Back from log-odds; none where only the bound of a float's digits is left.
fn probability(log_odds: f64) -> f64 {
    let probability = 1.0 / (1.0 + math::exp(-log_odds));
    if probability <= 2.0 * LEAST {
        0.0
    } else {
        probability
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(q: f64, mttr: f64) -> Months {
        Months {
            downtime: Downtime::of_one(MONTH, mttr * (1.0 - q) / q, mttr),
            unavailability: q,
            outage: mttr,
        }
    }

    proptest! {
        /// Of one part the table is what the closed form says there.
        #[test]
        fn a_draw_of_one_part_is_its_closed_form(
            q in 1e-5..0.05_f64, minutes in 1.0..600.0_f64, allowed in 1e-4..0.05_f64, factor in -6.9..6.9_f64,
        ) {
            let mttr = minutes * 60.0;
            let chance = Chance::new(allowed, &one(q, mttr));
            let moved = probability((log_odds(q) + factor).min(0.0));
            let exact = over(&one(moved, mttr).downtime, allowed);
            let found = chance.at(moved);
            prop_assert!((found - exact).abs() <= 1e-3 * exact.min(1.0 - exact) + 1e-11, "{found} {exact}");
        }

        #[test]
        fn more_outages_are_never_more_seldom_over(
            q in 1e-6..0.3_f64, minutes in 1.0..600.0_f64, allowed in 0.0..0.3_f64, a in 1e-9..1.0_f64, b in 1e-9..1.0_f64,
        ) {
            let chance = Chance::new(allowed, &one(q, minutes * 60.0));
            let (low, high) = (chance.at(a.min(b)), chance.at(a.max(b)));
            prop_assert!((0.0..=1.0).contains(&low) && low <= high * (1.0 + 1e-6) + 1e-12, "{low} {high}");
        }
    }

    #[test]
    fn what_is_never_down_pays_nothing() {
        let never = Months {
            downtime: Downtime::never(MONTH),
            unavailability: 0.0,
            outage: 0.0,
        };
        let chance = Chance::new(1e-3, &never);
        assert!(chance.at(0.0) == 0.0 && chance.at(0.5) == 0.0);
    }
}
