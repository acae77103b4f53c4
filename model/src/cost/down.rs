//! Downtime: what outages and failed requests cost.
//!
//! # What it computes
//! Money a year lost to a journey's outages, to requests that fail without one, and to degraded hours.
//!
//! # Formula
//! 8,760 h × q_outage × loss per hour + failed requests × revenue per request + degraded hours ×
//! degraded loss. Loss per hour = (1 − recaptured + penalty + reputation)·revenue + support +
//! productivity + churn.

use crate::number::Number;
use crate::plan::Slot;
use crate::quantity::SECONDS_PER_YEAR;
use crate::reckoning::DownReckoning;

/// Downtime of one journey compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct DownPlan {
    pub(crate) revenue: Option<Slot>,
    pub(crate) revenue_share: f64,
    pub(crate) recaptured: Option<Slot>,
    /// Shares of revenue on top.
    pub(crate) shares: Vec<Term>,
    /// Money per second on top; counted once, with the first journey.
    pub(crate) rates: Vec<Term>,
    pub(crate) degraded: Option<Slot>,
}

/// An input, or the value of a named preset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Term {
    Input(Slot),
    Preset(f64),
}

impl Term {
    fn of<N: Number>(self, values: &[N]) -> N {
        match self {
            Term::Input(slot) => slot.of(values),
            Term::Preset(value) => N::from(value),
        }
    }
}

impl DownPlan {
    /// Money per second of outage.
    pub(crate) fn loss<N: Number>(&self, values: &[N]) -> N {
        let revenue = self.revenue(values);
        let recaptured = self.recaptured.map_or(N::from(0.0), |slot| slot.of(values));
        let shares: N = self.shares.iter().map(|term| term.of(values)).sum();
        let rates: N = self.rates.iter().map(|term| term.of(values)).sum();
        (recaptured.rest() + shares) * revenue + rates
    }

    /// Money a year for the shares of time spent in outage, failing requests and degraded.
    pub(crate) fn yearly<N: Number>(&self, values: &[N], outage: N, failing: N, degraded: N) -> N {
        let degraded_loss = self.degraded.map_or(N::from(0.0), |slot| slot.of(values));
        let lost = outage * self.loss(values) + failing * self.revenue(values) + degraded * degraded_loss;
        lost * SECONDS_PER_YEAR
    }

    /// Money an hour; the shares of time are the journey's.
    pub(crate) fn reckoning(&self, values: &[f64]) -> DownReckoning {
        DownReckoning {
            outage: 0.0,
            failing: 0.0,
            degraded: 0.0,
            loss: self.loss(values) * 3600.0,
            revenue: self.revenue(values) * 3600.0,
            degraded_loss: self.degraded.map_or(0.0, |slot| slot.of(values)) * 3600.0,
        }
    }

    fn revenue<N: Number>(&self, values: &[N]) -> N {
        self.revenue.map_or(N::from(0.0), |slot| slot.of(values)) * self.revenue_share
    }
}
