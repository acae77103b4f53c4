//! The latency of one call, as it varies from request to request.
//!
//! What it computes: probabilities, percentiles and means of one call's
//! latency, in seconds.
//!
//! Why it matters: a latency is not a number. Everything said about a chain
//! rests on how each call varies.
//!
//! Formula: lognormal from p50 and p99: `μ = ln p50`,
//! `σ = ln(p99/p50)/2.3263…`; mean `exp(μ + σ²/2)`. From mean m and standard
//! deviation s: `σ² = ln(1 + s²/m²)`, `μ = ln m − σ²/2`. Exponential:
//! `P(L > t) = exp(−t/mean)`. Samples: the empirical distribution, each
//! measurement equally likely.
//!
//! Example: p50 10 ms and p99 100 ms give σ 0.98979 and a mean of 16.32 ms.
//!
//! References: E. L. Crow and K. Shimizu, *Lognormal Distributions* (1988).

use std::sync::Arc;

use super::error::{LONGEST, LatencyError, SHORTEST_MEDIAN, WIDEST_SIGMA, check_time};
use crate::math::{Z_99, exp, expm1, ln, ln1p, normal_cdf, normal_quantile};

/// How one call's latency varies from request to request, in seconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// Always the same.
    Constant(f64),
    /// `exp(μ + σZ)` with Z standard normal; μ is the logarithm of the median
    /// in seconds.
    LogNormal {
        /// Logarithm of the median in seconds.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Exponential with this mean.
    Exponential {
        /// The mean in seconds.
        mean: f64,
    },
    /// Measurements, ascending, each equally likely.
    Samples(Arc<[f64]>),
}

impl Law {
    /// The lognormal with this p50 and p99, in seconds; a constant when the
    /// two are equal.
    ///
    /// # Errors
    /// When a value is no time, the p99 lies below the p50, or the spread is
    /// beyond what a lognormal takes here (σ up to 12).
    pub fn from_p50_p99(p50: f64, p99: f64) -> Result<Law, LatencyError> {
        check_time("p50", p50)?;
        check_time("p99", p99)?;
        if p99 < p50 {
            return Err(LatencyError::Order { p50, p99 });
        }
        if p99 == p50 {
            return Ok(Law::Constant(p50));
        }
        if p50 < SHORTEST_MEDIAN {
            return Err(LatencyError::Median { p50, p99 });
        }
        let law = Law::LogNormal {
            mu: ln(p50),
            sigma: ln(p99 / p50) / Z_99,
        };
        law.check()?;
        Ok(law)
    }

    /// The lognormal with this mean and standard deviation, in seconds; a constant when it does not
    /// vary.
    ///
    /// # Errors
    /// When a value is no time, or the spread is beyond what a lognormal takes here (σ up to 12).
    pub fn from_mean_sd(mean: f64, sd: f64) -> Result<Law, LatencyError> {
        check_time("mean latency", mean)?;
        check_time("standard deviation", sd)?;
        let law = Law::of_moments(mean, sd);
        match law {
            Law::LogNormal { sigma, .. } if law.check().is_err() => Err(LatencyError::Spread { sigma }),
            Law::Constant(_) if sd > 0.0 && mean == 0.0 => Err(LatencyError::Spread { sigma: f64::INFINITY }),
            law => Ok(law),
        }
    }

    /// [`Law::from_mean_sd`] of values that are known to be legal; a constant where they are not.
    pub(crate) fn of_moments(mean: f64, sd: f64) -> Law {
        if mean <= 0.0 || sd <= 0.0 {
            return Law::Constant(mean.max(0.0));
        }
        let ratio = sd / mean;
        let variance = ln1p(ratio * ratio);
        Law::LogNormal {
            mu: ln(mean) - 0.5 * variance,
            sigma: variance.sqrt(),
        }
    }

    /// The empirical law of these measurements, in seconds and any order.
    ///
    /// # Errors
    /// When there are none, or one is no time.
    pub fn from_samples(mut samples: Vec<f64>) -> Result<Law, LatencyError> {
        crate::order::sort(&mut samples);
        let law = Law::Samples(samples.into());
        law.check()?;
        Ok(law)
    }

    /// Whether the parameters are legal.
    ///
    /// # Errors
    /// The first parameter that is not, as a sentence.
    pub fn check(&self) -> Result<(), LatencyError> {
        match self {
            Law::Constant(value) => check_time("constant latency", *value),
            Law::Exponential { mean } => check_time("mean latency", *mean),
            Law::LogNormal { mu, sigma } => check_lognormal(*mu, *sigma),
            Law::Samples(samples) => check_samples(samples),
        }
    }

