//! Mean and spread of a time, by formula: what a draw of the inputs can afford.
//!
//! # What it computes
//! The mean and variance of a call, and of calls combined, without convolving anything.
//!
//! # Why it matters
//! Waiting is priced by mean latency, and a thousand draws cannot solve a thousand distributions.
//! Means add exactly. The slowest of several and the k-th fastest have no mean of their parts' means:
//! there each part is taken as the lognormal of its mean and variance.
//!
//! # Formula
//! A call without hedge: E[L | L ≤ T] + E[failures]·(E[cost of a failure] + backoff), see
//! [`super::call`]. Lognormal of a mean m and variance v: σ² = ln(1 + v/m²), μ = ln m − σ²/2. Mean of
//! a time: ∫ P(T > t) dt, on an even grid of ln t.
//!
//! # References
//! L. F. Fenton, "The sum of log-normal probability distributions in scatter transmission systems",
//! IRE Transactions on Communications Systems 8(1), 1960 (matching two moments).

use super::call::Call;
use super::law::Law;
use super::node::UpSets;
use crate::math::{exp, expm1, ln, ln1p, normal_cdf};

/// Points of an integral.
const POINTS: u32 = 64;
/// Standard deviations of ln t an integral reaches below and above.
const REACH: f64 = 5.0;
/// A certain time is taken as spread by so much, to be smooth.
const LEAST_SIGMA: f64 = 0.05;
/// No time is taken as shorter, in seconds.
const SHORTEST: f64 = 1e-12;

/// Mean and variance of a time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Mean, seconds.
    pub mean: f64,
    /// Variance, seconds².
    pub variance: f64,
}

impl Moments {
    /// A certain time.
    pub fn certain(mean: f64) -> Self {
        Self { mean, variance: 0.0 }
    }

    /// One after the other.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            mean: self.mean + other.mean,
            variance: self.variance + other.variance,
        }
    }

    /// So many in a row.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        let count = f64::from(count);
        Self {
            mean: count * self.mean,
            variance: count * self.variance,
        }
    }

    /// This with probability `weight`, else `other`.
    #[must_use]
    pub fn or(self, weight: f64, other: Self) -> Self {
        let rest = 1.0 - weight;
        let mean = weight * self.mean + rest * other.mean;
        let square = weight * self.square() + rest * other.square();
        Self {
            mean,
            variance: (square - mean * mean).max(0.0),
        }
    }

    /// This, but at most `limit`; while it is not available the limit itself, or nothing without one.
    #[must_use]
    pub fn capped(self, limit: Option<f64>, available: f64) -> Self {
        let Some(limit) = limit else {
            return self.or(available, Self::default());
        };
        let law = self.lognormal().law();
        let tail = law.survival(limit);
        let up = Self::of(
            law.mean_within(limit) + limit * tail,
            square_within(&law, limit) + limit * limit * tail,
        );
        up.or(available, Self::certain(limit))
    }

    fn of(mean: f64, square: f64) -> Self {
        Self {
            mean,
            variance: (square - mean * mean).max(0.0),
        }
    }

    fn square(self) -> f64 {
        self.variance + self.mean * self.mean
    }

    /// The lognormal of this mean and variance.
    pub fn lognormal(self) -> Lognormal {
        let mean = self.mean.max(SHORTEST);
        let square = ln1p(self.variance / (mean * mean)).max(LEAST_SIGMA * LEAST_SIGMA);
        Lognormal {
            mu: ln(mean) - 0.5 * square,
            sigma: square.sqrt(),
        }
    }
}

/// A lognormal, by mean and standard deviation of the logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lognormal {
    mu: f64,
    sigma: f64,
}

impl Lognormal {
    fn law(self) -> Law {
        Law::LogNormal {
            mu: self.mu,
            sigma: self.sigma,
        }
    }

    /// Probability of a time of at most `e^x`.
    fn by(self, x: f64) -> f64 {
        normal_cdf((x - self.mu) / self.sigma)
    }

    /// Between which ln t an integral over the time must go.
    fn reach(self) -> (f64, f64) {
        let Self { mu, sigma } = self;
        (mu - REACH * sigma, mu + sigma * sigma + REACH * sigma)
    }
}

/// Mean and variance of a time of which `waiting(x)` is the probability that it exceeds `e^x`.
fn integral((low, high): (f64, f64), mut waiting: impl FnMut(f64) -> f64) -> Moments {
    let step = (high - low) / f64::from(POINTS);
    let (start, ratio) = (exp(low), exp(step));
    let (mut t, mut mean, mut square) = (start, start, start * start);
    for point in 0..=POINTS {
        let weight = if point == 0 || point == POINTS {
            0.5 * step
        } else {
            step
        };
        let part = weight * waiting(low + step * f64::from(point)) * t;
        mean += part;
        square += 2.0 * part * t;
        t *= ratio;
    }
    Moments::of(mean, square)
}

