//! What a design costs by wrong answers.

use super::Compiler;
use crate::assessment::Warning;
use crate::clip::clip;
use crate::cost::{ErrorRate, HarmPlan, Part, Repair, WrongPlan};
use crate::guarantee::{Admission, Anomaly, Level, admits};
use crate::plan::journey::JourneyPlan;
use crate::plan::label::Label;
use crate::plan::values::Slot;
use crate::problem::Problem;
use crate::quantity::show;
use crate::scenario::{Causes, Harm, path};

/// How far shares that are exact may be from summing to 1, and medians of ranges.
const EXACT: f64 = 1e-6;
const NEAR: f64 = 0.02;

/// The causes of wrong answers: those a design admits, and those that were measured.
#[derive(Default)]
pub(super) struct Mix {
    admitted: Vec<(Anomaly, Slot)>,
    measured: Vec<Slot>,
}

impl Mix {
    fn whole(&self) -> Vec<Slot> {
        self.admitted.iter().map(|(_, slot)| *slot).collect()
    }

    /// Those admitted that are among `wanted`, as a part of all admitted.
    fn part(&self, wanted: &[Anomaly]) -> Part {
        let among = self.admitted.iter().filter(|(cause, _)| wanted.contains(cause));
        Part {
            of: among.map(|(_, slot)| *slot).collect(),
            whole: self.whole(),
        }
    }
}