    /// `P(L ≤ t)`.
    #[must_use]
    pub fn cdf(&self, t: f64) -> f64 {
        match self {
            Law::LogNormal { mu, sigma } if *sigma > 0.0 => {
                if t > 0.0 {
                    normal_cdf((ln(t) - mu) / sigma)
                } else {
                    0.0
                }
            }
            Law::Exponential { mean } if *mean > 0.0 => -expm1(-t.max(0.0) / mean),
            Law::Samples(samples) => count_to(samples, t) / samples.len() as f64,
            certain => f64::from(u8::from(t >= certain.mean())),
        }
    }

    /// `P(L > t)`, exact also far out in the tail.
    #[must_use]
    pub fn survival(&self, t: f64) -> f64 {
        match self {
            Law::LogNormal { mu, sigma } if *sigma > 0.0 => {
                if t > 0.0 {
                    normal_cdf((mu - ln(t)) / sigma)
                } else {
                    1.0
                }
            }
            Law::Exponential { mean } if *mean > 0.0 => exp(-t.max(0.0) / mean),
            Law::Samples(samples) => {
                let size = samples.len() as f64;
                (size - count_to(samples, t)) / size
            }
            certain => f64::from(u8::from(t < certain.mean())),
        }
    }

    /// The latency that a share `p` of calls stays within: the smallest `t`
    /// with `P(L ≤ t) ≥ p`. `p` is clamped to 0 to 1; at 1 a law without an
    /// upper end answers infinity.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        let p = p.clamp(0.0, 1.0);
        match self {
            Law::LogNormal { mu, sigma } if *sigma > 0.0 => exp(mu + sigma * normal_quantile(p)),
            Law::Exponential { mean } if *mean > 0.0 => -mean * ln1p(-p),
            Law::Samples(samples) => sample_at(samples, p * samples.len() as f64),
            certain => certain.mean(),
        }
    }

    /// The latency exceeded with probability `tail`: [`Law::quantile`] at
    /// `1 − tail`, without losing digits when `tail` is small.
    #[must_use]
    pub fn upper_quantile(&self, tail: f64) -> f64 {
        let tail = tail.clamp(0.0, 1.0);
        match self {
            Law::LogNormal { mu, sigma } if *sigma > 0.0 => exp(mu - sigma * normal_quantile(tail)),
            Law::Exponential { mean } if *mean > 0.0 => -mean * ln(tail),
            Law::Samples(samples) => {
                let size = samples.len() as f64;
                sample_at(samples, size - tail * size)
            }
            certain => certain.mean(),
        }
    }

    /// The mean, in seconds.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Law::Constant(value) => *value,
            Law::LogNormal { mu, sigma } => exp(mu + 0.5 * sigma * sigma),
            Law::Exponential { mean } => *mean,
            Law::Samples(samples) => samples.iter().sum::<f64>() / samples.len() as f64,
        }
    }

    /// `E[L; L ≤ t]`: the part of the mean that calls within `t` contribute.
    #[must_use]
    pub fn mean_within(&self, t: f64) -> f64 {
        if t == f64::INFINITY {
            return self.mean();
        }
        match self {
            Law::LogNormal { mu, sigma } if *sigma > 0.0 && t > 0.0 => {
                self.mean() * normal_cdf((ln(t) - mu) / sigma - sigma)
            }
            Law::Exponential { mean } if *mean > 0.0 => {
                let x = t.max(0.0) / mean;
                mean * (-expm1(-x) - x * exp(-x))
            }
            Law::Samples(samples) => {
                let within = samples.iter().take_while(|value| **value <= t);
                within.sum::<f64>() / samples.len() as f64
            }
            certain => certain.mean() * certain.cdf(t),
        }
    }
}

fn check_lognormal(mu: f64, sigma: f64) -> Result<(), LatencyError> {
    if !(0.0..=WIDEST_SIGMA).contains(&sigma) {
        return Err(LatencyError::Spread { sigma });
    }
    let median = exp(mu);
    if (SHORTEST_MEDIAN * 0.999..=LONGEST * 1.001).contains(&median) {
        Ok(())
    } else {
        Err(LatencyError::Time {
            what: "median latency",
            seconds: median,
        })
    }
}

fn check_samples(samples: &[f64]) -> Result<(), LatencyError> {
    if samples.is_empty() {
        return Err(LatencyError::NoSamples);
    }
    for value in samples {
        check_time("measured latency", *value)?;
    }
    match samples.windows(2).find(|pair| pair[0] > pair[1]) {
        Some(pair) => Err(LatencyError::Unsorted {
            before: pair[0],
            after: pair[1],
        }),
        None => Ok(()),
    }
}

/// How many of the ascending samples are at most `t`.
fn count_to(samples: &[f64], t: f64) -> f64 {
    samples.partition_point(|value| *value <= t) as f64
}

