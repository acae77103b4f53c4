//! An OpenSLO v1 document of the objective and its alerts.

use super::watched::Watched;
use super::write::{number, quoted, span};
use crate::assessment::Alert;
use crate::budget::Calendar;
use crate::budget::results::Method;
use std::fmt::Write as _;

/// Annotation with the short window of an alert: OpenSLO's conditions have one window.
pub(super) const SHORT: &str = "quorate.dev/short-window";

/// The document.
pub(super) fn document(watched: &Watched) -> Result<String, String> {
    let Watched { name, budget, .. } = watched;
    let mut out = watched.head("The objective");
    let _ = write!(
        out,
        "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: {name}\n  displayName: {}\nspec:\n  service: {name}\n  indicator:\n    metadata:\n      name: {name}-errors\n    spec:\n      ratioMetric:\n        counter: true\n",
        quoted(&watched.journey.name)
    );
    for (part, query) in [("bad", &watched.errors), ("total", &watched.total)] {
        let _ = write!(
            out,
            "        {part}:\n          metricSource:\n            type: Prometheus\n            spec:\n              query: {}\n",
            quoted(query)
        );
    }
    out.push_str(&window(watched));
    let _ = write!(
        out,
        "  budgetingMethod: {}\n  objectives:\n    - target: {}\n",
        method(budget.method),
        watched.target()
    );
    if let Some(slices) = budget.slices {
        let _ = write!(
            out,
            "      timeSliceTarget: {}\n      timeSliceWindow: {}\n",
            number(slices.target),
            shorthand(slices.seconds, "a slice")?
        );
    }
    if !budget.alerts.is_empty() {
        out.push_str("  alertPolicies:\n");
    }
    for alert in &budget.alerts {
        out.push_str(&policy(watched, alert)?);
    }
    Ok(out)
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Occurrences => "Occurrences",
        Method::Timeslices => "Timeslices",
        Method::RatioTimeslices => "RatioTimeslices",
    }
}

fn window(watched: &Watched) -> String {
    let (duration, start) = match watched.slo.calendar {
        None => {
            let days = number(watched.budget.window_days);
            return format!("  timeWindow:\n    - duration: {days}d\n      isRolling: true\n");
        }
        // A Monday, for weeks.
        Some(Calendar::Week) => ("1w", "2024-01-01 00:00:00"),
        Some(Calendar::Month) => ("1M", "2024-01-01 00:00:00"),
        Some(Calendar::Quarter) => ("1Q", "2024-01-01 00:00:00"),
        Some(Calendar::Year) => ("1Y", "2024-01-01 00:00:00"),
    };
    format!(
        "  timeWindow:\n    - duration: {duration}\n      isRolling: false\n      calendar:\n        startTime: {start}\n        timeZone: UTC\n"
    )
}

/// OpenSLO's durations are whole minutes, hours, days.
fn shorthand(seconds: f64, what: &str) -> Result<String, String> {
    let text = span(seconds);
    if text.ends_with('s') {
        return Err(format!(
            "OpenSLO writes durations in whole minutes, and {what} here lasts {}; change it, or export another form",
            crate::quantity::show::duration(seconds)
        ));
    }
    Ok(text)
}

fn policy(watched: &Watched, alert: &Alert) -> Result<String, String> {
    let name = watched.alert_name(alert);
    Ok(format!(
        "    - kind: AlertPolicy\n      metadata:\n        name: {name}\n        annotations:\n          {SHORT}: {}\n      spec:\n        alertWhenBreaching: true\n        alertWhenResolved: false\n        alertWhenNoData: false\n        conditions:\n          - kind: AlertCondition\n            metadata:\n              name: {name}\n            spec:\n              severity: {}\n              condition:\n                kind: burnrate\n                op: gt\n                threshold: {}\n                lookbackWindow: {}\n                alertAfter: 0m\n        notificationTargets: []\n",
        quoted(&shorthand(alert.short, "a short window")?),
        alert.severity,
        number(alert.burn),
        shorthand(alert.long, "a long window")?,
    ))
}
