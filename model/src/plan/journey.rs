//! One journey compiled: its route, structure, latency expression and guarantee.

use super::bound::bounds;
use super::frame::{Frame, FrameKey};
use super::memory::{Memory, Recent, Stated};
use super::pace::{Called, PaceRoom, Walk};
use super::route::{Route, ServiceFacts, Variable};
use super::service::{ServicePlan, Source};
use super::structure::States;
use super::values::Slot;
use super::waits::{EXPLICIT_BRANCHES, Writer};
use super::work::Work;
use crate::assessment::{Bounds, Chain, Latency, ServiceShare, Warning};
use crate::availability::diagram::{Both, TooLarge};
use crate::budget::{Objective, equal_split, meets};
use crate::flow::Flow;
use crate::guarantee::{Composed, Guarantee, Level};
use crate::latency::{Node, Solver};
use crate::math;
use crate::names::Names;
use litemap::LiteMap;
use std::sync::Arc;

/// A failure domain compiled.
#[derive(Clone, Debug)]
pub(crate) struct DomainPlan {
    pub(crate) name: String,
    pub(crate) source: Source,
}

/// What a journey is compiled from.
pub(crate) struct Parts<'a> {
    pub(crate) name: String,
    pub(crate) flow: Arc<Flow>,
    pub(crate) services: &'a [ServicePlan],
    pub(crate) domains: &'a [DomainPlan],
    pub(crate) facts: &'a Arc<[ServiceFacts]>,
    pub(crate) composed: Arc<Composed>,
    pub(crate) stated: &'a [Stated],
    pub(crate) values: &'a [f64],
}

/// One journey, ready to be evaluated.
#[derive(Clone, Debug)]
pub(crate) struct JourneyPlan {
    pub(crate) name: String,
    pub(crate) flow: Arc<Flow>,
    frame: Arc<Frame>,
    /// For each variable where its unavailability comes from; absent services leave a hole.
    sources: Vec<Option<Source>>,
    /// For each variable the failure of a call at medians.
    failures: Vec<f64>,
    /// The services as called, by number.
    called: Vec<Called>,
    /// Numbers of the services that are called.
    callees: Vec<usize>,
    order: Vec<Listed>,
    pub(crate) latency: Option<Node>,
    pub(crate) composed: Arc<Composed>,
    pub(crate) traffic: Option<Slot>,
    pub(crate) revenue: Option<Slot>,
    pub(crate) revenue_share: f64,
    pub(crate) objective: Option<(Slot, f64)>,
    /// Where the objective and the latency target stand.
    pub(crate) target_paths: [String; 2],
    pub(crate) latency_target: Option<(f64, Slot)>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) medians_assumed: Vec<Arc<str>>,
    pub(crate) shares_parts: bool,
}

/// A service or domain as listed in the results.
#[derive(Clone, Debug)]
struct Listed {
    name: Arc<str>,
    variable: u32,
    calls: Vec<u32>,
    p99: Option<f64>,
    guarantee: Option<Guarantee>,
    domain: bool,
}

/// A chain evaluated: what each part's share of it is taken from.
struct Standing<'a> {
    values: &'a [f64],
    /// Unavailability per variable.
    q: &'a [f64],
    /// Unavailability times importance, per variable, and the sum of these.
    shares: &'a [f64],
    total: f64,
    birnbaum: &'a [f64],
    objective: Option<Objective>,
    /// Unavailability of the chain.
    down: f64,
    complete: bool,
}

/// Working space of a journey's evaluation.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    q: Vec<f64>,
    nodes: Vec<Both>,
    pace: Option<PaceRoom>,
}

/// The states of a journey with and without per-request failures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// Everything counted.
    pub(crate) all: States,
    /// Outages only.
    pub(crate) outage: States,
}

