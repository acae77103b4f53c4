//! The results of a scenario as plain values, with stable names.
//!
//! Money is per year in the scenario's currency, time in seconds, probabilities are numbers.
//! A part whose inputs are absent is absent. Nothing here is ever NaN or infinite.

mod credits;
mod reliability;
mod sweep;

pub use credits::{CreditTier, Credits};
pub use reliability::{Investment, Nines};

pub use sweep::{Axis, Band, Change, Column, Line, Lines, Map, Tick};

pub use crate::budget::results::{
    Alert, CalendarWindow, Crossing, Incident, IncidentAlert, Method, OutageFigures, Promise, Slices,
};
use crate::guarantee::{Level, Vector};
use crate::library::System;
use crate::reckoning::Reckoning;
use serde::Serialize;

/// Everything Quorate says about a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessment {
    /// What computed this, so that it can be re-derived.
    pub engine: Engine,
    /// The scenario's title, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The sign money is printed with, such as `$`.
    pub currency: String,
    /// One journey when the scenario has a plain `flow`; empty while there is no flow.
    pub journeys: Vec<Journey>,
    /// The designs compared; empty when the scenario names none.
    pub designs: Vec<DesignResult>,
    /// Which design to take; absent when there are no designs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What an investment in reliability pays; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub investment: Option<Investment>,
    /// How many nines to buy; absent while nobody says what they cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nines: Option<Nines>,
    /// What the reader should know before trusting the numbers.
    pub warnings: Vec<Warning>,
    /// Notes the scenario carries about its own figures (errata among them).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What the numbers assume, one sentence each, most important first.
    pub assumptions: Vec<String>,
}

impl Assessment {
    /// The results as JSON: stable names, numbers with 12 significant digits.
    ///
    /// # Errors
    /// Never for results of this crate: nothing in them is NaN or infinite.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut value = serde_json::to_value(self)?;
        round(&mut value);
        serde_json::to_string_pretty(&value)
    }
}

/// Rounds every number to 12 significant digits.
fn round(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(list) => list.iter_mut().for_each(round),
        serde_json::Value::Object(map) => map.values_mut().for_each(round),
        serde_json::Value::Number(number) => {
            let float = number.as_f64().filter(|_| number.is_f64());
            let rounded = float.and_then(|float| format!("{float:.11e}").parse().ok());
            if let Some(rounded) = rounded.and_then(serde_json::Number::from_f64) {
                *number = rounded;
            }
        }
        _ => {}
    }
}

/// What computed an assessment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Engine {
    /// Version of the calculator.
    pub version: String,
    /// Version of the scenario format that was read.
    pub scenario_version: u32,
    /// Seed of the draws; 0 while there are none.
    pub seed: u64,
    /// Number of draws; 0 means that every range is taken at its median.
    pub samples: u64,
}

/// What one journey of a request delivers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Journey {
    /// Name of the journey; the scenario's title, or `The request`, for a plain flow.
    pub name: String,
    /// Canonical text of the flow.
    pub flow: String,
    /// Availability and latency end to end.
    pub chain: Chain,
    /// Where the error budget goes; absent without an availability target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// What the journey guarantees.
    pub guarantee: GuaranteeResult,
    /// Latency requirement and whether it is met; absent without `slo.latency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_target: Option<LatencyTarget>,
}

impl Journey {
    /// The hops that hold the guarantee down; none where all that keep state promise the same.
    pub fn held_down_by(&self) -> &[String] {
        let weakest = self.guarantee.weakest.as_slice();
        let stateful = |service: &&ServiceShare| {
            !service.domain && service.guarantee.as_deref().is_some_and(|said| said != "I")
        };
        let mut stateful = self.chain.services.iter().filter(stateful);
        let alike = weakest.len() > 1 && stateful.all(|service| weakest.contains(&service.name));
        if alike { &[] } else { weakest }
    }
}

/// What partitions are called among the services and domains of a journey.
pub const PARTITION: &str = "network partition";

