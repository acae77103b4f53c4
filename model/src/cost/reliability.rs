//! Reliability: whether an investment in it pays, and how many nines to buy.
//!
//! # What it computes
//! What raising availability saves a year, its return and when it has paid for itself; and the number of
//! nines at which buying one more costs as much as it saves.
//!
//! # Why it matters
//! "Five nines" is a wish until somebody has priced the fourth. Each nine costs a multiple of the one
//! before and saves a tenth of what that one saved.
//!
//! # Formula
//! Saving = 8,760 h × (q now − q then) × loss per hour; return = (saving − cost)/cost; paid back after
//! cost/(saving/12) months. Nines cost c(n) = c₀·kⁿ a year and leave L·8,760·10⁻ⁿ of outages, L the loss
//! per hour: the sum is least at n* = ln(L·8,760·ln 10/(c₀·ln k))/ln(10k) (our derivation).
//!
//! # Example
//! $10,000 an hour, from 99.9 % to 99.99 % for $50,000 a year: saves $78,840, a return of 57.7 %, paid
//! back in 7.6 months.
//!
//! # References
//! Return and payback as the source documents have them (004, §5.3), which give no further source.

use super::running::Spread;
use crate::assessment::{Investment, Nines};
use crate::math;
use crate::plan::Slot;
use crate::quantity::{HOURS_PER_YEAR, SECONDS_PER_YEAR};

/// What outages are now: of a design, or of the scenario.
#[derive(Clone, Debug)]
pub(crate) struct Outages {
    pub(crate) design: String,
    /// Share of the time and money lost per second of it, journey by journey.
    pub(crate) journeys: Vec<(f64, f64)>,
}

impl Outages {
    /// Money lost per hour when everything is out.
    fn per_hour(&self) -> f64 {
        self.journeys.iter().map(|(_, loss)| loss * 3600.0).sum()
    }

    /// Share of the time, journeys weighted by what they lose.
    fn share(&self) -> f64 {
        let lost: f64 = self.journeys.iter().map(|(q, loss)| q * loss * 3600.0).sum();
        lost / self.per_hour()
    }
}

/// An investment compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InvestmentPlan {
    /// Per second.
    pub(crate) cost: Option<Slot>,
    pub(crate) once: Option<(Slot, Spread)>,
    /// The unavailability it reaches.
    pub(crate) reaches: Slot,
}

impl InvestmentPlan {
    /// What it does to `outages`; absent where it costs nothing.
    pub(crate) fn assess(&self, values: &[f64], outages: &Outages) -> Option<Investment> {
        let again = self.cost.map_or(0.0, |slot| slot.of(values) * SECONDS_PER_YEAR);
        let once = self
            .once
            .map_or(0.0, |(slot, spread)| slot.of(values) * spread.share(values));
        let cost = again + once;
        if cost <= 0.0 || outages.per_hour() <= 0.0 {
            return None;
        }
        let then = self.reaches.of(values);
        let saved = outages
            .journeys
            .iter()
            .map(|(q, loss)| (q - then).max(0.0) * loss * SECONDS_PER_YEAR);
        let saving: f64 = saved.sum();
        let now = outages.share();
        Some(Investment {
            design: outages.design.clone(),
            from: 1.0 - now,
            to: 1.0 - then,
            hours_saved: (now - then).max(0.0) * HOURS_PER_YEAR,
            saving,
            cost,
            roi: (saving - cost) / cost,
            payback_months: (saving > 0.0).then(|| cost / (saving / 12.0)),
            loss_per_hour: outages.per_hour(),
        })
    }
}

/// What nines cost, compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NinesPlan {
    /// Per second, for the unavailability `at`.
    pub(crate) cost: Slot,
    pub(crate) at: Slot,
    /// What each further nine multiplies it by.
    pub(crate) factor: Slot,
}

impl NinesPlan {
    /// The cheapest number of nines beside those there are; absent where nothing is lost, nines are
    /// free, or there is no end to them.
    pub(crate) fn assess(&self, values: &[f64], outages: &Outages) -> Option<Nines> {
        let (cost, factor) = (self.cost.of(values) * SECONDS_PER_YEAR, self.factor.of(values));
        let (at, lost) = (self.at.of(values), outages.per_hour() * HOURS_PER_YEAR);
        let now = outages.share();
        if cost <= 0.0 || lost <= 0.0 || at <= 0.0 || now <= 0.0 || factor <= 1.0 {
            return None;
        }
        let first = cost / math::pow(factor, -math::log10(at));
        let ten = math::ln(10.0);
        let optimum = math::ln(lost * ten / (first * math::ln(factor))) / math::ln(10.0 * factor);
        let optimum = optimum.max(0.0);
        let nines = Nines {
            design: outages.design.clone(),
            optimum,
            availability: 1.0 - math::pow(10.0, -optimum),
            present: -math::log10(now),
            cost: 0.0,
            loss: 0.0,
            present_cost: 0.0,
            present_loss: 0.0,
            first,
            factor,
            loss_per_hour: outages.per_hour(),
        };
        let ((cost, loss), (present_cost, present_loss)) =
            (nines.yearly(optimum), nines.yearly(nines.present));
        Some(Nines {
            cost,
            loss,
            present_cost,
            present_loss,
            ..nines
        })
    }
}
