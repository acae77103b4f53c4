//! The distributions a range can stand for.

use crate::math;
use crate::quantity::Scaled;
use statrs::distribution::{Beta, Continuous, ContinuousCDF};

/// The standard normal quantile of 95 %: a range's ends are its 5th and 95th percentile.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The shapes a beta distribution may have.
const SHAPES: std::ops::RangeInclusive<f64> = 1e-3..=1e9;

/// Uncertainty about one constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// No uncertainty.
    Exact(f64),
    /// `ln x` is normal with this mean and standard deviation.
    LogNormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// `ln(x / (1 - x))` is normal with this mean and standard deviation.
    LogitNormal {
        /// Mean of the logit.
        mu: f64,
        /// Standard deviation of the logit.
        sigma: f64,
    },
    /// Normal, held between two ends: what would lie beyond an end lies on it.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
        /// The least a value can be.
        low: f64,
        /// The most a value can be.
        high: f64,
    },
    /// Uniform between its ends.
    Uniform {
        /// Lowest value.
        low: f64,
        /// Highest value.
        high: f64,
    },
    /// Triangular.
    Triangular {
        /// Lowest value.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Highest value.
        high: f64,
    },
    /// Beta.
    Beta {
        /// First shape.
        a: f64,
        /// Second shape.
        b: f64,
    },
}

impl Distribution {
    /// The family of a range `low < high` that spans the central 90 %.
    ///
    /// A uniform stands for an end at zero (or a probability at one) and then spans all of it.
    pub fn from_range(low: f64, high: f64, scale: Scaled) -> Self {
        match scale {
            _ if low < 0.0 => Self::Normal {
                mean: 0.5 * (low + high),
                sd: (high - low) / (2.0 * Z95),
                low: f64::NEG_INFINITY,
                high: f64::INFINITY,
            },
            _ if low == 0.0 => Self::Uniform { low, high },
            Scaled::Logit if high >= 1.0 => Self::Uniform { low, high },
            Scaled::Logit => {
                let (l, h) = (logit(low), logit(high));
                Self::LogitNormal {
                    mu: 0.5 * (l + h),
                    sigma: (h - l) / (2.0 * Z95),
                }
            }
            Scaled::Log => {
                let (l, h) = (math::ln(low), math::ln(high));
                Self::LogNormal {
                    mu: 0.5 * (l + h),
                    sigma: (h - l) / (2.0 * Z95),
                }
            }
        }
    }

    /// Normal; `None` unless `sd` is positive.
    pub fn normal(mean: f64, sd: f64, (low, high): (f64, f64)) -> Option<Self> {
        (sd > 0.0).then_some(Self::Normal { mean, sd, low, high })
    }

    /// Uniform; `None` unless `low < high`.
    pub fn uniform(low: f64, high: f64) -> Option<Self> {
        (low < high).then_some(Self::Uniform { low, high })
    }

    /// Triangular; `None` unless `low <= mode <= high` and `low < high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Option<Self> {
        (low <= mode && mode <= high && low < high).then_some(Self::Triangular { low, mode, high })
    }

    /// Beta; `None` unless both shapes lie in [`SHAPES`].
    pub fn beta(a: f64, b: f64) -> Option<Self> {
        (SHAPES.contains(&a) && SHAPES.contains(&b)).then_some(Self::Beta { a, b })
    }

    /// The same of an amount `factor` times as large; shares, which are no amounts, stay.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        match *self {
            Self::Exact(value) => Self::Exact(value * factor),
            Self::LogNormal { mu, sigma } => Self::LogNormal {
                mu: mu + math::ln(factor),
                sigma,
            },
            Self::Normal { mean, sd, low, high } => Self::Normal {
                mean: mean * factor,
                sd: sd * factor,
                low: low * factor,
                high: high * factor,
            },
            Self::Uniform { low, high } => Self::Uniform {
                low: low * factor,
                high: high * factor,
            },
            Self::Triangular { low, mode, high } => Self::Triangular {
                low: low * factor,
                mode: mode * factor,
                high: high * factor,
            },
            share @ (Self::LogitNormal { .. } | Self::Beta { .. }) => share,
        }
    }

    /// The value half of the uncertainty lies below.
    pub fn median(&self) -> f64 {
        match *self {
            Self::LogNormal { mu, .. } => math::exp(mu),
            Self::LogitNormal { mu, .. } => logistic(mu),
            Self::Normal { mean, .. } => mean,
            _ => self.quantile(0.5),
        }
    }

    /// The ends of the range: its 5th and 95th percentile, or all it spans where that is bounded.
    pub fn ends(&self) -> (f64, f64) {
        match *self {
            Self::Uniform { low, high } | Self::Triangular { low, high, .. } => (low, high),
            _ => (self.quantile(0.05), self.quantile(0.95)),
        }
    }

    /// The value below which a share `u` of the uncertainty lies, `0 < u < 1`.
    pub fn quantile(&self, u: f64) -> f64 {
        match *self {
            Self::Exact(value) => value,
            Self::LogNormal { mu, sigma } => math::exp(mu + sigma * math::normal_quantile(u)),
            Self::LogitNormal { mu, sigma } => logistic(mu + sigma * math::normal_quantile(u)),
            Self::Normal { mean, sd, low, high } => (mean + sd * math::normal_quantile(u)).clamp(low, high),
            Self::Uniform { low, high } => low + u * (high - low),
            Self::Triangular { low, mode, high } => triangular_quantile(low, mode, high, u),
            Self::Beta { a, b } => logistic(beta_logit(a, b, u)),
        }
    }
}