impl JourneyPlan {
    /// Compiles a journey.
    ///
    /// # Errors
    /// When its diagram grows past its limit.
    pub(crate) fn new(
        parts: Parts,
        frames: &mut Recent<FrameKey, Frame>,
        work: &mut Work,
    ) -> Result<Self, TooLarge> {
        let key = FrameKey {
            flow: Arc::clone(&parts.flow),
            facts: Arc::clone(parts.facts),
            domains: parts.domains.len(),
            timed: timed(&parts),
        };
        let frame = frames.or_make(key, |key| Frame::new(key, work.left()))?;
        if frame.is_large() {
            frames.forget_last();
        }
        work.count(&frame)?;
        let variables = frame.variables();
        let mut plan = Self {
            name: parts.name.clone(),
            flow: Arc::clone(&parts.flow),
            sources: variables
                .iter()
                .map(|variable| source(*variable, &parts))
                .collect(),
            failures: variables
                .iter()
                .map(|variable| failure(*variable, parts.services))
                .collect(),
            called: parts.services.iter().map(called).collect(),
            callees: callees(&frame.route),
            order: listed(&frame, &parts),
            latency: None,
            composed: Arc::clone(&parts.composed),
            traffic: None,
            revenue: None,
            revenue_share: 1.0,
            objective: None,
            target_paths: Default::default(),
            latency_target: None,
            warnings: Vec::new(),
            medians_assumed: Vec::new(),
            shares_parts: false,
            frame,
        };
        plan.write_latency(&parts);
        Ok(plan)
    }

    fn write_latency(&mut self, parts: &Parts) {
        let mut missing: Vec<&str> = Vec::new();
        let mut count = vec![0_u32; parts.services.len()];
        let frame = Arc::clone(&self.frame);
        frame.route.services(&mut |service| {
            let plan = &parts.services[service];
            let times = &mut count[service];
            *times += 1;
            if plan.call.is_none() && *times == 1 {
                missing.push(&plan.name);
            }
            if plan.median_assumed && *times == 1 {
                self.medians_assumed.push(Arc::clone(&plan.name));
            }
        });
        self.shares_parts = count.iter().any(|n| *n > 1) || self.domain_shared();
        if !missing.is_empty() {
            if missing.len() < count.iter().filter(|n| **n > 0).count() {
                self.warn(
                    "latency-missing",
                    &format!("services.{}.latency", missing[0]),
                    format!("No end-to-end latency: {} no latency.", giving(&missing)),
                );
            }
            return;
        }
        if frame.route.has_choice() && !self.complete() {
            self.warn("latency-weights", "", "No end-to-end latency: the flow has alternatives, and how often each is used needs every availability.".into());
            return;
        }
        let mut q = vec![0.0; self.sources.len()];
        self.fill(parts.values, true, &mut q);
        let mut writer = Writer {
            services: parts.services,
            answers: frame.questions.answer(&q).into_iter(),
            no_timeout: Vec::new(),
            no_commit: false,
        };
        let node = writer.write(&frame.route);
        let (no_timeout, no_commit) = (writer.no_timeout, writer.no_commit);
        self.latency = node;
        if let Some(first) = no_timeout.first() {
            let name = &parts.services[*first].name;
            self.warn("no-timeout", &format!("services.{name}.timeout"), format!("`{name}` names no timeout, so noticing its failure is counted as taking no time; give `timeout`, or `fails_fast = true`."));
        }
        if no_commit {
            self.warn(
                "commit-missing",
                "",
                "A transaction's members give no `commit` latency, so its cost is not counted.".into(),
            );
        }
    }

    fn warn(&mut self, code: &str, place: &str, message: String) {
        self.warnings.push(Warning {
            code: code.into(),
            message,
            place: place.into(),
        });
    }

    fn domain_shared(&self) -> bool {
        let mut seen = LiteMap::new_vec();
        self.order.iter().filter(|listed| !listed.domain).any(|listed| {
            let needs = match self.frame.variables()[listed.variable as usize] {
                Variable::Service(service) => Some(&self.frame.needs[service]),
                _ => None,
            };
            needs.is_some_and(|needs| {
                needs
                    .iter()
                    .filter(|at| **at != listed.variable)
                    .any(|at| seen.insert(*at, ()).is_some())
            })
        })
    }

