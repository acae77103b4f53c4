//! The structure function of a route: up, full, degraded.

use super::route::Route;
use crate::availability::compile::compile;
use crate::availability::cuts::CutSet;
use crate::availability::diagram::TooLarge;
use crate::availability::gates::{Gates, Wire};
use crate::availability::program::{Both, Program};
use litemap::LiteMap;

/// What a request is asked: whether it is answered, or answered in full, with misses counted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    full: bool,
    /// Whether every cache has what is asked for.
    hits: bool,
}

/// Whether a request gets an answer.
const UP: Asked = Asked {
    full: false,
    hits: false,
};
/// Whether it gets the full one: no fallback used, nothing optional missing.
const FULL: Asked = Asked {
    full: true,
    hits: false,
};

/// Writes functions of a route as gates.
pub(crate) struct Builder<'a> {
    pub(crate) gates: Gates,
    wiring: Wiring<'a>,
    /// Sub-flows kept apart that were written already.
    known: LiteMap<(usize, Asked), Wire>,
    /// Services that were written already, where all their calls are alike.
    services: Vec<Option<Wire>>,
}

/// What the functions of a route are made of.
#[derive(Clone, Copy)]
pub(crate) struct Wiring<'a> {
    /// For each service: the variables that must all be up for it (itself, its domains).
    pub(crate) needs: &'a [Vec<u32>],
    /// For each service: whether its fallback takes over.
    pub(crate) switches: &'a [Option<u32>],
    /// Sub-flows kept apart, each after those it names.
    pub(crate) shared: &'a [Route],
    /// For each variable whether the whole route needs it: then it counts as up everywhere inside, and
    /// once for the whole.
    pub(crate) needed: &'a [bool],
}

impl<'a> Builder<'a> {
    pub(crate) fn new(wiring: Wiring<'a>) -> Self {
        Self {
            gates: Gates::default(),
            wiring,
            known: LiteMap::new_vec(),
            services: vec![None; wiring.needs.len()],
        }
    }

    /// What must be true for a request that takes the whole route to get an answer.
    pub(crate) fn whole(&mut self, route: &Route) -> Vec<Wire> {
        let inside = self.up(route);
        let needed = (0..).zip(self.wiring.needed).filter(|(_, needed)| **needed);
        let needed = needed
            .map(|(variable, _)| self.gates.variable(variable))
            .collect();
        vec![self.gates.all(needed), inside]
    }

    /// Whether a part of the route gets an answer, everything up that the whole needs.
    pub(crate) fn up(&mut self, route: &Route) -> Wire {
        self.write(route, UP)
    }

    /// Whether it would get an answer if every cache had what is asked for.
    pub(crate) fn up_with_hits(&mut self, route: &Route) -> Wire {
        self.write(route, Asked { hits: true, ..UP })
    }

    fn write(&mut self, route: &Route, asked: Asked) -> Wire {
        match route {
            Route::Call {
                service,
                variable,
                hit,
            } => self.call(
                *service,
                variable.iter().chain(hit.iter().filter(|_| !asked.hits)),
            ),
            Route::Shared(at) => self.shared(*at, asked),
            Route::Sequence(parts) | Route::All(parts) | Route::Repeat { copies: parts, .. } => {
                let parts = self.list(parts, asked);
                self.gates.all(parts)
            }
            Route::AtLeast(k, parts) => {
                let parts = self.list(parts, asked);
                self.gates.at_least(*k, parts)
            }
            Route::Fallback(first, second) if asked.full => self.full_fallback(first, second, asked),
            Route::Fallback(first, second) => {
                let (a, b) = (self.write(first, asked), self.write(second, asked));
                let b = self.switched(first, b);
                self.gates.any(vec![a, b])
            }
            Route::Optional(inner) if asked.full => self.write(inner, asked),
            Route::Optional(_) => Wire::TRUE,
            Route::Transaction(inner) | Route::Gate(inner) => self.write(inner, asked),
        }
    }

    /// Writes the sub-flows kept apart one after the other, so that none is written inside another.
    fn write_shared(&mut self) {
        for asked in [UP, FULL] {
            for at in 0..self.wiring.shared.len() {
                self.shared(at, asked);
            }
        }
    }

    fn shared(&mut self, at: usize, asked: Asked) -> Wire {
        if let Some(known) = self.known.get(&(at, asked)) {
            return *known;
        }
        let written = self.write(&self.wiring.shared[at], asked);
        self.known.insert((at, asked), written);
        written
    }