/// Availability and latency of a journey, end to end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chain {
    /// Share of requests that succeed: outages and per-request failures counted. Absent while a
    /// service lacks its availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    /// 1 - availability, computed without cancellation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailability: Option<f64>,
    /// The part of `unavailability` that comes from outages (per-request failures left out).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outage: Option<f64>,
    /// Probability that the journey works, but not fully (on a fallback, or without something optional).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degraded: Option<f64>,
    /// Availability when nothing is known about how failures coincide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// Latency of successful requests; absent while a service lacks its latency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<Latency>,
    /// The most probable ways to go down, the most probable first: minimal groups of parts that are
    /// down together, of up to four. Absent where availability is, and for structures too large to
    /// search.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_sets: Option<Vec<CutSetResult>>,
    /// Every service and domain of the journey once, in order of first appearance.
    pub services: Vec<ServiceShare>,
}

impl Chain {
    /// Share of the time that partitions turn requests away; no cut set counts it.
    pub fn partitioned(&self) -> Option<f64> {
        let mut parts = self.services.iter().filter(|part| part.domain);
        let away = parts.find(|part| part.name == PARTITION)?.unavailability;
        away.filter(|away| *away > 0.0)
    }
}

/// One way for a journey to go down.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CutSetResult {
    /// What is down together: services and domains by name, `errors of a` for calls that fail without
    /// an outage, `misses of a`, `failover of a`.
    pub parts: Vec<String>,
    /// Probability that all of it is down at once.
    pub probability: f64,
    /// Share of the journey's downtime in which all of it is down. Shares of sets that are down at the
    /// same time overlap.
    pub share: f64,
}

/// The range availability can take whatever the dependence between failures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounds {
    /// Lowest availability.
    pub low: f64,
    /// Highest availability.
    pub high: f64,
    /// Whether both ends can be reached (true only when no service repeats).
    pub sharp: bool,
}

/// Latency of successful requests, seconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Latency {
    /// Median.
    pub p50: f64,
    /// 95th percentile.
    pub p95: f64,
    /// 99th percentile.
    pub p99: f64,
    /// 99.9th percentile.
    pub p999: f64,
    /// Mean; means add along a sequence.
    pub mean: f64,
    /// Every call at its own p99, carried through the flow: the value if all were slow together,
    /// neither a bound nor the answer.
    pub sum_of_p99: f64,
    /// The end-to-end p99 is never above this, however calls depend on each other.
    pub upper_bound_p99: f64,
    /// Width of the numeric grid where the p99.9 was read, added up over nested sums; 0 where nothing
    /// was convolved. A resolution, not a bound: smooth distributions are far closer.
    pub error: f64,
    /// The limit, seconds, beyond which requests count as slow for `tail_owners`: the latency target,
    /// else the p99.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tail_over: Option<f64>,
    /// Who makes requests slow: of those over `tail_over`, the share in which a service's call took the
    /// longest of those waited for; the largest first. Empty for flows of very many calls.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tail_owners: Vec<TailOwner>,
    /// Points (seconds, probability of being at most that slow), rising, for drawing.
    #[serde(skip)]
    pub curve: Vec<(f64, f64)>,
}

/// A service's share of the slow requests.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TailOwner {
    /// The service.
    pub service: String,
    /// Share of the requests over the limit in which its call took the longest.
    pub share: f64,
}

/// How far a histogram is to be trusted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistogramResult {
    /// Lower end of the bucket its p99 falls in, seconds.
    pub p99_low: f64,
    /// Upper end; absent when the p99 lies beyond the last bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p99_high: Option<f64>,
    /// Share of requests beyond the last bound, where the latency is a guess.
    pub beyond: f64,
    /// Greatest distance, as a share of requests, between the histogram and the lognormal through its
    /// p50 and p99.
    pub lognormal_gap: f64,
}

/// One service or domain in a journey.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceShare {
    /// Its name.
    pub name: String,
    /// Its own availability; absent when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    /// Its own unavailability, to full precision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailability: Option<f64>,
    /// Its share of the journey's downtime, 0 to 1; shares sum to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub downtime_share: Option<f64>,
    /// Birnbaum importance: availability with it up minus availability with it down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birnbaum: Option<f64>,
    /// Availability it alone would need for the SLO, others as they are; absent when there is no
    /// target or when it alone cannot reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<f64>,
    /// Availability it would need when the budget is split in proportion to present unavailability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<f64>,
    /// Availability it would need where meeting the SLO costs least; absent unless every service gives
    /// the price of its `next_nine`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cheapest: Option<f64>,
    /// Its guarantee as printed, such as `SS`; absent when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarantee: Option<String>,
    /// Its own p99 in seconds; absent when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p99: Option<f64>,
    /// Requests that one call sends it on average, its retries and hedges counted; absent where that is
    /// one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<f64>,
    /// What its latency rests on, where it is a histogram.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<HistogramResult>,
    /// True for a failure domain (region, zone, provider) rather than a service.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub domain: bool,
}

