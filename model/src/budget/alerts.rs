//! Burn-rate alerts: when they fire, when they stop, what is gone by then.
//!
//! # What it computes
//! For a policy of long and short windows and shares of the budget: burn rates, detection and reset
//! times for any error ratio, budget and money gone at the page and after the repair, what one failed
//! request does; and an incident played through.
//!
//! # Why it matters
//! An alert that fires on one failed request gets muted, and one that fires when the budget is gone
//! is history. Both follow from four numbers, before anything is deployed.
//!
//! # Formula
//! Burn that spends the share f of the budget of a window P in w: f·P/w. Threshold θ = burn·(1 − SLO).
//! With an error ratio e that was 0 before, a window w is above θ after w·θ/e, never if e ≤ θ; after the
//! end it stays so for w·(1 − θ/e) [our derivation], whether the incident was shorter than w or not.
//! An alert is long AND short: it fires with the later and stops with the earlier of the two. Gone at
//! the page: f, whatever e is.
//!
//! # Example
//! 99.9 % over 30 days: 2 % in 1 h is a burn of 14.4; a full outage is found after 51.84 s and the
//! 5-minute window ends the page 4.928 min after it is over.
//!
//! # References
//! B. Beyer et al., "The Site Reliability Workbook", 2018, chapter 5; the policy in
//! `model/data/alerts/workbook.toml`.

use super::results::{Alert, Crossing, Incident, IncidentAlert};
use super::{Objective, SECONDS_PER_DAY};
use serde::Serialize;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Somebody is woken.
    Page,
    /// Somebody looks at it on a working day.
    Ticket,
}

impl Severity {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Page => "page",
            Severity::Ticket => "ticket",
        }
    }
}

/// One alert of a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Who is told.
    pub severity: Severity,
    /// Long window, seconds.
    pub long: f64,
    /// Short window, seconds.
    pub short: f64,
    /// When it fires.
    pub at: Trigger,
}

/// When an alert fires.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trigger {
    /// When this share of the budget is gone within the long window.
    Spends(f64),
    /// At this burn rate.
    Burn(f64),
}

/// What alerts of one journey are computed from, beside its objective.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Around {
    /// Requests a second.
    pub traffic: Option<f64>,
    /// Money lost in a second of full outage.
    pub loss: Option<f64>,
    /// Mean length of an outage, seconds.
    pub repair: Option<f64>,
}

impl Rule {
    /// Burn rate at which it fires, over a window of so many seconds.
    pub fn burn(&self, window: f64) -> f64 {
        match self.at {
            Trigger::Burn(burn) => burn,
            Trigger::Spends(share) => share * window / self.long,
        }
    }
}

/// The alert that `rule` makes of `objective`; nothing where no budget is left to burn.
pub fn alert(rule: &Rule, objective: Objective, around: Around) -> Option<Alert> {
    let window = objective.window_days * SECONDS_PER_DAY;
    let budget = objective.allowed * window;
    if budget <= 0.0 || rule.long <= 0.0 {
        return None;
    }
    let burn = rule.burn(window);
    let threshold = burn * objective.allowed;
    let found = crossings(rule, threshold, 1.0, f64::INFINITY);
    let (fires, resets) = (found.fires, found.resets);
    let until_repair = fires.zip(around.repair).map(|(fires, repair)| fires + repair);
    let requests = around.traffic.map(|traffic| traffic * rule.long);
    Some(Alert {
        severity: rule.severity.name(),
        long: rule.long,
        short: rule.short,
        burn,
        spends: burn * rule.long / window,
        threshold,
        detects_full_outage: fires,
        resets,
        costs: fires.zip(around.loss).map(|(fires, loss)| fires * loss),
        spends_until_repair: until_repair.map(|seconds| seconds / budget),
        costs_until_repair: until_repair
            .zip(around.loss)
            .map(|(seconds, loss)| seconds * loss),
        requests,
        one_failure_burns: requests
            .filter(|requests| *requests > 0.0)
            .map(|requests| 1.0 / (requests * objective.allowed)),
    })
}

impl Alert {
    /// Seconds until it fires at an error ratio that lasts; nothing when it never does.
    pub fn detects(&self, ratio: f64) -> Option<f64> {
        crossing(self.long, self.threshold, ratio, f64::INFINITY).fires
    }
}

/// What an incident of this error ratio and length does to a budget that is whole before.
pub fn incident(
    (ratio, seconds): (f64, f64),
    alerts: &[Alert],
    objective: Objective,
    around: Around,
) -> Option<Incident> {
    let budget = objective.allowed * objective.window_days * SECONDS_PER_DAY;
    if budget <= 0.0 {
        return None;
    }
    let exhausts = (ratio > 0.0).then(|| budget / ratio);
    Some(Incident {
        ratio,
        seconds,
        burn: ratio / objective.allowed,
        spends: ratio * seconds / budget,
        exhausts: exhausts.filter(|gone| *gone <= seconds),
        requests: around.traffic.map(|traffic| traffic * ratio * seconds),
        costs: around.loss.map(|loss| loss * ratio * seconds),
        alerts: alerts
            .iter()
            .map(|alert| {
                let windows = Windows {
                    long: alert.long,
                    short: alert.short,
                };
                windows.crossed(alert.threshold, ratio, seconds)
            })
            .collect(),
    })
}

