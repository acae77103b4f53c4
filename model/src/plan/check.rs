//! Hard requirements of a design: met, missed, or not checked and why.

use super::design::DesignPlan;
use super::journey::JourneyPlan;
use crate::assessment::{Journey, Latency, LatencyTarget};
use crate::quantity::show;

/// What a design misses and what could not be checked, a sentence each.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) misses: Vec<String>,
    pub(crate) not_checked: Vec<String>,
}

impl Verdict {
    /// `Some(true)` when everything was checked and met.
    pub(crate) fn meets(&self) -> Option<bool> {
        match (self.misses.is_empty(), self.not_checked.is_empty()) {
            (false, _) => Some(false),
            (true, false) => None,
            (true, true) => Some(true),
        }
    }
}

/// Checks every requirement of `design` against its `journeys`.
pub(crate) fn check(design: &DesignPlan, journeys: &[Journey]) -> Verdict {
    let mut verdict = Verdict::default();
    for journey in journeys {
        let name = if journeys.len() > 1 {
            format!("{}: ", journey.name)
        } else {
            String::new()
        };
        availability(journey, &name, &mut verdict);
        if let Some(target) = &journey.latency_target {
            latency(target, &name, &mut verdict);
        }
    }
    level(design, &mut verdict);
    verdict
}

/// Whether `design` misses its level, or a latency that `values` ask for; latencies are those at
/// medians.
pub(crate) fn misses_level_or_latency(design: &DesignPlan, values: &[f64]) -> bool {
    let level = design
        .level
        .zip(design.requirements.level)
        .is_some_and(|(level, wanted)| !level.at_least(wanted));
    let slow = |(journey, latency): (&JourneyPlan, &Option<Latency>)| match (journey.latency_target, latency)
    {
        (Some((percentile, limit)), Some(latency)) => at(latency, percentile) >= limit.of(values),
        _ => false,
    };
    level || design.journeys.iter().zip(&design.latencies).any(slow)
}

/// The latency at one of the percentiles there are.
pub(crate) fn at(latency: &Latency, percentile: f64) -> f64 {
    match percentile {
        p if p < 90.0 => latency.p50,
        p if p < 99.0 => latency.p95,
        p if p < 99.5 => latency.p99,
        _ => latency.p999,
    }
}

fn availability(journey: &Journey, name: &str, verdict: &mut Verdict) {
    let Some(budget) = &journey.budget else { return };
    let target = show::availability(budget.allowed);
    match (budget.met, journey.chain.unavailability) {
        (Some(false), Some(down)) => {
            verdict.misses.push(format!(
                "{name}available {} of the time, below {target}",
                show::availability(down)
            ));
        }
        (None, _) => verdict.not_checked.push(format!(
            "{name}availability of {target}: a service has no availability"
        )),
        _ => {}
    }
}

fn latency(target: &LatencyTarget, name: &str, verdict: &mut Verdict) {
    let percentile = percentile(target.percentile);
    let limit = show::duration(target.limit);
    match (target.met, target.actual) {
        (Some(false), Some(actual)) => verdict.misses.push(format!(
            "{name}{percentile} {}, not below {limit}",
            show::duration(actual)
        )),
        (None, _) => verdict.not_checked.push(format!(
            "{name}{percentile} below {limit}: the latency is not known"
        )),
        _ => {}
    }
}

fn level(design: &DesignPlan, verdict: &mut Verdict) {
    let Some(wanted) = design.requirements.level else {
        return;
    };
    match design.level {
        Some(level) if level.at_least(wanted) => {}
        Some(level) => verdict
            .misses
            .push(format!("delivers {level}, and {wanted} is required")),
        None => verdict
            .not_checked
            .push(format!("a level of {wanted}: no service states its guarantee")),
    }
}

/// `p99`, `p99.9`.
pub(crate) fn percentile(percentile: f64) -> String {
    format!("p{percentile}")
}
