//! Which design to take.
//!
//! # What it computes
//! The cheapest design that misses no hard requirement, its runner-up and the margin between them;
//! the rule of thumb beside it.
//!
//! # Formula
//! Total = running + waiting + wrong + down + partition. Best = least total among designs whose requirements
//! are not missed; with none, the one that misses least is named, and no best.

mod advise;
pub mod flip;
pub(crate) mod halves;
mod rule_of_thumb;
pub mod worth;

pub use advise::advise;
pub use rule_of_thumb::{Thresholds, rule_of_thumb};

use crate::assessment::{Decision, DesignResult};
use crate::order::sorted_by_key;

/// The decision among `designs`; absent when there are fewer than two, or no totals to compare.
pub fn decide(designs: &[DesignResult], thresholds: &Thresholds) -> Option<Decision> {
    let mut ranked: Vec<&DesignResult> = designs.iter().filter(|design| design.total.is_some()).collect();
    if designs.len() < 2 || ranked.is_empty() {
        return None;
    }
    ranked = sorted_by_key(ranked, |design| total(design));
    let feasible: Vec<&DesignResult> = ranked
        .iter()
        .filter(|design| design.meets != Some(false))
        .copied()
        .collect();
    let best = feasible.first().copied();
    let runner_up = feasible.get(1).copied();
    let closest = best
        .is_none()
        .then(|| ranked.iter().min_by_key(|design| design.misses.len()))
        .flatten();
    let halves = halves::halves(designs);
    let winning_pair = halves::pair(&halves);
    let of_pair = |design: &&&DesignResult| winning_pair.is_some() && design.pacelc == winning_pair;
    Some(Decision {
        winning_design: feasible.iter().find(of_pair).map(|design| design.name.clone()),
        winning_pair,
        halves,
        best: best.map(|design| design.name.clone()),
        runner_up: runner_up.map(|design| design.name.clone()),
        margin: best.zip(runner_up).map(|(best, next)| total(next) - total(best)),
        closest: closest.map(|design| design.name.clone()),
        pacelc: best.and_then(|design| design.pacelc.clone()),
        rule_of_thumb: rule_of_thumb(designs, best, thresholds),
        ..Decision::default()
    })
}

fn total(design: &DesignResult) -> f64 {
    design.total.unwrap_or(f64::MAX)
}
