//! The error budget: what an SLO allows over its window, how much of it is spent, the chance of
//! meeting it, and the alerts that watch it.
//!
//! # What it computes
//! The budget in seconds and in requests, the share of it that the expected unavailability spends,
//! and the availability every service would need if all had the same.
//!
//! # Why it matters
//! A budget makes an availability target something a team can spend and run out of.
//!
//! # Formula
//! Budget = (1 − SLO)·window; spent = unavailability/(1 − SLO). Equal split: the common
//! unavailability that, put into every service (domains held), makes the flow meet the SLO exactly;
//! for n services in series SLO^(1/n).
//!
//! # References
//! B. Beyer et al., "Site Reliability Engineering", 2016, chapter 3; "The Site Reliability
//! Workbook", 2018, chapter 5.

pub mod alerts;
mod calendar;
mod downtime;
pub(crate) mod lints;
pub(crate) mod policy;
pub mod results;
pub(crate) mod simulation;
pub mod slices;
pub mod split;

pub use calendar::Calendar;
pub use downtime::Downtime;
pub use simulation::Renewal;

use crate::assessment::Budget;
use crate::math;
use crate::quantity::SECONDS_PER_YEAR;

/// Seconds of a day.
pub const SECONDS_PER_DAY: f64 = 86_400.0;
/// Window in days when the scenario names none.
pub const DEFAULT_WINDOW_DAYS: f64 = 30.0;

/// Logarithms this close are the same.
const CLOSE: f64 = 1e-14;
/// Most evaluations of a root search; halving alone would need fewer.
const MOST_ROUNDS: usize = 240;

/// An availability objective over a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Objective {
    /// 1 − SLO.
    pub allowed: f64,
    /// Window in days.
    pub window_days: f64,
}

/// The budget of `objective`, spent by an expected `unavailability`, with `traffic` per second.
pub fn budget(
    objective: Objective,
    unavailability: Option<f64>,
    traffic: Option<f64>,
    equal_split: Option<f64>,
) -> Budget {
    let window = objective.window_days * SECONDS_PER_DAY;
    let spent = unavailability
        .filter(|_| objective.allowed > 0.0)
        .map(|q| q / objective.allowed);
    Budget {
        target: 1.0 - objective.allowed,
        allowed: objective.allowed,
        window_days: objective.window_days,
        seconds: objective.allowed * window,
        requests: traffic.map(|rate| rate * window * objective.allowed),
        spent,
        expected_seconds: unavailability.map(|q| q * window),
        met: unavailability.map(|q| meets(q, objective.allowed)),
        equal_split: equal_split.map(|q| 1.0 - q),
        one_failure_spends: one_failure(objective, traffic),
        ..Budget::default()
    }
}

/// Share of the budget that one failed request spends.
fn one_failure(objective: Objective, traffic: Option<f64>) -> Option<f64> {
    let requests = traffic? * objective.window_days * SECONDS_PER_DAY * objective.allowed;
    (requests > 0.0).then(|| 1.0 / requests)
}

/// Whether an unavailability is inside what is allowed, to the digits a float has.
pub fn meets(unavailability: f64, allowed: f64) -> bool {
    unavailability <= allowed * (1.0 + 1e-12)
}

/// The common unavailability at which `unavailability_at` reaches `allowed`.
///
/// `unavailability_at` must rise with its argument. `None` when even perfect services miss the
/// target, or when nothing any service does reaches it.
pub fn equal_split(allowed: f64, mut unavailability_at: impl FnMut(f64) -> f64) -> Option<f64> {
    if allowed <= 0.0 || unavailability_at(0.0) > allowed {
        return None;
    }
    if unavailability_at(1.0) <= allowed {
        return None;
    }
    Some(math::exp(root(-36.0 * math::ln(10.0), 0.0, |x| {
        let unavailability = unavailability_at(math::exp(x)).max(f64::MIN_POSITIVE);
        math::ln(unavailability / allowed)
    })))
}

/// Where a rising function is 0, between `low` (where it is not above 0) and `high` (where it is):
/// false position by the Illinois rule, with a halving now and then in case that is slow.
fn root(mut low: f64, mut high: f64, mut of: impl FnMut(f64) -> f64) -> f64 {
    let (mut below, mut above) = (of(low), of(high));
    let mut was_above = None;
    for round in 1..=MOST_ROUNDS {
        let straight = high - (high - low) * above / (above - below);
        let inside = low < straight && straight < high && round % 4 != 0;
        let middle = if inside { straight } else { 0.5 * (low + high) };
        let here = of(middle);
        if here.abs() <= CLOSE || high - low <= CLOSE {
            return middle;
        }
        let is_above = here > 0.0;
        let again = was_above == Some(is_above);
        if is_above {
            (high, above) = (middle, here);
            below *= if again { 0.5 } else { 1.0 };
        } else {
            (low, below) = (middle, here);
            above *= if again { 0.5 } else { 1.0 };
        }
        was_above = Some(is_above);
    }
    0.5 * (low + high)
}

/// Requests of a year at so many per second.
pub fn requests_per_year(traffic: f64) -> f64 {
    traffic * SECONDS_PER_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thirty_day_budget_of_three_nines_is_43_2_minutes() {
        for (allowed, minutes) in [(1e-2, 432.0), (1e-3, 43.2), (1e-4, 4.32)] {
            let budget = budget(
                Objective {
                    allowed,
                    window_days: 30.0,
                },
                None,
                None,
                None,
            );
            assert!((budget.seconds / 60.0 / minutes - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn an_equal_split_of_a_series_is_the_nth_root() {
        let series = |n: f64| move |q: f64| -math::expm1(n * math::ln1p(-q));
        let five = equal_split(1e-3, series(5.0)).unwrap();
        assert!((1.0 - five - 0.9997999200).abs() < 1e-10);
        let three = equal_split(1e-4, series(3.0)).unwrap();
        assert!((1.0 - three - 0.9999666656).abs() < 1e-10);
    }

    #[test]
    fn an_equal_split_is_found_in_few_evaluations_however_bent_the_flow_is() {
        let mut most = 0;
        for power in [1.0, 2.0, 7.0, 40.0] {
            for floor in [0.0, 1e-9, 0.9e-3] {
                for allowed in [1e-3, 0.3, 0.999] {
                    let mut count = 0;
                    let at = |q: f64| floor + (1.0 - floor) * math::pow(q, power);
                    let split = equal_split(allowed, |q| {
                        count += 1;
                        at(q)
                    });
                    assert!(
                        (at(split.unwrap()) / allowed - 1.0).abs() < 1e-12,
                        "{power} {floor} {allowed}"
                    );
                    most = most.max(count);
                }
            }
        }
        assert!(most <= 60, "{most}");
    }

    #[test]
    fn a_target_nobody_can_reach_has_no_split() {
        assert_eq!(equal_split(1e-3, |q| 0.01 + 0.99 * q), None);
        assert_eq!(equal_split(0.0, |q| q), None);
    }
}
