//! A Sloth specification of the objective.

use super::watched::Watched;
use super::write::{number, quoted};

/// The specification; Sloth designs windows of its own.
pub(super) fn spec(watched: &Watched) -> String {
    let Watched {
        name, errors, total, ..
    } = watched;
    let objective = number(100.0 - 100.0 * watched.budget.allowed);
    format!(
        "{}# Sloth takes its alert windows from its own files (`google-30d`, `google-28d`), for a period given on its command line.\n\
version: prometheus/v1\nservice: {name}\nslos:\n  - name: requests-availability\n    objective: {objective}\n    description: {}\n    sli:\n      events:\n        error_query: {}\n        total_query: {}\n    alerting:\n      name: ErrorBudgetBurn\n      labels:\n        slo: {name}\n      page_alert:\n        labels:\n          severity: page\n      ticket_alert:\n        labels:\n          severity: ticket\n",
        watched.head("A Sloth specification"),
        quoted(&watched.journey.name),
        quoted(errors),
        quoted(total),
    )
}
