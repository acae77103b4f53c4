//! Whole flows: published values, closed forms, simulation, extremes, bad input.

mod closed_forms;
mod degenerate;
mod owners;
mod properties;
mod published;
mod simulated;

use std::sync::Arc;

use super::{Call, Law, Node, Solved, Solver, UpSets};

/// A call with this p50 and p99 in milliseconds.
fn call(p50: f64, p99: f64) -> Node {
    one(Call::new(law(p50, p99)))
}

/// A call as a flow.
fn one(call: Call) -> Node {
    Node::Call(Arc::new(call))
}

/// A lognormal with this p50 and p99 in milliseconds.
fn law(p50: f64, p99: f64) -> Law {
    Law::from_p50_p99(p50 / 1e3, p99 / 1e3).unwrap()
}

/// An exponential call with this mean in seconds.
fn exponential(mean: f64) -> Node {
    one(Call::new(Law::Exponential { mean }))
}

/// `k` answers of these branches, each up with the same availability.
fn quorum(k: usize, branches: Vec<Node>, available: f64) -> Node {
    let up = UpSets::Independent(vec![available; branches.len()]);
    Node::Kth { k, branches, up }
}

fn repeat(times: u32, node: Node) -> Node {
    Node::Repeat(times, Box::new(node))
}

fn solve(node: &Node) -> Solved {
    Solver::new().solve(node).unwrap()
}

fn assert_close(got: f64, expected: f64, tolerance: f64) {
    let off = got / expected - 1.0;
    assert!(off.abs() <= tolerance, "{got} instead of {expected}: {off:e}");
}

/// The percentiles with their tail probabilities.
fn percentiles(solved: &Solved) -> [(f64, f64); 4] {
    [
        (solved.p50, 0.5),
        (solved.p95, 0.05),
        (solved.p99, 0.01),
        (solved.p999, 0.001),
    ]
}

/// Checks that each percentile lies within a relative `tolerance` of the true
/// one, given `P(T > t)`.
fn assert_percentiles_of(solved: &Solved, survival: impl Fn(f64) -> f64, tolerance: f64) {
    for (t, tail) in percentiles(solved) {
        let (early, late) = (survival(t * (1.0 - tolerance)), survival(t * (1.0 + tolerance)));
        assert!(
            early >= tail && tail >= late,
            "P(T > {t}) should be {tail}, lies between {late} and {early}"
        );
    }
}
