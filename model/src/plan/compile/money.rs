//! What a design costs: line items, waiting, outages.

use super::{Compiled, Compiler};
use crate::assessment::Warning;
use crate::clip::clip;
use crate::cost::{DownPlan, Spread, Term, WaitingPlan, item};
use crate::guarantee::{CLASSES, Level, pacelc};
use crate::plan::journey::JourneyPlan;
use crate::plan::values::Slot;
use crate::problem::Problem;

/// Money paid once is spread over at least a day, in seconds.
const SHORTEST_HORIZON: f64 = 86_400.0;

impl Compiler<'_> {
    pub(super) fn items(&mut self) -> Result<Vec<crate::cost::ItemPlan>, Problem> {
        let scenario = self.scenario;
        let own_from = scenario.cost.len() - self.design.map_or(0, |design| design.cost.len());
        let spread = self.spread()?;
        let mut plans = Vec::with_capacity(scenario.cost.len());
        for (at, line) in scenario.cost.iter().enumerate() {
            let plan = item(line, at, spread, self.inputs).map_err(|message| {
                let key = if line.once.is_some() { "once" } else { "price" };
                let path = match at.checked_sub(own_from) {
                    Some(own) if self.design.is_some() => {
                        format!("design.{}.cost.{own}.{key}", self.number)
                    }
                    _ => format!("cost.{at}.{key}"),
                };
                self.document.problem(&path, message)
            })?;
            plans.push(plan);
        }
        Ok(plans)
    }

    /// What money paid once is spread over; absent while nobody says.
    pub(super) fn spread(&mut self) -> Result<Option<Spread>, Problem> {
        let money = &self.scenario.money;
        let Some(horizon) = &money.horizon else {
            return Ok(None);
        };
        if horizon.median() < SHORTEST_HORIZON {
            let message = format!(
                "`{}` is no time to spread money over; write at least a day, such as `3 years`",
                clip(horizon.raw())
            );
            return Err(self.document.problem("money.horizon", message));
        }
        Ok(Some(Spread {
            horizon: self.inputs.slot(horizon),
            discount: money.discount.as_ref().map(|discount| self.inputs.slot(discount)),
        }))
    }

    pub(super) fn pacelc(&self, level: Option<Level>) -> Result<Option<String>, Problem> {
        match self.design.and_then(|design| design.pacelc.as_deref()) {
            None => Ok(level.map(|level| pacelc(level).to_string())),
            Some(text) => {
                let known = CLASSES.iter().map(|(class, _)| *class);
                let found = known
                    .clone()
                    .find(|class| class.eq_ignore_ascii_case(text.trim()));
                let message = format!(
                    "`{}` is not a PACELC class; write one of {}",
                    clip(text),
                    known.collect::<Vec<&str>>().join(", ")
                );
                found
                    .map(|class| Some(class.to_owned()))
                    .ok_or_else(|| self.problem("pacelc", message))
            }
        }
    }

    pub(super) fn waiting(
        &mut self,
        journeys: &[JourneyPlan],
        latencies: &[Option<crate::assessment::Latency>],
        warnings: &mut Vec<Warning>,
    ) -> Vec<WaitingPlan> {
        let Some(Compiled { plan: base, .. }) = self.base else {
            return Vec::new();
        };
        let loss = self
            .scenario
            .waiting
            .loss_per_100ms
            .as_ref()
            .map(|loss| self.inputs.slot(loss));
        let mut plans = Vec::new();
        for (number, (journey, latency)) in journeys.iter().zip(latencies).enumerate() {
            let before = base
                .journeys
                .iter()
                .position(|other| other.name == journey.name)
                .and_then(|at| Some((at, base.latencies[at].as_ref()?)));
            if let (Some(revenue), Some(now), Some((base_journey, before))) =
                (journey.revenue, latency, before)
            {
                let delay = now.mean - before.mean;
                if delay.abs() > crate::cost::TRUSTED_DELAY {
                    warnings.push(Warning {
                        code: "delay-beyond-data".into(),
                        message: format!("The mean of `{}` moves by {}, beyond the ±250 ms in which the cost of waiting was measured.", journey.name, crate::quantity::show::duration(delay)),
                        place: format!("design.{}", self.number),
                    });
                }
                plans.push(WaitingPlan {
                    revenue,
                    revenue_share: journey.revenue_share,
                    loss,
                    delay,
                    journey: number,
                    base_journey,
                    base_mean: before.mean,
                });
            }
        }
        plans
    }

    /// One per journey, when something says what an outage costs and every service its availability.
    pub(super) fn down(&mut self, journeys: &[JourneyPlan]) -> Vec<DownPlan> {
        let down = &self.scenario.down;
        let documents = down.preset.is_some();
        let (mut shares, mut rates) = (Vec::new(), Vec::new());
        let term = |estimate: Option<Slot>, preset: f64, list: &mut Vec<Term>| match estimate {
            Some(slot) => list.push(Term::Input(slot)),
            None if documents => list.push(Term::Preset(preset)),
            None => {}
        };
        if !self.has_credits() {
            term(
                down.sla_penalty.as_ref().map(|e| self.inputs.slot(e)),
                0.10,
                &mut shares,
            );
        }
        term(
            down.reputation.as_ref().map(|e| self.inputs.slot(e)),
            0.05,
            &mut shares,
        );
        term(
            down.support.as_ref().map(|e| self.inputs.slot(e)),
            5_000.0 / 3_600.0,
            &mut rates,
        );
        term(
            down.productivity.as_ref().map(|e| self.inputs.slot(e)),
            10_000.0 / 3_600.0,
            &mut rates,
        );
        if let Some(churn) = &down.churn {
            rates.push(Term::Input(self.inputs.slot(churn)));
        }
        let recaptured = down.recaptured.as_ref().map(|e| self.inputs.slot(e));
        let degraded = down.degraded_loss.as_ref().map(|e| self.inputs.slot(e));
        let priced = journeys.iter().any(|journey| journey.revenue.is_some())
            || !rates.is_empty()
            || degraded.is_some();
        if !priced || !journeys.iter().all(JourneyPlan::complete) {
            return Vec::new();
        }
        let plan = |(at, journey): (usize, &JourneyPlan)| DownPlan {
            revenue: journey.revenue,
            revenue_share: journey.revenue_share,
            recaptured,
            shares: shares.clone(),
            rates: if at == 0 { rates.clone() } else { Vec::new() },
            degraded: degraded.filter(|_| at == 0),
        };
        journeys.iter().enumerate().map(plan).collect()
    }
}
