//! The times marked on the axis: percentiles, the target, the sum of all p99s.

use super::{ALL_SLOW, Timed};
use crate::mark::{Dash, Role};
use crate::value::{Unit, Values};
use quorate_model::assessment::LatencyTarget;

/// A time marked on the axis.
pub(super) struct Flag {
    pub(super) seconds: f64,
    pub(super) label: String,
    /// Where it meets the curve, when it is a percentile.
    pub(super) probability: Option<f64>,
    pub(super) role: Role,
    pub(super) dash: Dash,
    pub(super) told: Vec<(String, String)>,
}

/// What is marked for the journey in question.
pub(super) fn flags(main: &Timed, values: &mut Values) -> Vec<Flag> {
    let latency = main.latency;
    let mut flags = Vec::new();
    let mut percentiles = vec![(50.0, latency.p50), (95.0, latency.p95), (99.0, latency.p99)];
    if let Some(LatencyTarget {
        percentile,
        actual: Some(actual),
        ..
    }) = main.target()
        && percentiles.iter().all(|(p, _)| p != percentile)
    {
        percentiles.push((*percentile, *actual));
    }
    for (percentile, seconds) in percentiles {
        let name = percentile_name(percentile, values);
        let time = values.say(seconds, Unit::Seconds);
        flags.push(Flag {
            seconds,
            label: format!("{name} {time}"),
            probability: Some(percentile / 100.0),
            role: Role::Muted,
            dash: Dash::Dotted,
            told: vec![
                (
                    "finished".into(),
                    format!("{}%", values.say(percentile, Unit::Percentile)),
                ),
                ("within".into(), time),
            ],
        });
    }
    if let Some(target) = main.target() {
        let time = values.say(target.limit, Unit::Seconds);
        let name = percentile_name(target.percentile, values);
        flags.push(Flag {
            seconds: target.limit,
            label: format!("target {time}"),
            probability: None,
            role: if target.met == Some(false) {
                Role::Warn
            } else {
                Role::Ink
            },
            dash: Dash::Dashed,
            told: vec![
                ("target".into(), format!("{name} within {time}")),
                ("standing".into(), standing(target).into()),
            ],
        });
    }
    if main.adding_misleads() {
        let time = values.say(latency.sum_of_p99, Unit::Seconds);
        flags.push(Flag {
            seconds: latency.sum_of_p99,
            label: format!("Σp99 {time}"),
            probability: None,
            role: Role::Muted,
            dash: Dash::DashDot,
            told: vec![
                ("every call at its own p99".into(), time),
                ("means".into(), ALL_SLOW.into()),
            ],
        });
    }
    flags
}

/// `p99.9`.
pub(super) fn percentile_name(percentile: f64, values: &mut Values) -> String {
    format!("p{}", values.say(percentile, Unit::Percentile))
}

/// Whether the target is met, in a word.
pub(super) fn standing(target: &LatencyTarget) -> &'static str {
    match target.met {
        Some(true) => "met",
        Some(false) => "missed",
        None => "not checked",
    }
}
