//! What a design costs by wrong answers.

use super::Compiler;
use crate::assessment::Warning;
use crate::clip::clip;
use crate::cost::{ErrorRate, HarmPlan, Met, Part, Repair, Stream, WrongPlan};
use crate::guarantee::{Admission, Anomaly, Level, admits};
use crate::listing::listed;
use crate::plan::journey::JourneyPlan;
use crate::plan::label::Label;
use crate::plan::values::Slot;
use crate::problem::Problem;
use crate::quantity::show;
use crate::scenario::{Causes, Harm, path};

/// Most journeys that a sentence names.
const MOST_NAMED: usize = 8;
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

/// A harm that is priced.
struct Priced<'a> {
    /// Its number among all harms.
    at: usize,
    harm: &'a Harm,
    plan: HarmPlan,
}

/// Requests of one journey, or all of a scenario without journeys.
struct Crowd<'a> {
    journey: Option<&'a str>,
    traffic: Slot,
    /// What is delivered to them.
    level: Option<Level>,
}

impl<'s> Compiler<'s> {
    /// The first rule that applies; absent without a probability, traffic and harms.
    pub(super) fn wrong(
        &mut self,
        journeys: &[JourneyPlan],
        level: Option<Level>,
        prevented_by: Level,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<WrongPlan>, Problem> {
        let crowds = self.crowds(journeys, level);
        let mut mixes: Vec<(Option<Level>, Option<Mix>)> = Vec::new();
        for level in crowds.iter().map(|crowd| crowd.level).chain([level]) {
            if !mixes.iter().any(|(known, _)| *known == level) {
                mixes.push((level, self.mix(level, warnings)?));
            }
        }
        self.harms_are_of_journeys()?;
        let Some(probability) = self.scenario.wrongness.error_probability.as_ref() else {
            return Ok(None);
        };
        let probability = self.inputs.slot(probability);
        let harms = self.harms(warnings);
        let mut streams: Vec<Stream> = Vec::new();
        for crowd in &crowds {
            let mix = mixes.iter().find(|(level, _)| *level == crowd.level);
            let mix = mix.and_then(|(_, mix)| mix.as_ref());
            let rate = self.rate(probability, crowd.level, prevented_by, mix);
            let of = harms.iter().map(|one| met(one.harm, crowd.journey, mix));
            let met: Vec<Met> = of.collect();
            let alike = streams
                .iter_mut()
                .find(|stream| stream.rate == rate && stream.met == met);
            match alike {
                Some(stream) => stream.traffic.push(crowd.traffic),
                None => streams.push(Stream {
                    rate,
                    traffic: vec![crowd.traffic],
                    met,
                }),
            }
        }
        if self.scenario.wrongness.causes.is_none() {
            warnings.extend(self.measured_where_prevented(prevented_by));
        }
        if streams
            .iter()
            .any(|stream| matches!(stream.rate, ErrorRate::Prevented { .. }))
        {
            warnings.extend(crowds.iter().filter_map(without_level));
        }
        let repair = self.repair()?;
        for (number, one) in harms.iter().enumerate() {
            if !streams.is_empty() && streams.iter().all(|stream| stream.met[number] == Met::Never) {
                warnings.push(unmet(one));
            }
        }
        if streams.is_empty() || harms.is_empty() {
            warnings.push(incomplete(streams.is_empty()));
            return Ok(None);
        }
        Ok(Some(WrongPlan {
            streams,
            harms: harms.into_iter().map(|one| one.plan).collect(),
            repair,
            split: self.split(),
        }))
    }

    /// Whose answers can be wrong. A journey that states no level prevents nothing.
    fn crowds<'a>(&mut self, journeys: &'a [JourneyPlan], level: Option<Level>) -> Vec<Crowd<'a>> {
        if journeys.is_empty() {
            let traffic = self.scenario.traffic.iter();
            let crowd = traffic.map(|traffic| Crowd {
                journey: None,
                traffic: self.inputs.slot(traffic),
                level,
            });
            return crowd.collect();
        }
        let crowd = |journey: &'a JourneyPlan| {
            Some(Crowd {
                journey: Some(&*journey.name),
                traffic: journey.traffic?,
                level: journey.level(),
            })
        };
        journeys.iter().filter_map(crowd).collect()
    }

    /// How often the answers to requests that are delivered `level` are wrong.
    fn rate(
        &mut self,
        probability: Slot,
        level: Option<Level>,
        prevented_by: Level,
        mix: Option<&Mix>,
    ) -> ErrorRate {
        match (level, mix) {
            _ if self.states_errors() => ErrorRate::Own(probability),
            (_, Some(mix)) => ErrorRate::ByCause {
                probability,
                admitted: Part {
                    of: mix.whole(),
                    whole: mix.measured.clone(),
                },
            },
            (Some(level), None) if level.at_least(prevented_by) => {
                let residual = self.scenario.wrongness.residual.as_ref();
                ErrorRate::Prevented {
                    probability,
                    residual: match residual {
                        Some(residual) => self.inputs.slot(residual),
                        None => self.inputs.implied_share(residual_label()),
                    },
                    residual_stated: residual.is_some(),
                }
            }
            _ => ErrorRate::Unprevented(probability),
        }
    }

    /// Whether the design names an error probability of its own.
    fn states_errors(&self) -> bool {
        self.design
            .is_some_and(|design| design.wrongness.error_probability.is_some())
    }

    /// A harm that is done in some journeys names journeys there are.
    fn harms_are_of_journeys(&self) -> Result<(), Problem> {
        let known = &self.scenario.journey;
        for (at, harm) in self.scenario.wrongness.harm.iter().flatten().enumerate() {
            for (place, name) in harm.journeys.iter().flatten().enumerate() {
                if known.contains_key(name) {
                    continue;
                }
                let way_out = match listed(&known.keys().map(String::as_str).collect::<Vec<_>>(), MOST_NAMED) {
                    none if none.is_empty() => "the scenario has one flow and no `[journey.NAME]`; leave `journeys` out, or give it some".to_owned(),
                    some => format!("the scenario has {some}"),
                };
                let message = format!("there is no journey `{}`: {way_out}", clip(name));
                return Err(self.problem(&format!("wrongness.harm.{at}.journeys.{place}"), message));
            }
        }
        Ok(())
    }

    /// Every harm with a cost whose part of the wrong answers is known.
    fn harms(&mut self, warnings: &mut Vec<Warning>) -> Vec<Priced<'s>> {
        let scenario = self.scenario;
        let mut plans = Vec::new();
        for (at, harm) in scenario.wrongness.harm.iter().flatten().enumerate() {
            let Some(plan) = self.harm(at, harm) else {
                continue;
            };
            if harm.on.is_some() && scenario.wrongness.causes.is_none() {
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
            plans.push(Priced { at, harm, plan });
        }
        plans
    }

    /// A harm done by whatever it is said to be done by.
    pub(super) fn harm(&mut self, at: usize, harm: &Harm) -> Option<HarmPlan> {
        Some(HarmPlan {
            name: harm.name.clone().unwrap_or_else(|| format!("Harm {}", at + 1)),
            cost: self.inputs.slot(harm.cost.as_ref()?),
            share: harm.share.as_ref().map(|share| self.inputs.slot(share)),
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

    fn measured_where_prevented(&self, prevented_by: Level) -> Option<Warning> {
        let measured = self.scenario.wrongness.measured_at.as_ref()?.value;
        (!self.states_errors() && measured.at_least(prevented_by)).then(|| Warning {
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

/// A journey whose wrong answers are counted since nobody says what it promises.
fn without_level(crowd: &Crowd<'_>) -> Option<Warning> {
    let journey = crowd.journey.filter(|_| crowd.level.is_none())?;
    Some(Warning {
        code: "journey-without-level".into(),
        message: format!(
            "No service of `{}` states a guarantee, so its wrong answers are counted whatever else a design prevents: say what its services promise.",
            clip(journey)
        ),
        place: path::join("journey", journey) + ".flow",
    })
}

/// A harm of journeys of which no request is counted.
fn unmet(one: &Priced<'_>) -> Warning {
    let journeys: Vec<String> = one
        .harm
        .journeys
        .iter()
        .flatten()
        .map(|name| format!("`{}`", clip(name)))
        .collect();
    Warning {
        code: "harm-without-traffic".into(),
        message: format!(
            "`{}` costs nothing: it is done in {} alone, and no `traffic` is given there.",
            clip(&one.plan.name),
            listed(&journeys, MOST_NAMED)
        ),
        place: format!("wrongness.harm.{}.journeys", one.at),
    }
}

/// Which wrong answers of a journey may do `harm`.
fn met(harm: &Harm, journey: Option<&str>, mix: Option<&Mix>) -> Met {
    let elsewhere = |names: &Vec<String>| journey.is_none_or(|own| !names.iter().any(|name| name == own));
    if harm.journeys.as_ref().is_some_and(elsewhere) {
        return Met::Never;
    }
    match (anomalies(harm), mix) {
        (Some(wanted), Some(mix)) => Met::By(mix.part(&wanted)),
        _ => Met::Always,
    }
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
