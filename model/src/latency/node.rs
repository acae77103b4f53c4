//! How calls combine into the latency of a request.

use std::sync::Arc;

use super::call::Call;
use super::error::{DEEPEST, LatencyError, MOST_CALLS, MOST_REPEATS, check_probability, check_time};

/// A flow of calls, as latency sees it. Every call named twice draws its
/// latency anew: the draws are independent.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One call.
    Call(Arc<Call>),
    /// One after another: the sum. Empty: no time at all.
    Sequence(Vec<Node>),
    /// So many in a row, each drawn anew.
    Repeat(u32, Box<Node>),
    /// All at the same time, all needed: the slowest. Empty: no time at all.
    Slowest(Vec<Node>),
    /// All at the same time, `k` answers needed: the k-th fastest success,
    /// given that at least `k` branches are up. `any` is `k = 1`.
    Kth {
        /// Answers needed, from 1 to the number of branches.
        k: usize,
        /// What is asked at the same time.
        branches: Vec<Node>,
        /// Which branches are up, given that enough are.
        up: UpSets,
    },
    /// The primary, or after `detection` the fallback.
    Fallback {
        /// Asked first.
        primary: Box<Node>,
        /// Asked when the primary has failed.
        fallback: Box<Node>,
        /// Given success, the probability that the primary answered.
        primary_weight: f64,
        /// Seconds until the failure of the primary is known.
        detection: f64,
    },
    /// Nice to have: waits for it, but at most so long. While it is down the
    /// request waits the whole limit; without a limit an outage is taken to be
    /// refused at once and costs nothing.
    Optional {
        /// What would be nice to have.
        inner: Box<Node>,
        /// The longest wait in seconds, if there is a limit.
        waits_at_most: Option<f64>,
        /// Probability that it is up.
        available: f64,
    },
    /// A fixed time in seconds.
    Delay(f64),
}

/// Which branches of a quorum are up.
#[derive(Clone, Debug, PartialEq)]
pub enum UpSets {
    /// Each branch is up with its own probability, independently; the latency
    /// is that given at least `k` are.
    Independent(Vec<f64>),
    /// The sets of branches that may be up together, as a bit per branch, each
    /// with its probability given success; the probabilities sum to one.
    Explicit(Vec<(u64, f64)>),
}

impl Node {
    /// The calls one request makes at most, repetitions multiplied out.
    #[must_use]
    pub fn calls(&self) -> u64 {
        match self {
            Node::Call(_) => 1,
            Node::Delay(_) => 0,
            Node::Repeat(times, inner) => u64::from(*times).saturating_mul(inner.calls()),
            Node::Optional { inner, .. } => inner.calls(),
            Node::Fallback {
                primary, fallback, ..
            } => primary.calls().saturating_add(fallback.calls()),
            Node::Sequence(parts) | Node::Slowest(parts) => total_calls(parts),
            Node::Kth { branches, .. } => total_calls(branches),
        }
    }

    /// Calls `visit` with every call, in order, repetitions once.
    pub fn each_call<'a>(&'a self, visit: &mut dyn FnMut(&'a Arc<Call>)) {
        match self {
            Node::Call(call) => visit(call),
            Node::Delay(_) => {}
            Node::Sequence(parts) | Node::Slowest(parts) | Node::Kth { branches: parts, .. } => {
                parts.iter().for_each(|part| part.each_call(visit));
            }
            Node::Repeat(_, inner) | Node::Optional { inner, .. } => inner.each_call(visit),
            Node::Fallback {
                primary, fallback, ..
            } => {
                primary.each_call(visit);
                fallback.each_call(visit);
            }
        }
    }

    /// Whether every number in the flow is legal.
    ///
    /// # Errors
    /// The first one that is not, as a sentence.
    pub fn check(&self) -> Result<(), LatencyError> {
        self.check_at(0)?;
        let found = self.calls();
        if found > MOST_CALLS {
            return Err(LatencyError::TooMany {
                what: "calls in one request",
                found,
                limit: MOST_CALLS,
            });
        }
        Ok(())
    }

    fn check_at(&self, depth: usize) -> Result<(), LatencyError> {
        if depth > DEEPEST {
            return Err(LatencyError::TooDeep { limit: DEEPEST });
        }
        match self {
            Node::Call(call) => call.check(),
            Node::Delay(seconds) => check_time("delay", *seconds),
            Node::Sequence(parts) | Node::Slowest(parts) => check_all(parts, depth),
            Node::Repeat(times, inner) => {
                check_repeat(*times)?;
                inner.check_at(depth + 1)
            }
            Node::Kth { k, branches, up } => {
                check_quorum(*k, branches.len(), up)?;
                check_all(branches, depth)
            }
            Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            } => {
                check_probability("weight of the primary", *primary_weight)?;
                check_time("time to detect a failure", *detection)?;
                primary.check_at(depth + 1)?;
                fallback.check_at(depth + 1)
            }
            Node::Optional {
                inner,
                waits_at_most,
                available,
            } => {
                check_time("longest wait", waits_at_most.unwrap_or(0.0))?;
                check_probability("availability", *available)?;
                inner.check_at(depth + 1)
            }
        }
    }
}

fn total_calls(nodes: &[Node]) -> u64 {
    nodes
        .iter()
        .fold(0, |sum: u64, node| sum.saturating_add(node.calls()))
}

fn check_all(nodes: &[Node], depth: usize) -> Result<(), LatencyError> {
    nodes.iter().try_for_each(|node| node.check_at(depth + 1))
}

fn check_repeat(times: u32) -> Result<(), LatencyError> {
    if times <= MOST_REPEATS {
        return Ok(());
    }
    Err(LatencyError::TooMany {
        what: "repetitions",
        found: times.into(),
        limit: MOST_REPEATS.into(),
    })
}

fn check_quorum(k: usize, branches: usize, up: &UpSets) -> Result<(), LatencyError> {
    if k == 0 || k > branches {
        return Err(LatencyError::Quorum { k, branches });
    }
    match up {
        UpSets::Independent(availabilities) => check_independent(availabilities, k, branches),
        UpSets::Explicit(sets) => check_explicit(sets, k, branches),
    }
}

fn check_independent(given: &[f64], k: usize, branches: usize) -> Result<(), LatencyError> {
    if given.len() != branches {
        return Err(LatencyError::Availabilities {
            given: given.len(),
            branches,
        });
    }
    for value in given {
        check_probability("availability", *value)?;
    }
    if given.iter().filter(|value| **value > 0.0).count() < k {
        return Err(LatencyError::NeverUp { k });
    }
    Ok(())
}

fn check_explicit(sets: &[(u64, f64)], k: usize, branches: usize) -> Result<(), LatencyError> {
    if branches > 64 {
        return Err(LatencyError::TooMany {
            what: "branches of explicit up-sets",
            found: branches as u64,
            limit: 64,
        });
    }
    let mut sum = 0.0;
    for (mask, weight) in sets {
        check_probability("weight of an up-set", *weight)?;
        let beyond = branches < 64 && mask >> branches != 0;
        if beyond || (mask.count_ones() as usize) < k {
            return Err(LatencyError::UpSet {
                mask: *mask,
                k,
                branches,
            });
        }
        sum += weight;
    }
    if (sum - 1.0).abs() <= 1e-6 {
        Ok(())
    } else {
        Err(LatencyError::Weights { sum })
    }
}
