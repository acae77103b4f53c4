//! What a journey's flow alone decides: its route, its structure function, the questions its
//! latency asks.

use super::gather::SubFlow;
use super::needed::needed;
use super::route::{Route, Router, ServiceFacts, Variable};
use super::structure::{Builder, Structure, Wiring};
use super::waits::Questions;
use crate::availability::diagram::{MAX_WORK, TooLarge};
use crate::flow::Flow;
use std::sync::Arc;

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
    /// The weights of the latency expression's choices: nothing asked where there are none, absent when
    /// no diagram of them stayed within its limit.
    pub(crate) questions: Option<Questions>,
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
            questions: Some(Questions::default()),
            work: 0,
            shared,
            route,
        };
        if !key.exhausted {
            frame.build(key.timed);
        }
        Ok(frame)
    }

    /// Builds the diagrams, of the structure first.
    fn build(&mut self, timed: bool) {
        let needed = needed(&self.route, &self.shared, &self.needs, self.variables.len());
        let wiring = Wiring {
            needs: &self.needs,
            switches: &self.switches,
            shared: &self.shared,
            needed: &needed,
        };
        let mut builder = Builder::new(wiring);
        (self.structure, self.work) = Structure::new(&mut builder, &self.route, MAX_WORK);
        if timed && self.route.has_choice() && self.structure.is_some() {
            let (questions, work) = Questions::of(&self.route, &mut builder, MAX_WORK - self.work);
            self.questions = questions;
            self.work += work;
        }
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
