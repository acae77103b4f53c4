//! What is wrong with alerts before they are deployed.
//!
//! # What it computes
//! Warnings: alerts inside the budget, alerts that can never fire, windows too short for the traffic,
//! outages that spend the budget before they are repaired, targets that leave no budget.
//!
//! # Formula
//! Inside: burn < 1. Never: burn ≥ 1/(1 − SLO). Too little traffic: requests in the long window times
//! (1 − SLO) < 1, so that one failed request burns faster than 1. Too late: (detection of a full outage
//! + mean length of an outage) > budget.
//!
//! # References
//! B. Beyer et al., "The Site Reliability Workbook", 2018, chapter 5, "Low-Traffic Services and Error
//! Budget Alerting".

use crate::assessment::{Alert, Budget, Journey, Warning};
use crate::quantity::show;

/// Burn rates this close to a limit are at it.
const CLOSE: f64 = 1e-9;

/// What should be known about a journey's alerts.
pub(crate) fn lints(journey: &Journey) -> Vec<Warning> {
    let Some(budget) = &journey.budget else {
        return Vec::new();
    };
    let warn = |code: &str, message: String| Warning {
        code: code.into(),
        message,
        place: budget.path.clone(),
    };
    if budget.allowed <= 0.0 {
        return vec![warn("no-budget", NO_BUDGET.into())];
    }
    let mut found = Vec::new();
    for alert in &budget.alerts {
        found.extend(inside(alert, budget).map(|message| warn("alert-inside-budget", message)));
        found.extend(never(alert, budget).map(|message| warn("alert-never-fires", message)));
    }
    found.extend(low_traffic(budget).map(|message| warn("alert-low-traffic", message)));
    found.extend(too_late(budget).map(|message| warn("alert-too-late", message)));
    found
}

const NO_BUDGET: &str = "A target of 100% leaves no error budget: one failed request misses it, and there is nothing to alert on or to promise; write a target below it, such as `99.99%`.";

/// `page over 1 h`.
pub(crate) fn name(alert: &Alert) -> String {
    format!("{} over {}", alert.severity, show::window(alert.long))
}

fn inside(alert: &Alert, budget: &Budget) -> Option<String> {
    (alert.burn < 1.0 - CLOSE).then(|| {
        format!(
            "The {} fires at {} times the budget's pace, inside the budget: it tells of errors that are allowed; let it spend at least {} of the budget.",
            name(alert),
            show::significant(alert.burn, 3),
            show::percent(alert.long / (budget.window_days * super::SECONDS_PER_DAY))
        )
    })
}

fn never(alert: &Alert, budget: &Budget) -> Option<String> {
    (alert.threshold >= 1.0 - CLOSE).then(|| {
        format!(
            "The {} can never fire: at {} nothing burns faster than {} times, and it waits for {}; let it spend less of the budget, or lengthen its window.",
            name(alert),
            show::availability(budget.allowed),
            show::significant(1.0 / budget.allowed, 3),
            show::significant(alert.burn, 3)
        )
    })
}

fn low_traffic(budget: &Budget) -> Option<String> {
    let alert = budget
        .alerts
        .iter()
        .find(|alert| alert.one_failure_burns.is_some_and(|burns| burns > 1.0 + CLOSE))?;
    let (burns, requests) = (alert.one_failure_burns?, alert.requests?);
    let fires = if burns >= alert.burn {
        "so one failure fires it"
    } else {
        "so chance fires it"
    };
    Some(format!(
        "{} requests in {} are too few for {}: one failed request burns {} times the budget's pace, {fires} ({} fires at {}); lengthen its window to {}, or count more requests together.",
        show::count(requests),
        show::window(alert.long),
        show::availability(budget.allowed),
        show::significant(burns, 3),
        name(alert),
        show::significant(alert.burn, 3),
        show::duration(alert.long * burns)
    ))
}

fn too_late(budget: &Budget) -> Option<String> {
    let page = budget
        .alerts
        .iter()
        .find(|alert| alert.spends_until_repair.is_some())?;
    let (spends, found) = (page.spends_until_repair?, page.detects_full_outage?);
    let repair = budget.outages?.mean_seconds;
    (spends > 1.0 + CLOSE).then(|| {
        format!(
            "One full outage spends {} times the budget of {}: {} until the {}, then {} of repair on average; find it sooner, repair it sooner, or promise less.",
            show::significant(spends, 2),
            show::duration(budget.seconds),
            show::duration(found),
            name(page),
            show::duration(repair)
        )
    })
}
