//! A route's availability in bounds, with nothing known about dependence.

use super::frame::Frame;
use super::route::Route;
use crate::availability::bounds::Range;

/// Bounds of a frame's route; `q` is every variable's unavailability.
pub(crate) fn bounds(frame: &Frame, q: &[f64]) -> Range {
    let mut bounding = Bounding {
        frame,
        q,
        shared: Vec::with_capacity(frame.shared.len()),
    };
    for part in &frame.shared {
        let range = bounding.of(part);
        bounding.shared.push(range);
    }
    bounding.of(&frame.route)
}

struct Bounding<'a> {
    frame: &'a Frame,
    q: &'a [f64],
    /// Of the sub-flows kept apart, as far as they are known.
    shared: Vec<Range>,
}

impl Bounding<'_> {
    fn of(&self, route: &Route) -> Range {
        match route {
            Route::Call {
                service,
                variable,
                hit,
            } => {
                let needs = self.frame.needs[*service].iter();
                let parts = needs.chain(variable).chain(hit);
                Range::all(&parts.map(|at| self.variable(*at)).collect::<Vec<_>>())
            }
            Route::Shared(at) => self.shared.get(*at).copied().unwrap_or(Range::exact(0.0)),
            Route::Sequence(parts) | Route::All(parts) => Range::all(&self.list(parts)),
            Route::Repeat { copies, .. } => Range::all(&self.list(copies)),
            Route::AtLeast(k, parts) => Range::at_least(*k, &self.list(parts)),
            Route::Fallback(first, second) => self.fallback(first, second),
            Route::Optional(_) => Range::exact(0.0),
            Route::Transaction(inner) | Route::Gate(inner) => self.of(inner),
        }
    }

    fn list(&self, parts: &[Route]) -> Vec<Range> {
        parts.iter().map(|part| self.of(part)).collect()
    }

    fn variable(&self, at: u32) -> Range {
        Range::exact(self.q[at as usize])
    }

    /// At best every switch works; at worst it fails whenever it is needed.
    fn fallback(&self, first: &Route, second: &Route) -> Range {
        let (first_range, second) = (self.of(first), self.of(second));
        let mut switched = vec![second];
        first.services(&mut |service| {
            switched.extend(self.frame.switches[service].map(|at| self.variable(at)));
        });
        Range {
            low: Range::at_least(1, &[first_range, second]).low,
            high: Range::at_least(1, &[first_range, Range::all(&switched)]).high,
        }
    }
}