/// Error budget of a journey over its window.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Budget {
    /// The SLO, as availability.
    pub target: f64,
    /// The error budget as a share: 1 - target, to full precision.
    pub allowed: f64,
    /// What it is counted in.
    pub method: Method,
    /// Window in days.
    pub window_days: f64,
    /// The window, where it follows the calendar; absent for a rolling one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarWindow>,
    /// Budget in seconds of full outage over the window.
    pub seconds: f64,
    /// Budget in requests over the window; absent without traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<f64>,
    /// The budget in slices of time; absent unless it is counted in them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slices: Option<Slices>,
    /// Money that a budget spent in full outages costs; absent while nothing says what an outage costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<f64>,
    /// Share of the budget that one failed request spends; absent without traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_failure_spends: Option<f64>,
    /// Expected unavailability over budget: above 1 the SLO is expected to be missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent: Option<f64>,
    /// Expected seconds down over the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_seconds: Option<f64>,
    /// Whether the expected unavailability is inside the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// Availability every service would need if all had the same (domains held).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equal_split: Option<f64>,
    /// Services that take every request down by themselves and are not one nine better than the target:
    /// the rule of the extra nine (B. Treynor et al., "The Calculus of Service Availability", 2017).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub short_of_a_nine: Vec<String>,
    /// How often the journey is out, and for how long; absent while a time to repair is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outages: Option<OutageFigures>,
    /// Probability that one window meets the SLO; absent where `chance_untold` says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance_of_meeting: Option<f64>,
    /// Monte Carlo standard error of `chance_of_meeting`; absent where it is computed exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance_error: Option<f64>,
    /// What could be promised instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// Services and domains whose `mttr` is missing for that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs_mttr: Vec<String>,
    /// Why the chance of meeting the SLO is absent, as the end of a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance_untold: Option<String>,
    /// The alerts that watch the budget.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<Alert>,
    /// The what-if incident; absent without `[incident]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<Incident>,
    /// Points (promised unavailability, probability of keeping it in one window), rising, for drawing.
    #[serde(skip)]
    pub compliance: Vec<(f64, f64)>,
    /// Path of the target in the scenario.
    #[serde(skip)]
    pub path: String,
}

/// A latency requirement such as `p99 < 500 ms`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LatencyTarget {
    /// The percentile, 0 to 100.
    pub percentile: f64,
    /// The limit in seconds.
    pub limit: f64,
    /// What the journey delivers at that percentile, seconds; absent when not computable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    /// Absent when not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// Path of the target in the scenario.
    #[serde(skip)]
    pub path: String,
}

/// What a journey guarantees.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuaranteeResult {
    /// The weakest hop: meet of the levels of the stateful hops; absent when no hop states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What the request gets as a unit; absent when no hop states anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vector: Option<Vector>,
    /// Hop by hop, what is left and why.
    pub steps: Vec<GuaranteeStep>,
    /// Name of the hop (or hops) that holds the level down; empty when none does.
    pub weakest: Vec<String>,
    /// Services that state nothing; counted as stateless.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_stated: Vec<String>,
    /// What is left when running degraded; absent when the journey has no degraded mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degraded: Option<DegradedGuarantee>,
}

impl GuaranteeResult {
    /// Whether the request as a unit gets less than its level says of each hop: two strictly
    /// serializable services in a row do not make a serializable request.
    pub fn unit_is_weaker(&self) -> bool {
        match (self.level, &self.vector) {
            (Some(level), Some(vector)) => !vector.satisfies(&Vector::from(level)),
            _ => false,
        }
    }
}

/// One hop of the composition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuaranteeStep {
    /// The service, or the operator that changed the guarantee (`any`, `txn`, …).
    pub service: String,
    /// Level after this hop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Vector after this hop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vector: Option<Vector>,
    /// Why it is so, a sentence.
    pub reason: String,
}

/// What is guaranteed while degraded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DegradedGuarantee {
    /// Weakest hop while degraded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The request as a unit while degraded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vector: Option<Vector>,
}

