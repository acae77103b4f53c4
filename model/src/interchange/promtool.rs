//! Unit tests of the Prometheus rules: in the incident they fire and stop as computed here.
//!
//! # Formula
//! Counters rise evenly; the incident starts when every window is full. Around each moment at which an
//! alert fires or stops there is a check some samples before and one after: `rate` sees whole samples,
//! so nothing can be said in between.

use super::prometheus::{ALERT, labels, summary};
use super::watched::Watched;
use super::write::{number, quoted};
use crate::assessment::{Alert, Incident, IncidentAlert};
use std::fmt::Write as _;

/// Requests in the counters between two samples.
const REQUESTS: f64 = 100_000.0;
/// Samples before and after a moment that a check keeps away.
const MARGIN: f64 = 2.0;
/// Most samples of a test.
const MOST_SAMPLES: f64 = 60_000.0;

/// The file of tests, for rules beside it in `rules.yml`.
pub(super) fn tests(watched: &Watched) -> Result<String, String> {
    if !watched.is_usual() {
        return Err("tests of the rules are written for the assumed queries alone; remove `slo.error_query` and `slo.total_query` to have them".into());
    }
    let incident = watched.budget.incident.as_ref().ok_or(
        "there is no incident to test the rules with; add `[incident]` with `ratio = \"15%\"` and `duration = \"10 min\"`",
    )?;
    let play = Play::new(watched, incident)?;
    let mut out = watched.head("Tests of the burn-rate alerts");
    let _ = writeln!(
        out,
        "rule_files:\n  - rules.yml\nevaluation_interval: {0}s\ntests:\n  - name: {1}\n    interval: {0}s\n    input_series:",
        number(play.interval),
        quoted(&watched.journey.name)
    );
    for (code, values) in [("200", play.good()), ("500", play.bad())] {
        let _ = writeln!(
            out,
            "      - series: 'http_requests_total{{job=\"{}\",code=\"{code}\"}}'\n        values: '{values}'",
            watched.name
        );
    }
    let _ = writeln!(out, "    alert_rule_test:");
    for time in play.checks() {
        out.push_str(&play.check(watched, time));
    }
    Ok(out)
}

/// The incident in samples.
struct Play<'a> {
    incident: &'a Incident,
    alerts: Vec<(&'a Alert, &'a IncidentAlert)>,
    /// Seconds between samples.
    interval: f64,
    /// Samples before it, in it, and behind it.
    before: f64,
    during: f64,
    after: f64,
}

impl<'a> Play<'a> {
    fn new(watched: &'a Watched, incident: &'a Incident) -> Result<Self, String> {
        let alerts: Vec<_> = watched.budget.alerts.iter().zip(&incident.alerts).collect();
        let shortest = alerts
            .iter()
            .map(|(alert, _)| alert.short)
            .fold(f64::INFINITY, f64::min);
        let longest = alerts.iter().map(|(alert, _)| alert.long).fold(0.0, f64::max);
        let interval = (shortest / 5.0).floor().clamp(1.0, 60.0);
        let samples = |seconds: f64| (seconds / interval).ceil();
        let resets = incident
            .alerts
            .iter()
            .filter_map(|alert| alert.resets)
            .fold(0.0, f64::max);
        let play = Self {
            interval,
            before: samples(longest) + 1.0,
            during: (incident.seconds / interval).round(),
            after: samples(resets) + 4.0 * MARGIN,
            incident,
            alerts,
        };
        if play.during < 1.0 || (play.during * interval - incident.seconds).abs() > 1e-6 {
            return Err(format!(
                "an incident is tested in steps of {} s; give it a length of whole steps",
                number(interval)
            ));
        }
        if play.before + play.during + play.after > MOST_SAMPLES {
            return Err("windows this long beside ones this short take too many samples to test; test a policy whose windows are closer together".into());
        }
        Ok(play)
    }

    /// Three runs of samples: `first` before, `step` a sample during, `rest` a sample after.
    fn series(&self, rising: f64, during: f64, rest: f64) -> String {
        let start = self.before * rising;
        let end = start + self.during * during;
        format!(
            "0+{}x{} {}+{}x{} {}+{}x{}",
            number(rising),
            self.before,
            number(start + during),
            number(during),
            self.during - 1.0,
            number(end + rest),
            number(rest),
            self.after
        )
    }

    fn good(&self) -> String {
        self.series(REQUESTS, REQUESTS * (1.0 - self.incident.ratio), REQUESTS)
    }

    fn bad(&self) -> String {
        self.series(0.0, REQUESTS * self.incident.ratio, 0.0)
    }

    /// From when until when an alert fires, seconds from the start of the incident.
    fn firing(&self, found: &IncidentAlert) -> Option<(f64, f64)> {
        Some((found.fires?, self.incident.seconds + found.resets?))
    }

    /// Seconds from the start of the incident at which something can be said.
    fn checks(&self) -> Vec<f64> {
        let moments: Vec<f64> = self
            .alerts
            .iter()
            .filter_map(|(_, found)| self.firing(found))
            .flat_map(|(from, to)| [from, to])
            .collect();
        let margin = MARGIN * self.interval;
        let around = moments
            .iter()
            .flat_map(|moment| [moment - margin, moment + margin]);
        let whole = around.map(|time| (time / self.interval).round() * self.interval);
        let apart = |time: &f64| {
            moments
                .iter()
                .all(|moment| (moment - time).abs() > 1.2 * self.interval)
        };
        let mut times: Vec<f64> = [0.0, self.incident.seconds]
            .into_iter()
            .chain(whole)
            .filter(apart)
            .collect();
        times.retain(|time| *time >= -self.before * self.interval);
        let mut times = crate::order::sorted_by_key(times, |time| *time);
        times.dedup();
        times
    }

    fn check(&self, watched: &Watched, time: f64) -> String {
        let at = (self.before * self.interval + time).round();
        let mut out = format!("      - eval_time: {at}s\n        alertname: {ALERT}\n        exp_alerts:");
        let fires = |found: &IncidentAlert| {
            self.firing(found)
                .is_some_and(|(from, to)| from < time && time < to)
        };
        let firing: Vec<_> = self.alerts.iter().filter(|(_, found)| fires(found)).collect();
        if firing.is_empty() {
            return out + " []\n";
        }
        for (alert, _) in firing {
            out.push_str("\n          - exp_labels:");
            for (name, value) in labels(watched, alert) {
                let _ = write!(out, "\n              {name}: {}", quoted(&value));
            }
            let text = quoted(&summary(watched, alert));
            let _ = write!(
                out,
                "\n            exp_annotations:\n              summary: {text}"
            );
        }
        out + "\n"
    }
}