    /// Whether every service and domain has an availability.
    pub(crate) fn complete(&self) -> bool {
        self.sources
            .iter()
            .zip(self.frame.variables())
            .all(|(source, variable)| matches!(variable, Variable::Call { .. }) || source.is_some())
    }

    /// The services without availability.
    pub(crate) fn without_availability(&self) -> Vec<&str> {
        self.order
            .iter()
            .filter(|listed| self.sources[listed.variable as usize].is_none())
            .map(|listed| &*listed.name)
            .collect()
    }

    /// Room to evaluate in.
    pub(crate) fn room(&self) -> Room {
        Room {
            q: vec![0.0; self.sources.len()],
            nodes: self.frame.structure.scratch(),
            pace: None,
        }
    }

    /// Gets `room` ready to tell the mean latency for values other than `medians`.
    pub(crate) fn get_ready(&self, medians: &[f64], room: &mut Room) {
        let Some(node) = &self.latency else { return };
        self.fill(medians, true, &mut room.q);
        let weights = self.frame.questions.scratch();
        let mut pace = PaceRoom::new(self.callees.len(), room.q.clone(), weights);
        pace.mean = self.walk(node, medians, &room.q, &mut pace);
        room.pace = Some(pace);
    }

    /// The mean latency at `values` in seconds, `solved` being that at medians; allocates nothing.
    pub(crate) fn mean(&self, solved: f64, values: &[f64], room: &mut Room) -> f64 {
        let (Some(node), Some(pace)) = (&self.latency, &mut room.pace) else {
            return solved;
        };
        let still = self
            .callees
            .iter()
            .all(|service| self.called[*service].timing.still(values));
        if still && !self.frame.route.has_choice() {
            return solved;
        }
        self.fill(values, true, &mut room.q);
        if (still && room.q == pace.q) || pace.mean <= 0.0 {
            return solved;
        }
        solved * (self.walk(node, values, &room.q, pace) / pace.mean)
    }

    fn walk(&self, node: &Node, values: &[f64], q: &[f64], room: &mut PaceRoom) -> f64 {
        let questions = &self.frame.questions;
        questions.run(q, &mut room.weights);
        let mut walk = Walk {
            services: &self.called,
            values,
            questions,
            room,
            asked: 0,
        };
        walk.moments(&self.frame.route, node).mean
    }

    fn fill(&self, values: &[f64], with_calls: bool, q: &mut [f64]) {
        for ((at, slot), variable) in q.iter_mut().enumerate().zip(self.frame.variables()) {
            *slot = match (&self.sources[at], variable) {
                (Some(source), _) => source.q(values),
                (None, Variable::Call { service, times }) if with_calls => {
                    self.failure(at, *service, *times, values)
                }
                _ => 0.0,
            };
        }
    }

    fn failure(&self, at: usize, service: usize, times: u32, values: &[f64]) -> f64 {
        let Called { timing, call } = &self.called[service];
        if timing.still(values) {
            return self.failures[at];
        }
        in_a_row(timing.failure(call.as_deref(), values), times)
    }

    /// Availability with and without per-request failures; allocates nothing. What is in `room`
    /// afterwards counts everything.
    pub(crate) fn evaluate(&self, values: &[f64], room: &mut Room) -> Outcome {
        self.fill(values, false, &mut room.q);
        let outage = self.frame.structure.evaluate(&room.q, &mut room.nodes);
        let calls_fail = |variable: &Variable| matches!(variable, Variable::Call { .. });
        if !self.frame.variables().iter().any(calls_fail) {
            return Outcome { all: outage, outage };
        }
        self.fill(values, true, &mut room.q);
        Outcome {
            all: self.frame.structure.evaluate(&room.q, &mut room.nodes),
            outage,
        }
    }

    /// Whether being down so much is more than the objective allows; never while that is not known.
    pub(crate) fn misses(&self, values: &[f64], down: f64) -> bool {
        self.objective
            .is_some_and(|(allowed, _)| !meets(down, allowed.of(values)) && self.complete())
    }

