//! What a design costs: line items, waiting, wrong answers, outages.

use super::{Compiled, Compiler};
use crate::assessment::Warning;
use crate::clip::clip;
use crate::cost::{DownPlan, ErrorRate, HarmPlan, Term, WaitingPlan, WrongPlan, item};
use crate::guarantee::{Level, pacelc};
use crate::plan::journey::JourneyPlan;
use crate::plan::label::Label;
use crate::plan::values::Slot;
use crate::problem::Problem;

impl Compiler<'_> {
    pub(super) fn items(&mut self) -> Result<Vec<crate::cost::ItemPlan>, Problem> {
        let scenario = self.scenario;
        let own_from = scenario.cost.len() - self.design.map_or(0, |design| design.cost.len());
        let mut plans = Vec::with_capacity(scenario.cost.len());
        for (at, line) in scenario.cost.iter().enumerate() {
            let plan = item(line, at, self.inputs).map_err(|message| {
                let path = match at.checked_sub(own_from) {
                    Some(own) if self.design.is_some() => format!("design.{}.cost.{own}.price", self.number),
                    _ => format!("cost.{at}.price"),
                };
                self.document.problem(&path, message)
            })?;
            plans.push(plan);
        }
        Ok(plans)
    }

    pub(super) fn pacelc(&self, level: Option<Level>) -> Result<Option<String>, Problem> {
        match self.design.and_then(|design| design.pacelc.as_deref()) {
            None => Ok(level.map(|level| pacelc(level).to_string())),
            Some(text) => {
                let known = ["PC/EC", "PC/EL", "PA/EC", "PA/EL"];
                let found = known.iter().find(|class| class.eq_ignore_ascii_case(text.trim()));
                let message = format!(
                    "`{}` is not a PACELC class; write one of {}",
                    clip(text),
                    known.join(", ")
                );
                found
                    .map(|class| Some((*class).to_owned()))
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

    /// The first rule that applies; absent without a probability, traffic and harms.
    pub(super) fn wrong(
        &mut self,
        journeys: &[JourneyPlan],
        level: Option<Level>,
        prevented_by: Level,
        warnings: &mut Vec<Warning>,
    ) -> Option<WrongPlan> {
        let wrongness = &self.scenario.wrongness;
        let probability = wrongness.error_probability.as_ref()?;
        let slot = self.inputs.slot(probability);
        let own = self
            .design
            .is_some_and(|design| design.wrongness.error_probability.is_some());
        let rate = match level {
            _ if own => ErrorRate::Own(slot),
            Some(level) if level.at_least(prevented_by) => ErrorRate::Prevented {
                probability: slot,
                residual: match &wrongness.residual {
                    Some(residual) => self.inputs.slot(residual),
                    None => self.inputs.implied_share(residual_label()),
                },
                residual_stated: wrongness.residual.is_some(),
            },
            _ => ErrorRate::Unprevented(slot),
        };
        let traffic: Vec<Slot> = if journeys.is_empty() {
            self.scenario
                .traffic
                .iter()
                .map(|traffic| self.inputs.slot(traffic))
                .collect()
        } else {
            journeys.iter().filter_map(|journey| journey.traffic).collect()
        };
        let harms: Vec<HarmPlan> = wrongness
            .harm
            .iter()
            .flatten()
            .enumerate()
            .filter_map(|(at, harm)| {
                Some(HarmPlan {
                    name: harm.name.clone().unwrap_or_else(|| format!("Harm {}", at + 1)),
                    cost: self.inputs.slot(harm.cost.as_ref()?),
                    share: harm.share.as_ref().map(|share| self.inputs.slot(share)),
                })
            })
            .collect();
        if let Some(measured) = wrongness
            .measured_at
            .as_ref()
            .filter(|level| !own && level.value.at_least(prevented_by))
        {
            warnings.push(Warning {
                code: "measured-where-prevented".into(),
                message: format!(
                    "The error probability was measured at {}, which is at least the {prevented_by} that prevents the errors: it says little about weaker designs.",
                    measured.value
                ),
                place: "wrongness.measured_at".into(),
            });
        }
        if traffic.is_empty() || harms.is_empty() {
            let missing = if traffic.is_empty() {
                "traffic"
            } else {
                "wrongness.harm"
            };
            warnings.push(Warning {
                code: "wrongness-incomplete".into(),
                message: format!(
                    "An error probability is given, but no `{missing}`, so being wrong is not priced."
                ),
                place: "wrongness.error_probability".into(),
            });
            return None;
        }
        Some(WrongPlan { rate, traffic, harms })
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
        term(
            down.sla_penalty.as_ref().map(|e| self.inputs.slot(e)),
            0.10,
            &mut shares,
        );
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

/// What is called 0 unless a scenario says otherwise, and may flip a decision all the same.
fn residual_label() -> Label {
    Label {
        path: "wrongness.residual".into(),
        words: "the share of errors that remains".into(),
        written: String::new(),
    }
}
