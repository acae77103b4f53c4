//! One journey compiled: its route, structure, latency expression and guarantee.

mod depends;
mod outages;

pub(crate) use outages::OutagesKey;

use super::bound::bounds;
use super::expand::MAX_CALLS;
use super::frame::{Frame, FrameKey};
use super::gather::SubFlow;
use super::memory::{Memory, OwnersKey, Recent, Stated};
use super::pace::{Called, PaceRoom, Walk};
use super::pledge::Pledge;
use super::route::{Route, ServiceFacts, Variable};
use super::service::{ServicePlan, Source};
use super::structure::{States, Structure};
use super::values::Slot;
use super::waits::{EXPLICIT_BRANCHES, Questions, Writer};
use super::work::Work;
use crate::assessment::{
    Bounds, Chain, CutSetResult, HistogramResult, Latency, PARTITION, ServiceShare, TailOwner, Warning,
};
use crate::availability::cuts::CutSet;
use crate::availability::diagram::TooLarge;
use crate::availability::program::Both;
use crate::budget::split::{self, cheapest, in_proportion, price as price_of};
use crate::budget::{Objective, equal_split, meets};
use crate::flow::Flow;
use crate::guarantee::{Composed, Guarantee, Level};
use crate::latency::{Node, Solver};
use crate::math;
use crate::names::Names;
use crate::quantity::show;
use litemap::LiteMap;
use std::convert::Infallible;
use std::sync::Arc;

/// A failure domain compiled.
#[derive(Clone, Debug)]
pub(crate) struct DomainPlan {
    pub(crate) name: String,
    pub(crate) source: Source,
    /// Mean time until it is back, seconds.
    pub(crate) mttr: Option<f64>,
}

