//! The verdict in two sentences: what to take, and what it rests on.

use super::certainty::{advice, certainty, margin, nearest_flip};
use super::{in_short, shown_design, shown_journey};
use crate::assessment::{Assessment, Decision, DesignResult, Journey};
use crate::quantity::show;

/// What to take and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One or two sentences.
    pub headline: String,
    /// What it rests on, in parts joined by `·`.
    pub detail: String,
}

/// The verdict on an assessment.
pub fn verdict(assessment: &Assessment) -> Verdict {
    match (&assessment.decision, shown_journey(assessment)) {
        (Some(decision), _) => decided(assessment, decision),
        (None, Some(journey)) => Verdict { headline: delivered(journey), detail: rests_on(assessment, None) },
        (None, None) if !assessment.designs.is_empty() => one_design(assessment),
        (None, None) => Verdict {
            headline: "Nothing to compute yet.".into(),
            detail: "Write the flow of a request, such as web > api > db, and the availability of each service; or start from a worked example.".into(),
        },
    }
}

/// About as many words as draws and flips will add to the verdict at medians: room to keep for them, and
/// nothing to be read.
pub fn to_come(assessment: &Assessment) -> Verdict {
    let said = |said: bool, words: &str| if said { words.to_owned() } else { String::new() };
    let decision = assessment.decision.as_ref();
    let compared = decision.is_some_and(|decision| decision.best.is_some() && decision.runner_up.is_some());
    Verdict {
        headline: said(
            compared && at_medians(assessment),
            " How sure that is will be said here once the ranges are drawn, and takes about this much room.",
        ),
        detail: said(
            decision.is_some_and(|decision| decision.flips.is_empty()),
            " · what would flip the choice will be said here, and takes about this much room",
        ),
    }
}

/// Whether ranges stand at their medians.
fn at_medians(assessment: &Assessment) -> bool {
    let mut said = assessment.assumptions.iter();
    said.any(|said| said.starts_with("Every range"))
}

fn decided(assessment: &Assessment, decision: &Decision) -> Verdict {
    let find = |name: &Option<String>| {
        name.as_ref()
            .and_then(|name| assessment.designs.iter().find(|design| design.name == *name))
    };
    let Some(best) = find(&decision.best) else {
        return none_feasible(assessment, decision);
    };
    let mut headline = format!("Take {}. {}", best.name, costs(best, &assessment.currency));
    match find(&decision.runner_up) {
        Some(other) => headline.push_str(&against(best, other, &assessment.currency)),
        None => headline.push_str(&alone(assessment, best)),
    }
    if let Some(said) = certainty(assessment) {
        headline.push(' ');
        headline.push_str(&said);
    }
    Verdict {
        headline,
        detail: rests_on(assessment, Some(decision)),
    }
}

fn none_feasible(assessment: &Assessment, decision: &Decision) -> Verdict {
    let closest = decision.closest.clone().unwrap_or_default();
    let misses = shown_design(assessment)
        .map(|design| in_short(&design.misses))
        .unwrap_or_default();
    Verdict {
        headline: format!("No design meets the requirements. {closest} comes closest: {misses}."),
        detail: rests_on(assessment, Some(decision)),
    }
}

fn one_design(assessment: &Assessment) -> Verdict {
    let cost = assessment
        .designs
        .first()
        .map(|design| costs(design, &assessment.currency))
        .unwrap_or_default();
    Verdict {
        headline: cost,
        detail: rests_on(assessment, None),
    }
}

/// `It costs $158k a year to run and $1.1M in waiting.`
fn costs(design: &DesignResult, currency: &str) -> String {
    let money = |value: f64| show::money(value, currency);
    let mut parts = Vec::new();
    if let Some(running) = design.running {
        parts.push(format!("{} a year to run", money(running)));
    }
    if let Some(waiting) = design.waiting.filter(|waiting| waiting.abs() >= 0.5) {
        parts.push(if waiting > 0.0 {
            format!("{} a year in waiting", money(waiting))
        } else {
            format!("{} a year less in waiting", money(-waiting))
        });
    }
    if let Some(down) = design.down {
        parts.push(format!("{} a year in downtime", money(down)));
    }
    if let Some(partition) = design.partition.filter(|partition| *partition >= 0.5) {
        parts.push(format!("{} a year in partitions", money(partition)));
    }
    if let Some(wrong) = design.wrong.filter(|wrong| *wrong >= 0.5) {
        parts.push(format!("{} a year in wrong answers", money(wrong)));
    }
    match parts.pop() {
        None => "What it costs is not stated yet.".into(),
        Some(last) if parts.is_empty() => format!("It costs {last}."),
        Some(last) => format!("It costs {} and {last}.", parts.join(", ")),
    }
}

