//! The latency of a call that succeeds, policy and all.
//!
//! What it computes: `P(L > t)`, percentiles and mean of a call given that it
//! succeeds, from the law of one attempt, its timeout, retries and hedge.
//!
//! Why it matters: what the caller sees is not the service's own latency but
//! what its timeout, retries and hedges leave of it.
//!
//! Formula: an attempt that succeeds takes t with `P(L ≤ t)/P(L ≤ T)`. When
//! only timeouts fail an attempt, j of them cost `j·(T + backoff)`, with
//! probability `e'^j(1 − e')/(1 − e'^(r+1))`. A failed attempt takes
//! `min(L, T)`: `P(· > t) = (P(L > T) + e·P(t < L ≤ T))/e'` for t < T.
//!
//! Example: a constant 10 ms with a timeout of 50 ms takes 10 ms.
//!
//! References: see [`super::call`].

use std::sync::Arc;

use super::call::{Call, exponent};
use super::curve::{Curve, Knot, SAME, tidy};
use super::law::Law;
use crate::math::{exp, ln, normal_cdf, powi};

/// Knots per unit of a lognormal's σ, and per mean of an exponential.
const DENSITY: f64 = 128.0;
/// A lognormal is sampled from this many σ below its median …
const LOWEST: f64 = -7.0;
/// … to this many above where its mean is made.
const HIGHEST: f64 = 7.5;
/// An exponential is sampled up to this many means.
const MEANS: f64 = 32.0;
/// Most knots of one call.
const MOST_KNOTS: usize = 8192;
/// Copies of the law that retries may put one after another.
const MOST_COPIES: usize = 2048;

/// A call with everything about its attempts worked out.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    call: Arc<Call>,
    /// `P(L ≤ timeout)` and its complement.
    within: f64,
    beyond: f64,
    /// `e'`.
    failing: f64,
    /// What a timed-out attempt and the backoff cost.
    pause: f64,
}

impl Attempt {
    pub(super) fn new(call: Arc<Call>) -> Attempt {
        Attempt {
            within: call.within(),
            beyond: call.beyond(),
            failing: call.attempt_failure(),
            pause: call.timeout.unwrap_or(0.0) + call.backoff,
            call,
        }
    }

    /// Whether a failed attempt costs a time that varies, so that retries are
    /// a sum of random times.
    pub(super) fn failures_vary(&self) -> bool {
        self.call.errors > 0.0 && self.call.retries > 0
    }

    /// The same call without its retries.
    pub(super) fn once(&self) -> Attempt {
        Attempt::new(Arc::new(Call {
            retries: 0,
            ..(*self.call).clone()
        }))
    }

    pub(super) fn call(&self) -> &Call {
        &self.call
    }

    pub(super) fn backoff(&self) -> f64 {
        self.call.backoff
    }

    /// The only value the call can take, if there is one.
    pub(super) fn certain(&self) -> Option<f64> {
        let value = match &self.call.law {
            Law::Constant(value) => *value,
            Law::Exponential { mean } if *mean == 0.0 => 0.0,
            Law::LogNormal { mu, sigma } if *sigma == 0.0 => exp(*mu),
            Law::Samples(samples) if samples.first() == samples.last() => samples[0],
            _ => return None,
        };
        // A constant within its timeout never fails by it.
        (!self.failures_vary()).then_some(value)
    }

    /// Probability of exactly `failed` failures before the success.
    pub(super) fn share(&self, failed: u32) -> f64 {
        powi(self.failing, exponent(failed)) * (1.0 - self.failing) / self.succeeding()
    }

    /// Probability of more than `failed` failures before the success.
    pub(super) fn more(&self, failed: u32) -> f64 {
        if failed >= self.call.retries {
            return 0.0;
        }
        let after = powi(self.failing, exponent(failed) + 1);
        (after - self.call.failure()).max(0.0) / self.succeeding()
    }

    fn succeeding(&self) -> f64 {
        1.0 - self.call.failure()
    }

    pub(super) fn retries(&self) -> u32 {
        self.call.retries
    }

    /// `P(L > t)` of the attempt that succeeds.
    fn last_survival(&self, t: f64) -> f64 {
        if t >= self.call.limit() {
            0.0
        } else if self.beyond == 0.0 {
            self.call.attempt_survival(t)
        } else if self.within < 0.5 {
            (1.0 - self.call.attempt_cdf(t) / self.within).clamp(0.0, 1.0)
        } else {
            ((self.call.attempt_survival(t) - self.beyond) / self.within).clamp(0.0, 1.0)
        }
    }

    /// `P(L > t)` of the call given success, timeouts being the only failures
    /// that are retried.
    pub(super) fn survival(&self, t: f64) -> f64 {
        if self.call.retries == 0 || self.failing == 0.0 {
            return self.last_survival(t);
        }
        let failed = (t / self.pause).floor();
        if failed > f64::from(self.call.retries) {
            return 0.0;
        }
        let failed = failed as u32;
        let local = t - f64::from(failed) * self.pause;
        self.share(failed) * self.last_survival(local) + self.more(failed)
    }

