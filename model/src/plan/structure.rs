//! The structure function of a route as a decision diagram: up, full, degraded.

use super::route::{Route, Variable};
use crate::availability::diagram::{Both, Diagram, Function, Program, TooLarge};

/// Builds functions of a route in one diagram.
pub(crate) struct Builder<'a> {
    pub(crate) diagram: Diagram,
    /// For each service: the variables that must all be up for it (itself, its domains).
    needs: &'a [Vec<u32>],
}

impl<'a> Builder<'a> {
    pub(crate) fn new(needs: &'a [Vec<u32>], limit: usize) -> Self {
        Self {
            diagram: Diagram::within(limit),
            needs,
        }
    }

    /// Whether a request gets an answer.
    pub(crate) fn up(&mut self, route: &Route) -> Result<Function, TooLarge> {
        self.build(route, false)
    }

    /// Whether it gets the full one: no fallback used, nothing optional missing.
    pub(crate) fn full(&mut self, route: &Route) -> Result<Function, TooLarge> {
        self.build(route, true)
    }

    fn build(&mut self, route: &Route, full: bool) -> Result<Function, TooLarge> {
        match route {
            Route::Call { service, variable } => self.call(*service, *variable),
            Route::Sequence(parts) | Route::All(parts) => self.all(parts, full),
            Route::Repeat { copies, .. } => self.all(copies, full),
            Route::AtLeast(k, parts) => {
                let parts: Result<Vec<Function>, TooLarge> =
                    parts.iter().map(|part| self.build(part, full)).collect();
                self.diagram.at_least(*k, &parts?)
            }
            Route::Fallback(first, _) if full => self.build(first, true),
            Route::Fallback(first, second) => {
                let (a, b) = (self.build(first, false)?, self.build(second, false)?);
                self.diagram.or(a, b)
            }
            Route::Optional(inner) if full => self.build(inner, true),
            Route::Optional(_) => Ok(Function::TRUE),
            Route::Transaction(inner) | Route::Gate(inner) => self.build(inner, full),
        }
    }

    /// From the back, so that each step meets a diagram that lies below it.
    fn all(&mut self, parts: &[Route], full: bool) -> Result<Function, TooLarge> {
        parts.iter().rev().try_fold(Function::TRUE, |rest, part| {
            let part = self.build(part, full)?;
            self.diagram.and(part, rest)
        })
    }

    fn call(&mut self, service: usize, variable: Option<u32>) -> Result<Function, TooLarge> {
        let mut variables = self.needs[service].clone();
        variables.extend(variable);
        crate::order::sort_whole(&mut variables);
        variables.iter().rev().try_fold(Function::TRUE, |rest, variable| {
            let up = self.diagram.variable(*variable)?;
            self.diagram.and(up, rest)
        })
    }
}

/// The structure function, ready to be evaluated again and again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Structure {
    pub(crate) variables: Vec<Variable>,
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

const UP: usize = 0;
const DEGRADED: usize = 1;

impl Structure {
    pub(crate) fn new(
        builder: &mut Builder,
        route: &Route,
        variables: Vec<Variable>,
    ) -> Result<Self, TooLarge> {
        let up = builder.up(route)?;
        let full = builder.full(route)?;
        let degraded = builder.diagram.without(up, full)?;
        Ok(Self {
            variables,
            program: builder.diagram.program(&[up, degraded]),
        })
    }

    /// Steps of its program.
    pub(crate) fn size(&self) -> usize {
        self.program.size()
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
}
