//! The structure function of a route as a decision diagram: up, full, degraded.

use super::route::Route;
use crate::availability::cuts::CutSet;
use crate::availability::diagram::{Both, Diagram, Function, Program, TooLarge};
use litemap::LiteMap;

/// What a request is asked: whether it is answered, or answered in full, with misses counted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    full: bool,
    /// Whether every cache has what is asked for.
    hits: bool,
}

/// Builds functions of a route in one diagram.
pub(crate) struct Builder<'a> {
    pub(crate) diagram: Diagram,
    pub(crate) wiring: Wiring<'a>,
    /// Sub-flows kept apart that were built already.
    known: LiteMap<(usize, Asked), Function>,
    /// Services that were built already, where all their calls are alike.
    services: Vec<Option<Function>>,
}

/// What the functions of a route are made of.
#[derive(Clone, Copy)]
pub(crate) struct Wiring<'a> {
    /// For each service: the variables that must all be up for it (itself, its domains).
    pub(crate) needs: &'a [Vec<u32>],
    /// For each service: whether its fallback takes over.
    pub(crate) switches: &'a [Option<u32>],
    /// Sub-flows kept apart.
    pub(crate) shared: &'a [Route],
    /// The level each variable is decided at.
    pub(crate) levels: &'a [u32],
    /// For each variable whether the whole route needs it: then it counts as up everywhere inside, and
    /// once for the whole.
    pub(crate) needed: &'a [bool],
}

impl<'a> Builder<'a> {
    pub(crate) fn new(wiring: Wiring<'a>, limit: usize) -> Self {
        Self {
            diagram: Diagram::within(limit),
            wiring,
            known: LiteMap::new_vec(),
            services: vec![None; wiring.needs.len()],
        }
    }

    /// Whether a request that takes the whole route gets an answer.
    pub(crate) fn whole(&mut self, route: &Route) -> Result<Function, TooLarge> {
        let inside = self.up(route)?;
        let needed = (0..).zip(self.wiring.needed).filter(|(_, needed)| **needed);
        let mut levels: Vec<u32> = needed.map(|(at, _): (usize, _)| self.wiring.levels[at]).collect();
        crate::order::sort_whole(&mut levels);
        let mut below = levels.into_iter().rev();
        below.try_fold(inside, |rest, level| {
            let up = self.diagram.variable(level)?;
            self.diagram.and(up, rest)
        })
    }

    /// Whether a part of the route gets an answer, everything up that the whole needs.
    pub(crate) fn up(&mut self, route: &Route) -> Result<Function, TooLarge> {
        self.build(
            route,
            Asked {
                full: false,
                hits: false,
            },
        )
    }

    /// Whether it would get an answer if every cache had what is asked for.
    pub(crate) fn up_with_hits(&mut self, route: &Route) -> Result<Function, TooLarge> {
        self.build(
            route,
            Asked {
                full: false,
                hits: true,
            },
        )
    }

    /// Whether it gets the full one: no fallback used, nothing optional missing.
    pub(crate) fn full(&mut self, route: &Route) -> Result<Function, TooLarge> {
        self.build(
            route,
            Asked {
                full: true,
                hits: false,
            },
        )
    }