    /// `P(· > t)` of an attempt that fails.
    pub(super) fn failed_survival(&self, t: f64) -> f64 {
        if t >= self.call.limit() {
            return 0.0;
        }
        let slow_errors = (self.call.attempt_survival(t) - self.beyond).max(0.0);
        (self.beyond + self.call.errors * slow_errors) / self.failing
    }

    /// The percentile of the call given success, where a formula gives it.
    pub(super) fn upper_quantile(&self, tail: f64) -> Option<f64> {
        if self.call.hedge.is_some() || self.failures_vary() {
            return None;
        }
        let mut failed = 0;
        while self.more(failed) > tail {
            failed += 1;
        }
        let local = (tail - self.more(failed)) / self.share(failed);
        let law = &self.call.law;
        let last = if self.within < 0.5 {
            law.quantile(self.within * (1.0 - local))
        } else {
            law.upper_quantile(self.beyond + local.min(1.0) * self.within)
        };
        let last = last.min(self.call.limit());
        Some(f64::from(failed) * self.pause + last)
    }

    /// The mean of the attempt that succeeds, where a formula gives it.
    pub(super) fn last_mean(&self) -> Option<f64> {
        let mean = self.call.law.mean_within(self.call.limit()) / self.within;
        self.call.hedge.is_none().then_some(mean)
    }

    /// The mean of an attempt that fails, where a formula gives it.
    pub(super) fn failed_mean(&self) -> Option<f64> {
        let errors = self.call.errors * self.call.law.mean_within(self.call.limit());
        let timeouts = self.call.timeout.map_or(0.0, |limit| self.beyond * limit);
        let plain = self.call.hedge.is_none();
        plain.then_some((errors + timeouts) / self.failing)
    }

    /// The mean time lost to timeouts before the success.
    pub(super) fn mean_lost(&self) -> f64 {
        self.mean_failures() * self.pause
    }

    /// The mean number of failures before the success.
    pub(super) fn mean_failures(&self) -> f64 {
        let mut sum = 0.0;
        for failed in 1..=self.call.retries {
            let share = self.share(failed);
            sum += f64::from(failed) * share;
            if share < 1e-18 {
                break;
            }
        }
        sum
    }

    /// Where to sample the call.
    pub(super) fn knots(&self) -> Vec<Knot> {
        let last = tidy(self.last_knots(), MOST_KNOTS);
        if self.call.retries == 0 || self.failing == 0.0 {
            return last;
        }
        let limit = (self.call.retries as usize + 1).min(MOST_COPIES) as u32;
        let copies = (1..limit)
            .find(|failed| self.more(*failed - 1) < 1e-12)
            .unwrap_or(limit);
        let each = tidy(last, (MOST_KNOTS / copies as usize).max(16));
        let mut knots = Vec::new();
        for failed in 0..copies {
            let shift = f64::from(failed) * self.pause;
            knots.push(Knot::sharp(shift));
            knots.extend(each.iter().map(|knot| Knot {
                time: knot.time + shift,
                ..*knot
            }));
        }
        tidy(knots, MOST_KNOTS)
    }

    /// Where to sample one attempt.
    pub(super) fn last_knots(&self) -> Vec<Knot> {
        let limit = self.call.limit();
        let mut knots = law_knots(&self.call.law, limit);
        if let Some(delay) = self.call.hedge {
            let second: Vec<Knot> = knots
                .iter()
                .map(|knot| Knot {
                    time: knot.time + delay,
                    ..*knot
                })
                .collect();
            knots.extend(second);
            knots.push(Knot::sharp(delay));
        }
        knots.retain(|knot| knot.time < limit);
        if limit.is_finite() {
            knots.push(Knot::sharp(limit));
        }
        knots
    }

    /// The sampled call, by way of a table where the law allows it.
    pub(super) fn curve(&self, table: &NormalTable) -> Curve {
        match self.call.law {
            Law::LogNormal { mu, sigma } if self.is_plain(mu, sigma) => {
                self.lognormal_curve(mu, sigma, table)
            }
            _ => Curve::sample(&self.knots(), |t| self.survival(t)),
        }
    }

    /// A lognormal without hedge or retries whose timeout cuts no bulk.
    fn is_plain(&self, mu: f64, sigma: f64) -> bool {
        let limit = self.call.limit();
        let retried = self.call.retries > 0 && self.failing > 0.0;
        let cut_high = limit == f64::INFINITY || ln(limit) > mu + sigma * (LOWEST + 2.0);
        self.call.hedge.is_none() && !retried && cut_high
    }

    fn lognormal_curve(&self, mu: f64, sigma: f64, table: &NormalTable) -> Curve {
        let limit = self.call.limit();
        let count = knot_count(sigma).min(table.survival.len());
        let ratio = exp(sigma / DENSITY);
        let mut curve = Curve::with_capacity(count + 1);
        let mut time = 0.0;
        for (index, survival) in table.survival[..count].iter().enumerate() {
            // Multiply along, but start afresh often enough to keep all digits.
            time = if index % 16 == 0 {
                exp(mu + sigma * z_of(index))
            } else {
                time * ratio
            };
            if time >= limit * (1.0 - SAME) {
                break;
            }
            let given = (survival - self.beyond) / self.within;
            curve.push(time, given, given);
        }
        if limit.is_finite() && curve.len() < count {
            curve.push(limit, 0.0, 0.0);
        }
        curve
    }
}

