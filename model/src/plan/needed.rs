//! What a route cannot do without.
//!
//! # What it computes
//! The variables without which no request gets an answer.
//!
//! # Why it matters
//! f = x·f(x = 1) for each of them: inside the diagram they count as up, and a graph of hundreds of
//! services that are nearly all needed leaves a diagram of the few that are not.
//!
//! # Formula
//! Needed by all of them: by any part; by k of n parts: by more than n − k of them; by `a ?? b`: by
//! both; by what is optional: nothing.

use super::route::Route;

/// Which of so many variables the route needs.
pub(crate) fn needed(route: &Route, shared: &[Route], needs: &[Vec<u32>], variables: usize) -> Vec<bool> {
    let mut known: Vec<Vec<u32>> = Vec::with_capacity(shared.len());
    for part in shared {
        known.push(of(part, &known, needs));
    }
    let mut flags = vec![false; variables];
    of(route, &known, needs)
        .into_iter()
        .for_each(|variable| flags[variable as usize] = true);
    flags
}

/// Needed by the route, rising.
fn of(route: &Route, known: &[Vec<u32>], needs: &[Vec<u32>]) -> Vec<u32> {
    let list = |parts: &[Route], enough: usize| {
        let each: Vec<Vec<u32>> = parts.iter().map(|part| of(part, known, needs)).collect();
        in_at_least(enough, &each)
    };
    match route {
        Route::Call {
            service,
            variable,
            hit,
        } => {
            let mut all = needs[*service].clone();
            all.extend(variable.iter().chain(hit));
            crate::order::sort_whole(&mut all);
            all
        }
        Route::Shared(at) => known[*at].clone(),
        Route::Sequence(parts) | Route::All(parts) => list(parts, 1),
        Route::Repeat { copies, .. } => list(copies, 1),
        Route::AtLeast(k, parts) => list(parts, parts.len() + 1 - k),
        Route::Fallback(first, second) => {
            in_at_least(2, &[of(first, known, needs), of(second, known, needs)])
        }
        Route::Optional(_) => Vec::new(),
        Route::Transaction(inner) | Route::Gate(inner) => of(inner, known, needs),
    }
}

/// What stands in at least so many of the lists.
fn in_at_least(count: usize, lists: &[Vec<u32>]) -> Vec<u32> {
    let mut all: Vec<u64> = lists
        .iter()
        .flatten()
        .map(|variable| u64::from(*variable))
        .collect();
    quorate_lanes::sort(&mut all);
    let runs = all.chunk_by(|a, b| a == b).filter(|run| run.len() >= count);
    runs.filter_map(|run| u32::try_from(run[0]).ok()).collect()
}
