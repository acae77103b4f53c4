//! A flow compiled: services by number, every call that can fail on its own as its own variable.

use super::gather::SubFlow;
use crate::flow::Flow;
use crate::names::Names;
use std::sync::Arc;

/// A flow with services as numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Route {
    /// One call of a service; `variable` is its transient failure and `hit` that it has what is asked
    /// for, where there are such.
    Call {
        service: usize,
        variable: Option<u32>,
        hit: Option<u32>,
    },
    /// A sub-flow kept apart, by number.
    Shared(usize),
    Sequence(Vec<Route>),
    All(Vec<Route>),
    AtLeast(usize, Vec<Route>),
    Fallback(Box<Route>, Box<Route>),
    Optional(Box<Route>),
    /// Repeated for latency; for availability `copies` are all needed (one, when calls cannot fail
    /// on their own or the repetition is folded into their variables).
    Repeat {
        times: u32,
        copies: Vec<Route>,
    },
    Transaction(Box<Route>),
    Gate(Box<Route>),
}

/// What a variable of the diagram stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Variable {
    /// A service is up.
    Service(usize),
    /// A domain is up.
    Domain(usize),
    /// One call (or so many in a row) meets no transient failure.
    Call { service: usize, times: u32 },
    /// A cache has what one call (or so many in a row) asks for.
    Hit { service: usize, times: u32 },
    /// When a service is down, its fallback takes over.
    Switch(usize),
}

impl Variable {
    /// Whether it strikes a request and not a time.
    pub(crate) fn is_per_request(self) -> bool {
        matches!(self, Variable::Call { .. } | Variable::Hit { .. })
    }
}

/// What the router needs to know of a service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServiceFacts {
    pub(crate) name: Arc<str>,
    /// Domains it lies in, by number.
    pub(crate) domains: Vec<usize>,
    /// Whether its calls can fail without an outage.
    pub(crate) fails: bool,
    /// Whether it is a cache that may lack what is asked for.
    pub(crate) hits: bool,
    /// Whether a fallback may fail to take over from it.
    pub(crate) switches: bool,
}

/// Most variables a diagram may have.
pub(crate) const MAX_VARIABLES: usize = 5_000;

/// Numbers services, domains and calls in order of first appearance.
pub(crate) struct Router<'a> {
    facts: &'a [ServiceFacts],
    /// Services by name.
    numbers: Names<'a>,
    /// Variables so far.
    pub(crate) variables: Vec<Variable>,
    service_variable: Vec<Option<u32>>,
    domain_variable: Vec<Option<u32>>,
    switch_variable: Vec<Option<u32>>,
    /// Sub-flows kept apart, by name.
    apart: Names<'a>,
}

impl<'a> Router<'a> {
    /// `apart` are the sub-flows that are not written out.
    pub(crate) fn new(facts: &'a [ServiceFacts], domains: usize, apart: &'a [SubFlow]) -> Self {
        Self {
            facts,
            apart: apart.iter().map(|part| &*part.name).collect(),
            switch_variable: vec![None; facts.len()],
            numbers: facts.iter().map(|fact| &*fact.name).collect(),
            variables: Vec::new(),
            service_variable: vec![None; facts.len()],
            domain_variable: vec![None; domains],
        }
    }

    /// The route of an expanded flow; `None` when it needs too many variables.
    pub(crate) fn route(&mut self, flow: &Flow) -> Option<Route> {
        let route = self.walk(flow, 1)?;
        (self.variables.len() <= MAX_VARIABLES).then_some(route)
    }

    /// The variable of a service that was routed.
    pub(crate) fn service(&self, service: usize) -> Option<u32> {
        self.service_variable[service]
    }

    /// For each service the variable that says whether its fallback takes over.
    pub(crate) fn switches(&self) -> Vec<Option<u32>> {
        self.switch_variable.clone()
    }

    /// The variable of a domain that was routed.
    pub(crate) fn domain(&self, domain: usize) -> Option<u32> {
        self.domain_variable[domain]
    }

    fn walk(&mut self, flow: &Flow, times: u32) -> Option<Route> {
        if self.variables.len() > MAX_VARIABLES {
            return None;
        }
        let list = |this: &mut Self, parts: &[Flow]| -> Option<Vec<Route>> {
            parts.iter().map(|part| this.walk(part, times)).collect()
        };
        let one = |this: &mut Self, part: &Flow| this.walk(part, times).map(Box::new);
        Some(match flow {
            Flow::Name(name) => self.call(name, times)?,
            Flow::Sequence(parts) => Route::Sequence(list(self, parts)?),
            Flow::All(parts) => Route::All(list(self, parts)?),
            Flow::Any(parts) => Route::AtLeast(1, list(self, parts)?),
            Flow::Quorum(k, parts) => Route::AtLeast(*k, list(self, parts)?),
            Flow::Fallback(first, second) => {
                let first = one(self, first)?;
                self.switch(&first);
                Route::Fallback(first, one(self, second)?)
            }
            Flow::Optional(inner) => Route::Optional(one(self, inner)?),
            Flow::Transaction(inner) => Route::Transaction(one(self, inner)?),
            Flow::Gate(inner) => Route::Gate(one(self, inner)?),
            Flow::Repeat(n, inner) => self.repeat(*n, inner, times)?,
        })
    }

