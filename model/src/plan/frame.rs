//! What a journey's flow alone decides: its route, its structure function, the questions its
//! latency asks.

use super::route::{Route, Router, ServiceFacts, Variable};
use super::structure::{Builder, Structure};
use super::waits::Questions;
use crate::availability::diagram::TooLarge;
use crate::flow::Flow;
use std::sync::Arc;

/// Most steps of programs that are kept for the next text.
const LARGE: usize = 50_000;

/// What a [`Frame`] depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FrameKey {
    pub(crate) flow: Arc<Flow>,
    pub(crate) facts: Arc<[ServiceFacts]>,
    pub(crate) domains: usize,
    /// Whether a latency expression will be written.
    pub(crate) timed: bool,
}

/// A flow compiled as far as no value is needed.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) route: Route,
    pub(crate) structure: Structure,
    /// For each service: the variables that must all be up for it (itself, its domains).
    pub(crate) needs: Vec<Vec<u32>>,
    service_variable: Vec<Option<u32>>,
    domain_variable: Vec<Option<u32>>,
    /// The weights of the latency expression's choices; none asked when there is no choice.
    pub(crate) questions: Questions,
    /// Steps of work its diagram took.
    pub(crate) work: usize,
}

impl Frame {
    /// Compiles a flow.
    ///
    /// # Errors
    /// When its diagram takes more than `limit` steps of work.
    pub(crate) fn new(key: &FrameKey, limit: usize) -> Result<Self, TooLarge> {
        let mut router = Router::new(&key.facts, key.domains);
        let route = router.route(&key.flow).ok_or(TooLarge)?;
        let needs: Vec<Vec<u32>> = (0..key.facts.len())
            .map(|service| needs(service, &key.facts, &router))
            .collect();
        let mut builder = Builder::new(&needs, limit);
        let structure = Structure::new(&mut builder, &route, router.variables.clone())?;
        let questions = if key.timed && route.has_choice() {
            Questions::of(&route, &mut builder)?
        } else {
            Questions::default()
        };
        Ok(Self {
            service_variable: (0..key.facts.len())
                .map(|service| router.service(service))
                .collect(),
            domain_variable: (0..key.domains).map(|domain| router.domain(domain)).collect(),
            structure,
            work: builder.diagram.work(),
            questions,
            needs,
            route,
        })
    }

    /// Whether keeping it for the next text would take too much room.
    pub(crate) fn is_large(&self) -> bool {
        self.structure.size() + self.questions.size() > LARGE
    }

    /// The variable of a service, when the flow calls it.
    pub(crate) fn service(&self, service: usize) -> Option<u32> {
        self.service_variable[service]
    }

    /// The variable of a domain, when the flow calls a member.
    pub(crate) fn domain(&self, domain: usize) -> Option<u32> {
        self.domain_variable[domain]
    }

    /// What the variables stand for.
    pub(crate) fn variables(&self) -> &[Variable] {
        &self.structure.variables
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