/// One design: what it delivers and what it costs a year.
///
/// Costs are at medians of the ranges while `engine.samples` is 0, and expectations over the draws
/// otherwise; what it delivers and whether it meets the requirements is always at medians.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesignResult {
    /// Its name.
    pub name: String,
    /// Whether it meets every hard requirement; absent when one could not be checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meets: Option<bool>,
    /// The requirements it misses, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misses: Vec<String>,
    /// The requirements that could not be checked and why, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_checked: Vec<String>,
    /// Availability of its (first) journey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    /// Latency of its (first) journey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<Latency>,
    /// Level that all its journeys deliver: the weakest hop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// PACELC class, such as `PC/EC`; absent without a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pacelc: Option<String>,
    /// Line items a year; absent when it names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<f64>,
    /// Cost of waiting a year against the base scenario; may be negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<f64>,
    /// Cost of wrong answers a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<f64>,
    /// Cost of being down a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down: Option<f64>,
    /// What its SLA gives back, a part of `down`; absent while its fees, tiers or times to repair are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Credits>,
    /// Cost of network partitions a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition: Option<f64>,
    /// Sum of the parts that could be computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// Monte Carlo standard error of `total`; this and the next seven are absent while nothing is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_error: Option<f64>,
    /// The total is below this in 5 of 100 draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_p05: Option<f64>,
    /// The total is below this in 95 of 100 draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_p95: Option<f64>,
    /// The total's distribution: shares of the draws, rising, and what the total stays below in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub distribution: Vec<(f64, f64)>,
    /// Share of the first 500 draws in which each journey is as available as it must be; absent where
    /// none must, or where what it delivers is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<f64>,
    /// Share of the draws in which it costs least among the designs that miss no requirement; those
    /// that tie share the draw. Absent for a design that misses one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_probability: Option<f64>,
    /// Monte Carlo standard error of `best_probability`; 0 when every draw says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_probability_error: Option<f64>,
    /// Number of draws in which it costs less than every other design that misses no requirement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
    /// What taking it costs more a year, on average, than the best of each draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regret: Option<f64>,
    /// The line items behind `running`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemCost>,
    /// The harms behind `wrong`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub harms: Vec<ItemCost>,
    /// Wrong events a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong_events: Option<f64>,
    /// Share of requests that go wrong in this design.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_probability: Option<f64>,
    /// Hours of outage a year over all journeys (worst journey).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down_hours: Option<f64>,
    /// Its journeys in full, for figures.
    #[serde(skip)]
    pub journeys: Vec<Journey>,
    /// What its money was computed from, for explanations.
    #[serde(skip)]
    pub reckoning: Reckoning,
}

/// A named amount a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemCost {
    /// What it is.
    pub name: String,
    /// Money a year.
    pub yearly: f64,
}

/// Which design to take.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// The cheapest design that misses no requirement; absent when every one misses some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
    /// The next cheapest that misses none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<String>,
    /// What the runner-up costs more a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// When none is feasible: the design that misses least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closest: Option<String>,
    /// PACELC class of the best design.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pacelc: Option<String>,
    /// The two halves of PACELC, each with the price of either side; a half is absent while one side
    /// has no design that is priced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub halves: Vec<Half>,
    /// The class of the cheaper sides of both halves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winning_pair: Option<String>,
    /// A design of that class that misses no requirement; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winning_design: Option<String>,
    /// For each half the inputs nearest to turning it around, all else at medians.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub half_flips: Vec<HalfFlip>,
    /// Data stores of the best design's class, by configuration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<System>,
    /// What building the best design comes to, part by part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub build: Vec<Advice>,
    /// What the documents' rule of thumb would say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_of_thumb: Option<RuleOfThumb>,
    /// Monte Carlo standard error of `margin`; absent while nothing is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_error: Option<f64>,
    /// The best design with every range at its median, where the expectations say another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_at_medians: Option<String>,
    /// For each input how far it alone must move for another design to be best, all else at medians:
    /// the nearest first, those that cannot do it last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flips: Vec<Flip>,
    /// For each range what its ends make of the margin, all else at medians: the widest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tornado: Vec<Swing>,
    /// The margin with every range at its median, which the bars of the tornado start from; the total
    /// where only one design misses no requirement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tornado_base: Option<f64>,
    /// Money a year that knowing every range exactly would save.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evpi: Option<f64>,
    /// Monte Carlo standard error of `evpi`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evpi_error: Option<f64>,
    /// For each range what knowing it alone exactly would save: the most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evppi: Vec<Worth>,
    /// What these draws credit an input with that has nothing to do with the costs: an `evppi` not
    /// above it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evppi_noise: Option<f64>,
    /// What every design costs over one input, all else at medians; absent where no input can be moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Lines>,
    /// The best design over two inputs, all else at medians; absent with fewer than two designs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<Map>,
}

