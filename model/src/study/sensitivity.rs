//! What one input alone does: flips and the tornado, all else at medians.
//!
//! # What it computes
//! For every input the nearest values at which another design would be best; for every range what its
//! ends make of the margin.
//!
//! # Why it matters
//! It needs no draws, and it says in the reader's own units how wrong she may be.
//!
//! # Formula
//! See [`crate::decision::flip`]. An objective for availability or latency is an input too; a latency
//! that is asked for is compared with the percentiles at medians, which are not solved anew; so where
//! one is asked for, how long calls take is not moved. A share that is 0 is searched upwards from 10⁻¹².
//!
//! # Example
//! Q·P·V·365 with Q .5 to 2 million, P 10⁻⁷ to 10⁻⁵ and V 20 to 100 around 10⁶, 10⁻⁶ and 50: P moves
//! the result most, then V, then Q.

use super::range;
use super::shown::{self, apart, now, written};
use super::trial::{Trial, reaches};
use crate::assessment::{Flip, Swing};
use crate::decision::flip::{REACH, nearest};
use crate::estimate::Distribution;
use crate::math::ln;
use crate::order::sorted_by_key;
use crate::plan::{Input, Plan, Slot};
use crate::quantity::{Meaning, show};

/// How far each input alone must move for another design to be best: the nearest first, on each side
/// of it, then the inputs that cannot do it. Empty with fewer than two designs.
pub fn flips(plan: &Plan) -> Vec<Flip> {
    if plan.designs() < 2 {
        return Vec::new();
    }
    let mut trial = Trial::new(plan);
    let here = trial.best();
    let found = movable(plan).flat_map(|slot| {
        of_input(slot, here, &mut trial, &|trial| trial.best(), &|design| {
            plan.designs[design].name.clone()
        })
    });
    nearest_first(found.collect())
}

/// The inputs that are moved in search of flips.
pub(super) fn movable(plan: &Plan) -> impl Iterator<Item = Slot> {
    let leading = plan
        .inputs()
        .slots()
        .filter(|slot| plan.inputs().all()[slot.place()].leader.is_none());
    let left_out = plan.holds_latencies();
    leading.filter(move |slot| {
        let input = &plan.inputs().all()[slot.place()];
        !(input.label.path.is_empty() || input.times_calls && left_out)
    })
}

pub(super) fn nearest_first(found: Vec<Flip>) -> Vec<Flip> {
    sorted_by_key(found, |flip: &Flip| match (flip.factor, flip.at) {
        (Some(factor), _) => ln(factor).abs(),
        (None, Some(_)) => ln(REACH),
        (None, None) => f64::MAX,
    })
}

/// Where moving one input makes `ask` answer something else than `here`, on either side of it.
pub(super) fn of_input(
    slot: Slot,
    here: Option<usize>,
    trial: &mut Trial,
    ask: &dyn Fn(&mut Trial) -> Option<usize>,
    name: &dyn Fn(usize) -> String,
) -> Vec<Flip> {
    let plan = trial.plan;
    let (input, base) = (&plan.inputs().all()[slot.place()], slot.of(&plan.medians));
    let likely = likely(plan, slot);
    let in_range = |at: f64| likely.is_some_and(|(low, high)| low < at && at < high);
    let moving = trial.moving_with(slot);
    let mut best = |value: f64| {
        trial.put(&moving, slot, value);
        ask(trial)
    };
    let sides: Vec<Flip> = reaches(input, base)
        .into_iter()
        .filter_map(|(from, to)| nearest(from, to, &here, &mut best))
        .map(|(at, becomes)| Flip {
            in_range: in_range(at),
            ..flip(plan, input, base, Some((at, becomes.map(name))))
        })
        .collect();
    trial.reset();
    if sides.is_empty() {
        vec![flip(plan, input, base, None)]
    } else {
        sides
    }
}

/// The ends of the range an input is given as, where it is one.
pub(super) fn likely(plan: &Plan, slot: Slot) -> Option<(f64, f64)> {
    let distribution = &plan.inputs().distributions()[slot.place()];
    (!matches!(distribution, Distribution::Exact(_))).then(|| distribution.ends())
}

fn flip(plan: &Plan, input: &Input, base: f64, found: Option<(f64, Option<String>)>) -> Flip {
    let words = |value: f64| apart(input, value, base, &plan.currency);
    let at = found.as_ref().map(|(at, _)| *at);
    Flip {
        input: input.label.path.clone(),
        name: input.label.words.clone(),
        now: now(input, base, &plan.currency),
        at: at.map(|at| written(input, at)),
        shown: at.map(words),
        above: at.map(|at| written(input, at) > written(input, base)),
        becomes: found.and_then(|(_, becomes)| becomes),
        factor: at.filter(|_| base != 0.0).map(|at| at / base),
        in_range: false,
    }
}

/// What the ends of each range make of the margin between the best design and the next at medians, the
/// widest first, and that margin; of the total where only one design misses no requirement.
pub fn tornado(plan: &Plan) -> (Vec<Swing>, Option<f64>) {
    let mut trial = Trial::new(plan);
    let Some(best) = trial.best() else {
        return (Vec::new(), None);
    };
    let next = next_best(&trial, best);
    let result = |trial: &mut Trial| {
        trial.price();
        let total = |design: usize| trial.costs[design].total().unwrap_or(0.0);
        next.map_or(total(best), |next| total(next) - total(best))
    };
    let base = result(&mut trial);
    let swings = range::all(plan.inputs()).into_iter().map(|range| {
        let input = &plan.inputs().all()[range.slot.place()];
        let mut at = |high: bool| {
            range.set_end(high, &mut trial.values);
            let end = range.slot.of(&trial.values);
            let result = result(&mut trial);
            trial.reset();
            (end, result)
        };
        // The low end as written: of an availability that is the most unavailability.
        let falling = input.meaning == Meaning::Availability;
        let ((first, low), (last, high)) = (at(falling), at(!falling));
        let base = range.slot.of(&plan.medians);
        let said = |end: f64, high: bool| shown::end(input, end, base, &plan.currency, high);
        let [from, to] = match input.meaning {
            Meaning::Share if last <= 0.99 => show::odds_alike([first, last]),
            _ => [said(first, falling), said(last, !falling)],
        };
        Swing {
            input: input.label.path.clone(),
            name: input.label.words.clone(),
            from,
            to,
            low,
            high,
        }
    });
    let swings = sorted_by_key(swings.collect(), |swing: &Swing| -(swing.high - swing.low).abs());
    (swings, Some(base))
}

/// The second best at medians; `trial` has the costs there.
fn next_best(trial: &Trial, best: usize) -> Option<usize> {
    let plan = trial.plan;
    let others = (0..plan.designs()).filter(|design| *design != best);
    let feasible = others.filter(|design| plan.is_feasible(*design, &plan.medians, &trial.costs[*design]));
    let totals = feasible.filter_map(|design| trial.costs[design].total().map(|total| (design, total)));
    let least = totals.reduce(|least, other| if other.1 < least.1 { other } else { least });
    least.map(|(design, _)| design)
}
