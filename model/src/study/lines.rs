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
use crate::plan::{Costs, Slot};

/// Places at which totals are computed.
const STEPS: u32 = 81;

impl Study<'_> {
    /// The totals over the chosen input, or the one that decides soonest.
    pub(super) fn lines(&self, flips: &[Flip], tornado: &[Swing]) -> Option<Lines> {
        let slots = match self.plan.explored.over {
            Some(chosen) => vec![chosen],
            None => self.deciding(flips, tornado),
        };
        let mut trial = Trial::new(self.plan);
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
    /// that leave none, then the ranges by how much they move; what is only required comes last, since
    /// no cost changes with it.
    pub(super) fn deciding(&self, flips: &[Flip], tornado: &[Swing]) -> Vec<Slot> {
        let turning = flips.iter().filter(|flip| flip.becomes.is_some());
        let leaving = flips
            .iter()
            .filter(|flip| flip.at.is_some() && flip.becomes.is_none());
        let names = turning.chain(leaving).map(|flip| &flip.input);
        let mut slots: Vec<Slot> = Vec::new();
        for name in names.chain(tornado.iter().map(|swing| &swing.input)) {
            if let Ok(slot) = self.plan.inputs().at_path(name)
                && !slots.contains(&slot)
            {
                slots.push(slot);
            }
        }
        let (mut costly, required): (Vec<Slot>, Vec<Slot>) =
            slots.into_iter().partition(|slot| self.changes_costs(*slot));
        costly.extend(required);
        costly
    }

    /// Whether any design costs something else with twice the input.
    fn changes_costs(&self, slot: Slot) -> bool {
        let mut trial = Trial::new(self.plan);
        trial.price();
        let before: Vec<_> = trial.costs.iter().map(Costs::total).collect();
        let moving = trial.moving_with(slot);
        let (low, high) = trial.input(slot).bounds;
        let value = slot.of(&self.plan.medians);
        let other = (value * 2.0).clamp(low, high);
        trial.put(&moving, slot, if other == value { value / 2.0 } else { other });
        trial.price();
        trial.costs.iter().map(Costs::total).ne(before)
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