    /// Calls that are all needed fold their repetitions into one variable; where there is a choice
    /// (`any`, `??`, …) each repetition chooses anew and has variables of its own.
    fn repeat(&mut self, n: u32, inner: &Flow, times: u32) -> Option<Route> {
        if all_needed(inner) {
            let folded = self.walk(inner, times.saturating_mul(n))?;
            return Some(Route::Repeat {
                times: n,
                copies: vec![folded],
            });
        }
        let count = if self.can_fail(inner) { n } else { 1 };
        let copies: Option<Vec<Route>> = (0..count).map(|_| self.walk(inner, times)).collect();
        Some(Route::Repeat {
            times: n,
            copies: copies?,
        })
    }

    fn can_fail(&self, flow: &Flow) -> bool {
        let mut found = false;
        flow.names(&mut |name| {
            let fact = self.numbers.get(name).map(|at| &self.facts[at]);
            found |= fact.is_some_and(|fact| fact.fails || fact.hits);
        });
        found
    }

    fn call(&mut self, name: &str, times: u32) -> Option<Route> {
        let Some(service) = self.numbers.get(name) else {
            return self.apart.get(name).map(Route::Shared);
        };
        let fact = &self.facts[service];
        for domain in &fact.domains {
            if self.domain_variable[*domain].is_none() {
                self.domain_variable[*domain] = Some(self.add(Variable::Domain(*domain)));
            }
        }
        if self.service_variable[service].is_none() {
            self.service_variable[service] = Some(self.add(Variable::Service(service)));
        }
        let variable = fact.fails.then(|| self.add(Variable::Call { service, times }));
        let hit = fact.hits.then(|| self.add(Variable::Hit { service, times }));
        Some(Route::Call {
            service,
            variable,
            hit,
        })
    }

    /// Whether a fallback takes over is one question for each service it stands in for.
    fn switch(&mut self, first: &Route) {
        let facts = self.facts;
        first.services(&mut |service| {
            if facts[service].switches && self.switch_variable[service].is_none() {
                self.switch_variable[service] = Some(self.add(Variable::Switch(service)));
            }
        });
    }

    fn add(&mut self, variable: Variable) -> u32 {
        self.variables.push(variable);
        u32::try_from(self.variables.len() - 1).unwrap_or(u32::MAX)
    }
}

fn all_needed(flow: &Flow) -> bool {
    match flow {
        Flow::Name(_) => true,
        Flow::Any(_) | Flow::Quorum(..) | Flow::Fallback(..) | Flow::Optional(_) => false,
        other => other.parts().iter().all(all_needed),
    }
}

impl Route {
    /// Calls `visit` with the number of every service called, repeats included.
    pub(crate) fn services(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Route::Call { service, .. } => visit(*service),
            Route::Shared(_) => {}
            Route::Sequence(parts) | Route::All(parts) | Route::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.services(visit));
            }
            Route::Fallback(first, second) => {
                first.services(visit);
                second.services(visit);
            }
            Route::Repeat { copies, .. } => copies.iter().take(1).for_each(|copy| copy.services(visit)),
            Route::Optional(inner) | Route::Transaction(inner) | Route::Gate(inner) => inner.services(visit),
        }
    }

    /// Whether anything in it is chosen by what is up.
    pub(crate) fn has_choice(&self) -> bool {
        match self {
            Route::Call { .. } => false,
            Route::Sequence(parts) | Route::All(parts) => parts.iter().any(Route::has_choice),
            Route::AtLeast(..) | Route::Fallback(..) | Route::Optional(_) | Route::Shared(_) => true,
            Route::Repeat { copies, .. } => copies.iter().any(Route::has_choice),
            Route::Transaction(inner) | Route::Gate(inner) => inner.has_choice(),
        }
    }

    /// Whether a call in it may lack what is asked for.
    pub(crate) fn may_miss(&self) -> bool {
        match self {
            Route::Call { hit, .. } => hit.is_some(),
            Route::Shared(_) => false,
            Route::Sequence(parts) | Route::All(parts) | Route::AtLeast(_, parts) => {
                parts.iter().any(Route::may_miss)
            }
            Route::Fallback(first, second) => first.may_miss() || second.may_miss(),
            Route::Repeat { copies, .. } => copies.iter().any(Route::may_miss),
            Route::Optional(inner) | Route::Transaction(inner) | Route::Gate(inner) => inner.may_miss(),
        }
    }
}