/// The k-th fastest success of `branches`, all of them being up without `up`; `counts` is room for at
/// least k + 1 numbers.
pub fn kth(k: usize, branches: &[Lognormal], up: Option<&UpSets>, counts: &mut [f64]) -> Moments {
    let ends = branches.iter().map(|branch| branch.reach());
    let wide = |(low, high): (f64, f64), (l, h): (f64, f64)| (low.min(l), high.max(h));
    let ends = ends.reduce(wide).unwrap_or_default();
    integral(ends, |x| 1.0 - answered(k, branches, up, x, counts))
}

/// Probability that at least `k` of the branches that are up have answered by `e^x`.
fn answered(k: usize, branches: &[Lognormal], up: Option<&UpSets>, x: f64, counts: &mut [f64]) -> f64 {
    let all = || branches.iter().enumerate();
    match up {
        None => at_least(k, all().map(|(_, branch)| branch.by(x)), counts),
        Some(UpSets::Explicit(sets)) => sets
            .iter()
            .map(|(set, weight)| {
                let members = all().filter(|(place, _)| set >> place & 1 == 1);
                weight * at_least(k, members.map(|(_, branch)| branch.by(x)), counts)
            })
            .sum(),
        Some(UpSets::Independent(availabilities)) => {
            let up = |place: usize| availabilities.get(place).copied().unwrap_or(0.0);
            let some = at_least(k, all().map(|(place, _)| up(place)), counts);
            let done = at_least(k, all().map(|(place, branch)| up(place) * branch.by(x)), counts);
            if some > 0.0 { (done / some).min(1.0) } else { 0.0 }
        }
    }
}

/// Probability of at least `k` of independent events; `counts[i]` is that of exactly i < k so far.
fn at_least(k: usize, events: impl Iterator<Item = f64>, counts: &mut [f64]) -> f64 {
    counts[..=k].fill(0.0);
    counts[0] = 1.0;
    for event in events {
        counts[k] += counts[k - 1] * event;
        for i in (1..k).rev() {
            counts[i] = counts[i] * (1.0 - event) + counts[i - 1] * event;
        }
        counts[0] *= 1.0 - event;
    }
    counts[k]
}

impl Call {
    /// Mean and variance of the call given success; allocates nothing. The mean is exact, up to an
    /// integral where there is a hedge; the variance takes failures as certain in length.
    pub fn moments(&self) -> Moments {
        let (within, limit) = (self.within(), self.limit());
        if within <= 0.0 {
            return Moments::certain(limit);
        }
        let last = if self.hedge.is_some() {
            self.hedged(within)
        } else {
            Moments::of(
                self.law.mean_within(limit) / within,
                square_within(&self.law, limit) / within,
            )
        };
        let failing = self.attempt_failure();
        if self.retries == 0 || failing <= 0.0 {
            return last;
        }
        let slow = self.timeout.map_or(0.0, |limit| self.beyond() * limit);
        let lost = (self.errors * self.law.mean_within(limit) + slow) / failing + self.backoff;
        let failures = self.mean_failures(failing);
        Moments {
            mean: last.mean + failures * lost,
            variance: last.variance + failures * lost * lost,
        }
    }

    /// The attempt that succeeds where a second one may be sent.
    fn hedged(&self, within: f64) -> Moments {
        let single = Moments::of(self.law.mean(), square_within(&self.law, f64::INFINITY));
        let (low, high) = single.lognormal().reach();
        let high = high.min(ln(self.limit()));
        integral((low.min(high), high), |x| {
            ((self.attempt_survival(exp(x)) - self.beyond()) / within).max(0.0)
        })
    }

    /// The mean number of failures before the success.
    fn mean_failures(&self, failing: f64) -> f64 {
        let succeeding = 1.0 - self.failure();
        let (mut sum, mut share) = (0.0, (1.0 - failing) / succeeding.max(f64::MIN_POSITIVE));
        for failed in 1..=self.retries {
            share *= failing;
            sum += f64::from(failed) * share;
            if share < 1e-18 {
                break;
            }
        }
        sum
    }
}

