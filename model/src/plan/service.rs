//! A service compiled: where its unavailability comes from, and what one call of it takes.

use super::timing::Timing;
use super::values::{Inputs, Slot};
use crate::clip::clip;
use crate::estimate::Estimate;
use crate::latency::{Call, LatencyError, Law};
use crate::quantity::Duration;
use crate::scenario::{LatencyText, Service};
use std::sync::Arc;

/// Where an unavailability comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// Given as an availability.
    Given(Slot),
    /// From mean time between failures (up time) and mean time to repair.
    Repair { mtbf: Slot, mttr: Slot },
    /// Given with domains counted in: q' = 1 − (1−q)/∏(1−q_D).
    Within { own: Box<Source>, domains: Vec<Slot> },
}

impl Source {
    /// The unavailability for one set of inputs.
    pub(crate) fn q(&self, values: &[f64]) -> f64 {
        match self {
            Source::Given(slot) => slot.of(values),
            Source::Repair { mtbf, mttr } => {
                let (up, down) = (mtbf.of(values), mttr.of(values));
                if down <= 0.0 { 0.0 } else { down / (up + down) }
            }
            Source::Within { own, .. } => self.outside(own.q(values), values),
        }
    }

    /// What is left of an unavailability `q` as written once the domains it includes are taken out.
    pub(crate) fn outside(&self, q: f64, values: &[f64]) -> f64 {
        let shared = self.domains_down(values);
        if shared < 1.0 {
            ((q - shared) / (1.0 - shared)).max(0.0)
        } else {
            0.0
        }
    }

    /// The inverse of [`Source::outside`]: `q` with the included domains put back.
    pub(crate) fn written(&self, q: f64, values: &[f64]) -> f64 {
        let shared = self.domains_down(values);
        shared + (1.0 - shared) * q
    }

    /// Probability that a domain it includes is down.
    fn domains_down(&self, values: &[f64]) -> f64 {
        let domains: &[Slot] = match self {
            Source::Within { domains, .. } => domains,
            _ => &[],
        };
        domains
            .iter()
            .fold(0.0, |down, domain| down + (1.0 - down) * domain.of(values))
    }
}

/// A service compiled.
#[derive(Clone, Debug)]
pub(crate) struct ServicePlan {
    pub(crate) name: Arc<str>,
    pub(crate) source: Option<Source>,
    pub(crate) call: Option<Arc<Call>>,
    /// Probability that one call fails without an outage, its retries used up.
    pub(crate) failure: f64,
    /// p99 as written, seconds.
    pub(crate) p99: Option<f64>,
    /// Whether its median was assumed to be a quarter of its p99.
    pub(crate) median_assumed: bool,
    pub(crate) commit: Option<f64>,
    pub(crate) fails_fast: bool,
    pub(crate) timeout: Option<f64>,
    /// The same for other inputs.
    pub(crate) timing: Arc<Timing>,
    /// Whether its calls can fail without an outage, in a draw if not at medians.
    pub(crate) fails: bool,
}

fn median(estimate: &Option<Estimate<Duration>>) -> Option<f64> {
    estimate.as_ref().map(Estimate::median)
}

impl ServicePlan {
    /// Compiles a service; the error is the key it is about and a sentence.
    pub(crate) fn new(
        name: &str,
        service: &Service,
        inputs: &mut Inputs,
    ) -> Result<Self, (&'static str, String)> {
        let source = match (&service.availability, &service.mtbf, &service.mttr) {
            (Some(given), ..) => Some(Source::Given(inputs.slot(given))),
            (None, Some(mtbf), Some(mttr)) => Some(Source::Repair {
                mtbf: inputs.slot(mtbf),
                mttr: inputs.slot(mttr),
            }),
            _ => None,
        };
        let law = service
            .latency
            .as_ref()
            .map(|text| law(&text.value))
            .transpose()
            .map_err(|error| refusal(service, &error))?;
        let call = law
            .map(|law| call(service, law))
            .transpose()
            .map_err(|error| refusal(service, &error))?;
        let errors = service.errors.as_ref().map_or(0.0, Estimate::median);
        let failure = call.as_ref().map_or_else(
            || crate::math::pow(errors, f64::from(service.retries.unwrap_or(0)) + 1.0),
            Call::failure,
        );
        let median_assumed = matches!(
            service.latency.as_ref().map(|text| &text.value),
            Some(LatencyText::Quantiles { p50: None, .. })
        );
        let timing = Timing::new(service, inputs);
        Ok(Self {
            fails: failure > 0.0 || timing.may_fail(inputs),
            timing: Arc::new(timing),
            name: name.into(),
            source,
            p99: call.as_ref().map(|call| call.law.quantile(0.99)),
            call: call.map(Arc::new),
            failure,
            median_assumed,
            commit: median(&service.commit),
            fails_fast: service.fails_fast.unwrap_or(false),
            timeout: median(&service.timeout),
        })
    }