fn knot_count(sigma: f64) -> usize {
    ((HIGHEST - LOWEST + sigma) * DENSITY) as usize + 1
}

fn z_of(index: usize) -> f64 {
    LOWEST + index as f64 / DENSITY
}

/// Where to sample a law below a limit.
fn law_knots(law: &Law, limit: f64) -> Vec<Knot> {
    match law {
        Law::LogNormal { mu, sigma } if *sigma > 0.0 => lognormal_knots(*mu, *sigma, limit),
        Law::Exponential { mean } if *mean > 0.0 => {
            let reach = limit.min(mean * MEANS);
            let count = (reach / mean * DENSITY).max(64.0) as usize;
            (0..=count)
                .map(|index| Knot {
                    time: reach * index as f64 / count as f64,
                    sharp: index == 0,
                })
                .collect()
        }
        Law::Samples(samples) => samples.iter().map(|value| Knot::sharp(*value)).collect(),
        certain => vec![Knot::sharp(certain.mean())],
    }
}

fn lognormal_knots(mu: f64, sigma: f64, limit: f64) -> Vec<Knot> {
    let cut = if limit.is_finite() {
        (ln(limit) - mu) / sigma
    } else {
        f64::INFINITY
    };
    // A timeout far below the median leaves only the lowest tail.
    let lowest = LOWEST.min(cut - 4.0);
    let highest = (HIGHEST + sigma).min(cut);
    let count = ((highest - lowest) * DENSITY).max(0.0) as usize;
    (0..=count)
        .map(|index| Knot::smooth(exp(mu + sigma * (lowest + index as f64 / DENSITY))))
        .collect()
}

/// `P(Z > z)` at the points where lognormals are sampled.
#[derive(Debug)]
pub(super) struct NormalTable {
    survival: Vec<f64>,
}

impl NormalTable {
    pub(super) fn new() -> NormalTable {
        let count = knot_count(super::error::WIDEST_SIGMA);
        NormalTable {
            survival: (0..count).map(|index| normal_cdf(-z_of(index))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(call: Call) -> Attempt {
        Attempt::new(Arc::new(call))
    }

    fn slow() -> Call {
        Call::new(Law::from_p50_p99(0.060, 0.200).unwrap())
    }

    #[test]
    fn a_timeout_cuts_and_rescales_the_law() {
        let cut = attempt(Call {
            timeout: Some(0.1),
            ..slow()
        });
        let within = slow().law.cdf(0.1);
        let expected = 1.0 - slow().law.cdf(0.07) / within;
        assert!((cut.survival(0.07) - expected).abs() < 1e-14);
        assert_eq!(cut.survival(0.1), 0.0);
        let p99 = cut.upper_quantile(0.01).unwrap();
        assert!((cut.survival(p99) - 0.01).abs() < 1e-12);
        assert!(p99 < 0.1);
    }

    #[test]
    fn retries_after_timeouts_add_the_timeout_and_the_backoff() {
        let call = Call {
            timeout: Some(0.1),
            backoff: 0.05,
            retries: 3,
            ..slow()
        };
        let failing = call.attempt_failure();
        let retried = attempt(call);
        let given = 1.0 - failing * failing * failing * failing;
        assert!((retried.survival(0.12) - (1.0 - (1.0 - failing) / given)).abs() < 1e-14);
        for tail in [0.5, 0.1, 0.01, 1e-3] {
            let t = retried.upper_quantile(tail).unwrap();
            assert!((retried.survival(t) - tail).abs() < 1e-12, "{tail}");
        }
        assert_eq!(retried.survival(0.6), 0.0);
    }

    #[test]
    fn the_table_gives_the_same_curve_as_sampling() {
        let table = NormalTable::new();
        for timeout in [None, Some(0.15)] {
            let one = attempt(Call { timeout, ..slow() });
            let fast = one.curve(&table);
            for t in [0.01, 0.03, 0.06, 0.1, 0.14, 0.3] {
                assert!((fast.survival(t) - one.survival(t)).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn failed_attempts_cost_the_timeout_or_the_latency_of_the_error() {
        let one = attempt(Call {
            timeout: Some(0.1),
            errors: 0.2,
            ..slow()
        });
        let beyond = slow().law.survival(0.1);
        let failing = 0.2 + 0.8 * beyond;
        let expected = (beyond + 0.2 * (slow().law.survival(0.05) - beyond)) / failing;
        assert!((one.failed_survival(0.05) - expected).abs() < 1e-14);
        assert!((one.failed_survival(0.0) - 1.0).abs() < 1e-14);
        assert_eq!(one.failed_survival(0.1), 0.0);
    }
}
