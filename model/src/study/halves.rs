//! What would turn a half of PACELC around, one input at a time, all else at medians.
//!
//! # What it computes
//! For each half the inputs nearest to making its other side the cheaper one.
//!
//! # Why it matters
//! "Take availability while a stale read costs under $0.07" is a sentence a team can act on.
//!
//! # Formula
//! As the flips of the best design, of the side that costs less ([`crate::decision::flip`]). An input
//! that moves both sides alike, or neither, is not searched.

use super::sensitivity::{movable, nearest_first, of_input};
use super::trial::Trial;
use crate::assessment::HalfFlip;
use crate::decision::halves::{When, cheapest};
use crate::plan::{Plan, Slot};

/// Most inputs told of each half.
const MOST: usize = 3;
/// A relative change of an input, and what has to come of it.
const NUDGE: f64 = 1e-3;
const MATTERS: f64 = 1e-9;

/// For each half the inputs that turn it around, the nearest first.
pub fn half_flips(plan: &Plan) -> Vec<HalfFlip> {
    let classes: Vec<Option<&str>> = plan
        .designs
        .iter()
        .map(|design| design.pacelc.as_deref())
        .collect();
    let mut found = Vec::new();
    for when in When::BOTH {
        let sides: Vec<Option<usize>> = classes.iter().map(|class| when.side((*class)?)).collect();
        found.extend(of_half(plan, when, &sides));
    }
    found
}

fn of_half(plan: &Plan, when: When, sides: &[Option<usize>]) -> Vec<HalfFlip> {
    let mut trial = Trial::new(plan);
    let standing = |trial: &mut Trial| {
        trial.price();
        let priced = trial.costs.iter().zip(sides).enumerate();
        cheapest(priced.filter_map(|(at, (costs, side))| {
            let feasible = plan.is_feasible(at, &trial.values, costs);
            let side = side.filter(|_| feasible)?;
            Some((at, side, when.cost(costs.total(), costs.partition)?))
        }))
    };
    let ask = |trial: &mut Trial| standing(trial).map(|[(_, side, _), _]| side);
    let Some(take) = ask(&mut trial) else {
        return Vec::new();
    };
    let ratio = |trial: &mut Trial| standing(trial).map(|[(_, _, own), (_, _, other)]| own / other);
    let here = ratio(&mut trial);
    let moves = |slot: Slot, trial: &mut Trial| {
        trial.values[slot.place()] *= 1.0 + NUDGE;
        let moved = ratio(trial);
        trial.reset();
        match (here, moved) {
            (Some(here), Some(moved)) => (moved - here).abs() > MATTERS * here.abs(),
            _ => true,
        }
    };
    let slots: Vec<Slot> = movable(plan).filter(|slot| moves(*slot, &mut trial)).collect();
    let name = |side: usize| when.sides()[side].to_owned();
    let flips = slots
        .into_iter()
        .flat_map(|slot| of_input(slot, Some(take), &mut trial, &ask, &name))
        .filter(|flip| flip.becomes.is_some())
        .collect();
    let nearest = nearest_first(flips).into_iter().take(MOST);
    nearest
        .map(|flip| HalfFlip {
            when: when.key().to_owned(),
            take: name(take),
            flip,
        })
        .collect()
}