/// What a journey is compiled from.
pub(crate) struct Parts<'a> {
    pub(crate) name: String,
    pub(crate) flow: Arc<Flow>,
    pub(crate) apart: Arc<[SubFlow]>,
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
    /// Sub-flows that are not written out.
    pub(crate) apart: Arc<[SubFlow]>,
    frame: Arc<Frame>,
    /// For each variable where its unavailability comes from; absent services leave a hole.
    sources: Vec<Option<Source>>,
    /// For each variable its mean time to repair, seconds.
    repairs: Vec<Option<f64>>,
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
    /// How the objective is counted, watched and kept.
    pub(crate) pledge: Pledge,
    /// Where the objective and the latency target stand.
    pub(crate) target_paths: [String; 2],
    pub(crate) latency_target: Option<(f64, Slot)>,
    /// What each nine of a service costs beside the one before.
    pub(crate) nine_factor: u32,
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
    load: Option<f64>,
    guarantee: Option<Guarantee>,
    histogram: Option<HistogramResult>,
    next_nine: Option<Slot>,
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
            apart: Arc::clone(&parts.apart),
            timed: timed(&parts),
            exhausted: work.is_spent(),
        };
        let frame = frames.or_make(key, Frame::new)?;
        work.count(&frame);
        let variables = &frame.variables;
        let mut plan = Self {
            name: parts.name.clone(),
            flow: Arc::clone(&parts.flow),
            apart: Arc::clone(&parts.apart),
            sources: variables
                .iter()
                .map(|variable| source(*variable, &parts))
                .collect(),
            repairs: variables
                .iter()
                .map(|variable| repair(*variable, &parts))
                .collect(),
            failures: variables
                .iter()
                .map(|variable| failure(*variable, parts.services))
                .collect(),
            called: parts.services.iter().map(called).collect(),
            callees: callees(&frame),
            order: listed(&frame, &parts),
            latency: None,
            composed: Arc::clone(&parts.composed),
            traffic: None,
            revenue: None,
            revenue_share: 1.0,
            objective: None,
            pledge: Pledge::default(),
            target_paths: Default::default(),
            latency_target: None,
            nine_factor: 10,
            warnings: Vec::new(),
            medians_assumed: Vec::new(),
            shares_parts: false,
            frame,
        };
        plan.say_what_is_too_large();
        plan.write_latency(&parts);
        Ok(plan)
    }

    fn write_latency(&mut self, parts: &Parts) {
        let mut missing: Vec<&str> = Vec::new();
        let mut count = vec![0_u32; parts.services.len()];
        let frame = Arc::clone(&self.frame);
        frame.services(&mut |service| {
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
        self.shares_parts = count.iter().any(|n| *n > 1) || self.domain_shared() || !frame.shared.is_empty();
        if !frame.shared.is_empty() {
            return;
        }
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
        if frame.route.has_choice() && frame.structure.is_none() {
            return;
        }
        let Some(questions) = &frame.questions else {
            self.warn("latency-weights", "", format!("No end-to-end latency: the flow has alternatives, and how often each is used was given up after {} steps of work. Share fewer parts between alternatives, or write fewer of them.", frame.work));
            return;
        };
        if frame.route.has_choice() && !self.complete() {
            self.warn("latency-weights", "", "No end-to-end latency: the flow has alternatives, and how often each is used needs every availability.".into());
            return;
        }
        let mut q = vec![0.0; self.sources.len()];
        self.fill(parts.values, true, &mut q);
        let mut writer = Writer {
            services: parts.services,
            answers: questions.answer(&q).into_iter(),
            no_timeout: Vec::new(),
            no_commit: false,
        };
        let node = writer.write(&frame.route);
        let (no_timeout, no_commit) = (writer.no_timeout, writer.no_commit);
        self.latency = node;
        if let Some(first) = no_timeout.first() {
            let name = &parts.services[*first].name;
            self.warn("no-timeout", &format!("services.{name}.timeout"), format!("`{name}` names no timeout, so noticing its failure is counted as taking no time: give it a timeout, or say that it fails at once (`fails_fast = true`)."));
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
            let needs = match self.frame.variables[listed.variable as usize] {
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

    /// Whether the availability can be told: every service and domain has one, and there is a diagram.
    pub(crate) fn complete(&self) -> bool {
        self.frame.structure.is_some() && self.known()
    }

    /// Whether every service and domain has an availability.
    fn known(&self) -> bool {
        let mut all = self.sources.iter().zip(&self.frame.variables);
        all.all(|(source, variable)| matches!(variable, Variable::Call { .. }) || source.is_some())
    }

    /// Histograms whose p99 lies beyond their last bound.
    fn say_what_is_a_guess(&mut self) {
        let open = self.order.iter().filter_map(|listed| {
            let histogram = listed.histogram.as_ref()?;
            (histogram.p99_high.is_none()).then(|| (listed.name.to_string(), histogram.beyond))
        });
        for (name, beyond) in open.collect::<Vec<_>>() {
            let share = show::percent(beyond);
            self.warn("histogram-open", &format!("services.{name}.latency"), format!("{share} of `{name}`'s requests lie beyond the last bucket, and its p99 with them: it is read from a lognormal through the last two buckets. Add buckets further out."));
        }
    }

    fn say_what_is_too_large(&mut self) {
        if !self.apart.is_empty() {
            self.warn("flow-large", "", format!("With its sub-flows put in, the flow makes more than {MAX_CALLS} calls: its {} sub-flows are kept apart, for which there is no end-to-end latency; an error of a call counts once wherever its sub-flow is named.", self.apart.len()));
        }
        self.say_what_is_a_guess();
        let mut lost = Vec::new();
        lost_misses(&self.frame.route, &mut lost);
        for service in lost {
            let name = self
                .frame
                .service(service)
                .map_or_else(String::new, |at| self.part(at));
            self.warn("misses-lost", &format!("services.{name}.hits"), format!("What `{name}` does not have fails the request: nothing stands behind it. Write `{name} ?? db` to send its misses on."));
        }
        if self.frame.structure.is_none() {
            let (parts, steps) = (self.frame.variables.len(), self.frame.work);
            self.warn("availability-bounds", "", format!("The exact availability was given up after {steps} steps of work: the flow's {parts} parts can fail together in too many ways. The bounds hold whatever coincides; name fewer parts, or share fewer of them between branches, for the exact value."));
        }
    }

    /// Services that every request needs and that are not ten times as reliable as `allowed`.
    pub(crate) fn short_of_a_nine(&self, allowed: f64, values: &[f64]) -> Vec<String> {
        let listed: Vec<&Listed> = self.order.iter().filter(|listed| !listed.domain).collect();
        let places: Vec<usize> = listed.iter().map(|listed| listed.variable as usize).collect();
        let alone = self
            .alone(&places)
            .filter(|_| self.complete())
            .unwrap_or_default();
        let is_short = |listed: &Listed| {
            let source = self.sources[listed.variable as usize].as_ref();
            source.is_some_and(|source| !meets(source.written(source.q(values), values), allowed / 10.0))
        };
        let short = listed
            .into_iter()
            .zip(alone)
            .filter(|(listed, alone)| *alone && is_short(listed));
        short.map(|(listed, _)| listed.name.to_string()).collect()
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
            nodes: self
                .frame
                .structure
                .as_ref()
                .map_or_else(Vec::new, Structure::scratch),
            pace: None,
        }
    }

    /// Gets `room` ready to tell the mean latency for values other than `medians`.
    pub(crate) fn get_ready(&self, medians: &[f64], room: &mut Room) {
        let (Some(node), Some(questions)) = (&self.latency, &self.frame.questions) else {
            return;
        };
        self.fill(medians, true, &mut room.q);
        let weights = questions.scratch();
        let mut pace = PaceRoom::new(self.callees.len(), room.q.clone(), weights);
        pace.mean = self.walk(node, questions, medians, &room.q, &mut pace);
        room.pace = Some(pace);
    }

    /// The mean latency at `values` in seconds, `solved` being that at medians; allocates nothing.
    pub(crate) fn mean(&self, solved: f64, values: &[f64], room: &mut Room) -> f64 {
        let (Some(node), Some(questions), Some(pace)) =
            (&self.latency, &self.frame.questions, &mut room.pace)
        else {
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
        solved * (self.walk(node, questions, values, &room.q, pace) / pace.mean)
    }

    fn walk(
        &self,
        node: &Node,
        questions: &Questions,
        values: &[f64],
        q: &[f64],
        room: &mut PaceRoom,
    ) -> f64 {
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
        for ((at, slot), variable) in q.iter_mut().enumerate().zip(&self.frame.variables) {
            *slot = match (&self.sources[at], variable) {
                (Some(_), Variable::Hit { .. }) if !with_calls => 0.0,
                (Some(source), Variable::Hit { times, .. }) => in_a_row(source.q(values), *times),
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
        let Some(structure) = &self.frame.structure else {
            self.fill(values, true, &mut room.q);
            return Outcome::default();
        };
        self.fill(values, false, &mut room.q);
        let outage = structure.evaluate(&room.q, &mut room.nodes);
        if !self
            .frame
            .variables
            .iter()
            .any(|variable| variable.is_per_request())
        {
            return Outcome { all: outage, outage };
        }
        self.fill(values, true, &mut room.q);
        Outcome {
            all: structure.evaluate(&room.q, &mut room.nodes),
            outage,
        }
    }

    /// Whether being down so much is more than the objective allows; never while that is not known.
    pub(crate) fn misses(&self, values: &[f64], down: f64) -> bool {
        self.objective
            .is_some_and(|(allowed, _)| !meets(down, allowed.of(values)) && self.complete())
    }

    /// The chain's results at `values`, where a share `cut` of the requests is turned away.
    pub(crate) fn chain(
        &self,
        values: &[f64],
        objective: Option<Objective>,
        latency: Option<Latency>,
        cut: Option<f64>,
    ) -> Chain {
        let mut room = self.room();
        let complete = self.complete();
        let outcome = self.evaluate(values, &mut room);
        let states = outcome.all;
        let away = cut.unwrap_or(0.0);
        let kept = 1.0 - away;
        let structure = self.frame.structure.as_ref();
        let birnbaum = structure.map_or_else(
            || vec![0.0; room.q.len()],
            |structure| structure.birnbaum(&room.nodes),
        );
        let birnbaum: Vec<f64> = birnbaum.iter().map(|b| b * kept).collect();
        // A miss is no fault of the cache: what fails behind it has the downtime.
        let faults = self
            .frame
            .variables
            .iter()
            .map(|variable| !matches!(variable, Variable::Hit { .. }));
        let parts = birnbaum.iter().zip(&room.q).zip(faults);
        let shares: Vec<f64> = parts
            .map(|((b, q), fault)| if fault { b * q } else { 0.0 })
            .collect();
        let total = shares.iter().sum::<f64>() + away * states.up.yes;
        let down = states.up.no + away * states.up.yes;
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
        let range = bounds(&self.frame, &room.q);
        let known = |value: f64| complete.then_some(value);
        let mut services: Vec<ServiceShare> = self
            .order
            .iter()
            .map(|listed| self.share(listed, &standing))
            .collect();
        if let Some(objective) = objective.filter(|objective| complete && objective.allowed > away) {
            self.split(values, (objective.allowed - away) / kept, &mut services);
        }
        services.extend(cut.map(|away| partitioned(away, &states, &standing)));
        Chain {
            availability: known(kept * states.up.yes),
            unavailability: known(down),
            outage: known(outcome.outage.up.no + away * outcome.outage.up.yes),
            degraded: known(kept * states.degraded),
            bounds: self.known().then_some(Bounds {
                low: kept * (1.0 - range.high),
                high: kept * (1.0 - range.low),
                sharp: !self.shares_parts,
            }),
            latency,
            cut_sets: self.cut_sets(&room.q, down).filter(|_| complete),
            services,
        }
    }

    /// Fills in what each service would need of a budget split in proportion, and as cheaply as nines
    /// are sold; domains stay as they are.
    fn split(&self, values: &[f64], allowed: f64, services: &mut [ServiceShare]) {
        let Some(structure) = &self.frame.structure else {
            return;
        };
        let listed: Vec<(usize, &Listed)> = self
            .order
            .iter()
            .enumerate()
            .filter(|(_, listed)| !listed.domain)
            .collect();
        let mut room = self.room();
        self.fill(values, true, &mut room.q);
        let now: Vec<f64> = listed
            .iter()
            .map(|(_, listed)| self.written(listed, room.q[listed.variable as usize], values))
            .collect();
        let mut flow = Splitting {
            plan: self,
            structure,
            values,
            room,
            variables: listed
                .iter()
                .map(|(_, listed)| listed.variable as usize)
                .collect(),
        };
        let weighted = in_proportion(allowed, &now, &mut flow);
        let factor = self.nine_factor.max(2);
        let steepness = math::log10(f64::from(factor));
        let prices = listed.iter().zip(&now).map(|((_, listed), q)| {
            let price = listed.next_nine?.of(values);
            (price > 0.0 && *q > 0.0).then(|| price_of(price, *q, steepness))
        });
        let prices: Option<Vec<f64>> = prices.collect();
        let cheapest = prices.and_then(|prices| cheapest(allowed, &prices, steepness, &mut flow));
        for (place, (at, _)) in listed.iter().enumerate() {
            let needed = |split: &Option<Vec<f64>>| split.as_ref().map(|split| 1.0 - split[place]);
            services[*at].weighted = needed(&weighted);
            services[*at].cheapest = needed(&cheapest);
        }
    }

    /// The unavailability of a service as it is written, with the domains it includes.
    fn written(&self, listed: &Listed, q: f64, values: &[f64]) -> f64 {
        let source = self.sources[listed.variable as usize].as_ref();
        source.map_or(q, |source| source.written(q, values))
    }

    fn cut_sets(&self, q: &[f64], down: f64) -> Option<Vec<CutSetResult>> {
        let sets = self.frame.structure.as_ref()?.cuts(q)?;
        let result = |set: &CutSet| CutSetResult {
            parts: set.variables().iter().map(|at| self.part(*at)).collect(),
            probability: set.probability,
            share: if down > 0.0 {
                (set.probability / down).min(1.0)
            } else {
                0.0
            },
        };
        Some(sets.iter().map(result).collect())
    }

    /// What a variable is called where it takes the journey down.
    fn part(&self, variable: u32) -> String {
        let name = |wanted: &dyn Fn(&Listed) -> bool| {
            let listed = self.order.iter().find(|listed| wanted(listed));
            listed.map_or_else(String::new, |listed| listed.name.to_string())
        };
        let own = |at: &Listed| at.variable == variable;
        let calls = |at: &Listed| at.calls.contains(&variable);
        match self.frame.variables[variable as usize] {
            Variable::Service(_) | Variable::Domain(_) => name(&own),
            Variable::Call { .. } => format!("errors of {}", name(&calls)),
            Variable::Hit { .. } => format!("misses of {}", name(&calls)),
            Variable::Switch(_) => format!("failover of {}", name(&calls)),
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
            weighted: None,
            cheapest: None,
            p99: listed.p99,
            load: listed.load,
            histogram: listed.histogram.clone(),
            domain: listed.domain,
        }
    }

    /// The common unavailability of all services that meets `allowed`, where a share `away` of the
    /// requests is turned away.
    pub(crate) fn equal_split(&self, values: &[f64], allowed: f64, away: f64) -> Option<f64> {
        let structure = self.frame.structure.as_ref()?;
        let mut room = self.room();
        self.fill(values, true, &mut room.q);
        equal_split(allowed, |q| {
            let services = self.frame.variables.iter().zip(&self.sources);
            for (slot, (variable, source)) in room.q.iter_mut().zip(services) {
                if let (Variable::Service(_), Some(source)) = (variable, source) {
                    *slot = source.outside(q, values);
                }
            }
            let up = structure.evaluate(&room.q, &mut room.nodes).up;
            up.no + away * up.yes
        })
    }

    /// End-to-end latency, when every call has one; slow is what exceeds the target at `medians`.
    pub(crate) fn solve(&self, memory: &mut Memory, medians: &[f64]) -> Option<Result<Latency, String>> {
        let node = self.latency.as_ref()?;
        let Memory {
            solver, latencies, ..
        } = &mut *memory;
        let solved = latencies.or_make(node.clone(), |node| solve(node, solver));
        Some(solved.map(|latency| {
            let mut latency = (*latency).clone();
            let limit = self
                .latency_target
                .map_or(latency.p99, |(_, limit)| limit.of(medians));
            latency.tail_owners = self.tail_owners(node, limit, memory);
            latency.tail_over = (!latency.tail_owners.is_empty()).then_some(limit);
            latency
        }))
    }

    fn tail_owners(&self, node: &Node, limit: f64, memory: &mut Memory) -> Vec<TailOwner> {
        let mut services = Vec::new();
        node.each_call(&mut |call| {
            let same = |service: &&usize| {
                let own = self.called[**service].call.as_ref();
                own.is_some_and(|own| Arc::ptr_eq(own, call))
            };
            services.extend(self.callees.iter().find(same).copied());
        });
        let mut named: Vec<usize> = Vec::new();
        for service in &services {
            if !named.contains(service) {
                named.push(*service);
            }
        }
        let key = OwnersKey {
            node: node.clone(),
            services,
            limit,
        };
        let Memory { solver, owners, .. } = memory;
        let Ok(found) = owners.or_make(key, |key| {
            Ok::<_, Infallible>(solver.owners(&key.node, key.limit))
        });
        let shares = found.iter().flat_map(|found| &found.shares);
        let owners = named
            .into_iter()
            .zip(shares)
            .filter(|(_, (_, share))| *share > 0.0);
        let owners = owners.map(|(service, (_, share))| TailOwner {
            service: self
                .frame
                .service(service)
                .map_or_else(String::new, |at| self.part(at)),
            share: *share,
        });
        crate::order::sorted_by_key(owners.collect(), |owner| -owner.share)
    }

    /// Whether a request crosses the service `name`.
    pub(crate) fn crosses(&self, name: &str) -> bool {
        self.order.iter().any(|listed| &*listed.name == name)
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

/// A journey asked for one unavailability a service.
struct Splitting<'a> {
    plan: &'a JourneyPlan,
    structure: &'a Structure,
    values: &'a [f64],
    room: Room,
    variables: Vec<usize>,
}

impl split::Flow for Splitting<'_> {
    fn down(&mut self, q: &[f64]) -> f64 {
        for (variable, q) in self.variables.iter().zip(q) {
            if let Some(source) = &self.plan.sources[*variable] {
                self.room.q[*variable] = source.outside(*q, self.values);
            }
        }
        self.structure.evaluate(&self.room.q, &mut self.room.nodes).up.no
    }

    fn importance(&self) -> Vec<f64> {
        let all = self.structure.birnbaum(&self.room.nodes);
        self.variables.iter().map(|variable| all[*variable]).collect()
    }
}

/// Services that may lack what is asked for where nothing answers instead.
fn lost_misses(route: &Route, found: &mut Vec<usize>) {
    match route {
        Route::Call { service, hit, .. } => {
            if hit.is_some() && !found.contains(service) {
                found.push(*service);
            }
        }
        Route::Sequence(parts) | Route::All(parts) => parts.iter().for_each(|part| lost_misses(part, found)),
        Route::Repeat { copies, .. } => copies.iter().take(1).for_each(|copy| lost_misses(copy, found)),
        Route::Transaction(inner) | Route::Gate(inner) => lost_misses(inner, found),
        Route::Fallback(..) | Route::AtLeast(..) | Route::Optional(_) | Route::Shared(_) => {}
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
        tail_over: None,
        tail_owners: Vec::new(),
        curve: solved.curve,
    })
}

fn approximate(route: &Route) -> bool {
    match route {
        Route::Call { .. } | Route::Shared(_) => false,
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

/// What partitions bring in, listed as a common cause of everything.
fn partitioned(away: f64, states: &States, standing: &Standing) -> ServiceShare {
    let (up, total, complete) = (states.up.yes, standing.total, standing.complete);
    let required = standing
        .objective
        .filter(|_| complete)
        .and_then(|objective| required(objective.allowed, standing.down, away, up));
    ServiceShare {
        name: PARTITION.to_owned(),
        availability: Some(1.0 - away),
        unavailability: Some(away),
        downtime_share: complete.then(|| if total > 0.0 { away * up / total } else { 0.0 }),
        birnbaum: complete.then_some(up),
        required: required.map(|q| 1.0 - q),
        weighted: None,
        cheapest: None,
        guarantee: None,
        p99: None,
        load: None,
        histogram: None,
        domain: true,
    }
}

/// Whether every call of the flow has a latency, and every service an availability to weigh with.
fn timed(parts: &Parts) -> bool {
    if !parts.apart.is_empty() {
        return false;
    }
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
        Variable::Hit { service, .. } => parts.services[service].hits.map(Source::Miss),
        Variable::Switch(service) => parts.services[service].switch.clone(),
    }
}

fn repair(variable: Variable, parts: &Parts) -> Option<f64> {
    match variable {
        Variable::Service(service) => parts.services[service].mttr,
        Variable::Domain(domain) => parts.domains[domain].mttr,
        Variable::Call { .. } | Variable::Hit { .. } | Variable::Switch(_) => None,
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

/// Requests a call sends, where its policy may send more than one.
fn load(service: &ServicePlan) -> Option<f64> {
    let call = service.call.as_ref()?;
    (call.retries > 0 || call.hedge.is_some()).then(|| call.load())
}

fn called(service: &ServicePlan) -> Called {
    Called {
        timing: Arc::clone(&service.timing),
        call: service.call.clone(),
    }
}

/// The services a route calls, each as often as it does.
fn callees(frame: &Frame) -> Vec<usize> {
    let mut found = Vec::new();
    frame.services(&mut |service| found.push(service));
    found
}

fn listed(frame: &Frame, parts: &Parts) -> Vec<Listed> {
    let mut calls: Vec<Vec<u32>> = vec![Vec::new(); parts.services.len()];
    for (at, variable) in (0..).zip(&frame.variables) {
        if let Variable::Call { service, .. } | Variable::Hit { service, .. } | Variable::Switch(service) =
            variable
        {
            calls[*service].push(at);
        }
    }
    let mut order: Vec<Listed> = Vec::new();
    let mut met = vec![false; parts.services.len()];
    frame.services(&mut |service| {
        if std::mem::replace(&mut met[service], true) {
            return;
        }
        if let Some(variable) = frame.service(service) {
            order.push(Listed {
                name: Arc::clone(&parts.services[service].name),
                variable,
                calls: std::mem::take(&mut calls[service]),
                p99: parts.services[service].p99,
                load: load(&parts.services[service]),
                histogram: parts.services[service].histogram.clone(),
                next_nine: parts.services[service].next_nine,
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
                load: None,
                guarantee: None,
                histogram: None,
                next_nine: None,
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
