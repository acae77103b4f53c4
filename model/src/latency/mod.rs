//! How long a request takes, and how that varies.
//!
//! What it computes: the latency distribution of a flow of calls: percentiles,
//! mean and a curve to draw, from the laws of its calls and their timeouts,
//! retries and hedges.
//!
//! Why it matters: p99s do not add. A chain planned by summing them is planned
//! for a day on which everything is slow at once; a quorum planned by its
//! slowest member waits for nobody.
//!
//! Formula: a sequence adds independent times (convolved numerically), `all`
//! takes the slowest, `k of n` the k-th fastest success, a fallback is a
//! mixture, an optional part is cut at its limit. Each file states its own.
//! The latency is that of requests that succeed. Calls are taken to be
//! independent, also two calls of one service.
//!
//! Example:
//! ```
//! # use quorate_model::latency::{Call, Law, LatencyError, Node, Solver};
//! # use std::sync::Arc;
//! let law = Law::from_p50_p99(0.010, 0.100)?;
//! let call = Node::Call(Arc::new(Call::new(law)));
//! let twice = Solver::new().solve(&Node::Repeat(2, Box::new(call)))?;
//! assert!((twice.p99 / 0.146_640 - 1.0).abs() < 5e-4);
//! assert!((twice.sum_of_p99 - 0.200).abs() < 1e-9);
//! # Ok::<(), LatencyError>(())
//! ```
//!
//! References: J. Dean and L. A. Barroso, "The Tail at Scale", CACM 56(2)
//! (2013); R. Grübel and R. Hermesmeier, "Computation of Compound
//! Distributions I", ASTIN Bulletin 29 (1999).

mod attempt;
mod cache;
mod call;
mod curve;
mod drawn;
mod error;
mod fourier;
mod key;
mod lattice;
mod law;
mod moments;
mod node;
mod order;
mod owners;
mod shape;
mod solver;
mod sum;
mod terms;

#[cfg(test)]
mod tests;

pub use call::Call;
pub use error::{
    DEEPEST, LONGEST, LatencyError, MOST_CALLS, MOST_REPEATS, MOST_RETRIES, SHORTEST_MEDIAN, WIDEST_SIGMA,
};
pub use law::Law;
pub use moments::{Lognormal, Moments, kth};
pub use node::{Node, UpSets};
pub use owners::Owners;
pub use solver::{Solved, Solver};
