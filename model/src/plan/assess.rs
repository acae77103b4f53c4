//! From the plan to its results, every input at its median.

use super::Plan;
use super::check::{at, check};
use super::compile::Reliability;
use super::design::DesignPlan;
use super::journey::{JourneyPlan, giving};
use super::spend::spend;
use crate::assessment::{
    Assessment, Budget, DegradedGuarantee, DesignResult, Engine, GuaranteeResult, GuaranteeStep, ItemCost,
    Journey, Latency, LatencyTarget, Warning,
};
use crate::budget::alerts::Around;
use crate::budget::lints::lints;
use crate::budget::{Objective, budget};
use crate::decision::{advise, decide};
use crate::names::Names;
use crate::quantity::HOURS_PER_YEAR;
use crate::scenario::VERSION;
use litemap::LiteMap;

/// What stands first among the assumptions while ranges are not drawn.
pub(crate) const AT_MEDIANS: &str =
    "Every range is taken at its median; totals, best and margin are at medians.";

impl Plan {
    /// The results with every range at its median.
    pub fn assess(&self) -> Assessment {
        let mut assessment = self.results();
        advise(&mut assessment);
        assessment
    }

    /// The same without what to build, which follows from them: [`advise`] adds it.
    pub fn results(&self) -> Assessment {
        let values = &self.medians;
        let designs: Vec<DesignResult> = self.designs.iter().map(|design| result(design, values)).collect();
        let decision = decide(&designs, &self.thresholds);
        let priced = designs.iter().any(|design| design.total.is_some());
        let mut warnings = self.warnings.clone();
        let all = std::iter::once(&self.base).chain(self.designs.iter().filter(|_| self.named));
        for design in all.clone() {
            warnings.extend(
                design
                    .warnings
                    .iter()
                    .chain(design.journeys.iter().flat_map(|journey| &journey.warnings))
                    .cloned(),
            );
            warnings.extend(design.journeys.iter().filter_map(missing_availability));
        }
        let journeys = journeys(&self.base, values);
        warnings.extend(journeys.iter().flat_map(lints));
        dedup(&mut warnings);
        let mut assessment = Assessment {
            engine: Engine {
                version: env!("CARGO_PKG_VERSION").into(),
                scenario_version: VERSION,
                seed: 0,
                samples: 0,
            },
            title: self.title.clone(),
            currency: self.currency.clone(),
            journeys,
            designs: if self.named || priced { designs } else { Vec::new() },
            decision,
            investment: None,
            nines: None,
            warnings,
            notes: self.notes.clone(),
            assumptions: self.assumptions(),
        };
        self.price_reliability(&mut assessment);
        assessment
    }

    /// What the investment pays and how many nines to buy, for the design that stands for the whole.
    fn price_reliability(&self, assessment: &mut Assessment) {
        let Reliability { investment, nines } = self.reliability;
        if investment.is_none() && nines.is_none() {
            return;
        }
        let shown = crate::report::shown_design(assessment).map(|design| design.name.as_str());
        let design = self
            .designs
            .iter()
            .find(|design| Some(design.name.as_str()) == shown);
        let outages = design.unwrap_or(&self.base).outages(&self.medians);
        assessment.investment = investment.and_then(|plan| plan.assess(&self.medians, &outages));
        assessment.nines = nines.and_then(|plan| plan.assess(&self.medians, &outages));
        let left = [
            (
                "investment",
                investment.is_some() && assessment.investment.is_none(),
            ),
            ("nines", nines.is_some() && assessment.nines.is_none()),
        ];
        for (part, _) in left.into_iter().filter(|(_, left)| *left) {
            assessment.warnings.push(Warning {
                code: format!("{part}-unpriced"),
                message: format!("Nothing is said of `[{part}]`: that needs the availability of every service, and what an outage costs (`revenue` or `[down]`)."),
                place: part.into(),
            });
        }
    }

