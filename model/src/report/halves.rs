//! PACELC in words: what either half costs, what would turn it around, what to build.

use super::has_ranges;
use crate::assessment::{Assessment, Decision, Half, HalfFlip};
use crate::library::System;
use crate::quantity::show;

/// The two halves, their pair, and what would turn each around, a sentence each.
pub fn halves(assessment: &Assessment) -> Vec<String> {
    let Some(decision) = &assessment.decision else {
        return Vec::new();
    };
    let mut said: Vec<String> = decision
        .halves
        .iter()
        .map(|half| priced(half, &assessment.currency))
        .collect();
    if decision.halves.iter().all(|half| half.when != "partition") && !said.is_empty() {
        said.insert(
            0,
            "While the network is split the two sides are not compared, since what one of them costs then is not stated: say it as partitions of the network, under Money (`[partition]`, `[data.NAME]`).".into(),
        );
    }
    said.extend(pair(decision));
    let medians = match has_ranges(assessment) {
        true => "; all else at medians",
        false => "",
    };
    said.extend(
        decision
            .half_flips
            .iter()
            .filter_map(|flip| turned(flip, medians)),
    );
    said
}

/// `While the network is split, availability costs less: $22.9k a year with Open against $24k with Safe.`
fn priced(half: &Half, currency: &str) -> String {
    let money = |value: f64| show::money(value, currency);
    let when = match half.when.as_str() {
        "partition" => "While the network is split",
        _ => "While the network is whole",
    };
    let (own, other) = (money(half.cost), money(half.against_cost));
    if half.cost == half.against_cost {
        return format!(
            "{when}, {} and {} cost the same: {own} a year.",
            side(&half.take),
            side(&half.against)
        );
    }
    format!(
        "{when}, {} costs less: {own} a year with {} against {other} with {}.",
        side(&half.take),
        half.design,
        half.against_design
    )
}

fn pair(decision: &Decision) -> Option<String> {
    let pair = decision.winning_pair.as_ref()?;
    Some(match (&decision.winning_design, &decision.best) {
        (Some(design), Some(best)) if design == best => {
            format!("Both halves together are {pair}, as {best} is.")
        }
        (Some(design), _) => {
            format!("Both halves together are {pair}, as {design} is, which in all is not the cheapest.")
        }
        (None, _) => format!(
            "Both halves together are {pair}, and no design is: one that were might cost less than any."
        ),
    })
}

/// `Take availability while the cost of Stale read is below $0.07 (now $0.05).`
fn turned(half: &HalfFlip, medians: &str) -> Option<String> {
    let flip = &half.flip;
    let bound = if flip.above? { "below" } else { "above" };
    let over = match half.when.as_str() {
        "partition" => "while the network is split",
        _ => "while the network is whole",
    };
    Some(format!(
        "Take {} {over} as long as {} is {bound} {} (now {}{medians}).",
        side(&half.take),
        flip.name,
        flip.shown.as_ref()?,
        flip.now
    ))
}

/// What a side of a half is for.
fn side(letters: &str) -> &'static str {
    match letters {
        "PC" | "EC" => "consistency",
        "PA" => "availability",
        _ => "low latency",
    }
}

/// `Spanner: read-write transactions (J. Corbett et al., Spanner, OSDI, 2012; our reading)`.
pub fn system(system: &System) -> String {
    let ours = if system.ours { "; our reading" } else { "" };
    format!(
        "{}: {} ({}, {}{ours})",
        system.system, system.configuration, system.source, system.date
    )
}

/// The data stores of the best design's class, a line each.
pub fn systems(decision: &Decision) -> Vec<String> {
    decision.systems.iter().map(system).collect()
}

/// `Data stores (PC/EC)`.
pub(crate) fn of_class(what: &str, decision: &Decision) -> String {
    let class = decision.systems.first().map(|system| system.class.as_str());
    class.map_or(what.to_owned(), |class| format!("{what} ({class})"))
}

/// What to build, a line each.
pub fn build(decision: &Decision) -> Vec<String> {
    let lines = decision.build.iter();
    lines
        .map(|advice| format!("{}: {}", advice.part, advice.advice))
        .collect()
}
