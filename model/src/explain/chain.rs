//! Why the chain delivers what it does.

use super::Explanation;
use crate::assessment::Assessment;
use crate::quantity::show;
use crate::report::{shown_design, shown_journey};

pub(super) fn availability(assessment: &Assessment) -> Option<Explanation> {
    let journey = shown_journey(assessment)?;
    let chain = &journey.chain;
    let down = chain.unavailability?;
    let parts: Vec<String> = chain
        .services
        .iter()
        .filter_map(|service| {
            service
                .unavailability
                .map(|q| format!("{} {}", service.name, show::scientific(q)))
        })
        .collect();
    let bounds = chain.bounds.map(|bounds| {
        format!(
            " With nothing known about how failures coincide it lies between {} and {}.",
            show::availability(1.0 - bounds.low),
            show::availability(1.0 - bounds.high)
        )
    });
    Some(Explanation {
        title: format!("{} is available {} of the time", journey.name, show::availability(down)),
        formula: "P(the flow works) by Shannon expansion over services, domains and calls, each counted once: f = (1−q)·f(up) + q·f(down).".into(),
        numbers: format!("{}: unavailability {} from {}.{}", journey.flow, show::scientific(down), parts.join(", "), bounds.unwrap_or_default()),
        assumptions: vec!["Services and domains fail independently; per-request failures are independent given that the service is up.".into()],
        sources: vec![
            "R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, IEEE Trans. Computers 35(8), 1986".into(),
            "B. Treynor et al., The Calculus of Service Availability, ACM Queue 15(2), 2017".into(),
        ],
    })
}

pub(super) fn latency(assessment: &Assessment) -> Option<Explanation> {
    let journey = shown_journey(assessment)?;
    let latency = journey.chain.latency.as_ref()?;
    let duration = show::duration;
    Some(Explanation {
        title: format!("99 of 100 successful requests of {} take at most {}", journey.name, duration(latency.p99)),
        formula: "Sequence: the distribution of the sum (numeric convolution). all: product of the distributions. any and k of: order statistics over what is up. ??: mixture.".into(),
        numbers: format!(
            "p50 {}, p95 {}, p99 {}, p99.9 {}, mean {}. Every call at its own p99 would be {}, which is neither a bound nor the answer; p99 is never above {}, however calls depend on each other. The numeric grid is {} wide there.",
            duration(latency.p50),
            duration(latency.p95),
            duration(latency.p99),
            duration(latency.p999),
            duration(latency.mean),
            duration(latency.sum_of_p99),
            duration(latency.upper_bound_p99),
            duration(latency.error)
        ),
        assumptions: assessment.assumptions.iter().filter(|said| said.contains("lognormal") || said.contains("slow independently")).cloned().collect(),
        sources: vec![
            "R. Grübel, R. Hermesmeier, Computation of Compound Distributions I, ASTIN Bulletin 29(2), 1999".into(),
            "J. Dean, L. A. Barroso, The Tail at Scale, CACM 56(2), 2013".into(),
        ],
    })
}

pub(super) fn level(assessment: &Assessment) -> Option<Explanation> {
    let journey = shown_journey(assessment);
    let level = shown_design(assessment)
        .and_then(|design| design.level)
        .or_else(|| journey.and_then(|journey| journey.guarantee.level))?;
    let steps: Vec<&str> = journey
        .iter()
        .flat_map(|journey| &journey.guarantee.steps)
        .map(|step| step.reason.as_str())
        .collect();
    let unit = journey
        .and_then(|journey| journey.guarantee.vector.as_ref())
        .map(|vector| format!(" As a unit the request gets {vector}."));
    Some(Explanation {
        title: format!("The weakest hop is {level}, {}", level.long_name()),
        formula: "Level: the meet of the levels of the stateful hops, what all of them promise. Unit: the meet of their vectors, then what is lost across services outside one transaction.".into(),
        numbers: format!("{}{}", steps.join(" "), unit.unwrap_or_default()),
        assumptions: vec!["A service that states no guarantee is counted as stateless.".into()],
        sources: vec![
            "M. Herlihy, J. Wing, Linearizability: A Correctness Condition for Concurrent Objects, TOPLAS 12(3), 1990".into(),
            "P. Bailis et al., Highly Available Transactions: Virtues and Limitations, VLDB 2013".into(),
        ],
    })
}

pub(super) fn budget(assessment: &Assessment) -> Option<Explanation> {
    let journey = shown_journey(assessment)?;
    let budget = journey.budget.as_ref()?;
    let (spent, down) = (budget.spent?, journey.chain.unavailability?);
    let requests = budget
        .requests
        .map(|requests| format!(", {} requests", show::count(requests)));
    Some(Explanation {
        title: format!(
            "{} times the error budget is expected to be spent",
            show::significant(spent, 3)
        ),
        formula: "Budget = (1 − SLO) · window. Spent = unavailability / (1 − SLO).".into(),
        numbers: format!(
            "(1 − SLO) = {}, over {} days {}{}. Expected unavailability {}: {} / {} = {}.",
            show::percent(budget.allowed),
            show::significant(budget.window_days, 3),
            show::duration(budget.seconds),
            requests.unwrap_or_default(),
            show::percent(down),
            show::percent(down),
            show::percent(budget.allowed),
            show::significant(spent, 3)
        ),
        assumptions: vec!["Expected over many windows: one window can be luckier or unluckier.".into()],
        sources: vec!["B. Beyer et al., The Site Reliability Workbook, 2018, chapter 5".into()],
    })
}