    /// The chain's results at `values`.
    pub(crate) fn chain(
        &self,
        values: &[f64],
        objective: Option<Objective>,
        latency: Option<Latency>,
    ) -> Chain {
        let mut room = self.room();
        let complete = self.complete();
        let outcome = self.evaluate(values, &mut room);
        let states = outcome.all;
        let birnbaum = self.frame.structure.birnbaum(&room.q, &room.nodes);
        let shares: Vec<f64> = birnbaum.iter().zip(&room.q).map(|(b, q)| b * q).collect();
        let total: f64 = shares.iter().sum();
        let down = states.up.no;
        let standing = Standing {
            values,
            q: &room.q,
            shares: &shares,
            total,
            birnbaum: &birnbaum,
            objective,
            down,
            complete,
        };
        let range = bounds(&self.frame.route, &self.frame.needs, &room.q);
        let known = |value: f64| complete.then_some(value);
        Chain {
            availability: known(states.up.yes),
            unavailability: known(states.up.no),
            outage: known(outcome.outage.up.no),
            degraded: known(states.degraded),
            bounds: complete.then_some(Bounds {
                low: 1.0 - range.high,
                high: 1.0 - range.low,
                sharp: !self.shares_parts,
            }),
            latency,
            services: self
                .order
                .iter()
                .map(|listed| self.share(listed, &standing))
                .collect(),
        }
    }

    fn share(&self, listed: &Listed, standing: &Standing) -> ServiceShare {
        let &Standing {
            values,
            q,
            shares,
            total,
            birnbaum,
            objective,
            down,
            complete,
        } = standing;
        let at = listed.variable as usize;
        let written = |q: f64| self.sources[at].as_ref().map(|source| source.written(q, values));
        let own = written(q[at]);
        let share: f64 = shares[at]
            + listed
                .calls
                .iter()
                .map(|call| shares[*call as usize])
                .sum::<f64>();
        let required = objective
            .filter(|_| complete)
            .and_then(|objective| required(objective.allowed, down, q[at], birnbaum[at]))
            .and_then(written);
        ServiceShare {
            name: listed.name.to_string(),
            availability: own.map(|q| 1.0 - q),
            unavailability: own,
            downtime_share: complete.then(|| if total > 0.0 { share / total } else { 0.0 }),
            birnbaum: complete.then_some(birnbaum[at]),
            required: required.map(|q| 1.0 - q),
            guarantee: listed.guarantee.as_ref().map(ToString::to_string),
            p99: listed.p99,
            domain: listed.domain,
        }
    }

    /// The common unavailability of all services that meets `allowed`.
    pub(crate) fn equal_split(&self, values: &[f64], allowed: f64) -> Option<f64> {
        let mut room = self.room();
        self.fill(values, true, &mut room.q);
        equal_split(allowed, |q| {
            let services = self.frame.structure.variables.iter().zip(&self.sources);
            for (slot, (variable, source)) in room.q.iter_mut().zip(services) {
                if let (Variable::Service(_), Some(source)) = (variable, source) {
                    *slot = source.outside(q, values);
                }
            }
            self.frame.structure.evaluate(&room.q, &mut room.nodes).up.no
        })
    }

    /// End-to-end latency, when every call has one.
    pub(crate) fn solve(&self, memory: &mut Memory) -> Option<Result<Latency, String>> {
        let node = self.latency.clone()?;
        let Memory {
            solver, latencies, ..
        } = memory;
        let solved = latencies.or_make(node, |node| solve(node, solver));
        Some(solved.map(|latency| (*latency).clone()))
    }

    /// The weakest hop.
    pub(crate) fn level(&self) -> Option<Level> {
        self.composed.level
    }

    /// Whether there are more branches than are weighed exactly, and something is shared.
    pub(crate) fn weights_approximate(&self) -> bool {
        self.shares_parts && approximate(&self.frame.route)
    }
}

fn solve(node: &Node, solver: &mut Solver) -> Result<Latency, String> {
    let solved = solver.solve(node).map_err(|error| error.to_string())?;
    Ok(Latency {
        p50: solved.p50,
        p95: solved.p95,
        p99: solved.p99,
        p999: solved.p999,
        mean: solved.mean,
        sum_of_p99: solved.sum_of_p99,
        upper_bound_p99: solved.upper_bound_p99,
        error: solved.error,
        curve: solved.curve,
    })
}

