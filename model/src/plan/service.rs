//! A service compiled: where its unavailability comes from, and what one call of it takes.

use super::timing::Timing;
use super::values::{Inputs, Slot};
use crate::assessment::HistogramResult;
use crate::clip::clip;
use crate::estimate::Estimate;
use crate::latency::{Call, LatencyError, Law};
use crate::quantity::Duration;
use crate::scenario::{LatencyText, Resolution, Service};
use std::sync::Arc;

/// Where an unavailability comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// Given as an availability.
    Given(Slot),
    /// From mean time between failures (up time) and mean time to repair.
    Repair { mtbf: Slot, mttr: Slot },
    /// Given with domains counted in: q' = 1 − (1−q)/∏(1−q_D).
    Within { own: Box<Source>, domains: Vec<Source> },
    /// What is left of a member's failures beside those it has in common: q' = q − q_C.
    Beside { own: Box<Source>, common: Box<Source> },
    /// The common failures of a group: a share of its most reliable member's.
    Common { beta: Slot, members: Vec<Source> },
    /// The common failures of two whose outages are correlated:
    /// q_C = c/(u₁u₂ + c) with c = ρ√(q₁u₁q₂u₂), u = 1 − q; exact for the two of them.
    Together {
        correlation: Slot,
        pair: Box<[Source; 2]>,
    },
    /// A cache lacks what is asked for.
    Miss(Slot),
    /// A fallback does not take over, given an outage: (1 − coverage) + time/MTTR.
    Switch {
        coverage: Option<Slot>,
        time: Option<(Slot, Slot)>,
    },
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
            Source::Within { .. } | Source::Beside { .. } => self.outside(self.stated(values), values),
            Source::Common { beta, members } => {
                let least = members.iter().map(|member| member.q(values)).fold(1.0, f64::min);
                beta.of(values) * least
            }
            Source::Together { correlation, pair } => {
                let [a, b] = &**pair;
                common_of_two(a.q(values), b.q(values), correlation.of(values))
            }
            Source::Miss(hits) => 1.0 - hits.of(values),
            Source::Switch { coverage, time } => {
                let uncovered = coverage.map_or(0.0, |slot| 1.0 - slot.of(values));
                let late = time.map_or(0.0, |(time, mttr)| share_of(time.of(values), mttr.of(values)));
                (uncovered + late).min(1.0)
            }
        }
    }

    /// Every input it is computed from.
    pub(crate) fn each_slot(&self, visit: &mut dyn FnMut(Slot)) {
        match self {
            Source::Given(slot) | Source::Miss(slot) => visit(*slot),
            Source::Repair { mtbf, mttr } => [mtbf, mttr].into_iter().for_each(|slot| visit(*slot)),
            Source::Within { own, domains } => {
                own.each_slot(visit);
                domains.iter().for_each(|domain| domain.each_slot(visit));
            }
            Source::Beside { own, common } => [own, common].into_iter().for_each(|one| one.each_slot(visit)),
            Source::Common { beta, members } => {
                visit(*beta);
                members.iter().for_each(|member| member.each_slot(visit));
            }
            Source::Together { correlation, pair } => {
                visit(*correlation);
                pair.iter().for_each(|one| one.each_slot(visit));
            }
            Source::Switch { coverage, time } => {
                let times = time.iter().flat_map(|(time, mttr)| [time, mttr]);
                coverage.iter().chain(times).for_each(|slot| visit(*slot));
            }
        }
    }

    /// As written, all it includes counted in.
    fn stated(&self, values: &[f64]) -> f64 {
        match self {
            Source::Within { own, .. } | Source::Beside { own, .. } => own.stated(values),
            own => own.q(values),
        }
    }

    /// What is left of an unavailability `q` as written once what it includes is taken out.
    pub(crate) fn outside(&self, q: f64, values: &[f64]) -> f64 {
        match self {
            Source::Beside { own, common } => (own.outside(q, values) - common.q(values)).max(0.0),
            Source::Within { own, domains } => {
                let shared = any_down(domains, values);
                let left = own.outside(q, values) - shared;
                if shared < 1.0 {
                    (left / (1.0 - shared)).max(0.0)
                } else {
                    0.0
                }
            }
            _ => q,
        }
    }

    /// The inverse of [`Source::outside`]: `q` with what is included put back.
    pub(crate) fn written(&self, q: f64, values: &[f64]) -> f64 {
        match self {
            Source::Beside { own, common } => own.written((q + common.q(values)).min(1.0), values),
            Source::Within { own, domains } => {
                let shared = any_down(domains, values);
                own.written(shared + (1.0 - shared) * q, values)
            }
            _ => q,
        }
    }
}

