//! What can be wrong with a latency, as sentences.

use thiserror::Error;

/// The longest time the calculator takes, in seconds (about 31 years).
pub const LONGEST: f64 = 1e9;
/// The shortest median a lognormal latency may have, in seconds.
pub const SHORTEST_MEDIAN: f64 = 1e-12;
/// The widest lognormal: σ = 12 puts the p99 a trillion times above the p50.
pub const WIDEST_SIGMA: f64 = 12.0;
/// The most retries one call may have.
pub const MOST_RETRIES: u32 = 10_000;
/// The most repetitions one `Repeat` may ask for.
pub const MOST_REPEATS: u32 = 10_000;
/// The most calls one request may make in all, repetitions multiplied out.
pub const MOST_CALLS: u64 = 1_000_000_000;
/// The deepest nesting of nodes.
pub const DEEPEST: usize = 256;

/// Why a latency cannot be computed. Each message says what was read and what
/// would be right.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LatencyError {
    /// A time that is negative, not a number, or beyond [`LONGEST`].
    #[error("the {what} is {seconds} s; a time is at least 0 and at most 1e9 s")]
    Time {
        /// Which quantity was read.
        what: &'static str,
        /// What was read, in seconds.
        seconds: f64,
    },
    /// A probability outside 0 to 1.
    #[error("the {what} is {value}; a probability lies between 0 and 1")]
    Probability {
        /// Which quantity was read.
        what: &'static str,
        /// What was read.
        value: f64,
    },
    /// The p99 lies below the p50.
    #[error("the p99 of {p99} s lies below the p50 of {p50} s; swap them, or give both the same value")]
    Order {
        /// The p50 read, in seconds.
        p50: f64,
        /// The p99 read, in seconds.
        p99: f64,
    },
    /// A median of zero beside a larger p99.
    #[error(
        "the p50 is {p50} s beside a p99 of {p99} s; a latency that varies needs a p50 of at least 1e-12 s"
    )]
    Median {
        /// The p50 read, in seconds.
        p50: f64,
        /// The p99 read, in seconds.
        p99: f64,
    },
    /// A lognormal with a negative, unbounded or absurd spread.
    #[error(
        "the spread σ of a lognormal latency is {sigma}; it lies between 0 and 12 (a p99 up to 1e12 times the p50)"
    )]
    Spread {
        /// The σ read.
        sigma: f64,
    },
    /// An empirical law without measurements.
    #[error("the list of measured latencies is empty; give at least one")]
    NoSamples,
    /// Measurements that are not in ascending order.
    #[error(
        "the measured latencies are not in ascending order (after {before} s comes {after} s); sort them first"
    )]
    Unsorted {
        /// The larger value, which comes first.
        before: f64,
        /// The smaller value after it.
        after: f64,
    },
    /// Every attempt fails, so no successful request has a latency.
    #[error(
        "no attempt can succeed (timeout {timeout} s, transient errors {errors}); a latency is that of successful requests: raise the timeout above the fastest answer, or lower the errors below 1"
    )]
    NeverSucceeds {
        /// The timeout, infinite when there is none, in seconds.
        timeout: f64,
        /// Transient failures per attempt.
        errors: f64,
    },
    /// Too many retries, repetitions, calls or branches.
    #[error("{found} {what} were asked for; at most {limit} are possible")]
    TooMany {
        /// What was counted.
        what: &'static str,
        /// How many were asked for.
        found: u64,
        /// How many are possible.
        limit: u64,
    },
    /// A quorum outside its branches.
    #[error("{k} of {branches} branches were asked for; k lies between 1 and the number of branches")]
    Quorum {
        /// The answers needed.
        k: usize,
        /// The branches there are.
        branches: usize,
    },
    /// A list of availabilities that does not match the branches.
    #[error("{given} availabilities were given for {branches} branches; give one each")]
    Availabilities {
        /// How many were given.
        given: usize,
        /// The branches there are.
        branches: usize,
    },
    /// Too few branches are ever up.
    #[error(
        "at least {k} branches are never up at once, so no request succeeds and there is no latency to state"
    )]
    NeverUp {
        /// The answers needed.
        k: usize,
    },
    /// An up-set that names a branch there is not, or fewer branches than needed.
    #[error("the up-set {mask:#b} is not a choice of at least {k} of {branches} branches")]
    UpSet {
        /// The set, one bit per branch.
        mask: u64,
        /// The answers needed.
        k: usize,
        /// The branches there are.
        branches: usize,
    },
    /// Up-set weights that do not sum to one.
    #[error("the weights of the up-sets sum to {sum}; given success they must sum to 1")]
    Weights {
        /// Their sum.
        sum: f64,
    },
    /// Nodes nested beyond [`DEEPEST`].
    #[error("the flow is nested deeper than {limit}; split it into named flows")]
    TooDeep {
        /// The deepest nesting possible.
        limit: usize,
    },
}

/// Checks that a value is a time the calculator takes.
pub(super) fn check_time(what: &'static str, seconds: f64) -> Result<(), LatencyError> {
    if (0.0..=LONGEST).contains(&seconds) {
        Ok(())
    } else {
        Err(LatencyError::Time { what, seconds })
    }
}

/// Checks that a value is a probability.
pub(super) fn check_probability(what: &'static str, value: f64) -> Result<(), LatencyError> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(LatencyError::Probability { what, value })
    }
}