fn approximate(route: &Route) -> bool {
    match route {
        Route::Call { .. } => false,
        Route::Sequence(parts) | Route::All(parts) => parts.iter().any(approximate),
        Route::AtLeast(_, parts) => parts.len() > EXPLICIT_BRANCHES || parts.iter().any(approximate),
        Route::Fallback(a, b) => approximate(a) || approximate(b),
        Route::Repeat { copies, .. } => copies.iter().take(1).any(approximate),
        Route::Optional(inner) | Route::Transaction(inner) | Route::Gate(inner) => approximate(inner),
    }
}

/// `` `a`, `b` give `` as the start of a sentence's end.
pub(crate) fn giving(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    let rest = names.len().saturating_sub(3);
    let tail = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    let verb = if names.len() == 1 { "gives" } else { "give" };
    format!("{}{tail} {verb}", quoted.join(", "))
}

/// Whether every call of the flow has a latency, and every service an availability to weigh with.
fn timed(parts: &Parts) -> bool {
    let not_ready = parts
        .services
        .iter()
        .filter(|service| service.call.is_none() || service.source.is_none());
    let not_ready: Names<'_> = not_ready.map(|service| &*service.name).collect();
    let mut all = true;
    parts
        .flow
        .names(&mut |name| all = all && not_ready.get(name).is_none());
    all
}

fn source(variable: Variable, parts: &Parts) -> Option<Source> {
    match variable {
        Variable::Service(service) => parts.services[service].source.clone(),
        Variable::Domain(domain) => Some(parts.domains[domain].source.clone()),
        Variable::Call { .. } => None,
    }
}

/// A call made `times` in a row fails when any of them does.
fn failure(variable: Variable, services: &[ServicePlan]) -> f64 {
    match variable {
        Variable::Call { service, times } => in_a_row(services[service].failure, times),
        _ => 0.0,
    }
}

/// Probability that one of so many calls fails.
fn in_a_row(failure: f64, times: u32) -> f64 {
    -math::expm1(f64::from(times) * math::ln1p(-failure))
}

fn called(service: &ServicePlan) -> Called {
    Called {
        timing: Arc::clone(&service.timing),
        call: service.call.clone(),
    }
}

/// The services a route calls, each as often as it does.
fn callees(route: &Route) -> Vec<usize> {
    let mut found = Vec::new();
    route.services(&mut |service| found.push(service));
    found
}

fn listed(frame: &Frame, parts: &Parts) -> Vec<Listed> {
    let mut calls: Vec<Vec<u32>> = vec![Vec::new(); parts.services.len()];
    for (at, variable) in frame.variables().iter().enumerate() {
        if let Variable::Call { service, .. } = variable {
            calls[*service].push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    let mut order: Vec<Listed> = Vec::new();
    let mut met = vec![false; parts.services.len()];
    frame.route.services(&mut |service| {
        if std::mem::replace(&mut met[service], true) {
            return;
        }
        if let Some(variable) = frame.service(service) {
            order.push(Listed {
                name: Arc::clone(&parts.services[service].name),
                variable,
                calls: std::mem::take(&mut calls[service]),
                p99: parts.services[service].p99,
                guarantee: parts.stated[service].guarantee.clone(),
                domain: false,
            });
        }
    });
    for (domain, plan) in parts.domains.iter().enumerate() {
        if let Some(variable) = frame.domain(domain) {
            order.push(Listed {
                name: plan.name.as_str().into(),
                variable,
                calls: Vec::new(),
                p99: None,
                guarantee: None,
                domain: true,
            });
        }
    }
    order
}

/// The unavailability a part alone may have for the chain to be down `allowed`: linear in it.
fn required(allowed: f64, down: f64, q: f64, birnbaum: f64) -> Option<f64> {
    let perfect = (down - birnbaum * q).max(0.0);
    if birnbaum <= 0.0 || perfect > allowed {
        return None;
    }
    Some(((allowed - perfect) / birnbaum).min(1.0))
}
