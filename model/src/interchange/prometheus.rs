//! Prometheus rules: error ratios over every window, and the alerts on them.

use super::watched::{WINDOW, Watched};
use super::write::{indented, number, quoted, span};
use crate::assessment::Alert;
use crate::quantity::show;
use std::fmt::Write as _;

/// The name of every alert: what it tells of, not which policy row fired.
pub(super) const ALERT: &str = "ErrorBudgetBurn";

/// Recording and alerting rules of the designed alerts.
pub(super) fn rules(watched: &Watched) -> String {
    let mut out = watched.head("Burn-rate alerts");
    let _ = writeln!(
        out,
        "groups:\n  - name: {}-error-ratios\n    rules:",
        watched.name
    );
    for window in watched.windows() {
        let span = span(window);
        let query = |text: &str| indented(&text.replace(WINDOW, &span), 10);
        let _ = writeln!(
            out,
            "      - record: {}\n        expr: |-\n          ({})\n          /\n          ({})\n        labels:\n          slo: {}",
            record(window),
            query(&watched.errors),
            query(&watched.total),
            watched.name
        );
    }
    let _ = writeln!(out, "  - name: {}-alerts\n    rules:", watched.name);
    for alert in &watched.budget.alerts {
        out.push_str(&rule(watched, alert));
    }
    out
}

/// `slo:error_ratio:rate1h`.
pub(super) fn record(window: f64) -> String {
    format!("slo:error_ratio:rate{}", span(window))
}

fn rule(watched: &Watched, alert: &Alert) -> String {
    let above = |window: f64| {
        format!(
            "{}{{slo=\"{}\"}} > {} * {}",
            record(window),
            watched.name,
            number(alert.burn),
            number(watched.budget.allowed)
        )
    };
    let mut out = format!(
        "      - alert: {ALERT}\n        expr: |-\n          {}\n          and\n          {}\n        labels:\n",
        above(alert.long),
        above(alert.short)
    );
    for (name, value) in labels(watched, alert) {
        let _ = writeln!(out, "          {name}: {}", quoted(&value));
    }
    let _ = writeln!(
        out,
        "        annotations:\n          summary: {}",
        quoted(&summary(watched, alert))
    );
    out
}

/// The labels a rule adds to those of its ratios.
pub(super) fn labels(watched: &Watched, alert: &Alert) -> Vec<(&'static str, String)> {
    vec![
        ("severity", alert.severity.to_owned()),
        ("slo", watched.name.clone()),
        ("long_window", span(alert.long)),
        ("short_window", span(alert.short)),
    ]
}

pub(super) fn summary(watched: &Watched, alert: &Alert) -> String {
    format!(
        "{} burns its error budget {} times too fast: {} of {} days' budget is gone within {}.",
        watched.journey.name,
        number(alert.burn),
        show::percent(alert.spends),
        number(watched.budget.window_days),
        span(alert.long)
    )
}
