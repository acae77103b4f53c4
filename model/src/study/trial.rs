//! A plan with room to try values in.

use crate::decision::flip::{LEAST_SHARE, REACH};
use crate::plan::{Costs, Input, Plan, Rooms, Slot};
use crate::quantity::Meaning;

/// A plan, and values that differ from its medians.
pub(super) struct Trial<'a> {
    pub(super) plan: &'a Plan,
    pub(super) values: Vec<f64>,
    pub(super) costs: Vec<Costs>,
    rooms: Rooms,
}

impl<'a> Trial<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            values: plan.medians.clone(),
            rooms: plan.rooms(),
            costs: vec![Costs::default(); plan.designs()],
        }
    }

    pub(super) fn input(&self, slot: Slot) -> &'a Input {
        &self.plan.inputs().all()[slot.place()]
    }

    /// Prices every design at the values.
    pub(super) fn price(&mut self) {
        self.plan.costs(&self.values, &mut self.rooms, &mut self.costs);
    }

    /// Prices every design at the values; the cheapest that misses no requirement.
    pub(super) fn best(&mut self) -> Option<usize> {
        self.plan.best(&self.values, &mut self.rooms, &mut self.costs)
    }

    pub(super) fn reset(&mut self) {
        self.values.copy_from_slice(&self.plan.medians);
    }

    /// The inputs that move with one: itself, and those that follow it.
    pub(super) fn moving_with(&self, slot: Slot) -> Vec<Slot> {
        let all = self.plan.inputs();
        let follows = |one: &Slot| *one == slot || all.all()[one.place()].leader == Some(slot);
        all.slots().filter(follows).collect()
    }

    /// Moves an input to a value, and by the same ratio those that move with it.
    pub(super) fn put(&mut self, moving: &[Slot], slot: Slot, value: f64) {
        let base = slot.of(&self.plan.medians);
        for one in moving {
            let own = one.of(&self.plan.medians);
            self.values[one.place()] = if *one == slot { value } else { own * (value / base) };
        }
    }
}

/// How far an input may be moved: from what it is, down and up; nothing for an amount that is 0.
pub(super) fn reaches(input: &Input, base: f64) -> Vec<(f64, f64)> {
    let (low, high) = input.bounds;
    if base == 0.0 {
        let share = matches!(input.meaning, Meaning::Share | Meaning::Availability);
        return if share {
            vec![(LEAST_SHARE, high)]
        } else {
            Vec::new()
        };
    }
    let legal = |value: f64| value.clamp(low, high);
    vec![(base, legal(base / REACH)), (base, legal(base * REACH))]
}
