//! A journey's objective with its alerts, as the exports need it.

use super::write::{number, slug, span};
use crate::assessment::{Alert, Budget, Journey};
use crate::scenario::{Scenario, Slo};

/// What stands for the window in a query.
pub(super) const WINDOW: &str = "{{.window}}";

/// An objective, its alerts and its queries.
pub(super) struct Watched<'a> {
    pub(super) journey: &'a Journey,
    pub(super) budget: &'a Budget,
    pub(super) slo: Slo,
    /// Its name in other tools.
    pub(super) name: String,
    pub(super) errors: String,
    pub(super) total: String,
    /// Whether the queries are assumed.
    pub(super) assumed: bool,
    usual: bool,
}

impl<'a> Watched<'a> {
    pub(super) fn new(scenario: &Scenario, journey: &'a Journey) -> Result<Self, String> {
        let budget = journey
            .budget
            .as_ref()
            .ok_or("there is no objective to write; add `[slo]` with `availability = \"99.9%\"`")?;
        if budget.allowed <= 0.0 {
            return Err(
                "a target of 100% leaves no error budget to alert on; write one below it, such as `99.99%`"
                    .into(),
            );
        }
        let own = scenario
            .journey
            .get(&journey.name)
            .and_then(|text| text.slo.clone());
        let slo = scenario.slo.patched(&own.unwrap_or_default());
        let name = slug(&journey.name);
        let assumed =
            |filter: &str| format!("sum(rate(http_requests_total{{job=\"{name}\"{filter}}}[{WINDOW}]))");
        let usual = [assumed(",code=~\"5..\""), assumed("")];
        let errors = slo.error_query.clone().unwrap_or_else(|| usual[0].clone());
        let total = slo.total_query.clone().unwrap_or_else(|| usual[1].clone());
        for (key, text) in [("error_query", &errors), ("total_query", &total)] {
            if !text.contains(WINDOW) {
                return Err(format!(
                    "`slo.{key}` does not say where the window goes; write `{WINDOW}` in it, as in `sum(rate(http_requests_total[{WINDOW}]))`"
                ));
            }
        }
        Ok(Self {
            assumed: errors == usual[0] || total == usual[1],
            usual: errors == usual[0] && total == usual[1],
            journey,
            budget,
            slo,
            name,
            errors,
            total,
        })
    }

    /// Whether both queries are the assumed ones.
    pub(super) fn is_usual(&self) -> bool {
        self.usual
    }

    /// The target, as short as it reads back.
    pub(super) fn target(&self) -> String {
        number(1.0 - self.budget.allowed)
    }

    /// The comment above every document.
    pub(super) fn head(&self, what: &str) -> String {
        let mut head = format!(
            "# {what} for {} over {} days, designed with Quorate.\n",
            crate::quantity::show::availability(self.budget.allowed),
            number(self.budget.window_days)
        );
        if self.assumed {
            head.push_str(
                "# The queries are assumed; name yours in `slo.error_query` and `slo.total_query`.\n",
            );
        }
        head
    }

    /// The windows of all alerts, each once, rising.
    pub(super) fn windows(&self) -> Vec<f64> {
        let all = self
            .budget
            .alerts
            .iter()
            .flat_map(|alert| [alert.short, alert.long]);
        let mut all = crate::order::sorted_by_key(all.collect(), |seconds| *seconds);
        all.dedup_by(|a, b| span(*a) == span(*b));
        all
    }

    /// The name of an alert in other tools: `checkout-page-1h`.
    pub(super) fn alert_name(&self, alert: &Alert) -> String {
        format!("{}-{}-{}", self.name, alert.severity, span(alert.long))
    }
}
