//! From the scenario to the plan.

mod cautions;
mod credits;
mod money;
mod partition;
mod pledge;
mod reliability;
mod services;
mod wrong;

pub(crate) use reliability::Reliability;

use cautions::{not_prevented, uneven, unused};

use super::Plan;
use super::currency::{Currency, currency};
use super::design::{DesignPlan, Requirements};
use super::expand::{Expander, MAX_CALLS};
use super::explore::{Explored, explored};
use super::gather::SubFlow;
use super::journey::{DomainPlan, JourneyPlan, Parts};
use super::label::name_all;
use super::memory::{CompositionKey, Memory, Stated};
use super::route::ServiceFacts;
use super::service::ServicePlan;
use super::sound::{check_names, check_sizes};
use super::together::together;
use super::values::{Inputs, Slot};
use super::work::Work;
use crate::assessment::Warning;
use crate::budget::{Calendar, DEFAULT_WINDOW_DAYS, SECONDS_PER_DAY};
use crate::clip::clip;
use crate::decision::Thresholds;
use crate::estimate::Estimate;
use crate::flow::Flow;
use crate::guarantee::{Composed, Declared, Guarantee, Level, along};
use crate::names::Names;
use crate::problem::Problem;
use crate::quantity::{Money, Rate, Unavailability};
use crate::scenario::{Design, Document, Impact, JourneyText, Reading, RuleOfThumbText, Scenario, Slo, path};
use std::convert::Infallible;
use std::sync::Arc;

/// Most calls all flows of all designs may make together.
const MAX_CALLS_IN_ALL: usize = 20_000;

/// Name of the only journey of a scenario with a plain `flow`.
const PLAIN_JOURNEY: &str = "The request";
/// Name of the base scenario when it names no designs.
const AS_DESCRIBED: &str = "As described";

pub(crate) fn compile(reading: &Reading, memory: &mut Memory) -> Result<Plan, Problem> {
    let (scenario, document) = (&reading.scenario, &reading.document);
    check_sizes(scenario, document)?;
    let currency = currency(document, &scenario.money)?;
    check_names(scenario, document)?;
    let mut inputs = Inputs::with_rates(currency.rates.clone());
    let (mut calls, mut work) = (0, Work::default());
    let mut warnings = Vec::new();
    let mut compiler = Compiler {
        document,
        inputs: &mut inputs,
        calls: &mut calls,
        work: &mut work,
        memory,
        scenario,
        design: None,
        number: 0,
        base: None,
    };
    let base = compiler.design(AS_DESCRIBED)?;
    let reliability = compiler.reliability(&mut warnings)?;
    let mut designs = Vec::with_capacity(scenario.design.len());
    for (number, design) in scenario.design.iter().enumerate() {
        let patched = scenario.with(design);
        let mut compiler = Compiler {
            document,
            inputs: &mut inputs,
            calls: &mut calls,
            work: &mut work,
            memory,
            scenario: &patched,
            design: Some(design),
            number,
            base: Some(&base),
        };
        let name = design
            .name
            .clone()
            .unwrap_or_else(|| format!("Design {}", number + 1));
        designs.push(compiler.design(&name)?.plan);
    }
    name_all(scenario, &mut inputs);
    let base = base.plan;
    let named = !designs.is_empty();
    if !named {
        designs.push(base.clone());
    }
    warnings.extend(unused(scenario, &base, &designs));
    warnings.extend(uneven(&designs));
    warnings.extend(not_prevented(scenario, &designs));
    let together = together(scenario, document, &inputs, &mut warnings)?;
    let mut plan = Plan {
        title: scenario.title.clone().unwrap_or_default(),
        thresholds: thresholds(&scenario.rule_of_thumb, &currency),
        converts: !currency.rates.is_empty(),
        currency: currency.sign,
        notes: scenario.notes.clone(),
        medians: inputs.medians(),
        has_ranges: inputs
            .distributions()
            .iter()
            .any(|d| !matches!(d, crate::estimate::Distribution::Exact(_))),
        inputs,
        together,
        explored: Explored::default(),
        base,
        designs,
        named,
        reliability,
        warnings,
    };
    plan.explored = explored(&scenario.explore, document, &plan)?;
    Ok(plan)
}

/// A flow with its names resolved.
struct Expanded {
    flow: Arc<Flow>,
    /// Sub-flows that are not written out; none as a rule.
    apart: Arc<[SubFlow]>,
    /// How many calls it makes.
    calls: usize,
}

/// What all journeys of a design share.
struct Shared<'a> {
    services: &'a [ServicePlan],
    domains: &'a [DomainPlan],
    facts: Arc<[ServiceFacts]>,
    stated: Arc<[Stated]>,
}