impl Compiler<'_> {
    /// The first rule that applies; absent without a probability, traffic and harms.
    pub(super) fn wrong(
        &mut self,
        journeys: &[JourneyPlan],
        level: Option<Level>,
        prevented_by: Level,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<WrongPlan>, Problem> {
        let scenario = self.scenario;
        let wrongness = &scenario.wrongness;
        let mix = self.mix(level, warnings)?;
        let Some(probability) = wrongness.error_probability.as_ref() else {
            return Ok(None);
        };
        let slot = self.inputs.slot(probability);
        let own = self
            .design
            .is_some_and(|design| design.wrongness.error_probability.is_some());
        let rate = match (level, &mix) {
            _ if own => ErrorRate::Own(slot),
            (_, Some(mix)) => ErrorRate::ByCause {
                probability: slot,
                admitted: Part {
                    of: mix.whole(),
                    whole: mix.measured.clone(),
                },
            },
            (Some(level), None) if level.at_least(prevented_by) => ErrorRate::Prevented {
                probability: slot,
                residual: match &wrongness.residual {
                    Some(residual) => self.inputs.slot(residual),
                    None => self.inputs.implied_share(residual_label()),
                },
                residual_stated: wrongness.residual.is_some(),
            },
            _ => ErrorRate::Unprevented(slot),
        };
        if mix.is_none() {
            warnings.extend(self.measured_where_prevented(own, prevented_by));
        }
        let traffic = self.traffic(journeys);
        let harms = self.harms(mix.as_ref(), warnings);
        let repair = self.repair()?;
        if traffic.is_empty() || harms.is_empty() {
            warnings.push(incomplete(traffic.is_empty()));
            return Ok(None);
        }
        Ok(Some(WrongPlan {
            rate,
            traffic,
            harms,
            repair,
            split: self.split(),
        }))
    }

    fn traffic(&mut self, journeys: &[JourneyPlan]) -> Vec<Slot> {
        if journeys.is_empty() {
            let traffic = self.scenario.traffic.iter();
            return traffic.map(|traffic| self.inputs.slot(traffic)).collect();
        }
        journeys.iter().filter_map(|journey| journey.traffic).collect()
    }

    fn harms(&mut self, mix: Option<&Mix>, warnings: &mut Vec<Warning>) -> Vec<HarmPlan> {
        let mut plans = Vec::new();
        for (at, harm) in self.scenario.wrongness.harm.iter().flatten().enumerate() {
            let Some(mut plan) = self.harm(at, harm) else {
                continue;
            };
            match (anomalies(harm), mix) {
                (Some(wanted), Some(mix)) => plan.causes = Some(mix.part(&wanted)),
                (Some(_), None) => {
                    warnings.push(Warning {
                        code: "harm-without-causes".into(),
                        message: format!(
                            "How many of the wrong answers do `{}` is not known without `[wrongness.causes]`, so it is priced in partitions only.",
                            clip(&plan.name)
                        ),
                        place: self.origin(&format!("wrongness.harm.{at}.on")),
                    });
                    continue;
                }
                (None, _) => {}
            }
            plans.push(plan);
        }
        plans
    }

    /// A harm done by whatever it is said to be done by.
    pub(super) fn harm(&mut self, at: usize, harm: &Harm) -> Option<HarmPlan> {
        Some(HarmPlan {
            name: harm.name.clone().unwrap_or_else(|| format!("Harm {}", at + 1)),
            cost: self.inputs.slot(harm.cost.as_ref()?),
            share: harm.share.as_ref().map(|share| self.inputs.slot(share)),
            causes: None,
        })
    }

    /// What finding and repairing wrong answers does.
    fn repair(&mut self) -> Result<Option<Repair>, Problem> {
        let wrongness = &self.scenario.wrongness;
        match (&wrongness.found, &wrongness.repair) {
            (None, None) => Ok(None),
            (Some(found), Some(repair)) => Ok(Some(Repair {
                found: self.inputs.slot(found),
                cost: self.inputs.slot(repair),
            })),
            (Some(_), None) => {
                let message =
                    "wrong answers are found, but not what repairing one costs; add `repair = \"$20\"`";
                Err(self.problem("wrongness.found", message))
            }
            (None, Some(_)) => {
                let message = "a repair has a cost, but not how many wrong answers are found in time; add `found = \"60%\"`";
                Err(self.problem("wrongness.repair", message))
            }
        }
    }

    /// The causes that `level` admits and those that were measured; absent where none are given.
    fn mix(&mut self, level: Option<Level>, warnings: &mut Vec<Warning>) -> Result<Option<Mix>, Problem> {
        let scenario = self.scenario;
        let Some(causes) = &scenario.wrongness.causes else {
            return Ok(None);
        };
        self.sums_to_one(causes)?;
        let measured_at = scenario.wrongness.measured_at.as_ref();
        let measured_at = measured_at.map_or(Level::EVENTUAL, |text| text.value);
        let mut mix = Mix::default();
        for (name, share) in &causes.0 {
            let at = path::join("wrongness.causes", name);
            let cause: Anomaly = name
                .parse()
                .map_err(|error| self.problem(&at, format!("{error}")))?;
            let slot = self.inputs.slot(share);
            let measured = admits(measured_at, cause);
            let own = level.map_or(measured, |level| admits(level, cause));
            if measured.may_happen() {
                mix.measured.push(slot);
            }
            if !own.may_happen() {
                continue;
            }
            if !measured.may_happen() && share.median() > 0.0 {
                let level = level.map_or(String::new(), |level| level.to_string());
                let message = format!(
                    "{level} admits {cause}, which the {measured_at} that errors were measured at forbids: how often it happens cannot be told from there; measure at the weakest level that is compared, or give the design an `error_probability` of its own"
                );
                return Err(self.problem(&at, message));
            }
            if let (Admission::Only(case), Some(level)) = (own, level) {
                warnings.push(Warning {
                    code: "cause-in-part".into(),
                    message: format!("{level} admits {cause} in part ({case}); all of it is counted."),
                    place: self.origin(&at),
                });
            }
            mix.admitted.push((cause, slot));
        }
        if let Some(residual) = &scenario.wrongness.residual {
            warnings.push(Warning {
                code: "residual-unused".into(),
                message: format!(
                    "The residual of {} is not used: causes say what each level leaves.",
                    clip(residual.raw())
                ),
                place: self.origin("wrongness.residual"),
            });
        }
        Ok(Some(mix))
    }

    fn sums_to_one(&self, causes: &Causes) -> Result<(), Problem> {
        let sum: f64 = causes.0.values().map(|share| share.median()).sum();
        let ranges = causes.0.values().any(|share| share.is_range());
        if (sum - 1.0).abs() <= if ranges { NEAR } else { EXACT } {
            return Ok(());
        }
        let way_out = match 1.0 - sum {
            rest if rest > 0.0 => format!(
                "add what is missing, such as `fault = \"{}\"`",
                show::percent(rest)
            ),
            more => format!("take {} away", show::percent(-more)),
        };
        let message = format!(
            "the shares of the causes sum to {}, and must to 100%; {way_out}",
            show::percent(sum)
        );
        Err(self.problem("wrongness.causes", message))
    }

    fn measured_where_prevented(&self, own: bool, prevented_by: Level) -> Option<Warning> {
        let measured = self.scenario.wrongness.measured_at.as_ref()?.value;
        (!own && measured.at_least(prevented_by)).then(|| Warning {
            code: "measured-where-prevented".into(),
            message: format!(
                "The error probability was measured at {measured}, which is at least the {prevented_by} that prevents the errors: it says little about weaker designs."
            ),
            place: "wrongness.measured_at".into(),
        })
    }
}

/// The anomalies a harm is about; absent when any does it.
pub(super) fn anomalies(harm: &Harm) -> Option<Vec<Anomaly>> {
    let on = harm.on.as_ref()?;
    Some(on.iter().map(|text| text.value).collect())
}

fn incomplete(without_traffic: bool) -> Warning {
    let missing = if without_traffic {
        "how many requests there are, so being wrong is not priced; give the `traffic`, such as `200/s`"
    } else {
        "what one costs, so being wrong is not priced; add a `[[wrongness.harm]]` with its `cost`, such as `$50`"
    };
    Warning {
        code: "wrongness-incomplete".into(),
        message: format!("How often answers are wrong is stated, but not {missing}."),
        place: "wrongness.error_probability".into(),
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
