//! What is said of a journey's budget beyond its size.

use super::Plan;
use super::journey::JourneyPlan;
use super::pledge::Kept;
use crate::assessment::{Budget, Promise, Slices};
use crate::budget::alerts::{Around, alert, incident};
use crate::budget::{Downtime, Objective, SECONDS_PER_DAY};
use crate::math;

/// Points of the curve of chances.
const POINTS: u32 = 64;

/// Completes `budget`: slices, money, outages, the chance of meeting it, alerts, the incident.
pub(super) fn spend(budget: &mut Budget, plan: &JourneyPlan, around: Around, values: &[f64]) {
    let window = budget.window_days * SECONDS_PER_DAY;
    let objective = Objective {
        allowed: budget.allowed,
        window_days: budget.window_days,
    };
    let pledge = &plan.pledge;
    budget.method = pledge.method;
    budget.calendar = pledge.calendar.map(|unit| unit.window(budget.allowed));
    budget.costs = around.loss.map(|loss| loss * budget.seconds);
    budget.outages = plan.outage_figures(values, window);
    budget.needs_mttr = plan.renewals(values).err().unwrap_or_default();
    let around = Around {
        repair: budget.outages.map(|outages| outages.mean_seconds),
        ..around
    };
    budget.alerts = pledge
        .rules
        .iter()
        .filter_map(|rule| alert(rule, objective, around))
        .collect();
    budget.incident = pledge
        .incident
        .and_then(|given| incident(given, &budget.alerts, objective, around));
    budget.slices = pledge.slice.map(|(seconds, allowed)| Slices {
        seconds,
        target: 1.0 - allowed,
        count: window / seconds,
        allowed: budget.allowed * window / seconds,
        expected: None,
    });
    budget.short_of_a_nine = plan.short_of_a_nine(budget.allowed, values);
    budget.chance_untold = plan.untold(values);
    if let Some(kept) = pledge.kept() {
        meet(budget, kept, plan.failing(values));
    }
}

/// The chance of meeting the target, and what could be promised.
fn meet(budget: &mut Budget, kept: &Kept, failing: f64) {
    if let (Some(slices), Some(drawn)) = (&mut budget.slices, &kept.slices) {
        slices.expected = drawn.mean_drawn().map(|seconds| seconds / slices.seconds);
    }
    let law = Spread {
        law: kept.slices.as_ref().unwrap_or(&kept.downtime),
        // A slice has what fails outside outages counted in.
        failing: if kept.slices.is_some() { 0.0 } else { failing },
    };
    let chance = law.chance(budget.allowed);
    budget.chance_of_meeting = Some(chance);
    budget.chance_error = law.law.error(chance);
    budget.promise = Some(Promise {
        at_95: 1.0 - law.unavailability(0.95),
        at_99: 1.0 - law.unavailability(0.99),
    });
    budget.compliance = law.curve(budget.allowed);
}

/// The law of a window's unavailability: outages, and a steady share that fails beside them.
struct Spread<'a> {
    law: &'a Downtime,
    failing: f64,
}

impl Spread<'_> {
    /// Probability that a window's unavailability is at most `allowed`.
    fn chance(&self, allowed: f64) -> f64 {
        if self.failing > allowed {
            return 0.0;
        }
        let spared = (allowed - self.failing) / (1.0 - self.failing).max(f64::MIN_POSITIVE);
        // The digits a float has are no reason to miss a target.
        self.law.chance_within(spared * self.law.window * (1.0 + 1e-12))
    }

    /// The unavailability kept with this probability.
    fn unavailability(&self, probability: f64) -> f64 {
        let down = self.law.within(probability) / self.law.window;
        down + (1.0 - down) * self.failing
    }

    /// Chances from where there are hardly any to where they are nearly certain, by ratio.
    fn curve(&self, allowed: f64) -> Vec<(f64, f64)> {
        let high = (self.unavailability(0.999) * 1.5).max(allowed * 2.0).min(1.0);
        let low = (self.unavailability(0.5) / 4.0)
            .max(allowed / 20.0)
            .min(allowed / 4.0)
            .max(high * 1e-4);
        let step = math::ln(high / low) / f64::from(POINTS);
        (0..=POINTS)
            .map(|at| low * math::exp(step * f64::from(at)))
            .map(|allowed| (allowed, self.chance(allowed)))
            .collect()
    }
}

impl Plan {
    /// How long a journey is down in a window of so many seconds, every range at its median; of a
    /// design by number, else of the scenario itself. `None` while a part that can fail has no time to
    /// repair (or fails too often to be drawn), or where there is no such journey.
    pub fn downtime(&self, design: Option<usize>, journey: usize, window: f64) -> Option<Downtime> {
        let design = match design {
            Some(at) => self.designs.get(at)?,
            None => &self.base,
        };
        let journey = design.journeys.get(journey)?;
        (window > 0.0).then(|| journey.downtime(&self.medians, window))?
    }
}