/// Compiles the scenario as one design has it.
struct Compiler<'a> {
    document: &'a Document,
    inputs: &'a mut Inputs,
    /// Calls in the flows of all designs so far.
    calls: &'a mut usize,
    /// What the diagrams of all designs took so far.
    work: &'a mut Work,
    memory: &'a mut Memory,
    /// Patched already.
    scenario: &'a Scenario,
    design: Option<&'a Design>,
    number: usize,
    base: Option<&'a Compiled>,
}

/// A design compiled, with what other designs take over from it where they are the same.
struct Compiled {
    plan: DesignPlan,
    /// The services, before domains are taken out of them.
    services: Vec<ServicePlan>,
    /// The calls of each journey's flow.
    calls: Vec<usize>,
}

impl Compiler<'_> {
    /// Where the value at `path` stands: in the design when it has its own, else in the scenario.
    fn origin(&self, path: &str) -> String {
        let own = format!("design.{}.{path}", self.number);
        if self.design.is_some() && self.document.span(&own).is_some() {
            own
        } else {
            path.to_owned()
        }
    }

    fn problem(&self, path: &str, message: impl Into<String>) -> Problem {
        self.document.problem(&self.origin(path), message)
    }

    fn design(&mut self, name: &str) -> Result<Compiled, Problem> {
        let whole = self.services()?;
        let domains = self.domains(&whole)?;
        let services = self.domains_inside(whole.clone(), &domains)?;
        let parts = Shared {
            facts: self.facts(&services),
            stated: self.stated(&services),
            services: &services,
            domains: &domains,
        };
        let (mut journeys, mut calls) = (Vec::new(), Vec::new());
        for (at, (name, text)) in self.journey_texts().into_iter().enumerate() {
            let (journey, made) = self.journey(at, &name, &text, &parts)?;
            journeys.push(journey);
            calls.push(made);
        }
        self.share_revenue(&mut journeys);
        let (latencies, mut warnings) = self.solve(&journeys);
        let level = delivered(&journeys).or_else(|| self.claimed().filter(|_| journeys.is_empty()));
        warnings.extend(self.claim_warning(name, level, &journeys));
        warnings.extend(self.level_not_stated(&journeys));
        warnings.extend(self.unsaid(&journeys));
        let items = self.items()?;
        let class = self.pacelc(level)?;
        let waiting = self.waiting(&journeys, &latencies, &mut warnings);
        let prevented_by = self
            .scenario
            .wrongness
            .prevented_by
            .as_ref()
            .map_or(Level::STRICT_SERIALIZABLE, |text| text.value);
        let wrong = self.wrong(&journeys, level, prevented_by, &mut warnings)?;
        let down = self.down(&journeys);
        let credits = self.credits(&journeys, &mut warnings)?;
        let partition = self.partition(class.as_deref(), &mut warnings)?;
        let plan = DesignPlan {
            name: name.to_owned(),
            latencies,
            level,
            pacelc: class,
            items,
            waiting,
            wrong,
            prevented_by,
            down,
            credits,
            partition,
            requirements: Requirements {
                level: self.scenario.require.level.as_ref().map(|text| text.value),
            },
            warnings,
            journeys,
        };
        Ok(Compiled {
            plan,
            services: whole,
            calls,
        })
    }

    fn journey_texts(&self) -> Vec<(String, JourneyText)> {
        let scenario = self.scenario;
        if scenario.journey.is_empty() {
            let name = scenario.title.clone().unwrap_or_else(|| PLAIN_JOURNEY.to_owned());
            let text = JourneyText {
                flow: scenario.flow.clone(),
                traffic: scenario.traffic.clone(),
                revenue: scenario.revenue.clone(),
                slo: None,
            };
            return if text.flow.is_some() {
                vec![(name, text)]
            } else {
                Vec::new()
            };
        }
        scenario
            .journey
            .iter()
            .map(|(name, text)| (name.clone(), text.clone()))
            .collect()
    }

    /// A journey, and how many calls its flow makes.
    fn journey(
        &mut self,
        at: usize,
        name: &str,
        text: &JourneyText,
        shared: &Shared,
    ) -> Result<(JourneyPlan, usize), Problem> {
        let path = self.flow_path(name);
        let Some(flow) = &text.flow else {
            let message = format!("the journey `{}` has no flow; add `flow = \"a > b\"`", clip(name));
            return Err(self.problem(&path::join("journey", name), message));
        };
        let Expanded { flow, apart, calls } = self.expanded(at, flow, &path)?;
        let medians = self.inputs.medians();
        let parts = Parts {
            name: name.to_owned(),
            composed: self.compose(&flow, &apart, &shared.stated),
            flow,
            apart,
            services: shared.services,
            domains: shared.domains,
            facts: &shared.facts,
            stated: &shared.stated,
            values: &medians,
        };
        let mut plan = JourneyPlan::new(parts, &mut self.memory.frames, self.work)
            .map_err(|error| self.problem(&path, error.to_string()))?;
        self.targets(&mut plan, text)?;
        let medians = self.inputs.medians();
        plan.keep(&medians, &mut self.memory.outages);
        Ok((plan, calls))
    }

    /// Where a journey's flow stands.
    fn flow_path(&self, journey: &str) -> String {
        if self.scenario.journey.is_empty() {
            "flow".to_owned()
        } else {
            path::join("journey", journey) + ".flow"
        }
    }

    /// The flow with its names resolved; all flows together may make only so many calls.
    fn expanded(&mut self, at: usize, flow: &str, path: &str) -> Result<Expanded, Problem> {
        let expanded = match self.same_flow(at) {
            Some(same) => same,
            None => self.expand(flow, path)?,
        };
        *self.calls += expanded.calls;
        if *self.calls > MAX_CALLS_IN_ALL {
            let message = format!(
                "the flows of all designs and journeys together make more than {MAX_CALLS_IN_ALL} calls; split the scenario"
            );
            return Err(self.problem(path, message));
        }
        Ok(expanded)
    }

    /// The flow of the scenario's journey number `at`, when the design changes no flow.
    fn same_flow(&self, at: usize) -> Option<Expanded> {
        let (design, base) = (self.design?, self.base?);
        let same = design.flow.is_none() && design.flows.is_empty() && design.journey.is_empty();
        let journey = base.plan.journeys.get(at).filter(|_| same)?;
        Some(Expanded {
            flow: Arc::clone(&journey.flow),
            apart: Arc::clone(&journey.apart),
            calls: base.calls[at],
        })
    }

    /// Sub-flows are written out where that makes few enough calls, and kept apart otherwise.
    fn expand(&self, text: &str, path: &str) -> Result<Expanded, Problem> {
        let origin = |path: &str| self.origin(path);
        let mut expander = Expander::new(self.scenario, self.document, &origin);
        if !expander.exceeds(text, path) {
            match expander.expand(text, path) {
                Err(_) if expander.too_many => {
                    expander = Expander::new(self.scenario, self.document, &origin);
                }
                expanded => {
                    return Ok(Expanded {
                        flow: Arc::new(expanded?),
                        apart: Arc::default(),
                        calls: expander.calls,
                    });
                }
            }
        }
        let (flow, apart) = expander.gather(text, path)?;
        Ok(Expanded {
            flow: Arc::new(flow),
            apart: apart.into(),
            calls: MAX_CALLS,
        })
    }

    /// What each service guarantees; a design's level fills in those that say nothing.
    fn stated(&self, services: &[ServicePlan]) -> Arc<[Stated]> {
        let filled = self.claimed().map(Guarantee::Level);
        let texts = self.scenario.services.values().zip(services);
        texts
            .map(|(service, plan)| Stated {
                name: Arc::clone(&plan.name),
                guarantee: service
                    .guarantee
                    .as_ref()
                    .map(|text| text.value.clone())
                    .or_else(|| filled.clone()),
                source: service.source.clone(),
                hits: service.hits.is_some(),
            })
            .collect()
    }

    fn compose(&mut self, flow: &Arc<Flow>, apart: &Arc<[SubFlow]>, stated: &Arc<[Stated]>) -> Arc<Composed> {
        let key = CompositionKey {
            flow: Arc::clone(flow),
            apart: Arc::clone(apart),
            services: Arc::clone(stated),
        };
        let Ok(composed) = self
            .memory
            .compositions
            .or_make(key, |key| Ok::<_, Infallible>(compose(key)));
        composed
    }

    fn targets(&mut self, plan: &mut JourneyPlan, text: &JourneyText) -> Result<(), Problem> {
        let own = text.slo.clone().unwrap_or_default();
        let slo: Slo = self.scenario.slo.patched(&own);
        plan.pledge = self.pledge(&plan.name, &slo, &own)?;
        let default = plan.pledge.calendar.map_or(DEFAULT_WINDOW_DAYS, Calendar::days);
        let days = slo
            .window
            .as_ref()
            .map_or(default, |window| window.median() / SECONDS_PER_DAY);
        if days <= 0.0 || (days - days.round()).abs() > 1e-9 {
            let path = match own.window {
                Some(_) => path::join("journey", &plan.name) + ".slo.window",
                None => "slo.window".to_owned(),
            };
            let read = slo.window.as_ref().map(Estimate::raw).unwrap_or_default();
            let message = format!(
                "`{}` is not a window of whole days, at least one; write one such as `30 d`",
                clip(read)
            );
            return Err(self.problem(&path, message));
        }
        plan.traffic = text
            .traffic
            .as_ref()
            .or(self.scenario.traffic.as_ref())
            .map(|traffic| self.inputs.slot::<Rate>(traffic));
        plan.revenue = text.revenue.as_ref().map(|revenue| self.inputs.slot(revenue));
        plan.objective = slo
            .availability
            .as_ref()
            .map(|target: &Estimate<Unavailability>| (self.inputs.slot(target), days));
        plan.nine_factor = slo.nine_factor.unwrap_or(10);
        plan.latency_target = slo
            .latency
            .as_ref()
            .map(|target| (target.value.percentile, self.inputs.slot(&target.value.limit)));
        let place = |own: bool, key: &str| match own {
            true => self.origin(&(path::join("journey", &plan.name) + key)),
            false => key.trim_start_matches('.').to_owned(),
        };
        plan.target_paths = [
            place(own.availability.is_some(), ".slo.availability"),
            place(own.latency.is_some(), ".slo.latency"),
        ];
        Ok(())
    }

    /// Revenue of the whole is shared out by traffic among journeys that name none of their own.
    fn share_revenue(&mut self, journeys: &mut [JourneyPlan]) {
        let Some(revenue) = &self.scenario.revenue else {
            return;
        };
        let slot = self.inputs.slot(revenue);
        let medians = self.inputs.medians();
        let traffic = |journey: &JourneyPlan| journey.traffic.map_or(1.0, |slot: Slot| slot.of(&medians));
        let open: Vec<usize> = (0..journeys.len())
            .filter(|at| journeys[*at].revenue.is_none())
            .collect();
        let total: f64 = open.iter().map(|at| traffic(&journeys[*at])).sum();
        for at in open {
            let share = traffic(&journeys[at]);
            journeys[at].revenue_share = if total > 0.0 { share / total } else { 0.0 };
            journeys[at].revenue = Some(slot);
        }
    }

    fn solve(&mut self, journeys: &[JourneyPlan]) -> (Vec<Option<crate::assessment::Latency>>, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut latencies = Vec::with_capacity(journeys.len());
        let medians = self.inputs.medians();
        for journey in journeys {
            latencies.push(match journey.solve(self.memory, &medians) {
                Some(Ok(latency)) => Some(latency),
                Some(Err(message)) => {
                    warnings.push(Warning {
                        code: "latency-unsolved".into(),
                        message: format!("No end-to-end latency: {message}."),
                        place: self.flow_path(&journey.name),
                    });
                    None
                }
                None => None,
            });
        }
        (latencies, warnings)
    }

    fn claimed(&self) -> Option<Level> {
        self.design
            .and_then(|design| design.level.as_ref())
            .map(|text| text.value)
    }
}

