//! One call and its policy: timeout, retries, hedge, transient errors.
//!
//! What it computes: how often a call fails per request, how many attempts it
//! makes, and how long a successful call takes.
//!
//! Why it matters: a timeout moves the slow tail out of the latency and into
//! failure. The same number leaves one and enters the other, so both must come
//! from one place.
//!
//! Formula: an attempt fails with `e' = 1 − (1 − e)(1 − P(L > timeout))`; with
//! r retries the call fails with `e'^(r+1)` and makes `Σ_{i≤r} e'^i` attempts.
//! A hedge sends a second request after a delay d and takes the first answer:
//! `P(L > t) = S(t)` for t < d and `S(t)·S(t − d)` after.
//!
//! The latency is that of calls that succeed in the end. An attempt that fails
//! costs `min(L, timeout)`: the timeout when it timed out, its own latency when
//! it answered with an error; then the backoff; then the next attempt. The
//! attempt that succeeds costs its latency given that it lies within the
//! timeout. Transient errors strike the attempt as a whole, hedge included.
//!
//! Example: p50 60 ms, p99 200 ms and a timeout of 400 ms fail 1.23e-4 of
//! requests; with one retry 1.5e-8.
//!
//! References: J. Dean and L. A. Barroso, "The Tail at Scale", CACM 56(2)
//! (2013) for hedged requests.

use super::error::{LatencyError, MOST_RETRIES, check_probability, check_time};
use super::law::Law;
use crate::math::powi;

/// One call: how its latency varies, and how the caller treats it.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The latency of one attempt.
    pub law: Law,
    /// Seconds after which an attempt is given up, if any.
    pub timeout: Option<f64>,
    /// How often a failed attempt is tried again.
    pub retries: u32,
    /// Seconds waited between attempts.
    pub backoff: f64,
    /// Seconds after which a second copy is sent, if any.
    pub hedge: Option<f64>,
    /// Probability that an attempt ends in a transient error.
    pub errors: f64,
}

impl Call {
    /// A plain call: no timeout, no retries, no hedge, no errors.
    #[must_use]
    pub fn new(law: Law) -> Call {
        Call {
            law,
            timeout: None,
            retries: 0,
            backoff: 0.0,
            hedge: None,
            errors: 0.0,
        }
    }

    /// Whether every part of the call is legal.
    ///
    /// # Errors
    /// The first part that is not, as a sentence; also when no attempt can
    /// ever succeed.
    pub fn check(&self) -> Result<(), LatencyError> {
        self.law.check()?;
        if let Some(timeout) = self.timeout {
            check_time("timeout", timeout)?;
        }
        if let Some(delay) = self.hedge {
            check_time("hedge delay", delay)?;
        }
        check_time("backoff", self.backoff)?;
        check_probability("share of transient errors", self.errors)?;
        if self.retries > MOST_RETRIES {
            return Err(LatencyError::TooMany {
                what: "retries",
                found: self.retries.into(),
                limit: MOST_RETRIES.into(),
            });
        }
        if self.errors < 1.0 && self.within() > 0.0 {
            Ok(())
        } else {
            Err(LatencyError::NeverSucceeds {
                timeout: self.limit(),
                errors: self.errors,
            })
        }
    }

    /// The timeout, infinite when there is none.
    #[must_use]
    pub fn limit(&self) -> f64 {
        self.timeout.unwrap_or(f64::INFINITY)
    }

    /// `P(L > t)` of one attempt, hedge included.
    #[must_use]
    pub fn attempt_survival(&self, t: f64) -> f64 {
        match self.hedge {
            Some(delay) if t >= delay => self.law.survival(t) * self.law.survival(t - delay),
            _ => self.law.survival(t),
        }
    }

    /// `P(L ≤ t)` of one attempt, hedge included.
    #[must_use]
    pub fn attempt_cdf(&self, t: f64) -> f64 {
        match self.hedge {
            Some(delay) if t >= delay => {
                let (first, second) = (self.law.cdf(t), self.law.cdf(t - delay));
                first + (1.0 - first) * second
            }
            _ => self.law.cdf(t),
        }
    }

    /// Probability that an attempt answers within the timeout.
    pub(super) fn within(&self) -> f64 {
        self.timeout.map_or(1.0, |limit| self.attempt_cdf(limit))
    }

    /// Probability that an attempt is cut by the timeout.
    pub(super) fn beyond(&self) -> f64 {
        self.timeout.map_or(0.0, |limit| self.attempt_survival(limit))
    }