    fn assumptions(&self) -> Vec<String> {
        let mut said = Vec::new();
        let journeys: Vec<&JourneyPlan> = std::iter::once(&self.base)
            .chain(&self.designs)
            .flat_map(|design| &design.journeys)
            .collect();
        if self.has_ranges {
            said.push(AT_MEDIANS.to_owned());
        }
        if let Some((level, residual_stated)) = self.designs.iter().find_map(|design| {
            let wrong = design.wrong.as_ref()?;
            Some((design.prevented_by, wrong.prevented()?))
        }) {
            let rest = match residual_stated {
                true => "all but the residual share of",
                false => "all of",
            };
            said.push(format!("Assumes that {level} prevents {rest} the errors."));
        }
        if journeys.iter().any(|journey| journey.complete()) {
            let shared = if journeys.iter().any(|journey| journey.shares_parts) {
                "; what is shared is counted once"
            } else {
                ""
            };
            said.push(format!(
                "Services and domains fail independently of each other{shared}."
            ));
        }
        if journeys.iter().any(|journey| journey.latency.is_some()) {
            said.push(
                "Calls are slow independently of each other; latency is that of successful requests."
                    .to_owned(),
            );
        }
        let mut assumed: Vec<&str> = journeys
            .iter()
            .flat_map(|journey| &journey.medians_assumed)
            .map(|name| &**name)
            .collect();
        let mut met = Names::default();
        assumed.retain(|name| met.len() == met.number(name));
        if !assumed.is_empty() {
            said.push(format!(
                "Latencies are lognormal; where only p99 is given ({}) p50 = p99/4 is assumed.",
                list(&assumed)
            ));
        }
        if journeys.iter().any(|journey| journey.weights_approximate()) {
            said.push(
                "Branches of a large quorum that share services answer as if their outages were independent."
                    .to_owned(),
            );
        }
        if self
            .designs
            .iter()
            .any(|design| design.waiting.iter().any(|waiting| waiting.loss.is_none()))
        {
            said.push("Waiting costs 0.6 % of revenue per 100 ms (Kohavi et al. 2013), against the scenario without a design's changes.".to_owned());
        }
        if self.designs.iter().any(DesignPlan::prices_partitions) {
            said.push("A design that cannot keep its level while the network is split turns the minority away; every other answers on both sides.".to_owned());
        }
        let mut items = self.designs.iter().flat_map(|design| &design.items);
        if items.any(|item| item.is_once()) {
            said.push("What is paid once is spread over the horizon, each year bearing the same: an annual equivalent, with interest where it is given.".to_owned());
        }
        if self.designs.iter().any(|design| design.credits.is_some()) {
            said.push("SLA credits are expected over the downtime of months of 730 h that begin with everything up; draws change how often the first journey is down and not how long an outage lasts. Failed requests, partitions and degraded hours do not count as downtime there.".to_owned());
        }
        if self.converts {
            said.push("Amounts in other currencies are taken at the rates the scenario gives.".to_owned());
        }
        if self.designs.iter().any(|design| design.total_known()) {
            said.push("A year has 365 days, a month 730 hours.".to_owned());
        }
        said
    }
}

fn list(names: &[&str]) -> String {
    match names.len() {
        0..=6 => names.join(", "),
        n => format!("{} and {} more", names[..5].join(", "), n - 5),
    }
}

fn dedup(warnings: &mut Vec<Warning>) {
    let mut seen = LiteMap::new_vec();
    warnings.retain(|warning| {
        let Warning { code, message, place } = warning;
        seen.insert([code.as_str(), message, place].join("\n"), ())
            .is_none()
    });
}

fn missing_availability(journey: &JourneyPlan) -> Option<Warning> {
    let missing = journey.without_availability();
    let first = missing.first()?;
    Some(Warning {
        code: "availability-missing".into(),
        message: format!(
            "No end-to-end availability: {} no availability.",
            giving(&missing)
        ),
        place: format!("services.{first}.availability"),
    })
}

impl DesignPlan {
    fn total_known(&self) -> bool {
        !self.items.is_empty() || self.wrong.is_some() || !self.down.is_empty() || self.credits.is_some()
    }
}

fn journeys(design: &DesignPlan, values: &[f64]) -> Vec<Journey> {
    let cut = design.cut().map(|cut| cut.share(values));
    design
        .journeys
        .iter()
        .zip(&design.latencies)
        .enumerate()
        .map(|(at, (plan, latency))| {
            let loss = design.down.get(at).map(|down| down.loss(values));
            journey(plan, latency.clone(), (loss, cut), values)
        })
        .collect()
}

