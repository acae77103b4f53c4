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
//! within draws. So z = Φ⁻¹(P) is put in a table over the odds u/(1−u), from a thousandth to a thousand
//! times what they are at medians, less the z₀ of the normal law with the same mean and variance, which
//! is all where outages are many; what is left of it is smooth, and interpolated by cubics. The table is
//! that of one part with the chain's mean outage, which is exact for one part whose failure rate is
//! moved; for a chain it is shifted in z to meet what was drawn at medians. With β = (1 − A)·month over
//! the mean outage and α = A·month over the mean time between failures, P is the chance that one Poisson
//! number of mean α exceeds one of mean β, and z₀ = (α − β − ½)/√(α + β). The approximation is that a draw
//! changes how often the chain is down and not how long an outage lasts, and that z moves with u as
//! that of one part does. Where all parts are repaired alike that is within what the months drawn leave
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
const STEP: f64 = 0.0625;
/// Odds nearer to 0 or 1 are those of a float's last digits.
const LEAST: f64 = 1e-15;
/// Probabilities nearer to 0 or 1 have lost their digits in sums.
const KNOWN: f64 = 1e-12;

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
    /// What the normal law leaves of z, by [`STEP`]; none where the chain is never down.
    table: Vec<f64>,
    law: Many,
    /// Standard error at medians, where months were drawn.
    error: Option<f64>,
}

/// The normal law of many outages.
#[derive(Clone, Copy, Debug)]
struct Many {
    /// Outages that fit into what is allowed, on average.
    allowed: f64,
    /// The rest of the month over the mean outage.
    rest: f64,
}

impl Many {
    /// z₀ where the log-odds of the unavailability are `place`.
    fn quantile(self, place: f64) -> f64 {
        let begun = self.rest * math::exp(place);
        (begun - self.allowed - 0.5) / (begun + self.allowed).sqrt()
    }
}

impl Chance {
    fn new(allowed: f64, months: &Months) -> Self {
        let Months {
            downtime,
            unavailability,
            outage,
        } = months;
        let law = Many {
            allowed: allowed * downtime.window / outage,
            rest: (1.0 - allowed) * downtime.window / outage,
        };
        let mut own = Self {
            first: log_odds(*unavailability) - REACH,
            table: Vec::new(),
            law,
            error: None,
        };
        if *outage <= 0.0 || allowed >= 1.0 {
            return own;
        }
        let here = log_odds(*unavailability);
        let one = |place: f64| {
            let part = Downtime::of_one(downtime.window, outage * math::exp(-place), *outage);
            quantile(over(&part, allowed))
        };
        let drawn = over(downtime, allowed);
        own.error = downtime.error(drawn);
        // What never or always happened in some thousand months says nothing of the law.
        let shift = quantile(drawn)
            .zip(one(here))
            .map_or(0.0, |(drawn, one)| drawn - one);
        // Down half of the time is far enough.
        let reach = REACH + REACH.min((-here).max(0.0));
        let count = (reach / STEP).ceil() as u32 + 1;
        let places = (0..count).map(|at| own.first + STEP * f64::from(at));
        let left: Vec<Option<f64>> = places
            .map(|place| one(place).map(|z| z - law.quantile(place)))
            .collect();
        own.table = filled(&left).into_iter().map(|left| left + shift).collect();
        own
    }

    /// The probability at this unavailability; allocates nothing.
    fn at(&self, unavailability: f64) -> f64 {
        if self.table.is_empty() || unavailability <= 0.0 {
            return 0.0;
        }
        let here = log_odds(unavailability);
        let place = (here - self.first) / STEP;
        if place <= 0.0 {
            // Outages this rare come one at a time: as often as there are any.
            let lowest = self.odds_at(0, 0.0, self.first);
            return lowest * math::exp(here - self.first).min(1.0);
        }
        let last = self.table.len() - 1;
        match place as usize {
            at if at >= last => self.odds_at(last, 0.0, self.first + STEP * last as f64),
            at => self.odds_at(at, place - at as f64, here),
        }
    }

    /// The probability where the log-odds of the unavailability are `here`, part of a step behind `at`.
    fn odds_at(&self, at: usize, part: f64, here: f64) -> f64 {
        let probability = math::normal_cdf(self.law.quantile(here) + self.between(at, part));
        if probability <= 2.0 * LEAST {
            0.0
        } else {
            probability
        }
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

/// Where the digits of a float say nothing, what the nearest neighbour that knows says.
fn filled(left: &[Option<f64>]) -> Vec<f64> {
    let known = |at: usize| {
        let away = |other: &usize| other.abs_diff(at);
        let nearest = (0..left.len())
            .filter(|other| left[*other].is_some())
            .min_by_key(away);
        nearest.and_then(|other| left[other]).unwrap_or(0.0)
    };
    (0..left.len())
        .map(|at| left[at].unwrap_or_else(|| known(at)))
        .collect()
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

/// Φ⁻¹; none where a float cannot tell the probability from 0 or 1.
fn quantile(probability: f64) -> Option<f64> {
    let told = (KNOWN..=1.0 - KNOWN).contains(&probability);
    told.then(|| math::normal_quantile(probability))
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
        /// Of one part the table is what the closed form says there: to a thousandth of it, and to two
        /// months in a hundred thousand.
        #[test]
        fn a_draw_of_one_part_is_its_closed_form(
            q in 1e-5..0.05_f64, minutes in 1.0..600.0_f64, allowed in 1e-4..0.05_f64, factor in -6.9..6.9_f64,
        ) {
            let mttr = minutes * 60.0;
            let chance = Chance::new(allowed, &one(q, mttr));
            let odds = math::exp((log_odds(q) + factor).min(0.0));
            let moved = odds / (1.0 + odds);
            let exact = over(&one(moved, mttr).downtime, allowed);
            let found = chance.at(moved);
            prop_assert!((found - exact).abs() <= 1e-3 * exact.min(0.02) + 1e-9, "{found} {exact}");
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
