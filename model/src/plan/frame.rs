//! What a journey's flow alone decides: its route, its structure function, the questions its
//! latency asks.

use super::gather::SubFlow;
use super::needed::needed;
use super::ordering::orders;
use super::route::{Route, Router, ServiceFacts, Variable};
use super::structure::{Builder, Structure, Wiring};
use super::waits::Questions;
use crate::availability::diagram::{MAX_WORK, TooLarge};
use crate::flow::Flow;
use std::sync::Arc;

/// An order of the variables is first tried within this part of [`MAX_WORK`], to leave room for others.
const TRIAL: usize = 20;

/// What a [`Frame`] depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FrameKey {
    pub(crate) flow: Arc<Flow>,
    /// Sub-flows that are not written out.
    pub(crate) apart: Arc<[SubFlow]>,
    pub(crate) facts: Arc<[ServiceFacts]>,
    pub(crate) domains: usize,
    /// Whether a latency expression will be written.
    pub(crate) timed: bool,
    /// Whether the flows before it took all the work there is for diagrams.
    pub(crate) exhausted: bool,
}

/// A flow compiled as far as no value is needed.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) route: Route,
    /// Sub-flows kept apart, each after those it names.
    pub(crate) shared: Vec<Route>,
    /// What the variables stand for.
    pub(crate) variables: Vec<Variable>,
    /// Absent when no diagram stayed within its limit.
    pub(crate) structure: Option<Structure>,
    /// For each service: the variables that must all be up for it (itself, its domains).
    pub(crate) needs: Vec<Vec<u32>>,
    /// For each service: the variable that says whether its fallback takes over.
    pub(crate) switches: Vec<Option<u32>>,
    service_variable: Vec<Option<u32>>,
    domain_variable: Vec<Option<u32>>,
    /// The weights of the latency expression's choices; none asked when there is no choice.
    pub(crate) questions: Questions,
    /// Steps of work its diagrams took.
    pub(crate) work: usize,
}

impl Frame {
    /// Compiles a flow.
    ///
    /// # Errors
    /// When it has more parts than a diagram may have variables.
    pub(crate) fn new(key: &FrameKey) -> Result<Self, TooLarge> {
        let mut router = Router::new(&key.facts, key.domains, &key.apart);
        let shared = key.apart.iter().map(|part| router.route(&part.flow));
        let shared: Vec<Route> = shared.collect::<Option<_>>().ok_or(TooLarge)?;
        let route = router.route(&key.flow).ok_or(TooLarge)?;
        let services = 0..key.facts.len();
        let mut frame = Self {
            needs: services
                .clone()
                .map(|service| needs(service, &key.facts, &router))
                .collect(),
            switches: router.switches(),
            service_variable: services.map(|service| router.service(service)).collect(),
            domain_variable: (0..key.domains).map(|domain| router.domain(domain)).collect(),
            variables: router.variables,
            structure: None,
            questions: Questions::default(),
            work: 0,
            shared,
            route,
        };
        if !key.exhausted {
            frame.build(key.timed);
        }
        Ok(frame)
    }

    /// Builds the diagram: each order within a part of the limit, then the most promising within the
    /// rest.
    fn build(&mut self, timed: bool) {
        let needed = needed(&self.route, &self.shared, &self.needs, self.variables.len());
        let orders = orders(&self.route, &self.shared, &self.needs, &needed);
        let timed = timed && self.route.has_choice();
        for limit in [MAX_WORK / TRIAL, MAX_WORK] {
            for levels in &orders {
                let limit = limit.min(MAX_WORK - self.work);
                if self.attempt(levels, &needed, limit, timed) {
                    return;
                }
            }
        }
    }

    /// Whether the diagram of this order stays within the limit.
    fn attempt(&mut self, levels: &[u32], needed: &[bool], limit: usize, timed: bool) -> bool {
        let wiring = Wiring {
            needs: &self.needs,
            switches: &self.switches,
            shared: &self.shared,
            levels,
            needed,
        };
        let mut builder = Builder::new(wiring, limit);
        let structure = Structure::new(&mut builder, &self.route);
        let questions = match &structure {
            Ok(_) if timed => Questions::of(&self.route, &mut builder).unwrap_or_default(),
            _ => Questions::default(),
        };
        self.work += builder.diagram.work();
        self.structure = structure.ok();
        self.questions = questions;
        self.structure.is_some()
    }

    /// Calls `visit` with every service called, repeats included.
    pub(crate) fn services(&self, visit: &mut dyn FnMut(usize)) {
        self.shared.iter().for_each(|part| part.services(visit));
        self.route.services(visit);
    }

    /// The variable of a service, when the flow calls it.
    pub(crate) fn service(&self, service: usize) -> Option<u32> {
        self.service_variable[service]
    }

    /// The variable of a domain, when the flow calls a member.
    pub(crate) fn domain(&self, domain: usize) -> Option<u32> {
        self.domain_variable[domain]
    }
}

fn needs(service: usize, facts: &[ServiceFacts], router: &Router) -> Vec<u32> {
    let own = router.service(service);
    let domains = facts[service]
        .domains
        .iter()
        .filter_map(|domain| router.domain(*domain));
    own.into_iter()
        .chain(own.map(|_| domains).into_iter().flatten())
        .collect()
}
