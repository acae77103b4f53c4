//! Why a design costs what it does.

use super::Explanation;
use crate::assessment::{Assessment, DesignResult, ItemCost};
use crate::quantity::show;
use crate::report::shown_design;

const RANK: &str = "Total = running + waiting + being wrong + being down, the parts whose inputs are given.";

fn money(assessment: &Assessment, value: f64) -> String {
    show::money_full(value, &assessment.currency)
}

fn items(assessment: &Assessment, items: &[ItemCost]) -> String {
    let lines: Vec<String> = items
        .iter()
        .map(|item| format!("{} {}", item.name, money(assessment, item.yearly)))
        .collect();
    lines.join(" + ")
}

fn saying(assessment: &Assessment, word: &str) -> Vec<String> {
    assessment
        .assumptions
        .iter()
        .filter(|said| said.contains(word))
        .cloned()
        .collect()
}

pub(super) fn total(assessment: &Assessment) -> Option<Explanation> {
    let design = shown_design(assessment)?;
    let total = design.total?;
    let parts = [
        ("running", design.running),
        ("waiting", design.waiting),
        ("wrong", design.wrong),
        ("down", design.down),
    ];
    let known: Vec<String> = parts
        .iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name} {}", money(assessment, value))))
        .collect();
    let absent: Vec<&str> = parts
        .iter()
        .filter(|(_, value)| value.is_none())
        .map(|(name, _)| *name)
        .collect();
    let left_out = if absent.is_empty() {
        String::new()
    } else {
        format!(" Not stated and left out: {}.", absent.join(", "))
    };
    Some(Explanation {
        title: format!("{} costs {} a year", design.name, money(assessment, total)),
        formula: RANK.into(),
        numbers: format!("{} = {}.{left_out}", known.join(" + "), money(assessment, total)),
        assumptions: saying(assessment, "365 days"),
        sources: vec!["Definition".into()],
    })
}

pub(super) fn running(assessment: &Assessment) -> Option<Explanation> {
    let design = shown_design(assessment)?;
    let running = design.running?;
    Some(Explanation {
        title: format!(
            "Running {} costs {} a year",
            design.name,
            money(assessment, running)
        ),
        formula: "Σ quantity × price × hours, over a year of 365 days.".into(),
        numbers: format!(
            "{} = {}.",
            items(assessment, &design.items),
            money(assessment, running)
        ),
        assumptions: saying(assessment, "365 days"),
        sources: vec!["The prices stand in the scenario, with their sources beside them".into()],
    })
}

pub(super) fn waiting(assessment: &Assessment) -> Option<Explanation> {
    let design = shown_design(assessment)?;
    let waiting = design.waiting?;
    let after = design.latency.as_ref().map(|latency| latency.mean);
    let before = assessment
        .journeys
        .first()
        .and_then(|journey| journey.chain.latency.as_ref())
        .map(|latency| latency.mean);
    let numbers = before.zip(after).map(|(before, after)| {
        format!(
            "The mean goes from {} to {}: {} a year.",
            show::duration(before),
            show::duration(after),
            money(assessment, waiting)
        )
    });
    Some(Explanation {
        title: format!("Waiting for {} costs {} a year", design.name, money(assessment, waiting)),
        formula: "Revenue × loss per 100 ms × (mean latency of the design − mean latency of the base scenario) / 100 ms.".into(),
        numbers: numbers.unwrap_or_default(),
        assumptions: saying(assessment, "Waiting costs"),
        sources: vec!["R. Kohavi et al., Online Controlled Experiments at Large Scale, KDD 2013, §3.4".into()],
    })
}

pub(super) fn wrong(assessment: &Assessment) -> Option<Explanation> {
    let design = priciest_wrong(assessment)?;
    let (wrong, events, probability) = (design.wrong?, design.wrong_events?, design.error_probability?);
    Some(Explanation {
        title: format!(
            "Being wrong costs {} a year with {}",
            money(assessment, wrong),
            design.name
        ),
        formula: "Requests a year × share that goes wrong × Σ share × cost over the harms.".into(),
        numbers: format!(
            "{} of requests go wrong: {} wrong answers a year. {} = {}.",
            show::percent(probability),
            show::grouped(&format!("{events:.0}")),
            items(assessment, &design.harms),
            money(assessment, wrong)
        ),
        assumptions: saying(assessment, "prevents"),
        sources: vec!["Definition; probabilities and costs stand in the scenario".into()],
    })
}

fn priciest_wrong(assessment: &Assessment) -> Option<&DesignResult> {
    let priced = assessment.designs.iter().filter(|design| design.wrong.is_some());
    priced.max_by(|a, b| a.wrong.unwrap_or(0.0).total_cmp(&b.wrong.unwrap_or(0.0)))
}

pub(super) fn down(assessment: &Assessment) -> Option<Explanation> {
    let design = shown_design(assessment)?;
    let down = design.down?;
    let hours = design
        .down_hours
        .map(|hours| format!("{} of outage a year: ", show::duration(hours * 3600.0)));
    Some(Explanation {
        title: format!("Being down costs {} a year with {}", money(assessment, down), design.name),
        formula: "8,760 h × P(outage) × loss per hour + failed requests × revenue per request + degraded hours × degraded loss.".into(),
        numbers: format!("{}{}.", hours.unwrap_or_default(), money(assessment, down)),
        assumptions: vec!["Loss per hour = (1 − recaptured + penalty + reputation) × revenue + support + productivity + churn.".into()],
        sources: vec!["Definition; preset `documents` takes the figures of the source documents, which give no further source".into()],
    })
}

pub(super) fn best(assessment: &Assessment) -> Option<Explanation> {
    let decision = assessment.decision.as_ref()?;
    let best = decision.best.clone()?;
    let totals: Vec<String> = assessment
        .designs
        .iter()
        .filter_map(|design| {
            design
                .total
                .map(|total| format!("{} {}", design.name, money(assessment, total)))
        })
        .collect();
    let rule = decision
        .rule_of_thumb
        .as_ref()
        .map(|rule| format!(" The rule of thumb says {}: {}.", rule.recommends, rule.reason));
    Some(Explanation {
        title: format!("{best} costs least among the designs that miss no requirement"),
        formula: RANK.into(),
        numbers: format!("{}.{}", totals.join("; "), rule.unwrap_or_default()),
        assumptions: assessment.assumptions.clone(),
        sources: vec!["D. Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, IEEE Computer 45(2), 2012 (PACELC)".into()],
    })
}