/// The two windows of an alert, seconds.
struct Windows {
    long: f64,
    short: f64,
}

impl Windows {
    fn crossed(&self, threshold: f64, ratio: f64, length: f64) -> IncidentAlert {
        let long = crossing(self.long, threshold, ratio, length);
        let short = crossing(self.short, threshold, ratio, length);
        let fires = long.fires.zip(short.fires).map(|(a, b)| a.max(b));
        let resets = long.resets.zip(short.resets).map(|(a, b)| a.min(b));
        IncidentAlert {
            fires,
            resets: resets.filter(|_| fires.is_some()),
            long,
            short,
        }
    }
}

fn crossings(rule: &Rule, threshold: f64, ratio: f64, length: f64) -> IncidentAlert {
    let windows = Windows {
        long: rule.long,
        short: rule.short,
    };
    windows.crossed(threshold, ratio, length)
}

/// When a window of `width` is above `threshold`, in an incident of error ratio `ratio` that lasts for
/// `length`.
fn crossing(width: f64, threshold: f64, ratio: f64, length: f64) -> Crossing {
    if ratio <= threshold {
        return Crossing::default();
    }
    let fires = width * threshold / ratio;
    if fires > length {
        return Crossing::default();
    }
    Crossing {
        fires: Some(fires),
        resets: Some(width - fires),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 3600.0;

    /// Share of a window of `width` that ends at `now` (the incident starts at 0) that fails.
    fn share(width: f64, ratio: f64, length: f64, now: f64) -> f64 {
        ratio * (now.min(length) - (now - width).max(0.0)).max(0.0) / width
    }

    proptest! {
        #[test]
        fn a_window_is_above_its_threshold_between_the_two_times_and_at_no_other(
            width in 60.0..1e6_f64, threshold in 1e-6..0.9_f64, ratio in 1e-6..1.0_f64, length in 1.0..1e6_f64,
        ) {
            let found = crossing(width, threshold, ratio, length);
            let above = |now: f64| share(width, ratio, length, now) > threshold;
            match (found.fires, found.resets) {
                (Some(fires), Some(resets)) => {
                    let end = length + resets;
                    prop_assert!(!above(fires * (1.0 - 1e-6)) && above((fires * (1.0 + 1e-6)).min(length)) || fires >= length * (1.0 - 1e-6));
                    prop_assert!(!above(end + 1e-6 * width));
                    prop_assert!(above(end - 1e-6 * width) || fires >= length * (1.0 - 1e-5));
                }
                _ => {
                    for step in 0..400 {
                        let now = (width + length) * f64::from(step) / 400.0;
                        prop_assert!(share(width, ratio, length, now) <= threshold * (1.0 + 1e-9));
                    }
                }
            }
        }

        #[test]
        fn what_is_gone_at_the_page_does_not_depend_on_how_bad_it_is(
            allowed in 1e-5..0.05_f64, days in 1.0..90.0_f64, share in 0.001..0.5_f64, ratio in 1e-4..1.0_f64,
        ) {
            let rule = Rule { severity: Severity::Page, long: HOUR, short: 5.0 * MINUTE, at: Trigger::Spends(share) };
            let objective = Objective { allowed, window_days: days };
            let alert = alert(&rule, objective, Around::default()).unwrap();
            prop_assert!((alert.spends / share - 1.0).abs() < 1e-9);
            if let Some(fires) = alert.detects(ratio) {
                let gone = ratio * fires / (allowed * days * SECONDS_PER_DAY);
                prop_assert!((gone / share - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn the_documented_incident_fires_and_stops_when_the_workbook_says() {
        let objective = Objective {
            allowed: 1e-3,
            window_days: 30.0,
        };
        let rule = Rule {
            severity: Severity::Page,
            long: HOUR,
            short: 5.0 * MINUTE,
            at: Trigger::Burn(14.4),
        };
        let alert = alert(&rule, objective, Around::default()).unwrap();
        let found = incident((0.15, 10.0 * MINUTE), &[alert], objective, Around::default()).unwrap();
        let near = |got: Option<f64>, minutes: f64| assert!((got.unwrap() / MINUTE - minutes).abs() < 1e-9);
        near(found.alerts[0].short.fires, 0.48);
        near(found.alerts[0].long.fires, 5.76);
        near(found.alerts[0].short.resets, 4.52);
        near(found.alerts[0].long.resets, 54.24);
        near(found.alerts[0].fires, 5.76);
        near(found.alerts[0].resets, 4.52);
    }
}