    /// `e'`: the probability that one attempt fails, by error or timeout.
    #[must_use]
    pub fn attempt_failure(&self) -> f64 {
        // e + (1 − e)·P(L > timeout): the same, without cancellation.
        self.errors + (1.0 - self.errors) * self.beyond()
    }

    /// `e'^(r+1)`: the probability that the call fails, all retries spent.
    #[must_use]
    pub fn failure(&self) -> f64 {
        powi(self.attempt_failure(), exponent(self.retries) + 1)
    }

    /// `Σ_{i≤r} e'^i`: the mean number of attempts per request.
    #[must_use]
    pub fn attempts(&self) -> f64 {
        let failing = self.attempt_failure();
        let mut term = 1.0;
        let mut sum = 0.0;
        for _ in 0..=self.retries {
            sum += term;
            term *= failing;
            if term < 1e-18 {
                break;
            }
        }
        sum
    }

    /// Copies sent per request: the attempts, and for each the chance
    /// `P(L > d)` that the hedge goes out too.
    #[must_use]
    pub fn load(&self) -> f64 {
        let hedged = match self.hedge {
            Some(delay) if delay < self.limit() => self.law.survival(delay),
            _ => 0.0,
        };
        self.attempts() * (1.0 + hedged)
    }
}

/// A retry count as an exponent.
pub(super) fn exponent(retries: u32) -> i32 {
    i32::try_from(retries).unwrap_or(i32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow() -> Call {
        Call {
            timeout: Some(0.400),
            ..Call::new(Law::from_p50_p99(0.060, 0.200).unwrap())
        }
    }

    #[test]
    fn a_timeout_of_400_ms_fails_as_often_as_published() {
        assert!((slow().failure() / 1.233_48e-4 - 1.0).abs() < 1e-4);
        let retried = Call { retries: 1, ..slow() };
        assert!((retried.failure() / 1.521_48e-8 - 1.0).abs() < 1e-4);
        assert!((retried.attempts() - 1.000_123_348).abs() < 1e-8);
    }

    #[test]
    fn errors_and_timeouts_combine() {
        let call = Call {
            errors: 0.1,
            retries: 2,
            ..slow()
        };
        let failing = 1.0 - 0.9 * (1.0 - slow().attempt_failure());
        assert!((call.attempt_failure() - failing).abs() < 1e-15);
        assert!((call.failure() - failing * failing * failing).abs() < 1e-15);
        assert!((call.attempts() - (1.0 + failing + failing * failing)).abs() < 1e-15);
    }

    #[test]
    fn a_hedge_at_the_p95_sends_five_percent_more() {
        let law = Law::from_p50_p99(0.010, 0.100).unwrap();
        let delay = law.quantile(0.95);
        let call = Call {
            hedge: Some(delay),
            ..Call::new(law)
        };
        assert!((call.load() - 1.05).abs() < 1e-12);
        assert_eq!(call.attempts(), 1.0);
        let t = 2.0 * delay;
        assert!((call.attempt_survival(t) + call.attempt_cdf(t) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_call_that_never_succeeds_is_refused() {
        let hopeless = [
            Call {
                timeout: Some(0.001),
                ..Call::new(Law::Constant(0.002))
            },
            Call {
                errors: 1.0,
                ..slow()
            },
            Call {
                timeout: Some(0.0),
                ..slow()
            },
        ];
        for call in hopeless {
            let message = call.check().unwrap_err().to_string();
            assert!(message.contains("no attempt can succeed"), "{message}");
        }
    }

    #[test]
    fn illegal_parts_are_named() {
        let cases = [
            (
                Call {
                    timeout: Some(f64::NAN),
                    ..slow()
                },
                "the timeout is NaN",
            ),
            (
                Call {
                    hedge: Some(-1.0),
                    ..slow()
                },
                "the hedge delay is -1",
            ),
            (
                Call {
                    backoff: f64::INFINITY,
                    ..slow()
                },
                "the backoff is inf",
            ),
            (
                Call {
                    errors: 1.5,
                    ..slow()
                },
                "transient errors is 1.5",
            ),
            (
                Call {
                    retries: 10_001,
                    ..slow()
                },
                "10001 retries",
            ),
        ];
        for (call, part) in cases {
            let message = call.check().unwrap_err().to_string();
            assert!(message.contains(part), "{message}");
        }
    }
}
