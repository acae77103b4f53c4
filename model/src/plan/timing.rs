//! A call's time and failures for other inputs than those it was compiled with.

use super::values::{Inputs, Slot};
use crate::latency::{Call, Law, Moments};
use crate::math::Z_99;
use crate::math::{ln, pow};
use crate::scenario::{LatencyText, Service};

/// Where a call's law comes from.
#[derive(Clone, Debug, PartialEq)]
enum Source {
    /// Nowhere, or from what is no input: the law as compiled.
    Fixed,
    Constant(Slot),
    Exponential(Slot),
    /// Mean and standard deviation.
    Moments(Slot, Slot),
    /// p50 (a quarter of the p99 when absent) and p99.
    Quantiles(Option<Slot>, Slot),
}

/// The inputs of a service's calls.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timing {
    source: Source,
    timeout: Option<Slot>,
    backoff: Option<Slot>,
    hedge: Option<Slot>,
    errors: Option<Slot>,
    commit: Option<Slot>,
    retries: u32,
    fails_fast: bool,
    /// Every slot above with its median.
    medians: Vec<(Slot, f64)>,
}

impl Timing {
    /// The inputs of `service`, given places among all.
    pub(crate) fn new(service: &Service, inputs: &mut Inputs) -> Self {
        let mut medians = Vec::new();
        let mut slot = |estimate: &crate::estimate::Estimate<crate::quantity::Duration>| {
            let slot = inputs.slot(estimate);
            medians.push((slot, estimate.median()));
            slot
        };
        let source = match service.latency.as_ref().map(|text| &text.value) {
            Some(LatencyText::Constant(value)) => Source::Constant(slot(value)),
            Some(LatencyText::Exponential(mean)) => Source::Exponential(slot(mean)),
            Some(LatencyText::Moments { mean, sd }) => Source::Moments(slot(mean), slot(sd)),
            Some(LatencyText::Quantiles { p50, p99 }) => {
                Source::Quantiles(p50.as_ref().map(&mut slot), slot(p99))
            }
            Some(LatencyText::Samples(_) | LatencyText::Histogram(_)) | None => Source::Fixed,
        };
        let timeout = service.timeout.as_ref().map(&mut slot);
        let backoff = service.backoff.as_ref().map(&mut slot);
        let hedge = service.hedge.as_ref().map(&mut slot);
        let commit = service.commit.as_ref().map(&mut slot);
        let errors = service.errors.as_ref().map(|errors| {
            let slot = inputs.slot(errors);
            medians.push((slot, errors.median()));
            slot
        });
        medians.iter().for_each(|(slot, _)| inputs.times_calls(*slot));
        if let Source::Quantiles(Some(one), other) | Source::Moments(one, other) = source {
            inputs.follow(one, other);
        }
        Self {
            source,
            timeout,
            backoff,
            hedge,
            errors,
            commit,
            retries: service.retries.unwrap_or(0),
            fails_fast: service.fails_fast.unwrap_or(false),
            medians,
        }
    }

    /// Every input of it.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.medians.iter().map(|(slot, _)| *slot)
    }

    /// Whether every input of it is at its median.
    pub(crate) fn still(&self, values: &[f64]) -> bool {
        self.medians
            .iter()
            .all(|(slot, median)| slot.of(values) == *median)
    }

    /// Whether calls that never fail at medians may in a draw: one of its inputs is a range.
    pub(crate) fn may_fail(&self, inputs: &Inputs) -> bool {
        let distributions = inputs.distributions();
        let range = |slot: &Slot| {
            !matches!(
                distributions[slot.place()],
                crate::estimate::Distribution::Exact(_)
            )
        };
        let fails = self.timeout.is_some() || self.errors.is_some();
        fails && self.medians.iter().any(|(slot, _)| range(slot))
    }

    /// The call at `values`, `compiled` being the one at medians; allocates nothing.
    fn call(&self, compiled: &Call, values: &[f64]) -> Call {
        let of = |slot: Option<Slot>| slot.map(|slot| slot.of(values));
        Call {
            law: self.law(&compiled.law, values),
            timeout: of(self.timeout),
            retries: self.retries,
            backoff: of(self.backoff).unwrap_or(0.0),
            hedge: of(self.hedge),
            errors: of(self.errors).unwrap_or(0.0),
        }
    }

    fn law(&self, compiled: &Law, values: &[f64]) -> Law {
        match self.source {
            Source::Fixed => compiled.clone(),
            Source::Constant(slot) => Law::Constant(slot.of(values)),
            Source::Exponential(slot) => Law::Exponential {
                mean: slot.of(values),
            },
            Source::Moments(mean, sd) => Law::of_moments(mean.of(values), sd.of(values)),
            Source::Quantiles(p50, p99) => {
                let p99 = p99.of(values);
                let p50 = p50.map_or(p99 / 4.0, |p50| p50.of(values));
                if p50 > 0.0 && p99 > p50 {
                    Law::LogNormal {
                        mu: ln(p50),
                        sigma: ln(p99 / p50) / Z_99,
                    }
                } else {
                    Law::Constant(p99.max(p50))
                }
            }
        }
    }

    /// Mean and variance of a call.
    pub(crate) fn moments(&self, compiled: &Call, values: &[f64]) -> Moments {
        self.call(compiled, values).moments()
    }

    /// Probability that a call fails without an outage, its retries used up.
    pub(crate) fn failure(&self, compiled: Option<&Call>, values: &[f64]) -> f64 {
        match compiled {
            Some(compiled) => self.call(compiled, values).failure(),
            None => {
                let errors = self.errors.map_or(0.0, |slot| slot.of(values));
                pow(errors, f64::from(self.retries) + 1.0)
            }
        }
    }

    /// Its timeout in seconds.
    pub(crate) fn timeout(&self, values: &[f64]) -> Option<f64> {
        self.timeout.map(|slot| slot.of(values))
    }

    /// Its commit latency in seconds.
    pub(crate) fn commit(&self, values: &[f64]) -> Option<f64> {
        self.commit.map(|slot| slot.of(values))
    }

    /// Seconds until a caller knows that it is out, as [`super::service::ServicePlan::detection`]; 0
    /// when nobody says.
    pub(crate) fn detection(&self, values: &[f64]) -> f64 {
        let Some(timeout) = self.timeout(values).filter(|_| !self.fails_fast) else {
            return 0.0;
        };
        let retries = f64::from(self.retries);
        timeout * (retries + 1.0) + self.backoff.map_or(0.0, |slot| slot.of(values)) * retries
    }
}