    fn build(&mut self, route: &Route, asked: Asked) -> Result<Function, TooLarge> {
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
            Route::Sequence(parts) | Route::All(parts) => self.all(parts, asked),
            Route::Repeat { copies, .. } => self.all(copies, asked),
            Route::AtLeast(k, parts) => {
                let parts = self.list(parts, asked)?;
                self.diagram.at_least(*k, &parts)
            }
            Route::Fallback(first, second) if asked.full => self.full_fallback(first, second, asked),
            Route::Fallback(first, second) => {
                let (a, b) = (self.build(first, asked)?, self.build(second, asked)?);
                let b = self.switched(first, b)?;
                self.diagram.or(a, b)
            }
            Route::Optional(inner) if asked.full => self.build(inner, asked),
            Route::Optional(_) => Ok(Function::TRUE),
            Route::Transaction(inner) | Route::Gate(inner) => self.build(inner, asked),
        }
    }

    /// Builds the sub-flows kept apart one after the other, so that none is built inside another.
    fn build_shared(&mut self) -> Result<(), TooLarge> {
        for full in [false, true] {
            for at in 0..self.wiring.shared.len() {
                self.shared(at, Asked { full, hits: false })?;
            }
        }
        Ok(())
    }

    fn shared(&mut self, at: usize, asked: Asked) -> Result<Function, TooLarge> {
        if let Some(known) = self.known.get(&(at, asked)) {
            return Ok(*known);
        }
        let built = self.build(&self.wiring.shared[at], asked)?;
        self.known.insert((at, asked), built);
        Ok(built)
    }

    /// What answers a miss is no stand-in: the answer is full while the cache itself is up.
    fn full_fallback(&mut self, first: &Route, second: &Route, asked: Asked) -> Result<Function, TooLarge> {
        let a = self.build(first, asked)?;
        if asked.hits || !first.may_miss() {
            return Ok(a);
        }
        let b = self.build(second, asked)?;
        let present = self.build(first, Asked { hits: true, ..asked })?;
        let either = self.diagram.or(a, b)?;
        self.diagram.and(present, either)
    }

    /// `second` where it has taken over from every service of `first` that is down.
    pub(crate) fn switched(&mut self, first: &Route, second: Function) -> Result<Function, TooLarge> {
        let mut switches: Vec<(usize, u32)> = Vec::new();
        first.services(&mut |service| {
            let known = self.wiring.switches[service].map(|switch| (service, switch));
            switches.extend(known.filter(|known| !switches.contains(known)));
        });
        switches
            .into_iter()
            .try_fold(second, |so_far, (service, switch)| {
                let up = self.call(service, [].iter())?;
                let switch = self.variable(switch)?;
                let fine = self.diagram.or(up, switch)?;
                self.diagram.and(so_far, fine)
            })
    }

    fn list(&mut self, parts: &[Route], asked: Asked) -> Result<Vec<Function>, TooLarge> {
        let mut built = Vec::with_capacity(parts.len());
        for part in parts {
            built.push(self.build(part, asked)?);
        }
        Ok(self.diagram.from_the_top(built))
    }

    /// From the back, so that each step meets a diagram that lies below it.
    fn all(&mut self, parts: &[Route], asked: Asked) -> Result<Function, TooLarge> {
        let parts = self.list(parts, asked)?;
        let mut back = parts.into_iter().rev();
        back.try_fold(Function::TRUE, |rest, part| self.diagram.and(part, rest))
    }

    fn call<'v>(
        &mut self,
        service: usize,
        more: impl Iterator<Item = &'v u32>,
    ) -> Result<Function, TooLarge> {
        let own = self.service(service)?;
        let mut more = more
            .filter(|variable| !self.wiring.needed[**variable as usize])
            .peekable();
        if more.peek().is_none() {
            return Ok(own);
        }
        let levels: Vec<u32> = more
            .map(|variable| self.wiring.levels[*variable as usize])
            .collect();
        let calls = self.all_up(levels)?;
        self.diagram.and(own, calls)
    }

    /// Whether a service is up, with all it lies in.
    fn service(&mut self, service: usize) -> Result<Function, TooLarge> {
        if let Some(known) = self.services[service] {
            return Ok(known);
        }
        let needs = self.wiring.needs[service].iter();
        let levels = needs
            .filter(|variable| !self.wiring.needed[**variable as usize])
            .map(|variable| self.wiring.levels[*variable as usize]);
        let built = self.all_up(levels.collect())?;
        self.services[service] = Some(built);
        Ok(built)
    }

    /// Whether the variables at these levels are all up.
    fn all_up(&mut self, mut levels: Vec<u32>) -> Result<Function, TooLarge> {
        crate::order::sort_whole(&mut levels);
        levels.iter().rev().try_fold(Function::TRUE, |rest, level| {
            let up = self.diagram.variable(*level)?;
            self.diagram.and(up, rest)
        })
    }

    fn variable(&mut self, variable: u32) -> Result<Function, TooLarge> {
        self.diagram.variable(self.wiring.levels[variable as usize])
    }

    /// The program for `roots`, by variable.
    pub(crate) fn program(&self, roots: &[Function]) -> Program {
        let mut variables = vec![0; self.wiring.levels.len()];
        for (variable, level) in (0..).zip(self.wiring.levels) {
            variables[*level as usize] = variable;
        }
        self.diagram.program(roots, &variables)
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
const UP: usize = 0;
const DEGRADED: usize = 1;

impl Structure {
    pub(crate) fn new(builder: &mut Builder, route: &Route) -> Result<Self, TooLarge> {
        builder.build_shared()?;
        let up = builder.whole(route)?;
        let full = builder.full(route)?;
        let degraded = builder.diagram.without(up, full)?;
        Ok(Self {
            program: builder.program(&[up, degraded]),
        })
    }

    pub(crate) fn scratch(&self) -> Vec<Both> {
        self.program.scratch()
    }

    /// Evaluates without allocating.
    pub(crate) fn evaluate(&self, q: &[f64], scratch: &mut [Both]) -> States {
        self.program.run(q, scratch);
        States {
            up: self.program.root(UP, scratch),
            degraded: self.program.root(DEGRADED, scratch).yes,
        }
    }

    /// Birnbaum importance per variable, after [`Structure::evaluate`] with the same arguments.
    pub(crate) fn birnbaum(&self, q: &[f64], scratch: &[Both]) -> Vec<f64> {
        self.program.birnbaum(UP, q, scratch)
    }

    /// The most probable minimal cut sets, where the diagram is small enough to look.
    pub(crate) fn cuts(&self, q: &[f64]) -> Option<Vec<CutSet>> {
        self.program.cuts(UP, q, MOST_STEPS)
    }
}
