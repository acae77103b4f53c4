//! Waiting: revenue lost to added delay.
//!
//! # What it computes
//! Money a year a design loses (or wins) by answering later (or sooner) than the base scenario.
//!
//! # Formula
//! revenue × loss per 100 ms × Δ/100 ms, Δ the difference of mean latencies. 0.6 % per 100 ms unless
//! the scenario says otherwise; linear, trusted within ±250 ms, the range that was measured.
//!
//! # References
//! R. Kohavi et al., "Online Controlled Experiments at Large Scale", KDD 2013, §3.4 (Bing,
//! randomised).

use crate::number::Number;
use crate::plan::Slot;
use crate::quantity::SECONDS_PER_YEAR;
use crate::reckoning::WaitingReckoning;

/// Share of revenue lost per 100 ms when the scenario names none.
pub(crate) const DEFAULT_LOSS_PER_100MS: f64 = 0.006;
/// Seconds either way within which the rule was measured.
pub(crate) const TRUSTED_DELAY: f64 = 0.250;

/// What waiting costs on one journey.
#[derive(Clone, Debug)]
pub(crate) struct WaitingPlan {
    pub(crate) revenue: Slot,
    pub(crate) revenue_share: f64,
    pub(crate) loss: Option<Slot>,
    /// Mean of this design minus mean of the base at medians, seconds.
    pub(crate) delay: f64,
    /// The design's journey, by number.
    pub(crate) journey: usize,
    /// The base's journey of that name, by number, and its mean latency at medians.
    pub(crate) base_journey: usize,
    pub(crate) base_mean: f64,
}

impl WaitingPlan {
    /// Money a year for answering `delay` seconds later than the base, on average.
    pub(crate) fn yearly<N: Number>(&self, values: &[N], delay: N) -> N {
        let default = N::from(DEFAULT_LOSS_PER_100MS);
        let loss = self.loss.map_or(default, |slot| slot.of(values));
        let revenue = self.revenue.of(values) * self.revenue_share * SECONDS_PER_YEAR;
        revenue * loss * (delay / N::from(0.1))
    }

    /// What it was computed from.
    pub(crate) fn reckoning(&self, values: &[f64]) -> WaitingReckoning {
        WaitingReckoning {
            revenue: self.revenue.of(values) * self.revenue_share * 3600.0,
            loss: self.loss.map_or(DEFAULT_LOSS_PER_100MS, |slot| slot.of(values)),
            delay: self.delay,
        }
    }
}