    /// What answers a miss is no stand-in: the answer is full while the cache itself is up.
    fn full_fallback(&mut self, first: &Route, second: &Route, asked: Asked) -> Wire {
        let a = self.write(first, asked);
        if asked.hits || !first.may_miss() {
            return a;
        }
        let b = self.write(second, asked);
        let present = self.write(first, Asked { hits: true, ..asked });
        let either = self.gates.any(vec![a, b]);
        self.gates.all(vec![present, either])
    }

    /// `second` where it has taken over from every service of `first` that is down.
    fn switched(&mut self, first: &Route, second: Wire) -> Wire {
        let mut switches: Vec<(usize, u32)> = Vec::new();
        first.services(&mut |service| {
            let known = self.wiring.switches[service].map(|switch| (service, switch));
            switches.extend(known.filter(|known| !switches.contains(known)));
        });
        let mut parts = vec![second];
        for (service, switch) in switches {
            let up = self.call(service, [].iter());
            let switch = self.variable(switch);
            parts.push(self.gates.any(vec![up, switch]));
        }
        self.gates.all(parts)
    }

    fn list(&mut self, parts: &[Route], asked: Asked) -> Vec<Wire> {
        parts.iter().map(|part| self.write(part, asked)).collect()
    }

    fn call<'v>(&mut self, service: usize, more: impl Iterator<Item = &'v u32>) -> Wire {
        let own = self.service(service);
        let more = more.map(|variable| self.variable(*variable));
        let parts = [own].into_iter().chain(more).collect();
        self.gates.all(parts)
    }

    /// Whether a service is up, with all it lies in.
    fn service(&mut self, service: usize) -> Wire {
        if let Some(known) = self.services[service] {
            return known;
        }
        let needs = self.wiring.needs[service].iter();
        let parts = needs.map(|variable| self.variable(*variable)).collect();
        let written = self.gates.all(parts);
        self.services[service] = Some(written);
        written
    }

    fn variable(&mut self, variable: u32) -> Wire {
        match self.wiring.needed[variable as usize] {
            true => Wire::TRUE,
            false => self.gates.variable(variable),
        }
    }

    /// The program for `roots` by variable, and the steps of work it took.
    pub(crate) fn program(&self, roots: &[Wire], limit: usize) -> (Result<Program, TooLarge>, usize) {
        compile(&self.gates, roots, self.wiring.needed.len(), limit)
    }
}

/// The structure function, ready to be evaluated again and again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Structure {
    program: Program,
}

/// What a structure says for one set of unavailabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct States {
    /// Success and failure.
    pub(crate) up: Both,
    /// Probability of success, but not in full.
    pub(crate) degraded: f64,
}

/// Most steps of a program that is searched for cut sets.
const MOST_STEPS: usize = 30_000;
const ROOT_UP: usize = 0;
const ROOT_DEGRADED: usize = 1;

impl Structure {
    /// The structure of a route, and the steps of work it took.
    pub(crate) fn new(builder: &mut Builder, route: &Route, limit: usize) -> (Option<Self>, usize) {
        builder.write_shared();
        let mut whole = builder.whole(route);
        let up = builder.gates.all(whole.clone());
        whole.push(builder.write(route, FULL).opposite());
        let degraded = builder.gates.all(whole);
        let (program, work) = builder.program(&[up, degraded], limit);
        (program.ok().map(|program| Self { program }), work)
    }

    pub(crate) fn scratch(&self) -> Vec<Both> {
        self.program.scratch()
    }

    /// Evaluates without allocating.
    pub(crate) fn evaluate(&self, q: &[f64], scratch: &mut [Both]) -> States {
        self.program.run(q, scratch);
        States {
            up: self.program.root(ROOT_UP, scratch),
            degraded: self.program.root(ROOT_DEGRADED, scratch).yes,
        }
    }

    /// Birnbaum importance per variable, after [`Structure::evaluate`] with the same arguments.
    pub(crate) fn birnbaum(&self, scratch: &[Both]) -> Vec<f64> {
        self.program.birnbaum(ROOT_UP, scratch)
    }

    /// The most probable minimal cut sets, where the diagram is small enough to look.
    pub(crate) fn cuts(&self, q: &[f64]) -> Option<Vec<CutSet>> {
        self.program.cuts(ROOT_UP, q, MOST_STEPS)
    }
}