fn triangular_quantile(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    if u * width < mode - low {
        low + (u * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - mode)).sqrt()
    }
}

/// The t = logit x that solves `F(x) = u`, by Newton's steps where they stay between what is known to be
/// too low and too high, and by halving otherwise: it always ends.
pub(super) fn beta_logit(a: f64, b: f64, u: f64) -> f64 {
    let Ok(beta) = Beta::new(a, b) else { return 0.0 };
    // From the nearer end, so that small tails keep their digits.
    let above = |x: f64| {
        if u < 0.5 {
            beta.cdf(x) - u
        } else {
            (1.0 - u) - beta.sf(x)
        }
    };
    let (mut low, mut high) = (-745.0, 745.0);
    let mut t = (math::ln(a) - math::ln(b)).clamp(low, high);
    for step in 0..200 {
        let x = logistic(t);
        let error = above(x);
        if error > 0.0 {
            high = t;
        } else {
            low = t;
        }
        let newton = t - error / (beta.pdf(x) * x * (1.0 - x));
        let next = if newton > low && newton < high && step % 4 != 3 {
            newton
        } else {
            0.5 * (low + high)
        };
        let done = (next - t).abs() <= 4.0 * f64::EPSILON * t.abs().max(1.0);
        t = next;
        if done {
            break;
        }
    }
    t
}

fn logit(p: f64) -> f64 {
    math::ln(p) - math::ln1p(-p)
}

pub(super) fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + math::exp(-x))
    } else {
        let e = math::exp(x);
        e / (1.0 + e)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{LogNormal, Normal, Triangular};

    #[test]
    fn beta_quantiles_end_and_come_back_for_every_shape() {
        let shapes = [1e-3, 0.01, 0.3, 1.0, 2.5, 40.0, 999.0, 1e5, 1e9];
        for (a, b) in shapes.iter().flat_map(|a| shapes.iter().map(move |b| (*a, *b))) {
            let beta = Beta::new(a, b).unwrap();
            for u in [1e-6, 0.05, 0.3, 0.5, 0.95, 1.0 - 1e-6] {
                let x = Distribution::beta(a, b).unwrap().quantile(u);
                assert!((0.0..=1.0).contains(&x), "{a} {b} {u}: {x}");
                let moderate = (1e-290..1.0 - 1e-5).contains(&x) && a.max(b) < 1e6;
                assert!(!moderate || (beta.cdf(x) - u).abs() < 1e-9, "{a} {b} {u}: {x}");
            }
        }
        assert!(Distribution::beta(1e-9, 1e9).is_none());
        let exact = 1.0 - 0.5_f64.powf(1.0 / 999.0);
        assert!((Distribution::beta(1.0, 999.0).unwrap().quantile(0.5) / exact - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_range_has_its_ends_at_5_and_95_percent(low in 1e-9..1e6_f64, ratio in 1.001..1e4_f64) {
            let range = Distribution::from_range(low, low * ratio, Scaled::Log);
            prop_assert!((range.quantile(0.05) / low - 1.0).abs() < 1e-9);
            prop_assert!((range.quantile(0.95) / (low * ratio) - 1.0).abs() < 1e-9);
        }

        #[test]
        fn a_probability_range_stays_a_probability(low in 1e-9..0.5_f64, high in 0.5..0.999_f64, u in 0.001..0.999_f64) {
            let range = Distribution::from_range(low, high, Scaled::Logit);
            prop_assert!((range.quantile(0.05) / low - 1.0).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&range.quantile(u)));
        }

        #[test]
        fn quantiles_agree_with_an_independent_library(u in 0.001..0.999_f64) {
            let ours = Distribution::LogNormal { mu: 1.0, sigma: 0.7 }.quantile(u);
            let theirs = LogNormal::new(1.0, 0.7).unwrap().inverse_cdf(u);
            prop_assert!((ours / theirs - 1.0).abs() < 1e-6);
            let ours = Distribution::normal(3.0, 2.0, (f64::NEG_INFINITY, f64::INFINITY)).unwrap().quantile(u);
            prop_assert!((ours - Normal::new(3.0, 2.0).unwrap().inverse_cdf(u)).abs() < 1e-6);
            let ours = Distribution::triangular(1.0, 2.0, 6.0).unwrap().quantile(u);
            prop_assert!((ours - Triangular::new(1.0, 6.0, 2.0).unwrap().inverse_cdf(u)).abs() < 1e-6);
        }
    }
}