/// That no other design meets the requirements, and what the cheapest of those would save.
fn alone(assessment: &Assessment, best: &DesignResult) -> String {
    let said = " No other design meets the requirements.";
    let cheaper = assessment
        .designs
        .iter()
        .filter(|design| design.meets == Some(false))
        .filter_map(|design| Some((best.total? - design.total?, design)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match cheaper {
        Some((saved, design)) if saved > 0.0 && !design.misses.is_empty() => format!(
            "{said} {} would cost {} less a year, and misses: {}.",
            design.name,
            show::money(saved, &assessment.currency),
            in_short(&design.misses)
        ),
        _ => said.to_owned(),
    }
}

/// What the best design saves against the runner-up, and through what.
fn against(best: &DesignResult, other: &DesignResult, currency: &str) -> String {
    let margin = other.total.unwrap_or(0.0) - best.total.unwrap_or(0.0);
    let parts: [(&str, Option<f64>, Option<f64>); 5] = [
        ("wrong answers", best.wrong, other.wrong),
        ("running costs", best.running, other.running),
        ("waiting", best.waiting, other.waiting),
        ("downtime", best.down, other.down),
        ("partitions", best.partition, other.partition),
    ];
    let gain = |(name, own, theirs): &(&'static str, Option<f64>, Option<f64>)| {
        (theirs.unwrap_or(0.0) - own.unwrap_or(0.0), *name)
    };
    let largest = parts.iter().map(gain).max_by(|a, b| a.0.total_cmp(&b.0));
    match largest {
        Some((saved, name)) if saved > 0.0 && margin > 0.0 => {
            let verb = if name == "wrong answers" {
                "avoids"
            } else {
                "saves"
            };
            format!(
                " It {verb} {} of {name} a year against {}.",
                show::money(saved, currency),
                other.name
            )
        }
        _ => format!(" {} costs the same.", other.name),
    }
}

/// `Checkout is available 99.73% of the time, 1 h 57 min down in 30 d: 2.7 times its budget.`
fn delivered(journey: &Journey) -> String {
    let chain = &journey.chain;
    let Some(down) = chain.unavailability else {
        return match &chain.latency {
            Some(latency) => format!(
                "{} answers in {} at the 99th percentile.",
                journey.name,
                show::duration(latency.p99)
            ),
            None => format!(
                "{} needs the availability of {} before anything can be said.",
                journey.name,
                unknown(journey)
            ),
        };
    };
    let available = format!(
        "{} is available {} of the time",
        journey.name,
        show::availability(down)
    );
    match journey
        .budget
        .as_ref()
        .and_then(|budget| budget.spent.map(|spent| (budget, spent)))
    {
        Some((budget, spent)) => {
            let window = show::significant(budget.window_days, 3);
            let minutes = show::duration(budget.expected_seconds.unwrap_or(0.0));
            let target = show::availability(budget.allowed);
            let share = show::significant(spent, 2);
            let end = if spent > 1.0 {
                format!("{share} times the error budget of {target}")
            } else {
                format!("{share} of the error budget of {target}")
            };
            format!("{available}: {minutes} down in {window} days, {end}.")
        }
        None => format!("{available}."),
    }
}

/// `cache`, `cache and queue`, `cache and 4 more services`: those without an availability.
fn unknown(journey: &Journey) -> String {
    let services = journey.chain.services.iter();
    let unknown: Vec<&str> = services
        .filter(|service| service.unavailability.is_none())
        .map(|service| service.name.as_str())
        .collect();
    match unknown.as_slice() {
        [] => "its services".into(),
        [one] => (*one).into(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} more services", rest.len()),
    }
}

fn rests_on(assessment: &Assessment, decision: Option<&Decision>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(decision) = decision {
        parts.extend(decision.pacelc.clone());
        parts.extend(margin(decision, &assessment.currency));
        parts.extend(nearest_flip(assessment).map(|said| lower_first(said.trim_end_matches('.'))));
        if let Some(rule) = decision
            .rule_of_thumb
            .as_ref()
            .filter(|rule| rule.agrees == Some(false))
        {
            parts.push(format!("the rule of thumb says {} instead", rule.recommends));
        }
    }
    if let Some(design) = shown_design(assessment).filter(|design| !design.not_checked.is_empty()) {
        parts.push(format!("not checked: {}", in_short(&design.not_checked)));
    }
    let first = |start: &str| assessment.assumptions.iter().find(|said| said.starts_with(start));
    if at_medians(assessment) {
        parts.push("at medians of the ranges".into());
    }
    parts.extend(advice(assessment).map(|said| lower_first(said.trim_end_matches('.'))));
    if decision.is_some() {
        parts.extend(first("Assumes").map(|said| lower_first(said.trim_end_matches('.'))));
    }
    if let Some(latency) = shown_journey(assessment)
        .and_then(|journey| journey.chain.latency.as_ref())
        .filter(|latency| decision.is_none() && latency.sum_of_p99 > 1.01 * latency.p99)
    {
        parts.push(format!(
            "p99 {}, not the {} that adding p99s gives",
            show::duration(latency.p99),
            show::duration(latency.sum_of_p99)
        ));
    }
    upper_first(&parts.join(" · "))
}

/// `text` with a capital, unless it begins with a name such as `p99`.
fn upper_first(text: &str) -> String {
    let named = text
        .split(' ')
        .next()
        .is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !named => std::iter::once(first.to_ascii_uppercase()).chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        std::iter::once(first.to_ascii_lowercase()).chain(chars).collect()
    })
}