/// What a journey delivers; `loss` is what a second of its outage costs, `cut` the share of requests
/// that partitions turn away.
fn journey(
    plan: &JourneyPlan,
    latency: Option<Latency>,
    (loss, cut): (Option<f64>, Option<f64>),
    values: &[f64],
) -> Journey {
    let objective = plan.objective.map(|(slot, window_days)| Objective {
        allowed: slot.of(values),
        window_days,
    });
    let target = plan.latency_target.map(|(percentile, limit)| LatencyTarget {
        path: plan.target_paths[1].clone(),
        ..latency_target(percentile, limit.of(values), latency.as_ref())
    });
    let chain = plan.chain(values, objective, latency, cut);
    let budget = objective.map(|objective| {
        let split = plan
            .complete()
            .then(|| plan.equal_split(values, objective.allowed, cut.unwrap_or(0.0)))
            .flatten();
        let traffic = plan.traffic.map(|slot| slot.of(values));
        let mut budget = Budget {
            path: plan.target_paths[0].clone(),
            ..budget(objective, chain.unavailability, traffic, split)
        };
        spend(
            &mut budget,
            plan,
            Around {
                traffic,
                loss,
                repair: None,
            },
            values,
        );
        budget
    });
    Journey {
        name: plan.name.clone(),
        flow: plan.flow.to_string(),
        chain,
        budget,
        guarantee: guarantee(plan),
        latency_target: target,
    }
}

fn latency_target(percentile: f64, limit: f64, latency: Option<&Latency>) -> LatencyTarget {
    let actual = latency.map(|latency| at(latency, percentile));
    LatencyTarget {
        percentile,
        limit,
        actual,
        met: actual.map(|actual| actual < limit),
        path: String::new(),
    }
}

fn guarantee(plan: &JourneyPlan) -> GuaranteeResult {
    let composed = &plan.composed;
    GuaranteeResult {
        level: composed.level,
        vector: composed.vector.clone(),
        steps: composed
            .steps
            .iter()
            .map(|step| GuaranteeStep {
                service: step.service.clone(),
                level: step.level,
                vector: step.vector.clone(),
                reason: step.reason.clone(),
            })
            .collect(),
        weakest: composed.weakest.clone(),
        not_stated: composed.not_stated.clone(),
        degraded: composed
            .degraded
            .clone()
            .map(|(level, vector)| DegradedGuarantee { level, vector }),
    }
}

fn result(design: &DesignPlan, values: &[f64]) -> DesignResult {
    let journeys = journeys(design, values);
    let costs = design.costs(values, &mut design.room(), &[]);
    let verdict = check(design, &journeys);
    let first = journeys.first();
    let items = design.items.iter().map(|item| ItemCost {
        name: item.name.clone(),
        yearly: item.yearly(values),
    });
    let wrong = design.wrong.as_ref();
    let events = wrong.map(|wrong| wrong.events(values));
    let harms = wrong.map_or(Vec::new(), |wrong| {
        let lines = wrong.lines(values).into_iter();
        lines
            .map(|line| ItemCost {
                name: line.name.to_owned(),
                yearly: line.share * line.cost * events.unwrap_or(0.0),
            })
            .collect()
    });
    let credits = design.credits.as_ref().zip(design.journeys.first());
    let credits = credits.map(|(credits, journey)| {
        let outcome = journey.evaluate(values, &mut journey.room());
        credits.assess(values, outcome.outage.up.no)
    });
    let outages = journeys.iter().filter_map(|journey| journey.chain.outage);
    DesignResult {
        name: design.name.clone(),
        meets: verdict.meets(),
        misses: verdict.misses,
        not_checked: verdict.not_checked,
        availability: first.and_then(|journey| journey.chain.availability),
        latency: first.and_then(|journey| journey.chain.latency.clone()),
        level: design.level,
        pacelc: design.pacelc.clone(),
        running: costs.running,
        waiting: costs.waiting,
        wrong: costs.wrong,
        down: costs.down,
        credits,
        partition: costs.partition,
        total: costs.total(),
        items: items.collect(),
        harms,
        wrong_events: events,
        error_probability: wrong.map(|wrong| wrong.probability(values)),
        down_hours: outages
            .fold(None, |worst: Option<f64>, q| Some(worst.unwrap_or(0.0).max(q)))
            .map(|q| q * HOURS_PER_YEAR),
        journeys,
        reckoning: design.reckoning(values),
        ..DesignResult::default()
    }
}