    /// Seconds until a caller knows that this service is out: every attempt runs into its timeout.
    /// `None` when no timeout is given.
    pub(crate) fn detection(&self) -> Option<f64> {
        if self.fails_fast {
            return Some(0.0);
        }
        let timeout = self.timeout?;
        let (retries, backoff) = self
            .call
            .as_ref()
            .map_or((0.0, 0.0), |call| (f64::from(call.retries), call.backoff));
        Some(timeout * (retries + 1.0) + backoff * retries)
    }
}

fn law(text: &LatencyText) -> Result<Law, LatencyError> {
    let law = match text {
        LatencyText::Constant(value) => Law::Constant(value.median()),
        LatencyText::Exponential(mean) => Law::Exponential { mean: mean.median() },
        LatencyText::Samples(samples) => Law::from_samples(samples.clone())?,
        LatencyText::Quantiles { p50, p99 } => {
            let p99 = p99.median();
            let p50 = median(p50).unwrap_or(p99 / 4.0);
            Law::from_p50_p99(p50, p99)?
        }
    };
    law.check()?;
    Ok(law)
}

/// The key to correct, and why.
fn refusal(service: &Service, error: &LatencyError) -> (&'static str, String) {
    let latency = service.latency.as_ref().map_or("", |text| text.raw.as_str());
    match error {
        LatencyError::NeverSucceeds { errors, .. } if *errors >= 1.0 => (
            "errors",
            "every call fails, so no request gets an answer; write errors below `100%`".to_owned(),
        ),
        LatencyError::NeverSucceeds { .. } => {
            let timeout = raw(&service.timeout);
            let message = format!(
                "no answer comes within the timeout of `{}`, so every call fails; raise it above the fastest answer",
                clip(timeout)
            );
            ("timeout", message)
        }
        LatencyError::TooMany { found, limit, .. } => (
            "retries",
            format!("`{found}` retries are more than can be computed; write at most {limit}"),
        ),
        LatencyError::Time { what, .. } => {
            let (key, raw) = match *what {
                "timeout" => ("timeout", raw(&service.timeout)),
                "backoff" => ("backoff", raw(&service.backoff)),
                "hedge delay" => ("hedge", raw(&service.hedge)),
                _ => ("latency", latency),
            };
            (
                key,
                format!(
                    "`{}` is longer than can be computed; write at most `30 years`",
                    clip(raw)
                ),
            )
        }
        LatencyError::Median { .. } => (
            "latency",
            format!(
                "`{}` has a median of nothing beside a longer p99; write a median of at least `1e-3 ns`",
                clip(latency)
            ),
        ),
        LatencyError::Spread { .. } => (
            "latency",
            format!(
                "`{}` spreads too far to be computed; write a p99 of at most 1e12 times the median",
                clip(latency)
            ),
        ),
        other => ("latency", other.to_string()),
    }
}

fn raw(estimate: &Option<Estimate<Duration>>) -> &str {
    estimate.as_ref().map(Estimate::raw).unwrap_or_default()
}

fn call(service: &Service, law: Law) -> Result<Call, LatencyError> {
    let call = Call {
        law,
        timeout: median(&service.timeout),
        retries: service.retries.unwrap_or(0),
        backoff: median(&service.backoff).unwrap_or(0.0),
        hedge: median(&service.hedge),
        errors: service.errors.as_ref().map_or(0.0, Estimate::median),
    };
    call.check()?;
    Ok(call)
}