fn compose(key: &CompositionKey) -> Composed {
    let names: Names<'_> = key.services.iter().map(|stated| &*stated.name).collect();
    let apart: Names<'_> = key.apart.iter().map(|part| &*part.name).collect();
    along(&key.flow, &|name| {
        if let (None, Some(part)) = (names.get(name), apart.get(name)) {
            return Declared {
                flow: Some(&key.apart[part].flow),
                ..Declared::default()
            };
        }
        let stated = names.get(name).map(|number| &key.services[number]);
        Declared {
            guarantee: stated.and_then(|stated| stated.guarantee.clone()),
            source: stated.and_then(|stated| stated.source.clone()),
            may_miss: stated.is_some_and(|stated| stated.hits),
            ..Declared::default()
        }
    })
}

/// The weakest hop over all journeys.
fn delivered(journeys: &[JourneyPlan]) -> Option<Level> {
    journeys.iter().filter_map(JourneyPlan::level).reduce(Level::meet)
}

fn thresholds(text: &RuleOfThumbText, currency: &Currency) -> Thresholds {
    let default = Thresholds::default();
    let worth = |amount: &Estimate<Money>| amount.median() * currency.rate(amount.raw());
    Thresholds {
        wrongness_high: text.wrongness_high.as_ref().map_or(default.wrongness_high, worth),
        wrongness_medium: text
            .wrongness_medium
            .as_ref()
            .map_or(default.wrongness_medium, worth),
        coordination: text.coordination.as_ref().map_or(default.coordination, worth),
        impact_high: text.user_experience_impact.map(|impact| impact == Impact::High),
        currency: currency.sign.clone(),
    }
}