/// Probability that any of the domains is down.
fn any_down(domains: &[Source], values: &[f64]) -> f64 {
    domains
        .iter()
        .fold(0.0, |down, domain| down + (1.0 - down) * domain.q(values))
}

/// The failures that two services have in common so that their outages have this correlation.
fn common_of_two(a: f64, b: f64, correlation: f64) -> f64 {
    let both_up = (1.0 - a) * (1.0 - b);
    let more = correlation * (a * (1.0 - a) * b * (1.0 - b)).sqrt();
    if more <= 0.0 { 0.0 } else { more / (both_up + more) }
}

/// The highest correlation that the outages of two services with these unavailabilities can have.
pub(crate) fn highest_correlation(a: f64, b: f64) -> f64 {
    let (less, more) = if a < b { (a, b) } else { (b, a) };
    if more <= 0.0 || more >= 1.0 {
        return 0.0;
    }
    (less * (1.0 - more) / (more * (1.0 - less))).sqrt()
}

/// `part` of `whole`, at most all of it.
fn share_of(part: f64, whole: f64) -> f64 {
    if part <= 0.0 {
        0.0
    } else if whole > 0.0 {
        (part / whole).min(1.0)
    } else {
        1.0
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
    /// Mean time to repair, seconds.
    pub(crate) mttr: Option<f64>,
    pub(crate) fails_fast: bool,
    pub(crate) timeout: Option<f64>,
    /// The same for other inputs.
    pub(crate) timing: Arc<Timing>,
    /// Whether its calls can fail without an outage, in a draw if not at medians.
    pub(crate) fails: bool,
    /// Share of calls it has the answer to, where it is a cache.
    pub(crate) hits: Option<Slot>,
    /// What one more nine of it costs.
    pub(crate) next_nine: Option<Slot>,
    /// What its latency rests on, where it is a histogram.
    pub(crate) histogram: Option<HistogramResult>,
    /// How its fallback takes over, where somebody says.
    pub(crate) switch: Option<Source>,
}

pub(crate) fn median(estimate: &Option<Estimate<Duration>>) -> Option<f64> {
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
        if service.failover_time.is_some() && service.mttr.is_none() {
            let message = "how often a failover takes its time follows from the time to repair; add `mttr = \"30 min\"`";
            return Err(("failover_time", message.to_owned()));
        }
        Ok(Self {
            hits: service.hits.as_ref().map(|hits| inputs.slot(hits)),
            switch: switch(service, inputs),
            next_nine: service.next_nine.as_ref().map(|price| inputs.slot(price)),
            histogram: histogram(service),
            fails: failure > 0.0 || timing.may_fail(inputs),
            timing: Arc::new(timing),
            name: name.into(),
            source,
            p99: call.as_ref().map(|call| call.law.quantile(0.99)),
            call: call.map(Arc::new),
            failure,
            median_assumed,
            commit: median(&service.commit),
            mttr: median(&service.mttr),
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

fn histogram(service: &Service) -> Option<HistogramResult> {
    let LatencyText::Histogram(histogram) = &service.latency.as_ref()?.value else {
        return None;
    };
    let Resolution {
        p99_between: (p99_low, p99_high),
        beyond,
        lognormal_gap,
    } = histogram.resolution();
    Some(HistogramResult {
        p99_low,
        p99_high,
        beyond,
        lognormal_gap,
    })
}

fn switch(service: &Service, inputs: &mut Inputs) -> Option<Source> {
    let coverage = service.failover_coverage.as_ref().map(|share| inputs.slot(share));
    let time = service.failover_time.as_ref().zip(service.mttr.as_ref());
    let time = time.map(|(time, mttr)| (inputs.slot(time), inputs.slot(mttr)));
    (coverage.is_some() || time.is_some()).then_some(Source::Switch { coverage, time })
}

fn law(text: &LatencyText) -> Result<Law, LatencyError> {
    let law = match text {
        LatencyText::Constant(value) => Law::Constant(value.median()),
        LatencyText::Exponential(mean) => Law::Exponential { mean: mean.median() },
        LatencyText::Moments { mean, sd } => Law::from_mean_sd(mean.median(), sd.median())?,
        LatencyText::Samples(samples) => Law::from_samples(samples.clone())?,
        LatencyText::Histogram(histogram) => Law::from_samples(histogram.measurements())?,
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
        LatencyError::Spread { .. } if latency.contains("mean") => (
            "latency",
            format!(
                "`{}` spreads too far to be computed; write a standard deviation of at most 1,000 times the mean, and a mean of at least `1 ns`",
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