/// `E[L²; L ≤ t]`.
fn square_within(law: &Law, t: f64) -> f64 {
    match law {
        Law::LogNormal { mu, sigma } if *sigma > 0.0 => {
            let whole = exp(2.0 * (mu + sigma * sigma));
            let inside = |t: f64| {
                if t > 0.0 {
                    normal_cdf((ln(t) - mu) / sigma - 2.0 * sigma)
                } else {
                    0.0
                }
            };
            if t == f64::INFINITY {
                whole
            } else {
                whole * inside(t)
            }
        }
        Law::Exponential { mean } if *mean > 0.0 => {
            let x = t.max(0.0) / mean;
            if x == f64::INFINITY {
                return 2.0 * mean * mean;
            }
            2.0 * mean * mean * (-expm1(-x) - exp(-x) * (x + 0.5 * x * x))
        }
        Law::Samples(samples) => {
            let within = samples.iter().take_while(|value| **value <= t);
            within.map(|value| value * value).sum::<f64>() / samples.len() as f64
        }
        certain => certain.mean() * certain.mean() * certain.cdf(t),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Node, Solver};
    use super::*;
    use std::sync::Arc;

    fn law(p50: f64, p99: f64) -> Law {
        Law::from_p50_p99(p50, p99).unwrap()
    }

    fn solved(node: &Node) -> f64 {
        Solver::new().solve(node).unwrap().mean
    }

    #[test]
    fn the_mean_of_a_call_is_that_of_its_distribution() {
        let plain = Call::new(law(0.060, 0.200));
        let calls = [
            plain.clone(),
            Call {
                timeout: Some(0.1),
                ..plain.clone()
            },
            Call {
                timeout: Some(0.1),
                retries: 3,
                backoff: 0.05,
                ..plain.clone()
            },
            Call {
                timeout: Some(0.15),
                retries: 2,
                errors: 0.2,
                ..plain.clone()
            },
            Call {
                hedge: Some(0.08),
                ..plain.clone()
            },
            Call {
                hedge: Some(0.08),
                timeout: Some(0.2),
                ..plain
            },
            Call {
                timeout: Some(0.02),
                retries: 1,
                ..Call::new(Law::Exponential { mean: 0.01 })
            },
            Call::new(Law::from_samples(vec![0.01, 0.02, 0.06]).unwrap()),
            Call::new(Law::Constant(0.004)),
        ];
        for call in calls {
            let ours = call.moments().mean;
            let theirs = solved(&Node::Call(Arc::new(call.clone())));
            assert!((ours / theirs - 1.0).abs() < 2e-3, "{call:?}: {ours} {theirs}");
            assert!(call.moments().variance >= 0.0);
        }
    }

    #[test]
    fn the_slowest_and_the_fastest_are_near_their_distribution() {
        let calls = [law(0.010, 0.100), law(0.020, 0.060), law(0.005, 0.050)].map(Call::new);
        let branches: Vec<Lognormal> = calls.iter().map(|call| call.moments().lognormal()).collect();
        let nodes: Vec<Node> = calls
            .iter()
            .map(|call| Node::Call(Arc::new(call.clone())))
            .collect();
        let mut counts = [0.0; 4];
        for k in 1..=3 {
            for up in [
                UpSets::Explicit(vec![(7, 1.0)]),
                UpSets::Independent(vec![0.9, 0.99, 1.0]),
            ] {
                let ours = kth(k, &branches, Some(&up), &mut counts).mean;
                let theirs = solved(&Node::Kth {
                    k,
                    branches: nodes.clone(),
                    up,
                });
                assert!((ours / theirs - 1.0).abs() < 3e-3, "{k}: {ours} {theirs}");
            }
        }
    }

    #[test]
    fn an_optional_part_waits_at_most_its_limit() {
        let call = Call::new(law(0.010, 0.100));
        for (limit, available) in [(Some(0.015), 0.9), (None, 0.9), (Some(10.0), 1.0)] {
            let ours = call.moments().capped(limit, available).mean;
            let inner = Box::new(Node::Call(Arc::new(call.clone())));
            let theirs = solved(&Node::Optional {
                inner,
                waits_at_most: limit,
                available,
            });
            assert!((ours / theirs - 1.0).abs() < 2e-3, "{limit:?}: {ours} {theirs}");
        }
    }

    #[test]
    fn at_least_so_many_of_independent_events() {
        let mut counts = [0.0; 4];
        let at_least = |k, counts: &mut [f64]| super::at_least(k, [0.9; 3].into_iter(), counts);
        assert!((at_least(2, &mut counts) - 0.972).abs() < 1e-15);
        assert!((at_least(1, &mut counts) - 0.999).abs() < 1e-15);
        assert!((at_least(3, &mut counts) - 0.729).abs() < 1e-15);
    }
}