/// The sample with rank `⌈rank⌉`, counted from 1.
fn sample_at(samples: &[f64], rank: f64) -> f64 {
    // A rank such as 0.07 × 100 comes out a hair above 7: forgive rounding.
    let rank = (rank * (1.0 - 1e-12)).ceil().max(1.0) as usize;
    samples[rank.min(samples.len()) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() <= 1e-9 * right.abs()
    }

    #[test]
    fn a_lognormal_keeps_the_p50_and_p99_it_was_made_from() {
        let law = Law::from_p50_p99(0.010, 0.100).unwrap();
        assert!(close(law.quantile(0.5), 0.010));
        assert!(close(law.quantile(0.99), 0.100));
        assert!(close(law.upper_quantile(0.01), 0.100));
        assert!(close(law.survival(0.100), 0.01));
        let Law::LogNormal { sigma, .. } = law else {
            panic!("a lognormal")
        };
        assert!((sigma - 0.989_785_371).abs() < 1e-9);
        assert!((law.mean() - 0.016_320_511).abs() < 1e-9);
        assert!((law.quantile(0.95) - 0.050_939_423).abs() < 1e-9);
        assert!((law.quantile(0.999) - 0.212_991_407).abs() < 1e-9);
    }

    #[test]
    fn a_lognormal_keeps_the_mean_and_deviation_it_was_made_from() {
        let law = Law::from_mean_sd(0.020, 0.010).unwrap();
        assert!(close(law.mean(), 0.020));
        let Law::LogNormal { mu, sigma } = law else {
            panic!("a lognormal")
        };
        let second = exp(2.0 * mu + 2.0 * sigma * sigma);
        assert!(close((second - 0.020 * 0.020).sqrt(), 0.010));
        assert_eq!(Law::from_mean_sd(0.020, 0.0), Ok(Law::Constant(0.020)));
        assert!(Law::from_mean_sd(0.0, 0.010).is_err());
        assert!(Law::from_mean_sd(1e-12, 1e6).is_err());
    }

    #[test]
    fn every_law_undoes_its_quantile() {
        for law in [
            Law::from_p50_p99(0.010, 0.100).unwrap(),
            Law::Exponential { mean: 0.010 },
        ] {
            for p in [1e-6, 0.01, 0.5, 0.9, 0.999] {
                assert!(close(law.cdf(law.quantile(p)), p));
                assert!(close(law.survival(law.upper_quantile(p)), p));
            }
        }
    }

    #[test]
    fn samples_answer_with_a_measurement() {
        let law = Law::from_samples((1..=100).rev().map(f64::from).collect()).unwrap();
        assert_eq!(law.quantile(0.07), 7.0);
        assert_eq!(law.quantile(0.5), 50.0);
        assert_eq!(law.quantile(0.99), 99.0);
        assert_eq!(law.quantile(0.991), 100.0);
        assert_eq!(law.upper_quantile(0.01), 99.0);
        assert_eq!(law.quantile(0.0), 1.0);
        assert_eq!(law.quantile(1.0), 100.0);
        assert_eq!(law.cdf(50.0), 0.5);
        assert_eq!(law.mean(), 50.5);
        assert!(close(law.mean_within(10.0), 0.55));
    }

    #[test]
    fn the_mean_within_a_time_grows_to_the_mean() {
        for law in [
            Law::from_p50_p99(0.010, 0.100).unwrap(),
            Law::Exponential { mean: 0.010 },
            Law::Constant(0.010),
        ] {
            assert_eq!(law.mean_within(0.0), 0.0);
            assert!(close(law.mean_within(1e6), law.mean()));
            assert_eq!(law.mean_within(f64::INFINITY), law.mean());
        }
    }

    #[test]
    fn a_spread_of_zero_is_a_constant() {
        let law = Law::LogNormal {
            mu: ln(0.5),
            sigma: 0.0,
        };
        assert!(close(law.quantile(0.99), 0.5));
        assert_eq!(law.cdf(0.6), 1.0);
        assert_eq!(law.survival(0.4), 1.0);
    }

    #[test]
    fn impossible_parameters_are_refused_with_a_sentence() {
        let refused = [
            (Law::from_p50_p99(f64::NAN, 1.0), "the p50 is NaN s"),
            (Law::from_p50_p99(1.0, f64::INFINITY), "the p99 is inf s"),
            (Law::from_p50_p99(-1.0, 1.0), "at least 0"),
            (Law::from_p50_p99(2.0, 1.0), "lies below the p50"),
            (Law::from_p50_p99(0.0, 1.0), "needs a p50 of at least"),
            (Law::from_p50_p99(1e-12, 1e9), "the spread σ"),
            (Law::from_samples(vec![]), "is empty"),
            (Law::from_samples(vec![1.0, f64::NAN]), "measured latency is NaN"),
        ];
        for (law, part) in refused {
            let message = law.unwrap_err().to_string();
            assert!(message.contains(part), "{message}");
        }
    }
}
