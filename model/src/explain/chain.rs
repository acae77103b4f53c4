//! Why a journey delivers what it does.

use super::exact::{gives, number, percent};
use super::{Explanation, Subject};
use crate::assessment::{Assessment, Journey, ServiceShare};
use crate::quantity::{SECONDS_PER_YEAR, show};

pub(super) fn availability(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let chain = &journey.chain;
    let down = chain.unavailability?;
    let bounds = chain.bounds.map_or(String::new(), |bounds| {
        format!(
            " With nothing known about how failures coincide it lies between {} and {}.",
            show::availability(1.0 - bounds.low),
            show::availability(1.0 - bounds.high)
        )
    });
    Some(Explanation {
        title: format!("{} is available {} of the time{}", journey.name, show::availability(down), subject.with()),
        formula: "P(the flow works) by Shannon expansion over services, domains and calls, each counted once: f = (1−q)·f(up) + q·f(down).".into(),
        numbers: format!("{}.{bounds}{}", outcome(journey, down), most(journey)),
        assumptions: vec!["Services and domains fail independently; per-request failures are independent given that the service is up.".into()],
        sources: vec![
            "R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, IEEE Trans. Computers 35(8), 1986".into(),
            "B. Treynor et al., The Calculus of Service Availability, ACM Queue 15(2), 2017".into(),
        ],
    })
}

/// The ways it goes down most.
fn most(journey: &Journey) -> String {
    let sets = journey.chain.cut_sets.iter().flatten().take(3);
    let each: Vec<String> = sets
        .map(|set| {
            let time = show::duration(set.probability * SECONDS_PER_YEAR);
            format!("{} for {time} a year", set.parts.join(" and "))
        })
        .collect();
    if each.is_empty() {
        return String::new();
    }
    format!(" It goes down most through {}.", each.join(", "))
}

/// The product where every part that counts is needed and fails on its own; otherwise what the parts bring in.
fn outcome(journey: &Journey, down: f64) -> String {
    // What is optional does not take it down.
    let counts = |service: &&ServiceShare| service.birnbaum.is_none_or(|birnbaum| birnbaum > 0.0);
    let services = journey.chain.services.iter().filter(counts);
    let left_out = services.clone().count() < journey.chain.services.len();
    let parts: Vec<(&str, f64)> = services
        .filter_map(|service| service.unavailability.map(|q| (service.name.as_str(), q)))
        .collect();
    let named: Vec<String> = parts
        .iter()
        .map(|(name, q)| format!("{name} {}", percent(*q)))
        .collect();
    if gives(series(parts.iter().map(|(_, q)| *q)), down) {
        let factors: Vec<String> = parts
            .iter()
            .map(|(_, q)| format!("(1 − {})", percent(*q)))
            .collect();
        return format!(
            "{}, where {} needed: {}. Down: 1 − {} = {}",
            journey.flow,
            if left_out { "these are" } else { "all are" },
            named.join(", "),
            factors.join(" × "),
            percent(down)
        );
    }
    format!(
        "{}: down {} of the time, from {}",
        journey.flow,
        percent(down),
        named.join(", ")
    )
}

/// Unavailability of parts that are all needed.
pub(super) fn series(parts: impl Iterator<Item = f64>) -> f64 {
    parts.fold(0.0, |down, q| down + (1.0 - down) * q)
}

pub(super) fn latency(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let latency = journey.chain.latency.as_ref()?;
    let duration = show::duration;
    Some(Explanation {
        title: format!("99 of 100 successful requests of {} take at most {}{}", journey.name, duration(latency.p99), subject.with()),
        formula: "Sequence: the distribution of the sum (numeric convolution). all: product of the distributions. any and k of: order statistics over what is up. ??: mixture.".into(),
        numbers: format!(
            "p50 {}, p95 {}, p99 {}, p99.9 {}, mean {}. Every call at its own p99 would be {}, which is neither a bound nor the answer; p99 is never above {}, however calls depend on each other. The numeric grid is {} wide there.{}",
            duration(latency.p50),
            duration(latency.p95),
            duration(latency.p99),
            duration(latency.p999),
            duration(latency.mean),
            duration(latency.sum_of_p99),
            duration(latency.upper_bound_p99),
            duration(latency.error),
            crate::report::slow(latency).map_or(String::new(), |slow| format!(" The longest call of a slow request: {slow}."))
        ),
        assumptions: assessment.assumptions.iter().filter(|said| said.contains("lognormal") || said.contains("slow independently")).cloned().collect(),
        sources: vec![
            "R. Grübel, R. Hermesmeier, Computation of Compound Distributions I, ASTIN Bulletin 29(2), 1999".into(),
            "J. Dean, L. A. Barroso, The Tail at Scale, CACM 56(2), 2013".into(),
        ],
    })
}

pub(super) fn level(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment);
    let of_design = subject.design_of(assessment).and_then(|design| design.level);
    let of_journey = journey.and_then(|journey| journey.guarantee.level);
    let level = match subject.journey {
        Some(_) => of_journey?,
        None => of_design.or(of_journey)?,
    };
    let steps: Vec<&str> = journey
        .iter()
        .flat_map(|journey| &journey.guarantee.steps)
        .map(|step| step.reason.as_str())
        .collect();
    let unit = journey
        .and_then(|journey| journey.guarantee.vector.as_ref())
        .map(|vector| format!(" As a unit the request gets {vector}."));
    Some(Explanation {
        title: format!("The weakest hop is {level}, {}{}", level.long_name(), subject.with()),
        formula: "Level: the meet of the levels of the stateful hops, what all of them promise. Unit: the meet of their vectors, then what is lost across services outside one transaction.".into(),
        numbers: format!("{}{}", steps.join(" "), unit.unwrap_or_default()),
        assumptions: vec!["A service without a guarantee, of its own or from the design, is counted as stateless.".into()],
        sources: vec![
            "M. Herlihy, J. Wing, Linearizability: A Correctness Condition for Concurrent Objects, TOPLAS 12(3), 1990".into(),
            "P. Bailis et al., Highly Available Transactions: Virtues and Limitations, VLDB 2013".into(),
        ],
    })
}

pub(super) fn degraded(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let degraded = journey.chain.degraded?;
    let (up, full) = (
        1.0 - journey.chain.unavailability?,
        1.0 - journey.chain.unavailability? - degraded,
    );
    Some(Explanation {
        title: format!("{} works, but not in full, {} of the time{}", journey.name, show::percent(degraded), subject.with()),
        formula: "P(works) − P(works in full), both from one decision diagram. In full: no fallback taken, nothing optional left out.".into(),
        numbers: format!("{} − {} = {}.", percent(up), percent(full), percent(degraded)),
        assumptions: vec!["Services and domains fail independently.".into()],
        sources: vec!["R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, IEEE Trans. Computers 35(8), 1986".into()],
    })
}

pub(super) fn latency_digits(seconds: f64) -> String {
    format!("{} ms", number(seconds * 1e3))
}