impl Decision {
    /// Whether the two best cost the same: any change then takes one of them.
    pub fn is_tie(&self) -> bool {
        self.margin.is_some_and(|margin| margin <= 0.0)
    }
}

/// One half of PACELC: which side costs less.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Half {
    /// `partition`, or `otherwise`.
    pub when: String,
    /// The cheaper side: `PC` or `PA`, `EC` or `EL`.
    pub take: String,
    /// The cheapest design on it.
    pub design: String,
    /// What it costs a year: its partition cost, or otherwise its total without that.
    pub cost: f64,
    /// The other side.
    pub against: String,
    /// The cheapest design on the other side.
    pub against_design: String,
    /// What that costs a year.
    pub against_cost: f64,
}

/// How far one input must move for a half of PACELC to turn around.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HalfFlip {
    /// `partition`, or `otherwise`.
    pub when: String,
    /// The side that costs less now.
    pub take: String,
    /// What turns it around; `becomes` is the other side.
    pub flip: Flip,
}

/// What to build, of one part of a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Advice {
    /// The part: `Data store`, `Caching`, `API`, `Errors`, `Monitoring`.
    pub part: String,
    /// What to do about it, in sentences.
    pub advice: String,
}

/// How far one input must move for the best design to change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flip {
    /// Its path in the scenario, such as `wrongness.error_probability`.
    pub input: String,
    /// What it is, in words.
    pub name: String,
    /// What it is now, or its median, in words.
    pub now: String,
    /// Where the best changes, as the input is written: an availability for an availability, else
    /// seconds, per second, or money. Absent when nothing between a thousandth and a thousand times
    /// its value (as far as legal) changes the best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Whether the best changes above `at` rather than below; of an availability the text counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<bool>,
    /// The design that is best then; absent when none meets the requirements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub becomes: Option<String>,
    /// How many times its value it is by then, on unavailability for an availability; absent for an
    /// input that is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
    /// Whether the input is a range and the change lies inside its ends.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_range: bool,
}

impl Flip {
    /// `above 0.004%`: where it changes, empty where it does not.
    pub fn change(&self) -> String {
        let side = if self.above == Some(true) {
            "above"
        } else {
            "below"
        };
        match &self.shown {
            Some(shown) => format!("{side} {shown}"),
            None => String::new(),
        }
    }

    /// `the error probability is below 1 in 4·10⁹ (now 1 in 10,000)`; `…, inside its range of 1% to 2%`; of a
    /// sentence that stands beside averages also that it is `at_medians` of all else.
    pub fn told(&self, at_medians: bool) -> String {
        let now = match (self.in_range, at_medians) {
            (true, true) => format!(", inside its range of {} (all else at medians)", self.now),
            (true, false) => format!(", inside its range of {}", self.now),
            (false, true) => format!(" (now {}; all else at medians)", self.now),
            (false, false) => format!(" (now {})", self.now),
        };
        format!("{} is {}{now}", self.name, self.change())
    }
}

/// What one range does to the margin.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Swing {
    /// Its path in the scenario.
    pub input: String,
    /// What it is, in words.
    pub name: String,
    /// The low end of the range, in words.
    pub from: String,
    /// The high end of the range, in words.
    pub to: String,
    /// The result with the input at its low end.
    pub low: f64,
    /// The result with the input at its high end.
    pub high: f64,
}

/// What knowing one range exactly would save.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Worth {
    /// Its path in the scenario.
    pub input: String,
    /// What it is, in words.
    pub name: String,
    /// Money a year.
    pub value: f64,
}

/// The rule of thumb beside the computed decision.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleOfThumb {
    /// What it recommends, such as `SS` or `batch`.
    pub recommends: String,
    /// Why, a sentence with its numbers.
    pub reason: String,
    /// Whether the computed best design agrees; absent without a best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agrees: Option<bool>,
}

/// Something the reader should know.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// Stable short name.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// Path in the scenario, such as `services.payment.latency`; empty when about the whole.
    #[serde(rename = "where")]
    pub place: String,
}
