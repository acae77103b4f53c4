//! How a journey's objective is counted and watched.

use super::Compiler;
use crate::budget::SECONDS_PER_DAY;
use crate::budget::alerts::{Rule, Severity, Trigger};
use crate::budget::policy::recommended;
use crate::budget::results::Method;
use crate::clip::clip;
use crate::estimate::Estimate;
use crate::plan::pledge::Pledge;
use crate::problem::Problem;
use crate::quantity::Quantity;
use crate::scenario::{AlertText, Slo, path};

/// Length of a slice when the scenario names none, seconds.
const DEFAULT_SLICE: f64 = 60.0;
/// Short windows over long ones when a scenario names none.
const SHORT: f64 = 12.0;
/// Most alerts of a policy.
const MOST_ALERTS: usize = 12;

impl Compiler<'_> {
    /// What the objective `slo` of a journey says beyond its target; `own` is the journey's part of it.
    pub(super) fn pledge(&self, journey: &str, slo: &Slo, own: &Slo) -> Result<Pledge, Problem> {
        let at = |is_own: bool, key: &str| match is_own {
            true => path::join("journey", journey) + ".slo." + key,
            false => format!("slo.{key}"),
        };
        let mut pledge = Pledge {
            method: slo.budgeting.unwrap_or_default(),
            calendar: slo.calendar,
            ..Pledge::default()
        };
        if let (Some(_), Some(unit)) = (&slo.window, slo.calendar) {
            let message = format!(
                "a window is either rolling (`window`) or a calendar {}; remove one of the two",
                unit.name()
            );
            return Err(self.problem(&at(own.calendar.is_some(), "calendar"), message));
        }
        if pledge.method == Method::Timeslices {
            let seconds = median(&slo.slice).unwrap_or(DEFAULT_SLICE);
            if !(1.0..=SECONDS_PER_DAY).contains(&seconds) {
                let message = format!(
                    "a slice of `{}` is not possible; write one from 1 s to 1 d, such as `1 min`",
                    clip(raw(&slo.slice))
                );
                return Err(self.problem(&at(own.slice.is_some(), "slice"), message));
            }
            let spared = median(&slo.slice_target).or_else(|| median(&slo.availability));
            pledge.slice = Some((seconds, spared.unwrap_or(0.0)));
        }
        pledge.rules = self.rules(slo)?;
        pledge.incident = self.incident()?;
        Ok(pledge)
    }

    /// The alerts of the scenario, or the recommended ones where there is a target to watch.
    fn rules(&self, slo: &Slo) -> Result<Vec<Rule>, Problem> {
        let own = &self.scenario.alert;
        if own.len() > MOST_ALERTS {
            let message = format!(
                "{} alerts are more than {MOST_ALERTS}; keep the ones somebody answers",
                own.len()
            );
            return Err(self.problem(&format!("alert.{MOST_ALERTS}"), message));
        }
        if own.is_empty() && slo.availability.is_some() {
            let window = median(&slo.window);
            let policy = recommended();
            let rules = policy.iter().enumerate().map(|(at, alert)| self.rule(at, alert));
            return rules.map(|rule| rule.map(|rule| outside(rule, window))).collect();
        }
        own.iter()
            .enumerate()
            .map(|(at, alert)| self.rule(at, alert))
            .collect()
    }

    fn rule(&self, at: usize, alert: &AlertText) -> Result<Rule, Problem> {
        let problem = |key: &str, message: String| self.problem(&format!("alert.{at}.{key}"), message);
        let long = median(&alert.long).unwrap_or(0.0);
        if long < 1.0 {
            let message = format!(
                "`{}` is no window to alert on; write at least a minute, such as `1 h`",
                clip(raw(&alert.long))
            );
            return Err(problem("long", message));
        }
        let short = median(&alert.short).unwrap_or(long / SHORT);
        if short > long || short <= 0.0 {
            let message = format!(
                "the short window `{}` must be longer than 0 and no longer than the long one, `{}`; leave it out for a twelfth of it",
                clip(raw(&alert.short)),
                clip(raw(&alert.long))
            );
            return Err(problem("short", message));
        }
        let trigger = match (median(&alert.spends), median(&alert.burn)) {
            (Some(share), None) if share > 0.0 => Trigger::Spends(share),
            (None, Some(burn)) if burn > 0.0 => Trigger::Burn(burn),
            (Some(_), Some(_)) => {
                let message = "an alert fires when a share of the budget is gone (`spends`) or at a burn rate (`burn`); remove one of the two";
                return Err(problem("burn", message.to_owned()));
            }
            (Some(_), None) => return Err(problem("spends", "an alert that waits for 0% of the budget always fires; write a share such as `2%`".to_owned())),
            (None, Some(_)) => return Err(problem("burn", "an alert at a burn rate of 0 always fires; write a rate such as `14.4`".to_owned())),
            (None, None) => return Err(problem("long", "this alert does not say when it fires; add `spends = \"2%\"` (of the budget) or `burn = 14.4`".to_owned())),
        };
        Ok(Rule {
            severity: alert.severity.unwrap_or(Severity::Page),
            long,
            short,
            at: trigger,
        })
    }

    fn incident(&self) -> Result<Option<(f64, f64)>, Problem> {
        let incident = &self.scenario.incident;
        let Some(seconds) = median(&incident.duration) else {
            if incident.ratio.is_some() {
                let message = "this incident does not say how long it lasts; add `duration = \"10 min\"`";
                return Err(self.problem("incident.ratio", message));
            }
            return Ok(None);
        };
        if seconds <= 0.0 {
            let message = "an incident of no length is none; write how long it lasts, such as `10 min`";
            return Err(self.problem("incident.duration", message));
        }
        Ok(Some((median(&incident.ratio).unwrap_or(1.0), seconds)))
    }
}

/// A recommended alert over a window of so many seconds: its share of the budget is meant for 30 days, and
/// over fewer it may be one that is allowed to go in that time.
fn outside(rule: Rule, window: Option<f64>) -> Rule {
    let at = match (rule.at, window) {
        (Trigger::Spends(share), Some(window)) if rule.long < window => {
            Trigger::Spends(share.max(rule.long / window))
        }
        (at, _) => at,
    };
    Rule { at, ..rule }
}

fn median<Q: Quantity>(estimate: &Option<Estimate<Q>>) -> Option<f64> {
    estimate.as_ref().map(Estimate::median)
}

fn raw<Q: Quantity>(estimate: &Option<Estimate<Q>>) -> &str {
    estimate.as_ref().map(Estimate::raw).unwrap_or_default()
}
