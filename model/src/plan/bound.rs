//! A route's availability in bounds, with nothing known about dependence.

use super::route::Route;
use crate::availability::bounds::Range;

/// Bounds of a route; `needs` are the variables each service needs, `q` every variable's
/// unavailability.
pub(crate) fn bounds(route: &Route, needs: &[Vec<u32>], q: &[f64]) -> Range {
    let list = |parts: &[Route]| -> Vec<Range> { parts.iter().map(|part| bounds(part, needs, q)).collect() };
    match route {
        Route::Call { service, variable } => {
            let parts = needs[*service]
                .iter()
                .chain(variable)
                .map(|at| Range::exact(q[*at as usize]));
            Range::all(&parts.collect::<Vec<_>>())
        }
        Route::Sequence(parts) | Route::All(parts) => Range::all(&list(parts)),
        Route::Repeat { copies, .. } => Range::all(&list(copies)),
        Route::AtLeast(k, parts) => Range::at_least(*k, &list(parts)),
        Route::Fallback(first, second) => {
            Range::at_least(1, &[bounds(first, needs, q), bounds(second, needs, q)])
        }
        Route::Optional(_) => Range::exact(0.0),
        Route::Transaction(inner) | Route::Gate(inner) => bounds(inner, needs, q),
    }
}
