//! What every design costs over one input, and where the best changes.
//!
//! # What it computes
//! The totals of all designs for one input from well below to well above what it is, all else at
//! medians, and the places at which another design becomes the best that misses no requirement.
//!
//! # Why it matters
//! Two lines that cross say more than two numbers: how far the decision is from turning, and how
//! steeply the wrong choice gets expensive.
//!
//! # Formula
//! The input goes in steps of equal ratio; a change between two steps is found by halving on the log
//! scale. The input is the one named by `[explore]`, else the one whose flip is nearest.
//!
//! # Example
//! A costs 100 a year, B costs 1 for each of n events: B is best below n = 100, A above.

use super::Study;
use super::axis::evenly;
use super::shown::shown;
use super::trial::Trial;
use crate::assessment::{Axis, Change, Flip, Line, Lines, Swing};
use crate::decision::flip::between;
use crate::math::ln1p;
use crate::order::sorted_by_key;
use crate::plan::Slot;

/// Places at which totals are computed.
const STEPS: u32 = 81;

impl Study<'_> {
    /// The totals over the chosen input, or the one that decides soonest.
    pub(super) fn lines(&self, flips: &[Flip], tornado: &[Swing]) -> Option<Lines> {
        let slots = match self.plan.explored.over {
            Some(chosen) => vec![chosen],
            None => self.deciding(flips, tornado),
        };
        let mut trial = Trial::new(&self.plan);
        let (slot, axis) = slots
            .into_iter()
            .find_map(|slot| Some((slot, self.axis(slot, flips)?)))?;
        let moving = trial.moving_with(slot);
        let places = evenly(&axis, STEPS);
        let mut designs: Vec<Line> = self
            .plan
            .designs
            .iter()
            .map(|design| line(&design.name))
            .collect();
        let mut best = Vec::new();
        let mut priced = true;
        for place in &places {
            trial.put(&moving, slot, *place);
            best.push(trial.best());
            for (at, line) in designs.iter_mut().enumerate() {
                let costs = &trial.costs[at];
                priced &= costs.total().is_some();
                line.totals.push(costs.total().unwrap_or(0.0));
                line.meets.push(self.plan.is_feasible(at, &trial.values, costs));
            }
        }
        let changes = self.changes((slot, &axis), &places, &best, &mut trial);
        priced.then_some(Lines {
            axis,
            at: places,
            designs,
            changes,
        })
    }

    /// Inputs in the order in which they decide: those that turn the choice to another design, those
    /// that leave none, then all others by how far they move the designs' costs apart. What is only
    /// required comes last, since no cost changes with it.
    pub(super) fn deciding(&self, flips: &[Flip], tornado: &[Swing]) -> Vec<Slot> {
        let rank = |flip: &Flip| match (flip.at, &flip.becomes) {
            (Some(_), Some(_)) => 0.0,
            (Some(_), None) => 1.0,
            (None, _) => 2.0,
        };
        let paths = flips.iter().map(|flip| (rank(flip), flip.input.as_str()));
        let ranges = tornado.iter().map(|swing| (2.0, swing.input.as_str()));
        let mut found: Vec<(Slot, f64, f64)> = Vec::new();
        for (rank, path) in sorted_by_key(paths.chain(ranges).collect(), |(rank, _)| *rank) {
            if let Ok(slot) = self.plan.inputs().at_path(path)
                && !found.iter().any(|(known, ..)| *known == slot)
            {
                found.push((slot, rank, self.parts_costs(slot)));
            }
        }
        let found = sorted_by_key(found, |(_, rank, apart)| match *apart {
            0.0 => 3.0,
            _ if *rank < 2.0 => *rank,
            // From 2 for the farthest to 3 for none.
            apart => 2.0 + 1.0 / (1.0 + ln1p(apart)),
        });
        found.into_iter().map(|(slot, ..)| slot).collect()
    }

    /// How far twice an input moves the designs' totals apart; 0 where no cost changes.
    fn parts_costs(&self, slot: Slot) -> f64 {
        let mut trial = Trial::new(&self.plan);
        let totals = |trial: &mut Trial| {
            trial.price();
            let totals = trial.costs.iter().map(|costs| costs.total().unwrap_or(0.0));
            totals.collect::<Vec<f64>>()
        };
        let before = totals(&mut trial);
        let moving = trial.moving_with(slot);
        let (low, high) = trial.input(slot).bounds;
        let value = slot.of(&self.plan.medians);
        let other = (value * 2.0).clamp(low, high);
        trial.put(&moving, slot, if other == value { value / 2.0 } else { other });
        let moved = totals(&mut trial)
            .into_iter()
            .zip(before)
            .map(|(after, before)| after - before);
        let (least, most) = moved.fold((0.0_f64, 0.0_f64), |(least, most), by| {
            (least.min(by), most.max(by))
        });
        most - least
    }

    fn changes(
        &self,
        (slot, axis): (Slot, &Axis),
        places: &[f64],
        best: &[Option<usize>],
        trial: &mut Trial<'_>,
    ) -> Vec<Change> {
        let moving = trial.moving_with(slot);
        let input = trial.input(slot);
        let name = |design: Option<usize>| design.map(|at| self.plan.designs[at].name.clone());
        let mut changes = Vec::new();
        for (step, pair) in best.windows(2).enumerate() {
            let [below, above] = *pair else { continue };
            if below == above {
                continue;
            }
            let mut ask = |value: f64| {
                trial.put(&moving, slot, value);
                trial.best()
            };
            let (at, above) = between(places[step], (places[step + 1], above), &below, &mut ask);
            trial.put(&moving, slot, at);
            trial.price();
            let total = above.or(below).and_then(|design| trial.costs[design].total());
            changes.push(Change {
                at,
                shown: shown(input, at, axis.at, &self.plan.currency),
                total,
                below: name(below),
                above: name(above),
            });
        }
        changes
    }
}

fn line(design: &str) -> Line {
    Line {
        design: design.to_owned(),
        totals: Vec::new(),
        meets: Vec::new(),
    }
}
